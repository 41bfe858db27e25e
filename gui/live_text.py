"""Words that change while one types."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui import style
from gui.labels import PlainLabel


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
