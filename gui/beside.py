"""对照去年: a text beside last year's, what is the same in both marked."""

from collections.abc import Sequence

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from core.bound import spelled
from core.check_texts import alike, likeness
from gui import style
from gui.document import Document
from gui.labels import PlainLabel, open_at


class Beside(QDialog):
    """A text on the left, last year's on the right."""

    def __init__(self, document: Document, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("对照去年")
        report = spelled(document.form, document.report, document.figures)
        previous = report.previous
        here, there = report.text(key), previous.texts.get(key, "") if previous else ""
        body = QVBoxLayout(self)
        told = f"有底色的是与去年相同的文字（{likeness(here, there)}%）；数字不同的也算相同。请把它们改写成今年的情况。"
        body.addWidget(PlainLabel(told, "hint", wrap=True))
        across = QHBoxLayout()
        body.addLayout(across, 1)
        self.here = _side(across, "今年", here, alike(here, there))
        self.there = _side(across, f"去年（{previous.year} 年度）" if previous else "去年", there, alike(there, here))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText("关闭")
        buttons.rejected.connect(self.reject)
        body.addWidget(buttons)
        open_at(self, 900, 520)


def _side(across: QHBoxLayout, title: str, text: str, same: Sequence[tuple[int, int]]) -> QPlainTextEdit:
    column = QVBoxLayout()
    column.addWidget(PlainLabel(title))
    box = QPlainTextEdit()
    box.setReadOnly(True)
    box.setAccessibleName(title)
    box.setPlainText(text)
    marks = []
    looks = QTextCharFormat()
    looks.setBackground(QColor(style.colours().query_soft))
    looks.setFontUnderline(True)
    for start, end in same:
        mark = QTextEdit.ExtraSelection()
        mark.cursor = QTextCursor(box.document())  # type: ignore[attr-defined]
        mark.cursor.setPosition(start)  # type: ignore[attr-defined]
        mark.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)  # type: ignore[attr-defined]
        mark.format = looks  # type: ignore[attr-defined]
        marks.append(mark)
    box.setExtraSelections(marks)
    column.addWidget(box, 1)
    across.addLayout(column, 1)
    return box
