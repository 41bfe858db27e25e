"""What was written is read again and held against the report (F15): only then it counts as exported."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from core.bound import spelled
from core.errors import UserError
from core.exchange import import_data
from core.form import Form
from core.paper import Heading, Paper, Paragraph, PrintedTable
from core.reading.docx import read_docx
from core.reading.grid import Grid, Piece
from core.reading.html import read_page
from core.reading.package import read_file
from core.report import KIND, YEAR, Report, cell_text, reckon

_TOLD = 3  # differences that a sentence names
_SHOWN = 30  # characters of a text


class ReadBackFailed(UserError):  # noqa: N818 - as SaveFailed
    """A file was written, but what stands in it is not what the report says."""


def read_back_word(paper: Paper, path: Path) -> None:
    """Compare a Word file with the report: title, headings, paragraphs, every cell. Raises ReadBackFailed."""
    _compare(paper, read_docx(read_file(path), path.name), path.name)


def read_back_html(paper: Paper, path: Path) -> None:
    """Compare a web page with the report: title, headings, paragraphs, every cell. Raises ReadBackFailed."""
    _compare(paper, read_page(read_file(path).decode("utf-8", "replace")), path.name)


def read_back_data(form: Form, report: Report, path: Path) -> None:
    """Compare a data file with the report: every cell, every text it holds. Raises ReadBackFailed."""
    found = import_data(path).report
    _refuse(list(_other_data(form, report, found)), path.name)


def _other_data(form: Form, report: Report, found: Report) -> Iterator[str]:
    ours, theirs = reckon(form, report), reckon(form, found)
    report = spelled(form, report, ours)
    for key, cell in form.cells.items():
        wanted, there = cell_text(key, report, ours), cell_text(key, found, theirs)
        if wanted != there:
            yield _otherwise(cell.place, wanted, there)
    for key, field in form.fields.items():
        wanted, there = (_squeezed(_text(one, key)) for one in (report, found))
        if field.data and key != KIND and wanted != there:
            yield _otherwise(field.label, wanted, there)


def _text(report: Report, key: str) -> str:
    """A text as a data file has it: the year is a number there, in whatever digits it was typed."""
    return str(report.year) if key == YEAR and report.year is not None else report.text(key)


def _compare(paper: Paper, blocks: Sequence[str | Grid], name: str) -> None:
    wanted = [block for block in _blocks(paper) if not isinstance(block, str) or _squeezed(block)]
    found = [block for block in blocks if not isinstance(block, str) or _squeezed(block)]
    grids = [block for block in found if not isinstance(block, str)]
    _refuse([*_other_lines(wanted, found), *_other_tables(paper.tables, grids), *_elsewhere(wanted, found)], name)


def _refuse(differing: Sequence[str], name: str) -> None:
    if differing:
        more = f"等 {len(differing)} 处" if len(differing) > _TOLD else ""
        raise ReadBackFailed(
            f"“{name}”写好后读回来，与报告不一致：{'；'.join(differing[:_TOLD])}{more}",
            safe="填写的内容没有变",
            do="请不要使用这个文件，再导出一次；还是这样，请告诉程序的提供者",
        )


def _other_lines(wanted: Sequence[str | PrintedTable], found: Sequence[str | Grid]) -> Iterator[str]:
    ours = [_squeezed(block) for block in wanted if isinstance(block, str)]
    theirs = [_squeezed(block) for block in found if isinstance(block, str)]
    for our, their in zip(ours, theirs, strict=False):
        if our != their:
            yield _otherwise("文字", our, their)
    if len(ours) != len(theirs):
        yield f"应有 {len(ours)} 段文字，文件里有 {len(theirs)} 段"


def _blocks(paper: Paper) -> Iterator[str | PrintedTable]:
    """What stands on paper, in order: lines of text, and tables."""
    yield from paper.title
    for block in paper.blocks:
        match block:
            case Paragraph():
                yield block.whole
            case Heading():
                yield block.text
            case PrintedTable():
                yield block
                yield from block.notes
            case _:
                yield from (block.unit, block.date)


def _elsewhere(wanted: Sequence[str | PrintedTable], found: Sequence[str | Grid]) -> Iterator[str]:
    """Tables that stand between other lines; where any block is lost, all behind it have moved, and that is told."""
    if len(wanted) == len(found):
        for ours, theirs in zip(wanted, found, strict=True):
            if not isinstance(ours, str) and isinstance(theirs, str):
                yield f"{ours.section} 的表应在这一段的位置：“{theirs[:_SHOWN]}”"


def _other_tables(wanted: Sequence[PrintedTable], found: Sequence[Grid]) -> Iterator[str]:
    if len(wanted) != len(found):
        yield f"应有 {len(wanted)} 张表，文件里有 {len(found)} 张"
        return
    for table, grid in zip(wanted, found, strict=True):
        yield from _other_cells(table, grid)


def _other_cells(table: PrintedTable, grid: Grid) -> Iterator[str]:
    """Cells that say something else, or take other places; cells and rows too many."""
    taken: dict[Piece, set[tuple[int, int]]] = {}
    for row, pieces in enumerate(grid):
        for col, piece in enumerate(pieces):
            taken.setdefault(piece, set()).add((row, col))
    at = {place: piece for piece, places in taken.items() for place in places}
    for cell in table.layout:
        rows, cols = range(cell.row, cell.row + cell.rowspan), range(cell.col, cell.col + cell.colspan)
        places = {(row, col) for row in rows for col in cols}
        piece = at.get((cell.row, cell.col))
        ours, theirs = _squeezed(table.text(cell)), _squeezed(piece.text) if piece else ""
        spread = piece is not None and taken[piece] == places
        if ours != theirs or not spread:
            merged = "（合并的格不同）" if piece and ours == theirs else ""
            yield _otherwise(f"{table.section} 第 {cell.row + 1} 行第 {cell.col + 1} 格", ours, theirs) + merged
        for place in places:
            at.pop(place, None)
    if at:
        row, col = min(at)
        yield f"{table.section} 第 {row + 1} 行第 {col + 1} 格是多出来的"


def _otherwise(place: str, ours: str, theirs: str) -> str:
    """What differs, in one line; of long texts that begin alike, the part where they don't any more."""
    ours, theirs = _squeezed(ours), _squeezed(theirs)
    pairs = enumerate(zip(ours, theirs, strict=False))
    alike = next((at for at, (our, their) in pairs if our != their), min(len(ours), len(theirs)))
    start = alike - _SHOWN // 2 if alike >= _SHOWN else 0
    ours, theirs = (f"{'…' if start else ''}{text[start : start + _SHOWN]}" for text in (ours, theirs))
    return f"{place}应为“{ours}”，文件里是“{theirs}”"


def _squeezed(text: str) -> str:
    return " ".join(text.split())
