"""Process start to first painted window and to all in place, beside a bare PySide6 label and novelWriter, in turns."""

import os
import statistics
import subprocess
import sys
import tempfile
import time

from tests.bench.clock import say

# time.time() is the same clock in both processes; leaving at once keeps the tidying up out of the figure; the memory
# getrusage() tells begins with that of the process which started this one
_TELL = """
import os, sys, time
def tell(*_):
    now = time.time()
    most = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
    print(now, int(most.split()[1]) / 1024, flush=True)
    os._exit(0)
"""
_BARE = """
from PySide6.QtWidgets import QApplication, QLabel
a = QApplication([]); w = QLabel("年报填报"); w.show(); a.processEvents(); tell()
"""
_OURS = """
import gc; gc.disable()  # as gui.__main__ does
from pathlib import Path
from core.settings import Memory
from gui.app import begin, build_application
from gui.main_window import MainWindow
a = build_application([]); w = MainWindow(Memory(Path(sys.argv[1])), Path(sys.argv[1], "data"))
"""
_PAINTED = "w.painted.connect(tell); begin(w, []); a.exec()"
_IN_PLACE = "w.furnished.connect(tell); begin(w, []); a.exec()"
_PREVIEW = """
from PySide6.QtCore import QTimer
w.furnish(); w.filing.open_sample(); w.show(); w.preview_action.trigger()
QTimer.singleShot(3000, tell); a.exec()
"""
_NOVEL_WRITER = """
import novelwriter
from novelwriter.guimain import GuiMain
from PyQt6.QtWidgets import QApplication
def painted(*_):  # before it asks which project to open
    QApplication.processEvents(); tell()
GuiMain.postLaunchTasks = painted
novelwriter.main([f"--config={sys.argv[1]}", f"--data={sys.argv[1]}"])
"""
_STARTS = {
    "bare": _BARE,
    "painted": _OURS + _PAINTED,
    "in place": _OURS + _IN_PLACE,
    "novelWriter": _NOVEL_WRITER,
}
_ROUNDS = 15


def main() -> None:
    taken: dict[str, list[float]] = {name: [] for name in _STARTS}
    memory: dict[str, list[float]] = {name: [] for name in _STARTS}
    with tempfile.TemporaryDirectory() as settings:
        for _ in range(_ROUNDS):
            for name, code in _STARTS.items():
                begin = time.time()
                end, used = _start(code, settings)
                taken[name].append((end - begin) * 1000)
                memory[name].append(used)
        _, with_preview = _start(_OURS + _PREVIEW, settings)
    ms = {name: statistics.median(figures) for name, figures in taken.items()}
    say("start of a bare PySide6 label", ms["bare"], "ms")
    say("start of our window, first painted", ms["painted"], "ms")
    say("against bare", ms["painted"] / ms["bare"], "x", 1.4)
    say("the same, all in place", ms["in place"], "ms")
    say("against bare", ms["in place"] / ms["bare"], "x", 1.4)
    say("start of novelWriter", ms["novelWriter"], "ms")
    say("times ahead of novelWriter, painted", ms["novelWriter"] / ms["painted"], "x", 5, least=True)
    say("times ahead of novelWriter, all in place", ms["novelWriter"] / ms["in place"], "x", 5, least=True)
    mb = {name: statistics.median(figures) for name, figures in memory.items()}
    say("memory of the bare label", mb["bare"], "MB")
    say("memory against bare, all in place", mb["in place"] / mb["bare"], "x", 1.3)
    say("memory with the preview open", with_preview, "MB", 200)


def _start(code: str, settings: str) -> tuple[float, float]:
    """When a process told that it was ready, and its memory until then in MB."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", _TELL + code, settings], env=environment, capture_output=True, check=True, timeout=60
    )
    end, used = map(float, done.stdout.split()[-2:])
    return end, used
