"""The cells of a statutory table as a Qt model: what scrolls, without the frozen header and label columns."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.form import Cell
from core.layout import LaidCell
from core.provenance import provenance
from core.rules import Severity
from core.words import Section, Table
from gui.document import Document

Index = QModelIndex | QPersistentModelIndex
_LOCKED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_OPEN = _LOCKED | Qt.ItemFlag.ItemIsEditable
_NONE = Qt.ItemFlag.NoItemFlags
_STATES = {Severity.ERROR: "有错误", Severity.QUERY: "存疑", Severity.HINT: "有提示"}


class GridModel(QAbstractTableModel):
    """A section's table over the open report; a locked total is shown, not edited."""

    def __init__(self, document: Document, section: Section, table: Table, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.section = section
        self._form = document.form
        layout = self._form.layouts[section.id]
        top, left = table.frozen_rows, table.frozen_columns
        self._rows = max(cell.row + cell.rowspan for cell in layout) - top
        self._columns = len(table.widths) - left
        self.laid: dict[tuple[int, int], LaidCell] = {
            (cell.row - top, cell.col - left): cell for cell in layout if cell.row >= top and cell.col >= left
        }
        self._cells = {place: self._form.cells[cell.key] for place, cell in self.laid.items() if cell.key}
        self.places = {cell.key: place for place, cell in self.laid.items() if cell.key}
        document.changed.connect(self._on_changed)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else self._columns

    def cell_at(self, index: Index) -> Cell | None:
        """The form's cell at an index, None for a label."""
        return self._cells.get((index.row(), index.column()))

    def index_of(self, key: str) -> QModelIndex:
        """The index of a cell by its key; invalid if the table has none."""
        place = self.places.get(key)
        return self.index(*place) if place else QModelIndex()

    def flags(self, index: Index) -> Qt.ItemFlag:
        cell = self._cells.get((index.row(), index.column()))
        if cell is None:  # a label, or an invalid index (-1, -1)
            return _NONE
        return _LOCKED if cell.parts else _OPEN

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        laid = self.laid.get((index.row(), index.column()))
        if laid is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.document.text(laid.key) if laid.key else laid.text
        if laid.key and role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.describe(self._form.cells[laid.key])
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        cell = self.cell_at(index)
        if cell is None or cell.parts or role != Qt.ItemDataRole.EditRole:
            return False
        self.document.put(cell.key, str(value), "填写")
        self.document.settle(cell.key)
        return True

    def describe(self, cell: Cell) -> str:
        """Place, value and state of a cell in words, for the position line, tool tips and screen readers."""
        return "，".join(part for part in (cell.place, self.document.text(cell.key) or "空", self.state(cell)) if part)

    def state(self, cell: Cell) -> str:
        """What there is to know of a cell beyond its text: where it came from, how it reads, what is wrong."""
        words = [*provenance(cell, self.document.report, self.document.figures)]
        if mark := self.document.marks.get(cell.key):
            words.append(_STATES[mark])
        return "，".join(words)

    def _on_changed(self, keys: frozenset[str]) -> None:
        for key in keys:
            if place := self.places.get(key):
                index = self.index(*place)
                self.dataChanged.emit(index, index)
