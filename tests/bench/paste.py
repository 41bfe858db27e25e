"""Blocks pasted one row or column off: how many are told, how many are told though they're right, and how fast.

The tables are balanced ones, drawn request by request from those published in tests/data, few or many of them; one
request at least, since nothing could tell a table of zeros. Blocks are whole tables with and without the total column,
pasted into an empty report, and parts of a table (12 rows or more, 3 columns or more) that is else filled in.
"""

import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from core import form as forms
from core.checks import Checker
from core.form import Form
from core.pasting import place, propose, read_clipboard
from core.report import Entry, Report
from core.shift import Shift, suspect_shift
from tests.bench.clock import median, say, times

_DATA = Path(__file__).parent.parent / "data"
_FIRST = "requests/new_received/natural_person"
_COUNT = 200
_TINY = 5  # requests in the year of a small street office
_FEW = 200  # requests of a published table; those with fewer are not drawn from

Numbers = list[list[int]]
"""The numbers of table three, row by row, totals too."""


@dataclass(frozen=True)
class Block:
    """A part of table three: its upper left place and its size; whether the numbers around it are filled in."""

    name: str
    top: int
    left: int
    height: int
    width: int
    amid: bool = False


@dataclass(frozen=True)
class Paste:
    """A block on the clipboard, the cell it's pasted at, and the move that would put it right."""

    kind: str
    report: Report
    lines: list[list[str]]
    cursor: str
    right: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Bench:
    form: Form
    checker: Checker

    @property
    def keys(self) -> list[list[str]]:
        block = self.form.sections["requests"].table.block[0]
        return [[f"requests/{row.id}/{column.id}" for column in block.columns] for row in block.rows]

    def told(self, paste: Paste) -> Shift | None:
        """What the program says of a paste, from the text on the clipboard on."""
        text = "\n".join("\t".join(line) for line in paste.lines)
        (placed,) = place(self.form, read_clipboard("", text), paste.cursor)
        return suspect_shift(self.form, self.checker, paste.report, placed)


def main() -> None:
    form = forms.load("2021")
    bench = Bench(form, Checker(form))
    for name, sizes, budgets in (
        ("tables of every size", _any_size, (95, 1)),
        (f"tiny tables (1-{_TINY} requests)", _tiny, (None, None)),
    ):
        random = Random(2021)  # the same tables every time
        _off(f"{name}, one off", bench, [_one_off(bench, random, sizes) for _ in range(_COUNT)], budgets[0])
        # most of these say nothing by themselves: what is left of a row or column balances wherever it stands
        short = [_one_short(bench, random, sizes) for _ in range(_COUNT)]
        _off(f"{name}, first line not copied", bench, short, None)
        _right(f"{name}, at their place", bench, (_at_place(bench, random, sizes) for _ in range(_COUNT)), budgets[1])
        mistyped = (_mistyped(_at_place(bench, random, sizes), random) for _ in range(_COUNT))
        _right(f"{name}, with one typing error", bench, mistyped, budgets[1])
    for file in ("excel_requests_block.html", "word_requests.html"):
        _speed(bench, file)


def _off(name: str, bench: Bench, pastes: list[Paste], budget: float | None) -> None:
    """Say how many pastes are told with the right move, and of which kinds some are not."""
    told = [(paste, bench.told(paste)) for paste in pastes]
    right = Counter(paste.kind for paste, shift in told if shift and (shift.rows, shift.columns) == paste.right)
    wrong = sum(bool(shift) and (shift.rows, shift.columns) != paste.right for paste, shift in told)
    say(f"{name}: told rightly", 100 * right.total() / len(told), "%", budget, least=True)
    say(f"{name}: told a wrong move", 100 * wrong / len(told), "%")
    for kind, count in sorted(Counter(paste.kind for paste in pastes).items()):
        if right[kind] < count:
            say(f"  of {count} {kind}", 100 * right[kind] / count, "%")


def _right(name: str, bench: Bench, pastes: Iterable[Paste], budget: float | None) -> None:
    alarms = Counter(paste.kind for paste in pastes if bench.told(paste))
    say(f"{name}: false alarms", 100 * alarms.total() / _COUNT, "%", budget)
    for kind, count in sorted(alarms.items()):
        say(f"  {kind}", count, "")


def _speed(bench: Bench, file: str) -> None:
    html = (_DATA / "clipboard" / file).read_text(encoding="utf-8")
    report = Report("2021")

    def paste() -> None:
        placed = place(bench.form, read_clipboard(html, ""), _FIRST)
        propose(bench.form, report, placed)
        for table in placed:
            suspect_shift(bench.form, bench.checker, report, table)

    say(f"{file}: read, placed, proposed, looked at", median(times(paste, 30)), "ms", 200)


def _any_size(most: int, random: Random) -> int:
    """Few requests as likely as many: each doubling has the same chance."""
    return round(math.exp(random.uniform(0, math.log(most))))


def _tiny(most: int, random: Random) -> int:
    return random.randint(1, min(most, _TINY))


Sizes = Callable[[int, Random], int]


def _published(form: Form) -> Iterator[Numbers]:
    rows = form.sections["requests"].table.block[0].rows
    for path in sorted(_DATA.glob("*.json")):
        table = json.loads(path.read_text(encoding="utf-8"))["table3"]
        numbers = [table[row.data_name] for row in rows]
        if numbers[0][-1] >= _FEW:
            yield numbers


def _drawn(form: Form, random: Random, sizes: Sizes) -> Numbers:
    """A balanced table of some requests of a published one: how each ended, and whether it's from last year."""
    source = random.choice(list(_published(form)))
    new, old, *ends, _, _ = range(len(source))
    ends.append(len(source) - 1)  # 结转下年度
    places = [(row, column) for row in ends for column in range(6)]
    counts = [source[row][column] for row, column in places]
    drawn = [[0] * 7 for _ in source]
    for row, column in random.sample(places, sizes(sum(counts), random), counts=counts):
        drawn[row][column] += 1
    for column in range(6):
        requests = sum(drawn[row][column] for row in ends)
        begun = [new] * source[new][column] + [old] * source[old][column]
        for row in random.sample(begun, requests):
            drawn[row][column] += 1
        drawn[-2][column] = requests - drawn[-1][column]
    for line in drawn:
        line[-1] = sum(line)
    return drawn


def _some_block(random: Random) -> Block:
    whole = [Block("25x7", 0, 0, 25, 7), Block("25x6", 0, 0, 25, 6)]
    height, width = random.randint(12, 24), random.randint(3, 6)
    rows = Block("some rows", random.randint(0, 25 - height), 0, height, 7, amid=True)
    columns = Block("some columns", 0, random.randint(0, 7 - width), 25, width, amid=True)
    return random.choice([*whole, rows, columns])


def _at_place(bench: Bench, random: Random, sizes: Sizes) -> Paste:
    """A block at its right place; around a part of the table all other numbers are typed already."""
    numbers, block, keys = _drawn(bench.form, random, sizes), _some_block(random), bench.keys
    cells: dict[str, Entry] = {}
    lines: list[list[str]] = [[] for _ in range(block.height)]
    for row, line in enumerate(numbers):
        for column, number in enumerate(line):
            within = 0 <= row - block.top < block.height and 0 <= column - block.left < block.width
            if within:
                lines[row - block.top].append(str(number))
            elif block.amid and not bench.form.cells[keys[row][column]].parts:
                cells[keys[row][column]] = Entry(number)
    return Paste(block.name, Report("2021", cells=cells), lines, keys[block.top][block.left])


def _one_off(bench: Bench, random: Random, sizes: Sizes) -> Paste:
    """A block one row or column off: the cursor beside its place, or a blank line copied before it."""
    paste = _at_place(bench, random, sizes)
    keys = bench.keys
    top, left = next((row, line.index(paste.cursor)) for row, line in enumerate(keys) if paste.cursor in line)
    by_row = random.random() < 0.5
    lines, cursor, step, how = paste.lines, paste.cursor, 1, "cursor"
    if random.random() < 0.5:
        at, end = (top, len(keys)) if by_row else (left, len(keys[0]))
        step = random.choice([step for step in (-1, 1) if 0 <= at + step < end])
        cursor = keys[top + step][left] if by_row else keys[top][left + step]
    else:
        how = "blank line"
        lines = [[""] * len(lines[0]), *lines] if by_row else [["", *line] for line in lines]
    kind = f"{paste.kind}: {how}, by a {'row' if by_row else 'column'}"
    return Paste(kind, paste.report, lines, cursor, (-step, 0) if by_row else (0, -step))


def _one_short(bench: Bench, random: Random, sizes: Sizes) -> Paste:
    """A block copied without its first row or column, and so pasted one too early."""
    paste = _at_place(bench, random, sizes)
    by_row = random.random() < 0.5
    lines = paste.lines[1:] if by_row else [line[1:] for line in paste.lines]
    kind = f"{paste.kind}: by a {'row' if by_row else 'column'}"
    return Paste(kind, paste.report, lines, paste.cursor, (1, 0) if by_row else (0, 1))


def _mistyped(paste: Paste, random: Random) -> Paste:
    """The paste with one wrong number: digits swapped, one lost or doubled, one more or less."""
    row, column = random.randrange(len(paste.lines)), random.randrange(len(paste.lines[0]))
    typed = paste.lines[row][column]
    at = random.randrange(len(typed))
    slips = {
        typed[:at] + typed[at + 1 : at + 2] + typed[at] + typed[at + 2 :],
        typed[:at] + typed[at + 1 :],
        typed[: at + 1] + typed[at:],
        str(int(typed) + 1),
        str(abs(int(typed) - 1)),
    }
    wrong = random.choice(sorted(slip for slip in slips if slip and int(slip) != int(typed)))
    lines = [list(line) for line in paste.lines]
    lines[row][column] = wrong
    return Paste(paste.kind, paste.report, lines, paste.cursor)
