"""The main window: rail, pages, list of findings. Wiring only."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QWidget,
)

from core.editions import Editions
from core.issue import CHECKED
from core.progress import section_states
from core.report import Report
from core.settings import Settings
from gui import APP_NAME
from gui.checking import Checking
from gui.desk import Desk
from gui.document import Document
from gui.exporting import Exporting
from gui.filing import Filing
from gui.frame import Frame
from gui.grid import GridView
from gui.intake import Intake
from gui.menus import build_menus
from gui.page import Page
from gui.safekeeping import Safekeeping
from gui.sections import ProfilePage, TablePage, build_page
from gui.text_page import TextPage

if TYPE_CHECKING:
    from gui.finish import FinishPage
    from gui.preview import Preview
    from gui.start import StartPage

FINISH = "检查与导出"
ROOMY = 1600  # pixels from which findings and preview both have room
ZOOMS = (70, 80, 90, 100, 110, 125, 150, 175, 200)  # percent


class MainWindow(QMainWindow):
    """One report on screen.

    `settings_folder` is where recent drafts and the window's size are remembered, `data` where journals and versions
    are kept.
    """

    def __init__(
        self,
        new_report: Report,
        editions: Editions,
        *,
        sample: Path,
        settings_folder: Path,
        data: Path,
        version: str,
    ) -> None:
        super().__init__()
        self.document = Document(new_report, editions, self)
        self.safe = Safekeeping(self.document, data, self.key_in_hand, self)
        self.filing = Filing(
            self.document,
            self,
            self.safe,
            new_report=new_report,
            sample=sample,
            settings_folder=settings_folder,
            version=version,
        )
        self.sections = self.document.form.section
        self.exporting = Exporting(self.document, self, self.filing)
        self.intake = Intake(self.document, self, self.filing)
        self.setAcceptDrops(True)
        self.recent_menu: QMenu
        self.left_menu: QMenu
        self.off_menu: QMenu
        self.preview_action: QAction
        self.preview: Preview | None = None
        self._start: StartPage | None = None
        self._compares = False
        self._pages: dict[int, Page | FinishPage] = {}
        self._build_centre()
        self.desk = Desk(self)
        build_menus(self)
        self.resize(*(self.settings.window if min(self.settings.window) > 0 else (1280, 680)))
        if self.settings.maximized:
            self.setWindowState(Qt.WindowState.WindowMaximized)
        self._listen()
        self._show_report()

    def _listen(self) -> None:
        """Follow the report, and say what others have to say."""
        self.document.changed.connect(self._show_progress)
        self.document.modified_changed.connect(self._show_title)
        self.document.replaced.connect(self._on_replaced)
        self.document.look_at.connect(self._look_at)
        self.document.stored.connect(self.notice.clear)
        self.filing.settled.connect(self._show_title)
        self.safe.told.connect(self.notice.say)
        for passing in (self.checking.told, self.exporting.said, self.intake.said):
            passing.connect(self.notice.mention)

    @property
    def settings(self) -> Settings:
        """What this machine remembers."""
        return self.filing.settings

    # ------------------------------------------------------------ what the window is made of

    def _build_centre(self) -> None:
        titles = [
            f"{section.number}、{section.short}" if section.number else section.short for section in self.sections
        ]
        self.frame = frame = Frame(self.document, [*titles, FINISH], help_shown=self.settings.help_shown)
        self.rail, self.stack, self.notice, self.side = frame.rail, frame.stack, frame.notice, frame.side
        self.back, self.forward = frame.back, frame.forward
        self.selection, self.saved, self.verdict = frame.selection, frame.saved, frame.verdict
        self.issues = self.side.issues
        self.issues.chosen.connect(self.go_to)
        self.checking = Checking(self.document, self.issues, self, self.key_in_hand, self.go_to)
        self.setCentralWidget(frame)
        self.rail.currentRowChanged.connect(self._show_step)
        # a click on a step means to work there; with the keys one walks on through the steps
        self.rail.itemClicked.connect(lambda item: self._page(self.rail.row(item)).go_to(""))

    # ------------------------------------------------------------ acts on what is in hand

    def on_table(self, act: Callable[[GridView], object]) -> None:
        """Do something to the table on screen, if the page is one."""
        page = self.stack.currentWidget()
        if isinstance(page, TablePage):
            act(page.view)

    def on_focus(self, act: str) -> None:
        """Copy, cut or paste where the cursor is: in a text, else in the table on screen."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | QPlainTextEdit):
            getattr(focus, act)()
        else:
            self.on_table(lambda view: getattr(view.block, act)())

    def on_text(self, act: Callable[[TextPage], object]) -> None:
        """Do something to the text on screen, if the page is one."""
        page = self.stack.currentWidget()
        if isinstance(page, TextPage):
            act(page)

    # ------------------------------------------------------------ the clerk's choices

    def set_enter_goes_right(self, right: bool) -> None:
        """Choose where Enter leads."""
        self.filing.remember(structs.replace(self.settings, enter_goes_right=right))
        for page in self._pages.values():
            if isinstance(page, TablePage):
                page.view.enter_goes_right = right

    def set_compares(self, compares: bool) -> None:
        """Show last year's numbers beside this year's, or not."""
        self._compares = compares
        if compares and not self.document.last:
            self.notice.mention("还没有去年的数可以比较；在菜单“核对 → 填去年的数”里照去年的报告填。")
        elif compares:
            self.notice.mention("格里竖线右边的小字是去年的数；再按 F5 收起。")
        for page in self._pages.values():
            if isinstance(page, TablePage):
                page.set_compares(compares)

    def show_issues(self, shown: bool) -> None:
        """Show or hide the list of findings."""
        self.side.show_issues(shown)

    def show_help(self, shown: bool) -> None:
        """Show or hide what is known of the cell in hand."""
        self.filing.remember(structs.replace(self.settings, help_shown=shown))
        self.side.show_help(shown)

    @property
    def page_of_manual(self) -> str:
        """The page of the manual about the step in hand."""
        if self._start or self.step == len(self.sections):
            return "begin" if self._start else "export"
        return {"profile": "profile", "text": "texts", "table": "tables"}[self.sections[self.step].kind]

    def show_start(self) -> None:
        """Show the ways to begin."""
        from gui.start import StartPage

        if self._start:
            return
        back = None if self.document.is_untouched else self._begin
        self._start = StartPage(self.filing, self.intake, back)
        self.stack.addWidget(self._start)
        self.stack.setCurrentWidget(self._start)
        self.frame.show_around(False)
        self.document.changed.connect(self._begin)
        self._start.go_to("")

    def _begin(self) -> None:
        """Something was done to the report on the start page, by a menu or from last year: show it."""
        if self._start:
            self.rail.setCurrentRow(self.step)
            self._show_step(self.step)

    def _leave_start(self) -> None:
        if self._start:
            self.document.changed.disconnect(self._begin)
            self.stack.removeWidget(self._start)
            self._start.deleteLater()
            self._start = None
            self.frame.show_around(True)

    def show_preview(self, shown: bool) -> None:
        """Show the pages beside the form; on a narrow screen the findings make room for them."""
        if self.preview is None:
            from gui.preview import Preview

            self.preview = Preview(self.document, self.exporting, self)
            self.preview.chosen.connect(self.go_to)
            self.preview.closed.connect(lambda: self.preview_action.setChecked(False))
        self.side.step_aside(shown and self.width() < ROOMY)
        self.preview.setVisible(shown)
        self.preview.follow(self.key_in_hand())

    def copy_for_site(self) -> None:
        """Put the table on screen on the clipboard, for the editor of a web site."""
        page = self.stack.currentWidget()
        self.exporting.copy_table(page.section.id if isinstance(page, TablePage) else "")

    def zoom_by(self, steps: int) -> None:
        """Show the pages larger or smaller; 0 is their own size."""
        at = ZOOMS.index(self.settings.zoom) if self.settings.zoom in ZOOMS else ZOOMS.index(100)
        zoom = ZOOMS[min(max(at + steps, 0), len(ZOOMS) - 1)] if steps else 100
        self.filing.remember(structs.replace(self.settings, zoom=zoom))
        for page in self._pages.values():
            if isinstance(page, Page):
                page.set_zoom(zoom)

    # ------------------------------------------------------------ walking through the steps

    def next_area(self) -> None:
        """Go on with the keys from the page to the findings, the help, the steps, and round again: Tab stays within."""
        areas = [area for area in (*self.side.areas(), self.rail) if area.isVisible()]
        focus = self.focusWidget()
        here = next((at for at, area in enumerate(areas) if area is focus), -1)
        if here + 1 < len(areas):
            areas[here + 1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._page(self.step).go_to("")

    @property
    def step(self) -> int:
        """The step in hand, from 0; the first until one has been shown."""
        return max(0, self.rail.currentRow())

    def key_in_hand(self) -> str:
        """The key of the cell or field the cursor is in; on other pages the first of the section."""
        page, step = self.stack.currentWidget(), self.step
        if isinstance(page, TablePage):
            return page.key_in_hand
        focus = self.focusWidget()
        key = focus.property("key") if focus else None
        if isinstance(key, str):
            return key
        section = self.sections[step] if step < len(self.sections) else self.sections[-1]
        return next(key for key in self.document.form.order if key.startswith(f"{section.id}/"))

    def go_to(self, key: str, passage: str = "") -> None:
        """Show the page a key belongs to and take its cell or field in hand, a passage of a text selected."""
        self._leave_start()
        section = self.document.form.section_of(key)
        self.rail.setCurrentRow(self.sections.index(section))
        self._page(self.step).go_to(key)
        focus = QApplication.focusWidget()
        if passage and isinstance(focus, QPlainTextEdit):
            focus.moveCursor(QTextCursor.MoveOperation.Start)
            focus.find(passage)

    def _look_at(self, keys: tuple[str, ...]) -> None:
        """Bring into sight what an act has changed."""
        near = tuple(key for key in keys if self.sections.index(self.document.form.section_of(key)) == self.step)
        page = self.stack.currentWidget()
        if not near:
            self.go_to(keys[0])
        elif isinstance(page, TablePage):
            page.look_at(near)

    def _page(self, step: int) -> "Page | FinishPage":
        """The page of a step, built when it's first shown."""
        if step not in self._pages:
            page = self._build_finish() if step == len(self.sections) else self._build_page(step)
            self._pages[step] = page
            self._replace_page(step, page)
        return self._pages[step]

    def _build_page(self, step: int) -> Page:
        page = build_page(self.document, self.sections[step])
        page.set_zoom(self.settings.zoom)
        page.zoom_wanted.connect(self.zoom_by)
        if isinstance(page, TablePage):
            page.view.enter_goes_right = self.settings.enter_goes_right
            page.set_compares(self._compares)
            page.view.moved.connect(self._follow)
            page.view.selection_told.connect(self.selection.setText)
            page.zero_wanted.connect(self.desk.declare_zero)
        elif isinstance(page, ProfilePage):
            page.offer(self.filing.recent)
            page.last_year_wanted.connect(self.intake.from_last_year)
        elif isinstance(page, TextPage):
            page.follow_wanted.connect(self.go_to)
        return page

    def _build_finish(self) -> "FinishPage":
        from gui.finish import FinishPage

        page = FinishPage(self.document, self.exporting, FINISH)
        page.go_wanted.connect(lambda name: self.rail.setCurrentRow([s.id for s in self.sections].index(name)))
        return page

    def _replace_page(self, step: int, page: QWidget) -> None:
        if old := self.stack.widget(step):
            self.stack.removeWidget(old)
            old.deleteLater()
        self.stack.insertWidget(step, page)

    def _show_step(self, step: int) -> None:
        self._leave_start()
        page = self._page(step)
        self.stack.setCurrentWidget(page)
        self.back.setEnabled(step > 0)
        self.forward.setEnabled(step < self.rail.count() - 1)
        self.selection.setText(page.view.block.told() if isinstance(page, TablePage) else "")
        self._follow(page.view.key_in_hand if isinstance(page, TablePage) else "")
        self.side.enter(in_table=isinstance(page, TablePage))
        if not self.rail.hasFocus():
            page.go_to("")

    def _follow(self, key: str) -> None:
        """The cell in hand is another one: "" if the page is no table."""
        self.side.follow(key)
        if self.preview and self.preview.isVisible():
            self.preview.follow(key or self.key_in_hand())

    def _on_replaced(self) -> None:
        for step in list(self._pages):
            del self._pages[step]
            self._replace_page(step, QWidget())
        self.sections = self.document.form.section
        self.rail.setCurrentRow(0)
        self._show_step(0)
        self._page(0).go_to("")
        self._show_report()

    def _show_report(self) -> None:
        """Say all that doesn't stand on a page."""
        self.notice.clear()
        for said in (self.document.editions.refusal(self.document.form.edition), self.document.notice):
            self.notice.say(said)
        self._show_progress()
        self._show_title()

    def _show_progress(self) -> None:
        document = self.document
        if document.waits:
            return
        states = section_states(document.form, document.report, document.issues)
        word = document.verdict
        self.rail.show_states({**dict(enumerate(states.values())), len(states): word})
        self.verdict.say(word, good=word == CHECKED)

    def _show_title(self) -> None:
        self.setWindowTitle(f"{self.filing.name}[*] - {APP_NAME}")
        self.setWindowModified(self.document.modified)
        if self.document.modified:
            self.saved.setText("有改动未保存")
        else:
            self.saved.setText("已保存" if self.document.path else "")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._start is None and not self._pages:  # the start page needs none of the others
            self._on_replaced()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if paths:  # when the drag has ended: a dialog in the middle of it would hold the other program up
            QTimer.singleShot(0, lambda: self.intake.take(paths[0]))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.filing.saving.may_leave():
            event.ignore()
            return
        self.safe.leave()
        self.filing.saving.release()
        if self.preview:
            self.preview.leave()
        maximized = self.isMaximized()
        size = self.settings.window if maximized else (self.width(), self.height())
        self.filing.remember(structs.replace(self.settings, window=size, maximized=maximized))
        event.accept()
