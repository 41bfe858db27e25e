"""口径: what is counted in the cell in hand, what is not, on what ground, and what it's confused with."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from core.errors import FormError
from core.words import Remark
from gui.document import Document
from gui.labels import PlainLabel

_PAUSE = 150  # milliseconds; the texts follow when the cursor rests
_ABOUT = {"counts": "计什么", "leaves_out": "不计什么", "neighbour": "容易混的", "article": "依据"}
_OFFICIAL, _OTHER = "●", "○"
_LEGEND = f"{_OFFICIAL} 有官方依据　{_OTHER} 本程序的理解，非官方口径"
_OWN = "本程序的理解，非官方口径"  # a source that the legend has said already


class CellHelp(QScrollArea):
    """The panel below the list of findings; it follows the cell in hand."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._key = ""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("help")
        self.setAccessibleName("口径")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        inside = QWidget()
        inside.setProperty("role", "panel")
        body = QVBoxLayout(inside)
        body.setContentsMargins(10, 2, 10, 8)
        body.setSpacing(3)
        self.place = PlainLabel("", "place", wrap=True)
        body.addWidget(self.place)
        self._legend = PlainLabel(_LEGEND, "hint", wrap=True)
        body.addWidget(self._legend)
        self._parts: dict[str, tuple[PlainLabel, PlainLabel]] = {}
        for about, word in _ABOUT.items():
            heading, text = PlainLabel(word, "part"), PlainLabel("", wrap=True)
            body.addWidget(heading)
            body.addWidget(text)
            self._parts[about] = heading, text
        body.addStretch(1)
        self.setWidget(inside)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._show)
        document.replaced.connect(self._load)
        self._load()

    def follow(self, key: str) -> None:
        """Show what is known of a cell, once the cursor rests."""
        self._key = key
        self._pause.start()

    def _load(self) -> None:
        try:
            self._remarks = self._document.editions.remarks(self._document.form)
        except FormError as problem:
            self._remarks = {}
            self._legend.setText(str(problem))

    def _show(self) -> None:
        cell = self._document.form.cells.get(self._key)
        remarks = self._remarks.get(self._key, ())
        self.place.setText(cell.place if cell else "")
        for about, (heading, text) in self._parts.items():
            told = [_sentence(remark) for remark in remarks if remark.about == about]
            heading.setVisible(bool(told))
            text.setVisible(bool(told))
            text.setText("\n".join(told))
        self.verticalScrollBar().setValue(0)


def _sentence(remark: Remark) -> str:
    source = "" if remark.source == _OWN else f"（{remark.source}）"
    return f"{_OFFICIAL if remark.official else _OTHER} {remark.text}{source}"
