"""The line edit in a cell: opened by typing, arrows leave it; opened by F2, they move in the text."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QWidget

from core.report import Change

Move = QAbstractItemView.CursorAction
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ARROWS = {
    Qt.Key.Key_Up: Move.MoveUp,
    Qt.Key.Key_Down: Move.MoveDown,
    Qt.Key.Key_Left: Move.MoveLeft,
    Qt.Key.Key_Right: Move.MoveRight,
}
TABS = {Qt.Key.Key_Tab: Move.MoveNext, Qt.Key.Key_Backtab: Move.MovePrevious}


class CellEditor(QLineEdit):
    """Types one number; no input method, no spin buttons, no wheel. What is typed until it closes is one step."""

    def __init__(self, parent: QWidget, before: Change, *, in_text: bool) -> None:
        super().__init__(parent)
        self.before = before
        self.in_text = in_text
        self.run = object()
        self.setFrame(False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.in_text:
            self.end(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()  # neither the number nor the size of the page changes while one is typed

    def leads_to(self, event: QKeyEvent) -> Move | None:
        """Where a key leads that leaves the editor, None if the key is for the text."""
        key = Qt.Key(event.key())
        if self.in_text and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return None
        return ARROWS.get(key) or TABS.get(key)
