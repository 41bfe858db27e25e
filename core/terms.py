"""Conditions on sums, as an edition file writes them: "carried_forward > 0.3 * new_received + 2".

A term is a number, a name, a number times a name, or "name % n" (what is left after dividing by n). A name stands
for this year's number, "last:name" for last year's.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from msgspec import Struct

from core.values import Number

_RELATIONS: dict[str, Callable[[Any, Any], bool]] = {">=": ge, "<=": le, "!=": ne, ">": gt, "<": lt, "=": eq}
_RELATION = re.compile("|".join(_RELATIONS))
_TERM = re.compile(
    r"\s*(?P<sign>[+-]?)\s*(?:(?P<factor>\d+(?:\.\d+)?)\s*(?P<times>\*)?\s*)?"
    r"(?:(?P<last>last:)?(?P<name>[a-z_][a-z_/]*)(?:\s*%\s*(?P<modulo>\d+))?)?\s*"
)


class Name(Struct, frozen=True):
    """What a term speaks of: a cell or line, this year's or last year's."""

    name: str
    last: bool = False

    def __str__(self) -> str:
        return f"last:{self.name}" if self.last else self.name


class Term(Struct, frozen=True):
    """A number times what a name stands for; the number alone if there's no name; `modulo` 0 means none."""

    factor: Number
    name: Name | None = None
    modulo: int = 0


class Condition(Struct, frozen=True):
    """Two sums and how they should relate."""

    left: tuple[Term, ...]
    relation: str
    right: tuple[Term, ...]

    @property
    def is_equation(self) -> bool:
        """Whether it says that two sums differ that should be equal; what is left of a division is no sum."""
        return self.relation == "!=" and not any(term.modulo for term in self.left + self.right)

    @property
    def names(self) -> tuple[Name, ...]:
        """All names in it, from left to right."""
        return tuple(term.name for term in self.left + self.right if term.name)


def parse_condition(text: str) -> Condition:
    """Read a condition. Raises ValueError with what can't be read."""
    relations = _RELATION.findall(text)
    if len(relations) != 1:
        raise ValueError(text)
    left, right = _RELATION.split(text)
    return Condition(parse_sum(left), relations[0], parse_sum(right))


def parse_name(text: str) -> Name:
    """Read a name, with "last:" before it for last year's number."""
    return Name(text.removeprefix("last:"), text.startswith("last:"))


def parse_sum(text: str) -> tuple[Term, ...]:
    """Read a sum of terms. Raises ValueError with what can't be read."""
    terms: list[Term] = []
    at = 0
    while at < len(text):
        match = _TERM.match(text, at)
        if not match or match.end() == at or not _complete(match, first=not terms):
            raise ValueError(text.strip())
        figure = match["factor"] or "1"
        factor = Decimal(figure) if "." in figure else int(figure)
        name = Name(match["name"], bool(match["last"])) if match["name"] else None
        terms.append(Term(-factor if match["sign"] == "-" else factor, name, int(match["modulo"] or 0)))
        at = match.end()
    if not terms:
        raise ValueError(text.strip() or "?")
    return tuple(terms)


def _complete(match: re.Match[str], *, first: bool) -> bool:
    """Whether a term has all it needs: a sign between it and the one before, × between number and name."""
    named, counted = bool(match["name"]), bool(match["factor"])
    return (
        (named or counted)
        and int(match["modulo"] or 1) > 0
        and bool(match["times"]) == (named and counted)
        and (first or bool(match["sign"]))
    )


def value_of(
    terms: tuple[Term, ...], this: Mapping[str, Number | None], last: Mapping[str, Number | None]
) -> Number | None:
    """The sum of some terms, from this year's numbers and last year's; None while one of them is unknown."""
    total: Number = 0
    for term in terms:
        name, figure = term.name, 1
        if name is not None:
            figure = (last if name.last else this).get(name.name)
            if figure is None:
                return None
            if term.modulo:
                figure %= term.modulo
        total += term.factor * figure
    return total


def holds(relation: str, left: Number, right: Number) -> bool:
    """Whether two sums relate as a condition says."""
    return _RELATIONS[relation](left, right)
