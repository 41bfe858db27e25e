"""The one list of findings for the whole report; a click or Enter goes to the cell."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.issue import Issue
from core.rules import Severity
from gui import style
from gui.document import Document

_COLOURS = {
    Severity.ERROR: style.ERROR,
    Severity.QUERY: style.QUERY,
    Severity.HINT: style.QUIET,
}
_PAUSE = 120  # milliseconds
_BLANK = ("待填", style.QUIET)
Index = QModelIndex | QPersistentModelIndex
_ISSUE, _LOOK = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class IssueList(QListWidget):
    """Findings in the order of the report; `chosen` names the cell or field to go to."""

    chosen = Signal(str)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.setObjectName("issues")
        self.setAccessibleName("待处理的问题")
        self.setItemDelegate(_IssueDelegate(self))
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)
        # the list follows when typing pauses: the marks and the verdict are there at once
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.show_issues)
        document.issues_changed.connect(self._pause.start)
        document.replaced.connect(self.show_issues)
        self.show_issues()

    def show_issues(self) -> None:
        """List the report's present findings, changing only the rows that differ."""
        issues = self._document.issues
        for row, issue in enumerate(issues):
            item = self.item(row)
            if item is None:
                item = QListWidgetItem(self)
            told = (issue.severity.label, _COLOURS[issue.severity])
            look = _BLANK if self._document.is_blank(issue.keys) else told
            if item.data(_ISSUE) != issue or item.data(_LOOK) != look:
                item.setData(_ISSUE, issue)
                item.setData(_LOOK, look)
                item.setText(f"{look[0]}：{issue.message}")
        while self.count() > len(issues):
            self.takeItem(self.count() - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.count():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(style.QUIET))
            room = self.viewport().rect().adjusted(14, 14, -14, -14)
            painter.drawText(room, _WRAP, "没有要处理的问题。")

    def _choose(self, item: QListWidgetItem) -> None:
        issue: Issue = item.data(_ISSUE)
        self.chosen.emit(issue.keys[0])


class _IssueDelegate(QStyledItemDelegate):
    """Paints a finding as a severity word and a wrapped sentence."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._list = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        issue: Issue = index.data(_ISSUE)
        word, colour = index.data(_LOOK)
        rect = QRect(option.rect)
        selected = self._list.selectionModel().isSelected(index)
        painter.fillRect(rect, QColor(style.ACCENT_SOFT if selected else style.PAPER))
        painter.setPen(QColor(colour))
        painter.drawText(rect.adjusted(10, 6, -10, 0), Qt.AlignmentFlag.AlignTop, f"● {word}  {issue.code}")
        painter.setPen(QColor(style.INK))
        line = painter.fontMetrics().height()
        painter.drawText(rect.adjusted(10, 8 + line, -10, -4), _WRAP, issue.message)
        painter.setPen(QColor(style.LINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        issue: Issue = index.data(_ISSUE)
        metrics = option.fontMetrics
        # not viewport(): a QWidget that C++ made has PySide prepare every class of widgets, 19 ms of the start
        width = self._list.width() - 16
        text = metrics.boundingRect(QRect(0, 0, width - 20, 10_000), _WRAP, issue.message)
        return QSize(width, text.height() + metrics.height() + 18)


_WRAP = int(Qt.TextFlag.TextWordWrap)
