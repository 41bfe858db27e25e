"""What texts may state, reckoned from the tables: sums, what else they may mean, shares, growth, gaps."""

from collections.abc import Mapping
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import form as forms
from core.form import Form
from core.quantities import Quantities, percentage
from core.report import reckon
from core.values import Number, show
from tests.core.rule_examples import column
from tests.core.sheets import drawn, filled, typed

FORM = forms.load("2021")
REQUESTS = {
    **column("natural_person", new_received="8", carried_over="2", granted="5", denied_other_law="3"),
    **column("business", new_received="4", unable_not_held="2", refused_repeat="1"),
    "requests/carried_forward/natural_person": "2",
    "requests/carried_forward/business": "1",
    "disputes/review/upheld": "2",
    "disputes/direct/other": "1",
    "disputes/post_review/upheld": "1",
    "proactive/fees/fees_wan_yuan": "12.50",
    "other/fee_noticed": "300",
}


def known(form: Form, changes: Mapping[str, str] = REQUESTS, last: Mapping[str, int | str] = {}) -> Quantities:
    """The quantities of a report full of zeros after the changes."""
    report = typed(form, filled(form), changes)
    return Quantities(form, reckon(form, report), {key: Decimal(str(value)) for key, value in last.items()})


def written(quantities: Quantities, name: str) -> str:
    """A quantity as a text shows it."""
    value = quantities.value(name)
    return "____" if value is None else show(value)


@pytest.mark.parametrize(
    ("name", "value"),
    drawn(
        """
        received               | 12
        carried_in             | 2
        pool                   | 14
        handled                | 11
        carried_out            | 3
        received_natural       | 8
        received_organisations | 4
        granted                | 5
        denied                 | 3
        unable                 | 2
        refused                | 1
        other_handling         | 0
        review                 | 2
        review_upheld          | 2
        litigation             | 2
        litigation_upheld      | 1
        litigation_other       | 1
        fees_wan               | 12.50
        fee_noticed            | 300
        documents_issued       | 0
        granted_share          | 45.45
        """
    ),
)
def test_a_quantity_is_what_the_tables_come_to(form: Form, name: str, value: str) -> None:
    assert written(known(form), name) == value


@pytest.mark.parametrize(
    "name", ["requests/new_received/total", "requests/granted/natural_person", "other/fee_noticed"]
)
def test_a_cell_or_number_field_is_a_quantity_by_its_key(form: Form, name: str) -> None:
    figures = reckon(form, typed(form, filled(form), REQUESTS))
    assert known(form).value(name) == figures.numbers[name]


def test_every_quantity_of_the_form_is_a_number_once_all_is_known(form: Form) -> None:
    last = dict.fromkeys(form.cells, 1)
    quantities = known(form, last=last)
    assert [name for name in form.quantities if quantities.value(name) is None] == []


def test_what_is_not_known_is_unknown(form: Form) -> None:
    quantities = known(form, {**REQUESTS, "requests/granted/business": "", "requests/new_received/other": "/"})
    for name in ("received", "granted", "handled", "pool", "granted_share", "received_last", "nobody"):
        assert quantities.value(name) is None
        assert written(quantities, name) == "____"
    assert written(quantities, "denied") == "3"


# ------------------------------------------------------------ what else words may mean


@pytest.mark.parametrize(
    ("name", "values"),
    drawn(
        """
        received               | 12 14
        received_natural       | 8 10
        pool                   | 14 12 11
        handled                | 11 9 14
        granted                | 5
        review+litigation      | 4
        granted+denied+unable  | 10
        """
    ),
)
def test_the_same_words_may_mean_more_than_one_sum(form: Form, name: str, values: str) -> None:
    assert [str(value) for value in known(form).admissible(name)] == values.split()


def test_while_the_main_sum_is_unknown_the_words_may_mean_nothing(form: Form) -> None:
    quantities = known(form, {**REQUESTS, "requests/new_received/business": ""})
    assert list(quantities.admissible("received")) == []
    assert list(quantities.admissible("received+granted")) == []
    assert list(quantities.admissible("granted+received")) == []
    assert list(quantities.admissible("pool")) == [], "though what was handled is known"
    assert list(quantities.admissible("handled")) == [11, 9], "what may be meant besides is left out"


# ------------------------------------------------------------ last year


LAST = {"requests/new_received/total": 10, "requests/carried_over/total": 1}


@pytest.mark.parametrize(
    ("name", "value"),
    drawn(
        """
        received_last   | 10
        received_gap    | 2
        received_growth | 20
        """
    ),
)
def test_last_year_is_compared_with(form: Form, name: str, value: str) -> None:
    assert written(known(form, last=LAST), name) == value
    assert written(known(form), name) == "____"


@pytest.mark.parametrize(
    ("last", "gap", "growth"), [(16, "4", "25"), (12, "0", "0"), (0, "12", "____"), (7, "5", "71.43")]
)
def test_a_gap_and_a_growth_are_never_below_zero(form: Form, last: int, gap: str, growth: str) -> None:
    quantities = known(form, last={"requests/new_received/total": last})
    assert (written(quantities, "received_gap"), written(quantities, "received_growth")) == (gap, growth)


def test_a_share_of_nothing_is_unknown(form: Form) -> None:
    assert written(known(form, {}), "granted_share") == "____"


def test_the_change_is_that_of_each_sum_that_is_known_in_both_years(form: Form) -> None:
    assert list(known(form, last=LAST).change("received")) == [(12, 10), (14, 11)]
    assert list(known(form, last={"requests/new_received/total": 10}).change("received")) == [(12, 10)]
    assert list(known(form).change("received")) == []
    assert list(known(form, last=LAST).change("nobody")) == []


# ------------------------------------------------------------ conditions


@pytest.mark.parametrize(
    ("condition", "is_met"),
    [
        ("received = 12", True),
        ("received > 12", False),
        ("received > last:received", True),
        ("handled + carried_out = pool", True),
        ("review + 1 <= litigation", False),
        ("last:received > 0", True),
        ("last:granted >= 0", False),
        ("0 = last:granted", False),
        ("nobody != 1", False),
    ],
)
def test_a_condition_on_quantities_holds_only_if_all_of_it_is_known(form: Form, condition: str, is_met: bool) -> None:
    assert known(form, last=LAST).holds(condition) is is_met


def test_last_years_quantities_are_reckoned_from_last_years_numbers(form: Form) -> None:
    quantity = msgspec.convert(
        {"id": "pool_last", "label": "甲", "unit": "件", "sum": "2 * received - carried_in", "last": True},
        type(form.quantity[0]),
    )
    more = msgspec.structs.replace(form, quantity=(*form.quantity, quantity))
    report = typed(form, filled(form), REQUESTS)
    quantities = Quantities(more, reckon(form, report), {key: Decimal(value) for key, value in LAST.items()})
    assert quantities.value("pool_last") == 19
    assert quantities.holds("last:received = 10")


# ------------------------------------------------------------ percentages


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    drawn(
        """
        1    | 2    | 50
        1    | 3    | 33.33
        2    | 3    | 66.67
        1    | 8    | 12.5
        1    | 200  | 0.5
        1    | 800  | 0.13
        7    | 7    | 100
        10   | 1    | 1000
        0    | 3    | 0
        1    | 99999 | 0
        300  | 1    | 30000
        0.5  | 2    | 25
        """
    ),
)
def test_a_percentage_has_two_places_and_no_zeros_behind(part: str, whole: str, said: str) -> None:
    assert str(percentage(Decimal(part), Decimal(whole))) == said


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_percentage_is_the_nearest_hundredth(part: int, whole: int) -> None:
    said = percentage(part, whole)
    assert abs(said - Decimal(part) * 100 / whole) <= Decimal("0.005")
    assert "E" not in f"{said}"


@given(st.dictionaries(st.sampled_from(sorted(FORM.cells)), st.integers(0, 999), max_size=30))
def test_whatever_is_typed_the_sums_are_those_of_the_tables(cells: dict[str, int]) -> None:
    report = typed(FORM, filled(FORM), {key: str(value) for key, value in cells.items() if not FORM.cells[key].parts})
    numbers: Mapping[str, Number | None] = reckon(FORM, report).numbers
    quantities = Quantities(FORM, reckon(FORM, report), {})
    handled = sum(
        Decimal(quantities.value(name) or 0)
        for name in ("granted", "partial", "denied", "unable", "refused", "other_handling")
    )
    assert quantities.value("handled") == handled == numbers["requests/total_handled/total"]
    people = [quantities.value(name) for name in ("received_natural", "received_organisations")]
    assert sum(Decimal(one or 0) for one in people) == quantities.value("received")
