"""Zip packages and Word files made by hand, sound and otherwise."""

import struct
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_MORE = (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_ENTRY = b"PK\x01\x02"


def packed(members: Mapping[str, str | bytes] | Iterable[tuple[str, str | bytes]], method: int = 8) -> bytes:
    """A zip package of members; given as pairs, a name may stand twice."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, content in members.items() if isinstance(members, Mapping) else members:
            package.writestr(name, content)
    return out.getvalue()


def document(body: str, namespace: str = TRANSITIONAL) -> str:
    return f'<w:document xmlns:w="{namespace}"{_MORE}><w:body>{body}</w:body></w:document>'


def docx(body: str, namespace: str = TRANSITIONAL) -> bytes:
    """A Word file with this in its body."""
    return packed({"_rels/.rels": relation("word/document.xml"), "word/document.xml": document(body, namespace)})


def relation(target: str, kind: str = _RELATION) -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r0" Type="http://a/metadata/core-properties" Target="docProps/core.xml"/>'
        f'<Relationship Id="r1" Type="{kind}" Target="{target}"/></Relationships>'
    )


def p(*texts: str) -> str:
    """A paragraph of runs."""
    return f"<w:p>{''.join(map(r, texts))}</w:p>"


def r(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def box(inside: str) -> str:
    """What a text box holds."""
    return f"<w:txbxContent>{inside}</w:txbxContent>"


# ------------------------------------------------------------ lies


def told(data: bytes, member: int, offset: int, layout: str, value: int) -> bytes:
    """A package whose list of members says something else about one of them."""
    made = bytearray(data)
    at = -1
    for _ in range(member + 1):
        at = made.index(_ENTRY, at + 1)
    struct.pack_into(layout, made, at + offset, value)
    return bytes(made)


def flagged(data: bytes, flags: int, member: int = 0) -> bytes:
    return told(data, member, 8, "<H", flags)


def of_method(data: bytes, method: int, member: int = 0) -> bytes:
    return told(data, member, 10, "<H", method)


def of_size(data: bytes, size: int, member: int = 0) -> bytes:
    """It says of a member how large it is when unpacked."""
    return told(data, member, 24, "<L", size)


def standing_at(data: bytes, offset: int, member: int = 0) -> bytes:
    """It says of a member where in the package it begins."""
    return told(data, member, 42, "<L", offset)
