"""Checks find what they should, where they should, and nothing else."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import form as forms
from core.carry import compared_with
from core.check_kinds import finders
from core.checks import Checker
from core.exchange import import_data
from core.form import Form
from core.issue import Issue
from core.report import Answer, Change, Entry, Report
from core.rules import Rule, Severity
from tests.core.rule_examples import after
from tests.core.sheets import DATA, PUBLISHED, TEXTS, codes, filled, published, typed

OWN = TEXTS["profile/preamble"]
FORM = forms.load("2021")
CHECKER = Checker(FORM)


def found(form: Form, changes: dict[str, str], base: Report | None = None) -> list[Issue]:
    return list(Checker(form).run(typed(form, base or filled(form), changes)))


def test_a_report_of_zeros_with_all_texts_passes(form: Form, full: Report) -> None:
    assert found(form, {}) == []


@pytest.mark.parametrize(("name", "asked"), [("2019", {"S-01"}), ("2021", {"S-01", "S-10", "F-02"})])
def test_every_rule_of_an_edition_can_be_run(name: str, asked: set[str]) -> None:
    edition = forms.load(name)
    assert codes(Checker(edition).run(Report(name))) == asked
    assert Checker(edition).run(filled(edition)) == ()


def test_a_finding_holds_both_sides_and_the_difference(form: Form) -> None:
    changes = {"disputes/post_review/other": "3", "disputes/post_review/total": "1"}
    (issue,) = found(form, changes)
    assert (issue.left, issue.right, issue.difference) == (3, 1, 2)
    parts = [f"disputes/post_review/{name}" for name in ("upheld", "corrected", "other", "pending")]
    assert issue.keys == ("disputes/post_review/total", *parts)


def test_a_difference_below_zero_is_told_without_a_sign(form: Form) -> None:
    changes = {"requests/granted/business": "2", "requests/total_handled/business": "3"}
    told = [i for i in found(form, changes) if i.code == "T3-R1"]
    assert [(i.message.partition("：")[0], i.difference) for i in told] == [("商业企业", -1), ("总计", -1)]
    assert all(i.message.endswith("差 1") for i in told)


COLUMNS = {
    "natural_person": "自然人",
    "business": "商业企业",
    "research": "科研机构",
    "public_welfare": "社会公益组织",
    "legal_service": "法律服务机构",
    "other": "其他",
    "total": "总计",
}


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize(
    ("code", "rows"),
    [("T3-R1", ("granted",)), ("T3-R2", ("new_received",)), ("T3-H2", ("carried_forward",))],
)
def test_table_three_is_balanced_in_every_column(form: Form, column: str, code: str, rows: tuple[str, ...]) -> None:
    changes = {f"requests/{row}/{column}": "1" for row in rows} | {f"requests/total_handled/{column}": "0"}
    told = [issue.message for issue in found(form, changes) if issue.code == code]
    assert any(message.startswith(f"{COLUMNS[column]}：") for message in told)


def test_two_columns_that_balance_each_other_are_both_told(form: Form) -> None:
    changes = {"requests/new_received/natural_person": "1", "requests/granted/other": "1"}
    told = [i.message.partition("：")[0] for i in found(form, changes) if i.code == "T3-R2"]
    assert told == ["自然人", "其他"]


@pytest.mark.parametrize("row", [row.id for row in forms.load("2021").sections["requests"].table.block[0].rows])
def test_the_total_column_is_checked_in_every_row(form: Form, row: str) -> None:
    told = [i.message for i in found(form, {f"requests/{row}/total": "9"}) if i.code == "T3-R3"]
    assert [message.partition("：")[0] for message in told] == [form.cells[f"requests/{row}/total"].row_label]


@pytest.mark.parametrize(
    ("block", "label"), [("review", "行政复议"), ("direct", "未经复议直接起诉"), ("post_review", "复议后起诉")]
)
def test_table_four_is_checked_in_every_block(form: Form, block: str, label: str) -> None:
    (issue,) = found(form, {f"disputes/{block}/total": "9"})
    assert issue.message == f"{label}：四种结果之和为 0，总计为 9，差 9"


def test_a_blank_is_no_difference_yet(form: Form) -> None:
    changes = {"requests/new_received/business": "5", "requests/granted/business": ""}
    assert codes(found(form, changes)) == {"S-01"}


def test_a_table_says_once_how_many_numbers_are_missing(form: Form) -> None:
    blanks = [f"disputes/review/{name}" for name in ("upheld", "corrected", "other")]
    (issue,) = found(form, dict.fromkeys(blanks, ""))
    assert issue.message == "四、政府信息公开行政复议、行政诉讼情况：尚缺 3 格"
    assert list(issue.keys) == blanks


def test_totals_need_not_be_typed(form: Form) -> None:
    told = [i for i in Checker(form).run(Report("2021")) if "requests/granted/total" in i.keys]
    assert told == []


def test_a_missing_name_is_told_by_section_and_label(form: Form) -> None:
    assert [i.message for i in found(form, {"profile/unit": " "})] == ["基本信息·单位名称：尚未填写"]


def test_texts_missing_from_a_file_of_tables_are_doubtful_and_no_error(form: Form) -> None:
    texts = {key: "" for key, field in form.fields.items() if field.kind == "text"}
    bare = typed(form, Report("2021", tables_only=True), {"profile/unit": "甲", "profile/year": "2023"})
    told = {i.keys[0]: i.severity for i in Checker(form).run(bare) if i.keys[0] in texts}
    assert told == dict.fromkeys(texts, Severity.QUERY)
    begun = typed(form, bare, {"overview/text": "已写"})
    told = {i.keys[0]: i.severity for i in Checker(form).run(begun) if i.code == "S-01" and i.keys[0] in texts}
    assert set(told.values()) == {Severity.ERROR}, "once one is written the others are errors again"


@pytest.mark.parametrize(
    "period",
    [
        "2023年1月1日至2023年12月31日",
        "2023年1月1日起至2023年12月31日",
        "2023年01月01日到12月31日",
        "2023 年 1 月 1 日 — 12 月 31 日",
        "２０２３年１月１日至１２月３１日",
        "期限见附件，2023年1月5日制作",
    ],
)
def test_a_right_period_passes(form: Form, period: str) -> None:
    assert found(form, {"profile/preamble": f"{OWN}统计期限为{period}。"}) == []


@pytest.mark.parametrize(
    "period",
    [
        "2022年1月1日至2023年12月31日",
        "2023年1月1日至2024年12月31日",
        "2023年1月1日至12月30日",
        "2023年1月1日-2023年11月31日",
        "2023年1月2日——12月31日",
        "2023年2月1日～12月31日",
    ],
)
def test_a_wrong_period_is_told(form: Form, period: str) -> None:
    (issue,) = [i for i in found(form, {"profile/preamble": f"{OWN}统计期限为{period}。"}) if i.code == "S-08"]
    assert (issue.keys, issue.passage) == (("profile/preamble",), period)
    assert f"“{period}”" in issue.message


def test_a_period_is_not_judged_while_the_year_is_unknown(form: Form) -> None:
    changes = {"profile/year": "", "profile/preamble": f"{OWN}2022年1月1日至2022年12月31日"}
    assert codes(found(form, changes)) == {"S-01"}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("受理XX件", ["XX"]),
        ("受理××件，答复×××件", ["××", "×××"]),
        ("XX，XX，XX", ["XX"]),
        ("ＸＸ街道", ["ＸＸ"]),
        ("收到____件", ["____"]),
        ("收到＿＿件", ["＿＿"]),
        ("（文字描述，不少于500字）", ["（文字描述，不少于500字）"]),
        ("此处填写情况", ["此处填写"]),
        ("示例：甲街道", ["示例："]),
        ("（示例）甲街道【示例】", ["（示例）", "【示例】"]),
        ("示例街道", []),
        ("5×3，X光，__init", []),
        ("MAXXIS", []),
    ],
)
def test_placeholders_left_in_a_text_are_told_once_each(form: Form, text: str, left: list[str]) -> None:
    told = [issue for issue in found(form, {"problems/text": text}) if issue.code == "S-12"]
    assert [i.message for i in told] == [f"五、存在的主要问题及改进情况：还留有占位文字“{part}”" for part in left]


def test_a_placeholder_in_the_profile_is_told_by_its_field(form: Form) -> None:
    (issue,) = found(form, {"profile/address": "XX路1号"})
    assert issue.message == "地址：还留有占位文字“XX”"


def test_findings_come_in_the_order_of_the_pages(form: Form) -> None:
    changes = {
        "other/text": "",
        "disputes/direct/total": "1",
        "requests/granted/other": "1",
        "profile/unit": "",
        "overview/text": TEXTS["overview/text"] + "XX",
    }
    sections = [i.keys[0].partition("/")[0] for i in found(form, changes)]
    assert sections == ["profile", "overview", "requests", "requests", "disputes", "other"]


def test_checking_with_figures_at_hand_finds_the_same(form: Form, checker: Checker) -> None:
    from core.report import reckon

    report = typed(form, filled(form), {"disputes/direct/total": "1"})
    assert checker.run(report, reckon(form, report)) == checker.run(report)


STEPS: dict[str, list[Change]] = {
    "requests/new_received/other": [Entry(1), Entry(2), None],
    "disputes/review/total": [Entry(3), None],
    "proactive/fees/fees_wan_yuan": [Entry("1000"), Entry("0"), Entry(raw="/")],
    "overview/text": ["XX", TEXTS["overview/text"], None],
    "profile/kind": ["subdistrict", "city", None],
    "profile/year": ["2022", "2023"],
    "off/T3-R2": ["当地另有规定", None],
    "off/S-12": ["当地另有规定", None],
    "previous": [
        after({"requests/carried_forward/total": 1}, {"overview/text": TEXTS["overview/text"]}),
        after({}),
        None,
    ],
    "answer/T3-R6/requests/granted/other": [Answer("属实", "1")],
}
steps = st.lists(st.sampled_from([(key, change) for key, changes in STEPS.items() for change in changes]), max_size=8)


@given(steps)
def test_a_checker_finds_the_same_whatever_it_was_asked_before(steps: list[tuple[str, Change]]) -> None:
    report = filled(FORM)
    for key, change in steps:
        report = report.with_changes({key: change})
        assert CHECKER.run(report) == Checker(FORM).run(report)


KEYS = st.sampled_from([*FORM.cells, *FORM.fields])
ODD = st.sampled_from(
    [
        *["", "0", "1", "400", "99999", "/", "无", "甲", "1.5万", "2024年2月1日", "city", "township", "none"],
        *["2022年1月1日至2月30日。。", "一、总体情况\n总体情况\nXX", "申请3条", "〔2019〕60号", "13800000000"],
    ]
)


@given(st.dictionaries(KEYS, ODD, max_size=25), st.dictionaries(KEYS, st.sampled_from([0, 2, 50]), max_size=60))
def test_whatever_was_typed_is_told_in_order_at_places_that_exist(typing: dict[str, str], last: dict[str, int]) -> None:
    report = typed(FORM, filled(FORM), typing).with_changes({"previous": after(last)})
    issues = CHECKER.run(report)
    places = [FORM.order[key] for issue in issues for key in issue.keys[:1]]
    assert places == sorted(places)
    assert {key for issue in issues for key in issue.keys} <= {*FORM.cells, *FORM.fields}
    assert not [issue.message for issue in issues if set("{}@") & set(issue.message)]
    speakers = {issue.ident for issue in issues if not issue.follows}
    assert {issue.follows for issue in issues} <= {"", *speakers}


def test_a_rule_of_no_kind_is_not_passed_over_in_silence(form: Form) -> None:
    with pytest.raises(NotImplementedError):
        finders(Rule(code="N", severity=Severity.HINT, sentence="", source=""), form)


def test_nonsense_in_the_old_column_of_changes_is_told(old_form: Form) -> None:
    assert found(old_form, {"proactive/licensing/items_delta": "abc"}, filled(old_form))


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_report_has_no_error(name: str, checker: Checker, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(published(name)), encoding="utf-8")
    imported = import_data(path)
    assert imported.remarks == ()
    told = checker.run(imported.report)
    assert codes(i for i in told if not i.is_hint) == {"S-01"}, "only the texts are not in the file"
    assert {i.severity for i in told} <= {Severity.QUERY, Severity.HINT}
    assert codes(i for i in told if i.is_hint) <= {"X-H2"}, "and last year's numbers"


def test_two_published_years_of_one_city_agree_with_each_other(form: Form, checker: Checker) -> None:
    last, this = (import_data(DATA / f"suqian_city_{year}.json").report for year in (2023, 2024))
    told = checker.run(this.with_changes(compared_with(form, this, last, "2023.json")))
    assert codes(told) == {"S-01"}, "only the texts are missing"


BLOCKS = ["行政复议", "未经复议直接起诉", "复议后起诉"]


def places(data: dict[str, Any]) -> list[tuple[list[int], int, str]]:
    """Every number of tables three and four: the list it stands in, where, and what its column is called."""
    found = [(row, at, label) for row in data["table3"].values() for at, label in enumerate(COLUMNS.values())]
    found += [(data["table4"], at, BLOCKS[at // 5]) for at in range(15)]
    assert len(found) == 25 * 7 + 15
    return found


def is_told(issues: Iterable[Issue], table: str, label: str) -> bool:
    return any(
        issue.severity is Severity.ERROR and issue.code.startswith(table) and issue.message.startswith(label)
        for issue in issues
    )


@pytest.mark.parametrize("name", PUBLISHED)
def test_one_more_or_less_anywhere_in_tables_three_and_four_is_told(name: str, form: Form, checker: Checker) -> None:
    data = published(name)
    numbers = [number for row in data["table3"].values() for number in row] + data["table4"]
    keys = [cell.key for section in ("requests", "disputes") for cell in form.tables[section]]
    notices = {"other/fee_notices": "9"}
    printed = typed(form, filled(form), dict(zip(keys, map(str, numbers), strict=True)) | notices)
    assert codes(checker.run(printed)) <= {"X-H2"}
    missed = []
    for key, number, (_, _, label) in zip(keys, numbers, places(data), strict=True):
        table = "T3-" if key.startswith("requests") else "T4-"
        for wrong in (number + 1, number - 1):
            if not is_told(checker.run(typed(form, printed, {key: str(wrong)})), table, label):
                missed.append((key, wrong))
    assert missed == []


def test_it_is_told_of_an_imported_file_too(checker: Checker, tmp_path: Path) -> None:
    data, path = published("suqian_city_2024"), tmp_path / "a.json"
    missed = []
    for count, (numbers, at, label) in enumerate(places(data)):
        right = numbers[at]
        numbers[at] += (-1) ** count  # one more, one less, by turns
        path.write_text(json.dumps(data), encoding="utf-8")
        if not is_told(checker.run(import_data(path).report), "T4-" if numbers is data["table4"] else "T3-", label):
            missed.append((label, at))
        numbers[at] = right
    assert missed == []


@pytest.mark.parametrize(("value", "told"), [(-5, True), ("1.5", True), (5, False)])
def test_a_value_no_clerk_could_have_typed_is_told(
    form: Form, checker: Checker, full: Report, value: int | str, told: bool
) -> None:
    report = full.with_changes({"proactive/licensing/decisions": Entry(value)})
    assert [issue.code for issue in checker.run(report)] == (["T2-R1"] if told else [])
