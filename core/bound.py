"""Bound figures in texts: ⟦received⟧ stands for a figure of the tables, ⟦sentence/requests⟧ for a whole sentence.

The draft keeps the token; the window shows a chip, paper and checks the figure. So text and table can't drift apart.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from msgspec import Struct, structs

from core.form import Form
from core.quantities import UNKNOWN, Quantities
from core.report import Figures, Report, last_numbers, reckon
from core.values import show

OPEN, CLOSE = "⟦", "⟧"
SENTENCE = "sentence/"  # before the name of a sentence in a token
HIDDEN = "\ufffc"  # what stands for a token where only free text is read
_TOKEN = re.compile(f"{OPEN}([a-z_0-9/]{{1,120}}){CLOSE}")
_PLACE = re.compile(r"\{([a-z_0-9/]+)\}")
_LOOSE = re.compile(r"，其中(?=[；。])|、(?=[。；，）])|（）|，(?=[。；）])")


class Piece(Struct, frozen=True):
    """A piece of a text as it's read: free text, or what a token stands for; `token` is its name, "" for free text."""

    text: str
    token: str = ""


def token(name: str) -> str:
    """The token of a quantity, cell or number field; of a sentence with SENTENCE before its name."""
    return f"{OPEN}{name}{CLOSE}"


def is_bound(text: str) -> bool:
    """Whether a text holds a token."""
    return OPEN in text and _TOKEN.search(text) is not None


class Binder:
    """Writes the figures of one state of a report into texts, `unknown` for those that are still blank."""

    def __init__(self, form: Form, quantities: Quantities, unknown: str = UNKNOWN) -> None:
        self._form = form
        self._unknown = unknown
        self.quantities = quantities
        self._written: dict[str, str | None] = {}

    def pieces(self, text: str) -> Iterator[Piece]:
        """Part a text into free text and what its tokens stand for; a token nobody knows is free text."""
        for literal, name in _split(text):
            if literal:
                yield Piece(literal)
            if name:
                written = self.written(name)
                yield Piece(token(name)) if written is None else Piece(written, name)

    def spelled(self, text: str) -> str:
        """A text as it's printed."""
        return "".join(piece.text for piece in self.pieces(text)) if OPEN in text else text

    def free(self, text: str) -> str:
        """A text as it's printed with a mark in the place of each token: what was written by hand."""
        return "".join(HIDDEN if piece.token else piece.text for piece in self.pieces(text)) if OPEN in text else text

    def written(self, name: str) -> str | None:
        """What a token stands for; None if its name is unknown."""
        if name not in self._written:
            self._written[name] = self._write(name)
        return self._written[name]

    def worded(self, name: str) -> str:
        """A standard sentence in the wording that fits the numbers, with a token for each of its figures."""
        variants = self._form.sentences[name].variant
        fits = (variant for variant in variants if all(self.quantities.holds(part) for part in variant.when))
        kept = [part for part in _parts(next(fits, variants[-1]).text) if not part.optional or self._is_told(part)]
        return _LOOSE.sub("", "".join(part.text for part in kept))

    def _write(self, name: str) -> str | None:
        if name.startswith(SENTENCE):
            sentence = name.removeprefix(SENTENCE)
            return self.spelled(self.worded(sentence)) if sentence in self._form.sentences else None
        if name in self._form.quantities or name in self._form.cells or name in self._form.number_fields:
            value = self.quantities.value(name)
            return self._unknown if value is None else show(value)
        return None

    def _is_told(self, part: "_Part") -> bool:
        """Whether a part of a sentence is printed: no figure in it is 0."""
        return all(self.quantities.value(name) != 0 for name in part.names)


class _Part(Struct, frozen=True):
    """A part of a sentence: its text with tokens, their names; one that is `optional` stood in brackets."""

    text: str
    names: tuple[str, ...]
    optional: bool


@lru_cache(maxsize=256)
def _parts(text: str) -> tuple[_Part, ...]:
    found: list[_Part] = []
    for at, part in enumerate(re.split(r"[\[\]]", text)):
        told = _PLACE.sub(lambda match: token(match[1]), part)
        found.append(_Part(told, tuple(_PLACE.findall(part)), optional=at % 2 == 1))
    return tuple(found)


@lru_cache(maxsize=512)
def _split(text: str) -> tuple[tuple[str, str], ...]:
    """A text as pairs of free text and the name of the token behind it, "" at the end."""
    parts = _TOKEN.split(text)
    return tuple(zip(parts[::2], [*parts[1::2], ""], strict=True))


def binder(form: Form, report: Report, figures: Figures | None = None) -> Binder:
    """Make the writer of a report's figures."""
    return Binder(form, Quantities(form, figures or reckon(form, report), last_numbers(report)))


def spelled(form: Form, report: Report, figures: Figures | None = None) -> Report:
    """The report with its figures written into its texts; the same object if none is bound."""
    bound = [key for key, text in report.texts.items() if OPEN in text]
    if not bound:
        return report
    writer = binder(form, report, figures)
    return structs.replace(report, texts=report.texts | {key: writer.spelled(report.texts[key]) for key in bound})


def rewritten(text: str, rewrite: Callable[[str], str]) -> str:
    """A text with what was written by hand rewritten; its tokens stay."""
    return "".join(
        (rewrite(literal) if literal else "") + (token(name) if name else "") for literal, name in _split(text)
    )


def unlocked(writer: Binder, name: str) -> str:
    """What a token becomes when it's unlocked: a figure plain text, a sentence one that can be rewritten."""
    if name.startswith(SENTENCE):
        return writer.worded(name.removeprefix(SENTENCE))
    return writer.written(name) or UNKNOWN
