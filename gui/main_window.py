"""The main window: rail, pages, list of findings, menus. Wiring only."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.draft import SUFFIX
from core.errors import UserError
from core.issue import CHECKED, verdict
from core.names import file_name
from core.progress import section_states
from core.report import Report
from core.settings import Settings, load_settings, save_settings, with_recent
from gui import APP_NAME, EXPORTED_IS_NOT_SENT
from gui.document import Document
from gui.issues import IssueList
from gui.labels import Badge, PlainLabel
from gui.rail import Rail
from gui.sections import Page, TablePage, build_page

if TYPE_CHECKING:
    from gui.finish import FinishPage

Shortcut = QKeySequence.StandardKey | str


FINISH = "检查与导出"


class MainWindow(QMainWindow):
    """One report on screen. `settings_folder` is where recent drafts and the window's size are remembered."""

    def __init__(self, new_report: Report, sample: Path, settings_folder: Path, version: str) -> None:
        super().__init__()
        self._new_report = new_report
        self._sample = sample
        self._version = version
        self._settings_folder = settings_folder
        self.settings: Settings = load_settings(settings_folder)
        self.document = Document(new_report, self)
        self.sections = self.document.form.section
        self._pages: dict[int, Page | FinishPage] = {}
        self._build_centre()
        self._build_menus()
        self.resize(*(self.settings.window if min(self.settings.window) > 0 else (1280, 680)))
        if self.settings.maximized:
            self.setWindowState(Qt.WindowState.WindowMaximized)
        self.document.changed.connect(self._show_progress)
        self.document.modified_changed.connect(self._show_title)
        self.document.replaced.connect(self._on_replaced)
        self._on_replaced()

    # ------------------------------------------------------------ what the window is made of

    def _build_centre(self) -> None:
        titles = [
            f"{section.number}、{section.short}" if section.number else section.short for section in self.sections
        ]
        self.rail = Rail([*titles, FINISH])
        self.stack = QStackedWidget()
        for _ in range(self.rail.count()):
            self.stack.addWidget(QWidget())
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.stack, 1)
        right.addWidget(self._build_bar())
        right.setContentsMargins(0, 0, 0, 0)
        middle = QWidget()
        middle.setLayout(right)
        self.issues_panel = self._build_issues()
        across = QSplitter()
        across.setHandleWidth(3)
        across.setChildrenCollapsible(False)
        across.addWidget(middle)
        across.addWidget(self.issues_panel)
        across.setStretchFactor(0, 1)
        centre = QWidget()
        beside = QHBoxLayout(centre)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.rail)
        beside.addWidget(across, 1)
        self.setCentralWidget(centre)
        self.rail.currentRowChanged.connect(self._show_step)

    def _build_bar(self) -> QWidget:
        """The line below every page: the way back and on, whether it's saved, the verdict."""
        self.back = QPushButton("上一步(&B)")
        self.forward = QPushButton("下一步(&N)")
        self.forward.setProperty("role", "primary")
        self.verdict = Badge()
        self.saved = PlainLabel("", "hint")
        bar = QWidget()
        bar.setObjectName("bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 6, 16, 6)
        row.addWidget(self.back)
        row.addWidget(self.forward)
        row.addStretch(1)
        row.addWidget(self.saved)
        row.addSpacing(12)
        row.addWidget(self.verdict)
        self.back.clicked.connect(lambda: self.rail.setCurrentRow(self.rail.currentRow() - 1))
        self.forward.clicked.connect(lambda: self.rail.setCurrentRow(self.rail.currentRow() + 1))
        return bar

    def _build_issues(self) -> QWidget:
        """The list of findings, a panel that can be closed; a QDockWidget would cost 15 ms of the start."""
        self.issues = IssueList(self.document)
        self.issues.chosen.connect(self.go_to)
        panel = QWidget()
        panel.setMinimumWidth(self.fontMetrics().horizontalAdvance("字") * 17)
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(PlainLabel("待处理", "panel"))
        inside.addWidget(self.issues, 1)
        return panel

    def _build_menus(self) -> None:
        file = self.menuBar().addMenu("文件(&F)")
        self._action(file, "新建(&N)", self.new, QKeySequence.StandardKey.New)
        self._action(file, "打开…(&O)", self.open, QKeySequence.StandardKey.Open)
        self.recent_menu = file.addMenu("最近的草稿(&R)")
        self.recent_menu.aboutToShow.connect(self._fill_recent)
        self._action(file, "打开示例(&E)", self.open_sample)
        file.addSeparator()
        self._action(file, "保存(&S)", self.save, QKeySequence.StandardKey.Save)
        self._action(file, "另存为…(&A)", self.save_as, "Ctrl+Shift+S")
        file.addSeparator()
        self._action(file, "导出 Word…(&W)", self.export_word, "Ctrl+E")
        file.addSeparator()
        self._action(file, "退出(&X)", self.close, QKeySequence.StandardKey.Quit)
        edit = self.menuBar().addMenu("编辑(&E)")
        stack = self.document.undo_stack
        # plain actions: Qt's own rewrite their text with each step, a third of a millisecond a key
        undo = self._action(edit, "撤销(&U)", stack.undo, "Ctrl+Z")
        redo = self._action(edit, "重做(&R)", stack.redo, "Ctrl+Y")
        redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        for action, possible in ((undo, stack.canUndoChanged), (redo, stack.canRedoChanged)):
            action.setEnabled(False)
            possible.connect(action.setEnabled)
        edit.addSeparator()
        self._action(edit, "改写这一格合计(&T)", self._unlock_total, "Ctrl+T")
        view = self.menuBar().addMenu("视图(&V)")
        self._action(view, "上一步", self.back.click, "Ctrl+PgUp")
        self._action(view, "下一步", self.forward.click, "Ctrl+PgDown")
        view.addSeparator()
        show_issues = self._action(view, "待处理的问题(&I)", lambda: None, "F9")
        show_issues.setCheckable(True)
        show_issues.setChecked(True)
        show_issues.toggled.connect(self.issues_panel.setVisible)
        self._action(
            self.menuBar().addMenu("帮助(&H)"),
            "关于(&A)",
            lambda: _dialogs().show_about(self, self._version, self.document.form.source),
        )

    def _action(self, menu: QMenu, text: str, act: Callable[[], object], shortcut: Shortcut = "") -> QAction:
        action = menu.addAction(text)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(lambda _checked: act())
        return action

    def _unlock_total(self) -> None:
        page = self.stack.currentWidget()
        if isinstance(page, TablePage):
            page.view.unlock()

    # ------------------------------------------------------------ walking through the steps

    def go_to(self, key: str) -> None:
        """Show the page a key belongs to and take its cell or field in hand."""
        section = self.document.form.section_of(key)
        self.rail.setCurrentRow(self.sections.index(section))
        self._page(self.rail.currentRow()).go_to(key)

    def _page(self, step: int) -> "Page | FinishPage":
        """The page of a step, built when it's first shown."""
        if step not in self._pages:
            page = (
                self._build_finish() if step == len(self.sections) else build_page(self.document, self.sections[step])
            )
            self._pages[step] = page
            self._replace_page(step, page)
        return self._pages[step]

    def _replace_page(self, step: int, page: QWidget) -> None:
        if old := self.stack.widget(step):
            self.stack.removeWidget(old)
            old.deleteLater()
        self.stack.insertWidget(step, page)

    def _build_finish(self) -> "FinishPage":
        from gui.finish import FinishPage

        page = FinishPage(self.document, FINISH)
        page.export_wanted.connect(self.export_word)
        page.go_wanted.connect(lambda name: self.rail.setCurrentRow([s.id for s in self.sections].index(name)))
        return page

    def _show_step(self, step: int) -> None:
        page = self._page(step)
        self.stack.setCurrentWidget(page)
        self.back.setEnabled(step > 0)
        self.forward.setEnabled(step < self.rail.count() - 1)
        if not self.rail.hasFocus():
            page.go_to("")

    def _on_replaced(self) -> None:
        for step in list(self._pages):
            del self._pages[step]
            self._replace_page(step, QWidget())
        self.sections = self.document.form.section
        self.rail.setCurrentRow(0)
        self._show_step(0)
        self._show_progress()
        self._show_title()

    def _show_progress(self) -> None:
        document = self.document
        states = section_states(document.form, document.report, document.issues)
        word = verdict(document.issues)
        self.rail.show_states({**dict(enumerate(states.values())), len(states): word})
        self.verdict.say(word, good=word == CHECKED)

    def _show_title(self) -> None:
        self.setWindowTitle(f"{self._name()}[*] - {APP_NAME}")
        self.setWindowModified(self.document.modified)
        if self.document.modified:
            self.saved.setText("有改动未保存")
        else:
            self.saved.setText("已保存" if self.document.path else "")

    def _name(self) -> str:
        return self.document.path.name if self.document.path else "新年报"

    # ------------------------------------------------------------ files

    def new(self) -> None:
        """Start an empty report."""
        if self._may_leave():
            self.document.replace(self._new_report, None)

    def open(self) -> None:
        """Ask for a draft and open it."""
        if self._may_leave() and (path := _dialogs().ask_open(self, self._folder())):
            self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Open a draft; if it can't be read, say so and keep the present report."""
        try:
            self.document.open(path)
        except UserError as problem:
            _dialogs().show_error(self, problem)
        else:
            self._remember(path)

    def open_sample(self) -> None:
        """Open a copy of the sample report; it's saved under a name of its own."""
        if self._may_leave():
            self.document.open(self._sample)
            self.document.path = None
            self._show_title()

    def save(self) -> bool:
        """Save the draft; ask where the first time."""
        return self._save(self.document.path) if self.document.path else self.save_as()

    def save_as(self) -> bool:
        """Save the draft under another name."""
        path = _dialogs().ask_save(self, self._folder() / (self._suggested() + SUFFIX))
        return self._save(path) if path else False

    def export_word(self) -> None:
        """Write the report as a Word file."""
        from core.word import save_word

        path = _dialogs().ask_export(self, self._folder() / (self._suggested() + ".docx"))
        if path is None:
            return
        try:
            save_word(self.document.form, self.document.report, path)
        except UserError as problem:
            _dialogs().show_error(self, problem)
            return
        word = verdict(self.document.issues)
        state = "" if word == CHECKED else f"注意：{word}，校验尚未通过。\n"
        _dialogs().show_done(
            self,
            f"已导出“{path.name}”",
            f"{state}{EXPORTED_IS_NOT_SENT}。请打开核对版面，再按本地要求送审、报送和公开。",
        )

    def _save(self, path: Path) -> bool:
        try:
            self.document.save(path)
        except UserError as problem:
            _dialogs().show_error(self, problem)
            return False
        self._remember(path)
        return True

    def _may_leave(self) -> bool:
        if not self.document.modified:
            return True
        answer = _dialogs().ask_to_save(self, self._name())
        return self.save() if answer is None else answer

    def _remember(self, path: Path) -> None:
        self.settings = with_recent(self.settings, path.resolve())
        save_settings(self.settings, self._settings_folder)
        self._show_title()

    def _fill_recent(self) -> None:
        self.recent_menu.clear()
        for name in self.settings.recent:
            action = self.recent_menu.addAction(Path(name).name.replace("&", "&&"))
            action.setToolTip(name)
            action.triggered.connect(lambda _=False, path=Path(name): self._open_recent(path))
        if not self.settings.recent:
            self.recent_menu.addAction("（还没有）").setEnabled(False)

    def _open_recent(self, path: Path) -> None:
        if self._may_leave():
            self.open_path(path)

    def _folder(self) -> Path:
        return self.document.path.parent if self.document.path else Path.home()

    def _suggested(self) -> str:
        report = self.document.report
        return file_name("".join(self.document.form.title).format(unit=report.unit, year=report.year or ""))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_leave():
            event.ignore()
            return
        maximized = self.isMaximized()
        size = self.settings.window if maximized else (self.width(), self.height())
        self.settings = Settings(self.settings.recent, size, maximized)
        save_settings(self.settings, self._settings_folder)
        event.accept()


def _dialogs() -> ModuleType:
    """The dialogs, imported when the first is shown: they aren't needed to open the window."""
    from gui import dialogs

    return dialogs
