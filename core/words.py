"""The words an edition file is written in: sections, tables, lines, fields, help, and what the years hand on."""

from typing import Literal

from msgspec import Struct

from core.numerals import CellKind

FieldKind = Literal["line", "body", "choice", "year", "date", "count", "yuan", "text", "note"]


class Line(Struct, frozen=True, forbid_unknown_fields=True):
    """A row or column of a table: its stable name, its path of labels, and what it is the total of."""

    id: str
    path: tuple[str, ...]
    kind: CellKind = "count"
    total_of: tuple[str, ...] = ()
    data: str = ""  # its name in the data file where that differs from `id`

    @property
    def data_name(self) -> str:
        """The line's name in the data file."""
        return self.data or self.id


class Block(Struct, frozen=True, forbid_unknown_fields=True):
    """Part of a table under one header; most tables have one block, table two has four."""

    columns: tuple[Line, ...]
    rows: tuple[Line, ...]
    title: str = ""
    corner: str = ""


class Table(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """A statutory table; widths in twips (1/20 pt) add up to the text width of the page.

    `shape` is how the data file holds it: "objects" (row -> column -> number), "arrays" (row -> numbers)
    or "flat" (numbers).
    """

    data: str
    shape: Literal["objects", "arrays", "flat"]
    label_widths: tuple[int, ...]
    value_widths: tuple[int, ...]
    block: tuple[Block, ...]
    label_align: Literal["left", "center"] = "left"

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths of all grid columns, labels first."""
        return self.label_widths + self.value_widths

    def is_left(self, role: str) -> bool:
        """Whether cells of a role ("title", "corner", "row", ...) are set to the left, not in the middle."""
        return role == "title" or (role in ("corner", "row") and self.label_align == "left")

    @property
    def frozen_rows(self) -> int:
        """How many grid rows stay in sight while scrolling: the header of a table that has just one."""
        first = self.block[0]
        return 0 if len(self.block) > 1 or first.title else max(len(line.path) for line in first.columns)

    @property
    def frozen_columns(self) -> int:
        """How many grid columns stay in sight while scrolling."""
        return len(self.label_widths) if self.frozen_rows else 0


class Choice(Struct, frozen=True, forbid_unknown_fields=True):
    """One of several answers to choose from."""

    id: str
    label: str


class Field(Struct, frozen=True, forbid_unknown_fields=True):
    """What the clerk writes beside the tables: a line, a year, a date, a number, a choice, or running text.

    "body" is a choice among the form's kinds of body, "yuan" an amount in 元, "note" what is printed below
    a table. Only running text and notes are printed as they stand. `data` is the field's place in the data file;
    `draft` a first wording, with {field} names and [optional parts].
    """

    id: str
    label: str
    kind: FieldKind
    required: bool = False
    hint: str = ""
    data: str = ""
    draft: str = ""
    choice: tuple[Choice, ...] = ()


class Section(Struct, frozen=True, forbid_unknown_fields=True):
    """One step of the report: the profile before it, a text, or a table."""

    id: str
    kind: Literal["profile", "text", "table"]
    heading: str
    short: str
    number: str = ""
    field: tuple[Field, ...] = ()
    table: Table | None = None

    @property
    def title(self) -> str:
        """The heading as printed, "三、收到和处理政府信息公开申请情况"."""
        return f"{self.number}、{self.heading}" if self.number else self.heading

    @property
    def caption(self) -> str:
        """The heading in a few words, "三、依申请公开"."""
        return f"{self.number}、{self.short}" if self.number else self.short


class Body(Choice, frozen=True, forbid_unknown_fields=True):
    """A kind of administrative organ (单位类型)."""


class Remark(Struct, frozen=True, forbid_unknown_fields=True):
    """One sentence on how to fill in a line, and where it comes from; `official` only if law or form says so."""

    about: Literal["counts", "leaves_out", "article", "neighbour"]
    text: str
    source: str
    official: bool = False


class Help(Struct, frozen=True, forbid_unknown_fields=True):
    """The remarks on one row or column of a section's table (口径)."""

    section: str
    line: str
    remark: tuple[Remark, ...]


class ZeroClaim(Struct, frozen=True, forbid_unknown_fields=True):
    """Something a clerk can declare not to have happened, and the cells that are 0 then.

    `cells` and `opened_by` name a whole table ("section") or one of its lines ("section/line"). If last year's
    numbers in `opened_by` are not 0, this year's can't be: the claim is refused.
    """

    id: str
    statement: str
    cells: tuple[str, ...]
    opened_by: tuple[str, ...] = ()


class Carry(Struct, frozen=True, forbid_unknown_fields=True):
    """What last year's line hands on to this year's line of the same table (结转)."""

    section: str
    last: str
    this: str


class Stock(Struct, frozen=True, forbid_unknown_fields=True):
    """A line that counts what is there on 31 December: last year's number, plus and minus this year's flows."""

    section: str
    line: str
    plus: tuple[str, ...]
    minus: tuple[str, ...]


class Phrase(Struct, frozen=True, forbid_unknown_fields=True):
    """A ready wording for a reason the clerk has to give."""

    use: Literal["override", "query", "off"]
    text: str


class Quantity(Struct, frozen=True, forbid_unknown_fields=True):
    """A figure that texts state: `sum` over cells, number fields ("section/…") and quantities above it (core/terms.py).

    `also` are sums that the same words may mean, too (收到 with or without what last year left). A "share" is the
    percentage that the sum is of another, `of`; a "growth" by how many per cent it's more or less than `of`; a "gap"
    how much it differs from it. `last` says that all names stand for last year's numbers.
    """

    id: str
    label: str
    unit: str
    sum: str
    also: tuple[str, ...] = ()
    kind: Literal["sum", "share", "growth", "gap"] = "sum"
    of: str = ""
    last: bool = False


class Variant(Struct, frozen=True, forbid_unknown_fields=True):
    """A wording of a sentence, for when all its conditions hold (core/terms.py, on quantities).

    {quantity} stands for its figure; what stands in [brackets] is left out if a figure in it is 0.
    """

    text: str
    when: tuple[str, ...] = ()


class Sentence(Struct, frozen=True, forbid_unknown_fields=True):
    """A standard sentence that states what the tables do; the first variant whose conditions hold is printed.

    `field` is the text it's made for. The last variant has no condition, and stands for numbers still unknown, too.
    """

    id: str
    label: str
    field: str
    variant: tuple[Variant, ...]
