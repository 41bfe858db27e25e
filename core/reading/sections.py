"""The running text of a published report -> unit, year, preamble, contact and the texts of its sections."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from core.form import Form
from core.reading.grid import Grid
from core.reading.labels import plain
from core.report import PREAMBLE, SIGNED, UNIT, YEAR

_ALIKE = 0.72  # difflib's ratio from which a line is a heading, misspelt or in another edition's words
_LONGEST_HEADING = 40  # characters
_BEFORE_TITLE = 8  # lines in which the title has to end
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_NAME = r"(?:关于)?(?P<unit>.*?)(?:关于)?"
_YEAR = r"(?P<year>(?:19|20)\d{2})年度?"
_REPORT = r"政府信息公开(?:工作)?年度报告$"
_TITLES = (re.compile(_NAME + _YEAR + _REPORT), re.compile(_YEAR + _NAME + _REPORT))
_PERIOD = re.compile(r"((?:19|20)\d{2})年1月1日")
_ARTEFACT = re.compile(r"\[bookmark:[^\]]*\]")  # what some converters leave in a text
_PAGE_NUMBER = re.compile(r"[-—－\s]*\d{1,3}[-—－\s]*")
_DATE = re.compile(r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}日")
_CONTACT = {
    "office": re.compile(r"请(?:与|联系|咨询)([^，。；、]{2,30}?)(?:联系|咨询|（|，|。|$)"),
    "address": re.compile(r"地址(?:为|是)?[：:]?\s*([^，,。；;）)]{4,60})"),
    "postcode": re.compile(r"邮(?:政)?编(?:码)?(?:为|是)?[：:]?\s*(\d{6})(?!\d)"),
    "phone": re.compile(r"(?:电话|热线)(?:号码)?(?:为|是)?[：:]?\s*([\d][\d\-－—－() （）]{5,19}\d)"),
    "email": re.compile(r"(?:邮箱|邮件|E-?mail)(?:地址)?(?:为|是)?[：:]?\s*([\w.+-]+@[\w.-]+\w)", re.IGNORECASE),
    "website": re.compile(r"((?:https?://|www\.)[\w./:?=&%-]*\w/?)", re.IGNORECASE),
}


class Texts(Struct, frozen=True):
    """What a report says outside its tables, by field key; `missing` are the sections whose heading isn't there."""

    fields: Mapping[str, str]
    missing: tuple[str, ...]


def read_sections(form: Form, blocks: Sequence[str | Grid]) -> Texts:
    """Split the running text of a report at its headings."""
    lines = [(at, _clean(block)) for at, block in enumerate(blocks) if isinstance(block, str)]
    lines = [(at, text) for at, text in lines if text]
    starts = _headings(form, lines)
    first = min(starts.values(), default=len(blocks))
    unit, year, end = _title([(at, text) for at, text in lines if at < first])
    preamble = [text for at, text in lines if end <= at < first]
    fields: dict[str, str] = {PREAMBLE: "\n".join(preamble), **dict(_contact("".join(preamble)))}
    ordered = sorted(starts.items(), key=lambda item: item[1])
    bounds = [start for _, start in ordered[1:]] + [len(blocks)]
    for (section, start), stop in zip(ordered, bounds, strict=True):
        key = next((key for key in form.fields if key.startswith(f"{section}/") and _is_text(form, key)), "")
        text = [text for at, text in lines if start < at < stop]
        if stop == len(blocks):
            text, fields[SIGNED] = _without_end(text, unit)
        if key:
            fields[key] = "\n".join(text)
    if not year and (told := _PERIOD.search("".join(preamble))):
        year = told[1]
    fields |= {UNIT: unit, YEAR: year}
    missing = tuple(section.title for section in form.section if section.number and section.id not in starts)
    known = {key: text for key, text in fields.items() if text and key in form.fields}
    return Texts(known, missing)


def _is_text(form: Form, key: str) -> bool:
    return form.fields[key].kind == "text"


def _clean(text: str) -> str:
    return _ARTEFACT.sub("", text.replace("\xa0", " ").replace("\u3000", " ")).strip()


def _headings(form: Form, lines: Sequence[tuple[int, str]]) -> dict[str, int]:
    """Where each section begins: the last line that is its heading, since a preamble may list all of them."""
    wanted = {section.id: (section.number, plain(section.heading)) for section in form.section if section.number}
    found: dict[str, int] = {}
    for at, text in lines:
        if len(text) > _LONGEST_HEADING:
            continue
        number = re.match(r"[（(]?([一二三四五六])[）)]?[、.．:：\s]", text)
        label = plain(text)
        for section, (own, heading) in wanted.items():
            same = label == heading or (number and number[1] == own and _alike(label, heading))
            if same and (at > max(found.values(), default=-1) or section not in found):
                found[section] = at
    return found


def _alike(label: str, heading: str) -> bool:
    return bool(label) and (label in heading or SequenceMatcher(None, label, heading, autojunk=False).ratio() >= _ALIKE)


def _title(lines: Sequence[tuple[int, str]]) -> tuple[str, str, int]:
    """Unit, year, and where the text after the title begins; the title may stand in several lines."""
    together = ""
    for at, text in lines[:_BEFORE_TITLE]:
        together += "".join(text.split())
        for candidate in (together, "".join(text.split())):
            for pattern in _TITLES:
                if match := pattern.fullmatch(_in_digits(candidate)):
                    return match["unit"], match["year"], at + 1
    return "", "", 0


def _in_digits(title: str) -> str:
    """A year in Chinese digits in ours: 二〇二三年."""
    return re.sub(
        r"[二一][〇○零九八七][〇○零一二三四五六七八九]{2}(?=年)", lambda year: year[0].translate(_DIGITS), title
    )


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
