"""Checks on texts: periods, years, formats, what must be said and what must not."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from core.check_kinds import Finder, Sheet, finders, finding
from core.form import Form
from core.issue import Issue
from core.report import Report
from core.text_rules import (
    AlikeRule,
    AskedRule,
    DateRule,
    DeadlineRule,
    FormatRule,
    HeadingRule,
    LacksRule,
    OtherYearRule,
    PeriodRule,
    WordingRule,
    YearRule,
)

_DAY = r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"
_PERIOD = _DAY + r"起?\s*(?:至|到|[-－—–~～]+)\s*" + _DAY.replace(r"(\d{4})\s*年", r"(?:(\d{4})\s*年)?", 1)
_DATE = r"\s*(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?\s*"
_YEAR = r"(?<!\d)((?:19|20)\d{2})\s*年"
_SHINGLE = 6  # characters that must follow each other to count as the same passage


def place_of(form: Form, key: str) -> str:
    """What to call the place of a text: its section, or its field where the section has no number."""
    section = form.section_of(key)
    field = form.fields[key]
    return section.title if section.number and field.kind == "text" else field.label


@finders.register
def _(rule: YearRule, form: Form) -> Iterator[Finder]:
    del form

    def find(sheet: Sheet) -> Iterator[Issue]:
        typed = sheet.report.text(rule.field)
        if typed.strip() and sheet.report.year is None:
            yield finding(rule, (rule.field,), words={"typed": typed})

    yield find


@finders.register
def _(rule: PeriodRule, form: Form) -> Iterator[Finder]:
    place = form.fields[rule.field].label

    def find(sheet: Sheet) -> Iterator[Issue]:
        year, text = sheet.report.year, sheet.report.text(rule.field)
        if year is None or not text:
            return
        expected = f"{year}年1月1日至{year}年12月31日"
        for match in {match[0]: match for match in re.finditer(_PERIOD, text)}.values():
            if [int(part or year) for part in match.groups()] != [year, 1, 1, year, 12, 31]:
                words = {"place": place, "typed": match[0], "expected": expected}
                yield finding(rule, (rule.field,), words=words, passage=match[0])

    yield find


@finders.register
def _(rule: DateRule, form: Form) -> Iterator[Finder]:
    place = form.fields[rule.field].label

    def find(sheet: Sheet) -> Iterator[Issue]:
        typed = sheet.report.text(rule.field).strip()
        if typed and not parse_date(typed):
            yield finding(rule, (rule.field,), words={"place": place, "typed": typed}, detail=typed)

    yield find


@finders.register
def _(rule: DeadlineRule, form: Form) -> Iterator[Finder]:
    label = form.fields[rule.field].label

    def find(sheet: Sheet) -> Iterator[Issue]:
        day, year = parse_date(sheet.report.text(rule.field)), sheet.report.year
        if day is None or year is None:
            return
        latest = parse_date(sheet.report.text(rule.due)) or (year + 1, *rule.latest)
        if day > latest:
            words = {"place": label, "typed": _say(day), "latest": _say(latest)}
            yield finding(rule, (rule.field,), words=words, detail=_say(day))

    yield find


Day = tuple[int, int, int]
"""Year, month, day."""


def parse_date(typed: str) -> Day | None:
    """Read a day written as 2025年1月31日, 2025-1-31, 2025.1.31 or 2025/1/31; None for anything else."""
    match = re.fullmatch(_DATE, typed)
    if not match:
        return None
    year, month, day = (int(part) for part in match.groups())
    try:
        date(year, month, day)
    except ValueError:
        return None
    return year, month, day


def _say(day: Day) -> str:
    return f"{day[0]}年{day[1]}月{day[2]}日"


@finders.register
def _(rule: FormatRule, form: Form) -> Iterator[Finder]:
    place = form.fields[rule.field].label

    def find(sheet: Sheet) -> Iterator[Issue]:
        typed = sheet.report.text(rule.field).strip()
        if typed and not re.fullmatch(rule.pattern, typed):
            yield finding(rule, (rule.field,), words={"place": place, "typed": typed}, detail=typed)

    yield find


@finders.register
def _(rule: AskedRule, form: Form) -> Iterator[Finder]:
    labels = {key: form.fields[key].label for key in rule.fields}

    def find(sheet: Sheet) -> Iterator[Issue]:
        blank = tuple(key for key in labels if not sheet.report.text(key).strip())
        if blank and not sheet.report.tables_only:
            missing = "、".join(labels[key] for key in blank)
            yield finding(rule, blank, words={"missing": missing}, detail=missing)

    yield find


@finders.register
def _(rule: LacksRule, form: Form) -> Iterator[Finder]:
    place = place_of(form, rule.field)

    def find(sheet: Sheet) -> Iterator[Issue]:
        text = sheet.report.text(rule.field)
        written = re.sub(r"\s", "", text)
        if not written:
            return
        lacking = [name for name, pattern in rule.needs.items() if not _speaks_of(pattern, text, sheet.report)]
        if lacking or len(written) < rule.least:
            missing = "、".join(lacking)
            words = {"place": place, "missing": missing, "length": len(written)}
            yield finding(rule, (rule.field,), words=words, detail=missing or str(len(written)))

    yield find


def _speaks_of(pattern: str, text: str, report: Report) -> bool:
    """Whether a text holds what a pattern finds; a pattern that names a blank field asks for nothing."""
    text = re.sub(r"(?<=\d)[,，](?=\d{3})", "", text)  # 1,200 is 1200
    names = re.findall(r"\{([a-z_]+/[a-z_]+)\}", pattern)
    held = {name: report.text(name).strip() for name in names}
    for name, value in held.items():
        pattern = pattern.replace(f"{{{name}}}", re.escape(value))
    return not all(held.values()) or bool(re.search(pattern, text))


@finders.register
def _(rule: WordingRule, form: Form) -> Iterator[Finder]:
    pattern = "|".join(f"(?:{part})" for part in rule.patterns)  # compiled when the first text is there
    written = [key for key, field in form.fields.items() if field.kind in ("line", "text", "note")]
    places = {key: place_of(form, key) for key in rule.fields or written}

    def find(sheet: Sheet) -> Iterator[Issue]:
        for key, place in places.items():
            text = sheet.report.text(key)
            for typed in _matches(pattern, text) if text else ():
                yield finding(rule, (key,), words={"place": place, "typed": typed}, passage=typed)

    yield find


@lru_cache(maxsize=1024)  # while one text is typed in, the others stay the same
def _matches(pattern: str, text: str) -> tuple[str, ...]:
    """What a pattern finds in a text, each once."""
    return tuple(dict.fromkeys(match[0] for match in re.finditer(pattern, text, re.MULTILINE)))


@finders.register
def _(rule: HeadingRule, form: Form) -> Iterator[Finder]:
    headings = "|".join(re.escape(section.heading) for section in form.section if section.number)
    pattern = rf"^\s*(?:[一二三四五六七八九十]+、)?(?:{headings})[：:。、]?\s*$"
    places = {key: place_of(form, key) for key, field in form.fields.items() if field.kind == "text"}

    def find(sheet: Sheet) -> Iterator[Issue]:
        for key, place in places.items():
            found = re.finditer(pattern, sheet.report.text(key), re.MULTILINE)
            for typed in dict.fromkeys(match[0].strip() for match in found):
                yield finding(rule, (key,), words={"place": place, "typed": typed}, passage=typed)

    yield find


@finders.register
def _(rule: OtherYearRule, form: Form) -> Iterator[Finder]:
    places = {key: place_of(form, key) for key in rule.fields + rule.near}

    def find(sheet: Sheet) -> Iterator[Issue]:
        year = sheet.report.year
        for key, place in places.items() if year else ():
            text = sheet.report.text(key)
            if not text:
                continue
            right = {year, year - 1, year + 1} if key in rule.near and year else {year}
            spans = [match.span() for pattern in rule.allowed for match in re.finditer(pattern, text)]
            odd = (
                match.start()
                for match in re.finditer(_YEAR, text)
                if int(match[1]) not in right and not any(start <= match.start() < end for start, end in spans)
            )
            for passage in dict.fromkeys(_around(text, at) for at in odd):
                words = {"place": place, "typed": passage, "year": year}
                yield finding(rule, (key,), words=words, passage=passage)

    yield find


def _around(text: str, at: int) -> str:
    """The clause that a place in a text stands in."""
    start = max(text.rfind(mark, 0, at) for mark in "。；，、\n") + 1
    ends = [end for mark in "。；，、\n" if (end := text.find(mark, at)) >= 0]
    return text[start : min(ends, default=len(text))].strip()


@finders.register
def _(rule: AlikeRule, form: Form) -> Iterator[Finder]:
    place = place_of(form, rule.field)

    def find(sheet: Sheet) -> Iterator[Issue]:
        previous = sheet.report.previous
        last = previous.texts.get(rule.field, "") if previous else ""
        percent = likeness(sheet.report.text(rule.field), last) if last else 0
        if previous and percent > rule.percent:
            words = {"place": place, "percent": percent, "year": previous.year}
            yield finding(rule, (rule.field,), words=words, detail=f"{percent}%")

    yield find


def likeness(text: str, other: str) -> int:
    """How much of a text stands in the other one too, in percent; other figures don't make it another text."""
    here, there = _passages(text), _passages(other)
    return round(100 * len(here & there) / len(here)) if here else 0


def alike(text: str, other: str) -> list[tuple[int, int]]:
    """Where a text says the same as the other one, as spans of characters; other figures don't make it another."""
    figures = re.compile(r"\d+(?:\.\d+)?")
    there = _passages(other)
    plain: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        figure = figures.match(text, at)
        end = figure.end() if figure else at + 1
        if not text[at].isspace():
            plain.append("0" if figure else text[at])
            places.append((at, end))
        at = end
    spans: list[tuple[int, int]] = []
    for first in range(len(plain) - _SHINGLE + 1):
        if "".join(plain[first : first + _SHINGLE]) in there:
            start, end = places[first][0], places[first + _SHINGLE - 1][1]
            if spans and start <= spans[-1][1]:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
    return spans


@lru_cache(maxsize=16)  # last year's texts stay the same
def _passages(text: str) -> frozenset[str]:
    plain = re.sub(r"\d+(?:\.\d+)?", "0", re.sub(r"\s", "", text))
    return frozenset(plain[at : at + _SHINGLE] for at in range(len(plain) - _SHINGLE + 1))
