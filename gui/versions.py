"""历史版本: the drafts that stood here before each save; to look at, to open as a copy, to go back to."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QListWidget, QPlainTextEdit, QVBoxLayout, QWidget

from core.changes import differences
from core.draft import load_draft
from core.errors import UserError
from core.history import Version
from core.report import Report
from gui.document import Document
from gui.labels import PlainLabel, open_at


class Versions(QDialog):
    """A list of versions, and what the present report has otherwise than the one in hand."""

    def __init__(self, document: Document, versions: Sequence[Version], parent: QWidget) -> None:
        super().__init__(parent)
        self._document = document
        self._versions = versions
        self.setWindowTitle("历史版本")
        body = QVBoxLayout(self)
        body.addWidget(
            PlainLabel("每次保存前，原来的草稿都留一份：最近十份，和最近十次打开程序时的第一份。", "hint", wrap=True)
        )
        across = QHBoxLayout()
        self.list = QListWidget()
        self.list.setAccessibleName("历史版本")
        self.list.addItems([f"{version.saved:%Y-%m-%d %H:%M:%S}　第 {version.number} 份" for version in versions])
        self.differences = QPlainTextEdit()
        self.differences.setReadOnly(True)
        self.differences.setAccessibleName("与现在的不同")
        across.addWidget(self.list, 2)
        across.addWidget(self.differences, 3)
        body.addLayout(across, 1)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy = self.buttons.addButton("打开为副本", QDialogButtonBox.ButtonRole.ActionRole)
        self.restore = self.buttons.addButton("恢复成这一份", QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setText("关闭")
        self.buttons.rejected.connect(self.reject)
        self.copy.clicked.connect(lambda: self._choose("copy"))
        self.restore.clicked.connect(lambda: self._choose("restore"))
        body.addWidget(self.buttons)
        self.chosen: tuple[str, Report] | None = None
        self.list.currentRowChanged.connect(self._show)
        self.list.setCurrentRow(0)
        open_at(self, 760, 420)

    def _read(self) -> Report | None:
        try:
            return load_draft(self._versions[self.list.currentRow()].path)
        except UserError as problem:
            self.differences.setPlainText(str(problem))
            return None

    def _show(self) -> None:
        report = self._read()
        for button in (self.copy, self.restore):
            button.setEnabled(report is not None)
        if report is not None:
            told = list(differences(self._document.form, report, self._document.report))
            self.differences.setPlainText("\n".join(["那一份 → 现在：", *told]) if told else "与现在的内容相同。")

    def _choose(self, what: str) -> None:
        report = self._read()
        if report is not None:
            self.chosen = (what, report)
            self.accept()


def choose_version(document: Document, versions: Sequence[Version], parent: QWidget) -> tuple[str, Report] | None:
    """Let a version be chosen; returns what to do with it, "copy" or "restore", and its report."""
    dialog = Versions(document, versions, parent)
    dialog.exec()
    dialog.deleteLater()
    return dialog.chosen
