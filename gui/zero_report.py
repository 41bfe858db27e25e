"""一键零报告: asks what did not happen, says what would be refused and why, fills the rest with 0 in one act."""

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from core.report import Change, Entry
from core.zero import Standing, declared, standings
from gui.document import Document
from gui.labels import PlainLabel, fit_height


class ZeroReport(QDialog):
    """One box to tick for each claim; what can be declared is ticked, what can't be says why."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = document
        self.boxes: dict[str, QCheckBox] = {}
        self.setWindowTitle("一键零报告")
        body = QVBoxLayout(self)
        body.setSpacing(6)
        body.addWidget(PlainLabel("请逐条确认，以下情况本年确实没有。打了勾的，对应的空格都填 0：", wrap=True))
        body.addSpacing(4)
        for standing in standings(document.form, document.report):
            self._add(body, standing)
        body.addSpacing(8)
        self.summary = PlainLabel("", wrap=True)
        body.addWidget(self.summary)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("取消")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        body.addWidget(self.buttons)
        self._refresh()
        fit_height(self, 680)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setFocus()

    def _add(self, body: QVBoxLayout, standing: Standing) -> None:
        box = QCheckBox(standing.claim.statement)
        possible = not standing.refusal and bool(standing.changes)
        box.setChecked(possible or not (standing.refusal or standing.changes))  # what is so already stays ticked
        box.setEnabled(possible)
        box.toggled.connect(self._refresh)
        body.addWidget(box)
        self.boxes[standing.claim.id] = box
        if told := self._note(standing):
            note = PlainLabel(told, "hint", wrap=True)
            note.setIndent(24)
            box.setAccessibleDescription(told)
            body.addWidget(note)

    def _note(self, standing: Standing) -> str:
        """What to say of a claim: why it's refused, or what it does to stocks."""
        if standing.refusal:
            return f"不能填 0：{standing.refusal}。"
        if not standing.changes:
            return "已经填好了。"
        if standing.open:
            places = "、".join(cell.row_label for cell in standing.open)
            return f"{places}的“{standing.open[0].column_label}”是年底的存量，不跟着填 0；不知道上年的数，请自己填。"
        form = self._document.form
        stocks = {key: change for key, change in standing.changes.items() if key in form.stocks}
        told = [
            f"{form.cells[key].row_label} {change.text}" for key, change in stocks.items() if isinstance(change, Entry)
        ]
        if not told:
            return ""
        return f"“{form.cells[next(iter(stocks))].column_label}”是年底的存量，按上年的数填：{'、'.join(told)}。"

    def changes(self) -> dict[str, Change]:
        """What the ticked claims change."""
        ticked = {name for name, box in self.boxes.items() if box.isChecked()}
        return declared(self._document.form, self._document.report, ticked)

    def _refresh(self) -> None:
        count = len(self.changes())
        self.summary.setText(
            "第一、五、六部分的文字不在其内，仍要自己写。已经填了数的格不会改动；填了以后 Ctrl+Z 一步撤销。"
        )
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setText(f"确认没有，填好 {count} 格" if count else "没有要填的格")
        ok.setEnabled(count > 0)


def declare_zero(document: Document, parent: QWidget) -> int:
    """Ask, and fill in what was declared as one undo step; returns how many cells that were."""
    dialog = ZeroReport(document, parent)
    changes = dialog.changes() if dialog.exec() else {}
    document.put_many(changes, "一键零报告")
    dialog.deleteLater()
    return len(changes)
