"""Checks on cells at their edges: conditions on lines and on cells, numbers that can't be read, dashes, blanks."""

from typing import Any

import msgspec
import pytest
from msgspec import structs

from core.checks import Checker
from core.form import Form
from core.issue import Issue
from core.numerals import NOTHING
from core.report import Entry, Previous
from core.rules import Severity
from core.text_rules import AnyRule
from tests.core.rule_examples import Example, column, reported
from tests.core.sheets import TEXTS, drawn, filled, sheet, typed

TABLE = """
子 | 1 | 2 | =
丑 | 5 | 0 | =
共 | = | = | =
"""


def unlikely(*when: str, **more: Any) -> AnyRule:
    """A rule of the mini edition, as its file would have it."""
    given = {"code": "N", "kind": "unlikely", "severity": "hint", "sentence": "{place}", "source": "", "when": when}
    return msgspec.convert(given | more, AnyRule)


def run(mini: Form, rule: AnyRule, drawing: str = TABLE, last: dict[str, int] | None = None) -> list[Issue]:
    report = sheet(mini, drawing)
    if last is not None:
        cells = {key: Entry(value) for key, value in last.items()}
        report = report.with_changes({"previous": Previous("2099", 2098, "去年.nianbao", cells)})
    return list(Checker(structs.replace(mini, check=(rule,))).run(report))


def messages(mini: Form, rule: AnyRule, drawing: str = TABLE, last: dict[str, int] | None = None) -> list[str]:
    return [issue.message for issue in run(mini, rule, drawing, last)]


# ------------------------------------------------------------ where a rule looks


@pytest.mark.parametrize(
    ("condition", "places"),
    drawn(
        """
        x > y               | 乙
        x < y               | 甲 合计
        x != y              | 甲 乙 合计
        a > b               | 丑 共
        sum > 4             | 丑 共
        all > 2             | 甲 合计
        x > sheet/y/a       |
        x <= sheet/y/a - 2  | 甲 乙 合计
        """
    ),
)
def test_a_condition_on_lines_is_looked_at_wherever_they_are_crossed(mini: Form, condition: str, places: str) -> None:
    assert messages(mini, unlikely(condition, section="sheet")) == places.split()


def test_it_can_be_limited_to_some_of_these_places(mini: Form) -> None:
    assert messages(mini, unlikely("x != y", section="sheet", only=["sum"])) == ["合计"]
    assert messages(mini, unlikely("a > b", section="sheet", only=["x", "y"])) == ["丑"]


def test_a_condition_on_cells_is_looked_at_once_and_named_after_the_first(mini: Form) -> None:
    (issue,) = run(mini, unlikely("sheet/y/a > sheet/x/a + sheet/x/b"))
    assert (issue.message, issue.keys) == ("甲 × 丑", ("sheet/y/a", "sheet/x/a", "sheet/x/b"))
    assert (issue.left, issue.right, issue.difference) == (5, 3, None)


def test_a_field_that_holds_a_number_is_named_by_its_label(form: Form, checker: Checker) -> None:
    told = checker.run(reported(form, {"other/fee_noticed": "5", "other/text": "通知收费5元。"}))
    assert [issue.message.partition("：")[0] for issue in told] == ["通知收费总金额（元）"]


def test_all_conditions_hold_at_once_and_the_first_one_is_told(mini: Form) -> None:
    (issue,) = run(mini, unlikely("x < 5", "y = 5", section="sheet", only=["a"]))
    assert (issue.left, issue.right, issue.difference) == (1, 5, None)
    assert run(mini, unlikely("x < 5", "y = 4", section="sheet", only=["a"])) == []


def test_a_cell_that_is_named_twice_is_touched_once(mini: Form) -> None:
    (issue,) = run(mini, unlikely("x + y > x", "x > 0", section="sheet", only=["a"]))
    assert issue.keys == ("sheet/x/a", "sheet/y/a")


@pytest.mark.parametrize(
    ("condition", "difference"),
    [("x != y", -4), ("y != x", 4), ("x < y", None), ("x != 2 * y", -9), ("y % 3 != 0", None), ("x != y % 3", None)],
)
def test_only_an_equation_that_fails_has_a_difference(mini: Form, condition: str, difference: int | None) -> None:
    (issue,) = run(mini, unlikely(condition, section="sheet", only=["a"]))
    assert issue.difference == difference


def test_one_rule_speaks_of_several_cells_each_for_itself(mini: Form) -> None:
    rule = unlikely("sheet/@ > 0", each=["x/a", "x/b", "y/b"], sentence="{place}：{sheet/@} 件")
    assert messages(mini, rule) == ["甲 × 子：1 件", "乙 × 子：2 件"]


def test_nothing_is_unlikely_while_a_number_is_unknown(mini: Form) -> None:
    blank = "子 | 1 |   | =\n丑 | 5 | 无 | =\n共 | = | = | ="
    assert messages(mini, unlikely("x < y", section="sheet"), blank) == ["甲"]
    assert messages(mini, unlikely("x < y", "all >= 0", section="sheet"), blank) == ["甲"]
    assert messages(mini, unlikely("y >= 0", "x >= 0", section="sheet", only=["b"]), blank) == []


def test_last_years_numbers_stand_beside_this_years(mini: Form) -> None:
    rule = unlikely("x > last:y", section="sheet", sentence="{place}：{x}，去年 {last:y}，差 {difference}")
    assert messages(mini, rule, last={"sheet/y/a": 0, "sheet/y/b": 2}) == ["甲：1，去年 0，差 1"]
    assert messages(mini, rule) == []


def test_what_only_speaks_of_last_year_points_to_the_cell_of_this_year(mini: Form) -> None:
    (issue,) = run(mini, unlikely("last:sheet/x/a > 3", "last:sheet/x/b = 0"), last={"sheet/x/a": 4, "sheet/x/b": 0})
    assert issue.keys == ("sheet/x/a",)


@pytest.mark.parametrize(
    ("last", "places"),
    [(None, ["甲", "乙", "合计"]), ({}, ["甲", "乙", "合计"]), ({"sheet/y/a": 0}, ["乙", "合计"])],
)
def test_a_rule_can_ask_for_a_number_that_is_not_known(
    mini: Form, last: dict[str, int] | None, places: list[str]
) -> None:
    assert messages(mini, unlikely("x > 0", section="sheet", unknown=["last:y"]), last=last) == places


def test_a_number_of_this_year_can_be_asked_to_be_unknown_too(mini: Form) -> None:
    blank = "子 | 1 | 2 | =\n丑 |   | 0 | =\n共 | = | = | ="
    rule = unlikely("sheet/x/@ > 0", each=["a", "b"], unknown=["sheet/y/@"])
    assert messages(mini, rule, blank) == ["甲 × 子"]


@pytest.mark.parametrize(("unit", "told"), [("甲局", 1), (" 甲局 ", 1), ("甲局办公室", 0), ("", 0)])
def test_a_rule_holds_where_a_field_matches_as_a_whole(mini: Form, unit: str, told: int) -> None:
    checker = Checker(structs.replace(mini, check=(unlikely("sheet/x/a > 0", where={"profile/unit": ".局"}),)))
    report = typed(mini, sheet(mini, TABLE), {"profile/unit": unit})
    assert len(checker.run(report)) == told


# ------------------------------------------------------------ numbers that can't be read


def test_last_years_dash_is_no_number_to_compare_with(form: Form, checker: Checker) -> None:
    report = reported(form, column("other", carried_over="3", granted="3"))
    last = {"requests/carried_forward/total": Entry(raw="—"), "requests/carried_forward/other": Entry(raw="无")}
    known = report.with_changes({"previous": Previous("2021", 2022, "去年.nianbao", last)})
    assert [issue.code for issue in checker.run(known) if issue.code.startswith("X-R")] == []


@pytest.mark.parametrize("sign", sorted(NOTHING - {""}))
def test_a_sign_for_nothing_is_asked_about_and_is_no_error(form: Form, checker: Checker, sign: str) -> None:
    told = checker.run(reported(form, {"requests/granted/other": f" {sign}"}))
    assert [(issue.code, issue.severity, issue.closes) for issue in told] == [("T3-R5", Severity.QUERY, False)]


@pytest.mark.parametrize("code", ["T2-R1", "T2-R2"])
def test_so_it_is_in_table_two_for_counts_and_amounts(form: Form, checker: Checker, code: str) -> None:
    key = {"T2-R1": "proactive/coercion/decisions", "T2-R2": "proactive/fees/fees_wan_yuan"}[code]
    (issue,) = checker.run(reported(form, {key: "—"}))
    assert (issue.code, issue.severity) == ("T2-R1", Severity.QUERY)


@pytest.mark.parametrize("typed", ["甲", "1.5", "/0", "无（未收到）", "-1"])
def test_anything_else_that_is_no_number_is_an_error(form: Form, checker: Checker, typed: str) -> None:
    (issue,) = checker.run(reported(form, {"disputes/direct/other": typed}))
    assert (issue.code, issue.severity, issue.closes) == ("T4-R2", Severity.ERROR, False)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1200", True),
        ("1,200.50元", True),
        (" 300 元 ", True),
        ("0.3万", False),
        ("三百", True),
        ("￥300", False),
        ("约300", False),
    ],
)
def test_an_amount_in_yuan_is_read_without_a_scale(form: Form, checker: Checker, typed: str, read: bool) -> None:
    told = checker.run(reported(form, {"other/fee_noticed": typed}))
    assert [issue.code for issue in told if issue.severity is Severity.ERROR] == ([] if read else ["F-02"])


def test_a_blank_number_field_is_asked_for_and_is_no_error(form: Form, checker: Checker) -> None:
    (issue,) = checker.run(reported(form, {"other/fee_noticed": "\u3000"}))
    assert (issue.code, issue.severity) == ("F-02", Severity.QUERY)


# ------------------------------------------------------------ doubtful


def test_three_tenths_are_three_tenths_and_no_fraction_less(form: Form, checker: Checker) -> None:
    changes = column("other", new_received="70", carried_over="0", granted="49", carried_forward="21")
    assert "T3-H3" not in {issue.code for issue in checker.run(reported(form, changes))}


def test_one_doubt_about_one_request_is_one_hint(form: Form, checker: Checker) -> None:
    told = checker.run(reported(form, column("natural_person", new_received="9", granted="8", refused_excessive="1")))
    assert [issue.message.partition("：")[0] for issue in told] == ["自然人"]


@pytest.mark.parametrize(("last", "told"), [(0, []), (1, ["X-H3"])])
def test_what_there_was_none_of_did_not_become_three_times_as_much(
    form: Form, checker: Checker, last: int, told: list[str]
) -> None:
    example = Example({}, {}, "", last={"proactive/licensing/decisions": last})
    issues = checker.run(reported(form, {"proactive/licensing/decisions": "11"}, example))
    assert [issue.code for issue in issues] == told


@pytest.mark.parametrize(("now", "told"), [("9.99", []), ("10", ["T2-P4#2"])])
def test_twenty_times_next_to_nothing_is_no_slip_of_the_unit(
    form: Form, checker: Checker, now: str, told: list[str]
) -> None:
    example = Example({}, {}, "", last={"proactive/fees/fees_wan_yuan": "0.4"})
    issues = checker.run(reported(form, {"proactive/fees/fees_wan_yuan": now}, example))
    assert [issue.rule for issue in issues if not issue.follows] == told


def test_a_line_of_numbers_that_the_body_can_not_have_is_one_finding(form: Form, checker: Checker) -> None:
    row = {"issued": "2", "abolished": "1", "in_force": "9"}
    changes = {f"proactive/regulations/{column}": number for column, number in row.items()}
    told = checker.run(reported(form, {"profile/kind": "department", **changes}))
    assert [(issue.code, issue.keys) for issue in told] == [("T2-P3", tuple(changes))]


def test_the_scope_is_asked_for_where_it_is_chosen(form: Form, checker: Checker) -> None:
    changes = {
        "profile/kind": "city",
        "profile/scope": "",
        "overview/text": TEXTS["overview/text"] + "评议、考核、追责。",
    }
    (issue,) = checker.run(reported(form, changes))
    assert (issue.code, issue.severity, issue.keys) == ("P-04", Severity.HINT, ("profile/scope",))


def test_nothing_is_compared_with_a_year_of_which_nothing_is_known(form: Form, checker: Checker) -> None:
    report = filled(form).with_changes({"previous": Previous("2021", 2022, "去年.nianbao")})
    assert checker.run(report) == ()
