"""Checks on sums (勾稽关系): totals, balances, and what two failing balances or a shifted row tell."""

from collections.abc import Iterator

from core.check_kinds import Finder, Sheet, crossed, finders, finding, known_sum, other_label
from core.form import Form
from core.issue import Issue
from core.report import Figures
from core.rules import AtMostRule, BalanceRule, OppositeRule, ShiftedRule, TotalRule


@finders.register
def _(rule: TotalRule, form: Form) -> Iterator[Finder]:
    for name in rule.lines:
        for cell in form.lines[rule.section, name]:
            line = cell.row if cell.row.id == name else cell.column
            lines = crossed(form, cell, name)
            parts = tuple(lines[part] for part in line.total_of)
            # a total computed from these very parts agrees with them; only one typed over can differ
            computed = cell.key if set(parts) == set(cell.parts) else ""
            yield _comparison(rule, other_label(cell, name), parts, (cell.key,), computed)


@finders.register
def _(rule: BalanceRule | AtMostRule, form: Form) -> Iterator[Finder]:
    for place, left, right in sides(rule, form):
        yield _comparison(rule, place, left, right)


def sides(rule: BalanceRule | AtMostRule, form: Form) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """The two sums that a rule compares, by the keys of their cells, in each place where it does."""
    first = rule.left[0]
    for cell in form.lines[rule.section, first]:
        lines = crossed(form, cell, first)
        yield (
            other_label(cell, first),
            tuple(lines[name] for name in rule.left),
            tuple(lines[name] for name in rule.right),
        )


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
        yield finding(rule, right_keys + left_keys, (left, right), {"place": place})

    return find


class Balances:
    """A table's balance in each column, on the cells that were typed: `signs` says on which side each of them counts.

    Totals are left aside, so that one typed over doesn't hide what is wrong above it.
    """

    def __init__(self, form: Form, section: str) -> None:
        rule = next(rule for rule in form.check if isinstance(rule, BalanceRule) and rule.section == section)
        self._section = section
        self.places: list[str] = []
        self.signs: dict[str, int] = {}
        self._columns: list[tuple[str, ...]] = []  # each with its total first, the typed cells after it
        by_row: dict[str, list[str]] = {}
        for place, left, right in sides(rule, form):
            if form.cells[left[0]].column.total_of:
                continue
            totals = [key for key in right if form.cells[key].parts]
            parts = [part for key in totals for part in form.cells[key].parts]
            signs = dict.fromkeys(left, 1) | dict.fromkeys([*parts, *right], -1)
            self.places.append(place)
            self._columns.append(tuple(dict.fromkeys([*totals, *signs])))
            for key in signs:
                if key not in totals:
                    self.signs[key] = signs[key]
                    by_row.setdefault(form.cells[key].row.id, []).append(key)
        self.rows = [tuple(keys) for keys in by_row.values()]

    def off_in(self, sheet: Sheet) -> list[int] | None:
        """By how much each column's balance fails, reckoned once for all rules that ask."""
        if self._section not in sheet.off:
            sheet.off[self._section] = self.off(sheet.figures)
        return sheet.off[self._section]

    def off(self, figures: Figures) -> list[int] | None:
        """By how much each column's balance fails; None if none does or one can't be told yet."""
        amounts: list[int] = []
        for keys in self._columns:
            amount = 0
            for key in keys:
                number = figures.numbers[key]
                if number is None:
                    return None
                amount += self.signs.get(key, 0) * int(number)
            amounts.append(amount)
        return amounts if any(amounts) else None

    def keys_of(self, off: list[int]) -> tuple[str, ...]:
        """The cells of the columns that fail."""
        failing = (keys for keys, amount in zip(self._columns, off, strict=True) if amount)
        return tuple(key for keys in failing for key in keys)

    def sets_right(self, row: tuple[str, ...], moved: list[int], off: list[int], figures: Figures) -> bool:
        """Whether other numbers in a row would make every column balance."""
        return all(
            amount + self.signs[key] * (new - int(figures.numbers[key] or 0)) == 0
            for amount, key, new in zip(off, row, moved, strict=True)
        )


def shifted(row: tuple[str, ...], step: int, figures: Figures) -> list[int] | None:
    """A row's numbers moved by `step` cells; None where that would drop one or moves nothing worth telling."""
    numbers = [int(figures.numbers[key] or 0) for key in row]
    lost = numbers[-1] if step > 0 else numbers[0]
    if lost or sum(number != 0 for number in numbers) < 2:
        return None
    return [0, *numbers[:-1]] if step > 0 else [*numbers[1:], 0]


def has_balance(form: Form, section: str) -> bool:
    """Whether the form has a balance for a section's table."""
    return any(isinstance(rule, BalanceRule) and rule.section == section for rule in form.check)


@finders.register
def _(rule: OppositeRule, form: Form) -> Iterator[Finder]:
    balances = Balances(form, rule.section)

    def find(sheet: Sheet) -> Iterator[Issue]:
        off = balances.off_in(sheet)
        wrong = [at for at, amount in enumerate(off or ()) if amount]
        if off and len(wrong) == 2 and not sum(off):
            place, other = (balances.places[at] for at in wrong)
            change, back = (f"{off[at]:+}" for at in wrong)
            words = {"place": place, "other": other, "change": change, "back": back}
            yield finding(rule, balances.keys_of(off), words=words)

    yield find


@finders.register
def _(rule: ShiftedRule, form: Form) -> Iterator[Finder]:
    balances = Balances(form, rule.section)

    def find(sheet: Sheet) -> Iterator[Issue]:
        off = balances.off_in(sheet)
        several = off and sum(amount != 0 for amount in off) > 1  # a row of two numbers touches two columns at least
        for row in balances.rows if several else ():
            for step, way in ((1, "右"), (-1, "左")):
                moved = shifted(row, step, sheet.figures)
                if off and moved and balances.sets_right(row, moved, off, sheet.figures):
                    keys = tuple(dict.fromkeys((*row, *balances.keys_of(off))))
                    yield finding(rule, keys, words={"place": form.cells[row[0]].row_label, "way": way})
                    return  # another row moved the other way would do as well; one is enough to look at

    yield find
