"""The running text of a published report -> unit, year, preamble, contact and the texts of its sections."""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from core.form import Form
from core.reading.grid import Grid
from core.reading.headings import Start, headings
from core.reading.labels import plain
from core.reading.title import read_title
from core.report import PREAMBLE, SIGNED, UNIT, YEAR

_PERIOD = re.compile(r"((?:19|20)\d{2})年1月1日")
_ARTEFACT = re.compile(r"\[bookmark:[^\]]*\]")  # what some converters leave in a text
_PAGE_NUMBER = re.compile(r"[-—－\s]*\d{1,3}[-—－\s]*")
_DATE = re.compile(r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}日")
_CONTACT = {
    "office": re.compile(r"请(?:与|联系|咨询)([^，。；、]{2,30}?)(?:联系|咨询|（|，|。|$)"),
    "address": re.compile(r"(?<!邮箱)(?<!邮件)(?<!网站)(?<!网络)地址(?:为|是)?[：:]?\s*([^，,。；;）)]{4,60})"),
    "postcode": re.compile(r"邮(?:政)?编(?:码)?(?:为|是)?[：:]?\s*(\d{6})(?!\d)"),
    "phone": re.compile(r"(?:电话|热线)(?:号码)?(?:为|是)?[：:]?\s*([\d][\d\-－—－() （）]{5,19}\d)"),
    "email": re.compile(
        r"(?:邮箱|邮件|E-?mail)(?:地址)?(?:为|是)?[：:]?\s*([A-Za-z0-9_.+-]+@[A-Za-z0-9.-]+[A-Za-z0-9])", re.IGNORECASE
    ),
    "website": re.compile(r"((?:https?://|www\.)[\w./:?=&%-]*\w/?)", re.IGNORECASE | re.ASCII),
}


class Texts(Struct, frozen=True):
    """What a report says outside its tables, by field key; `missing` are the sections whose heading isn't there.

    `reworded` are headings that aren't worded as in the form, each with the right one.
    """

    fields: Mapping[str, str]
    missing: tuple[str, ...]
    reworded: tuple[tuple[str, str], ...] = ()


def read_sections(form: Form, blocks: Sequence[str | Grid]) -> Texts:
    """Split the running text of a report at its headings."""
    blocks = [_clean(block) if isinstance(block, str) else block for block in blocks]
    lines = [(at, text) for at, text in enumerate(block for block in blocks if block != "") if isinstance(text, str)]
    starts = headings(form, lines)
    first = min((start.at for start in starts.values()), default=len(blocks))
    unit, year, end = read_title([(at, text) for at, text in lines if at < first])
    preamble = [text for at, text in lines if end <= at < first]
    if not year and (told := _PERIOD.search("".join(preamble))):
        year = told[1]
    fields = {
        PREAMBLE: "\n".join(preamble),
        **dict(_contact("".join(preamble))),
        **dict(_texts(form, lines, starts, unit)),
    }
    fields |= {UNIT: unit, YEAR: year}
    missing = tuple(section.title for section in form.section if section.number and section.id not in starts)
    known = {key: text for key, text in fields.items() if text and key in form.fields}
    reworded = tuple(
        (start.typed, form.sections[section].title)
        for section, start in starts.items()
        if start.typed != plain(form.sections[section].heading)
    )
    return Texts(known, missing, reworded)


def _texts(
    form: Form, lines: Sequence[tuple[int, str]], starts: Mapping[str, Start], unit: str
) -> Iterator[tuple[str, str]]:
    """What stands below each heading, or behind it, up to the next one; the last section without signature."""
    ordered = sorted(starts.items(), key=lambda item: item[1].at)
    for at, (section, start) in enumerate(ordered):
        last = at == len(ordered) - 1
        text = [start.behind] if start.behind else []
        text += [line for spot, line in lines if start.at < spot and (last or spot < ordered[at + 1][1].at)]
        if last:
            text, date = _without_end(text, unit)
            yield SIGNED, date
        if key := next((key for key in form.fields if key.startswith(f"{section}/") and _is_text(form, key)), ""):
            yield key, "\n".join(text)


def _is_text(form: Form, key: str) -> bool:
    return form.fields[key].kind == "text"


def _clean(text: str) -> str:
    return _ARTEFACT.sub("", text.replace("\xa0", " ").replace("\u3000", " ")).strip()


def _contact(preamble: str) -> Iterator[tuple[str, str]]:
    for name, pattern in _CONTACT.items():
        if found := pattern.search(preamble):
            yield f"profile/{name}", found[1].strip()


def _without_end(text: Sequence[str], unit: str) -> tuple[list[str], str]:
    """The last section without page number and signature; returns the signature's date, too."""
    kept = list(text)
    date = ""
    while kept and _PAGE_NUMBER.fullmatch(kept[-1]):
        kept.pop()
    if len(kept) > 1 and _DATE.fullmatch("".join(kept[-1].split())):
        date = "".join(kept.pop().split())
        if "".join(kept[-1].split()) == unit:
            kept.pop()
    return kept, date
