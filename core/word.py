"""Report -> Word (.docx). The only module that writes with python-docx."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, cast
from xml.sax.saxutils import escape

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from core.errors import UserError
from core.fonts import Look, font_sets
from core.locate import resource
from core.paper import Heading, Paper, Paragraph, PrintedTable, Signature, clean
from core.reading.package import read_file, unpack_whole
from core.word_table import table_xml

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LONGEST_PROPERTY = 255  # characters python-docx takes
_STYLE_OF = re.compile(r'(<w:(?:pStyle|rStyle|tblStyle) w:val=")(\w+)(")')
_CHARACTER = 315  # twips, one character with its distance to the next

# the names of our styles by their ids; Word gives those of an office's template ids of its own
STYLES = {
    "Title": "Title",
    "Heading1": "heading 1",
    "ReportBody": "年报正文",
    "Lead": "年报段首",
    "TableText": "年报表格",
    "TableLabel": "年报表格标签",
    "TableEnd": "年报表后",
    "ReportTable": "年报统计表",
}


def word_bytes(paper: Paper, look: Look | None = None) -> bytes:
    """Write the report as the bytes of a .docx in the statutory layout (GB/T 9704-2012 page).

    Raises UserError if the office's own template can't be used.
    """
    return document_bytes(_content(paper), "".join(paper.title), paper.author, look)


def document_bytes(content: Iterable[str], title: str, author: str, look: Look | None = None) -> bytes:
    """Put paragraphs and tables, as XML, on the pages of our template, or of the office's own."""
    if look and look.template:
        document, ids = _own_template(look)
    else:
        document, ids = Document(str(resource("word", "report.docx"))), dict[str, str]()
    if look and look.fonts is not font_sets()[0]:
        _change_fonts(document, look)
    body = "".join(content)
    if ids:
        body = _STYLE_OF.sub(lambda match: f"{match[1]}{ids.get(match[2], match[2])}{match[3]}", body)
    page = cast(Any, document.element.body).sectPr
    root = parse_xml(f'<w:document xmlns:w="{_NAMESPACE}"><w:body>{body}</w:body></w:document>')
    if page is not None:
        cast(Any, root)[0].append(page)
    # the small page setup moves into the large new tree: the other way round costs lxml a third of the export
    cast(Any, document.part)._element = root
    properties = document.core_properties
    properties.title = clean(title)[:_LONGEST_PROPERTY]
    properties.author = clean(author)[:_LONGEST_PROPERTY]
    properties.last_modified_by = ""
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _own_template(look: Look) -> tuple[Any, Mapping[str, str]]:
    """Open the office's template, bounded as any stranger's file; returns it with its ids for our styles, as XML."""
    assert look.template
    name = look.template.name
    data = read_file(look.template)
    unpack_whole(data, name)
    try:
        document = Document(BytesIO(data))
        known = {str(style.name).casefold(): style.style_id for style in document.styles if style.style_id}
        if cast(Any, document.element).body is None:
            raise ValueError("no body")
    except Exception as problem:  # python-docx lets a dozen kinds escape
        raise UserError(f"模板“{name}”打不开", safe="没有写任何文件", do="请用 Word 打开它，另存为 .docx") from problem
    if absent := [style for style in STYLES.values() if style.casefold() not in known]:
        raise UserError(
            f"模板“{name}”里没有这些样式：{'、'.join(absent)}",
            safe="没有写任何文件",
            do="请取出程序的模板，在它上面改，样式的名称不要变",
        )
    return document, {ours: escape(known[style.casefold()], {'"': "&quot;"}) for ours, style in STYLES.items()}


def _change_fonts(document: Any, look: Look) -> None:
    """Set the styles in another choice of fonts."""
    usual = font_sets()[0]
    names = {role.word: look.fonts[role.id] for role in usual.role}
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        role = names.get(fonts.get(qn("w:eastAsia")))
        if role:
            fonts.set(qn("w:eastAsia"), role.word)
            if role.bold:
                for bold in fonts.getparent().findall(qn("w:b")):
                    fonts.getparent().remove(bold)
                fonts.addnext(parse_xml(f'<w:b xmlns:w="{_NAMESPACE}"/>'))


def _content(paper: Paper) -> Iterator[str]:
    for line in paper.title:
        yield paragraph("Title", run(line))
    yield paragraph("ReportBody", "")
    for block in paper.blocks:
        match block:
            case Paragraph():
                yield paragraph("ReportBody", run(block.lead, "Lead") + run(block.text))
            case Heading():
                yield paragraph("Heading1", run(block.text))
            case PrintedTable():
                yield table_xml(block)
                for at, note in enumerate(block.notes, 1):
                    yield paragraph("TableLabel", run(note), keep=at < len(block.notes))
                yield paragraph("TableEnd", "")
            case _:
                yield from _signature(block)


def _signature(block: Signature) -> Iterator[str]:
    yield paragraph("ReportBody", "", keep=True)
    for text, indent in zip((block.unit, block.date), block.indents, strict=True):
        yield paragraph(
            "ReportBody",
            run(text),
            keep=text is block.unit,
            more=f'<w:ind w:rightChars="{round(indent * 100)}" w:right="{round(indent * _CHARACTER)}"'
            ' w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="right"/>',
        )


def paragraph(style: str, runs: str, *, keep: bool = False, more: str = "") -> str:
    """A paragraph in one of the template's styles; `keep` keeps it on the page of the next one."""
    kept = "<w:keepNext/>" if keep else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}{more}</w:pPr>{runs}</w:p>'


def run(text: str, style: str = "") -> str:
    """A run of text; the hint makes Word take Chinese quotation marks and dashes from the Chinese font."""
    if not text:
        return ""
    rstyle = f'<w:rStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:r><w:rPr>{rstyle}<w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    )
