"""One cause, one message: which findings only follow from another (F3)."""

from collections.abc import Sequence

from msgspec import structs

from core.form import Form
from core.issue import Issue
from core.rules import Severity


def fold(form: Form, issues: Sequence[Issue]) -> tuple[Issue, ...]:
    """Give every finding that follows from another the ident of that one in `follows`; the order stays.

    Differences are one cause where they are equal and touch the same cell, where one is the sum of others along the
    totals, or where two of the same rule cancel each other. What speaks of all the cells of an error, and more,
    only explains it; what is doubtful about its cells waits until they are right.
    """
    if any(issue.part for issue in issues):  # what a text states is a mistake of its own, whatever the cells say
        told = iter(fold(form, [issue for issue in issues if not issue.part]))
        return tuple(issue if issue.part else next(told) for issue in issues)
    if len(issues) < 2:
        return tuple(issues)
    causing = _causing(form, issues)
    leading = _leading(form, issues, causing)
    return tuple(
        issue if leader == at else structs.replace(issue, follows=issues[leader].ident, waits=leader != causing[at])
        for at, (issue, leader) in enumerate(zip(issues, leading, strict=True))
    )


def _causing(form: Form, issues: Sequence[Issue]) -> list[int]:
    """For each finding the one that speaks for its cause."""
    told = [at for at, issue in enumerate(issues) if issue.difference is not None]
    causes = _Causes(issues)
    for at in told:
        summed = [other for other in told if other != at and _is_part_of(form, issues[other], issues[at])]
        if summed and sum(_amount(issues[other]) for other in summed) == _amount(issues[at]):
            causes.follow(at, summed[0])
        for other in told:
            if other < at and (_same_slip(issues[other], issues[at]) or _cancel(issues, told, other, at)):
                causes.follow(at, other, surely=False)
    errors = [at for at in told if issues[at].severity is Severity.ERROR and not issues[at].closes]
    for at, issue in enumerate(issues):
        for other in errors:
            if set(issues[other].keys) < set(issue.keys):
                causes.follow(at, other)
    return [causes.root(at) for at in range(len(issues))]


def _leading(form: Form, issues: Sequence[Issue], causing: Sequence[int]) -> list[int]:
    """For each finding the one behind which it stands: its cause, or what its cause waits for."""
    leaders = list(causing)

    def leader(at: int) -> int:
        return at if leaders[at] == at else leader(leaders[at])

    numbers = [{key for key in issue.keys if key in form.cells or key in form.number_fields} for issue in issues]
    doubts = [at for at, issue in enumerate(issues) if issue.severity is not Severity.ERROR and numbers[at]]
    for at in sorted(doubts, key=lambda at: issues[at].severity.rank):
        if leaders[at] == at:
            near = (other for other in range(len(issues)) if not numbers[at].isdisjoint(numbers[other]))
            before = (leader(other) for other in near if _waits_for(issues, at, other))
            leaders[at] = next(before, at)
    return [leader(at) for at in range(len(issues))]


def unfold_answered(form: Form, issues: Sequence[Issue]) -> tuple[Issue, ...]:
    """Let what waited behind a finding come forward once that is closed with a reason; what it caused stays with it."""
    closed = {issue.ident for issue in issues if issue.reason is not None and not issue.follows}
    if not any(issue.waits and issue.follows in closed for issue in issues):
        return tuple(issues)
    settled = {
        at for at, issue in enumerate(issues) if issue.ident in closed or (issue.follows in closed and not issue.waits)
    }
    free = [at for at in range(len(issues)) if at not in settled]
    again = fold(form, [structs.replace(issues[at], follows="", waits=False) for at in free])
    found = list(issues)
    for at, issue in zip(free, again, strict=True):
        found[at] = issue
    return unfold_answered(form, found)


class _Causes:
    """Which findings share a cause; the heaviest speaks for them, one that no reason closes before one that it does."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        self._issues = issues
        self._group = {at: {at} for at in range(len(issues))}
        self._followers: set[int] = set()

    def follow(self, follower: int, leader: int, *, surely: bool = True) -> None:
        """Note that one finding follows from another; not `surely`: they have one cause, whichever speaks for it."""
        if surely:
            self._followers.add(follower)
        joined = self._group[follower] | self._group[leader]
        for at in joined:
            self._group[at] = joined

    def root(self, at: int) -> int:
        """The finding that speaks for the cause of this one."""

        def weight(one: int) -> tuple[int, bool, bool, int]:
            return self._issues[one].severity.rank, self._issues[one].closes, one in self._followers, one

        return min(self._group[at], key=weight)


def _is_part_of(form: Form, part: Issue, whole: Issue) -> bool:
    """Whether each cell of the one is summed up in the same cell of the other: a column, and 总计."""
    if part.code != whole.code or len(part.keys) != len(whole.keys):
        return False
    return all(
        total in form.cells and key in form.cells[total].parts for key, total in zip(part.keys, whole.keys, strict=True)
    )


def _same_slip(one: Issue, other: Issue) -> bool:
    return abs(_amount(one)) == abs(_amount(other)) and not set(one.keys).isdisjoint(other.keys)


def _waits_for(issues: Sequence[Issue], at: int, other: int) -> bool:
    """Whether, of two findings that share a number, the one is lighter, or a second doubt of the same rule."""
    issue, before = issues[at], issues[other]
    lighter = before.severity.rank < issue.severity.rank
    second = other < at and issue.code == before.code and issue.severity is before.severity
    return lighter or second


def _cancel(issues: Sequence[Issue], told: Sequence[int], one: int, other: int) -> bool:
    """Whether two findings of a rule are the only ones of it, and the one has what the other lacks."""
    first, second = issues[one], issues[other]
    alone = [at for at in told if issues[at].code == first.code] == [one, other]
    return alone and first.code == second.code and _amount(first) + _amount(second) == 0


def _amount(issue: Issue) -> int:
    return issue.difference if isinstance(issue.difference, int) else 0
