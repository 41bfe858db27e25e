"""Acts on the selected block of a table: copy, cut, paste, fill, blank. Each is one undo step."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from core.bound import token
from core.copying import as_html, as_text
from core.form import Cell
from core.report import Change, Origin, entry
from core.values import Number, show
from core.zero import blanks_as_zero, forbidden
from gui.grid_model import GridModel
from gui.text_box import BOUND

if TYPE_CHECKING:
    from gui.grid import GridView

Place = tuple[int, int]


class Block:
    """The cells selected in a view, as the rectangle around them."""

    def __init__(self, view: "GridView", model: GridModel) -> None:
        self._view = view
        self._model = model

    def cells(self) -> dict[Place, Cell]:
        """The selected cells by their place, labels left out."""
        indexes = self._view.selectedIndexes()
        return {(i.row(), i.column()): cell for i in sorted(indexes) if (cell := self._model.cell_at(i))}

    def told(self) -> str:
        """How many cells are selected and what they add up to; "" unless there are several."""
        cells = self.cells() if len(self._view.selectedIndexes()) > 1 else {}
        if len(cells) < 2:
            return ""
        chosen = {cell.key for cell in cells.values()}
        # a total beside what it sums up would count it twice
        summed = [cell.key for cell in cells.values() if chosen.isdisjoint(cell.parts)]
        numbers, totals = self._model.document.figures.numbers, self._model.document.figures.totals
        known = [figure for key in summed if (figure := numbers[key]) is not None]
        total: Number = sum(known)
        apart = "（不重复计合计格）" if len(summed) < len(cells) else ""
        blanks = sum(numbers[key] is None and key not in totals for key in chosen)
        return f"选中 {len(cells)} 格　合计 {show(total)}{apart}" + (f"　未填 {blanks} 格" if blanks else "")

    # ------------------------------------------------------------ to and from the clipboard

    def copy(self) -> None:
        """Put the block on the clipboard, as tab-separated text and as HTML."""
        cells = self.cells()
        if not cells:
            return
        rows, columns = zip(*cells, strict=True)
        block = [
            [self._text((row, column)) for column in range(min(columns), max(columns) + 1)]
            for row in range(min(rows), max(rows) + 1)
        ]
        data = QMimeData()
        data.setText(as_text(block))
        data.setHtml(as_html(block))
        if len(cells) == 1:  # pasted into a text it's a figure that follows the table
            data.setData(BOUND, token(next(iter(cells.values())).key).encode())
        QGuiApplication.clipboard().setMimeData(data)

    def cut(self) -> None:
        """Copy the block and blank it; totals stay."""
        self.copy()
        self._put(dict.fromkeys(self._open_keys()), "剪切")

    def paste(self) -> None:
        """Put one text into every selected cell; show a table before it's put anywhere."""
        data = QGuiApplication.clipboard().mimeData()
        html, text = data.html() if data.hasHtml() else "", data.text() if data.hasText() else ""
        from gui import paste_preview  # reads tables; not needed before the first paste

        paste_preview.paste(self._view, html, text)

    # ------------------------------------------------------------ filling

    def blank(self) -> None:
        """Blank the block: unknown, not 0. A total typed over is computed again."""
        overridden = [cell.key for cell in self.cells().values() if cell.parts]
        self._put(dict.fromkeys([*self._open_keys(), *overridden]), "清空")

    def fill_down(self) -> None:
        """Copy the block's first row into the others; a single row takes the one above it."""
        self._fill(down=True)

    def fill_right(self) -> None:
        """Copy the block's first column into the others; a single column takes the one to its left."""
        self._fill(down=False)

    def put_all(self, text: str, run: object = None, origin: Origin = Origin.TYPED) -> None:
        """Give one text to every selected cell that can be typed in."""
        form = self._model.document.form
        changes = {key: entry(form.cells[key].kind, text, origin) for key in self._open_keys()}
        self._put(changes, "填入选中的格", run)

    def settle(self) -> None:
        """Say how what has been put into the whole block was read."""
        document = self._model.document
        for key in self._open_keys()[:1]:
            typed = document.report.cells.get(key)
            if typed and typed.read_as:
                document.announce(key, typed, "撤销粘贴")

    def fill_zeros(self) -> None:
        """Declare every blank cell 0: of the block if several cells are selected, else of the whole table.

        Where last year left something open, a table that holds nothing else is not turned into zeros.
        """
        document = self._model.document
        keys = self._open_keys() if self.told() else list(self._model.places)
        refusal = forbidden(document.form, document.report, self._model.section.id)
        if refusal and not self.told():
            document.announced.emit(self._view.key_in_hand, f"没有填 0：{refusal}")
        else:
            changes = blanks_as_zero(document.form, document.report, keys)
            self._put(changes, "空格填 0")
            stocks = sum(key in document.form.stocks and key not in document.report.cells for key in keys)
            left = f"；现行有效件数是年底存量，{stocks} 格请自己填" if stocks else ""
            if changes or left:
                document.announced.emit(self._view.key_in_hand, f"填了 {len(changes)} 格 0{left}")

    def _fill(self, *, down: bool) -> None:
        cells = self.cells()
        lines = {at[0] if down else at[1] for at in cells}
        source = min(lines) - (len(lines) == 1) if lines else 0
        changes: dict[str, Change] = {}
        for (row, column), cell in cells.items():
            giver = self._model.cell_at(self._model.index(source, column) if down else self._model.index(row, source))
            if giver and not cell.parts and giver is not cell:
                changes[cell.key] = entry(cell.kind, self._model.document.text(giver.key))
        self._put(changes, "填充")

    def _open_keys(self) -> list[str]:
        return [cell.key for cell in self.cells().values() if not cell.parts]

    def _text(self, place: Place) -> str:
        return str(self._model.index(*place).data() or "")

    def _put(self, changes: Mapping[str, Change], label: str, run: object = None) -> None:
        self._model.document.put_many(changes, label, run)
