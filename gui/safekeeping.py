"""Nothing that was typed is lost: each edit goes into a journal, what was left behind comes back."""

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal

from core.changes import differences
from core.durable import make_folder
from core.errors import DraftError
from core.journal import SUFFIX, Journal, Recovered, left_behind, recover
from core.log import Log
from core.report import Change, Report
from core.settings import journals_folder, log_folder
from core.storing import digest_of
from gui.document import Document

_TEXT_PAUSE, _SYNC_PAUSE = 300, 800  # milliseconds
_BESIDE = "年报历史版本"
_LARGEST = 8 * 1024 * 1024  # bytes of a journal
_TOLD = 3  # differences that are told in the notice


class Safekeeping(QObject):
    """Keeps the journal of the open report. `told` says what the clerk should know."""

    told = Signal(str)

    def __init__(self, document: Document, data: Path, here: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._here = here
        self.journals = journals_folder(data)
        self._history = data / "history"
        self.history_beside = False  # the clerk's choice: versions stand in a folder beside each draft
        self.log = Log(log_folder(data))
        self.session = os.urandom(4).hex()
        self._journal: Journal | None = None
        self._pending: dict[str, Change] = {}
        self._failed = False
        self._text_pause = QTimer(self, singleShot=True, interval=_TEXT_PAUSE)
        self._text_pause.timeout.connect(self.flush)
        self._sync_pause = QTimer(self, singleShot=True, interval=_SYNC_PAUSE)
        self._sync_pause.timeout.connect(self._sync)
        document.edited.connect(self._on_edited)
        document.leaving.connect(self.leave)
        document.replaced.connect(self._on_replaced)
        document.stored.connect(self._on_stored)

    def history(self, draft: Path | None) -> Path:
        """Where the versions of a draft are kept."""
        return draft.parent / _BESIDE if self.history_beside and draft else self._history

    def was_wiped(self, seen: bool) -> bool:
        """Whether what was kept on this machine before has been cleared away; leaves a mark for the next time."""
        mark = self._history.parent / "mark"
        wiped = seen and not mark.exists()
        try:
            mark.parent.mkdir(parents=True, exist_ok=True)
            mark.touch()
        except OSError as problem:
            self._tell_failure(problem)
        return wiped

    # ------------------------------------------------------------ while it's being written

    @property
    def is_safe(self) -> bool:
        """Whether all that was typed is on its way to the disk."""
        return self._journal is not None and not self._failed

    def flush(self) -> None:
        """Write what has been typed into texts since the last record."""
        if self._pending and self._journal:
            pending, self._pending = self._pending, {}
            self._append(pending)

    def leave(self) -> None:
        """Close the journal of a report that leaves the screen; it stays if it holds what no draft does."""
        self.flush()
        if self._journal:
            if self._document.modified:
                self._journal.close()
            else:
                self._journal.drop()
        self._journal = None

    def _on_edited(self, before: Report, changes: Mapping[str, Change]) -> None:
        if self._journal is None:
            self._begin(before)
        fields = self._document.form.fields
        if all(key in fields for key in changes):  # texts change with each letter
            self._pending.update(dict.fromkeys(changes))
            if not self._text_pause.isActive():
                self._text_pause.start()
            return
        self.flush()
        self._append(changes)

    def _on_replaced(self) -> None:
        self._failed = False
        if self._document.modified:  # carried on from last year: it's nowhere on the disk yet
            self._begin(self._document.report)

    def _on_stored(self) -> None:
        self._pending.clear()
        if self._journal:
            self._journal.drop()
        self._journal = None

    def _begin(self, report: Report) -> bool:
        path = self.journals / f"{os.urandom(8).hex()}{SUFFIX}"
        try:
            make_folder(self.journals)
            journal = Journal(path, report, self._document.path, self._document.base)
        except OSError as problem:
            self._tell_failure(problem)
            return False
        if self._journal:
            self._journal.drop()
        self._journal = journal
        return True

    def _append(self, keys: Iterable[str]) -> None:
        """Write down what the keys hold now: that is what was read from what was typed."""
        report = self._document.report
        if self._journal is None:
            return
        if self._failed or self._journal.size > _LARGEST:
            # an edit is missing in it, or it has grown long: the new one starts from all there is
            self._failed = not self._begin(report)
            return
        try:
            self._journal.append({key: report.get(key) for key in keys}, self._here())
        except OSError as problem:
            self._tell_failure(problem)
        if not self._sync_pause.isActive():
            self._sync_pause.start()

    def _tell_failure(self, problem: OSError) -> None:
        if not self._failed:
            self._failed = True
            name = type(problem).__name__
            self.log.event("journal", error=name, number=problem.errno or 0)
            self.told.emit(f"没有地方随时记下修改（{name}），请勤保存，并检查磁盘空间。已填的内容仍在窗口里。")

    def _sync(self) -> None:
        if self._journal:
            QThreadPool.globalInstance().start(_Sync(self._journal))

    # ------------------------------------------------------------ what was left behind

    def left_behind(self) -> list[tuple[Path, Recovered]]:
        """The reports that were not saved, the newest first, with the journals that hold them."""
        found: list[tuple[Path, Recovered]] = []
        for path in left_behind(self.journals):
            try:
                recovered = recover(path)
            except (DraftError, OSError):
                continue  # it stays where it is
            if recovered.steps or not recovered.start.draft:
                found.append((path, recovered))
            else:
                path.unlink(missing_ok=True)  # nothing was done after the last save
        return found

    def take_up(self, path: Path, recovered: Recovered) -> str:
        """Go on where a report was left behind; returns the key of the cell that was in hand.

        If the draft still is what the edits started from, they become one step that can be undone; otherwise what
        was left behind becomes a report of its own, and the draft stays as it is.
        """
        document, start = self._document, recovered.start
        draft = start.draft
        self.log.event("recover", steps=recovered.steps, named=int(bool(draft)))
        if draft and start.base and digest_of(draft) == start.base:
            document.open(draft)
            document.put_many(changes_between(document.report, recovered.report), "恢复没有保存的修改")
            self.told.emit(f"已恢复“{draft.name}”上次没有保存的修改：{self._what(recovered)}。不要的话按 Ctrl+Z。")
        else:
            document.replace(recovered.report, None, unsaved=True)
            was = f"；原来的草稿“{draft.name}”已经是别的内容，没有动它" if draft else ""
            self.told.emit(f"找回了上次没有保存的年报{was}。请保存成草稿。")
        self.flush()
        path.unlink(missing_ok=True)
        return recovered.place

    def _what(self, recovered: Recovered) -> str:
        told = list(differences(self._document.form, recovered.start.report, recovered.report))
        more = f" 等 {len(told)} 处" if len(told) > _TOLD else ""
        return "；".join(told[:_TOLD]) + more


def changes_between(before: Report, after: Report) -> dict[str, Change]:
    """What turns one report into another."""
    keys = {*before.texts, *before.cells, *before.answers, *after.texts, *after.cells, *after.answers, "previous"}
    return {key: after.get(key) for key in keys if before.get(key) != after.get(key)}


class _Sync(QRunnable):
    """Has the disk confirm what was written, beside the window's thread."""

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal

    def run(self) -> None:
        try:
            self._journal.sync()
        except OSError:
            return  # closed meanwhile; the next record says if the disk is gone
