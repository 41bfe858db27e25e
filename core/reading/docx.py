"""A Word file (.docx) by anybody -> its paragraphs and tables in order; nothing in it acts (SAFETY P10, P11)."""
# lxml has no types
# pyright: reportAttributeAccessIssue=false, reportUnknownVariableType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportMissingTypeStubs=false

from collections.abc import Iterator
from typing import Any

from core.errors import ReadError
from core.reading.grid import MOST_CELLS, Grid, Piece, clamped
from core.reading.package import SAFE, Package, damaged, too_large, unpack

_ROOT = "_rels/.rels"
_USUAL = "word/document.xml"
_MOST_BLOCKS = 50_000  # paragraphs
_MOST_NODES = 1_000_000  # each takes libxml2 up to 256 bytes
_LONGEST = 10_000_000  # bytes of one text; libxml2 refuses longer ones too, but not in each of its builds
_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_VALS = (f"{{{_SPACE}}}val", f"{{{_STRICT}}}val", "val")
_THROUGH = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "dir", "bdo"}
_SPACES = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}


def read_docx(data: bytes, name: str) -> list[str | Grid]:
    """Read the paragraphs and tables of a Word file, layout tables looked through. Raises ReadError.

    What is inserted with tracked changes is read, what is deleted is not; hidden text isn't either.
    """
    package = unpack(data, name)
    content = package.part(_document_part(package, name))
    if content is None:
        raise damaged(name)
    body = _local(_parse(content, name), "body")
    reader = _Reader(name)
    return list(reader.blocks(body)) if body is not None else []


def _document_part(package: Package, name: str) -> str:
    """Where the text stands: the relation of the package says so, everybody's is the same."""
    content = package.part(_ROOT)
    if content is None:
        return _USUAL
    for relation in _parse(content, name).iter("{*}Relationship"):
        if (relation.get("Type") or "").endswith("/officeDocument"):
            return (relation.get("Target") or _USUAL).lstrip("/")
    return _USUAL


def _parse(content: bytes, name: str) -> Any:
    """Parse XML that may not declare anything of its own. Raises ReadError."""
    from lxml import etree  # slow to load, needed only here

    if content.count(b"<") + content.count(b"=") > _MOST_NODES:
        raise too_large(name)
    if len(content) > _LONGEST and max(map(len, content.split(b"<"))) > _LONGEST:
        raise damaged(name)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError) as problem:
        raise damaged(name) from problem
    if root.getroottree().docinfo.doctype:
        raise ReadError(
            f"“{name}”里有不该有的声明（DOCTYPE），没有读它", safe=SAFE, do="请用 Word 打开它，另存为 .docx"
        )
    return root


class _Reader:
    """Walks through one document; how much it reads is bounded. No tree is deeper than 256: the parser refuses."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._left = MOST_CELLS
        self._blocks = 0

    def blocks(self, parent: Any) -> Iterator[str | Grid]:
        """Paragraphs and tables below an element; a table that holds others is layout, and looked through."""
        for child in parent:
            match _name(child):
                case "p":
                    self._blocks += 1
                    if self._blocks > _MOST_BLOCKS:
                        raise too_large(self._name)
                    yield _words(child).strip()
                    for box in _boxes(child):
                        yield from self.blocks(box)
                case "tbl":
                    if next(child.iterdescendants("{*}tbl"), None) is None:
                        yield self._grid(child)
                    else:
                        for cell in _within(child, "tc", "tbl"):
                            yield from self.blocks(cell)
                case through if through in _THROUGH:
                    yield from self.blocks(child)
                case _:
                    continue

    def _grid(self, table: Any) -> Grid:
        rows: list[list[Piece]] = []
        self._count(1)
        for row in _within(table, "tr", "tbl"):
            if _is_deleted(row):
                continue
            above = rows[-1] if rows else []
            rows.append(self._row(row, len(rows), above))
        return rows

    def _row(self, row: Any, at: int, above: list[Piece]) -> list[Piece]:
        line: list[Piece] = []
        before = _value(_local(row, "trPr"), "gridBefore")
        for col in range(clamped(before) if before else 0):
            line.append(Piece("", at, col))
        self._count(len(line) + 1)
        for cell in _within(row, "tc", "tbl"):
            properties = _local(cell, "tcPr")
            col = len(line)
            merge = _local(properties, "vMerge") if properties is not None else None
            goes_on = merge is not None and _val(merge) != "restart" and col < len(above)
            piece = above[col] if goes_on else Piece(self._text(cell), at, col)
            span = clamped(_value(properties, "gridSpan"))
            self._count(span)
            line += [piece] * span
        return line

    def _count(self, places: int) -> None:
        self._left -= places
        if self._left < 0:
            raise too_large(self._name)

    def _text(self, cell: Any) -> str:
        paragraphs = (block for block in self.blocks(cell) if isinstance(block, str))
        return " ".join(" ".join(paragraphs).split())


def _words(paragraph: Any) -> str:
    """What is written in a paragraph, boxes in it left out."""
    words: list[str] = []

    def collect(element: Any) -> None:
        for child in element:
            name = _name(child)
            if name == "r":
                if not _is_hidden(child):
                    collect(child)
            elif name == "t":
                words.append(child.text or "")
            elif name in _SPACES:
                words.append(_SPACES[name])
            elif name in _THROUGH:
                collect(child)

    collect(paragraph)
    return "".join(words)


def _boxes(paragraph: Any) -> Iterator[Any]:
    """The text boxes of a paragraph; Word writes each twice, for itself and as a fallback for older programs."""
    return _within(paragraph, "txbxContent", "Fallback")


def _within(parent: Any, name: str, closed: str) -> Iterator[Any]:
    """What is below an element under a name, in order, but nothing in what is found or in what is closed."""
    waiting = [iter(parent)]
    while waiting:
        child = next(waiting[-1], None)
        here = "" if child is None else _name(child)
        if child is None:
            waiting.pop()
        elif here == name:
            yield child
        elif here != closed:
            waiting.append(iter(child))


def _is_hidden(run: Any) -> bool:
    properties = _local(run, "rPr")
    vanish = _local(properties, "vanish") if properties is not None else None
    return vanish is not None and _val(vanish) not in ("0", "false", "off")


def _is_deleted(row: Any) -> bool:
    properties = _local(row, "trPr")
    return properties is not None and _local(properties, "del") is not None


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2]


def _local(parent: Any, name: str) -> Any:
    """The first child of a name, in whichever of the two namespaces of Word; None without a parent."""
    return None if parent is None else parent.find("{*}" + name)


def _val(element: Any) -> str:
    return next((value for key in _VALS if (value := element.get(key)) is not None), "")


def _value(properties: Any, name: str) -> int:
    """A number among properties, 0 if it isn't there or none."""
    element = _local(properties, name)
    digits = _val(element) if element is not None else ""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 11 else 0
