"""Tab-separated text, as Excel, WPS and Word put it on the clipboard -> a grid."""

import csv
import io
from itertools import islice

from core.reading.grid import MOST_CELLS, Grid, Piece

_LONGEST = 5_000_000  # characters


def read_text(text: str) -> Grid:
    """Read tab-separated lines; a cell in "quotes" may hold line ends, as Excel writes it."""
    text = text[:_LONGEST].replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    try:
        rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True), MOST_CELLS))
    except csv.Error:  # a quotation mark that's no quoting: it never ends, or ends within a word
        lines = text.removesuffix("\n").split("\n", MOST_CELLS)[:MOST_CELLS]
        rows = [line.split("\t", MOST_CELLS)[:MOST_CELLS] for line in lines]
    grid: list[list[Piece]] = []
    left = MOST_CELLS
    for at, row in enumerate(rows):
        if left <= 0:
            break
        cells = row[:left] or [""]  # csv has no cell in a blank line
        grid.append([Piece(" ".join(cell.split()), at, col) for col, cell in enumerate(cells)])
        left -= len(cells)
    return grid
