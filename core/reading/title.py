"""The title of a published report, in one line or in several -> unit and year."""

import re
from collections.abc import Iterator, Sequence

_LINES = 8  # in which the title has to end
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_NAME = r"(?:.*[>＞»：:])?(?:关于)?(?P<unit>[^>＞»：:]*?)(?:关于)?"  # behind a path through a web site, 首页 > 年报 >
_YEAR = r"(?P<year>(?:19|20)\d{2})年度?"
_REPORT = r"政府信息公开(?:工作)?年度报告"
_TITLES = (re.compile(_NAME + _YEAR + _REPORT), re.compile(_YEAR + _NAME + _REPORT))
_PART = re.compile(r"[\u4e00-\u9fff（）()·]{2,40}|(?:19|20)\d{2}年度?")  # of a title in several lines
_NO_PART = re.compile("附件|附录|首页|位置|目录|索引|公开|年报|政务|专栏|来源|发布|打印|字体|分享")


def read_title(lines: Sequence[tuple[int, str]]) -> tuple[str, str, int]:
    """Unit, year, and where the text after the title begins; the title may stand in several lines.

    The last line that holds all of it is taken, else as many lines as can be parts of a title.
    """
    squeezed = [(at, _in_digits("".join(text.split()))) for at, text in lines[:_LINES]]
    whole = [(match, at) for at, text in squeezed if (match := _match(text)) and match["unit"]]
    if whole:
        match, at = whole[-1]
        return match["unit"], match["year"], at + 1
    for last, (at, text) in enumerate(squeezed):
        above = list(_parts(squeezed[:last]))
        for count in range(len(above), -1, -1):
            if match := _match("".join([*reversed(above[:count]), text])):
                return match["unit"], match["year"], at + 1
    return "", "", 0


def _match(title: str) -> re.Match[str] | None:
    return next((match for pattern in _TITLES if (match := pattern.fullmatch(title))), None)


def _parts(above: Sequence[tuple[int, str]]) -> Iterator[str]:
    """The lines above, from below, as long as they can be parts of a title."""
    for _, text in reversed(above):
        if not _PART.fullmatch(text) or _NO_PART.search(text):
            return
        yield text


def _in_digits(title: str) -> str:
    """A year in Chinese digits in ours: 二〇二三年."""
    return re.sub(
        r"[二一][〇○零九八七][〇○零一二三四五六七八九]{2}(?=年)", lambda year: year[0].translate(_DIGITS), title
    )
