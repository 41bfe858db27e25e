"""Where the sections of a published report begin: at the lines that are their headings."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice

from msgspec import Struct

from core.form import Form
from core.reading.labels import plain

_ALIKE = 0.72  # difflib's ratio from which a line is a heading, misspelt or in another edition's words
_LONGEST = 40  # characters
_PARTINGS = 4  # of one line that are tried
_NUMBER = re.compile(r"[（(]?([一二三四五六])[）)]?[、.．:：\s]")
_BY_ITSELF = re.compile(r"[一二三四五六][、.．:：\s]")  # not （一）, which heads a part of a section, too
_PARTING = re.compile(r"[：:。\s]+|(?=[无没])")  # between a heading and a text behind it


class Start(Struct, frozen=True):
    """Where a section begins, its heading in plain, and the text on the same line, 六、其他需要报告的事项：无."""

    at: int
    behind: str = ""
    typed: str = ""


def headings(form: Form, lines: Sequence[tuple[int, str]]) -> dict[str, Start]:
    """Find the beginning of each section in the lines of a report, each with its number among all blocks.

    It's the last line that is the section's heading, since a preamble may list all of them; but a line without a
    number, or with one in brackets, is a part of a section that has begun.
    """
    wanted = {section.id: (section.number, plain(section.heading)) for section in form.section if section.number}
    found: dict[str, Start] = {}
    met: set[int] = set()
    for at, text in lines:
        ways = list(_ways(text))
        for section, (number, heading) in wanted.items():
            told = next((way for way in ways if way.heads(number, heading)), None)
            if told is None or (section in found and not _BY_ITSELF.match(text) and not _listed(found[section], met)):
                continue
            found[section] = Start(at, told.behind, told.label)
            met.add(at)
    return found


class _Way(Struct, frozen=True):
    """One way to understand a line: its number, a heading in plain, and a text behind it; or only a heading."""

    number: str
    label: str
    behind: str = ""
    colon: bool = False

    def heads(self, number: str, heading: str) -> bool:
        """Whether this is the heading of a section, perhaps misspelt."""
        if self.label == heading:
            return True
        if self.number != number or not self.label or (self.behind and not self.colon):
            return False
        return (not self.behind and self.label in heading) or _alike(self.label, heading)


def _ways(text: str) -> Iterator[_Way]:
    """The ways to understand a line, those with a text behind the heading first."""
    told = _NUMBER.match(text)
    number = told[1] if told else ""
    for parting in islice(_PARTING.finditer(text[:_LONGEST]), _PARTINGS):
        if behind := text[parting.end() :].strip():
            yield _Way(number, plain(text[: parting.start()]), behind, parting[0][:1] in ("：", ":"))
    if len(text) <= _LONGEST:
        yield _Way(number, plain(text))


def _listed(start: Start, met: set[int]) -> bool:
    """Whether a heading stands among others, without any text: in a table of contents."""
    return start.at - 1 in met or start.at + 1 in met


def _alike(label: str, heading: str) -> bool:
    matcher = SequenceMatcher(None, label, heading, autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
