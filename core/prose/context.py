"""What a paragraph has said so far, and what is read from it."""

from dataclasses import dataclass, field
from decimal import Decimal

from msgspec import Struct

from core.prose.words import Token, Word

_END = "。！？!?\n"
OUTCOMES = frozenset({"granted", "partial", "denied", "unable", "refused", "other_handling"})
OF_REQUESTS = OUTCOMES | {
    "received",
    "pool",
    "handled",
    "carried_in",
    "carried_out",
    "received_natural",
    "received_organisations",
}


class Reading(Struct, frozen=True):
    """A figure a text states: what it counts, its place in the text, and how it's said.

    Amounts are in 元, fees in 万元; a percentage says which figure it is `of`. `by_word` is a 0 said in words (未, 无).
    """

    what: str
    number: Decimal
    start: int
    end: int
    by_word: bool = False
    of: str = ""


@dataclass
class Context:
    """What a paragraph has said so far.

    `subject` is what is spoken of, `what` the last thing counted, `base` the last figure, which a percentage goes
    back to, `measures` what was named in the sentence. `elsewhere` says that the sentence speaks of another year or
    body, `aside` that the clause does, `parts` that it tells what a figure is made of. `opened` and `begun` are where
    clause and sentence begin, `named` is how many measures were named before the clause.
    """

    text: str
    found: list[Reading] = field(default_factory=list[Reading])
    subject: str = ""
    what: str = ""
    base: Reading | None = None
    measures: list[Word] = field(default_factory=list[Word])
    elsewhere: bool = False
    aside: bool = False
    parts: bool = False
    opened: int = 0
    begun: int = 0
    named: int = 0
    _outside: tuple[bool, bool, Reading | None] | None = None  # what was so before the bracket opened

    def add(self, reading: Reading) -> None:
        """Keep what was read."""
        self.found.append(reading)
        self.what, self.base = reading.what, reading
        if reading.what in OF_REQUESTS:
            self.subject = "request"

    def name(self, token: Token) -> None:
        """Note what a token speaks of."""
        assert token.word
        if token.kind == "measure":
            self.measures.append(token.word)
        elif token.kind == "subject" or (token.kind == "other" and not self.parts):
            self.subject = token.word.id or "other"

    def pass_mark(self, mark: Token) -> None:
        """Go from a clause to the next."""
        self.parts = self.parts or "其中" in self.text[self.opened : mark.start]
        self.opened, self.named, self.aside = mark.end, len(self.measures), False
        if mark.text in "（(":
            self._outside = self.elsewhere, self.parts, self.base
            self.parts = True
        elif mark.text in "）)" and self._outside:
            self.elsewhere, self.parts, self.base = self._outside
            self._outside = None
        elif mark.text in "；;":
            self.elsewhere = False
        elif mark.text in _END:
            self.what, self.base, self.elsewhere, self.parts, self.begun = "", None, False, False, mark.end
            self.measures, self.named = [], 0
            self.subject = "" if self.subject == "other" else self.subject
