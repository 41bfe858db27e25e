"""The cells of a statutory table as a Qt model: what scrolls, without the frozen header and label columns."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.form import Cell, Section, Table
from core.layout import LaidCell
from core.report import Origin
from core.rules import Severity
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
        self.unlocked = ""  # the key of a total while it's being typed over
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
        return _LOCKED if self.is_locked(cell) else _OPEN

    def is_locked(self, cell: Cell) -> bool:
        """Whether the cell is a total that is computed, not overridden and not just unlocked."""
        return bool(cell.parts) and cell.key != self.unlocked and cell.key not in self.document.report.cells

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
        if cell is None or self.is_locked(cell) or role != Qt.ItemDataRole.EditRole:
            return False
        self.document.put(cell.key, str(value), "填写")
        return True

    def describe(self, cell: Cell) -> str:
        """Place, value and state of a cell in words, for the position line, tool tips and screen readers."""
        return "，".join(part for part in (cell.place, self.document.text(cell.key) or "空", self.state(cell)) if part)

    def state(self, cell: Cell) -> str:
        """What there is to know of a cell beyond its text: locked, overridden, unread, where it came from."""
        report, figures = self.document.report, self.document.figures
        words: list[str] = []
        typed = report.cells.get(cell.key)
        if cell.parts:
            total = figures.totals[cell.key]
            if typed is None:
                words.append(f"自动合计，尚缺 {total.missing} 格" if total.missing else "自动合计")
            else:
                words.append(f"照原样保留，各项之和为 {figures.shown(cell.key) or '未知'}")
        if typed and typed.value is None:
            words.append("读不成数，按未填计")
        if typed and typed.origin is Origin.IMPORTED:
            words.append(f"来自 {typed.source}")
        if mark := self.document.marks.get(cell.key):
            words.append(_STATES[mark])
        return "，".join(words)

    def _on_changed(self, keys: frozenset[str]) -> None:
        for key in keys:
            if place := self.places.get(key):
                index = self.index(*place)
                self.dataChanged.emit(index, index)
