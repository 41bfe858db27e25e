"""Checks on sums at their edges: what two failing balances and a row in the wrong place tell."""

import pytest

from core.check_sums import Balances, has_balance, shifted, sides
from core.checks import Checker
from core.form import Form
from core.issue import Issue
from core.report import Report, reckon
from core.rules import AtMostRule, BalanceRule
from tests.core.sheets import drawn, filled, typed

COLUMNS = ("natural_person", "business", "research", "public_welfare", "legal_service", "other")
ROWS = ("new_received", "carried_over", "granted", "refused_repeat", "carried_forward")
LABELS = ("新收", "上年", "公开", "重复", "结转")


def table(form: Form, drawing: str) -> Report:
    """A report full of zeros with some rows of table three as drawn: 新收 | 1 | 0 | 0 | 0 | 0 | 0."""
    names = dict(zip(LABELS, ROWS, strict=True))
    changes = {
        f"requests/{names[line[0]]}/{column}": figure
        for line in drawn(drawing)
        for column, figure in zip(COLUMNS, line[1:], strict=True)
    }
    return typed(form, filled(form), changes)


def told(form: Form, report: Report, code: str) -> list[str]:
    return [issue.message for issue in found(form, report, code)]


def found(form: Form, report: Report, code: str) -> list[Issue]:
    return [issue for issue in Checker(form).run(report) if issue.code == code]


# ------------------------------------------------------------ a row one cell off

SHIFTED = "{}：这一行整行向{}移一格，各列就都平了；疑似粘贴时错了一格"
LEFT, RIGHT = (SHIFTED.format("（一）予以公开", way) for way in ("左", "右"))
NEW_LEFT, NEW_RIGHT = (SHIFTED.format("一、本年新收政府信息公开申请数量", way) for way in ("左", "右"))


@pytest.mark.parametrize(
    ("drawing", "message"),
    [
        (
            """
            新收 | 3 | 2 | 0 | 0 | 0 | 0
            公开 | 0 | 3 | 2 | 0 | 0 | 0
            """,
            NEW_RIGHT,
        ),
        (
            """
            新收 | 0 | 3 | 2 | 0 | 0 | 0
            公开 | 3 | 2 | 0 | 0 | 0 | 0
            """,
            NEW_LEFT,
        ),
        (
            """
            新收 | 9 | 8 | 7 | 6 | 5 | 0
            重复 | 1 | 1 | 1 | 1 | 1 | 0
            公开 | 0 | 8 | 7 | 6 | 5 | 4
            """,
            LEFT,  # where more than two rows are filled in, only one fits
        ),
        (
            """
            新收 | 0 | 8 | 7 | 6 | 5 | 4
            重复 | 0 | 1 | 1 | 1 | 1 | 1
            公开 | 7 | 6 | 5 | 4 | 3 | 0
            """,
            RIGHT,
        ),
        (
            """
            新收 | 0 | 0 | 0 | 0 | 1 | 1
            公开 | 0 | 0 | 0 | 1 | 1 | 0
            """,
            NEW_LEFT,
        ),
    ],
)
def test_a_row_that_would_set_all_columns_right_one_cell_on_is_told(form: Form, drawing: str, message: str) -> None:
    assert told(form, table(form, drawing), "T3-R7") == [message]


def test_it_may_be_the_row_that_came_in(form: Form) -> None:
    report = table(
        form,
        """
        上年 | 0 | 4 | 1 | 0 | 0 | 0
        公开 | 4 | 0 | 0 | 0 | 0 | 0
        结转 | 0 | 1 | 0 | 0 | 0 | 0
        """,
    )
    assert told(form, report, "T3-R7") == [
        "二、上年结转政府信息公开申请数量：这一行整行向左移一格，各列就都平了；疑似粘贴时错了一格"
    ]


@pytest.mark.parametrize(
    "drawing",
    [
        pytest.param(
            """
            新收 | 3 | 0 | 0 | 0 | 0 | 0
            公开 | 0 | 3 | 0 | 0 | 0 | 0
            """,
            id="one number alone may stand in the wrong column",
        ),
        pytest.param(
            """
            新收 | 3 | 2 | 0 | 0 | 0 | 0
            公开 | 0 | 3 | 3 | 0 | 0 | 0
            """,
            id="a column would still fail",
        ),
        pytest.param(
            """
            新收 | 0 | 3 | 2 | 0 | 0 | 1
            公开 | 3 | 2 | 0 | 0 | 0 | 1
            """,
            id="the last number would fall out",
        ),
        pytest.param(
            """
            新收 | 3 | 2 | 0 | 0 | 0 | 0
            公开 | 1 | 3 | 2 | 0 | 0 | 0
            """,
            id="the first number would fall out",
        ),
        pytest.param(
            """
            新收 | 3 | 2 | 0 | 0 | 0 | 0
            公开 | 3 | 2 | 0 | 0 | 0 | 0
            """,
            id="everything is right",
        ),
        pytest.param(
            """
            新收 | 3 | 2 | 0 | 0 | 0 | 0
            公开 | 0 | 3 | 2 | 0 | 0 |
            """,
            id="a number is missing",
        ),
    ],
)
def test_a_row_is_not_told_without_good_reason(form: Form, drawing: str) -> None:
    assert told(form, table(form, drawing), "T3-R7") == []


def test_it_touches_the_row_and_the_columns_that_fail_each_once(form: Form) -> None:
    report = table(
        form,
        """
        新收 | 3 | 3 | 0 | 0 | 0 | 0
        公开 | 0 | 3 | 3 | 0 | 0 | 0
        """,
    )
    (issue,) = found(form, report, "T3-R7")
    assert issue.message == NEW_RIGHT
    assert issue.keys[:6] == tuple(f"requests/new_received/{column}" for column in COLUMNS)
    assert len(set(issue.keys)) == len(issue.keys) == 6 + 2 * 24
    assert {key.rpartition("/")[2] for key in issue.keys[6:]} == {"natural_person", "research"}


# ------------------------------------------------------------ two columns that cancel each other


@pytest.mark.parametrize(
    ("new", "granted", "message"),
    drawn(
        """
        1 0 0 0 0 0 | 0 1 0 0 0 0 | 自然人 +1、商业企业 -1，合起来正好平：疑似一件记错了申请人类型
        0 0 2 0 0 0 | 0 0 0 0 0 2 | 科研机构 +2、其他 -2，合起来正好平：疑似一件记错了申请人类型
        1 0 0 0 0 0 | 0 2 0 0 0 0 |
        1 0 0 0 0 0 | 0 0 0 0 0 0 |
        1 0 0 1 0 0 | 0 1 0 0 1 0 |
        3 3 0 0 0 0 | 3 3 0 0 0 0 |
        """
    ),
)
def test_two_columns_that_cancel_each_other_are_told(form: Form, new: str, granted: str, message: str) -> None:
    report = table(form, f"新收|{new.replace(' ', '|')}\n公开|{granted.replace(' ', '|')}")
    assert told(form, report, "T3-R6") == ([message] if message else [])


def test_nothing_is_told_of_columns_while_a_number_is_missing(form: Form) -> None:
    report = table(form, "新收 | 1 | 0 | 0 | 0 | 0 | 0\n公开 | 0 | 1 | 0 | 0 | 0 | ")
    assert told(form, report, "T3-R6") == []


# ------------------------------------------------------------ the balances of a table


def test_the_balances_are_those_of_the_six_columns_and_the_total_column_has_none(form: Form) -> None:
    balances = Balances(form, "requests")
    assert balances.places == ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
    assert {len(row) for row in balances.rows} == {6}
    assert len(balances.rows) == 24, "every row but （七）总计"
    assert (has_balance(form, "requests"), has_balance(form, "disputes")) == (True, False)


def test_what_comes_in_counts_for_a_balance_and_what_goes_out_against_it(form: Form) -> None:
    signs = Balances(form, "requests").signs
    gained = {key.split("/")[1] for key, sign in signs.items() if sign > 0}
    assert gained == {"new_received", "carried_over"}
    assert {signs[f"requests/{row}/other"] for row in ("granted", "refused_repeat", "carried_forward")} == {-1}
    assert not {"requests/granted/total", "requests/total_handled/other"} & signs.keys()


@pytest.mark.parametrize(
    ("drawing", "off"),
    [
        ("新收 | 3 | 0 | 0 | 0 | 0 | 0\n结转 | 1 | 0 | 2 | 0 | 0 | 0", [2, 0, -2, 0, 0, 0]),
        ("新收 | 1 | 0 | 0 | 0 | 0 | 0\n公开 | 1 | 0 | 0 | 0 | 0 | 0", None),
        ("新收 | 1 | 0 | 0 | 0 | 0 |", None),
        ("公开 | 1 | 0 | 0 | 0 | 0 |", None),
    ],
)
def test_a_balance_is_off_by_what_came_in_and_did_not_go_out(form: Form, drawing: str, off: list[int] | None) -> None:
    assert Balances(form, "requests").off(reckon(form, table(form, drawing))) == off


def test_a_total_that_was_typed_over_hides_nothing(form: Form) -> None:
    report = typed(form, table(form, "新收 | 3 | 0 | 0 | 0 | 0 | 0"), {"requests/total_handled/natural_person": "3"})
    assert Balances(form, "requests").off(reckon(form, report)) == [3, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("numbers", "step", "moved"),
    drawn(
        """
        1 2 0 0 0 0 |  1 | 0 1 2 0 0 0
        1 2 0 0 0 0 | -1 |
        0 1 2 0 0 0 | -1 | 1 2 0 0 0 0
        0 0 0 0 1 2 |  1 |
        0 1 0 0 2 0 |  1 | 0 0 1 0 0 2
        0 1 0 0 0 0 |  1 |
        0 0 0 0 0 0 | -1 |
        """
    ),
)
def test_a_row_moves_by_one_cell_where_no_number_falls_out(form: Form, numbers: str, step: str, moved: str) -> None:
    figures = reckon(form, table(form, f"公开|{numbers.replace(' ', '|')}"))
    row = tuple(f"requests/granted/{column}" for column in COLUMNS)
    assert shifted(row, int(step), figures) == ([int(figure) for figure in moved.split()] or None)


def test_both_sides_of_a_rule_are_named_by_their_cells_in_every_column(form: Form) -> None:
    balance, at_most = (
        next(rule for rule in form.check if isinstance(rule, kind)) for kind in (BalanceRule, AtMostRule)
    )
    for rule, left in ((balance, ("new_received", "carried_over")), (at_most, ("carried_forward",))):
        found = list(sides(rule, form))
        assert [place for place, _, _ in found][-1] == "总计"
        assert found[0][1] == tuple(f"requests/{name}/natural_person" for name in left)


@pytest.mark.parametrize(("total", "told"), [("2", 0), ("3", 1), ("", 0)])
def test_a_total_that_was_typed_over_is_compared_and_a_computed_one_agrees(form: Form, total: str, told: int) -> None:
    report = typed(form, filled(form), {"disputes/review/upheld": "2", "disputes/review/total": total})
    assert len(found(form, report, "T4-R1")) == told


def test_a_typed_total_is_not_compared_with_parts_that_are_missing(form: Form) -> None:
    report = typed(form, filled(form), {"disputes/review/upheld": "", "disputes/review/total": "9"})
    assert found(form, report, "T4-R1") == []


@pytest.mark.parametrize(("forward", "told"), [("2", 0), ("3", 1)])
def test_at_most_allows_as_much_as_there_is(form: Form, forward: str, told: int) -> None:
    report = table(
        form, f"新收 | 0 | 0 | 0 | 0 | 0 | 1\n上年 | 0 | 0 | 0 | 0 | 0 | 1\n结转 | 0 | 0 | 0 | 0 | 0 | {forward}"
    )
    assert sum(issue.message.startswith("其他") for issue in found(form, report, "T3-H2")) == told
