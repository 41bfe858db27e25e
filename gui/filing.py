"""Files: new, open, save, and what was opened lately."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import ModuleType

from msgspec import structs
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from core import VERSION
from core.draft import SUFFIX, load_draft
from core.errors import DraftError
from core.locate import sample
from core.names import file_name
from core.report import DUE, Report
from core.settings import Memory, Settings, with_recent
from gui.document import Document
from gui.safekeeping import Safekeeping
from gui.saving import Saving


class Filing(QObject):
    """Brings reports from files to the document and back; every failure is one sentence.

    `settled` tells that the document has another place or name.
    """

    settled = Signal()

    def __init__(
        self,
        document: Document,
        window: QWidget,
        safe: Safekeeping,
        new_report: Report,
        memory: Memory,
    ) -> None:
        super().__init__(window)
        self._document = document
        self._window = window
        self.safe = safe
        self.saving = Saving(document, window, safe, self.save_as)
        self.saving.settled.connect(self.settled)
        self._new_report = new_report
        self._memory = memory
        safe.history_beside = self.settings.history_beside

    @property
    def settings(self) -> Settings:
        """What this machine remembers."""
        return self._memory.settings

    @property
    def name(self) -> str:
        """What to call the open report."""
        return self._document.path.name if self._document.path else "新年报"

    @property
    def recent(self) -> list[Path]:
        """The drafts opened lately, newest first."""
        return [Path(name) for name in self.settings.recent]

    def last_years(self) -> Callable[[], Path | None]:
        """What finds, of the drafts opened lately, the newest that is of an earlier year; to be called aside."""
        recent, this = self.recent, self._document.report.year

        def find() -> Path | None:
            for path in recent:
                with suppress(DraftError, OSError, ValueError):  # a name that no system takes, a drive that is gone
                    year = load_draft(path).year
                    if year and this and year < this:
                        return path
            return None

        return find

    def remember(self, settings: Settings) -> None:
        """Keep settings for the next start."""
        self._memory.remember(settings)

    def blank(self) -> Report:
        """An empty report, with the day by which this office has to hand it in."""
        year = self._new_report.year
        due = f"{year + 1}年{self.settings.due}" if self.settings.due and year else ""
        return self._new_report.with_changes({DUE: due}) if due else self._new_report

    def new(self) -> bool:
        """Start an empty report; False if the present one could not be left."""
        if not self.saving.may_leave():
            return False
        kept = self._document.modified
        self._document.replace(self.blank(), None)
        if kept:
            self.safe.told.emit("刚才那份没有保存过的年报收好了，在菜单“文件 → 没有保存过的”里。")
        return True

    def open(self) -> None:
        """Ask for a draft and open it."""
        if self.saving.may_leave() and (path := _dialogs().ask_open(self._window, self.folder())):
            self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Open a draft; if it can't be read, say so and keep the present report."""
        may = self.saving.may_open(path) if path.exists() else True
        if may is False:
            return
        try:
            if may:
                self._document.open(path)
            else:
                self._document.replace(load_draft(path), None, unsaved=True)
        except DraftError as problem:
            self.safe.log.event("open", error=type(problem.__cause__ or problem).__name__)
            self.saving.release()
            self.saving.offer_version(path, problem)
            return
        if may:
            self._remember_path(path)
            self.saving.take_up_latest(only=path)

    def open_sample(self) -> None:
        """Open a copy of the sample report; it's saved under a name of its own."""
        if self.saving.may_leave():
            self._document.open(sample())
            self._document.path = None
            self.settled.emit()

    def save(self) -> bool:
        """Save the draft; ask where the first time."""
        return self._save_at(self._document.path) if self._document.path else self.save_as()

    def save_as(self) -> bool:
        """Save the draft under another name."""
        path = _dialogs().ask_save(self._window, self.folder() / (self._suggested() + SUFFIX))
        return self._save_at(path) if path else False

    def fill_recent(self, menu: QMenu) -> None:
        """List the drafts opened lately."""
        menu.clear()
        for path in self.recent:
            action = menu.addAction(path.name.replace("&", "&&"))
            action.setToolTip(str(path))
            action.triggered.connect(lambda _=False, path=path: self.open_recent(path))
        if not self.recent:
            menu.addAction("（还没有）").setEnabled(False)

    def set_history_beside(self, beside: bool) -> None:
        """Choose whether versions are kept beside the drafts: some machines are cleared at night."""
        self.safe.history_beside = beside
        self.remember(structs.replace(self.settings, history_beside=beside))

    def look_after_data(self) -> None:
        """Notice if what was kept on this machine has been cleared away, and say what helps."""
        if self.safe.was_wiped(self.settings.data_seen):
            self.safe.told.emit(
                "这台电脑上的历史版本和没有保存的修改不见了，可能被清理过；草稿在您自己的文件夹里，不受影响。"
                "可以在菜单“文件”里选“历史版本放在草稿旁边”。"
            )
        if not self.settings.data_seen:
            self.remember(structs.replace(self.settings, data_seen=True))

    def tell_places(self) -> None:
        """Say where on this machine everything is kept."""
        safe = self.safe
        draft = str(self._document.path) if self._document.path else "还没有保存成草稿"
        places = (
            f"这份草稿：{draft}\n\n没有保存的修改：{safe.journals}\n\n历史版本：{safe.history(self._document.path)}\n\n"
            f"日志（没有填写的内容）：{safe.journals.parent / 'log'}\n\n设置、规则包：{self._memory.folder}"
        )
        _dialogs().show_done(self._window, "数据只放在这台电脑上：", places)

    def about(self) -> None:
        """Say what the program is."""
        _dialogs().show_about(self._window, VERSION, self._document.form.source, self._document.form.version)

    def open_recent(self, path: Path) -> None:
        """Open a draft from the list of recent ones."""
        if self.saving.may_leave():
            self.open_path(path)

    def _save_at(self, path: Path) -> bool:
        saved = self.saving.save(path)
        if saved:
            self._remember_path(path)
        return saved

    def _remember_path(self, path: Path) -> None:
        self.remember(with_recent(self.settings, path.resolve()))
        self.settled.emit()

    def folder(self) -> Path:
        """Where to begin to look for files: beside the draft."""
        if self._document.path:
            return self._document.path.parent
        chosen = Path(self.settings.folder)
        return chosen if self.settings.folder and chosen.is_dir() else Path.home()

    def _suggested(self) -> str:
        report = self._document.report
        return file_name("".join(self._document.form.title).format(unit=report.unit, year=report.year or ""))


def _dialogs() -> ModuleType:
    """The dialogs, imported when the first is shown: they aren't needed to open the window."""
    from gui import dialogs

    return dialogs
