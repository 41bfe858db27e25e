"""The Word file: sound for Word, laid out as the form prescribes, and every number where it belongs."""

import getpass
import re
import shutil
import socket
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from core import form as forms
from core.errors import SaveFailed
from core.exchange import import_data
from core.form import Form
from core.report import Report, cell_text, reckon
from core.word import clean, paragraphs, save_word, title_lines, word_bytes
from core.word_table import font_size
from tests.core.sheets import DATA, HEADINGS, PUBLISHED, typed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def body(data: bytes) -> etree._Element:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return etree.fromstring(package.read("word/document.xml"))[0]


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
    return dict(zip(form.tables, body(word_bytes(form, report)).findall(f"{W}tbl"), strict=True))


@pytest.fixture(scope="module")
def largest() -> Report:
    return import_data(DATA / "suqian_city_2024.json").report


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_an_auditor_of_the_format_finds_nothing(edition: str, sample: Report, tmp_path: Path) -> None:
    form = forms.load(edition)
    path = tmp_path / "a.docx"
    save_word(form, Report(edition, sample.texts, sample.cells), path)
    assert OpenXmlValidator().validate(path).errors == []


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_every_table_fills_its_grid(edition: str) -> None:
    form = forms.load(edition)
    for table in tables(form, Report(edition)).values():
        widths = [int(column.get(f"{W}w")) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
        assert int(table.find(f"{W}tblPr/{W}tblW").get(f"{W}w")) == sum(widths)
        above: dict[int, int] = {}
        for line in table.findall(f"{W}tr"):
            at, spans = 0, {}
            for cell in line.findall(f"{W}tc"):
                span = value(cell, "tcPr/gridSpan")
                assert int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) == sum(widths[at : at + span])
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None:
                    if merge.get(f"{W}val") != "restart":
                        assert above.get(at) == span, "nothing of this width above to go on from"
                        assert text(cell) == ""
                    spans[at] = span
                at += span
            assert at == len(widths)
            above = spans


def test_every_merge_has_something_to_merge() -> None:
    form = forms.load("2021")
    for name, table in tables(form, Report("2021")).items():
        starts = sum(m.get(f"{W}val") == "restart" for m in table.iter(f"{W}vMerge"))
        goes_on = sum(m.get(f"{W}val") is None for m in table.iter(f"{W}vMerge"))
        tall = [cell for cell in form.layouts[name] if cell.rowspan > 1]
        assert (starts, goes_on) == (len(tall), sum(cell.rowspan - 1 for cell in tall))


ORDER = {
    "tbl": ["tblPr", "tblGrid", "tr"],
    "tblPr": ["tblStyle", "tblW", "jc", "tblLayout"],
    "tr": ["trPr", "tc"],
    "trPr": ["cantSplit", "trHeight", "tblHeader"],
    "tc": ["tcPr", "p"],
    "tcPr": ["tcW", "gridSpan", "vMerge", "vAlign"],
    "p": ["pPr", "r"],
    "pPr": ["pStyle", "keepNext"],
    "r": ["rPr", "t"],
    "rPr": ["rStyle", "rFonts", "sz", "szCs"],
    "body": ["p", "tbl", "sectPr"],
}


def test_elements_stand_in_the_order_word_asks_for(form: Form, largest: Report) -> None:
    seen = set()
    root = body(word_bytes(form, largest))
    for element in root.iter():
        name = etree.QName(element).localname
        order = ORDER.get(name)
        if order and name != "body":
            names = [etree.QName(child).localname for child in element]
            assert names == sorted(names, key=order.index)
            seen.add(name)
    assert seen == ORDER.keys() - {"body"}
    assert etree.QName(root[-1]).localname == "sectPr"
    assert {etree.QName(child).localname for child in root} == set(ORDER["body"])


def test_a_table_is_followed_by_a_paragraph(form: Form, sample: Report) -> None:
    for table in body(word_bytes(form, sample)).findall(f"{W}tbl"):
        assert table.getnext().tag == f"{W}p"


def test_the_headings_are_those_of_the_form(form: Form, sample: Report) -> None:
    root = body(word_bytes(form, sample))
    assert styled(root, "Heading1") == HEADINGS
    assert styled(root, "Title") == ["平房区新疆街道办事处", "2023年政府信息公开工作年度报告"]


def test_everything_written_is_in_the_file_and_in_its_place(form: Form, sample: Report) -> None:
    root = body(word_bytes(form, sample))
    sections: list[list[str]] = [[]]
    for block in root:
        if block.find(f"{W}pPr/{W}pStyle[@{W}val='Heading1']") is not None:
            sections.append([])
        elif block.tag == f"{W}p":
            sections[-1].append(text(block))
    fields = {0: "profile/preamble", 1: "overview/text", 5: "problems/text", 6: "other/text"}
    for at, key in fields.items():
        written = [line.strip() for line in sample.text(key).splitlines() if line.strip()]
        assert written
        assert [line for line in sections[at] if line][-len(written) :] == written


def test_numbers_and_choices_that_checks_ask_for_are_not_printed(form: Form, sample: Report) -> None:
    asked = {
        **{"other/fee_notices": "90417", "other/fee_noticed": "90427", "other/fee_collected": "90437"},
        **{"requests/ledger_received": "90447", "profile/published": "2024年1月19日", "profile/scope": "own"},
    }
    assert text(body(word_bytes(form, typed(form, sample, asked)))) == text(body(word_bytes(form, sample)))


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_number_and_label_stands_in_its_cell(name: str, form: Form) -> None:
    report = import_data(DATA / f"{name}.json").report
    figures = reckon(form, report)
    for section, table in tables(form, report).items():
        cells = placed(table)
        for laid in form.layouts[section]:
            expected = cell_text(laid.key, report, figures) if laid.key else laid.text
            assert cells[laid.row, laid.col] == expected
            assert expected


def test_the_largest_report_comes_back_number_by_number(form: Form, largest: Report) -> None:
    root = tables(form, largest)
    third = list(placed(root["requests"]).values())
    assert third[third.index("一、本年新收政府信息公开申请数量") + 1 :][:7] == [
        "3440",
        "75",
        "0",
        "1",
        "6",
        "3",
        "3525",
    ]
    fourth = [cell for (row, _), cell in placed(root["disputes"]).items() if row == 3]
    assert list(map(int, fourth)) == [88, 18, 28, 36, 170, 7, 0, 11, 7, 25, 33, 0, 6, 13, 52]
    assert "72701.2578" in placed(root["proactive"]).values()


def test_a_blank_stays_blank_on_paper(form: Form) -> None:
    for section, table in tables(form, Report("2021")).items():
        cells = placed(table)
        assert {cells[laid.row, laid.col] for laid in form.layouts[section] if laid.key} == {""}


def test_notes_and_overridden_totals_are_printed_as_typed(form: Form, sample: Report) -> None:
    report = typed(form, sample, {"proactive/licensing/decisions": "22（改）", "disputes/review/total": "9"})
    root = tables(form, report)
    assert "22（改）" in placed(root["proactive"]).values()
    assert "9" in placed(root["disputes"]).values()


def test_the_header_repeats_and_rows_stay_whole(form: Form) -> None:
    root = tables(form, Report("2021"))
    assert {name: len(list(table.iter(f"{W}tblHeader"))) for name, table in root.items()} == {
        "proactive": 0,
        "requests": 3,
        "disputes": 3,
    }
    for table in root.values():
        rows = table.findall(f"{W}tr")
        assert len(list(table.iter(f"{W}cantSplit"))) == len(rows)
        assert [bool(list(row.iter(f"{W}keepNext"))) for row in rows] == [True] * (len(rows) - 1) + [False]


@pytest.mark.parametrize(
    ("figure", "width", "size"),
    [
        ("0", 590, 21),
        ("12345", 654, 21),
        ("123456", 654, 18),
        ("1" * 9, 654, 11),
        ("1" * 40, 590, 11),
        ("22（改）", 590, 21),
        ("", 590, 21),
    ],
)
def test_a_long_number_gets_the_size_at_which_it_fits(figure: str, width: int, size: int) -> None:
    assert font_size(figure, width) == size


def test_only_long_numbers_are_set_smaller(form: Form, sample: Report) -> None:
    report = typed(form, sample, {"disputes/review/other": "123456789"})
    smaller = [
        text(run) for run in tables(form, report)["disputes"].iter(f"{W}r") if run.find(f"{W}rPr/{W}sz") is not None
    ]
    assert smaller == ["123456789", "123456789"], "the number and its total"
    assert not list(tables(form, sample)["disputes"].iter(f"{W}sz"))


def test_pasted_control_characters_do_no_harm(form: Form, sample: Report, tmp_path: Path) -> None:
    nasty = "甲\x00\x01\x0b乙\x1f\ufffe丙\ud800丁\x0c <w:p/> & \"'</w:t>]]>"
    report = typed(
        form, sample, dict.fromkeys(("profile/unit", "other/text"), nasty) | {"disputes/review/other": "1\x02<&"}
    )
    save_word(form, report, tmp_path / "a.docx")
    assert OpenXmlValidator().validate(tmp_path / "a.docx").errors == []
    root = body((tmp_path / "a.docx").read_bytes())
    assert [text(p) for p in root.findall(f"{W}p")][-2:] == ["甲", "乙丙\ufffd丁 <w:p/> & \"'</w:t>]]>"]
    assert "1<&" in placed(root.findall(f"{W}tbl")[2]).values()


def test_what_xml_can_not_hold_is_dropped_and_nothing_else() -> None:
    every = "".join(map(chr, range(0x300))) + "\ud800\udfff\ufffd\ufffe\uffff\U0001f600年"
    unfit = {*range(0x20), 0xD800, 0xDFFF, 0xFFFE, 0xFFFF} - {9, 10, 13}
    kept = clean(every)
    assert etree.fromstring(f"<a>{kept.replace('&', '').replace('<', '')}</a>") is not None
    assert set(every) - set(kept) == set(map(chr, unfit))


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("", []),
        (" \n\u3000\n", []),
        ("甲\n乙", ["甲", "乙"]),
        ("\u3000\u3000甲\r\n\r\n  乙 \r丙", ["甲", "乙", "丙"]),
        ("甲\u2028乙\u2029丙\x0b丁", ["甲", "乙", "丙", "丁"]),
        ("\t甲\t乙", ["甲 乙"]),
    ],
)
def test_indents_and_blank_lines_are_the_layouts_business(written: str, lines: list[str]) -> None:
    assert paragraphs(written) == lines


@pytest.mark.parametrize(
    ("line", "lead"),
    [
        ("（一）主动公开情况。全年公开0条。", "（一）主动公开情况。"),
        ("（二）改进情况", "（二）改进情况"),
        ("（三）先说一；再说二。", ""),
        ("一是内容不全。", ""),
        ("（1）主动公开。", ""),
    ],
)
def test_the_head_of_a_part_stands_out(line: str, lead: str, form: Form) -> None:
    root = body(word_bytes(form, Report("2021", {"overview/text": line})))
    out = [text(run) for run in root.iter(f"{W}r") if run.find(f"{W}rPr/{W}rStyle") is not None]
    assert out == ([lead] if lead else [])
    assert line in styled(root, "ReportBody")


def test_without_a_name_or_a_year_the_title_leaves_them_out(form: Form) -> None:
    assert title_lines(form, Report("2021")) == ["年政府信息公开工作年度报告"]
    assert title_lines(form, Report("2021", {"profile/unit": "甲", "profile/year": "2023"})) == [
        "甲",
        "2023年政府信息公开工作年度报告",
    ]


def test_the_file_names_the_unit_and_nobody_else(form: Form, sample: Report) -> None:
    with zipfile.ZipFile(BytesIO(word_bytes(form, sample))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    core = parts["docProps/core.xml"].decode()
    assert "<dc:creator>平房区新疆街道办事处</dc:creator>" in core
    assert "lastModifiedBy" not in core
    about = (core + parts["docProps/app.xml"].decode()).lower()
    assert [name for name in (socket.gethostname(), getpass.getuser(), "python") if f">{name.lower()}" in about] == []
    whole = b"\n".join(parts.values()).decode()
    assert [place for place in ("/work", "/home", "/tmp", "/Users", "C:\\") if place in whole] == []


def test_equal_reports_give_equal_content(form: Form, largest: Report) -> None:
    def parts() -> dict[str, bytes]:
        with zipfile.ZipFile(BytesIO(word_bytes(form, largest))) as package:
            return {name: package.read(name) for name in package.namelist() if name != "docProps/core.xml"}

    assert parts() == parts()


def test_a_word_file_is_saved_durably(form: Form, sample: Report, tmp_path: Path) -> None:
    with pytest.raises(SaveFailed):
        save_word(form, sample, tmp_path / "gone" / "a.docx")


def test_a_name_of_any_length_can_be_exported(form: Form) -> None:
    root = body(word_bytes(form, Report("2021", {"profile/unit": "某" * 300})))
    assert styled(root, "Title")[0] == "某" * 300


@pytest.mark.paper
@pytest.mark.skipif(not shutil.which("soffice"), reason="soffice (LibreOffice) is not on PATH")
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is not on PATH")
def test_on_paper_everything_is_there_and_table_three_is_whole(
    form: Form, sample: Report, largest: Report, tmp_path: Path
) -> None:
    report = sample.with_changes(dict(largest.cells))
    save_word(form, report, tmp_path / "a.docx")
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    convert = [
        "soffice",
        home,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "a.docx"),
    ]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    read = subprocess.run(["pdftotext", "-layout", str(tmp_path / "a.pdf"), "-"], check=True, capture_output=True)
    pages = [re.sub(r"\s+", "", page) for page in read.stdout.decode().split("\f")]
    whole = "".join(pages)
    assert [heading for heading in HEADINGS if heading not in whole] == []
    figures = reckon(form, report)
    numbers = {cell_text(key, report, figures) for key in form.cells}
    words = set(re.findall(r"[0-9.]+", read.stdout.decode()))
    assert numbers - words == set()
    (page,) = [page for page in pages if HEADINGS[2] in page]
    third = {cell_text(cell.key, report, figures) for cell in form.tables["requests"]}
    assert [number for number in third if number not in page] == []
    assert "四、结转下年度继续办理" in page
