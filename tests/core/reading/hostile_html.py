"""Hostile web pages."""

from tests.core.reading.hostile_base import MB, Files, good_html, nest
from tests.core.reading.hostile_zip import turned

_TABLE = "<table><tr><td>1<td>2</table>"
_ELSEWHERE = ("file:///etc/passwd", "http://127.0.0.1:9/a", "//host/share/a", "javascript:alert(1)")


def tables() -> Files:
    """Tables that no page has."""
    for depth in (50, 240, 2000, 100_000):
        yield f"tables_{depth}_deep.html", nest("<table><tr><td>", "</td></tr></table>", depth, "1").encode()
        yield f"tables_{depth}_deep_unclosed.html", ("<table><tr><td>" * depth + "1").encode()
    for span in ("1000000000", "-1", "0", "9" * 100_000, "²", "1e9", "65534", "63"):
        said = span if len(span) < 12 else "100000_digits"
        cells = f"<tr><td colspan={span} rowspan={span}>1<td>2" * 3
        yield f"spans_{said.replace('²', 'squared')}.html", f"<table>{cells}</table>".encode()
    yield "spans_63_in_60000_cells.html", f"<table>{'<tr><td colspan=63 rowspan=63>1' * 60_000}".encode()
    yield "spans_down_in_60000_rows.html", f"<table>{'<tr><td rowspan=63><td rowspan=9>' * 60_000}".encode()
    yield "blanks_of_excel.html", f"<table>{'<tr><td style=mso-ignore:colspan colspan=63>1' * 20_000}".encode()
    yield "cells_200000.html", f"<table>{('<tr>' + '<td>1' * 10) * 20_000}</table>".encode()
    yield "cells_100000_in_a_row.html", f"<table><tr>{'<td>' * 100_000}</table>".encode()
    yield "rows_200000.html", f"<table>{'<tr>' * 200_000}</table>".encode()
    yield "tables_100000.html", ("<table></table>" * 100_000).encode()
    yield "tables_of_one_cell_20000.html", ("<table><tr><td>1</table>" * 20_000).encode()
    yield (
        "tables_80_deep_before_a_wide_one.html",
        (nest("<table><tr><td>", "", 70, "<b></b>" * 200_000 + _TABLE)).encode(),
    )
    yield (
        "styles_of_19_kb_around_20000_rows.html",
        ("<table>" + f'<div style="{"a" * 19_000}">' * 240 + "<tr><td>1" * 20_000).encode(),
    )
    yield "styles_of_19_kb_250_times.html", (f'<div style="{" a:b;" * 3900}">1</div>' * 250).encode()
    yield "cell_of_4900000_characters.html", ("<table><tr><td>" + "1" * 4_900_000).encode()
    yield "cell_of_30000000_characters.html", ("<table><tr><td>" + "1" * 30 * MB).encode()
    yield "hidden_20000_cells.html", ("<table>" + "<tr style='display : none'><td>1" * 20_000).encode()
    yield "words_240_deep.html", f"<table><tr><td>{nest('<b><i><u>', '</u></i></b>', 80, '<br>1' * 60_000)}".encode()


def tricks() -> Files:
    """Pages that fetch, grow, or are in other bytes than they say."""
    for at, where in enumerate(_ELSEWHERE):
        tags = (
            f"<img src='{where}'><iframe src='{where}'>a</iframe><link rel=stylesheet href='{where}'>"
            f"<script src='{where}'></script><object data='{where}'></object><embed src='{where}'>"
            f"<base href='{where}'><body background='{where}'><style>@import url({where})</style>"
        )
        yield f"fetches_{at}.html", (tags + _TABLE).encode()
        yield f"refreshes_{at}.html", (f"<meta http-equiv=refresh content='0;url={where}'>" + _TABLE).encode()
        yield f"entity_{at}.html", f'<!DOCTYPE a [<!ENTITY e SYSTEM "{where}">]><p>&e;</p>{_TABLE}'.encode()
        yield f"doctype_{at}.html", f'<!DOCTYPE html SYSTEM "{where}">{_TABLE}'.encode()
    laughs = "".join(f'<!ENTITY e{at + 1} "' + f"&e{at};" * 10 + '">' for at in range(9))
    yield "billion_laughs.html", f'<!DOCTYPE a [<!ENTITY e0 "ha">{laughs}]><p>&e9;</p>'.encode()
    yield "script.html", f"<script>while(1){{}}</script>{_TABLE}<script>".encode()
    yield "frames.html", b"<frameset><frame src='file:///etc/passwd'></frameset>"
    yield "svg_and_xml.html", f"<svg><image href='file:///etc/passwd'/></svg><xml>1</xml>{_TABLE}".encode()
    yield "nulls.html", good_html().replace("年", "年\0").encode()
    yield "only_nulls.html", b"<\0" * MB
    yield "controls.html", ("<p>" + "".join(map(chr, range(1, 160))) + "&#1;&#55296;&#1114112;&#x80;").encode()
    for code in ("utf-16", "utf-16-le", "utf-32", "gbk", "gb18030", "big5", "utf-7"):
        yield f"in_{code}_undeclared.html", good_html().replace('<meta charset="utf-8">', "").encode(code, "replace")
        yield f"in_{code}_declared.html", good_html().replace("utf-8", code, 1).encode(code, "replace")
        yield f"in_utf8_declared_as_{code}.html", good_html().replace("utf-8", code, 1).encode()
    yield "with_a_bom.html", b"\xef\xbb\xbf" + good_html().encode()
    for seed in range(10):
        yield f"bits_turned_{seed:02}.html", turned(good_html().encode(), seed)
    yield "cut.html", good_html().encode()[:9999]
    yield "clipboard_of_windows.html", b"Version:0.9\r\nStartHTML:99999999999\r\nEndHTML:-1\r\n" + good_html().encode()


def numbers() -> Files:
    """More of everything than a page has."""
    yield "less_than_20_mb.html", b"<" * 20 * MB
    for name, piece in _PIECES.items():
        most = 5 * MB if name in _HEAVY else 400_000
        yield f"only_{name}.html", (piece * (most // len(piece))).encode()
    for count in (5000, 100_000, 500_000):
        yield f"attributes_{count}.html", f"<p {' '.join(f'a{at}' for at in range(count))}>1".encode()
        kept = " ".join(f"a{at}='<'" if at % 1000 == 0 else f"a{at}" for at in range(count))
        yield f"attributes_{count}_with_a_bracket_in_quotes.html", f"<p {kept}>1".encode()
    names = " ".join(f"{at:x}z" for at in range(4000))
    yield "attributes_4000_in_each_of_250_tags.html", (f"<p {names}>1" * 250).encode()
    yield "attribute_of_5_mb.html", f'<p title="{"1" * 5 * MB}">1'.encode()
    yield "attribute_without_end.html", ('<p title="' + "<a>" * MB).encode()
    yield "tag_without_end.html", ("<p " + "a" * 5 * MB).encode()
    yield "tags_without_end.html", ("<p" * 2 * MB).encode()
    yield "tags_of_19990_letters.html", (f"<{'a' * 19_990}>" * 250).encode()
    yield "names_300000_different.html", "".join(f"<a{at}>" for at in range(300_000)).encode()
    yield "comment_without_end.html", b"<!--" + b"-" * 5 * MB
    yield "comments_without_end.html", b"<p>1<!-- " * 500_000
    yield "script_without_end.html", b"<script>" + b"</scrip " * 600_000
    yield "empty.html", b""
    yield "only_text.html", "没有标签".encode()
    yield "only_a_tag.html", b"<"


_HEAVY = {"paragraphs_in_chinese", "cells"}  # what takes most memory
_PIECES = {
    "unclosed_tags": "<b>",
    "unclosed_fonts": "<font><i>",
    "closing_tags": "</p>",
    "closing_tags_of_nothing": "</a>",
    "paragraphs": "<p>1",
    "paragraphs_in_chinese": "<p>公",
    "breaks": "<br>1",
    "attributes": "<p a=1>1",
    "more_attributes": "<p a b c d>",
    "cells": "<td>1",
    "forms": "<form><p>",
    "lists": "<ul><li>",
    "definitions": "<dl><dt>1<dd>",
    "headings": "<h1>1<a>",
    "tables_in_paragraphs": "<p><table>",
    "selects": "<select><option>",
    "heads": "<html><head><body>",
    "frames": "<frameset>",
    "ampersands": "&",
    "entities": "&amp;",
    "entities_unknown": "&unknown",
    "references": "&#49;",
    "references_huge": "&#99999999999;",
    "comments": "<!---->",
    "instructions": "<?a>",
    "declarations": "<!a>",
    "doctypes": "<!DOCTYPE a>",
    "cdata": "<![CDATA[1]]>",
    "quotes": "<a b='>\"",
    "slashes": "</",
    "greater_than": ">",
    "textareas": "<textarea>",
    "titles": "<title>1",
    "plaintext": "<plaintext>1",
    "blanks": "<p> ",
}
