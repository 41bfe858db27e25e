"""The open report: the one mutable object on screen. Every change passes `put_many`."""

from collections.abc import Collection, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from core import form as forms
from core.checks import Checker
from core.draft import load_draft, save_draft
from core.form import Form
from core.issue import Issue
from core.report import Change, Figures, Origin, Report, cell_text, entry, reckon
from core.rules import Severity

_FEW = 4  # an issue over more cells than this marks only the cell it accuses first


class Document(QObject):
    """A report being edited: figures, issues and marks follow each change.

    Signals: `changed` (the keys whose text or mark changed), `issues_changed`, `replaced` (another report
    was opened), `modified_changed` (whether it differs from what is saved).
    """

    changed = Signal(object)
    issues_changed = Signal()
    replaced = Signal()
    modified_changed = Signal(bool)

    def __init__(self, report: Report, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self._form = forms.load(report.edition)
        self._checker = Checker(self._form)
        self._set(report, None)

    @property
    def form(self) -> Form:
        """The form of the report's edition."""
        return self._form

    @property
    def modified(self) -> bool:
        """Whether the report differs from what is saved; computed, so a digit typed and deleted leaves it clean."""
        return self.report != self.saved

    def replace(self, report: Report, path: Path | None) -> None:
        """Show another report; `path` is where it's saved, None if nowhere yet."""
        if report.edition != self._form.edition:
            self._form = forms.load(report.edition)
            self._checker = Checker(self._form)
        self.undo_stack.clear()
        self._set(report, path)
        self.replaced.emit()
        self.modified_changed.emit(self.modified)

    def open(self, path: Path) -> None:
        """Open a draft. Raises DraftError; then the present report stays."""
        self.replace(load_draft(path), path)

    def save(self, path: Path) -> None:
        """Save the report under `path`. Raises SaveFailed; then the report stays modified."""
        report = self.report
        save_draft(report, path)
        self.saved, self.path = report, path
        self._was_modified = False
        self.modified_changed.emit(self.modified)

    def text(self, key: str) -> str:
        """What stands in a cell or field."""
        if key in self._form.cells:
            return cell_text(key, self.report, self.figures)
        return self.report.text(key)

    def is_blank(self, keys: Collection[str]) -> bool:
        """Whether the keys are all still to be filled in."""
        report, totals = self.report, self.figures.totals
        return not any(key in totals or key in report.cells or report.text(key).strip() for key in keys)

    def put(self, key: str, typed: str, label: str, run: object = None) -> None:
        """Type a text into a cell or field; edits of one `run` become one undo step."""
        cell = self._form.cells.get(key)
        if cell is None:
            change: Change = typed
        else:
            change = entry(cell.kind, typed, Origin.OVERRIDDEN if cell.parts else Origin.TYPED)
        self.put_many({key: change}, label, run)

    def put_many(self, changes: Mapping[str, Change], label: str, run: object = None) -> None:
        """Change any number of cells and fields as one undo step."""
        before = {key: self.report.get(key) for key in changes}
        after = {key: change or None for key, change in changes.items()}
        if before != after:
            self.undo_stack.push(_Edit(self, before, after, label, run))

    def _set(self, report: Report, path: Path | None) -> None:
        self.report = self.saved = report
        self._was_modified = False
        self.path = path
        self.figures: Figures = reckon(self._form, report)
        self.issues: tuple[Issue, ...] = self._checker.run(report, self.figures)
        self.marks: dict[str, Severity] = self._marked()

    def apply(self, changes: Mapping[str, Change]) -> None:
        """Take changes over into the report and tell what follows; called by the undo steps alone."""
        was_modified, old_figures, old_issues, old_marks = self._was_modified, self.figures, self.issues, self.marks
        self.report = self.report.with_changes(changes)
        self.figures = reckon(self._form, self.report)
        self.issues = self._checker.run(self.report, self.figures)
        self.marks = self._marked()
        touched = set(changes)
        touched.update(key for key, total in self.figures.totals.items() if total != old_figures.totals[key])
        touched.update(key for key, _ in self.marks.items() ^ old_marks.items())
        self.changed.emit(frozenset(touched))
        if self.issues != old_issues:
            self.issues_changed.emit()
        self._was_modified = self.modified
        if self._was_modified != was_modified:
            self.modified_changed.emit(self._was_modified)

    def _marked(self) -> dict[str, Severity]:
        """The worst finding on each cell that holds something; a blank is no mistake yet."""
        marks: dict[str, Severity] = {}
        for issue in reversed(self.issues):
            for key in issue.keys if len(issue.keys) <= _FEW else issue.keys[:1]:
                holds = key in self.report.cells or self.figures.numbers.get(key) is not None
                if holds and marks.get(key) is not Severity.ERROR:
                    marks[key] = issue.severity
        return marks


class _Edit(QUndoCommand):
    """One undo step: what the keys held before and after."""

    def __init__(
        self, document: Document, before: Mapping[str, Change], after: Mapping[str, Change], label: str, run: object
    ) -> None:
        super().__init__(label)
        self._document = document
        self.before, self.after, self.run = before, after, run

    def redo(self) -> None:
        self._document.apply(self.after)

    def undo(self) -> None:
        self._document.apply(self.before)

    def id(self) -> int:
        return -1 if self.run is None else 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Edit) or other.run != self.run:
            return False
        self.after = {**self.after, **other.after}
        self.before = {**other.before, **self.before}
        self.setObsolete(self.before == self.after)
        return True
