"""Every rule of the edition lets pass what is right, and says what is wrong, where it's wrong."""

from collections.abc import Iterable

import pytest

from core import form as forms
from core.checks import Checker
from core.form import Form
from core.rules import Rule
from tests.core import rule_examples_tables as tables
from tests.core import rule_examples_texts as texts
from tests.core.rule_examples import Example, named, reported, says

RULES = named(forms.load("2021").check)
EXAMPLES: dict[str, Example] = {
    **tables.REQUESTS,
    **tables.LEDGER,
    **tables.PROACTIVE,
    **tables.DISPUTES,
    **texts.YEARS,
    **texts.FEES,
    **texts.STRUCTURE,
    **texts.CONTACT,
    **texts.WORDING,
}


def shares_its_code(rule: Rule) -> bool:
    return sum(other.code == rule.code for other in RULES.values()) > 1


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
    rule, example = RULES[name], EXAMPLES[name]
    told = [i.message for i in checker.run(reported(form, example.passes, example)) if i.code == rule.code]
    if shares_its_code(rule):
        told = [message for message in told if says(rule, message)]
    assert told == []


@pytest.mark.parametrize("name", RULES)
def test_a_rule_says_what_is_wrong(form: Form, checker: Checker, name: str) -> None:
    rule, example = RULES[name], EXAMPLES[name]
    told = [i for i in checker.run(reported(form, example.fails, example)) if i.message == example.message]
    assert [(i.code, i.severity, i.closes) for i in told] == [(rule.code, rule.severity, rule.closes)]
    assert with_parts(form, told[0].keys) & example.fails.keys()
