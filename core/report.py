"""A report: what was typed, where it came from, and the totals that follow."""

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, TypeVar

from msgspec import Meta, Struct, structs

from core.form import Form
from core.numerals import CellKind, read
from core.strictness import without_odd
from core.values import Number, number, parse_year, show, well_formed
from core.words import FieldKind

UNIT = "profile/unit"
KIND = "profile/kind"
YEAR = "profile/year"
PREAMBLE = "profile/preamble"
DUE = "profile/due"  # by when the office has to hand it in
SIGNED = "profile/signed"  # the date of the 落款, blank in most reports
PREVIOUS = "previous"  # the key under which last year's numbers are put
ANSWER, OFF = "answer/", "off/"  # before a finding's ident, and before a rule's code


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
    Origin.DECLARED: "确认为 0",
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


class Answer(Struct, frozen=True, omit_defaults=True):
    """What the clerk says to a finding: the reason ("" to a hint that is put aside), and what it excuses.

    `basis` are the numbers and words found then; once these change the answer no longer holds.
    """

    reason: str
    basis: str


class Previous(Struct, frozen=True, omit_defaults=True):
    """Last year's report, to carry on from and to compare with; `source` says in words where it stood.

    `reasons` are last year's answers by the finding's ident, to be offered again.
    """

    edition: str
    year: int
    source: str
    cells: dict[str, Entry] = {}
    texts: dict[str, str] = {}
    reasons: dict[str, str] = {}


Change = Entry | Answer | Previous | str | None


class Report(Struct, frozen=True):
    """One body's report for one year: texts and cells by key. A blank has no entry.

    `extra` is the JSON of what a data file held besides, so that it can be given back; `tables_only` says that
    the file it came from held no texts at all. `answers` are by ANSWER and the finding's ident; why a rule is
    switched off stands among the texts, by OFF and its code. `rules` is the version of the edition file it was last
    checked with, 0 if unknown. `unknown` is the JSON of what a later program wrote into the draft besides.
    """

    edition: str
    texts: dict[str, str] = {}
    cells: dict[str, Entry] = {}
    extra: str = ""
    tables_only: bool = False
    previous: Previous | None = None
    answers: dict[str, Answer] = {}
    rules: int = 0
    unknown: str = ""

    def with_changes(self, changes: Mapping[str, Change]) -> "Report":
        """Return the report with the changed keys: an Entry goes to a cell, a text to a field, None blanks it.

        Texts that no change touches stay the same object: checks on texts look again only if it's another one.
        """
        cells = dict(self.cells)
        texts, answers, previous = self.texts, self.answers, self.previous
        for key, change in changes.items():
            match change:
                case Entry():
                    cells[key] = change
                case Answer():
                    answers = {**answers, key: change}
                case Previous():
                    previous = change
                case str() if clean := without_odd(well_formed(change)):
                    texts = {**texts, key: clean}
                case _:
                    cells.pop(key, None)
                    texts, answers = _without(texts, key), _without(answers, key)
                    previous = None if key == PREVIOUS else previous
        return structs.replace(self, texts=texts, cells=cells, answers=answers, previous=previous)

    def get(self, key: str) -> Change:
        """What a key holds: an Entry, a text, an Answer, last year's numbers, or None."""
        if key == PREVIOUS:
            return self.previous
        return self.cells.get(key) or self.texts.get(key) or self.answers.get(key)

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


_Held = TypeVar("_Held")


def _without(held: dict[str, _Held], key: str) -> dict[str, _Held]:
    """The same without a key; the very same if it isn't in there."""
    return {other: value for other, value in held.items() if other != key} if key in held else held


@lru_cache(maxsize=64)  # while cells are typed in, these stay the same
def field_number(kind: FieldKind, typed: str) -> Number | None:
    """Read a number field; None if it's blank or no number. Amounts are in 元."""
    if kind == "yuan":
        plain = typed.strip().removesuffix("元")
        reading = None if set(plain) & set("万亿元¥￥") else read("amount", plain)
    else:
        reading = read("count", typed)
    return None if reading is None or reading.note else number(reading.value)


class Total(Struct, frozen=True):
    """A computed total: the sum of what is known so far, and how many numbers are still missing."""

    known: Number
    missing: int


class Figures(Struct, frozen=True):
    """The numbers of a report: `numbers` holds that of each cell and number field (None: unknown), `totals` the sums.

    An overridden total counts with its overridden number; the computed one stays in `totals`.
    """

    numbers: dict[str, Number | None]
    totals: dict[str, Total]

    def shown(self, key: str) -> str:
        """A computed total as a text; "" while numbers are missing, since unknown is not 0."""
        total = self.totals[key]
        return "" if total.missing else show(total.known)


def last_numbers(report: Report) -> dict[str, Number]:
    """Last year's numbers by key, as far as they are known."""
    cells = report.previous.cells if report.previous else {}
    return {key: number for key, entry in cells.items() if (number := entry.number) is not None}


def reckon(form: Form, report: Report) -> Figures:
    """Compute every total of the report, each after its parts."""
    numbers: dict[str, Number | None] = dict.fromkeys(form.cells)
    for key, entry in report.cells.items():
        if key in numbers:
            value = entry.value
            numbers[key] = value if isinstance(value, int) else entry.number
    for key, field in form.number_fields.items():
        numbers[key] = field_number(field.kind, typed) if (typed := report.texts.get(key)) else None
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
