"""The balance of each column, in the words of the strip below table three."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import form as forms
from core.form import Form
from core.report import Report, reckon
from core.strip import Standing, Strip
from tests.core.rule_examples import column
from tests.core.sheets import filled, typed

FORM = forms.load("2021")
OFF = column("natural_person", new_received="12", carried_over="3", granted="14")


def told(form: Form, report: Report) -> dict[str, Standing]:
    return {standing.column: standing for standing in Strip(form, "requests").standings(reckon(form, report))}


def test_a_column_that_does_not_balance_says_by_how_much(form: Form) -> None:
    found = told(form, typed(form, filled(form), OFF))
    assert found["自然人"].told == "自然人：新收 12 + 上年 3 = 办结 14 + 结转 0 ✗ 差 1"
    assert (found["自然人"].short, found["自然人"].difference) == ("✗ 差 1", 1)


def test_the_difference_is_told_without_its_sign_but_known_with_it(form: Form) -> None:
    found = told(form, typed(form, filled(form), column("other", new_received="1", carried_forward="3")))
    assert found["其他"].told == "其他：新收 1 + 上年 0 = 办结 0 + 结转 3 ✗ 差 2"
    assert found["其他"].difference == -2


def test_a_column_that_balances_says_so(form: Form) -> None:
    found = told(form, typed(form, filled(form), {**OFF, "requests/carried_forward/natural_person": "1"}))
    assert found["自然人"].told == "自然人：新收 12 + 上年 3 = 办结 14 + 结转 1 ✓"
    assert {standing.short for standing in found.values()} == {"✓"}


def test_every_column_has_its_place_in_the_order_of_the_table(form: Form) -> None:
    found = told(form, filled(form))
    assert list(found) == ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    assert found["商业企业"].keys == tuple(
        f"requests/{row}/business" for row in ("new_received", "carried_over", "total_handled", "carried_forward")
    )


def test_the_total_column_is_off_by_all_together(form: Form) -> None:
    changes = {**OFF, **column("business", new_received="5", granted="9")}
    assert told(form, typed(form, filled(form), changes))["总计"].told == (
        "总计：新收 17 + 上年 3 = 办结 23 + 结转 0 ✗ 差 3"
    )


@pytest.mark.parametrize(
    ("blank", "short", "sentence"),
    [
        (("carried_over",), "缺 1", "自然人：新收 12 + 上年 □ = 办结 14 + 结转 0 尚缺 1 格"),
        (("granted", "denied_internal_affairs"), "缺 2", "自然人：新收 12 + 上年 3 = 办结 □ + 结转 0 尚缺 2 格"),
        (
            ("new_received", "granted", "carried_forward"),
            "缺 3",
            "自然人：新收 □ + 上年 3 = 办结 □ + 结转 □ 尚缺 3 格",
        ),
    ],
)
def test_as_long_as_cells_are_blank_it_counts_them_instead(
    form: Form, blank: tuple[str, ...], short: str, sentence: str
) -> None:
    blanks = {f"requests/{row}/natural_person": "" for row in blank}
    found = told(form, typed(form, filled(form), OFF | blanks))
    assert (found["自然人"].short, found["自然人"].told) == (short, sentence)
    assert (found["自然人"].missing, found["自然人"].difference) == (len(blank), 0)
    assert found["总计"].missing == len(blank), "the total column lacks the same cells"
    assert found["商业企业"].short == "✓"


def test_an_empty_table_lacks_every_cell_that_is_typed(form: Form) -> None:
    found = told(form, Report("2021"))
    assert found["自然人"].told == "自然人：新收 □ + 上年 □ = 办结 □ + 结转 □ 尚缺 24 格"
    assert found["总计"].short == "缺 144"


def test_what_can_not_be_read_is_missing_too(form: Form) -> None:
    report = typed(form, filled(form), {"requests/new_received/other": "若干"})
    assert told(form, report)["其他"].told == "其他：新收 □ + 上年 0 = 办结 0 + 结转 0 尚缺 1 格"


def test_a_total_typed_over_blanks_stands_for_them(form: Form) -> None:
    changes = {"requests/granted/other": "", "requests/total_handled/other": "4", "requests/new_received/other": "4"}
    assert told(form, typed(form, filled(form), changes))["其他"].told == ("其他：新收 4 + 上年 0 = 办结 4 + 结转 0 ✓")


@pytest.mark.parametrize("section", ["proactive", "disputes", "overview"])
def test_a_section_without_a_balance_has_no_strip(form: Form, section: str) -> None:
    assert Strip(form, section).standings(reckon(form, filled(form))) == ()


def test_an_edition_whose_balance_has_no_short_words_has_none(old_form: Form) -> None:
    assert Strip(old_form, "requests").standings(reckon(old_form, filled(old_form))) == ()


counts = st.integers(0, 999)


@given(counts, counts, counts, counts)
def test_the_mark_is_that_of_the_arithmetic(received: int, over: int, granted: int, forward: int) -> None:
    changes = column(
        "research",
        new_received=str(received),
        carried_over=str(over),
        granted=str(granted),
        carried_forward=str(forward),
    )
    found = told(FORM, typed(FORM, filled(FORM), changes))["科研机构"]
    off = received + over - granted - forward
    assert found.difference == off
    assert found.short == ("✓" if not off else f"✗ 差 {abs(off)}")
    assert found.equation == f"新收 {received} + 上年 {over} = 办结 {granted} + 结转 {forward}"
