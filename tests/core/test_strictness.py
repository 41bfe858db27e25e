"""What is read of a JSON body, whoever wrote it, and what characters a report takes (SAFETY P8)."""

import hashlib
import json
import time
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.draft import Opened, decode, encode, load_draft, open_draft, save_draft
from core.errors import DraftError, SaveFailed
from core.report import YEAR, Entry, Report
from core.strictness import depth, parse_strictly, without_odd

SPACES = "\t\n\v\r"  # controls that a text may hold
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
WIDTHLESS = "\u200b\u200c\u200d\u2060\ufeff"
UNUSED = "\u2061\u2062\u2063\u2064\u2065\ufffe\uffff"  # operators nobody sees, what is no character
CONTROLS = "".join(chr(at) for at in [*range(0x20), *range(0x7F, 0xA0)] if chr(at) not in SPACES)
ODD = CONTROLS + BIDI + WIDTHLESS + UNUSED

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text('[]{}"\\/u0041,:年', max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text('[]{}"\\', max_size=4), inner, max_size=3),
    max_leaves=12,
)


def sealed(body: str | bytes, version: int = 3) -> bytes:
    """A draft around a body, with the header that fits it."""
    content = body.encode() if isinstance(body, str) else body
    return f"nianbao-draft {version} {hashlib.sha256(content).hexdigest()} {len(content)}\n".encode() + content


def holding(more: str) -> str:
    """The body of a draft with something more in it."""
    return f'{{"format": 3, "edition": "2021", {more}}}'


# ------------------------------------------------------------ depth


def walked(value: Any) -> int:
    """How deep a value is, by walking it."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(walked, inner), default=0)


@given(values, st.booleans())
def test_a_body_is_as_deep_as_what_is_read_from_it(value: Any, plain: bool) -> None:
    assert depth(json.dumps(value, ensure_ascii=plain).encode()) == walked(value)


@pytest.mark.parametrize(
    ("body", "deep"),
    [
        (r"", 0),
        (r"1", 0),
        (r"[]", 1),
        (r"[[], {}]", 2),
        (r'{"a": [{"b": 1}]}', 3),
        (r'{"[[[[": "{{{{"}', 1),
        (r'["\"[["]', 1),
        (r'["\\", [1]]', 2),
        (r'["\\\"[[", [1]]', 2),
        (r'["\\\\", [1]]', 2),
        (r'["\\\\\"[", "[\\"]', 1),
        (r'["年[\u005b\"报"]', 1),
        (r"]]]][[", 0),
        (r"[[[[", 4),
    ],
)
def test_brackets_within_strings_do_not_count(body: str, deep: int) -> None:
    assert depth(body.encode()) == deep


@pytest.mark.parametrize("pair", ["[]", "{}"], ids=["lists", "objects"])
def test_forty_levels_are_read_and_no_more(pair: str) -> None:
    def nested(levels: int) -> bytes:
        opened = "[" if pair == "[]" else '{"a":'
        return f'{{"x":{opened * (levels - 1)}1{pair[1] * (levels - 1)}}}'.encode()

    assert walked(parse_strictly(nested(40))) == 40
    for levels in (41, 42, 100_000):
        with pytest.raises(ValueError, match="too deep"):
            parse_strictly(nested(levels))


@pytest.mark.parametrize("pair", ["[]", "{}"], ids=["lists", "objects"])
def test_four_hundred_thousand_brackets_are_counted_and_no_more(pair: str) -> None:
    assert depth(pair.encode() * 200_000) == 1
    assert depth(pair.encode() * 200_000 + b'"[{"') == 1
    for more in (pair[0], pair[1], pair):
        with pytest.raises(ValueError, match="too many brackets"):
            depth((pair * 200_000 + more).encode())


def test_a_million_commas_and_two_million_quotation_marks_are_counted_and_no_more() -> None:
    assert depth(b"," * 1_000_000 + b'"' * 2_000_000) == 0
    for body in (b"," * 1_000_001, b'"' * 2_000_001):
        with pytest.raises(ValueError, match="too many values"):
            depth(body)
        with pytest.raises(ValueError, match="too many values"):
            parse_strictly(body)


# ------------------------------------------------------------ names, numbers, shapes


@pytest.mark.parametrize(
    "body",
    [
        '{"a": 1, "a": 1}',
        '{"a": 1, "b": 2, "a": 3}',
        '{"a": {"b": 1, "b": 2}}',
        '{"a": [[{"b": 1}, {"b": 1, "b": 2}]]}',
        r'{"a": 1, "\u0061": 2}',
        '{"": 1, "": 2}',
    ],
)
def test_a_name_that_stands_twice_is_refused_at_any_level(body: str) -> None:
    with pytest.raises(ValueError, match="twice"):
        parse_strictly(body.encode())


def test_a_name_may_stand_again_elsewhere() -> None:
    assert parse_strictly(b'{"a": {"a": [{"a": 1}, {"a": 1}]}}') == {"a": {"a": [{"a": 1}, {"a": 1}]}}


@pytest.mark.parametrize("literal", ["NaN", "Infinity", "-Infinity"])
@pytest.mark.parametrize("around", ['{"a": %s}', '{"a": [1, {"b": %s}]}'])
def test_what_is_no_number_is_refused(literal: str, around: str) -> None:
    with pytest.raises(ValueError, match=literal):
        parse_strictly((around % literal).encode())
    assert parse_strictly((around % f'"{literal}"').encode())


@pytest.mark.parametrize("body", ["[]", "1", '"a"', "null", "true", '[{"a": 1}]'])
def test_what_is_no_object_is_refused(body: str) -> None:
    with pytest.raises(ValueError, match="no object"):
        parse_strictly(body.encode())


@pytest.mark.parametrize("body", [b"", b"{", b'{"a": 1}}', b'{"a": 1,}', b"{'a': 1}", b'{"a": "\xff"}', b'{"a": "\0"}'])
def test_what_is_no_json_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"Expecting|Extra data|can't decode|Invalid control|Illegal trailing"):
        parse_strictly(body)


@given(st.dictionaries(st.text(max_size=4), values, max_size=4))
def test_any_other_object_is_read_as_it_is(value: dict[str, Any]) -> None:
    assert parse_strictly(json.dumps(value).encode()) == value


# ------------------------------------------------------------ odd characters


def test_what_nobody_can_see_is_left_out() -> None:
    for character in ODD:
        assert without_odd(f"甲{character}乙") == "甲乙", f"U+{ord(character):04X}"


def test_every_other_control_and_mark_is_left_in() -> None:
    seen = [chr(at) for at in range(0x20000) if not 0xD800 <= at < 0xE000 and chr(at) not in ODD]
    assert "".join(seen) == without_odd("".join(seen))
    assert set(SPACES) < set(seen)


def test_no_mark_of_writing_direction_is_left_in() -> None:
    marks = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    turning = [chr(at) for at in range(0x20000) if unicodedata.bidirectional(chr(at)) in marks]
    assert without_odd("".join([*turning, "\u200e\u200f\u061c"])) == ""


@given(st.text(st.characters() | st.sampled_from(ODD)))
def test_nothing_odd_is_left_and_nothing_else_is_gone(text: str) -> None:
    assert without_odd(text) == "".join(character for character in text if character not in ODD)


def test_a_report_takes_no_odd_characters() -> None:
    report = Report("2021").with_changes({"overview/text": f"甲{ODD}\t乙\n", "off/T2-P4": "已\u200b核实"})
    assert report.texts == {"overview/text": "甲\t乙\n", "off/T2-P4": "已核实"}


@pytest.mark.parametrize("text", ["", "\u200b", "\ufeff\0", ODD, None])
def test_a_text_with_nothing_else_in_it_blanks_its_key(text: str | None) -> None:
    held = Report("2021", {"overview/text": "甲", "other/text": "乙"}, {"a": Entry(1)})
    assert held.with_changes({"overview/text": text}) == Report("2021", {"other/text": "乙"}, {"a": Entry(1)})
    assert held.with_changes({"a": text}).cells == {}


@given(st.dictionaries(st.sampled_from(["overview/text", "off/T2-P4", YEAR]), st.text(st.characters(), max_size=30)))
def test_whatever_a_report_took_is_saved(tmp_path_factory: pytest.TempPathFactory, texts: dict[str, str]) -> None:
    report, path = Report("2021").with_changes(texts), tmp_path_factory.getbasetemp() / "any.nianbao"
    assert save_draft(report, path) == hashlib.sha256(path.read_bytes()).hexdigest()
    assert load_draft(path) == report


# ------------------------------------------------------------ a draft: what is told, what a later program wrote


def test_of_a_draft_as_it_should_be_nothing_is_told(sample: Report) -> None:
    assert open_draft(encode(sample)) == Opened(sample)


def test_odd_characters_are_left_out_and_told() -> None:
    texts = json.dumps({"overview/text": "甲\u202e乙\0", "other/text": "\u200b\n", "off/T2-P4": "丙"})
    opened = open_draft(sealed(holding(f'"year": "20\ufeff23", "texts": {texts}')), "年报.nianbao")
    left = {"overview/text": "甲乙", "other/text": "\n", "off/T2-P4": "丙", YEAR: "2023"}
    assert opened.report == Report("2021", left)
    assert opened.remarks == ("“年报.nianbao”的文字里有 4 个看不见的控制字符，已经去掉。",)
    assert open_draft(encode(opened.report)) == Opened(opened.report)


@pytest.mark.parametrize("key", ["overview/text", "off/T2-P4"])
def test_of_a_text_with_nothing_else_in_it_nothing_is_left(key: str) -> None:
    assert decode(sealed(holding(f'"texts": {{"{key}": "\u200b"}}'))) == Report("2021")


@pytest.mark.parametrize("more", ['"year": "\u200b"', '"texts": {"profile/year": ""}'])
def test_a_year_with_nothing_in_it_does_not_keep_the_draft_from_being_saved(more: str, file: Path) -> None:
    save_draft(decode(sealed(holding(more))).with_changes({"overview/text": "一天的工作"}), file)


@pytest.mark.parametrize("key", ["overview/text", "off/T2-P4", YEAR])
def test_a_blank_text_is_not_written(key: str, file: Path) -> None:
    blank = Report("2021", {key: "", "other/text": "乙"})
    assert encode(blank) == encode(Report("2021", {"other/text": "乙"}))
    save_draft(blank, file)
    assert load_draft(file) == Report("2021", {"other/text": "乙"})


def test_a_year_may_stand_among_the_texts() -> None:
    for more in (f'"texts": {{"{YEAR}": "2023"}}', f'"year": "2023", "texts": {{"{YEAR}": "2022"}}'):
        assert decode(sealed(holding(more))) == Report("2021", {YEAR: "2023"})


PARTS = {"texts": '"甲"', "cells": '{"value": 1}', "answers": '{"reason": "甲", "basis": "1"}'}


def many(**counts: int) -> bytes:
    """A draft with so many texts, cells and answers."""
    parts = {name: ", ".join(f'"{name}/{at}": {PARTS[name]}' for at in range(count)) for name, count in counts.items()}
    return sealed(holding(", ".join(f'"{name}": {{{inner}}}' for name, inner in parts.items())))


@pytest.mark.parametrize(
    "counts",
    [{"texts": 20_000}, {"cells": 20_000}, {"answers": 20_000}, {"texts": 7000, "cells": 7000, "answers": 6000}],
    ids=["texts", "cells", "answers", "all"],
)
def test_twenty_thousand_texts_cells_and_answers_are_opened_and_no_more(counts: dict[str, int], file: Path) -> None:
    report = decode(many(**counts))
    assert (len(report.texts), len(report.cells), len(report.answers)) == tuple(counts.get(name, 0) for name in PARTS)
    save_draft(report, file)
    for name, count in counts.items():
        with pytest.raises(DraftError, match=r"“甲”的内容不合草稿的格式：格数太多。这个文件没有被改动。请打开备份"):
            decode(many(**{**counts, name: count + 1}), "甲")
    with pytest.raises(SaveFailed):
        save_draft(report.with_changes({"one/more": Entry(1)}), file)
    assert load_draft(file) == report


@pytest.fixture
def of_later() -> str:
    """The body of a draft that a later program has written."""
    now = encode(Report("2021", {"overview/text": "甲", YEAR: "2023"}, {"a": Entry(1)})).partition(b"\n")[2].decode()
    also = '"also": {\n  "z": [\n   -0.0,\n   null\n  ],\n  "a": "\\u0000年"\n },\n'
    return now.replace(' "year"', f' {also} "year"').replace(' "cells"', ' "later": true,\n "cells"')


def test_what_a_later_program_wrote_is_written_again(of_later: str, file: Path) -> None:
    opened = open_draft(sealed(of_later))
    assert opened.remarks == ()
    assert json.loads(opened.report.unknown) == {"also": {"z": [-0.0, None], "a": "\0年"}, "later": True}
    digest = save_draft(opened.report.with_changes({"b": Entry(2)}), file)
    again = json.loads(file.read_bytes().partition(b"\n")[2])
    assert again == {**json.loads(of_later), "cells": {"a": {"value": 1}, "b": {"value": 2}}}
    assert load_draft(file).unknown == opened.report.unknown
    assert save_draft(load_draft(file), file) == digest


def test_the_year_stays_on_top_beside_what_a_later_program_wrote(of_later: str) -> None:
    again = json.loads(encode(decode(sealed(of_later))).partition(b"\n")[2])
    assert list(again) == ["format", "edition", "year", "texts", "cells", "also", "later"]


@pytest.mark.parametrize("number", [2**53 + 1, 2**64, -(2**63) - 1, 10**400, 1e308, 5e-324, -0.0, 0.1])
def test_a_number_of_a_later_program_is_written_to_the_digit(number: float) -> None:
    report = decode(sealed(holding(f'"later": {number!r}')))
    assert json.dumps(json.loads(encode(report).partition(b"\n")[2])["later"]) == repr(number)
    assert decode(encode(report)) == report


def test_what_was_opened_can_be_saved_or_is_refused(file: Path) -> None:
    try:
        opened = open_draft(sealed(holding('"later": 1e400')))
    except DraftError:
        return
    save_draft(opened.report.with_changes({"overview/text": "一天的工作"}), file)


# ------------------------------------------------------------ a draft with a right checksum that somebody made

MANY = 100_000
HOSTILE: dict[str, str | bytes] = {
    "deep lists": holding(f'"later": {"[" * MANY}{"]" * MANY}'),
    "deep objects": holding(f'"later": {"""{"a":""" * MANY}1{"}" * MANY}'),
    "deep, not closed": holding(f'"later": {"[" * MANY}'),
    "closed only": holding(f'"later": {"]" * MANY}'),
    "deep cells": holding(f'"cells": {"""{"a":""" * MANY}1{"}" * MANY}'),
    "400 002 brackets": holding(f'"later": [{"[]," * 199_998}[]]'),
    "41 levels": holding(f'"later": {"[" * 40}{"]" * 40}'),
    "10^400 in a cell": holding(f'"cells": {{"a": {{"value": 1{"0" * 400}}}}}'),
    "1e400 in a cell": holding('"cells": {"a": {"value": 1e400}}'),
    "10^5000": holding(f'"rules": 1{"0" * 5000}'),
    "ten million digits": holding(f'"later": {"9" * 10_000_000}'),
    "NaN": holding('"cells": {"a": {"value": NaN}}'),
    "NaN elsewhere": holding('"later": [NaN]'),
    "-Infinity": holding('"rules": -Infinity'),
    "a float in a cell": holding('"cells": {"a": {"value": 1.5}}'),
    "1.0 in a cell": holding('"cells": {"a": {"value": 1.0}}'),
    "1e2 in a cell": holding('"cells": {"a": {"value": 1e2}}'),
    "true in a cell": holding('"cells": {"a": {"value": true}}'),
    "a list in a cell": holding('"cells": {"a": {"value": [1]}}'),
    "a number for a cell": holding('"cells": {"a": 1}'),
    "a float for the format": '{"format": 3.0, "edition": "2021"}',
    "true for the rules": holding('"rules": true'),
    "1 for a truth": holding('"tables_only": 1'),
    "a name twice": holding('"texts": {"a": "甲"}, "texts": {"a": "乙"}'),
    "a key twice": holding('"texts": {"a": "甲", "a": "乙"}'),
    "a key twice, spelt otherwise": holding(r'"texts": {"a": "甲", "\u0061": "乙"}'),
    "a value twice": holding('"cells": {"a": {"value": 1, "value": 2}}'),
    "twice in what is unknown": holding('"later": {"a": 1, "a": 1}'),
    "GBK": holding('"texts": {"a": "年报"}').encode("gbk"),
    "UTF-16": holding('"texts": {"a": "年报"}').encode("utf-16"),
    "UTF-16 without a mark": holding('"texts": {"a": "年报"}').encode("utf-16-le"),
    "UTF-8 with a mark": holding('"rules": 1').encode("utf-8-sig"),
    "NUL in a text": holding('"texts": {"a": "甲\0"}'),
    "NUL behind": holding('"rules": 1') + "\0",
    "only NULs": "\0" * 1000,
    "half a character": holding(r'"texts": {"a": "\ud800"}'),
    "half a character in a key": holding(r'"texts": {"\udfff": "a"}'),
    "half a character in what is unknown": holding(r'"later": "\ud800"'),
    "a character too long": holding('"texts": {"a": "甲"}').encode().replace("甲".encode(), b"\xc0\xaf"),
    "a text of 200 001": holding(f'"texts": {{"a": "{"甲" * 200_001}"}}'),
    "an edition of another shape": '{"format": 3, "edition": "../2021"}',
    "17 MB": holding(f'"later": "{"x" * 17 * 1024 * 1024}"'),
    "two bodies": holding('"rules": 1') * 2,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_draft_is_refused_in_one_sentence_and_at_once(body: str | bytes, file: Path) -> None:
    file.write_bytes(sealed(body))
    begun = time.process_time()
    with pytest.raises(DraftError) as told:
        load_draft(file)
    assert time.process_time() - begun < 2
    assert f"“{file.name}”" in told.value.happened
    assert told.value.safe == "这个文件没有被改动"
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("spaces", ["\x85", "\u2028", "\u2029", "\u3000", "\xa0"])
def test_a_draft_with_spaces_of_another_kind_between_is_none(spaces: str) -> None:
    with pytest.raises(DraftError):
        decode(sealed(holding(f"{spaces}" + '"rules": 1')))


@pytest.mark.parametrize(
    "body", [holding(f'"later": {"[" * 39}{"]" * 39}'), holding('"later": "[[["'), holding('"a": 1')]
)
def test_what_is_only_strange_is_opened(body: str) -> None:
    report = decode(sealed(body))
    assert decode(encode(report)) == report


@pytest.mark.parametrize("version", [1, 2, 3])
def test_drafts_of_all_formats_are_read_as_strictly(version: int) -> None:
    body = f'{{"format": {version}, "edition": "2021", "texts": {{"a": "甲", "a": "乙"}}}}'
    with pytest.raises(DraftError, match="不合草稿的格式"):
        decode(sealed(body, version))
