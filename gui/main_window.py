"""The main window: first the start page alone, then all that stands around a report. Wiring only.

What the report needs is imported and built when the start page has been painted: nobody waits for it.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from core.errors import UserError
from core.settings import Memory, Settings, journals_folder, log_folder
from gui import APP_NAME
from gui.notice import Notice
from gui.start import StartPage

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from gui.checking import Checking
    from gui.desk import Desk
    from gui.document import Document
    from gui.exporting import Exporting
    from gui.filing import Filing
    from gui.frame import Frame
    from gui.intake import Intake
    from gui.preview import Preview
    from gui.safekeeping import Safekeeping
    from gui.steps import Steps

MENUS = ("文件(&F)", "编辑(&E)", "表格(&T)", "正文(&X)", "核对(&C)", "视图(&V)", "帮助(&H)")
ROOMY = 1600  # pixels from which findings and preview both have room


class MainWindow(QMainWindow):
    """One report on screen; all but the start page is there after `furnish`.

    `memory` is what this machine remembers, `data` the folder of journals and versions. `furnished` tells that the
    report can be worked on, `painted` that the start page has been seen.
    """

    furnished = Signal()
    painted = Signal()

    document: "Document"
    safe: "Safekeeping"
    filing: "Filing"
    exporting: "Exporting"
    intake: "Intake"
    checking: "Checking"
    frame: "Frame"
    steps: "Steps"
    desk: "Desk"
    recent_menu: QMenu
    left_menu: QMenu
    off_menu: QMenu
    preview_action: "QAction"
    help_action: "QAction"
    beside_action: "QAction"
    right_action: "QAction"

    def __init__(self, memory: Memory, data: Path) -> None:
        super().__init__()
        self._memory = memory
        self._data = data
        self.preview: Preview | None = None
        self._start: StartPage | None = None
        self.is_furnished = False
        self.notice = Notice()
        self._room = QStackedWidget()
        centre = QWidget()
        inside = QVBoxLayout(centre)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self._room, 1)
        inside.addWidget(self.notice)  # below, so that nothing one is about to click on moves
        self.setCentralWidget(centre)
        self.menus = [self.menuBar().addMenu(title) for title in MENUS]
        self.setWindowTitle(APP_NAME)
        self.setAcceptDrops(True)
        self.resize(*(self.settings.window if min(self.settings.window) > 0 else (1280, 680)))
        if self.settings.maximized:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    @property
    def settings(self) -> Settings:
        """What this machine remembers."""
        return self._memory.settings

    @property
    def has_journals(self) -> bool:
        """Whether anything may have been left behind: a journal that nobody ended, or that is being written."""
        return any(journals_folder(self._data).glob("*"))

    # ------------------------------------------------------------ what the window is made of

    def furnish(self) -> bool:
        """Read the form and build, once, all that is needed to work on a report.

        False, and the program ends, if that can't be done; it has been told.
        """
        if self.is_furnished:
            return True
        try:
            self._build_report()
            self._build_centre()
            self._listen()
        except Exception as problem:  # whatever it was, nothing can be done without
            self._give_up(problem)
            return False
        self.is_furnished = True
        self._show_report()
        self.furnished.emit()
        return True

    def _give_up(self, problem: Exception) -> None:
        """Say why the program can't be used, and end it."""
        from core.log import Log, where
        from gui import dialogs

        Log(log_folder(self._data)).event("no start", where=where(problem).replace("\n", " < "))
        unknown = UserError(
            f"程序没能准备好（{type(problem).__name__}）", safe="草稿没有动过", do="请重新安装一次，不行再找维护人员"
        )
        dialogs.show_error(self, problem if isinstance(problem, UserError) else unknown)
        QApplication.exit(2)

    def _build_report(self) -> None:
        """What stands behind the window: an empty report for last year, in the newest edition of the form."""
        from datetime import date

        from core.editions import Editions
        from core.report import YEAR, Report
        from gui.document import Document
        from gui.exporting import Exporting
        from gui.filing import Filing
        from gui.intake import Intake
        from gui.safekeeping import Safekeeping

        editions = Editions(self._memory.folder / "editions")
        report = Report(editions.newest(), texts={YEAR: str(date.today().year - 1)})
        self.document = Document(report, editions, self)
        self.safe = Safekeeping(self.document, self._data, self.key_in_hand, self)
        self.filing = Filing(self.document, self, self.safe, report, self._memory)
        self.exporting = Exporting(self.document, self, self.filing)
        self.intake = Intake(self.document, self, self.filing)

    def _build_centre(self) -> None:
        from gui.checking import Checking
        from gui.desk import Desk
        from gui.frame import Frame
        from gui.menus import fill_menus
        from gui.steps import Steps

        self.frame = frame = Frame(self.document, help_shown=self.settings.help_shown)
        self.rail, self.stack, self.side = frame.rail, frame.stack, frame.side
        self.back, self.forward = frame.back, frame.forward
        self.selection, self.saved, self.verdict = frame.selection, frame.saved, frame.verdict
        self.issues = self.side.issues
        self.steps = Steps(self.document, frame, self.filing, self.exporting)
        self.checking = Checking(self.document, self.issues, self, self.key_in_hand, self.go_to)
        self.desk = Desk(self)
        self._room.addWidget(frame)
        fill_menus(self)

    def _listen(self) -> None:
        """Follow the report, and say what others have to say."""
        self.document.changed.connect(self._on_changed)
        self.document.modified_changed.connect(self._show_title)
        self.document.replaced.connect(self._on_replaced)
        self.document.stored.connect(self.notice.clear)
        self.filing.settled.connect(self._show_title)
        self.issues.chosen.connect(self.go_to)
        self.steps.entered.connect(self._leave_start)
        self.steps.followed.connect(self._follow)
        self.steps.zero_wanted.connect(self.desk.declare_zero)
        self.steps.last_year_wanted.connect(self.intake.from_last_year)
        self.safe.told.connect(self.notice.say)
        for passing in (self.checking.told, self.exporting.said, self.intake.said, self.steps.mentioned):
            passing.connect(self.notice.mention)

    # ------------------------------------------------------------ the start page

    def show_start(self) -> None:
        """Show the ways to begin."""
        if self._start:
            return
        if focus := self.focusWidget():
            focus.clearFocus()  # what is being typed is taken in first
        may_go_back = self.is_furnished and not self.document.is_untouched
        start = StartPage([Path(name) for name in self.settings.recent], may_go_back=may_go_back)
        start.wanted.connect(self._begin)
        start.draft_wanted.connect(self._begin_with)
        start.painted.connect(lambda: QTimer.singleShot(0, self.painted.emit))
        self._room.addWidget(start)
        self._room.setCurrentWidget(start)
        start.take_up()
        self._start = start

    def _begin(self, way: str) -> None:
        """Begin in the way that was chosen on the start page."""
        if not self.furnish():
            return
        {
            "back": self.steps.come_back,
            "last-year": self.intake.from_last_year,
            "new": self._begin_anew,
            "open": self.filing.open,
            "checkup": self.intake.look_over,
            "sample": self.filing.open_sample,
            "practice": self.desk.practise,
        }[way]()

    def _begin_anew(self) -> None:
        """An empty report for who has none of last year."""
        if self.filing.new():
            self.steps.ask_no_more()

    def _begin_with(self, draft: Path) -> None:
        if self.furnish():
            self.filing.open_recent(draft)

    def _leave_start(self) -> None:
        if self._start:
            left, self._start = self._start, None
            self._room.setCurrentWidget(self.frame)
            self._room.removeWidget(left)
            left.deleteLater()

    # ------------------------------------------------------------ where one is

    def key_in_hand(self) -> str:
        """The key of the cell or field the cursor is in; on other pages the first of the section."""
        return self.steps.key_in_hand()

    def go_to(self, key: str, passage: str = "") -> None:
        """Show the page a key belongs to and take its cell or field in hand, a passage of a text selected."""
        self.steps.go_to(key, passage)

    @property
    def page_of_manual(self) -> str:
        """The page of the manual about what is in hand."""
        return "begin" if self._start else self.steps.page_of_manual

    # ------------------------------------------------------------ what stands around the page

    def show_issues(self, shown: bool) -> None:
        """Show or hide the list of findings."""
        self.side.show_issues(shown)

    def show_help(self, shown: bool) -> None:
        """Show or hide what is known of the cell in hand."""
        self._memory.remember(structs.replace(self.settings, help_shown=shown))
        self.side.show_help(shown)

    def show_preview(self, shown: bool) -> None:
        """Show the pages beside the form; in a narrow window the findings make room, on a small screen nothing does."""
        self.side.step_aside(shown and self.width() < ROOMY)
        if self.preview is None:
            from gui.preview import Preview

            self.preview = Preview(self.document, self.exporting, self)
            self.preview.chosen.connect(self.go_to)
            self.preview.closed.connect(lambda: self.preview_action.setChecked(False))
        if self.preview.isFloating():
            self.side.step_aside(False)
        self.preview.setVisible(shown)
        self.preview.follow(self.key_in_hand())

    def _follow(self) -> None:
        if self.preview and self.preview.isVisible():
            self.preview.follow(self.key_in_hand())

    # ------------------------------------------------------------ following the report

    def _on_replaced(self) -> None:
        self.steps.begin()
        self._show_report()

    def _on_changed(self) -> None:
        if self._start:  # by a menu, or from last year
            self.steps.come_back()
        self._show_progress()

    def _show_report(self) -> None:
        """Say all that doesn't stand on a page."""
        self.notice.clear()
        for said in (self.document.editions.refusal(self.document.form.edition), self.document.notice):
            self.notice.say(said)
        self._show_progress()
        self._show_title()

    def _show_progress(self) -> None:
        if not self.document.waits:
            self.frame.show_progress()

    def _show_title(self) -> None:
        self.setWindowTitle(f"{self.filing.name}[*] - {APP_NAME}")
        self.setWindowModified(self.document.modified)
        if self.document.modified:
            self.saved.setText("有改动未保存")
        else:
            self.saved.setText("已保存" if self.document.path else "")

    # ------------------------------------------------------------ what the system tells the window

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.is_furnished and self._start is None and not self.steps.is_begun:
            self.steps.begin()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if paths:  # when the drag has ended: a dialog in the middle of it would hold the other program up
            QTimer.singleShot(0, lambda: self._take(paths[0]))

    def _take(self, path: Path) -> None:
        if self.furnish():
            self.intake.take(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.is_furnished and not self._may_close():
            event.ignore()
            return
        maximized = self.isMaximized()
        size = self.settings.window if maximized else (self.width(), self.height())
        self._memory.remember(structs.replace(self.settings, window=size, maximized=maximized))
        event.accept()

    def _may_close(self) -> bool:
        """Whether all is saved, or need not be; then nothing is held any more."""
        if not self.filing.saving.may_leave():
            return False
        self.safe.leave()
        self.steps.leave()
        self.filing.saving.release()
        if self.preview:
            self.preview.leave()
        return True
