"""The page of a section of running text."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton

from core.bound import SENTENCE, binder, token
from core.wording import first_wording
from core.words import Section
from gui.document import Document
from gui.fields import NUMBERS, FieldsRow
from gui.find_bar import FindBar
from gui.labels import PlainLabel
from gui.page import Page
from gui.text_box import TextBox


class TextPage(Page):
    """A section of running text, with what helps to write it.

    `follow_wanted` tells the key of a cell that a figure in the text comes from.
    """

    follow_wanted = Signal(str)

    def __init__(self, document: Document, section: Section) -> None:
        self._field = next(field for field in section.field if field.kind == "text")
        super().__init__(document, section, self._field.hint)
        self._key = f"{section.id}/{self._field.id}"
        self.box = TextBox(document, self._key, self._field)
        self.box.zoom_wanted.connect(self.zoom_wanted)
        self.box.insert_wanted.connect(self.insert_data)
        self.box.follow_wanted.connect(self._follow)
        self._count = PlainLabel("", "hint")
        self.numbers = FieldsRow(document, section, NUMBERS, "先填三个数：")
        self._frame = self._small(
            "搭好框架", "写出各段的开头和常用语句，再逐段补充；Ctrl+Z 可以撤销", self._build_frame
        )
        self.top.addWidget(self._frame)
        insert = self._small("插入数据…", "把表格里的数或常用语句放进正文，跟着表格变（Ctrl+J）", self.insert_data)
        self.top.addWidget(insert)
        if self.numbers.boxes:
            self._offer_sentence(document, section)
        self.finding = FindBar(document, self._key, self.box)
        self.body.addWidget(self.box, 1)
        self.body.addWidget(self.finding)
        self.body.addWidget(self._count, 0, Qt.AlignmentFlag.AlignRight)
        document.changed.connect(self._on_changed)
        self._show_count()

    def go_to(self, key: str) -> None:
        (self.numbers.boxes.get(key) or self.box).setFocus()

    def set_zoom(self, percent: int) -> None:
        self.box.set_zoom(percent)

    def insert_data(self) -> None:
        """Let the clerk choose a figure or a sentence, and put it at the cursor."""
        from gui.insert_data import InsertData  # not needed to start

        dialog = InsertData(self.document, self._key, self)
        if dialog.exec():
            self.box.insert(dialog.chosen)
        dialog.deleteLater()
        self.box.setFocus()

    def _small(self, text: str, tip: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.setProperty("role", "small")
        button.clicked.connect(act)
        return button

    def _build_frame(self) -> None:
        frame = first_wording(self.document.form, self.document.report, self._key)
        self.document.put(self._key, frame, self._frame.text())
        self.box.setFocus()

    def _offer_sentence(self, document: Document, section: Section) -> None:
        self.body.addWidget(self.numbers)
        named = {f"{section.id}/{field.id}" for field in section.field if field.kind in ("count", "yuan")}
        for sentence in document.form.sentence:
            if sentence.field == self._key and named:
                name = SENTENCE + sentence.id
                tip = "把这三个数写成一句放进正文，以后跟着这三个数变；Ctrl+Z 可以撤销"
                button = self._small("按这些数写一句", tip, partial(self._add, name))
                self.numbers.above.addWidget(button)

    def _add(self, name: str) -> None:
        """Put a sentence behind the text, once."""
        written = self.document.text(self._key)
        if token(name) not in written:
            self.document.put(self._key, f"{written.rstrip()}\n{token(name)}".strip(), "写一句")
        self.box.setFocus()

    def _follow(self, name: str) -> None:
        """Go to the cell that a figure comes from: its own, or the first it's reckoned from."""
        form = self.document.form
        if quantity := form.quantities.get(name):
            from core.terms import parse_sum

            name = next((term.name.name for term in parse_sum(quantity.sum) if term.name), "")
        if name in form.order:
            self.follow_wanted.emit(name)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_count()  # numbers in the text may have changed in the tables

    def _on_changed(self, keys: frozenset[str]) -> None:
        if self._key in keys or self.isVisible():
            self._show_count()

    def _show_count(self) -> None:
        written = self.document.text(self._key)
        shown = binder(self.document.form, self.document.report, self.document.figures).spelled(written)
        self._count.setText(f"{sum(not char.isspace() for char in shown)} 字")
        self._frame.setVisible(bool(self._field.draft) and not written.strip())
