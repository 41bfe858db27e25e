"""Saving the draft, leaving it, and coming back to what was left: every failure is one sentence."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import ModuleType

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMenu, QWidget

from core.changes import differences
from core.draft import load_draft
from core.errors import DraftError, SaveFailed, UserError
from core.journal import Recovered
from core.locks import DraftLock, lock_path
from core.storing import ChangedOnDisk, digest_of, store
from gui.aside import aside
from gui.document import Document
from gui.safekeeping import Safekeeping, changes_between

_RETRY = 4000  # milliseconds


class Saving(QObject):
    """Brings the open report to its draft; `elsewhere` saves it under another name.

    `settled` tells that the document has another place or name.
    """

    settled = Signal()

    def __init__(self, document: Document, window: QWidget, safe: Safekeeping, elsewhere: Callable[[], bool]) -> None:
        super().__init__(window)
        self._document = document
        self._window = window
        self.safe = safe
        self._elsewhere = elsewhere
        self._retry = QTimer(self, interval=_RETRY)
        self._retry.timeout.connect(self._try_again)
        self._lock: DraftLock | None = None
        self._is_storing = False

    def may_open(self, path: Path) -> bool | None:
        """Take the lock of a draft: True to open it, None to open a copy since another has it, False to leave it."""
        if self._lock and self._lock.path == lock_path(path):
            return True
        lock = DraftLock(path)
        if lock.is_held_by_another:
            return None if _dialogs().ask_held(self._window, path.name, lock.told()) else False
        self.release()
        self._lock = lock
        return True

    def release(self) -> None:
        """Give back the lock of the draft that leaves the screen."""
        if self._lock:
            self._lock.release()
        self._lock = None

    def save(self, path: Path, *, over_changes: bool = False) -> bool:
        """Save the report under a path; a failure is told, and False."""
        if path.parent.exists() and self.may_open(path) is not True:
            return False
        try:
            self._store(path, over_changes=over_changes)
        except ChangedOnDisk as problem:
            return self._settle_changed(path, problem)
        except SaveFailed as problem:
            _dialogs().show_error(self._window, problem)
            if path == self._document.path:
                self._retry.start()
            return False
        return True

    def _store(self, path: Path, *, over_changes: bool = False) -> None:
        """Save beside the window's thread. Raises SaveFailed; then the report stays modified."""
        document, safe = self._document, self.safe
        report = document.report
        base = document.base if path == document.path else ""
        self._is_storing = True  # the window's clocks go on meanwhile
        try:
            stored = aside(
                lambda: store(
                    report, path, base=base, history=safe.history(path), session=safe.session, over_changes=over_changes
                )
            )
        except SaveFailed as problem:
            safe.log.event("save", kind=problem.kind, error=type(problem.__cause__).__name__)
            if problem.kind == "unsure" and path == document.path:
                document.base = digest_of(path)  # what stands there is ours, though the disk did not confirm it
            raise
        finally:
            self._is_storing = False
        safe.log.event("save", kind="ok", warning=int(bool(stored.warning)))
        self._retry.stop()
        document.keep_saved(report, path, stored.digest)
        if stored.warning:
            safe.told.emit(stored.warning)

    def _settle_changed(self, path: Path, problem: ChangedOnDisk) -> bool:
        """Somebody else wrote the draft meanwhile: save over it, save elsewhere, or leave it."""
        answer = _dialogs().ask_changed(self._window, problem, self._otherwise(path))
        if answer == "over":
            return self.save(path, over_changes=True)
        return self._elsewhere() if answer == "elsewhere" else False

    def _otherwise(self, path: Path) -> list[str]:
        """What the draft on the disk has otherwise than the report on the screen, in sentences."""
        try:
            theirs = load_draft(path)
        except DraftError as problem:
            return [problem.happened]
        return list(differences(self._document.form, theirs, self._document.report))

    def _try_again(self) -> None:
        """A stick that was pulled out may be back."""
        path = self._document.path
        if self._is_storing:
            return
        if path is None or not self._document.modified:
            self._retry.stop()
        elif path.parent.exists():
            try:
                self._store(path)
            except SaveFailed:
                return  # the next try, or the next Ctrl+S, which says why
            self.safe.told.emit(f"“{path.name}”又可以写了，已经保存。")
            self.settled.emit()

    def may_leave(self) -> bool:
        """Let the report on screen go without a question: saved if it has a place, else kept and offered again.

        Only if nothing could be kept is it asked; False then means to stay.
        """
        document = self._document
        self.safe.flush()
        if document.modified and document.path:
            try:
                self._store(document.path)
            except SaveFailed as problem:
                self.safe.told.emit(f"{problem.happened}；修改已经另外记下，下次打开时恢复。")
        if not document.modified or self.safe.is_safe:
            return True
        name = document.path.name if document.path else "新年报"
        answer = _dialogs().ask_to_save(self._window, name)
        return self._elsewhere() if answer is None else answer

    def take_up_latest(self, only: Path | None = None) -> str:
        """Go on with what was left behind last, of one draft or of any; returns the cell in hand then, or ""."""
        for journal, recovered in self.safe.left_behind():
            if only is None or recovered.start.draft in (only, only.resolve()):
                return self._take_up(journal, recovered)
        return ""

    def fill_left_behind(self, menu: QMenu) -> None:
        """List the reports that were never saved, or whose last edits weren't."""
        menu.clear()
        for journal, recovered in self.safe.left_behind():
            name = recovered.start.draft.name if recovered.start.draft else recovered.report.unit or "新年报"
            when = datetime.fromtimestamp(journal.stat().st_mtime).astimezone()
            action = menu.addAction(f"{name}　{when:%m-%d %H:%M}".replace("&", "&&"))
            action.triggered.connect(
                lambda _=False, at=journal, what=recovered: self.may_leave() and self._take_up(at, what)
            )
        if menu.isEmpty():
            menu.addAction("（没有）").setEnabled(False)

    def show_versions(self) -> None:
        """Show the versions kept of the open draft."""
        from core.history import versions
        from gui.versions import choose_version

        document = self._document
        kept = versions(self.safe.history(document.path), document.path) if document.path else []
        if not kept:
            nothing = UserError("这份年报还没有历史版本", do="每次保存时会自动留一份原来的")
            _dialogs().show_error(self._window, nothing)
        elif chosen := choose_version(document, kept, self._window):
            what, report = chosen
            if what == "restore":
                document.put_many(changes_between(document.report, report), "恢复历史版本")
            elif self.may_leave():
                document.replace(report, None, unsaved=True)

    def _take_up(self, journal: Path, recovered: Recovered) -> str:
        draft = recovered.start.draft
        if draft and draft.exists() and self.may_open(draft) is not True:
            return ""
        try:
            place = self.safe.take_up(journal, recovered)
        except UserError as problem:
            _dialogs().show_error(self._window, problem)
            return ""
        self.settled.emit()
        return place

    def offer_version(self, path: Path, problem: DraftError) -> None:
        """A damaged draft stays as it is; the last version kept of it can be opened beside it."""
        from core.history import versions

        kept = versions(self.safe.history(path), path)
        if not kept or not _dialogs().ask_version(self._window, problem, kept[0].saved):
            if not kept:
                _dialogs().show_error(self._window, problem)
            return
        try:
            self._document.replace(load_draft(kept[0].path), None, unsaved=True)
        except UserError as also:
            _dialogs().show_error(self._window, also)


def _dialogs() -> ModuleType:
    """The dialogs, imported when the first is shown: they aren't needed to open the window."""
    from gui import dialogs

    return dialogs
