"""What a sentence says not to have been: 未收到, 无, 零复议, "行政诉讼：无"."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import structs

from core.prose.attribution import backward, default, measure_of
from core.prose.context import Context, Reading
from core.prose.words import Token

_REQUEST = re.compile(  # 未收到(公民、法人提出的要求公开政府信息的)申请
    r"(?:任何|公民|群众|书面|网上|有效|自然人|法人|其[他它]组织|有关|相关|要求|关于|公开|政府|信息|提出|提交|[、和或及的])*"
    r"申请(?:事项)?(?=[，。；、）\s]|的?情况|件|$)"
)
_CLOSES = "，,。；;、）)情的案件 \n"
_NEVER_NONE = {"handled", "pool", "review_upheld", "litigation_upheld"}


def read_none(none: Token, item: Sequence[Token], after: Sequence[Token], context: Context) -> int:
    """Read what is said not to have been; return how many words that took."""
    span = _said_of(after)
    told = [token for token in span if token.kind != "mark"]
    if not told:
        return _read_lacking(none, item, context)
    blocked = next((token.kind for token in told if token.kind != "aside"), "other") not in ("subject", "measure")
    if context.text[: none.start].endswith(("不是", "并非")) or context.elsewhere or blocked:
        for token in told:
            if token.word and token.kind != "change":
                context.name(token)
        return len(span)
    own = context.subject
    for token in told:
        if token.word and token.kind in ("subject", "measure"):
            context.name(token)
    for what in dict.fromkeys(_nothing_of(told, own, none, context)):
        if what and what not in _NEVER_NONE:
            context.add(Reading(what, Decimal(0), none.start, told[-1].end, by_word=True))
    context.base = None
    return len(span)


def _nothing_of(told: Sequence[Token], own: str, none: Token, context: Context) -> Iterator[str]:
    """What the words behind 未, 无, 零 count."""
    subjects = [token for token in told if token.kind == "subject" and token.word]
    measures = [token for token in told if token.kind == "measure"]
    for subject in subjects:
        assert subject.word
        named = [
            measure_of(measure, subject.word.id)
            for measure in measures
            if measure.word and subject.word.id in measure.word.of
        ]
        charged = subject.word.id == "charge" and "通知" not in subject.text
        yield from named or [default(subject, money=charged) or f"{subject.word.id}_issued"]
    if not subjects:
        for measure in measures:
            assert measure.word
            others = any(token.kind == "other" for token in told)
            if measure.word.of.get("request") == "received" and _REQUEST.match(context.text, measure.end):
                yield "" if others else "received"
            elif context.text[measure.end : measure.end + 1] in _CLOSES:
                yield measure_of(measure, own)


def _said_of(after: Sequence[Token]) -> list[Token]:
    """The words that 未, 无, 零 speaks of: up to the next one, or to what has a figure of its own."""
    for at, token in enumerate(after):
        if token.kind in ("number", "money", "percent", "none"):
            marks = [place for place in range(at) if after[place].kind == "mark"]
            if marks:
                return list(after[: marks[-1]])
            return list(after[:at]) if token.kind == "none" else []
    return list(after)


def _read_lacking(none: Token, item: Sequence[Token], context: Context) -> int:
    """Read what is said not to have been behind its name: "行政复议：无", "诉讼没有发生", "零申请"."""
    rest = context.text[none.end :]
    if context.elsewhere:
        return 0
    if none.text == "零" and rest.startswith("申请"):
        context.add(Reading("received", Decimal(0), none.start, none.end + 2, by_word=True))
    elif item and re.match(r"(?:发生|产生|收到|受理)?(?:[，。；、）\n]|$)", rest):
        count = structs.replace(none, kind="number", value=Decimal(0))
        whats = backward(item, count, (), context) or backward(item, structs.replace(count, kind="money"), (), context)
        for what in whats or ():
            context.add(Reading(what, Decimal(0), item[0].start, none.end, by_word=True))
    return 0
