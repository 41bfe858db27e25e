"""练习: the sample with errors in it, and a word when the last of them has been put right."""

from PySide6.QtCore import QObject, Signal

from core.draft import load_draft
from core.issue import CHECKED
from core.locate import sample
from core.practice import planted, practice
from gui.document import Document


class Practising(QObject):
    """Shows the practice report and follows it until it's in order or another is opened.

    Signals: `began`, `ended` (a sentence for the clerk).
    """

    began = Signal(str)
    ended = Signal(str)

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._is_on = False
        document.leaving.connect(self._leave)
        document.issues_changed.connect(self._look)

    def begin(self) -> None:
        """Show the practice report."""
        report = load_draft(sample())
        self._document.replace(practice(self._document.editions.load(report.edition), report), None)
        self._is_on = True
        self.began.emit(
            f"练习：这份示例里藏着 {len(planted())} 处错。按 F8 逐处去看，都改对了，右下角就变成“已校验”。"
            "练习不会影响别的草稿。"
        )

    def _leave(self) -> None:
        self._is_on = False

    def _look(self) -> None:
        if self._is_on and self._document.verdict == CHECKED:
            self._is_on = False
            found = "；".join(error.hint for error in planted())
            self.ended.emit(f"都改对了（{found}）。菜单“文件 → 开始页”里可以开始写自己的报告。")
