"""Widgets that show text, whatever file it came from, as plain text."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gui import style

_HEADING = 1.37  # of the size of other letters


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
    """A heading of one line; what doesn't fit is cut with an ellipsis, and said whole in a tool tip."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
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
        shown = painter.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class TextLine(QWidget):
    """One line of plain text that changes with each key: unlike a QLabel it lays nothing out anew around it."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self.setFixedHeight(self.fontMetrics().height() + 4)

    def text(self) -> str:
        """What it says."""
        return self._text

    def setText(self, text: str) -> None:
        """Say something else; what doesn't fit is cut with an ellipsis and shown whole as a tool tip."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            self.setToolTip(self._text)
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QColor(style.colours().ink))
        text = painter.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def fit_height(dialog: QWidget, width: int) -> None:
    """Give a dialog a width and the height that its wrapped labels need at it; Qt reckons with fewer lines."""
    layout = dialog.layout()
    assert layout is not None
    dialog.setMinimumSize(width, layout.totalHeightForWidth(width))


class Badge(PlainLabel):
    """A word on a rounded ground, green when all is well."""

    def __init__(self) -> None:
        super().__init__()
        self._good = False
        self.setContentsMargins(10, 3, 10, 3)
        font = self.font()
        font.setBold(True)
        self.setFont(font)

    def say(self, word: str, *, good: bool) -> None:
        """Show a word, if it's another one than before."""
        if word != self.text():
            self._good = good
            palette = self.palette()
            palette.setColor(self.foregroundRole(), QColor(style.colours().good if good else style.colours().query))
            self.setPalette(palette)
            self.setText(word)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(style.colours().good_soft if self._good else style.colours().query_soft))
        painter.drawRoundedRect(self.rect(), 10, 10)
        painter.end()
        super().paintEvent(event)
