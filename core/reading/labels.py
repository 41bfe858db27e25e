"""Which line of the form a label from elsewhere means."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence

from msgspec import Struct

_NUMBERING = re.compile(r"[(\[]?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[)\]、.,:]+")
_ALIKE = 0.78  # difflib's ratio from which two labels are one, misspelt
_TELLING = 4  # characters from which the beginning of a label is enough


def plain(label: str) -> str:
    """A label without numbering, blanks and punctuation: "（三）1.属于 国家秘密" -> 属于国家秘密."""
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

    The label must be equal, or begin like it, or be nearly it; the groups it stands in decide between equals.
    """
    wanted, around = plain(label), {plain(group) for group in groups}
    if not wanted:
        return ""
    for likely in (_equal, _begins, _alike):
        candidates = likely(wanted, lines)
        if len(candidates) > 1:
            candidates = [line for line in candidates if line.groups & around]
        if candidates:
            return candidates[0].line if len(candidates) == 1 else ""
    return ""


def _equal(wanted: str, lines: Sequence[Named]) -> list[Named]:
    return [line for line in lines if line.label == wanted]


def _begins(wanted: str, lines: Sequence[Named]) -> list[Named]:
    if len(wanted) < _TELLING:
        return []
    return [line for line in lines if line.label.startswith(wanted) or _goes_on(wanted, line.label)]


def _goes_on(wanted: str, label: str) -> bool:
    return len(label) >= _TELLING and wanted.startswith(label)


def _alike(wanted: str, lines: Sequence[Named]) -> list[Named]:
    if len(wanted) < _TELLING:
        return []
    scores = [(difflib.SequenceMatcher(None, wanted, line.label).ratio(), line) for line in lines]
    best = max((score for score, _ in scores), default=0)
    return [line for score, line in scores if score == best >= _ALIKE]
