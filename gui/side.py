"""The right side of the window: what is left to do, and below it what is known of the cell in hand."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from gui.document import Document
from gui.issues import IssueList
from gui.labels import PlainLabel


class Side(QSplitter):
    """Two panels that can be hidden; the lower one is built when the first table is shown."""

    def __init__(self, document: Document, help_shown: bool) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._document = document
        self._help_shown = help_shown
        self._issues_shown = True
        self._away = False
        self._in_table = False
        self._key = ""
        self.setHandleWidth(3)
        self.setChildrenCollapsible(False)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("字") * 17)
        self.issues = IssueList(document)
        self.issues_panel = _panel("待处理", self.issues)
        self.addWidget(self.issues_panel)

    def show_help(self, shown: bool) -> None:
        """Show or hide the help on cells."""
        self._help_shown = shown
        self.enter(in_table=self._in_table)

    def show_issues(self, shown: bool) -> None:
        """Show or hide the list of findings."""
        self._issues_shown = shown
        self.issues_panel.setVisible(shown)
        self._take_room()

    def step_aside(self, away: bool) -> None:
        """Leave the room to the preview, or come back."""
        self._away = away
        self._take_room()

    def _take_room(self) -> None:
        """Leave the room to the page while nothing is shown here."""
        wanted = self._issues_shown or (self._in_table and self._help_shown)
        self.setVisible(wanted and not self._away)

    def enter(self, *, in_table: bool) -> None:
        """Follow the page on screen: only tables have cells to explain."""
        self._in_table = in_table
        wanted = in_table and self._help_shown
        if wanted and self.count() == 1:
            self._build_help()
        if self.count() > 1:
            self.help_panel.setVisible(wanted)
            if wanted:
                self.help.follow(self._key)
        self._take_room()

    def follow(self, key: str) -> None:
        """Explain a cell."""
        self._key = key
        if self.count() > 1:
            self.help.follow(key)

    def areas(self) -> list[QWidget]:
        """What can be gone to with the keys."""
        return [self.issues] if self.count() == 1 else [self.issues, self.help]

    def _build_help(self) -> None:
        from gui.cell_help import CellHelp  # reads the help texts

        self.help = CellHelp(self._document)
        self.help_panel = _panel("口径", self.help)
        self.addWidget(self.help_panel)
        height = self.height()
        self.setSizes([height // 2, height // 2])


def _panel(title: str, content: QWidget) -> QWidget:
    panel = QWidget()
    inside = QVBoxLayout(panel)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(0)
    inside.addWidget(PlainLabel(title, "panel"))
    inside.addWidget(content, 1)
    return panel
