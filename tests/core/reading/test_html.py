"""HTML of a clipboard becomes tables: what is seen is read, and nothing in it can do any harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reading.grid import MOST_CELLS, texts
from core.reading.html import read_html, read_page
from tests.core.reading.test_grid import draw, places, within
from tests.core.sheets import DATA, drawn


def read(html: str) -> list[list[list[str]]]:
    return [texts(grid) for grid in read_html(html)]


def cell(inside: str) -> str:
    """What is read of a cell."""
    (((text,),),) = read(f"<table><tr><td>{inside}</td></tr></table>")
    return text


def test_merged_cells_are_resolved() -> None:
    (grid,) = read_html("""
        <table>
          <thead><tr><th rowspan=2 colspan="2">角</th><th>自然人</th><th colspan=' 2 '>法人</th></tr></thead>
          <tbody><tr><td>甲</td><td>乙</td><td>丙</td></tr>
          <tr><th rowspan=2>三</th><td>1.</td><td>1<td>2<td>3
          <tr><td>2.<td>4<td>5<td>6</tbody>
        </table>
    """)
    assert draw(grid) == drawn("""
        角 | <  | 自然人 | 法人 | <
        ^  | <  | 甲     | 乙   | 丙
        三 | 1. | 1      | 2    | 3
        ^  | 2. | 4      | 5    | 6
    """)


@pytest.mark.parametrize("span", ["", "0", "-2", "x", "1.5", "２", "²", "9999999999", "1e3", "0x10", "100%", "inf"])
def test_a_span_that_is_no_number_is_one_place(span: str) -> None:
    assert read(f'<table><tr><td colspan="{span}" rowspan="{span}">甲<td>乙<tr><td>丙<td>丁</table>') == [
        [["甲", "乙"], ["丙", "丁"]]
    ]


def test_a_huge_span_is_clamped() -> None:
    (grid,) = read_html("<table><tr><td colspan=99999999>甲<td rowspan=65535>乙<tr><td>丙</table>")
    assert draw(grid) == [["甲", *["<"] * 62, "乙"], ["丙", *[""] * 62, "^"]]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("3440", "3440"),
        ("&nbsp;3,402 ", "3,402"),
        ("<span>3</span><span>4</span>40", "3440"),
        ("<b>1<i>0</i></b>9<font>（其中</font>修订16件）", "109（其中修订16件）"),
        ("<p>1、</p><p>重复<br>申请</p>", "1、 重复 申请"),
        ("商业<br/>企业", "商业 企业"),
        ("甲<div>乙</div>丙<ul><li>丁<li>戊</ul>", "甲 乙 丙 丁 戊"),
        ("属于\r\n      国家秘密", "属于 国家秘密"),
        ("总&#12288;计", "总 计"),
        ("&nbsp;", ""),
        ("<p><span> </span></p>", ""),
        ("&lt;1&gt; &amp; &quot;2&quot;", '<1> & "2"'),
        ("1<!-- 2 -->3", "13"),
        ("1<?php 2 ?>3", "13"),
        ("1<![if !supportMisalignedColumns]>2<![endif]>3", "123"),
        ("<a href='javascript:alert(1)' onclick='alert(2)'>5</a>", "5"),
        ("<img src='http://192.0.2.1/a.png' onerror='alert(1)' alt='9'>5", "5"),
        ("<o:p>6</o:p>", "6"),
        ("&unknown;7", "&unknown;7"),
    ],
)
def test_the_text_of_a_cell_is_what_is_seen_in_it(inside: str, text: str) -> None:
    assert cell(inside) == text


@pytest.mark.parametrize(
    "unseen",
    [
        "<span style='display:none'>9</span>",
        "<span style='DISPLAY : None;color:red'>9</span>",
        "<b style='color:red; visibility: hidden'>9</b>",
        "<span style='mso-hide:\nall'>9</span>",
        "<div style='display:none'>9<b>9</b><p>9</p></div>",
        "<script>9</script>",
        "<style>td { width: 9 }</style>",
        "<template>9</template>",
        "<noscript>9</noscript>",
        "<xml><w:data>9</w:data></xml>",
        "<title>9</title>",
    ],
)
def test_what_is_not_seen_is_not_read_but_what_follows_it_is(unseen: str) -> None:
    assert cell(f"{unseen}5").strip() == "5"
    assert cell(f"3<i>{unseen}</i>5").replace(" ", "") == "35"


def test_a_hidden_cell_keeps_its_place() -> None:
    assert read("<table><tr><td>1<td style='display:none'>9<td>3</table>") == [[["1", "", "3"]]]


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr style='display:none'><td>9</td></tr><tr><td>5</td></tr></table>",
        "<table><tbody style='display:none'><tr><td>9</td></tr></tbody><tbody><tr><td>5</td></tr></tbody></table>",
        "<table style='display:none'><tr><td>9</td></tr></table><table><tr><td>5</td></tr></table>",
        "<div style='display:none'><table><tr><td>9</td></tr></table></div><table><tr><td>5</td></tr></table>",
    ],
    ids=["row", "body", "table", "around"],
)
def test_a_number_in_a_hidden_row_or_table_is_not_read(html: str) -> None:
    shown = [text for table in read(html) for row in table for text in row if text]
    assert shown == ["5"]


def test_neighbouring_blanks_of_excel_are_blanks_of_their_own() -> None:
    (grid,) = read_html("<table><tr><td>34<td colspan=3 style='mso-ignore:colspan'></td><td>5</td></tr></table>")
    assert draw(grid) == [["34", "", "", "", "5"]]
    (grid,) = read_html("<table><tr><td colspan=999999 style='mso-ignore: colspan'></td></tr></table>")
    assert draw(grid) == [[""] * 63]


def test_the_row_of_no_height_with_which_word_tells_its_columns_is_no_row() -> None:
    row = "<tr height=0><td width=1 style='border:none'></td><td>&nbsp;</td></tr>"
    assert read(f"<table><tr><td>1<td>2</tr>{row}</table>") == [[["1", "2"]]]
    assert read(f"<table><tr><td>1<td>2</tr>{row.replace('&nbsp;', '3')}</table>") == [[["1", "2"], ["", "3"]]]
    assert read("<table><tr height=20><td></td></tr></table>") == [[[""]]]


def test_the_header_of_the_windows_clipboard_is_passed_over() -> None:
    header = "Version:0.9\r\nStartHTML:00000097\r\nEndHTML:00000200\r\nSourceURL:https://www.example.gov.cn/\r\n"
    fragment = "<html><body>\r\n<!--StartFragment--><table><tr><td>5</td></tr></table><!--EndFragment--></body></html>"
    assert read(header + fragment) == [[["5"]]]


def test_a_fragment_that_begins_within_the_row_is_read() -> None:
    assert read("<table><tr><!--StartFragment--><td>5</td><td>6</td><!--EndFragment--></tr></table>") == [[["5", "6"]]]


def test_the_encoding_a_page_declares_is_not_believed() -> None:
    for charset in ("gb2312", "iso-8859-1", "utf-16", "nonsense"):
        declared = f"<meta http-equiv=Content-Type content='text/html; charset={charset}'><meta charset={charset}>"
        assert read(f"<html><head>{declared}</head><table><tr><td>总计</table></html>") == [[["总计"]]]
    assert read('<?xml version="1.0" encoding="gb2312"?><table><tr><td>总计</td></tr></table>') == [[["总计"]]]


def test_tables_come_in_order_and_those_that_only_lay_out_the_page_are_looked_through() -> None:
    page = """
        <table><tr><td>导航</td><td>
            <h2>二</h2><table><tr><td>1</td></tr></table>
            <div><table><tr><td>2</td></tr></table></div>
        </td></tr></table>
        <table><tr><td>3</td></tr></table>
    """
    assert read(page) == [[["1"]], [["2"]], [["3"]]]


@pytest.mark.parametrize(
    ("html", "tables"),
    [
        ("", []),
        ("3440", []),
        ("1 > 2", []),
        ("<", []),
        ("<>", []),
        ("<!-- -->", []),
        ("<!DOCTYPE html>", []),
        ("<?xml?>", []),
        ("<p>3440</p>", []),
        ("Version:0.9\r\nStartHTML:-1\r\n", []),
        ("<table>", [[]]),
        ("<table></table>", [[]]),
        ("<table>5</table>", [[]]),
        ("<table><tr>", [[[]]]),
        ("<table><td>5", [[]]),
        ("<td>5</td>", []),
        ("<table><tr><td>5<td>6<tr><td>7", [[["5", "6"], ["7"]]]),
        ("<table><tr><td><b>5</td><td>6</b></td></tr></table>", [[["5", "6"]]]),
        ("<table><tr><td>5</tr></td></table></tr></table>", [[["5"]]]),
        ("<TABLE><TR><TD>5</TABLE>", [[["5"]]]),
        ("<table><tr><td>5\ud8006</table>", [[["5?6"]]]),
        ("<table><tr><td colspan", [[[]]]),
    ],
)
def test_broken_html_is_read_as_far_as_it_goes(html: str, tables: list[list[list[str]]]) -> None:
    assert read(html) == tables


def test_entities_of_a_document_of_its_own_are_neither_expanded_nor_fetched() -> None:
    bomb = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    doctype = f'<!DOCTYPE x [<!ENTITY a0 "haha">{bomb}<!ENTITY file SYSTEM "file:///etc/passwd">]>'
    with within(2):
        shown = str(read(f"{doctype}<table><tr><td>5 &a11; &file;</td></tr></table>"))
    assert "haha" not in shown
    assert "root:" not in shown


HOSTILE = {
    "deep blocks": "<table><tr><td>" + "<div>" * 100_000 + "5",
    "deep marks": "<table><tr><td>" + "<b><i>" * 100_000 + "5",
    "deep tables": "<table><tr><td>" * 50_000 + "5",
    "tables of their own": "<table><tr><td>5</td></tr></table>" * 10_000,
    "closed tables": "</table>" * 500_000 + "<table><tr><td>5",
    "many rows": "<table>" + "<tr>" * 60_000 + "<td>5",
    "many cells": "<table><tr>" + "<td>5" * 60_000,
    "many rows and cells": "<table>" + ("<tr>" + "<td>5" * 10) * 6_000,
    "many merged cells": "<table><tr>" + "<td rowspan=99 colspan=99>5" * 1_000,
    "many blanks of Excel": "<table><tr>" + "<td colspan=9999 style='mso-ignore:colspan'>" * 2_000,
    "many paragraphs in a cell": "<table><tr><td>" + "<p>5</p>" * 50_000,
    "a long text": "<table><tr><td>" + "5 " * 2_400_000,
    "a long attribute": "<table><tr><td class='" + "a" * 4_000_000 + "'>5",
    "a long style": "<table><tr><td style='" + "a : b;" * 500_000 + "'>5",
    "a long span": "<table><tr><td colspan='" + "9" * 4_000_000 + "'>5",
    "many attributes": "<table><tr><td " + " ".join(f"a{i}=1" for i in range(5_000)) + ">5",
    "many entities": "<table><tr><td>" + "&nbsp;&x;&#0;&#xffffffff;" * 100_000,
    "open tags": "<" * 1_000_000,
    "half tags": "<a" * 1_000_000,
    "open comments": "<!--" * 1_000_000,
    "sections of data": "<![CDATA[" * 500_000,
    "no tag": "5" * 6_000_000,
    "beyond the bound": " " * 6_000_000 + "<table><tr><td>5</table>",
    "a page beyond the bound": "<table><tr><td>5</table>" + "<p>x</p>" * 700_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_html_stays_within_bounds_and_time(name: str) -> None:
    with within(2):
        grids = read_html(HOSTILE[name])
    assert all(places(grid) <= MOST_CELLS for grid in grids)


def test_a_tag_of_very_many_attributes_does_not_stop_the_program() -> None:
    html = "<table><tr><td " + " ".join(f"a{i}=1" for i in range(25_000)) + ">5"
    with within(0.3):
        read_html(html)


def test_all_tables_of_a_page_together_have_at_most_fifty_thousand_cells() -> None:
    html = "<table><tr><td>5<td>5<td>5</table>" * 20_000
    assert sum(map(places, read_html(html))) <= MOST_CELLS
    assert len(read_html("<table></table>" * 60_000)) <= MOST_CELLS, "nor are there more that hold none"


def test_a_page_is_read_as_far_as_the_bound() -> None:
    page = "<p>" + "x" * 4_999_000 + "</p><table><tr><td>5</table>" + "x" * 10_000 + "<table><tr><td>6</table>"
    assert read(page) == [[["5"]]]


snippets = st.sampled_from(
    [
        *(
            "<table>",
            "</table>",
            "<tr>",
            "</tr>",
            "<td>",
            "</td>",
            "<th>",
            "<tbody>",
            "<tr height=0>",
            "<td colspan=3>",
        ),
        *("<td rowspan=70>", "<td style='mso-ignore:colspan' colspan=4>", "<p style='display:none'>", "</p>", "<br>"),
        *("<!--", "-->", "<script>", "</script>", "<![CDATA[", "]]>", "&nbsp;", "&", "&#x0;", "<", ">", "/>", "'", '"'),
        *("5", "甲", " ", "\r\n", "\x00", "\x0b", "\ud800", "<svg>", "<math>", "<template>", "<select>", "<plaintext>"),
        *("<html>", "<body>", "<head>", "<frameset>", "<form>", "<caption>", "<col>", "<a href=javascript:x>", "<o:p>"),
    ]
)


@given(st.text() | st.text("<>/&;!-?=\"' tablerd5甲\x00\ud800") | st.lists(snippets, max_size=40).map("".join))
def test_any_text_is_read_without_a_complaint(html: str) -> None:
    for grid in read_html(html):
        assert len({len(row) for row in grid}) <= 1, "all rows of a table are equally long"
        assert all(piece.text == " ".join(piece.text.split()) for row in grid for piece in row)


@given(st.data())
def test_a_real_clipboard_cut_off_anywhere_is_read_without_a_complaint(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["word_disputes.html", "excel_disputes.html", "wps_proactive.html"]))
    whole = (DATA / "clipboard" / name).read_text(encoding="utf-8")
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(whole))] * 2)))
    for grid in read_html(whole[:start] + whole[end:]):
        assert places(grid) <= 2_000, "no longer than it was"


@pytest.mark.parametrize("cells", ["<tr>" * 1_000_000, "<tr>" + "<td>" * 1_000_000], ids=["rows", "cells"])
def test_what_lies_beyond_the_bound_costs_little(cells: str) -> None:
    with within(4):
        grids = read_html(f"<table>{cells}</table>")
    assert sum(map(places, grids)) <= MOST_CELLS


# ------------------------------------------------------------ a whole page


def page(html: str) -> list[str | list[list[str]]]:
    return [block if isinstance(block, str) else texts(block) for block in read_page(html)]


def test_paragraphs_and_tables_of_a_page_come_in_order() -> None:
    assert page("""
        <html><head><title>题</title><style>p {}</style></head><body>
        <h1>甲局<br>2023年<b>年度</b>报告</h1>
        <p> 前言，<a href="x">见</a><span> 网址 </span>。</p>裸字
        <table><tr><td>规章<td>1</table>
        <div><h2>三、收到</h2><ul><li>一<li>二</ul></div>
        <table><tr><td>2</table>尾
        </body></html>
    """) == [
        "甲局",
        "2023年年度报告",
        "前言，见 网址 。",
        "裸字",
        [["规章", "1"]],
        "三、收到",
        "一",
        "二",
        [["2"]],
        "尾",
    ]


def test_what_stands_in_a_layout_table_comes_in_order_too() -> None:
    assert page("<table><tr><td>左<td>右<p>文</p><table><tr><td>1</table>后</table>末") == [
        *("左", "右", "文", [["1"]], "后", "末")
    ]


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>x</script>",
        "<p style='display: none'>x</p>",
        "<div style='MSO-HIDE:all'>x<table><tr><td>9</table></div>",
        "<span style='visibility :hidden'>x</span>",
        "<noscript>x</noscript>",
        "<!-- x --><?x?>",
        "<template><p>x</template>",
    ],
)
def test_what_of_a_page_is_not_seen_is_not_read_but_what_follows_it_is(unseen: str) -> None:
    assert "".join(map(str, page(f"<p>前</p>{unseen}<p>后</p>"))) == "前后"


@pytest.mark.parametrize("html", ["", "甲", "甲 5", "<", "<!---->", "<>"])
def test_where_no_page_begins_there_is_nothing_to_read(html: str) -> None:
    assert [block for block in page(html) if not isinstance(block, str)] == []


def test_what_stands_before_the_first_tag_is_no_part_of_the_page() -> None:
    assert page("Version:0.9\r\nStartHTML:0\r\n<p>甲</p>") == ["甲"]


def test_a_page_is_read_up_to_three_hundred_thousand_tags() -> None:
    assert page("<p>甲</p>" * 150_000 + "<p>乙</p>") == ["甲"] * 150_000
    assert page("<p>甲</p>" * 149_999 + "<p>乙</p>")[-1] == "乙"


def test_a_tag_that_never_ends_is_none() -> None:
    assert page("<p>甲</p><table><tr><td>1</table><p title='") == ["甲", [["1"]]]


@pytest.mark.parametrize(
    "attributes",
    [
        "COLSPAN=2",
        "colspan = '2'",
        'a=1 b colspan="2" c',
        "title='<td colspan=9>' colspan=2",
        "data-colspan=9 colspan=2",
    ],
)
def test_of_a_tag_its_spans_are_read_however_they_stand_in_it(attributes: str) -> None:
    assert page(f"<table><tr><td {attributes}>甲<td>乙<tr><td>1<td>2<td>3</table>") == [
        [["甲", "", "乙"], ["1", "2", "3"]]
    ]


def test_a_value_can_not_break_out_of_its_tag() -> None:
    assert page("<p style='x\"><b>y</b>'>甲</p>") == ["甲"]
