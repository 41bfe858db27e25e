"""校验报告: what a report was checked with, what was found and said to it, complete without the program (F17)."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from core.answers import rules_off
from core.form import Form
from core.issue import Issue, verdict
from core.report import Figures, Origin, Report, cell_text, reckon

_NOT_EXPORTED = "尚未导出"


class Exported(Struct, frozen=True):
    """The Word file a report was written to, and the SHA-256 of its bytes."""

    name: str
    digest: str


class Table(Struct, frozen=True):
    """A part of the check report: its heading, the columns with their share of the width, rows, or a word instead."""

    heading: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[str, ...], ...]
    nothing: str


class CheckReport(Struct, frozen=True):
    """The check report as words, ready to be laid out."""

    title: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    signatures: tuple[str, ...]


def check_report(
    form: Form,
    report: Report,
    issues: Sequence[Issue],
    *,
    day: date,
    program: str,
    exported: Exported | None,
) -> CheckReport:
    """Put together the check report of a report checked on a day by a version of the program."""
    off = rules_off(form, report)
    codes = {rule.code for rule in form.check}
    facts = (
        ("单位名称", report.unit or "（未填）"),
        ("报告年度", f"{report.year} 年" if report.year else "（未填）"),
        ("结论", verdict(issues, len(off))),
        ("表样和规则", f"{form.source}，规则第 {form.version} 版，共 {len(codes)} 条"),
        ("校验", f"{day.year}年{day.month}月{day.day}日，年报填报 {program}"),
        ("报告文件", exported.name if exported else _NOT_EXPORTED),
        ("文件指纹（SHA-256）", exported.digest if exported else _NOT_EXPORTED),
    )
    tables = (
        _open(form, report, [issue for issue in issues if not issue.is_hint]),
        _explained(form, issues),
        _overridden(form, report),
        _off(form, off),
        _totals(form, report),
        _hints(form, issues),
    )
    return CheckReport(
        "政府信息公开工作年度报告校验报告",
        facts,
        tuple(table for table in tables if table.rows or table.nothing),
        ("填报人", "审核人", "日期"),
    )


def _weight(report: Report, figures: Figures, issue: Issue) -> str:
    """What the window calls it: what is only still blank is no error."""
    blank = not any(key in figures.totals or key in report.cells or report.text(key).strip() for key in issue.keys)
    return "待填" if blank else issue.severity.label


def _hints(form: Form, issues: Sequence[Issue]) -> Table:
    rows = tuple(
        (issue.code, _place(form, issue), issue.message) for issue in issues if issue.is_hint and issue.is_open
    )
    return Table("六、提示（不影响结论）", (("编号", 9), ("部分", 12), ("内容", 79)), rows, "")


def _place(form: Form, issue: Issue) -> str:
    """Which section a finding is in: its sentence may name a row that two tables have."""
    section = form.section_of(issue.keys[0])
    return section.number or section.short


def _open(form: Form, report: Report, issues: Sequence[Issue]) -> Table:
    figures = reckon(form, report)
    rows = tuple(
        (_weight(report, figures, issue), issue.code, _place(form, issue), issue.message)
        for issue in sorted(issues, key=lambda issue: issue.severity.rank)
        if issue.is_open
    )
    columns = (("级别", 8), ("编号", 9), ("部分", 12), ("内容", 71))
    return Table("一、尚未解决的问题", columns, rows, "没有。")


def _explained(form: Form, issues: Sequence[Issue]) -> Table:
    rows = tuple(
        (issue.code, _place(form, issue), issue.message, issue.reason or "已看过")
        for issue in issues
        if issue.reason is not None
    )
    columns = (("编号", 9), ("部分", 12), ("内容", 46), ("理由", 33))
    return Table("二、已说明理由或看过的问题", columns, rows, "没有。")


def _overridden(form: Form, report: Report) -> Table:
    figures = reckon(form, report)
    rows = tuple(
        (
            form.section_of(key).number,
            form.cells[key].place,
            entry.text,
            figures.shown(key) or "未知",
            entry.reason,
        )
        for key, entry in report.cells.items()
        if entry.origin is Origin.OVERRIDDEN and key in figures.totals
    )
    columns = (("部分", 9), ("改写的合计", 36), ("报告中的数", 14), ("各项之和", 12), ("理由", 29))
    return Table("三、改写的合计", columns, rows, "没有，合计都由程序算出。")


def _off(form: Form, off: dict[str, str]) -> Table:
    said = {rule.code: rule.source for rule in reversed(form.check)}
    rows = tuple((code, said[code], reason) for code, reason in off.items())
    return Table("四、停用的规则", (("编号", 9), ("规则的依据", 47), ("停用的理由", 44)), rows, "没有。")


def _totals(form: Form, report: Report) -> Table:
    """The totals of totals, so that the sheet can be held against the report without opening it."""
    figures = reckon(form, report)
    rows: list[tuple[str, ...]] = []
    for section in form.section:
        totals = [cell for cell in form.tables.get(section.id, ()) if cell.column.total_of]
        main = [cell for cell in totals if len(cell.row.path) < 2 or cell.row.total_of]
        told = (
            f"{cell.row_label or cell.column_label} {cell_text(cell.key, report, figures) or '未填全'}" for cell in main
        )
        if main:
            rows.append((section.number, "；".join(told)))
    return Table("五、主要的合计数", (("部分", 9), ("总计", 91)), tuple(rows), "")
