"""The kinds of check on texts: what they must say, what they must not, and whether they agree with the tables."""

from collections.abc import Iterator

from msgspec import field

from core.rules import (
    AtMostRule,
    BalanceRule,
    DashRule,
    DecimalsRule,
    FilledRule,
    NumberRule,
    OppositeRule,
    Rule,
    ShiftedRule,
    TotalRule,
    UnlikelyRule,
)


class TextRule(Rule, frozen=True):
    """A check that reads texts alone."""

    @property
    def reads_texts_alone(self) -> bool:
        return True


class FieldRule(TextRule, frozen=True):
    """A check on one text field."""

    field: str

    @property
    def named_fields(self) -> tuple[str, ...]:
        return (self.field,)


class YearRule(FieldRule, frozen=True, tag="year"):
    """The field holds a year of four digits."""


class PeriodRule(FieldRule, frozen=True, tag="period"):
    """A period named in the field is 1 January to 31 December of the report's year."""

    year: str

    @property
    def named_fields(self) -> tuple[str, ...]:
        return (self.field, self.year)


class DateRule(FieldRule, frozen=True, tag="date"):
    """What the field holds is a day that exists."""


class DeadlineRule(FieldRule, frozen=True, tag="deadline"):
    """The date in the field, if there is one, is not after the one in `due`, else not after `latest` (month, day)."""

    due: str
    latest: tuple[int, int]

    @property
    def named_fields(self) -> tuple[str, ...]:
        return (self.field, self.due)


class FormatRule(FieldRule, frozen=True, tag="format"):
    """What the field holds has a certain form: all of it matches the pattern."""

    pattern: str

    @property
    def patterns_used(self) -> Iterator[str]:
        yield from super().patterns_used
        yield self.pattern


class AskedRule(TextRule, frozen=True, tag="asked"):
    """Fields that should not be left blank, told in one sentence; a report that came as tables alone is let off."""

    fields: tuple[str, ...]

    @property
    def named_fields(self) -> tuple[str, ...]:
        return self.fields


class LacksRule(FieldRule, frozen=True, tag="lacks"):
    """A text, once it's written, speaks of everything in `needs`: what it's called -> how to find it.

    A pattern may name a field in {braces}: what that field holds. `least` is the least number of characters.
    """

    needs: dict[str, str] = field(default_factory=dict)
    least: int = 0

    @property
    def patterns_used(self) -> Iterator[str]:
        yield from super().patterns_used
        yield from self.needs.values()


class WordingRule(TextRule, frozen=True, tag="wording"):
    """No text holds what one of the patterns (regular expressions) finds; `fields` limits the rule to some.

    `fix` says what to put in the place of what a pattern finds, where that can be said.
    """

    patterns: tuple[str, ...]
    fields: tuple[str, ...] = ()
    fix: dict[str, str] = field(default_factory=dict)

    @property
    def named_fields(self) -> tuple[str, ...]:
        return self.fields

    @property
    def patterns_used(self) -> Iterator[str]:
        yield from super().patterns_used
        yield from self.patterns
        yield from self.fix


class HeadingRule(TextRule, frozen=True, tag="heading"):
    """No text repeats the heading of a section at the beginning of a line: headings are printed by the program."""


class OtherYearRule(TextRule, frozen=True, tag="other_year"):
    """No text speaks of another year than the report's, except as `allowed` says (patterns around the year).

    `fields` are the texts looked at; in those of `near` the years just before and after are right too.
    """

    fields: tuple[str, ...]
    near: tuple[str, ...]
    allowed: tuple[str, ...]

    @property
    def named_fields(self) -> tuple[str, ...]:
        return self.fields + self.near

    @property
    def patterns_used(self) -> Iterator[str]:
        yield from super().patterns_used
        yield from self.allowed


class NearNameRule(FieldRule, frozen=True, tag="near_name"):
    """No text spells the name that the field holds with a character less, more or another one."""


class OtherBodyRule(FieldRule, frozen=True, tag="other_body"):
    """No text names another body of the same kind: one of the `endings` behind a name that isn't the field's."""

    endings: tuple[str, ...]


class AlikeRule(FieldRule, frozen=True, tag="alike"):
    """A text is not more than `percent` the same as last year's."""

    percent: int


class StatedRule(Rule, frozen=True, tag="stated"):
    """What is written by hand about some quantities (Form.quantities) is what the tables say."""

    quantities: tuple[str, ...]


class StatedNoneRule(Rule, frozen=True, tag="stated_none"):
    """What is said in words not to have been (未收到, 零复议) is 0 in the tables."""


class StatedPercentRule(Rule, frozen=True, tag="stated_percent"):
    """A percentage (同比, 占) is what the numbers come to, rounded or cut off at its last digit."""


class StatedPartsRule(Rule, frozen=True, tag="stated_parts"):
    """What a figure is said to be made of adds up to it."""


class StatedTwiceRule(Rule, frozen=True, tag="stated_twice"):
    """A quantity that the tables don't say yet is stated everywhere alike."""


AnyRule = (
    TotalRule
    | BalanceRule
    | AtMostRule
    | OppositeRule
    | ShiftedRule
    | NumberRule
    | DashRule
    | DecimalsRule
    | UnlikelyRule
    | FilledRule
    | YearRule
    | PeriodRule
    | DateRule
    | DeadlineRule
    | FormatRule
    | AskedRule
    | LacksRule
    | WordingRule
    | HeadingRule
    | OtherYearRule
    | NearNameRule
    | OtherBodyRule
    | AlikeRule
    | StatedRule
    | StatedNoneRule
    | StatedPercentRule
    | StatedPartsRule
    | StatedTwiceRule
)
