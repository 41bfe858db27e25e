"""A line below the page that says something worth knowing, until it's clicked away."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui.labels import PlainLabel


class Notice(QWidget):
    """Sentences one below the other; hidden while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        self._mentioned = ""
        self._label = PlainLabel("", wrap=True)
        self.close_button = QPushButton("知道了")
        self.close_button.setProperty("role", "small")
        self.close_button.clicked.connect(self.clear)
        row.addWidget(self._label, 1)
        row.addWidget(self.close_button)
        self.hide()

    def text(self) -> str:
        """What it says now."""
        return self._label.text()

    def say(self, sentence: str) -> None:
        """Add a sentence; "" and what is said already add nothing."""
        lines = [*self.text().splitlines(), sentence]
        if sentence:
            self._label.setText("\n".join(dict.fromkeys(lines)))
            self.show()

    def mention(self, sentence: str) -> None:
        """Say something in passing, in the place of what was last mentioned."""
        kept = [line for line in self.text().splitlines() if line != self._mentioned]
        self._label.setText("\n".join(kept))
        self._mentioned = sentence
        self.say(sentence)
        self.setVisible(bool(self.text()))

    def clear(self) -> None:
        """Say nothing any more."""
        self._label.setText("")
        self.hide()
