"""What differs between two reports, in words: for a recovery, a version, a draft changed on disk."""

from collections.abc import Iterator

from core.form import Form
from core.report import Report

_LONGEST = 20  # characters of a text that are told


def differences(form: Form, before: Report, after: Report) -> Iterator[str]:
    """Say of each cell and field that differs what it held and what it holds."""
    for key in form.order:
        if before.get(key) == after.get(key):
            continue
        if key in form.cells:
            old, new = (report.cells[key].text if key in report.cells else "" for report in (before, after))
            yield f"{form.cells[key].place}：{old or '空'} → {new or '空'}"
        else:
            old, new = (_short(report.text(key)) for report in (before, after))
            section = form.section_of(key)
            place = section.title if section.number else form.fields[key].label
            yield f"{place}：{old or '空'} → {new or '空'}"
    if (count := sum(before.answers.get(key) != after.answers.get(key) for key in before.answers | after.answers)) > 0:
        yield f"理由：{count} 处不同"
    if before.previous != after.previous:
        yield "去年的数不同"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST]}…（{len(flat)} 字）"
