"""The Word file: sound for Word, laid out as the form prescribes, and every number where it belongs."""

import getpass
import re
import shutil
import socket
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from core import form as forms
from core.exchange import import_data
from core.form import Form
from core.report import Report, cell_text, reckon
from core.word_table import font_size
from tests.core.libreoffice import has_times
from tests.core.sheets import DATA, HEADINGS, PUBLISHED, noted, typed
from tests.core.word_files import W, audit, body, parts, placed, styled, tables, text, value, written


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_an_auditor_of_the_format_finds_nothing(edition: str, sample: Report, tmp_path: Path) -> None:
    report = Report(edition, sample.texts, sample.cells)
    assert audit(written(forms.load(edition), report), tmp_path) == []


def test_nor_does_it_with_notes_and_a_signature(form: Form, sample: Report, tmp_path: Path) -> None:
    assert audit(written(form, noted(form, sample)), tmp_path) == []


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
    "pPr": ["pStyle", "keepNext", "ind", "jc"],
    "r": ["rPr", "t"],
    "rPr": ["rStyle", "rFonts", "sz", "szCs"],
    "body": ["p", "tbl", "sectPr"],
}


def test_elements_stand_in_the_order_word_asks_for(form: Form, largest: Report) -> None:
    seen = set()
    root = body(written(form, noted(form, largest)))
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
    for table in body(written(form, sample)).findall(f"{W}tbl"):
        assert table.getnext().tag == f"{W}p"


def test_the_headings_are_those_of_the_form(form: Form, sample: Report) -> None:
    root = body(written(form, sample))
    assert styled(root, "Heading1") == HEADINGS
    assert styled(root, "Title") == ["平房区新疆街道办事处", "2023年政府信息公开工作年度报告"]


def test_everything_written_is_in_the_file_and_in_its_place(form: Form, sample: Report) -> None:
    root = body(written(form, sample))
    sections: list[list[str]] = [[]]
    for block in root:
        if block.find(f"{W}pPr/{W}pStyle[@{W}val='Heading1']") is not None:
            sections.append([])
        elif block.tag == f"{W}p":
            sections[-1].append(text(block))
    fields = {0: "profile/preamble", 1: "overview/text", 5: "problems/text", 6: "other/text"}
    for at, key in fields.items():
        typed_in = [line.strip() for line in sample.text(key).splitlines() if line.strip()]
        assert typed_in
        assert [line for line in sections[at] if line][-len(typed_in) :] == typed_in


def test_numbers_and_choices_that_checks_ask_for_are_not_printed(form: Form, sample: Report) -> None:
    asked = {
        **{"other/fee_notices": "90417", "other/fee_noticed": "90427", "other/fee_collected": "90437"},
        **{"requests/ledger_received": "90447", "profile/published": "2024年1月19日", "profile/scope": "own"},
    }
    assert text(body(written(form, typed(form, sample, asked)))) == text(body(written(form, sample)))


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


def test_notes_stand_below_their_table_and_keep_with_it(form: Form, sample: Report) -> None:
    root = body(written(form, typed(form, sample, {"requests/note": "注：甲\n乙"})))
    table = root.findall(f"{W}tbl")[1]
    below = list(table.itersiblings())[:3]
    assert [text(p) for p in below] == ["注：甲", "乙", ""]
    assert [p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for p in below] == ["TableLabel", "TableLabel", "TableEnd"]
    assert [p.find(f"{W}pPr/{W}keepNext") is not None for p in below] == [True, False, False]
    assert all(list(row.iter(f"{W}keepNext")) for row in table.findall(f"{W}tr")), "so does its last row"


def test_unit_and_date_stand_at_the_end_as_far_from_the_edge_as_the_standard_says(form: Form, sample: Report) -> None:
    signed = body(written(form, noted(form, sample))).findall(f"{W}p")[-3:]
    assert [text(p) for p in signed] == ["", "平房区新疆街道办事处", "2024年1月20日"]
    places = [p.find(f"{W}pPr/{W}ind").get(f"{W}rightChars") for p in signed[1:]]
    assert places == ["200", "350"], "ten characters and six and a half: the date begins two to the right of the unit"
    assert [p.find(f"{W}pPr/{W}jc").get(f"{W}val") for p in signed[1:]] == ["right", "right"]
    assert [p.find(f"{W}pPr/{W}keepNext") is not None for p in signed] == [True, True, False]


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
    data = written(form, report)
    assert audit(data, tmp_path) == []
    root = body(data)
    assert [text(p) for p in root.findall(f"{W}p")][-2:] == ["甲", "乙丙\ufffd丁 <w:p/> & \"'</w:t>]]>"]
    assert "1<&" in placed(root.findall(f"{W}tbl")[2]).values()


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
    root = body(written(form, Report("2021", {"overview/text": line})))
    out = [text(run) for run in root.iter(f"{W}r") if run.find(f"{W}rPr/{W}rStyle") is not None]
    assert out == ([lead] if lead else [])
    assert line in styled(root, "ReportBody")


def test_the_file_names_the_unit_and_nobody_else(form: Form, sample: Report) -> None:
    members = parts(written(form, sample))
    core = members["docProps/core.xml"].decode()
    assert "<dc:creator>平房区新疆街道办事处</dc:creator>" in core
    assert re.findall("lastModifiedBy>([^<]+)<", core) == []
    about = (core + members["docProps/app.xml"].decode()).lower()
    assert [name for name in (socket.gethostname(), getpass.getuser(), "python") if f">{name.lower()}" in about] == []
    whole = b"\n".join(members.values()).decode()
    assert [place for place in ("/work", "/home", "/tmp", "/Users", "C:\\") if place in whole] == []


def test_equal_reports_give_equal_content(form: Form, largest: Report) -> None:
    one, other = (parts(written(form, largest)) for _ in range(2))
    assert one.pop("docProps/core.xml")[:40] == other.pop("docProps/core.xml")[:40], "it says when it was made"
    assert one == other


def test_a_name_of_any_length_can_be_exported(form: Form) -> None:
    root = body(written(form, Report("2021", {"profile/unit": "某" * 300})))
    assert styled(root, "Title")[0] == "某" * 300


@pytest.mark.paper
@pytest.mark.skipif(not shutil.which("soffice"), reason="soffice (LibreOffice) is not on PATH")
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is not on PATH")
@pytest.mark.skipif(not has_times(), reason="no font as wide as Times New Roman (fonts-liberation)")
def test_on_paper_everything_is_there_and_table_three_is_whole(
    form: Form, sample: Report, largest: Report, tmp_path: Path
) -> None:
    report = sample.with_changes(dict(largest.cells))
    (tmp_path / "a.docx").write_bytes(written(form, report))
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
