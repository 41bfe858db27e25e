"""What was typed <-> a number. Never float, never a silent change."""

import re
from decimal import Decimal

from msgspec import Struct

Number = int | Decimal

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．＋－", "0123456789.+-")
_LONGEST = 200  # characters; no number with its note is longer
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
    if len(typed) > _LONGEST:
        return None
    figure, note = _split_note(typed.strip())
    figure = figure.translate(_FULL_WIDTH)
    if not _FIGURES[kind].fullmatch(figure):
        return None
    return Reading(figure if kind == "amount" else int(figure), note)


def well_formed(typed: str) -> str:
    """Replace halves of characters, as a broken clipboard may hold, by a visible mark; no file could keep them."""
    return typed.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def parse_year(typed: str) -> int | None:
    """Read a year of four digits."""
    figure = typed.strip().translate(_FULL_WIDTH)
    return int(figure) if re.fullmatch("[1-9][0-9]{3}", figure) else None


def _split_note(typed: str) -> tuple[str, str]:
    """Part a number from the note in brackets behind it."""
    start = max(typed.rfind("（"), typed.rfind("("))
    note = typed[start:]
    if start < 0 or note[-1] not in "）)" or len(note) < 3 or any(mark in note[1:-1] for mark in "）)"):
        return typed, ""
    return typed[:start].rstrip(), note


def fits(kind: str, value: int | str | None) -> bool:
    """Whether a value, as a draft may hold it, is one for a cell of `kind`: no count is negative or has decimals."""
    if isinstance(value, int):
        return value >= 0 or kind == "change"
    return value is not None and kind == "amount"


def number(value: int | str) -> Number:
    """Return a cell's value as a number to reckon with: int, or Decimal for an amount."""
    return value if isinstance(value, int) else Decimal(value)


def show(figure: Number) -> str:
    """Write a number as it stands in a sentence, without exponent or separators."""
    return f"{figure:f}" if isinstance(figure, Decimal) else str(figure)
