"""A file is told by what is in it, whatever its name says; what can't be a report is refused, and why."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ReadError
from core.reading.files import decode, read_report_bytes, read_report_file
from core.reading.grid import texts
from core.reading.package import MOST_BYTES
from tests.core.reading.hostile_other import ole
from tests.core.reading.packages import docx, p, packed, tbl, tc, tr

TEXT = "一、总体情况\n\t规章\n\t12\n\n"
HTML = "<!DOCTYPE html><html><body><p>一、总体情况</p><table><tr><td>规章</td><td>12</td></tr></table></body></html>"
WORD = docx(p("一、总体情况") + tbl(tr(tc("规章"), tc("12"))))
READ = ["一、总体情况", [["规章", "12"]]]


def read(data: bytes, name: str = "甲.docx") -> list[str | list[list[str]]]:
    return [block if isinstance(block, str) else texts(block) for block in read_report_bytes(data, name)]


def refusal(data: bytes) -> str:
    with pytest.raises(ReadError) as told:
        read(data, "甲")
    assert told.value.safe == "文件没有改动"
    assert "\n" not in str(told.value)
    return str(told.value)


# ------------------------------------------------------------ what is read


@pytest.mark.parametrize("name", ["甲.docx", "甲.doc", "甲.html", "甲.txt", "甲.nianbao", "甲"])
@pytest.mark.parametrize("data", [WORD, HTML.encode(), TEXT.encode()], ids=["Word", "web page", "text"])
def test_a_report_is_read_whatever_its_name(name: str, data: bytes, tmp_path: Path) -> None:
    assert read(data, name) == READ
    (tmp_path / name).write_bytes(data)
    assert len(read_report_file(tmp_path / name)) == 2


@pytest.mark.parametrize(
    "begins", ["<html>", "<HTML lang=zh>", "<table>", "<div>", "<p>", "\n  <!doctype HTML>", "<body>"]
)
def test_a_page_is_told_by_any_tag_it_may_begin_with(begins: str) -> None:
    assert read(f"{begins}<table><tr><td>规章<td>12</table>".encode())[-1:] == READ[1:]


def test_a_text_about_tags_is_no_page() -> None:
    assert read("<政府信息公开年报> 5<6\n一、总体情况\n".encode()) == ["<政府信息公开年报> 5<6", "一、总体情况"]


def test_a_page_saved_by_word_is_read_in_its_own_encoding() -> None:
    meta = '<meta http-equiv=Content-Type content="text/html; charset=gb2312">'
    assert read(f"<html><head>{meta}</head>{HTML.partition('<html>')[2]}".encode("gb2312")) == READ


# ------------------------------------------------------------ encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "gb2312", "utf-16"])
@pytest.mark.parametrize("text", [TEXT, HTML])
def test_any_encoding_of_chinese_windows_programs_is_read(encoding: str, text: str) -> None:
    assert read(text.encode(encoding)) == READ


def test_the_mark_says_in_what_order_the_bytes_stand() -> None:
    assert decode(b"\xfe\xff" + "年报".encode("utf-16-be"), "") == "\ufeff年报"[1:]
    assert decode(b"\xff\xfe" + "年报".encode("utf-16-le"), "") == "年报"


@pytest.mark.parametrize("declared", ["utf-8", "UTF-8", "iso-8859-1", "nonsense", "x" * 300])
def test_a_page_in_chinese_is_read_also_where_it_declares_another_encoding(declared: str) -> None:
    for encoding in ("utf-8", "gbk"):
        assert decode(f"<meta charset='{declared}'>年报".encode(encoding), "").endswith("年报")


def test_a_declared_encoding_goes_first() -> None:
    """These bytes are a text in both."""
    both = b"<meta charset=gb2312>" + "政府".encode() * 1 + b"\xc4\xea"
    assert decode(both, "") != decode(both.replace(b"gb2312", b"utf-8"), "")


def test_a_broken_byte_does_not_make_the_rest_unreadable() -> None:
    text = decode(b"\xff" + "一、总体情况，规章".encode() + b"\xff", "")
    assert "总体情况" in text


@given(st.binary(max_size=40))
def test_any_bytes_are_a_text_or_refused(data: bytes) -> None:
    try:
        assert isinstance(decode(data, "甲"), str)
    except ReadError as error:
        assert error.happened == "“甲”不是认识的文件"


# ------------------------------------------------------------ what is refused

MHTML_CHROME = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.gov.cn/\r\nMIME-Version: 1.0\r\n\r\n<html>"
)
XLS, XLSX = ole({"Workbook": b"\0"}), packed({"xl/workbook.xml": "<a/>"})


@pytest.mark.parametrize(
    ("data", "kind", "remedy"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "是PDF", "请找它的 Word 版，或者在网站上把那一页另存为网页"),
        (b"\r\n%PDF-1.4", "是PDF", "请找它的 Word 版，或者在网站上把那一页另存为网页"),
        (b"{\\rtf1\\ansi", "是RTF 文档", "另存为 .docx 再试"),
        (b"MIME-Version: 1.0\r\n", "是单个文件网页", "另存为“网页，仅 HTML”"),
        (MHTML_CHROME, "是单个文件网页", "另存为“网页，仅 HTML”"),
        (b"\x89PNG\r\n\x1a\n", "是图片", "请找报告的 Word 版或网页"),
        (b"\xff\xd8\xff\xe0", "是图片", "请找报告的 Word 版或网页"),
        (b"Rar!\x1a\x07", "是压缩包", "请先解压"),
        (b"7z\xbc\xaf\x27", "是压缩包", "请先解压"),
        (b"\x1f\x8b\x08", "是压缩包", "请先解压"),
        (b"MZ\x90", "是程序", "请选年度报告的文件"),
        (XLS, "不是 Word 文档", "请选年度报告的 Word 文件"),
        (XLSX, "损坏了，或者不是它的后缀所说的文件", "另存为 .docx 再试"),
        (
            b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">',
            "XML",
            "docx",
        ),
        (b"\0\1\2\3", "不是认识的文件", "请选年度报告的 Word 文件、网页、文本或草稿"),
        ("年报".encode("utf-16-le") + b"\0", "不是认识的文件", "请选年度报告的 Word 文件、网页、文本或草稿"),
    ],
)
def test_what_people_take_for_a_report_is_told_by_its_kind_and_what_to_do(data: bytes, kind: str, remedy: str) -> None:
    sentence = refusal(data)
    assert sentence.startswith("“甲”")
    assert kind in sentence
    assert remedy in sentence


def test_a_text_that_only_begins_like_a_letter_is_read() -> None:
    assert read("MIME 是什么\n".encode()) == ["MIME 是什么"]


def test_a_file_that_is_too_large_is_not_read_to_the_end(tmp_path: Path) -> None:
    with (tmp_path / "甲.docx").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(ReadError, match="太大"):
        read_report_file(tmp_path / "甲.docx")


def test_a_file_that_is_gone_and_a_folder_are_told(tmp_path: Path) -> None:
    for path in (tmp_path / "甲.docx", tmp_path):
        with pytest.raises(ReadError, match="打不开"):
            read_report_file(path)
