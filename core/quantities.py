"""The figures that texts state, reckoned from the tables of this year and the last."""

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from core.form import Form
from core.report import Figures
from core.terms import Condition, Name, Term, holds, parse_condition, parse_sum
from core.values import Number
from core.words import Quantity

_DIGITS = Decimal("0.01")  # of a percentage
UNKNOWN = "____"  # what a figure is written as while it's not known


class Quantities:
    """What a form's quantities are for one state of its numbers; each is reckoned when it's asked for."""

    def __init__(self, form: Form, figures: Figures, last: Mapping[str, Number]) -> None:
        self._form = form
        self._this, self._last = figures.numbers, last

    def value(self, name: str) -> Number | None:
        """The number a name stands for: a quantity, a cell or a number field; None if it's unknown."""
        quantity = self._form.quantities.get(name)
        if quantity is None:
            return self._this.get(name)
        return self._reckoned(quantity, quantity.sum)

    def admissible(self, name: str) -> Iterator[Number]:
        """The numbers that words for a quantity may mean, as far as they are known; names joined by + together."""
        if "+" in name:
            values = [self.value(part) for part in name.split("+")]
            known = [value for value in values if value is not None]
            if len(known) == len(values):
                yield sum(known, Decimal(0))
            return
        quantity = self._form.quantities[name]
        if self._reckoned(quantity, quantity.sum) is None:
            return  # what it mostly means isn't known yet
        for terms in (quantity.sum, *quantity.also):
            if (value := self._reckoned(quantity, terms)) is not None:
                yield value

    def holds(self, condition: str) -> bool:
        """Whether a condition on quantities holds; one that speaks of an unknown number does not."""
        parsed = _condition(condition)
        left, right = (self._total(terms, last=False) for terms in (parsed.left, parsed.right))
        return left is not None and right is not None and holds(parsed.relation, left, right)

    def change(self, name: str) -> Iterator[tuple[Number, Number]]:
        """Each sum that words for a quantity may mean, of this year and the last, where both are known."""
        if (quantity := self._form.quantities.get(name)) is None:
            return
        for terms in (quantity.sum, *quantity.also):
            this, last = self._sum(terms, last=False), self._sum(terms, last=True)
            if this is not None and last is not None:
                yield this, last

    def _reckoned(self, quantity: Quantity, terms: str) -> Number | None:
        value = self._sum(terms, last=quantity.last)
        if quantity.kind == "sum" or value is None:
            return value
        base = self._sum(quantity.of, last=False)
        if base is None or (base == 0 and quantity.kind != "gap"):
            return None
        if quantity.kind == "gap":
            return abs(value - base)
        return percentage(value if quantity.kind == "share" else abs(value - base), base)

    def _sum(self, terms: str, *, last: bool) -> Number | None:
        return self._total(_sum_of(terms), last=last)

    def _total(self, terms: tuple[Term, ...], *, last: bool) -> Number | None:
        total: Number = 0
        for term in terms:
            value = self._named(term.name, last=last) if term.name else 1
            if value is None:
                return None
            total += term.factor * value
        return total

    def _named(self, name: Name, *, last: bool) -> Number | None:
        past = last or name.last
        if quantity := self._form.quantities.get(name.name):
            return self._sum(quantity.sum, last=past)
        return self._last.get(name.name) if past else self._this.get(name.name)


def percentage(part: Number, whole: Number) -> Decimal:
    """How many per cent of a whole a part is, to two places."""
    return rounded(Decimal(part) * 100 / Decimal(whole))


def rounded(percent: Decimal) -> Decimal:
    """A percentage to two places, without zeros at the end."""
    told = f"{percent.quantize(_DIGITS, ROUND_HALF_UP):f}".rstrip("0").rstrip(".")
    return Decimal(told or "0")


@lru_cache(maxsize=512)
def _sum_of(terms: str) -> tuple[Term, ...]:
    return parse_sum(terms)


@lru_cache(maxsize=128)
def _condition(text: str) -> Condition:
    return parse_condition(text)
