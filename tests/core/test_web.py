"""The web page: real merged cells, nothing of Word, nothing from elsewhere, and no text taken for markup."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from msgspec import structs

from core import form as forms
from core.form import Form
from core.paper import Paper, Paragraph, PrintedTable, Signature, paper
from core.reading.grid import Grid
from core.reading.html import read_html
from core.report import Report
from core.web import fragment, page, table, table_text
from tests.core.sheets import HEADINGS, noted, typed

FORM = forms.load("2021")
TAGS = {"h1", "br", "h2", "p", "strong", "table", "colgroup", "col", "tbody", "tr", "td"}
ATTRIBUTES = {"style", "border", "cellspacing", "cellpadding", "width", "align", "colspan", "rowspan"}
NASTY = "甲<b onclick='a()'>&amp;\"'</td></table><script>b()</script>]]>"


def parsed(piece: str) -> etree._Element:
    return html.fragment_fromstring(piece, create_parent="div")


def elements(piece: str) -> set[str]:
    return {str(element.tag) for element in parsed(piece).iterdescendants()}


def expected(block: PrintedTable) -> list[list[tuple[str, int, int]]]:
    """What stands at each place of the printed table, and where the cell it belongs to begins."""
    height = max(cell.row + cell.rowspan for cell in block.layout)
    grid = [[("", 0, 0)] * len(block.table.widths) for _ in range(height)]
    for cell in block.layout:
        for row in range(cell.row, cell.row + cell.rowspan):
            for col in range(cell.col, cell.col + cell.colspan):
                grid[row][col] = (block.text(cell), cell.row, cell.col)
    return grid


def found(grid: Grid) -> list[list[tuple[str, int, int]]]:
    return [[(piece.text, piece.row, piece.col) for piece in row] for row in grid]


# ------------------------------------------------------------ tables


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_every_table_is_read_with_the_merges_of_the_form(edition: str, largest: Report) -> None:
    made = paper(forms.load(edition), Report(edition, cells=largest.cells))
    grids = read_html(page(made))
    assert [found(grid) for grid in grids] == [expected(block) for block in made.tables]


def test_a_table_alone_is_the_same_table(form: Form, largest: Report) -> None:
    for block in paper(form, largest).tables:
        (grid,) = read_html(table(block))
        assert found(grid) == expected(block)


def test_as_plain_text_a_merged_cell_stands_at_its_upper_left_place_only(form: Form, largest: Report) -> None:
    for block in paper(form, largest).tables:
        rows = table_text(block)
        for row, line in enumerate(expected(block)):
            for col, (text, top, left) in enumerate(line):
                assert rows[row][col] == (text if (row, col) == (top, left) else "")


def test_the_columns_are_as_wide_as_on_paper(form: Form, sample: Report) -> None:
    for block in paper(form, sample).tables:
        shares = [float(share) for share in re.findall(r'<col width="([\d.]+)%">', table(block))]
        total = sum(block.table.widths)
        assert len(shares) == len(block.table.widths)
        assert all(
            abs(share - width * 100 / total) < 0.1 for share, width in zip(shares, block.table.widths, strict=True)
        )


def test_labels_are_set_to_the_left_where_the_form_says_so(form: Form, sample: Report) -> None:
    for block in paper(form, sample).tables:
        cells = parsed(table(block)).findall(".//td")
        laid = sorted(block.layout, key=lambda cell: (cell.row, cell.col))
        for td, cell in zip(cells, laid, strict=True):
            align = "left" if block.table.is_left(cell.role) else "center"
            assert (td.get("align"), td.get("style")) == (align, f"text-align:{align}")


# ------------------------------------------------------------ texts


def test_title_headings_texts_notes_and_signature_stand_in_their_order(form: Form, sample: Report) -> None:
    made = paper(form, noted(form, sample))
    root = parsed(fragment(made))
    assert root[0].tag == "h1"
    assert list(root[0].itertext()) == list(made.title)
    assert [h2.text for h2 in root.findall("h2")] == HEADINGS
    blocks = [block for block in made.blocks if isinstance(block, Paragraph)]
    assert [p.xpath("string()") for p in root.findall("p")] == [
        *[block.whole for block in blocks if block.key.startswith(("profile", "overview"))],
        *("注：现行有效件数含上年度结转数量。", "注：甲。", "乙。"),
        *[block.whole for block in blocks if block.key.startswith(("problems", "other"))],
        *("平房区新疆街道办事处", "2024年1月20日"),
    ]
    assert [p.text for p in root.iter("strong")] == [block.lead for block in blocks if block.lead] != []
    assert [p.get("style") for p in root.findall("p")[-2:]] == ["text-align:right"] * 2


def test_notes_stand_right_below_their_table(form: Form, sample: Report) -> None:
    root = parsed(fragment(paper(form, noted(form, sample))))
    assert [(table.getnext().tag, table.getnext().text) for table in root.findall("table")] == [
        ("p", "注：现行有效件数含上年度结转数量。"),
        ("p", "注：甲。"),
        ("h2", HEADINGS[4]),
    ]


def test_a_paper_without_a_title_has_no_heading_of_one() -> None:
    assert fragment(Paper((), "", (Signature("甲", "乙"),))) == (
        '<p style="text-align:right">甲</p>\n<p style="text-align:right">乙</p>\n'
    )


# ------------------------------------------------------------ nothing else


def test_the_page_is_a_page_of_its_own(form: Form, sample: Report) -> None:
    whole = page(paper(form, sample))
    assert whole.startswith('<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">')
    assert "<title>平房区新疆街道办事处2023年政府信息公开工作年度报告</title>" in whole
    assert fragment(paper(form, sample)) in whole


def test_nothing_is_loaded_from_anywhere_and_nothing_is_words(form: Form, sample: Report) -> None:
    whole = page(paper(form, typed(form, sample, {"profile/website": "", "profile/preamble": "甲"}))).lower()
    ways = ["src=", "href=", "url(", "@import", "<script", "<link", "<img", "<iframe", "http", "//", "class=", "mso"]
    assert [way for way in ways if way in whole] == []


def test_only_known_elements_and_attributes_are_written(form: Form, sample: Report) -> None:
    root = parsed(fragment(paper(form, noted(form, sample))))
    assert {element.tag for element in root.iterdescendants()} == TAGS
    assert {name for element in root.iterdescendants() for name in element.keys()} == ATTRIBUTES  # noqa: SIM118


def test_nothing_that_was_typed_is_taken_for_html(form: Form) -> None:
    keys = ("profile/unit", "profile/preamble", "overview/text", "requests/note", "profile/signed")
    report = typed(form, Report("2021"), {**dict.fromkeys(keys, NASTY), "disputes/review/other": NASTY})
    made = paper(form, report)
    root = parsed(fragment(made))
    assert {element.tag for element in root.iterdescendants()} <= TAGS
    assert root.xpath("string()").count(NASTY) == len(keys) + 2, "the unit is in title and signature"
    assert elements(page(made)) <= TAGS | {"title", "style", "meta"}
    assert html.document_fromstring(page(made)).findtext(".//title").startswith(NASTY)


odd = st.text() | st.text("<>/&;!-?=\"' tablerdscip甲（一）。\x00\x85\ud800\n")


@given(st.lists(odd, min_size=6, max_size=6))
def test_whatever_is_typed_no_other_element_comes_of_it(texts: list[str]) -> None:
    keys = ("profile/unit", "profile/preamble", "overview/text", "requests/note", "profile/signed")
    made = paper(FORM, Report("2021", dict(zip(keys, texts, strict=False))))
    block = made.tables[2]
    odd_cells = structs.replace(block, texts=dict.fromkeys(block.texts, paper_text(texts[5])))
    for piece in (fragment(made), table(odd_cells)):
        assert elements(piece) <= TAGS
        assert {name for one in parsed(piece).iterdescendants() for name in one.keys()} <= ATTRIBUTES  # noqa: SIM118


def paper_text(typed_in: str) -> str:
    return paper(FORM, Report("2021", {"profile/unit": typed_in})).author
