"""What differs between two reports, in words: for a recovery, a version, a draft changed on disk."""

from collections.abc import Iterator

from core.bound import spelled
from core.form import Form
from core.report import OFF, Change, Entry, Report

_LONGEST = 20  # characters of a text that are told


def differences(form: Form, before: Report, after: Report) -> Iterator[str]:
    """Say of each cell and field that differs what it held and what it holds."""
    before, after = spelled(form, before), spelled(form, after)
    for key in form.order:
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        shown = [_shown(form, key, held) for held in (old, new)]
        if shown[0] != shown[1]:
            yield f"{_place(form, key)}：{shown[0] or '空'} → {shown[1] or '空'}"
        elif isinstance(old, str) or isinstance(new, str):
            yield f"{_place(form, key)}：文字有改动（{len(new) if isinstance(new, str) else 0} 字）"
        else:
            yield f"{_place(form, key)}：{shown[0]}（来源或理由不同）"
    off = [{key for key in report.texts if key.startswith(OFF)} for report in (before, after)]
    if off[0] != off[1]:
        yield "停用的规则不同：" + "、".join(sorted(key.removeprefix(OFF) for key in off[0] ^ off[1]))
    if (count := sum(before.answers.get(key) != after.answers.get(key) for key in before.answers | after.answers)) > 0:
        yield f"理由：{count} 处不同"
    if before.previous != after.previous:
        yield "去年的数不同"


def _place(form: Form, key: str) -> str:
    if key in form.cells:
        return form.cells[key].place
    section, field = form.section_of(key), form.fields[key]
    if section.number and field.kind == "text":
        return section.title
    return f"{section.title} {field.label}" if field.kind == "note" else field.label


def _shown(form: Form, key: str, held: Change) -> str:
    if isinstance(held, Entry):
        return held.text
    if not isinstance(held, str):
        return ""
    field = form.fields[key]
    choices = form.body if field.kind == "body" else field.choice
    return next((choice.label for choice in choices if choice.id == held), _short(held))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST]}…（{len(flat)} 字）"
