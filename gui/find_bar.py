"""查找和替换 in a text: a line below it that Ctrl+F and Ctrl+H bring out and Esc puts away."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from core.bound import rewritten
from gui.document import Document
from gui.labels import PlainLabel
from gui.text_box import TextBox


class FindBar(QWidget):
    """Finds in a text, and replaces what was written by hand; figures stay bound."""

    def __init__(self, document: Document, key: str, box: TextBox) -> None:
        super().__init__()
        self._document = document
        self._key = key
        self._box = box
        self.wanted, self.instead = QLineEdit(), QLineEdit()
        for line in (self.wanted, self.instead):
            line.setProperty("role", "field")
        self.wanted.setPlaceholderText("查找")
        self.wanted.setAccessibleName("查找")
        self.instead.setPlaceholderText("替换为")
        self.instead.setAccessibleName("替换为")
        self.told = PlainLabel("", "hint")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.wanted, 1)
        row.addWidget(self.instead, 1)
        for text, act in (("下一个", self.find_next), ("全部替换", self.replace_all), ("收起", self.put_away)):
            button = QPushButton(text)
            button.setProperty("role", "small")
            button.clicked.connect(act)
            row.addWidget(button)
        row.addWidget(self.told)
        self.wanted.returnPressed.connect(self.find_next)
        self.hide()

    def bring(self) -> None:
        """Bring the line out, with what is selected in the text to be found."""
        selected = self._box.textCursor().selectedText()
        if selected and "\u2029" not in selected:
            self.wanted.setText(selected)
        self.show()
        self.wanted.setFocus()
        self.wanted.selectAll()

    def put_away(self) -> None:
        """Go back to the text."""
        self.hide()
        self._box.setFocus()

    def find_next(self) -> None:
        """Select the next place, round again after the last."""
        wanted = self.wanted.text()
        found = bool(wanted) and self._box.find(wanted, QTextDocument.FindFlag.FindCaseSensitively)
        if wanted and not found:
            self._box.moveCursor(QTextCursor.MoveOperation.Start)
            found = self._box.find(wanted, QTextDocument.FindFlag.FindCaseSensitively)
        self.told.setText("" if found or not wanted else "没有找到")

    def replace_all(self) -> None:
        """Replace all that was written by hand, as one step."""
        wanted, text = self.wanted.text(), self._document.text(self._key)
        if not wanted:
            return
        count = 0

        def rewrite(free: str) -> str:
            nonlocal count
            count += free.count(wanted)
            return free.replace(wanted, self.instead.text())

        self._document.put(self._key, rewritten(text, rewrite), "全部替换")
        self.told.setText(f"替换了 {count} 处" if count else "没有找到")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)
