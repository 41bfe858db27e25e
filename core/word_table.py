"""A statutory table as WordprocessingML, written as text: python-docx's own cells are a thousand times slower."""

from collections.abc import Collection, Sequence
from xml.sax.saxutils import escape

from core.layout import LaidCell
from core.paper import PrintedTable

_PADDING = 80  # twips, left and right together
TEXT_SIZE = 21  # half-points
_SIZES = (TEXT_SIZE, 18, 15, 13, 11)  # half-points, largest first
_MINIMUM_HEIGHT = 340  # twips


def table_xml(block: PrintedTable) -> str:
    """Write one statutory table.

    Every row states all its cells: a cell merged downwards is continued with the same span and width, as Word
    asks. Rows aren't split, the header repeats, and all rows but the last keep with the next; the last does too if
    notes follow.
    """
    table, layout = block.table, block.layout
    height = block.height
    rows: list[list[tuple[int, str]]] = [[] for _ in range(height)]
    for cell in layout:
        width = sum(table.widths[cell.col : cell.col + cell.colspan])
        text = block.text(cell)
        for row in range(cell.row, cell.row + cell.rowspan):
            first, keep = row == cell.row, row < height - 1 or bool(block.notes)
            xml = _cell(cell, width, text if first else "", left=table.is_left(cell.role), first=first, keep=keep)
            rows[row].append((cell.col, xml))
    header = table.frozen_rows
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in table.widths)
    lines = "".join(_row(sorted(cells), header=row < header) for row, cells in enumerate(rows))
    return f"{_opening(sum(table.widths))}<w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


def plain_table_xml(
    widths: Sequence[int], rows: Sequence[Sequence[str]], bold: Collection[int] = (), *, head: bool
) -> str:
    """Write a table of words: `bold` are the columns of names; with a `head` the first row repeats on each page."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = "".join(
        _plain_row(widths, row, bold=range(len(row)) if head and not at else bold, header=head and not at)
        for at, row in enumerate(rows)
    )
    return f"{_opening(sum(widths))}<w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


def _plain_row(widths: Sequence[int], row: Sequence[str], *, bold: Collection[int], header: bool) -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="TableLabel"/></w:pPr>'
        f"{words(text, bold=at in bold)}</w:p></w:tc>"
        for at, (width, text) in enumerate(zip(widths, row, strict=True))
    )
    repeated = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"


def words(text: str, *, bold: bool = False) -> str:
    """A run of words in a table."""
    weight = "<w:b/>" if bold else ""
    return (
        f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/>{weight}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    )


def _opening(width: int) -> str:
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/>'
        f'<w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr>'
    )


def font_size(text: str, width: int) -> int:
    """The size, in half-points, at which a number fits on one line of a cell `width` twips wide.

    Word would break a number that's too long in the middle; a digit is half as wide as it is tall.
    """
    if not text.isascii():
        return TEXT_SIZE
    return next((size for size in _SIZES if len(text) * size * 5 <= width - _PADDING), _SIZES[-1])


def _row(cells: list[tuple[int, str]], *, header: bool) -> str:
    repeated = "<w:tblHeader/>" if header else ""
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{_MINIMUM_HEIGHT}" w:hRule="atLeast"/>{repeated}</w:trPr>'
        f"{''.join(xml for _, xml in cells)}</w:tr>"
    )


def _cell(cell: LaidCell, width: int, text: str, *, left: bool, first: bool, keep: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
    merge = "" if cell.rowspan == 1 else '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"
    style = "TableLabel" if left else "TableText"
    kept = "<w:keepNext/>" if keep else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}</w:pPr>{_run(text, width, role=cell.role)}</w:p></w:tc>'
    )


def _run(text: str, width: int, *, role: str) -> str:
    if not text:
        return ""
    size = font_size(text, width) if role == "value" else TEXT_SIZE
    smaller = "" if size == TEXT_SIZE else f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    properties = f'<w:rFonts w:hint="eastAsia"/>{smaller}'
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
