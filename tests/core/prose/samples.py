"""Sentences with what a correct reader reads in them, and how much of that ours does."""

import json
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from core.prose.reader import read
from tests.core.sheets import DATA

Stated = tuple[str, Decimal, str]
"""What is counted, the figure, and of a percentage what it's of."""
_NAMES = {"received_or_handled_pool": "pool"}


class Sample(NamedTuple):
    """A sentence of a report on `year`: what must be read in it, what may be, and which zeros are said in words."""

    text: str
    year: int
    expected: tuple[Stated, ...]
    allowed: frozenset[tuple[str, Decimal]]
    in_words: frozenset[str]


class Score(NamedTuple):
    """How many figures had to be read, how many of them were, and how many were read beside them."""

    wanted: int
    hit: int
    false: int

    @property
    def recall(self) -> float:
        return self.hit / self.wanted

    @property
    def precision(self) -> float:
        return self.hit / (self.hit + self.false)

    def __str__(self) -> str:
        return f"recall {self.recall:.3f} ({self.hit}/{self.wanted}), precision {self.precision:.3f}"


def samples(name: str) -> list[Sample]:
    """The samples of a file among the test data."""
    found = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))["samples"]
    return [_sample(entry) for entry in found]


def _sample(entry: dict[str, Any]) -> Sample:
    expected = tuple(_stated(one) for one in entry["expect"] if not _is_joined(one["what"]))
    allowed = frozenset(_stated(one)[:2] for one in entry.get("allowed", ()) if "number" in one)
    in_words = frozenset(_name(one["what"]) for one in entry["expect"] if one.get("zero_word"))
    return Sample(entry["text"], entry.get("year", 2024), expected, allowed, in_words)


def _stated(one: dict[str, str]) -> Stated:
    return _name(one["what"]), Decimal(one["number"]), _name(one.get("of", ""))


def _name(what: str) -> str:
    return _NAMES.get(what, what)


def _is_joined(what: str) -> bool:
    return "+" in what


def differences(sample: Sample) -> tuple[Counter[Stated], Counter[Stated]]:
    """What should have been read and wasn't, and what was read and shouldn't have been."""
    readings = read(sample.text, sample.year)
    ours = Counter((one.what, one.number, one.of) for one in readings if not _is_joined(one.what))
    wanted = Counter(sample.expected)
    false = Counter({one: times for one, times in (ours - wanted).items() if one[:2] not in sample.allowed})
    return wanted - ours, false


def score(chosen: Iterable[Sample]) -> Score:
    """How well the reader reads some samples."""
    wanted = hit = false = 0
    for sample in chosen:
        missed, more = differences(sample)
        wanted += len(sample.expected)
        hit += len(sample.expected) - missed.total()
        false += more.total()
    return Score(wanted, hit, false)
