"""Report -> Word (.docx). The only module that writes with python-docx."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, cast
from xml.sax.saxutils import escape

from docx import Document
from docx.oxml import parse_xml

from core.durable import write_durably
from core.form import Form
from core.locate import resource
from core.report import Report, cell_text, reckon
from core.word_table import table_xml
from core.words import Section

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LEAD = re.compile(r"（[一二三四五六七八九十]+）(?:[^。；]{1,40}。|[^。；]{1,30}$)")
_LONGEST_PROPERTY = 255  # characters python-docx takes
_PREAMBLE = "profile/preamble"


def word_bytes(form: Form, report: Report) -> bytes:
    """Write the report as the bytes of a .docx in the statutory layout (GB/T 9704-2012 page)."""
    return document_bytes(_content(form, report), "".join(title_lines(form, report)), report.unit)


def document_bytes(content: Iterable[str], title: str, author: str) -> bytes:
    """Put paragraphs and tables, as XML, on the pages of our template."""
    document = Document(str(resource("word", "report.docx")))
    page = cast(Any, document.element.body).sectPr
    root = parse_xml(f'<w:document xmlns:w="{_NAMESPACE}"><w:body>{"".join(content)}</w:body></w:document>')
    cast(Any, root)[0].append(page)
    # the small page setup moves into the large new tree: the other way round costs lxml a third of the export
    cast(Any, document.part)._element = root
    properties = document.core_properties
    properties.title = clean(title)[:_LONGEST_PROPERTY]
    properties.author = clean(author)[:_LONGEST_PROPERTY]
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def save_word(form: Form, report: Report, path: Path) -> None:
    """Write the report's .docx under `path`. Raises SaveFailed."""
    write_durably(path, word_bytes(form, report))


def title_lines(form: Form, report: Report) -> list[str]:
    """The title, one string per line; a unit or year not yet known leaves its place empty."""
    year = report.year or ""
    return [line for line in (clean(part.format(unit=report.unit, year=year)) for part in form.title) if line]


def clean(text: str) -> str:
    """Drop what XML can't hold (pasted control characters, lone surrogates)."""
    return _UNFIT.sub("", text)


def paragraphs(text: str) -> list[str]:
    """Split a text into its paragraphs; indents and blank lines are the layout's business, not the text's."""
    lines = (clean(line).replace("\t", " ").strip() for line in re.split(r"\r\n|[\n\r\u2028\u2029\x0b]", text))
    return [line for line in lines if line]


def _content(form: Form, report: Report) -> Iterator[str]:
    for line in title_lines(form, report):
        yield paragraph("Title", run(line))
    yield paragraph("ReportBody", "")
    for line in paragraphs(report.text(_PREAMBLE)):
        yield paragraph("ReportBody", run(line))
    figures = reckon(form, report)
    texts = {key: clean(cell_text(key, report, figures)) for key in form.cells}
    for section in form.section:
        if not section.number:
            continue
        yield paragraph("Heading1", run(section.title))
        if section.table:
            yield table_xml(section.table, form.layouts[section.id], texts)
            yield paragraph("TableEnd", "")
        else:
            yield from _texts(section, report)


def _texts(section: Section, report: Report) -> Iterator[str]:
    for field in section.field:
        if field.kind != "text":
            continue  # a number or a choice the checks need; the text says it
        for line in paragraphs(report.text(f"{section.id}/{field.id}")):
            lead = _LEAD.match(line)
            end = lead.end() if lead else 0
            yield paragraph("ReportBody", run(line[:end], "Lead") + run(line[end:]))


def paragraph(style: str, runs: str, *, keep: bool = False) -> str:
    """A paragraph in one of the template's styles; `keep` keeps it on the page of the next one."""
    kept = "<w:keepNext/>" if keep else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}</w:pPr>{runs}</w:p>'


def run(text: str, style: str = "") -> str:
    """A run of text; the hint makes Word take Chinese quotation marks and dashes from the Chinese font."""
    if not text:
        return ""
    rstyle = f'<w:rStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:r><w:rPr>{rstyle}<w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    )
