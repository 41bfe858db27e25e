"""What a finding on wording offers to put right, in one step: 其它 -> 其他, half-width marks, 0条 -> 0件."""

import re

from core.bound import rewritten
from core.form import Form
from core.issue import Issue
from core.report import Report
from core.text_rules import WordingRule


def fix(form: Form, report: Report, issue: Issue) -> dict[str, str]:
    """The change that puts right all of a field that a finding's rule finds there; none if it can't say how."""
    rule = form.named_checks.get(issue.rule or issue.code)
    if not isinstance(rule, WordingRule) or not rule.fix:
        return {}
    key = issue.keys[0]
    text = report.text(key)
    changed = rewritten(text, lambda free: _fixed(rule, free))
    return {key: changed} if changed != text else {}


def _fixed(rule: WordingRule, text: str) -> str:
    for pattern, instead in rule.fix.items():
        text = re.sub(pattern, instead, text)
    return text
