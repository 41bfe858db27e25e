"""Figures that a text says another one is made of: "受理 12 件（网上 9 件、当面 3 件）"."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from core.prose.words import Token, plain, tokens

_OPENS = re.compile(r"[（(]")
_SOME = re.compile(r"[（(]?(?:其中|包括|包含|含)")  # may leave some out
_CUT = re.compile(r"…|\.\.\.|等")
_AMONG = re.compile(r"[，。；]?其中[，：:]?")


class Parts(Struct, frozen=True):
    """A figure and what it's said to be made of, with their place in the text; `all` says that nothing is left out."""

    total: Decimal
    parts: tuple[Decimal, ...]
    start: int
    end: int
    all: bool

    @property
    def disagree(self) -> bool:
        """Whether the parts can't make up the figure."""
        made = sum(self.parts, Decimal(0))
        return made != self.total if self.all else made > self.total


@lru_cache(maxsize=256)
def parts(text: str, year: int | None) -> tuple[Parts, ...]:
    """Find the figures a paragraph divides up: in a bracket behind, or in a list after 其中."""
    told = plain(text)
    figures = [token for token in tokens(told, year) if token.kind in ("number", "money")]
    return tuple(found for at in range(len(figures)) for found in _of(figures, at, told))


def _of(figures: list[Token], at: int, told: str) -> Iterator[Parts]:
    figure = figures[at]
    if figure.value is None:
        return
    rest = told[figure.end :]
    if _OPENS.match(rest):
        end = next((place for place in range(figure.end + 1, len(told)) if told[place] in "）)"), len(told) - 1) + 1
    elif _AMONG.match(rest):
        end = _end_of_list(figure, figures[at + 1 :], told)
    else:
        return
    inside = told[figure.end : end]
    same = [token for token in figures[at + 1 :] if token.end <= end and _unit(token) == _unit(figure)]
    values = tuple(token.value for token in same if token.value is not None)
    if len(values) > 1 and len(values) == len(same) and "；" not in inside and not _CUT.search(inside):
        whole = bool(_OPENS.match(rest)) and not _SOME.match(inside)
        yield Parts(figure.value, values, figure.start, end, all=whole and figure.kind == "number")


def _end_of_list(figure: Token, after: Sequence[Token], told: str) -> int:
    """Where the list behind 其中 ends: amounts go on to the end of the sentence, numbers as long as 、 joins them."""
    if figure.kind == "money":
        return next((place for place in range(figure.end + 2, len(told)) if told[place] == "。"), len(told))
    end = figure.end
    for at, token in enumerate(after):
        between = told[end : token.start]
        if (at and told[end : end + 1] != "、") or (not at and re.search("[。；]", between[2:])):
            break
        end = token.end
    return end


def _unit(token: Token) -> str:
    """What a figure is given in: its last character."""
    return token.text[-1]
