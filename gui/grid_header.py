"""The frozen header and label columns of a statutory table, merged labels and all."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from core.layout import LaidCell
from core.words import Table
from gui import style

_PADDING = 6
_TIGHT = 3  # pixels of a line that may go missing: no letter reaches there
_NARROW = 62  # characters across a table, from which its labels leave more room to the numbers
_WRAPPED = Qt.TextFlag.TextWordWrap


class LabelHeader(QHeaderView):
    """Paints merged labels in `levels` bands (heights across the top, widths down the side) over its sections.

    A label that is scrolled partly out of sight is written in the part still seen.
    """

    def __init__(self, orientation: Qt.Orientation, cells: Sequence[LaidCell], offset: int) -> None:
        super().__init__(orientation)
        self._cells = cells
        self._offset = offset  # grid lines before the first section
        self._edges = [0]
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(1)

    def set_levels(self, levels: Sequence[int]) -> None:
        """Give the bands their sizes in pixels."""
        self._edges = [sum(levels[:at]) for at in range(len(levels) + 1)]
        if self.orientation() == Qt.Orientation.Horizontal:
            self.setFixedHeight(self._edges[-1])
        else:
            self.setFixedWidth(self._edges[-1])

    def sizeHint(self) -> QSize:
        return QSize(self._edges[-1], self._edges[-1])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setFont(self.font())  # the viewport keeps the font it was born with
        painter.fillRect(event.rect(), QColor(style.colours().label))
        for cell in self._cells:
            rect = self._rect(cell)
            if rect.intersects(event.rect()):
                merged = cell.rowspan > 1 if cell.role == "row" else cell.colspan > 1
                seen = rect & self.viewport().rect() if merged else rect
                paint_label(painter, rect, cell.text, seen, left=cell.role == "row")

    def _rect(self, cell: LaidCell) -> QRect:
        across = self.orientation() == Qt.Orientation.Horizontal
        start, length = (cell.col, cell.colspan) if across else (cell.row, cell.rowspan)
        level, depth = (cell.row, cell.rowspan) if across else (cell.col, cell.colspan)
        first, last = start - self._offset, start - self._offset + length - 1
        begin = self.sectionViewportPosition(first)
        end = self.sectionViewportPosition(last) + self.sectionSize(last)
        low, high = self._edges[level], self._edges[level + depth]
        return QRect(begin, low, end - begin, high - low) if across else QRect(low, begin, high - low, end - begin)


class Corner(QWidget):
    """The note in the upper left of a table, over the label columns."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = text
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(style.colours().label))
        paint_label(painter, self.rect(), self._text, self.rect(), left=True)


def paint_label(painter: QPainter, rect: QRect, text: str, seen: QRect, *, left: bool) -> None:
    """Paint one label cell with its lower and right line; the text stands in the part that's seen."""
    painter.setPen(QColor(style.colours().line))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    painter.drawLine(rect.topRight(), rect.bottomRight())
    painter.setPen(QColor(style.colours().ink))
    # a narrow label that runs down is centred, a wide one reads from the left
    narrow = rect.width() < rect.height()
    side = Qt.AlignmentFlag.AlignLeft if left and not narrow else Qt.AlignmentFlag.AlignHCenter
    padding = _PADDING if left else 1
    room = seen.adjusted(padding, 1, -padding, -2)
    if not left:
        text = _in_pairs(text, painter.fontMetrics(), room.width())
    if seen != rect:
        text = _cut(text, painter.fontMetrics(), room)
    painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter | _WRAPPED, text)


def _cut(text: str, metrics: QFontMetrics, room: QRect) -> str:
    """As much of a label as fits into what is seen of it."""
    wide, shown = QRect(0, 0, room.width(), 10_000), text
    while len(text) > 1 and metrics.boundingRect(wide, int(_WRAPPED), shown).height() > room.height() + _TIGHT:
        text = text.replace("\n", "")[:-1]
        shown = f"{text}…"
    return shown


def _in_pairs(text: str, metrics: QFontMetrics, width: int) -> str:
    """Break a label that's too wide after an even number of characters: most Chinese words have two."""
    lines = -(-metrics.horizontalAdvance(text) // max(width, 1))
    length = -(-len(text) // max(lines, 1))
    length += length % 2
    return "\n".join(text[at : at + length] for at in range(0, len(text), length))


def wrapped_height(metrics: QFontMetrics, text: str, width: int) -> int:
    """How tall a label is when wrapped into `width` pixels, lines and padding included."""
    room = QRect(0, 0, width - 2 * _PADDING, 10_000)
    return metrics.boundingRect(room, int(_WRAPPED), text).height() + 4


class GridHeaders:
    """The frozen labels of one table: builds its headers and corner, sizes them from the view's font."""

    def __init__(self, view: QTableView, table: Table, layout: Sequence[LaidCell]) -> None:
        self._view = view
        self._table = table
        self._top, self._left = table.frozen_rows, table.frozen_columns
        self._rows = [cell for cell in layout if cell.role == "row"]
        self._across: LabelHeader | None = None
        self._down: LabelHeader | None = None
        self._corner: Corner | None = None
        self._is_narrow = False
        self._leaves = [cell for cell in layout if cell.role == "column" and cell.colspan == 1] if self._top else []
        if self._top:
            columns = [cell for cell in layout if cell.role == "column"]
            self._across = LabelHeader(Qt.Orientation.Horizontal, columns, self._left)
            view.setHorizontalHeader(self._across)
        else:
            view.horizontalHeader().hide()
        if self._left:
            self._down = LabelHeader(Qt.Orientation.Vertical, self._rows, self._top)
            view.setVerticalHeader(self._down)
            self._corner = Corner(next(cell.text for cell in layout if cell.role == "corner"), view)
        else:
            view.verticalHeader().hide()
        self.size()

    def size(self) -> None:
        """Set heights and label widths from the font."""
        self._is_narrow = self._has_little_room()
        metrics = QFontMetrics(self._view.font())
        for part in (self._across, self._down, self._corner):
            if part:
                part.setFont(self._view.font())
        line, em = metrics.height(), metrics.horizontalAdvance("字")
        if self._across:
            self._across.set_levels([line + 2] * (self._top - 1) + [2 * line + 3])
        header = self._view.verticalHeader()
        header.setMinimumSectionSize(1)
        if not self._down:
            header.setDefaultSectionSize(line + 14)
            return
        widths = [3 * em, 5 * em + 6, (13 if self._is_narrow else 20) * em][-self._left :]
        self._down.set_levels(widths)
        for cell in self._rows:
            if cell.rowspan == 1:
                width = sum(widths[cell.col : cell.col + cell.colspan])
                header.resizeSection(cell.row - self._top, max(line + 3, wrapped_height(metrics, cell.text, width)))

    def _has_little_room(self) -> bool:
        return self._view.width() < _NARROW * QFontMetrics(self._view.font()).horizontalAdvance("字")

    def fit(self) -> None:
        """Share the width among the columns as the paper does, down to a width that holds a number."""
        metrics = QFontMetrics(self._view.font())
        if self._has_little_room() != self._is_narrow:
            self.size()
        halves = [-(-len(cell.text) // 4) * 2 for cell in self._leaves]  # characters of a label on two lines
        least = max(
            metrics.horizontalAdvance("00000") + 12, max(halves, default=0) * metrics.horizontalAdvance("字") + 4
        )
        widths = self._table.widths[self._left :]
        room = min(self._view.viewport().width(), 18 * least)
        header = self._view.horizontalHeader()
        header.setMinimumSectionSize(1)
        for column, width in enumerate(widths):
            header.resizeSection(column, max(least, room * width // sum(widths)))

    def place_corner(self) -> None:
        """Keep the corner over the label columns."""
        if self._corner:
            frame = self._view.frameWidth()
            width, height = self._view.verticalHeader().width(), self._view.horizontalHeader().height()
            self._corner.setGeometry(frame, frame, width, height)
