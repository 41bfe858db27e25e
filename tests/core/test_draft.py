"""The draft file: what is saved comes back, what is damaged is never opened as if it were whole."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from core import draft
from core.checks import Checker
from core.draft import decode, encode, load_draft, save_draft
from core.errors import DraftError, SaveFailed
from core.form import Form
from core.report import Answer, Entry, Origin, Previous, Report, reckon
from tests.core.sheets import DATA
from tests.core.test_strictness import ODD

GOLDEN = DATA / "draft_format_1.nianbao"

# what stands in draft_format_2.nianbao. The goldens were written once, by the save_draft of their day, and are
# never written again: a draft that a clerk has kept must open, so a test that fails is mended in core.draft.
GOLDEN_2 = DATA / "draft_format_2.nianbao"
OF_FORMAT_2 = Report(
    "2021",
    {"profile/unit": "平房区新疆街道办事处", "profile/year": "2021", "other/text": "第一段，“引号”\n第二段\t<&>😀"},
    {
        "proactive/normative_documents/issued": Entry(22, "（其中修订16件）"),
        "proactive/normative_documents/in_force": Entry(
            66, origin=Origin.CARRIED, source="2020 年度报告“现行有效件数 × 行政规范性文件”"
        ),
        "proactive/fees/fees_wan_yuan": Entry("1.5", raw="15000元"),
        "requests/new_received/business": Entry(15000, "（含补正）", "1.5万（含补正）", Origin.PASTED),
        "requests/granted/business": Entry(raw=" 无 ", origin=Origin.PASTED),
        "requests/granted/natural_person": Entry(12, raw="12件", origin=Origin.IMPORTED, source="甲.json"),
        "requests/granted/total": Entry(7, origin=Origin.OVERRIDDEN, reason="按已公布的原数照抄"),
        "requests/total_handled/total": Entry(8, "（注）", "８（注）", Origin.OVERRIDDEN, "乙.json", "已核实"),
        "disputes/review/upheld": Entry(0, origin=Origin.DECLARED),
    },
    '{"id": "a", "x": [1.5, null]}',
    True,
    Previous(
        "2019",
        2020,
        "去年.nianbao",
        {
            "proactive/licensing/items_delta": Entry(-3, raw="－3"),
            "proactive/procurement/procurement_amount": Entry("18.8710"),
            "requests/carried_forward/business": Entry(raw="无"),
            "requests/carried_forward/other": Entry(4, "（延期）", origin=Origin.IMPORTED, source="丙.json"),
            "requests/total_handled/total": Entry(9, origin=Origin.OVERRIDDEN, reason="按上级核定的数填写"),
        },
    ),
)

GOLDEN_3 = DATA / "draft_format_3.nianbao"
OF_FORMAT_3 = structs.replace(
    OF_FORMAT_2,
    texts={**OF_FORMAT_2.texts, "off/X-H3": "不适用于本单位", "other/fee_notices": "２件"},
    previous=structs.replace(
        OF_FORMAT_2.previous,
        texts={"overview/text": "第一段，“引号”\n第二段\t<&>😀"},
        reasons={"T2-P5/proactive/coercion/decisions": "已与业务科室核对，数据属实"},
    ),
    answers={
        "answer/T2-P1/proactive/regulations/issued": Answer("年底尚未生效", "2 1 2 0 1"),
        "answer/S-13/other/text/。。": Answer("", "。。"),
    },
    rules=2,
)


def sealed(body: str | bytes, version: int = 1) -> bytes:
    """A draft around a body, with the header that fits it."""
    content = body.encode() if isinstance(body, str) else body
    return f"nianbao-draft {version} {hashlib.sha256(content).hexdigest()} {len(content)}\n".encode() + content


def holding(more: str) -> bytes:
    """A draft with something more in it."""
    return sealed(f'{{"format": 3, "edition": "2021", {more}}}', 3)


texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)
typed = st.text(st.characters(codec="utf-8", exclude_characters=ODD), min_size=1, max_size=30)  # as a report takes it
keys = st.text("abcxyz/_", min_size=1, max_size=12)
amounts = st.from_regex(r"[0-9]{1,12}(\.[0-9]{1,20})?", fullmatch=True)
entries = st.builds(
    Entry,
    value=st.none() | st.integers(-999_999_999, 999_999_999) | amounts,
    note=st.just("") | texts,
    raw=st.just("") | texts,
    origin=st.sampled_from(Origin),
    source=st.just("") | texts,
    reason=st.just("") | texts,
)
previous = st.builds(
    Previous,
    edition=st.from_regex(r"[0-9]{4}", fullmatch=True),
    year=st.integers(1000, 9999),
    source=texts,
    cells=st.dictionaries(keys, entries, max_size=4),
    texts=st.dictionaries(keys, texts, max_size=2),
    reasons=st.dictionaries(keys, texts, max_size=2),
)
answers = st.builds(Answer, reason=st.just("") | texts, basis=st.just("") | texts)
plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts
later = st.dictionaries(
    keys, plain | st.lists(plain, max_size=2) | st.dictionaries(texts, plain, max_size=2), min_size=1
)
reports = st.builds(
    Report,
    edition=st.from_regex(r"[0-9]{4}", fullmatch=True),
    texts=st.dictionaries(keys, typed, max_size=4) | st.dictionaries(st.just("profile/year"), typed, min_size=1),
    cells=st.dictionaries(keys, entries, max_size=6),
    extra=st.just("") | texts,
    tables_only=st.booleans(),
    previous=st.none() | previous,
    answers=st.dictionaries(keys, answers, max_size=3),
    rules=st.integers(0, 99),
    unknown=st.just("") | later.map(lambda held: decode(holding(json.dumps(held)[1:-1])).unknown),
)


@given(reports)
def test_every_report_comes_back_equal(report: Report) -> None:
    assert decode(encode(report)) == report


@given(reports)
def test_equal_reports_give_equal_bytes(report: Report) -> None:
    turned = Report(
        report.edition,
        dict(reversed(report.texts.items())),
        dict(reversed(report.cells.items())),
        report.extra,
        report.tables_only,
        report.previous and structs.replace(report.previous, cells=dict(reversed(report.previous.cells.items()))),
        dict(reversed(report.answers.items())),
        report.rules,
        report.unknown,
    )
    assert encode(turned) == encode(report)


def test_a_saved_draft_opens_as_it_was(sample: Report, file: Path) -> None:
    assert save_draft(sample, file) == hashlib.sha256(file.read_bytes()).hexdigest()
    assert load_draft(file) == sample
    assert file.read_bytes() == encode(sample)


def test_a_draft_can_be_read_by_a_person(sample: Report) -> None:
    header, _, body = encode(sample).decode().partition("\n")
    assert header.split()[:2] == ["nianbao-draft", "3"]
    assert '"year": "2023"' in body
    assert '"profile/unit": "平房区新疆街道办事处"' in body


def test_a_draft_of_format_1_opens_for_ever(form: Form) -> None:
    report = load_draft(GOLDEN)
    assert report.edition == "2021"
    assert report.year == 2023
    assert report.unit == "平房区新疆街道办事处"
    assert report.text("overview/text") == "第一段，“引号”与换行\n第二段\t<&>😀"
    assert report.cells == {
        "proactive/normative_documents/issued": Entry(22, "（其中修订16件）"),
        "proactive/fees/fees_wan_yuan": Entry("18.8710"),
        "requests/granted/natural_person": Entry(0, origin=Origin.IMPORTED, source="甲.json"),
        "requests/granted/business": Entry(raw="无"),
        "requests/granted/total": Entry(7, origin=Origin.OVERRIDDEN),
    }
    assert report.extra == '{"id": "a", "x": [1.5, null]}'
    assert report.tables_only is True
    assert report.previous is None
    assert "T3-R5" in {issue.code for issue in Checker(form).run(report, reckon(form, report))}


def test_a_draft_of_format_2_opens_for_ever(form: Form) -> None:
    report = load_draft(GOLDEN_2)
    assert report == OF_FORMAT_2
    assert report.previous is not None
    entries = [*report.cells.values(), *report.previous.cells.values()]
    for name in Entry.__struct_fields__:
        assert len({getattr(entry, name) for entry in entries}) > 1, f"the golden holds no {name}"
    assert {entry.origin for entry in entries} == set(Origin)
    assert {type(entry.value) for entry in entries} == {int, str, type(None)}
    assert form.cells.keys() > report.cells.keys()


def test_a_draft_of_format_3_opens_for_ever() -> None:
    report = load_draft(GOLDEN_3)
    assert report == OF_FORMAT_3
    assert report.previous is not None
    for held in (report, report.previous, *report.answers.values()):
        assert all(getattr(held, name) for name in held.__struct_fields__ if name not in ("reason", "unknown")), (
            "the golden holds all"
        )
    assert {bool(answer.reason) for answer in report.answers.values()} == {True, False}


def test_the_goldens_name_their_format() -> None:
    for number, golden in enumerate((GOLDEN, GOLDEN_2, GOLDEN_3), 1):
        assert golden.read_bytes().startswith(b"nianbao-draft %d " % number)


@pytest.mark.parametrize("golden", [GOLDEN, GOLDEN_2, GOLDEN_3])
def test_a_draft_of_any_format_is_saved_again_in_the_newest(golden: Path, file: Path) -> None:
    save_draft(load_draft(golden), file)
    assert file.read_bytes().startswith(b"nianbao-draft 3 ")
    assert load_draft(file) == load_draft(golden)


@given(entries, previous)
def test_everything_known_of_a_cell_and_of_last_year_comes_back(entry: Entry, known: Previous) -> None:
    back = decode(encode(Report("2021", cells={"a/b": entry}, previous=known)))
    for name in Entry.__struct_fields__:
        assert getattr(back.cells["a/b"], name) == getattr(entry, name)
    for name in Previous.__struct_fields__:
        assert getattr(back.previous, name) == getattr(known, name)


@pytest.mark.parametrize(
    "previous",
    [
        "1",
        "{}",
        '{"edition": "2021", "source": "甲"}',
        '{"edition": "2021", "year": "2022", "source": "甲"}',
        '{"edition": "2021", "year": 2022, "source": "甲", "cells": {"a": {"value": 1.5}}}',
        '{"edition": "2021", "year": 2022, "source": "甲", "cells": {"a": {"origin": "heaven"}}}',
    ],
)
def test_a_last_year_that_is_none_is_refused(previous: str) -> None:
    with pytest.raises(DraftError, match="的内容不合草稿的格式"):
        decode(sealed(f'{{"format": 2, "edition": "2021", "previous": {previous}}}', 2))


def test_a_field_added_by_a_later_program_of_the_same_format_is_kept() -> None:
    assert json.loads(decode(sealed('{"format": 1, "edition": "2021", "later": [1]}')).unknown) == {"later": [1]}


@pytest.fixture
def small() -> bytes:
    return encode(
        Report("2021", {"profile/unit": "甲街道", "profile/year": "2023"}, {"a/b": Entry(12), "a/c": Entry("18.8710")})
    )


def test_a_draft_cut_off_anywhere_is_not_opened(small: bytes) -> None:
    for length in range(len(small)):
        with pytest.raises(DraftError):
            decode(small[:length])


def test_a_draft_with_a_byte_too_many_is_not_opened(small: bytes) -> None:
    for more in (b"\n", b" ", b"\0", small):
        with pytest.raises(DraftError):
            decode(small + more)


def test_a_changed_digit_is_noticed_anywhere(small: bytes) -> None:
    digits = [at for at, byte in enumerate(small) if byte in b"0123456789"]
    assert len(digits) >= 50
    for at in digits:
        other = b"%d" % ((int(chr(small[at])) + 1) % 10)
        with pytest.raises(DraftError):
            decode(small[:at] + other + small[at + 1 :])


def test_a_flipped_bit_is_noticed_anywhere(small: bytes) -> None:
    for at in range(len(small)):
        for bit in range(8):
            broken = bytearray(small)
            broken[at] ^= 1 << bit
            with pytest.raises(DraftError):
                decode(bytes(broken))


@pytest.mark.parametrize("number", [b"1", b"2"])
def test_a_first_line_that_names_another_format_than_the_body_is_noticed(small: bytes, number: bytes) -> None:
    with pytest.raises(DraftError, match="“甲”已损坏，开头写的格式与内容不符") as told:
        decode(small.replace(b"nianbao-draft 3 ", b"nianbao-draft %s " % number, 1), "甲")
    assert told.value.safe == "这个文件没有被改动"


def test_a_newer_format_is_refused_and_both_are_named(small: bytes) -> None:
    with pytest.raises(DraftError, match=r"“甲”由更新版本的程序保存（格式 4，本程序能读到 3）。.*请升级") as told:
        decode(small.replace(b"nianbao-draft 3 ", b"nianbao-draft 4 ", 1), "甲")
    assert told.value.safe == "这个文件没有被改动"


def test_a_byte_order_mark_does_no_harm(small: bytes) -> None:
    assert decode(b"\xef\xbb\xbf" + small) == decode(small)


def test_line_ends_turned_by_a_mail_program_do_no_harm(small: bytes) -> None:
    assert decode(small.replace(b"\n", b"\r\n")) == decode(small)


def test_turned_line_ends_do_not_hide_damage(small: bytes) -> None:
    with pytest.raises(DraftError, match="已损坏"):
        decode(small.replace(b"\n", b"\r\n").replace("甲".encode(), "乙".encode()))
    header, _, body = small.partition(b"\n")
    with pytest.raises(DraftError, match="已损坏"):
        decode(header + b"\n" + body.replace(b"\n", b"\r\n"))


FORMAT_0 = sealed('{"format": 0, "edition": "2021"}', 0)


@pytest.mark.parametrize(
    "data",
    [b"", b"\n", b"{}", b"PK\x03\x04", b"nianbao-draft", b"nianbao-draft x y 1\n", b"\xff\xfe\0", FORMAT_0],
)
def test_what_is_no_draft_is_refused(data: bytes) -> None:
    with pytest.raises(DraftError, match="不是年报填报的草稿，或开头已损坏"):
        decode(data)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        '{"format": 1}',
        '{"format": 1, "edition": "21"}',
        '{"format": 1, "edition": "2021", "texts": {"a": 1}}',
        '{"format": 1, "edition": "2021", "cells": {"a": {"value": 1.5}}}',
        '{"format": 1, "edition": "2021", "cells": {"a": {"value": 1000000000}}}',
        '{"format": 1, "edition": "2021", "cells": {"a": {"value": "1e3"}}}',
        '{"format": 1, "edition": "2021", "cells": {"a": {"origin": "heaven"}}}',
        '{"format": 1, "edition": "2021", "x": ' + "[" * 100_000,
        b'{"format": 1, "edition": "2021", "extra": "\xff"}',
        '{"format": 1, "edition": "2021", "year": "' + "9" * 200_001 + '"}',
    ],
    ids=range(13),
)
def test_a_body_that_is_no_report_is_refused_though_its_checksum_fits(body: str | bytes) -> None:
    with pytest.raises(DraftError, match="的内容不合草稿的格式。这个文件没有被改动。请打开备份。"):
        decode(sealed(body))


def test_a_file_that_is_far_too_long_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "long.nianbao"
    with path.open("wb") as file:
        file.truncate(10**10)  # nothing is written: the file has a hole
    with pytest.raises(DraftError, match=r"“long.nianbao”太大"):
        load_draft(path)


def test_a_draft_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match=r"没有找到“gone.nianbao”。请检查"):
        load_draft(tmp_path / "gone.nianbao")


def test_a_folder_is_no_draft(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match="打不开"):
        load_draft(tmp_path)


def test_a_draft_that_would_not_read_back_is_not_saved(
    sample: Report, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_draft(sample, file)
    before = file.read_bytes()
    monkeypatch.setattr(draft, "_read_body", lambda content: None)
    with pytest.raises(SaveFailed):
        save_draft(sample.with_changes({"other/text": "改"}), file)
    assert file.read_bytes() == before


def test_a_text_too_long_to_read_back_is_not_saved(file: Path) -> None:
    with pytest.raises(SaveFailed, match="20万字"):
        save_draft(Report("2021", {"other/text": "长" * 200_001}), file)
    assert not file.exists()


def test_half_a_character_in_a_text_does_not_keep_the_draft_from_being_saved(file: Path) -> None:
    save_draft(Report("2021").with_changes({"other/text": "甲\ud83d乙"}), file)


@pytest.mark.parametrize(
    "broken", [{"texts": {"other/text": "\ud83d"}}, {"previous": Previous("2021", 2022, "去年\udcff.nianbao")}]
)
def test_one_that_came_in_unseen_leaves_the_file_as_it_was(file: Path, broken: dict[str, Any]) -> None:
    file.write_bytes(b"whole")
    with pytest.raises(SaveFailed):
        save_draft(Report("2021", **broken), file)
    assert file.read_bytes() == b"whole"
