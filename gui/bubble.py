"""A few words beside a cell that go by themselves."""

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QAbstractScrollArea

from gui.labels import PlainLabel

_STAYS = 8000  # milliseconds


class Bubble(PlainLabel):
    """Says something of a cell above it, so that the cells typed next stay in sight."""

    def __init__(self, over: QAbstractScrollArea) -> None:
        super().__init__("", "bubble", over)
        self._over = over
        self._place = QPoint()  # beside its cell, be that in sight or not
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._time = QTimer(self, singleShot=True, interval=_STAYS)
        self._time.timeout.connect(self.hide)
        self.hide()

    def say(self, sentence: str, cell: QRect) -> None:
        """Show a sentence above a cell (below it where there is no room), in the coordinates of the widget under it."""
        self.setText(sentence)
        self.setAccessibleName(sentence)
        self.adjustSize()
        above = cell.top() - self.height() - 2
        self._place = QPoint(cell.left(), above if above >= 0 else cell.bottom() + 3)
        self._stay_in_sight()
        self.show()
        self.raise_()
        self._time.start()

    def follow(self, dx: int, dy: int) -> None:
        """Go with the cell as it scrolls, as far as the edge of the table."""
        self._place += QPoint(dx, dy)
        self._stay_in_sight()

    def _stay_in_sight(self) -> None:
        room = self._over.viewport().geometry()  # beside the scroll bar, not under it
        self.move(
            max(0, min(self._place.x(), room.right() - self.width())),
            max(0, min(self._place.y(), room.bottom() - self.height())),
        )
