"""Plain text of a whole report: paragraphs stay in order, cells that stand one below the other become rows again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reading.grid import MOST_CELLS, texts
from core.reading.plain import read_plain
from tests.core.reading.test_grid import within

Blocks = list[str | list[list[str]]]


def read(text: str) -> Blocks:
    return [block if isinstance(block, str) else texts(block) for block in read_plain(text)]


def stacked(*rows: list[str]) -> str:
    """A table as Word's text has it: each cell on a line of its own behind a tab, a blank line behind each row."""
    return "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in rows)


# ------------------------------------------------------------ cells one below the other


def test_cells_one_below_the_other_are_a_row_until_a_blank_line() -> None:
    rows = [["信息内容", "本年制发件数"], ["规章", "1"], ["行政规范性文件", "23"]]
    assert read(stacked(*rows)) == [rows]


def test_a_table_stands_between_the_paragraphs_around_it() -> None:
    text = f"二、主动公开\n{stacked(['规章', '1'])}\n三、收到和处理\n{stacked(['甲', '2'])}四、复议\n"
    assert read(text) == ["二、主动公开", [["规章", "1"]], "三、收到和处理", [["甲", "2"]], "四、复议"]


def test_blank_cells_keep_their_place() -> None:
    assert read(stacked(["", "自然人", ""], ["甲", "", "1"])) == [[["", "自然人", ""], ["甲", "", "1"]]]


def test_a_row_of_nothing_but_blanks_is_the_rest_of_a_merge() -> None:
    assert read(stacked(["结果", "总计"], ["", ""], ["1", "2"])) == [[["结果", "总计"], ["1", "2"]]]


def test_a_word_over_several_lines_is_one_cell() -> None:
    assert read("\t社会\n公益\n组织\n\t法律\n服务\n机构 \n\t总 计\n\n") == [[["社会公益组织", "法律服务机构", "总 计"]]]


def test_several_blank_lines_between_two_rows_do_not_part_the_table() -> None:
    assert read("\t规章\n\t1\n\n\n\n\t行政许可\n\t2\n\n") == [[["规章", "1"], ["行政许可", "2"]]]


def test_the_last_row_needs_no_blank_line() -> None:
    assert read("\t规章\n\t1") == [[["规章", "1"]]]
    assert read("\t规章\n\t1\n") == [[["规章", "1"]]]


@pytest.mark.parametrize("below", ["1", "- 2 -", "第3页"])
def test_a_page_number_below_a_number_is_no_part_of_it(below: str) -> None:
    (table, *_) = read(f"\t规章\n\t5\n{below}\n\n\t行政许可\n\t7\n\n")
    assert table[0] == ["规章", "5"]


def test_a_heading_right_below_the_last_number_is_a_paragraph() -> None:
    assert read("\t规章\n\t5\n三、收到和处理政府信息公开申请情况\n") == [
        [["规章", "5"]],
        "三、收到和处理政府信息公开申请情况",
    ]


@pytest.mark.parametrize("cell", ["", "/", "无", "1,234", "12件"])
def test_what_is_no_word_goes_on_in_no_line(cell: str) -> None:
    (table, *rest) = read(f"\t规章\n\t{cell}\n三、收到和处理\n")
    assert (table, rest) == ([["规章", cell]], ["三、收到和处理"])


@pytest.mark.parametrize("number", ["12", "— 3 —", "第3页 共9页"])
def test_a_page_number_is_no_part_of_a_word_either(number: str) -> None:
    assert read(f"\t规章\n\t行政许可\n{number}\n")[0] == [["规章", "行政许可"]]


def test_a_label_with_a_number_in_front_may_go_on() -> None:
    assert read("\t1.属于国家\n秘密\n\t2\n") == [[["1.属于国家秘密", "2"]]]


# ------------------------------------------------------------ a row on each line


def test_a_line_with_tabs_in_it_is_a_row() -> None:
    text = "信息内容\t本年制发件数\t本年废止件数\n规章\t1\t2\n行政规范性文件\t\t3\n"
    assert read(text) == [
        [["信息内容", "本年制发件数", "本年废止件数"], ["规章", "1", "2"], ["行政规范性文件", "", "3"]]
    ]


def test_a_row_that_begins_with_a_blank_cell_keeps_it() -> None:
    assert read("三、\t（一）予以公开\t1\n\t（二）部分公开\t2\n") == [
        [["三、", "（一）予以公开", "1"], ["", "（二）部分公开", "2"]]
    ]


def test_both_ways_of_writing_a_row_may_follow_each_other() -> None:
    assert read("\t规章\n\t1\n行政许可\t2\n\t行政处罚\n\t3\n") == [
        [["规章", "1"], ["行政许可", "2"], ["行政处罚", "3"]]
    ]


# ------------------------------------------------------------ paragraphs


def test_paragraphs_come_without_blanks_around_them_and_blank_ones_not_at_all() -> None:
    assert read("  一、总体情况 \n\n\u3000\u3000本年公开12条。\n   \n") == ["一、总体情况", "本年公开12条。"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_do_on_any_system(end: str) -> None:
    assert read("甲\n\t规章\n\t1\n\n乙\t2\n丙\n".replace("\n", end)) == ["甲", [["规章", "1"], ["乙", "2"]], "丙"]


@pytest.mark.parametrize("text", ["", "\n\n", "\t", "\t\n\t\n", "\0", " \n\t\n "])
def test_of_nothing_there_is_nothing_to_read(text: str) -> None:
    assert [block for block in read(text) if block] == []


def test_a_paragraph_set_in_by_a_tab_is_a_paragraph() -> None:
    text = "一、总体情况\n\t2023年，本机关主动公开政府信息12条。\n\t没有收到申请。\n二、主动公开政府信息情况\n"
    assert [block for block in read(text) if isinstance(block, str)] == [line.strip() for line in text.splitlines()]


def test_headings_set_in_by_a_tab_are_paragraphs_too() -> None:
    assert read("\t一、总体情况\n\n\t二、主动公开\n\n") == ["一、总体情况", "二、主动公开"]


# ------------------------------------------------------------ bounds


def test_no_more_cells_are_read_than_any_table_has() -> None:
    with within(3):
        (rows,) = read("1\t" * 49 + "1\n" + ("1\t" * 49 + "1\n") * (MOST_CELLS // 50))
    assert sum(map(len, rows)) == MOST_CELLS


def test_one_line_of_too_many_cells_is_left_out() -> None:
    assert read("规章\t1\n" + "1\t" * MOST_CELLS + "\n") == [[["规章", "1"]]]


@pytest.mark.parametrize(
    "text",
    ["\t" * 1_000_000, "\t5\n" * 300_000, "\n" * 1_000_000, "\t\n" * 500_000, "甲" * 6_000_000, "5\n\t5\n" * 200_000],
    ids=["tabs", "cells", "line ends", "blank cells", "a long line", "a cell and a line"],
)
def test_a_text_of_any_size_is_read_in_time(text: str) -> None:
    with within(5):
        read_plain(text)


lines = st.sampled_from(["", "\t", "\t5", "\t规章", "甲", "5", "甲\t5", "\t\t5", " ", "\t 甲 \t", "一、总体情况", "\r"])


@given(st.lists(lines, max_size=30).map("\n".join))
def test_no_word_is_lost_or_made_up(text: str) -> None:
    found = read(text)
    told = [block if isinstance(block, str) else "".join(map("".join, block)) for block in found]
    assert "".join("".join(told).split()) == "".join(text.split())


@given(st.text(st.sampled_from("\t\n\r 甲5\0\v\x85\u2028一、"), max_size=60))
def test_any_text_is_read_without_a_complaint(text: str) -> None:
    for block in read(text):
        assert block.strip() if isinstance(block, str) else all(any(row) for row in block)
