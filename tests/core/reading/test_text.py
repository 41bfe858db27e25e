"""Tab-separated text, as Excel, WPS and Word put it on the clipboard, is read cell by cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reading.grid import MOST_CELLS, texts
from core.reading.text import read_text
from tests.core.reading.test_grid import places, within


def read(text: str) -> list[list[str]]:
    return texts(read_text(text))


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("1\t2\n3\t4", [["1", "2"], ["3", "4"]]),
        ("1\r3\r", [["1"], ["3"]]),
        ("7", [["7"]]),
        ("", []),
        ("1\t\t3\t\r\n\t\t\t\r\n", [["1", "", "3", ""], ["", "", "", ""]]),
        ("1\t2\t3\r\n4\r\n", [["1", "2", "3"], ["4"]]),
        (" 1 \t\u30002\xa0\t\u3000\r\n", [["1", "2", ""]]),
        ("总　计\t1  件", [["总 计", "1 件"]]),
        ("1\x002\t3", [["12", "3"]]),
        ("1,234\t/\t—", [["1,234", "/", "—"]]),
    ],
)
def test_lines_are_rows_and_tabs_part_cells(text: str, cells: list[list[str]]) -> None:
    assert read(text) == cells


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ('"商业\n    企业"\t1\r\n2\t3\r\n', [["商业 企业", "1"], ["2", "3"]]),
        ('"甲\r\n乙"\t1', [["甲 乙", "1"]]),
        ('"危及""三安全一稳定"""\t1', [['危及"三安全一稳定"', "1"]]),
        ('"甲\t乙"\t1', [["甲 乙", "1"]]),
        ('3.危及"三安全一稳定"\t1', [['3.危及"三安全一稳定"', "1"]]),
        ('5"\t1\n6\t2', [['5"', "1"], ["6", "2"]]),
    ],
)
def test_a_cell_in_quotes_may_hold_line_ends_as_excel_writes_it(text: str, cells: list[list[str]]) -> None:
    assert read(text) == cells


def test_a_blank_line_keeps_its_place() -> None:
    grid = read_text("1\n\n\t3\n")
    assert [(piece.text, piece.row, piece.col) for row in grid for piece in row if piece.text] == [
        ("1", 0, 0),
        ("3", 2, 1),
    ]


def test_a_blank_line_in_a_single_column_is_a_blank_cell() -> None:
    assert read("1\r\n\r\n3\r\n") == [["1"], [""], ["3"]]


def test_the_lines_behind_a_long_quotation_that_never_ends_are_still_read() -> None:
    cells = read('"' + "甲" * 200_000 + "\t1\n2\t3\n")
    assert [row[1] for row in cells] == ["1", "3"]


@pytest.mark.parametrize("text", ['"甲\t1\n乙\t2\n', '丙\t3\n"\t1\n乙\t2\n'])
def test_the_lines_behind_a_short_quotation_that_never_ends_are_still_read(text: str) -> None:
    assert read(text)[-1] == ["乙", "2"]


@pytest.mark.parametrize(
    "text",
    [
        "\t" * 60_000,
        "\n" * 60_000,
        "1\t2\t3\n" * 20_000,
        "1\n" * 60_000,
        ("\t" * 40_000 + "\n") * 2,
        "\n" * 1_000_000,
        "\t" * 1_000_000,
        '"\n' * 1_000_000,
        '"' * 1_000_001,
        "甲" * 1_000_000,
        " " * 1_000_000,
        "\x00\r" * 1_000_000,
    ],
    ids=lambda text: f"{text[:8]!r} x {len(text)}",
)
def test_a_monstrous_text_stays_within_bounds_and_time(text: str) -> None:
    with within(2):
        grid = read_text(text)
    assert places(grid) <= MOST_CELLS
    assert len(grid) <= MOST_CELLS


def test_the_cells_within_the_bound_are_kept() -> None:
    grid = read_text("1\t2\t3\n" * 20_000)
    assert places(grid) == MOST_CELLS
    assert grid[0][2].text == "3"
    assert [piece.text for piece in grid[-1]] == ["1", "2"]
    assert len(read_text("1\n" * 60_000)) == MOST_CELLS
    assert len(read_text("\n" * 60_000)) == MOST_CELLS, "a blank line counts, there may be as many"


def test_what_is_beyond_five_million_characters_is_not_looked_at() -> None:
    assert read(" " * 4_999_999 + "12") == [["1"]]


@given(st.text() | st.text("\t\r\n\"'1甲 \x00\u2028\x85\ufeff\ud800"))
def test_any_text_is_read_without_a_complaint(text: str) -> None:
    for at, row in enumerate(read_text(text)):
        for col, piece in enumerate(row):
            assert (piece.row, piece.col) == (at, col)
            assert piece.text == " ".join(piece.text.split()), "no line end and no tab is left in a cell"


@given(st.lists(st.lists(st.text("0123456789,./—（）件"), min_size=2, max_size=5), min_size=1, max_size=5))
def test_every_number_stays_in_its_row_and_column(cells: list[list[str]]) -> None:
    for end in ("\n", "\r\n", "\r"):
        assert read("".join("\t".join(row) + end for row in cells)) == cells
