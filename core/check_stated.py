"""Checks of texts against tables: figures written by hand, zeros in words, percentages, parts of a figure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from core.bound import HIDDEN
from core.check_kinds import Finder, Sheet, finders, finding
from core.check_texts import place_of
from core.form import Form
from core.issue import Issue
from core.prose.context import Reading
from core.quantities import Quantities, rounded
from core.report import YEAR
from core.rules import Rule
from core.terms import parse_sum
from core.text_rules import StatedNoneRule, StatedPartsRule, StatedPercentRule, StatedRule, StatedTwiceRule
from core.values import Number, parse_year, show

if TYPE_CHECKING:
    from core.prose.parts import Parts

_ENDS = "。；！？\n" + HIDDEN
_LONGEST = 60  # characters of a passage
_PERCENT = ("yoy_percent", "share_percent")


class _Told:
    """What the texts of the numbered sections state by hand, as far as a rule wants to know; the last answer is kept.

    While numbers are typed in, the texts say the same.
    """

    def __init__(self, form: Form, wanted: Callable[[Reading], bool]) -> None:
        self._form = form
        self._wanted = wanted
        self._keys = tuple(_text_keys(form))
        self._seen: tuple[str | None, ...] = ()
        self._kept: list[tuple[str, str, Reading]] = []

    def __call__(self, sheet: Sheet) -> list[tuple[str, str, Reading]]:
        """Each reading with the key of its text and the text."""
        seen = (sheet.report.texts.get(YEAR), *map(sheet.free.get, self._keys))
        if seen != self._seen:
            self._seen = seen
            self._kept = [told for told in self._all(sheet) if self._is_ours(told[2]) and self._wanted(told[2])]
        return self._kept

    def _all(self, sheet: Sheet) -> Iterator[tuple[str, str, Reading]]:
        for key in self._keys:
            if text := sheet.free.get(key):
                for reading in _read(text, sheet.report.year):
                    yield key, text, reading

    def _is_ours(self, reading: Reading) -> bool:
        return all(name in self._form.quantities for name in (reading.of or reading.what).split("+"))


def _text_keys(form: Form) -> Iterator[str]:
    """The texts of the numbered sections."""
    return (key for key, field in form.fields.items() if field.kind == "text" and form.section_of(key).number)


@finders.register
def _(rule: StatedRule, form: Form) -> Iterator[Finder]:
    names = set(rule.quantities)
    told = _Told(form, lambda reading: not reading.by_word and not names.isdisjoint(reading.what.split("+")))

    def find(sheet: Sheet) -> Iterator[Issue]:
        for key, text, reading in told(sheet):
            values = list(_known(sheet).admissible(reading.what))
            if values and reading.number not in values:
                yield _Found(rule, form, key, text, reading).differs(values[0])

    yield find


@finders.register
def _(rule: StatedNoneRule, form: Form) -> Iterator[Finder]:
    told = _Told(form, lambda reading: reading.by_word)

    def find(sheet: Sheet) -> Iterator[Issue]:
        for key, text, reading in told(sheet):
            if value := _known(sheet).value(reading.what):
                yield _Found(rule, form, key, text, reading).differs(value)

    yield find


@finders.register
def _(rule: StatedPercentRule, form: Form) -> Iterator[Finder]:
    told = _Told(form, lambda reading: reading.what in _PERCENT)

    def find(sheet: Sheet) -> Iterator[Issue]:
        for key, text, reading in told(sheet):
            values = list(_percentages(_known(sheet), reading))
            if values and not any(_rounds_to(value, reading.number) for value in values):
                yield _Found(rule, form, key, text, reading).differs(rounded(values[0]))

    yield find


@finders.register
def _(rule: StatedPartsRule, form: Form) -> Iterator[Finder]:
    keys = tuple(_text_keys(form))

    def find(sheet: Sheet) -> Iterator[Issue]:
        for key in keys:
            text = sheet.free.get(key, "")
            for found in _disagreeing(text, sheet.report.text(YEAR)) if text else ():
                made = sum(found.parts, Decimal(0))
                passage = text[found.start : found.end]
                words = {"place": place_of(form, key), "passage": passage, "typed": show(found.total)}
                yield finding(rule, (key,), words=words | {"value": show(made)}, passage=passage)

    yield find


@finders.register
def _(rule: StatedTwiceRule, form: Form) -> Iterator[Finder]:
    told = _Told(form, lambda reading: reading.what not in _PERCENT)

    def find(sheet: Sheet) -> Iterator[Issue]:
        first: dict[str, Number] = {}
        for key, text, reading in told(sheet):
            if any(True for _ in _known(sheet).admissible(reading.what)):
                continue
            before = first.setdefault(reading.what, reading.number)
            if before != reading.number:
                yield _Found(rule, form, key, text, reading).differs(before)

    yield find


def _known(sheet: Sheet) -> Quantities:
    assert sheet.quantities
    return sheet.quantities


@lru_cache(maxsize=16)
def _read(text: str, year: int | None) -> tuple[Reading, ...]:
    """Read a text paragraph by paragraph; a line that breaks off within a sentence goes on in the next."""
    from core.prose.reader import read  # not before there is a text

    return tuple(
        Reading(r.what, r.number, r.start + at, r.end + at, r.by_word, r.of)
        for at, paragraph in _paragraphs(text)
        for r in read(paragraph, year)
    )


@lru_cache(maxsize=16)
def _disagreeing(text: str, year: str) -> "tuple[Parts, ...]":
    """The figures of a text whose parts can't make them up."""
    from core.prose.parts import Parts, parts

    found = (
        Parts(p.total, p.parts, p.start + at, p.end + at, p.all)
        for at, paragraph in _paragraphs(text)
        for p in parts(paragraph, parse_year(year))
    )
    return tuple(part for part in found if part.disagree)


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, line
        at += len(line) + 1


def _passage(text: str, at: int) -> str:
    """The sentence of a text that a figure stands in, as far as it was written by hand; a part of a long one."""
    for marks in (_ENDS, _ENDS + "，"):
        begin = max(text.rfind(mark, 0, at) for mark in marks) + 1
        end = min((place for mark in marks if (place := text.find(mark, at)) >= 0), default=len(text))
        if end - begin <= _LONGEST:
            break
    return text[begin:end].strip()


def _percentages(quantities: Quantities, reading: Reading) -> Iterator[Decimal]:
    """The percentages a text may mean: growth against last year, or the share of what was received or handled."""
    if reading.what == "yoy_percent":
        for this, last in quantities.change(reading.of):
            if last:
                yield (Decimal(this) / Decimal(last) - 1) * 100
        return
    part = quantities.value(reading.of)
    for whole in ("handled", "received", "pool", "carried_in"):
        for value in quantities.admissible(whole) if part is not None else ():
            if value and part is not None:
                yield Decimal(part) * 100 / Decimal(value)


def _rounds_to(value: Decimal, stated: Decimal) -> bool:
    """Whether a percentage, rounded or cut off, is the stated one: a unit of its last digit more or less."""
    place = Decimal(1).scaleb(int(stated.as_tuple().exponent))
    return (
        stated in (value.quantize(place, ROUND_HALF_UP), value.quantize(place, ROUND_DOWN))
        or abs(value - stated) < place
    )


@dataclass(frozen=True)
class _Found:
    """A reading that isn't what it should be, and where."""

    rule: Rule
    form: Form
    key: str
    text: str
    reading: Reading

    def differs(self, value: Number) -> Issue:
        """The finding that another `value` is the right one."""
        reading = self.reading
        passage = _passage(self.text, reading.start)
        what = (reading.of or reading.what).split("+")
        typed, right = show(reading.number), show(value)
        words = {
            "place": place_of(self.form, self.key),
            "passage": passage,
            "label": "、".join(self.form.quantities[name].label for name in what),
            "typed": typed,
            "value": right,
        }
        cells = [cell for name in what for cell in _first_cell(self.form, name)]
        keys = (self.key, *cells)
        return finding(
            self.rule, keys, words=words, passage=passage, part=reading.what, detail=f"{reading.what} {typed}/{right}"
        )


def _first_cell(form: Form, name: str) -> list[str]:
    """The cell of a quantity that is no sum of several."""
    names = [term.name.name for term in parse_sum(form.quantities[name].sum) if term.name]
    return names if len(names) == 1 and (names[0] in form.cells or names[0] in form.number_fields) else []
