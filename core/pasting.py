"""What a table on the clipboard would change: where each text goes, how it reads, which totals disagree."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from core.form import Form
from core.numerals import NOTHING
from core.reading.grid import Grid, texts
from core.reading.html import read_html
from core.reading.match import find_tables
from core.reading.text import read_text
from core.report import Change, Entry, Origin, Report, entry, reckon
from core.values import Number, show
from core.zero import zero

Place = tuple[int, int]
_LONGEST = 60  # characters of what is told


class Placed(Struct, frozen=True):
    """Texts at the places (row, column) of a section's table as laid out, before they are read.

    `labelled` says that labels named the places; a bare block is put where the clerk wants it. `unplaced` are
    rows that no label of the form names, `by_order` that no header named the columns.
    """

    section: str
    texts: Mapping[Place, str]
    labelled: bool = False
    unplaced: tuple[str, ...] = ()
    by_order: bool = False

    def moved(self, rows: int, columns: int) -> "Placed":
        """The same texts, all of them further down and to the right; blank edges stay behind, copied by mistake."""
        texts = _without_blank_edges(self.texts)
        moved = {(row + rows, col + columns): text for (row, col), text in texts.items()}
        return Placed(self.section, moved, self.labelled, self.unplaced, self.by_order)


class Compared(Struct, frozen=True):
    """A total that was pasted, beside what it will be; None while cells are missing. Nothing is overwritten."""

    key: str
    pasted: str
    number: Number | None
    computed: Number | None
    known: Number  # the sum so far, where cells are missing

    @property
    def differs(self) -> bool:
        """Whether the two contradict each other: no sum gets smaller when the missing cells come in."""
        if self.number is None:
            return bool(self.pasted)
        return self.number < self.known if self.computed is None else self.number != self.computed


class Proposal(Struct, frozen=True):
    """What a paste would do. Keys in the order of the form.

    `changes` are the cells that will differ, `readings` those read otherwise than they stood, `unread` those kept
    as they stood, `nothing` those where the clipboard has a blank or a dash, `lost` the texts beyond the table.
    """

    changes: Mapping[str, Change]
    same: int
    readings: tuple[str, ...]
    unread: tuple[str, ...]
    nothing: tuple[str, ...]
    totals: tuple[Compared, ...]
    lost: tuple[str, ...]


class Remark(Struct, frozen=True):
    """Something about a paste that a person should look at: where, what, and the cell if it's one."""

    place: str
    sentence: str
    key: str = ""

    def __str__(self) -> str:
        return f"{self.place}：{self.sentence}"


def read_clipboard(html: str, text: str) -> list[Grid]:
    """Return the tables of a clipboard: those of its HTML if it has any, else its lines of text."""
    grids = read_html(html) if html else []
    return grids or ([read_text(text)] if text.strip() else [])


def place(form: Form, grids: Sequence[Grid], cursor: str) -> list[Placed]:
    """Put tables where their labels say, wherever the cursor is; a block without labels at the cell `cursor`.

    Without a cursor ("") there is no place for a block.
    """
    where = {cell.key: (cell.row, cell.col) for section in form.layouts.values() for cell in section if cell.key}
    found = find_tables(form, grids)
    if found:
        return [
            Placed(
                table.section,
                {where[key]: text for key, text in table.texts.items()},
                True,
                table.unplaced,
                table.by_order,
            )
            for table in found
        ]
    if not grids or not cursor:
        return []
    top, left = where[cursor]
    block = {(top + row, left + col): text for row, line in enumerate(texts(grids[0])) for col, text in enumerate(line)}
    return [Placed(form.section_of(cursor).id, block)] if block else []


def _without_blank_edges(block: Mapping[Place, str]) -> Mapping[Place, str]:
    """Leave out rows and columns before the first text and behind the last."""
    rows = [row for (row, _), text in block.items() if text]
    cols = [col for (_, col), text in block.items() if text]
    if not rows:
        return block
    top, bottom, left, right = min(rows), max(rows), min(cols), max(cols)
    return {(row, col): text for (row, col), text in block.items() if top <= row <= bottom and left <= col <= right}


def propose(form: Form, report: Report, placed: Sequence[Placed], *, nothing_is_zero: bool = False) -> Proposal:
    """Read the placed texts for `report`. A bare block blanks cells, as in Excel; a table with labels never does.

    `nothing_is_zero`: the clerk has confirmed that blanks and dashes mean 0.
    """
    at_cells, lost = _by_key(form, placed)
    changes: dict[str, Change] = {}
    readings: list[str] = []
    unread: list[str] = []
    nothing: list[str] = []
    labelled = all(table.labelled for table in placed)
    for key, text in at_cells.items():
        cell = form.cells[key]
        if cell.parts:
            continue
        change: Change = entry(cell.kind, text, Origin.PASTED)
        if text in NOTHING:
            nothing.append(key)
            if nothing_is_zero:
                change = zero(cell)
            elif labelled and not text:
                continue
        elif isinstance(change, Entry) and change.value is None:
            unread.append(key)
        elif isinstance(change, Entry) and change.raw:
            readings.append(key)
        changes[key] = change
    differing = {key: change for key, change in changes.items() if not _same(report.cells.get(key), change)}
    return Proposal(
        differing,
        len(changes) - len(differing),
        tuple(readings),
        tuple(unread),
        tuple(nothing),
        tuple(_compare(form, report.with_changes(differing), at_cells)),
        tuple(lost),
    )


def remarks(form: Form, proposal: Proposal, placed: Sequence[Placed]) -> Iterator[Remark]:
    """What to look at before a paste, worst first."""
    for key, change in proposal.changes.items():
        if isinstance(change, Entry) and change.value is None:
            why = "不当 0，照原样放进去，算没填" if key in proposal.nothing else "看不懂，照原样放进去，算没填"
            yield Remark(form.cells[key].place, f"“{change.raw}”{why}", key)
    for total in proposal.totals:
        if total.differs:
            told = f"粘贴来的合计是 {total.pasted}，各项相加是 {show(total.known)}"
            yield Remark(form.cells[total.key].place, told, total.key)
    for table in placed:
        for row in table.unplaced:
            yield Remark(row, "没有放：表里没有这一行，或者列数对不上")
        if table.by_order:
            yield Remark(form.sections[table.section].title, "没有复制表头，按列的先后对上，请核对")
    if proposal.lost:
        yield Remark("、".join(proposal.lost)[:_LONGEST], f"没有放：有 {len(proposal.lost)} 个数超出了表格")


def _by_key(form: Form, placed: Sequence[Placed]) -> tuple[dict[str, str], list[str]]:
    """The texts of cells in the form's order; a text that is at no cell is lost."""
    keys: dict[str, str] = {}
    lost: list[str] = []
    for table in placed:
        cells = {(cell.row, cell.col): cell.key for cell in form.layouts[table.section] if cell.key}
        for at, text in table.texts.items():
            if key := cells.get(at):
                keys[key] = text
            elif text:
                lost.append(text)
    return {key: keys[key] for key in form.cells if key in keys}, lost


def _same(old: Entry | None, new: Change) -> bool:
    """Whether a cell shows the same before and after; only then nothing is to be said of its origin either."""
    return (old.text if old else "") == (new.text if isinstance(new, Entry) else "")


def _compare(form: Form, after: Report, at_cells: Mapping[str, str]) -> list[Compared]:
    figures = reckon(form, after)
    compared: list[Compared] = []
    for key, text in at_cells.items():
        if key in figures.totals and text not in NOTHING:
            read = entry(form.cells[key].kind, text)
            total = figures.totals[key]
            number = read.number if read else None
            compared.append(Compared(key, text, number, None if total.missing else total.known, total.known))
    return compared
