"""Plain text of a whole report, as copied out of Word or a web page -> its paragraphs and tables.

Cells stand one below the other, each behind a tab, a blank line ends a row; or a row is one line with tabs in it.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from core.reading.grid import MOST_CELLS, Grid, Piece

_LONGEST = 5_000_000  # characters


def read_plain(text: str) -> list[str | Grid]:
    """Read the paragraphs and tables of a text, in order."""
    lines = text[:_LONGEST].replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    blocks: list[str | Grid] = []
    for is_table, part in groupby(_joined(lines), key=lambda line: isinstance(line, list)):
        if is_table:
            rows = [line for line in part if isinstance(line, list) and any(line)]  # blank rows are lost merges
            blocks.append(_grid(rows))
        else:
            blocks += [line.strip() for line in part if isinstance(line, str) and line.strip()]
    return blocks


def _joined(lines: Sequence[str]) -> Iterator[str | list[str]]:
    """Lines of text as they are, and rows of a table as lists of cells."""
    row: list[str] = []
    ended = False  # a blank line has ended the row, and what follows without a tab is text again
    for line in lines:
        if line.startswith("\t") and "\t" not in line[1:].rstrip():
            if ended and row:
                yield row
                row = []
            row.append(line.strip())
            ended = False
        elif row and not ended and line.strip() and "\t" not in line:
            row[-1] = f"{row[-1]}{line.strip()}"  # a cell over several lines
        elif row and not line.strip():
            ended = True
        else:
            if row:
                yield row
                row = []
            yield [cell.strip() for cell in line.split("\t")] if "\t" in line.strip() else line
    if row:
        yield row


def _grid(rows: Sequence[list[str]]) -> Grid:
    left = MOST_CELLS
    grid: list[list[Piece]] = []
    for at, row in enumerate(rows):
        left -= len(row)
        if left < 0:
            break
        grid.append([Piece(" ".join(cell.split()), at, col) for col, cell in enumerate(row)])
    return grid
