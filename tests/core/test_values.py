"""What was typed <-> a number."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.values import number, show, well_formed


def test_amounts_stay_the_digits_that_were_typed() -> None:
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
