"""写理由: a doubtful finding is closed, or a rule switched off for this report, only with a reason."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from core.answers import offered_reasons
from core.issue import Issue
from core.values import well_formed
from gui.document import Document
from gui.labels import PlainLabel, fit_height


class Reason(QDialog):
    """Asks for a reason: one of those offered, or one's own words."""

    def __init__(
        self, parent: QWidget, title: str, about: str, offered: Sequence[str], *, note: str, first: str = ""
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        body = QVBoxLayout(self)
        body.setSpacing(10)
        body.addWidget(PlainLabel(about, wrap=True))
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self.reason.setAccessibleName("理由")
        self.reason.addItems(list(offered))
        self.reason.setCurrentText(first)
        if line := self.reason.lineEdit():
            line.setPlaceholderText("从中选一条，或者自己写")
            line.selectAll()
        body.addWidget(self.reason)
        body.addWidget(PlainLabel(note, "hint", wrap=True))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText(title)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("取消")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        body.addWidget(self.buttons)
        self.reason.editTextChanged.connect(self._refresh)
        self._refresh()
        self.reason.setFocus()
        fit_height(self, 520)

    def text(self) -> str:
        """The reason as it stands, "" if there is none."""
        return well_formed(self.reason.currentText()).strip()

    def _refresh(self) -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(self.text()))


def ask_reason(document: Document, issue: Issue, parent: QWidget) -> None:
    """Ask for the reason that closes a finding, and keep it."""
    offered = offered_reasons(document.form, document.report, issue)
    earlier = offered[0] if len(offered) > len(_phrases(document, "query")) else ""
    note = "理由和它说明的数一起存进草稿，写进校验报告；数一变，这一处会重新列出来。"
    if reason := _ask(Reason(parent, "写理由", issue.message, offered, note=note, first=earlier)):
        document.close_issue(issue, reason)


def ask_switch_off(document: Document, issue: Issue, parent: QWidget) -> None:
    """Ask for the reason why a rule should not be applied to this report."""
    source = next(rule.source for rule in document.form.check if rule.code == issue.code)
    about = f"停用规则 {issue.code}（依据：{source}）？本报告不再核对这一条，所有这一类的问题都不再列出。"
    note = "停用的规则和理由写进校验报告，“已校验”后面会注明；以后可以在菜单“核对”里恢复。"
    if reason := _ask(Reason(parent, "停用", about, _phrases(document, "off"), note=note)):
        document.switch_rule(issue.code, reason)


def _ask(dialog: Reason) -> str:
    reason = dialog.text() if dialog.exec() else ""
    dialog.deleteLater()
    return reason


def _phrases(document: Document, use: str) -> list[str]:
    return [phrase.text for phrase in document.form.phrase if phrase.use == use]
