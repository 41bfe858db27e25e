"""Run the form's checks over a report: Report -> issues. All of them, each time."""

import re
from collections.abc import Iterator, Mapping

from core import check_cells, check_sums, check_texts
from core.answers import answered, is_off
from core.check_kinds import Finder, Sheet, finders
from core.folding import fold
from core.form import Form
from core.issue import Issue
from core.report import Figures, Previous, Report, last_numbers, reckon
from core.rules import Rule
from core.values import Number

KINDS = (check_cells, check_sums, check_texts)  # each adds its kinds of rule to `finders`


class Checker:
    """The checks of one form, made ready to run.

    Checks that read texts alone run again only when a text has changed: typing numbers leaves them be.
    """

    def __init__(self, form: Form) -> None:
        self._form = form
        self._on_cells = [_Ready(rule, form) for rule in form.check if not rule.reads_texts_alone]
        self._on_texts = [_Ready(rule, form) for rule in form.check if rule.reads_texts_alone]
        self._texts_seen: tuple[object, ...] = ()
        self._texts_found: list[Issue] = []
        self._last_seen: Previous | None = None
        self._last: Mapping[str, Number] = {}

    def run(self, report: Report, figures: Figures | None = None) -> tuple[Issue, ...]:
        """Run all checks; issues come in the order in which the clerk meets their cells, with what closes them."""
        sheet = Sheet(report, figures or reckon(self._form, report), self._last_year(report))
        found = [issue for ready in self._on_cells for issue in ready.look(sheet)] + self._on_all_texts(sheet)
        found.sort(key=lambda issue: self._form.order[issue.keys[0]])
        return tuple(answered(report, sheet.figures, issue) for issue in fold(self._form, found))

    def _last_year(self, report: Report) -> Mapping[str, Number]:
        if report.previous is not self._last_seen:
            self._last_seen = report.previous
            self._last = last_numbers(report)
        return self._last

    def _on_all_texts(self, sheet: Sheet) -> list[Issue]:
        report = sheet.report
        seen = (report.texts, report.previous, report.tables_only)
        if not self._texts_seen or any(a is not b for a, b in zip(seen, self._texts_seen, strict=True)):
            self._texts_found = [issue for ready in self._on_texts for issue in ready.look(sheet)]
            self._texts_seen = seen
        return self._texts_found


class _Ready:
    """A rule made ready: where it's off or doesn't apply it finds nothing."""

    def __init__(self, rule: Rule, form: Form) -> None:
        self._rule = rule
        self._where = [(key, re.compile(pattern)) for key, pattern in rule.where.items()]
        self._finders: tuple[Finder, ...] = tuple(finders(rule, form))

    def look(self, sheet: Sheet) -> Iterator[Issue]:
        report = sheet.report
        if is_off(report, self._rule.code):
            return
        for key, pattern in self._where:
            if not pattern.fullmatch(report.text(key).strip()):
                return
        for finder in self._finders:
            yield from finder(sheet)
