"""A cell's value <-> a number to reckon with. Never float."""

import re
from decimal import Decimal

Number = int | Decimal

_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


def well_formed(typed: str) -> str:
    """Replace halves of characters, as a broken clipboard may hold, by a visible mark; no file could keep them."""
    return typed.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def parse_year(typed: str) -> int | None:
    """Read a year of four digits."""
    figure = typed.strip().translate(_FULL_WIDTH)
    return int(figure) if re.fullmatch("[1-9][0-9]{3}", figure) else None


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
