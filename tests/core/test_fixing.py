"""What a finding on wording offers to put right: all of it in its field, and nothing else."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import form as forms
from core.checks import Checker
from core.fixing import fix
from core.form import Form
from core.issue import Issue
from core.report import Report
from core.text_rules import WordingRule
from tests.core.rule_examples import column, reported
from tests.core.sheets import TEXTS, drawn

FORM = forms.load("2021")
OVERVIEW = TEXTS["overview/text"]
FIXED = {name: rule for name, rule in FORM.named_checks.items() if isinstance(rule, WordingRule) and rule.fix}


def found(form: Form, code: str, report: Report) -> list[Issue]:
    return [issue for issue in Checker(form).run(report) if issue.code == code]


@pytest.mark.parametrize(
    ("code", "text", "right"),
    drawn(
        """
        S-03  | 没有其它需要报告的事项。             | 没有其他需要报告的事项。
        S-03  | 存在的主要问题和改进情况如下         | 存在的主要问题及改进情况如下
        S-03  | 存在问题及改进情况如下               | 存在的主要问题及改进情况如下
        S-03  | 见收到和办理政府信息公开申请情况     | 见收到和处理政府信息公开申请情况
        S-13  | 公开条例,办法;通知:如下?好!对        | 公开条例，办法；通知：如下？好！对
        S-13  | 全部公开。。及时；；准确，。         | 全部公开。及时；准确。
        S-13  | 公开了1 200件                        | 公开了1200件
        S-16  | 收到政务公开申请3件                  | 收到政府信息公开申请3件
        S-16  | 按政务公开条例公布政务公开年度报告   | 按政府信息公开条例公布政府信息公开年度报告
        S-16  | 涉及国家机密                         | 涉及国家秘密
        S-16  | 收到公开申请3条，公开2条             | 收到公开申请3件，公开2条
        """
    ),
)
def test_one_step_puts_right_all_of_a_text(form: Form, code: str, text: str, right: str) -> None:
    report = reported(form, {**column("business", new_received="3", granted="3"), "overview/text": OVERVIEW + text})
    issue = found(form, code, report)[0]
    assert fix(form, report, issue) == {"overview/text": OVERVIEW + right}
    assert found(form, code, report.with_changes(dict(fix(form, report, issue)))) == []


def test_bound_figures_stay_and_what_stands_between_them_is_put_right(form: Form) -> None:
    text = "其它需要报告的事项：⟦received⟧件。其它需要报告的事项⟦sentence/fees⟧"
    report = reported(form, {"other/text": text + "没有收费"})
    (issue,) = found(form, "S-03", report)
    assert fix(form, report, issue) == {"other/text": text.replace("其它", "其他") + "没有收费"}


def test_what_only_a_bound_figure_says_can_not_be_put_right(form: Form) -> None:
    changes = {"overview/text": OVERVIEW + "申请⟦received⟧条", **column("business", new_received="3", granted="3")}
    report = reported(form, changes)
    (issue,) = found(form, "S-16", report)
    assert issue.passage == "申请3条"
    assert fix(form, report, issue) == {}


@pytest.mark.parametrize("code", ["S-12", "S-14", "S-01", "N-02"])
def test_what_no_rule_can_put_right_is_left_to_the_clerk(form: Form, code: str) -> None:
    words = {"overview/text": OVERVIEW + "XX，13800000000，予以公开3件。", "other/text": ""}
    report = reported(form, words)
    for issue in found(form, code, report):
        assert fix(form, report, issue) == {}
    assert found(form, code, report)


def test_a_rule_that_is_no_longer_there_puts_nothing_right(form: Form) -> None:
    report = reported(form, {"overview/text": OVERVIEW + "国家机密"})
    (issue,) = found(form, "S-16", report)
    assert fix(msgspec.structs.replace(form, check=()), report, issue) == {}


def test_of_the_rules_that_share_a_code_the_right_one_is_asked(form: Form) -> None:
    report = reported(form, {"overview/text": OVERVIEW + "国家机密，政务公开条例"})
    whole = [fix(form, report, issue)["overview/text"] for issue in found(form, "S-16", report)]
    assert whole == [OVERVIEW + "国家机密，政府信息公开条例", OVERVIEW + "国家秘密，政务公开条例"]


PIECES = [
    "其它需要报告的事项",
    "国家机密",
    "政务公开申请",
    "申请",
    "3",
    "12 ",
    "条",
    "件",
    "。",
    "，",
    ",",
    "；",
    "甲",
    ":",
    "\n",
]


@pytest.mark.parametrize("name", FIXED)
@given(st.lists(st.sampled_from([*PIECES, "⟦received⟧", "存在问题及改进情况"]), max_size=12).map("".join))
def test_a_fix_says_once_for_all_and_keeps_every_token(name: str, text: str) -> None:
    report = Report("2021", {"overview/text": text})
    issue = Issue(FIXED[name].code, FIXED[name].severity, "", ("overview/text",), rule=name)
    once = fix(FORM, report, issue).get("overview/text", text)
    assert once.count("⟦received⟧") == text.count("⟦received⟧")
    again = report.with_changes({"overview/text": once})
    assert fix(FORM, again, issue) == {}, "there is nothing left to put right"
