"""Checks on what stands in cells: readable, filled in, and plausible beside other cells and last year's."""

from collections.abc import Iterator, Mapping, Sequence

from core.check_kinds import Finder, Sheet, crossed, finders, finding, other_label
from core.form import Cell, Form
from core.issue import Issue
from core.numerals import NOTHING
from core.rules import DashRule, DecimalsRule, FilledRule, NumberRule, UnlikelyRule
from core.terms import Condition, Name, Term, holds, parse_condition, parse_name, value_of
from core.values import Number, fits, show
from core.words import Section


@finders.register
def _(rule: NumberRule, form: Form) -> Iterator[Finder]:
    cells = {cell.key: cell for cell in form.tables.get(rule.section, ()) if rule.cells in ("", cell.kind)}
    fields = {key: field for key, field in form.number_fields.items() if key.startswith(f"{rule.section}/")}

    def find(sheet: Sheet) -> Iterator[Issue]:
        for key in cells.keys() & sheet.odd.keys():
            cell, entry = cells[key], sheet.odd[key]
            if not fits(cell.kind, entry.value) and entry.text.strip() not in NOTHING:
                yield finding(rule, (key,), words={"place": cell.place, "typed": entry.text})
        for key, field in fields.items():
            if (typed := sheet.report.text(key)).strip() and sheet.figures.numbers[key] is None:
                yield finding(rule, (key,), words={"place": field.label, "typed": typed})

    yield find


@finders.register
def _(rule: DashRule, form: Form) -> Iterator[Finder]:
    cells = {cell.key: cell for cell in form.tables[rule.section]}

    def find(sheet: Sheet) -> Iterator[Issue]:
        for key in cells.keys() & sheet.odd.keys():
            entry = sheet.odd[key]
            if entry.value is None and entry.text.strip() in NOTHING:
                yield finding(rule, (key,), words={"place": cells[key].place, "typed": entry.text})

    yield find


@finders.register
def _(rule: DecimalsRule, form: Form) -> Iterator[Finder]:
    cells = {cell.key: cell for cell in form.tables[rule.section] if cell.kind == "amount"}

    def find(sheet: Sheet) -> Iterator[Issue]:
        for key in cells.keys() & sheet.odd.keys():
            value = sheet.odd[key].value
            if len(str(value).partition(".")[2]) > rule.most:
                yield finding(rule, (key,), words={"place": cells[key].place, "typed": value})

    yield find


@finders.register
def _(rule: FilledRule, form: Form) -> Iterator[Finder]:
    written = {key for key, field in form.fields.items() if field.kind == "text"}
    for section in form.section:
        if section.table:
            yield _blank_cells(rule, section, form.tables[section.id])
        else:
            yield _blank_fields(rule, section, written)


def _blank_fields(rule: FilledRule, section: Section, written: set[str]) -> Finder:
    required = tuple((f"{section.id}/{field.id}", field.label) for field in section.field if field.required)

    def find(sheet: Sheet) -> Iterator[Issue]:
        tables_only = sheet.report.tables_only and written.isdisjoint(sheet.report.texts)
        for key, label in required:
            if not sheet.report.text(key).strip():
                place = section.title if section.number else f"{section.short}·{label}"
                severity = rule.severity_tables_only if tables_only and key in written else rule.severity
                yield finding(rule, (key,), words={"place": place}, severity=severity)

    return find


def _blank_cells(rule: FilledRule, section: Section, cells: Sequence[Cell]) -> Finder:
    """One finding for the whole table, over the cells that are to be typed."""
    asked = tuple(cell.key for cell in cells if not cell.parts)

    def find(sheet: Sheet) -> Iterator[Issue]:
        blanks = tuple(key for key in asked if key not in sheet.report.cells)
        if blanks:
            words = {"place": section.title, "missing": len(blanks)}
            yield finding(rule, blanks, words=words, sentence=rule.sentence_cells)

    return find


@finders.register
def _(rule: UnlikelyRule, form: Form) -> Iterator[Finder]:
    for each in rule.each or ("@",):
        conditions = [parse_condition(text.replace("@", each)) for text in rule.when]
        unknown = [parse_name(text.replace("@", each)) for text in rule.unknown]
        sentence = rule.sentence.replace("@", each)
        names = [*(name for condition in conditions for name in condition.names), *unknown]
        for place, keys in _places(rule, form, names):
            yield _unlikely(rule, conditions, unknown, keys, sentence=sentence, place=place)


def _places(rule: UnlikelyRule, form: Form, names: Sequence[Name]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Each place where the rule looks: what to call it, and the key that each name means there."""
    whole = {name.name: name.name for name in names if _is_key(form, name.name)}
    line = next((name.name for name in names if name.name not in whole), "")
    if not line:
        first = form.cells.get(names[0].name)
        yield first.place if first else form.fields[names[0].name].label, whole
        return
    for cell in form.lines[rule.section, line]:
        crossing = cell.column.id if cell.row.id == line else cell.row.id
        if not rule.only or crossing in rule.only:
            yield other_label(cell, line), {**crossed(form, cell, line), **whole}


def _is_key(form: Form, name: str) -> bool:
    return name in form.cells or name in form.number_fields


def _unlikely(
    rule: UnlikelyRule,
    conditions: Sequence[Condition],
    unknown: Sequence[Name],
    keys: Mapping[str, str],
    *,
    sentence: str,
    place: str,
) -> Finder:
    spoken = {str(name): _at(name, keys) for condition in conditions for name in condition.names}
    bound = [(_sum_at(each.left, keys), each.relation, _sum_at(each.right, keys)) for each in conditions]
    must_lack = [_at(name, keys) for name in unknown]
    this_year = tuple(dict.fromkeys(name.name for name in spoken.values() if not name.last))
    touched = this_year or tuple(name.name for name in spoken.values())[:1]
    equation = len(conditions) == 1 and conditions[0].is_equation

    def find(sheet: Sheet) -> Iterator[Issue]:
        numbers, last = sheet.figures.numbers, sheet.last
        sides: list[tuple[Number, Number]] = []
        for terms, relation, others in bound:
            left = value_of(terms, numbers, last)
            right = None if left is None else value_of(others, numbers, last)
            if left is None or right is None or not holds(relation, left, right):
                return
            sides.append((left, right))
        if any(sheet.number(name) is not None for name in must_lack):
            return
        words = {name: show(sheet.number(at) or 0) for name, at in spoken.items()}
        yield finding(rule, touched, sides[0], words | {"place": place}, sentence=sentence, compared=equation)

    return find


def _at(name: Name, keys: Mapping[str, str]) -> Name:
    return Name(keys[name.name], name.last)


def _sum_at(terms: tuple[Term, ...], keys: Mapping[str, str]) -> tuple[Term, ...]:
    return tuple(Term(term.factor, term.name and _at(term.name, keys), term.modulo) for term in terms)
