"""What the main window shows: the steps, the page in hand, findings and help beside it, the bar below."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from core.issue import CHECKED
from core.progress import section_states
from gui.document import Document
from gui.labels import PlainLabel
from gui.live_text import Badge
from gui.rail import Rail
from gui.side import Side

FINISH = "检查与导出"


class Frame(QWidget):
    """The parts of the main window in their places."""

    def __init__(self, document: Document, *, help_shown: bool) -> None:
        super().__init__()
        self._document = document
        titles = [*(section.caption for section in document.form.section), FINISH]
        self.rail = Rail(titles)
        self.stack = QStackedWidget()
        for _ in titles:
            self.stack.addWidget(QWidget())
        self.side = Side(document, help_shown)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self.stack, 1)
        right.addWidget(self._build_bar())
        middle = QWidget()
        middle.setLayout(right)
        across = QSplitter()
        across.setHandleWidth(3)
        across.setChildrenCollapsible(False)
        across.addWidget(middle)
        across.addWidget(self.side)
        across.setStretchFactor(0, 1)
        beside = QHBoxLayout(self)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.rail)
        beside.addWidget(across, 1)

    def show_progress(self) -> None:
        """Say beside each step how far it is, and of the whole whether it may leave the house."""
        document, word = self._document, self._document.verdict
        states = section_states(document.form, document.report, document.issues)
        self.rail.show_states({**dict(enumerate(states.values())), len(states): word})
        self.verdict.say(word, good=word == CHECKED)

    def _build_bar(self) -> QWidget:
        """The line below every page: the way back and on, what is selected, whether it's saved, the verdict."""
        self.back = QPushButton("上一步(&B)")
        self.forward = QPushButton("下一步(&N)")
        self.forward.setProperty("role", "primary")
        self.selection = PlainLabel("", "hint")
        self.saved = PlainLabel("", "hint")
        self.verdict = Badge()
        bar = QWidget()
        bar.setObjectName("bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 6, 16, 6)
        row.addWidget(self.back)
        row.addWidget(self.forward)
        row.addStretch(1)
        for label in (self.selection, self.saved):
            row.addWidget(label)
            row.addSpacing(12)
        row.addWidget(self.verdict)
        self.back.clicked.connect(lambda: self.rail.setCurrentRow(self.rail.currentRow() - 1))
        self.forward.clicked.connect(lambda: self.rail.setCurrentRow(self.rail.currentRow() + 1))
        return bar
