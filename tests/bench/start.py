"""Process start to first painted window, beside a bare PySide6 label, in turns."""

import os
import statistics
import subprocess
import sys
import tempfile
import time

from tests.bench.clock import say

_BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
a = QApplication([]); w = QLabel("年报填报"); w.show(); QTimer.singleShot(0, a.quit); a.exec()
"""
_OURS = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from gui.app import build_application, build_window
a = build_application([]); w = build_window(Path(sys.argv[1])); w.show(); QTimer.singleShot(0, a.quit); a.exec()
"""
_MEMORY = "\nprint(__import__('resource').getrusage(__import__('resource').RUSAGE_SELF).ru_maxrss / 1024)"
_ROUNDS = 15


def main() -> None:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    taken: dict[str, list[float]] = {"bare": [], "ours": []}
    memory: dict[str, list[float]] = {"bare": [], "ours": []}
    with tempfile.TemporaryDirectory() as settings:
        for _ in range(_ROUNDS):
            for name, code in (("bare", _BARE), ("ours", _OURS)):
                begin = time.perf_counter()
                done = subprocess.run(
                    [sys.executable, "-c", code + _MEMORY, settings], env=environment, capture_output=True, check=True
                )
                taken[name].append((time.perf_counter() - begin) * 1000)
                memory[name].append(float(done.stdout))
    bare, ours = statistics.median(taken["bare"]), statistics.median(taken["ours"])
    say("start of a bare PySide6 label", bare, "ms")
    say("start of our window", ours, "ms")
    say("against bare", ours / bare, "x", 1.4)
    say("memory of the bare label", statistics.median(memory["bare"]), "MB")
    say("memory against bare", statistics.median(memory["ours"]) / statistics.median(memory["bare"]), "x", 1.3)
