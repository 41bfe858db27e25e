"""A report: what was typed, where it came from, and the totals that follow."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct, structs

from core.form import Form
from core.numerals import CellKind, read
from core.values import Number, number, parse_year, show, well_formed

UNIT = "profile/unit"
KIND = "profile/kind"
YEAR = "profile/year"


class Origin(StrEnum):
    """Where a value came from. A computed total has no entry and so needs no origin."""

    TYPED = "typed"
    PASTED = "pasted"
    DECLARED = "declared"  # one act said that there was none of it: 0
    CARRIED = "carried"  # from last year's report
    IMPORTED = "imported"
    OVERRIDDEN = "overridden"  # a total typed over

    @property
    def label(self) -> str:
        """What the clerk reads."""
        return _LABELS[self]


_LABELS = {
    Origin.TYPED: "键入",
    Origin.PASTED: "粘贴",
    Origin.DECLARED: "申明为 0",
    Origin.CARRIED: "承接上年",
    Origin.IMPORTED: "导入",
    Origin.OVERRIDDEN: "改写合计",
}


_Count = Annotated[int, Meta(ge=-999_999_999, le=999_999_999)]
_Amount = Annotated[str, Meta(pattern=r"^[0-9]{1,12}(\.[0-9]{1,20})?$")]


class Entry(Struct, frozen=True, omit_defaults=True):
    """What one cell holds: a value with its note, or text that could not be read as a number.

    `value` is an int for counts, a decimal string for amounts (万元, digit for digit as typed), None where
    what was typed could not be understood. `raw` is what was typed, to the letter, where that is not what the cell
    shows. `source` says in words where a value that was not typed stood; `reason` why a total was typed over.
    """

    value: _Count | _Amount | None = None
    note: str = ""
    raw: str = ""
    origin: Origin = Origin.TYPED
    source: str = ""
    reason: str = ""

    @property
    def text(self) -> str:
        """The entry as the clerk sees it."""
        return self.raw if self.value is None else f"{self.value}{self.note}"

    @property
    def read_as(self) -> bool:
        """Whether the number was read from something written otherwise, which `raw` keeps."""
        return self.value is not None and bool(self.raw)

    @property
    def number(self) -> Number | None:
        """The entry as a number to reckon with; None if it was not understood."""
        return None if self.value is None else number(self.value)


def entry(kind: CellKind, typed: str, origin: Origin = Origin.TYPED, source: str = "") -> Entry | None:
    """Read what stands in a cell of `kind`; None for a blank. What was typed is kept wherever it reads otherwise."""
    typed = well_formed(typed)
    if not typed.strip():
        return None
    reading = read(kind, typed)
    if reading is None:
        return Entry(raw=typed, origin=origin, source=source)
    return Entry(reading.value, reading.note, "" if reading.text == typed else typed, origin, source)


def entry_so_far(kind: CellKind, typed: str, origin: Origin = Origin.TYPED) -> Entry | None:
    """Read what is being typed: only what stands there digit for digit counts before the cell is left."""
    whole = entry(kind, typed, origin)
    return Entry(raw=whole.raw, origin=origin) if whole and whole.raw else whole


Change = Entry | str | None


class Previous(Struct, frozen=True):
    """Last year's numbers, to carry on from and to compare with; `source` says in words where they stood."""

    edition: str
    year: int
    source: str
    cells: dict[str, Entry] = {}


class Report(Struct, frozen=True):
    """One body's report for one year: texts and cells by key. A blank has no entry.

    `extra` is the JSON of what a data file held besides, so that it can be given back; `tables_only` says that
    the file it came from held no texts at all.
    """

    edition: str
    texts: dict[str, str] = {}
    cells: dict[str, Entry] = {}
    extra: str = ""
    tables_only: bool = False
    previous: Previous | None = None

    def with_changes(self, changes: Mapping[str, Change]) -> "Report":
        """Return the report with the changed keys: an Entry goes to a cell, a text to a field, None blanks it."""
        texts, cells = dict(self.texts), dict(self.cells)
        for key, change in changes.items():
            if isinstance(change, Entry):
                cells[key] = change
            elif change:
                texts[key] = well_formed(change)
            else:
                cells.pop(key, None)
                texts.pop(key, None)
        return structs.replace(self, texts=texts, cells=cells)

    def get(self, key: str) -> Change:
        """What a key holds: an Entry, a text, or None."""
        return self.cells.get(key) or self.texts.get(key)

    def text(self, key: str) -> str:
        """The text of a field, "" if blank."""
        return self.texts.get(key, "")

    @property
    def unit(self) -> str:
        """The body's full name, "" if not yet given."""
        return self.text(UNIT).strip()

    @property
    def year(self) -> int | None:
        """The year reported on, None while it's no year of four digits."""
        return parse_year(self.text(YEAR))


class Total(Struct, frozen=True):
    """A computed total: the sum of what is known so far, and how many numbers are still missing."""

    known: Number
    missing: int


class Figures(Struct, frozen=True):
    """The numbers of a report: `numbers` holds each cell's number (None: unknown), `totals` the computed sums.

    An overridden total counts with its overridden number; the computed one stays in `totals`.
    """

    numbers: dict[str, Number | None]
    totals: dict[str, Total]

    def shown(self, key: str) -> str:
        """A computed total as a text; "" while numbers are missing, since unknown is not 0."""
        total = self.totals[key]
        return "" if total.missing else show(total.known)


def reckon(form: Form, report: Report) -> Figures:
    """Compute every total of the report, each after its parts."""
    numbers: dict[str, Number | None] = dict.fromkeys(form.cells)
    for key, entry in report.cells.items():
        if key in numbers:
            value = entry.value
            numbers[key] = value if isinstance(value, int) else entry.number
    totals: dict[str, Total] = {}
    for cell in form.totals:
        known: Number = 0
        missing = 0
        for part in cell.parts:
            figure = numbers[part]
            if figure is not None:
                known += figure
            elif inner := totals.get(part):
                known += inner.known
                missing += inner.missing
            else:
                missing += 1
        totals[cell.key] = Total(known, missing)
        if numbers[cell.key] is None and not missing:
            numbers[cell.key] = known
    return Figures(numbers, totals)


def cell_text(key: str, report: Report, figures: Figures) -> str:
    """What stands in a cell on paper: the entry as typed, else the computed total, else nothing."""
    if typed := report.cells.get(key):
        return typed.text
    return figures.shown(key) if key in figures.totals else ""
