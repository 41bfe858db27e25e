"""Every rule of the edition lets pass what is right, and says what is wrong, where it's wrong."""

from collections.abc import Iterable, Mapping

import pytest

from core import form as forms
from core.checks import Checker
from core.form import Form
from core.issue import Issue
from tests.core import rule_examples_tables as tables
from tests.core import rule_examples_texts as texts
from tests.core.rule_examples import Example, reported

RULES = forms.load("2021").named_checks
EXAMPLES: dict[str, Example] = {
    **tables.REQUESTS,
    **tables.LEDGER,
    **tables.PROACTIVE,
    **tables.DISPUTES,
    **texts.YEARS,
    **texts.STATED,
    **texts.FEES,
    **texts.STRUCTURE,
    **texts.CONTACT,
    **texts.WORDING,
}


def found(form: Form, checker: Checker, name: str, changes: Mapping[str, str]) -> list[Issue]:
    """What the rule of this name finds."""
    issues = checker.run(reported(form, changes, EXAMPLES[name]))
    return [issue for issue in issues if (issue.rule or issue.code) == name]


def with_parts(form: Form, keys: Iterable[str]) -> set[str]:
    """Cells, with all those they are the totals of."""
    reached = set(keys)
    for key in keys:
        if key in form.cells:
            reached |= with_parts(form, form.cells[key].parts)
    return reached


def test_every_rule_has_its_example() -> None:
    assert list(EXAMPLES) == list(RULES)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_lets_pass_what_is_right(form: Form, checker: Checker, name: str) -> None:
    assert [issue.message for issue in found(form, checker, name, EXAMPLES[name].passes)] == []


@pytest.mark.parametrize("name", RULES)
def test_a_rule_says_what_is_wrong(form: Form, checker: Checker, name: str) -> None:
    rule, example = RULES[name], EXAMPLES[name]
    told = [issue for issue in found(form, checker, name, example.fails) if issue.message == example.message]
    assert [(i.code, i.severity, i.closes) for i in told] == [(rule.code, rule.severity, rule.closes)]
    assert with_parts(form, told[0].keys) & example.fails.keys()


def test_only_those_that_share_a_code_are_named_beside_it(form: Form, checker: Checker) -> None:
    for name in ("F-03", "F-03#2", "T2-P3"):
        (issue,) = found(form, checker, name, EXAMPLES[name].fails)
        assert issue.rule == (name if "#" in name else "")
        assert issue.ident == f"{name}/{issue.keys[0]}"
