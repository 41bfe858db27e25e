"""Report -> HTML for the government's web site: real merged cells, no Word styles, nothing from elsewhere."""

from collections.abc import Iterator
from html import escape

from core.layout import LaidCell
from core.paper import Heading, Paper, Paragraph, PrintedTable

# said twice, as attribute and as style: editors of web sites drop one or the other
_TABLE = '<table border="1" cellspacing="0" cellpadding="4" width="100%" style="border-collapse:collapse;width:100%">'
_PAGE = """
body { font: 16px/1.75 "SimSun", "宋体", serif; max-width: 1000px; margin: 2em auto; padding: 0 1em; color: #000 }
h1 { font-size: 24px; line-height: 1.5; text-align: center }
h2 { font-size: 16px }
p { text-indent: 2em; margin: 0 }
td { border: 1px solid #333 }
table { font-size: 14px; line-height: 1.4; margin: 0.5em 0 1em }
"""


def page(paper: Paper) -> str:
    """The report as a whole web page without anything from elsewhere."""
    title = escape("".join(paper.title))
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_PAGE}</style></head><body>\n{fragment(paper)}</body></html>\n"
    )


def fragment(paper: Paper) -> str:
    """The report as a piece of HTML to be put into the page of a site."""
    return "".join(_parts(paper))


def _parts(paper: Paper) -> Iterator[str]:
    if paper.title:
        yield f'<h1 style="text-align:center">{"<br>".join(map(escape, paper.title))}</h1>\n'
    for block in paper.blocks:
        match block:
            case Paragraph():
                yield _paragraph(f"<strong>{escape(block.lead)}</strong>" if block.lead else "", block.text)
            case Heading():
                yield f"<h2>{escape(block.text)}</h2>\n"
            case PrintedTable():
                yield table(block)
                yield from (_paragraph("", note) for note in block.notes)
            case _:
                yield from (f'<p style="text-align:right">{escape(line)}</p>\n' for line in (block.unit, block.date))


def _paragraph(lead: str, text: str) -> str:
    return f'<p style="text-indent:2em">{lead}{escape(text)}</p>\n'


def table(block: PrintedTable) -> str:
    """One table with its merged cells."""
    total = sum(block.table.widths)
    columns = "".join(f'<col width="{width * 1000 // total / 10}%">' for width in block.table.widths)
    rows: dict[int, list[LaidCell]] = {}
    for cell in sorted(block.layout, key=lambda cell: (cell.row, cell.col)):
        rows.setdefault(cell.row, []).append(cell)
    lines = "".join(f"<tr>{''.join(_cell(block, cell) for cell in row)}</tr>\n" for row in rows.values())
    return f"{_TABLE}<colgroup>{columns}</colgroup><tbody>\n{lines}</tbody></table>\n"


def _cell(block: PrintedTable, cell: LaidCell) -> str:
    spans = (f' colspan="{cell.colspan}"' if cell.colspan > 1 else "") + (
        f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    )
    align = "left" if block.table.is_left(cell.role) else "center"
    return f'<td{spans} align="{align}" style="text-align:{align}">{escape(block.text(cell))}</td>'


def table_text(block: PrintedTable) -> list[list[str]]:
    """One table as rows of texts, a merged cell's text at its upper left place only."""
    rows = [[""] * len(block.table.widths) for _ in range(block.height)]
    for cell in block.layout:
        rows[cell.row][cell.col] = block.text(cell)
    return rows
