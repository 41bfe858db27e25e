"""A statutory table on screen: what is in hand, what is selected, where keys lead. Keys as in Excel."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView, QWidget

from core.words import Section, Table
from gui.block import Block
from gui.bubble import Bubble
from gui.cell_delegate import CellDelegate
from gui.cell_editor import ARROWS, ENTER, CellEditor, Move
from gui.document import Document
from gui.grid_header import GridHeaders
from gui.grid_model import GridModel

Index = QModelIndex | QPersistentModelIndex
_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier
_STEPS = {Move.MoveUp: (-1, 0), Move.MoveDown: (1, 0), Move.MoveLeft: (0, -1), Move.MoveRight: (0, 1)}
_ACROSS = (Move.MoveNext, Move.MovePrevious)


class GridView(QTableView):
    """The table of one section: merged labels stay in sight, totals are locked, typing overwrites.

    Signals: `moved` (the key of the cell in hand), `selection_told` (a word on a selected block, "" if it's one
    cell), `zoom_wanted` (a step larger or smaller). `enter_goes_right` is the clerk's choice of where Enter leads.
    """

    moved = Signal(str)
    selection_told = Signal(str)
    zoom_wanted = Signal(int)

    def __init__(self, document: Document, section: Section, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._headers: GridHeaders | None = None  # Qt asks for the geometry before they are there
        self.place_in_hand = (-1, -1)
        self.opens_in_text = False
        self.enter_goes_right = False
        self.compares = False  # whether last year's numbers stand beside this year's
        self.grid = GridModel(document, section, table, self)
        self.block = Block(self, self.grid)
        self.bubble = Bubble(self)
        self.setModel(self.grid)
        self._delegate = CellDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(section.title)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
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
        self._headers = GridHeaders(self, table, document.form.layouts[section.id])
        for (row, column), laid in self.grid.laid.items():
            if laid.rowspan > 1 or laid.colspan > 1:
                self.setSpan(row, column, laid.rowspan, laid.colspan)
        if self.grid.places:
            self.setCurrentIndex(self.grid.index_of(next(iter(self.grid.places))))
        document.announced.connect(self._announce)
        document.changed.connect(self._on_changed)

    # ------------------------------------------------------------ what is in hand

    @property
    def key_in_hand(self) -> str:
        """The key of the cell in hand, "" if it's a label."""
        cell = self.grid.cell_at(self.currentIndex())
        return cell.key if cell else ""

    def go_to(self, key: str) -> None:
        """Take a cell in hand and bring it into sight."""
        index = self.grid.index_of(key)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        self.setFocus()

    def look_at(self, keys: Sequence[str]) -> None:
        """Take what has been changed in hand: the cell, or the block around several."""
        places = [self.grid.places[key] for key in keys]
        rows, columns = zip(*places, strict=True)
        first, last = self.grid.index(min(rows), min(columns)), self.grid.index(max(rows), max(columns))
        if len(places) == 1:
            self.go_to(keys[0])
        else:
            self._select_to(last, first)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.place_in_hand = (current.row(), current.column())
        for index in (current, previous):
            self.viewport().update(self.visualRect(index))
        self.moved.emit(self.key_in_hand)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.selection_told.emit(self.block.told())

    def _on_changed(self, keys: frozenset[str]) -> None:
        if keys:
            self.bubble.hide()
        if self.isVisible() and (told := self.block.told()):
            self.selection_told.emit(told)

    def _announce(self, key: str, sentence: str) -> None:
        index = self.grid.index_of(key)
        if index.isValid() and self.isVisible():
            self.bubble.say(sentence, self.visualRect(index).translated(self.viewport().pos()))

    # ------------------------------------------------------------ typing

    def begin_edit(self, key: str) -> None:
        """Note which cell is being typed in."""
        self.grid.document.edit(key)

    def end_edit(self, index: Index, *, typed: bool) -> None:
        """Read what was typed, now that the cell is left."""
        cell = self.grid.cell_at(index)
        self.grid.document.edit("")
        if cell and typed:
            self.grid.document.settle(cell.key)
        self.moved.emit(self.key_in_hand)
        self.viewport().update(self.visualRect(index))

    def revert(self, editor: CellEditor) -> None:
        """Give the cell back what it held before the editor opened."""
        editor.setModified(False)
        if key := self.grid.document.editing:
            self.grid.document.put_many({key: editor.before}, "填写", editor.run)

    def _explain_lock(self) -> None:
        """A total that somebody tries to type in says why that does nothing."""
        cell = self.grid.cell_at(self.currentIndex())
        if cell and cell.parts:
            self._announce(cell.key, "合计自动算。要照抄对不上的官方数，按 Ctrl+T 改写")

    def leave_editor(self, editor: CellEditor, move: Move, *, skip_locked: bool = False) -> None:
        """Close the editor and go on."""
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self._go(move, skip_locked=skip_locked)

    def leave_by_enter(self, editor: CellEditor, modifiers: Qt.KeyboardModifier) -> None:
        """Enter ends typing and goes on; Ctrl+Enter gives what was typed to the whole selection."""
        if modifiers & _CONTROL:
            self.block.put_all(editor.text(), editor.run)
            editor.setModified(False)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self.block.settle()
        else:
            self.leave_editor(editor, self._enter_leads(modifiers), skip_locked=True)

    # ------------------------------------------------------------ where keys lead

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        self.opens_in_text = key == Qt.Key.Key_F2
        if key in ENTER:
            self._go(self._enter_leads(modifiers), skip_locked=True)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.block.blank()
        elif key in ARROWS and modifiers & _CONTROL:
            self._jump(ARROWS[key], extend=bool(modifiers & _SHIFT))
        else:
            super().keyPressEvent(event)
            if (event.text().isprintable() and event.text()) or self.opens_in_text:
                self._explain_lock()

    def moveCursor(self, action: Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Tab goes to the next cell that can be typed in, over locked totals and on into the next row."""
        if action not in _ACROSS:
            return super().moveCursor(action, modifiers)
        order = [index for index in map(self.grid.index_of, self.grid.places) if self._can_edit(index)]
        return _next(order, self.currentIndex(), back=action == Move.MovePrevious)

    def _enter_leads(self, modifiers: Qt.KeyboardModifier) -> Move:
        back = bool(modifiers & _SHIFT)
        if self.enter_goes_right:
            return Move.MovePrevious if back else Move.MoveNext
        return Move.MoveUp if back else Move.MoveDown

    def _go(self, move: Move, *, skip_locked: bool = False) -> None:
        """Move on; within a selected block, Enter and Tab stay inside it."""
        chosen = [index for index in self.selectedIndexes() if self._can_edit(index)]
        if len(chosen) > 1 and move not in (Move.MoveLeft, Move.MoveRight):
            across = move in _ACROSS
            chosen.sort(key=_at if across else _crosswise)
            back = move in (Move.MovePrevious, Move.MoveUp)
            index = _next(chosen, self.currentIndex(), back=back, down=not across)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            return
        if move in (Move.MoveUp, Move.MoveDown) and skip_locked and self._can_edit(self.currentIndex()):
            index = self._next_in_column(back=move == Move.MoveUp)
        else:
            index = self.moveCursor(move, _NONE)
        if index.isValid():
            self.setCurrentIndex(index)

    def _next_in_column(self, *, back: bool) -> QModelIndex:
        """Down to the next cell that can be typed in, and from the foot of a column on to the next one's head."""
        order = sorted(filter(self._can_edit, map(self.grid.index_of, self.grid.places)), key=_crosswise)
        return _next(order, self.currentIndex(), back=back, down=True)

    def _jump(self, move: Move, *, extend: bool) -> None:
        """Ctrl+arrow: to the end of a run of filled cells, or over blanks to the next filled one, or to the edge."""
        down, right = _STEPS[move]
        row, column = _at(self.currentIndex())

        def filled(at: tuple[int, int]) -> bool:
            return bool(self.grid.index(*at).data())

        def inside(at: tuple[int, int]) -> bool:
            return bool(self.grid.flags(self.grid.index(*at)) & Qt.ItemFlag.ItemIsSelectable)

        ahead = (row + down, column + right)
        run = filled((row, column)) and inside(ahead) and filled(ahead)
        at = (row, column)
        while inside(ahead):
            if run and not filled(ahead):
                break
            at = ahead
            if not run and filled(at):
                break
            ahead = (at[0] + down, at[1] + right)
        index = self.grid.index(*at)
        if extend:
            self._select_to(self._anchor(), index)
        else:
            self.setCurrentIndex(index)

    def _anchor(self) -> QModelIndex:
        """Where the selection began: the corner across from the cell in hand."""
        row, column = _at(self.currentIndex())
        places = [_at(index) for index in self.selectedIndexes()] or [(row, column)]
        return self.grid.index(_far(row, [at[0] for at in places]), _far(column, [at[1] for at in places]))

    def _select_to(self, start: QModelIndex, end: QModelIndex) -> None:
        block = QItemSelection(start, end)
        self.selectionModel().setCurrentIndex(end, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(end)

    def _can_edit(self, index: QModelIndex) -> bool:
        return bool(self.grid.flags(index) & Qt.ItemFlag.ItemIsEditable)

    # ------------------------------------------------------------ looks

    def set_compares(self, compares: bool) -> None:
        """Show last year's numbers beside this year's, or not."""
        self.compares = compares
        self.viewport().update()

    def set_zoom(self, percent: int) -> None:
        """Show the table larger or smaller."""
        font = self.window().font() if self.window() is not self else self.font()
        font.setPointSizeF(font.pointSizeF() * percent / 100)
        self.setFont(font)
        self._delegate.scale()
        if self._headers:
            self._headers.size()
            self._headers.fit()

    # Qt's own focus events of an item view repaint all of it, each time a cell's editor opens or closes, and turn
    # the input method on; the cell in hand is all that changes here.

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.viewport().update(self.visualRect(self.currentIndex()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.viewport().update(self.visualRect(self.currentIndex()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opens_in_text = True
        super().mouseDoubleClickEvent(event)
        self._explain_lock()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & _CONTROL:
            self.zoom_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if self.bubble.isVisible():
            self.bubble.follow(dx, dy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._headers:
            self._headers.fit()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        if self._headers:
            self._headers.place_corner()


def _at(index: Index) -> tuple[int, int]:
    return index.row(), index.column()


def _crosswise(index: Index) -> tuple[int, int]:
    return index.column(), index.row()


def _far(here: int, lines: Sequence[int]) -> int:
    return min(lines) if here == max(lines) else max(lines)


def _next(order: list[QModelIndex], here: Index, *, back: bool, down: bool = False) -> QModelIndex:
    """The index after (or before) `here` in an order by rows, or by columns if `down`; round at the end."""
    place = _crosswise if down else _at
    if back:
        return next((index for index in reversed(order) if place(index) < place(here)), order[-1])
    return next((index for index in order if place(index) > place(here)), order[0])
