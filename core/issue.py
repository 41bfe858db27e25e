"""What a check finds, and the word that sums all findings up."""

from collections.abc import Sequence

from msgspec import Struct

from core.rules import Severity


class Issue(Struct, frozen=True):
    """A finding: the rule's code, its weight, a sentence, the cells and fields it touches, both sides.

    Amounts are decimal strings; `left`, `right` and `difference` are None where nothing is compared. `passage` is
    what in a text is spoken of, `part` which of several things in it, `detail` what else was found. `rule` names the
    rule where several share a code ("F-03#2"). `closes` says whether a reason closes it, `reason` is the one it was
    closed with ("": put aside), None while it's open. `follows` is the ident of the finding that it only follows from,
    or behind which it only `waits`: it comes forward when that is answered.
    """

    code: str
    severity: Severity
    message: str
    keys: tuple[str, ...]
    left: int | str | None = None
    right: int | str | None = None
    difference: int | str | None = None
    passage: str = ""
    part: str = ""
    detail: str = ""
    rule: str = ""
    closes: bool = False
    follows: str = ""
    waits: bool = False
    reason: str | None = None

    @property
    def ident(self) -> str:
        """What tells it from all others, also in next year's report: rule, first key, passage, part of it."""
        return "/".join(part for part in (self.rule or self.code, self.keys[0], self.passage, self.part) if part)

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done about it, and about it itself."""
        return self.reason is None and not self.follows

    @property
    def is_gap(self) -> bool:
        """Whether it only says that a place of a first wording is still to be filled in."""
        return self.passage.startswith("【此处填写")

    @property
    def is_hint(self) -> bool:
        """Whether it is one that doesn't stand in the way of 已校验."""
        return self.severity is Severity.HINT


CHECKED = "已校验"


def is_checked(issues: Sequence[Issue]) -> bool:
    """Whether nothing is left that stands in the way of 已校验; hints don't."""
    return not left_to_do(issues)


def left_to_do(issues: Sequence[Issue]) -> int:
    """How many findings stand in the way of 已校验: errors and queries that are open."""
    return sum(issue.is_open and not issue.is_hint for issue in issues)


def verdict(issues: Sequence[Issue], switched_off: int = 0) -> str:
    """The one word over a report: how many places are left, or that it's checked, with how many rules off."""
    left = left_to_do(issues)
    word = f"还差 {left} 处" if left else CHECKED
    return f"{word}（停用 {switched_off} 条规则）" if switched_off else word
