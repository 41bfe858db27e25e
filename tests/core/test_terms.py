"""Conditions on sums: what is read, what is refused, what they are worth."""

import operator
from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.terms import Condition, Name, Term, holds, parse_condition, parse_name, value_of
from core.values import Number
from tests.core.sheets import drawn

RELATIONS = {
    ">=": operator.ge,
    "<=": operator.le,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
}
THIS, LAST = {"a": 7, "b_c": -2, "t/x/y": Decimal("0.5")}, {"a": 3}


@pytest.mark.parametrize(
    ("text", "left", "relation", "right"),
    drawn(
        """
        a > 0                     | 7     | >  | 0
        a>0                       | 7     | >  | 0
        a = 3 * last:a            | 7     | =  | 9
        -a != + b_c               | -7    | != | -2
        a + b_c >= a - b_c        | 5     | >= | 9
        0.3 * a <= 2.5 + 0.5*b_c  | 2.1   | <= | 1.5
        a % 4 < 10 * t/x/y        | 3     | <  | 5.0
        2 * a % 4 = 1             | 6     | =  | 1
        2 - 3 + 4 < 10            | 3     | <  | 10
        a + a > a                 | 14    | >  | 7
        t/x/y - last:a = a        | -2.5  | =  | 7
        """
    ),
)
def test_a_condition_is_two_sums_and_how_they_relate(text: str, left: str, relation: str, right: str) -> None:
    condition = parse_condition(text)
    assert condition.relation == relation
    assert [str(value_of(terms, THIS, LAST)) for terms in (condition.left, condition.right)] == [left, right]


@pytest.mark.parametrize(
    "text",
    [
        *["", "a", "a >", "> 0", "a b > 0", "a > 0 > b", "a == 0", "a => 0", "a < > b", "0 < a < 3", "a <> 0"],
        *["2 a > 0", "a * 2 > 0", "2 * > 0", "* a > 0", "2 * 3 > 0", "a - > 0", "+ > 0", "a + + b > 0", "a -- b > 0"],
        *["A > 0", "a.b > 0", "last: a > 0", "next:a > 0", "(a) > 0", "a / b > 0", "a % > 0", "a % b > 0", "1. > a"],
        *["a > .5", "a > 1,000", "格 > 0", "a > 0 and b > 0", "a % 0 = 0", "2 * a % 00 > 1", "0 < a % 0"],
    ],
)
def test_what_is_no_condition_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_condition(text)


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("", ""),
        ("a", "a"),
        ("a b > 0", "a b"),
        ("a > 2 b", "2 b"),
        ("a >", "?"),
        ("> a", "?"),
        ("a = b = c", "a = b = c"),
        ("b + a % 0 = 0", "b + a % 0"),
    ],
)
def test_a_refusal_names_what_can_not_be_read(text: str, unread: str) -> None:
    with pytest.raises(ValueError) as told:
        parse_condition(text)
    assert str(told.value) == unread


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("a != b", True),
        ("a != 2 * last:b - 1", True),
        ("a = b", False),
        ("a >= b", False),
        ("a % 10 != 0", False),
        ("a != b + c % 3", False),
    ],
)
def test_only_two_sums_that_should_be_equal_make_an_equation(text: str, is_one: bool) -> None:
    assert parse_condition(text).is_equation is is_one


def test_names_come_from_left_to_right_each_time_they_are_named() -> None:
    condition = parse_condition("a + 2 * last:b > 3 + a - t/x")
    assert condition.names == (Name("a"), Name("b", last=True), Name("a"), Name("t/x"))
    assert parse_condition("1 > 2").names == ()


@pytest.mark.parametrize("text", ["a", "last:a", "t/x/y", "last:t/x/y"])
def test_a_name_says_itself_as_it_was_read(text: str) -> None:
    assert str(parse_name(text)) == text
    assert parse_name(text).last == text.startswith("last:")


def test_a_sum_is_unknown_while_one_of_its_numbers_is() -> None:
    known: dict[str, Number | None] = {"a": 1, "b": None}
    for text, worth in (
        ("a + 2 > 0", 3),
        ("a + b > 0", None),
        ("b - b > 0", None),
        ("0 * b > 0", None),
        ("last:a > 0", None),
    ):
        assert value_of(parse_condition(text).left, known, {}) == worth


@given(st.sampled_from(sorted(RELATIONS)), st.integers(-3, 3), st.integers(-3, 3) | st.decimals("-3", "3", places=1))
def test_sums_relate_as_the_sign_says(relation: str, left: int, right: Number) -> None:
    assert holds(relation, left, right) is RELATIONS[relation](left, right)


names = st.builds(Name, st.from_regex(r"[a-z_][a-z_]{0,3}(/[a-z_]{1,3})?", fullmatch=True), st.booleans())
factors = st.integers(0, 999) | st.decimals("0", "99", places=2)
signed = st.tuples(factors, st.booleans()).map(lambda drawn: -drawn[0] if drawn[1] else drawn[0])
terms = st.builds(Term, signed, names, st.just(0) | st.integers(1, 99)) | st.builds(Term, signed)
sums = st.lists(terms, min_size=1, max_size=4).map(tuple)
conditions = st.builds(Condition, sums, st.sampled_from(sorted(RELATIONS)), sums)
numbers = st.integers(-999, 999) | st.decimals("-999", "999", places=2)


def written(condition: Condition, space: str) -> str:
    """A condition as somebody would write it into an edition file."""

    def one(term: Term) -> str:
        figure = f"{space}{'-' if term.factor < 0 else '+'}{space}{abs(term.factor)}"
        name = f"{space}*{space}{term.name}" if term.name else ""
        return figure + name + (f"{space}%{space}{term.modulo}" if term.modulo else "")

    return condition.relation.join("".join(map(one, side)) for side in (condition.left, condition.right))


def computed(side: tuple[Term, ...], numbers: Mapping[Name, Number]) -> Number:
    worth = [1 if term.name is None else numbers[term.name] for term in side]
    rests = [figure % term.modulo if term.modulo else figure for figure, term in zip(worth, side, strict=True)]
    return sum(term.factor * rest for term, rest in zip(side, rests, strict=True))


@given(conditions, st.sampled_from(["", " ", "  "]))
def test_what_is_written_is_read_as_it_was_meant(condition: Condition, space: str) -> None:
    assert parse_condition(written(condition, space)) == condition


@given(conditions, st.data())
def test_a_sum_is_worth_what_python_makes_of_it(condition: Condition, data: st.DataObject) -> None:
    known = {name: data.draw(numbers) for name in condition.names}
    this, last = ({name.name: worth for name, worth in known.items() if name.last is past} for past in (False, True))
    read = parse_condition(written(condition, " "))
    left, right = (value_of(side, this, last) for side in (read.left, read.right))
    assert (left, right) == (computed(condition.left, known), computed(condition.right, known))
    assert left is not None
    assert right is not None
    assert holds(read.relation, left, right) is RELATIONS[condition.relation](left, right)
