"""The sums a report has to meet, as equations on the cells that were typed, and by how much they are off."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from core.check_kinds import Sheet, crossed
from core.check_sums import sides
from core.form import Form
from core.rules import BalanceRule, TotalRule, UnlikelyRule
from core.terms import Name, Term, parse_condition
from core.values import Number

Amounts = dict[int, Number]  # by the number of the equation
Sum = tuple[dict[str, Number], Number]  # how often each cell counts, and a plain number to add


@dataclass(slots=True)
class Equations:
    """Equations that should be 0: `counts` says how often each typed cell counts in each, `off` which are not 0.

    An equation with a blank in it says nothing; `blanks` are the cells that keep equations silent.
    """

    counts: dict[str, Amounts] = field(default_factory=dict[str, Amounts])
    off: Amounts = field(default_factory=dict[int, Number])
    blanks: set[str] = field(default_factory=set[str])
    _size: int = 0

    def add(self, sums: Mapping[str, Number], rest: Number, sheet: Sheet) -> None:
        """Add the equation sum + rest = 0, if all its cells are known."""
        unknown = [key for key in sums if sheet.figures.numbers[key] is None]
        self.blanks.update(unknown)
        if unknown or not sums:
            return
        total = rest
        for key, count in sums.items():
            total += count * (sheet.figures.numbers[key] or 0)
            self.counts.setdefault(key, {})[self._size] = count
        if total:
            self.off[self._size] = total
        self._size += 1

    def by_support(self) -> dict[frozenset[int], list[str]]:
        """The cells that count in just these equations."""
        found: dict[frozenset[int], list[str]] = {}
        for key, counts in self.counts.items():
            found.setdefault(frozenset(counts), []).append(key)
        return found


def equations(form: Form, section: str, sheet: Sheet) -> Equations:
    """All equations of the form's checks that touch a section's table."""
    by_code: dict[str, list[Sum]] = {}
    for rule in form.check:
        sums = by_code.setdefault(rule.code, [])
        match rule:
            case BalanceRule() if rule.section == section:
                for _, left, right in sides(rule, form):
                    sums.append(_expanded(form, sheet, dict.fromkeys(left, 1) | dict.fromkeys(right, -1)))
            case TotalRule() if rule.section == section:
                for total, parts in _typed_totals(form, rule, sheet):
                    sums.append(_expanded(form, sheet, dict.fromkeys(parts, 1) | {total: -1}))
            case UnlikelyRule() if len(rule.when) == 1 and parse_condition(rule.when[0].replace("@", "a")).is_equation:
                sums += _written(form, rule, section, sheet)
            case _:
                pass
    found = Equations()
    for sums in by_code.values():
        for own, rest in _independent(sums):
            found.add(own, rest, sheet)
    return found


def _independent(sums: list[Sum]) -> list[Sum]:
    """Leave out what only adds up other equations of a rule: that of a computed total says nothing of its own."""
    kept: list[Sum] = []
    for own, rest in sums:
        within = [(counts, other) for counts, other in sums if counts and counts.items() < own.items()]
        added = {key: count for counts, _ in within for key, count in counts.items()}
        if not within or added != own or sum(other for _, other in within) != rest:
            kept.append((own, rest))
    return kept


def _typed_totals(form: Form, rule: TotalRule, sheet: Sheet) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The totals that were typed over, with what they are the totals of."""
    for name in rule.lines:
        for cell in form.lines[rule.section, name]:
            line = cell.row if cell.row.id == name else cell.column
            parts = tuple(crossed(form, cell, name)[part] for part in line.total_of)
            if cell.key in sheet.report.cells or set(parts) != set(cell.parts):
                yield cell.key, parts


def _written(form: Form, rule: UnlikelyRule, section: str, sheet: Sheet) -> Iterator[Sum]:
    """The equations of a condition that two sums differ, with what stands elsewhere as plain numbers."""
    for each in rule.each or ("@",):
        condition = parse_condition(rule.when[0].replace("@", each))
        line = next((name.name for name in condition.names if not _is_key(form, name.name)), "")
        if line and rule.section != section:
            continue
        for cell in form.lines[section, line] if line else (None,):
            crossing = cell and (cell.column.id if cell.row.id == line else cell.row.id)
            if rule.only and crossing not in rule.only:
                continue
            keys = crossed(form, cell, line) if cell else {}
            terms = [*condition.left, *(Term(-term.factor, term.name, term.modulo) for term in condition.right)]
            split = _split(form, section, sheet, [(term, keys) for term in terms])
            if split:
                yield _expanded(form, sheet, *split)


def _split(form: Form, section: str, sheet: Sheet, terms: list[tuple[Term, dict[str, str]]]) -> Sum | None:
    """Part the section's own cells of this year from all that is taken as given; None if a given is unknown."""
    own: dict[str, Number] = {}
    rest: Number = 0
    for term, keys in terms:
        if term.name is None:
            rest += term.factor
            continue
        key = keys.get(term.name.name, term.name.name)
        if not term.name.last and key in form.cells and form.cells[key].section.id == section:
            own[key] = own.get(key, 0) + term.factor
            continue
        given = sheet.number(Name(key, term.name.last))
        if given is None:
            return None
        rest += term.factor * given
    return own, rest


def _is_key(form: Form, name: str) -> bool:
    return name in form.cells or name in form.number_fields


def _expanded(form: Form, sheet: Sheet, sums: Mapping[str, Number], rest: Number = 0) -> Sum:
    """The same sums with every computed total replaced by what it's the total of."""
    flat: dict[str, Number] = {}
    ahead = list(sums.items())
    while ahead:
        key, count = ahead.pop()
        cell = form.cells[key]
        if cell.parts and key not in sheet.report.cells:
            ahead += [(part, count) for part in cell.parts]
        else:
            flat[key] = flat.get(key, 0) + count
    return {key: count for key, count in flat.items() if count}, rest
