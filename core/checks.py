"""Run the form's checks over a report: Report -> issues. All of them, each time."""

from core.check_kinds import Sheet, finders
from core.form import Form
from core.issue import Issue
from core.report import Figures, Report, reckon


class Checker:
    """The checks of one form, made ready to run."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._finders = tuple(finder for rule in form.check for finder in finders(rule, form))
        places = [*form.fields, *form.cells]
        sections = list(form.sections)
        self._order = {key: (sections.index(form.section_of(key).id), at) for at, key in enumerate(places)}

    def run(self, report: Report, figures: Figures | None = None) -> tuple[Issue, ...]:
        """Run all checks; issues come in the order in which the clerk meets their cells."""
        sheet = Sheet(report, figures or reckon(self._form, report))
        found = [issue for finder in self._finders for issue in finder(sheet)]
        return tuple(sorted(found, key=lambda issue: self._order[issue.keys[0]]))
