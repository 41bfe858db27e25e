"""Why a table does not balance: suspects, ranked by what typing errors look like. Nothing is changed by itself.

The way of the classical methods for balance edits and typing errors (Scholtus 2009): find the fewest cells whose
change meets all equations at once, and among these the change that looks most like a slip.
"""

from collections.abc import Collection, Iterator, Mapping
from math import lgamma, log

from msgspec import Struct

from core.check_kinds import Sheet
from core.check_sums import Balances, has_balance, shifted
from core.equations import Amounts, Equations, equations
from core.form import Form
from core.report import Figures, Report, last_numbers, reckon
from core.slips import slip

_MOST = 3
_MOST_ODDS, _LEAST = log(20), 0.3
_MOVED, _TWO = log(0.2), log(0.01)  # one case in a wrong line; two slips at once


class Suspect(Struct, frozen=True):
    """A change that would set things right: the cells it's about, the one to look at first in front, in words."""

    keys: tuple[str, ...]
    sentence: str


class _Guess(Struct, frozen=True):
    """Changes that together meet all equations, by cell, and how likely they are."""

    changes: Mapping[str, int]
    weight: float
    kind: str = ""


def suspects(
    form: Form, report: Report, section: str, figures: Figures | None = None, about: Collection[str] = ()
) -> tuple[Suspect, ...]:
    """At most three suspects for what does not balance in a section's table, the likeliest first.

    `about` are the cells of the finding that is asked about: suspects have one of these, or of what they sum up.
    """
    if section not in form.tables:
        return ()
    sheet = Sheet(report, figures or reckon(form, report), last_numbers(report))
    search = _Search(form, section, sheet)
    if not search.sums.off:
        return ()
    near = _summed_up(form, about)
    guesses = sorted(search.guesses(), key=lambda guess: -guess.weight)
    if len(guesses) > _MOST:  # of many cells only those are worth a look that look like a slip
        guesses = [guess for guess in guesses if search.is_plausible(guess)]
    told: dict[tuple[str, ...], Suspect] = {}
    for guess in guesses:
        for suspect in search.told(guess):
            if not about or not near.isdisjoint(suspect.keys):
                told.setdefault(suspect.keys, suspect)
        if len(told) >= _MOST:
            break
    return tuple(told.values())[:_MOST]


class _Search:
    """Looks for the fewest changes that meet all equations."""

    def __init__(self, form: Form, section: str, sheet: Sheet) -> None:
        self._form = form
        self._section = section
        self._sheet = sheet
        self.sums: Equations = equations(form, section, sheet)
        self._by_support = self.sums.by_support()
        self._expected = _expected(form, section, sheet)

    def guesses(self) -> list[_Guess]:
        """What would meet all equations: one change, a row moved, else two changes; else what would meet a part."""
        found = [*self._single(self.sums.off), *self._shifts()] or list(self._pairs(self.sums.off))
        if found:
            return found
        return [guess for part in self._parts() for guess in self._of_part(part)]

    def _of_part(self, part: Amounts) -> list[_Guess]:
        """What would meet a part; where that takes more than two changes, the cells whose own equations all agree."""
        found = list(self._single(part)) or list(self._pairs(part))
        if found:
            return found
        for key, counts in self.sums.counts.items():
            own = {at: part[at] for at in counts if at in part}
            if len(own) == len(counts) > 1 and (change := self._meets(key, own)):
                found.append(_Guess({key: change}, self._weight(key, change)))
        return found

    def _parts(self) -> list[Amounts]:
        """What is off, parted where no cell counts in both: each part has a cause of its own."""
        groups: list[set[int]] = []
        for counts in self.sums.counts.values():
            shared = set(counts) & self.sums.off.keys()
            touching = [group for group in groups if group & shared]
            groups = [group for group in groups if not group & shared] + [shared.union(*touching)]
        return [{at: self.sums.off[at] for at in group} for group in groups if group]

    def is_plausible(self, guess: _Guess) -> bool:
        """Whether each change looks like a slip that people make."""
        if guess.kind:
            return True
        values = {key: self._value(key) for key in guess.changes}
        return all(slip(values[key], values[key] + change).known for key, change in guess.changes.items())

    def _value(self, key: str) -> int:
        return int(self._sheet.figures.numbers[key] or 0)

    def _weight(self, key: str, change: int) -> float:
        """How likely it is that the cell should hold so much more; a number is mistyped more often than a 0."""
        typed = self._value(key)
        weight = slip(typed, typed + change).weight + self._odds(key, change)
        if not typed:  # a number is mistyped more often than a 0, and a large one is seldom left out
            weight += log(0.2) - log(change) / 2
        last = self._sheet.last.get(key)
        return weight + (log(1.5) if last is not None and last == typed + change else 0)

    def _odds(self, key: str, change: int) -> float:
        """How much better the changed number fits what row and column let expect, as the logarithm of the odds."""
        expected = self._expected.get(key)
        if not expected:
            return 0
        typed = self._value(key)
        odds = change * log(expected) - lgamma(typed + change + 1) + lgamma(typed + 1)
        return min(max(odds, -_MOST_ODDS), _MOST_ODDS)

    def _change(self, key: str, off: Amounts, at: int) -> int | None:
        """What the cell would have to change by to meet one equation; None if it can't."""
        change = -off[at] / self.sums.counts[key][at]
        return int(change) if change == int(change) and self._value(key) + change >= 0 else None

    def _meets(self, key: str, off: Amounts) -> int | None:
        """The one change of a cell that meets all that is off."""
        changes = {self._change(key, off, at) for at in off}
        return changes.pop() if len(changes) == 1 else None

    def _single(self, off: Amounts) -> Iterator[_Guess]:
        for key in self._by_support.get(frozenset(off), ()):
            if change := self._meets(key, off):
                yield _Guess({key: change}, self._weight(key, change))

    def _pairs(self, off: Amounts) -> Iterator[_Guess]:
        """Two changes; those of one case moved to a wrong line count as one slip."""
        for key, counts in self.sums.counts.items():
            for change in {self._change(key, off, at) for at in counts if at in off} - {None, 0}:
                assert change is not None
                rest = {**off}
                for at, count in counts.items():
                    rest[at] = rest.get(at, 0) + count * change
                left = {at: amount for at, amount in rest.items() if amount}
                for other in self._by_support.get(frozenset(left), ()) if left else ():
                    back = self._meets(other, left)
                    if back and key < other:
                        yield self._pair(key, change, other, back)

    def _pair(self, key: str, change: int, other: str, back: int) -> _Guess:
        cell, twin = self._form.cells[key], self._form.cells[other]
        same_row, same_column = cell.row is twin.row, cell.column is twin.column
        if change + back == 0 and (same_row or same_column):
            lost = key if change > 0 else other  # it lacks what the other one holds
            weight = _MOVED - log(abs(change)) + (0 if self._value(lost) else log(0.3))
            # where most cases are, most are misplaced; which row it was, the other rows let guess
            weight += self._odds(key, change) + self._odds(other, back) if same_row else min(self._value(lost), 20) / 20
            return _Guess({key: change, other: back}, weight, "column" if same_row else "row")
        return _Guess({key: change, other: back}, _TWO + self._weight(key, change) + self._weight(other, back))

    def _shifts(self) -> Iterator[_Guess]:
        """Rows that, moved by one cell, meet all equations."""
        if not has_balance(self._form, self._section) or self.sums.blanks:
            return
        for row in Balances(self._form, self._section).rows:
            for step in (1, -1):
                moved = shifted(row, step, self._sheet.figures)
                changes = {key: new - self._value(key) for key, new in zip(row, moved or (), strict=False)}
                if changes and self._meets_all(changes):
                    yield _Guess({key: change for key, change in changes.items() if change}, 0, f"shift{step:+}")

    def _meets_all(self, changes: Mapping[str, int]) -> bool:
        left = dict(self.sums.off)
        for key, change in changes.items():
            for at, count in self.sums.counts.get(key, {}).items():
                left[at] = left.get(at, 0) + count * change
        return not any(left.values())

    # ------------------------------------------------------------ in words

    def told(self, guess: _Guess) -> Iterator[Suspect]:
        """A guess in words: one suspect, or one for each of two slips."""
        keys = tuple(sorted(guess.changes, key=lambda key: guess.changes[key]))
        first = self._form.cells[keys[0]]
        if guess.kind.startswith("shift"):
            way = "右" if guess.kind.endswith("+1") else "左"
            yield Suspect(keys, f"{first.row_label}：整行向{way}移一格就平了，疑似粘贴时错了一格")
        elif guess.kind:
            last = self._form.cells[keys[-1]]
            count = abs(guess.changes[keys[0]])
            if guess.kind == "column":
                names, what, where = (first.column_label, last.column_label), "申请人类型", first.row_label
            else:
                names, what, where = (first.row_label, last.row_label), "行", first.column_label
            sentence = f"{where}：{names[0]} −{count}、{names[1]} +{count}？疑似{_cases(count)}记错了{what}"
            yield Suspect(keys, sentence)
        else:
            for key in keys:
                yield Suspect((key,), self._one(key, guess.changes[key]))

    def _one(self, key: str, change: int) -> str:
        cell, typed = self._form.cells[key], self._value(key)
        place = "·".join(part for part in (cell.row_label, cell.column_label) if part)
        name = slip(typed, typed + change).name
        fits = "差额正好等于这一格，" if change == -typed else ""
        return f"{place} {typed} → {typed + change}？差 {abs(change)}，{fits}疑似{name}"


def _summed_up(form: Form, keys: Collection[str]) -> set[str]:
    """Cells with all that they are the totals of."""
    found: set[str] = set()
    ahead = [key for key in keys if key in form.cells]
    while ahead:
        key = ahead.pop()
        found.add(key)
        ahead += form.cells[key].parts
    return found


def _expected(form: Form, section: str, sheet: Sheet) -> dict[str, float]:
    """What row and column let expect in each typed cell of a table, as in a table without connection of both."""
    cells = [cell for cell in form.tables[section] if not cell.parts]
    numbers = {cell.key: float(sheet.figures.numbers[cell.key] or 0) for cell in cells}
    rows: dict[str, float] = {}
    columns: dict[str, float] = {}
    for cell in cells:
        rows[cell.row.id] = rows.get(cell.row.id, _LEAST) + numbers[cell.key]
        columns[cell.column.id] = columns.get(cell.column.id, _LEAST) + numbers[cell.key]
    whole = sum(numbers.values()) + 1
    return {cell.key: rows[cell.row.id] * columns[cell.column.id] / whole for cell in cells}


def _cases(count: int) -> str:
    return "一件" if count == 1 else f" {count} 件"
