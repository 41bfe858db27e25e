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


# texts that no check minds, where "已写" alone would not do
TEXTS = {
    "profile/year": "2023",
    "profile/scope": "own",
    "profile/permits": "some",
    "profile/published": "2024年1月20日",
    "profile/due": "2024-01-25",
    "profile/postcode": "150000",
    "profile/phone": "0451-12345678",
    "profile/email": "a@b.cn",
    "profile/website": "www.b.gov.cn",
    "profile/preamble": "根据国办公开办函〔2021〕30号要求，已写编制本报告。",
    "overview/text": "主动公开政府信息12条，依申请公开按时答复；政府信息管理、平台建设、监督保障工作都按要求做了。",
    "problems/text": "存在的问题：一是公开的内容还不够及时；二是业务培训不足。改进情况：已经建立每月核对的做法，"
    "由专人把每一条信息在规定的时间内公开，并组织全体人员学习了两次。",
    "other/text": "信息处理费按规定收取。",
    "other/fee_notices": "0",
    "other/fee_noticed": "0",
    "other/fee_collected": "0",
}


def filled(form: Form) -> Report:
    """Every cell 0 and every text written, so that nothing is found; the ledger's numbers are left out."""
    asked = [key for key, field in form.fields.items() if field.kind not in ("count", "yuan")]
    texts = {key: TEXTS.get(key, "已写") if form.edition == "2021" else "已写" for key in asked}
    texts |= {key: text for key, text in TEXTS.items() if key in form.fields}
    zeros = {cell.key: "0" for cell in form.cells.values() if not cell.parts}
    return typed(form, Report(form.edition), texts | zeros)


def noted(form: Form, report: Report) -> Report:
    """The report with notes below two of its tables, and signed."""
    return typed(
        form,
        report,
        {
            "proactive/note": "注：现行有效件数含上年度结转数量。",
            "requests/note": "注：甲。\n  乙。",
            "profile/signed": "2024年1月20日",
        },
    )


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
