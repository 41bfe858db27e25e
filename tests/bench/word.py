"""The Word export against docxtpl on a prepared template and against python-docx's own cells."""

import tempfile
from io import BytesIO
from pathlib import Path

from docx import Document
from docxtpl import DocxTemplate

from core import form as forms
from core.draft import load_draft
from core.form import Form
from core.locate import resource
from core.paper import paper
from core.report import Report, cell_text, reckon
from core.word import word_bytes
from tests.bench.clock import median, say, times


def main() -> None:
    form = forms.load("2021")
    report = load_draft(resource("samples", "sample.nianbao"))
    ours = median(times(lambda: word_bytes(paper(form, report)), 40))
    say("Word export, warm", ours, "ms", 15)
    with tempfile.TemporaryDirectory() as folder:
        template, values = _template(form, report, Path(folder))

        def fill() -> None:
            filled = DocxTemplate(template)
            filled.render(values, autoescape=True)
            filled.save(BytesIO())

        peer = median(times(fill, 8))
    say("docxtpl filling a template with the same content", peer, "ms")
    say("times faster than docxtpl", peer / ours, "x", 10, least=True)
    naive = median(times(lambda: _naive(form, report), 3))
    say("the same tables through table.cell(r, c)", naive, "ms")
    say("times faster than table.cell", naive / ours, "x", 100, least=True)


def _template(form: Form, report: Report, folder: Path) -> tuple[Path, dict[str, str]]:
    """Our own output with each value cell turned into a placeholder, so that both write the same document."""
    figures = reckon(form, report)
    values = {f"v{at}": cell_text(key, report, figures) for at, key in enumerate(form.cells)}
    document = Document(BytesIO(word_bytes(paper(form, report))))
    names = iter(values)
    for table in document.tables:
        for text in table._tbl.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"):
            if text.text and text.text.replace(".", "").isdigit():
                text.text = "{{ " + next(names) + " }}"
    path = folder / "template.docx"
    document.save(str(path))
    return path, values


def _naive(form: Form, report: Report) -> None:
    document = Document()
    figures = reckon(form, report)
    for section in form.section:
        if not section.table:
            continue
        layout = form.layouts[section.id]
        rows = max(cell.row + cell.rowspan for cell in layout)
        table = document.add_table(rows, len(section.table.widths))
        for cell in layout:
            anchor = table.cell(cell.row, cell.col)
            if cell.rowspan > 1 or cell.colspan > 1:
                anchor = anchor.merge(table.cell(cell.row + cell.rowspan - 1, cell.col + cell.colspan - 1))
            anchor.text = cell_text(cell.key, report, figures) if cell.key else cell.text
    document.save(BytesIO())
