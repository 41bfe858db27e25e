"""Which cells of a row hold its numbers, one for each column that a header names (SAFETY P9)."""

from collections.abc import Sequence

from msgspec import Struct

from core.reading.grid import Piece
from core.reading.header import Columns


class Row(Struct, frozen=True):
    """A row of a grid: what stands at each place, its pieces up to the label, and those behind it."""

    places: Sequence[Piece]
    labels: Sequence[Piece]
    values: Sequence[Piece]


class Numbers(Struct, frozen=True):
    """The cells of a row in the order of the columns; `by_order` says that nothing but their order paired them."""

    pieces: Sequence[Piece]
    by_order: bool = False


def numbers(row: Row, columns: Columns, labels: int) -> Numbers | None:
    """The cells that hold the row's numbers; None if any of them could belong to another column, or to none.

    Each must stand below the name of its column. Where no place of a name is known, or the label itself stands below
    the first name, the order has to do; `labels` is how many label columns the form's table has.
    """
    if not columns.spots:
        pieces = _in_order(row, len(columns.lines), labels)
        return Numbers(pieces, by_order=True) if pieces else None
    below_first = row.places[columns.spots[0].start : columns.spots[0].stop]
    if below_first and set(below_first) <= set(row.labels):
        pieces = _pushed(row, columns.spots)
        return Numbers(pieces, by_order=True) if pieces else None
    pieces = _below(row, columns.spots)
    return Numbers(pieces) if pieces else None


def _below(row: Row, spots: Sequence[range]) -> list[Piece] | None:
    """What stands below each name, be it beside the label; nothing may stand below two names, or below none."""
    taken: set[Piece] = set()
    found: list[Piece] = []
    for spot in spots:
        here = [piece for piece in dict.fromkeys(row.places[spot.start : spot.stop]) if piece not in row.labels]
        written = [piece for piece in here if piece.text]
        if not here or len(written) > 1 or not taken.isdisjoint(here):
            return None
        taken.update(here)
        found.append((written or here)[0])
    return None if any(piece.text and piece not in taken for piece in row.values) else found


def _pushed(row: Row, spots: Sequence[range]) -> list[Piece] | None:
    """Cells that a label, wider than the header's corner, has pushed to the right: one for one beside each other."""
    side_by_side = all(len(spot) == 1 and spot.start == spots[0].start + at for at, spot in enumerate(spots))
    values = _without_end(row.values, len(spots))
    unmerged = len(row.places[row.places.index(row.values[0]) :]) == len(row.values) if row.values else False
    return values if side_by_side and unmerged and len(values) == len(spots) else None


def _in_order(row: Row, wanted: int, labels: int) -> list[Piece] | None:
    """As many cells as there are columns; blanks that merged labels leave in front are passed over."""
    pieces = row.values
    start = next((at for at, piece in enumerate(pieces) if piece.text or piece.col >= labels), len(pieces))
    values = _without_end(pieces[start:], wanted)
    return values if len(values) == wanted else None


def _without_end(pieces: Sequence[Piece], wanted: int) -> list[Piece]:
    """The pieces without blank ones at the end that are too many."""
    values = list(pieces)
    while len(values) > wanted and not values[-1].text:
        del values[-1]
    return values
