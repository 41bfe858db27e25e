"""An old Word file goes through another library, which may fail in any way; real ones are in test_round_trips."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import doc2docx
import pytest

from core.errors import ReadError
from core.reading.doc import read_doc
from tests.core.reading.hostile_other import ole
from tests.core.reading.packages import docx, p, tbl, tc, tr

WORD = ole({"WordDocument": b"\xec\xa5", "1Table": b"\0"})
MADE = docx(p("一、总体情况") + tbl(tr(tc("规章"), tc("1"))))
NOT_READ = "“甲.doc”是旧版 Word 文档，没有读懂。文件没有改动。请用 Word 或 WPS 打开它，另存为 .docx 再试。"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program puts what lasts only for a while."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def convert(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Path, Path], Any]], None]:
    """Puts something in the place of the library."""
    return lambda act: monkeypatch.setattr(doc2docx, "convert", act)


def refusal(data: bytes) -> str:
    with pytest.raises(ReadError) as told:
        read_doc(data, "甲.doc")
    return str(told.value)


def test_what_the_library_makes_of_it_is_read(folder: Path, convert: Any) -> None:
    seen: list[bytes] = []

    def act(source: Path, target: Path) -> None:
        seen.append(source.read_bytes())
        target.write_bytes(MADE)

    convert(act)
    heading, table = read_doc(WORD, "甲.doc")
    assert heading == "一、总体情况"
    assert [[piece.text for piece in row] for row in table if not isinstance(row, str)] == [["规章", "1"]]
    assert seen == [WORD]
    assert list(folder.iterdir()) == [], "nothing of it stays on the disk"


@pytest.mark.parametrize(
    "problem",
    [ValueError("broken"), KeyError(1), RecursionError(), MemoryError(), OSError(28, "full"), AssertionError()],
)
def test_however_the_library_fails_it_is_told_in_one_sentence(folder: Path, convert: Any, problem: Exception) -> None:
    def act(source: Path, target: Path) -> None:
        raise problem

    convert(act)
    assert refusal(WORD) == NOT_READ
    assert list(folder.iterdir()) == []


def test_a_library_that_writes_nothing_has_read_nothing(folder: Path, convert: Any) -> None:
    convert(lambda source, target: None)
    assert refusal(WORD) == NOT_READ


def test_what_it_writes_is_read_as_suspiciously_as_any_file(folder: Path, convert: Any) -> None:
    convert(lambda source, target: target.write_bytes(b"PK\x03\x04"))
    assert refusal(WORD).startswith("“甲.doc”损坏了，或者不是它的后缀所说的文件")


def test_an_interrupt_is_not_swallowed(folder: Path, convert: Any) -> None:
    def act(source: Path, target: Path) -> None:
        raise KeyboardInterrupt

    convert(act)
    with pytest.raises(KeyboardInterrupt):
        read_doc(WORD, "甲.doc")
    assert list(folder.iterdir()) == []


def test_a_file_with_a_password_is_told() -> None:
    secret = ole({"EncryptionInfo": b"\4", "EncryptedPackage": b"\0"})
    assert refusal(secret) == "“甲.doc”有密码。文件没有改动。请用 Word 打开它，去掉密码另存一份。"


@pytest.mark.parametrize("stream", ["Workbook", "PowerPoint Document", "Contents"])
def test_what_is_no_word_file_is_told(stream: str) -> None:
    assert refusal(ole({stream: b"\0"})) == (
        "“甲.doc”不是 Word 文档（可能是表格或演示文稿）。文件没有改动。请选年度报告的 Word 文件。"
    )


def test_a_word_file_with_nothing_in_it_is_told() -> None:
    assert refusal(WORD) == NOT_READ
