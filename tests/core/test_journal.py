"""Every edit is on disk at once, and comes back as far as the journal is whole (SAFETY P3)."""

import errno
import os
import struct
import zlib
from collections.abc import Mapping
from itertools import accumulate
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import journal as journals
from core.draft import decode, digest, encode
from core.errors import DraftError
from core.journal import Journal, recover
from core.report import PREVIOUS, Answer, Change, Entry, Origin, Previous, Report
from tests.core.test_draft import answers, entries, keys, previous, reports, texts

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


def start(draft: str) -> bytes:
    return msgspec.json.encode({"path": "", "base": "", "draft": draft}) + b"\n"


# ------------------------------------------------------------ what was edited comes back


@given(reports, st.lists(edits, max_size=5))
def test_whatever_was_edited_comes_back_equal(
    tmp_path_factory: pytest.TempPathFactory, report: Report, changes: list[dict[str, Change]]
) -> None:
    report = decode(encode(report))  # as a draft keeps it
    found = recover(written(tmp_path_factory.getbasetemp() / "drawn.journal", changes, report))
    last = list(accumulate(changes, Report.with_changes, initial=report))[-1]
    assert (found.before, found.report, found.steps) == (report, last, len(changes))


def test_a_journal_tells_what_it_started_from(path: Path, tmp_path: Path) -> None:
    Journal(path, BEFORE, tmp_path / "年报.nianbao", "ab" * 32).close()
    found = recover(path)
    assert found.start.path == str(tmp_path / "年报.nianbao")
    assert (found.start.base, found.start.draft) == ("ab" * 32, encode(BEFORE).decode())
    assert (found.before, found.report, found.steps, found.place) == (BEFORE, BEFORE, 0, "")


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


def test_a_journal_is_empty_until_the_first_edit(path: Path) -> None:
    journal = Journal(path, BEFORE, None, "")
    assert journal.is_empty
    journal.append({"a": "一"})
    assert not journal.is_empty
    journal.close()


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
    "long": NEXT + b" " * 4 * 1024 * 1024,
}


@pytest.mark.parametrize("body", NO_RECORDS.values(), ids=NO_RECORDS)
def test_a_record_that_is_none_ends_the_reading(path: Path, body: bytes) -> None:
    path.write_bytes(written(path).read_bytes() + record(body) + record(NEXT))
    assert recover(path).report == STATES[-1]


DRAFT = encode(BEFORE).decode()
NO_HEADS = {
    "empty": b"",
    "cut": b"nianbao-journal ",
    "a draft": encode(BEFORE),
    "format 2": sealed(start(DRAFT), version=2),
    "format 0": sealed(start(DRAFT), version=0),
    "no draft": sealed(start("nianbao-draft")),
    "damaged draft": sealed(start(DRAFT.replace("平房区", "平房县"))),
    "short": sealed(start(DRAFT))[:-1],
}


@pytest.mark.parametrize("data", NO_HEADS.values(), ids=NO_HEADS)
def test_a_head_that_is_none_is_told(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(DraftError, match="请"):
        recover(path)
    assert path.read_bytes() == data


@pytest.mark.xfail(strict=True, raises=msgspec.DecodeError, reason="recover lets msgspec's errors of the head through")
@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"path":"","base":""}', b'{"path":1}'])
def test_a_head_of_another_shape_is_told(path: Path, body: bytes) -> None:
    path.write_bytes(sealed(body))
    with pytest.raises(DraftError):
        recover(path)


def test_a_journal_that_is_gone_is_told(path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        recover(path)


# ------------------------------------------------------------ nothing typed is lost: found wanting


@pytest.mark.xfail(strict=True, raises=UnicodeEncodeError, reason="append takes no half of a character")
def test_half_a_character_from_a_clipboard_is_kept_as_the_report_keeps_it(path: Path) -> None:
    assert recover(written(path, [{"overview/text": "甲\ud800"}])).report.text("overview/text") == "甲\ufffd"


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
@pytest.mark.xfail(strict=True, raises=UnicodeEncodeError, reason="no journal for a draft whose name isn't UTF-8")
def test_a_draft_whose_name_is_not_utf8_has_a_journal(path: Path) -> None:
    Journal(path, BEFORE, Path(os.fsdecode("年报.nianbao".encode("gbk"))), "").close()
    assert recover(path).before == BEFORE


@pytest.mark.xfail(
    strict=True,
    raises=AssertionError,
    reason="append writes records that recover doesn't take, and all after them is lost",
)
def test_a_text_of_four_megabytes_comes_back_or_is_refused(path: Path) -> None:
    journal = Journal(path, BEFORE, None, "")
    try:
        journal.append({"overview/text": "字" * 1_400_000})
    except OSError:
        return
    finally:
        journal.close()
    assert recover(path).steps == 1


@pytest.mark.xfail(strict=True, raises=DraftError, reason="a journal beyond the limit is lost from its first edit on")
def test_a_journal_that_grew_beyond_the_limit_gives_what_it_holds(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journals, "_LIMIT", 4000)  # 64 MB in earnest: 20 000 characters, written 1100 times
    written(path, [{"overview/text": "字" * 100}] * 20)
    assert recover(path).steps > 0


@pytest.mark.xfail(strict=True, raises=DraftError, reason="the head is a draft, which takes no longer text")
def test_a_report_with_a_text_too_long_for_a_draft_has_a_journal(path: Path) -> None:
    report = BEFORE.with_changes({"overview/text": "字" * 200_001})
    assert recover(written(path, EDITS, report)).steps == len(EDITS)


# ------------------------------------------------------------ its end, and what may fail


@pytest.mark.parametrize("closed", [False, True])
def test_a_dropped_journal_is_gone(path: Path, closed: bool) -> None:
    journal = Journal(path, BEFORE, None, "")
    if closed:
        journal.close()
    journal.drop()
    assert not path.exists()
    journal.drop()


def test_the_disk_is_asked_to_confirm_what_was_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal, real, synced = Journal(path, BEFORE, None, ""), os.fsync, list[int]()
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(handle) or real(handle))
    journal.sync()
    journal.close()
    assert synced


def test_a_closed_journal_takes_nothing_more(path: Path) -> None:
    journal = Journal(path, BEFORE, None, "")
    journal.close()
    with pytest.raises(OSError, match="Bad file descriptor"):
        journal.append({"a": "一"})
    assert recover(path).steps == 0


@pytest.mark.xfail(strict=True, raises=ValueError, reason="fsync(-1) is a ValueError, which the window doesn't expect")
def test_a_closed_journal_tells_that_it_can_not_be_confirmed(path: Path) -> None:
    journal = Journal(path, BEFORE, None, "")
    journal.close()
    with pytest.raises(OSError, match="Bad file descriptor"):
        journal.sync()


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


class Full:
    """A disk that takes `piece` bytes a call; the call numbered `full_at`, and all after it, fail till there's room."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, full_at: int, piece: int) -> None:
        self.calls, self.full_at, self.piece, self.real = 0, full_at, piece, os.write
        monkeypatch.setattr(os, "write", self.write)

    def write(self, handle: int, data: bytes) -> int:
        self.calls += 1
        if self.calls > self.full_at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return self.real(handle, bytes(data)[: self.piece])


def typed_till_full(path: Path, changes: list[Mapping[str, Change]]) -> tuple[Journal | None, int]:
    """The journal, None if it couldn't be begun, and how many edits it took."""
    try:
        journal = Journal(path, BEFORE, None, "")
    except OSError:
        return None, 0
    for taken, change in enumerate(changes):
        try:
            journal.append(change)
        except OSError:
            return journal, taken
    return journal, len(changes)


@pytest.mark.parametrize("piece", [7, 100, 100_000])
def test_what_was_written_before_the_disk_was_full_comes_back(
    path: Path, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for full_at in range(10_000):
        with monkeypatch.context() as patched:
            Full(patched, full_at, piece)
            journal, taken = typed_till_full(path, EDITS)
        if journal is None:
            assert not path.exists()
            continue
        journal.close()
        assert (recover(path).steps, recover(path).report) == (taken, STATES[taken])
        journal.drop()
        if taken == len(EDITS):
            return
    pytest.fail("the disk was always full")


@pytest.mark.xfail(
    strict=True, raises=AssertionError, reason="what follows a record that failed is never read, though append succeeds"
)
@pytest.mark.parametrize("piece", [7, 100_000], ids=["half a record was written", "nothing was written"])
def test_what_is_typed_once_there_is_room_again_comes_back(
    path: Path, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal, disk = Journal(path, BEFORE, None, ""), Full(monkeypatch, 1, piece)
    with pytest.raises(OSError, match="No space left"):
        for edit in EDITS:
            journal.append(edit)
    disk.full_at, disk.piece = 10_000, 100_000
    journal.append({"a": "腾出空间以后"})
    journal.close()
    assert recover(path).report.text("a") == "腾出空间以后"
