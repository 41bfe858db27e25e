"""What all kinds of check share: what they look at, how a rule becomes functions that look, how a finding is told."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, singledispatch
from types import MappingProxyType

from core.form import Cell, Form
from core.issue import Issue
from core.quantities import Quantities
from core.report import Entry, Figures, Report
from core.rules import Rule, Severity
from core.terms import Name
from core.values import Number, show


@dataclass(frozen=True)
class Sheet:
    """What a check looks at: the report, its figures, and last year's numbers by key as far as they are known.

    The report's texts have their bound figures written out; `free` are those texts with a mark in the place of each.
    `quantities` are what texts may state; who looks at tables alone needs neither.
    """

    report: Report
    figures: Figures
    last: Mapping[str, Number]
    free: Mapping[str, str] = field(default_factory=dict[str, str])
    quantities: Quantities | None = None

    @cached_property
    def odd(self) -> Mapping[str, Entry]:
        """The entries that are no plain count: amounts, changes, and what could not be read."""
        return {
            key: entry
            for key, entry in self.report.cells.items()
            if not isinstance(entry.value, int) or entry.value < 0
        }

    @cached_property
    def off(self) -> dict[str, list[int] | None]:
        """By how much each balance of a section fails, once somebody has asked."""
        return {}

    def number(self, name: Name) -> Number | None:
        """What a name of a condition stands for, None if it's unknown."""
        return self.last.get(name.name) if name.last else self.figures.numbers[name.name]


Finder = Callable[[Sheet], Iterator[Issue]]


@singledispatch
def finders(rule: Rule, form: Form) -> Iterator[Finder]:
    """Make a rule ready to run on reports in `form`: the functions that look for what it forbids."""
    raise NotImplementedError(type(rule))


def finding(
    rule: Rule,
    keys: tuple[str, ...],
    sides: tuple[Number, Number] | None = None,
    words: Mapping[str, object] = MappingProxyType({}),
    *,
    passage: str = "",
    part: str = "",
    detail: str = "",
    severity: Severity | None = None,
    sentence: str = "",
    compared: bool = True,
) -> Issue:
    """Tell what a rule found; `words`, both `sides` and their difference fill its sentence.

    The finding keeps the difference only if the sides are `compared` as an equation that fails.
    """
    told = dict(words)
    left = right = difference = None
    if sides:
        left, right, difference = (_plain(figure) for figure in (*sides, sides[0] - sides[1]))
        told |= {"left": show(sides[0]), "right": show(sides[1]), "difference": show(abs(sides[0] - sides[1]))}
    message = re.sub(r"\{(.*?)\}", lambda match: str(told[match[1]]), sentence or rule.sentence)
    return Issue(
        rule.code,
        severity or rule.severity,
        message,
        keys,
        left,
        right,
        difference if compared else None,
        passage,
        part,
        detail,
        closes=rule.closes,
    )


def crossed(form: Form, cell: Cell, line: str) -> dict[str, str]:
    """The cells beside one of a `line`, by their own lines: where these cross the row or column it stands in."""
    section = cell.section.id
    if cell.row.id == line:
        column = form.lines[section, cell.column.id]
        return {other.row.id: other.key for other in column if other.column is cell.column}
    return {other.column.id: other.key for other in form.lines[section, cell.row.id] if other.row is cell.row}


def other_label(cell: Cell, line: str) -> str:
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
