"""A grid from elsewhere -> the cells of the form, row and column by label, never by place (SAFETY P9)."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from core.form import Form, cell_key
from core.reading.grid import Grid, Piece, distinct
from core.reading.labels import Named, find, named, plain
from core.words import Block, Line, Section

_SAME_HEADER = 0.9  # difflib's ratio from which a header is the form's with a slip in it
_TELLING = 3  # characters of a label that can tell a table: 其他 and 总计 stand in many
_LONGEST = 60  # characters of a row that is told


class Found(Struct, frozen=True):
    """A statutory table found in a grid: the text of each cell as it stands there, and what could not be placed.

    `by_order` says that no header named the columns, so that their order had to do.
    """

    section: str
    texts: dict[str, str]
    unplaced: tuple[str, ...] = ()
    by_order: bool = False


@dataclass(slots=True)
class _Rows:
    """The rows of one block met in the grid: where, and the cells to the right of the label."""

    block: Block
    at: list[int] = field(default_factory=list)
    values: dict[str, list[Piece]] = field(default_factory=dict)
    twice: set[str] = field(default_factory=set)


def find_tables(form: Form, grids: Sequence[Grid]) -> list[Found]:
    """Find the form's tables in grids, each told by its labels; a grid that names no line of the form is none."""
    joined: dict[str, Found] = {}
    for grid in grids:
        if table := _best(form, grid):
            before = joined.get(table.section)
            joined[table.section] = _join(before, table) if before else table
    return list(joined.values())


def _best(form: Form, grid: Grid) -> Found | None:
    tables = (_match(section, grid) for section in form.section if section.table)
    return max((table for table in tables if table), key=lambda table: len(table.texts), default=None)


def _join(before: Found, after: Found) -> Found:
    """Put a table together that a page end had cut; what stands twice is placed nowhere."""
    twice = before.texts.keys() & after.texts.keys()
    texts = {key: text for key, text in {**before.texts, **after.texts}.items() if key not in twice}
    told = ("同一张表出现了两次，两处都有的格没有取用",) if twice else ()
    return Found(before.section, texts, before.unplaced + after.unplaced + told, before.by_order or after.by_order)


def _match(section: Section, grid: Grid) -> Found | None:
    assert section.table
    labels = len(section.table.label_widths)
    if not labels:
        return _match_unlabelled(section, section.table.block[0], grid)
    blocks, strangers = _sort_rows(section.table.block, grid, labels)
    if not any(
        len(plain(line.path[-1])) >= _TELLING for rows in blocks for line in rows.block.rows if line.id in rows.values
    ):
        return None
    texts: dict[str, str] = {}
    by_order, end = False, 0
    for rows in blocks:
        if not rows.at:
            continue
        header, end = grid[end : rows.at[0]], rows.at[-1] + 1
        columns, ordered = _columns(rows.block, header, _first_column(rows))
        by_order = by_order or ordered
        for line in rows.block.rows:
            pieces = rows.values.get(line.id, [])
            if columns and len(pieces) == len(columns) and line.id not in rows.twice:
                for column, piece in zip(columns, pieces, strict=True):
                    texts[cell_key(section.id, line, column)] = piece.text
            elif pieces:
                strangers.append(_told([Piece(line.path[-1], 0, 0), *pieces]))
    return Found(section.id, texts, tuple(strangers), by_order)


def _sort_rows(blocks: Sequence[Block], grid: Grid, labels: int) -> tuple[list[_Rows], list[str]]:
    """Give every row to the line its label means; rows with numbers under a label of no line are told."""
    sorted_rows = [_Rows(block) for block in blocks]
    owner = {line.id: rows for rows in sorted_rows for line in rows.block.rows}
    names = [named(line.id, line.path) for block in blocks for line in block.rows]
    groups: dict[int, str] = {}  # the label last seen in each label column: text has no merged cells
    strangers: list[str] = []
    for at, places in enumerate(grid):
        pieces = list(distinct(places))
        spot, line = _find_label(pieces[:labels], groups, names)
        if not line:
            if any(map(_is_number, pieces[1:])):
                strangers.append(_told(pieces))
            continue
        rows = owner[line]
        rows.at.append(at)
        if line in rows.values:
            rows.twice.add(line)
        rows.values[line] = _trim(pieces[spot + 1 :], len(rows.block.columns), labels)
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


def _trim(pieces: Sequence[Piece], wanted: int, labels: int) -> list[Piece]:
    """Leave out blanks that merged labels leave before the numbers, and blanks behind them."""
    rest = list(pieces)
    while len(rest) > wanted and not rest[0].text and rest[0].col < labels:
        del rest[0]
    while len(rest) > wanted and not rest[-1].text:
        del rest[-1]
    return rest


def _first_column(rows: _Rows) -> int:
    """Where the numbers of a block begin."""
    return min((pieces[0].col for pieces in rows.values.values() if pieces), default=0)


def _columns(block: Block, header: Grid, first: int) -> tuple[list[Line] | None, bool]:
    """The form's columns in the order of the grid, and whether nothing named them; None if they are others."""
    leaves = _leaves(header, first)
    ours = [plain(line.path[-1]) for line in block.columns]
    if not leaves:
        return list(block.columns), True
    # joined, since a word of the header may be split over two cells
    if difflib.SequenceMatcher(None, "".join(leaves), "".join(ours)).ratio() >= _SAME_HEADER:
        return list(block.columns), False
    if sorted(leaves) == sorted(ours) and len(set(ours)) == len(ours):
        return [block.columns[ours.index(leaf)] for leaf in leaves], False
    return None, False


def _leaves(header: Grid, first: int) -> list[str]:
    """The lowest label over each column from `first` on, in plain."""
    width = max(map(len, header), default=0)
    leaves: list[Piece] = []
    for col in range(first, width):
        above = [line[col] for line in header if col < len(line) and line[col].text and line[col].col >= first]
        if above and above[-1] not in leaves:
            leaves.append(above[-1])
    return [plain(piece.text) for piece in leaves]


def _match_unlabelled(section: Section, block: Block, grid: Grid) -> Found | None:
    """A table without row labels, told by its header: its last row with as many cells as there are columns."""
    for at in range(len(grid) - 1, 0, -1):
        pieces = _trim(list(distinct(grid[at])), len(block.columns), 0)
        if len(pieces) != len(block.columns) or not any(map(_is_number, pieces)):
            continue
        columns, by_order = _columns(block, grid[:at], 0)
        if columns is None or by_order:
            return None
        keys = [cell_key(section.id, block.rows[0], column) for column in columns]
        return Found(section.id, dict(zip(keys, (piece.text for piece in pieces), strict=True)))
    return None


def _is_number(piece: Piece) -> bool:
    return any(char.isdigit() for char in piece.text) and len(piece.text) <= 20 and not piece.text[:1].isalpha()


def _told(pieces: Sequence[Piece]) -> str:
    return " ".join(piece.text for piece in pieces if piece.text)[:_LONGEST]
