"""A .doc or .wps (Word 97-2003) -> its paragraphs and tables, by way of msdoc2docx, which reads within bounds."""

import tempfile
from pathlib import Path

from core.errors import ReadError
from core.reading.docx import read_docx
from core.reading.grid import Grid
from core.reading.package import SAFE


def read_doc(data: bytes, name: str) -> list[str | Grid]:
    """Read the paragraphs and tables of an old Word file. Raises ReadError.

    The library works from file to file; both stand in a folder of the system for the while.
    """
    from doc2docx import convert  # pyright: ignore[reportMissingTypeStubs] - slow to load, seldom needed

    if "EncryptedPackage".encode("utf-16-le") in data:
        raise ReadError(f"“{name}”有密码", safe=SAFE, do="请用 Word 打开它，去掉密码另存一份")
    if "WordDocument".encode("utf-16-le") not in data:
        raise ReadError(f"“{name}”不是 Word 文档（可能是表格或演示文稿）", safe=SAFE, do="请选年度报告的 Word 文件")
    with tempfile.TemporaryDirectory(prefix="nianbao") as folder:
        source, target = Path(folder) / "old.doc", Path(folder) / "new.docx"
        source.write_bytes(data)
        try:
            convert(source, target)
            converted = target.read_bytes()
        except Exception as problem:  # the library's own kinds, and whatever else a broken file brings out
            raise ReadError(
                f"“{name}”是旧版 Word 文档，没有读懂", safe=SAFE, do="请用 Word 或 WPS 打开它，另存为 .docx 再试"
            ) from problem
    return read_docx(converted, name)
