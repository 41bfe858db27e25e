"""Paints the cells of a statutory table and opens their editors."""

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPolygon
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from core.report import Entry, Origin
from core.rules import Severity
from core.values import show
from gui import style
from gui.cell_editor import ENTER, CellEditor

if TYPE_CHECKING:
    from gui.grid import GridView

Index = QModelIndex | QPersistentModelIndex
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
# a character that says where a number came from; one that was typed as it stands needs none
_ORIGINS = {
    Origin.PASTED: "贴",
    Origin.DECLARED: "申",
    Origin.CARRIED: "承",
    Origin.IMPORTED: "导",
    Origin.OVERRIDDEN: "改",
}
_SUM, _READ = "Σ", "读"
_SMALL = 0.68  # the mark's size against the number's
_EDGE = 4  # pixels left free around a number
_ROOM = 12  # pixels that the mark needs beside the number; without them the line above the table says it alone


class _Paints:
    """The colours of one look, ready to paint with."""

    def __init__(self, look: style.Colours) -> None:
        self.ink, self.accent, self.quiet = QColor(look.ink), QColor(look.accent), QColor(look.quiet)
        self.label, self.total, self.chosen = QColor(look.label), QColor(look.total), QColor(look.accent_soft)
        self.tints = {
            Severity.ERROR: (QColor(look.error_soft), QColor(look.error)),
            Severity.QUERY: (QColor(look.query_soft), QColor(look.query)),
            Severity.HINT: (QColor(look.paper), QColor(look.quiet)),
        }


@lru_cache(maxsize=4)
def _mixed(look: style.Colours) -> _Paints:
    return _Paints(look)


class CellDelegate(QStyledItemDelegate):
    """Paints cells with their marks; what is typed in an editor reaches the report at each keystroke."""

    def __init__(self, view: "GridView") -> None:
        super().__init__(view)
        self._view = view
        self._small = QFont()
        self.scale()

    @property
    def _paints(self) -> _Paints:
        return _mixed(style.colours())

    def scale(self) -> None:
        """Take the size of the marks from the view's font."""
        self._small = QFont(self._view.font())
        self._small.setPointSizeF(self._small.pointSizeF() * _SMALL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, rect, paints = self._view.grid, option.rect, self._paints
        painter.setFont(self._view.font())
        place = (index.row(), index.column())
        laid = model.laid.get(place)
        if laid is None:
            return
        if not laid.key:
            painter.fillRect(rect, paints.label)
            painter.setPen(paints.ink)
            painter.drawText(rect.adjusted(6, 0, -6, 0), _LEFT if laid.role == "title" else _CENTRE, laid.text)
            return
        key, document = laid.key, model.document
        mark = None if key == document.editing else document.marks.get(key)
        is_total = key in document.figures.totals
        if self._view.selectionModel().isSelected(index):
            painter.fillRect(rect, paints.chosen)
        elif mark:
            painter.fillRect(rect, paints.tints[mark][0])
        elif is_total:
            painter.fillRect(rect, paints.total)
        text = document.text(key)
        if self._view.compares and (last := document.last.get(key)) is not None and text != show(last):
            rect = self._paint_last(painter, rect, show(last), painter.fontMetrics().horizontalAdvance(text))
        if text:
            painter.setPen(paints.ink)
            room = rect.width() - painter.fontMetrics().horizontalAdvance(text)
            if room < _EDGE:  # too long: the line above the table says it whole
                text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width() - _EDGE)
            painter.drawText(rect, _CENTRE, text)
            if room // 2 > _ROOM and rect == option.rect:  # beside last year's number there is no room for it
                self._paint_origin(painter, rect, document.report.cells.get(key))
        rect = option.rect
        if mark:
            _paint_mark(painter, rect, paints.tints[mark][1])
        if place == self._view.place_in_hand:
            in_use = self._view.hasFocus() or key == document.editing
            painter.setPen(paints.accent if in_use else paints.quiet)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            if in_use:  # only the cell that takes the next key has the thick border
                painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _paint_last(self, painter: QPainter, rect: QRect, text: str, needed: int) -> QRect:
        """Last year's number at the right, small and quiet behind a line; returns what is left for this year's.

        This year's needs so many pixels and has them; last year's is cut, and said in full above the table.
        """
        painter.save()
        painter.setFont(self._small)
        width = min(painter.fontMetrics().horizontalAdvance(text) + 6, rect.width() - needed - 2 * _EDGE)
        if width < 2 * _EDGE:
            painter.restore()
            return rect
        room = QRect(rect.right() - width, rect.top(), width, rect.height())
        painter.setPen(self._paints.quiet)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width - 2)
        painter.drawText(room, _CENTRE, shown)
        painter.drawLine(room.left(), room.top() + 4, room.left(), room.bottom() - 4)
        painter.restore()
        return rect.adjusted(0, 0, -width, 0)

    def _paint_origin(self, painter: QPainter, rect: QRect, entry: Entry | None) -> None:
        """A small character at the left that says where the number came from."""
        sign = _SUM if entry is None else _READ if entry.read_as else _ORIGINS.get(entry.origin)
        if sign:
            font = painter.font()
            painter.setFont(self._small)
            painter.setPen(self._paints.quiet)
            painter.drawText(rect.adjusted(4, 2, 0, 0), _LEFT, sign)
            painter.setFont(font)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        cell = self._view.grid.cell_at(index)
        assert cell is not None
        document = self._view.grid.document
        editor = CellEditor(parent, document.report.get(cell.key), in_text=self._view.opens_in_text)
        editor.setAccessibleName(cell.place)
        editor.textEdited.connect(lambda text: document.put(cell.key, text, "填写", editor.run))
        self._view.begin_edit(cell.key)
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(2, 2, -2, -2))  # the border of the cell in hand stays in sight

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # the report changes while typing; what is being typed must stay as it is
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """Nothing is left to do: every keystroke was taken over already."""

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        self._view.end_edit(index, typed=isinstance(editor, QLineEdit) and editor.isModified())
        super().destroyEditor(editor, index)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(editor, CellEditor) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key == Qt.Key.Key_Escape:
                self._view.revert(editor)
                self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
                return True
            if key in ENTER:
                self._view.leave_by_enter(editor, event.modifiers())
                return True
            if move := editor.leads_to(event):
                self._view.leave_editor(editor, move)
                return True
        return super().eventFilter(editor, event)


def _paint_mark(painter: QPainter, rect: QRect, colour: QColor) -> None:
    """A corner mark beside the tint, so that colour never stands alone."""
    corner = rect.topRight()
    painter.setBrush(colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPolygon(QPolygon([corner + QPoint(-7, 0), corner + QPoint(1, 0), corner + QPoint(1, 8)]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
