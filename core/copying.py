"""A block of cells for the clipboard: as tab-separated text and as an HTML table."""

from collections.abc import Sequence
from html import escape


def as_text(block: Sequence[Sequence[str]]) -> str:
    """The block as Excel puts it on the clipboard; a text that would break the lines is put in quotes."""
    return "".join("\t".join(map(_quoted, row)) + "\r\n" for row in block)


def as_html(block: Sequence[Sequence[str]]) -> str:
    """The block as a table without any style, for Word, WPS and Excel."""
    rows = ("".join(f"<td>{escape(text)}</td>" for text in row) for row in block)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in '\t\r\n"') else text
