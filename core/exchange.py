"""The data file (JSON) for exchange with other programs: data file <-> Report."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, cast

from core import form as forms
from core.bound import spelled
from core.draft import read_bytes
from core.errors import DraftError, FormError
from core.form import Cell, Form, cell_key
from core.report import KIND, YEAR, Change, Entry, Origin, Report, entry, reckon
from core.strictness import DEEPEST, depth, without_odd
from core.values import show, well_formed
from core.words import Block, Line, Table

_SAFE = "这个文件没有被改动"
_EDITION = "format"


@dataclass(frozen=True, slots=True)
class Imported:
    """A report read from elsewhere, and what the clerk should know about how it was read, a sentence each."""

    report: Report
    remarks: tuple[str, ...]


def import_data(path: Path) -> Imported:
    """Read a data file. Raises DraftError with one sentence if it isn't one.

    `null` is blank. A printed total that differs from the computed one is kept as an override and remarked on;
    one that agrees is left to be computed.
    """
    name = path.name
    data = read_bytes(path)
    content = _parse(data, name, str)
    edition = content.pop(_EDITION, "")
    try:
        form = forms.load(str(edition)) if str(edition) in forms.editions() else None
    except FormError as problem:
        raise DraftError(problem.happened, safe=problem.safe, do=problem.do) from problem
    if form is None:
        known = "、".join(forms.editions())
        raise DraftError(
            f"“{name}”没有写明表样（format），或不是本程序认识的（{known}）", safe=_SAFE, do="请补上再导入"
        )
    changes: dict[str, Change] = {}
    for key, raw in _take_texts(form, content, name):
        changes[key] = form.body_kind(raw) if key == KIND else raw
    for cell, raw in _take_cells(form, content, name):
        changes[cell.key] = _entry(cell, raw, name)
    extra = _rest(form, data, name)
    tables_only = not any(form.fields[key].kind == "text" for key in changes if key in form.fields)
    report = Report(
        form.edition,
        extra=json.dumps(extra) if extra else "",
        tables_only=tables_only,
    ).with_changes(changes)
    settled = settle_totals(form, report)
    return Imported(settled.report, (*_readings(form, report), *settled.remarks))


def export_data(form: Form, report: Report) -> bytes:
    """Write a report as a data file, UTF-8; what an imported file held besides is given back unchanged.

    Bound figures are written out: another program needn't know them.
    """
    figures = reckon(form, report)
    report = spelled(form, report, figures)
    content: dict[str, Any] = {**json.loads(report.extra or "{}"), _EDITION: report.edition}
    for key, field in form.fields.items():
        value: Any = report.text(key)
        if key == KIND:
            value = form.body_label(value)
        elif key == YEAR and report.year is not None:
            value = report.year
        if value and field.data:
            _place(content, field.data, value)

    def value_of(key: str) -> int | str | None:
        if typed := report.cells.get(key):
            return typed.text if typed.note or typed.value is None else typed.value
        figure = figures.numbers[key]
        return figure if figure is None or isinstance(figure, int) else show(figure)

    for section in form.section:
        if section.table:
            content[section.table.data] = _shape(section.id, section.table, value_of)
    return well_formed(json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _rest(form: Form, data: bytes, name: str) -> dict[str, Any]:
    """What the file holds beside the form's own, with its floats as floats: it's given back as it came."""
    content = _parse(data, name, float)
    content.pop(_EDITION)
    for _ in chain(_take_texts(form, content, name), _take_cells(form, content, name)):
        pass
    return content


def _parse(data: bytes, name: str, read_float: Callable[[str], object]) -> dict[str, Any]:
    """Read the JSON; numbers of the form are read to the letter, so floats may be kept as text."""

    def refuse(literal: str) -> None:
        raise ValueError(literal)

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len({key for key, _ in pairs}) < len(pairs):
            raise ValueError("a name stands twice")
        return dict(pairs)

    try:
        if depth(data) > DEEPEST:
            raise ValueError("too deep")
        content = json.loads(
            data.decode("utf-8-sig"), parse_float=read_float, parse_constant=refuse, object_pairs_hook=once
        )
    except (ValueError, RecursionError) as problem:
        raise DraftError(f"“{name}”不是能读的数据文件（JSON）", safe=_SAFE, do="请确认选对了文件") from problem
    if not isinstance(content, dict):
        raise _misshapen(name, "最外层应为对象")
    return cast(dict[str, Any], content)


def _misshapen(name: str, detail: str) -> DraftError:
    return DraftError(f"“{name}”不合数据文件的格式：{detail}", safe=_SAFE, do="请改正后再导入")


def _take_texts(form: Form, content: dict[str, Any], name: str) -> Iterator[tuple[str, str]]:
    """Move the texts out of the content, so that what stays is what the form does not know."""
    for key, field in form.fields.items():
        *outer, last = field.data.split(".")
        place = content
        for step in outer:
            inner: object = place.get(step)
            if inner is None:
                place.pop(step, None)
            elif not isinstance(inner, dict):
                raise _misshapen(name, f"{step} 应为对象")
            place = cast(dict[str, Any], inner or {})
        value = place.pop(last, None)
        for step in outer:
            if content.get(step) == {}:
                del content[step]
        if value is not None and (not isinstance(value, str | int) or isinstance(value, bool)):
            raise _misshapen(name, f"{field.data} 应为文字")
        if value not in (None, ""):
            yield key, str(value)


def _take_cells(form: Form, content: dict[str, Any], name: str) -> Iterator[tuple[Cell, object]]:
    for section in form.section:
        if not section.table:
            continue
        raw = content.pop(section.table.data, None)
        if raw is not None:
            for key, value in _unshape(section.id, section.table, raw, name):
                yield form.cells[key], value


def _shape(section: str, table: Table, value_of: Any) -> Any:
    """Arrange a table's values as the data file has them."""
    if table.shape == "flat":
        return [value_of(key) for block, row in _rows(table) for key in _row_keys(section, block, row)]
    shaped: dict[str, Any] = {}
    for block, row in _rows(table):
        values = [value_of(key) for key in _row_keys(section, block, row)]
        if table.shape == "arrays":
            shaped[row.data_name] = values
        elif len(values) == 1:
            shaped[row.data_name] = values[0]
        else:
            shaped[row.data_name] = {
                column.data_name: value for column, value in zip(block.columns, values, strict=True)
            }
    return shaped


def _unshape(section: str, table: Table, raw: Any, name: str) -> Iterator[tuple[str, object]]:
    """The inverse of `_shape`: each cell's key and its raw value. Rows or numbers too many are refused."""
    if table.shape == "flat":
        raw = {"": raw}
    if not isinstance(raw, dict):
        raise _misshapen(name, f"{table.data} 应为对象")
    rest = dict(cast(dict[str, Any], raw))
    for block, row in _rows(table):
        at = f"{table.data}.{row.data_name}".rstrip(".")
        values = rest.pop(row.data_name, None)
        keys = _row_keys(section, block, row)
        if values is None:
            continue
        if table.shape == "objects":
            values = _by_column(block, values, at, name)
        if not isinstance(values, list) or len(cast(list[object], values)) != len(keys):
            raise _misshapen(name, f"{at} 应为 {len(keys)} 个数")
        yield from zip(keys, cast(list[object], values), strict=True)
    if rest:
        raise _misshapen(name, f"{table.data} 里有表样没有的行“{_shown(next(iter(rest)))}”")


def _shown(name: str) -> str:
    """A name from the file, fit for a sentence."""
    return without_odd(name[:40])


def _by_column(block: Block, values: Any, at: str, name: str) -> list[object]:
    if len(block.columns) == 1:
        return [values]
    if not isinstance(values, dict):
        raise _misshapen(name, f"{at} 应为对象")
    named = cast(dict[str, object], values)
    known = [column.data_name for column in block.columns]
    for stranger in named.keys() - set(known):
        raise _misshapen(name, f"{at} 里有表样没有的列“{_shown(stranger)}”")
    return [named.get(column) for column in known]


def _rows(table: Table) -> Iterator[tuple[Block, Line]]:
    for block in table.block:
        for row in block.rows:
            yield block, row


def _row_keys(section: str, block: Block, row: Line) -> list[str]:
    return [cell_key(section, row, column) for column in block.columns]


def _entry(cell: Cell, raw: object, name: str) -> Entry | None:
    if raw is None:
        return None
    if isinstance(raw, bool) or not isinstance(raw, int | str):
        raise _misshapen(name, f"“{cell.place}”应为数或 null")
    origin = Origin.OVERRIDDEN if cell.parts else Origin.IMPORTED
    return entry(cell.kind, str(raw), origin, name)


def _readings(form: Form, report: Report) -> Iterator[str]:
    """Say which numbers were read otherwise than they stood in the file."""
    for key, typed in report.cells.items():
        if typed.raw and typed.value is not None:
            yield f"{form.cells[key].place}：“{typed.raw}”读作 {typed.text}"


def settle_totals(form: Form, report: Report) -> Imported:
    """Leave totals that agree to be computed; keep and remark on those that don't, in the order they depend."""
    remarks: list[str] = []
    for cell in form.totals:
        printed = report.cells.get(cell.key)
        figures = reckon(form, report.with_changes({cell.key: None}))
        computed = figures.numbers[cell.key]
        if printed is None:
            if computed is not None:
                remarks.append(f"{cell.place}：文件中合计为空，按各项之和补为 {show(computed)}")
        elif printed.number is not None and printed.number == computed and not printed.note:
            report = report.with_changes({cell.key: None})
        elif computed is None:
            remarks.append(f"{cell.place}：文件中合计为 {printed.text}，各项未填全，无法核对，照原样保留")
        else:
            remarks.append(f"{cell.place}：文件中合计为 {printed.text}，各项之和为 {show(computed)}，照原样保留")
    return Imported(report, tuple(remarks))


def _place(content: dict[str, Any], path: str, value: object) -> None:
    *outer, last = path.split(".")
    for step in outer:
        content = content.setdefault(step, {})
    content[last] = value
