"""The strip below a table: whether each column balances, and the equation of the column in hand."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.strip import Standing, standings
from gui import style
from gui.document import Document
from gui.grid import GridView


class BalanceStrip(QWidget):
    """One line under the columns; words and signs, never colour alone."""

    def __init__(self, document: Document, section: str, view: GridView) -> None:
        super().__init__()
        self._document = document
        self._section = section
        self._view = view
        self._key = view.key_in_hand
        self._standings: Sequence[Standing] = ()
        self._columns: dict[str, int] = {}
        self.refresh()
        document.changed.connect(self.refresh)
        view.moved.connect(self._follow)
        view.horizontalScrollBar().valueChanged.connect(self.update)
        view.horizontalHeader().sectionResized.connect(self.update)

    @property
    def wanted(self) -> bool:
        """Whether the form has a balance to show for this table."""
        return bool(self._standings)

    def refresh(self) -> None:
        """Reckon again; repaint only if something else is to be said."""
        now = standings(self._document.form, self._section, self._document.figures)
        if now != self._standings:
            self._standings = now
            self._columns = {key: at for at, standing in enumerate(now) for key in standing.keys}
            self._say()

    def told(self) -> str:
        """The equation of the column in hand, else of the last, the total."""
        if not self._standings:
            return ""
        return self._standings[self._in_hand()].told

    def set_zoom(self) -> None:
        """Take the size from the table."""
        self.setFont(self._view.font())
        self.setFixedHeight(self.fontMetrics().height() + 6)

    def _follow(self, key: str) -> None:
        self._key = key
        self._say()

    def _say(self) -> None:
        self.setAccessibleName(self.told())
        self.setToolTip("\n".join(standing.told for standing in self._standings))
        self.update()

    def _in_hand(self) -> int:
        place = self._view.grid.places.get(self._key)
        columns = [self._view.grid.places[standing.keys[0]][1] for standing in self._standings]
        return columns.index(place[1]) if place and place[1] in columns else len(columns) - 1

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._standings:
            return
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.fillRect(event.rect(), QColor(style.PAPER))
        here = self._in_hand()
        labels = self._view.verticalHeader().width() + self._view.frameWidth()
        for at, standing in enumerate(self._standings):
            column = self._view.grid.places[standing.keys[0]][1]
            left = labels + self._view.columnViewportPosition(column)
            cell = QRect(left, 0, self._view.columnWidth(column), self.height())
            if left >= labels:
                _paint(painter, cell, standing.short, standing, chosen=at == here)
        whole = QRect(0, 0, labels, self.height())
        painter.fillRect(whole, QColor(style.PAPER))
        text = painter.fontMetrics().elidedText(self.told(), Qt.TextElideMode.ElideRight, labels - 10)
        _paint(painter, whole.adjusted(6, 0, -4, 0), text, self._standings[here], chosen=False, left=True)
        painter.setPen(QColor(style.LINE))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())


def _paint(painter: QPainter, rect: QRect, text: str, standing: Standing, *, chosen: bool, left: bool = False) -> None:
    if standing.difference and not left:
        painter.fillRect(rect, QColor(style.ERROR_SOFT))
    elif chosen:
        painter.fillRect(rect, QColor(style.ACCENT_SOFT))
    colour = style.QUIET if standing.missing else style.ERROR if standing.difference else style.GOOD
    painter.setPen(QColor(colour))
    side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignHCenter
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, text)
