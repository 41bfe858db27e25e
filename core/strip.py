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
        return f"{self.column}：{self.equation}　{state}"


def standings(form: Form, section: str, figures: Figures) -> tuple[Standing, ...]:
    """Say of each column of a section's table how it stands; empty if the form has no strip for it."""
    found: list[Standing] = []
    for rule in form.check:
        if isinstance(rule, BalanceRule) and rule.section == section and rule.strip:
            for place, left, right in sides(rule, form):
                lines = crossed(form, form.cells[left[0]], rule.left[0])
                found.append(_standing(rule.strip, place, (left, right), lines, figures))
    return tuple(found)


def _standing(
    equation: str, place: str, sums: tuple[tuple[str, ...], ...], lines: dict[str, str], figures: Figures
) -> Standing:
    left, right = sums
    missing = sum(_missing(figures, key) for key in left + right)
    equation = re.sub(r"\{(.*?)\}", lambda match: _shown(figures, lines[match[1]]), equation)
    both = [sum(figures.numbers[key] or 0 for key in side) for side in (left, right)]
    return Standing(place, left + right, equation, missing, 0 if missing else int(both[0] - both[1]))


def _missing(figures: Figures, key: str) -> int:
    if figures.numbers[key] is not None:
        return 0
    return figures.totals[key].missing if key in figures.totals else 1


def _shown(figures: Figures, key: str) -> str:
    figure = figures.numbers[key]
    return "□" if figure is None else show(figure)
