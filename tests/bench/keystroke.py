"""Key to checked and painted, in table three of the real window, off screen."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from core.checks import Checker
from core.draft import load_draft
from core.locate import resource
from core.report import reckon
from gui.app import build_application, build_window
from gui.grid import CellDelegate
from gui.grid_model import GridModel
from gui.main_window import MainWindow
from tests.bench.clock import median, p95, say, times
from tests.gui.driver import focus, press

_FIRST = "requests/new_received/natural_person"


def main() -> None:
    application = the_application()
    with window_on_table_three() as window:
        taken: list[float] = []
        for _ in range(100):
            for digit in "123":
                taken.append(key_time(application, focus(), getattr(Qt.Key, f"Key_{digit}"), digit))
            press(Qt.Key.Key_Return)
            QTest.qWait(1)
        say("key -> checked and painted, median", median(taken), "ms", 1)
        say("key -> checked and painted, 95th percentile", p95(taken), "ms", 3)
        _parts(window)
    _calls()
    line = QLineEdit()
    line.show()
    QTest.qWait(50)
    floor = [key_time(application, line, Qt.Key.Key_1, "1") for _ in range(200)]
    say("floor: a bare QLineEdit", median(floor), "ms")
    say("against the floor", median(taken) / median(floor), "x")


def the_application() -> QApplication:
    """The one application of this run."""
    present = QApplication.instance()
    return present if isinstance(present, QApplication) else build_application(["bench"])


@contextmanager
def window_on_table_three() -> Iterator[MainWindow]:
    """The real window with the sample, its first number of table three in hand."""
    with tempfile.TemporaryDirectory() as settings:
        window = build_window(Path(settings))
        window.resize(1366, 700)
        window.show()
        QTest.qWaitForWindowActive(window)
        window.document.replace(load_draft(resource("samples", "sample.nianbao")), None)
        window.go_to(_FIRST)
        QTest.qWait(200)
        yield window
        window.document.saved = window.document.report
        window.close()


def key_time(application: QApplication, widget: object, key: Qt.Key, text: str) -> float:
    """Milliseconds from a key to everything painted."""
    down, up = (
        QKeyEvent(kind, key, Qt.KeyboardModifier(0), text) for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
    )
    start = time.perf_counter()
    QApplication.sendEvent(widget, down)  # type: ignore[arg-type]
    application.processEvents()
    taken = (time.perf_counter() - start) * 1000
    QApplication.sendEvent(widget, up)  # type: ignore[arg-type]
    return taken


def _parts(window: MainWindow) -> None:
    form, report = window.document.form, window.document.report
    figures, checker = reckon(form, report), Checker(form)
    say("of which all totals", median(times(lambda: reckon(form, report), 300)), "ms")
    say("of which all checks", median(times(lambda: checker.run(report, figures), 300)), "ms", 0.5)


def _calls() -> None:
    """Count, free of noise, what one keystroke in a full table asks the model and paints."""
    asked: list[str] = []
    data, paint = GridModel.data, CellDelegate.paint

    def counted_data(self: GridModel, *arguments: object) -> object:
        asked.append("data")
        return data(self, *arguments)  # type: ignore[arg-type]

    def counted_paint(self: CellDelegate, *arguments: object) -> None:
        asked.append("paint")
        paint(self, *arguments)  # type: ignore[arg-type]

    with (
        patch.object(GridModel, "data", counted_data),
        patch.object(CellDelegate, "paint", counted_paint),
        window_on_table_three(),
    ):
        press("4")
        QTest.qWait(1)
        asked.clear()
        press("5")
        QTest.qWait(1)
        say("cells painted by one keystroke", asked.count("paint"), "", 21)
        say("data() calls of one keystroke", asked.count("data"), "", 21)
