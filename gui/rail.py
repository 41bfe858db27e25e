"""The rail on the left: every step with its state in words."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem

from core.issue import CHECKED
from gui import style

Index = QModelIndex | QPersistentModelIndex
_TITLE, _STATE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class Rail(QListWidget):
    """The steps; the one in hand is the current row."""

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName("步骤")
        self.setItemDelegate(_StepDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for title in titles:
            item = QListWidgetItem(self)
            item.setData(_TITLE, title)
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("字") * 13 + 24)

    def show_states(self, states: Mapping[int, str]) -> None:
        """Write each step's state below its title; also read out by screen readers."""
        for row, state in states.items():
            item = self.item(row)
            if item.data(_STATE) != state:
                item.setData(_STATE, state)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.data(_TITLE)}，{state}")


class _StepDelegate(QStyledItemDelegate):
    """Paints a step: title, and below it the state in words."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._list = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        title, state = (str(index.data(role) or "") for role in (_TITLE, _STATE))
        rect = QRect(option.rect)
        current = self._list.selectionModel().isSelected(index)
        painter.fillRect(rect, QColor(style.colours().accent_soft if current else style.colours().paper))
        if current:
            painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), QColor(style.colours().accent))
        line = painter.fontMetrics().height()
        font = QFont(painter.font())
        font.setBold(current)
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(style.colours().ink))
        top = rect.top() + (rect.height() - 2 * line - 3) // 2
        painter.drawText(QRect(rect.left() + 16, top, rect.width() - 20, line), Qt.AlignmentFlag.AlignVCenter, title)
        painter.restore()
        painter.setPen(QColor(_colour(state)))
        painter.drawText(
            QRect(rect.left() + 16, top + line + 3, rect.width() - 20, line), Qt.AlignmentFlag.AlignVCenter, state
        )

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line: int = option.fontMetrics.height()
        return QSize(100, 2 * line + 21)


def _colour(state: str) -> str:
    if "错误" in state:
        return style.colours().error
    if "存疑" in state:
        return style.colours().query
    return style.colours().good if state == "已填好" or state.startswith(CHECKED) else style.colours().quiet
