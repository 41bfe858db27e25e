"""Report -> pages: PDF, and images for preview and printer. The only module that imports typst.

typst lets go of Python's lock while it works, so a page is made beside a window that goes on being typed in.
"""

import json
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING, Any, cast

from msgspec import Struct

from core.fonts import LATIN, FontSet, RoleName
from core.locate import resource
from core.paper import Heading, Paper, Paragraph, PrintedTable
from core.word_table import TEXT_SIZE, font_size

if TYPE_CHECKING:
    from typst import Compiler

ARCHIVAL = "a-2b"  # the standard of a PDF that is kept
_TWIPS = 20  # in a point
_MARK = "（）《》〈〉“”‘’、，。；：？！〔〕【】…—"
_BETWEEN_MARKS = re.compile(f"(?<=[{_MARK}])(?=[{_MARK}])")
_LINE = 29.0  # points, a line of running text
_ABOVE = 20.0  # points that a line reaches above its baseline, about
_SIZE = TEXT_SIZE / 2  # points, a character of a table
_TALLEST = 637.8 - _LINE  # points of a page below a heading
_LEFT, _RIGHT = 79.4, 521.6  # points, the edges of the text


class Spot(Struct, frozen=True):
    """A place on a page that belongs to a cell, a text or (a heading) a section: page from 1, the rest in points."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    key: str

    def holds(self, page: int, x: float, y: float) -> bool:
        """Whether a point of a page lies within."""
        return page == self.page and self.left <= x < self.right and self.top <= y < self.bottom


class Sheets(Struct, frozen=True):
    """The pages as PNG images, and where on them everything stands."""

    images: tuple[bytes, ...]
    spots: tuple[Spot, ...]


class Pages:
    """Makes pages with one choice of fonts; the first one made looks for the fonts of the machine (about 0.1 s)."""

    def __init__(self, fonts: FontSet) -> None:
        self.fonts = fonts

    @cached_property
    def _compiler(self) -> "Compiler":
        from typst import Compiler

        return Compiler(resource("pages", "report.typ"), root=resource("pages"))

    def pdf(self, paper: Paper, *, archival: bool = False) -> bytes:
        """The report as PDF, on request as PDF/A-2b."""
        standards = [ARCHIVAL] if archival else []
        made = self._compiler.compile(format="pdf", sys_inputs=self._input(paper), pdf_standards=cast(Any, standards))
        assert isinstance(made, bytes)
        return made

    def sheets(self, paper: Paper, dots_per_inch: float) -> Sheets:
        """The report as images of its pages."""
        made = self._compiler.compile(format="png", ppi=dots_per_inch, sys_inputs=self._input(paper))
        images = (made,) if isinstance(made, bytes) else tuple(made or ())
        told: list[dict[str, Any]] = json.loads(self._compiler.query("<spots>", field="value", one=True))
        return Sheets(images, tuple(_spots(paper, told)))

    def _input(self, paper: Paper) -> dict[str, str]:
        latin = [{"name": name, "covers": "latin-in-cjk"} for name in LATIN]
        names: tuple[RoleName, ...] = ("title", "body", "lead", "heading", "table")
        fonts = {name: [*latin, *self.fonts[name].chain] for name in names}
        content = {"title": paper.title, "author": paper.author, "fonts": fonts, "blocks": list(_blocks(paper))}
        return {"report": json.dumps(content, ensure_ascii=False)}


def families() -> list[str]:
    """The names of all fonts of this machine."""
    from typst import Fonts

    return Fonts().families()


def _blocks(paper: Paper) -> Iterator[dict[str, Any]]:
    for block in paper.blocks:
        match block:
            case Paragraph():
                yield {"kind": "paragraph", "key": block.key, "pieces": list(_pieces(block))}
            case Heading():
                yield {"kind": "heading", "section": block.section, "text": block.text}
            case PrintedTable():
                yield _table(block)
            case _:
                unit, date = block.indents
                words = {"unit": block.unit, "date": block.date}
                yield {"kind": "signature", **words, "unit-indent": unit, "date-indent": date}


def _pieces(paragraph: Paragraph) -> Iterator[dict[str, Any]]:
    for text, lead in ((paragraph.lead, True), (paragraph.text, False)):
        for piece in _BETWEEN_MARKS.split(text) if text else ():
            yield {"lead": lead, "text": piece}


def _table(block: PrintedTable) -> dict[str, Any]:
    table = block.table
    rows: list[list[dict[str, Any]]] = [[] for _ in range(block.height)]
    for cell in block.layout:
        text = block.text(cell)
        width = sum(table.widths[cell.col : cell.col + cell.colspan])
        rows[cell.row].append(
            {
                "x": cell.col,
                "y": cell.row,
                "colspan": cell.colspan,
                "rowspan": cell.rowspan,
                "text": text,
                "left": table.is_left(cell.role),
                "size": (font_size(text, width) if cell.role == "value" else TEXT_SIZE) / 2,
            }
        )
    return {
        "kind": "table",
        "section": block.section,
        "widths": [width / _TWIPS for width in table.widths],
        "header": table.frozen_rows,
        "rows": rows,
        "notes": block.notes,
        "tall": _height(block) > _TALLEST,
    }


def _height(block: PrintedTable) -> float:
    """About how tall a table gets, in points, rather too much than too little: to measure it costs typst 20 ms."""
    lines = [1] * block.height
    for cell in block.layout:
        if cell.rowspan == 1:
            room = sum(block.table.widths[cell.col : cell.col + cell.colspan]) / _TWIPS - 4
            breadth = sum(0.45 if char.isascii() else 1 for char in block.text(cell))
            if breadth * _SIZE > room:
                count = ceil(breadth / max(room // _SIZE, 1))
                lines[cell.row] = max(lines[cell.row], count + (count // 4 + 1 if cell.key else 0))
    notes = sum(ceil(len(note) * _SIZE / (_RIGHT - _LEFT - _SIZE)) for note in block.notes)
    return sum(max(17, 14 * count + 1.5) for count in lines) + 14 * notes


def _spots(paper: Paper, told: Sequence[dict[str, Any]]) -> Iterator[Spot]:
    """What typst tells of beginnings and ends -> places that can be clicked on."""
    for at, one in enumerate(told):
        match one["kind"]:
            case "heading":
                top = one["y"] - _LINE
                yield Spot(one["page"], _LEFT, top, _RIGHT, one["y"], one["key"])
            case "from":
                to = next(other for other in told[at:] if other["kind"] == "to")
                yield from _paragraph_spots(one, to)
            case _:
                continue
    for block in paper.tables:
        rows = [one for one in told if one["kind"] in ("row", "end") and one["key"] == block.section]
        yield from _cell_spots(block, rows)


def _paragraph_spots(start: dict[str, Any], end: dict[str, Any]) -> Iterator[Spot]:
    """A paragraph from its first to its last line; one that goes on overleaf is two places or more."""
    for page in range(start["page"], end["page"] + 1):
        top = start["y"] - _ABOVE if page == start["page"] else 0
        bottom = end["y"] - _ABOVE + _LINE if page == end["page"] else 1000
        yield Spot(page, _LEFT, top, _RIGHT, bottom, start["key"])


def _cell_spots(block: PrintedTable, rows: Sequence[dict[str, Any]]) -> Iterator[Spot]:
    """The rectangles of the value cells; a row ends where the next begins, or at the foot of its page."""
    tops = {one["row"]: one for one in rows if one["kind"] == "row"}
    lefts = [_left(block) + sum(block.table.widths[:col]) / _TWIPS for col in range(len(block.table.widths) + 1)]
    end = next(one for one in rows if one["kind"] == "end")
    for cell in block.layout:
        if cell.key:
            top = tops[cell.row]
            below = tops.get(cell.row + cell.rowspan, end)
            bottom = below["y"] if below["page"] == top["page"] else 1000
            yield Spot(top["page"], lefts[cell.col], top["y"], lefts[cell.col + cell.colspan], bottom, cell.key)


def _left(block: PrintedTable) -> float:
    """The left edge of a table, which stands in the middle of the text."""
    return (_LEFT + _RIGHT - sum(block.table.widths) / _TWIPS) / 2
