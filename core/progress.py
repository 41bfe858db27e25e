"""How far a report is, in words, section by section."""

from collections.abc import Mapping, Sequence

from core.checks import applies
from core.form import Form
from core.issue import Issue
from core.report import Report
from core.rules import Severity
from core.text_rules import DeadlineRule
from core.words import Section

_WORDS = {Severity.ERROR: "处错误", Severity.QUERY: "处存疑"}


def due_day(form: Form, report: Report) -> str:
    """By when the report has to be handed in and published: the office's own day, else that of the law; "" if unknown.

    《条例》第四十九条.
    """
    rules = (rule for rule in form.check if isinstance(rule, DeadlineRule) and applies(rule, report))
    for rule in rules:
        if typed := report.text(rule.due).strip():
            return typed
        if report.year is not None:
            return f"{report.year + 1}年{rule.latest[0]}月{rule.latest[1]}日"
    return ""


def section_states(form: Form, report: Report, issues: Sequence[Issue]) -> Mapping[str, str]:
    """Say of every section where it stands: 未填写, 尚缺 n 格, n 处错误, n 处存疑 or 已填好."""
    found: dict[str, list[Issue]] = {section.id: [] for section in form.section}
    for issue in issues:
        if not issue.is_open:
            continue
        found[form.section_of(issue.keys[0]).id].append(issue)
    return {section.id: _state(form, section, report, found[section.id]) for section in form.section}


def _state(form: Form, section: Section, report: Report, issues: Sequence[Issue]) -> str:
    asked = {cell.key for cell in form.tables.get(section.id, ()) if not cell.parts}
    asked |= {f"{section.id}/{field.id}" for field in section.field if field.required}
    # what the checks ask for besides is missing too, as the numbers of the ledger never are
    asked |= {key for issue in issues if not issue.is_hint for key in issue.keys if key in form.fields}
    blanks = {key for key in asked if key not in report.cells and not report.text(key).strip()}
    for severity, words in _WORDS.items():
        told = [issue for issue in issues if issue.severity is severity and not blanks.issuperset(issue.keys)]
        told = [issue for issue in told if not issue.is_gap]
        if told:
            return f"{len(told)} {words}"
    if gaps := sum(issue.is_gap for issue in issues):
        return f"尚缺 {gaps} 处"
    if not blanks:
        return "已填好"
    if blanks == asked:
        return "未填写"
    return f"尚缺 {len(blanks)} {'格' if section.table else '项'}"
