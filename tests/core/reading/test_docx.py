"""A Word file becomes paragraphs and tables: what Word shows is read, and nothing in it can do any harm."""

import pytest

from core.reading.docx import read_docx
from core.reading.grid import Grid
from tests.core.reading.packages import STRICT, box, document, docx, p, packed, r, relation, tbl, tc, tr
from tests.core.reading.test_grid import draw, within
from tests.core.sheets import drawn


def read(body: str) -> list[str | Grid]:
    return read_docx(docx(body), "甲.docx")


def lines(body: str) -> list[str]:
    """The paragraphs of a body."""
    return [block for block in read(body) if isinstance(block, str)]


def grid(*rows: str) -> list[list[str]]:
    """The table of these rows, drawn."""
    (found,) = read(tbl(*rows))
    assert not isinstance(found, str)
    return draw(found)


def kinds(body: str) -> list[object]:
    """Paragraphs as they are, tables as what is drawn of them."""
    return [block if isinstance(block, str) else draw(block) for block in read(body)]


# ------------------------------------------------------------ paragraphs


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (r("甲") + r("乙"), "甲乙"),
        ("<w:r><w:t xml:space='preserve'> 甲 </w:t><w:t>乙</w:t></w:r>", "甲 乙"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:ptab/><w:t>丙</w:t></w:r>", "甲 乙 丙"),
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>丙</w:t></w:r>", "甲\n乙\n丙"),
        ("<w:r><w:t>0451</w:t><w:noBreakHyphen/><w:t>1</w:t></w:r>", "0451-1"),
        ("<w:r><w:t/></w:r>", ""),
        ("<w:r><w:t>甲<!-- 乙 -->丙<?x 丁?></w:t></w:r>", "甲丙"),
        ("<w:r><w:t><![CDATA[<甲>]]>&amp;&#20057;</w:t></w:r>", "<甲>&乙"),
        ("<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>" + r("甲"), "甲"),
        (f"<w:ins>{r('甲')}</w:ins>", "甲"),
        (f"<w:moveTo>{r('甲')}</w:moveTo>", "甲"),
        ("<w:del><w:r><w:delText>甲</w:delText></w:r></w:del>" + r("乙"), "乙"),
        (f"<w:del>{r('甲')}</w:del>{r('乙')}", "乙"),
        (f"<w:moveFrom>{r('甲')}</w:moveFrom>{r('乙')}", "乙"),
        (f"<w:ins><w:del>{r('甲')}</w:del>{r('乙')}</w:ins>", "乙"),
        (f"<w:hyperlink>{r('甲')}</w:hyperlink>", "甲"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('甲')}</w:sdtContent></w:sdt>", "甲"),
        (f"<w:smartTag>{r('甲')}</w:smartTag><w:customXml>{r('乙')}</w:customXml>", "甲乙"),
        (f"<w:fldSimple w:instr='PAGE'>{r('1')}</w:fldSimple>", "1"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>" + r("1"), "1"),
        (f"<w:dir>{r('甲')}</w:dir><w:bdo>{r('乙')}</w:bdo>", "甲乙"),
        ("<w:bookmarkStart/><w:proofErr/>" + r("甲"), "甲"),
        ("<w:r><w:footnoteReference w:id='1'/></w:r>" + r("甲"), "甲"),
    ],
)
def test_the_text_of_a_paragraph_is_what_word_shows(inside: str, text: str) -> None:
    assert lines(f"<w:p>{inside}</w:p>") == [text]


@pytest.mark.parametrize(
    ("vanish", "text"),
    [
        ("<w:vanish/>", "乙"),
        ("<w:vanish w:val='1'/>", "乙"),
        ("<w:vanish w:val='true'/>", "乙"),
        ("<w:vanish w:val='0'/>", "甲乙"),
        ("<w:vanish w:val='false'/>", "甲乙"),
        ("<w:vanish w:val='off'/>", "甲乙"),
        ("<w:b/>", "甲乙"),
    ],
)
def test_hidden_text_is_not_read(vanish: str, text: str) -> None:
    assert lines(f"<w:p><w:r><w:rPr>{vanish}</w:rPr><w:t>甲</w:t></w:r>{r('乙')}</w:p>") == [text]


def test_paragraphs_come_in_order_blank_ones_too() -> None:
    assert lines(p("甲") + p() + p("乙")) == ["甲", "", "乙"]


@pytest.mark.parametrize("around", ["sdt><w:sdtContent", "customXml", "ins", "moveTo"])
def test_paragraphs_and_tables_within_something_are_found(around: str) -> None:
    names = around.replace("w:", "").split("><")
    start, end = "".join(f"<w:{name}>" for name in names), "".join(f"</w:{name}>" for name in reversed(names))
    assert kinds(f"{start}{p('甲')}{tbl(tr(tc('1')))}{end}") == ["甲", [["1"]]]


def test_what_word_moved_or_took_away_is_left_out() -> None:
    assert lines(f"<w:moveFrom>{p('甲')}</w:moveFrom><w:del>{p('乙')}</w:del><w:sectPr/>{p('丙')}") == ["丙"]


# ------------------------------------------------------------ text boxes


def test_a_text_box_is_read_after_its_paragraph_and_once_only() -> None:
    twice = (
        f"<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box(p('盒'))}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box(p('盒'))}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert lines(f"<w:p>{r('甲')}<w:r>{twice}</w:r>{r('乙')}</w:p>{p('丙')}") == ["甲乙", "盒", "丙"]


def test_a_text_box_of_an_older_program_is_read_too() -> None:
    assert kinds(
        f"<w:p><w:r><w:pict><v:textbox>{box(p('盒') + tbl(tr(tc('1'))))}</v:textbox></w:pict></w:r></w:p>"
    ) == [*("", "盒", [["1"]])]


def test_of_a_box_within_a_box_nothing_is_read_twice() -> None:
    inner = f"<w:p>{r('外')}<w:r><w:pict>{box(p('内'))}</w:pict></w:r></w:p>"
    assert lines(f"<w:p><w:r><w:pict>{box(inner)}</w:pict></w:r></w:p>").count("内") <= 1


# ------------------------------------------------------------ tables


def merge(kind: str = "") -> str:
    return f'<w:vMerge w:val="{kind}"/>' if kind else "<w:vMerge/>"


def test_merged_cells_are_resolved() -> None:
    assert grid(
        tr(tc("角", '<w:gridSpan w:val="2"/>' + merge("restart")), tc("甲"), tc("乙", '<w:gridSpan w:val="2"/>')),
        tr(tc("", '<w:gridSpan w:val="2"/>' + merge()), tc("丙"), tc("丁"), tc("戊")),
        tr(tc("三", merge("restart")), tc("1."), tc("1"), tc("2"), tc("3")),
        tr(tc("", merge("continue")), tc("2."), tc("4"), tc("5"), tc("6")),
    ) == drawn("""
        角 | <  | 甲 | 乙 | <
        ^  | <  | 丙 | 丁 | 戊
        三 | 1. | 1  | 2  | 3
        ^  | 2. | 4  | 5  | 6
    """)


def test_a_merge_that_goes_on_from_nothing_is_a_cell_of_its_own() -> None:
    assert grid(tr(tc("甲", merge())), tr(tc("乙"), tc("丙", merge()))) == [["甲"], ["乙", "丙"]]


def test_a_row_may_begin_further_right() -> None:
    assert grid(tr(tc("甲"), tc("乙"), tc("丙")), tr(tc("丁"), properties='<w:gridBefore w:val="2"/>')) == [
        ["甲", "乙", "丙"],
        ["", "", "丁"],
    ]


@pytest.mark.parametrize("span", ["2147483647", "9999999999", "64", "63"])
def test_a_huge_span_is_clamped(span: str) -> None:
    with within(0.5):
        assert grid(tr(tc("甲", f'<w:gridSpan w:val="{span}"/>'), tc("乙"))) == [["甲", *["<"] * 62, "乙"]]
        assert grid(tr(tc("乙"), properties=f'<w:gridBefore w:val="{span}"/>')) == [[*[""] * 63, "乙"]]


@pytest.mark.parametrize("span", ["", "0", "-2", "x", "1.5", "２", "²", "99999999999", "1e3"])
def test_a_span_that_is_no_number_is_one_place(span: str) -> None:
    assert grid(tr(tc("甲", f'<w:gridSpan w:val="{span}"/>'), tc("乙"), properties="<w:gridBefore/>")) == [["甲", "乙"]]


def test_a_row_that_was_deleted_is_left_out_and_an_inserted_one_is_not() -> None:
    assert grid(tr(tc("甲")), tr(tc("乙"), properties="<w:del/>"), tr(tc("丙"), properties="<w:ins/>"), "<w:tr/>") == [
        ["甲"],
        ["丙"],
        [],
    ]


def test_a_merge_goes_on_past_a_deleted_row() -> None:
    assert grid(tr(tc("甲", merge("restart"))), tr(tc("", merge()), properties="<w:del/>"), tr(tc("", merge()))) == [
        ["甲"],
        ["^"],
    ]


def test_rows_and_cells_within_a_content_control_are_found() -> None:
    def control(inside: str) -> str:
        return f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    assert grid(control(tr(tc("甲"), control(tc("乙"))))) == [["甲", "乙"]]


def test_the_paragraphs_of_a_cell_are_one_text() -> None:
    cell = f"<w:tc>{p('甲')}{p()}<w:p>{r('乙')}<w:r><w:br/></w:r>{r(' 丙  丁 ')}</w:p></w:tc>"
    assert grid(tr(cell, "<w:tc/>")) == [["甲 乙 丙 丁", ""]]


def test_tables_that_only_lay_out_the_page_are_looked_through() -> None:
    inner = tbl(tr(tc("1")))
    layout = tbl(
        tr(f"<w:tc>{p('甲')}{inner}{p('乙')}</w:tc>", f"<w:tc>{tbl(tr(f'<w:tc>{inner}{p()}</w:tc>'))}{p('丙')}</w:tc>")
    )
    assert kinds(layout + p("丁")) == ["甲", [["1"]], "乙", [["1"]], "", "丙", "丁"]


# ------------------------------------------------------------ the package


def test_the_strict_kind_of_word_file_is_read() -> None:
    found = read_docx(docx(p("甲") + tbl(tr(tc("乙", '<w:gridSpan w:val="2"/>'))), STRICT), "甲.docx")
    assert found[0] == "甲"
    assert draw(found[1]) == [["乙", "<"]]


@pytest.mark.parametrize("target", ["word/other.xml", "/word/other.xml"])
def test_the_document_is_found_by_its_relation(target: str) -> None:
    members = {"_rels/.rels": relation(target), "word/other.xml": document(p("甲")), "word/document.xml": "<broken"}
    assert read_docx(packed(members), "甲.docx") == ["甲"]


@pytest.mark.parametrize("rels", [None, relation("other.xml", "http://a/else"), relation(""), "<a/>"])
def test_without_such_a_relation_it_stands_where_it_usually_does(rels: str | None) -> None:
    members = {"word/document.xml": document(p("甲"))} | ({"_rels/.rels": rels} if rels else {})
    assert read_docx(packed(members), "甲.docx") == ["甲"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "gb18030"])
def test_the_document_may_be_in_another_encoding(encoding: str) -> None:
    name = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    xml = f'<?xml version="1.0" encoding="{name}"?>{document(p("甲"))}'.encode(encoding)
    assert read_docx(packed({"word/document.xml": xml}), "甲.docx") == ["甲"]


def test_a_document_without_a_body_says_nothing() -> None:
    assert read_docx(packed({"word/document.xml": "<a/>"}), "甲.docx") == []
