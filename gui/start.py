"""The start page: what there is to do, the drafts of late, and how a report is made in three steps."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from core.locate import resource
from gui.labels import PlainLabel
from gui.page import scrolling

_STEPS = (
    ("1", "开始", "选去年的报告：单位信息、上年结转会带过来，去年的数留着比较。没有去年的，就新建。"),
    ("2", "逐部分填写", "左边六个部分依次填。哪里对不上，右边马上说是哪一格；没有发生的，按 F6 一次填 0。"),
    ("3", "检查与导出", "右下角变成“已校验”后，导出 Word、PDF 或整套发布包，再按本地要求报送、公开。"),
)
# the ways to begin: name, which is its icon's too, the button, what it does
_WAYS = (
    ("last-year", "从去年的报告开始…", "Word、WPS、网页、文本、草稿都可以"),
    ("new", "新建今年的报告", "没有去年的报告，从头填"),
    ("open", "打开草稿…", "接着填以前保存的"),
    ("checkup", "体检一份报告…", "查一份写好的报告，不建草稿"),
    ("sample", "看示例", "一份填好的报告，随便改，不影响别的"),
    ("practice", "练习：找出三处错", "在示例里试试怎么找错、改错"),
)
_ICON = 22  # pixels


class StartPage(QWidget):
    """A button for each way to begin, and the drafts opened lately; it needs neither form nor report.

    Signals: `wanted` (the name of the way that was chosen), `draft_wanted` (the path of a draft), `painted` (it has
    been seen for the first time). `may_go_back` offers the way "back" to the report that is open.
    """

    wanted = Signal(str)
    draft_wanted = Signal(object)
    painted = Signal()

    def __init__(self, recent: Sequence[Path], *, may_go_back: bool) -> None:
        super().__init__()
        inside = _Ground()
        inside.painted.connect(self.painted)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inside))
        across = QHBoxLayout(inside)
        across.setContentsMargins(32, 24, 32, 24)
        across.setSpacing(32)
        self._left, right = QVBoxLayout(), QVBoxLayout()
        self._left.setSpacing(3)
        right.setSpacing(6)
        across.addLayout(self._left, 4)
        across.addLayout(right, 5)
        self._left.addWidget(PlainLabel("政府信息公开工作年度报告", "heading"))
        self._left.addWidget(PlainLabel("不联网、不用账号；填的内容只放在这台电脑上。", "hint", wrap=True))
        self._left.addSpacing(6)
        self.buttons: list[QPushButton] = []
        for number, title, told in _STEPS:
            right.addWidget(PlainLabel(f"{number}　{title}", "part"))
            right.addWidget(PlainLabel(told, wrap=True))
        right.addSpacing(12)
        right.addWidget(PlainLabel("最近的草稿", "part"))
        self.recent = QListWidget()
        self.recent.setObjectName("recent")
        self.recent.setAccessibleName("最近的草稿")
        right.addWidget(self.recent, 1)
        if may_go_back:
            self._offer("back", "回到这份报告", "接着填现在打开的", icon="open")
        for way in _WAYS:
            self._offer(*way, icon=way[0])
        self._left.addStretch(1)
        self._show_recent(recent)

    def _offer(self, name: str, text: str, told: str, *, icon: str) -> None:
        """Add a way to begin."""
        button = QPushButton(QIcon(str(resource("icons", f"{icon}.svg"))), text)
        button.setIconSize(QSize(_ICON, _ICON))
        button.setProperty("role", "begin")
        button.setAccessibleDescription(told)
        button.clicked.connect(lambda _checked: self.wanted.emit(name))
        self.buttons.append(button)
        self._left.addWidget(button)
        self._left.addWidget(PlainLabel(told, "hint", wrap=True))
        self._left.addSpacing(9)

    def _show_recent(self, recent: Sequence[Path]) -> None:
        """List the drafts opened lately, newest first."""
        for path in recent:
            item = QListWidgetItem(f"{path.stem}\n{path.parent}", self.recent)
            item.setData(Qt.ItemDataRole.UserRole, path)
        if not recent:
            item = QListWidgetItem("还没有。保存过的草稿会列在这里；也可以把文件拖到窗口里。", self.recent)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.recent.itemActivated.connect(lambda item: self.draft_wanted.emit(item.data(Qt.ItemDataRole.UserRole)))
        self.recent.itemClicked.connect(self.recent.itemActivated)

    def take_up(self) -> None:
        """Take the first way to begin in hand."""
        self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)


class _Ground(QWidget):
    """What the start page lies on; tells when it's painted for the first time."""

    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._is_painted = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            self.painted.emit()
