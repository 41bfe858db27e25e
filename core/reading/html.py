"""HTML of a clipboard or a saved page -> its paragraphs and tables. Nothing in it acts (SAFETY P11)."""
# lxml has no types
# pyright: reportAttributeAccessIssue=false, reportUnknownVariableType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportMissingTypeStubs=false

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from core.reading.grid import MOST_CELLS, Grid, GridMaker, clamped

_LONGEST = 5_000_000  # characters
_MOST_TAGS = 300_000
# a tag as HTML5 takes it apart; possessive, so that it's found in one go
_TAG = re.compile(
    r"""<(/?[a-zA-Z][^\s/>]*+)((?>[\s/]++|[^\s/>][^\s/>=]*+(?>\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>"'][^\s>]*+)?+)?+)*+)>?"""
)
_KEPT = re.compile(r"""(?i)(?<![^\s/"'])(colspan|rowspan|style|height)\s*+=\s*+("[^"]*+|'[^']*+|[^\s>"']++)""")
_UNSEEN = {"style", "script", "head", "title", "xml", "noscript", "template"}
_HIDDEN = ("display:none", "mso-hide:all", "visibility:hidden")
_APART = {"br", "p", "div", "li", "tr", "td", "th"}  # what they hold are words of their own
_BLOCKS = (
    _APART
    | {"body", "hr", "ul", "ol", "dl", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "table"}
    | {"section", "article", "pre", "center"}
)


def read_html(text: str) -> list[Grid]:
    """Read every table that holds no other table, in order; layout tables around them are looked through."""
    return [block for block in read_page(text) if not isinstance(block, str)]


def read_page(text: str) -> list[str | Grid]:
    """Read the paragraphs and tables of a page, or of a piece of one, in order."""
    from lxml import etree, html  # slow to load, needed only here

    start = text.find("<")  # some programs leave the header of the Windows clipboard format in front
    if start < 0:
        return []
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    source = "".join(_bounded(text[start : start + _LONGEST])).encode("utf-8", "replace")
    try:
        document: Any = html.document_fromstring(source, parser=parser)
    except etree.LxmlError:  # nothing in it
        return []
    page = _Page()
    page.walk(document)
    page.end_line()
    return page.blocks


def _bounded(text: str) -> Iterator[str]:
    """The page up to as many tags as are read, each made bare."""
    at = count = 0
    for tag in islice(_TAG.finditer(text), _MOST_TAGS):
        yield text[at : tag.start()]
        yield _bare(tag)
        at, count = tag.end(), count + 1
    if count < _MOST_TAGS:
        yield text[at:]


def _bare(tag: re.Match[str]) -> str:
    """A tag with the few attributes that matter: libxml2 compares each attribute with all before it."""
    if not tag[0].endswith(">"):  # it never ends
        return ""
    name, rest = tag[1][:30].replace("<", ""), tag[2][:20_000]
    if not rest:
        return f"<{name}>"
    kept = {key.lower(): value.lstrip("\"'") for key, value in _KEPT.findall(rest)}
    return f"<{name}{''.join(f' {key}={_quoted(value)}' for key, value in kept.items())}>"


def _quoted(value: str) -> str:
    bare = value.replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
    return f'"{bare}"'


class _Page:
    """Collects paragraphs and tables; what isn't seen is left out. How many cells is bounded."""

    def __init__(self) -> None:
        self.blocks: list[str | Grid] = []
        self._left = MOST_CELLS
        self._line: list[str] = []

    def walk(self, element: Any) -> None:
        """Go through an element; the tree is at most 255 deep, since the parser refuses more."""
        if element.tag in _UNSEEN or _hides(element):
            return
        if element.tag == "table" and next(element.iterdescendants("table"), None) is None:
            self.end_line()
            if self._left > 0:
                grid = _grid(element, self._left)
                self._left -= sum(map(len, grid)) or 1
                self.blocks.append(grid)
            return
        apart = element.tag in _BLOCKS
        if apart:
            self.end_line()
        self._line.append(element.text or "")
        for child in element:
            self.walk(child)
            self._line.append(child.tail or "")
        if apart:
            self.end_line()

    def end_line(self) -> None:
        """What comes next is another paragraph."""
        text = " ".join("".join(self._line).split())
        self._line.clear()
        if text:
            self.blocks.append(text)


def _grid(table: Any, most: int) -> Grid:
    maker = GridMaker(most)
    for row in _rows(table):
        if maker.full:
            break
        cells = list(islice(row.iterchildren("td", "th"), most))
        words = [" ".join(_words(cell).split()) for cell in cells]
        if row.get("height") == "0" and not any(words):
            continue  # Word ends a table with a row of no height, only to tell its columns
        maker.next_row()
        for cell, text in zip(cells, words, strict=True):
            colspan = _span(cell.get("colspan"))
            if "mso-ignore:colspan" in _style(cell):  # Excel's way to write neighbouring blanks
                for _ in range(clamped(colspan)):
                    maker.add(text)
            else:
                maker.add(text, _span(cell.get("rowspan")), colspan)
    return maker.grid()


def _rows(table: Any) -> Iterator[Any]:
    """The rows of a table that are shown, in order; nothing around them is looked at twice."""
    waiting = [iter(table)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif not _hides(child):
            if child.tag == "tr":
                yield child
            waiting.append(iter(child))


def _hides(element: Any) -> bool:
    style = _style(element)
    return any(hidden in style for hidden in _HIDDEN)


def _words(cell: Any) -> str:
    """All text that is seen, in order; the tree is at most 255 deep, since the parser refuses more."""
    words: list[str] = []

    def collect(element: Any) -> None:
        if element.tag in _UNSEEN or _hides(element):
            return
        apart = " " if element.tag in _APART else ""
        words.append(apart + (element.text or ""))
        for child in element:
            collect(child)
            words.append(child.tail or "")
        words.append(apart)

    collect(cell)
    return "".join(words)


def _style(element: Any) -> str:
    return "".join((element.get("style") or "").lower().split())


def _span(attribute: str | None) -> int:
    digits = (attribute or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else 1
