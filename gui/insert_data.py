"""插入数据: a figure or a standard sentence put into a text, found by typing a part of its name."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from core.bound import SENTENCE, Binder, binder, token
from gui.document import Document
from gui.labels import PlainLabel, open_at

_TOKEN = Qt.ItemDataRole.UserRole


class Offer(NamedTuple):
    """Something that can be put into a text: how it's called, what it says now, its token, its place in a search."""

    label: str
    shown: str
    token: str
    rank: int


def offers(document: Document, field: str) -> Iterator[Offer]:
    """All that can be put into a text: its sentences, those of other texts, quantities, then every cell."""
    form, writer = document.form, binder(document.form, document.report, document.figures)
    for sentence in sorted(form.sentence, key=lambda sentence: sentence.field != field):
        name = SENTENCE + sentence.id
        yield Offer(f"语句　{sentence.label}", writer.written(name) or "", token(name), 1)
    for quantity in form.quantity:
        yield Offer(quantity.label, f"{writer.written(quantity.id)}（{quantity.unit}）", token(quantity.id), 0)
    yield from _cells(document, writer)


def _cells(document: Document, writer: Binder) -> Iterator[Offer]:
    for key, cell in document.form.cells.items():
        yield Offer(f"{cell.section.short}　{cell.place}", writer.written(key) or "", token(key), 2)


class InsertData(QDialog):
    """Choose what to put into a text. `chosen` is its token once accepted."""

    def __init__(self, document: Document, field: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("插入数据")
        self.chosen = ""
        self._offers = list(offers(document, field))
        self.search = QLineEdit()
        self.search.setProperty("role", "field")
        self.search.setPlaceholderText("找数据：输入名称的一部分，如“新收”“自然人 予以公开”")
        self.search.setAccessibleName("找数据")
        self.search.setClearButtonEnabled(True)
        self.found = QListWidget()
        self.found.setAccessibleName("可以插入的数据")
        self.found.setWordWrap(True)
        self.found.setAlternatingRowColors(True)
        body = QVBoxLayout(self)
        body.addWidget(
            PlainLabel(
                "插入的数跟着表格变，印出来就是数字。也可以在表格里复制一格（Ctrl+C），到正文里粘贴。",
                "hint",
                wrap=True,
            )
        )
        body.addWidget(self.search)
        body.addWidget(self.found, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText("插入")
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("取消")
        body.addWidget(buttons)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.found.itemDoubleClicked.connect(self.accept)
        self.search.textChanged.connect(self._show)
        self.search.returnPressed.connect(self.accept)
        open_at(self, 640, 460)
        self._show("")

    def _show(self, wanted: str) -> None:
        parts = wanted.split()
        self.found.clear()
        named = [offer for offer in self._offers if all(part in offer.label for part in parts)]
        told = [offer for offer in self._offers if offer not in named and all(part in offer.shown for part in parts)]
        if parts:  # a figure by its name first, then sentences, then each cell
            named.sort(key=lambda offer: (offer.label != wanted.strip(), offer.rank))
        for offer in [*named, *told]:
            item = QListWidgetItem(f"{offer.label}：{offer.shown}", self.found)
            item.setData(_TOKEN, offer.token)
        self.found.setCurrentRow(0)

    def accept(self) -> None:
        item = self.found.currentItem()
        if item is not None:
            self.chosen = str(item.data(_TOKEN))
            super().accept()

    def keyPressEvent(self, event) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.search.hasFocus():
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self.found.setCurrentRow(max(0, min(self.found.count() - 1, self.found.currentRow() + step)))
            return
        super().keyPressEvent(event)
