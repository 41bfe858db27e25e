"""填去年的数: last year's numbers typed in, pasted, or read from its report, to be compared with."""

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from core.carry import compared_with
from core.errors import UserError
from core.report import YEAR, Change, Previous, Report, reckon
from gui import dialogs
from gui.document import Document
from gui.grid import GridView
from gui.labels import PlainLabel

_TYPED = "手工填入"
_ABOUT = (
    "照去年公布的报告填，合计自动算；不知道的空着。用来和今年的数比较；今年空着的上年结转，会照去年的结转下年度填上。"
)

_KEYS: dict[QKeySequence.StandardKey | str, Callable[["LastYear"], object]] = {
    QKeySequence.StandardKey.Undo: lambda dialog: dialog.last.undo(),
    QKeySequence.StandardKey.Redo: lambda dialog: dialog.last.redo(),
    QKeySequence.StandardKey.Copy: lambda dialog: dialog.view.block.copy(),
    QKeySequence.StandardKey.Paste: lambda dialog: dialog.view.block.paste(),
    "F7": lambda dialog: dialog.view.block.fill_zeros(),
}


class LastYear(QDialog):
    """The three tables of last year, on a report of their own."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = document
        previous, form = document.report.previous, document.form
        self.year = previous.year if previous else (document.report.year or 1) - 1
        self._source = previous.source if previous else _TYPED
        self.setWindowTitle(f"{self.year} 年度报告的数")
        self.last = Document(_as_report(document, previous, self.year), document.editions, self)
        body = QVBoxLayout(self)
        top = QHBoxLayout()
        top.addWidget(PlainLabel(_ABOUT, "hint", wrap=True), 1)
        self.draft = QPushButton("从去年的报告读…")
        self.draft.setToolTip("Word、网页、文本、草稿都可以")
        self.draft.clicked.connect(self._read_report)
        top.addWidget(self.draft)
        body.addLayout(top)
        self.tabs = QTabWidget()
        for section in form.section:
            if section.table:
                self.tabs.addTab(GridView(self.last, section, section.table), section.title)
        body.addWidget(self.tabs, 1)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText("保存去年的数")
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("取消")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.state = PlainLabel("", "hint")
        foot = QHBoxLayout()
        foot.addWidget(self.state, 1)
        foot.addWidget(self.buttons)
        body.addLayout(foot)
        self._before = self.last.report
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter belongs to the table
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setDefault(False)
        self.last.issues_changed.connect(self._say)
        self.tabs.currentChanged.connect(self._take_focus)
        self._say()
        self.view.setFocus()
        for keys, act in _KEYS.items():
            QShortcut(QKeySequence(keys), self, lambda act=act: act(self))
        self.resize(parent.size() * 0.94)

    @property
    def view(self) -> GridView:
        """The table on screen."""
        view = self.tabs.currentWidget()
        assert isinstance(view, GridView)
        return view

    def changes(self) -> dict[str, Change]:
        """What goes into this year's report: last year's numbers, and the openings that are still blank."""
        return compared_with(self._document.form, self._document.report, self.last.report, self._source)

    def reject(self) -> None:
        """Before what was typed is dropped, ask."""
        answer: bool | None = True
        if self.last.report != self._before:
            answer = dialogs.ask_to_save(self, self.windowTitle())
        if answer is None:
            self.accept()
        elif answer:
            super().reject()

    def _take_focus(self) -> None:
        self.view.setFocus()

    def _say(self) -> None:
        """Last year's own sums: what does not balance there is a slip here, or was published so."""
        wrong = [issue for issue in self.last.issues if issue.is_open and issue.difference is not None]
        self.state.setText(f"有 {len(wrong)} 处不平：{wrong[0].message}" if wrong else "")

    def _read_report(self) -> None:
        path = dialogs.ask_report(self, self._document.path.parent if self._document.path else dialogs.home())
        if path is None:
            return
        from core.old_report import read_old_report
        from gui.aside import with_progress

        editions = self._document.editions
        try:
            old = with_progress(self, f"正在读“{path.name}”……", lambda: read_old_report(editions, path))
            if old is None:
                return
            if old.report.year != self.year or old.form.edition != self.last.report.edition:
                raise UserError(f"“{path.name}”不是 {self.year} 年度的报告", safe="没有改动", do="请另选一份")
        except UserError as problem:
            dialogs.show_error(self, problem)
            return
        self._source = path.name
        blanks = dict.fromkeys(self.last.report.cells)
        self.last.put_many({**blanks, **old.report.cells}, "读去年的报告")


def _as_report(document: Document, previous: Previous | None, year: int) -> Report:
    """Last year's numbers as a report of their own; totals that agree are computed again."""
    form = document.form
    cells = previous.cells if previous and previous.edition == form.edition else {}
    typed = {key: entry for key, entry in cells.items() if key in form.cells and not form.cells[key].parts}
    totals = {key: entry for key, entry in cells.items() if key in form.cells and form.cells[key].parts}
    report = Report(form.edition, {YEAR: str(year)}, typed)
    figures = reckon(form, report)
    return report.with_changes({key: entry for key, entry in totals.items() if figures.numbers[key] != entry.number})


def ask_last_year(document: Document, parent: QWidget) -> int:
    """Let last year's numbers be filled in, and keep them with the report; returns how many openings they filled."""
    if document.report.year is None:
        dialogs.show_error(parent, UserError("还没有填报告年度", do="请先在“基本信息”里填好年度，再填去年的数"))
        return 0
    dialog = LastYear(document, parent)
    changes = dialog.changes() if dialog.exec() else {}
    document.put_many(changes, "填去年的数")
    dialog.deleteLater()
    return max(len(changes) - 1, 0)
