"""The pages of the wizard: one class per kind of section."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.form import Field, Section
from core.report import YEAR
from core.wording import first_wording
from gui.document import Document
from gui.grid import GridView
from gui.labels import PlainLabel


def take_undo(document: Document, event: QKeyEvent) -> bool:
    """Undo or redo in the report if that's what the key asks: one history, not one for each text box."""
    if event.matches(QKeySequence.StandardKey.Undo):
        document.undo_stack.undo()
    elif event.matches(QKeySequence.StandardKey.Redo):
        document.undo_stack.redo()
    else:
        return False
    return True


class Page(QWidget):
    """A step of the wizard: heading, hint, and what there is to fill in."""

    def __init__(self, document: Document, section: Section, hint: str) -> None:
        super().__init__()
        self.document = document
        self.section = section
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 10, 16, 10)
        self.body.setSpacing(8)
        self.body.addWidget(PlainLabel(section.title, "heading"))
        if hint:
            self.body.addWidget(PlainLabel(hint, "hint", wrap=True))

    def go_to(self, key: str) -> None:
        """Take the field or cell `key` in hand; "" means the first."""
        raise NotImplementedError


class TextBox(QPlainTextEdit):
    """Running text of one field: plain text, one undo history with the rest of the report."""

    def __init__(self, document: Document, key: str, field: Field) -> None:
        super().__init__()
        self._document = document
        self._key = key
        self._run = object()
        self._showing = False
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(field.label)
        self.setAccessibleDescription(field.hint)
        self.setPlaceholderText("在此填写" + field.label)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() + 1.5)
        self.setFont(font)
        self.setPlainText(document.text(key))
        self.textChanged.connect(self._take_over)
        document.changed.connect(self._on_changed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not take_undo(self._document, event):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._run = object()  # what is typed next is another undo step

    def _take_over(self) -> None:
        if not self._showing:
            self._document.put(self._key, self.toPlainText(), "填写文字", self._run)

    def _on_changed(self, keys: frozenset[str]) -> None:
        text = self._document.text(self._key)
        if self._key in keys and text != self.toPlainText():
            position = self.textCursor().position()
            self._showing = True
            self.setPlainText(text)
            self._showing = False
            cursor = self.textCursor()
            cursor.setPosition(min(position, len(text)))
            self.setTextCursor(cursor)
            self._run = object()


class LineBox(QLineEdit):
    """One line of the profile."""

    def __init__(self, document: Document, key: str, field: Field) -> None:
        super().__init__(document.text(key))
        self._document = document
        self._key = key
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


class BodyBox(QComboBox):
    """The kind of body; one the form doesn't list (from a data file) is offered too."""

    def __init__(self, document: Document, key: str, field: Field) -> None:
        super().__init__()
        self._document = document
        self._key = key
        self.setAccessibleName(field.label)
        self.setAccessibleDescription(field.hint)
        self.setToolTip(field.hint)
        self.addItem("（请选择）", "")
        for body in document.form.body:
            self.addItem(body.label, body.id)
        self._show()
        self.activated.connect(lambda: document.put(key, str(self.currentData()), f"选择{field.label}"))
        document.changed.connect(lambda keys: self._show() if key in keys else None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling past must not change an answer

    def _show(self) -> None:
        kind = self._document.text(self._key)
        if self.findData(kind) < 0:
            self.addItem(self._document.form.body_label(kind), kind)
        self.setCurrentIndex(self.findData(kind))


class ProfilePage(Page):
    """基本信息: who reports on which year, how to reach them, and the text before section one."""

    def __init__(self, document: Document, section: Section) -> None:
        super().__init__(document, section, "这些内容用在标题和前言里。带 * 的必须填写。")
        self._boxes: dict[str, QWidget] = {}
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(7)
        for field in section.field:
            key = f"{section.id}/{field.id}"
            box = self._box(key, field)
            self._boxes[key] = box
            label = PlainLabel(field.label + (" *" if field.required else ""))
            label.setBuddy(box)
            form.addRow(label, box)
            if field.draft:
                form.addRow("", self._draft_button(key, field))
        inside = QWidget()
        inside.setLayout(form)
        form.setContentsMargins(0, 0, 8, 0)
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        self.body.addWidget(area, 1)

    def go_to(self, key: str) -> None:
        (self._boxes.get(key) or next(iter(self._boxes.values()))).setFocus()

    def _box(self, key: str, field: Field) -> QWidget:
        match field.kind:
            case "body":
                box: QWidget = BodyBox(self.document, key, field)
                box.setMaximumWidth(320)
            case "text":
                box = TextBox(self.document, key, field)
                box.setMinimumHeight(130)
            case "line" | "year":
                box = LineBox(self.document, key, field)
                box.setMaximumWidth(120 if key == YEAR else 640)
                if key == YEAR:
                    box.setPlaceholderText("")
                    box.setToolTip(field.hint)
        return box

    def _draft_button(self, key: str, field: Field) -> QWidget:
        button = QPushButton(f"按以上信息写{field.label}")
        button.setToolTip("用单位名称、年度和联系方式写出一段，可以再改；Ctrl+Z 可以撤销")
        button.clicked.connect(
            lambda: self.document.put(key, first_wording(self.document.form, self.document.report, key), button.text())
        )
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(button)
        layout.addWidget(PlainLabel(field.hint, "hint", wrap=True), 1)
        return row


class TextPage(Page):
    """A section of running text."""

    def __init__(self, document: Document, section: Section) -> None:
        field = section.field[0]
        super().__init__(document, section, field.hint)
        self._key = f"{section.id}/{field.id}"
        self._box = TextBox(document, self._key, field)
        self._count = PlainLabel("", "hint")
        self.body.addWidget(self._box, 1)
        self.body.addWidget(self._count, 0, Qt.AlignmentFlag.AlignRight)
        document.changed.connect(self._on_changed)
        self._show_count()

    def go_to(self, key: str) -> None:
        self._box.setFocus()

    def _on_changed(self, keys: frozenset[str]) -> None:
        if self._key in keys:
            self._show_count()

    def _show_count(self) -> None:
        written = sum(not char.isspace() for char in self.document.text(self._key))
        self._count.setText(f"{written} 字")


class TablePage(Page):
    """A section that is a statutory table, with a line above it that says what the cell in hand is."""

    def __init__(self, document: Document, section: Section) -> None:
        super().__init__(document, section, "")
        assert section.table is not None
        self.position = PlainLabel("", "position")
        self.view = GridView(document, section, section.table)
        self.body.setSpacing(4)
        self.body.addWidget(self.position)
        self.body.addWidget(self.view, 1)
        self.view.moved.connect(self._show_position)
        document.changed.connect(self._on_changed)
        self._key = next(iter(self.view.grid.places))
        self._show_position(self._key)

    def go_to(self, key: str) -> None:
        self.view.go_to(key)

    def _show_position(self, key: str) -> None:
        self._key = key
        cell = self.document.form.cells.get(key)
        if cell is None:
            self.position.setText("")
            return
        state = self.view.grid.state(cell)
        self.position.setText(f"{cell.place}　{state}" if state else cell.place)

    def _on_changed(self, keys: frozenset[str]) -> None:
        if self._key in keys:
            self._show_position(self._key)


def build_page(document: Document, section: Section) -> Page:
    """Build the page for a section."""
    match section.kind:
        case "profile":
            return ProfilePage(document, section)
        case "text":
            return TextPage(document, section)
        case "table":
            return TablePage(document, section)
