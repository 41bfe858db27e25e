"""Is a block of numbers pasted one row or one column off? Told by which place makes it balance."""

from msgspec import Struct

from core.checks import Checker
from core.form import Form
from core.pasting import Placed, propose
from core.report import Report
from core.rules import Severity

_MOVES = {(0, 1): "右移一列", (0, -1): "左移一列", (1, 0): "下移一行", (-1, 0): "上移一行"}
_CLEARLY = 3  # how many times fewer contradictions, or how many more totals confirmed, a move must bring


class Shift(Struct, frozen=True):
    """A move that makes a pasted block balance, in words, and the contradictions before and after."""

    rows: int
    columns: int
    words: str
    before: int
    after: int


class _Evidence(Struct, frozen=True):
    contradictions: int
    confirmations: int


def suspect_shift(form: Form, checker: Checker, report: Report, placed: Placed) -> Shift | None:
    """Try the four neighbouring places of a pasted block; None if where it is fits as well as any of them."""
    here = _evidence(form, checker, report, placed)
    tried = {move: _evidence(form, checker, report, placed.moved(*move)) for move in _MOVES}
    move = min(tried, key=lambda move: (tried[move].contradictions, -tried[move].confirmations))
    there = tried[move]
    if here.contradictions:
        better = (
            there.contradictions * _CLEARLY <= here.contradictions - 1 and there.confirmations >= here.confirmations
        )
    else:
        better = not there.contradictions and there.confirmations >= here.confirmations + _CLEARLY
    if not better:
        return None
    return Shift(*move, _MOVES[move], here.contradictions, there.contradictions)


def _evidence(form: Form, checker: Checker, report: Report, placed: Placed) -> _Evidence:
    """What speaks against the block where it is, and the totals that speak for it."""
    proposal = propose(form, report, [placed])
    after = report.with_changes(proposal.changes)
    wrong = sum(
        issue.severity is Severity.ERROR and issue.difference is not None
        for issue in checker.run(after)
        if form.section_of(issue.keys[0]).id == placed.section
    )
    differing = sum(total.differs for total in proposal.totals)
    lost = sum(text.strip("0") != "" for text in proposal.lost)
    agreeing = sum(bool(total.number) and total.number == total.computed for total in proposal.totals)
    return _Evidence(wrong + differing + lost, agreeing)
