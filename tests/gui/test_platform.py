"""The pinned PySide6 survives what a year of clicking does."""

import subprocess
import sys
import tomllib
from pathlib import Path

from gui.app import VERSION

_STRESS = """
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel
class Sender(QObject):
    told = Signal(bool)
    nothing = Signal(object)
application = QApplication([])
sender, label, seen = Sender(), QLabel(), []
sender.told.connect(seen.append)
sender.nothing.connect(seen.append)
for _ in range(2500):
    sender.told.emit(True)
    sender.nothing.emit(None)
for number in range(20000):
    label.setText(str(number))
print(len(seen), label.text())
"""


def test_5000_signals_and_20000_void_calls_do_not_abort() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _STRESS], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout.split()) == (0, ["5000", "19999"])


def test_the_window_and_the_package_name_one_version() -> None:
    root = Path(__file__).parents[2]
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    told = (root / project["tool"]["hatch"]["version"]["path"]).read_text(encoding="utf-8")
    assert "version" in project["project"]["dynamic"]
    assert f'VERSION = "{VERSION}"' in told
    assert f"## {VERSION}\n" in (root / "CHANGELOG.md").read_text(encoding="utf-8")
