"""Last year's report -> this year's: openings, and the numbers to compare with."""

import re

from core import form as forms
from core.answers import reasons_given
from core.bound import spelled
from core.errors import DraftError
from core.form import Cell, Form
from core.report import PREVIOUS, YEAR, Change, Entry, Origin, Previous, Report, reckon
from core.values import well_formed
from core.wording import first_wording
from core.words import Line

# a year, alone or the first of several, 2022—2023年; the number of a document has no 年 behind it, 〔2021〕30号
_YEARS = re.compile(r"(?<![\d【])((?:19|20)\d{2})(?=(?:\s*[-—–－~～至到、和与及/]+\s*(?:19|20)\d{2})*\s*年)")


def next_year(form: Form, last: Report, source: str) -> Report:
    """Start the report of the following year in `form`; see `carried`. Raises DraftError."""
    return Report(form.edition).with_changes(carried(form, last, source))


def carried(form: Form, last: Report, source: str, *, texts: bool = False) -> dict[str, Change]:
    """What last year's report puts into an empty one of the following year.

    The profile goes on, the text before section one is worded anew, what last year carried forward is this year's
    上年结转 (per column); all its numbers are there to be compared with. With `texts` the sections of text are there
    to be rewritten, their years marked: 【2023】年. `source` names the file. Raises DraftError if `last` doesn't say
    which year it reports on.
    """
    if last.year is None:
        raise DraftError(
            f"“{source}”没有写明报告年度，不知道它是哪一年的", safe="没有改动任何文件", do="请先打开它补上年度再承接"
        )
    source = well_formed(source)  # the name of a file needn't be Unicode
    previous = Previous(last.edition, last.year, source, all_numbers(last), _running_texts(last), reasons_given(last))
    profile = {
        key: last.text(key)
        for key, field in form.fields.items()
        if key.startswith("profile/") and field.kind != "date" and not field.draft and last.text(key)
    }
    changes: dict[str, Change] = {PREVIOUS: previous, **profile, YEAR: str(last.year + 1)}
    report = Report(form.edition).with_changes(changes)
    worded = [key for key, field in form.fields.items() if field.draft and key.startswith("profile/")]
    changes |= {key: first_wording(form, report, key) for key in worded}
    if texts:
        changes |= {key: marked_years(text) for key, text in previous.texts.items() if key in form.fields and text}
    return {**changes, **openings(form, report)}


def marked_years(text: str) -> str:
    """A text of last year with every year in brackets, 【2023】年: each has to be looked at before it's published."""
    return _YEARS.sub(r"【\1】", text)


def compared_with(form: Form, report: Report, last: Report, source: str) -> dict[str, Change]:
    """What goes into a report so that it can be compared with last year's: its numbers, and openings still blank."""
    assert last.year is not None
    before = report.previous
    texts, reasons = (before.texts, before.reasons) if before else ({}, {})
    previous = Previous(last.edition, last.year, well_formed(source), all_numbers(last), texts, reasons)
    carried = openings(form, report.with_changes({PREVIOUS: previous}))
    return {PREVIOUS: previous, **{key: entry for key, entry in carried.items() if key not in report.cells}}


def openings(form: Form, report: Report) -> dict[str, Change]:
    """What last year's numbers put into this year's cells; a number last year left unknown stays blank."""
    changes: dict[str, Change] = {}
    for carry in form.carry if report.previous else ():
        givers = {_other(cell, carry.last).id: cell for cell in form.named(f"{carry.section}/{carry.last}")}
        for cell in form.named(f"{carry.section}/{carry.this}"):
            giver = givers[_other(cell, carry.this).id]
            if not cell.parts and (known := last_entry(report, giver.key)):
                source = carried_from(report, _label(giver, carry.last))
                changes[cell.key] = Entry(known.value, origin=Origin.CARRIED, source=source)
    return changes


def last_entry(report: Report, key: str) -> Entry | None:
    """Last year's number in a cell, None if it's not known."""
    known = report.previous.cells.get(key) if report.previous else None
    return known if known and known.value is not None else None


def carried_from(report: Report, label: str) -> str:
    """Where a carried number stood, in words; "" if nothing is known of last year."""
    return f"{report.previous.year} 年度报告“{label}”" if report.previous else ""


def _running_texts(last: Report) -> dict[str, str]:
    """Last year's sections of text, to compare with."""
    form = forms.load(last.edition)
    return {
        key: text
        for key, text in spelled(form, last).texts.items()
        if key in form.fields and form.fields[key].kind == "text" and form.section_of(key).number
    }


def all_numbers(last: Report) -> dict[str, Entry]:
    """All numbers of last year's report, computed totals too."""
    form = forms.load(last.edition)
    figures = reckon(form, last)
    computed = {
        key: Entry(total.known if isinstance(total.known, int) else f"{total.known:f}")
        for key, total in figures.totals.items()
        if not total.missing
    }
    read = {key: typed for key, typed in last.cells.items() if typed.value is not None}
    return {**last.cells, **computed, **read}


def _other(cell: Cell, line: str) -> Line:
    """What tells the cells of one line apart: the line that crosses it."""
    return cell.column if cell.row.id == line else cell.row


def _label(cell: Cell, line: str) -> str:
    return cell.row_label if cell.row.id == line else cell.column_label
