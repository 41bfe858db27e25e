"""A Word file that is broken or a trick is refused in one sentence, and within time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ReadError
from core.reading.docx import read_docx
from core.reading.grid import MOST_CELLS
from tests.core.reading.packages import box, document, docx, p, packed, r, relation, tbl, tc, tr
from tests.core.reading.test_grid import places, within


def refusal(data: bytes) -> str:
    with pytest.raises(ReadError) as told, within(3):
        read_docx(data, "甲.docx")
    assert told.value.happened.startswith("“甲.docx”")
    assert "\n" not in str(told.value)
    return told.value.happened.removeprefix("“甲.docx”")


def nested(depth: int, inside: str) -> str:
    return "<w:ins>" * depth + inside + "</w:ins>" * depth


BROKEN = {
    "nothing": "",
    "no XML": "甲",
    "cut off": document(p("甲"))[:-5],
    "an unknown entity": document(p("&x;")),
    "nested too deeply": document(nested(300, p("甲"))),
    "very much nested": document(nested(100_000, p("甲"))),
    "a very long text": document(p("5" * 11_000_000)),
    "an encoding there is not": '<?xml version="1.0" encoding="nonsense"?>' + document(p("甲")),
    "a character that XML has not": document(p("&#0;")),
}


@pytest.mark.parametrize("what", BROKEN)
def test_broken_xml_is_refused(what: str) -> None:
    assert refusal(packed({"word/document.xml": BROKEN[what]})) == "损坏了，或者不是它的后缀所说的文件"


def test_broken_relations_are_refused_too() -> None:
    members = {"_rels/.rels": "<a", "word/document.xml": document(p("甲"))}
    assert refusal(packed(members)) == "损坏了，或者不是它的后缀所说的文件"


@pytest.mark.parametrize("members", [{}, {"a.xml": "<a/>"}, {"_rels/.rels": relation("word/gone.xml")}])
def test_a_package_without_a_document_is_refused(members: dict[str, str]) -> None:
    assert refusal(packed(members)) == "损坏了，或者不是它的后缀所说的文件"


@pytest.mark.parametrize("part", ["word/document.xml", "_rels/.rels"])
@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE w>",
        '<!DOCTYPE w [<!ENTITY a "5">]>',
        '<!DOCTYPE w SYSTEM "file:///etc/passwd">',
        "<!DOCTYPE w [" + "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 12)) + "]>",
    ],
)
def test_a_document_that_declares_anything_is_refused(part: str, doctype: str) -> None:
    members = {"_rels/.rels": relation("word/document.xml"), "word/document.xml": document(p("甲"))}
    members[part] = doctype + members[part]
    assert refusal(packed(members)) == "里有不该有的声明（DOCTYPE），没有读它"


def test_a_table_of_too_many_cells_is_refused() -> None:
    row = tr(*[tc("5")] * 50)
    assert refusal(docx(tbl(row * (MOST_CELLS // 50 + 1)))) == "太大，不像一份年度报告"
    assert refusal(docx(tbl(tr(tc("5", '<w:gridSpan w:val="99"/>')) * 900))) == "太大，不像一份年度报告"


def test_so_are_too_many_cells_in_many_tables() -> None:
    assert refusal(docx(tbl(tr(*[tc("5")] * 50)) * (MOST_CELLS // 50 + 1))) == "太大，不像一份年度报告"


def test_the_places_before_a_row_count_too() -> None:
    row = '<w:tr><w:trPr><w:gridBefore w:val="63"/></w:trPr></w:tr>'
    assert refusal(docx(tbl(row * 1000))) == "太大，不像一份年度报告"


@pytest.mark.parametrize("body", [tbl("<w:tr/>" * 60_000), "<w:tbl/>" * 60_000], ids=["rows", "tables"])
def test_so_do_rows_and_tables_without_cells(body: str) -> None:
    assert refusal(docx(body)) == "太大，不像一份年度报告"


def test_more_paragraphs_than_any_report_has_are_refused() -> None:
    assert refusal(docx("<w:p/>" * 50_001)) == "太大，不像一份年度报告"
    assert read_docx(docx("<w:p/>" * 50_000), "甲.docx") == [""] * 50_000


@pytest.mark.parametrize("part", ["word/document.xml", "_rels/.rels"])
@pytest.mark.parametrize("piece", ["<a/>", '<a b=""/>'], ids=["elements", "attributes"])
def test_more_elements_and_attributes_than_any_report_has_are_refused_before_they_are_parsed(
    part: str, piece: str
) -> None:
    members = {"_rels/.rels": relation("word/document.xml"), "word/document.xml": document(p("甲"))}
    members[part] = f"<a>{piece * (1_000_000 // (1 + piece.count('=')))}</a>"
    with within(1):
        assert refusal(packed(members)) == "太大，不像一份年度报告"


def test_a_million_of_them_are_read() -> None:
    around = document("").count("<") + document("").count("=")
    assert read_docx(packed({"word/document.xml": document("<a/>" * (1_000_000 - around))}), "甲.docx") == []


def test_the_paragraphs_within_cells_count_too() -> None:
    cell = f"<w:tc>{'<w:p/>' * 25_001}</w:tc>"
    assert refusal(docx(tbl(tr(cell, cell)))) == "太大，不像一份年度报告"


def test_a_merge_takes_no_more_places_than_there_are() -> None:
    row = tr(tc("5", '<w:gridSpan w:val="63"/><w:vMerge/>'))
    assert refusal(docx(tbl(row * 800))) == "太大，不像一份年度报告"


HOSTILE = {
    "nested as deeply as can be": nested(250, p("5")),
    "nested tables": "<w:tbl><w:tr><w:tc>" * 80 + p("5") * 20_000 + "</w:tc></w:tr></w:tbl>" * 80,
    "runs within runs": f"<w:p>{'<w:r>' * 240}<w:t>5</w:t>{'</w:r>' * 240}</w:p>",
    "many runs": f"<w:p>{r('5') * 100_000}</w:p>",
    "many boxes": f"<w:p>{box(p('5')) * 20_000}</w:p>",
    "many layout tables": tbl(tr(f"<w:tc>{tbl(tr(tc('5')))}</w:tc>")) * 10_000,
    "blank elements": "<w:x/>" * 500_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_read_within_time(name: str) -> None:
    data = docx(HOSTILE[name])
    with within(4):
        found = read_docx(data, "甲.docx")
    assert sum(places(block) for block in found if not isinstance(block, str)) <= MOST_CELLS


snippets = st.sampled_from(
    [
        *("<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>"),
        *("<w:tc>", "</w:tc>", "<w:tcPr>", "</w:tcPr>", "<w:vMerge/>", '<w:gridSpan w:val="9"/>', "<w:tab/>"),
        *("<w:ins>", "</w:ins>", "<w:txbxContent>", "</w:txbxContent>", "<!-- -->", "<?x?>", "&amp;", "5", "甲", "&x;"),
    ]
)


@given(st.lists(snippets, max_size=40).map("".join))
def test_any_body_is_read_or_refused(body: str) -> None:
    try:
        found = read_docx(docx(body), "甲.docx")
    except ReadError:
        return
    assert all(isinstance(block, str) or places(block) <= MOST_CELLS for block in found)


blocks = st.recursive(
    st.sampled_from([p("5"), p(), r("5"), tc("5"), tr(tc("5")), "<w:sdtPr/>"]),
    lambda inner: st.tuples(
        st.sampled_from(
            ["p", "r", "tbl", "tr", "tc", "ins", "del", "sdt", "sdtContent", "txbxContent", "tcPr", "trPr"]
        ),
        st.lists(inner, max_size=4),
    ).map(lambda made: f"<w:{made[0]}>{''.join(made[1])}</w:{made[0]}>"),
    max_leaves=25,
)


@given(blocks)
def test_elements_in_places_where_they_do_not_belong_do_no_harm(body: str) -> None:
    for block in read_docx(docx(body), "甲.docx"):
        assert isinstance(block, str) or places(block) < 100
