"""How people write numbers, and what is read from it. What has two meanings, or none, is not read."""

import re
from decimal import Decimal, localcontext
from typing import Literal

from msgspec import Struct

CellKind = Literal["count", "amount", "change"]
"""件数; 金额 in 万元; the signed change of the 2019 form."""

NOTHING = {"", "/", "／", "\\", "-", "－", "–", "—", "——", "无"}  # what people write where there is nothing
_LONGEST = 200  # characters; no number with its note is longer
_MOST_COUNT, _MOST_WHOLE = 9, 12  # digits before the point, of a count and of an amount

_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，＋－￥", "0123456789.,+-¥", "\u200b\u200c\u200d\u2060\ufeff")
_SPACES = r"[ \t\u3000\xa0]*"
_CHINESE = "零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
_FIGURE = rf"(?P<figure>[0-9]+(?:\.[0-9]+)?|[1-9][0-9]{{0,2}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?|[{_CHINESE}]+)"
_SCALE = rf"{_SPACES}(?P<scale>[万亿]?)"
_WRITTEN = {
    "count": re.compile(rf"{_FIGURE}{_SCALE}{_SPACES}[件条宗份次起项个]?"),
    "amount": re.compile(rf"(?P<sign>¥?){_SPACES}{_FIGURE}{_SCALE}{_SPACES}(?P<unit>元?)"),
    "change": re.compile(r"[+-]?[0-9]{1,9}"),
}
_AMOUNT = re.compile(rf"[0-9]{{1,{_MOST_WHOLE}}}(?:\.[0-9]{{1,20}})?")
_ZEROS = {"": 0, "万": 4, "亿": 8}
_PLAIN = str.maketrans("〇两壹贰叁肆伍陆柒捌玖拾佰仟", "零二一二三四五六七八九十百千")
_DIGITS = "零一二三四五六七八九"
_WORTH = {"亿": 10**8, "万": 10**4, "千": 1000, "百": 100, "十": 10}


class Reading(Struct, frozen=True):
    """What a cell's text says: a count as int, an amount in 万元 as a decimal string, a note with its brackets."""

    value: int | str
    note: str = ""

    @property
    def text(self) -> str:
        """The reading as it stands in the cell; it's announced wherever that is not what was typed."""
        return f"{self.value}{self.note}"


def read(kind: CellKind, typed: str) -> Reading | None:
    """Read what a person wrote into a cell of `kind`; None if it's not surely one number.

    Understood are full-width characters, blanks around, thousands commas in their places, 件 and the like, 万 and
    亿, 元 in a cell of 万元, Chinese numerals written out, and a note in brackets behind. An amount without a unit is
    in 万元 and kept digit for digit ("18.8710" keeps its 0). Blank text is not a number either: blank is unknown,
    never 0.
    """
    if len(typed) > _LONGEST:
        return None
    written, note = _split_note(typed.strip().strip("\u200b\ufeff").strip())
    written = written.translate(_HALF_WIDTH)
    match = _WRITTEN[kind].fullmatch(written)
    if match is None:
        return None
    if kind == "change":
        return Reading(int(written), note)
    value = _count(match) if kind == "count" else _amount(match)
    return None if value is None else Reading(value, note)


def _count(match: re.Match[str]) -> int | None:
    figure, scale = match["figure"].replace(",", ""), match["scale"]
    if figure[0] in _CHINESE:
        return None if scale else chinese_number(figure)
    if "." in figure and not scale:
        return None
    whole, _, decimals = figure.partition(".")
    if len(decimals.rstrip("0")) > _ZEROS[scale] or len(whole) > _MOST_COUNT:
        return None
    count = int(whole + decimals.rstrip("0").ljust(_ZEROS[scale], "0"))
    return count if count < 10**_MOST_COUNT else None


def _amount(match: re.Match[str]) -> str | None:
    """An amount in 万元; one written with 元, ¥, 万 or 亿 says itself what it counts, and is converted."""
    figure, scale = match["figure"].replace(",", ""), match["scale"]
    in_yuan = bool(match["sign"] or match["unit"] or scale)
    if figure[0] in _CHINESE:
        number = None if scale else chinese_number(figure)
        if number is None:
            return None
        in_yuan = in_yuan or "万" in figure or "亿" in figure
        figure = str(number)
    if in_yuan:
        figure = _shifted(figure, _ZEROS[scale] - 4)
    return figure if _AMOUNT.fullmatch(figure) else None


def _shifted(figure: str, places: int) -> str:
    """Move the point to the right (left if negative); zeros that this leaves behind the last digit are dropped."""
    if not places:
        return figure
    with localcontext(prec=2 * _LONGEST):
        moved = f"{Decimal(figure).scaleb(places):f}"
    return moved.rstrip("0").rstrip(".") if places < 0 and "." in moved else moved


def chinese_number(text: str) -> int | None:
    """Read a number written out in Chinese (十二, 一千二百, 壹佰); None for anything but its full, regular form.

    一千二 and 二三 are refused: the one leaves its last place unsaid, the other may mean "two or three".
    """
    plain = text.translate(_PLAIN)
    done = section = digit = 0
    for sign in plain:
        if sign in _DIGITS:
            digit = _DIGITS.index(sign)
        elif (worth := _WORTH[sign]) < 10**4:
            section, digit = section + (digit or 1) * worth, 0
        else:
            done, section, digit = done + (section + digit) * worth, 0, 0
    number = done + section + digit
    regular = number < 10**_MOST_COUNT and plain.replace("一十", "十") == chinese_text(number).replace("一十", "十")
    return number if regular else None


def chinese_text(number: int) -> str:
    """Write a number below 10**12 out in Chinese, in its full, regular form: 105 -> 一百零五."""
    for name, worth in _WORTH.items():
        if number >= worth:
            high, low = divmod(number, worth)
            gap = "零" if 0 < low < worth // 10 else ""
            return chinese_text(high) + name + (gap + chinese_text(low) if low else "")
    return _DIGITS[number]


def _split_note(typed: str) -> tuple[str, str]:
    """Part a number from the note in brackets behind it."""
    start = max(typed.rfind("（"), typed.rfind("("))
    note = typed[start:]
    if start < 0 or note[-1] not in "）)" or len(note) < 3 or any(mark in note[1:-1] for mark in "）)"):
        return typed, ""
    return typed[:start].rstrip(), note
