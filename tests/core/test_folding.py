"""One cause, one message: what only follows from another finding is said to, and nothing is lost."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from core.answers import answer
from core.checks import Checker
from core.folding import fold, unfold_answered
from core.form import Form
from core.issue import Issue, left_to_do
from core.report import Entry, Report, reckon
from core.rules import Severity
from tests.core.rule_examples import after, column
from tests.core.sheets import filled, published, typed


def told(form: Form, checker: Checker, changes: dict[str, str], last: dict[str, int] | None = None) -> list[str]:
    """What is found, each as code and place; what follows from another is indented below it."""
    report = typed(form, filled(form), changes)
    if last:
        report = report.with_changes({"previous": after(last)})
    issues = checker.run(report)
    lines = []
    for issue in issues:
        if not issue.follows:
            lines.append(named(issue))
            lines += [f"  {named(other)}" for other in issues if other.follows == issue.ident]
    assert len(lines) == len(issues)
    return lines


def named(issue: Issue) -> str:
    return f"{issue.code} {issue.message.partition('：')[0]}".removesuffix(f" {issue.message}")


def test_a_wrong_cell_breaks_its_column_and_the_total_column_for_one_cause(form: Form, checker: Checker) -> None:
    assert told(form, checker, column("natural_person", granted="3", new_received="2")) == [
        "T3-R2 自然人",
        "  T3-R2 总计",
    ]


@pytest.mark.parametrize("amount", [1, 5])
def test_of_an_overridden_total_row_that_differs_one_message_is_left(form: Form, checker: Checker, amount: int) -> None:
    right = column("business", new_received="2", granted="2")
    assert told(form, checker, {**right, "requests/total_handled/business": str(2 + amount)}) == [
        "T3-R1 商业企业",
        "  T3-R2 商业企业",
        "  T3-R1 总计",
        "  T3-R2 总计",
    ]


def test_so_is_of_a_total_column_that_was_typed_over(form: Form, checker: Checker) -> None:
    right = column("business", new_received="2", granted="2")
    assert told(form, checker, {**right, "requests/granted/total": "3"}) == ["T3-R3 （一）予以公开", "  T3-R1 总计"]


def test_a_case_in_the_wrong_column_is_one_cause_and_the_hint_explains_it(form: Form, checker: Checker) -> None:
    changes = {"requests/new_received/natural_person": "1", "requests/granted/other": "1"}
    assert told(form, checker, changes) == ["T3-R2 自然人", "  T3-R6 自然人 +1、其他 -1，合起来正好平", "  T3-R2 其他"]


def test_more_carried_forward_than_there_was_speaks_for_all_that_comes_of_it(form: Form, checker: Checker) -> None:
    lines = told(form, checker, column("other", new_received="2", carried_forward="5"))
    assert lines[0] == "T3-H2 其他"
    assert [line[2:7] for line in lines[1:]] == ["T3-H6", "T3-H2", "T3-R2", "T3-R2", "T3-H3"]


def test_what_is_doubtful_about_cells_waits_until_they_are_right(form: Form, checker: Checker) -> None:
    changes = {"requests/new_received/other": "1", "requests/new_received/research": "1"}
    assert "  T3-H6 一、本年新收政府信息公开申请数量" in told(form, checker, changes)
    right = {**changes, "requests/granted/other": "1", "requests/granted/research": "1"}
    assert told(form, checker, right) == ["T3-H6 一、本年新收政府信息公开申请数量"]


def test_a_doubt_that_waits_for_two_errors_does_not_make_them_one(form: Form, checker: Checker) -> None:
    changes = {"requests/new_received/other": "4", "requests/granted/natural_person": "3"}
    assert told(form, checker, changes) == [
        "T3-R2 自然人",
        "  T3-H6 一、本年新收政府信息公开申请数量",
        "  T3-R2 总计",
        "T3-R2 其他",
    ]


def test_a_row_one_cell_off_is_one_cause_however_many_columns_fail(form: Form, checker: Checker) -> None:
    changes = {f"requests/new_received/{column}": "2" for column in ("natural_person", "business", "research")}
    changes |= {f"requests/granted/{column}": "2" for column in ("business", "research", "public_welfare")}
    (first, *others) = told(form, checker, changes)
    assert first == "T3-R2 自然人"
    assert "  T3-R7 一、本年新收政府信息公开申请数量" in others
    assert [line for line in others if not line.startswith(" ")] == []


def test_of_two_doubts_of_a_rule_about_one_number_the_second_waits(form: Form, checker: Checker) -> None:
    fees = {"other/fee_collected": "410", "other/fee_noticed": "300", "other/fee_notices": "0"}
    text = {"other/text": "本年度发出信息处理费收费通知0件，总金额300元，实际收取410元。"}
    report = typed(form, filled(form), {**fees, **text, "proactive/fees/fees_wan_yuan": "0.03"})
    assert [(issue.rule or issue.code, issue.follows) for issue in checker.run(report)] == [
        ("F-03", ""),
        ("F-03#2", "F-03/other/fee_collected"),
        ("F-04#2", ""),  # another rule's doubt is another doubt
    ]


def test_a_hint_waits_for_a_doubt_about_its_numbers(form: Form, checker: Checker) -> None:
    fees = {"profile/kind": "department", "proactive/fees/fees_wan_yuan": "10000"}
    assert told(form, checker, fees, {"proactive/fees/fees_wan_yuan": 9}) == [
        "T2-P4",
        "  T2-P4",
        "  X-H3 本年收费金额（单位",
    ]


def test_doubts_about_one_text_do_not_wait_for_each_other(form: Form, checker: Checker) -> None:
    changes = {"overview/text": "XX。。", "problems/text": "无。"}
    report = typed(form, filled(form), changes)
    assert {issue.follows for issue in checker.run(report)} == {""}
    assert {"S-12", "S-13", "S-06", "S-07"} <= {issue.code for issue in checker.run(report)}


@pytest.mark.parametrize(("one", "other"), [("3", "4"), ("3", "3")])
def test_two_errors_that_have_nothing_to_do_with_each_other_stay_two(
    form: Form, checker: Checker, one: str, other: str
) -> None:
    changes = {**column("natural_person", new_received=one), **column("research", new_received=other)}
    lines = told(form, checker, changes)
    assert [line for line in lines if not line.startswith(" ")] == ["T3-R2 自然人", "T3-R2 科研机构"]
    assert "  T3-R2 总计" in lines


def test_equal_errors_in_two_tables_stay_two(form: Form, checker: Checker) -> None:
    changes = {"disputes/review/total": "1", "disputes/direct/total": "1", **column("other", new_received="1")}
    lines = told(form, checker, changes)
    assert [line for line in lines if not line.startswith(" ")] == [
        "T3-R2 其他",
        "T4-R1 行政复议",
        "T4-R1 未经复议直接起诉",
    ]


def test_the_total_speaks_for_its_columns_where_it_weighs_more(form: Form, checker: Checker) -> None:
    last = {"requests/carried_forward/business": 1, "requests/carried_forward/total": 1}
    changes = column("business", carried_over="2", granted="2")
    assert told(form, checker, changes, last) == ["X-R1 总计", "  X-R1 商业企业"]


def issue(at: int, *keys: str, **more: object) -> Issue:
    """A finding that something is 1 too large."""
    return structs.replace(Issue(f"N-{at}", Severity.ERROR, "", keys, 2, 1, 1), **more)


CELL, OTHER, FIELD, TEXT = "disputes/review/other", "disputes/direct/other", "other/fee_notices", "other/text"
MORE = "disputes/post_review/other"
ERROR, QUERY, HINT = Severity


def doubt(at: int, severity: Severity, *keys: str, **more: object) -> Issue:
    """A finding in which nothing is compared."""
    return issue(at, *keys, severity=severity, difference=None, **more)


def causes(issues: Sequence[Issue]) -> list[str]:
    return [issue.follows for issue in issues]


def test_the_heaviest_speaks_for_a_cause_wherever_it_stands(form: Form) -> None:
    light, heavy = issue(1, "a/x", severity=Severity.HINT), issue(2, "a/x", "a/y")
    assert causes(fold(form, [light, heavy])) == ["N-2/a/x", ""]
    assert causes(fold(form, [heavy, light])) == ["", "N-2/a/x"]


def test_of_two_as_heavy_the_first_speaks(form: Form) -> None:
    assert causes(fold(form, [issue(1, "a/x"), issue(2, "a/y", "a/x"), issue(3, "a/y")])) == ["", "N-1/a/x", "N-1/a/x"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (issue(1, "a/x"), issue(2, "a/y")),
        (issue(1, "a/x"), issue(2, "a/x", difference=2)),
        (issue(1, "a/x"), issue(2, "a/x", difference=None)),
        (issue(1, "a/x"), issue(2, "a/y", difference=-1)),
        (issue(1, TEXT, severity=Severity.QUERY), issue(2, TEXT, difference=None, severity=Severity.HINT)),
    ],
    ids=["no cell in common", "another difference", "no difference", "another rule", "only a text in common"],
)
def test_what_only_looks_alike_stays_apart(form: Form, one: Issue, other: Issue) -> None:
    assert causes(fold(form, [one, other])) == ["", ""]


@pytest.mark.parametrize("shared", [CELL, FIELD])
@pytest.mark.parametrize(("heavy", "light"), [(ERROR, QUERY), (ERROR, HINT), (QUERY, HINT)])
def test_a_lighter_finding_waits_for_a_heavier_one_about_the_same_number(
    form: Form, shared: str, heavy: Severity, light: Severity
) -> None:
    first, second = doubt(1, heavy, OTHER, shared), doubt(2, light, shared, TEXT)
    assert causes(fold(form, [first, second])) == ["", f"N-1/{OTHER}"]
    assert causes(fold(form, [second, first])) == [f"N-1/{OTHER}", ""]


@pytest.mark.parametrize(
    ("severity", "code", "shared", "waits"),
    [
        (QUERY, "N-1", CELL, True),
        (HINT, "N-1", FIELD, True),
        (ERROR, "N-1", CELL, False),
        (QUERY, "N-2", CELL, False),
        (QUERY, "N-1", TEXT, False),
    ],
    ids=["a query", "a hint", "an error", "another rule's", "about a text"],
)
def test_a_second_doubt_of_a_rule_about_the_same_number_waits(
    form: Form, severity: Severity, code: str, shared: str, waits: bool
) -> None:
    first, second = doubt(1, severity, shared), doubt(1, severity, shared, OTHER, code=code, rule=f"{code}#2")
    assert causes(fold(form, [first, second])) == ["", f"N-1/{shared}" if waits else ""]


def test_what_has_one_cause_with_a_doubt_waits_with_it(form: Form) -> None:
    error, query = doubt(1, ERROR, OTHER), issue(2, CELL, OTHER, severity=QUERY)
    assert causes(fold(form, [error, query, issue(3, CELL, severity=QUERY)])) == ["", f"N-1/{OTHER}", f"N-1/{OTHER}"]


def test_chains_of_waiting_end_at_what_waits_for_nothing(form: Form) -> None:
    hint, query, error = doubt(1, HINT, CELL), doubt(2, QUERY, CELL, FIELD), doubt(3, ERROR, FIELD)
    assert causes(fold(form, [hint, query, error])) == [f"N-3/{FIELD}", f"N-3/{FIELD}", ""]


def test_a_finding_between_two_errors_follows_the_first_and_joins_only_if_it_speaks_of_all(form: Form) -> None:
    errors = [issue(1, CELL, OTHER), issue(2, FIELD, MORE, difference=2)]
    between = doubt(3, QUERY, OTHER, FIELD)
    assert causes(fold(form, [*errors, between])) == ["", "", f"N-1/{CELL}"]
    of_all = doubt(3, HINT, CELL, OTHER, FIELD, MORE)
    assert causes(fold(form, [*errors, of_all])) == ["", f"N-1/{CELL}", f"N-1/{CELL}"]


@pytest.mark.parametrize("before", [2, 9], ids=["off by the same", "off by more"])
def test_what_no_reason_closes_does_not_follow_from_what_one_does(form: Form, checker: Checker, before: int) -> None:
    report = typed(form, filled(form), column("other", carried_over="3", granted="2"))
    last = {"requests/carried_forward/total": before}
    issues = {issue.ident: issue for issue in checker.run(report.with_changes({"previous": after(last)}))}
    assert [issue.code for issue in issues.values()] == ["X-R1", "T3-R2", "T3-R2"]
    assert [
        issue.code for issue in issues.values() if issue.follows and issues[issue.follows].closes > issue.closes
    ] == []


def test_two_of_a_rule_that_cancel_each_other_are_one_but_three_are_not(form: Form) -> None:
    plus, minus, third = (issue(1, f"a/{key}", difference=by) for key, by in (("x", 2), ("y", -2), ("z", 7)))
    assert causes(fold(form, [plus, minus])) == ["", "N-1/a/x"]
    assert causes(fold(form, [plus, minus, third])) == ["", "", ""]


def test_an_amount_of_money_is_no_cause_of_another(form: Form) -> None:
    fees = [issue(at, f"a/{at}", difference="0.50") for at in (1, 2)]
    assert causes(fold(form, fees)) == ["", ""]


def test_nothing_and_a_single_finding_are_left_alone(form: Form) -> None:
    assert fold(form, []) == ()
    assert fold(form, [issue(1, "a/x")]) == (issue(1, "a/x"),)


places = st.sampled_from(["requests/granted/other", "requests/granted/total", "requests/total_handled/other", "a/b"])
issues = st.lists(
    st.builds(
        Issue,
        code=st.sampled_from(["A", "B"]),
        severity=st.sampled_from(Severity),
        message=st.just(""),
        keys=st.lists(places, min_size=1, max_size=3, unique=True).map(tuple),
        difference=st.none() | st.integers(-2, 2) | st.just("0.5"),
    ),
    max_size=7,
    unique_by=lambda issue: issue.ident,
)


def test_a_fold_of_anything_keeps_everything(form: Form) -> None:
    @given(issues)
    def keeps(issues: list[Issue]) -> None:
        folded = fold(form, issues)
        assert [structs.replace(issue, follows="", waits=False) for issue in folded] == issues
        speakers = {issue.ident: issue for issue in folded if not issue.follows}
        for issue in folded:
            assert not issue.follows or speakers[issue.follows].severity.rank <= issue.severity.rank
        assert bool(issues) == bool(speakers)

    keeps()


def test_what_follows_is_not_counted_as_left_to_do(form: Form, checker: Checker) -> None:
    changes = column("natural_person", new_received="1")
    assert left_to_do(checker.run(typed(form, filled(form), changes))) == 1


@pytest.mark.parametrize("name", ["huaian_city_2024", "suqian_city_2024"])
def test_any_one_wrong_number_of_a_published_report_is_one_cause(name: str, form: Form, checker: Checker) -> None:
    data = published(name)
    keys = [cell.key for section in ("requests", "disputes") for cell in form.tables[section]]
    numbers = [number for row in data["table3"].values() for number in row] + data["table4"]
    right = {key: str(number) for key, number in zip(keys, numbers, strict=True) if not form.cells[key].parts}
    report = typed(form, filled(form), right | {"other/fee_notices": "9"})
    assert not [issue for issue in checker.run(report) if not issue.is_hint]
    for key in list(right)[::5]:
        wrong = checker.run(typed(form, report, {key: str(int(right[key]) + 37)}))
        assert left_to_do(wrong) == (1 if key.startswith("requests") else 0), key


def test_what_waited_behind_a_finding_comes_forward_when_that_is_answered(form: Form) -> None:
    changes = {"other/fee_notices": "1", "other/fee_noticed": "50", "other/fee_collected": "100"}
    text = {"other/text": "本年度发出信息处理费收费通知1件，总金额50元，实际收取100元。"}
    report = typed(form, filled(form), changes | text)
    told = Checker(form).run(report)
    assert [(issue.rule or issue.code) for issue in told if issue.is_open] == ["F-03"]
    answered = report.with_changes(answer(reckon(form, report), next(i for i in told if i.is_open), "属实"))
    assert [(issue.rule or issue.code) for issue in Checker(form).run(answered) if issue.is_open] == ["F-03#2"]


def said_to(issues: Sequence[Issue], *codes: str) -> list[Issue]:
    """The findings after reasons were given to some."""
    return [structs.replace(issue, reason="属实") if issue.code in codes else issue for issue in issues]


def test_only_what_waits_is_marked_so_what_has_the_same_cause_is_not(form: Form) -> None:
    error, caused = issue(1, CELL), issue(2, CELL, OTHER)
    waiting, beside = issue(3, OTHER, severity=QUERY, difference=7), issue(4, OTHER, severity=HINT, difference=7)
    told = fold(form, [error, caused, waiting, beside])
    assert causes(told) == ["", f"N-1/{CELL}", f"N-1/{CELL}", f"N-1/{CELL}"]
    assert [one.waits for one in told] == [False, False, True, True]


def test_behind_what_is_still_open_everything_stays(form: Form) -> None:
    folded = fold(form, [doubt(1, QUERY, CELL), doubt(2, HINT, CELL)])
    assert unfold_answered(form, folded) == folded
    assert unfold_answered(form, ()) == ()


def test_what_has_its_cause_in_an_answered_finding_stays_with_it(form: Form) -> None:
    folded = said_to(fold(form, [issue(1, CELL, severity=QUERY), issue(2, CELL, OTHER, severity=QUERY)]), "N-1")
    assert causes(unfold_answered(form, folded)) == ["", f"N-1/{CELL}"]


def test_those_that_come_forward_wait_for_each_other_until_they_are_answered_too(form: Form) -> None:
    error, query, hint = doubt(1, ERROR, CELL, closes=True), doubt(2, QUERY, CELL), doubt(3, HINT, CELL)
    folded = fold(form, [error, query, hint])
    one = unfold_answered(form, said_to(folded, "N-1"))
    assert (causes(one), [one.waits for one in one]) == (["", "", f"N-2/{CELL}"], [False, False, True])
    two = unfold_answered(form, said_to(folded, "N-1", "N-2"))
    assert causes(two) == ["", "", ""]
    assert [issue.is_open for issue in two] == [False, False, True]


def test_an_answer_to_what_waits_itself_lets_nothing_forward(form: Form) -> None:
    folded = fold(form, [doubt(1, ERROR, CELL), doubt(2, QUERY, CELL), doubt(3, HINT, CELL)])
    assert causes(unfold_answered(form, said_to(folded, "N-2"))) == ["", f"N-1/{CELL}", f"N-1/{CELL}"]


def test_what_comes_forward_brings_what_it_caused_along(form: Form) -> None:
    first = doubt(1, ERROR, MORE, CELL, closes=True)
    cause, caused = issue(2, CELL, severity=QUERY), issue(3, CELL, OTHER, severity=QUERY)
    told = unfold_answered(form, said_to(fold(form, [first, cause, caused]), "N-1"))
    assert (causes(told), [one.waits for one in told]) == (["", "", f"N-2/{CELL}"], [False] * 3)


def test_whatever_is_answered_nothing_is_lost_and_nothing_waits_behind_it(form: Form) -> None:
    @given(issues, st.sets(st.integers(0, 6)))
    def keeps(issues: list[Issue], answered: set[int]) -> None:
        folded = fold(form, issues)
        said = [structs.replace(one, reason="属实") if at in answered else one for at, one in enumerate(folded)]
        told = unfold_answered(form, said)
        assert [structs.replace(one, follows="", waits=False, reason=None) for one in told] == issues
        speakers = {one.ident: one for one in told if not one.follows}
        for one in told:
            assert not one.follows or (one.follows in speakers and one.follows != one.ident)
            assert not (one.waits and speakers[one.follows].reason)

    keeps()


def test_what_a_text_states_is_a_mistake_of_its_own(form: Form, full: Report) -> None:
    key = "requests/new_received/natural_person"
    number = full.cells[key].number
    assert isinstance(number, int)
    wrong = full.with_changes({key: Entry(number + 9), "other/text": "本年新收政府信息公开申请4999件。"})
    told = {issue.code: issue for issue in Checker(form).run(wrong)}
    assert "T3-R2" in told
    assert told["N-01"].is_open
