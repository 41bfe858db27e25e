"""Merged cells are resolved as HTML and Word lay them out, and no table grows beyond its bounds."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reading.grid import MOST_CELLS, MOST_SPAN, Grid, GridMaker, clamped, distinct, texts
from tests.core.sheets import drawn

Spanning = str | tuple[str, int, int]


def laid(*rows: Sequence[Spanning]) -> Grid:
    """The grid of cells given row by row: a text, or a text with its rowspan and colspan."""
    maker = GridMaker()
    for row in rows:
        maker.next_row()
        for cell in row:
            maker.add(*([cell] if isinstance(cell, str) else cell))
    return maker.grid()


def draw(grid: Grid) -> list[list[str]]:
    """Draw a grid: a text at its upper left place, '<' where it goes on from the left, '^' from above."""

    def mark(row: int, col: int) -> str:
        piece = grid[row][col]
        return "<" if col > piece.col else "^" if row > piece.row else piece.text

    return [[mark(row, col) for col in range(len(line))] for row, line in enumerate(grid)]


def places(grid: Grid) -> int:
    return sum(map(len, grid))


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Whether it takes no more work than that; coverage, which looks at each line, makes it slower."""
    slower = 4 if sys.gettrace() else 1
    start = process_time()
    yield
    assert process_time() - start <= seconds * slower


def test_cells_without_spans_stand_side_by_side() -> None:
    assert draw(laid(["甲", "乙"], ["1", "2"])) == drawn("""
        甲 | 乙
        1  | 2
    """)


def test_a_merged_cell_pushes_its_neighbours_aside() -> None:
    assert draw(laid([("角", 2, 2), "甲", ("乙", 1, 2)], ["丙", "丁", "戊"], ["子", "丑", "1", "2", "3"])) == drawn("""
        角 | <  | 甲 | 乙 | <
        ^  | <  | 丙 | 丁 | 戊
        子 | 丑 | 1  | 2  | 3
    """)


def test_merged_cells_below_each_other_leave_their_places_free_again() -> None:
    assert draw(laid([("三", 3, 1), ("（一）", 1, 2)], [("（二）", 2, 1), "1."], ["2."], ["四"])) == drawn("""
        三 | （一） | <
        ^  | （二） | 1.
        ^  | ^      | 2.
        四
    """)


def test_a_row_all_of_whose_places_are_taken_keeps_its_place() -> None:
    assert draw(laid([("甲", 2, 1), ("乙", 2, 1)], [], ["丙", "丁"])) == drawn("""
        甲 | 乙
        ^  | ^
        丙 | 丁
    """)


def test_a_short_row_stays_short() -> None:
    assert draw(laid(["甲", "乙", "丙"], ["1"], [])) == [["甲", "乙", "丙"], ["1"], []]


def test_what_hangs_over_the_last_row_is_cut() -> None:
    assert draw(laid([("甲", 9, 1), "乙"], ["1"])) == drawn("""
        甲 | 乙
        ^  | 1
    """)


def test_where_two_merged_cells_meet_the_first_keeps_its_place() -> None:
    assert draw(laid(["甲", ("乙", 2, 1)], [("丙", 1, 3)])) == [["甲", "乙"], ["丙", "^", "<"]]


def test_a_table_without_rows_or_cells_has_no_places() -> None:
    assert laid() == []
    assert laid([], []) == [[], []]


@pytest.mark.parametrize(
    ("span", "places"), [(1, 1), (7, 7), (0, 1), (-3, 1), (63, 63), (64, MOST_SPAN), (10**8, MOST_SPAN)]
)
def test_a_span_is_at_least_one_place_and_at_most_as_many_as_a_table_of_ours_has(span: int, places: int) -> None:
    assert clamped(span) == places
    assert [len(row) for row in laid([("甲", 1, span)])] == [places]
    assert draw(laid([("甲", span, 1)], *[[]] * 70)).count(["^"]) == places - 1


def test_a_merged_cell_is_one_piece_and_equal_neighbours_are_two() -> None:
    (row,) = laid([("0", 1, 3), "0", "0"])
    assert [(piece.text, piece.col) for piece in distinct(row)] == [("0", 0), ("0", 3), ("0", 4)]
    assert list(distinct([])) == []


def test_the_text_of_a_merged_cell_stands_at_its_upper_left_place_only() -> None:
    assert texts(laid([("甲", 2, 2), "1"], ["2"])) == [["甲", "", "1"], ["", "", "2"]]


def test_a_table_has_at_most_fifty_thousand_cells_and_what_is_beyond_is_left_out() -> None:
    grid = laid(["甲"] * (MOST_CELLS + 100), ["乙"])
    assert MOST_CELLS == 50_000
    assert places(grid[:1]) == MOST_CELLS
    assert {piece.text for piece in grid[0]} == {"甲"}
    assert not any(piece.text for piece in grid[1])


@pytest.mark.parametrize(
    "rows",
    [
        [["1"] * 400, *[[]] * 400],
        [[("1", 99, 99)]] * 400,
    ],
    ids=["one wide row above many short ones", "stairs of merged cells"],
)
def test_short_rows_do_not_make_a_table_larger_than_fifty_thousand_cells(rows: list[list[Spanning]]) -> None:
    assert places(laid(*rows)) <= MOST_CELLS


def test_cells_beyond_the_bound_cost_next_to_nothing() -> None:
    maker = GridMaker()
    maker.next_row()
    for _ in range(MOST_CELLS):
        maker.add("")
    with within(0.1):
        for _ in range(3_000):
            maker.add("", MOST_SPAN, MOST_SPAN)


spans = st.tuples(st.integers(1, 4), st.integers(1, 4))


@given(st.lists(st.lists(spans, max_size=5), max_size=6))
def test_no_cell_is_lost_or_doubled_however_they_are_merged(rows: list[list[tuple[int, int]]]) -> None:
    names = iter(range(100))
    cells = [[(str(next(names)), *span) for span in row] for row in rows]
    grid = laid(*cells)
    shown = [[text for text in line if text] for line in texts(grid)]
    assert shown == [[text for text, *_ in row] for row in cells], "each in its row, in order"
