"""A published report comes back number for number, whatever program wrote it and whoever had a hand in it.

A number is right, or it's blank and somebody is told; nothing is ever moved to another row or column.
"""

import copy
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from core import form as forms
from core.errors import UserError
from core.exchange import import_data
from core.form import Form
from core.report import Report, cell_text, reckon
from tests.core.libreoffice import Rewrite
from tests.core.reading.published import (
    TEXTS,
    Sheet,
    as_page,
    as_word,
    blanks,
    numbered,
    numbers_of,
    read_bytes,
    untold,
    wrong,
)
from tests.core.sheets import DATA, PUBLISHED

PLAIN = DATA / "pingfang_xinjiang_street_2023.txt"
Make = Callable[[Form, Report], Sheet]
makes = pytest.mark.parametrize("make", [as_page, as_word], ids=["web page", "Word"])
editions = pytest.mark.parametrize("edition", ["2019", "2021"])


@pytest.fixture(scope="module")
def ours(sample: Report) -> dict[str, Report]:
    """In each edition a report with texts and with a number of its own in every cell."""
    return {name: numbered(forms.load(name), Report(name, sample.texts)) for name in ("2019", "2021")}


def printed(report: Report) -> dict[str, str]:
    return {key: str(typed.value) for key, typed in report.cells.items()}


def assert_whole(old: Any, report: Report, *told: str) -> None:
    """All numbers exact, all texts equal, nothing else doubted but that the numbers don't add up."""
    assert old.form.edition == report.edition
    assert numbers_of(old) == printed(report)
    assert (old.read, old.asked) == (len(report.cells), len(report.cells))
    assert {key: old.report.text(key) for key in TEXTS} == {key: report.text(key) for key in TEXTS}
    assert [str(doubt) for doubt in old.doubts if not str(doubt).endswith("照原样保留")] == list(told)


# ------------------------------------------------------------ as we write it, and as others write it again


@makes
@editions
def test_every_number_and_text_comes_back_as_we_wrote_it(
    make: Make, edition: str, ours: dict[str, Report], tmp_path: Path
) -> None:
    assert_whole(read_bytes(make(forms.load(edition), ours[edition]).data(), tmp_path), ours[edition])


@makes
@pytest.mark.parametrize("name", PUBLISHED)
def test_a_report_as_it_was_published_comes_back_with_its_totals_computed(
    make: Make, name: str, form: Form, tmp_path: Path
) -> None:
    report = import_data(DATA / f"{name}.json").report
    old = read_bytes(make(form, report).data(), tmp_path)
    ours, theirs = reckon(form, report), reckon(form, old.report)
    assert {key: cell_text(key, old.report, theirs) for key in form.cells} == {
        key: cell_text(key, report, ours) for key in form.cells
    }
    assert old.report.cells.keys() == report.cells.keys()
    assert (old.report.unit, old.report.year, old.read) == (report.unit, report.year, 200)


@pytest.mark.paper
@pytest.mark.skipif(not shutil.which("soffice"), reason="soffice (LibreOffice) is not on PATH")
@pytest.mark.parametrize("ways", [["odt", "docx"], ["doc"], ["html"], ["doc", "docx"], ["html", "docx"]], ids="-".join)
def test_every_number_and_text_comes_back_after_another_program_saved_it(
    ways: list[str], form: Form, ours: dict[str, Report], rewrite: Rewrite, tmp_path: Path
) -> None:
    path = tmp_path / "last.docx"
    path.write_bytes(as_word(form, ours["2021"]).data())
    for suffix in ways:
        path = rewrite(path, suffix)
    assert_whole(read_bytes(path.read_bytes(), tmp_path), ours["2021"])


# ------------------------------------------------------------ plain text


# text has no merged cells, so that nobody knows above which number each part of the header of table three stood
BY_ORDER = "三、收到和处理政府信息公开申请情况：表头没有认全，按列的先后对上，请核对"
# which it has in part six
REWORDED = "六、其他需要报告的事项：标题写作“其它需要报告的事项”，与规定的不一致"


def plain_text() -> str:
    return PLAIN.read_text(encoding="utf-8")


def as_published(report: Report) -> Report:
    """The texts of our sample before its three mistakes were put right."""
    slips = {"公布平房区新疆街道": "公布平房新疆街道", "国家秘密": "国家机密", "申请数量0件": "申请数量0条"}
    texts = dict(report.texts)
    for right, slip in slips.items():
        texts = {key: text.replace(right, slip) for key, text in texts.items()}
    return report.with_changes(texts)


def test_the_plain_text_of_a_published_report_is_read_whole(form: Form, sample: Report, tmp_path: Path) -> None:
    old = read_bytes(plain_text().encode(), tmp_path)
    assert (old.read, len(numbers_of(old)), old.form.edition) == (200, 200 - len(form.totals), "2021")
    assert set(numbers_of(old).values()) == {"0"}
    assert {key: old.report.text(key) for key in TEXTS} == {key: as_published(sample).text(key) for key in TEXTS}
    assert [str(doubt) for doubt in old.doubts] == [REWORDED, BY_ORDER]


def test_each_number_of_a_plain_text_comes_into_its_own_cell(
    form: Form, ours: dict[str, Report], tmp_path: Path
) -> None:
    at = iter(printed(ours["2021"]).values())
    text = re.sub(r"(?m)^\t0$", lambda _: f"\t{next(at)}", plain_text())
    assert next(at, "") == ""
    assert_whole(read_bytes(text.encode(), tmp_path), as_published(ours["2021"]), REWORDED, BY_ORDER)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_a_plain_text_is_read_in_any_encoding(encoding: str, tmp_path: Path) -> None:
    assert read_bytes(plain_text().encode(encoding), tmp_path).read == 200


def test_a_plain_text_with_its_rows_on_lines_is_read_too(form: Form, ours: dict[str, Report], tmp_path: Path) -> None:
    """As a table is copied from a web page."""
    page = as_page(form, ours["2021"])
    page.unmerge()
    lines: list[str] = []
    for section, table in zip((each for each in form.section if each.table), page.tables(), strict=True):
        lines += [section.title, *("\t".join(map(page.text, page.cells(row))) for row in page.rows(table))]
    old = read_bytes("\n".join(lines).encode(), tmp_path)
    assert wrong(old, printed(ours["2021"])) == {}
    assert len(numbers_of(old)) == 200


# ------------------------------------------------------------ numbers written otherwise

WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")


@makes
@pytest.mark.parametrize(
    "written",
    [
        lambda text: text.translate(WIDE),
        lambda text: f"{text}件" if "." not in text else f"{text}万",
        lambda text: f"\u3000{text}\xa0",
        lambda text: f"{text}（其中1件补正）",
    ],
    ids=["wide", "a unit behind", "blanks around", "a note behind"],
)
def test_numbers_written_otherwise_are_the_same_numbers(
    make: Make, written: Callable[[str], str], form: Form, ours: dict[str, Report], tmp_path: Path
) -> None:
    sheet = make(form, ours["2021"])
    sheet.rewrite(written)
    old = read_bytes(sheet.data(), tmp_path)
    right = printed(ours["2021"])
    fees = "proactive/fees/fees_wan_yuan"
    if old.report.cells[fees].raw.endswith("万"):
        right[fees] = "110.8710"
    assert wrong(old, right) == {}
    assert len(numbers_of(old)) == 200


@makes
def test_a_comma_of_thousands_is_read(make: Make, form: Form, ours: dict[str, Report], tmp_path: Path) -> None:
    sheet = make(form, ours["2021"])
    sheet.rewrite(lambda text: f"1,{text}")
    old = read_bytes(sheet.data(), tmp_path)
    assert wrong(old, {key: f"1{text}" for key, text in printed(ours["2021"]).items()}) == {}
    assert len(numbers_of(old)) == 200
    assert "现行有效件数 × 规章：“1,103”读作 1103" in map(str, old.doubts)


@makes
@pytest.mark.parametrize("nothing", ["", "/", "-", "—", "——", "无", "\\", "－"])
def test_what_stands_for_nothing_is_never_a_zero(
    make: Make, nothing: str, form: Form, ours: dict[str, Report], tmp_path: Path
) -> None:
    sheet = make(form, ours["2021"])
    sheet.rewrite(lambda text: text if int(text[:3]) % 5 else nothing)
    old = read_bytes(sheet.data(), tmp_path)
    right = {key: text for key, text in printed(ours["2021"]).items() if int(text[:3]) % 5}
    assert (wrong(old, right), untold(old), blanks(old)) == ({}, set(), form.cells.keys() - right.keys())


@makes
@pytest.mark.parametrize("nothing", ["", "/"])
def test_a_report_of_nothing_but_blanks_is_blank_and_told(
    make: Make, nothing: str, form: Form, ours: dict[str, Report], tmp_path: Path
) -> None:
    sheet = make(form, ours["2021"])
    sheet.rewrite(lambda _: nothing)
    old = read_bytes(sheet.data(), tmp_path)
    assert (numbers_of(old), untold(old), old.report.text("other/text")) == (
        {},
        set(),
        "[bookmark: _GoBack]"[:0] + ours["2021"].text("other/text"),
    )


@makes
@pytest.mark.parametrize(
    "strange", ["约5", "5-6", "1.5", "12,34", "十几", "见附件", "5/6", "1 234", "O", "l2", "-3", "＃"]
)
def test_what_is_not_surely_a_number_is_kept_to_the_letter_and_told(
    make: Make, strange: str, form: Form, ours: dict[str, Report], tmp_path: Path
) -> None:
    sheet = make(form, ours["2021"])
    sheet.rewrite(lambda _: strange, only="108|145|290")
    old = read_bytes(sheet.data(), tmp_path)
    assert wrong(old, printed(ours["2021"])) == {}
    assert untold(old) == set()
    for key in blanks(old) & old.report.cells.keys():
        assert old.report.cells[key].raw == strange
        assert f"{form.cells[key].place}：“{strange}”看不懂，没有读" in map(str, old.doubts)


@makes
def test_a_total_that_does_not_agree_stays_as_printed_and_is_told(make: Make, form: Form, tmp_path: Path) -> None:
    report = import_data(DATA / "huaian_city_2024.json").report
    sheet = make(form, report)
    (total,) = sheet.called("3402") or [None]
    if total is None:
        pytest.skip("no such total")
    sheet.write(total, "3401")
    old = read_bytes(sheet.data(), tmp_path)
    kept = {key: typed.text for key, typed in old.report.cells.items() if form.cells[key].parts}
    assert set(kept.values()) == {"3401"}
    assert any("3401" in str(doubt) and "照原样保留" in str(doubt) for doubt in old.doubts)


# ------------------------------------------------------------ tables that somebody changed


def read_edited(sheet: Sheet, report: Report, folder: Path) -> Any:
    """What is read of it; what is read is right, and what isn't was told."""
    old = read_bytes(sheet.data(), folder)
    assert wrong(old, printed(report)) == {}
    assert untold(old) == set()
    return old


def lost(old: Any) -> set[str]:
    """The rows of which something was not read."""
    return {old.form.cells[key].row.id for key in blanks(old)}


@makes
@editions
def test_without_merged_cells_every_number_keeps_its_place(
    make: Make, edition: str, ours: dict[str, Report], tmp_path: Path
) -> None:
    sheet = make(forms.load(edition), ours[edition])
    sheet.unmerge()
    assert blanks(read_edited(sheet, ours[edition], tmp_path)) == set()


@makes
@pytest.mark.parametrize(
    ("label", "typo", "row"),
    [
        ("6.属于四类过程性信息", "6.属于四类过程信息", ""),
        ("2.其他法律行政法规禁止公开", "2.其它法律行政法规禁止公开", ""),
        ("1.信访举报投诉类申请", "1、信访、举报、投诉类申请", ""),
        ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "（二）部分公开", ""),
        ("一、本年新收政府信息公开申请数量", "一、本年新收政府信息公开申请数", ""),
        ("四、结转下年度继续办理", "四、结转下年度继续办里", ""),
        ("2.重复申请", "2.重夏申请", "refused_repeat"),
        ("（一）予以公开", "（一）公开", "granted"),
        ("8.属于行政查询事项", "8.", "denied_admin_inquiry"),
        ("7.属于行政执法案卷", "7.不属于行政执法案卷", "denied_enforcement_file"),
        ("行政许可", "行政许司", "licensing"),
        ("规章", "规 章", ""),
        ("行政规范性文件", "规范性文件", ""),
        ("行政强制", "", "coercion"),
    ],
)
def test_a_misspelt_label_is_the_same_row_or_the_row_is_left_to_the_clerk(
    make: Make, label: str, typo: str, row: str, form: Form, ours: dict[str, Report], tmp_path: Path
) -> None:
    sheet = make(form, ours["2021"])
    sheet.relabel(label, typo)
    old = read_edited(sheet, ours["2021"], tmp_path)
    assert lost(old) <= ({row} if "refused" in row or "denied" in row or row == "granted" else SECOND if row else set())
    if typo and row:
        told = " ".join(map(str, old.doubts))
        assert "没有读：" in told and typo in told


SECOND = {"licensing", "punishment", "coercion", "fees"}  # a strange row above a header makes the header strange, too
ROWS_OF_SECOND = {"行政许可", "行政处罚", "行政强制"}


def all_labels() -> list[str]:
    form = forms.load("2021")
    return [
        row.path[-1]
        for section in ("proactive", "requests")
        for block in form.sections[section].table.block  # pyright: ignore[reportOptionalMemberAccess]
        for row in block.rows
        if row.path[-1] != "3.其他"
    ]


@makes
@pytest.mark.parametrize("label", all_labels())
def test_a_row_that_is_not_there_is_told_and_no_other_takes_its_place(
    make: Make, label: str, form: Form, ours: dict[str, Report], tmp_path: Path
) -> None:
    sheet = make(form, ours["2021"])
    sheet.drop(sheet.row_with(label))
    old = read_edited(sheet, ours["2021"], tmp_path)
    missing = {form.cells[key].row.path[-1] for key in blanks(old)}
    assert missing == {label} or {label} <= missing <= ROWS_OF_SECOND


@makes
@pytest.mark.parametrize("after", ["规章", "2.重复申请", "四、结转下年度继续办理", "7.属于行政执法案卷"])
@pytest.mark.parametrize("label", ["其中：重大行政决策", "9.其他情形说明", ""])
def test_a_row_that_the_form_has_not_is_told_and_no_other_is_moved(
    make: Make, after: str, label: str, form: Form, ours: dict[str, Report], tmp_path: Path
) -> None:
    sheet = make(form, ours["2021"])
    more = sheet.copy_below(sheet.row_with(after))
    for cell in sheet.cells(more):
        text = sheet.text(cell)
        sheet.write(cell, "999" if text.isdigit() else label if text == after else "" if text else text)
    old = read_edited(sheet, ours["2021"], tmp_path)
    assert blanks(old) == set()
    assert any("没有读" in str(doubt) and "999" in str(doubt) for doubt in old.doubts)


@makes
def test_a_row_that_stands_twice_is_left_to_the_clerk(
    make: Make, form: Form, ours: dict[str, Report], tmp_path: Path
) -> None:
    sheet = make(form, ours["2021"])
    sheet.copy_below(sheet.row_with("（一）予以公开"))
    assert lost(read_edited(sheet, ours["2021"], tmp_path)) == {"granted"}


@makes
def test_six_other_rows_in_one_as_before_2021_are_left_to_the_clerk(
    make: Make, form: Form, ours: dict[str, Report], tmp_path: Path
) -> None:
    """（六）其他处理 with one row of numbers: which of the three it is nobody knows."""
    sheet = make(form, ours["2021"])
    sheet.drop(sheet.row_with("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"))
    sheet.drop(sheet.called("3.其他")[-1].getparent())
    sheet.relabel("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "")
    old = read_edited(sheet, ours["2021"], tmp_path)
    assert lost(old) == {"other_no_correction", "other_fee_unpaid", "other_misc"}
    assert any("（六）其他处理" in str(doubt) and "没有读" in str(doubt) for doubt in old.doubts)


@makes
@pytest.mark.parametrize(
    ("label", "written"),
    [
        ("商业企业", "商业"),
        ("商业企业", "商业 企业"),
        ("社会公益组织", "社会公益 组织"),
        ("总计", "总　计"),
        ("总计", "合计"),
    ],
)
def test_a_column_called_otherwise_is_the_same_or_its_numbers_are_left_out(
    make: Make, label: str, written: str, form: Form, ours: dict[str, Report], tmp_path: Path
) -> None:
    sheet = make(form, ours["2021"])
    sheet.relabel(label, written)
    read_edited(sheet, ours["2021"], tmp_path)


def split_header(sheet: Any) -> None:
    """商业 over 企业 in two rows, as in many published reports."""
    parts = {
        "商业企业": "商业",
        "科研机构": "科研",
        "社会公益组织": "社会公益",
        "法律服务机构": "法律服务",
        "其他": "其他",
    }
    row = sheet.called("商业企业")[0].getparent()
    below = sheet.copy_below(row)
    for above, cell in zip(sheet.cells(row), sheet.cells(below), strict=True):
        whole = sheet.text(above)
        if whole in parts:
            sheet.write(above, parts[whole])
            sheet.write(cell, whole.removeprefix(parts[whole]))


@makes
def test_words_of_the_header_over_two_rows_are_one_word(
    make: Make, form: Form, ours: dict[str, Report], tmp_path: Path
) -> None:
    sheet = make(form, ours["2021"])
    split_header(sheet)
    old = read_edited(sheet, ours["2021"], tmp_path)
    assert blanks(old) == set()
    assert not any("表头" in str(doubt) for doubt in old.doubts)


@makes
def test_without_the_header_rows_the_order_is_that_of_the_form_and_that_is_told(
    make: Make, form: Form, ours: dict[str, Report], tmp_path: Path
) -> None:
    sheet = make(form, ours["2021"])
    table = sheet.tables()[1]
    for row in sheet.rows(table)[:3]:
        sheet.drop(row)
    old = read_edited(sheet, ours["2021"], tmp_path)
    assert blanks(old) == set()
    assert any("表头没有认全" in str(doubt) for doubt in old.doubts)


@makes
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_table_that_is_not_there_is_told(
    make: Make, at: int, form: Form, ours: dict[str, Report], tmp_path: Path
) -> None:
    sheet = make(form, ours["2021"])
    table = sheet.tables()[at]
    table.getparent().remove(table)
    old = read_edited(sheet, ours["2021"], tmp_path)
    section = [section for section in form.section if section.table][at]
    assert {form.cells[key].section.id for key in blanks(old)} == {section.id}
    assert f"{section.title}：没有找到这张表" in map(str, old.doubts)


@makes
def test_last_years_table_beside_this_years_is_told_and_neither_is_taken(
    make: Make, form: Form, ours: dict[str, Report], tmp_path: Path
) -> None:
    sheet = make(form, ours["2021"])
    table = sheet.tables()[2]
    table.addnext(copy.deepcopy(table))
    old = read_edited(sheet, ours["2021"], tmp_path)
    assert {form.cells[key].section.id for key in blanks(old)} == {"disputes"}
    assert any("同一张表出现了两次" in str(doubt) for doubt in old.doubts)


# ------------------------------------------------------------ editions


@makes
@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize(("most", "one"), [("2021", "2019"), ("2019", "2021")])
def test_one_table_of_another_edition_brings_no_number_into_a_wrong_cell(
    make: Make, at: int, most: str, one: str, ours: dict[str, Report], tmp_path: Path
) -> None:
    sheet, other = (make(forms.load(name), ours[name]) for name in (most, one))
    table = sheet.tables()[at]
    table.getparent().replace(table, copy.deepcopy(other.tables()[at]))
    section = ("proactive", "requests", "disputes")[at]
    right = {key: text for key, text in printed(ours[most]).items() if not key.startswith(f"{section}/")}
    right |= {key: text for key, text in printed(ours[one]).items() if key.startswith(f"{section}/")}
    old = read_bytes(sheet.data(), tmp_path)
    assert (wrong(old, right), untold(old)) == ({}, set())
    assert len(numbers_of(old)) > 170, "all but the rows and columns that the other edition has not"


# ------------------------------------------------------------ whatever a hand may do

ACTS = [
    "drop",
    "cut",
    "cell",
    "blank",
    "twice",
    "stranger",
    "typo",
    "insert",
    "unmerge",
    "merge",
    "away",
    "again",
    "swap",
]


def spoil(sheet: Any, chance: random.Random) -> str:
    """Do to a page what leaves the meaning of each remaining number as it was, or nobody knows it any more."""
    table = chance.choice(sheet.tables())
    row = chance.choice(sheet.rows(table))
    cells = sheet.cells(row)
    if not cells:
        return ""
    act, cell = chance.choice(ACTS), chance.choice(cells)
    match act:
        case "drop":
            sheet.drop(row)
        case "cut":
            row.getparent().remove(row)
        case "cell":
            row.remove(cell)
        case "blank":
            sheet.write(cell, "")
        case "twice":
            sheet.copy_below(row)
        case "stranger":
            for each in sheet.cells(sheet.copy_below(row)):
                sheet.write(each, "999" if sheet.text(each)[:1].isdigit() else "其中：甲类")
        case "typo":
            letters = list(sheet.text(cell))
            if letters and not letters[0].isdigit():
                letters[chance.randrange(len(letters))] = chance.choice("甲乙丙的是")
                sheet.write(cell, "".join(letters))
        case "insert":
            more = html.fragment_fromstring("<td></td>")
            more.text = chance.choice(["", "999", "备注"])
            cell.addprevious(more)
        case "unmerge":
            sheet.unmerge()
        case "merge":
            if (beside := cell.getnext()) is not None:
                cell.set("colspan", str(sum(int(each.get("colspan", "1")) for each in (cell, beside))))
                row.remove(beside)
        case "away":
            if len(sheet.tables()) > 1:
                table.getparent().remove(table)
        case "again":
            table.addnext(copy.deepcopy(table))
        case _:
            other = chance.choice(sheet.rows(table))
            one, two = copy.deepcopy(row), copy.deepcopy(other)
            if other is not row:
                other.getparent().replace(other, one)
                row.getparent().replace(row, two)
    return act


@pytest.mark.parametrize("seed", range(60))
def test_whatever_was_done_to_a_page_a_number_is_right_or_its_cell_blank_and_told(
    seed: int, form: Form, ours: dict[str, Report], tmp_path: Path
) -> None:
    page, chance = as_page(form, ours["2021"]), random.Random(seed)
    for _ in range(chance.randint(1, 4)):
        spoil(page, chance)
    try:
        read_edited(page, ours["2021"], tmp_path)
    except UserError as error:
        assert "没有找到年度报告的表格" in str(error)
