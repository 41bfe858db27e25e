"""Does an edition file make sense? Each finding is a sentence for its author."""

from collections.abc import Iterable, Iterator
from itertools import chain

from core.form import Form
from core.report import UNIT, YEAR
from core.verify_prose import verify_prose
from core.verify_rules import verify_rule, verify_wording
from core.words import Block, Line, Section, Table


def verify(form: Form) -> Iterator[str]:
    """Yield what is wrong with a form: names used twice, tables not covered once, keys that don't exist."""
    yield from _twice("部分", [section.id for section in form.section])
    yield from _twice("单位类型", [body.id for body in form.body])
    yield from _twice("文字栏", [f"{section.id}/{field.id}" for section in form.section for field in section.field])
    yield from _twice("数据文件中的", [field.data for field in form.fields.values() if field.data])
    yield from verify_wording("标题", form.title, {"unit", "year"})
    for key, field in form.fields.items():
        if (field.kind == "choice") != bool(field.choice):
            yield f"文字栏“{key}”标作 {field.kind}，与它有没有选项不符"
    for key in (UNIT, YEAR):
        if key not in form.fields:
            yield f"缺少文字栏“{key}”"
    for section in form.section:
        if (section.kind == "table") != (section.table is not None):
            yield f"“{section.id}”标作 {section.kind}，与它有没有表格不符"
        if section.table:
            broken = list(_verify_table(section, section.table))
            yield from broken or _verify_cover(form, section, section.table)
    for rule in form.check:
        yield from verify_rule(form, rule)
    yield from verify_prose(form)
    yield from _verify_years(form)
    yield from _twice("零报告声明", [claim.id for claim in form.zero])
    for place in chain.from_iterable(claim.cells + claim.opened_by for claim in form.zero):
        if not form.named(place):
            yield f"零报告声明提到的“{place}”不存在"


def _verify_years(form: Form) -> Iterator[str]:
    """What one year hands on to the next names lines that exist and cross the same lines."""
    for carry in form.carry:
        crossed = [_crossed(form, carry.section, line) for line in (carry.last, carry.this)]
        for line, lines in zip((carry.last, carry.this), crossed, strict=True):
            if not lines:
                yield f"承接上年提到的“{carry.section}/{line}”不存在"
        if all(crossed) and crossed[0] != crossed[1]:
            yield f"承接上年的“{carry.last}”和“{carry.this}”不是同一块表的两行或两列"
    for stock in form.stock:
        for line in (stock.line, *stock.plus, *stock.minus):
            if not form.named(f"{stock.section}/{line}"):
                yield f"年末存量提到的“{stock.section}/{line}”不存在"


def _crossed(form: Form, section: str, line: str) -> set[str]:
    """The lines that cross a line of a table."""
    return {
        cell.column.id if cell.row.id == line else cell.row.id
        for cell in (form.named(f"{section}/{line}") if line else ())
    }


def _twice(what: str, names: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield f"{what}“{name}”出现了两次"
        seen.add(name)


def _verify_table(section: Section, table: Table) -> Iterator[str]:
    if not table.block:
        yield f"“{section.id}”的表格是空的"
    for block in table.block:
        if not block.columns or not block.rows:
            yield f"“{section.id}”的表格有一块没有行或列"
            return
        if len(block.columns) > len(table.value_widths):
            yield f"“{section.id}”的表格有一块比列宽表还多列"
        yield from _verify_labels(section, table, block)
        yield from _verify_totals(section, block.columns)
        yield from _verify_totals(section, block.rows)
    rows = [row.id for block in table.block for row in block.rows]
    columns = {column.id for block in table.block for column in block.columns}
    yield from _twice(f"“{section.id}”的行", [*rows, *(columns & set(rows))])


def _verify_labels(section: Section, table: Table, block: Block) -> Iterator[str]:
    depth = len(table.label_widths)
    for line in block.columns:
        if not line.path:
            yield f"“{section.id}”的列“{line.id}”没有标签"
    for line in block.rows:
        if bool(line.path) != bool(depth) or len(line.path) > depth:
            yield f"“{section.id}”的行“{line.id}”的标签层数与标签列不符"


def _verify_totals(section: Section, lines: tuple[Line, ...]) -> Iterator[str]:
    names = {line.id for line in lines}
    for line in lines:
        for part in line.total_of:
            if part not in names:
                yield f"“{section.id}”的合计“{line.id}”提到的“{part}”不存在"
    for name in _in_circles(lines):
        yield f"“{section.id}”的合计“{name}”算来算去又要用到自己"


def _verify_cover(form: Form, section: Section, table: Table) -> Iterator[str]:
    """Every place of the grid belongs to exactly one cell."""
    seen: set[tuple[int, int]] = set()
    cells = form.layouts[section.id]
    for cell in cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            for col in range(cell.col, cell.col + cell.colspan):
                if (row, col) in seen:
                    yield f"“{section.id}”的表格在第 {row + 1} 行第 {col + 1} 列重叠"
                seen.add((row, col))
    height = max(row for row, _ in seen) + 1
    if len(seen) != height * len(table.widths):
        yield f"“{section.id}”的表格有空缺"
    yield from _twice("单元格", [cell.key for cell in cells if cell.key])


def _in_circles(lines: Iterable[Line]) -> Iterator[str]:
    """The totals that are, over whatever way, totals of themselves."""
    parts = {line.id: line.total_of for line in lines}
    for name, total_of in parts.items():
        reached: set[str] = set()
        ahead = list(total_of)
        while ahead:
            part = ahead.pop()
            if part not in reached:
                reached.add(part)
                ahead += parts.get(part, ())
        if name in reached:
            yield name
