"""The kinds of check an edition file can ask for, as typed data.

Every check has a code (the rule's number), a severity, a sentence for the clerk and its source in law or form.
Lines are named as in the section's table; a check on row lines holds in every column, and the other way round.
"""

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


class Rule(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", kw_only=True):
    """What all kinds of check have."""

    code: str
    severity: Severity
    sentence: str
    source: str

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
    """The sum of the left lines must equal the sum of the right lines."""

    left: tuple[str, ...]
    right: tuple[str, ...]

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


class NumberRule(TableRule, frozen=True, tag="number"):
    """What was typed must be readable as a number; `cells` limits the rule to one kind of cell."""

    cells: str = ""


class DecimalsRule(TableRule, frozen=True, tag="decimals"):
    """An amount of money has at most `most` decimal places."""

    most: int


class FilledRule(Rule, frozen=True, tag="filled"):
    """Every section and every required field is filled in.

    `sentence_cells` speaks of tables; `severity_tables_only` weighs texts missing from a report that came as
    tables alone.
    """

    sentence_cells: str
    severity_tables_only: Severity


class YearRule(Rule, frozen=True, tag="year"):
    """The field holds a year of four digits."""

    field: str

    @property
    def named_fields(self) -> tuple[str, ...]:
        return (self.field,)


class PeriodRule(Rule, frozen=True, tag="period"):
    """A period named in the field is 1 January to 31 December of the report's year."""

    field: str
    year: str

    @property
    def named_fields(self) -> tuple[str, ...]:
        return (self.field, self.year)


class PlaceholderRule(Rule, frozen=True, tag="placeholder"):
    """No text holds what one of the patterns (regular expressions) finds."""

    patterns: tuple[str, ...]


AnyRule = (
    TotalRule
    | BalanceRule
    | AtMostRule
    | NumberRule
    | DecimalsRule
    | FilledRule
    | YearRule
    | PeriodRule
    | PlaceholderRule
)
