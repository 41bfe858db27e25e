"""The last step, 检查与导出: what is left to do, and the way to paper."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.answers import rules_off
from core.check_texts import parse_date
from core.issue import is_checked
from core.progress import due_day, section_states
from gui import EXPORTED_IS_NOT_SENT
from gui.aside import Later
from gui.document import Document
from gui.exporting import Exporting
from gui.labels import PlainLabel
from gui.page import scrolling


class FinishPage(QWidget):
    """Where each section stands, and the export; exporting is never blocked, a half-finished report travels too."""

    go_wanted = Signal(str)  # a section's name

    def __init__(self, document: Document, exporting: Exporting, title: str) -> None:
        super().__init__()
        self._document = document
        self._exporting = exporting
        inside = QWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inside))
        body = QVBoxLayout(inside)
        body.setContentsMargins(16, 10, 16, 10)
        body.setSpacing(12)
        body.addWidget(PlainLabel(title, "heading"))
        self._summary = PlainLabel("", wrap=True)
        body.addWidget(self._summary)
        body.addLayout(self._build_states())
        body.addLayout(self._build_ways())
        self._late = PlainLabel("", "wrong", wrap=True)
        body.addWidget(self._late)
        self.told = PlainLabel("", wrap=True)
        body.addWidget(self.told)
        self._next = PlainLabel("", wrap=True)
        body.addWidget(self._next)
        self._fonts = PlainLabel("", "hint", wrap=True)
        body.addWidget(self._fonts)
        body.addStretch(1)
        self._look_for_fonts = Later(self)
        self._look_for_fonts.came.connect(self._tell_fonts)
        document.changed.connect(self._on_changed)
        exporting.changed.connect(self.refresh)
        exporting.look_changed.connect(self._ask_fonts)
        self.refresh()

    def _build_states(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        self._states: dict[str, PlainLabel] = {}
        for row, section in enumerate(self._document.form.section):
            state = PlainLabel("")
            go = QPushButton("去看看")
            go.setAccessibleName(f"去 {section.title}")
            go.clicked.connect(lambda _=False, name=section.id: self.go_wanted.emit(name))
            grid.addWidget(PlainLabel(section.title), row, 0)
            grid.addWidget(state, row, 1)
            grid.addWidget(go, row, 2)
            self._states[section.id] = state
        grid.setColumnStretch(3, 1)
        return grid

    def _build_ways(self) -> QVBoxLayout:
        """The buttons: the report itself, and below it what goes with it."""
        export = self._exporting
        self.export = _button("导出 Word…", "按公文格式排好版（Ctrl+E）", export.word)
        self.export.setProperty("role", "primary")
        self.package = _button(
            "发布包：全部导出…", "Word、PDF、网页、数据文件、校验报告，一次写进一个文件夹", export.package
        )
        self.check_report = _button(
            "导出校验报告…",
            "一两页：结论、每一处问题和理由、改写的合计、停用的规则、Word 文件的指纹；可以打印、签字、存档",
            export.check_report,
        )
        first = (
            self.export,
            _button("导出 PDF…", "和打印出来的一样", export.pdf),
            _button("打印…", "（Ctrl+P）", export.print),
        )
        second = (self.package, _button("导出网页…", "放到政府网站上，表格带合并的格", export.web), self.check_report)
        ways = QVBoxLayout()
        for buttons in (first, second):
            row = QHBoxLayout()
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
            ways.addLayout(row)
        return ways

    def go_to(self, key: str) -> None:
        """Take the page in hand."""
        del key
        self.export.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        if not self._fonts.text():
            self._ask_fonts()

    def _ask_fonts(self) -> None:
        """Look, beside the window's thread, which fonts the machine doesn't have."""
        from core.fonts import told_absent
        from core.pages import families

        fonts = self._exporting.look.fonts
        self._look_for_fonts.ask(lambda: told_absent(fonts, families()))

    def _tell_fonts(self, told: str) -> None:
        self._fonts.setText(f"{told}可以在菜单“文件 → 字体和模板”里换成系统自带的字体。" if told else "")

    def _on_changed(self) -> None:
        if self.isVisible():  # hidden, it costs nothing while typing elsewhere
            self.refresh()

    def refresh(self) -> None:
        """Show the present state."""
        document = self._document
        states = section_states(document.form, document.report, document.issues)
        for name, label in self._states.items():
            label.setText(states[name])
        self.told.setText(f"导出：{self._exporting.told}。")
        due = due_day(document.form, document.report)
        by = f"（{due}前）" if due else ""
        day = parse_date(due)
        self._late.setText(f"公开的期限 {due} 已经过了。")
        self._late.setVisible(day is not None and date(*day) < date.today())
        self._next.setText(
            f"{EXPORTED_IS_NOT_SENT}。接下来：① 打印校验报告和正文，送分管领导审核签字；"
            f"② 按本地要求报送主管部门；③ 在政府网站上公开{by}。"
        )
        word = document.verdict
        off = rules_off(document.form, document.report)
        if is_checked(document.issues):
            kept = f"停用了 {len(off)} 条规则（{'、'.join(off)}），校验报告里会写明。" if off else ""
            hints = sum(issue.is_open for issue in document.issues)
            more = f"另有 {hints} 条提示，列在右边，看过就可以。" if hints else ""
            self._summary.setText(
                f"没有错误，也没有要说明的存疑。{more}{kept}手写的数已经和表格对过；其余的话请再读一遍。"
            )
        else:
            self._summary.setText(
                f"{word}要处理，列在右边，点一下就到那一格。现在也可以导出，用于内部传阅；但还不能说“已校验”。"
            )


def _button(text: str, told: str, act: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(told)
    button.clicked.connect(lambda _checked: act())
    return button
