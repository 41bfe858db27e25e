"""Is a block of numbers pasted one row or column off? Told by which place makes it balance."""

from msgspec import Struct, structs

from core.check_kinds import Sheet, known_sum
from core.check_sums import sides
from core.checks import Checker
from core.form import Form
from core.numerals import NOTHING
from core.pasting import Placed, propose
from core.report import Figures, Report, reckon
from core.rules import BalanceRule, Severity

_MOVES = {(0, 1): "右移一列", (0, -1): "左移一列", (1, 0): "下移一行", (-1, 0): "上移一行"}
_CLEARLY = 3  # how many times fewer contradictions, or how many more confirmations, a move must bring


class Shift(Struct, frozen=True):
    """A move that makes a pasted block balance, in words, and the contradictions before and after."""

    rows: int
    columns: int
    words: str
    before: int
    after: int


class _Evidence(Struct, frozen=True):
    """What speaks against a block where it is, what stays unknown there, what speaks for it.

    `compared` is how many totals it holds; `lopsided` says that the numbers before the total column are so large
    that they look like totals themselves.
    """

    contradictions: int
    unknown: int
    confirmations: int
    compared: int
    lopsided: bool

    def better_than(self, here: "_Evidence") -> bool:
        """Whether a move here is worth telling: fewer contradictions, and nothing known turned unknown."""
        levels = here.lopsided and not self.lopsided and self.compared > here.compared
        if (self.unknown > here.unknown and not levels) or (self.lopsided and not here.lopsided):
            return False
        if here.contradictions:
            clearly = self.contradictions * _CLEARLY < here.contradictions
            confirmed = self.confirmations > 0 or self.unknown < here.unknown
            return clearly and confirmed and self.confirmations >= here.confirmations
        gain = self.confirmations - here.confirmations
        fills = self.unknown < here.unknown and gain > 0
        return not self.contradictions and (gain >= _CLEARLY or fills or levels)


def suspect_shift(form: Form, checker: Checker, report: Report, placed: Placed) -> Shift | None:
    """Try the four neighbouring places of a pasted block; None if where it is fits as well as any of them.

    A dash counts as 0 here, as Excel shows it; what is pasted is another matter.
    """
    zeros = {at: "0" if text and text in NOTHING else text for at, text in placed.texts.items()}
    placed = structs.replace(placed, texts=zeros)
    here = _evidence(form, checker, report, placed)
    tried = {move: _evidence(form, checker, report, placed.moved(*move)) for move in _MOVES}
    better = {move: there for move, there in tried.items() if there.better_than(here)}
    if not better:
        return None
    move = min(
        better, key=lambda move: (better[move].contradictions, better[move].unknown, -better[move].confirmations)
    )
    return Shift(*move, _MOVES[move], here.contradictions, better[move].contradictions)


def _evidence(form: Form, checker: Checker, report: Report, placed: Placed) -> _Evidence:
    proposal = propose(form, report, [placed])
    after = report.with_changes(proposal.changes)
    figures = reckon(form, after)
    wrong = sum(
        issue.severity is Severity.ERROR and issue.difference is not None
        for issue in checker.run(after, figures)
        if form.section_of(issue.keys[0]).id == placed.section
    )
    differing = sum(total.differs for total in proposal.totals)
    lost = sum(text.strip("0") != "" for text in proposal.lost)
    agreeing = sum(bool(total.number) and total.number == total.computed for total in proposal.totals)
    unknown, balanced = _balances(form, placed.section, Sheet(after, figures, {}))
    lopsided = _lopsided(form, placed.section, set(proposal.changes), figures)
    return _Evidence(wrong + differing + lost, unknown, agreeing + balanced, len(proposal.totals), lopsided)


def _balances(form: Form, section: str, sheet: Sheet) -> tuple[int, int]:
    """How many balances and totals of a section are still unknown, and how many balances hold, 0 = 0 left out."""
    unknown = sum(sheet.figures.numbers[cell.key] is None for cell in form.tables[section] if cell.parts)
    balanced = 0
    for rule in form.check:
        if isinstance(rule, BalanceRule) and rule.section == section:
            for _, left, right in sides(rule, form):
                sums = known_sum(left, sheet), known_sum(right, sheet)
                unknown += None in sums
                balanced += bool(sums[0]) and sums[0] == sums[1]
    return unknown, balanced


def _lopsided(form: Form, section: str, changed: set[str], figures: Figures) -> bool:
    """Whether in every row the last part of a total is at least all the others: totals, pasted one column early."""
    rows = [cell for cell in form.tables[section] if cell.column.total_of and cell.parts[-1] in changed]
    sums = [[figures.numbers[part] or 0 for part in cell.parts] for cell in rows]
    heavy = [row for row in sums if row[-1] >= sum(row[:-1])]
    return len(heavy) == len(sums) and sum(row[-1] > 0 for row in sums) > 1
