"""The last step, 检查与导出: what is left to do, and the way to paper."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.answers import rules_off
from core.issue import is_checked
from core.progress import section_states
from gui import EXPORTED_IS_NOT_SENT
from gui.document import Document
from gui.labels import PlainLabel


class FinishPage(QWidget):
    """Where each section stands, and the export; exporting is never blocked, a half-finished report travels too."""

    export_wanted = Signal()
    check_report_wanted = Signal()
    go_wanted = Signal(str)  # a section's name

    def __init__(self, document: Document, title: str) -> None:
        super().__init__()
        self._document = document
        body = QVBoxLayout(self)
        body.setContentsMargins(16, 10, 16, 10)
        body.setSpacing(12)
        body.addWidget(PlainLabel(title, "heading"))
        self._summary = PlainLabel("", wrap=True)
        body.addWidget(self._summary)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        self._states: dict[str, PlainLabel] = {}
        for row, section in enumerate(document.form.section):
            state = PlainLabel("")
            go = QPushButton("去看看")
            go.setAccessibleName(f"去 {section.title}")
            go.clicked.connect(lambda _=False, name=section.id: self.go_wanted.emit(name))
            grid.addWidget(PlainLabel(section.title), row, 0)
            grid.addWidget(state, row, 1)
            grid.addWidget(go, row, 2)
            self._states[section.id] = state
        grid.setColumnStretch(3, 1)
        body.addLayout(grid)
        self.export = QPushButton("导出 Word…")
        self.export.setProperty("role", "primary")
        self.export.clicked.connect(self.export_wanted)
        row = QHBoxLayout()
        row.addWidget(self.export)
        self.check_report = QPushButton("导出校验报告…")
        self.check_report.setToolTip(
            "一两页：结论、每一处问题和理由、改写的合计、停用的规则、Word 文件的指纹；可以打印、签字、存档"
        )
        self.check_report.clicked.connect(self.check_report_wanted)
        row.addWidget(self.check_report)
        row.addWidget(
            PlainLabel(
                f"{EXPORTED_IS_NOT_SENT}：导出后请按本地要求送审、报送，并在政府网站上公开。", "hint", wrap=True
            ),
            1,
        )
        body.addLayout(row)
        body.addStretch(1)
        document.changed.connect(self._on_changed)
        self.refresh()

    def go_to(self, key: str) -> None:
        """Take the page in hand."""
        del key
        self.export.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _on_changed(self) -> None:
        if self.isVisible():  # hidden, it costs nothing while typing elsewhere
            self.refresh()

    def refresh(self) -> None:
        """Show the present state."""
        document = self._document
        states = section_states(document.form, document.report, document.issues)
        for name, label in self._states.items():
            label.setText(states[name])
        word = document.verdict
        off = rules_off(document.form, document.report)
        if is_checked(document.issues):
            kept = f"停用了 {len(off)} 条规则（{'、'.join(off)}），校验报告里会写明。" if off else ""
            hints = sum(issue.is_open for issue in document.issues)
            more = f"另有 {hints} 条提示，列在右边，看过就可以。" if hints else ""
            self._summary.setText(f"没有错误，也没有要说明的存疑。{more}{kept}正文里的数请自己再和表格对一遍。")
        else:
            self._summary.setText(
                f"{word}要处理，列在右边，点一下就到那一格。现在也可以导出，用于内部传阅；但还不能说“已校验”。"
            )
