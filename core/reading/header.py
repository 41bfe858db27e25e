"""Which columns of the form a table's header names, and in what order."""

from collections.abc import Sequence

from msgspec import Struct

from core.reading.grid import Grid, Piece
from core.reading.labels import plain
from core.words import Block, Line


class Columns(Struct, frozen=True):
    """The form's columns as a header names them, and the places of the grid each of its names stands above.

    Without `spots` only the order of the columns is known.
    """

    lines: tuple[Line, ...]
    spots: tuple[range, ...] = ()


class _Leaf(Struct, frozen=True):
    """What some columns of the grid are called."""

    spot: range
    name: str


def read_header(block: Block, header: Grid, labels: int) -> Columns | None:
    """Match the rows above a block with its columns; `labels` is how many label columns the form's table has.

    A header must name the form's columns exactly, all or some of them, in whatever order; a word of it may be split
    over two cells. Where nothing is written above, or the merged cells are lost, the order of the form has to do.
    None: the header names other columns.
    """
    ours = [plain(line.path[-1]) for line in block.columns]
    if not _groups_in_order(block, header):
        return None
    leaves = _leaves(block, header, min(labels, 1))
    if not leaves:
        return Columns(block.columns)
    for at, leaf in enumerate(leaves):
        if leaf.spot.start > labels:
            break
        names = [other.name for other in leaves[at:]]
        if "".join(names) == "".join(ours):
            return Columns(block.columns, _spots(ours, leaves[at:]))
        if len(set(names)) == len(names) and all(ours.count(name) == 1 for name in names):
            lines = tuple(block.columns[ours.index(name)] for name in names)
            return Columns(lines, tuple(other.spot for other in leaves[at:]))
    return Columns(block.columns) if _all_there(block, header) else None


def _spots(names: Sequence[str], leaves: Sequence[_Leaf]) -> tuple[range, ...]:
    """Where each name stands, which may be split over leaves beside each other; nothing if a leaf holds two names."""
    spots: list[range] = []
    rest = iter(leaves)
    for name in names:
        leaf = next(rest)
        word, start = leaf.name, leaf.spot.start
        while len(word) < len(name):
            leaf = next(rest)
            word += leaf.name
        if word != name:
            return ()
        spots.append(range(start, leaf.spot.stop))
    return tuple(spots)


def _leaves(block: Block, header: Grid, start: int) -> list[_Leaf]:
    """What each grid column is called: all that stands above it but the names of groups.

    Titles and corners, which begin left of `start`, are left out.
    """
    groups = _groups(block)
    leaves: list[_Leaf] = []
    before: list[Piece] = []
    for col in range(start, max(map(len, header), default=0)):
        above = dict.fromkeys(line[col] for line in header if col < len(line))
        own = [piece for piece in above if piece.text and piece.col >= start and plain(piece.text) not in groups]
        if own and own == before:
            leaves[-1] = _Leaf(range(leaves[-1].spot.start, col + 1), leaves[-1].name)
        elif own:
            leaves.append(_Leaf(range(col, col + 1), "".join(plain(piece.text) for piece in own)))
        before = own
    return leaves


def _groups(block: Block) -> list[str]:
    """The names of groups of columns, in the order of the form."""
    return list(dict.fromkeys(plain(label) for line in block.columns for label in line.path[:-1]))


def _groups_in_order(block: Block, header: Grid) -> bool:
    """Whether the groups of columns stand in the form's order, as far as they are there: their members end alike."""
    names = _groups(block)
    pieces = {piece for line in header for piece in line if plain(piece.text) in names}
    there = [plain(piece.text) for piece in sorted(pieces, key=lambda piece: (piece.col, piece.row))]
    return there == [name for name in names if name in there]


def _all_there(block: Block, header: Grid) -> bool:
    """Whether every column is named once somewhere above, and no other: text from Word has lost where."""
    known = [plain(line.path[-1]) for line in block.columns]
    groups = {*_groups(block), plain(block.corner)}
    lines = [[name for name in line if name and name not in groups] for line in _joined(header)]
    in_order = all(_follow(line, known) for line in lines)
    return in_order and sorted(name for line in lines for name in line) == sorted(known)


def _joined(header: Grid) -> list[list[str]]:
    """The lines of a header in plain; lines as long as each other may hold one word in two parts, 商业 over 企业.

    A line is joined with the one above only where that leaves no word beside another's part.
    """
    seen: set[Piece] = set()
    lines: list[list[str]] = []
    for line in header:
        names = ["" if piece in seen else plain(piece.text) for piece in line]
        seen.update(line)
        above = lines[-1] if lines else []
        if (
            len(above) == len(names)
            and any(names)
            and all(over for over, name in zip(above, names, strict=True) if name)
        ):
            lines[-1] = [over + name for over, name in zip(above, names, strict=True)]
        else:
            lines.append(names)
    return lines


def _follow(names: Sequence[str], known: Sequence[str]) -> bool:
    """Whether names stand in the order in which they are known."""
    rest = iter(known)
    return all(name in rest for name in names)
