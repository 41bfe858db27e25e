"""设置: what this machine remembers of the clerk's choices."""

import re
from collections.abc import Iterable

from msgspec import structs
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.fonts import font_sets
from core.settings import Settings
from gui.labels import PlainLabel

_SIZES = ((100, "标准"), (120, "大"), (140, "特大"))
_ENTER = ((False, "向下"), (True, "向右"))
_DAY = re.compile(r"\s*(?:(\d{1,2})\s*月\s*(\d{1,2})\s*日?|(\d{1,2})[-./](\d{1,2}))\s*")


class Preferences(QDialog):
    """All choices on one page; `settings` holds them once accepted."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("设置")
        self._settings = settings
        form = QFormLayout()
        self.enter = _choice("回车键", _ENTER, settings.enter_goes_right)
        self.letters = _choice("字的大小", _SIZES, settings.type_size)
        self.fonts = _choice("导出用的字体", [(one.id, one.label) for one in font_sets()], settings.fonts)
        self.due = _line("本地截止日期", settings.due, "例如 1月20日；不填就按《条例》")
        self.folder = _line("存放文件夹", settings.folder, "草稿和导出的文件先到这里找；不填就用个人文件夹")
        choose = QPushButton("选…")
        choose.clicked.connect(self._choose_folder)
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.folder, 1)
        row.addWidget(choose)
        self.archival = QCheckBox("PDF 存成 PDF/A（存档用）")
        self.archival.setChecked(settings.archival)
        self.beside = QCheckBox("历史版本放在草稿旁边（电脑会被定期清理的，请选上）")
        self.beside.setChecked(settings.history_beside)
        self.help = QCheckBox("填表时显示口径说明")
        self.help.setChecked(settings.help_shown)
        for label, box in (
            ("表格里回车键(&E)", self.enter),
            ("字的大小(&S)", self.letters),
            ("导出用的字体(&F)", self.fonts),
            ("本地截止日期(&D)", self.due),
            ("存放文件夹(&P)", place),
        ):
            form.addRow(label, box)
        for check in (self.archival, self.beside, self.help):
            form.addRow("", check)
        self.wrong = PlainLabel("", "wrong", wrap=True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText("确定")
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("取消")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        body = QVBoxLayout(self)
        body.addLayout(form)
        body.addWidget(PlainLabel("截止日期用在新建的报告里；字的大小重新打开程序后起作用。", "hint", wrap=True))
        body.addWidget(self.wrong)
        body.addWidget(buttons)
        self.setMinimumWidth(520)

    @property
    def settings(self) -> Settings:
        """The settings as they are chosen now."""
        return structs.replace(
            self._settings,
            enter_goes_right=self.enter.currentData(),
            type_size=self.letters.currentData(),
            fonts=self.fonts.currentData(),
            due=read_day(self.due.text()) or "",
            folder=self.folder.text().strip(),
            archival=self.archival.isChecked(),
            history_beside=self.beside.isChecked(),
            help_shown=self.help.isChecked(),
        )

    def accept(self) -> None:
        if self.due.text().strip() and not read_day(self.due.text()):
            self.wrong.setText(f"“{self.due.text().strip()}”读不成日期，请写成 1月20日 这样。")
            self.due.setFocus()
            return
        super().accept()

    def _choose_folder(self) -> None:
        if folder := QFileDialog.getExistingDirectory(self, "存放文件夹", self.folder.text()):
            self.folder.setText(folder)


def read_day(typed: str) -> str:
    """A day of any year as "1月20日"; "" for what is none."""
    match = _DAY.fullmatch(typed)
    if not match:
        return ""
    month, day = (int(part) for part in match.groups() if part)
    return f"{month}月{day}日" if 1 <= month <= 12 and 1 <= day <= 31 else ""


def _choice(name: str, options: Iterable[tuple[object, str]], present: object) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for value, label in options:
        box.addItem(label, value)
    box.setCurrentIndex(max(0, box.findData(present)))
    return box


def _line(name: str, present: str, hint: str) -> QLineEdit:
    line = QLineEdit(present)
    line.setProperty("role", "field")
    line.setAccessibleName(name)
    line.setPlaceholderText(hint)
    return line
