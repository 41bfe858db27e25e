"""Which slip makes one number of another, and which of several is the likelier."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.slips import slip
from tests.core.sheets import drawn

NAMED = drawn("""
    21    | 12    | 数字颠倒
    12    | 21    | 数字颠倒
    1234  | 1243  | 数字颠倒
    1234  | 2134  | 数字颠倒
    123   | 12    | 漏了一位
    123   | 13    | 漏了一位
    123   | 23    | 漏了一位
    20    | 0     | 漏了一位
    12    | 122   | 多按了一下
    12    | 112   | 多按了一下
    7     | 77    | 多按了一下
    12    | 152   | 多打了一位
    12    | 125   | 多打了一位
    12    | 512   | 多打了一位
    123   | 1923  | 多打了一位
    12    | 120   | 多写或少写了一个 0
    120   | 12    | 多写或少写了一个 0
    1     | 10    | 多写或少写了一个 0
    10    | 1     | 多写或少写了一个 0
    100   | 10    | 多写或少写了一个 0
    12    | 13    | 数漏或数重了 1 件
    13    | 12    | 数漏或数重了 1 件
    9     | 10    | 数漏或数重了 1 件
    100   | 99    | 数漏或数重了 1 件
    1     | 0     | 数漏或数重了 1 件
    0     | 1     | 数漏或数重了 1 件
    3     | 8     | 看错了一个数字
    123   | 173   | 看错了一个数字
    5     | 0     | 漏填
    31    | 0     | 漏填
    0     | 5     | 多填
    0     | 31    | 多填
    12    | 34    | 填错
    12    | 3456  | 填错
    1234  | 4321  | 填错
""")


@pytest.mark.parametrize(("meant", "typed", "name"), NAMED, ids=[f"{row[0]} typed as {row[1]}" for row in NAMED])
def test_a_slip_has_the_name_the_clerk_knows_it_by(meant: str, typed: str, name: str) -> None:
    assert slip(int(typed), int(meant)).name == name


def test_what_nobody_mistypes_so_is_not_known() -> None:
    assert {name: slip(int(typed), int(meant)).known for meant, typed, name in NAMED} == {
        name: name != "填错" for _, _, name in NAMED
    }


# of two numbers that may have been meant, the first is the likelier
RANKED = drawn("""
    typed 12  | 21   a swap              | 17   a digit misread
    typed 12  | 21   a swap              | 13   one case miscounted
    typed 12  | 21   a swap              | 120  a 0 forgotten
    typed 12  | 13   one case miscounted | 17   a digit misread
    typed 12  | 120  a 0 forgotten       | 125  another digit forgotten
    typed 12  | 125  a digit forgotten   | 17   a digit misread
    typed 11  | 1    a key hit twice     | 12   one case miscounted
    typed 112 | 12   a key hit twice     | 11   another digit hit
    typed 120 | 12   a 0 too many        | 10   another digit hit
    typed 125 | 12   a digit too many    | 175  a digit misread
    typed 125 | 12   a digit too many    | 37   anything else
    typed 125 | 1250 a 0 forgotten       | 12   a digit too many
    typed 12  | 21   a swap              | 1    a digit too many
    typed 12  | 17   a digit misread     | 57   anything else
    typed 12  | 0    nothing meant       | 17   a digit misread
    typed 0   | 1    one case miscounted | 7    a cell left out
    typed 0   | 10   a digit forgotten   | 7    a cell left out
    typed 12  | 21   one place to swap   | 123  three places to drop a digit
""")


@pytest.mark.parametrize(("typed", "likelier", "other"), RANKED, ids=[" ".join(row) for row in RANKED])
def test_the_likelier_slip_weighs_more(typed: str, likelier: str, other: str) -> None:
    number = int(typed.removeprefix("typed"))
    meant, instead = (int(words.partition(" ")[0]) for words in (likelier, other))
    assert slip(number, meant).weight > slip(number, instead).weight


def test_the_more_places_there_are_for_a_slip_the_less_likely_is_just_this_one() -> None:
    assert slip(21, 12).weight > slip(132, 123).weight > slip(1243, 1234).weight
    assert slip(1, 12).weight > slip(13, 123).weight
    assert slip(112, 12).weight > slip(1123, 123).weight
    assert slip(152, 12).weight > slip(1523, 123).weight


def test_the_last_digit_can_always_have_been_forgotten_whatever_it_was() -> None:
    assert {slip(12, meant).name for meant in range(121, 130)} == {"漏了一位"}


numbers = st.integers(0, 99999)


@given(numbers, numbers)
def test_every_difference_has_a_name_and_is_never_surer_than_sure(typed: int, meant: int) -> None:
    assume(typed != meant)
    name, weight = slip(typed, meant)
    assert name
    assert weight <= 0


@given(numbers, numbers)
def test_swapping_miscounting_and_misreading_go_both_ways(one: int, other: int) -> None:
    assume(one != other)
    there, back = slip(one, other), slip(other, one)
    both_ways = {"数字颠倒", "数漏或数重了 1 件"}
    assert {there.name} & both_ways == {back.name} & both_ways


@given(numbers)
def test_what_was_left_out_and_what_was_too_much_are_told_apart(number: int) -> None:
    assume(number > 1 and len(str(number)) > 1 and number % 10)
    assert slip(0, number) == ("漏填", slip(number, 0).weight)
    assert slip(number, 0).name == "多填"
