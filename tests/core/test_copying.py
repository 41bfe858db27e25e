"""What is copied comes back unchanged wherever it's pasted, as text and as a table."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.copying import as_html, as_text
from core.form import Form
from core.pasting import place, propose, read_clipboard
from core.reading.grid import texts
from core.reading.html import read_html
from core.reading.text import read_text
from core.report import Report, cell_text, reckon
from tests.core.sheets import sheet

BLOCK = [["1", "22（其中修订16件）"], ["", "/"]]


def test_text_is_written_as_excel_writes_it() -> None:
    assert as_text(BLOCK) == "1\t22（其中修订16件）\r\n\t/\r\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("甲", "甲"),
        ("1,234", "1,234"),
        ("'1", "'1"),
        ("甲\n乙", '"甲\n乙"'),
        ("甲\r\n乙", '"甲\r\n乙"'),
        ("甲\t乙", '"甲\t乙"'),
        ('"三安全"', '"""三安全"""'),
        ('5"', '"5"""'),
    ],
)
def test_only_what_would_break_the_lines_is_put_in_quotes(text: str, written: str) -> None:
    assert as_text([[text, "1"]]) == f"{written}\t1\r\n"


def test_html_is_a_table_without_any_style() -> None:
    assert as_html(BLOCK) == (
        "<table><tr><td>1</td><td>22（其中修订16件）</td></tr><tr><td></td><td>/</td></tr></table>"
    )


def test_a_text_never_becomes_a_tag() -> None:
    written = as_html([["<script>alert(1)</script>", '</td></table>&nbsp;"']])
    assert "<script" not in written
    assert written.count("</td>") == 2
    assert texts(read_html(written)[0]) == [["<script>alert(1)</script>", '</td></table>&nbsp;"']]


def test_nothing_copied_is_nothing_to_paste() -> None:
    assert as_text([]) == ""
    assert read_clipboard(as_html([]), as_text([])) == [[]]


def blocks(cells: st.SearchStrategy[str], *, narrowest: int) -> st.SearchStrategy[list[list[str]]]:
    return st.integers(narrowest, 6).flatmap(
        lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=6)
    )


anything = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]) | st.sampled_from("\"'<>&;/0123456789　甲,"))
single = anything.map(lambda text: " ".join(text.split()))  # blanks around, and line ends, are no part of a number


@given(blocks(single, narrowest=2))
def test_a_block_copied_as_text_is_read_back_unchanged(block: list[list[str]]) -> None:
    assert texts(read_text(as_text(block))) == block


@given(blocks(single, narrowest=1))
def test_a_block_copied_as_html_is_read_back_unchanged(block: list[list[str]]) -> None:
    (grid,) = read_html(as_html(block))
    assert texts(grid) == block


@pytest.mark.parametrize("block", [[["1"], [""], ["3"]], [["1"], [""]], [[""]]])
def test_a_blank_in_a_single_column_copied_as_text_is_read_back(block: list[list[str]]) -> None:
    assert texts(read_text(as_text(block))) == block


@given(blocks(st.text("甲1 \t\r\n\"'"), narrowest=2))
def test_line_ends_and_tabs_in_a_cell_do_not_tear_the_block_apart(block: list[list[str]]) -> None:
    flat = [[" ".join(text.split()) for text in row] for row in block]
    assert texts(read_text(as_text(block))) == flat
    assert texts(read_html(as_html(block))[0]) == flat


@given(blocks(st.text("甲1 ,\t\n\"'"), narrowest=2))
def test_any_program_that_reads_what_excel_writes_reads_it_to_the_letter(block: list[list[str]]) -> None:
    assert list(csv.reader(io.StringIO(as_text(block), newline=""), delimiter="\t", strict=True)) == block


def test_a_table_copied_from_the_program_and_pasted_into_a_new_report_is_the_same(mini: Form) -> None:
    report = sheet(
        mini,
        """
        子 | 1 | 22（注） | =
        丑 | / | 3        | =
        共 | = | =        | =
        """,
    )
    figures = reckon(mini, report)
    shown = [cell_text(cell.key, report, figures) for cell in mini.tables["sheet"]]
    block = [shown[at : at + 3] for at in range(0, 9, 3)]
    for html, text in ((as_html(block), ""), ("", as_text(block))):
        proposal = propose(mini, Report("2099"), place(mini, read_clipboard(html, text), "sheet/x/a"))
        assert {key: change.text for key, change in proposal.changes.items()} == {
            key: entry.text for key, entry in report.cells.items()
        }
        assert not any(total.differs for total in proposal.totals)
