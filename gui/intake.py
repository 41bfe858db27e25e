"""Reports from elsewhere: last year's as a start for this year's, and any report looked over (F2, F16)."""

from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.draft import SUFFIX
from core.errors import UserError
from core.report import Report
from gui.aside import with_progress
from gui.document import Document
from gui.filing import Filing

if TYPE_CHECKING:
    from core.old_report import OldReport


class Intake(QObject):
    """Takes reports in; what is carried over is one undo step. `said` is for the line above the pages."""

    said = Signal(str)

    def __init__(self, document: Document, window: QWidget, filing: Filing) -> None:
        super().__init__(window)
        self._document = document
        self._window = window
        self._filing = filing

    def from_last_year(self, path: Path | None = None) -> None:
        """Start this year's report from last year's, in whatever kind of file; ask for it if it's not named."""
        path = path or _dialogs().ask_report(self._window, self._filing.folder())
        if path and (old := self._read(path)):
            self._carry(old, path.name, ask=path.suffix != SUFFIX or bool(old.doubts) or _has_texts(old.report))

    def next_year(self) -> None:
        """Start next year's report from the one that is open."""
        self._start(self._document.report, self._filing.name, texts=False)

    def take(self, path: Path) -> None:
        """What was dropped on the window: a draft is opened, any other report looked over."""
        if path.suffix == SUFFIX:
            if self._filing.saving.may_leave():
                self._filing.open_path(path)
        else:
            self.look_over(path)

    def look_over(self, path: Path | None = None) -> None:
        """Check any report without making a draft of it (体检)."""
        from gui.old_report import Checkup

        path = path or _dialogs().ask_report(self._window, self._filing.folder())
        if path is None or not (old := self._read(path)):
            return
        dialog = Checkup(old, path.name, self._window)
        dialog.exec()
        wanted = dialog.wanted
        dialog.deleteLater()
        if wanted == "carry":
            self._carry(old, path.name, ask=True)
        elif wanted == "open" and self._filing.saving.may_leave():
            self._document.replace(old.report, None, unsaved=True)

    def _read(self, path: Path) -> "OldReport | None":
        """Read a file beside the window's thread; the clerk can stop waiting. What can't be read is told."""
        from core.old_report import read_old_report

        editions = self._document.editions
        try:
            return with_progress(self._window, f"正在读“{path.name}”……", lambda: read_old_report(editions, path))
        except UserError as problem:
            _dialogs().show_error(self._window, problem)
            return None

    def _carry(self, old: "OldReport", source: str, *, ask: bool) -> None:
        texts = False
        if ask:
            from gui.old_report import CarryOver

            editions = self._document.editions
            try:
                dialog = CarryOver(editions.load(editions.newest()), old, source, self._window)
            except UserError as problem:
                _dialogs().show_error(self._window, problem)
                return
            accepted = dialog.exec()
            texts = dialog.texts.isChecked()
            dialog.deleteLater()
            if not accepted:
                return
        self._start(old.report, source, texts=texts)

    def _start(self, last: Report, source: str, *, texts: bool) -> None:
        """Put what last year hands on into an empty report, as one step that can be taken back."""
        from core.carry import carried

        editions = self._document.editions
        try:
            changes = carried(editions.load(editions.newest()), last, source, texts=texts)
        except UserError as problem:
            _dialogs().show_error(self._window, problem)
            return
        if self._document.is_untouched or self._filing.new():
            self._document.put_many(changes, "带入去年的报告")
            self.said.emit(f"已从“{source}”带入；带错了按 Ctrl+Z 可以整个取消。")


def _has_texts(report: Report) -> bool:
    """Whether there are sections of text that could be taken over."""
    return any(key.endswith("/text") for key in report.texts)


def _dialogs() -> ModuleType:
    """The dialogs, imported when the first is shown: they aren't needed to open the window."""
    from gui import dialogs

    return dialogs
