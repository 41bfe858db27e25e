"""Last year's report, whatever wrote it: what it says is there, what is doubtful is blank or as printed, and told."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import pytest

from core import form as forms
from core.draft import save_draft
from core.editions import Editions
from core.errors import DraftError, ReadError, UserError
from core.form import Form
from core.old_report import Doubt, OldReport, read_blocks, read_old_report
from core.reading.grid import Grid
from core.report import Entry, Origin, Report, reckon
from tests.core.reading.published import as_page, as_word, numbered, read_bytes
from tests.core.reading.test_match import HEADER, NEW, counted, laid, printed
from tests.core.sheets import HEADINGS, filled, published, typed

FORM = forms.load("2021")
TITLE = "甲局2023年政府信息公开工作年度报告"
T2, T3, T4 = HEADINGS[1], HEADINGS[2], HEADINGS[3]
OVERVIEW = (HEADINGS[0], "总体。")
END = (HEADINGS[4], "问题。", HEADINGS[5], "其他。")


def tables(form: Form, numbers: dict[str, str] | None = None) -> dict[str, Grid]:
    return {
        section: printed(form, section, dict.fromkeys(counted(form, section), "0") | (numbers or {}))
        for section in form.tables
    }


def blocks(numbers: dict[str, str] | None = None, form: Form = FORM, **other: Sequence[Grid]) -> list[str | Grid]:
    """A whole report of zeros but for some numbers; tables may be put in the place of its own."""
    own = {section: [grid] for section, grid in tables(form, numbers).items()} | other
    return [TITLE, *OVERVIEW, T2, *own["proactive"], T3, *own["requests"], T4, *own["disputes"], *END]


def read(content: Sequence[str | Grid], editions: Editions | None = None) -> OldReport:
    return read_blocks(editions or Editions(), content, "去年.docx")


def told(old: OldReport) -> list[str]:
    return [str(doubt) for doubt in old.doubts]


# ------------------------------------------------------------ what it is read from


@pytest.mark.parametrize("name", ["去年.docx", "去年.html", "去年.txt", "去年"])
def test_a_report_is_read_from_word_and_from_a_page(form: Form, sample: Report, tmp_path: Path, name: str) -> None:
    for made in (as_page(form, sample), as_word(form, sample)):
        old = read_bytes(made.data(), tmp_path, name)
        assert (old.form.edition, old.report.unit, old.report.year) == ("2021", sample.unit, 2023)
        assert (old.read, old.asked, old.doubts) == (200, 200, ())


def test_what_is_published_is_not_asked_for_the_numbers_beside_its_texts(
    form: Form, sample: Report, tmp_path: Path
) -> None:
    blank = sample.with_changes(dict.fromkeys(form.number_fields))
    (tmp_path / "a.docx").write_bytes(as_word(form, blank).data())
    save_draft(blank, tmp_path / "a.nianbao")
    published, draft = (read_old_report(Editions(), tmp_path / name) for name in ("a.docx", "a.nianbao"))
    assert (published.is_published, draft.is_published) == (True, False)
    assert [issue.code for issue in published.findings()] == []
    assert [issue.code for issue in draft.findings()] == ["F-02"]


@pytest.mark.parametrize("name", ["a.nianbao", "a.docx", "a.json", "a"])
def test_a_draft_is_opened_as_it_is(sample: Report, tmp_path: Path, name: str) -> None:
    save_draft(sample, tmp_path / name)
    old = read_old_report(Editions(), tmp_path / name)
    assert (old.report, old.form.edition, old.doubts, old.read, old.asked) == (sample, "2021", (), 200, 200)


def test_a_draft_of_2019_has_its_own_form(old_form: Form, tmp_path: Path) -> None:
    report = filled(old_form)
    save_draft(report, tmp_path / "a")
    old = read_old_report(Editions(), tmp_path / "a")
    assert (old.form.edition, old.read, old.asked) == ("2019", len(old_form.cells), len(old_form.cells))


@pytest.mark.parametrize("before", ["", "\ufeff", "\n\t \r\n"])
def test_a_data_file_is_imported_and_its_remarks_are_doubts(before: str, tmp_path: Path) -> None:
    data = published("huaian_city_2024")
    data["table4"][4] = 1
    old = read_bytes((before + json.dumps(data, ensure_ascii=False)).encode(), tmp_path, "a.txt")
    assert old.read == 200
    assert told(old) == ["行政复议·总计：文件中合计为 1，各项之和为 351，照原样保留"]
    assert old.report.cells["disputes/review/total"].origin is Origin.OVERRIDDEN


@pytest.mark.parametrize("damage", [b"{", b'{"format": "1999"}', b"{]"])
def test_a_data_file_that_is_none_is_refused(damage: bytes, tmp_path: Path) -> None:
    with pytest.raises(DraftError):
        read_bytes(damage, tmp_path)


def test_a_damaged_draft_is_refused_and_not_read_as_a_text(sample: Report, tmp_path: Path) -> None:
    save_draft(sample, tmp_path / "a")
    with pytest.raises(DraftError):
        read_bytes((tmp_path / "a").read_bytes()[:-40], tmp_path)


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match="没有找到"):
        read_old_report(Editions(), tmp_path / "去年.docx")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "没有找到年度报告的表格"),
        ("今年的工作总结。\n".encode(), "没有找到年度报告的表格"),
        (b"<p>1</p><table><tr><td>1</table>", "没有找到年度报告的表格"),
        (b"%PDF-1.7", "PDF"),
        (b"{\\rtf1\\ansi", "RTF"),
    ],
)
def test_what_is_no_report_is_refused_in_one_sentence(data: bytes, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(UserError) as refusal:
        read_bytes(data, tmp_path, "去年.doc")
    assert sentence in str(refusal.value)
    assert "“去年.doc”" in str(refusal.value)


# ------------------------------------------------------------ numbers and where they come from


def test_every_number_says_which_file_it_stood_in() -> None:
    old = read(blocks({"requests/new_received/other": "3", "requests/new_received/total": "4"}))
    assert old.report.cells["requests/new_received/other"] == Entry(3, origin=Origin.IMPORTED, source="去年.docx")
    assert old.report.cells["requests/new_received/total"].origin is Origin.OVERRIDDEN


def test_a_name_that_is_not_unicode_does_no_harm() -> None:
    old = read_blocks(Editions(), blocks({"requests/new_received/other": "3"}), "去\udcff年")
    assert old.report.cells["requests/new_received/other"].source == "去\ufffd年"


def test_totals_that_agree_are_computed_and_one_that_differs_stays_and_is_told() -> None:
    old = read(blocks({"disputes/review/upheld": "2", "disputes/review/total": "3"}))
    assert {key for key in old.report.cells if FORM.cells[key].parts} == {"disputes/review/total"}
    assert told(old) == ["行政复议·总计：文件中合计为 3，各项之和为 2，照原样保留"]
    assert reckon(FORM, old.report).numbers["disputes/review/total"] == 3


def test_a_total_left_blank_is_made_up_and_told() -> None:
    old = read(blocks({"disputes/review/total": ""}))
    assert "disputes/review/total" not in old.report.cells
    assert reckon(FORM, old.report).numbers["disputes/review/total"] == 0
    assert "四、政府信息公开行政复议、行政诉讼情况：行政复议·总计是空的或横线，没有当作 0" in told(old)
    assert "行政复议·总计：文件中合计为空，按各项之和补为 0" in told(old)


def test_a_number_read_otherwise_than_it_stands_is_told() -> None:
    old = read(blocks({"requests/new_received/other": "１２", "requests/new_received/total": "12 件"}))
    assert told(old) == [
        "其他 × 一、本年新收政府信息公开申请数量：“１２”读作 12",
        "总计 × 一、本年新收政府信息公开申请数量：“12 件”读作 12",
    ]


def test_what_is_no_number_is_kept_to_the_letter_and_told() -> None:
    old = read(blocks({"requests/new_received/other": "约3"}))
    entry = old.report.cells["requests/new_received/other"]
    assert (entry.value, entry.raw) == (None, "约3")
    assert told(old)[0] == "其他 × 一、本年新收政府信息公开申请数量：“约3”看不懂，没有读"
    assert old.read == 199


@pytest.mark.parametrize("nothing", ["", "/", "-", "无", "——"])
def test_what_stands_for_nothing_is_blank_and_told(nothing: str) -> None:
    old = read(blocks({"requests/new_received/other": nothing}))
    assert "requests/new_received/other" not in old.report.cells
    assert told(old)[0] == f"{T3}：其他 × 一、本年新收政府信息公开申请数量是空的或横线，没有当作 0"


def test_up_to_twelve_blank_cells_are_named_and_of_more_their_number() -> None:
    keys = [key for key in FORM.cells if key.startswith("requests/denied") and not FORM.cells[key].parts]
    old = read(blocks(dict.fromkeys(keys[:12], "/")))
    assert "等" not in told(old)[0]
    assert all(FORM.cells[key].place in told(old)[0] for key in keys[:12])
    old = read(blocks(dict.fromkeys(keys[:13], "/")))
    assert told(old)[0].endswith("等 13 格是空的或横线，没有当作 0")
    assert FORM.cells[keys[12]].place not in told(old)[0]


# ------------------------------------------------------------ how many numbers were read


def test_what_was_read_is_counted() -> None:
    assert (read(blocks()).read, read(blocks()).asked) == (200, 200)
    assert read(blocks({"proactive/licensing/decisions": "/"})).read == 199


def test_a_total_that_nobody_can_compute_was_not_read() -> None:
    old = read(blocks(requests=[]))
    assert old.read == 25
    assert {key.split("/")[0] for key in old.report.cells} == {"proactive", "disputes"}


def test_of_a_blank_draft_nothing_was_read(tmp_path: Path) -> None:
    save_draft(Report("2021"), tmp_path / "a")
    assert read_old_report(Editions(), tmp_path / "a").read == 0


# ------------------------------------------------------------ tables


@pytest.mark.parametrize("section", ["proactive", "requests", "disputes"])
def test_a_table_that_is_not_there_is_told(section: str) -> None:
    old = read(blocks(**{section: []}))
    assert f"{FORM.sections[section].title}：没有找到这张表" in told(old)
    assert not [key for key in old.report.cells if key.startswith(f"{section}/")]


def test_a_table_read_in_the_order_of_the_form_is_told() -> None:
    header_lost = laid(f"{NEW} | 1 | 2 | 3 | 4 | 5 | 6 | 21")
    old = read(blocks(requests=[header_lost]))
    assert f"{T3}：表头没有认全，按列的先后对上，请核对" in told(old)


def test_a_row_that_was_not_read_is_told_with_its_numbers() -> None:
    table = laid(f"{HEADER}\n{NEW} | 1 | 2 | 3 | 4 | 5 | 6 | 21\n五、其他目录 | 9 | 9 | 9 | 9 | 9 | 9 | 9")
    assert f"{T3}：没有读：五、其他目录 9 9 9 9 9 9 9" in told(read(blocks(requests=[table])))


def test_a_table_of_our_rows_but_strange_columns_is_told_row_by_row() -> None:
    old = read(blocks(proactive=[laid("信息内容 | 甲 | 乙 | 丙\n行政规范性文件 | 1 | 2 | 3")]))
    assert f"{T2}：没有读：行政规范性文件 1 2 3" in told(old)
    assert any(sentence.startswith(f"{T2}：本年制发件数 × 规章、") for sentence in told(old))


def test_a_report_without_any_table_of_ours_is_refused() -> None:
    with pytest.raises(ReadError, match=r"“去年\.docx”里没有找到年度报告的表格。文件没有改动。"):
        read([TITLE, *OVERVIEW, laid("甲 | 1"), *END])


def test_tables_without_any_words_around_are_read() -> None:
    old = read([*tables(FORM).values()])
    assert old.read == 200
    assert told(old)[:2] == ["标题：没有认出单位名称", "标题：没有认出报告年度"]
    assert len(told(old)) == 8


# ------------------------------------------------------------ editions


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_the_edition_is_the_one_most_numbers_fit(edition: str, tmp_path: Path) -> None:
    form = forms.load(edition)
    report = numbered(form, Report(edition, {"profile/unit": "甲局", "profile/year": "2020"}))
    old = read_bytes(as_page(form, report).data(), tmp_path)
    assert (old.form.edition, old.report.edition, old.read) == (edition, edition, len(form.cells))


class Counting(Editions):
    """Notes which editions are asked for."""

    asked: ClassVar[list[str]] = []

    def load(self, edition: str) -> Form:
        self.asked.append(edition)
        return super().load(edition)


def test_where_nothing_is_missing_no_older_edition_is_looked_at() -> None:
    Counting.asked.clear()
    read(blocks(), Counting())
    assert Counting.asked == ["2021"]
    read(blocks(disputes=[]), Counting())
    assert Counting.asked[1:3] == ["2021", "2019"]


def test_an_edition_of_the_user_is_used(tmp_path: Path) -> None:
    text = forms.resource("editions", "2021.toml").read_text(encoding="utf-8")
    newer = text.replace(f"version = {FORM.version}\n", f"version = {FORM.version + 1}\n", 1)
    (tmp_path / "2021.toml").write_text(newer, encoding="utf-8")
    assert read(blocks(), Editions(tmp_path)).form.version == FORM.version + 1


def test_a_table_of_another_edition_is_told(old_form: Form) -> None:
    """The fourth table of 2021, the others of 2019: no number goes astray."""
    old = read(blocks(form=old_form, disputes=[tables(FORM)["disputes"]]))
    assert old.form.edition == "2019"
    assert {key.split("/")[0] for key in old.report.cells} == {"proactive", "requests", "disputes"}


def test_a_table_that_only_another_edition_knows_is_told_as_such() -> None:
    """第二十条第（九）项 stood in the form of 2019 only, so of this table the form of 2021 finds nothing."""
    only_2019 = laid("信息内容 | 采购项目数量 | 采购总金额\n政府集中采购 | 5 | 7.5")
    old = read(blocks(proactive=[only_2019]))
    assert old.form.edition == "2021"
    assert f"{T2}：没有找到这张表" in told(old)
    assert f"{T2}：是 2019 年的格式，没有读" in told(old)


# ------------------------------------------------------------ words


def test_the_words_around_the_tables_are_read() -> None:
    report = read(blocks()).report
    assert {key: report.text(key) for key in ("profile/unit", "overview/text", "problems/text", "other/text")} == {
        "profile/unit": "甲局",
        "overview/text": "总体。",
        "problems/text": "问题。",
        "other/text": "其他。",
    }


def test_what_of_the_title_and_the_headings_was_not_found_is_told() -> None:
    content = [block for block in blocks() if block not in (TITLE, HEADINGS[4])]
    assert told(read(content))[:3] == [
        "标题：没有认出单位名称",
        "标题：没有认出报告年度",
        f"{HEADINGS[4]}：没有找到这个标题，它下面的文字没有读",
    ]


def test_a_doubt_without_a_place_is_only_a_sentence() -> None:
    assert (str(Doubt("", "甲")), str(Doubt("乙", "甲"))) == ("甲", "乙：甲")


def test_what_was_read_can_be_saved_and_opened_again(form: Form, tmp_path: Path) -> None:
    report = typed(form, filled(form), {"requests/new_received/other": "3"})
    old = read_bytes(as_word(form, report).data(), tmp_path)
    save_draft(old.report, tmp_path / "a.nianbao")
    assert read_old_report(Editions(), tmp_path / "a.nianbao").report == old.report
