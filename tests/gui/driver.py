"""Drives the real window the way a person does: keys, clicks, and the clipboard for Chinese text."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QListWidgetItem,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from core.draft import save_draft
from core.report import Report
from gui.issue_rows import Act
from gui.main_window import MainWindow
from gui.sections import ProfilePage, TablePage, TextPage

CONTROL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)


def focus() -> QWidget:
    """The widget that gets the next key."""
    if QApplication.focusWidget() is None:  # off screen nobody brings the window back after a dialog
        windows = (top for top in QApplication.topLevelWidgets() if isinstance(top, MainWindow) and top.isVisible())
        window = QApplication.activeModalWidget() or next(windows)
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(*keys: Qt.Key | str, with_: Qt.KeyboardModifier = NONE) -> None:
    """Press keys, or type a string, into whatever has the focus."""
    for key in keys:
        if isinstance(key, str):
            for char in key:  # the first may open an editor that gets the rest
                QTest.keyClicks(focus(), char, with_)
        else:
            QTest.keyClick(focus(), key, with_)


def settle() -> None:
    """Wait until what follows a pause in typing has been shown."""
    QTest.qWait(200)


def wait_until_furnished(window: MainWindow) -> None:
    """Wait until what is built behind the start page is there."""
    for _ in range(500):
        if window.is_furnished:
            return
        QTest.qWait(10)
    raise AssertionError("the window was never furnished")


def wait_for_button(window: MainWindow, text: str) -> bool:
    """Wait for a button with these words on the page in hand; whether it came."""
    for _ in range(100):
        if any(button.text() == text for button in window.stack.currentWidget().findChildren(QPushButton)):
            return True
        QTest.qWait(5)
        time.sleep(0.005)  # what is done in another thread needs the lock that qWait keeps
    return False


def button(parent: QWidget, text: str) -> QPushButton:
    """The button with these words."""
    return next(button for button in parent.findChildren(QPushButton) if button.text() == text)


def click(widget: QWidget) -> None:
    """Click in the middle of a widget."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def paste(text: str) -> None:
    """Paste a text over what the focused box holds."""
    QGuiApplication.clipboard().setText(text)
    press(Qt.Key.Key_A, Qt.Key.Key_V, with_=CONTROL)


def box_named(page: QWidget, name: str) -> QWidget:
    """The box with that accessible name."""
    return next(box for box in page.findChildren(QWidget) if box.accessibleName() == name)


def fill_window(window: MainWindow, report: Report) -> None:
    """Walk through all steps with 下一步 and fill each from `report`."""
    for section in window.document.form.section:
        page = window.stack.currentWidget()
        if isinstance(page, TablePage):
            fill_table(page, report)
        elif isinstance(page, ProfilePage | TextPage):
            for field in section.field:
                fill_field(page, field.label, report.text(f"{section.id}/{field.id}"))
        click(window.forward)


def fill_table(page: TablePage, report: Report) -> None:
    """Type each number and go on with Tab, over the locked totals."""
    page.view.setFocus()
    for cell in page.document.form.tables[page.section.id]:
        if not cell.parts:
            press(report.cells[cell.key].text, Qt.Key.Key_Tab)


def fill_field(page: QWidget, name: str, text: str) -> None:
    """Paste a text into the box of that name, or choose it there."""
    box = box_named(page, name)
    box.setFocus()
    if isinstance(box, QComboBox):
        while box.currentData() != text:
            press(Qt.Key.Key_Down)
    elif isinstance(box, QLineEdit | QPlainTextEdit) and text:
        paste(text)


def begin_anew(window: MainWindow) -> None:
    """Leave the start page for an empty report."""
    click(next(button for button in window.findChildren(QPushButton) if button.text() == "新建今年的报告"))


def lines(window: MainWindow) -> list[str]:
    return [window.issues.item(row).text() for row in range(window.issues.count())]


def line(window: MainWindow, start: str) -> QListWidgetItem:
    """The first line of the list that begins so."""
    return window.issues.item(next(row for row, text in enumerate(lines(window)) if text.startswith(start)))


def click_link(window: MainWindow, start: str, act: Act) -> None:
    item = line(window, start)
    window.issues.scrollToItem(item)
    place = window.issues.links(item)[act].center()
    QTest.mouseClick(window.issues.viewport(), Qt.MouseButton.LeftButton, pos=place)


def table_page(window: MainWindow) -> TablePage:
    current = window.stack.currentWidget()
    assert isinstance(current, TablePage)
    return current


def type_at(window: MainWindow, key: str, text: str) -> None:
    window.go_to(key)
    press(text, Qt.Key.Key_Return)
    settle()


def journals(window: MainWindow) -> list[Path]:
    return sorted(window.safe.journals.glob("*.journal"))


def draft_of(sample: Report, tmp_path: Path) -> Path:
    path = tmp_path / "a.nianbao"
    save_draft(sample, path)
    return path


def crash(window: MainWindow) -> None:
    """What a killed process leaves: the journal as it is, its lock gone."""
    window.safe.flush()
    journal = window.safe._journal
    assert journal is not None
    journal.close()
    window.safe._journal = None
    window.filing.saving.release()
    window.document.saved = window.document.report


def press_button(text: str) -> Callable[[QDialog], None]:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        next(button for button in dialog.buttons() if button.text() == text).click()

    return answer
