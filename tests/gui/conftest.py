"""The real window on a folder of its own; a dialog that no test announced fails the test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMessageBox, QProgressDialog
from pytestqt.qtbot import QtBot

from core.draft import load_draft
from core.exchange import import_data
from core.locate import resource
from core.report import Report
from core.settings import Memory
from gui.app import begin, build_application, build_window
from gui.main_window import MainWindow
from tests.core.sheets import DATA
from tests.gui.driver import press, wait_until_furnished


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return build_application(["test"])


@pytest.fixture
def sample() -> Report:
    return load_draft(resource("samples", "sample.nianbao"))


class Dialogs:
    """What a test expects to be asked, in order, and how it answers."""

    def __init__(self) -> None:
        self.answers: list[Callable[[QDialog], None]] = []
        self.seen: list[str] = []
        self.strangers: list[str] = []
        self._answering = False

    def expect(self, answer: Callable[[QDialog], None]) -> None:
        self.answers.append(answer)

    def expect_file(self, path: Path) -> None:
        """A file dialog; type the path and press Enter."""

        def answer(dialog: QDialog) -> None:
            from PySide6.QtCore import Qt

            line = dialog.findChild(QLineEdit)
            assert line is not None
            line.setText(str(path))
            QTest.keyClick(line, Qt.Key.Key_Return)

        self.expect(answer)

    def expect_message(self, button: QMessageBox.StandardButton) -> None:
        """A message box; press a button."""

        def answer(dialog: QDialog) -> None:
            assert isinstance(dialog, QMessageBox)
            dialog.button(button).click()

        self.expect(answer)

    def look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog) or self._answering or isinstance(dialog, QProgressDialog):
            return  # progress asks nothing
        if not dialog.isActiveWindow():  # not shown in full yet: keys would go astray
            dialog.activateWindow()
            return
        text = (
            f"{dialog.text()} {dialog.informativeText()}" if isinstance(dialog, QMessageBox) else dialog.windowTitle()
        )
        if self.answers:
            self.seen.append(text)
            self._answering = True  # keys pressed by the answer let the clock tick
            try:
                self.answers.pop(0)(dialog)
            except BaseException:
                dialog.reject()  # left open, it would wait for ever
                raise
            finally:
                self._answering = False
        else:
            self.strangers.append(text)
            dialog.reject()


@pytest.fixture
def dialogs(qapp: QApplication) -> Iterator[Dialogs]:
    expected = Dialogs()
    timer = QTimer()
    timer.timeout.connect(expected.look)
    timer.start(20)
    yield expected
    timer.stop()
    assert not expected.strangers, f"nobody announced {expected.strangers}"
    assert not expected.answers, "a dialog that was announced never came"


@pytest.fixture
def window(qtbot: QtBot, dialogs: Dialogs, tmp_path: Path) -> Iterator[MainWindow]:
    window = build_window(tmp_path / "settings")
    window.resize(1366, 700)
    window.show()
    QTest.qWaitForWindowActive(window)
    yield window
    window.document.saved = window.document.report  # a test that ends with changes has nothing left to ask
    window.close()
    window.deleteLater()
    QTest.qWait(1)


@pytest.fixture
def table_three(window: MainWindow) -> MainWindow:
    """The window with table three in hand, at its first cell."""
    window.go_to("requests/new_received/natural_person")
    press()
    return window


@pytest.fixture
def suqian(window: MainWindow) -> MainWindow:
    """The window on a large published report, in balance."""
    window.document.replace(import_data(DATA / "suqian_city_2023.json").report, None)
    return window


@pytest.fixture
def start(qapp: QApplication, dialogs: Dialogs, tmp_path: Path) -> Iterator[Callable[..., MainWindow]]:
    """Start the program, as often as wanted, on the same folders."""
    opened: list[MainWindow] = []

    def run(*arguments: str) -> MainWindow:
        window = MainWindow(Memory(tmp_path / "settings"), tmp_path / "settings" / "data")
        window.resize(1366, 700)
        begin(window, arguments)
        QTest.qWaitForWindowActive(window)
        wait_until_furnished(window)
        opened.append(window)
        return window

    yield run
    for window in opened:
        window.document.saved = window.document.report  # a test that ends with changes has nothing left to ask
        window.close()
        window.deleteLater()
    QTest.qWait(1)
