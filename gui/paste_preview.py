"""Before a table is pasted: old -> new by label, what reads otherwise, what is not understood, totals compared."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.pasting import Placed, Proposal, place, propose, read_clipboard, remarks
from core.report import Entry, Origin
from core.shift import Shift, suspect_shift
from gui import style
from gui.cell_editor import ENTER
from gui.document import Document
from gui.grid import GridView
from gui.labels import PlainLabel, open_at

_BLANK = "（空）"
_DOUBTFUL = 4  # one part in so many not understood or beyond the table, and it's hardly the table meant
_HEADERS = ("位置", "原来", "粘贴后", "说明")
Row = tuple[str, str, str, str, bool]  # the four columns, and whether the row is a problem


def paste(view: GridView, html: str, text: str) -> None:
    """Paste a clipboard: one text goes into all selected cells at once, a table after its preview was confirmed."""
    document = view.grid.document
    grids = read_clipboard(html, text)
    if len(grids) == 1 and sum(map(len, grids[0])) == 1:
        view.block.put_all(grids[0][0][0].text, origin=Origin.PASTED)
        view.block.settle()
        return
    cells = view.block.cells()
    placed = place(document.form, grids, next(iter(cells.values())).key) if cells else []
    if not placed:
        return
    preview = PastePreview(document, placed, view.window())
    if preview.exec() and (changes := preview.proposal.changes):
        document.put_many(changes, f"粘贴 {len(changes)} 格")
        document.look_at.emit(tuple(changes))
    preview.deleteLater()


class PastePreview(QDialog):
    """Shows what a paste would do; `proposal` is what the clerk has settled on."""

    def __init__(self, document: Document, placed: Sequence[Placed], parent: QWidget) -> None:
        super().__init__(parent)
        self._document = document
        self._placed = placed
        shift = suspect_shift(document.form, document.checker, document.report, placed[0]) if len(placed) == 1 else None
        self._shift = shift
        self.setWindowTitle("粘贴前看一看")
        open_at(self, 820, 560)
        body = QVBoxLayout(self)
        body.setSpacing(8)
        titles = "；".join(document.form.sections[table.section].title for table in placed)
        how = "按行、列的名称对上" if placed[0].labelled else "从所在的格开始"
        body.addWidget(PlainLabel(f"粘贴到：{titles}（{how}）", wrap=True))
        self.move_block = QCheckBox(_shift_words(shift)) if shift else None
        if self.move_block:
            self.move_block.setProperty("role", "advice")
            self.move_block.toggled.connect(self._refresh)
            body.addWidget(self.move_block)
        self.summary = PlainLabel("", wrap=True)
        body.addWidget(self.summary)
        self.table = _table()
        body.addWidget(self.table, 1)
        self.zeros = QCheckBox()
        self.zeros.toggled.connect(self._refresh)
        body.addWidget(self.zeros)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("取消")
        body.addWidget(self.buttons)
        self._refresh()
        self._offer()

    def _offer(self) -> None:
        """Let Enter paste at once only what looks right; where something is off, the clerk has to go to a button."""
        proposal = self.proposal
        strange = len(proposal.unread) + len(proposal.lost)
        self._doubtful = self.move_block is not None or strange > len(proposal.changes) // _DOUBTFUL
        if self.move_block:
            self.move_block.setFocus()
        elif self._doubtful:
            self.table.setFocus()
        else:
            self.buttons.button(QDialogButtonBox.StandardButton.Ok).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._doubtful and event.key() in ENTER:
            event.ignore()  # it came from the list or the advice: a button with the focus takes its own Enter
        else:
            super().keyPressEvent(event)

    def _refresh(self) -> None:
        placed = self._placed
        if self._shift and self.move_block and self.move_block.isChecked():
            placed = [placed[0].moved(self._shift.rows, self._shift.columns)]
        document = self._document
        self.proposal = propose(document.form, document.report, placed, nothing_is_zero=self.zeros.isChecked())
        rows = [*_problems(document, self.proposal, placed), *_changes(document, self.proposal)]
        _fill(self.table, rows)
        self.summary.setText(_summary(self.proposal, sum(row[4] for row in rows)))
        nothing = len(self.proposal.nothing)
        self.zeros.setText(f"剪贴板里有 {nothing} 格是空的或者是“/”“-”“无”，都填 0")
        self.zeros.setVisible(nothing > 0)
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setText(f"粘贴 {len(self.proposal.changes)} 格" if self.proposal.changes else "没有要改的格")
        ok.setEnabled(bool(self.proposal.changes))


def _shift_words(shift: Shift) -> str:
    if not shift.before:
        return f"这块数像是错了位：{shift.words}，合计就都对得上。按{shift.words}粘贴"
    return (
        f"这块数像是错了位：{shift.words}，对不上的地方从 {shift.before} 处变成 {shift.after} 处。按{shift.words}粘贴"
    )


def _summary(proposal: Proposal, problems: int) -> str:
    parts = [f"要改 {len(proposal.changes)} 格"]
    if proposal.same:
        parts.append(f"不变 {proposal.same} 格")
    if proposal.totals:
        differing = sum(total.differs for total in proposal.totals)
        parts.append(f"合计 {len(proposal.totals)} 格只核对、不覆盖" + (f"，{differing} 格对不上" if differing else ""))
    if problems:
        parts.append(f"有 {problems} 处请看一看（列在前面）")
    return "，".join(parts) + "。其他内容不动，粘贴后 Ctrl+Z 一步撤销。"


def _problems(document: Document, proposal: Proposal, placed: Sequence[Placed]) -> Iterator[Row]:
    for remark in remarks(document.form, proposal, placed):
        old = (document.text(remark.key) or _BLANK) if remark.key else ""
        change = proposal.changes.get(remark.key)
        new = change.text if isinstance(change, Entry) else "不动" if remark.key else ""
        yield remark.place, old, new, remark.sentence, True


def _changes(document: Document, proposal: Proposal) -> Iterator[Row]:
    readings = set(proposal.readings)
    unread = set(proposal.unread)
    for key in sorted(proposal.changes, key=lambda key: key not in readings):
        if key not in unread:
            change = proposal.changes[key]
            told = f"“{change.raw}”读作 {change.text}" if key in readings and isinstance(change, Entry) else ""
            yield (*_change(document, proposal, key), told, False)


def _change(document: Document, proposal: Proposal, key: str) -> tuple[str, str, str]:
    change = proposal.changes[key]
    new = change.text if isinstance(change, Entry) else _BLANK
    return document.form.cells[key].place, document.text(key) or _BLANK, new


def _table() -> QTableWidget:
    table = QTableWidget(0, len(_HEADERS))
    table.setHorizontalHeaderLabels(_HEADERS)
    table.setAccessibleName("粘贴的内容")
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for column, mode in enumerate((QHeaderView.ResizeMode.Stretch, *[QHeaderView.ResizeMode.Interactive] * 2)):
        header.setSectionResizeMode(column, mode)
    em = table.fontMetrics().horizontalAdvance("字")
    for column, width in ((1, 6), (2, 6), (3, 20)):
        table.setColumnWidth(column, width * em)
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 8)
    return table


def _fill(table: QTableWidget, rows: Sequence[Row]) -> None:
    table.setRowCount(len(rows))
    ground = QColor(style.colours().query_soft)
    for at, (*texts, problem) in enumerate(rows):
        for column, text in enumerate(texts):
            item = QTableWidgetItem(f"⚠ {text}" if problem and column == 0 else text)
            item.setToolTip(text)
            if problem:
                item.setBackground(ground)
            table.setItem(at, column, item)
