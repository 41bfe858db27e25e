"""A table from elsewhere as a grid of cells, merges resolved and bounded (SAFETY P10)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MOST_SPAN = 63  # no table of ours is wider; a larger span is a trick or a mistake
MOST_CELLS = 50_000


@dataclass(frozen=True, eq=False, slots=True)
class Piece:
    """One cell of the table: its text and its upper left place. A merged cell is one piece in many places."""

    text: str
    row: int
    col: int


Grid = Sequence[Sequence[Piece]]
"""Rows of pieces, one for each place; rows may differ in length."""


class GridMaker:
    """Lays out cells row by row as HTML and Word do: each takes the first free place of its row."""

    def __init__(self, most: int = MOST_CELLS) -> None:
        self._most = most
        self._places: dict[tuple[int, int], Piece] = {}
        self._row = -1
        self._col = 0

    @property
    def full(self) -> bool:
        """Whether the bound of all cells is reached; rows count, too."""
        return len(self._places) >= self._most or self._row >= self._most

    def next_row(self) -> None:
        """Begin the next row."""
        self._row += 1
        self._col = 0

    def add(self, text: str, rowspan: int = 1, colspan: int = 1) -> None:
        """Put a cell into the row; spans are clamped, and what exceeds the bound of all cells is left out."""
        while (self._row, self._col) in self._places:
            self._col += 1
        piece = Piece(text, self._row, self._col)
        for row in range(self._row, self._row + clamped(rowspan)):
            for col in range(self._col, self._col + clamped(colspan)):
                if len(self._places) >= self._most:
                    return
                self._places.setdefault((row, col), piece)

    def grid(self) -> Grid:
        """All rows begun, each as long as its cells; what hangs over the last of them is cut."""
        rows: list[list[Piece]] = [[] for _ in range(min(self._row + 1, self._most))]
        left = self._most
        for (row, col), piece in sorted(self._places.items(), key=lambda item: item[0]):
            left -= col + 1 - len(rows[row]) if row < len(rows) else 0
            if row < len(rows) and left >= 0:
                # a cell may hang down beside a row that has none of its own
                rows[row] += [Piece("", row, at) for at in range(len(rows[row]), col)]
                rows[row].append(piece)
        return rows


def clamped(span: int) -> int:
    """A span as it's laid out: at least one place, at most as many as any table of ours has."""
    return min(max(span, 1), MOST_SPAN)


def distinct(row: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces of a row from left to right, each once."""
    seen: Piece | None = None
    for piece in row:
        if piece is not seen:
            yield piece
        seen = piece


def texts(grid: Grid) -> list[list[str]]:
    """What stands at each place; a merged cell has its text at its upper left place only."""
    return [
        [piece.text if (piece.row, piece.col) == (row, col) else "" for col, piece in enumerate(line)]
        for row, line in enumerate(grid)
    ]
