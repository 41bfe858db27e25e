"""The pages of the wizard: one class per kind of section."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from core.report import PREVIOUS, YEAR
from core.values import show
from core.wording import first_wording
from core.words import Field, Section
from gui.document import Document
from gui.fields import NOTES, NUMBERS, ChoiceBox, Drawer, LineBox
from gui.grid import GridView
from gui.labels import PlainLabel
from gui.live_text import TextLine
from gui.page import Page, scrolling
from gui.strip import PAUSE, BalanceStrip
from gui.text_box import TextBox
from gui.text_page import TextPage

_WAYS = 4  # to go on without a draft, the question and the room after it
_AROUND = 60  # pixels to be seen above and below the field in hand
_CARRIED = "带过来单位信息、上年结转和去年的数；去年的文件不会改动"


class ProfilePage(Page):
    """基本信息: who reports on which year, how to reach them, and the text before section one."""

    last_year_wanted = Signal(object)  # the path of last year's report, None to choose one

    def __init__(self, document: Document, section: Section) -> None:
        super().__init__(
            document, section, "这些内容用在标题和前言里。带 * 的必须填写；联系机构、地址、邮编、电话一般也要写明。"
        )
        self._boxes: dict[str, QWidget] = {}
        self._asks = True
        self._question, self._previous = QWidget(), PlainLabel("", "good", wrap=True)
        self.body.addWidget(self._question)
        self.body.addWidget(self._previous)
        self._show_previous()
        document.changed.connect(self._on_changed)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(7)
        for field in section.field:
            key = f"{section.id}/{field.id}"
            if field.draft:  # above the box, so that nobody begins to write by hand what a click writes
                form.addRow("", self._draft_button(key, field))
            box = self._box(key, field)
            self._boxes[key] = box
            label = PlainLabel(field.label + (" *" if field.required else ""))
            label.setBuddy(box)
            form.addRow(label, box)
        inside = QWidget()
        inside.setLayout(form)
        form.setContentsMargins(0, 0, 8, 0)
        self._area = scrolling(inside)
        self.body.addWidget(self._area, 1)

    def go_to(self, key: str) -> None:
        box = self._boxes.get(key) or next(iter(self._boxes.values()))
        box.setFocus()
        self._area.ensureWidgetVisible(box, 0, _AROUND)

    def show_cursor(self, box: QPlainTextEdit) -> None:
        inside = self._area.widget()
        assert inside
        place = box.viewport().mapTo(inside, box.cursorRect().center())
        self._area.ensureVisible(place.x(), place.y(), 0, _AROUND)

    def offer_draft(self, draft: Path) -> None:
        """Offer a draft of an earlier year by name, once."""
        if self._ways.count() > _WAYS:
            return
        button = QPushButton(f"从“{draft.stem}”开始")
        button.setToolTip(f"{draft}\n{_CARRIED}")
        button.clicked.connect(lambda: self.last_year_wanted.emit(draft))
        self._ways.insertWidget(1, button)

    def offer(self) -> None:
        """Ask for last year's report, as long as nothing has been filled in."""
        row = self._ways = QHBoxLayout(self._question)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(PlainLabel("有去年的报告吗？"))
        other = QPushButton("选去年的报告…")
        other.setToolTip(f"Word（.docx、.doc、.wps）、网页、文本、草稿都可以；也可以直接拖到窗口里\n{_CARRIED}")
        other.clicked.connect(lambda: self.last_year_wanted.emit(None))
        none = QPushButton("没有，直接填")
        none.clicked.connect(self.ask_no_more)
        row.addWidget(other)
        row.addWidget(none)
        row.addStretch(1)

    def ask_no_more(self) -> None:
        """There's no report of last year, somebody said."""
        self._asks = False
        self._show_previous()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_previous()  # not while one types: the fields would jump

    def _show_previous(self) -> None:
        """Where last year's numbers come from; as long as there are none, and nothing else either, the question."""
        previous = self.document.report.previous
        if previous:
            text = f"有 {previous.year} 年度报告的数（{previous.source}）可以比较，标“承”的格是从那里承接的。"
            self._previous.setText(text)
        self._previous.setVisible(previous is not None)
        self._question.setVisible(self._asks and self.document.is_untouched)

    def _on_changed(self, keys: frozenset[str]) -> None:
        if PREVIOUS in keys:
            self._show_previous()

    def _box(self, key: str, field: Field) -> QWidget:
        match field.kind:
            case "body" | "choice":
                box: QWidget = ChoiceBox(self.document, key, field)
                box.setMaximumWidth(320)
            case "text":
                box = TextBox(self.document, key, field)
                box.setMinimumHeight(130)
            case "line" | "year" | "date" | "count" | "yuan" | "note":
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


class TablePage(Page):
    """A section that is a statutory table, with a line above it that says what the cell in hand is."""

    zero_wanted = Signal()

    def __init__(self, document: Document, section: Section) -> None:
        super().__init__(document, section, "")
        assert section.table is not None
        self.position = TextLine()
        self.view = GridView(document, section, section.table)
        self.view.zoom_wanted.connect(self.zoom_wanted)
        self.body.setSpacing(3)
        zero = QPushButton("一键零报告（F6）")
        zero.setToolTip("没有发生的，确认一次，全部填 0")
        zero.clicked.connect(self.zero_wanted)
        rest = QPushButton("其余填 0（F7）")
        rest.setToolTip("只填空着的格，填了数的不动；选中几格时只填选中的")
        rest.clicked.connect(self._fill_zeros)
        ledger, note = QPushButton("台账核对数"), QPushButton("表下注")
        ledger.setToolTip("从办件台账抄四个数，和表里算出的总计对一遍")
        note.setToolTip("在表格下面印一行注；一般不需要")
        self.ledger = Drawer(document, section, NUMBERS, "选填，填了就和表里的总计对一遍：", ledger)
        self.note = Drawer(document, section, NOTES, "", note)
        for button in (zero, rest):
            button.setProperty("role", "small")
        for button in (ledger, note, zero, rest):
            self.top.addWidget(button)
        self.body.addWidget(self.position)
        self.body.addWidget(self.ledger)
        self.body.addWidget(self.view, 1)
        self.strip = BalanceStrip(document, section.id, self.view)
        self.body.addWidget(self.strip)
        self.body.addWidget(self.note)
        self.strip.setVisible(self.strip.wanted)
        self.view.moved.connect(self._show_position)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(lambda: self._show_position(self._key))
        document.changed.connect(self._on_changed)
        self._key = next(iter(self.view.grid.places))
        self._show_position(self._key)

    def go_to(self, key: str) -> None:
        if not (self.ledger.take_up(key) or self.note.take_up(key)):
            self.view.go_to(key)

    def look_at(self, keys: Sequence[str]) -> None:
        """Bring what has been changed into sight."""
        if cells := [key for key in keys if key in self.view.grid.places]:
            self.view.look_at(cells)
        else:
            self.go_to(keys[0])

    def set_zoom(self, percent: int) -> None:
        self.view.set_zoom(percent)
        self.strip.set_zoom()

    @property
    def key_in_hand(self) -> str:
        """The key of the cell or number in hand."""
        boxes = self.ledger.boxes | self.note.boxes
        focused = (key for key, box in boxes.items() if box.hasFocus())
        return next(focused, self.view.key_in_hand)

    def set_compares(self, compares: bool) -> None:
        """Show last year's numbers beside this year's, or not."""
        self.view.set_compares(compares)
        self._show_position(self._key)

    def _fill_zeros(self) -> None:
        self.view.block.fill_zeros()
        self.view.setFocus()

    def _show_position(self, key: str) -> None:
        self._key = key
        cell = self.document.form.cells.get(key)
        if cell is None:
            self.position.setText("")
            return
        # what is being typed is not read yet: it's neither right nor wrong
        state = "" if key == self.document.editing else self.view.grid.state(cell)
        last = self.document.last.get(key)
        compared = f"去年 {show(last)}" if last is not None and self.view.compares else ""
        shown = (cell.place, self.document.text(key), compared, state)
        self.position.setText("　".join(part for part in shown if part))

    def _on_changed(self, keys: frozenset[str]) -> None:
        if self._key not in keys:
            return
        if self.document.editing == self._key:  # what is being typed is seen in the cell; the line may follow
            self._pause.start()
        else:
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
