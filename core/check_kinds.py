"""The few kinds of check the editions use: what each looks at and when it finds something."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, singledispatch
from itertools import groupby

from core.form import Cell, Form
from core.issue import Issue
from core.report import Figures, Report
from core.rules import (
    AtMostRule,
    BalanceRule,
    DecimalsRule,
    FilledRule,
    NumberRule,
    PeriodRule,
    PlaceholderRule,
    Rule,
    TotalRule,
    YearRule,
)
from core.values import Number, fits, show
from core.words import Section


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a check looks at."""

    report: Report
    figures: Figures


Finder = Callable[[Sheet], Iterator[Issue]]


@singledispatch
def finders(rule: Rule, form: Form) -> Iterator[Finder]:
    """Make a rule ready to run on reports in `form`: the functions that look for what it forbids."""
    raise NotImplementedError(type(rule))


@finders.register
def _(rule: TotalRule, form: Form) -> Iterator[Finder]:
    for name in rule.lines:
        for cell in _across(form, rule.section, name):
            line = cell.row if cell.row.id == name else cell.column
            parts = _in_line(form, cell, name, line.total_of)
            # a total computed from these very parts agrees with them; only one typed over can differ
            computed = cell.key if set(parts) == set(cell.parts) else ""
            yield _comparison(rule, _other_label(cell, name), parts, (cell.key,), computed)


@finders.register
def _(rule: BalanceRule | AtMostRule, form: Form) -> Iterator[Finder]:
    for place, left, right in sides(rule, form):
        yield _comparison(rule, place, left, right)


def sides(rule: BalanceRule | AtMostRule, form: Form) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """The two sums that a rule compares, by the keys of their cells, in each place where it does."""
    first = rule.left[0]
    for cell in _across(form, rule.section, first):
        left, right = _in_line(form, cell, first, rule.left), _in_line(form, cell, first, rule.right)
        yield _other_label(cell, first), left, right


@finders.register
def _(rule: NumberRule, form: Form) -> Iterator[Finder]:
    cells = [cell for cell in form.tables[rule.section] if rule.cells in ("", cell.kind)]

    def find(sheet: Sheet) -> Iterator[Issue]:
        for cell in cells:
            entry = sheet.report.cells.get(cell.key)
            if entry and not fits(cell.kind, entry.value):
                message = rule.sentence.format(place=cell.place, typed=entry.text)
                yield Issue(rule.code, rule.severity, message, (cell.key,))

    yield find


@finders.register
def _(rule: DecimalsRule, form: Form) -> Iterator[Finder]:
    cells = [cell for cell in form.tables[rule.section] if cell.kind == "amount"]

    def find(sheet: Sheet) -> Iterator[Issue]:
        for cell in cells:
            entry = sheet.report.cells.get(cell.key)
            if entry and len(str(entry.value).partition(".")[2]) > rule.most:
                message = rule.sentence.format(place=cell.place, typed=entry.value)
                yield Issue(rule.code, rule.severity, message, (cell.key,), left=entry.value)

    yield find


@finders.register
def _(rule: FilledRule, form: Form) -> Iterator[Finder]:
    written = {key for key, field in form.fields.items() if field.kind == "text"}
    for section in form.section:
        if section.table:
            yield _blank_cells(rule, section, form.tables[section.id])
        else:
            yield _blank_fields(rule, section, written)


@finders.register
def _(rule: YearRule, form: Form) -> Iterator[Finder]:
    del form

    def find(sheet: Sheet) -> Iterator[Issue]:
        typed = sheet.report.text(rule.field)
        if typed.strip() and sheet.report.year is None:
            yield Issue(rule.code, rule.severity, rule.sentence.format(typed=typed), (rule.field,))

    yield find


_DAY = r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"
_PERIOD = _DAY + r"起?\s*(?:至|到|[-－—–~～]+)\s*" + _DAY.replace(r"(\d{4})\s*年", r"(?:(\d{4})\s*年)?", 1)


@finders.register
def _(rule: PeriodRule, form: Form) -> Iterator[Finder]:
    place = form.fields[rule.field].label

    def find(sheet: Sheet) -> Iterator[Issue]:
        year, text = sheet.report.year, sheet.report.text(rule.field)
        if year is None or not text:
            return
        expected = f"{year}年1月1日至{year}年12月31日"
        for match in re.finditer(_PERIOD, text):
            if [int(part or year) for part in match.groups()] != [year, 1, 1, year, 12, 31]:
                message = rule.sentence.format(place=place, typed=match[0], expected=expected)
                yield Issue(rule.code, rule.severity, message, (rule.field,))

    yield find


@finders.register
def _(rule: PlaceholderRule, form: Form) -> Iterator[Finder]:
    pattern = "|".join(f"(?:{part})" for part in rule.patterns)
    places = {key: (form.section_of(key), field.label) for key, field in form.fields.items()}

    @lru_cache(maxsize=64)  # while numbers are typed the texts stay the same
    def left_in(text: str) -> tuple[str, ...]:
        return tuple(typed for typed, _ in groupby(match[0] for match in re.finditer(pattern, text))) if text else ()

    def find(sheet: Sheet) -> Iterator[Issue]:
        for key, (section, label) in places.items():
            for typed in left_in(sheet.report.text(key)):
                place = section.title if section.number else label
                yield Issue(rule.code, rule.severity, rule.sentence.format(place=place, typed=typed), (key,))

    yield find


def _blank_fields(rule: FilledRule, section: Section, written: set[str]) -> Finder:
    required = tuple((f"{section.id}/{field.id}", field.label) for field in section.field if field.required)

    def find(sheet: Sheet) -> Iterator[Issue]:
        tables_only = sheet.report.tables_only and written.isdisjoint(sheet.report.texts)
        for key, label in required:
            if not sheet.report.text(key).strip():
                place = section.title if section.number else f"{section.short}·{label}"
                severity = rule.severity_tables_only if tables_only and key in written else rule.severity
                yield Issue(rule.code, severity, rule.sentence.format(place=place), (key,))

    return find


def _blank_cells(rule: FilledRule, section: Section, cells: Sequence[Cell]) -> Finder:
    """One finding for the whole table, over the cells that are to be typed."""
    asked = tuple(cell.key for cell in cells if not cell.parts)

    def find(sheet: Sheet) -> Iterator[Issue]:
        blanks = tuple(key for key in asked if key not in sheet.report.cells)
        if blanks:
            message = rule.sentence_cells.format(place=section.title, missing=len(blanks))
            yield Issue(rule.code, rule.severity, message, blanks)

    return find


def _across(form: Form, section: str, line: str) -> list[Cell]:
    """The cells of one row or column."""
    return [cell for cell in form.tables[section] if line in (cell.row.id, cell.column.id)]


def _in_line(form: Form, cell: Cell, line: str, others: Sequence[str]) -> tuple[str, ...]:
    """The cells where `others`, lines beside `line`, cross the row or column that `cell` stands in."""
    cells = form.tables[cell.section.id]
    if cell.row.id == line:
        crossing = {other.row.id: other.key for other in cells if other.column is cell.column}
    else:
        crossing = {other.column.id: other.key for other in cells if other.row is cell.row}
    return tuple(crossing[name] for name in others)


def _other_label(cell: Cell, line: str) -> str:
    """What to call the place where a line is checked: its column if the line is a row, else its row."""
    if cell.row.id == line:
        return cell.column_label
    return cell.row_label or cell.column_label.partition("·")[0]


def known_sum(keys: Sequence[str], sheet: Sheet) -> Number | None:
    """The sum of some cells, None while one of them is unknown."""
    total: Number = 0
    for key in keys:
        figure = sheet.figures.numbers[key]
        if figure is None:
            return None
        total += figure
    return total


def _plain(figure: Number) -> int | str:
    return figure if isinstance(figure, int) else show(figure)


def _comparison(
    rule: TotalRule | BalanceRule | AtMostRule,
    place: str,
    left_keys: tuple[str, ...],
    right_keys: tuple[str, ...],
    computed: str = "",
) -> Finder:
    """Compare two sums as soon as both are known; a blank is unknown, so it's no difference yet.

    `computed` names a total that can't differ unless it was typed over.
    """
    only_more = isinstance(rule, AtMostRule)

    def find(sheet: Sheet) -> Iterator[Issue]:
        if computed and computed not in sheet.report.cells:
            return
        right = known_sum(right_keys, sheet)
        left = None if right is None else known_sum(left_keys, sheet)
        if left is None or right is None or left == right or (only_more and left < right):
            return
        difference = left - right
        message = rule.sentence.format(
            place=place, left=show(left), right=show(right), difference=show(abs(difference))
        )
        sides = (_plain(left), _plain(right), _plain(difference))
        yield Issue(rule.code, rule.severity, message, right_keys + left_keys, *sides)

    return find
