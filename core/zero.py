"""一键零报告: what did not happen is declared 0 in one act, unless last year or the tables say otherwise."""

from collections.abc import Collection, Mapping

from msgspec import Struct

from core.carry import carried_from, last_entry
from core.form import Cell, Form
from core.report import Change, Entry, Origin, Report
from core.values import show
from core.words import ZeroClaim


class Standing(Struct, frozen=True):
    """A claim as it stands for one report: why it's refused ("" if it's not), the changes it makes otherwise.

    `open` are stocks it can't settle, since last year's numbers are not known.
    """

    claim: ZeroClaim
    refusal: str
    changes: Mapping[str, Change]
    open: tuple[Cell, ...]


def standings(form: Form, report: Report) -> tuple[Standing, ...]:
    """Look at every claim of the form."""
    return tuple(_standing(form, report, claim) for claim in form.zero)


def declared(form: Form, report: Report, claims: Collection[str]) -> dict[str, Change]:
    """The changes of the named claims together; a claim that's refused changes nothing."""
    return {
        key: change
        for standing in standings(form, report)
        if standing.claim.id in claims and not standing.refusal
        for key, change in standing.changes.items()
    }


def blanks_as_zero(form: Form, report: Report, keys: Collection[str]) -> dict[str, Change]:
    """0 for every blank cell among `keys` that is to be filled in; totals are computed, stocks are not flows."""
    return {
        key: zero(form.cells[key])
        for key in keys
        if key not in report.cells and not form.cells[key].parts and key not in form.stocks
    }


def forbidden(form: Form, report: Report, section: str) -> str:
    """Why a whole table can't be 0, in a sentence: last year left something open and nothing is filled in yet."""
    flows = [cell.key for cell in form.named(section) if cell.key not in form.stocks]
    if _filled(form, report, flows):
        return ""
    claims = (claim for claim in form.zero if section in claim.cells)
    return next((refusal for claim in claims if (refusal := _opened(form, report, claim))), "")


def zero(cell: Cell) -> Entry:
    """A 0 that somebody declared."""
    return Entry("0" if cell.kind == "amount" else 0, origin=Origin.DECLARED)


def _standing(form: Form, report: Report, claim: ZeroClaim) -> Standing:
    cells = [cell for place in claim.cells for cell in form.named(place)]
    flows = [cell.key for cell in cells if cell.key not in form.stocks]
    refusal = _opened(form, report, claim) or _filled(form, report, flows)
    changes = blanks_as_zero(form, report, flows)
    stocks = [cell for cell in cells if cell.key in form.stocks and cell.key not in report.cells]
    still = {cell.key: known for cell in stocks if (known := last_entry(report, cell.key))}
    for key, known in still.items():
        source = carried_from(report, form.cells[key].place)
        changes[key] = Entry(known.value, origin=Origin.CARRIED, source=source)
    return Standing(claim, refusal, changes, tuple(cell for cell in stocks if cell.key not in still))


def _opened(form: Form, report: Report, claim: ZeroClaim) -> str:
    """Last year's numbers that forbid this year's zero, in a sentence."""
    for place in claim.opened_by:
        for cell in reversed(form.named(place)):  # the total, last in its line, says most
            last = last_entry(report, cell.key)
            if last and last.number:
                assert report.previous
                return (
                    f"{report.previous.year} 年度报告的“{cell.place}”是 {show(last.number)}，本年不会全是 0，请逐格填写"
                )
    return ""


def _filled(form: Form, report: Report, keys: Collection[str]) -> str:
    """What has been filled in already and is not 0, in a sentence."""
    told = [key for key in keys if key in report.cells and report.cells[key].number != 0]
    if not told:
        return ""
    first = form.cells[told[0]]
    return f"已填有 {len(told)} 个不是 0 的格，如“{first.place}”是“{report.cells[first.key].text}”"
