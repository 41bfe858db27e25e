"""Process start to first painted window, beside a bare PySide6 label, in turns."""

import os
import statistics
import subprocess
import sys
import tempfile
import time

from tests.bench.clock import say

_BARE = """
from PySide6.QtWidgets import QApplication, QLabel
a = QApplication([]); w = QLabel("年报填报"); w.show(); a.processEvents()
"""
_OURS = """
import sys
from pathlib import Path
from gui.app import begin, build_application, build_window
a = build_application([]); w = build_window(Path(sys.argv[1])); begin(w, []); a.processEvents()
"""
# time.time() is the same clock in both processes; leaving at once keeps the tidying up out of the figure
_TELL = """
import os, resource, time
print(time.time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, flush=True)
os._exit(0)
"""
_ROUNDS = 15


def main() -> None:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    taken: dict[str, list[float]] = {"bare": [], "ours": []}
    memory: dict[str, list[float]] = {"bare": [], "ours": []}
    with tempfile.TemporaryDirectory() as settings:
        for _ in range(_ROUNDS):
            for name, code in (("bare", _BARE), ("ours", _OURS)):
                begin = time.time()
                done = subprocess.run(
                    [sys.executable, "-c", code + _TELL, settings], env=environment, capture_output=True, check=True
                )
                painted, used = map(float, done.stdout.split())
                taken[name].append((painted - begin) * 1000)
                memory[name].append(used)
    bare, ours = statistics.median(taken["bare"]), statistics.median(taken["ours"])
    say("start of a bare PySide6 label", bare, "ms")
    say("start of our window", ours, "ms")
    say("against bare", ours / bare, "x", 1.4)
    say("memory of the bare label", statistics.median(memory["bare"]), "MB")
    say("memory against bare", statistics.median(memory["ours"]) / statistics.median(memory["bare"]), "x", 1.3)
