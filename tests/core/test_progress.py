"""How far a report is, in words, section by section."""

import pytest

from core.checks import Checker
from core.form import Form
from core.issue import Issue, verdict
from core.progress import due_day, section_states
from core.report import Report
from core.rules import Severity
from tests.core.sheets import typed


def states(form: Form, report: Report) -> dict[str, str]:
    return dict(section_states(form, report, Checker(form).run(report)))


def test_an_empty_report_is_not_filled_in(form: Form) -> None:
    assert set(states(form, Report("2021")).values()) == {"未填写"}


def test_a_full_report_is_filled_in(form: Form, full: Report) -> None:
    assert states(form, full) == {section.id: "已填好" for section in form.section}


@pytest.mark.parametrize(
    ("section", "change", "state"),
    [
        ("requests", {"requests/granted/business": ""}, "尚缺 1 格"),
        ("disputes", {"disputes/direct/upheld": "", "disputes/review/other": ""}, "尚缺 2 格"),
        ("profile", {"profile/unit": ""}, "尚缺 1 项"),
        ("profile", {"profile/unit": " ", "profile/preamble": ""}, "尚缺 2 项"),
        ("profile", {"profile/phone": "", "profile/unit": ""}, "尚缺 2 项"),
        ("profile", {"profile/phone": "", "profile/postcode": "1"}, "1 处存疑"),
        ("other", {"other/fee_notices": ""}, "尚缺 1 项"),
        ("other", {"other/text": "", "other/fee_notices": "", "other/fee_noticed": ""}, "未填写"),
        ("overview", {"overview/text": ""}, "未填写"),
        ("overview", {"overview/text": "示例："}, "1 处错误"),
        ("disputes", {"disputes/direct/upheld": "1", "disputes/direct/total": "0"}, "1 处错误"),
        ("requests", {"requests/new_received/business": "1"}, "1 处错误"),  # its column speaks for 总计
        ("requests", {"requests/new_received/business": "1", "requests/granted/other": "3"}, "2 处错误"),
        ("proactive", {"proactive/fees/fees_wan_yuan": "0.1234567"}, "1 处存疑"),
        ("proactive", {"proactive/fees/fees_wan_yuan": "0.1234567", "proactive/licensing/decisions": "甲"}, "1 处错误"),
        ("proactive", {"proactive/fees/fees_wan_yuan": "0.1234567", "proactive/licensing/decisions": "无"}, "2 处存疑"),
        ("proactive", {"proactive/licensing/decisions": "甲", "proactive/regulations/issued": ""}, "1 处错误"),
    ],
)
def test_a_section_says_the_worst_there_is(
    form: Form, full: Report, section: str, change: dict[str, str], state: str
) -> None:
    assert states(form, typed(form, full, change))[section] == state


def test_a_text_missing_from_a_file_of_tables_is_not_said_to_be_doubtful(form: Form) -> None:
    assert states(form, Report("2021", tables_only=True))["overview"] == "未填写"


def test_the_verdict_counts_errors_and_doubts(form: Form, full: Report) -> None:
    checker = Checker(form)
    assert verdict(checker.run(full)) == "已校验"
    odd = typed(form, full, {"proactive/fees/fees_wan_yuan": "0.1234567", "overview/text": ""})
    assert verdict(checker.run(odd)) == "还差 2 处"


def test_hints_do_not_count_in_the_verdict() -> None:
    hint, query = (Issue("N", weight, "", ("profile/unit",)) for weight in (Severity.HINT, Severity.QUERY))
    assert verdict([hint]) == "已校验"
    assert verdict([hint, query]) == "还差 1 处"


@pytest.mark.parametrize(
    ("kind", "due", "told"),
    [
        ("subdistrict", "", "2024年1月31日"),
        ("county", "", "2024年3月31日"),
        ("", "", "2024年1月31日"),
        ("county", "2024年2月20日", "2024年2月20日"),
        ("不认识的", "", ""),
    ],
)
def test_the_last_day_is_the_offices_own_else_that_of_the_law(form: Form, kind: str, due: str, told: str) -> None:
    texts = {"profile/year": "2023", "profile/kind": kind, "profile/due": due}
    assert due_day(form, Report("2021", {key: text for key, text in texts.items() if text})) == told


def test_without_a_year_the_last_day_is_not_known(form: Form) -> None:
    assert due_day(form, Report("2021")) == ""


def test_places_of_a_first_wording_that_are_left_are_still_to_be_filled_in(form: Form, full: Report) -> None:
    frame = form.fields["problems/text"].draft
    assert states(form, full.with_changes({"problems/text": frame}))["problems"] == "尚缺 2 处"
