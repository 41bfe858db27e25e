"""Widgets that show text, whatever file it came from, as plain text."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

_HEADING = 1.37  # of the size of other letters
_FRAME, _TITLE_BAR = 16, 32  # pixels around and above a window that the system draws


class PlainLabel(QLabel):
    """A label that never reads markup: a file's text can't make it open anything. `role` picks its look."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None, *, wrap: bool = False) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        if role:
            self.setProperty("role", role)


class Heading(QWidget):
    """A heading of one line; where it doesn't fit, a few words for it do; the tool tip says it whole."""

    def __init__(self, text: str, caption: str) -> None:
        super().__init__()
        self._text = text
        self._caption = caption
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * _HEADING)
        font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)
        self.setFixedHeight(self.fontMetrics().height())
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        self.setToolTip(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fits = painter.fontMetrics().horizontalAdvance(self._text) <= self.width()
        shown = self._text if fits else self._caption
        shown = painter.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def open_at(dialog: QWidget, width: int, height: int) -> None:
    """Give a dialog the size it would like, or what the screen has if that is less."""
    room = dialog.screen().availableSize()
    dialog.resize(min(width, room.width() - _FRAME), min(height, room.height() - _FRAME - _TITLE_BAR))


def fit_height(dialog: QWidget, width: int) -> None:
    """Give a dialog a width and the height that its wrapped labels need at it; Qt reckons with fewer lines."""
    layout = dialog.layout()
    assert layout is not None
    dialog.setMinimumSize(width, layout.totalHeightForWidth(width))
