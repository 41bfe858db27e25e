"""改写合计: a total is typed over only with a reason; both figures stay in the report."""

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from core.form import Cell
from core.report import Entry, Origin, entry
from core.values import well_formed
from gui.document import Document
from gui.labels import PlainLabel, fit_height


class Override(QDialog):
    """Asks for the number to show and for why it's not the sum."""

    def __init__(self, document: Document, cell: Cell, parent: QWidget) -> None:
        super().__init__(parent)
        self._cell = cell
        present = document.report.cells.get(cell.key)
        self.setWindowTitle("改写合计")
        body = QVBoxLayout(self)
        body.addWidget(PlainLabel(cell.place, wrap=True))
        form = QFormLayout()
        form.addRow("各项之和：", PlainLabel(document.figures.shown(cell.key) or "还没有填全"))
        self.number = QLineEdit(present.text if present else document.text(cell.key))
        self.number.setProperty("role", "field")
        self.number.setAccessibleName("改写为")
        self.number.selectAll()
        form.addRow("改写为：", self.number)
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self.reason.setAccessibleName("理由")
        self.reason.addItems([phrase.text for phrase in document.form.phrase if phrase.use == "override"])
        self.reason.setCurrentText(present.reason if present else "")
        if line := self.reason.lineEdit():
            line.setPlaceholderText("从中选一条，或者自己写")
        form.addRow("理由：", self.reason)
        body.addLayout(form)
        self.missing = PlainLabel("", "hint", wrap=True)
        body.addWidget(self.missing)
        body.addWidget(
            PlainLabel(
                "两个数都会保留，对不上就一直算错误，不会显示“已校验”。要恢复自动合计，按 Delete 清空这一格。",
                "hint",
                wrap=True,
            )
        )
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText("改写")
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("取消")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        body.addWidget(self.buttons)
        self.number.textChanged.connect(self._refresh)
        self.reason.editTextChanged.connect(self._refresh)
        self._refresh()
        fit_height(self, 500)

    def entry(self) -> Entry | None:
        """What was settled on; None while the number can't be read or the reason is missing."""
        reason = well_formed(self.reason.currentText()).strip()
        made = entry(self._cell.kind, self.number.text(), Origin.OVERRIDDEN)
        if not reason or made is None or made.value is None:
            return None
        return Entry(made.value, made.note, made.raw, Origin.OVERRIDDEN, reason=reason)

    def _refresh(self) -> None:
        made = entry(self._cell.kind, self.number.text(), Origin.OVERRIDDEN)
        readable = made is not None and made.value is not None
        self.missing.setText("" if self.entry() else "请写明理由" if readable else "“改写为”里不是能读的数")
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(self.entry() is not None)


def override(document: Document, cell: Cell, parent: QWidget) -> None:
    """Ask for a number and a reason, and put them into the total."""
    dialog = Override(document, cell, parent)
    if dialog.exec() and (made := dialog.entry()):
        document.put_many({cell.key: made}, "改写合计")
    dialog.deleteLater()
