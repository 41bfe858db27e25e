"""Read Chinese administrative sentences: which of a report's figures they state, and where.

A figure belongs to the nearest word before it in its clause that says what is counted, else to the one behind it.
What is counted may have been named in an earlier clause of the paragraph. Whatever is not surely one of the report's
figures is left out: a check that cries wolf is switched off.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import structs

from core.prose.attribution import backward, default, forward, measure_of
from core.prose.context import OUTCOMES, Context, Reading
from core.prose.nothing import read_none
from core.prose.words import Token, plain, tokens

_BODY = re.compile(r"(?:局|办|办公室|委|委员会|街道|镇|乡|部门|单位|中心|政府|本级|区|县|市|所)(?:共|各|分别|均)?$")
_INHERITS = re.compile(
    r"^(?:数量|总数|总量|数)?(?:共计|合计|总计|达到|共有|共|达|为|计)+[\s：:]*$|(?:降|增|升|减少|增加)[至到]$"
)
_ALL = re.compile(r"(?:总计|合计|共计)(?:为|是)?$")
_ALL_OF = re.compile(r"(?:总计|合计|共计)(?:应?办理|处理|受理|应办)?(?:申请)?(?:为|是)?$")
_RESPECTIVELY = re.compile(r"分别(?:为|是|有)")
_COMPARES = re.compile(r"同比|较|比|上年|去年")
_SHARE = re.compile(r"占(?![全总][国省市县区州盟])(?:比|[^，。；（）]{0,14})(?:约|为)?$")
_CONTAINS = re.compile(r"(?<!不)(?:含|包括|包含|其中)$")
_WHOLES = {
    "handled": OUTCOMES,
    "review": {"review_upheld", "review_corrected", "review_other", "review_pending"},
    "litigation": {"litigation_upheld", "litigation_corrected", "litigation_other", "litigation_pending"},
}


@lru_cache(maxsize=256)  # of paragraphs; while one is typed in, the others stay the same
def read(text: str, year: int | None) -> tuple[Reading, ...]:
    """Read what a paragraph states of a report on `year`, in reading order. Places are characters in `text`."""
    context = Context(plain(text))
    clause: list[Token] = []
    outside: list[Token] = []
    for token in tokens(context.text, year):
        if token.kind != "mark" or token.text == "、":
            clause.append(token)
            continue
        read_clause(clause, context)
        context.pass_mark(token)
        if token.text in "（(":
            outside = _open_words(clause)
        goes_on = token.text in "）)" and context.text[token.end : token.end + 1].isdigit()
        clause = outside if goes_on else []  # "其他处理（含撤回）3 件"
    read_clause(clause, context)
    return tuple(sorted(context.found, key=lambda reading: (reading.start, reading.end)))


def _open_words(clause: Sequence[Token]) -> list[Token]:
    """The words of a clause that no figure has followed yet."""
    figures = [at for at, token in enumerate(clause) if token.kind in ("number", "money", "percent", "none", "mark")]
    return list(clause[figures[-1] + 1 :] if figures else clause)


def read_clause(clause: Sequence[Token], context: Context) -> None:
    """Read one clause; what's found goes to the context."""
    if clause and "其中" in context.text[context.opened : clause[-1].end]:
        context.parts = True
    if not any(token.kind in ("number", "money", "percent", "none") for token in clause):
        _note_measure(clause, context)
    at = _read_respective(clause, context)
    item: list[Token] = []  # the words since the last figure
    while at < len(clause):
        token = clause[at]
        at += 1
        match token.kind:
            case "none":
                at += read_none(token, item, clause[at:], context)
                item = []
            case "percent":
                _read_percent(token, item, context)
                item = []
            case "number" | "money":
                at += _read_figure(token, item, clause[at:], context)
                item = []
            case "mark" | "now" | "elsewhere":
                _turn(token, context)
            case _:
                _take(token, item, context)


def _turn(token: Token, context: Context) -> None:
    """Go over to this year and body, or away from them."""
    if token.kind == "now":
        context.elsewhere = False
    elif token.kind == "elsewhere":
        briefly = token.word is not None and token.word.id == "clause"
        context.elsewhere, context.aside = context.elsewhere or not briefly, context.aside or briefly


def _take(token: Token, item: list[Token], context: Context) -> None:
    """Keep a word for the figure that follows."""
    if token.kind == "past":
        context.elsewhere = context.elsewhere or not _is_compared(token, context)
    elif token.kind in ("measure", "subject") and _is_part_of_body(token, item, context):
        context.elsewhere = True
    if token.word:
        context.name(token)
    item.append(token)


def _read_figure(figure: Token, item: Sequence[Token], after: Sequence[Token], context: Context) -> int:
    """Find out what a figure counts; return how many of the words behind it that took."""
    last = item[-1] if item else None
    if last and last.kind == "past" and _is_compared_with(last, context):
        _note_measure(item[:-1], context)
        return 0  # "较 2023 年的 13 件": last year's, only compared with
    if last and last.kind == "change":
        _note_measure(item[:-1], context)
        return 0
    context.base = None
    if context.elsewhere or context.aside or figure.value is None or _is_part_of_body(figure, item, context):
        context.elsewhere = context.elsewhere or not (context.aside or figure.value is None)
        return 0
    used = 0
    whats = _repeated(figure, item, context)
    if whats is None:
        whats = backward(item, figure, after, context)
    if whats is None:
        whats, used = forward(figure, after, context)
    if whats == ["received"] and context.parts and _is_told(context):
        whats = []  # "其中网上收到 3 件": a part of what was told before
    number = figure.value / 10000 if whats == ["fees_wan"] else figure.value
    for what in whats:
        context.add(Reading(what, number, figure.start, figure.end, figure.text.startswith("零")))
    _settle_pool(item, context)
    if whats and context.text[figure.end : figure.end + 1] == "中":
        context.elsewhere = True  # "自然人申请的 32 件中": what follows counts among these alone
    return used


def _is_told(context: Context) -> bool:
    """Whether the sentence has told before how many requests there were."""
    return any(
        reading.what in ("received", "handled", "pool") for reading in context.found if reading.start >= context.begun
    )


def _note_measure(item: Sequence[Token], context: Context) -> None:
    """Keep what a clause without a figure of its own counts: "办结数与上年持平，为 9 件"."""
    named = [token for token in item if token.kind in ("subject", "measure")]
    measure = next((token for token in reversed(named) if token.kind == "measure"), None)
    if measure:
        own = next((token.word.id for token in named if token.kind == "subject" and token.word), context.subject)
        context.what = measure_of(measure, own)


def _repeated(figure: Token, item: Sequence[Token], context: Context) -> list[str] | None:
    """What a figure without words of its own counts: "，达到 11 件", "总计 11 件"."""
    told = context.text[context.opened : figure.start].strip()
    before = {reading.what for reading in context.found if reading.start >= context.begun}
    if {"received", "carried_in"} <= before and _ALL_OF.search(told):
        return ["pool"]
    if not item and _ALL.search(told):
        parts = [whole for whole, of in _WHOLES.items() if len(before & of) > 1]
        return parts[-1:] or None
    if not item and context.what and not context.parts and _INHERITS.search(told):
        return [context.what]
    return None


def _settle_pool(item: Sequence[Token], context: Context) -> None:
    """A figure said to contain what last year left is that of 收办, not of 新收: "收到 14 件（含上年结转 2 件）"."""
    if len(context.found) < 2 or context.found[-1].what != "carried_in" or not item:
        return
    told = context.text[context.opened : item[0].start]
    before = context.found[-2]
    if before.what == "received" and _CONTAINS.search(told):
        context.found[-2] = structs.replace(before, what="pool")


def _read_percent(percent: Token, item: Sequence[Token], context: Context) -> None:
    """Read "同比增长 5%" and "占 5%"; they go back to the figure before them."""
    if context.elsewhere or percent.value is None or "个百分点" in percent.text:
        return
    told = context.text[context.opened : percent.start]
    share = _SHARE.search(told)
    limit = context.opened + share.start() if share else percent.start
    named = [token for token in item if token.kind not in ("change", "past", "mark") and token.end <= limit]
    of = context.base.what if context.base else ""
    if named:
        figure = structs.replace(percent, kind="number", start=named[-1].end)
        whats = backward(named, figure, (), context)
        of = whats[0] if whats else ""
    what, number = "", percent.value
    if item and item[-1].kind == "change" and _COMPARES.search(context.text[context.begun : percent.start]):
        what = "yoy_percent"
        number = -number if re.match(r"减|下|降|少|回", item[-1].text) else number
    elif share:
        what = "share_percent"
    if what and of:
        context.found.append(Reading(what, number, percent.start, percent.end, of=of))


def _read_respective(clause: Sequence[Token], context: Context) -> int:
    """Read "甲和乙分别为 3 件和 2 件"; return where the clause goes on."""
    end = clause[-1].end if clause else context.opened
    match = _RESPECTIVELY.search(context.text, context.opened, end)
    if not match:
        return 0
    before = [token for token in clause if token.end <= match.start()]
    if any(
        token.kind == "elsewhere" or (token.kind == "past" and not _is_compared(token, context)) for token in before
    ):
        return 0
    named = [token for token in before if token.kind in ("subject", "measure", "other")]
    figures = [token for token in clause if token.start >= match.end() and token.kind == "number"]
    for token in named:
        context.name(token)
    measures = [token for token in named if token.kind in ("measure", "other")]
    counted = measures if len(measures) == len(figures) else [token for token in named if token.kind != "measure"]
    if len(counted) != len(figures) or context.elsewhere:
        return 0
    for token, figure in zip(counted, figures, strict=True):
        if token.kind == "other" or figure.value is None:
            continue
        if what := default(token) if token.kind == "subject" else measure_of(token, context.subject):
            context.add(Reading(what, figure.value, figure.start, figure.end))
    return clause.index(figures[-1]) + 1 if figures else 0


def _is_compared_with(token: Token, context: Context) -> bool:
    """Whether a figure of another year directly follows, only to compare with."""
    return _is_compared(token, context) or token.text.endswith("的")


def _is_compared(token: Token, context: Context) -> bool:
    """Whether another year is only named to compare with."""
    return context.text[: token.start].endswith(("较", "比", "与", "同", "和", "超", "由", "从"))


def _is_part_of_body(token: Token, item: Sequence[Token], context: Context) -> bool:
    """Whether it's another body's part of a figure: "其中，民政局 1 件"."""
    begin = item[-1].end if item else context.opened
    return context.parts and _BODY.search(context.text[begin : token.start]) is not None
