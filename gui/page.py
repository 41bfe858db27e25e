"""A step of the wizard: what the pages of all kinds of section have."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from gui.labels import Heading, PlainLabel

if TYPE_CHECKING:  # the start page scrolls too, and knows of neither
    from core.words import Section
    from gui.document import Document


def scrolling(inside: QWidget) -> QScrollArea:
    """Put something that may be taller than the window into an area that scrolls."""
    area = QScrollArea()
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setWidget(inside)
    return area


class Page(QWidget):
    """A step of the wizard: heading, hint, and what there is to fill in."""

    zoom_wanted = Signal(int)  # a step larger or smaller

    def __init__(self, document: "Document", section: "Section", hint: str) -> None:
        super().__init__()
        self.document = document
        self.section = section
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 10, 16, 10)
        self.body.setSpacing(8)
        self.top = QHBoxLayout()  # the heading, and what a kind of page offers beside it
        self.top.setSpacing(4)
        self.top.addWidget(Heading(section.title, section.caption), 1)
        self.body.addLayout(self.top)
        if hint:
            self.body.addWidget(PlainLabel(hint, "hint", wrap=True))

    def go_to(self, key: str) -> None:
        """Take the field or cell `key` in hand; "" means the first."""
        raise NotImplementedError

    def show_cursor(self, box: QPlainTextEdit) -> None:
        """Bring the place of the cursor in a box into sight; only a page that scrolls has to."""

    def set_zoom(self, percent: int) -> None:
        """Show what is filled in larger or smaller."""
