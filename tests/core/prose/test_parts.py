"""Figures that a text says another one is made of, and those that only stand near it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.prose.parts import Parts, parts
from tests.core.sheets import drawn


def told(text: str) -> str:
    """What a text divides up: "12 = 9 + 2", "12 > 9 + 2" where some may be left out; "!" where that can't be."""
    return ", ".join(map(shown, parts(text, 2024)))


def shown(found: Parts) -> str:
    sides = f"{found.total} {'=' if found.all else '>'} {' + '.join(map(str, found.parts))}"
    return sides + " !" * found.disagree


@pytest.mark.parametrize(
    ("text", "said"),
    drawn(
        """
        受理12件（网上9件、当面3件）。              | 12 = 9 + 3
        受理12件（网上9件、当面2件）。              | 12 = 9 + 2 !
        受理12件（网上９件、当面４件）。            | 12 = 9 + 4 !
        受理12件(网上9件、当面3件)。                | 12 = 9 + 3
        受理12件（网上9件、当面3件                  | 12 = 9 + 3
        受理12件（网上9件、当面2件、来信1件），办结 | 12 = 9 + 2 + 1
        受理12件（其中网上9件、当面2件）。          | 12 > 9 + 2
        受理12件（含网上9件、当面4件）。            | 12 > 9 + 4 !
        受理12件（包括网上9件、当面3件）。          | 12 > 9 + 3
        收费120元（甲局80元，乙局30元）。           | 120 > 80 + 30
        收费120元（甲局80元，乙局50元）。           | 120 > 80 + 50 !
        收费120元。其中，甲局80元，乙局30元。       | 120 > 80 + 30
        收费120元，其中：甲局80元，乙局50元。       | 120 > 80 + 50 !
        收费1万元，其中甲局8000元，乙局3000元       | 10000 > 8000 + 3000 !
        收费120元，其中3件80元，2件40元。           | 120 > 80 + 40
        受理12件，其中网上9件、当面2件。            | 12 > 9 + 2
        受理12件，其中网上9件、当面4件。            | 12 > 9 + 4 !
        受理12件。其中：网上9件、当面4件，办结5件   | 12 > 9 + 4 !
        受理12件，其中网上9件、走访3次、当面2件。   | 12 > 9 + 2
        """
    ),
)
def test_what_a_figure_is_made_of_adds_up_to_it(text: str, said: str) -> None:
    assert told(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "受理12件（网上12件）。",
        "受理12件（网上9件、当面2件等）。",
        "受理12件（网上9件、当面2件…）。",
        "受理12件（网上9件、当面2件...）。",
        "受理12件（网上9件；当面2件）。",
        "受理近12件（网上9件、当面2件）。",
        "受理12件（网上近9件、当面2件）。",
        "受理12件，网上9件、当面2件。",
        "受理12件，其中网上9件，当面4件。",
        "受理12件，其中网上9件、当面近4件。",
        "受理12件，其中网上9件。当面8件、信函7件。",
        "收费120元，甲局80元，乙局30元。",
        "收费120元（甲局3件，乙局2件）。",
        "增长12%（网上9%、当面2%）。",
        "受理12件",
        "",
    ],
)
def test_what_only_stands_near_a_figure_is_no_part_of_it(text: str) -> None:
    assert parts(text, 2024) == ()


def test_the_place_is_that_of_figure_and_parts() -> None:
    text = "全年受理12件（网上9件、当面2件）。"
    (found,) = parts(text, 2024)
    assert text[found.start : found.end] == "12件（网上9件、当面2件）"


def test_each_figure_has_its_own_parts() -> None:
    assert told("受理12件（网上9件、当面3件），办结5件（公开2件、其他2件）。") == "12 = 9 + 3, 5 = 2 + 2 !"


def test_a_list_behind_among_them_ends_with_its_last_figure() -> None:
    text = "全年受理12件，其中网上9件、当面2件，都已办结。"
    (found,) = parts(text, 2024)
    assert text[found.start : found.end] == "12件，其中网上9件、当面2件"


def test_what_the_next_sentence_tells_is_no_part() -> None:
    assert parts("受理12件，其中大多数按时办结。公开文件9件、公告8件。", 2024) == ()


def test_only_what_is_counted_alike_is_added_up() -> None:
    assert told("公开120条（网站100条、公众号20条，组织开放活动3次）。") in ("120 = 100 + 20", "")


@given(st.lists(st.integers(0, 999), min_size=2, max_size=6), st.integers(-2, 2))
def test_parts_agree_only_with_their_sum(numbers: list[int], off: int) -> None:
    total = max(0, sum(numbers) + off)
    inside = "、".join(f"甲{number}件" for number in numbers)
    (found,) = parts(f"共{total}件（{inside}）。", 2024)
    assert found.disagree == (total != sum(numbers))
    (some,) = parts(f"共{total}件（其中{inside}）。", 2024)
    assert some.disagree == (sum(numbers) > total)
