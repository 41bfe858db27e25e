"""A statutory table on screen: view, delegate and editor. Keys as in Excel."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPolygon, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from core.form import Section, Table
from core.report import Change
from core.rules import Severity
from gui import style
from gui.document import Document
from gui.grid_header import Corner, LabelHeader, wrapped_height
from gui.grid_model import GridModel

Index = QModelIndex | QPersistentModelIndex
Move = QAbstractItemView.CursorAction
_INK, _ACCENT = QColor(style.INK), QColor(style.ACCENT)
_LABEL, _TOTAL, _CHOSEN = QColor(style.LABEL), QColor(style.TOTAL), QColor(style.ACCENT_SOFT)
_TINTS = {
    Severity.ERROR: (QColor(style.ERROR_SOFT), QColor(style.ERROR)),
    Severity.QUERY: (QColor(style.QUERY_SOFT), QColor(style.QUERY)),
    Severity.HINT: (QColor(style.PAPER), QColor(style.QUIET)),
}
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_ARROWS = {
    Qt.Key.Key_Up: Move.MoveUp,
    Qt.Key.Key_Down: Move.MoveDown,
    Qt.Key.Key_Left: Move.MoveLeft,
    Qt.Key.Key_Right: Move.MoveRight,
}
_TABS = {Qt.Key.Key_Tab: Move.MoveNext, Qt.Key.Key_Backtab: Move.MovePrevious}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CellEditor(QLineEdit):
    """The line edit in a cell. Opened by typing, arrows leave it; opened by F2, they move in the text."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrame(False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.run = object()  # what is typed until the editor closes is one undo step
        self.before: Change = None
        self.in_text = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.in_text:
            self.end(False)

    def move_for(self, event: QKeyEvent) -> QAbstractItemView.CursorAction | None:
        """Where a key that leaves the editor leads, None if the key is for the text."""
        key = Qt.Key(event.key())
        if key in _ARROWS and self.in_text and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return None
        if key in _ENTER:
            return Move.MoveUp if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else Move.MoveDown
        return _ARROWS.get(key) or _TABS.get(key)


class CellDelegate(QStyledItemDelegate):
    """Paints cells and opens their editors; what is typed reaches the report at each keystroke."""

    def __init__(self, view: "GridView") -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, rect = self._view.grid, option.rect
        place = (index.row(), index.column())
        laid = model.laid.get(place)
        if laid is None:
            return
        if not laid.key:
            painter.fillRect(rect, _LABEL)
            painter.setPen(_INK)
            painter.drawText(rect.adjusted(6, 0, -6, 0), _LEFT if laid.role == "title" else _CENTRE, laid.text)
            return
        key = laid.key
        mark = None if key == self._view.editing_key else model.document.marks.get(key)
        if self._view.selectionModel().isSelected(index):
            painter.fillRect(rect, _CHOSEN)
        elif mark:
            painter.fillRect(rect, _TINTS[mark][0])
        elif key in model.document.figures.totals:
            painter.fillRect(rect, _TOTAL)
        if text := model.document.text(key):
            painter.setPen(_INK)
            painter.drawText(rect, _CENTRE, text)
        if mark:
            _paint_mark(painter, rect, _TINTS[mark][1])
        if place == self._view.place_in_hand:
            painter.setPen(_ACCENT)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        cell = self._view.grid.cell_at(index)
        assert cell is not None
        editor = CellEditor(parent)
        editor.setAccessibleName(cell.place)
        editor.before = self._view.grid.document.report.get(cell.key)
        editor.in_text = self._view.opens_in_text
        editor.textEdited.connect(lambda text: self._view.type_text(cell.key, text, editor.run))
        self._view.editing_key = cell.key
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(2, 2, -2, -2))  # the border of the cell in hand stays in sight

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # the report changes while typing; what is being typed must stay as it is
        if isinstance(editor, CellEditor) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """Nothing is left to do: every keystroke was taken over already."""

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        self._view.editing_key = self._view.grid.unlocked = ""
        self._view.viewport().update(self._view.visualRect(index))
        super().destroyEditor(editor, index)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(editor, CellEditor) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self._view.revert(editor)
                self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
                return True
            if move := editor.move_for(event):
                self._view.leave_editor(editor, move)
                return True
        return super().eventFilter(editor, event)


class GridView(QTableView):
    """The table of one section: merged labels stay in sight, totals are locked, typing overwrites."""

    moved = Signal(str)  # the key of the cell in hand

    def __init__(self, document: Document, section: Section, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._corner: Corner | None = None
        self.editing_key = ""
        self.place_in_hand = (-1, -1)
        self.opens_in_text = False
        self._table = table
        self.grid = GridModel(document, section, table, self)
        self.setModel(self.grid)
        self.setItemDelegate(CellDelegate(self))
        self.setAccessibleName(section.title)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setTabKeyNavigation(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self._build_headers(document)
        for (row, column), laid in self.grid.laid.items():
            if laid.rowspan > 1 or laid.colspan > 1:
                self.setSpan(row, column, laid.rowspan, laid.colspan)
        if self.grid.places:
            first = next(iter(self.grid.places))
            self.setCurrentIndex(self.grid.index_of(first))

    def go_to(self, key: str) -> None:
        """Take a cell in hand and bring it into sight."""
        index = self.grid.index_of(key)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        self.setFocus()

    def unlock(self) -> None:
        """Open the total in hand for typing over; left blank or by Esc it's computed again."""
        cell = self.grid.cell_at(self.currentIndex())
        if cell and self.grid.is_locked(cell):
            self.grid.unlocked = cell.key
            self.edit(self.currentIndex())

    def type_text(self, key: str, text: str, run: object) -> None:
        """Take over what stands in an editor."""
        self.grid.document.put(key, text, "填写", run)

    def revert(self, editor: CellEditor) -> None:
        """Give the cell back what it held before the editor opened."""
        if self.editing_key:
            self.grid.document.put_many({self.editing_key: editor.before}, "填写", editor.run)

    def leave_editor(self, editor: CellEditor, move: QAbstractItemView.CursorAction) -> None:
        """Close the editor and go on."""
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        index = self.moveCursor(move, Qt.KeyboardModifier.NoModifier)
        if index.isValid():
            self.setCurrentIndex(index)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Tab goes to the next cell that can be typed in, over locked totals and on into the next row."""
        if action not in (Move.MoveNext, Move.MovePrevious):
            return super().moveCursor(action, modifiers)
        order = [index for index in map(self.grid.index_of, self.grid.places) if self._can_edit(index)]
        here = self.currentIndex()
        at = (here.row(), here.column())
        if action == Move.MoveNext:
            after = (index for index in order if (index.row(), index.column()) > at)
            return next(after, order[0])
        before = (index for index in reversed(order) if (index.row(), index.column()) < at)
        return next(before, order[-1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        self.opens_in_text = key == Qt.Key.Key_F2
        if key in _ENTER:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            index = self.moveCursor(Move.MoveUp if back else Move.MoveDown, Qt.KeyboardModifier.NoModifier)
            self.setCurrentIndex(index)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._blank_selection()
        else:
            super().keyPressEvent(event)

    # Qt's own focus events of an item view repaint all of it, each time a cell's editor opens or closes, and turn
    # the input method on; the cell in hand is all that changes here.

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.viewport().update(self.visualRect(self.currentIndex()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.viewport().update(self.visualRect(self.currentIndex()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opens_in_text = True
        super().mouseDoubleClickEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.place_in_hand = (current.row(), current.column())
        for index in (current, previous):
            self.viewport().update(self.visualRect(index))
        cell = self.grid.cell_at(current)
        self.moved.emit(cell.key if cell else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        if self._corner:
            self._corner.setGeometry(
                self.frameWidth(),
                self.frameWidth(),
                self.verticalHeader().width(),
                self.horizontalHeader().height(),
            )

    def _can_edit(self, index: QModelIndex) -> bool:
        return bool(self.grid.flags(index) & Qt.ItemFlag.ItemIsEditable)

    def _blank_selection(self) -> None:
        keys = [
            cell.key
            for index in self.selectedIndexes()
            if (cell := self.grid.cell_at(index)) and not self.grid.is_locked(cell)
        ]
        self.grid.document.put_many(dict.fromkeys(keys), "清空")

    def _build_headers(self, document: Document) -> None:
        metrics = self.fontMetrics()
        layout = document.form.layouts[self.grid.section.id]
        top, left = self._table.frozen_rows, self._table.frozen_columns
        line = metrics.height()
        self.verticalHeader().setMinimumSectionSize(1)
        row_height = line + 5
        if not top:
            self.horizontalHeader().hide()
            self.verticalHeader().hide()
            self.verticalHeader().setDefaultSectionSize(line + 14)
            return
        em = metrics.horizontalAdvance("字")
        columns = [cell for cell in layout if cell.role == "column"]
        heights = [line + 4] * (top - 1) + [2 * line + 5]
        self.setHorizontalHeader(LabelHeader(Qt.Orientation.Horizontal, columns, heights, left))
        self.horizontalHeader().setFixedHeight(sum(heights))
        if not left:
            self.verticalHeader().hide()
            self.verticalHeader().setDefaultSectionSize(line + 14)
            return
        widths = _label_widths(em, left)
        rows = [cell for cell in layout if cell.role == "row"]
        header = LabelHeader(Qt.Orientation.Vertical, rows, widths, top)
        self.setVerticalHeader(header)
        header.setFixedWidth(sum(widths))
        for cell in rows:
            if cell.rowspan == 1:
                width = sum(widths[cell.col : cell.col + cell.colspan])
                header.resizeSection(cell.row - top, max(row_height, wrapped_height(metrics, cell.text, width)))
        corner = next(cell for cell in layout if cell.role == "corner")
        self._corner = Corner(corner.text, self)

    def _fit_columns(self) -> None:
        """Share the width among the columns as the paper does, down to a width that holds a number."""
        least = QFontMetrics(self.font()).horizontalAdvance("00000") + 12
        widths = self._table.widths[self._table.frozen_columns :]
        most = 18 * least
        room = min(self.viewport().width(), most)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(1)
        for column, width in enumerate(widths):
            header.resizeSection(column, max(least, room * width // sum(widths)))


def _label_widths(em: int, levels: int) -> list[int]:
    """The widths of label columns: narrow ones for the groups, the last for the items."""
    return [3 * em, 5 * em + 6, 20 * em][-levels:]


def _paint_mark(painter: QPainter, rect: QRect, colour: QColor) -> None:
    """A corner mark beside the tint, so that colour never stands alone."""
    corner = rect.topRight()
    painter.setBrush(colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPolygon(QPolygon([corner + QPoint(-7, 0), corner + QPoint(1, 0), corner + QPoint(1, 8)]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
