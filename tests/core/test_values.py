"""What was typed <-> a number."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.values import Reading, number, parse, show, well_formed

READ = """
    count  | 0                  | 0        |
    count  | 7                  | 7        |
    count  | 007                | 7        |
    count  | 999999999          | 999999999 |
    count  | １２               | 12       |
    count  | 1２3               | 123      |
    count  | 22（其中修订16件） | 22       | （其中修订16件）
    count  | 22(其中修订16件)   | 22       | (其中修订16件)
    count  | 22 （含重发）      | 22       | （含重发）
    count  | ２２(a）           | 22       | (a）
    amount | 0                  | '0'      |
    amount | 18.8710            | '18.8710' |
    amount | 18.00              | '18.00'  |
    amount | 00.5               | '00.5'   |
    amount | １８．８７１０     | '18.8710' |
    amount | 96171.6（含代收）  | '96171.6' | （含代收）
    amount | 0.00000000000000000001 | '0.00000000000000000001' |
    amount | 999999999999       | '999999999999' |
    change | -3                 | -3       |
    change | +3                 | 3        |
    change | －３               | -3       |
    change | ＋３               | 3        |
    change | 3                  | 3        |
"""

REFUSED = """
    count  | -1
    count  | +1
    count  | 1.5
    count  | 1.0
    count  | 1e3
    count  | 0x10
    count  | ①
    count  | ²
    count  | ٣
    count  | 一
    count  | 1,23
    count  | 1，234
    count  | 1_000
    count  | 1234567890
    count  | 1 2
    count  | 12 13
    count  | 12件
    count  | /
    count  | —
    count  | 无
    count  | nan
    count  | （5）
    count  | 5（）
    count  | 5（a）（b）
    count  | 5（a）b
    count  | 5（a
    count  | a（5）
    count  | 5（（a））
    amount | -1
    amount | 1.
    amount | .5
    amount | 1.2.3
    amount | 1e3
    amount | 1,234.5
    amount | 5元
    amount | 1000000000000
    amount | inf
    amount | ①
    change | --3
    change | 3-
    change | +
    change | 1.5
    change | ±3
"""


def rows(table: str) -> list[list[str]]:
    return [[part.strip() for part in line.split("|")] for line in table.strip().splitlines()]


@pytest.mark.parametrize(("kind", "typed", "value", "note"), rows(READ))
def test_what_is_a_number_is_read(kind: str, typed: str, value: str, note: str) -> None:
    wanted = value.strip("'") if value.startswith("'") else int(value)
    assert parse(kind, typed) == Reading(wanted, note)


@pytest.mark.parametrize(("kind", "typed"), rows(REFUSED))
def test_what_is_none_is_refused(kind: str, typed: str) -> None:
    assert parse(kind, typed) is None


@pytest.mark.parametrize("blank", ["", " ", "\u3000", "\t\n", "\u3000 \xa0"])
@pytest.mark.parametrize("kind", ["count", "amount", "change"])
def test_a_blank_is_unknown_and_never_zero(kind: str, blank: str) -> None:
    assert parse(kind, blank) is None


@pytest.mark.parametrize("around", [" {}", "{} ", "\u3000{}\u3000", "\t{}\n", "\xa0{}", "\r\n{}\r\n"])
def test_blanks_around_a_number_are_nothing(around: str) -> None:
    assert parse("count", around.format("12")) == Reading(12)
    assert parse("count", around.format("12（改）")) == Reading(12, "（改）")


def test_amounts_stay_the_digits_that_were_typed() -> None:
    assert parse("amount", "18.8710") == Reading("18.8710")
    assert number("18.8710") == Decimal("18.8710")
    assert str(number("18.8710")) == "18.8710"


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (0, "0"),
        (-5, "-5"),
        (999999999, "999999999"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.0000001"), "0.0000001"),
        (Decimal("18.8710"), "18.8710"),
    ],
)
def test_a_number_is_shown_without_exponent(figure: int | Decimal, text: str) -> None:
    assert show(figure) == text


@given(st.integers(0, 999_999_999), st.sampled_from(["", "（注）", "(其中1件)"]))
def test_every_count_comes_back(count: int, note: str) -> None:
    assert parse("count", f"{count}{note}") == Reading(count, note)
    assert parse("change", f"-{count}") == Reading(-count)


@given(st.from_regex(r"[0-9]{1,12}(\.[0-9]{1,20})?", fullmatch=True))
def test_every_amount_comes_back_to_the_letter(amount: str) -> None:
    reading = parse("amount", amount)
    assert reading == Reading(amount)
    assert number(amount) == Decimal(amount)


@given(st.sampled_from(["count", "amount", "change"]), st.text(max_size=12))
def test_no_text_is_ever_read_as_another_number(kind: str, typed: str) -> None:
    reading = parse(kind, typed)
    if reading is None:
        return
    figure = (
        typed.strip()
        .removesuffix(reading.note)
        .strip()
        .translate(str.maketrans("０１２３４５６７８９．＋－", "0123456789.+-"))
    )
    assert figure.isascii()
    assert Decimal(figure) == number(reading.value)


def test_a_long_text_is_refused_at_once() -> None:
    from time import process_time

    start = process_time()
    assert parse("count", "1" + " " * 8000 + "x") is None
    assert process_time() - start < 0.05


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("甲\ud83d乙", "甲\ufffd乙"), ("甲\ude00", "甲\ufffd"), ("\ud83d\ude00", "😀"), ("甲\ud83d", "甲\ufffd")],
)
def test_half_a_character_becomes_a_visible_mark(typed: str, kept: str) -> None:
    assert well_formed(typed) == kept


@given(st.text(st.characters(codec="utf-8")))
def test_whole_characters_stay_as_they_are(typed: str) -> None:
    assert well_formed(typed) == typed


@given(st.text(st.characters()))
def test_what_is_well_formed_can_be_written_to_a_file(typed: str) -> None:
    assert well_formed(typed).encode().decode() == well_formed(typed)
