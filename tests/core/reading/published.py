"""Published reports as files: ours in Word and on the web, edited as somebody's hand or program would have."""

import copy
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree, html

from core.editions import Editions
from core.form import Cell, Form
from core.old_report import OldReport, read_old_report
from core.paper import paper
from core.report import Report, entry
from core.web import page
from core.word import word_bytes
from tests.core.reading.packages import TRANSITIONAL

_W = f"{{{TRANSITIONAL}}}"
_DOCUMENT = "word/document.xml"
TEXTS = ("profile/unit", "profile/year", "profile/preamble", "overview/text", "problems/text", "other/text")


def numbered(form: Form, report: Report) -> Report:
    """The report with a number of its own in every cell, totals too, so that no two can be mistaken."""
    numbers = {cell.key: _number(cell, at) for at, cell in enumerate(form.cells.values(), 101)}
    return report.with_changes({key: entry(form.cells[key].kind, text) for key, text in numbers.items()})


def _number(cell: Cell, at: int) -> str:
    """An amount keeps its last 0, a change may be negative."""
    return {"amount": f"{at}.8710", "change": f"-{at}"}.get(cell.kind, str(at))


class Sheet:
    """The tables of a report in a file; cells are called by what is written in them."""

    def tables(self) -> list[Any]:
        raise NotImplementedError

    def rows(self, table: Any) -> list[Any]:
        raise NotImplementedError

    def cells(self, row: Any) -> list[Any]:
        raise NotImplementedError

    def text(self, cell: Any) -> str:
        raise NotImplementedError

    def write(self, cell: Any, text: str) -> None:
        raise NotImplementedError

    def data(self) -> bytes:
        raise NotImplementedError

    def drop(self, row: Any) -> None:
        raise NotImplementedError

    def copy_below(self, row: Any) -> Any:
        raise NotImplementedError

    def unmerge(self) -> None:
        raise NotImplementedError

    def all_cells(self) -> Iterator[Any]:
        for table in self.tables():
            for row in self.rows(table):
                yield from self.cells(row)

    def called(self, text: str) -> list[Any]:
        return [cell for cell in self.all_cells() if self.text(cell) == text]

    def rewrite(self, change: Callable[[str], str], *, only: str = r"-?\d+(\.\d+)?") -> None:
        """Write each number otherwise, or whatever else matches."""
        for cell in self.all_cells():
            if re.fullmatch(only, self.text(cell)):
                self.write(cell, change(self.text(cell)))

    def relabel(self, old: str, new: str) -> None:
        found = self.called(old)
        assert found, old
        for cell in found:
            self.write(cell, new)

    def row_with(self, text: str) -> Any:
        (cell,) = self.called(text)
        return cell.getparent()


class Page(Sheet):
    """A web page."""

    def __init__(self, report: bytes) -> None:
        self._document = html.document_fromstring(report.decode(), parser=html.HTMLParser(encoding="utf-8"))

    def tables(self) -> list[Any]:
        return self._document.findall(".//table")

    def rows(self, table: Any) -> list[Any]:
        return table.findall(".//tr")

    def cells(self, row: Any) -> list[Any]:
        return row.findall("td")

    def text(self, cell: Any) -> str:
        return cell.text or ""

    def write(self, cell: Any, text: str) -> None:
        cell.text = text

    def data(self) -> bytes:
        return b"<!DOCTYPE html>\n" + etree.tostring(self._document, encoding="utf-8", method="html")

    def drop(self, row: Any) -> None:
        """Take a row out; cells that go on below it stay with what is left of them."""
        rows = self.rows(row.getparent())
        at = rows.index(row)
        self._stretch(rows, at, -1)
        for cell in reversed(self.cells(row)):
            if int(cell.get("rowspan", "1")) > 1:
                cell.set("rowspan", str(int(cell.get("rowspan")) - 1))
                rows[at + 1].insert(0, cell)
        row.getparent().remove(row)

    def copy_below(self, row: Any) -> Any:
        """The same row once more, in the same groups."""
        rows = self.rows(row.getparent())
        self._stretch(rows, rows.index(row), 1)
        more = copy.deepcopy(row)
        for cell, other in zip(self.cells(row), self.cells(more), strict=True):
            if int(cell.get("rowspan", "1")) > 1:
                cell.set("rowspan", str(int(cell.get("rowspan")) + 1))
                more.remove(other)
        row.addnext(more)
        return more

    def _stretch(self, rows: list[Any], at: int, by: int) -> None:
        """Cells above that go on into a row, or beyond it, change their height."""
        for above, other in enumerate(rows[:at]):
            for cell in self.cells(other):
                if above + int(cell.get("rowspan", "1")) > at:
                    cell.set("rowspan", str(int(cell.get("rowspan")) + by))

    def unmerge(self) -> None:
        """A cell in every place, as some editors leave it; what was merged stands at its upper left place."""
        for table in self.tables():
            taken: dict[tuple[int, int], Any] = {}
            for at, row in enumerate(self.rows(table)):
                col = 0
                for cell in self.cells(row):
                    while (at, col) in taken:
                        col += 1
                    for down in range(int(cell.attrib.pop("rowspan", "1"))):
                        for over in range(int(cell.get("colspan", "1"))):
                            taken[at + down, col + over] = cell if (down, over) == (0, 0) else None
                    cell.attrib.pop("colspan", None)
            for at, row in enumerate(self.rows(table)):
                placed = [taken[place] for place in sorted(taken) if place[0] == at]
                for cell in self.cells(row):
                    row.remove(cell)
                for cell in placed:
                    row.append(cell if cell is not None else html.fragment_fromstring("<td></td>"))


class Word(Sheet):
    """A Word file."""

    def __init__(self, report: bytes) -> None:
        with zipfile.ZipFile(BytesIO(report)) as package:
            self._members = {name: package.read(name) for name in package.namelist()}
        self._document = etree.fromstring(self._members[_DOCUMENT])

    def tables(self) -> list[Any]:
        return self._document.findall(f".//{_W}tbl")

    def rows(self, table: Any) -> list[Any]:
        return table.findall(f"{_W}tr")

    def cells(self, row: Any) -> list[Any]:
        return row.findall(f"{_W}tc")

    def text(self, cell: Any) -> str:
        return "".join(piece.text or "" for piece in cell.iter(f"{_W}t"))

    def write(self, cell: Any, text: str) -> None:
        pieces = list(cell.iter(f"{_W}t"))
        if not pieces:
            run = etree.SubElement(cell.find(f"{_W}p"), f"{_W}r")
            pieces = [etree.SubElement(run, f"{_W}t")]
        for piece in pieces:
            piece.text = ""
        pieces[0].text = text

    def data(self) -> bytes:
        self._members[_DOCUMENT] = etree.tostring(self._document)
        with zipfile.ZipFile(out := BytesIO(), "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in self._members.items():
                package.writestr(name, content)
        return out.getvalue()

    def drop(self, row: Any) -> None:
        """Take a row out; cells that go on below it begin there."""
        below = row.getnext()
        for at, cell in enumerate(self.cells(row)):
            merge = cell.find(f".//{_W}vMerge")
            if merge is not None and merge.get(f"{_W}val") == "restart" and below is not None:
                after = self.cells(below)[at]
                goes_on = after.find(f".//{_W}vMerge")
                if goes_on is not None and goes_on.get(f"{_W}val") != "restart":
                    goes_on.set(f"{_W}val", "restart")
                    self.write(after, self.text(cell))
        row.getparent().remove(row)

    def copy_below(self, row: Any) -> Any:
        """The same row once more, in the same groups."""
        more = copy.deepcopy(row)
        for merge in more.iter(f"{_W}vMerge"):
            merge.attrib.pop(f"{_W}val", None)
        row.addnext(more)
        return more

    def unmerge(self) -> None:
        """Cells that were merged downwards are blank ones of their own."""
        for merge in list(self._document.iter(f"{_W}vMerge")):
            merge.getparent().remove(merge)


def as_page(form: Form, report: Report) -> Page:
    return Page(page(paper(form, report)).encode())


def as_word(form: Form, report: Report) -> Word:
    return Word(word_bytes(paper(form, report)))


# ------------------------------------------------------------ what was read


def read_bytes(data: bytes, folder: Path, name: str = "去年") -> OldReport:
    path = folder / name
    path.write_bytes(data)
    return read_old_report(Editions(), path)


def numbers_of(old: OldReport) -> dict[str, str]:
    """Every number that was read, by key."""
    return {key: str(typed.value) for key, typed in old.report.cells.items() if typed.value is not None}


def wrong(old: OldReport, printed: Mapping[str, str]) -> dict[str, str]:
    """The numbers that aren't what was printed in their cell."""
    return {key: text for key, text in numbers_of(old).items() if text != printed.get(key)}


def blanks(old: OldReport) -> set[str]:
    """The cells of which no number was read."""
    return old.form.cells.keys() - numbers_of(old).keys()


def untold(old: OldReport) -> set[str]:
    """The cells that are blank though nobody was told."""
    return {key for key in blanks(old) if not any(_tells(str(doubt), old.form.cells[key]) for doubt in old.doubts)}


def _tells(sentence: str, cell: Cell) -> bool:
    """Whether a doubt names a cell, or its table with how many cells of it are blank."""
    title = re.escape(cell.section.title)
    return cell.place in sentence or bool(re.match(f"{title}：(没有找到这张表$|.*等 [0-9]+ 格)", sentence))
