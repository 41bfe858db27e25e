"""The one list of findings for the whole report; a click or Enter goes to the cell."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.fixing import fix
from core.issue import Issue
from core.rules import Severity
from gui import style
from gui.document import Document
from gui.issue_rows import EXPLAINED, Act, Row, can_ask_why, quick_reason, rows, target

if TYPE_CHECKING:
    from core.diagnose import Suspect

_PAUSE = 120  # milliseconds
Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole
_WRAP = int(Qt.TextFlag.TextWordWrap)
_EDGE, _INDENT, _BAR = 10, 14, 16  # pixels


class IssueList(QListWidget):
    """Findings in the order of the report, with what can be done about each.

    Signals: `chosen` (the cell or field to go to, and the passage of its text), `answer_wanted` (a finding that
    needs a reason), `compare_wanted` (a text to be shown beside last year's).
    """

    chosen = Signal(str, str)
    answer_wanted = Signal(object)
    compare_wanted = Signal(str)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._unfolded: set[str] = set()
        self._why: set[str] = set()
        self.setObjectName("issues")
        self.setAccessibleName("待处理的问题")
        self._delegate = _RowDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._choose)
        # the list follows when typing pauses: the marks and the verdict are there at once
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.show_issues)
        document.issues_changed.connect(self._pause.start)
        document.replaced.connect(self._start_anew)
        self.show_issues()

    def show_issues(self) -> None:
        """List the report's present findings, changing only the lines that differ."""
        self._pause.stop()
        told = {issue.ident for issue in self._document.issues}
        self._unfolded &= told | {EXPLAINED}
        self._why &= told
        why = {issue.ident: self._suspects(issue) for issue in self._document.issues if issue.ident in self._why}
        wanted = rows(self._document, self._unfolded, why)
        for at, row in enumerate(wanted):
            item = self.item(at)
            if item is None:
                item = QListWidgetItem(self)
            if item.data(_ROW) != row:
                item.setData(_ROW, row)
                item.setText(f"{row.head}：{row.text}" if row.text else row.head)
        while self.count() > len(wanted):
            self.takeItem(self.count() - 1)

    def row_in_hand(self) -> Row | None:
        """The line the cursor is on."""
        item = self.currentItem()
        return item.data(_ROW) if item else None

    def point_at(self, issue: Issue) -> None:
        """Bring a finding into sight and put the cursor on it."""
        self.show_issues()
        for at in range(self.count()):
            if self.item(at).data(_ROW).ident == issue.ident:
                self.setCurrentRow(at)
                return

    def target(self, issue: Issue) -> str:
        """The cell or field to go to for a finding."""
        return target(self._document, issue)

    def ask_why(self, issue: Issue) -> None:
        """Show below a finding what looks like its cause."""
        if can_ask_why(self._document, issue):
            self._why.add(issue.ident)
            self.point_at(issue)
            self._show_below()

    def links(self, item: QListWidgetItem) -> dict[Act, QRect]:
        """Where in a line each thing that can be done there is to be clicked."""
        return dict(self._delegate.links(item.data(_ROW), self.visualItemRect(item)))

    def do(self, row: Row, act: Act) -> None:
        """Do what a line offers."""
        match act:
            case Act.UNFOLD:
                self._unfolded.add(row.ident)
                self.show_issues()
                self._show_below()
            case Act.FOLD:
                self._unfolded.discard(row.ident)
                self._why.discard(row.ident)
            case Act.WHY if row.issue:
                self.ask_why(row.issue)
            case Act.ASIDE if row.issue:
                self._document.close_issue(row.issue, "")
            case Act.FIX if row.issue:
                self._document.put_many(fix(self._document.form, self._document.report, row.issue), Act.FIX.value)
            case Act.COMPARE if row.issue:
                self.compare_wanted.emit(row.issue.keys[0])
            case Act.QUICK if row.issue:
                self._document.close_issue(row.issue, quick_reason(self._document, row.issue))
            case Act.TAKE_BACK if row.issue:
                self._document.open_issue(row.issue)
            case _:
                self.answer_wanted.emit(row.issue)
        self.show_issues()

    def _show_below(self) -> None:
        """Bring into sight what stands below the line in hand, as far as there is room."""
        at = last = self.currentRow()
        while last + 1 < self.count() and self.item(last + 1).data(_ROW).inner:
            last += 1
        self.scrollToItem(self.item(last))
        if self.visualItemRect(self.item(at)).top() < 0:
            self.scrollToItem(self.item(at), QListWidget.ScrollHint.PositionAtTop)

    def _suspects(self, issue: Issue) -> "Sequence[Suspect]":
        from core.diagnose import suspects  # not needed before somebody asks

        document = self._document
        section = document.form.section_of(issue.keys[0]).id
        return suspects(document.form, document.report, section, document.figures, issue.keys)

    def _start_anew(self) -> None:
        self._unfolded.clear()
        self._why.clear()
        self.show_issues()

    def _choose(self, item: QListWidgetItem) -> None:
        row: Row = item.data(_ROW)
        if row.key:
            self.chosen.emit(row.key, row.issue.passage if row.issue else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        item = self.itemAt(place)
        for act, link in self.links(item).items() if item else ():
            if item and link.contains(place):
                self.setCurrentItem(item)
                self.do(item.data(_ROW), act)
                return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, key = self.row_in_hand(), event.key()
        if row and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentItem())
        elif row and key == Qt.Key.Key_Space and row.acts:
            self.do(row, row.acts[0])
        elif row and key == Qt.Key.Key_Right and Act.UNFOLD in row.acts:
            self.do(row, Act.UNFOLD)
        elif row and key == Qt.Key.Key_Left and Act.FOLD in row.acts:
            self.do(row, Act.FOLD)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.count():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(style.colours().quiet))
            room = self.viewport().rect().adjusted(14, 14, -14, -14)
            painter.drawText(room, _WRAP, "没有要处理的问题。")


class _RowDelegate(QStyledItemDelegate):
    """Paints a line: a severity word, what can be done, and the wrapped sentence."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._list = view

    def links(self, row: Row, rect: QRect) -> list[tuple[Act, QRect]]:
        """What can be clicked in a line, from the right of its foot."""
        metrics = self._list.fontMetrics()
        found: list[tuple[Act, QRect]] = []
        right = rect.right() - _EDGE
        top = rect.bottom() - metrics.height() - 5 if row.text else rect.top() + 6
        for act in reversed(row.acts):
            width = metrics.horizontalAdvance(act.value) + 6
            found.append((act, QRect(QPoint(right - width, top), QSize(width, metrics.height()))))
            right -= width + 10
        return found

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(_ROW)
        rect = QRect(option.rect)
        selected = self._list.selectionModel().isSelected(index)
        look = style.colours()
        ground = look.accent_soft if selected else look.desk if row.inner else look.paper
        painter.fillRect(rect, QColor(ground))
        left = _EDGE + (_INDENT if row.inner else 0)
        line = painter.fontMetrics().height()
        painter.setPen(QColor(_colour(row)))
        mark = "" if row.inner or not row.issue else "● "
        painter.drawText(rect.adjusted(left, 6, -_EDGE, 0), Qt.AlignmentFlag.AlignTop, mark + row.head)
        painter.setPen(QColor(look.quiet if row.inner and row.issue else look.ink))
        room = QRect(rect.left() + left, rect.top() + 8 + line, self._room(row), rect.height())
        painter.drawText(room, _WRAP, row.text)
        painter.setPen(QColor(look.accent))
        for act, link in self.links(row, rect):
            painter.drawText(link, Qt.AlignmentFlag.AlignRight, act.value)
            painter.drawLine(link.bottomLeft() + QPoint(6, 0), link.bottomRight())
        painter.setPen(QColor(look.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: Row = index.data(_ROW)
        metrics = option.fontMetrics
        # not viewport(): a QWidget that C++ made has PySide prepare every class of widgets, 19 ms of the start
        room = QRect(0, 0, self._room(row), 10_000)
        text = metrics.boundingRect(room, _WRAP, row.text).height() if row.text else -6
        foot = metrics.height() + 4 if row.acts and row.text else 0
        return QSize(self._list.width() - _BAR, text + metrics.height() + 18 + foot)

    def _room(self, row: Row) -> int:
        """The width of a line's sentence: the same with and without a scroll bar."""
        return self._list.width() - _BAR - 2 * _EDGE - (_INDENT if row.inner else 0)


def _colour(row: Row) -> str:
    if row.blank or row.inner or not row.issue:
        return style.colours().quiet
    look = style.colours()
    weights = {Severity.ERROR: look.error, Severity.QUERY: look.query, Severity.HINT: look.quiet}
    return weights[row.issue.severity]
