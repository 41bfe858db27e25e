"""Any file that may hold a published report -> its paragraphs and tables; told by its bytes, not by its name."""

import re
from pathlib import Path

from core.errors import ReadError
from core.reading.doc import read_doc
from core.reading.docx import read_docx
from core.reading.grid import Grid
from core.reading.html import read_page
from core.reading.package import SAFE, read_file
from core.reading.plain import read_plain

_ZIP, _OLE2 = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINNING = 4096  # bytes in which a kind of text tells itself
_IS_HTML = re.compile(r"<(?:!doctype html|html|head|body|table|div|p)\b", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_AS_DOCX = "请用 Word 或 WPS 打开它，另存为 .docx 再试"
_SINGLE = "单个文件网页（.mht）"
_AS_PAGE = "请在浏览器里另存为“网页，仅 HTML”，或复制到 Word 里另存为 .docx"

# files that people take for a report: what they begin with, what they are, what to do
_OTHERS = (
    (b"%PDF", "PDF", "PDF 里没有表格的行和列；请找它的 Word 版，或者在网站上把那一页另存为网页"),
    (b"{\\rtf", "RTF 文档", _AS_DOCX),
    (b"MIME-Version:", _SINGLE, _AS_PAGE),
    (b"From: <Saved by", _SINGLE, _AS_PAGE),  # Chrome's, Edge's, Internet Explorer's
    (b"\x89PNG", "图片", "请找报告的 Word 版或网页"),
    (b"\xff\xd8\xff", "图片", "请找报告的 Word 版或网页"),
    (b"Rar!", "压缩包", "请先解压"),
    (b"7z\xbc\xaf", "压缩包", "请先解压"),
    (b"\x1f\x8b", "压缩包", "请先解压"),
    (b"MZ", "程序", "请选年度报告的文件"),
)


def read_report_file(path: Path) -> list[str | Grid]:
    """Read the paragraphs and tables of a report in Word, as a web page or as plain text. Raises ReadError."""
    return read_report_bytes(read_file(path), path.name)


def read_report_bytes(data: bytes, name: str) -> list[str | Grid]:
    """The same for the bytes of a file of that name. Raises ReadError."""
    if data.startswith(_ZIP):
        return read_docx(data, name)
    if data.startswith(_OLE2):
        return read_doc(data, name)
    for begins, kind, remedy in _OTHERS:
        if data.lstrip()[:16].startswith(begins):
            raise ReadError(f"“{name}”是{kind}，读不了", safe=SAFE, do=remedy)
    text = decode(data, name)
    beginning = text[:_BEGINNING]
    if "schemas.microsoft.com/office/word/2003" in beginning:
        raise ReadError(f"“{name}”是 Word 2003 的 XML，读不了", safe=SAFE, do=_AS_DOCX)
    return read_page(text) if _IS_HTML.search(beginning) else read_plain(text)


def decode(data: bytes, name: str) -> str:
    """The text of a file, in whatever encoding Chinese Windows programs write. Raises ReadError if it's no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\x00" in data[:_BEGINNING]:
        raise ReadError(f"“{name}”不是认识的文件", safe=SAFE, do="请选年度报告的 Word 文件、网页、文本或草稿")
    declared = _CHARSET.search(data[:_BEGINNING])
    wanted = declared[1].decode().lower() if declared else ""
    order = ("gb18030", "utf-8-sig") if wanted.startswith("gb") else ("utf-8-sig", "gb18030")
    for encoding in order:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")
