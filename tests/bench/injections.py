"""Reports like the published ones, and one mistake put into each."""

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from core.exchange import import_data
from core.form import Form
from core.report import Entry, Origin, Report, reckon
from tests.core.sheets import DATA, PUBLISHED

SECTION = "requests"
_LEDGER = {
    "received": "new_received",
    "carried": "carried_over",
    "handled": "total_handled",
    "forward": "carried_forward",
}
_FLOWS = ("new_received", "carried_over")


class Mistake(NamedTuple):
    """A report after a slip: which kind it was, and the cells that are wrong now."""

    report: Report
    kind: str
    wrong: tuple[str, ...]


def patterns(form: Form) -> list[dict[str, int]]:
    """The numbers of table three in the published reports, where there are any."""
    found: list[dict[str, int]] = []
    for name in PUBLISHED:
        figures = reckon(form, import_data(DATA / f"{name}.json").report).numbers
        table = {cell.key: int(figures[cell.key] or 0) for cell in form.tables[SECTION] if not cell.parts}
        if any(table.values()):
            found.append(table)
    return found


def like_real(form: Form, pattern: dict[str, int], random: Random) -> Report:
    """A balanced report, its requests spread as in a published one; from a town's handful to a city's thousands."""
    size = round(10 ** random.uniform(0.7, 3.6))
    keys = [key for key in pattern if key.split("/")[1] not in _FLOWS]
    weights = [(pattern[key] + 0.02) * random.uniform(0.5, 1.5) for key in keys]
    cells = dict.fromkeys(pattern, 0)
    for key in random.choices(keys, weights, k=size):
        cells[key] += 1
    for column in sorted({key.split("/")[2] for key in keys}):
        total = sum(cells[key] for key in keys if key.endswith(f"/{column}"))
        carried = round(total * random.uniform(0, 0.08))
        cells[f"{SECTION}/carried_over/{column}"] = carried
        cells[f"{SECTION}/new_received/{column}"] = total - carried
    return Report(form.edition, cells={key: Entry(value) for key, value in cells.items()})


def with_ledger(form: Form, report: Report) -> Report:
    """The report with its four true totals copied from a ledger."""
    figures = reckon(form, report).numbers
    return report.with_changes(
        {f"{SECTION}/ledger_{name}": str(figures[f"{SECTION}/{line}/total"]) for name, line in _LEDGER.items()}
    )


def with_totals(form: Form, report: Report) -> Report:
    """The report with all its totals typed, as when copied or imported."""
    figures = reckon(form, report).numbers
    totals = {cell.key: cell for cell in form.tables[SECTION] if cell.parts}
    return report.with_changes({key: Entry(int(figures[key] or 0), origin=Origin.OVERRIDDEN) for key in totals})


def _swapped(digits: str, random: Random) -> str:
    at = random.randrange(len(digits) - 1) if len(digits) > 1 else 0
    return digits[:at] + digits[at + 1 : at + 2] + digits[at] + digits[at + 2 :]


def _dropped(digits: str, random: Random) -> str:
    at = random.randrange(len(digits))
    return digits[:at] + digits[at + 1 :]


def _doubled(digits: str, random: Random) -> str:
    at = random.randrange(len(digits))
    return digits[: at + 1] + digits[at:]


def _shifted(digits: str, random: Random) -> str:
    return digits[:-1] if digits.endswith("0") and random.random() < 0.5 else digits + "0"


def _one_off(digits: str, random: Random) -> str:
    return str(max(0, int(digits) + random.choice((1, -1))))


TYPED: dict[str, Callable[[str, Random], str]] = {
    "swapped": _swapped,
    "dropped": _dropped,
    "doubled": _doubled,
    "place": _shifted,
    "one off": _one_off,
}


def mistype(report: Report, kind: str, random: Random) -> Mistake | None:
    """One number mistyped; None if the report has none that can be mistyped in this way."""
    cells = {key: entry for key, entry in report.cells.items() if entry.value and entry.origin is Origin.TYPED}
    for key in random.sample(sorted(cells), len(cells)):
        digits = str(cells[key].value)
        wrong = TYPED[kind](digits, random)
        if wrong and wrong == str(int(wrong)) and wrong != digits:
            return Mistake(report.with_changes({key: Entry(int(wrong))}), kind, (key,))
    return None


def misplace(form: Form, report: Report, kind: str, random: Random) -> Mistake | None:
    """One case in the wrong column or row, or a row pasted one off."""
    cells = {cell.key: cell for cell in form.tables[SECTION] if not cell.parts}
    value = {key: int(str(report.cells[key].value)) for key in cells}
    full = [key for key in cells if value[key]]
    for key in random.sample(full, len(full)):
        beside = [other for other in cells if other != key and _beside(cells[key], cells[other], kind)]
        if kind == "pasted one off":
            row = [other for other in cells if cells[other].row is cells[key].row]
            if value[row[-1]] or sum(value[other] > 0 for other in row) < 2:
                continue
            moved = dict(zip(row, [0, *(value[other] for other in row[:-1])], strict=True))
        else:
            other = random.choice(beside)
            moved = {key: value[key] - 1, other: value[other] + 1}
        wrong = tuple(name for name in moved if moved[name] != value[name])
        return Mistake(report.with_changes({name: Entry(new) for name, new in moved.items()}), kind, wrong)
    return None


def _beside(cell: object, other: object, kind: str) -> bool:
    line, across = ("row", "column") if kind == "wrong column" else ("column", "row")
    return getattr(cell, line) is getattr(other, line) and getattr(cell, across) is not getattr(other, across)


KINDS = (*TYPED, "wrong column", "wrong row", "pasted one off")


def inject(form: Form, report: Report, kind: str, random: Random) -> Mistake | None:
    """Put one mistake of a kind into a report."""
    return mistype(report, kind, random) if kind in TYPED else misplace(form, report, kind, random)
