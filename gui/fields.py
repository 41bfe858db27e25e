"""What a text or number is typed into: a line, running text, a choice. One undo history with the rest of the report."""

from collections.abc import Sequence

from PySide6.QtGui import QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.words import Field, FieldKind, Section
from gui.document import Document
from gui.labels import PlainLabel


def take_undo(document: Document, event: QKeyEvent) -> bool:
    """Undo or redo in the report if that's what the key asks: one history, not one for each text box."""
    if event.matches(QKeySequence.StandardKey.Undo):
        document.undo()
    elif event.matches(QKeySequence.StandardKey.Redo):
        document.redo()
    else:
        return False
    return True


class LineBox(QLineEdit):
    """One line: a name, a date, a number."""

    def __init__(self, document: Document, key: str, field: Field) -> None:
        super().__init__(document.text(key))
        self._document = document
        self._key = key
        self.setProperty("key", key)  # what has the focus says which field that is
        self._run = object()
        self.setProperty("role", "field")
        self.setPlaceholderText(field.hint)
        self.setAccessibleName(field.label)
        self.setAccessibleDescription(field.hint)
        self.textEdited.connect(lambda text: document.put(key, text, f"填写{field.label}", self._run))
        self.editingFinished.connect(self._next_run)
        document.changed.connect(self._on_changed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not take_undo(self._document, event):
            super().keyPressEvent(event)

    def _next_run(self) -> None:
        self._run = object()

    def _on_changed(self, keys: frozenset[str]) -> None:
        if self._key in keys and self._document.text(self._key) != self.text():
            self.setText(self._document.text(self._key))


NUMBERS: tuple[FieldKind, ...] = ("count", "yuan")
NOTES: tuple[FieldKind, ...] = ("note",)


class FieldsRow(QWidget):
    """The fields of some kinds beside each other, each with its label."""

    def __init__(self, document: Document, section: Section, kinds: Sequence[FieldKind], about: str) -> None:
        super().__init__()
        self.boxes: dict[str, LineBox] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        self.above = QHBoxLayout()
        whole.addLayout(self.above)
        if about:
            self.above.addWidget(PlainLabel(about, "hint", wrap=True), 1)
        row = QHBoxLayout()
        row.setSpacing(14)
        whole.addLayout(row)
        for field in section.field:
            if field.kind in kinds:
                key = f"{section.id}/{field.id}"
                self.boxes[key] = box = LineBox(document, key, field)
                row.addLayout(_labelled(box, field), 0 if kinds == NUMBERS else 1)
        if kinds == NUMBERS:
            row.addStretch(1)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is filled in."""
        return not any(box.text().strip() for box in self.boxes.values())


def _labelled(box: LineBox, field: Field) -> QVBoxLayout:
    """A number below its label, so that several stand beside each other on a small screen."""
    label = PlainLabel(field.label)
    label.setBuddy(box)
    place = QVBoxLayout()
    place.setSpacing(2)
    place.addWidget(label)
    place.addWidget(box)
    return place


class Drawer(FieldsRow):
    """Fields that a button brings out and puts away; what is filled in counts, and so stays in sight."""

    def __init__(
        self, document: Document, section: Section, kinds: Sequence[FieldKind], about: str, button: QPushButton
    ) -> None:
        super().__init__(document, section, kinds, about)
        self.button = button
        button.setCheckable(True)
        button.setProperty("role", "small")
        button.setChecked(not self.is_blank)
        if not self.boxes:
            button.hide()
        if self.is_blank:
            self.hide()
        button.toggled.connect(self._show)

    def take_up(self, key: str) -> bool:
        """Bring a field out and take it in hand; False if it isn't one of these."""
        if key not in self.boxes:
            return False
        self.button.setChecked(True)
        self.boxes[key].setFocus()
        return True

    def _show(self, shown: bool) -> None:
        if not shown and not self.is_blank:
            self.button.setChecked(True)
            return
        self.setVisible(shown)
        if shown and self.isVisible():
            next(iter(self.boxes.values())).setFocus()


class ChoiceBox(QComboBox):
    """A choice, as that of the kind of body; an answer the form doesn't list (from a data file) is offered too."""

    def __init__(self, document: Document, key: str, field: Field) -> None:
        super().__init__()
        self._document = document
        self._key = key
        self.setProperty("key", key)  # what has the focus says which field that is
        self.setAccessibleName(field.label)
        self.setAccessibleDescription(field.hint)
        self.setToolTip(field.hint)
        self.addItem("（请选择）" if field.kind == "body" else "（可以不选）", "")
        for choice in document.form.body if field.kind == "body" else field.choice:
            self.addItem(choice.label, choice.id)
        self._show()
        self.activated.connect(self._choose)
        document.changed.connect(self._on_changed)  # a method: it goes with the box, as a lambda wouldn't

    def _choose(self) -> None:
        self._document.put(self._key, str(self.currentData()), f"选择{self.accessibleName()}")

    def _on_changed(self, keys: frozenset[str]) -> None:
        if self._key in keys:
            self._show()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling past must not change an answer

    def _show(self) -> None:
        answer = self._document.text(self._key)
        if self.findData(answer) < 0:
            self.addItem(answer, answer)
        self.setCurrentIndex(self.findData(answer))
