"""What is written by hand is held against the tables: which figures, where, and when nothing is said."""

from collections.abc import Mapping

import msgspec
import pytest

from core.answers import answer
from core.bound import SENTENCE, token
from core.checks import Checker
from core.form import Form
from core.issue import Issue, is_checked
from core.report import Report, reckon
from core.rules import Severity
from tests.core.rule_examples import Example, column, reported
from tests.core.sheets import TEXTS, drawn

OVERVIEW, PROBLEMS = TEXTS["overview/text"], TEXTS["problems/text"]
REQUESTS = {
    **column("natural_person", new_received="8", carried_over="2", granted="5", denied_other_law="3"),
    **column("business", new_received="4", unable_not_held="2", refused_repeat="1"),
    "requests/carried_forward/natural_person": "2",
    "requests/carried_forward/business": "1",
    "disputes/review/upheld": "2",
    "disputes/review/other": "1",
    "disputes/direct/other": "1",
    "disputes/post_review/upheld": "1",
    "proactive/normative_documents/in_force": "7",
}
LAST = {"requests/new_received/total": 10, "requests/carried_over/total": 3, "requests/total_handled/total": 9}


def stated(
    form: Form, text: str, changes: Mapping[str, str] = REQUESTS, last: Mapping[str, int | str] = {}
) -> list[Issue]:
    """What the rules on words and numbers find in a text behind the usual one."""
    example = Example({}, {}, "", last=last)
    report = reported(form, {**changes, "overview/text": OVERVIEW + text}, example)
    return [issue for issue in Checker(form).run(report) if issue.code.startswith("N-")]


def told(form: Form, text: str, last: Mapping[str, int | str] = {}) -> str:
    """The codes with what was found: "N-01 received 13/12"."""
    return ", ".join(f"{issue.code} {issue.detail}".strip() for issue in stated(form, text, last=last))


# ------------------------------------------------------------ figures


@pytest.mark.parametrize(
    ("text", "findings"),
    drawn(
        """
        收到公开申请12件。                            |
        收到公开申请14件。                            |
        收到公开申请13件。                            | N-01 received 13/12
        收办公开申请14件。                            |
        收办公开申请13件。                            | N-01 pool 13/14
        上年结转2件公开申请。                         |
        上年结转公开申请3件。                         | N-01 carried_in 3/2
        自然人申请8件，法人或其他组织申请5件。        | N-01 received_organisations 5/4
        公开申请办结11件，结转下年3件。               |
        公开申请办结9件。                             |
        公开申请办结12件，结转下年4件。               | N-02 handled 12/11, N-02 carried_out 4/3
        予以公开5件，不予公开2件。                    | N-02 denied 2/3
        予以公开、部分公开5件。                       |
        予以公开、不予公开9件。                       | N-02 granted+denied 9/8
        无法提供2件，不予处理1件，其他处理0件。       |
        行政复议3件，维持2件，纠正0件。               |
        行政复议3件，维持1件，纠正1件。               | N-05 review_upheld 1/2, N-05 review_corrected 1/0
        行政诉讼2件，维持2件。                        | N-05 litigation_upheld 2/1
        现行有效的行政规范性文件7件。                 |
        现行有效的行政规范性文件8件。                 | N-03 documents_in_force 8/7
        收到公开申请约13件。                          |
        去年收到公开申请99件。                        |
        主动公开99条，留言99件。                      |
        """
    ),
)
def test_a_figure_is_one_of_those_its_words_may_mean(form: Form, text: str, findings: str) -> None:
    assert told(form, text) == findings


def test_a_finding_names_the_text_the_sentence_and_the_cell(form: Form) -> None:
    (issue,) = stated(form, "共有三项；予以公开6件，都按时答复。没有别的")
    assert issue.message == "一、总体情况“予以公开6件，都按时答复”：予以公开写的是 6，表里是 5"
    assert (issue.keys, issue.passage, issue.detail) == (
        ("overview/text", "requests/granted/total"),
        "予以公开6件，都按时答复",
        "granted 6/5",
    )
    assert (issue.severity, issue.closes) == (Severity.QUERY, True)


def test_a_sum_of_several_cells_names_no_cell(form: Form) -> None:
    (issue,) = stated(form, "不予公开4件。")
    assert issue.keys == ("overview/text",)


def test_things_counted_together_are_named_together(form: Form) -> None:
    (issue,) = stated(form, "予以公开、不予公开9件。")
    assert issue.message.endswith("予以公开、不予公开写的是 9，表里是 8")
    assert issue.keys == ("overview/text", "requests/granted/total")


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        (f"{'甲' * 70}，予以公开6件，{'乙' * 70}。", "予以公开6件"),
        (f"{'甲' * 20}，予以公开6件，{'乙' * 20}。", f"{'甲' * 20}，予以公开6件，{'乙' * 20}"),
        (f"{'甲' * 70}予以公开6件{'乙' * 70}", f"{'甲' * 70}予以公开6件{'乙' * 70}"),
        ("\n  予以公开6件\n", "予以公开6件"),
        ("！予以公开6件？", "予以公开6件"),
    ],
)
def test_the_passage_is_the_sentence_or_the_clause_of_a_long_one(form: Form, text: str, passage: str) -> None:
    (issue,) = stated(form, "。" + text)
    assert issue.passage == passage


def test_figures_are_looked_for_in_the_texts_of_numbered_sections_alone(form: Form) -> None:
    wrong = "\n予以公开6件。"
    for key, told_there in (
        ("overview/text", True),
        ("problems/text", True),
        ("other/text", True),
        ("profile/preamble", False),
        ("requests/note", False),
        ("profile/office", False),
    ):
        report = reported(form, {**REQUESTS, key: TEXTS.get(key, "") + wrong})
        found = [issue.keys[0] for issue in Checker(form).run(report) if issue.code == "N-02"]
        assert found == [key] * told_there


def test_what_the_tables_do_not_say_yet_is_not_compared(form: Form) -> None:
    blank = {**REQUESTS, "requests/granted/natural_person": ""}
    assert stated(form, "予以公开6件，占50%。", blank) == []


def test_while_what_is_mainly_meant_is_unknown_nothing_is_compared(form: Form) -> None:
    blank = {**REQUESTS, "requests/granted/natural_person": ""}
    assert stated(form, "公开申请办结13件。", blank) == []


def test_what_the_form_has_no_quantity_for_is_left_out(form: Form) -> None:
    fewer = msgspec.structs.replace(form, quantity=tuple(one for one in form.quantity if one.id != "denied"))
    (rule,) = (rule for rule in form.check if rule.code == "N-02")
    rules = (msgspec.structs.replace(rule, quantities=("granted",)),)
    report = reported(fewer, {**REQUESTS, "overview/text": "予以公开6件，不予公开4件，占50%。"})
    found = Checker(msgspec.structs.replace(fewer, check=rules)).run(report)
    assert [issue.detail for issue in found] == ["granted 6/5"]


def test_lines_are_read_by_themselves(form: Form) -> None:
    assert told(form, "予以公开\n6件。\n\n不予公开3件。") == ""
    assert told(form, "\n予以公开6件。\n不予公开4件。") == "N-02 granted 6/5, N-02 denied 4/3"


def test_bound_figures_are_not_read_and_what_stands_beside_them_is(form: Form) -> None:
    bound = f"收到公开申请{token('received')}件，予以公开6件。{token(SENTENCE + 'handled')}"
    (issue,) = stated(form, bound)
    assert (issue.detail, issue.passage) == ("granted 6/5", "件，予以公开6件")


def test_a_text_is_compared_anew_when_only_a_cell_has_changed(form: Form) -> None:
    checker = Checker(form)
    report = reported(form, {**REQUESTS, "overview/text": OVERVIEW + "予以公开5件。"})
    assert not [issue for issue in checker.run(report) if issue.code == "N-02"]
    changed = reported(form, {**REQUESTS, "requests/granted/business": "1"}).with_changes(dict(report.texts))
    (issue,) = (issue for issue in checker.run(changed) if issue.code == "N-02")
    assert issue.detail == "granted 5/6"


def test_a_reason_closes_a_finding_until_its_figure_changes(form: Form) -> None:
    report = reported(form, {**REQUESTS, "overview/text": OVERVIEW + "予以公开6件。"})
    checker = Checker(form)
    (issue,) = (issue for issue in checker.run(report) if issue.code == "N-02")
    assert not is_checked(checker.run(report))
    closed = report.with_changes(answer(reckon(form, report), issue, "口径不同"))
    assert is_checked(checker.run(closed))
    more = reported(form, {**REQUESTS, "requests/granted/business": "2", "requests/new_received/business": "6"})
    assert not is_checked(checker.run(more.with_changes({**closed.texts, **closed.answers})))


def test_two_wrong_figures_of_a_sentence_can_both_be_explained(form: Form) -> None:
    report: Report = reported(form, {**REQUESTS, "overview/text": OVERVIEW + "予以公开6件，不予公开4件。"})
    checker = Checker(form)
    for issue in checker.run(report):
        report = report.with_changes(answer(reckon(form, report), issue, "口径不同"))
    assert is_checked(checker.run(report))


# ------------------------------------------------------------ none


@pytest.mark.parametrize(
    ("text", "findings"),
    drawn(
        """
        未收到公开申请。                        | N-04 received 0/12
        无上年结转的公开申请。                  | N-04 carried_in 0/2
        没有其他处理、部分公开的情形。          |
        未发生行政复议、行政诉讼。              | N-04 review 0/3, N-04 litigation 0/2
        未制发规范性文件。                      |
        收到公开申请0件。                       | N-01 received 0/12
        未收取信息处理费，未发出收费通知。      |
        去年未收到公开申请。                    |
        """
    ),
)
def test_what_is_said_not_to_have_been_is_0(form: Form, text: str, findings: str) -> None:
    assert told(form, text) == findings


def test_none_is_not_contradicted_by_what_is_not_known_yet(form: Form) -> None:
    assert stated(form, "未收到公开申请。", column("natural_person", new_received="")) == []


def test_that_there_was_none_is_an_error_that_a_reason_closes(form: Form) -> None:
    (issue,) = stated(form, "未收到公开申请。")
    assert (issue.severity, issue.closes) == (Severity.ERROR, True)


# ------------------------------------------------------------ percentages


@pytest.mark.parametrize(
    ("text", "findings"),
    drawn(
        """
        收到公开申请12件，同比增长20%。                  |
        收到公开申请12件，同比增长20.0%。                |
        收到公开申请12件，同比增长20.5%。                | N-06 yoy_percent 20.5/20
        收到公开申请12件，同比增长7.7%。                 |
        收到公开申请12件，同比增长7.69%。                |
        收到公开申请12件，同比增长7.6%。                 |
        收到公开申请12件，同比增长8%。                   |
        收到公开申请12件，同比增长9%。                   | N-06 yoy_percent 9/20
        收到公开申请12件，同比下降20%。                  | N-06 yoy_percent -20/20
        公开申请办结11件，同比增长22.2%。                |
        公开申请办结11件，同比增长22.5%。                | N-06 yoy_percent 22.5/22.22
        行政复议3件，同比增长50%。                       |
        予以公开5件，占办结的45.45%。                    |
        予以公开5件，占收到的41.7%。                     |
        予以公开5件，占收办的35.7%。                     |
        予以公开5件，占办结的50%。                       | N-06 share_percent 50/45.45
        自然人申请8件，占66.7%。                         |
        行政复议增长50%。                                |
        """
    ),
)
def test_a_percentage_is_what_the_numbers_come_to_at_its_last_digit(form: Form, text: str, findings: str) -> None:
    assert told(form, text, LAST) == findings


def test_without_last_year_no_growth_is_compared(form: Form) -> None:
    assert told(form, "收到公开申请12件，同比增长99%。") == ""
    assert told(form, "收到公开申请12件，同比增长99%。", {"requests/new_received/total": 0}) == ""


def test_a_share_of_nothing_or_of_the_unknown_is_not_compared(form: Form) -> None:
    assert stated(form, "予以公开占50%。", {}) == []
    assert stated(form, "予以公开占50%。", {**REQUESTS, "requests/granted/natural_person": ""}) == []


def test_a_percentage_of_two_things_together_is_not_compared(form: Form) -> None:
    assert stated(form, "予以公开、不予公开共8件，占99%。") == []


# ------------------------------------------------------------ parts, twice


def test_parts_that_do_not_add_up_are_told_with_both_sums(form: Form) -> None:
    (issue,) = stated(form, "\n公开文件12件（甲9件、乙4件）。")
    assert issue.message == "一、总体情况“12件（甲9件、乙4件）”：各部分加起来是 13，总数写的是 12"
    assert issue.passage == "12件（甲9件、乙4件）"


def test_parts_that_may_leave_some_out_are_only_told_above_the_whole(form: Form) -> None:
    assert stated(form, "公开文件12件（其中甲9件、乙2件）。") == []
    assert [issue.code for issue in stated(form, "公开文件12件（其中甲9件、乙4件）。")] == ["N-07"]


def test_parts_behind_among_them_are_only_told_above_the_whole(form: Form) -> None:
    assert stated(form, "公开文件12件，其中甲9件、乙2件。") == []
    (issue,) = stated(form, "公开文件12件，其中甲9件、乙4件。")
    assert issue.message == "一、总体情况“12件，其中甲9件、乙4件”：各部分加起来是 13，总数写的是 12"


def test_what_the_tables_do_not_say_is_said_alike_everywhere(form: Form) -> None:
    blank = {"requests/new_received/business": "", "requests/granted/business": ""}
    text = "收到公开申请3件，予以公开2件。收到公开申请4件。予以公开2件。收到公开申请4件。同比增长3%，同比增长4%。"
    found = stated(form, text, blank)
    assert [(issue.code, issue.detail) for issue in found] == [("N-08", "received 4/3"), ("N-08", "received 4/3")]
    assert stated(form, "收到公开申请3件。收到公开申请4件。", column("business", new_received="3"))[0].code == "N-01"


def test_zero_in_words_and_another_figure_are_not_alike(form: Form) -> None:
    found = stated(form, "未收到公开申请。收到公开申请4件。", {"requests/new_received/business": ""})
    assert [(issue.code, issue.detail) for issue in found] == [("N-08", "received 4/0")]


# ------------------------------------------------------------ fees


@pytest.mark.parametrize(
    ("text", "findings"),
    drawn(
        """
        发出信息处理费收费通知2件，总金额300元，实际收取0元。     |
        发出信息处理费收费通知3件，总金额300元，实际收取100元。   | N-09 fee_notices 3/2, N-09 fee_collected 100/0
        未发出收费通知。                                          | N-04 fee_notices 0/2
        行政事业性收费0.5万元。                                   | N-03 fees_wan 0.5/1.2
        行政事业性收费12000元。                                   |
        有2件公开申请收取信息处理费300元。                        | N-09 fee_collected 300/0
        """
    ),
)
def test_fees_are_held_against_their_fields(form: Form, text: str, findings: str) -> None:
    fees = {"other/fee_notices": "2", "other/fee_noticed": "300", "other/fee_collected": "0"}
    found = stated(form, text, {**fees, "proactive/fees/fees_wan_yuan": "1.2"})
    assert ", ".join(f"{issue.code} {issue.detail}" for issue in found) == findings
