"""What was typed <-> a number. Never float, never a silent change."""

import re
from decimal import Decimal

from msgspec import Struct

Number = int | Decimal

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．＋－", "0123456789.+-")
_NOTE = re.compile(r"(?P<figure>[^（(]*?)\s*(?P<note>[（(][^（()）]+[）)])", re.DOTALL)
_FIGURES = {
    "count": re.compile(r"[0-9]{1,9}"),
    "amount": re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,20})?"),
    "change": re.compile(r"[+-]?[0-9]{1,9}"),
}


class Reading(Struct, frozen=True):
    """What a cell's text says: a count as int, an amount as the decimal string typed, a note with its brackets."""

    value: int | str
    note: str = ""


def parse(kind: str, typed: str) -> Reading | None:
    """Read the text of a cell of `kind` (count, amount or change); None if it's not a number.

    Full-width digits and blanks around are understood. Amounts stay decimal strings in 万元, digit for digit
    ("18.8710" keeps its 0). Blank text is not a number either: blank is unknown, never 0.
    """
    figure, note = typed.strip(), ""
    if match := _NOTE.fullmatch(figure):
        figure, note = match["figure"], match["note"]
    figure = figure.translate(_FULL_WIDTH)
    if not _FIGURES[kind].fullmatch(figure):
        return None
    return Reading(figure if kind == "amount" else int(figure), note)


def number(value: int | str) -> Number:
    """Return a cell's value as a number to reckon with: int, or Decimal for an amount."""
    return value if isinstance(value, int) else Decimal(value)


def show(figure: Number) -> str:
    """Write a number as it stands in a sentence, without exponent or separators."""
    return f"{figure:f}" if isinstance(figure, Decimal) else str(figure)
