"""校验报告 on paper: as Word, and as HTML to be printed from any browser."""

from collections.abc import Iterator, Sequence
from html import escape

from core.check_report import CheckReport, Table
from core.paper import clean
from core.values import well_formed
from core.word import document_bytes, paragraph, run
from core.word_table import plain_table_xml, words

_WIDTH = 8844  # twips, the text width of the page

_TABLE = '<table border="1" cellspacing="0" width="100%">'  # said twice, for what pastes without styles
_STYLE = """
@page { size: A4; margin: 25mm 22mm }
body { font: 12pt/1.6 "FangSong", "仿宋", "SimSun", "宋体", serif; max-width: 170mm; margin: 10mm auto; color: #000 }
h1 { font: 700 18pt/1.4 "SimHei", "黑体", sans-serif; text-align: center; margin: 0 0 6mm }
h2 { font: 700 12pt/1.5 "SimHei", "黑体", sans-serif; margin: 4mm 0 1mm; break-after: avoid }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
th, td { border: 0.5pt solid #000; padding: 1mm 1.5mm; font-size: 10.5pt; line-height: 1.4; text-align: left;
  vertical-align: top; overflow-wrap: anywhere }
th { font-weight: 700; background: #f2f2f2 }
tr { break-inside: avoid }
p { margin: 0 }
@media print { body { margin: 0 auto; padding-top: 4mm } }
.sign { margin-top: 10mm; display: flex; justify-content: space-between; break-inside: avoid }
"""


def check_bytes(made: CheckReport, suffix: str) -> bytes:
    """A check report as Word, or as HTML if the suffix of its file says so."""
    as_html = suffix.lower() in (".html", ".htm")
    return well_formed(check_html(made)).encode() if as_html else check_word(made)


def check_html(made: CheckReport) -> str:
    """The check report as one HTML page without anything from elsewhere."""
    facts = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in made.facts)
    signs = "".join(f"<span>{escape(name)}：＿＿＿＿＿＿＿＿</span>" for name in made.signatures)
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(made.title)}</title>'
        f"<style>{_STYLE}</style></head><body>\n<h1>{escape(made.title)}</h1>\n"
        f'{_TABLE}<col width="20%"><col width="80%">{facts}</table>\n'
        f"{''.join(map(_html_table, made.tables))}"
        f'<div class="sign">{signs}</div>\n</body></html>\n'
    )


def _html_table(table: Table) -> str:
    head = f"<h2>{escape(table.heading)}</h2>\n"
    if not table.rows:
        return f"{head}<p>{escape(table.nothing)}</p>\n"
    columns = "".join(f'<col width="{share}%">' for _, share in table.columns)
    names = "".join(f"<th>{escape(name)}</th>" for name, _ in table.columns)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>\n" for row in table.rows)
    return f"{head}{_TABLE}{columns}<thead><tr>{names}</tr></thead>\n{rows}</table>\n"


def check_word(made: CheckReport) -> bytes:
    """The check report as the bytes of a .docx on our own template."""
    return document_bytes(_word_content(made), made.title, dict(made.facts)["单位名称"])


def _word_content(made: CheckReport) -> Iterator[str]:
    yield paragraph("Title", run(clean(made.title)))
    yield paragraph("TableLabel", "")
    yield plain_table_xml((_WIDTH // 5, _WIDTH - _WIDTH // 5), _clean(made.facts), {0}, head=False)
    for table in made.tables:
        yield paragraph("TableLabel", "", keep=True)
        yield paragraph("TableLabel", words(table.heading, bold=True), keep=True)
        if table.rows:
            widths = [_WIDTH * share // 100 for _, share in table.columns]
            names = [name for name, _ in table.columns]
            yield plain_table_xml(widths, [names, *_clean(table.rows)], head=True)
        else:
            yield paragraph("TableLabel", words(table.nothing))
    yield paragraph("Normal", "", keep=True)
    yield paragraph("TableLabel", words("　　".join(f"{name}：＿＿＿＿＿＿＿＿" for name in made.signatures)))


def _clean(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[clean(text) for text in row] for row in rows]
