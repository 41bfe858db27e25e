"""Run the form's checks over a report: Report -> issues. All of them, each time."""

import re
from collections.abc import Mapping

from msgspec import structs

from core import check_cells, check_names, check_stated, check_sums, check_texts
from core.answers import answered, is_off
from core.bound import OPEN, Binder
from core.check_kinds import Finder, Sheet, finders
from core.folding import fold, unfold_answered
from core.form import Form
from core.issue import Issue
from core.quantities import Quantities
from core.report import Figures, Previous, Report, last_numbers, reckon
from core.rules import Rule
from core.values import Number

_BLANK = "□"  # for the figure of a cell that is told to be blank already
KINDS = (check_cells, check_sums, check_texts, check_names, check_stated)  # each adds its kinds of rule to `finders`


class Checker:
    """The checks of one form, made ready to run.

    Which rules apply, and what those find that read texts alone, is settled anew only when a text has changed:
    typing numbers leaves it be.
    """

    def __init__(self, form: Form) -> None:
        self._form = form
        self._ready = [
            (rule, tuple(named(finder, name) for finder in finders(rule, form)))
            for name, rule in form.named_checks.items()
        ]
        self._seen: tuple[object, ...] = ()
        self._on_cells: list[Finder] = []
        self._in_texts: list[Issue] = []
        self._last: Mapping[str, Number] = {}
        self._texts: dict[str, str] = {}
        self._previous: Previous | None = None

    def run(self, report: Report, figures: Figures | None = None) -> tuple[Issue, ...]:
        """Run all checks; issues come in the order in which the clerk meets their cells, with what closes them."""
        figures = figures or reckon(self._form, report)
        if report.previous is not self._previous:
            self._previous, self._last = report.previous, last_numbers(report)
        quantities = Quantities(self._form, figures, self._last)
        sheet = self._sheet(report, figures, quantities)
        self._follow(sheet)
        found = [issue for finder in self._on_cells for issue in finder(sheet)] + self._in_texts
        found.sort(key=lambda issue: self._form.order[issue.keys[0]])
        folded = fold(self._form, found)
        if not report.answers:
            return folded
        return unfold_answered(self._form, [answered(report, figures, issue) for issue in folded])

    def _sheet(self, report: Report, figures: Figures, quantities: Quantities) -> Sheet:
        """What the checks look at; texts with bound figures stay the same object while they say the same."""
        bound = [key for key, text in report.texts.items() if OPEN in text]
        if not bound:
            return Sheet(report, figures, self._last, report.texts, quantities)
        writer = Binder(self._form, quantities, _BLANK)
        free = report.texts | {key: writer.free(report.texts[key]) for key in bound}
        texts = report.texts | {key: writer.spelled(report.texts[key]) for key in bound}
        if texts != self._texts:
            self._texts = texts
        return Sheet(structs.replace(report, texts=self._texts), figures, self._last, free, quantities)

    def _follow(self, sheet: Sheet) -> None:
        """Settle what depends on the texts and on last year alone."""
        report = sheet.report
        seen = (report.texts, report.previous, report.tables_only)
        if self._seen and all(now is before for now, before in zip(seen, self._seen, strict=True)):
            return
        self._seen = seen
        applying = [(rule, ready) for rule, ready in self._ready if applies(rule, report)]
        self._on_cells = [finder for rule, ready in applying for finder in ready if not rule.reads_texts_alone]
        on_texts = [finder for rule, ready in applying for finder in ready if rule.reads_texts_alone]
        self._in_texts = [issue for finder in on_texts for issue in finder(sheet)]


def named(finder: Finder, name: str) -> Finder:
    """The same finder, its findings marked with the rule's name if it shares its code with another."""
    if "#" not in name:
        return finder
    return lambda sheet: (structs.replace(issue, rule=name) for issue in finder(sheet))


def applies(rule: Rule, report: Report) -> bool:
    """Whether a rule is not switched off, is meant for such a report, and can find something in it."""
    if (rule.may_be_off and is_off(report, rule.code)) or (rule.needs_last_year and not report.previous):
        return False
    return all(re.fullmatch(pattern, report.text(key).strip()) for key, pattern in rule.where.items())
