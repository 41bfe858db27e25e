"""Sentences like those of published reports: what they state is read, and little else."""

import json

import pytest

from core.form import Form
from core.prose.reader import read
from tests.core.prose.samples import Sample, differences, samples, score
from tests.core.sheets import DATA

KNOWN, SHAPES = samples("sentences_known"), samples("sentences_shapes")
SEEN = samples("sentences_unseen")[::2]  # the odd ones are only measured, by tests/bench/prose.py, and never shown
FILES = ["known", "shapes", "unseen"]


@pytest.mark.parametrize("chosen", [KNOWN, SEEN], ids=["known", "seen while building"])
def test_of_the_sentences_the_reader_was_built_with_hardly_any_is_misread(chosen: list[Sample]) -> None:
    assert len(chosen) >= 60
    told = score(chosen)
    assert told.recall >= 0.95, told
    assert told.precision >= 0.95, told


@pytest.mark.parametrize("sample", SHAPES, ids=range(len(SHAPES)))
def test_every_shape_of_the_domain_notes_is_read_without_fault(sample: Sample) -> None:
    missed, false = differences(sample)
    assert (missed, false) == ({}, {}), sample.text


def test_there_are_as_many_shapes_as_in_the_notes() -> None:
    assert len(SHAPES) == 15
    assert len({sample.text for sample in SHAPES}) == 15


@pytest.mark.parametrize("chosen", [KNOWN, SEEN, SHAPES], ids=["known", "seen while building", "shapes"])
def test_a_zero_said_in_words_is_told_from_one_in_figures(chosen: list[Sample]) -> None:
    for sample in chosen:
        by_word = {one.what for one in read(sample.text, sample.year) if one.by_word}
        right = {what for what, _, _ in sample.expected} | {what for what, _ in sample.allowed}
        assert by_word & right <= sample.in_words | {what for what, _ in sample.allowed}, sample.text
        read_too = {one.what for one in read(sample.text, sample.year)}
        assert sample.in_words & read_too <= by_word, sample.text


@pytest.mark.parametrize("chosen", [KNOWN, SEEN, SHAPES], ids=["known", "seen while building", "shapes"])
def test_a_reading_is_of_a_quantity_the_form_has_and_stands_in_the_text(form: Form, chosen: list[Sample]) -> None:
    for sample in chosen:
        for one in read(sample.text, sample.year):
            names = (one.of or one.what).split("+")
            assert set(names) <= set(form.quantities), sample.text
            assert 0 <= one.start < one.end <= len(sample.text)


@pytest.mark.parametrize("name", FILES)
def test_every_sample_speaks_of_quantities_the_form_has(form: Form, name: str) -> None:
    known = {*form.quantities, "yoy_percent", "share_percent"}
    for sample in samples(f"sentences_{name}"):
        for what, _, of in sample.expected:
            assert {what, of} <= known | {""}


@pytest.mark.parametrize("name", FILES)
def test_no_sample_is_there_twice_and_each_file_says_what_it_is_for(name: str) -> None:
    texts = [sample.text for sample in samples(f"sentences_{name}")]
    assert len(texts) == len(set(texts))
    assert len(json.loads((DATA / f"sentences_{name}.json").read_text(encoding="utf-8"))["note"]) > 100


def test_what_is_only_measured_stands_in_no_other_file() -> None:
    only_measured = {sample.text for sample in samples("sentences_unseen")[1::2]}
    assert not only_measured & {sample.text for sample in KNOWN + SHAPES + SEEN}
