"""The strip below a table: whether each column balances, and the equation of the column in hand."""

from PySide6.QtCore import QEvent, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.strip import Standing, Strip
from gui import style
from gui.document import Document
from gui.grid import GridView

PAUSE = 25  # milliseconds that what is said of a cell may come after the key


class BalanceStrip(QWidget):
    """One line under the columns; words and signs, never colour alone."""

    def __init__(self, document: Document, section: str, view: GridView) -> None:
        super().__init__()
        self._document = document
        self._section = section
        self._view = view
        self._key = view.key_in_hand
        self._strip = Strip(document.form, section)
        self._standings = self._strip.standings(document.figures)
        self._columns = [view.grid.places[standing.keys[0]][1] for standing in self._standings]
        self.setAccessibleName(self.told())
        # a fortieth of a second after the key: painted with it, the strip would cost a fifth of the key's time
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._refresh)
        document.changed.connect(self._on_changed)
        view.moved.connect(self._follow)
        view.horizontalScrollBar().valueChanged.connect(self._repaint)
        view.horizontalHeader().sectionResized.connect(self._repaint)

    @property
    def wanted(self) -> bool:
        """Whether the form has a balance to show for this table."""
        return bool(self._standings)

    def told(self) -> str:
        """The equation of the column in hand, else of the last, the total."""
        if not self._standings:
            return ""
        return self._standings[self._in_hand()].told

    def set_zoom(self) -> None:
        """Take the size from the table."""
        self.setFont(self._view.font())
        self.setFixedHeight(self.fontMetrics().height() + 6)

    def _repaint(self) -> None:
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:  # made when it's asked for, not at each key
            self.setToolTip("\n".join(standing.told for standing in self._standings))
        return super().event(event)

    def _on_changed(self, keys: frozenset[str]) -> None:
        if not self._pause.isActive() and not keys.isdisjoint(self._view.grid.places):
            self._pause.start()

    def _refresh(self) -> None:
        """Reckon again; repaint only what is said otherwise."""
        before, self._standings = self._standings, self._strip.standings(self._document.figures)
        here = self._in_hand()
        for at, (old, new) in enumerate(zip(before, self._standings, strict=True)):
            if old != new:
                self.update(self._column(at))
                if at == here:
                    self._say()

    def _follow(self, key: str) -> None:
        before = self._in_hand()
        self._key = key
        if self._standings and self._in_hand() != before:
            self._say()
            self.update(self._column(before))
            self.update(self._column(self._in_hand()))

    def _say(self) -> None:
        self.setAccessibleName(self.told())
        self.update(QRect(0, 0, self._labels(), self.height()))

    def _in_hand(self) -> int:
        place = self._view.grid.places.get(self._key)
        return self._columns.index(place[1]) if place and place[1] in self._columns else len(self._columns) - 1

    def _labels(self) -> int:
        return self._view.verticalHeader().width() + self._view.frameWidth()

    def _column(self, at: int) -> QRect:
        column = self._columns[at]
        left = self._labels() + self._view.columnViewportPosition(column)
        return QRect(left, 0, self._view.columnWidth(column), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.fillRect(event.rect(), QColor(style.colours().paper))
        here, labels = self._in_hand(), self._labels()
        for at, standing in enumerate(self._standings):
            cell = self._column(at)
            if cell.left() >= labels and event.region().intersects(cell):
                _paint(painter, cell, standing.short, standing, chosen=at == here)
        room = QRect(6, 0, labels - 10, self.height())
        if self._standings and event.region().intersects(room):
            text = self.told()
            if painter.fontMetrics().horizontalAdvance(text) > room.width():
                text = self._standings[here].without_state
            text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            _paint(painter, room, text, self._standings[here], chosen=False, left=True)
        painter.setPen(QColor(style.colours().line))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())


def _paint(painter: QPainter, rect: QRect, text: str, standing: Standing, *, chosen: bool, left: bool = False) -> None:
    if standing.difference and not left:
        painter.fillRect(rect, QColor(style.colours().error_soft))
    elif chosen:
        painter.fillRect(rect, QColor(style.colours().accent_soft))
    look = style.colours()
    colour = look.quiet if standing.missing else look.error if standing.difference else look.good
    painter.setPen(QColor(colour))
    side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignHCenter
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, text)
