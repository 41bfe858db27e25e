"""The way to paper and to the site: every act writes beside the window's thread, reads back, and says what is next."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from msgspec import structs
from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from core.errors import SaveFailed, UserError
from core.issue import is_checked
from core.report import Report
from gui import EXPORTED_IS_NOT_SENT
from gui.aside import Result, aside
from gui.document import Document
from gui.filing import Filing

if TYPE_CHECKING:
    from core.check_report import Exported
    from core.fonts import Look
    from core.pages import Pages
    from core.press import Press


_READ_BACK = (".docx", ".html", ".json")  # what is compared with the report once it's written


class Exporting(QObject):
    """Exports the open report; half-finished reports travel too, so nothing blocks it.

    `changed` tells that `told`, where the export stands, says something else; `look_changed` that pages look
    otherwise now; `said` is for the line above the pages.
    """

    changed = Signal()
    look_changed = Signal()
    said = Signal(str)

    def __init__(self, document: Document, window: QWidget, filing: Filing) -> None:
        super().__init__(window)
        self._document = document
        self._window = window
        self._filing = filing
        self._pages: Pages | None = None
        self._word: Exported | None = None  # the Word file as last written
        self._report: Report | None = None  # what it holds
        self._last = ""  # what was exported last, in words

    # ------------------------------------------------------------ what is known

    @property
    def look(self) -> "Look":
        """How the report is to look."""
        from core.fonts import look

        chosen = self._filing.settings
        return look(chosen.fonts, Path(chosen.template) if chosen.template else None)

    @property
    def pages(self) -> "Pages":
        """What makes pages, with the fonts chosen; shared, since it has looked for the machine's fonts already."""
        from core.pages import Pages

        fonts = self.look.fonts
        if self._pages is None or self._pages.fonts.id != fonts.id:
            self._pages = Pages(fonts)
        return self._pages

    @property
    def told(self) -> str:
        """Where the export stands, in words."""
        if not self._last:
            return "还没有导出"
        if self._report != self._document.report:
            return f"{self._last}；之后又有改动，要重新导出"
        return self._last

    # ------------------------------------------------------------ acts

    def word(self) -> None:
        """Write the Word file."""

        def write(press: "Press", path: Path) -> None:
            self._word = press.word(path)

        self._export("导出 Word", "Word 文档 (*.docx)", ".docx", write)

    def pdf(self) -> None:
        """Write the PDF."""
        archival = self._filing.settings.archival
        self._export("导出 PDF", "PDF (*.pdf)", ".pdf", lambda press, path: press.pdf(path, archival=archival))

    def web(self) -> None:
        """Write the web page."""
        self._export("导出网页", "网页 (*.html)", ".html", lambda press, path: press.html(path))

    def data(self) -> None:
        """Write the data file."""
        self._export("导出数据文件", "数据文件 (*.json)", ".json", lambda press, path: press.data(path))

    def check_report(self) -> None:
        """Write the check report, as Word or as a web page to print."""
        document = self._document
        fresh = self._report == document.report and self._word is not None
        exported = self._word if fresh else None
        issues = document.issues
        word = "" if fresh else "还没有导出这一版的 Word，所以没有写文件的指纹；先导出 Word，再导出校验报告就有了。\n"
        self._write(
            "导出校验报告",
            "Word 文档 (*.docx);;网页，可直接打印 (*.html)",
            "_校验报告.docx",
            lambda press, path: press.check(path, issues, date.today(), exported),
            f"{word}可以打印、签字，和报告一起存档。",
            is_report=False,
        )

    def package(self) -> None:
        """Write all of them into one folder."""
        from core.press import package_names, stem

        document, dialogs = self._document, _dialogs()
        chosen = dialogs.ask_folder(self._window, "发布包放进哪个文件夹", self._filing.folder())
        if chosen is None:
            return
        folder = chosen / stem(document.report)
        there = [name for name in package_names(document.report).values() if (folder / name).exists()]
        if there and not dialogs.ask_replace(self._window, folder.name, len(there)):
            return
        issues, press = document.issues, self._press()

        def write() -> "list[Exported]":
            draft = [document.path] if document.path else []
            return list(press.package(folder, issues, date.today(), draft))

        if (written := self._try(write)) is None:
            return
        self._word = written[0]
        names = "\n".join(one.name for one in written)
        done = f"已导出发布包，{len(written)} 个文件"
        self._note(done, press, read_back=True)
        _dialogs().show_done(self._window, done, f"在文件夹“{folder}”里：\n{names}\n\n")

    def print(self) -> None:
        """Print the pages; the preview shows the same ones."""
        from core.paper import paper
        from gui.printing import print_pages

        made = paper(self._document.form, self._document.report)
        print_pages(self._window, made, self.pages, "".join(made.title))

    def copy_table(self, section: str) -> None:
        """Put a section's table on the clipboard, for the site's editor as HTML and as text."""
        from core.copying import as_text
        from core.paper import paper
        from core.web import table, table_text

        document = self._document
        for block in paper(document.form, document.report).tables:
            if block.section == section:
                mime = QMimeData()
                mime.setHtml(table(block))
                mime.setText(as_text(table_text(block)))
                QGuiApplication.clipboard().setMimeData(mime)
                self.said.emit("整张表复制好了，带合并的格；到网站后台的编辑器里粘贴。")
                return
        self.said.emit("这一步没有表格；先翻到表二、表三或表四，再“复制表格到网站”。")

    def fetch_template(self) -> None:
        """Give the clerk a copy of the program's Word template, to make the office's own of."""
        from core.durable import write_durably
        from core.locate import resource

        path = _dialogs().ask_path(
            self._window, "取出模板", self._filing.folder() / "年报模板.docx", "Word 文档 (*.docx)", ".docx"
        )
        if path and self._try(lambda: write_durably(path, resource("word", "report.docx").read_bytes()) or True):
            _dialogs().show_done(
                self._window,
                f"模板已放到“{path.name}”",
                "可以在 Word 里改它的字体、字号、页边距、页眉页脚，样式的名称不要变；再用“用本单位的模板”选它。",
            )

    # ------------------------------------------------------------ the clerk's choices

    def set_fonts(self, name: str) -> None:
        """Choose the fonts of the report."""
        self._filing.remember(structs.replace(self._filing.settings, fonts=name))
        self.look_changed.emit()

    def set_archival(self, archival: bool) -> None:
        """Choose whether a PDF is made to be kept (PDF/A-2b)."""
        self._filing.remember(structs.replace(self._filing.settings, archival=archival))

    def set_own_template(self, own: bool) -> None:
        """Ask for the office's own Word template, or go back to the program's."""
        path = _dialogs().ask_template(self._window, self._filing.folder()) if own else None
        if own and (path is None or not self._can_use(path)):
            return
        self._filing.remember(structs.replace(self._filing.settings, template=str(path or "")))
        self.said.emit(f"以后导出的 Word 用“{path.name}”的样式。" if path else "以后导出的 Word 用程序自带的模板。")

    def _can_use(self, path: Path) -> bool:
        """Whether a template can be used; if not, the reason is told."""
        from core.fonts import Look
        from core.paper import paper
        from core.word import word_bytes

        made, look = paper(self._document.form, self._document.report), Look(self.look.fonts, path)
        return self._try(lambda: word_bytes(made, look)) is not None

    # ------------------------------------------------------------ how

    def _export(self, title: str, names: str, suffix: str, write: "Callable[[Press, Path], object]") -> None:
        state = "" if is_checked(self._document.issues) else f"注意：{self._document.verdict}，校验尚未通过。\n"
        self._write(
            title,
            names,
            suffix,
            write,
            f"{state}{EXPORTED_IS_NOT_SENT}。请打开核对版面，再按本地要求送审、报送和公开。",
        )

    def _write(
        self,
        title: str,
        names: str,
        suffix: str,
        write: "Callable[[Press, Path], object]",
        what_next: str,
        *,
        is_report: bool = True,
    ) -> None:
        from core.press import stem

        path = _dialogs().ask_path(
            self._window, title, self._filing.folder() / (stem(self._document.report) + suffix), names, suffix
        )
        if path is None:
            return
        press = self._press()
        if self._try(lambda: (write(press, path),)) is not None:
            if is_report:
                self._note(f"已导出“{path.name}”", press, read_back=suffix in _READ_BACK)
            place = f"在文件夹“{path.parent}”里。\n\n"
            _dialogs().show_done(self._window, f"已导出“{path.name}”", f"{place}{what_next}")

    def _press(self) -> "Press":
        from core.press import Press

        return Press(self._document.form, self._document.report, self.look, self.pages)

    def _try(self, act: Callable[[], Result]) -> Result | None:
        """Do something beside the window's thread; what failed is told, and tried again if the clerk says so."""
        while True:
            try:
                return aside(act)
            except SaveFailed as problem:
                if not _dialogs().ask_again(self._window, problem):
                    return None
            except UserError as problem:
                _dialogs().show_error(self._window, problem)
                return None

    def _note(self, done: str, press: "Press", *, read_back: bool) -> None:
        self._report = press.report
        self._last = f"{done}，读回来核对过" if read_back else done
        self.changed.emit()


def _dialogs() -> ModuleType:
    """The dialogs, imported when the first is shown: they aren't needed to open the window."""
    from gui import dialogs

    return dialogs
