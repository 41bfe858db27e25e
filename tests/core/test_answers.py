"""What the clerk says to findings closes them for as long as what it excused stays."""

import pytest

from core.answers import (
    answer,
    answered,
    basis,
    is_off,
    offered_reasons,
    reasons_given,
    rules_off,
    was_reopened,
)
from core.carry import next_year
from core.checks import Checker
from core.draft import decode, encode
from core.form import Form
from core.issue import Issue, is_checked, verdict
from core.report import OFF, Answer, Previous, Report, reckon
from core.rules import Severity
from tests.core.rule_examples import after, column
from tests.core.sheets import TEXTS, codes, filled, typed

FEES = {"other/fee_collected": "400", "other/fee_noticed": "300", "other/fee_notices": "1"} | {
    "proactive/fees/fees_wan_yuan": "1",
    "other/text": "本年度发出信息处理费收费通知1件，总金额300元，实际收取400元。",
}  # more collected than noticed: a query (F-03)
CARRIED = column("other", carried_over="3", granted="3")  # 2 last year: an error that can be excused (X-R1)


@pytest.fixture
def doubtful(form: Form) -> Report:
    return typed(form, filled(form), FEES)


def only(checker: Checker, report: Report, code: str = "F-03") -> Issue:
    (found,) = [issue for issue in checker.run(report) if issue.code == code and not issue.follows]
    return found


def closed(
    form: Form, checker: Checker, report: Report, reason: str = "上年通知、今年收取", code: str = "F-03"
) -> Report:
    return report.with_changes(answer(reckon(form, report), only(checker, report, code), reason))


def test_a_reason_closes_a_doubt(form: Form, checker: Checker, doubtful: Report) -> None:
    assert verdict(checker.run(doubtful)) == "还差 1 处"
    report = closed(form, checker, doubtful)
    issue = only(checker, report)
    assert (issue.reason, issue.is_open, issue.closes) == ("上年通知、今年收取", False, True)
    assert verdict(checker.run(report)) == "已校验"


@pytest.mark.parametrize(
    "change",
    [
        {"other/fee_collected": "410"},
        {"other/fee_noticed": "310"},
        {"other/fee_collected": "350", "other/fee_noticed": "340"},
    ],
)
def test_it_opens_again_when_a_number_changes_and_closes_when_it_is_put_back(
    form: Form, checker: Checker, doubtful: Report, change: dict[str, str]
) -> None:
    report = closed(form, checker, doubtful)
    changed = typed(form, report, change)
    assert only(checker, changed).is_open
    assert was_reopened(changed, only(checker, changed))
    back = typed(form, changed, FEES)
    assert only(checker, back).reason == "上年通知、今年收取"
    assert not was_reopened(back, only(checker, back))


def test_it_stays_closed_while_other_cells_change(form: Form, checker: Checker, doubtful: Report) -> None:
    report = closed(form, checker, doubtful)
    other = typed(form, report, {"proactive/fees/fees_wan_yuan": "2", "other/text": "收取信息处理费见上。"})
    assert only(checker, other).reason


def test_it_says_nothing_to_another_finding_of_the_rule(form: Form, checker: Checker) -> None:
    two = typed(form, filled(form), {"proactive/normative_documents/issued": "1", "proactive/regulations/issued": "1"})
    first, second = [issue for issue in checker.run(two) if issue.code == "T2-P2"]
    report = two.with_changes(answer(reckon(form, two), first, "尚未生效"))
    assert [issue.reason for issue in checker.run(report) if issue.code == "T2-P2"] == ["尚未生效", None]
    assert not was_reopened(report, second)


def test_the_sum_of_some_cells_may_stay_but_each_of_them_has_to(form: Form, checker: Checker) -> None:
    cells = {"disputes/review/upheld": "1", "disputes/direct/upheld": "2"}
    last = {"requests/new_received/total": 0, "requests/carried_over/total": 0}
    report = typed(form, filled(form), cells).with_changes({"previous": after(last)})
    report = closed(form, checker, report, "往年的案件", "T4-H3")
    assert not only(checker, report, "T4-H3").is_open
    moved = typed(form, report, {"disputes/review/upheld": "2", "disputes/direct/upheld": "1"})
    assert only(checker, moved, "T4-H3").is_open


def test_what_a_reason_excuses_is_both_sides_the_cells_and_what_was_found(form: Form, doubtful: Report) -> None:
    figures = reckon(form, doubtful)
    issue = Issue("N", Severity.QUERY, "", ("other/fee_collected", "other/text", "requests/ledger_received"), 4, "0.5")
    assert basis(figures, issue) == "4 0.5 400"
    assert basis(figures, Issue("N", Severity.QUERY, "", ("other/text",), passage="。。")) == "。。"
    assert basis(figures, Issue("N", Severity.QUERY, "", ("other/text",), detail="80%")) == "80%"
    assert basis(figures, Issue("N", Severity.QUERY, "", ("other/text",))) == ""


def test_a_passage_of_a_text_is_excused_wherever_the_rest_changes(form: Form, checker: Checker) -> None:
    text = TEXTS["overview/text"]
    report = typed(form, filled(form), {"overview/text": text + "已公开。。"})
    report = closed(form, checker, report, "原文如此", "S-13")
    assert not only(checker, typed(form, report, {"overview/text": "已公开。。" + text}), "S-13").is_open
    assert only(checker, typed(form, report, {"overview/text": text + "已公开；；"}), "S-13").is_open


def test_a_hint_is_put_aside_without_a_word(form: Form, checker: Checker) -> None:
    report = typed(form, filled(form), {"profile/permits": "none", "proactive/licensing/decisions": "1"})
    aside = closed(form, checker, report, "", "T2-P7")
    issue = only(checker, aside, "T2-P7")
    assert (issue.reason, issue.is_open) == ("", False)
    assert reasons_given(aside) == {}
    assert only(checker, typed(form, aside, {"proactive/licensing/decisions": "2"}), "T2-P7").is_open


def test_an_error_is_not_closed_by_a_reason(form: Form, checker: Checker) -> None:
    report = typed(form, filled(form), {"disputes/review/total": "1"})
    issue = only(checker, closed(form, checker, report, "属实", "T4-R1"), "T4-R1")
    assert (issue.closes, issue.is_open) == (False, True)


def test_an_error_that_has_exceptions_is(form: Form, checker: Checker) -> None:
    report = typed(form, filled(form), CARRIED).with_changes({"previous": after({"requests/carried_forward/total": 2})})
    assert not is_checked(checker.run(report))
    report = closed(form, checker, report, "机构合并", "X-R1")
    assert is_checked(checker.run(report))


@pytest.mark.parametrize("key", ["requests/granted/other", "proactive/licensing/decisions", "disputes/review/other"])
def test_a_dash_is_not_closed_by_a_reason(form: Form, checker: Checker, key: str) -> None:
    report = typed(form, filled(form), {key: "/"})
    (issue,) = [issue for issue in checker.run(report) if issue.keys == (key,)]
    report = report.with_changes(answer(reckon(form, report), issue, "没有"))
    assert not is_checked(checker.run(report))


def test_a_reason_can_be_taken_back(form: Form, checker: Checker, doubtful: Report) -> None:
    report = closed(form, checker, doubtful)
    (key,) = report.answers
    assert report.get(key) == report.answers[key]
    back = report.with_changes({key: None})
    assert (back.answers, only(checker, back).is_open) == ({}, True)


def test_what_follows_from_a_closed_finding_is_not_open_either(form: Form, checker: Checker) -> None:
    last = {"requests/carried_forward/other": 2, "requests/carried_forward/total": 2}
    report = typed(form, filled(form), CARRIED).with_changes({"previous": after(last)})
    report = closed(form, checker, report, "机构合并", "X-R1")
    assert [issue.follows for issue in checker.run(report)] == ["X-R1#2/requests/carried_over/total", ""]
    assert is_checked(checker.run(report))


def test_an_unanswered_finding_stays_the_same(form: Form, doubtful: Report) -> None:
    issue = Issue("N", Severity.QUERY, "", ("other/fee_collected",), closes=True)
    assert answered(doubtful, reckon(form, doubtful), issue) is issue
    assert not was_reopened(doubtful, issue)


def test_a_rule_that_is_switched_off_finds_nothing(form: Form, checker: Checker, doubtful: Report) -> None:
    off = doubtful.with_changes({OFF + "F-03": "当地另有规定"})
    assert codes(checker.run(off)) == set()
    assert is_off(off, "F-03")
    assert not is_off(off, "F-0")
    assert rules_off(form, off) == {"F-03": "当地另有规定"}
    assert verdict(checker.run(off), len(rules_off(form, off))) == "已校验（停用 1 条规则）"
    on = off.with_changes({OFF + "F-03": None})
    assert codes(checker.run(on)) == {"F-03"}
    assert rules_off(form, on) == {}


def test_a_rule_on_texts_is_switched_off_and_on_as_well(form: Form, checker: Checker) -> None:
    report = typed(form, filled(form), {"overview/text": TEXTS["overview/text"] + "已公开。。"})
    assert codes(checker.run(report)) == {"S-13"}
    off = report.with_changes({OFF + "S-13": "不适用于本单位"})
    assert codes(checker.run(off)) == set()
    assert codes(checker.run(off.with_changes({OFF + "S-13": None}))) == {"S-13"}


SUM, READ = {"requests/granted/other": "1"}, {"proactive/fees/fees_wan_yuan": "1,23元"}


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("T3-R2", SUM),
        ("T4-R1", {"disputes/review/total": "1"}),
        ("T3-R4", {"requests/granted/other": "1.5"}),
        ("T2-R2", READ),
        ("S-01", {"overview/text": ""}),
        ("S-12", {"overview/text": TEXTS["overview/text"] + "受理申请XX件"}),
    ],
)
def test_an_error_that_no_reason_closes_is_found_though_a_file_says_its_rule_is_off(
    form: Form, checker: Checker, code: str, changes: dict[str, str]
) -> None:
    report = typed(form, filled(form), changes)
    off = report.with_changes({OFF + code: "不适用于本单位"})
    assert code in codes(checker.run(report))
    assert checker.run(off) == checker.run(report)
    assert not is_checked(checker.run(off))


def test_of_rules_with_one_code_those_are_switched_off_that_may_be(form: Form, checker: Checker) -> None:
    small = typed(form, filled(form), {"proactive/fees/fees_wan_yuan": "0.1234567"})
    assert codes(checker.run(small)) == {"T2-R2"}
    off = small.with_changes({OFF + "T2-R2": "按分摊数填"})
    assert codes(checker.run(off)) == set()
    assert codes(checker.run(typed(form, off, READ))) == {"T2-R2"}


def test_an_error_that_a_reason_closes_may_be_switched_off(form: Form, checker: Checker) -> None:
    report = typed(form, filled(form), CARRIED).with_changes({"previous": after({"requests/carried_forward/total": 2})})
    assert codes(checker.run(report)) == {"X-R1"}
    assert codes(checker.run(report.with_changes({OFF + "X-R1": "机构合并"}))) == set()


def test_with_places_left_the_verdict_names_the_rules_switched_off(form: Form, checker: Checker) -> None:
    issues = checker.run(typed(form, filled(form), SUM))
    assert verdict(issues) == "还差 1 处"
    assert verdict(issues, 2) == "还差 1 处（停用 2 条规则）"
    assert verdict([]) == "已校验"


def test_reasons_are_offered_this_ones_first_then_last_years_then_the_editions(
    form: Form, checker: Checker, doubtful: Report
) -> None:
    issue = only(checker, doubtful)
    phrases = [phrase.text for phrase in form.phrase if phrase.use == "query"]
    assert offered_reasons(form, doubtful, issue) == phrases
    last = Previous("2021", 2022, "去年.nianbao", reasons={issue.ident: "去年说过的", "F-03/other/text": "别处的"})
    known = doubtful.with_changes({"previous": last})
    assert offered_reasons(form, known, issue) == ["去年说过的", *phrases]
    said = known.with_changes({f"answer/{issue.ident}": Answer("今年说过的", "1 2")})
    assert offered_reasons(form, said, issue) == ["今年说过的", "去年说过的", *phrases]


def test_a_reason_that_stands_there_already_is_not_offered_twice_and_nothing_is_none(
    form: Form, checker: Checker, doubtful: Report
) -> None:
    issue = only(checker, doubtful)
    phrases = [phrase.text for phrase in form.phrase if phrase.use == "query"]
    said = {f"answer/{issue.ident}": Answer(phrases[2], "")}
    last = {"previous": Previous("2021", 2022, "去年.nianbao", reasons={issue.ident: phrases[2]})}
    offered = offered_reasons(form, doubtful.with_changes({**said, **last}), issue)
    assert offered == [phrases[2], *phrases[:2], *phrases[3:]]
    aside = doubtful.with_changes({f"answer/{issue.ident}": Answer("", "")})
    assert offered_reasons(form, aside, issue) == phrases


def test_last_years_reason_is_offered_next_year_and_closes_nothing_by_itself(
    form: Form, checker: Checker, doubtful: Report
) -> None:
    report = next_year(form, closed(form, checker, doubtful), "去年.nianbao")
    again = typed(form, report, {**TEXTS, "profile/year": "2024", **FEES})
    issue = only(checker, again)
    assert issue.is_open
    assert offered_reasons(form, again, issue)[0] == "上年通知、今年收取"


def test_reasons_come_back_from_the_draft(form: Form, checker: Checker, doubtful: Report) -> None:
    report = closed(form, checker, doubtful)
    assert checker.run(decode(encode(report))) == checker.run(report)


@pytest.mark.parametrize(
    ("changes", "last"),
    [
        ({**FEES, "proactive/fees/fees_wan_yuan": "0"}, {}),
        (
            {"profile/kind": "department", "proactive/fees/fees_wan_yuan": "10000"},
            {"proactive/fees/fees_wan_yuan": 400},
        ),
    ],
    ids=["F-03", "T2-P4"],
)
def test_two_doubts_about_one_cell_can_both_be_closed(
    form: Form, checker: Checker, changes: dict[str, str], last: dict[str, int]
) -> None:
    report = typed(form, filled(form), changes).with_changes({"previous": after(last)})
    for _ in range(2):
        for issue in checker.run(report):
            if issue.is_open:
                report = report.with_changes(answer(reckon(form, report), issue, "属实"))
    assert is_checked(checker.run(report))


def test_half_a_character_in_a_reason_does_not_keep_the_draft_from_being_saved(
    form: Form, checker: Checker, doubtful: Report
) -> None:
    report = closed(form, checker, doubtful, "已核对\ud83d")
    assert only(checker, decode(encode(report))).reason == "已核对\ufffd"


@pytest.mark.parametrize(
    ("code", "field", "one", "other"),
    [
        ("S-10", "profile/phone", "12", "13"),
        ("S-11", "profile/published", "一月底", "二月底"),
        ("S-06", "overview/text", "共3条，主动公开。", "共3条，依申请公开。"),
        ("S-07", "problems/text", "问题整改", "问题整改了"),
    ],
)
def test_what_else_was_found_is_excused_with_it_and_is_the_same_finding(
    form: Form, checker: Checker, code: str, field: str, one: str, other: str
) -> None:
    report = typed(form, filled(form), {field: one})
    report = closed(form, checker, report, "属实", code)
    (found,) = [issue for issue in checker.run(report) if issue.code == code]
    (changed,) = [issue for issue in checker.run(typed(form, report, {field: other})) if issue.code == code]
    assert (found.is_open, changed.is_open) == (False, True)
    assert changed.ident == found.ident
    assert was_reopened(typed(form, report, {field: other}), changed)


def test_a_reason_given_to_a_text_like_last_years_is_asked_again_when_more_of_it_is_alike(
    form: Form, checker: Checker
) -> None:
    text = TEXTS["overview/text"]
    last = {"previous": after({}, {"overview/text": text})}
    report = typed(form, filled(form), {"overview/text": text + "新的内容。"}).with_changes(last)
    report = closed(form, checker, report, "工作没有变化", "X-H4")
    assert not only(checker, report, "X-H4").is_open
    alike = typed(form, report, {"overview/text": text})
    assert was_reopened(alike, only(checker, alike, "X-H4"))
    assert offered_reasons(form, alike, only(checker, alike, "X-H4"))[0] == "工作没有变化"


def test_what_no_reason_closes_is_not_off_whatever_a_draft_says(form: Form, doubtful: Report) -> None:
    off = doubtful.with_changes({OFF + "T3-R2": "x", OFF + "T3-R5": "x", OFF + "Z-9": "x"})
    assert rules_off(form, off) == {}
