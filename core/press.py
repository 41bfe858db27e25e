"""Everything that leaves the program: written durably, read back, and only then called exported (F14, F15)."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path

from core import VERSION
from core.check_report import Exported, check_report
from core.durable import make_folder, save_failed, write_durably
from core.errors import UserError
from core.exchange import export_data
from core.fonts import Look
from core.form import Form
from core.issue import Issue
from core.names import file_name
from core.pages import Pages
from core.paper import paper
from core.readback import read_back_data, read_back_html, read_back_word
from core.report import Report

_LONGEST_UNIT = 40  # characters of a unit's name in a file's name


class Press:
    """Writes one report, as it is now, in every form it goes out in. All its acts raise SaveFailed or UserError.

    `pages` may be shared: it knows the fonts of the machine already.
    """

    def __init__(self, form: Form, report: Report, look: Look, pages: Pages | None = None) -> None:
        self._form = form
        self.report = report
        self._look = look
        self._pages = pages or Pages(look.fonts)
        self.paper = paper(form, report)

    def word(self, path: Path) -> Exported:
        """Write the Word file and read it back."""
        from core.word import word_bytes  # python-docx is slow to load

        return self._written(path, word_bytes(self.paper, self._look), lambda: read_back_word(self.paper, path))

    def pdf(self, path: Path, *, archival: bool = False) -> Exported:
        """Write the PDF, on request as PDF/A-2b."""
        return self._written(path, self._pages.pdf(self.paper, archival=archival))

    def html(self, path: Path) -> Exported:
        """Write the web page and read it back."""
        from core.web import page

        return self._written(path, page(self.paper).encode(), lambda: read_back_html(self.paper, path))

    def data(self, path: Path) -> Exported:
        """Write the data file and read it back."""
        form, report = self._form, self.report
        return self._written(path, export_data(form, report), lambda: read_back_data(form, report, path))

    def check(self, path: Path, issues: Sequence[Issue], day: date, exported: Exported | None) -> Exported:
        """Write the check report, which names the Word file it belongs to."""
        from core.check_pages import check_bytes

        made = check_report(self._form, self.report, issues, day=day, program=VERSION, exported=exported)
        return self._written(path, check_bytes(made, path.suffix))

    def package(
        self, folder: Path, issues: Sequence[Issue], day: date, sources: Sequence[Path] = ()
    ) -> Iterator[Exported]:
        """Write all of them into a folder, one after the other, under names made of unit and year.

        None of them takes the place of one of the files that the report comes from.
        """
        names = {kind: folder / name for kind, name in package_names(self.report).items()}
        for path in names.values():
            self._keep_apart(path, sources)
        try:
            make_folder(folder)
        except OSError as problem:
            raise save_failed(folder, problem) from problem
        word = self.word(names["word"])
        yield word
        yield self.pdf(names["pdf"])
        yield self.html(names["html"])
        yield self.data(names["data"])
        yield self.check(names["check"], issues, day, word)

    def _written(self, path: Path, data: bytes, read_back: Callable[[], None] | None = None) -> Exported:
        self._keep_apart(path)
        write_durably(path, data)
        if read_back:
            read_back()
        return Exported(path.name, sha256(data).hexdigest())

    def _keep_apart(self, path: Path, sources: Sequence[Path] = ()) -> None:
        """Raise UserError if a file would take the place of the template, or of another one it's made from."""
        for source in (self._look.template, *sources):
            if source and _same(source, path):
                raise UserError(
                    f"“{path.name}”是这份报告所用的文件，不能写到它上面",
                    safe="文件没有改动",
                    do="请换一个文件夹或文件名",
                )


def _same(one: Path, other: Path) -> bool:
    """Whether two paths are one file, by whatever names."""
    with suppress(OSError, RuntimeError):  # one that's not there, or can't be looked at, is told by who reads it
        return one.resolve() == other.resolve() or one.samefile(other)
    return False


def stem(report: Report) -> str:
    """The name, without suffix, of what a report is published under: 单位_年份_政府信息公开工作年度报告."""
    return f"{file_name(report.unit)[:_LONGEST_UNIT]}_{report.year or '年份未填'}_政府信息公开工作年度报告"


def package_names(report: Report) -> dict[str, str]:
    """The names of the files of a publish package, by what they are."""
    name = stem(report)
    return {
        "word": f"{name}.docx",
        "pdf": f"{name}.pdf",
        "html": f"{name}.html",
        "data": f"{name}.json",
        "check": f"{name}_校验报告.docx",
    }
