"""The balance of each column of a table, in the short words of the strip below it (F3)."""

import re

from msgspec import Struct

from core.check_kinds import crossed
from core.check_sums import sides
from core.form import Form
from core.report import Figures
from core.rules import BalanceRule
from core.values import show


class Standing(Struct, frozen=True):
    """How a column stands: its cells, the equation in words, the cells still blank, the difference if it's known."""

    column: str
    keys: tuple[str, ...]
    equation: str
    missing: int
    difference: int

    @property
    def short(self) -> str:
        """The few characters there are room for below a column."""
        if self.missing:
            return f"缺 {self.missing}"
        return f"✗ 差 {abs(self.difference)}" if self.difference else "✓"

    @property
    def told(self) -> str:
        """The whole line: "自然人：新收 12 + 上年 3 = 办结 14 + 结转 0 ✗ 差 1"."""
        state = f"尚缺 {self.missing} 格" if self.missing else self.short
        return f"{self.without_state} {state}"

    @property
    def without_state(self) -> str:
        """The line without its end, where there's little room: the column itself says it."""
        return f"{self.column}：{self.equation}"


class Strip:
    """The columns of a section's table that have to balance; none if the form has no strip for it."""

    def __init__(self, form: Form, section: str) -> None:
        self._columns: list[tuple[str, str, dict[str, str], tuple[str, ...], tuple[str, ...]]] = []
        for rule in form.check:
            if isinstance(rule, BalanceRule) and rule.section == section and rule.strip:
                for place, left, right in sides(rule, form):
                    lines = crossed(form, form.cells[left[0]], rule.left[0])
                    named = {name: lines[name] for name in rule.left + rule.right}
                    self._columns.append((place, rule.strip, named, left, right))

    def standings(self, figures: Figures) -> tuple[Standing, ...]:
        """Say of each column how it stands."""
        return tuple(_standing(*column, figures=figures) for column in self._columns)


def _standing(
    place: str, words: str, lines: dict[str, str], left: tuple[str, ...], right: tuple[str, ...], *, figures: Figures
) -> Standing:
    missing = sum(_missing(figures, key) for key in left + right)
    equation = re.sub(r"\{(.*?)\}", lambda match: _shown(figures, lines[match[1]]), words)
    both = [sum(figures.numbers[key] or 0 for key in side) for side in (left, right)]
    return Standing(place, left + right, equation, missing, 0 if missing else int(both[0] - both[1]))


def _missing(figures: Figures, key: str) -> int:
    if figures.numbers[key] is not None:
        return 0
    return figures.totals[key].missing if key in figures.totals else 1


def _shown(figures: Figures, key: str) -> str:
    figure = figures.numbers[key]
    return "□" if figure is None else show(figure)
