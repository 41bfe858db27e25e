"""The open report: the one mutable object on screen. Every change passes `put_many`."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import structs
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from core.answers import answer, rules_off
from core.checks import Checker
from core.draft import digest, open_draft, read_bytes
from core.editions import Editions, checked_before
from core.form import Form
from core.issue import Issue, verdict
from core.report import (
    ANSWER,
    OFF,
    PREVIOUS,
    Change,
    Entry,
    Figures,
    Report,
    cell_text,
    entry,
    entry_so_far,
    last_numbers,
    reckon,
)
from core.rules import Severity
from core.values import Number

_PAUSE = 50  # milliseconds after the last key in a text before it's checked
_FEW = 4  # an issue over more cells than this marks only the cell it accuses first


class Document(QObject):
    """A report being edited: figures, issues and marks follow each change.

    Signals: `changed` (the keys whose text or mark changed), `issues_changed`, `replaced` (another report
    was opened), `modified_changed` (whether it differs from what is saved), `announced` (a cell whose text was
    read as another one, and a sentence on it), `look_at` (keys that one act has changed, to be brought into sight),
    `edited` (the report before, and the changes made), `leaving` (another report is about to be shown), `stored` (all
    is saved).
    """

    changed = Signal(object)
    issues_changed = Signal()
    replaced = Signal()
    modified_changed = Signal(bool)
    announced = Signal(str, str)
    look_at = Signal(object)
    edited = Signal(object, object)
    leaving = Signal()
    stored = Signal()

    def __init__(self, report: Report, editions: Editions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.editions = editions
        # texts are long: what is found in them follows when typing pauses, or when somebody asks
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._catch_up)
        self._form = editions.load(report.edition)
        self.checker = Checker(self._form)
        self.base = ""  # the SHA-256 of the draft on the disk that this report was opened from or saved to
        self.notice = ""  # what there is to say about the report that was opened
        self.editing = ""  # the key of the cell being typed in; what is found in it alone waits until it's left
        self._set(report, None)

    @property
    def form(self) -> Form:
        """The form of the report's edition."""
        return self._form

    @property
    def modified(self) -> bool:
        """Whether the report differs from what is saved; computed, so a digit typed and deleted leaves it clean."""
        return self.report != self.saved

    def replace(
        self, report: Report, path: Path | None, *, base: str = "", unsaved: bool = False, remarks: Sequence[str] = ()
    ) -> None:
        """Show another report; `path` is where it's saved, None if nowhere yet, `base` the SHA-256 of its bytes.

        `unsaved` says that closing it would lose something; `remarks` are to be told with it.
        """
        self.leaving.emit()
        if report.edition != self._form.edition:
            self._form = self.editions.load(report.edition)
            self.checker = Checker(self._form)
        self.undo_stack.clear()
        self.notice = "\n".join(part for part in (checked_before(self._form, report), *remarks) if part)
        self._set(report, path)
        self.base = base
        if unsaved:
            self.saved = Report(report.edition)
        self._was_modified = self.modified
        self.replaced.emit()
        self.modified_changed.emit(self.modified)

    def reload_form(self) -> None:
        """Check by the edition's rules as they are now; its form is the same."""
        self._form = self.editions.load(self._form.edition)
        self.checker = Checker(self._form)
        self._follow(self.figures, ())

    def open(self, path: Path) -> None:
        """Open a draft. Raises DraftError; then the present report stays."""
        data = read_bytes(path)
        opened = open_draft(data, path.name)
        self.replace(opened.report, path, base=digest(data), remarks=opened.remarks)

    def keep_saved(self, report: Report, path: Path, base: str) -> None:
        """Note that a report, the present one or one before, stands on the disk at `path` with the SHA-256 `base`."""
        self.saved, self.path, self.base = report, path, base
        self._was_modified = self.modified
        self.stored.emit()
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
        """Type a text into a cell or field; edits of one `run` become one undo step.

        In a cell only plain digits count while they are typed; `settle` reads the rest.
        """
        cell = self._form.cells.get(key)
        self.put_many({key: entry_so_far(cell.kind, typed) if cell else typed}, label, run)

    def settle(self, key: str) -> None:
        """Read what was typed into a cell that is being left, as a step of its own, and say how it reads."""
        cell, typed = self._form.cells[key], self.report.cells.get(key)
        if typed is None or typed.value is not None:
            return
        reading = entry(cell.kind, typed.raw, typed.origin)
        if reading and reading.value is not None:
            self.put_many({key: reading}, f"读作 {reading.text}")
            self.announce(key, reading)

    def announce(self, key: str, reading: Entry, undone: str = "恢复原样") -> None:
        """Say how something was read, and what Ctrl+Z does about it."""
        self.announced.emit(key, f"“{reading.raw}”读作 {reading.text}　Ctrl+Z {undone}")

    def edit(self, key: str) -> None:
        """Begin to type in a cell, or end it with ""."""
        self.editing = key
        if self._held_back:
            self._follow(self.figures, ())

    def undo(self) -> None:
        """Take back the last step."""
        self._step(self.undo_stack.index() - 1, self.undo_stack.undo)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._step(self.undo_stack.index(), self.undo_stack.redo)

    def _step(self, at: int, act: Callable[[], None]) -> None:
        step = self.undo_stack.command(at)
        changed = step.after if isinstance(step, _Edit) else ()
        keys = tuple(key for key in changed if key in self._form.order)  # an answer has no place of its own
        act()
        if keys:
            self.look_at.emit(keys)

    def put_many(self, changes: Mapping[str, Change], label: str, run: object = None) -> None:
        """Change any number of cells and fields as one undo step."""
        before = {key: self.report.get(key) for key in changes}
        after = {key: change or None for key, change in changes.items()}
        if before != after:
            self.undo_stack.push(_Edit(self, before, after, label, run))

    def close_issue(self, issue: Issue, reason: str) -> None:
        """Answer a finding with a reason, "" to put a hint aside."""
        self.put_many(dict(answer(self.figures, issue, reason)), "写理由" if reason else "收起提示")

    def open_issue(self, issue: Issue) -> None:
        """Take an answer back."""
        self.put_many({ANSWER + issue.ident: None}, "撤回理由")

    def switch_rule(self, code: str, reason: str | None) -> None:
        """Switch a rule off for this report with a reason, or on again with None."""
        self.put_many({OFF + code: reason}, "停用规则" if reason else "恢复规则")

    @property
    def issues(self) -> tuple[Issue, ...]:
        """What the checks find in the report as it is now."""
        if self._pause.isActive():
            self._catch_up()
        return self._issues

    @property
    def waits(self) -> bool:
        """Whether a text is being typed that has not been checked yet."""
        return self._pause.isActive()

    @property
    def verdict(self) -> str:
        """The one word over the report."""
        return verdict(self.issues, len(rules_off(self._form, self.report)))

    @property
    def is_untouched(self) -> bool:
        """Whether this is an empty report that nothing has been done to."""
        return not (self.modified or self.path or self.report.previous or self.report.cells)

    def _set(self, report: Report, path: Path | None) -> None:
        self.report = self.saved = structs.replace(report, rules=self._form.version)
        self._was_modified = False
        self.path = path
        self.figures: Figures = reckon(self._form, report)
        self.last: Mapping[str, Number] = last_numbers(report)
        self.editing, self._held_back = "", False
        self._pause.stop()
        self._issues: tuple[Issue, ...] = self.checker.run(report, self.figures)
        self.marks: dict[str, Severity] = self._marked()

    def apply(self, changes: Mapping[str, Change]) -> None:
        """Take changes over into the report and tell what follows; called by the undo steps alone."""
        old_figures, before = self.figures, self.report
        self.report = before.with_changes(changes)
        if PREVIOUS in changes:
            self.last = last_numbers(self.report)
        self.figures = reckon(self._form, self.report)
        self.edited.emit(before, changes)
        if all(key in self._form.fields and self._form.fields[key].kind == "text" for key in changes):
            self._pause.start()
            self._tell(changes)
        else:
            self._follow(old_figures, changes)

    def _catch_up(self) -> None:
        """Check the texts that were typed."""
        self._follow(self.figures, ())

    def _follow(self, old_figures: Figures, changed: Iterable[str]) -> None:
        """Check the report as it is now and tell what has changed with the named keys."""
        self._pause.stop()
        old_issues, old_marks = self._issues, self.marks
        found, alone = self.checker.run(self.report, self.figures), (self.editing,)
        self._issues = tuple(issue for issue in found if issue.keys != alone)
        self._held_back = len(found) > len(self._issues)
        self.marks = self._marked()
        touched = set(changed)
        touched.update(key for key, total in self.figures.totals.items() if total != old_figures.totals[key])
        touched.update(key for key, _ in self.marks.items() ^ old_marks.items())
        self._tell(touched)
        if self._issues != old_issues:
            self.issues_changed.emit()

    def _tell(self, touched: Iterable[str]) -> None:
        """Tell what has changed."""
        self.changed.emit(frozenset(touched))
        was_modified = self._was_modified
        self._was_modified = self.modified
        if self._was_modified != was_modified:
            self.modified_changed.emit(self._was_modified)

    def _marked(self) -> dict[str, Severity]:
        """The worst finding on each cell that holds something; a blank is no mistake yet."""
        marks: dict[str, Severity] = {}
        for issue in reversed(self._issues):
            if issue.reason is not None:
                continue
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
