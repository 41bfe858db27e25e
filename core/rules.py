"""The kinds of check an edition file can ask for, as typed data.

Every check has a code (the rule's number), a severity, a sentence for the clerk and its source in law or form.
Lines are named as in the section's table; a check on row lines holds in every column, and the other way round.
"""

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """How much a finding weighs: a contradiction, something to explain, something to look at."""

    ERROR = "error"
    QUERY = "query"
    HINT = "hint"

    @property
    def label(self) -> str:
        """What the clerk reads."""
        return {"error": "错误", "query": "存疑", "hint": "提示"}[self.value]

    @property
    def rank(self) -> int:
        """0 for the heaviest."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class Rule(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", kw_only=True):
    """What all kinds of check have.

    `where` limits a rule to reports whose fields match patterns (the whole field, regular expressions);
    `excusable` says whether a reason closes a finding, by default only one that is no error; `quick` is a reason that
    one click gives.
    """

    code: str
    severity: Severity
    sentence: str
    source: str
    where: dict[str, str] = {}
    excusable: bool | None = None
    quick: str = ""

    @property
    def closes(self) -> bool:
        """Whether a reason closes its findings."""
        return self.severity is not Severity.ERROR if self.excusable is None else self.excusable

    @property
    def may_be_off(self) -> bool:
        """Whether it can be switched off for a report: what no reason closes, as the sums of the form, can't."""
        return self.closes

    @property
    def reads_texts_alone(self) -> bool:
        """Whether what it finds depends on nothing but the report's texts and last year's."""
        return False

    @property
    def needs_last_year(self) -> bool:
        """Whether it finds nothing as long as last year's numbers are unknown."""
        return False

    @property
    def named_section(self) -> str:
        """The section whose table the rule speaks of, "" if it's not about one table."""
        return ""

    @property
    def named_lines(self) -> tuple[str, ...]:
        """The rows and columns the rule speaks of."""
        return ()

    @property
    def named_fields(self) -> tuple[str, ...]:
        """The text fields the rule speaks of."""
        return ()

    @property
    def patterns_used(self) -> Iterator[str]:
        """The regular expressions in it."""
        yield from self.where.values()


class TableRule(Rule, frozen=True):
    """A check on one section's table."""

    section: str

    @property
    def named_section(self) -> str:
        return self.section


class TotalRule(TableRule, frozen=True, tag="total"):
    """A total line must equal the sum of the lines it is the total of."""

    lines: tuple[str, ...]

    @property
    def named_lines(self) -> tuple[str, ...]:
        return self.lines


class BalanceRule(TableRule, frozen=True, tag="balance"):
    """The sum of the left lines must equal the sum of the right lines; `strip` is the equation in short words."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    strip: str = ""

    @property
    def named_lines(self) -> tuple[str, ...]:
        return self.left + self.right


class AtMostRule(TableRule, frozen=True, tag="at_most"):
    """The sum of the left lines must not exceed the sum of the right lines."""

    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def named_lines(self) -> tuple[str, ...]:
        return self.left + self.right


class OppositeRule(TableRule, frozen=True, tag="opposite"):
    """Two places where a balance fails by the same amount in opposite directions: one case in the wrong line."""


class ShiftedRule(TableRule, frozen=True, tag="shifted"):
    """A row that, moved by one cell, would set right every balance that fails."""


class NumberRule(TableRule, frozen=True, tag="number"):
    """What was typed must be readable as a number; `cells` limits the rule to one kind of cell."""

    cells: str = ""


class DashRule(TableRule, frozen=True, tag="dash"):
    """A sign that people write where there is nothing ("/", "—", "无") is unknown until it's confirmed to be 0."""


class DecimalsRule(TableRule, frozen=True, tag="decimals"):
    """An amount of money has at most `most` decimal places."""

    most: int


class UnlikelyRule(Rule, frozen=True, tag="unlikely"):
    """All conditions hold at once (`core.terms`), which is wrong, doubtful or worth a look.

    Conditions name lines of the table of `section`, and then speak of each place where these are crossed (or
    `only` of some), or they name cells and number fields by key. `each` is put in the place of "@". The names
    in `unknown` must not be known.
    """

    when: tuple[str, ...]
    section: str = ""
    only: tuple[str, ...] = ()
    each: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def needs_last_year(self) -> bool:
        return any("last:" in text for text in self.when)

    @property
    def named_section(self) -> str:
        return self.section

    @property
    def named_lines(self) -> tuple[str, ...]:
        return self.only


class FilledRule(Rule, frozen=True, tag="filled"):
    """Every section and every required field is filled in.

    `sentence_cells` speaks of tables; `severity_tables_only` weighs texts missing from a report that came as
    tables alone.
    """

    sentence_cells: str
    severity_tables_only: Severity
