"""A grid from elsewhere -> the cells of the form, row and column by label, never by place (SAFETY P9)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from msgspec import Struct

from core.form import Form, cell_key
from core.reading.grid import Grid, Piece, distinct
from core.reading.header import read_header
from core.reading.labels import Named, find, named, plain
from core.reading.numbers import Row, numbers
from core.words import Block, Section

_TELLING = 3  # characters of a label that can tell a table: 其他 and 总计 stand in many
_LONGEST = 60  # characters of a row that is told
_HEADER = 6  # rows above a row of numbers that can be its header
_MOST_GRIDS = 300  # of one page
_MOST_ROWS = 500  # of one grid; no table of ours has a tenth of it


class Found(Struct, frozen=True):
    """A statutory table found in a grid: the text of each cell as it stands there, and what could not be placed.

    `by_order` says that no header named the columns one by one, so that their order had to do.
    """

    section: str
    texts: dict[str, str]
    unplaced: tuple[str, ...] = ()
    by_order: bool = False


@dataclass(slots=True)
class _Rows:
    """The rows of one block met in the grid."""

    block: Block
    at: list[int] = field(default_factory=list)
    met: dict[str, Row] = field(default_factory=dict)
    twice: set[str] = field(default_factory=set)


def find_tables(form: Form, grids: Sequence[Grid]) -> list[Found]:
    """Find the form's tables in grids, each told by its labels; a grid that names no line of the form is none.

    A table that a page end had cut is put together; what stands twice is placed nowhere.
    """
    met: dict[str, list[Found]] = {}
    for grid in grids[:_MOST_GRIDS]:
        if table := _best(form, grid[:_MOST_ROWS]):
            met.setdefault(table.section, []).append(table)
    return [_joined(tables) for tables in met.values()]


def _best(form: Form, grid: Grid) -> Found | None:
    tables = (_match(section, grid) for section in form.section if section.table)
    return max((table for table in tables if table), key=lambda table: len(table.texts), default=None)


def _joined(tables: Sequence[Found]) -> Found:
    texts: dict[str, str] = {}
    twice: set[str] = set()
    for table in tables:
        twice |= texts.keys() & table.texts.keys()
        texts |= table.texts
    told = [row for table in tables for row in table.unplaced]
    if twice:
        told.append("同一张表出现了两次，两处都有的格没有取用")
    once = {key: text for key, text in texts.items() if key not in twice}
    return Found(tables[0].section, once, tuple(told), any(table.by_order for table in tables))


def _match(section: Section, grid: Grid) -> Found | None:
    assert section.table
    labels = len(section.table.label_widths)
    if not labels:
        return _match_unlabelled(section, section.table.block[0], grid)
    blocks, strangers = _sort_rows(section.table.block, grid, labels)
    if not any(_tells(rows) for rows in blocks):
        return None
    texts: dict[str, str] = {}
    # a number merged over two rows is that of one of them, or of both together
    merged = {piece for above, below in pairwise(grid) for piece in set(above) & set(below)}
    by_order, met = False, {at for rows in blocks for at in rows.at}
    for rows in (rows for rows in blocks if rows.at):
        top = rows.at[0]
        before = max((at + 1 for at in met if at < top), default=0)
        columns = read_header(rows.block, grid[max(before, top - _HEADER) : top], labels)
        for line in (line for line in rows.block.rows if line.id in rows.met):
            row = rows.met[line.id]
            found = numbers(row, columns, labels) if columns and line.id not in rows.twice else None
            if columns and found and merged.isdisjoint(piece for piece in found.pieces if piece.text):
                by_order = by_order or found.by_order
                for column, piece in zip(columns.lines, found.pieces, strict=True):
                    texts[cell_key(section.id, line, column)] = piece.text
            elif any(piece.text for piece in row.values):
                strangers.append(_told([Piece(line.path[-1], 0, 0), *row.values]))
    return Found(section.id, texts, tuple(strangers), by_order)


def _tells(rows: _Rows) -> bool:
    """Whether one of the rows met has a label that says which table this is."""
    return any(len(plain(line.path[-1])) >= _TELLING for line in rows.block.rows if line.id in rows.met)


def _sort_rows(blocks: Sequence[Block], grid: Grid, labels: int) -> tuple[list[_Rows], list[str]]:
    """Give every row to the line its label means; rows with numbers under a label of no line are told."""
    sorted_rows = [_Rows(block) for block in blocks]
    owner = {line.id: rows for rows in sorted_rows for line in rows.block.rows}
    names = [named(line.id, line.path) for block in blocks for line in block.rows]
    headings = {plain(line.path[-1]) for block in blocks for line in block.columns}
    groups: dict[int, str] = {}  # the label last seen in each label column: text has no merged cells
    strangers: list[str] = []
    for at, places in enumerate(grid):
        pieces = list(distinct(places))
        spot, line = _find_label(pieces[:labels], groups, names)
        if line and any(plain(piece.text) in headings for piece in pieces[spot + 1 :]):
            continue  # 其他 and 总计 head columns, too
        if not line:
            if any(map(_is_number, pieces[1:])):
                strangers.append(_told(pieces))
            continue
        rows = owner[line]
        rows.at.append(at)
        if line in rows.met:
            rows.twice.add(line)
        rows.met[line] = Row(places, pieces[: spot + 1], pieces[spot + 1 :])
    return sorted_rows, strangers


def _find_label(pieces: Sequence[Piece], groups: dict[int, str], names: Sequence[Named]) -> tuple[int, str]:
    """The rightmost of the first pieces that means a line, and that line; "" if none does."""
    for piece in pieces:
        if piece.text:
            groups[piece.col] = piece.text
    for spot in range(len(pieces) - 1, -1, -1):
        piece = pieces[spot]
        around = [text for col, text in groups.items() if col < piece.col]
        if line := find(piece.text, around, names):
            return spot, line
    return -1, ""


def _match_unlabelled(section: Section, block: Block, grid: Grid) -> Found | None:
    """A table without row labels, told by its header: its one row of numbers, else its last of dashes or blanks."""
    rows = [list(distinct(places)) for places in grid]
    likely = [at for at, row in enumerate(rows) if len(row) >= len(block.columns) and all(map(_may_stand, row))]
    for fits in (_is_number, _is_dash, _is_blank):
        fitting = [at for at in likely if any(map(fits, rows[at]))]
        if not fitting:
            continue
        if fits is _is_number and len(fitting) > 1:
            return None  # this year's and last year's?
        at = fitting[-1]
        columns = read_header(block, [line for line in grid[max(0, at - _HEADER) : at] if not _is_title(line)], 0)
        found = numbers(Row(grid[at], [], rows[at]), columns, 0) if columns else None
        if columns is None or found is None or found.by_order:
            return None
        keys = [cell_key(section.id, block.rows[0], column) for column in columns.lines]
        return Found(section.id, dict(zip(keys, (piece.text for piece in found.pieces), strict=True)))
    return None


def _is_title(line: Sequence[Piece]) -> bool:
    """Whether a row names no columns: it's blank, or one text for all of them."""
    return len({piece for piece in line if piece.text}) < 2


def _is_number(piece: Piece) -> bool:
    return any(char.isdigit() for char in piece.text) and len(piece.text) <= 20 and not piece.text[:1].isalpha()


def _is_dash(piece: Piece) -> bool:
    return bool(piece.text) and (piece.text == "无" or not any(char.isalnum() for char in piece.text))


def _is_blank(piece: Piece) -> bool:
    return not piece.text


def _may_stand(piece: Piece) -> bool:
    return _is_number(piece) or _is_dash(piece) or _is_blank(piece)


def _told(pieces: Sequence[Piece]) -> str:
    return " ".join(piece.text for piece in pieces if piece.text)[:_LONGEST]
