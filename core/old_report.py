"""A report as somebody published it -> a Report, and everything that was not read with certainty (SAFETY P9)."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from core import draft, exchange
from core.checks import Checker
from core.editions import Editions
from core.errors import ReadError
from core.form import Form
from core.issue import Issue
from core.numerals import NOTHING
from core.reading.files import read_report_file
from core.reading.grid import Grid
from core.reading.match import Found, find_tables
from core.reading.package import SAFE
from core.reading.sections import Texts, read_sections
from core.report import Change, Origin, Report, entry, reckon
from core.values import well_formed

_TOLD = 12  # blank cells that are named one by one


class Doubt(Struct, frozen=True):
    """Something that was not read with certainty: where it stands, what stands there, and why."""

    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}：{self.sentence}" if self.place else self.sentence


class OldReport(Struct, frozen=True):
    """A report read from a file of anybody's, in the edition it's nearest to.

    What is doubtful is blank, or stands there as it was printed, and is listed. `read` is how many numbers were
    read, out of `asked`. `is_published` says that it came from paper or a site, not from a program's own file.
    """

    form: Form
    report: Report
    doubts: tuple[Doubt, ...]
    read: int
    asked: int
    is_published: bool

    def findings(self) -> list[Issue]:
        """What the checks find; what is published has no place for the numbers beside its texts and tables."""
        beside = self.form.number_fields.keys() if self.is_published else frozenset[str]()
        return [issue for issue in Checker(self.form).run(self.report) if not beside >= set(issue.keys)]


def read_old_report(editions: Editions, path: Path) -> OldReport:
    """Read a report from a draft, a data file, Word, a web page or plain text. Raises UserError.

    A number is read exactly or not at all; rows and columns are found by their labels. Printed totals are compared
    with their parts; one that differs stays as it was printed.
    """
    start = draft.read_bytes(path).lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{") and not start.startswith(b"{\\rtf"):
        imported = exchange.import_data(path)
        doubts = tuple(Doubt("", remark) for remark in imported.remarks)
        return _old(editions.load(imported.report.edition), imported.report, doubts)
    if start.startswith(draft.MAGIC):
        report = draft.load_draft(path)
        return _old(editions.load(report.edition), report, ())
    return read_blocks(editions, read_report_file(path), path.name)


def read_blocks(editions: Editions, blocks: Sequence[str | Grid], name: str) -> OldReport:
    """The same for the paragraphs and tables of a file of that name. Raises ReadError if there is no table of ours."""
    grids = [block for block in blocks if not isinstance(block, str)]
    tables: dict[str, list[Found]] = {}
    forms: list[Form] = []
    for edition in reversed(editions.names()):
        forms.append(editions.load(edition))
        tables[edition] = find_tables(forms[-1], grids)
        if _count(tables[edition]) == len(forms[-1].cells):
            break  # nothing is missing, so there is nothing to look for in an older one
    form = max(forms, key=lambda form: _count(tables[form.edition]))
    if not any(tables.values()):
        raise ReadError(
            f"“{name}”里没有找到年度报告的表格", safe=SAFE, do="请确认它是政府信息公开工作年度报告，表格不是图片"
        )
    texts = read_sections(form, blocks)
    changes: dict[str, Change] = {**texts.fields, **dict(_cells(form, tables[form.edition], well_formed(name)))}
    settled = exchange.settle_totals(form, Report(form.edition).with_changes(changes))
    doubts = (
        *_of_texts(texts, settled.report),
        *_of_tables(form, tables[form.edition]),
        *_of_other_edition(form, forms, tables),
        *(Doubt("", remark) for remark in settled.remarks),
    )
    return _old(form, settled.report, doubts, is_published=True)


def _count(tables: Sequence[Found]) -> int:
    return sum(len(table.texts) for table in tables)


def _old(form: Form, report: Report, doubts: tuple[Doubt, ...], *, is_published: bool = False) -> OldReport:
    numbers = reckon(form, report).numbers
    known = sum(numbers[key] is not None for key in form.cells)
    return OldReport(form, report, doubts, known, len(form.cells), is_published)


def _cells(form: Form, tables: Sequence[Found], name: str) -> Iterator[tuple[str, Change]]:
    for table in tables:
        for key, text in table.texts.items():
            if text not in NOTHING:
                cell = form.cells[key]
                origin = Origin.OVERRIDDEN if cell.parts else Origin.IMPORTED
                yield key, entry(cell.kind, text, origin, name)


def _of_texts(texts: Texts, report: Report) -> Iterator[Doubt]:
    if not report.unit:
        yield Doubt("标题", "没有认出单位名称")
    if report.year is None:
        yield Doubt("标题", "没有认出报告年度")
    for typed, heading in texts.reworded:
        yield Doubt(heading, f"标题写作“{typed}”，与规定的不一致")
    for heading in texts.missing:
        yield Doubt(heading, "没有找到这个标题，它下面的文字没有读")


def _of_tables(form: Form, tables: Sequence[Found]) -> Iterator[Doubt]:
    found = {table.section: table for table in tables}
    for section in form.section:
        if not section.table:
            continue
        table = found.get(section.id)
        if table is None:
            yield Doubt(section.title, "没有找到这张表")
            continue
        if table.by_order:
            yield Doubt(section.title, "表头没有认全，按列的先后对上，请核对")
        for row in table.unplaced:
            yield Doubt(section.title, f"没有读：{row}")
        cells = form.tables[section.id]
        absent = [cell.place for cell in cells if cell.key not in table.texts]
        blank = [cell.place for cell in cells if table.texts.get(cell.key, "0") in NOTHING]
        for sentence, places in (("没有读到", absent), ("是空的或横线，没有当作 0", blank)):
            if places:
                more = f"等 {len(places)} 格" if len(places) > _TOLD else ""
                yield Doubt(section.title, f"{'、'.join(places[:_TOLD])}{more}{sentence}")
        for cell in cells:
            text = table.texts.get(cell.key, "")
            read = entry(cell.kind, text) if text not in NOTHING else None
            if read and read.value is None:
                yield Doubt(cell.place, f"“{text}”看不懂，没有读")
            elif read and read.raw:
                yield Doubt(cell.place, f"“{text}”读作 {read.text}")


def _of_other_edition(form: Form, forms: Sequence[Form], tables: dict[str, list[Found]]) -> Iterator[Doubt]:
    """Tables in the layout of another edition than the rest."""
    here = {table.section for table in tables[form.edition]}
    for other in forms:
        for table in tables[other.edition]:
            if table.section not in here and table.section in form.sections:
                yield Doubt(form.sections[table.section].title, f"是 {other.edition} 年的格式，没有读")
