"""What a check finds, and the word that sums all findings up."""

from collections.abc import Sequence

from msgspec import Struct

from core.rules import Severity


class Issue(Struct, frozen=True):
    """A finding: the rule's code, its weight, a sentence, the cells and fields it touches, both sides.

    Amounts are decimal strings; `left`, `right` and `difference` are None where nothing is compared.
    """

    code: str
    severity: Severity
    message: str
    keys: tuple[str, ...]
    left: int | str | None = None
    right: int | str | None = None
    difference: int | str | None = None


CHECKED = "已校验"


def verdict(issues: Sequence[Issue]) -> str:
    """The one word over a report: how many places are left, or that it's checked. Hints don't count."""
    left = sum(issue.severity is not Severity.HINT for issue in issues)
    return f"还差 {left} 处" if left else CHECKED
