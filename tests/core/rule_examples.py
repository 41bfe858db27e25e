"""What an example of a rule is: a report that the rule lets pass, and one that it doesn't.

A rule is named as in `Form.named_checks`: by its code, and by "#2", "#3" where it's not the first with that code.
"""

from collections.abc import Mapping
from typing import NamedTuple

from core.form import Form
from core.report import Entry, Previous, Report
from tests.core.sheets import filled, typed


class Example(NamedTuple):
    """What is typed into a report full of zeros: to pass, to fail; what is said then. `last` is the year before."""

    passes: Mapping[str, str]
    fails: Mapping[str, str]
    message: str
    last: Mapping[str, int | str] = {}
    last_texts: Mapping[str, str] = {}


def column(name: str, **rows: str) -> dict[str, str]:
    """What is typed into one column of table three."""
    return {f"requests/{row}/{name}": text for row, text in rows.items()}


def after(last: Mapping[str, int | str], texts: Mapping[str, str] | None = None) -> Previous:
    """The year before the reports of `sheets.filled`."""
    return Previous("2021", 2022, "去年.nianbao", {key: Entry(value) for key, value in last.items()}, dict(texts or {}))


def reported(form: Form, changes: Mapping[str, str], example: Example | None = None) -> Report:
    """A report full of zeros after somebody typed the changes, with last year's numbers as far as given."""
    report = typed(form, filled(form), changes)
    if example and (example.last or example.last_texts):
        return report.with_changes({"previous": after(example.last, example.last_texts)})
    return report
