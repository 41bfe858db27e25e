"""A statutory form, read from its edition file: every cell, total and layout that follows from its words."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from core.errors import FormError
from core.layout import LaidCell, lay_block
from core.locate import resource
from core.numerals import CellKind
from core.text_rules import AnyRule
from core.words import (
    Block,
    Body,
    Carry,
    Field,
    Line,
    Phrase,
    Quantity,
    Section,
    Sentence,
    Stock,
    Table,
    ZeroClaim,
)

HELP = "\n[[help]]"  # where the help texts begin in an edition file
Words = TypeVar("Words")


@dataclass(frozen=True, slots=True)
class Cell:
    """A number the form asks for: key, where it belongs, how to call it, and the cells it is the total of."""

    key: str
    section: Section
    row: Line
    column: Line
    kind: CellKind
    row_label: str
    column_label: str
    parts: tuple[str, ...]

    @property
    def place(self) -> str:
        """How the clerk calls the cell: "自然人 × （三）6.属于四类过程性信息"."""
        return " × ".join(part for part in (self.column_label, self.row_label) if part)


class Form(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """One edition of the State Council's form, with everything that follows from it."""

    edition: str
    version: int
    first_year: int
    source: str
    title: tuple[str, ...]
    body: tuple[Body, ...]
    section: tuple[Section, ...]
    check: tuple[AnyRule, ...]
    zero: tuple[ZeroClaim, ...] = ()
    carry: tuple[Carry, ...] = ()
    stock: tuple[Stock, ...] = ()
    phrase: tuple[Phrase, ...] = ()
    quantity: tuple[Quantity, ...] = ()
    sentence: tuple[Sentence, ...] = ()

    @cached_property
    def sections(self) -> Mapping[str, Section]:
        """Every section by its name, in printed order."""
        return {section.id: section for section in self.section}

    @cached_property
    def cells(self) -> Mapping[str, Cell]:
        """Every cell by its key, in reading order."""
        return {cell.key: cell for section in self.section for cell in _cells(section)}

    @cached_property
    def tables(self) -> Mapping[str, tuple[Cell, ...]]:
        """The cells of each table, by section."""
        return {
            name: tuple(cell for cell in self.cells.values() if cell.section is section)
            for name, section in self.sections.items()
            if section.table
        }

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """Every text field by its key `section/field`."""
        return {f"{section.id}/{field.id}": field for section in self.section for field in section.field}

    @cached_property
    def named_checks(self) -> Mapping[str, AnyRule]:
        """Every check by its name: its code, from the second of a code on with its number ("F-03#2")."""
        found: dict[str, AnyRule] = {}
        for rule in self.check:
            same = sum(other.code == rule.code for other in found.values())
            found[f"{rule.code}#{same + 1}" if same else rule.code] = rule
        return found

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The place of every field and cell in the order in which the clerk meets them."""
        places = [
            key
            for section in self.section
            for key in (
                *(f"{section.id}/{field.id}" for field in section.field),
                *(cell.key for cell in self.tables.get(section.id, ())),
            )
        ]
        return {key: at for at, key in enumerate(places)}

    @cached_property
    def number_fields(self) -> Mapping[str, Field]:
        """The fields that hold a number, by key."""
        return {key: field for key, field in self.fields.items() if field.kind in ("count", "yuan")}

    @cached_property
    def totals(self) -> tuple[Cell, ...]:
        """The computed cells, each after the cells it is the total of."""
        ordered: dict[str, Cell] = {}

        def visit(cell: Cell) -> None:
            if cell.parts and cell.key not in ordered:
                for part in cell.parts:
                    visit(self.cells[part])
                ordered[cell.key] = cell

        for cell in self.cells.values():
            visit(cell)
        return tuple(ordered.values())

    @cached_property
    def layouts(self) -> Mapping[str, tuple[LaidCell, ...]]:
        """The merged cells of each table as printed, by section."""
        return {section.id: lay_table(section.id, section.table) for section in self.section if section.table}

    @cached_property
    def lines(self) -> Mapping[tuple[str, str], tuple[Cell, ...]]:
        """The cells of each row and column, by section and line."""
        found: dict[tuple[str, str], list[Cell]] = {}
        for cell in self.cells.values():
            for line in (cell.row.id, cell.column.id):
                found.setdefault((cell.section.id, line), []).append(cell)
        return {line: tuple(cells) for line, cells in found.items()}

    def named(self, place: str) -> tuple[Cell, ...]:
        """The cells of a whole table ("section") or of one of its lines ("section/line")."""
        section, _, line = place.partition("/")
        return self.lines.get((section, line), ()) if line else self.tables.get(section, ())

    @cached_property
    def stocks(self) -> frozenset[str]:
        """The keys of cells that count a stock on 31 December, not what happened in the year."""
        return frozenset(cell.key for stock in self.stock for cell in self.named(f"{stock.section}/{stock.line}"))

    @cached_property
    def quantities(self) -> Mapping[str, Quantity]:
        """What texts state, by name."""
        return {quantity.id: quantity for quantity in self.quantity}

    @cached_property
    def sentences(self) -> Mapping[str, Sentence]:
        """The standard sentences by name."""
        return {sentence.id: sentence for sentence in self.sentence}

    def section_of(self, key: str) -> Section:
        """Return the section a key belongs to."""
        return self.sections[key.partition("/")[0]]

    def body_label(self, kind: str) -> str:
        """The label of a kind of body; a kind the form doesn't list is its own label."""
        return next((body.label for body in self.body if body.id == kind), kind)

    def body_kind(self, label: str) -> str:
        """The kind of body a label stands for; the inverse of `body_label`."""
        return next((body.id for body in self.body if body.label == label), label)


def cell_key(section: str, row: Line, column: Line) -> str:
    """Build a cell's key; an unnamed row or column leaves no part."""
    return "/".join(part for part in (section, row.id, column.id) if part)


def lay_table(section: str, table: Table) -> tuple[LaidCell, ...]:
    """Lay out all blocks of a table, one under the other."""
    cells: list[LaidCell] = []
    for block in table.block:
        cells += lay_block(
            top=max((cell.row + cell.rowspan for cell in cells), default=0),
            title=block.title,
            corner=block.corner,
            columns=[line.path for line in block.columns],
            rows=[line.path for line in block.rows],
            keys=[[cell_key(section, row, column) for column in block.columns] for row in block.rows],
            label_count=len(table.label_widths),
            value_count=len(table.value_widths),
        )
    return tuple(cells)


def _cells(section: Section) -> Iterator[Cell]:
    for block in section.table.block if section.table else ():
        column_ends = [line.path[-1] for line in block.columns]
        for row in block.rows:
            for column in block.columns:
                twin = column_ends.count(column.path[-1]) > 1
                yield Cell(
                    key=cell_key(section.id, row, column),
                    section=section,
                    row=row,
                    column=column,
                    kind=column.kind,
                    row_label=row_label(row.path),
                    column_label="·".join(column.path[-2:]) if twin else column.path[-1],
                    parts=_parts(section.id, block, row, column),
                )


def _parts(section: str, block: Block, row: Line, column: Line) -> tuple[str, ...]:
    """A total column sums along its row, also where it meets a total row; a total row sums its column."""
    if column.total_of:
        return tuple(cell_key(section, row, line) for line in block.columns if line.id in column.total_of)
    return tuple(cell_key(section, line, column) for line in block.rows if line.id in row.total_of)


def row_label(path: tuple[str, ...]) -> str:
    """Shorten a row's path to what tells it apart: its last label, after the number of the group it stands in."""
    if not path:
        return ""
    groups = (re.match(r"（.+?）", label) for label in path[1:-1])
    return "".join(match[0] for match in groups if match) + path[-1]


def load(edition: str, folder: Path | None = None) -> Form:
    """Read the edition file of that name. Raises FormError with one sentence if it's broken.

    One from another folder is verified; those that ship with the program were, by its tests (decision 5). The help
    texts, last in the file and half of it, are left to `core.help`: the window opens without.
    """
    if folder is None:
        return _shipped(edition)
    from core.verify import verify

    form = read_edition(edition, folder, _without_help, Form)
    for finding in verify(form):
        raise broken(f"{edition}.toml", finding)
    return form


@lru_cache(maxsize=4)  # what ships doesn't change while the program runs, and a form is never changed
def _shipped(edition: str) -> Form:
    return read_edition(edition, None, _without_help, Form)


def _without_help(text: str) -> str:
    words, _, help_texts = text.partition(HELP)
    if re.search(r"^\s*\[{1,2}(?!\[|help\b)", help_texts, re.MULTILINE):
        raise tomllib.TOMLDecodeError("填报说明（help）之后不能再有别的内容")
    return words


def read_edition(edition: str, folder: Path | None, part: Callable[[str], str], kind: type[Words]) -> Words:
    """Read a part of an edition file as `kind`. Raises FormError with one sentence if it can't be read as that."""
    path = (folder or resource("editions")) / f"{edition}.toml"
    try:
        return msgspec.convert(tomllib.loads(part(path.read_text(encoding="utf-8"))), kind)
    except FileNotFoundError:
        raise FormError(f"没有找到 {edition} 版的表样文件", do="请重新安装本程序") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as problem:
        raise broken(path.name, str(problem)) from problem
    except RecursionError as problem:
        raise broken(path.name, "套得太深") from problem


def broken(name: str, finding: str) -> FormError:
    """The one sentence for an edition file that can't be used."""
    return FormError(f"表样文件 {name} 有误：{finding}", safe="草稿没有改动", do="请换回原来的表样文件或重新安装本程序")


def editions(folder: Path | None = None) -> list[str]:
    """The names of the edition files that ship with the program, newest last."""
    return sorted(path.stem for path in (folder or resource("editions")).glob("*.toml"))
