"""Every edit is on disk at once, and comes back as far as the journal is whole (SAFETY P3)."""

import errno
import os
import stat
import struct
import zlib
from itertools import accumulate
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import journal as journals
from core.draft import digest, encode
from core.errors import DraftError
from core.journal import Journal, Start, recover
from core.report import PREVIOUS, Answer, Change, Entry, Origin, Previous, Report
from tests.core.test_draft import answers, entries, keys, previous, reports, texts

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such thing")
BEFORE = Report("2021", {"profile/unit": "平房区新疆街道办事处"}, {"requests/granted/total": Entry(7)})
EDITS: list[dict[str, Change]] = [
    {"overview/text": "第一段，“引号”\n第二段"},
    {"requests/granted/business": Entry(15000, "（含补正）", "1.5万（含补正）", Origin.PASTED)},
    {"requests/granted/business": None, "requests/granted/other": Entry(raw=" 无 ")},
    {"answer/T2-P1/proactive/regulations/issued": Answer("年底尚未生效", "2 1")},
    {PREVIOUS: Previous("2019", 2020, "去年.nianbao", {"a": Entry(1)})},
    {"overview/text": "", "off/X-H3": "不适用于本单位"},
]
STATES = list(accumulate(EDITS, Report.with_changes, initial=BEFORE))

edits = st.builds(
    lambda most, last: {**most, **last},
    st.dictionaries(keys, entries | texts | answers | st.just("") | st.none(), max_size=4),
    st.dictionaries(st.just(PREVIOUS), previous | st.none(), max_size=1),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.journal"


def written(path: Path, changes: list[dict[str, Change]] = EDITS, report: Report = BEFORE) -> Path:
    """A journal that was written and let go of."""
    path.unlink(missing_ok=True)
    journal = Journal(path, report, None, "")
    for change in changes:
        journal.append(change)
    journal.close()
    return path


def ends(data: bytes) -> list[int]:
    """Where the head and each record end."""
    line = data.index(b"\n") + 1
    found = [line + int(data[:line].split()[-1])]
    while found[-1] < len(data):
        found.append(found[-1] + 8 + struct.unpack_from(">I", data, found[-1])[0])
    return found


def record(body: bytes) -> bytes:
    return struct.pack(">II", len(body), zlib.crc32(body)) + body


def sealed(body: bytes, version: int = 1) -> bytes:
    """A journal's head around a body, with the line that fits it."""
    return f"nianbao-journal {version} {digest(body)} {len(body)}\n".encode() + body


START = msgspec.json.encode(Start(b"", "", BEFORE)) + b"\n"


# ------------------------------------------------------------ what was edited comes back


@given(reports, st.lists(edits, max_size=5))
def test_whatever_was_edited_comes_back_equal(
    tmp_path_factory: pytest.TempPathFactory, report: Report, changes: list[dict[str, Change]]
) -> None:
    found = recover(written(tmp_path_factory.getbasetemp() / "drawn.journal", changes, report))
    last = list(accumulate(changes, Report.with_changes, initial=report))[-1]
    assert (found.start.report, found.report, found.steps) == (report, last, len(changes))


@given(st.text(st.characters(), max_size=20))
def test_whatever_text_a_report_took_comes_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Halves of characters and such come in with a clipboard; what the report made of them is written down."""
    held = BEFORE.with_changes({"overview/text": text})
    path = written(tmp_path_factory.getbasetemp() / "any.journal", [{"overview/text": held.get("overview/text")}])
    assert recover(path).report == held


@pytest.mark.parametrize(
    "name", ["年报.nianbao", pytest.param("年报.nianbao".encode("gbk").decode("utf-8", "surrogateescape"), marks=posix)]
)
def test_a_journal_tells_what_it_started_from(path: Path, tmp_path: Path, name: str) -> None:
    Journal(path, BEFORE, tmp_path / name, "ab" * 32).close()
    found = recover(path)
    assert found.start == Start(os.fsencode(tmp_path / name), "ab" * 32, BEFORE)
    assert found.start.draft == tmp_path / name
    assert (found.report, found.steps, found.place) == (BEFORE, 0, "")


def test_a_report_that_was_never_saved_has_no_draft(path: Path) -> None:
    assert recover(written(path)).start.draft is None


def test_the_last_place_comes_back(path: Path) -> None:
    journal = Journal(path, BEFORE, None, "")
    for place in ("requests/granted/business", "overview/text", ""):
        journal.append({"a": "一"}, place)
    journal.close()
    assert recover(path).place == "overview/text"


def test_an_edit_can_be_read_while_the_journal_is_written(path: Path) -> None:
    journal = Journal(path, BEFORE, None, "")
    for number, edit in enumerate(EDITS, 1):
        journal.append(edit)
        assert recover(path).report == STATES[number]
    journal.close()


def test_a_journal_knows_how_long_it_is(path: Path) -> None:
    journal, sizes = Journal(path, BEFORE, None, ""), list[int]()
    for edit in EDITS:
        sizes.append(journal.size)
        journal.append(edit)
    journal.close()
    assert [*sizes, journal.size] == ends(path.read_bytes())


# ------------------------------------------------------------ damage


def test_a_journal_cut_off_anywhere_gives_a_whole_number_of_edits(path: Path) -> None:
    data = written(path).read_bytes()
    whole = ends(data)
    assert len(whole) == len(STATES)
    for length in range(len(data) + 1):
        path.write_bytes(data[:length])
        if length < whole[0]:
            with pytest.raises(DraftError):
                recover(path)
        else:
            steps = sum(end <= length for end in whole) - 1
            found = recover(path)
            assert (found.steps, found.report) == (steps, STATES[steps])


def test_a_flipped_bit_stops_the_reading_at_its_record(path: Path) -> None:
    whole = ends(data := written(path).read_bytes())
    for at in range(whole[0], len(data)):
        for bit in range(8) if any(end <= at < end + 8 for end in whole) else [at % 8]:
            path.write_bytes(data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :])
            found = recover(path)
            steps = sum(end <= at for end in whole) - 1
            assert (found.steps, found.report) == (steps, STATES[steps])


def test_a_flipped_bit_in_the_head_is_told(path: Path) -> None:
    data = written(path, []).read_bytes()
    for at in range(len(data)):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :])
        with pytest.raises(DraftError, match=r"没有保存的修改（a\.journal）读不出来"):
            recover(path)


@given(st.binary(max_size=60))
def test_whatever_follows_the_last_record_is_not_read(tmp_path_factory: pytest.TempPathFactory, junk: bytes) -> None:
    path = written(tmp_path_factory.getbasetemp() / "junk.journal")
    path.write_bytes(path.read_bytes() + junk)
    assert recover(path).report == STATES[-1]


NEXT = b'{"seq":7,"texts":{"a":"\xe4\xba\x8c"}}'


def test_a_record_made_by_hand_is_read(path: Path) -> None:
    path.write_bytes(written(path).read_bytes() + record(NEXT))
    assert recover(path).report == STATES[-1].with_changes({"a": "二"})


NO_RECORDS = {
    "skips": NEXT.replace(b"7", b"8"),
    "repeats": NEXT.replace(b"7", b"6"),
    "zero": NEXT.replace(b"7", b"0"),
    "no number": NEXT.replace(b"7", b'"7"'),
    "none": NEXT.replace(b"seq", b"sex"),
    "cut": NEXT[:-1],
    "not UTF-8": NEXT.replace(b"\xe4", b"\xff"),
    "half a character": NEXT.replace(b"\xe4\xba\x8c", b"\\ud800"),
    "no body": b"",
    "a list": b"[]",
    "value": b'{"seq":7,"cells":{"a":{"value":9999999999}}}',
    "deep": b'{"seq":7,"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "long": NEXT + b" " * (16 * 1024 * 1024 + 1 - len(NEXT)),
}


def test_a_record_of_16_megabytes_is_read(path: Path) -> None:
    path.write_bytes(written(path).read_bytes() + record(NEXT + b" " * (16 * 1024 * 1024 - len(NEXT))))
    assert recover(path).report.text("a") == "二"


@pytest.mark.parametrize("body", NO_RECORDS.values(), ids=NO_RECORDS)
def test_a_record_that_is_none_ends_the_reading(path: Path, body: bytes) -> None:
    path.write_bytes(written(path).read_bytes() + record(body) + record(NEXT))
    assert recover(path).report == STATES[-1]


NO_HEADS = {
    "empty": b"",
    "cut": b"nianbao-journal ",
    "a draft": encode(BEFORE),
    "format 2": sealed(START, version=2),
    "format 0": sealed(START, version=0),
    "damaged": sealed(START).replace("平房区".encode(), "平房县".encode()),
    "short": sealed(START)[:-1],
    "no body": sealed(b""),
    "half an object": sealed(b"{"),
    "a list": sealed(b"[]"),
    "no report": sealed(b'{"path":"","base":""}'),
    "path is a number": sealed(START.replace(b'"path":""', b'"path":1')),
    "path is no base64": sealed(START.replace(b'"path":""', b'"path":"?"')),
    "half a character": sealed(START.replace("平房区".encode(), b"\\ud800")),
    "not UTF-8": sealed(START.replace("平房区".encode(), b"\xff")),
    "a draft of 2025": sealed(msgspec.json.encode({"path": "", "base": "", "draft": encode(BEFORE).decode()})),
    "deep": sealed(b'{"path":"","x":' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
}


@pytest.mark.parametrize("data", NO_HEADS.values(), ids=NO_HEADS)
def test_a_head_that_is_none_is_told(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(DraftError, match="请"):
        recover(path)
    assert path.read_bytes() == data


def test_a_journal_that_is_gone_is_told(path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        recover(path)


# ------------------------------------------------------------ long ones


def test_a_text_of_twelve_megabytes_comes_back(path: Path) -> None:
    text = "字" * 4_000_000
    assert recover(written(path, [{"overview/text": text}, {"a": "一"}])).report.texts == {
        **BEFORE.texts,
        "overview/text": text,
        "a": "一",
    }


def test_an_edit_that_is_too_long_is_refused_and_the_next_one_comes_back(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journals, "_LONGEST", 1000)  # 16 MB in earnest
    journal, longest = Journal(path, BEFORE, None, ""), "x" * (1000 - len(b'{"seq":1,"texts":{"a":""}}'))
    size = journal.size
    with pytest.raises(OSError, match="too long") as told:
        journal.append({"a": longest + "x"})
    assert (told.value.errno, told.value.filename) == (errno.EFBIG, str(path))
    assert journal.size == path.stat().st_size == size
    journal.append({"a": longest})
    assert journal.size == size + 8 + 1000
    journal.append({"b": "一"})
    journal.close()
    assert (recover(path).steps, recover(path).report) == (2, BEFORE.with_changes({"a": longest, "b": "一"}))


def test_a_text_of_more_than_16_megabytes_is_refused(path: Path) -> None:
    journal = Journal(path, BEFORE, None, "")
    with pytest.raises(OSError, match="too long"):
        journal.append({"a": "x" * 16 * 1024 * 1024})
    journal.close()
    assert recover(path).steps == 0


def test_a_journal_that_grew_beyond_the_limit_gives_what_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journals, "_LIMIT", 4000)  # 64 MB in earnest
    data = written(path, [{"overview/text": "字" * 100}] * 20).read_bytes()
    assert recover(path).steps == sum(end <= 4000 for end in ends(data)) - 1 > 0


@pytest.mark.parametrize("length", [200_001, 1_000_000])
def test_a_report_with_a_text_too_long_for_a_draft_has_a_journal(path: Path, length: int) -> None:
    report = BEFORE.with_changes({"problems/text": "字" * length})
    assert recover(written(path, EDITS, report)).report == STATES[-1].with_changes({"problems/text": "字" * length})


# ------------------------------------------------------------ its end, and what may fail


@pytest.mark.parametrize("closed", [False, True])
def test_a_dropped_journal_is_gone(path: Path, closed: bool) -> None:
    journal = Journal(path, BEFORE, None, "")
    if closed:
        journal.close()
    journal.drop()
    assert not path.exists()
    journal.drop()


@posix
def test_the_disk_is_asked_to_confirm_each_time_and_the_folder_once(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal, real, synced = Journal(path, BEFORE, None, ""), os.fsync, list[str]()

    def fsync(handle: int) -> None:
        synced.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    for _ in range(3):
        journal.sync()
    journal.close()
    journal.sync()  # the window asks later, on another thread
    assert synced == ["file", "folder", "file", "file"]


def test_a_folder_that_was_not_confirmed_is_asked_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []

    def once(folder: Path) -> None:
        asked.append(folder)
        if len(asked) == 1:
            raise OSError(errno.EIO, "no")

    monkeypatch.setattr(journals, "sync_folder", once)
    journal = Journal(path, BEFORE, None, "")
    with pytest.raises(OSError, match="no"):
        journal.sync()
    for _ in range(2):
        journal.sync()
    journal.close()
    assert asked == [path.parent] * 2


def test_a_closed_journal_takes_nothing_more(path: Path) -> None:
    journal = Journal(path, BEFORE, None, "")
    journal.close()
    with pytest.raises(OSError, match="Bad file descriptor"):
        journal.append({"a": "一"})
    assert recover(path).steps == 0


def test_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Journal(tmp_path / "nowhere" / "a.journal", BEFORE, None, "")


def test_a_journal_never_takes_the_place_of_another(path: Path) -> None:
    written(path)
    with pytest.raises(FileExistsError):
        Journal(path, BEFORE, None, "")
    assert recover(path).report == STATES[-1]


def test_a_journal_that_can_not_be_held_leaves_no_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(handle: int) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(journals, "hold", refuses)
    with pytest.raises(OSError, match="no locks"):
        Journal(path, BEFORE, None, "")
    assert not path.exists()
