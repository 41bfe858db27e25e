"""Which line of the form a label from elsewhere means."""

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

_NUMBERING = re.compile(r"[(\[]?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[)\]、.,:]+")
_NOTE = re.compile(r"[（(][^（）()]*[）)]\s*$")  # a remark in brackets behind a label
_ALIKE = 0.78  # difflib's ratio from which two labels are one, misspelt
_TELLING = 4  # characters from which the beginning of a label is enough
_UNIT = 2  # characters that may stand behind a label: 件, 决定
_LONGEST = 80  # characters; no label of a form is longer
_TURNING = set("不无未非上下本新旧增减去今前后其已结转小")  # a slip in one of these is another meaning


def plain(label: str) -> str:
    """A label without numbering, blanks and punctuation: "（三）1.属于 国家秘密" -> 属于国家秘密."""
    if len(label) > _LONGEST:
        return ""
    squeezed = "".join(unicodedata.normalize("NFKC", label).split())
    return re.sub(r"[\W_]", "", _strip_numbering(squeezed))


def _strip_numbering(label: str) -> str:
    while (match := _NUMBERING.match(label)) and match.end() < len(label):
        label = label[match.end() :]
    return label


class Named(Struct, frozen=True):
    """A line of the form by its labels in plain: its own, and those of the groups it stands in."""

    line: str
    label: str
    groups: frozenset[str]


def named(line: str, path: Sequence[str]) -> Named:
    """Prepare a line with its path of labels."""
    *groups, own = map(plain, path)
    return Named(line, own, frozenset(groups))


def find(label: str, groups: Iterable[str], lines: Sequence[Named]) -> str:
    """Return the line a label means, "" if it's none of them or could be several.

    The label, with or without a remark in brackets behind it, must be equal, or begin like it, or be nearly it
    without a word that turns its meaning; the groups it stands in decide between equals.
    """
    around = {plain(group) for group in groups}
    for wanted in dict.fromkeys((plain(label), plain(_NOTE.sub("", label)))):
        for likely in (_equal, _begins, _alike) if wanted else ():
            candidates = likely(wanted, lines)
            if len(candidates) > 1:
                candidates = _closest(candidates, around)
            if candidates:
                return candidates[0].line if len(candidates) == 1 else ""
    return ""


def _closest(candidates: Sequence[Named], around: set[str]) -> list[Named]:
    """Those that share most groups with the label; none if they share nothing."""
    shared = [len(line.groups & around) for line in candidates]
    return [line for line, count in zip(candidates, shared, strict=True) if count == max(shared) > 0]


def _equal(wanted: str, lines: Sequence[Named]) -> list[Named]:
    return [line for line in lines if line.label == wanted]


def _begins(wanted: str, lines: Sequence[Named]) -> list[Named]:
    if len(wanted) < _TELLING:
        return []
    return [line for line in lines if line.label.startswith(wanted) or _goes_on(wanted, line.label)]


def _goes_on(wanted: str, label: str) -> bool:
    return len(label) >= _TELLING and wanted.startswith(label) and len(wanted) <= len(label) + _UNIT


def _alike(wanted: str, lines: Sequence[Named]) -> list[Named]:
    if len(wanted) < _TELLING:
        return []
    scores = [(_ratio(wanted, line.label), line) for line in lines]
    best = max((score for score, _ in scores), default=0)
    return [line for score, line in scores if score == best >= _ALIKE]


def _ratio(wanted: str, label: str) -> float:
    """How alike two labels are, from 0 to 1; 0 where they can't be enough, or a strange word turns the meaning."""
    matcher = difflib.SequenceMatcher(None, wanted, label, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0
    strange = (Counter(wanted) - Counter(label)).keys()
    return 0 if _TURNING & strange else matcher.ratio()
