"""The steps of the wizard: their pages, which one is in hand, and what is done to it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from gui.aside import Later
from gui.document import Document
from gui.exporting import Exporting
from gui.filing import Filing
from gui.frame import FINISH, Frame
from gui.grid import GridView
from gui.page import Page
from gui.sections import ProfilePage, TablePage, build_page
from gui.text_page import TextPage

if TYPE_CHECKING:
    from gui.finish import FinishPage

ZOOMS = (70, 80, 90, 100, 110, 125, 150, 175, 200)  # percent


class Steps(QObject):
    """Walks through the sections and the last page, each built when it's first shown.

    Signals: `entered` (a step is about to be shown), `followed` (another cell or page is in hand), `mentioned` (a
    sentence worth a passing notice), `zero_wanted`, `last_year_wanted` (the path of last year's report, or None).
    """

    entered = Signal()
    followed = Signal()
    mentioned = Signal(str)
    zero_wanted = Signal()
    last_year_wanted = Signal(object)

    def __init__(self, document: Document, frame: Frame, filing: Filing, exporting: Exporting) -> None:
        super().__init__(frame)
        self._document = document
        self._frame, self._rail, self._stack = frame, frame.rail, frame.stack
        self._filing = filing
        self._exporting = exporting
        self._sections = document.form.section
        self._compares = False
        self._pages: dict[int, Page | FinishPage] = {}
        self._rail.currentRowChanged.connect(self.show)
        # a click on a step means to work there; with the keys one walks on through the steps
        self._rail.itemClicked.connect(lambda item: self._page(self._rail.row(item)).go_to(""))
        self._looking = Later(self)  # a draft may lie on a drive that takes its time
        self._looking.came.connect(self._offer)
        document.look_at.connect(self._look_at)

    # ------------------------------------------------------------ which step is in hand

    @property
    def here(self) -> int:
        """The step in hand, from 0; the first until one has been shown."""
        return max(0, self._rail.currentRow())

    @property
    def is_begun(self) -> bool:
        """Whether any step of the report has been shown."""
        return bool(self._pages)

    @property
    def section_id(self) -> str:
        """The id of the table in hand, "" if the page is none."""
        return self._table.section.id if self._table and self._is_seen else ""

    @property
    def page_of_manual(self) -> str:
        """The page of the manual about the step in hand."""
        if self.here == len(self._sections):
            return "export"
        return {"profile": "profile", "text": "texts", "table": "tables"}[self._sections[self.here].kind]

    @property
    def _is_seen(self) -> bool:
        """Whether the steps are in sight, and not the start page before them."""
        return self._frame.isVisibleTo(self._frame.window())

    @property
    def _table(self) -> TablePage | None:
        page = self._stack.currentWidget()
        return page if isinstance(page, TablePage) else None

    def key_in_hand(self) -> str:
        """The key of the cell or field the cursor is in; on other pages the first of the section."""
        if self._table:
            return self._table.key_in_hand
        focus = self._frame.window().focusWidget()
        key = focus.property("key") if focus else None
        if isinstance(key, str):
            return key
        section = self._sections[min(self.here, len(self._sections) - 1)]
        return next(key for key in self._document.form.order if key.startswith(f"{section.id}/"))

    # ------------------------------------------------------------ acts on what is in hand

    def on_table(self, act: Callable[[GridView], object]) -> None:
        """Do something to the table on screen, if the page is one."""
        if self._table and self._is_seen:
            act(self._table.view)

    def on_focus(self, act: str) -> None:
        """Copy, cut or paste where the cursor is: in a text, else in the table on screen."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | QPlainTextEdit):
            getattr(focus, act)()
        else:
            self.on_table(lambda view: getattr(view.block, act)())

    def on_text(self, act: Callable[[TextPage], object]) -> None:
        """Do something to the text on screen, if the page is one."""
        page = self._stack.currentWidget()
        if isinstance(page, TextPage) and self._is_seen:
            act(page)

    # ------------------------------------------------------------ the clerk's choices

    def set_enter_goes_right(self, right: bool) -> None:
        """Choose where Enter leads."""
        self._filing.remember(structs.replace(self._filing.settings, enter_goes_right=right))
        for page in self._tables():
            page.view.enter_goes_right = right

    def set_compares(self, compares: bool) -> None:
        """Show last year's numbers beside this year's, or not."""
        self._compares = compares
        if compares and not self._document.last:
            self.mentioned.emit("还没有去年的数可以比较；在菜单“核对 → 填去年的数”里照去年的报告填。")
        elif compares:
            self.mentioned.emit("格里竖线右边的小字是去年的数；再按 F5 收起。")
        for page in self._tables():
            page.set_compares(compares)

    def zoom_by(self, steps: int) -> None:
        """Show the pages larger or smaller; 0 is their own size."""
        before = self._filing.settings.zoom
        at = ZOOMS.index(before if before in ZOOMS else 100)
        zoom = ZOOMS[min(max(at + steps, 0), len(ZOOMS) - 1)] if steps else 100
        self._filing.remember(structs.replace(self._filing.settings, zoom=zoom))
        for page in self._pages.values():
            if isinstance(page, Page):
                page.set_zoom(zoom)

    def _tables(self) -> list[TablePage]:
        return [page for page in self._pages.values() if isinstance(page, TablePage)]

    # ------------------------------------------------------------ walking

    def begin(self) -> None:
        """Show the first step of another report."""
        for step in list(self._pages):
            del self._pages[step]
            self._replace_page(step, QWidget())
        self._sections = self._document.form.section
        self._rail.setCurrentRow(0)
        self.show(0)
        self._page(0).go_to("")

    def show(self, step: int) -> None:
        """Show a step."""
        walks_on_rail = self._is_seen and self._rail.hasFocus()
        self.entered.emit()
        page = self._page(step)
        self._stack.setCurrentWidget(page)
        self._frame.back.setEnabled(step > 0)
        self._frame.forward.setEnabled(step < self._rail.count() - 1)
        table = self._table
        self._frame.selection.setText(table.view.block.told() if table else "")
        self._follow(table.view.key_in_hand if table else "")
        self._frame.side.enter(in_table=table is not None)
        if not walks_on_rail:
            page.go_to("")

    def come_back(self) -> None:
        """Show the step that was in hand before the start page."""
        self._rail.setCurrentRow(self.here)
        self.show(self.here)

    def go_to(self, key: str, passage: str = "") -> None:
        """Show the page a key belongs to and take its cell or field in hand, a passage of a text selected."""
        self.entered.emit()
        section = self._document.form.section_of(key)
        self._rail.setCurrentRow(self._sections.index(section))
        page = self._page(self.here)
        page.go_to(key)
        focus = QApplication.focusWidget()
        if passage and isinstance(page, Page) and isinstance(focus, QPlainTextEdit):
            focus.moveCursor(QTextCursor.MoveOperation.Start)
            focus.find(passage)
            page.show_cursor(focus)

    def next_area(self) -> None:
        """Go on with the keys from the page to the findings, the help, the steps, and round again: Tab stays within."""
        if not self._is_seen:
            return
        areas = [area for area in (*self._frame.side.areas(), self._rail) if area.isVisible()]
        focus = self._frame.window().focusWidget()
        here = next((at for at, area in enumerate(areas) if area is focus), -1)
        if here + 1 < len(areas):
            areas[here + 1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._page(self.here).go_to("")

    def _look_at(self, keys: tuple[str, ...]) -> None:
        """Bring into sight what an act has changed."""
        near = tuple(key for key in keys if self._sections.index(self._document.form.section_of(key)) == self.here)
        if not near:
            self.go_to(keys[0])
        elif self._table:
            self._table.look_at(near)

    def _follow(self, key: str) -> None:
        """The cell in hand is another one: "" if the page is no table."""
        self._frame.side.follow(key)
        self.followed.emit()

    # ------------------------------------------------------------ building

    def _page(self, step: int) -> "Page | FinishPage":
        if step not in self._pages:
            page = self._build_finish() if step == len(self._sections) else self._build_page(step)
            self._pages[step] = page
            self._replace_page(step, page)
        return self._pages[step]

    def _build_page(self, step: int) -> Page:
        page = build_page(self._document, self._sections[step])
        page.set_zoom(self._filing.settings.zoom)
        page.zoom_wanted.connect(self.zoom_by)
        if isinstance(page, TablePage):
            page.view.enter_goes_right = self._filing.settings.enter_goes_right
            page.set_compares(self._compares)
            page.view.moved.connect(self._follow)
            page.view.selection_told.connect(self._frame.selection.setText)
            page.zero_wanted.connect(self.zero_wanted)
        elif isinstance(page, ProfilePage):
            page.offer()
            if self._document.is_untouched:
                self._looking.ask(self._filing.last_years())
            page.last_year_wanted.connect(self._want_last_year)
        elif isinstance(page, TextPage):
            page.follow_wanted.connect(self.go_to)
        return page

    def ask_no_more(self) -> None:
        """There's no report of last year, somebody said."""
        for page in self._pages.values():
            if isinstance(page, ProfilePage):
                page.ask_no_more()

    def _offer(self, draft: Path | None) -> None:
        """A draft of an earlier year was found."""
        for page in self._pages.values():
            if draft and isinstance(page, ProfilePage):
                page.offer_draft(draft)

    def leave(self) -> None:
        """Wait for what is being looked for: the window goes."""
        self._looking.stop()

    def _want_last_year(self, path: Path | None) -> None:
        self.last_year_wanted.emit(path)

    def _build_finish(self) -> "FinishPage":
        from gui.finish import FinishPage

        page = FinishPage(self._document, self._exporting, FINISH)
        page.go_wanted.connect(lambda name: self._rail.setCurrentRow([s.id for s in self._sections].index(name)))
        return page

    def _replace_page(self, step: int, page: QWidget) -> None:
        if old := self._stack.widget(step):
            self._stack.removeWidget(old)
            old.deleteLater()
        self._stack.insertWidget(step, page)
