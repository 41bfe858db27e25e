"""What was read from somebody's report, shown before anything is done with it: looked over, or carried on."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from core.carry import carried
from core.form import Form
from core.issue import Issue, verdict
from core.old_report import OldReport
from core.report import Entry, Origin
from gui.labels import PlainLabel, open_at

_SIZE = (720, 560)  # pixels


class Checkup(QDialog):
    """体检: the findings on a report, and what was not read with certainty. `wanted` is what to do next."""

    def __init__(self, old: OldReport, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.wanted: Literal["", "carry", "open"] = ""
        self.setWindowTitle("体检")
        issues = old.findings()
        body = QVBoxLayout(self)
        body.setSpacing(8)
        body.addWidget(PlainLabel(_title(old, name), "heading", wrap=True))
        body.addWidget(PlainLabel(f"{_read(old)}　核对结果：{verdict(issues)}", wrap=True))
        body.addWidget(PlainLabel("只是看，没有改动这个文件，也没有做成草稿。", "hint", wrap=True))
        self.findings = _list([*_sentences(old.form, issues), *_doubts(old)], "没有发现问题。")
        body.addWidget(self.findings, 1)
        buttons = QDialogButtonBox()
        carry = buttons.addButton(_next_year(old), QDialogButtonBox.ButtonRole.AcceptRole)
        carry.clicked.connect(lambda: self._choose("carry"))
        carry.setEnabled(old.report.year is not None)
        make = buttons.addButton("做成草稿来改", QDialogButtonBox.ButtonRole.ActionRole)
        make.clicked.connect(lambda: self._choose("open"))
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        body.addWidget(buttons)
        open_at(self, *_SIZE)

    def _choose(self, wanted: Literal["carry", "open"]) -> None:
        self.wanted = wanted
        self.accept()


class CarryOver(QDialog):
    """What goes from last year's report into this year's. Raises DraftError if its year isn't known."""

    def __init__(self, form: Form, old: OldReport, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("带入去年的报告")
        changes = carried(form, old.report, name)
        body = QVBoxLayout(self)
        body.setSpacing(8)
        body.addWidget(PlainLabel(_title(old, name), "heading", wrap=True))
        entries = {key: entry for key, entry in changes.items() if isinstance(entry, Entry)}
        profile = [form.fields[key].label for key in changes if key in form.fields]
        body.addWidget(PlainLabel(_read(old), wrap=True))
        body.addWidget(PlainLabel(f"带到今年：{'、'.join(profile)}；去年的数全部留着，用来和今年比。", wrap=True))
        body.addWidget(PlainLabel(f"填进今年的表（标“承”）：{_summed_up(form, entries) or '没有'}。", wrap=True))
        self.texts = QCheckBox("一、五、六部分去年的文字也放进来改（年份标成【2023】年，改完才通过核对）")
        self.texts.setText(self.texts.text().replace("2023", str(old.report.year)))
        self.texts.setChecked(any(key.endswith("/text") for key in old.report.texts))
        self.texts.setEnabled(self.texts.isChecked())
        body.addWidget(self.texts)
        issues = [issue for issue in old.findings() if issue.is_open and not issue.is_hint]
        told = [*_doubts(old), *(f"去年的报告自己对不上：{text}" for text in _sentences(old.form, _sums(issues)))]
        body.addWidget(PlainLabel(f"请看一眼（{len(told)} 处）：" if told else "没有读不准的地方。"))
        self.doubts = _list(told, "")
        self.doubts.setVisible(bool(told))
        body.addWidget(self.doubts, 1)
        if not told:
            body.addStretch(1)
        buttons = QDialogButtonBox()
        self.go = buttons.addButton(_next_year(old), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setDefault(True)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        body.addWidget(buttons)
        open_at(self, _SIZE[0], _SIZE[1] if told else 320)


def _summed_up(form: Form, entries: Mapping[str, Entry]) -> str:
    """What is carried over, row by row: the numbers, and that the rest is 0."""
    rows: dict[str, list[tuple[str, Entry]]] = {}
    for key, entry in entries.items():
        rows.setdefault(form.cells[key].row_label, []).append((form.cells[key].column_label, entry))
    told: list[str] = []
    for row, cells in rows.items():
        numbers = [f"{column} {entry.text}" for column, entry in cells if entry.number != 0]
        rest = "其余 0" if numbers else "都是 0"
        told.append(f"{row}：{'、'.join([*numbers, *([rest] if len(numbers) < len(cells) else [])])}")
    return "；".join(told)


def _title(old: OldReport, name: str) -> str:
    year = f"{old.report.year} 年度" if old.report.year else "（年度没有认出）"
    return f"{old.report.unit or name}　{year}"


def _read(old: OldReport) -> str:
    whole = old.read == old.asked
    return f"三张表读出 {old.read} 个数{'，一个不缺' if whole else f'，共应有 {old.asked} 个'}。"


def _next_year(old: OldReport) -> str:
    return f"新建 {old.report.year + 1} 年度报告" if old.report.year else "新建今年的报告"


def _sums(issues: Sequence[Issue]) -> list[Issue]:
    """Findings on numbers: what last year's texts lack does not matter any more."""
    return [issue for issue in issues if issue.difference is not None]


def _sentences(form: Form, issues: Sequence[Issue]) -> Iterator[str]:
    """Each finding with the part it's about, the heaviest first."""
    for issue in sorted(issues, key=lambda issue: issue.severity.rank):
        section = form.section_of(issue.keys[0])
        named = issue.message.startswith((f"{section.number}、", section.short))
        yield f"{issue.severity.label}　{'' if named else f'{section.number or section.short}：'}{issue.message}"


def _doubts(old: OldReport) -> Iterator[str]:
    for doubt in old.doubts:
        yield f"读取　{doubt}"
    for key, typed in old.report.cells.items():
        if typed.origin is not Origin.OVERRIDDEN and typed.value is None:
            yield f"读取　{old.form.cells[key].place}：“{typed.raw}”没有当作数"


def _list(lines: Sequence[str], nothing: str) -> QListWidget:
    found = QListWidget()
    found.setWordWrap(True)
    found.setAccessibleName("结果")
    found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    for line in lines or [nothing]:
        found.addItem(QListWidgetItem(line))
    found.setCurrentRow(0)
    return found
