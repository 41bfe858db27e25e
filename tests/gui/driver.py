"""Drives the real window the way a person does: keys, clicks, and the clipboard for Chinese text."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from core.report import Report
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
    for section in window.sections:
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
