"""What all hostile files are made from: the good report, in Word, on the web and as data, and ways to pack it."""

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from functools import cache

from core import form as forms
from core.draft import FORMAT, MAGIC, digest, load_draft
from core.exchange import export_data
from core.locate import resource
from core.paper import Paper, paper
from core.web import page
from core.word import word_bytes

File = tuple[str, bytes]
Files = Iterator[File]

MB = 1_000_000
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
TYPES, RELS, DOCUMENT = "[Content_Types].xml", "_rels/.rels", "word/document.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@cache
def _paper() -> Paper:
    report = load_draft(resource("samples", "sample.nianbao"))
    return paper(forms.load(report.edition), report)


@cache
def good_docx() -> bytes:
    """The sample as a Word file."""
    return word_bytes(_paper())


@cache
def good_html() -> str:
    """The sample as a web page."""
    return page(_paper())


@cache
def good_draft() -> bytes:
    """The sample as a draft."""
    return resource("samples", "sample.nianbao").read_bytes()


@cache
def good_data() -> str:
    """The sample as a data file."""
    report = load_draft(resource("samples", "sample.nianbao"))
    return export_data(forms.load(report.edition), report).decode()


@cache
def good_parts() -> dict[str, bytes]:
    """The members of the Word file."""
    with zipfile.ZipFile(io.BytesIO(good_docx())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of some members, fast rather than small."""
    level = 1 if method in (zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2) else None
    with zipfile.ZipFile(buffer := io.BytesIO(), "w", method, compresslevel=level) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, method, level)
    return buffer.getvalue()


def with_document(document: bytes | str, **others: bytes) -> bytes:
    """A Word file with these bytes as its text, and the least that has to stand beside it."""
    content = document.encode() if isinstance(document, str) else document
    return packed({TYPES: good_parts()[TYPES], RELS: good_parts()[RELS], DOCUMENT: content, **others})


def with_body(body: str, root: str = "") -> bytes:
    """A Word file with this in its body."""
    return with_document(in_body(body, root))


def in_body(body: str, root: str = "") -> str:
    """The XML of a document with this in its body, and `root` among the attributes of the root."""
    return f'<w:document xmlns:w="{W}"{root}><w:body>{body}</w:body></w:document>'


def with_rels(relations: str) -> bytes:
    """A Word file whose package has these relations."""
    xmlns = "http://schemas.openxmlformats.org/package/2006/relationships"
    rels = f'<Relationships xmlns="{xmlns}">{relations}</Relationships>'
    return packed({**good_parts(), RELS: rels.encode()})


def relation(target: str, more: str = "") -> str:
    """The relation that says where the text of a package stands."""
    return f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="{target}" {more}/>'


def cell(text: str = "1", properties: str = "") -> str:
    """A cell of a table in Word."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row of a table in Word."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    """A table in Word."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def nest(start: str, end: str, depth: int, inside: str = "") -> str:
    """Something in itself, many times."""
    return start * depth + inside + end * depth


@cache
def inflating(megabytes: int) -> bytes:
    """Raw deflate of so many MB of blanks, made in no time: one block again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b" " * MB) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * megabytes + b"\x03\x00"


def as_draft(content: bytes, written_in: int = FORMAT) -> bytes:
    """A draft with this body, whose checksum is right."""
    return MAGIC + f"{written_in} {digest(content)} {len(content)}\n".encode() + content
