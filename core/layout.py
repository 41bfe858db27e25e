"""From label paths to the merged cells of a statutory table."""

from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

Path = tuple[str, ...]


class LaidCell(Struct, frozen=True):
    """One cell of the table as printed: its place in the grid, its spans, its label or its key."""

    row: int
    col: int
    rowspan: int
    colspan: int
    text: str = ""
    key: str = ""
    role: str = "value"  # title, corner, column, row or value


class Span(Struct, frozen=True):
    """A label over `length` neighbouring lines, at `level` and filling `depth` levels."""

    start: int
    length: int
    level: int
    depth: int
    text: str


def merge(paths: Sequence[Path], depth: int) -> list[Span]:
    """Turn the label paths of neighbouring lines into merged labels, `depth` levels deep.

    Neighbours that share a prefix become one label; the last label of a short path stretches to fill the depth.
    """
    return list(_merge(list(enumerate(paths)), 0, depth))


def _merge(lines: list[tuple[int, Path]], level: int, depth: int) -> list[Span]:
    spans: list[Span] = []
    for _, group in groupby(lines, key=lambda line: _group(line, level)):
        members = list(group)
        start, path = members[0]
        if level >= len(path):
            continue
        last = level == len(path) - 1
        spans.append(Span(start, len(members), level, depth - level if last else 1, path[level]))
        if not last:
            spans.extend(_merge(members, level + 1, depth))
    return spans


def _group(line: tuple[int, Path], level: int) -> tuple[object, ...]:
    """Lines belong together while they share a label and both go deeper."""
    index, path = line
    return (path[level],) if level < len(path) - 1 else (index,)


def lay_block(
    *,
    top: int,
    title: str,
    corner: str,
    columns: Sequence[Path],
    rows: Sequence[Path],
    keys: Sequence[Sequence[str]],
    label_count: int,
    value_count: int,
) -> list[LaidCell]:
    """Lay out one block of a table from grid row `top` on; `keys[r][c]` names its value cells.

    A block with fewer columns than the table has lets its last column stretch.
    """
    width = label_count + value_count
    cells: list[LaidCell] = []
    if title:
        cells.append(LaidCell(top, 0, 1, width, title, role="title"))
        top += 1
    depth = max(len(path) for path in columns)
    if label_count:
        cells.append(LaidCell(top, 0, depth, label_count, corner, role="corner"))
    stretch = value_count - len(columns)
    for span in merge(columns, depth):
        wider = stretch if span.start + span.length == len(columns) else 0
        col = label_count + span.start
        cells.append(LaidCell(top + span.level, col, span.depth, span.length + wider, span.text, role="column"))
    top += depth
    for span in merge(rows, label_count):
        cells.append(LaidCell(top + span.start, span.level, span.length, span.depth, span.text, role="row"))
    for r, row_keys in enumerate(keys):
        for c, key in enumerate(row_keys):
            wider = stretch if c == len(columns) - 1 else 0
            cells.append(LaidCell(top + r, label_count + c, 1, 1 + wider, key=key))
    return cells
