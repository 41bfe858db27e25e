"""The words the reader of texts knows, and how a sentence falls into them: text -> tokens."""

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal

import msgspec
from msgspec import Struct

from core.locate import resource
from core.numerals import chinese_number

Kind = Literal[
    "aside",
    "subject",
    "measure",
    "other",
    "change",
    "elsewhere",
    "none",
    "number",
    "percent",
    "money",
    "past",
    "now",
    "mark",
]
"""What a token is: see resources/prose.toml; past is another year, now this one, mark ends a clause."""


class Word(Struct, frozen=True, forbid_unknown_fields=True):
    """A group of words of one meaning: a subject, a measure of the subjects in `of`, or one that only gets in the way.

    A measure that stands `alone` is one of requests even where no subject has been named before.
    """

    kind: Kind
    patterns: tuple[str, ...]
    id: str = ""
    of: dict[str, str] = {}
    alone: bool = False


class Token(Struct, frozen=True):
    """A piece of a sentence that means something: its place in the text and its meaning.

    `value` is the figure of a number, a percentage or an amount in 元, None if it's only about that much.
    """

    start: int
    end: int
    kind: Kind
    text: str
    word: Word | None = None
    value: Decimal | None = None


class _Words(Struct, frozen=True, forbid_unknown_fields=True):
    word: tuple[Word, ...]


_PLAIN = str.maketrans("０１２３４５６７８９．％：；（）", "0123456789.%：；（）")
_CHINESE = "零〇一二两三四五六七八九十百千万"
_FIGURE = rf"(?:\d{{1,3}}(?:[,，]\d{{3}})+(?!\d)|\d{{1,3}}(?: \d{{3}})+(?=\s*[件份条])|\d+)(?:\.\d+)?|[{_CHINESE}]+"
_UNITS = "件次|件|份|条|宗|起|例|次|项|个|部"
_NUMBERS = rf"""
(?P<skipped>第[\d{_CHINESE}]+[条号章款项届批]|[〔\[(（]\d{{4}}[〕\])）]\d+号|\d+号(?:令|文)?|\d+月(?:\d+日)?|\d+日
  |(?:{_FIGURE})\s*(?:个?(?:工作日|百分点|自然日|小时|月|季度)|天|元/件|%以上|倍)|\d[\d-]*-\d+件?|[\d{_CHINESE}]+是(?=[^\d])
  |\d+(?:\.\d+)?万?(?:余|多)?(?:篇|期|场|人次|人|名|家|台|个?大类|批次?|处|页|户|平方|分)(?!件))
|(?P<now>本年度?|今年)
|(?P<past>(?:去年|上一?年度?|往年|前年|(?P<year>(?:19|20)\d\d)年度?)(?:同期)?(?:的)?(?:为)?)
|(?P<percent>(?P<share>\d+(?:\.\d+)?)\s*(?:%|个百分点)|百分之(?P<written>[{_CHINESE}]+))
|(?P<money>(?P<amount>{_FIGURE})\s*(?P<scale>[万亿]?)元(?!/))
|(?P<number>(?P<about>近|约|超过|逾)?(?P<count>{_FIGURE})\s*(?P<more>余|多)?(?P<myriad>[万亿]?)(?P<over>余|多)?\s*(?:{_UNITS}))
|(?P<bare>(?<=[：:为是 ])\s*(?P<naked>\d+)(?=[，,；;。、）)\n]|$))
|(?P<mark>[，,、；;。！？!?\n（）()])
"""
_SCALES = {"": 1, "万": 10**4, "亿": 10**8}


def plain(text: str) -> str:
    """The same with half-width digits; each character keeps its place."""
    return text.translate(_PLAIN)


@cache
def _vocabulary() -> tuple[tuple[Word, ...], re.Pattern[str]]:
    words = msgspec.convert(tomllib.loads(resource("prose.toml").read_text(encoding="utf-8")), _Words).word
    asides = [at for at, word in enumerate(words) if word.kind == "aside"]
    ordered = [*asides, *(at for at in range(len(words)) if at not in asides)]
    groups = "|".join(f"(?P<w{at}>{'|'.join(words[at].patterns)})" for at in ordered)
    numbers = "".join(line.strip() for line in _NUMBERS.splitlines())
    return words, re.compile(f"{groups}|{numbers}")


@lru_cache(maxsize=64)
def tokens(text: str, year: int | None) -> tuple[Token, ...]:
    """Part a text, already `plain`, into what means something for a report on `year`."""
    return tuple(_tokens(text, year))


def _tokens(text: str, year: int | None) -> Iterator[Token]:
    words, pattern = _vocabulary()
    for match in pattern.finditer(text):
        name = match.lastgroup or ""
        start, end = match.span()
        if name[1:].isdigit():
            word = words[int(name[1:])]
            yield Token(start, end, word.kind, match[0], word)
        elif (token := _numeral(match, year)) is not None:
            yield token


def _numeral(match: re.Match[str], year: int | None) -> Token | None:
    start, end = match.span()
    match match.lastgroup:
        case "mark" | "now" | "past":
            this = match["past"] and match["year"] and (year is None or int(match["year"]) == year)
            return Token(start, end, "now" if this else match.lastgroup, match[0])
        case "percent":
            return Token(start, end, "percent", match[0], value=_value(match["share"] or match["written"]))
        case "money":
            return Token(start, end, "money", match[0], value=_scaled(match["amount"], match["scale"]))
        case "number":
            vague = match["about"] or match["more"] or match["over"]
            exact = None if vague else _scaled(match["count"], match["myriad"])
            return Token(start, end, "number", match[0], value=exact)
        case _:
            bare = match["naked"]
            return Token(start, end, "number", match[0].strip(), value=_value(bare)) if bare else None


def _scaled(figure: str, scale: str) -> Decimal | None:
    value = _value(figure)
    return None if value is None else value * _SCALES[scale]


def _value(figure: str) -> Decimal | None:
    if figure[0] in _CHINESE:
        number = chinese_number(figure)
        return None if number is None else Decimal(number)
    return Decimal(re.sub(r"[,， ]", "", figure))
