"""Where a cell's value came from, in words (来源看得见)."""

from collections.abc import Iterator

from core.form import Cell
from core.report import Entry, Figures, Origin, Report


def provenance(cell: Cell, report: Report, figures: Figures) -> Iterator[str]:
    """Say of a cell's value how it got there: typed, computed, carried, imported, typed over; nothing of a blank."""
    typed = report.cells.get(cell.key)
    if cell.parts:
        yield from _of_total(cell, typed, figures)
    elif typed:
        yield from _of_value(typed)


def _of_total(cell: Cell, typed: Entry | None, figures: Figures) -> Iterator[str]:
    total = figures.totals[cell.key]
    if typed is None:
        yield f"自动合计，尚缺 {total.missing} 格" if total.missing else "自动合计"
        return
    yield from _of_value(typed)
    yield f"各项之和为 {figures.shown(cell.key) or '未知'}"


def _of_value(typed: Entry) -> Iterator[str]:
    if typed.value is None:
        yield "读不成数，按未填计"
    elif typed.read_as:
        yield f"由“{typed.raw}”读作"
    if typed.origin is not Origin.TYPED:
        origin = typed.origin.label
        yield f"{origin}：{typed.reason or typed.source}" if typed.reason or typed.source else origin
    elif typed.value is not None and not typed.read_as:
        yield typed.origin.label
