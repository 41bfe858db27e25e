"""Tables drawn as text, and reports filled in as a clerk would."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from core.form import Form
from core.report import Report, cell_text, entry, reckon

DATA = Path(__file__).parent.parent / "data"
PUBLISHED = ["huaian_city_2024", "pingfang_xinjiang_street_2023", "suqian_city_2023", "suqian_city_2024"]

# as the State Council prescribes them
HEADINGS = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
]


def published(name: str) -> dict[str, Any]:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def typed(form: Form, report: Report, changes: Mapping[str, str]) -> Report:
    """The report after somebody typed into the named cells and fields."""
    return report.with_changes(
        {key: entry(form.cells[key].kind, text) if key in form.cells else text for key, text in changes.items()}
    )


def filled(form: Form) -> Report:
    texts = dict.fromkeys(form.fields, "已写") | {"profile/year": "2023"}
    zeros = {cell.key: "0" for cell in form.cells.values() if not cell.parts}
    return typed(form, Report(form.edition), texts | zeros)


def drawn(text: str) -> list[list[str]]:
    return [[part.strip() for part in line.split("|")] for line in text.strip().splitlines()]


def sheet(form: Form, drawing: str, section: str = "sheet") -> Report:
    """The report of a drawn table; '=' and '' are left to the program, words before the numbers are labels."""
    changes = {
        "/".join(part for part in (section, row.id, column.id) if part): text
        for block in form.sections[section].table.block
        for row, line in zip(block.rows, drawn(drawing), strict=True)
        for column, text in zip(block.columns, line[-len(block.columns) :], strict=True)
        if text not in ("=", "")
    }
    return typed(form, Report(form.edition), changes)


def shown(form: Form, report: Report, section: str = "sheet") -> list[list[str]]:
    """What stands in a table's cells, row by row."""
    figures = reckon(form, report)
    block = form.sections[section].table.block[0]
    texts = [cell_text(cell.key, report, figures) for cell in form.tables[section]]
    width = len(block.columns)
    return [texts[at : at + width] for at in range(0, len(texts), width)]


def codes(issues: Iterable[Any]) -> set[str]:
    return {issue.code for issue in issues}
