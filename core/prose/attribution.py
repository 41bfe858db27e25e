"""What a figure counts: the words before it in its clause, or those behind it."""

import re
from collections.abc import Sequence

from core.prose.context import OUTCOMES, Context
from core.prose.words import Token

_BETWEEN = re.compile(  # what may stand between what is counted and the figure
    r"[\s：:]*的?(?:公民|群众|书面|有效|各类)?(?:案件|申请|事项|结果|情况|(?:政府)?信息)?的?(?:数量|总数|总量|件数|数|量)?"
    r"(?:共计|合计|总计|累计|总共|一共|共有|共|均|都|各|仅|只|分别)*(?:为|是|有|达到|达|了|计|的)*[\s：:]*"
)
_BRACKET = re.compile(r"（[^（）]*）")
_JOINED = re.compile(r"(?:[、和及与或]|以及|或者)+(?:因[^、]{0,12})?")
_SUM = re.compile(r"合计|总计|共")
_EACH = re.compile(r"均|都|各")
_ENDS = "，,。；;、）)（(的中均全已 \n"
_FARTHEST = 15  # characters between a figure and what is said of it behind
_DEFAULTS = {
    "request": "received",
    "review": "review",
    "litigation": "litigation",
    "permits": "permits",
    "penalties": "penalties",
    "coercion": "coercion",
    "fees": "fees_wan",
}
_LEAVES_OPEN = ("", "request", "review", "litigation")  # subjects after which 予以公开 still is of requests
_MONEY = {"fees_wan", "fee_noticed", "fee_collected"}
_BLOCKS = ("aside", "other", "past", "change", "percent")


def default(subject: Token, *, money: bool = False) -> str:
    """What is counted where a subject is named and nothing more; "" if that can't be said."""
    assert subject.word
    if subject.word.id == "charge":
        return "fee_collected" if money else "fee_notices"
    return _DEFAULTS.get(subject.word.id, "")


def measure_of(measure: Token, subject: str) -> str:
    """What a measure counts of a subject; "" if it's none of its measures."""
    assert measure.word
    of = measure.word.of
    if subject in of:
        return of[subject]
    return next(iter(of.values())) if measure.word.alone and subject in _LEAVES_OPEN else ""


def backward(item: Sequence[Token], figure: Token, after: Sequence[Token], context: Context) -> list[str] | None:
    """What the words before a figure say that it counts; several of a list, none where it's something else.

    None where nothing before it speaks of it.
    """
    if not item:
        return None
    last = item[-1]
    gap = _BRACKET.sub("", context.text[last.end : figure.start])
    if last.kind in _BLOCKS:
        return []
    if not _BETWEEN.fullmatch(gap):
        return None
    assert last.word
    if last.kind == "measure" and not last.word.alone and "的" in gap:
        return None
    segments = _segments(item, context)
    whats = [_counted(segment[-1], segment, figure, after, context) for segment in segments if segment]
    if len(whats) > 1 and not (figure.value == 0 or _EACH.search(gap)):
        alike = all(whats) and all(segment[-1].kind == last.kind for segment in segments)
        return _fit(["+".join(whats)], figure) if alike else _fit(whats[-1:], figure)
    return _fit(whats, figure)


def forward(figure: Token, after: Sequence[Token], context: Context) -> tuple[list[str], int]:
    """What the words behind a figure say that it counts, and how many of them say so."""
    named = _adjacent(figure, after, context)
    subject = named.word.id if named and named.word else context.subject
    aside = False
    for at, token in enumerate(after):
        if token is named:
            continue
        if token.kind == "aside":
            aside = True
            continue
        if token.kind != "measure" or token.start - figure.end > _FARTHEST:
            return [], 0
        if named and "charge" in (token.word.of if token.word else ()):
            return ["fee_cases"], at + 1  # "有 3 件申请收取信息处理费"
        what = measure_of(token, subject)
        if (aside and what not in OUTCOMES | {"carried_out"}) or what in ("received", "pool", "carried_in"):
            return [], 0
        whole = [subject] if named and what == f"{subject}_pending" else []
        return _fit([*whole, what], figure), at + 1
    return (_fit([default(named)], figure), 1) if named else ([], 0)


def _segments(item: Sequence[Token], context: Context) -> list[list[Token]]:
    """The words parted where they are joined by 、 or 和; those that say nothing of what is counted left out."""
    found: list[list[Token]] = [[]]
    for token in item:
        if found[-1] and _JOINED.fullmatch(context.text[found[-1][-1].end : token.start]):
            found.append([])
        if token.kind in ("subject", "measure"):
            found[-1].append(token)
    return [segment for segment in found if segment]


def _counted(token: Token, item: Sequence[Token], figure: Token, after: Sequence[Token], context: Context) -> str:
    if token.kind == "measure":
        return _measured(token, item, figure, after, context)
    assert token.word
    subjects = [at for at, other in enumerate(item[:-1]) if other.kind == "subject"]
    own = item[subjects[-1] + 1 :] if subjects else item
    before = [other for other in own if other.kind == "measure" and other.word and token.word.id in other.word.of]
    if before and before[-1].word:
        return before[-1].word.of[token.word.id]
    if token.word.id == "review" and _takes_in(own) and "信息公开" not in context.text[context.opened : token.end]:
        return ""
    if what := default(token, money=figure.kind == "money"):
        return what
    return next((word.of[token.word.id] for word in reversed(context.measures) if token.word.id in word.of), "")


def _takes_in(item: Sequence[Token]) -> bool:
    """Whether a body receives reviews: then it may be the one that decides them, of whatever kind."""
    return any(token.word and token.word.of.get("request") == "received" for token in item)


def _measured(token: Token, item: Sequence[Token], figure: Token, after: Sequence[Token], context: Context) -> str:
    assert token.word
    own = next((other.word.id for other in reversed(item) if other.kind == "subject" and other.word), "")
    named = _adjacent(figure, after, context)
    if named and named.word and not own:
        own = named.word.id
    if token.word.id == "amount" and len(context.measures) > context.named + 1:
        before = context.measures[-2].of.get("charge")  # "实际收取 3 件、金额 300 元"
        return before or measure_of(token, own or context.subject)
    if own:
        return measure_of(token, own)
    if "request" in token.word.of and "申请" in context.text[token.end : figure.start]:
        return token.word.of["request"]
    ends = context.text[figure.end : figure.end + 1] in _ENDS
    return measure_of(token, context.subject) if ends or token.word.alone or context.subject != "request" else ""


def _adjacent(figure: Token, after: Sequence[Token], context: Context) -> Token | None:
    """The subject that stands directly behind a figure: 3件行政复议."""
    if after and after[0].kind == "subject":
        gap = context.text[figure.end : after[0].start]
        return after[0] if re.fullmatch(r".?|(?:政府)?信息公开(?:类|领域)?的?", gap) else None
    return None


def _fit(whats: Sequence[str], figure: Token) -> list[str]:
    """Those that can be counted in what the figure is given in: 件 or 元."""
    return [what for what in whats if what and (what in _MONEY) == (figure.kind == "money")]
