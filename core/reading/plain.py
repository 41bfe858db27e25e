"""Plain text of a whole report, as copied out of Word or a web page -> its paragraphs and tables.

Cells stand one below the other, each behind a tab, a blank line ends a row; or a row is one line with tabs in it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from core.reading.grid import MOST_CELLS, Grid, Piece

_LONGEST = 5_000_000  # characters
_LONGEST_CELL = 60  # characters of a cell that stands on a line of its own
_PAGE_NUMBER = re.compile(r"[-—－\s]*\d{1,4}[-—－\s]*|第?\s*\d{1,4}\s*页.{0,8}")


def read_plain(text: str) -> list[str | Grid]:
    """Read the paragraphs and tables of a text, in order."""
    lines = text[:_LONGEST].replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    blocks: list[str | Grid] = []
    for is_table, part in groupby(_joined(lines), key=lambda line: isinstance(line, list)):
        if is_table:
            rows = [line for line in part if isinstance(line, list) and any(line)]  # blank rows are lost merges
            if any(len(row) > 1 for row in rows):
                blocks.append(_grid(rows))
            else:
                blocks += [cell for row in rows for cell in row]  # paragraphs set in by a tab
        else:
            blocks += [line.strip() for line in part if isinstance(line, str) and line.strip()]
    return blocks


def _joined(lines: Sequence[str]) -> Iterator[str | list[str]]:
    """Lines of text as they are, and rows of a table as lists of cells."""
    row: list[str] = []
    ended = False  # a blank line has ended the row, and what follows without a tab is text again
    for line in lines:
        if _is_cell(line):
            if ended and row:
                yield row
                row = []
            row.append(line.strip())
            ended = False
        elif row and not ended and line.strip() and "\t" not in line and _goes_on(row[-1], line):
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


def _is_cell(line: str) -> bool:
    """Whether a line is a cell of its own: a tab and a few words; a sentence is a paragraph set in by a tab."""
    alone = line.startswith("\t") and "\t" not in line[1:].rstrip()
    return alone and "。" not in line and len(line.strip()) <= _LONGEST_CELL


def _goes_on(cell: str, line: str) -> bool:
    """Whether a line can be the rest of the words in a cell above; a number is whole, and so is a dash."""
    letters = sum(char.isalpha() for char in cell)
    is_word = letters > 1 if any(char.isdigit() for char in cell) else letters > 0 and cell != "无"
    return is_word and not _PAGE_NUMBER.fullmatch(line.strip())


def _grid(rows: Sequence[list[str]]) -> Grid:
    left = MOST_CELLS
    grid: list[list[Piece]] = []
    for at, row in enumerate(rows):
        left -= len(row)
        if left < 0:
            break
        grid.append([Piece(" ".join(cell.split()), at, col) for col, cell in enumerate(row)])
    return grid
