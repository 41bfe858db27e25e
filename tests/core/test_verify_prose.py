"""What is wrong with the quantities, sentences and fixes of an edition is said in a sentence, each by its name."""

from typing import Any

import pytest

from core import form as forms
from core.verify_prose import verify_prose
from tests.core.test_verify import findings

FIRST = {"id": "first", "label": "甲", "unit": "件", "sum": "sheet/x/a"}
ALL = {"id": "all", "label": "甲", "field": "profile/unit", "variant": [{"text": "{first}件"}]}
WORDING = 2  # where the rule on wording stands among the checks


def quantities(*parts: dict[str, Any]) -> list[str]:
    """What is found in an edition with these quantities, each the sound one after changes to it."""
    return findings(lambda d: d.update(quantity=[FIRST | part for part in parts]))


def sentence(**changes: Any) -> list[str]:
    """What is found in an edition with a sound sentence after changes to it."""
    return findings(lambda d: d.update(quantity=[FIRST], sentence=[ALL | changes]))


def fixed(**fix: str) -> list[str]:
    """What is found in an edition whose rule on wording puts this in the place of that."""
    return findings(lambda d: d["check"][WORDING].update(patterns=list(fix), fix=fix))


def test_nothing_is_found_in_sound_ones() -> None:
    assert quantities({}) == []
    assert sentence() == []
    assert fixed(X="甲") == []


@pytest.mark.parametrize("name", forms.editions())
def test_nothing_is_found_in_those_that_ship(name: str) -> None:
    assert list(verify_prose(forms.load(name))) == []


# ------------------------------------------------------------ quantities


@pytest.mark.parametrize(
    "changes",
    [
        {"sum": "sheet/x/a - 2 * sheet/y/b + 1"},
        {"sum": "last:sheet/x/a", "last": True},
        {"also": ["sheet/x/b", "sheet/x/a + sheet/x/b"]},
        {"kind": "share", "of": "sheet/x/sum"},
        {"kind": "growth", "of": "last:sheet/x/a"},
        {"kind": "gap", "of": "sheet/x/a + 1"},
        {"sum": "1"},
    ],
)
def test_a_sound_quantity_is_left_in_peace(changes: dict[str, Any]) -> None:
    assert quantities(changes) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"sum": "sheet/x/z"}, ["正文里的数“first”提到的“sheet/x/z”不存在"]),
        ({"sum": "last:sheet/x/z"}, ["正文里的数“first”提到的“sheet/x/z”不存在"]),
        ({"sum": "profile/unit"}, ["正文里的数“first”提到的“profile/unit”不存在"]),
        ({"sum": "p + q"}, ["正文里的数“first”提到的“p”不存在", "正文里的数“first”提到的“q”不存在"]),
        ({"sum": "sheet/x/a +"}, ["正文里的数“first”的和“sheet/x/a +”读不懂"]),
        ({"sum": ""}, ["正文里的数“first”的和“”读不懂"]),
        ({"also": ["sheet/x/z"]}, ["正文里的数“first”提到的“sheet/x/z”不存在"]),
        (
            {"also": ["??", "sheet/x/z"]},
            ["正文里的数“first”的和“??”读不懂", "正文里的数“first”提到的“sheet/x/z”不存在"],
        ),
        ({"kind": "share"}, ["正文里的数“first”标作 share，与它有没有 of 不符"]),
        ({"of": "sheet/x/a"}, ["正文里的数“first”标作 sum，与它有没有 of 不符"]),
        ({"kind": "share", "of": "sheet/x/z"}, ["正文里的数“first”提到的“sheet/x/z”不存在"]),
        ({"kind": "gap", "of": "1 1"}, ["正文里的数“first”的和“1 1”读不懂"]),
        ({"sum": "first"}, ["正文里的数“first”提到的“first”不存在"]),
    ],
)
def test_a_sum_names_what_exists_and_can_be_read(changes: dict[str, Any], told: list[str]) -> None:
    assert quantities(changes) == told


def test_a_quantity_is_made_of_those_above_it() -> None:
    assert quantities({}, {"id": "second", "sum": "first + 1"}) == []
    assert quantities({"sum": "second"}, {"id": "second"}) == ["正文里的数“first”提到的“second”不存在"]


def test_a_name_is_given_once() -> None:
    assert quantities({}, {}) == ["正文里的数“first”的名字已经有了"]
    assert quantities({"id": "sheet/x/a", "sum": "1"}) == ["正文里的数“sheet/x/a”的名字已经有了"]


# ------------------------------------------------------------ sentences


@pytest.mark.parametrize(
    "variants",
    [
        [{"text": "没有数字"}],
        [{"text": "{first}件，{sheet/x/b}件[，{first}件]"}],
        [{"text": "没有", "when": ["first = 0", "sheet/x/b > last:first"]}, {"text": "{first}件"}],
    ],
)
def test_a_sound_sentence_is_left_in_peace(variants: list[dict[str, Any]]) -> None:
    assert sentence(variant=variants) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"field": "sheet/text"}, ["常用语句“all”的文字栏“sheet/text”不存在"]),
        ({"variant": []}, ["常用语句“all”最后要有一种没有条件的说法"]),
        ({"variant": [{"text": "甲", "when": ["first > 0"]}]}, ["常用语句“all”最后要有一种没有条件的说法"]),
        ({"variant": [{"text": "{second}件"}]}, ["常用语句“all”提到的“second”不存在"]),
        ({"variant": [{"text": "{}件"}]}, ["常用语句“all”提到的“”不存在"]),
        (
            {"variant": [{"text": "甲", "when": ["first >> 0", "third > 0"]}, {"text": "乙"}]},
            ["常用语句“all”的条件“first >> 0”读不懂", "常用语句“all”提到的“third”不存在"],
        ),
    ],
)
def test_a_sentence_names_what_exists_and_has_words_for_every_case(changes: dict[str, Any], told: list[str]) -> None:
    assert sentence(**changes) == told


# ------------------------------------------------------------ fixes


@pytest.mark.parametrize("instead", ["", "甲", r"\1\1", r"\g<1>", r"\g<0>甲"])
def test_a_fix_may_name_what_its_pattern_finds(instead: str) -> None:
    assert fixed(**{"(X)Y": instead}) == []


@pytest.mark.parametrize(("pattern", "instead"), [("X{2,}", r"\1"), ("(X)", r"\2"), ("X", r"\g<name>"), ("X", "\\")])
def test_a_fix_that_cannot_be_put_in_is_found(pattern: str, instead: str) -> None:
    (finding,) = fixed(**{pattern: instead})
    assert finding.startswith(f"规则 M-3 的改法“{instead}”不对（")


def test_only_rules_on_wording_have_a_fix_to_look_at() -> None:
    assert findings(lambda d: d["check"].pop(WORDING)) == []
