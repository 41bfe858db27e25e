"""Run the form's checks over a report: Report -> issues. All of them, each time."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from msgspec import Struct

from core.form import Cell, Form, Section
from core.report import Figures, Report, reckon
from core.rules import (
    AnyRule,
    AtMostRule,
    BalanceRule,
    DecimalsRule,
    FilledRule,
    NumberRule,
    PeriodRule,
    PlaceholderRule,
    Severity,
    TotalRule,
    YearRule,
)
from core.values import Number, show


class Issue(Struct, frozen=True):
    """A finding: the rule's code, its weight, a sentence, the cells and fields it touches, both sides.

    Amounts are decimal strings; `left`, `right` and `difference` are None where nothing is compared.
    """

    code: str
    severity: Severity
    message: str
    keys: tuple[str, ...]
    left: int | str | None = None
    right: int | str | None = None
    difference: int | str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a check looks at."""

    report: Report
    figures: Figures


Finder = Callable[[Sheet], Iterator[Issue]]


class Checker:
    """The checks of one form, made ready to run."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._finders = tuple(finder for rule in form.check for finder in _finders(form, rule))
        order = [*form.fields, *form.cells]
        self._order = {key: (list(form.sections).index(form.section_of(key).id), at) for at, key in enumerate(order)}

    def run(self, report: Report, figures: Figures | None = None) -> tuple[Issue, ...]:
        """Run all checks; issues come in the order in which the clerk meets their cells."""
        sheet = Sheet(report, figures or reckon(self._form, report))
        found = [issue for finder in self._finders for issue in finder(sheet)]
        return tuple(sorted(found, key=lambda issue: self._order[issue.keys[0]]))


def verdict(issues: Sequence[Issue]) -> str:
    """The one word over a report: how many places are left, or that it's checked. Hints don't count."""
    left = sum(issue.severity is not Severity.HINT for issue in issues)
    return f"还差 {left} 处" if left else "已校验"


def _finders(form: Form, rule: AnyRule) -> Iterator[Finder]:
    match rule:
        case TotalRule():
            for line in rule.lines:
                for cell in _across(form, rule.section, line):
                    if cell.row.total_of and cell.row.id == line:
                        parts = _in_line(form, cell, cell.row.total_of, "row")
                    else:
                        parts = _in_line(form, cell, cell.column.total_of, "column")
                    yield _comparison(rule, _other_label(cell, line), parts, (cell.key,))
        case BalanceRule():
            for cell in _across(form, rule.section, rule.left[0]):
                left, right = _sides(form, cell, rule.left[0], rule.left, rule.right)
                yield _comparison(rule, _other_label(cell, rule.left[0]), left, right)
        case AtMostRule():
            for cell in _across(form, rule.section, rule.small[0]):
                small, large = _sides(form, cell, rule.small[0], rule.small, rule.large)
                yield _comparison(rule, _other_label(cell, rule.small[0]), small, large)
        case NumberRule():
            yield _unread(rule, _cells_of(form, rule.section, rule.cells))
        case DecimalsRule():
            yield _decimals(rule, _cells_of(form, rule.section, "amount"))
        case FilledRule():
            written = {key for key, field in form.fields.items() if field.kind == "text"}
            for section in form.section:
                yield from _filled(rule, section, _cells_of(form, section.id, ""), written)
        case YearRule():
            yield _year(rule)
        case PeriodRule():
            yield _period(form, rule)
        case PlaceholderRule():
            yield _placeholders(form, rule)


def _cells_of(form: Form, section: str, kind: str) -> list[Cell]:
    return [cell for cell in form.cells.values() if cell.section.id == section and kind in ("", cell.kind)]


def _across(form: Form, section: str, line: str) -> list[Cell]:
    """The cells of one row or column."""
    return [cell for cell in _cells_of(form, section, "") if line in (cell.row.id, cell.column.id)]


def _in_line(form: Form, cell: Cell, lines: Sequence[str], axis: str) -> tuple[str, ...]:
    """The cells that stand where `lines` cross the row or column of `cell`."""
    if axis == "row":
        by_row = {other.row.id: other for other in _cells_of(form, cell.section.id, "") if other.column == cell.column}
        return tuple(by_row[line].key for line in lines)
    by_column = {other.column.id: other for other in _cells_of(form, cell.section.id, "") if other.row == cell.row}
    return tuple(by_column[line].key for line in lines)


def _sides(
    form: Form, cell: Cell, line: str, left: Sequence[str], right: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    axis = "row" if cell.row.id == line else "column"
    return _in_line(form, cell, left, axis), _in_line(form, cell, right, axis)


def _other_label(cell: Cell, line: str) -> str:
    """What to call the place where a line is checked: its column if the line is a row, else its row."""
    if cell.row.id == line:
        return cell.column_label
    return cell.row_label or cell.column_label.partition("·")[0]


def _sum(keys: Sequence[str], sheet: Sheet) -> Number | None:
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
    rule: TotalRule | BalanceRule | AtMostRule, place: str, left_keys: tuple[str, ...], right_keys: tuple[str, ...]
) -> Finder:
    """Compare two sums as soon as both are known; a blank is unknown, so it's no difference yet."""
    only_more = isinstance(rule, AtMostRule)

    def find(sheet: Sheet) -> Iterator[Issue]:
        right = _sum(right_keys, sheet)
        left = None if right is None else _sum(left_keys, sheet)
        if left is None or right is None or left == right or (only_more and left < right):
            return
        difference = left - right
        message = rule.sentence.format(
            place=place, left=show(left), right=show(right), difference=show(abs(difference))
        )
        sides = (_plain(left), _plain(right), _plain(difference))
        yield Issue(rule.code, rule.severity, message, right_keys + left_keys, *sides)

    return find


def _unread(rule: NumberRule, cells: Sequence[Cell]) -> Finder:
    def find(sheet: Sheet) -> Iterator[Issue]:
        for cell in cells:
            entry = sheet.report.cells.get(cell.key)
            if entry and entry.value is None:
                yield Issue(rule.code, rule.severity, rule.sentence.format(place=cell.place, typed=entry.raw), (cell.key,))

    return find


def _decimals(rule: DecimalsRule, cells: Sequence[Cell]) -> Finder:
    def find(sheet: Sheet) -> Iterator[Issue]:
        for cell in cells:
            entry = sheet.report.cells.get(cell.key)
            if entry and len(str(entry.value).partition(".")[2]) > rule.most and entry.value is not None:
                message = rule.sentence.format(place=cell.place, typed=entry.value)
                yield Issue(rule.code, rule.severity, message, (cell.key,), left=entry.value)

    return find


def _filled(rule: FilledRule, section: Section, cells: Sequence[Cell], written: set[str]) -> Iterator[Finder]:
    """A required field that is blank, or a table with blank cells (one finding for the whole table)."""
    asked = tuple(cell.key for cell in cells if not cell.parts)
    required = tuple((f"{section.id}/{field.id}", field.label) for field in section.field if field.required)

    def find_fields(sheet: Sheet) -> Iterator[Issue]:
        tables_only = sheet.report.tables_only and written.isdisjoint(sheet.report.texts)
        for key, label in required:
            if not sheet.report.text(key).strip():
                place = section.title if section.number else f"{section.short}·{label}"
                severity = rule.severity_tables_only if tables_only and key in written else rule.severity
                yield Issue(rule.code, severity, rule.sentence.format(place=place), (key,))

    def find_blanks(sheet: Sheet) -> Iterator[Issue]:
        blanks = tuple(key for key in asked if key not in sheet.report.cells)
        if blanks:
            message = rule.sentence_cells.format(place=section.title, missing=len(blanks))
            yield Issue(rule.code, rule.severity, message, blanks)

    if required:
        yield find_fields
    if asked:
        yield find_blanks


def _year(rule: YearRule) -> Finder:
    def find(sheet: Sheet) -> Iterator[Issue]:
        typed = sheet.report.text(rule.field)
        if typed.strip() and sheet.report.year is None:
            yield Issue(rule.code, rule.severity, rule.sentence.format(typed=typed), (rule.field,))

    return find


_DAY = r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"
_PERIOD = re.compile(_DAY + r"起?\s*(?:至|到|[-－—–~～]+)\s*" + _DAY.replace(r"(\d{4})\s*年", r"(?:(\d{4})\s*年)?", 1))


def _period(form: Form, rule: PeriodRule) -> Finder:
    place = form.fields[rule.field].label

    def find(sheet: Sheet) -> Iterator[Issue]:
        year = sheet.report.year
        if year is None:
            return
        expected = f"{year}年1月1日至{year}年12月31日"
        for match in _PERIOD.finditer(sheet.report.text(rule.field)):
            first, *rest = (int(part) if part else year for part in match.groups())
            if [first, *rest] != [year, 1, 1, year, 12, 31]:
                message = rule.sentence.format(place=place, typed=match[0], expected=expected)
                yield Issue(rule.code, rule.severity, message, (rule.field,))

    return find


def _placeholders(form: Form, rule: PlaceholderRule) -> Finder:
    pattern = re.compile("|".join(f"(?:{part})" for part in rule.patterns))
    places = {key: (form.section_of(key), field.label) for key, field in form.fields.items()}

    def find(sheet: Sheet) -> Iterator[Issue]:
        for key, text in sheet.report.texts.items():
            if key not in places:
                continue
            section, label = places[key]
            for typed, _ in groupby(match[0] for match in pattern.finditer(text)):
                place = section.title if section.number else label
                yield Issue(rule.code, rule.severity, rule.sentence.format(place=place, typed=typed), (key,))

    return find
