"""Running text of one field: plain text in which bound figures stand as chips that follow the tables."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDropEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QShowEvent,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QWheelEvent,
)
from PySide6.QtWidgets import QPlainTextEdit

from core.bound import OPEN, SENTENCE, Binder, binder, token, unlocked
from core.words import Field
from gui import style
from gui.document import Document
from gui.fields import take_undo

BOUND = "application/x-nianbao-text"  # the clipboard's name for a text with its tokens
_NAME = QTextFormat.Property.UserProperty.value + 1  # of the token a piece of text stands for
_SERIAL = _NAME + 1  # tells two chips apart that stand side by side
_DELETES = (
    (QKeySequence.StandardKey.Delete, QTextCursor.MoveOperation.NextCharacter),
    (QKeySequence.StandardKey.DeleteStartOfWord, QTextCursor.MoveOperation.PreviousWord),
    (QKeySequence.StandardKey.DeleteEndOfWord, QTextCursor.MoveOperation.NextWord),
)
_STEPS = QTextCursor.MoveMode


class Chip(NamedTuple):
    """A figure or sentence in a text box: the name of its token, and where it stands on screen."""

    name: str
    start: int
    end: int


class TextBox(QPlainTextEdit):
    """Running text of one field, one undo history with the rest of the report.

    What is typed never goes into a chip, and a chip is only ever selected, copied and deleted whole.
    """

    zoom_wanted = Signal(int)  # a step larger or smaller
    insert_wanted = Signal()
    follow_wanted = Signal(str)  # the key or name a chip stands for

    def __init__(self, document: Document, key: str, field: Field) -> None:
        super().__init__()
        self._document = document
        self._key = key
        self.setProperty("key", key)  # what has the focus says which field that is
        self._run = object()
        self._showing = False
        self._serial = 0
        self._position = 0
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(field.label)
        self.setAccessibleDescription(field.hint)
        self.setPlaceholderText("在此填写" + field.label)
        self.set_zoom(100)
        self._show(document.text(key))
        self.textChanged.connect(self._take_over)
        self.cursorPositionChanged.connect(self._keep_out)
        document.changed.connect(self._on_changed)

    def set_zoom(self, percent: int) -> None:
        """Show the text larger or smaller."""
        font = style.base_font()
        font.setPointSizeF((font.pointSizeF() + 1.5) * percent / 100)
        self.setFont(font)

    # ------------------------------------------------------------ chips

    def chips(self) -> Iterator[Chip]:
        """The chips from beginning to end."""
        block = self.document().begin()
        while block.isValid():
            part = block.begin()
            while not part.atEnd():
                fragment = part.fragment()
                if name := fragment.charFormat().property(_NAME):
                    yield Chip(str(name), fragment.position(), fragment.position() + fragment.length())
                part += 1
            block = block.next()

    def chip_in_hand(self) -> Chip | None:
        """The chip that is selected, or that the cursor touches."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        found = [chip for chip in self.chips() if chip.start <= start and end <= chip.end]
        return found[-1] if found else None

    def written(self, start: int = 0, end: int | None = None) -> str:
        """The text between two places with a token for each chip."""
        text = self.toPlainText()
        end = len(text) if end is None else end
        parts: list[str] = []
        at = start
        for chip in self.chips():
            if start <= chip.start and chip.end <= end:
                parts += (text[at : chip.start], token(chip.name))
                at = chip.end
        return "".join([*parts, text[at:end]])

    def insert(self, text: str) -> None:
        """Put a text with tokens at the cursor, as a step of its own."""
        self._run = object()
        self._step_out()
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        self._write(cursor, text)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self._run = object()

    def unlock(self) -> None:
        """Turn the chip in hand into plain text; a sentence keeps its figures as chips."""
        if chip := self.chip_in_hand():
            self._select(chip.start, chip.end)
            self.insert(unlocked(self._binder(), chip.name))

    def _binder(self) -> Binder:
        return binder(self._document.form, self._document.report, self._document.figures)

    def _show(self, text: str) -> None:
        self._showing = True
        self.setPlainText("")
        if OPEN in text:
            self._write(self.textCursor(), text)
        else:
            self.setPlainText(text)
        self._showing = False

    def _write(self, cursor: QTextCursor, text: str) -> None:
        for piece in self._binder().pieces(text):
            cursor.insertText(piece.text, self._format(piece.token) if piece.token else QTextCharFormat())

    def _format(self, name: str) -> QTextCharFormat:
        self._serial += 1
        looks = QTextCharFormat()
        looks.setProperty(_NAME, name)
        looks.setProperty(_SERIAL, self._serial)
        looks.setBackground(QColor(style.colours().accent_soft))
        looks.setForeground(QColor(style.colours().accent))
        looks.setToolTip(f"{self.label(name)}：跟着表格变。右键可以改成普通文字")
        return looks

    def label(self, name: str) -> str:
        """What a chip stands for, in words."""
        form = self._document.form
        if sentence := form.sentences.get(name.removeprefix(SENTENCE)):
            return f"常用语句“{sentence.label}”"
        if quantity := form.quantities.get(name):
            return quantity.label
        return form.cells[name].place if name in form.cells else form.fields[name].label

    def _follow_figures(self) -> None:
        """Show in every chip what the tables now say."""
        writer = self._binder()
        changed = [(chip, writer.written(chip.name) or "") for chip in self.chips()]
        text = self.toPlainText()
        stale = [(chip, shown) for chip, shown in changed if text[chip.start : chip.end] != shown]
        self._showing = True
        for chip, shown in reversed(stale):
            cursor = QTextCursor(self.document())
            cursor.setPosition(chip.start)
            cursor.setPosition(chip.end, _STEPS.KeepAnchor)
            cursor.insertText(shown, self._format(chip.name))
        self._showing = False

    # ------------------------------------------------------------ the cursor stays out of chips

    def _select(self, start: int, end: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, _STEPS.KeepAnchor)
        self.setTextCursor(cursor)

    def _keep_out(self) -> None:
        cursor = self.textCursor()
        before, self._position = self._position, cursor.position()
        inside = [chip for chip in self.chips() if chip.start < cursor.position() < chip.end]
        split = [chip for chip in self.chips() if chip.start < cursor.anchor() < chip.end]
        if not inside and not split:
            return
        anchor, position = cursor.anchor(), cursor.position()
        for chip in inside:
            position = chip.end if position >= before else chip.start
        for chip in split:
            anchor = chip.start if position >= chip.end else chip.end
        if not cursor.hasSelection():
            anchor = position
        self._select(anchor, position)

    def _step_out(self) -> None:
        """Write what comes next as plain text, also right behind a chip."""
        if not self.textCursor().hasSelection():
            self.setCurrentCharFormat(QTextCharFormat())

    def _delete(self, move: QTextCursor.MoveOperation) -> None:
        """Delete what is selected, else to where a key reaches; a chip as a whole."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            at = cursor.position()
            cursor.movePosition(move, _STEPS.KeepAnchor)
            start, end = sorted((at, cursor.position()))
            touched = [chip for chip in self.chips() if chip.start < end and start < chip.end]
            start = min([start, *(chip.start for chip in touched)])
            end = max([end, *(chip.end for chip in touched)])
            cursor.setPosition(start)
            cursor.setPosition(end, _STEPS.KeepAnchor)
        cursor.removeSelectedText()
        self.setTextCursor(cursor)

    # ------------------------------------------------------------ events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if take_undo(self._document, event):
            return
        if event.key() == Qt.Key.Key_Backspace and not event.modifiers():
            self._delete(QTextCursor.MoveOperation.PreviousCharacter)
            return
        for keys, move in _DELETES:
            if event.matches(keys):
                self._delete(move)
                return
        self._step_out()
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._step_out()
        super().inputMethodEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        cursor = self.textCursor()
        mime = QMimeData()
        mime.setText(cursor.selectedText().replace("\u2029", "\n"))
        mime.setData(BOUND, self.written(cursor.selectionStart(), cursor.selectionEnd()).encode())
        return mime

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasFormat(BOUND):
            self.insert(bytes(source.data(BOUND).data()).decode("utf-8", "replace"))
        elif source.hasText():
            self.insert(source.text().replace("\r\n", "\n").replace("\u2028", "\n").replace("\u2029", "\n"))

    def dropEvent(self, event: QDropEvent) -> None:
        at = self.cursorForPosition(event.position().toPoint()).position()
        if any(chip.start < at < chip.end for chip in self.chips()):
            event.ignore()
        else:
            super().dropEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.textCursor().hasSelection():
            self.setTextCursor(self.cursorForPosition(event.pos()))
        menu = self.createStandardContextMenu()
        menu.addSeparator()
        menu.addAction("插入数据…", self.insert_wanted.emit)
        if chip := self.chip_in_hand():
            menu.addAction("改成普通文字", self.unlock)
            if not chip.name.startswith(SENTENCE):
                menu.addAction("去看这个数", lambda: self.follow_wanted.emit(chip.name))
        menu.exec(event.globalPos())
        menu.deleteLater()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._run = object()  # what is typed next is another undo step

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow_figures()

    def _take_over(self) -> None:
        if not self._showing:
            self._document.put(self._key, self.written(), "填写文字", self._run)

    def _on_changed(self, keys: frozenset[str]) -> None:
        text = self._document.text(self._key)
        if self._key in keys and text != self.written():
            position = self.textCursor().position()
            self._show(text)
            cursor = self.textCursor()
            cursor.setPosition(min(position, len(self.toPlainText())))
            self.setTextCursor(cursor)
            self._run = object()
        elif OPEN in text and self.isVisible():
            self._follow_figures()
