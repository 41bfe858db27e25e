"""校验报告: with what a report was checked, what was found and what was said to it, complete on its own."""

from datetime import date

import pytest
from msgspec import structs

from core import form as forms
from core.answers import answer
from core.check_report import CheckReport, Exported, Table, check_report
from core.checks import Checker
from core.form import Form
from core.issue import Issue
from core.report import OFF, PREVIOUS, Entry, Origin, Report, reckon
from core.rules import Severity
from tests.core.rule_examples import after, column
from tests.core.sheets import filled, typed

DAY = date(2024, 1, 9)
FORM = forms.load("2021")
UNIT = {"profile/unit": "甲街道办事处", "profile/preamble": filled(FORM).text("profile/preamble") + "甲街道办事处。"}
FEES = {"other/fee_collected": "400", "other/fee_noticed": "300", "other/fee_notices": "1"} | {
    "proactive/fees/fees_wan_yuan": "1",
    "other/text": "本年度发出信息处理费收费通知1件，总金额300元，实际收取400元。",
}
HINT = {"profile/permits": "none", "proactive/licensing/decisions": "1"}
HINTED = "行政许可填了 1 件，而基本信息里写明本单位没有行政许可事项"
OPEN, EXPLAINED, OVERRIDDEN, SWITCHED_OFF, TOTALS, HINTS = range(6)


def report_of(form: Form, changes: dict[str, str]) -> Report:
    return typed(form, filled(form), UNIT | changes)


def made(form: Form, report: Report, exported: Exported | None = None) -> CheckReport:
    issues = Checker(form).run(report)
    return check_report(form, report, issues, day=DAY, program="0.2.0", exported=exported)


def only(form: Form, report: Report, code: str) -> Issue:
    (issue,) = [issue for issue in Checker(form).run(report) if issue.code == code and issue.is_open]
    return issue


def said(form: Form, report: Report, code: str, reason: str) -> Report:
    return report.with_changes(answer(reckon(form, report), only(form, report, code), reason))


# ------------------------------------------------------------ what it is about


def test_a_report_without_a_fault_says_so_throughout(form: Form) -> None:
    sheet = made(form, report_of(form, {}))
    assert sheet.title == "政府信息公开工作年度报告校验报告"
    assert sheet.facts == (
        ("单位名称", "甲街道办事处"),
        ("报告年度", "2023 年"),
        ("结论", "已校验"),
        (
            "表样和规则",
            f"国办公开办函〔2021〕30号，规则第 {form.version} 版，共 {len({rule.code for rule in form.check})} 条",
        ),
        ("校验", "2024年1月9日，年报填报 0.2.0"),
        ("报告文件", "尚未导出"),
        ("文件指纹（SHA-256）", "尚未导出"),
    )
    assert [(table.heading, table.rows, table.nothing) for table in sheet.tables[:TOTALS]] == [
        ("一、尚未解决的问题", (), "没有。"),
        ("二、已说明理由或看过的问题", (), "没有。"),
        ("三、改写的合计", (), "没有，合计都由程序算出。"),
        ("四、停用的规则", (), "没有。"),
    ]
    assert [table.heading for table in sheet.tables[TOTALS:]] == ["五、主要的合计数"]
    assert sheet.signatures == ("填报人", "审核人", "日期")


def test_it_names_the_word_file_and_its_fingerprint(form: Form) -> None:
    facts = dict(made(form, report_of(form, {}), Exported("甲.docx", "ab12")).facts)
    assert (facts["报告文件"], facts["文件指纹（SHA-256）"]) == ("甲.docx", "ab12")


@pytest.mark.parametrize("year", ["", "去年"])
def test_what_is_not_filled_in_is_said_to_be(form: Form, year: str) -> None:
    facts = dict(made(form, typed(form, filled(form), {"profile/unit": " ", "profile/year": year})).facts)
    assert (facts["单位名称"], facts["报告年度"]) == ("（未填）", "（未填）")


def test_the_edition_is_the_one_it_was_checked_by(old_form: Form) -> None:
    report = typed(old_form, filled(old_form), {})
    source = dict(made(old_form, report).facts)["表样和规则"]
    assert source.startswith(f"{old_form.source}，规则第 {old_form.version} 版，共 ")


def test_the_shares_of_all_columns_fill_the_page(form: Form) -> None:
    tables = made(form, report_of(form, HINT)).tables
    assert len(tables) == HINTS + 1
    for table in tables:
        assert sum(share for _, share in table.columns) == 100


# ------------------------------------------------------------ what was found


def test_what_is_open_is_listed_the_heaviest_first_and_hints_apart(form: Form) -> None:
    sheet = made(form, report_of(form, {**FEES, **HINT, "disputes/review/total": "3", "profile/phone": "12"}))
    assert dict(sheet.facts)["结论"] == "还差 3 处"
    assert [row[:3] for row in sheet.tables[OPEN].rows] == [
        ("错误", "T4-R1", "四"),
        ("存疑", "S-10", "基本信息"),
        ("存疑", "F-03", "六"),
    ]
    assert sheet.tables[OPEN].columns == (("级别", 8), ("编号", 9), ("部分", 12), ("内容", 71))
    assert sheet.tables[OPEN].rows[0][3] == "行政复议：四种结果之和为 0，总计为 3，差 3"


def test_hints_have_a_part_of_their_own_and_change_no_verdict(form: Form) -> None:
    sheet = made(form, report_of(form, HINT))
    assert dict(sheet.facts)["结论"] == "已校验"
    assert (sheet.tables[OPEN].rows, sheet.tables[EXPLAINED].rows) == ((), ())
    assert sheet.tables[HINTS] == Table(
        "六、提示（不影响结论）",
        (("编号", 9), ("部分", 12), ("内容", 79)),
        (("T2-P7", "二", HINTED),),
        "",
    )


def test_a_hint_that_waits_for_a_doubt_is_not_among_them(form: Form) -> None:
    report = report_of(form, {"profile/kind": "department", "proactive/fees/fees_wan_yuan": "10000"})
    report = report.with_changes({PREVIOUS: after({"proactive/fees/fees_wan_yuan": 9})})
    assert [issue.code for issue in Checker(form).run(report) if issue.is_hint] == ["X-H3"]
    assert len(made(form, report).tables) == HINTS


def test_what_is_only_still_blank_is_called_so(form: Form) -> None:
    blank = {"overview/text": " ", "requests/granted/other": "", "other/fee_notices": "", "profile/phone": ""}
    sheet = made(form, report_of(form, {**blank, "disputes/review/total": "3"}))
    assert [row[:3] for row in sheet.tables[OPEN].rows] == [
        ("待填", "S-01", "一"),
        ("待填", "S-01", "三"),
        ("错误", "T4-R1", "四"),
        ("待填", "S-10", "基本信息"),
        ("待填", "F-02", "六"),
    ]


@pytest.mark.parametrize(
    ("changes", "label"),
    [
        ({"requests/granted/other": "1.5"}, "错误"),
        ({"requests/granted/other": "/"}, "存疑"),
        ({"other/fee_noticed": "0.12万元"}, "错误"),
        ({"profile/phone": "12"}, "存疑"),
    ],
)
def test_what_was_filled_in_is_called_by_its_weight(form: Form, changes: dict[str, str], label: str) -> None:
    assert {row[0] for row in made(form, report_of(form, changes)).tables[OPEN].rows} == {label}


def test_what_only_follows_from_another_finding_is_not(form: Form) -> None:
    report = report_of(form, column("natural_person", granted="3", new_received="2"))
    assert len([issue for issue in Checker(form).run(report) if issue.follows]) > 0
    assert [row[1:] for row in made(form, report).tables[OPEN].rows] == [
        ("T3-R2", "三", "自然人：本年新收与上年结转之和为 2，（七）总计与结转下年度之和为 3，差 1")
    ]


def test_what_was_answered_stands_with_its_reason(form: Form) -> None:
    report = said(form, report_of(form, FEES), "F-03", "上年通知、今年收取")
    sheet = made(form, report)
    assert dict(sheet.facts)["结论"] == "已校验"
    assert sheet.tables[OPEN].rows == ()
    assert sheet.tables[EXPLAINED].rows == (
        ("F-03", "六", "实际收取 400 元，多于通知收费的 300 元；含上年通知、今年收取的请写明", "上年通知、今年收取"),
    )


def test_an_error_that_has_a_reason_is_among_them(form: Form) -> None:
    carried = report_of(form, column("other", carried_over="3", granted="3"))
    report = carried.with_changes({PREVIOUS: after({"requests/carried_forward/total": 2})})
    rows = made(form, said(form, report, "X-R1", "机构合并")).tables[EXPLAINED].rows
    assert [(code, place, reason) for code, place, _, reason in rows] == [("X-R1", "三", "机构合并")]


@pytest.mark.parametrize(("reason", "shown"), [("", "已看过"), ("去年的事项", "去年的事项")])
def test_a_hint_that_was_put_aside_or_has_a_reason_is_among_them(form: Form, reason: str, shown: str) -> None:
    sheet = made(form, said(form, report_of(form, HINT), "T2-P7", reason))
    assert sheet.tables[EXPLAINED].columns == (("编号", 9), ("部分", 12), ("内容", 46), ("理由", 33))
    assert sheet.tables[EXPLAINED].rows == (("T2-P7", "二", HINTED, shown),)
    assert sheet.tables[OPEN].rows == ()
    assert len(sheet.tables) == HINTS


def test_a_doubt_without_a_word_to_it_is_shown_as_such(form: Form) -> None:
    """No window closes one so; a file may hold it."""
    issue = Issue("F-03", Severity.QUERY, "甲", ("other/text",), closes=True, reason="")
    sheet = check_report(form, report_of(form, {}), [issue], day=DAY, program="", exported=None)
    assert sheet.tables[EXPLAINED].rows == (("F-03", "六", "甲", "已看过"),)


# ------------------------------------------------------------ what was overridden and switched off


def override(number: int, reason: str = "") -> Entry:
    return Entry(number, origin=Origin.OVERRIDDEN, reason=reason)


def test_overridden_totals_are_listed_with_the_sum_and_the_reason(form: Form) -> None:
    report = report_of(form, {"disputes/direct/upheld": ""}).with_changes(
        {
            "requests/granted/total": override(3, "按台账"),
            "disputes/review/total": override(0),
            "disputes/direct/total": override(2, "下级未分列"),
        }
    )
    assert made(form, report).tables[OVERRIDDEN].rows == (
        ("三", "总计 × （一）予以公开", "3", "0", "按台账"),
        ("四", "行政复议·总计", "0", "0", ""),
        ("四", "未经复议直接起诉·总计", "2", "未知", "下级未分列"),
    )


def test_a_cell_that_is_no_total_is_not_overridden_whatever_a_file_says(form: Form) -> None:
    report = report_of(form, {}).with_changes({"requests/granted/other": override(0), "paper/a/b": override(0)})
    assert made(form, report).tables[OVERRIDDEN].rows == ()


def test_rules_that_were_switched_off_are_listed_and_the_verdict_says_so(form: Form) -> None:
    report = report_of(form, FEES).with_changes({OFF + "F-03": "当地另有规定", OFF + "Z-9": "没有这条"})
    sheet = made(form, report)
    assert dict(sheet.facts)["结论"] == "已校验（停用 1 条规则）"
    first = next(rule for rule in form.check if rule.code == "F-03")
    assert sheet.tables[SWITCHED_OFF].rows == (("F-03", first.source, "当地另有规定"),)
    assert sheet.tables[OPEN].rows == ()


def test_with_places_left_the_verdict_counts_those_and_still_names_what_is_off(form: Form) -> None:
    report = report_of(form, {"disputes/review/total": "3"}).with_changes({OFF + "F-03": "当地另有规定"})
    assert dict(made(form, report).facts)["结论"] == "还差 1 处（停用 1 条规则）"


# ------------------------------------------------------------ the totals


def test_the_main_totals_are_there_to_be_held_against_the_report(form: Form) -> None:
    cells = column("business", new_received="5", carried_over="1", granted="2", refused_repeat="1", carried_forward="3")
    totals = made(form, report_of(form, {**cells, "disputes/direct/other": "4"})).tables[TOTALS]
    assert totals == Table(
        "五、主要的合计数",
        (("部分", 9), ("总计", 91)),
        (
            (
                "三",
                "一、本年新收政府信息公开申请数量 5；二、上年结转政府信息公开申请数量 1；（七）总计 3；"
                "四、结转下年度继续办理 3",
            ),
            ("四", "行政复议·总计 0；未经复议直接起诉·总计 4；复议后起诉·总计 0"),
        ),
        "",
    )


def test_a_total_that_is_not_known_is_said_to_be_and_one_typed_over_stands_as_typed(form: Form) -> None:
    report = report_of(form, {"requests/granted/business": ""}).with_changes({"disputes/review/total": override(7)})
    rows = made(form, report).tables[TOTALS].rows
    assert "（七）总计 未填全；" in rows[0][1]
    assert rows[1][1].startswith("行政复议·总计 7；")


def test_a_form_without_totals_has_no_such_part(form: Form) -> None:
    texts = tuple(section for section in form.section if not section.table)
    bare = structs.replace(form, section=texts, check=())
    sheet = made(bare, typed(bare, Report("2021"), UNIT))
    assert [table.heading for table in sheet.tables] == [
        "一、尚未解决的问题",
        "二、已说明理由或看过的问题",
        "三、改写的合计",
        "四、停用的规则",
    ]
