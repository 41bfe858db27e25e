"""Which column is which: said by the header above each number, by the order of words where merges are lost, or not."""

import pytest

from core.form import Form
from core.reading.match import find_tables
from tests.core.reading.test_match import (
    COLUMNS,
    HEADER,
    NAMES,
    NEW,
    ONE_TO_SEVEN,
    laid,
    misplaced,
    only,
    ragged,
    row_of,
)

# as a Word file is copied into a text: what was merged is gone, words stand over two lines
LOST = """
    . | 自然人 | 法人或其他组织 | 总计
    . | . | 商业 | 科研 | 社会公益组织 | 法律服务机构 | 其他 | .
    . | . | 企业 | 机构 | . | . | . | .
"""


def read(form: Form, drawing: str, row: str = f"{NEW} | 1 | 2 | 3 | 4 | 5 | 6 | 7") -> tuple[list[str], bool]:
    """What is placed in the row, and whether the order had to do; the row is told if nothing is."""
    table = only(find_tables(form, [ragged(f"{drawing.strip()}\n{row}")]))
    texts = row_of(table, "new_received")
    assert texts != ["?"] * 7 or table.unplaced
    return texts, table.by_order


def test_a_word_over_two_lines_of_a_text_is_one_word(form: Form) -> None:
    assert read(form, LOST) == (ONE_TO_SEVEN, True)


@pytest.mark.parametrize(
    "header",
    [
        LOST.replace("企业 | 机构", "企业 | 机构 | ."),
        LOST.replace("    . | . | 企业 | 机构 | . | . | . | .\n", "")
        .replace("商业", "商业企业")
        .replace("科研", "科研机构"),
        LOST.replace("| 其他 | .", "| 其他"),
        LOST.replace("企业 | 机构 | . | . | . | .", "企业 | 机构"),
    ],
    ids=["a blank more", "whole words", "short rows", "a short second line"],
)
def test_however_such_a_header_ends_it_brings_no_number_into_a_wrong_cell(form: Form, header: str) -> None:
    texts, by_order = read(form, header)
    assert texts in (ONE_TO_SEVEN, ["?"] * 7)
    assert by_order or texts == ["?"] * 7


@pytest.mark.parametrize(
    "header",
    [
        LOST.replace("商业 | 科研", "科研 | 商业").replace("企业 | 机构", "机构 | 企业"),
        LOST.replace("企业 | 机构", "机构 | 企业"),
        LOST.replace("社会公益组织 | 法律服务机构", "法律服务机构 | 社会公益组织"),
        LOST.replace("其他", "其他组织"),
        LOST.replace("自然人", "个人"),
        LOST.replace("| 其他 |", "| . |"),
        LOST.replace("| 其他 |", "| 其他 | 其他 |"),
        f"上年 | . | .\n{LOST}".replace("| 总计", "| 总计 | 总计"),
    ],
    ids=[
        "another order",
        "halves exchanged",
        "two exchanged",
        "another word",
        "another first",
        "one gone",
        "one twice",
        "a total twice",
    ],
)
def test_words_in_another_order_or_other_words_leave_the_row_to_the_clerk(form: Form, header: str) -> None:
    assert read(form, header)[0] == ["?"] * 7


@pytest.mark.parametrize("columns", [COLUMNS[::-1], [*COLUMNS[1:], COLUMNS[0]], COLUMNS[:3] + COLUMNS[:2:-1]])
def test_named_one_by_one_they_may_stand_in_any_order(form: Form, columns: list[str]) -> None:
    numbers = dict(zip(NAMES, ONE_TO_SEVEN, strict=True))
    named = [numbers[NAMES[COLUMNS.index(column)]] for column in columns]
    table = only(find_tables(form, [laid(f"角 | {' | '.join(columns)}\n{NEW} | {' | '.join(named)}")]))
    assert (row_of(table, "new_received"), table.by_order) == (ONE_TO_SEVEN, False)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("自然人 | 商业企业 | . | 科研机构", "1 | 2 | 9"),
        ("自然人 | 商业企业 | 社会公益组织 | 法律服务机构 | 其他 | . | 总计", "1 | 2 | 4 | 5 | 6 | 9 | ."),
        ("自然人 | 商业企业 | 社会公益组织 | 法律服务机构 | 其他 | 总计", "1 | 2 | 4 | < | 6 | 7 | ."),
        ("自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | . | 总计 | 其他", "1 | 2 | 3 | 4 | 5 | 9 | 7"),
    ],
    ids=["a nameless column", "a nameless one and a blank", "merged numbers", "two exchanged behind a nameless one"],
)
def test_a_number_below_no_name_or_below_another_one_is_not_taken(form: Form, header: str, row: str) -> None:
    """Each number says which column it stands in; 9 stands in none."""
    table = only(find_tables(form, [laid(f"角 | {header}\n{NEW} | {row}")]))
    assert misplaced({key: text for key, text in table.texts.items() if text}) == set()


def test_the_same_header_in_full_is_read(form: Form) -> None:
    assert misplaced(only(find_tables(form, [laid(f"{HEADER}\n{NEW} | 1 | 2 | 3 | 4 | 5 | 6 | 7")])).texts) == set()


@pytest.mark.parametrize(
    ("row", "texts", "by_order"),
    [
        (f"{NEW} | < | 1 | 2 | 3 | 4 | 5 | 6 | 7", ONE_TO_SEVEN, True),
        (f"{NEW} | < | 1 | 2 | 3 | 4 | 5 | 6 | 7 | .", ONE_TO_SEVEN, True),
        (f"{NEW} | < | 1 | 2 | 3 | 4 | 5 | 6", ["?"] * 7, False),
        (f"{NEW} | < | 1 | 2 | 3 | 4 | 5 | < | 6 | 7", ["?"] * 7, False),
        (f"{NEW} | <", ["?"] * 7, False),
    ],
    ids=["one for one", "a blank behind", "one too few", "one too wide", "none"],
)
def test_numbers_that_a_wide_label_pushed_aside_are_taken_one_for_one_and_that_is_told(
    form: Form, row: str, texts: list[str], by_order: bool
) -> None:
    table = only(find_tables(form, [laid(f"{HEADER}\n{row}")]))
    assert (row_of(table, "new_received"), table.by_order) == (texts, by_order)


def test_a_label_may_reach_below_the_first_name_if_the_number_stands_there_too(form: Form) -> None:
    header = HEADER.replace("| 自然人 |", "| 自然人 | < |")
    table = only(find_tables(form, [laid(f"{header}\n{NEW} | < | 1 | 2 | 3 | 4 | 5 | 6 | 7")]))
    assert (row_of(table, "new_received"), table.by_order) == (ONE_TO_SEVEN, False)


@pytest.mark.parametrize("row", ["1 | 1 | 2 | 3 | 4 | 5 | 6 | 7", "< | . | 2 | 3 | 4 | 5 | 6 | 7 | 8"])
def test_two_numbers_below_one_name_or_one_behind_all_leave_the_row_to_the_clerk(form: Form, row: str) -> None:
    header = HEADER.replace("| 自然人 |", "| 自然人 | < |")
    table = only(find_tables(form, [laid(f"{header}\n{NEW} | {row}")]))
    assert (row_of(table, "new_received"), bool(table.unplaced)) == (["?"] * 7, True)


def test_two_names_in_one_cell_leave_only_the_order_and_that_is_told(form: Form) -> None:
    header = HEADER.replace("商业企业 | 科研机构", "商业企业科研机构 | <")
    table = only(find_tables(form, [laid(f"{header}\n{NEW} | 1 | 2 | 3 | 4 | 5 | 6 | 7")]))
    assert (row_of(table, "new_received"), table.by_order) == (ONE_TO_SEVEN, True)
