"""The 校验报告 as a web page and as Word: all words in it, nothing from elsewhere, sound for whoever opens it."""

import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openxml_audit import OpenXmlValidator

from core.check_pages import check_bytes, check_html, check_word
from core.check_report import CheckReport, Exported, Table, check_report
from core.checks import Checker
from core.form import Form
from core.report import OFF, Entry, Origin, Report
from tests.core.sheets import filled, typed

VOID = {"meta", "col"}
NASTY = "甲<b>&\"'</td>街道]]>"
CONTROLS = "甲\x00\x01\x0b乙\x1f\ufffe丙"


def sheet(unit: str = "甲街道", *rows: tuple[str, ...]) -> CheckReport:
    """A check report with one full part and one without rows."""
    full = Table("一、问题", (("编号", 30), ("问题", 70)), rows or (("T-1", "差 1"),), "没有。")
    return CheckReport(
        "校验报告",
        (("单位名称", unit), ("报告文件", "甲.docx")),
        (full, Table("二、理由", (("理由", 100),), (), "没有说明。")),
        ("填报人", "审核人"),
    )


def words(made: CheckReport) -> Iterator[str]:
    """Everything a check report says."""
    yield made.title
    for fact in made.facts:
        yield from fact
    for table in made.tables:
        yield table.heading
        for row in [[name for name, _ in table.columns], *table.rows] if table.rows else [[table.nothing]]:
            yield from row
    yield from made.signatures


@pytest.fixture
def typical(form: Form) -> CheckReport:
    """That of a report with some doubts, some of them answered, an overridden total and a rule switched off."""
    changes = {
        **{
            "profile/unit": "平房区新疆街道办事处",
            "profile/phone": "12",
            "profile/postcode": "15",
            "profile/email": "a",
        },
        **{"other/fee_collected": "400", "other/fee_noticed": "300", "other/fee_notices": "1"},
        **{"requests/new_received/natural_person": "3", "requests/granted/natural_person": "2"},
    }
    report = typed(form, filled(form), changes).with_changes(
        {"disputes/review/total": Entry(1, origin=Origin.OVERRIDDEN, reason="下级未分列"), OFF + "F-05": "当地另有规定"}
    )
    exported = Exported("平房区新疆街道办事处2023年政府信息公开工作年度报告.docx", "0123456789abcdef" * 4)
    issues = Checker(form).run(report)
    return check_report(form, report, issues, day=date(2024, 1, 9), program="0.2.0", exported=exported)


# ------------------------------------------------------------ HTML


class _Page(HTMLParser):
    """Reads a page and holds it to what XML asks: every tag closed, in turn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.styles: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        (self.styles if self.open[-1:] == ["style"] else self.texts).append(data)


def test_the_page_is_well_formed_and_says_everything(typical: CheckReport) -> None:
    page = _Page(check_html(typical))
    said = "".join(page.texts)
    assert [text for text in words(typical) if text not in said] == []
    assert page.tags.count("table") == 1 + sum(bool(table.rows) for table in typical.tables)
    assert check_html(typical).startswith('<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">')


def test_a_table_has_its_columns_its_head_and_a_line_for_each_row() -> None:
    html = check_html(sheet("甲", ("T-1", "差 1"), ("T-2", "差 2")))
    assert (
        '<col width="30%"><col width="70%"><thead><tr><th>编号</th><th>问题</th></tr></thead>\n'
        "<tr><td>T-1</td><td>差 1</td></tr>\n<tr><td>T-2</td><td>差 2</td></tr>\n</table>"
    ) in html


def test_a_part_without_rows_has_its_word_instead_of_a_table() -> None:
    assert "<h2>二、理由</h2>\n<p>没有说明。</p>\n" in check_html(sheet())


def test_nothing_that_was_typed_is_taken_for_html(form: Form) -> None:
    made = sheet(NASTY, (NASTY, NASTY))
    nasty = CheckReport(NASTY, ((NASTY, NASTY), *made.facts), (*made.tables, _named(NASTY)), (NASTY,))
    page, plain = _Page(check_html(nasty)), _Page(check_html(sheet()))
    assert "b" not in page.tags
    assert set(page.tags) == set(plain.tags)
    assert set(page.attributes) == set(plain.attributes)
    # title and heading, both sides of a fact, the unit, two cells, heading and column and word of a part, a signature
    assert "".join(page.texts).count(NASTY) == 2 + 2 + 1 + 2 + 1 + 1


def _named(name: str) -> Table:
    return Table(name, ((name, 100),), (), "")


def test_a_units_name_is_escaped_from_the_form_to_the_page(form: Form) -> None:
    report = typed(form, filled(form), {"profile/unit": NASTY})
    made = check_report(form, report, Checker(form).run(report), day=date(2024, 1, 9), program="", exported=None)
    html = check_html(made)
    assert "<b>" not in html
    assert "甲&lt;b&gt;&amp;&quot;&#x27;&lt;/td&gt;街道]]&gt;" in html


def test_the_page_takes_nothing_from_elsewhere(typical: CheckReport) -> None:
    page = _Page(check_html(typical))
    assert {"script", "link", "img", "iframe", "object", "base", "form"}.isdisjoint(page.tags)
    assert {name for name, _ in page.attributes} == {"lang", "charset", "border", "cellspacing", "width", "class"}
    style = "".join(page.styles).lower()
    assert [way for way in ("url(", "@import", "@font-face", "http", "//") if way in style] == []


# ------------------------------------------------------------ Word


def read(data: bytes) -> list[str]:
    """All paragraphs and cells of a Word file."""
    document = Document(BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def test_an_auditor_of_the_format_finds_nothing(typical: CheckReport, file: Path) -> None:
    path = file.with_suffix(".docx")
    path.write_bytes(check_bytes(typical, path.suffix))
    assert OpenXmlValidator().validate(path).errors == []


def test_the_word_file_opens_and_says_everything(typical: CheckReport) -> None:
    said = "\n".join(read(check_word(typical)))
    assert [text for text in words(typical) if text not in said] == []


def test_its_tables_hold_row_by_row_what_the_parts_hold(typical: CheckReport) -> None:
    tables = Document(BytesIO(check_word(typical))).tables
    rows = [[tuple(cell.text for cell in row.cells) for row in table.rows] for table in tables]
    assert rows[0] == list(typical.facts)
    full = [table for table in typical.tables if table.rows]
    assert rows[1:] == [[tuple(name for name, _ in table.columns), *table.rows] for table in full]


def test_the_word_file_names_the_unit_as_its_author() -> None:
    properties = Document(BytesIO(check_word(sheet("甲街道")))).core_properties
    assert (properties.author, properties.title) == ("甲街道", "校验报告")


def test_characters_that_no_file_can_hold_are_dropped(tmp_path: Path) -> None:
    made = sheet(CONTROLS, (CONTROLS, NASTY))
    (tmp_path / "a.docx").write_bytes(check_bytes(made, ".docx"))
    assert OpenXmlValidator().validate(tmp_path / "a.docx").errors == []
    said = read((tmp_path / "a.docx").read_bytes())
    assert said.count("甲乙丙") == 2
    assert NASTY in said


@pytest.mark.parametrize("where", ["heading", "column", "nothing", "name", "signature"])
def test_they_are_dropped_wherever_they_stand(where: str) -> None:
    """All but the names of columns and parts, which are ours, comes from files and typing."""
    made = sheet()
    odd = {
        "heading": CheckReport(CONTROLS, made.facts, made.tables, made.signatures),
        "column": CheckReport("甲", made.facts, (Table("一", (("理由", 100),), ((CONTROLS,),), ""),), ()),
        "nothing": CheckReport("甲", (("单位名称", CONTROLS),), (), ()),
        "name": CheckReport("甲", ((CONTROLS, "甲"), *made.facts), made.tables, ()),
        "signature": CheckReport("甲", (*made.facts, ("报告文件", CONTROLS)), made.tables, ("填报人",)),
    }[where]
    assert "甲乙丙" in read(check_word(odd))


# ------------------------------------------------------------ files


@pytest.mark.parametrize(
    ("suffix", "start"), [(".html", b"<!DOC"), (".HTM", b"<!DOC"), (".docx", b"PK"), ("", b"PK"), (".txt", b"PK")]
)
def test_the_suffix_of_the_file_decides_what_is_written(suffix: str, start: bytes) -> None:
    assert check_bytes(sheet(), suffix).startswith(start)


def test_half_a_character_as_in_the_name_of_a_file_is_dropped_from_word() -> None:
    assert "甲" in read(check_bytes(sheet("甲\udcff"), ".docx"))


def test_so_it_is_from_the_page() -> None:
    assert "<td>甲" in check_bytes(sheet("甲\udcff"), ".html").decode()


@pytest.mark.paper
@pytest.mark.skipif(not shutil.which("soffice"), reason="soffice (LibreOffice) is not on PATH")
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is not on PATH")
def test_on_paper_it_is_one_or_two_pages_and_all_there(typical: CheckReport, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(check_bytes(typical, ".docx"))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    convert = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*convert, str(tmp_path / "a.docx")], check=True, capture_output=True, timeout=120)
    text = subprocess.run(["pdftotext", "-raw", str(tmp_path / "a.pdf"), "-"], check=True, capture_output=True)
    pages = text.stdout.decode().split("\f")[:-1]
    assert len(pages) <= 2
    whole = "".join("".join(pages).split())
    assert [text for text in words(typical) if "".join(text.split()) not in whole] == []


def test_a_report_of_any_kind_can_be_written_both_ways(form: Form, sample: Report) -> None:
    for report in (Report("2021"), sample):
        made = check_report(form, report, Checker(form).run(report), day=date(2024, 1, 9), program="", exported=None)
        assert _Page(check_html(made)).tags
        assert read(check_word(made))
