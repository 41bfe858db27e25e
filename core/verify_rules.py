"""Do the checks of an edition file make sense? Each finding is a sentence for its author."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from core.form import Form
from core.rules import (
    AtMostRule,
    BalanceRule,
    DashRule,
    DecimalsRule,
    FilledRule,
    NumberRule,
    OppositeRule,
    ShiftedRule,
    TotalRule,
    UnlikelyRule,
)
from core.terms import Name, parse_condition, parse_name
from core.text_rules import (
    AlikeRule,
    AnyRule,
    AskedRule,
    DateRule,
    DeadlineRule,
    FormatRule,
    HeadingRule,
    LacksRule,
    NearNameRule,
    OtherBodyRule,
    OtherYearRule,
    PeriodRule,
    StatedNoneRule,
    StatedPartsRule,
    StatedPercentRule,
    StatedRule,
    StatedTwiceRule,
    WordingRule,
    YearRule,
)
from core.words import Line

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # of a year that is no leap year
_SIDES = {"left", "right", "difference"}
_PLACEHOLDERS: dict[type, set[str]] = {
    TotalRule: {"place", *_SIDES},
    BalanceRule: {"place", *_SIDES},
    AtMostRule: {"place", *_SIDES},
    OppositeRule: {"place", "other", "change", "back"},
    ShiftedRule: {"place", "way"},
    NumberRule: {"place", "typed"},
    DashRule: {"place", "typed"},
    DecimalsRule: {"place", "typed"},
    UnlikelyRule: {"place", *_SIDES},  # and the names in its conditions
    FilledRule: {"place"},
    YearRule: {"typed"},
    PeriodRule: {"place", "typed", "expected"},
    DateRule: {"place", "typed"},
    DeadlineRule: {"place", "typed", "latest"},
    FormatRule: {"place", "typed"},
    AskedRule: {"missing"},
    LacksRule: {"place", "missing", "length"},
    WordingRule: {"place", "typed"},
    HeadingRule: {"place", "typed"},
    OtherYearRule: {"place", "typed", "year"},
    NearNameRule: {"place", "typed", "name"},
    OtherBodyRule: {"place", "typed"},
    AlikeRule: {"place", "percent", "year"},
    StatedRule: {"place", "passage", "label", "typed", "value"},
    StatedNoneRule: {"place", "passage", "label", "value"},
    StatedPercentRule: {"place", "passage", "typed", "value"},
    StatedPartsRule: {"place", "passage", "typed", "value"},
    StatedTwiceRule: {"place", "passage", "label", "typed", "value"},
}


def verify_rule(form: Form, rule: AnyRule) -> Iterator[str]:
    """Yield what is wrong with a check: lines, fields or names that don't exist, patterns, unknown {words}."""
    section = rule.named_section
    lines = {line.id: line for line in _lines(form, section)}
    numbered = isinstance(rule, NumberRule) and any(key.startswith(f"{section}/") for key in form.number_fields)
    if section and not lines and not numbered:
        yield f"规则 {rule.code} 提到的表“{section}”不存在"
        return
    for name in rule.named_lines:
        if name not in lines:
            yield f"规则 {rule.code} 提到的“{section}/{name}”不存在"
        elif isinstance(rule, TotalRule) and not lines[name].total_of:
            yield f"规则 {rule.code} 提到的“{section}/{name}”不是合计"
    for name in (*rule.named_fields, *rule.where):
        if name not in form.fields:
            yield f"规则 {rule.code} 提到的“{name}”不存在"
    for pattern in rule.patterns_used:
        yield from _verify_pattern(form, rule, pattern)
    yield from _verify_kind(form, rule, lines)
    yield from _verify_sentences(rule)


def _verify_kind(form: Form, rule: AnyRule, lines: Mapping[str, Line]) -> Iterator[str]:
    match rule:
        case UnlikelyRule():
            yield from _verify_conditions(form, rule, set(lines))
        case NumberRule() if rule.cells and rule.cells not in {line.kind for line in lines.values()}:
            yield f"规则 {rule.code} 要找的单元格“{rule.cells}”在表“{rule.section}”里没有"
        case OppositeRule() | ShiftedRule() if not _balances(form, rule.section):
            yield f"规则 {rule.code} 要看的表“{rule.section}”没有勾稽关系（balance）"
        case BalanceRule() if strangers := set(re.findall(r"\{(.*?)\}", rule.strip)) - set(rule.left + rule.right):
            yield f"规则 {rule.code} 的短句提到的“{min(strangers)}”不在等式里"
        case WordingRule(patterns=()):
            yield f"规则 {rule.code} 没有写要找的式样"
        case DeadlineRule(latest=(month, day)) if not (1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]):
            yield f"规则 {rule.code} 的期限 {month}月{day}日不存在"
        case StatedRule():
            for name in rule.quantities:
                if name not in form.quantities:
                    yield f"规则 {rule.code} 提到的“{name}”不在可以写进正文的数里"
        case _:
            pass


def _balances(form: Form, section: str) -> bool:
    return any(isinstance(rule, BalanceRule) and rule.section == section for rule in form.check)


def _verify_pattern(form: Form, rule: AnyRule, pattern: str) -> Iterator[str]:
    if isinstance(rule, LacksRule):
        for name in re.findall(r"\{([a-z_]+/[a-z_]+)\}", pattern):
            if name not in form.fields:
                yield f"规则 {rule.code} 提到的“{name}”不存在"
        pattern = re.sub(r"\{[a-z_]+/[a-z_]+\}", "", pattern)
    try:
        re.compile(pattern)
    except re.error as problem:
        yield f"规则 {rule.code} 的式样“{pattern}”不对（{problem}）"


def _verify_conditions(form: Form, rule: UnlikelyRule, lines: set[str]) -> Iterator[str]:
    names, unreadable = _names_in(rule)
    for text in unreadable:
        yield f"规则 {rule.code} 的条件“{text}”读不懂"
    if not rule.when or not names:
        yield f"规则 {rule.code} 的条件没有提到任何一格"
    for name in dict.fromkeys(name.name for name in names):
        if name not in lines and name not in form.cells and name not in form.number_fields:
            yield f"规则 {rule.code} 提到的“{name}”不存在"


def _names_in(rule: UnlikelyRule, *, spoken: bool = False) -> tuple[list[Name], list[str]]:
    """The names in the conditions of a rule, and the conditions that can't be read.

    `spoken` leaves out those that must not be known: no sentence can name their numbers.
    """
    names: list[Name] = []
    unreadable: list[str] = []
    for each in rule.each or ("@",):
        for text in rule.when:
            try:
                names += parse_condition(text.replace("@", each)).names
            except ValueError:
                unreadable.append(text)
        names += [] if spoken else [parse_name(text.replace("@", each)) for text in rule.unknown]
    return names, unreadable


def _verify_sentences(rule: AnyRule) -> Iterator[str]:
    known, sentences = _PLACEHOLDERS[type(rule)], [rule.sentence]
    if isinstance(rule, UnlikelyRule):
        known = known | {str(name) for name in _names_in(rule, spoken=True)[0]}
        sentences = [rule.sentence.replace("@", each) for each in rule.each] or sentences
    elif isinstance(rule, FilledRule):
        yield from verify_wording(f"规则 {rule.code} ", [rule.sentence_cells], known | {"missing"})
    yield from verify_wording(f"规则 {rule.code} ", sentences, known)


def verify_wording(whose: str, sentences: Iterable[str], known: set[str]) -> Iterator[str]:
    """Names in {braces} are filled in later: all must be known, and every brace closed."""
    for sentence in sentences:
        strangers = [name for name in re.findall(r"\{(.*?)\}", sentence) if name not in known]
        for name in strangers:
            yield f"{whose}的句子里有不认识的“{{{name}}}”"
        if not strangers and set("{}") & set(re.sub(r"\{.*?\}", "", sentence)):
            yield f"{whose}的句子里有不成对的花括号"


def _lines(form: Form, section: str) -> Iterator[Line]:
    table = form.sections[section].table if section in form.sections else None
    return chain.from_iterable((*block.columns, *block.rows) for block in (table.block if table else ()))
