"""Word files taken apart, and an office's own template made of ours."""

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from lxml import etree
from openxml_audit import OpenXmlValidator

from core.fonts import Look
from core.form import Form
from core.locate import resource
from core.paper import paper
from core.report import Report
from core.word import word_bytes

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# as Word numbers the styles of a Chinese document
THEIR_IDS = {
    "Normal": "a",
    "Title": "a3",
    "Heading1": "1",
    "ReportBody": "10",
    "Lead": "a4",
    "TableText": "a5",
    "TableLabel": "a6",
    "TableEnd": "a7",
    "ReportTable": "a8",
}


def written(form: Form, report: Report, look: Look | None = None) -> bytes:
    return word_bytes(paper(form, report), look)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def body(data: bytes) -> etree._Element:
    return etree.fromstring(parts(data)["word/document.xml"])[0]


def text(element: etree._Element) -> str:
    return "".join(element.itertext(f"{W}t"))


def styled(root: etree._Element, style: str) -> list[str]:
    """The texts of the paragraphs of one style, tables aside."""
    return [text(p) for p in root.findall(f"{W}p") if p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == style]


def value(element: etree._Element, path: str, default: int = 1) -> int:
    found = element.find("/".join(W + step for step in path.split("/")))
    return default if found is None else int(found.get(f"{W}val"))


def placed(table: etree._Element) -> dict[tuple[int, int], str]:
    """What stands at each place of the grid; a cell merged downwards counts where it starts."""
    cells: dict[tuple[int, int], str] = {}
    for row, line in enumerate(table.findall(f"{W}tr")):
        col = 0
        for cell in line.findall(f"{W}tc"):
            cells[row, col] = text(cell)
            col += value(cell, "tcPr/gridSpan")
    return cells


def tables(form: Form, report: Report) -> dict[str, etree._Element]:
    return dict(zip(form.tables, body(written(form, report)).findall(f"{W}tbl"), strict=True))


def audit(data: bytes, folder: Path) -> list[object]:
    """What an auditor of the format finds wrong."""
    path = folder / "audited.docx"
    path.write_bytes(data)
    return list(OpenXmlValidator().validate(path).errors)


# ------------------------------------------------------------ an office's own template


def template(ids: Mapping[str, str] = THEIR_IDS, **swapped: tuple[str, str]) -> bytes:
    """Our template with other ids for its styles; in the parts named (`styles`, `document`) a text is swapped."""
    members = parts(resource("word", "report.docx").read_bytes())
    for part in ("styles", "document"):
        name = f"word/{part}.xml"
        xml = re.sub(
            r'(w:styleId|<w:(?:basedOn|next|link|pStyle|rStyle|tblStyle) w:val)="(\w+)"',
            lambda found: f'{found[1]}="{ids.get(found[2], found[2])}"',
            members[name].decode(),
        )
        old, new = swapped.get(part, ("", ""))
        assert old in xml
        members[name] = (xml.replace(old, new) if old else xml).encode()
    return packed(members)


def packed(members: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return out.getvalue()
