"""How far a report is, in words, section by section."""

from collections.abc import Mapping, Sequence

from core.form import Form
from core.issue import Issue
from core.report import Report
from core.rules import Severity
from core.words import Section

_WORDS = {Severity.ERROR: "处错误", Severity.QUERY: "处存疑"}


def section_states(form: Form, report: Report, issues: Sequence[Issue]) -> Mapping[str, str]:
    """Say of every section where it stands: 未填写, 尚缺 n 格, n 处错误, n 处存疑 or 已填好."""
    found: dict[str, list[Issue]] = {section.id: [] for section in form.section}
    for issue in issues:
        if not issue.is_open:
            continue
        found[form.section_of(issue.keys[0]).id].append(issue)
    return {section.id: _state(form, section, report, found[section.id]) for section in form.section}


def _state(form: Form, section: Section, report: Report, issues: Sequence[Issue]) -> str:
    cells = [cell.key for cell in form.tables.get(section.id, ()) if not cell.parts]
    fields = [f"{section.id}/{field.id}" for field in section.field if field.required]
    blanks = {key for key in cells if key not in report.cells}
    blanks.update(key for key in fields if not report.text(key).strip())
    for severity, words in _WORDS.items():
        told = [issue for issue in issues if issue.severity is severity and not blanks.issuperset(issue.keys)]
        if told:
            return f"{len(told)} {words}"
    if not blanks:
        return "已填好"
    if len(blanks) == len(cells) + len(fields):
        return "未填写"
    return f"尚缺 {len(blanks)} {'格' if section.table else '项'}"
