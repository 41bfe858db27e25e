"""What was written is read again and held against the report (F15): only then it counts as exported."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from core.bound import spelled
from core.errors import UserError
from core.exchange import import_data
from core.form import Form
from core.paper import Heading, Paper, Paragraph, PrintedTable, Signature
from core.reading.docx import read_docx
from core.reading.grid import Grid
from core.reading.html import read_page
from core.reading.package import read_file
from core.report import KIND, Report, cell_text, reckon

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
        if field.data and key != KIND and _squeezed(report.text(key)) != _squeezed(found.text(key)):
            yield _otherwise(field.label, report.text(key), found.text(key))


def _compare(paper: Paper, blocks: Sequence[str | Grid], name: str) -> None:
    lines = [text for block in blocks if isinstance(block, str) and (text := _squeezed(block))]
    grids = [block for block in blocks if not isinstance(block, str)]
    differing = [*_other_lines(paper, lines), *_other_tables(paper.tables, grids)]
    _refuse(differing, name)


def _refuse(differing: Sequence[str], name: str) -> None:
    if differing:
        more = f"等 {len(differing)} 处" if len(differing) > _TOLD else ""
        raise ReadBackFailed(
            f"“{name}”写好后读回来，与报告不一致：{'；'.join(differing[:_TOLD])}{more}",
            safe="填写的内容没有变",
            do="请不要使用这个文件，再导出一次；还是这样，请告诉程序的提供者",
        )


def _other_lines(paper: Paper, found: Sequence[str]) -> Iterator[str]:
    wanted = [text for line in _lines(paper) if (text := _squeezed(line))]
    for ours, theirs in zip(wanted, found, strict=False):
        if ours != theirs:
            yield _otherwise("文字", ours, theirs)
    if len(wanted) != len(found):
        yield f"应有 {len(wanted)} 段文字，文件里有 {len(found)} 段"


def _lines(paper: Paper) -> Iterator[str]:
    """What stands on paper outside tables, in order."""
    yield from paper.title
    for block in paper.blocks:
        match block:
            case Paragraph():
                yield block.whole
            case Heading():
                yield block.text
            case PrintedTable():
                yield from block.notes
            case Signature():
                yield from (block.unit, block.date)


def _other_tables(wanted: Sequence[PrintedTable], found: Sequence[Grid]) -> Iterator[str]:
    if len(wanted) != len(found):
        yield f"应有 {len(wanted)} 张表，文件里有 {len(found)} 张"
        return
    for table, grid in zip(wanted, found, strict=True):
        for cell in table.layout:
            ours = _squeezed(table.text(cell))
            places = [
                (row, col)
                for row in range(cell.row, cell.row + cell.rowspan)
                for col in range(cell.col, cell.col + cell.colspan)
            ]
            pieces = {grid[row][col] if row < len(grid) and col < len(grid[row]) else None for row, col in places}
            piece = next(iter(pieces))
            theirs = _squeezed(piece.text) if piece else ""
            if len(pieces) > 1 or piece is None or ours != theirs:
                yield _otherwise(f"{table.section} 第 {cell.row + 1} 行第 {cell.col + 1} 格", ours, theirs)


def _otherwise(place: str, ours: str, theirs: str) -> str:
    return f"{place}应为“{ours[:_SHOWN]}”，文件里是“{theirs[:_SHOWN]}”"


def _squeezed(text: str) -> str:
    return " ".join(text.split())
