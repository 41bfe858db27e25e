"""What stands on paper, block by block: Word, pages, web and the reading back all work on this."""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from core.bound import spelled
from core.form import Form
from core.layout import LaidCell
from core.report import PREAMBLE, SIGNED, Figures, Report, cell_text, reckon
from core.words import FieldKind, Section, Table

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LEAD = re.compile(r"（[一二三四五六七八九十]+）(?:[^。；]{1,40}。|[^。；]{1,30}$)")
_LINE = 28  # characters; what is longer goes on in the next line


class Paragraph(Struct, frozen=True):
    """A paragraph of a text field; `lead` is its run-in heading, "（一）主动公开。"."""

    key: str
    lead: str
    text: str

    @property
    def whole(self) -> str:
        """All of it."""
        return self.lead + self.text


class Heading(Struct, frozen=True):
    """The heading of a section."""

    section: str
    text: str


class PrintedTable(Struct, frozen=True):
    """A statutory table: what stands in each value cell by key, and the notes below it."""

    section: str
    table: Table
    layout: Sequence[LaidCell]
    texts: Mapping[str, str]
    notes: tuple[str, ...] = ()

    @property
    def height(self) -> int:
        """How many rows it has."""
        return max(cell.row + cell.rowspan for cell in self.layout)

    def text(self, cell: LaidCell) -> str:
        """What stands in a cell of the layout."""
        return self.texts[cell.key] if cell.key else cell.text


class Signature(Struct, frozen=True):
    """落款: unit and date at the end, which the official format doesn't have; printed if a date is given."""

    unit: str
    date: str

    @property
    def indents(self) -> tuple[float, float]:
        """How many characters unit and date stand from the right edge.

        GB/T 9704-2012, 7.3.5.2: the unit two characters in, the date begins two characters after the unit does; is
        the date the longer one, the unit moves to the left instead.
        """
        unit, date = min(_breadth(self.unit), _LINE - 2), min(_breadth(self.date), _LINE - 4)
        return (2, unit - date) if unit - date >= 2 else (date - unit + 4, 2)


def _breadth(text: str) -> float:
    """How many Chinese characters wide a text is; a digit is half as wide."""
    return sum(0.5 if char.isascii() else 1 for char in text)


Block = Paragraph | Heading | PrintedTable | Signature


class Paper(Struct, frozen=True):
    """A report as it is printed: the lines of its title, then its blocks; `author` is the unit."""

    title: tuple[str, ...]
    author: str
    blocks: tuple[Block, ...]

    @property
    def tables(self) -> tuple[PrintedTable, ...]:
        """The tables in printed order."""
        return tuple(block for block in self.blocks if isinstance(block, PrintedTable))


def paper(form: Form, report: Report) -> Paper:
    """Put a report on paper, as far as it's filled in."""
    figures = reckon(form, report)
    told = spelled(form, report, figures)
    return Paper(title_lines(form, report), clean(report.unit), tuple(_blocks(form, told, figures)))


def title_lines(form: Form, report: Report) -> tuple[str, ...]:
    """The title, one string per line; a unit or year not yet known leaves its place empty."""
    year = report.year or ""
    return tuple(line for line in (clean(part.format(unit=report.unit, year=year)) for part in form.title) if line)


def clean(text: str) -> str:
    """Drop what XML can't hold (pasted control characters, lone surrogates)."""
    return _UNFIT.sub("", text)


def paragraphs(text: str) -> list[str]:
    """Split a text into its paragraphs; indents and blank lines are the layout's business, not the text's."""
    lines = (clean(line).replace("\t", " ").strip() for line in re.split(r"\r\n|[\n\r\u2028\u2029\x0b]", text))
    return [line for line in lines if line]


def _blocks(form: Form, report: Report, figures: Figures) -> Iterator[Block]:
    yield from _texts(PREAMBLE, report, leads=False)
    texts = {key: clean(cell_text(key, report, figures)) for key in form.cells}
    for section in form.section:
        if not section.number:
            continue
        yield Heading(section.id, section.title)
        if section.table:
            notes = tuple(line for key in _fields(section, "note") for line in paragraphs(report.text(key)))
            yield PrintedTable(section.id, section.table, form.layouts[section.id], texts, notes)
        else:
            for key in _fields(section, "text"):
                yield from _texts(key, report)
    if date := clean(report.text(SIGNED)).strip():
        yield Signature(clean(report.unit), date)


def _fields(section: Section, kind: FieldKind) -> list[str]:
    """The keys of a section's fields of a kind; a number or a choice is there for the checks, the text says it."""
    return [f"{section.id}/{field.id}" for field in section.field if field.kind == kind]


def _texts(key: str, report: Report, *, leads: bool = True) -> Iterator[Paragraph]:
    for line in paragraphs(report.text(key)):
        lead = _LEAD.match(line) if leads else None
        end = lead.end() if lead else 0
        yield Paragraph(key, line[:end], line[end:])
