"""A few words beside a cell that go by themselves."""

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtWidgets import QAbstractScrollArea

from gui.labels import PlainLabel

_STAYS = 8000  # milliseconds


class Bubble(PlainLabel):
    """Says something of a cell above it, so that the cells typed next stay in sight."""

    def __init__(self, over: QAbstractScrollArea) -> None:
        super().__init__("", "bubble", over)
        self._over = over
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._time = QTimer(self, singleShot=True, interval=_STAYS)
        self._time.timeout.connect(self.hide)
        self.hide()

    def say(self, sentence: str, cell: QRect) -> None:
        """Show a sentence above a cell (below it where there is no room), in the coordinates of the widget under it."""
        self.setText(sentence)
        self.setAccessibleName(sentence)
        self.adjustSize()
        right = self._over.viewport().geometry().right()  # beside the scroll bar, not under it
        above = cell.top() - self.height() - 2
        self.move(max(0, min(cell.left(), right - self.width())), above if above >= 0 else cell.bottom() + 3)
        self.show()
        self.raise_()
        self._time.start()

    def follow(self, dx: int, dy: int) -> None:
        """Go with the cell as it scrolls; out of the table is out of sight."""
        self.move(self.x() + dx, self.y() + dy)
        if not self._over.rect().contains(self.geometry()):
            self.hide()
