"""自定词表: words that the user doesn't want to see in any report."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from core.editions import Editions
from gui.labels import PlainLabel, open_at


class OwnWords(QDialog):
    """A word a line; `words` once accepted."""

    def __init__(self, editions: Editions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("自定词表")
        body = QVBoxLayout(self)
        hint = "每行一个词，例如已经撤销的机构名、容易写错的提法。报告里出现这些词时给出提示；对以后的报告也有效。"
        body.addWidget(PlainLabel(hint, "hint", wrap=True))
        self.box = QPlainTextEdit("\n".join(editions.own_words()))
        self.box.setAccessibleName("自定词表")
        self.box.setTabChangesFocus(True)
        body.addWidget(self.box, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Save).setText("保存")
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("取消")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        body.addWidget(buttons)
        open_at(self, 420, 360)

    @property
    def words(self) -> list[str]:
        """The words as they are written now."""
        return [line.strip() for line in self.box.toPlainText().splitlines() if line.strip()]
