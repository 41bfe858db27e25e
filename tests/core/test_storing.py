"""A save compares with the disk, keeps what stood there, replaces it whole, and tells the truth (SAFETY P1, P2, P6)."""

import errno
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from core import storing
from core.draft import digest, encode, load_draft, save_draft
from core.errors import SaveFailed
from core.history import folder_of, versions
from core.report import Report
from core.storing import ChangedOnDisk, Stored, digest_of, store
from tests.core.test_durable import KINDS, STEPS, Steps, files, posix

OLD, NEW, OTHER = (
    Report("2021", {"profile/unit": "平房区新疆街道办事处", "overview/text": text})
    for text in ("旧稿", "新稿", "别人的稿")
)
SESSION = "0123abcd"


@pytest.fixture
def history(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """The old draft, in a folder of its own."""
    path = tmp_path / "材料" / "年报.nianbao"
    path.parent.mkdir()
    save_draft(OLD, path)
    return path


def saved(draft: Path, history: Path, base: str = "", report: Report = NEW, *, over_changes: bool = False) -> Stored:
    return store(report, draft, base=base, history=history, session=SESSION, over_changes=over_changes)


def kept(history: Path, draft: Path) -> list[Report]:
    return [load_draft(version.path) for version in versions(history, draft)]


# ------------------------------------------------------------ what was opened still stands there


def test_a_draft_is_saved_over_what_was_opened(draft: Path, history: Path) -> None:
    stored = saved(draft, history, digest_of(draft))
    assert load_draft(draft) == NEW
    assert stored == Stored(digest(draft.read_bytes()), "")
    assert kept(history, draft) == [OLD]


def test_each_save_is_the_base_of_the_next(draft: Path, history: Path) -> None:
    base = digest_of(draft)
    for report in (NEW, OTHER, NEW, OLD):
        base = saved(draft, history, base, report).digest
    assert load_draft(draft) == OLD
    assert kept(history, draft) == [NEW, OTHER, NEW, OLD]


def test_a_draft_that_somebody_changed_is_not_written(draft: Path, history: Path) -> None:
    base = digest_of(draft)
    save_draft(OTHER, draft)
    with pytest.raises(ChangedOnDisk, match=r"“年报\.nianbao”打开以后被别的程序或别的人改过，没有写入") as told:
        saved(draft, history, base)
    assert told.value.kind == "changed"
    assert told.value.do
    assert load_draft(draft) == OTHER
    assert files(draft.parent) == [draft.name]
    assert not history.exists()


def test_a_draft_changed_by_a_single_byte_is_not_written(draft: Path, history: Path) -> None:
    base = digest_of(draft)
    draft.write_bytes(draft.read_bytes() + b"\n")
    with pytest.raises(ChangedOnDisk):
        saved(draft, history, base)


def test_saving_over_changes_keeps_what_the_other_wrote(draft: Path, history: Path) -> None:
    base = digest_of(draft)
    save_draft(OTHER, draft)
    stored = saved(draft, history, base, over_changes=True)
    assert stored == Stored(digest(encode(NEW)), "")
    assert load_draft(draft) == NEW
    assert kept(history, draft) == [OTHER]


def test_a_place_that_was_not_opened_is_never_compared(draft: Path, history: Path) -> None:
    saved(draft, history)
    assert load_draft(draft) == NEW
    assert kept(history, draft) == [OLD]


def test_a_draft_that_was_taken_away_is_written_anew(draft: Path, history: Path) -> None:
    base = digest_of(draft)
    draft.unlink()
    assert saved(draft, history, base).digest == digest_of(draft)
    assert load_draft(draft) == NEW


def test_a_new_draft_has_nothing_to_keep(draft: Path, history: Path) -> None:
    fresh = draft.with_name("新年报.nianbao")
    assert saved(fresh, history) == Stored(digest(encode(NEW)), "")
    assert versions(history, fresh) == []


def test_a_report_that_can_not_be_read_back_is_not_written(draft: Path, history: Path) -> None:
    with pytest.raises(SaveFailed, match="写出的内容读不回来"):
        saved(draft, history, "", NEW.with_changes({"overview/text": "字" * 200_001}))
    assert load_draft(draft) == OLD


def test_a_file_that_is_not_there_or_is_none_has_no_digest(tmp_path: Path) -> None:
    assert digest_of(tmp_path / "nowhere") == digest_of(tmp_path) == ""


def test_what_somebody_writes_right_after_a_save_is_not_taken_for_ours(
    draft: Path, history: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def both_save(report: Report, path: Path) -> str:
        ours = save_draft(report, path)
        save_draft(OTHER, path)
        return ours

    with monkeypatch.context() as patched:
        patched.setattr(storing, "save_draft", both_save)
        base = saved(draft, history, digest_of(draft)).digest
    with pytest.raises(ChangedOnDisk):
        saved(draft, history, base)


def test_a_save_whose_draft_can_not_be_read_again_is_still_compared_by_the_next(
    draft: Path, history: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(storing, "digest_of", lambda path: "")
        base = saved(draft, history).digest
    save_draft(OTHER, draft)
    with pytest.raises(ChangedOnDisk):
        saved(draft, history, base)


# ------------------------------------------------------------ whatever fails, at whatever step

NUMBERS = [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EDQUOT]
FOLDERS = STEPS[-3:] * 3  # data, history, the folder of this draft: each one's parent
KEEPING = [*FOLDERS, *STEPS, *STEPS]  # the version, the note where the draft stood
BESIDE = len(KEEPING)
REPLACED = BESIDE + STEPS.index("replace") + 1


def failing(
    draft: Path, history: Path, at: int, number: int, *, over_changes: bool = False
) -> Iterator[Stored | SaveFailed]:
    """Save with the step failing that is numbered so."""
    with pytest.MonkeyPatch.context() as patched:
        steps = Steps(patched, at, number)
        try:
            result = saved(draft, history, digest_of(draft), over_changes=over_changes)
        except SaveFailed as problem:
            result = problem
    assert len(steps.taken) > at
    yield result
    assert all(name.endswith((".nianbao", ".txt")) for name in files(draft.parent) + strays(history, draft))


def strays(history: Path, draft: Path) -> list[str]:
    return files(folder_of(history, draft)) if folder_of(history, draft).exists() else []


@posix
def test_a_save_takes_three_files_in_this_order(draft: Path, history: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for report, expected in ((NEW, KEEPING + STEPS), (OTHER, STEPS * 2), (OTHER, STEPS * 2), (OTHER, STEPS)):
        with monkeypatch.context() as patched:
            steps = Steps(patched)
            saved(draft, history, report=report)
        assert steps.taken == [name.partition(" ")[0] for name in expected]


@posix
@pytest.mark.parametrize("number", NUMBERS, ids=errno.errorcode.get)
@pytest.mark.parametrize("at", range(BESIDE))
def test_a_version_that_can_not_be_kept_is_told_and_the_draft_is_saved(
    draft: Path, history: Path, at: int, number: int
) -> None:
    for stored in failing(draft, history, at, number):
        assert isinstance(stored, Stored)
        assert stored.digest == digest(encode(NEW))
        assert stored.warning.startswith("保存成功，但没有留下历史版本")
    assert load_draft(draft) == NEW
    assert kept(history, draft) in ([], [OLD])


@posix
@pytest.mark.parametrize("number", NUMBERS, ids=errno.errorcode.get)
@pytest.mark.parametrize("at", range(BESIDE))
def test_what_somebody_else_wrote_is_not_saved_over_if_it_can_not_be_kept(
    draft: Path, history: Path, at: int, number: int
) -> None:
    save_draft(OTHER, draft)
    for told in failing(draft, history, at, number, over_changes=True):
        assert isinstance(told, SaveFailed)
        assert "没有写入：别人的那一份收不进历史版本" in told.happened
        assert "另存为" in told.do
    assert load_draft(draft) == OTHER
    assert saved(draft, history, over_changes=True).warning == ""
    assert (load_draft(draft), kept(history, draft)) == (NEW, [OTHER])


def test_a_history_that_can_not_be_begun_keeps_what_somebody_else_wrote(draft: Path, history: Path) -> None:
    history.parent.mkdir()
    history.write_bytes(b"")
    with pytest.raises(SaveFailed, match="收不进历史版本"):
        saved(draft, history, "0" * 64, over_changes=True)
    assert load_draft(draft) == OLD


@pytest.mark.parametrize("now", [OLD, OTHER], ids=["as it was opened", "somebody changed it"])
def test_a_draft_that_can_not_be_read_is_not_written(
    draft: Path, history: Path, now: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    base, real = digest_of(draft), Path.read_bytes

    def refuses(self: Path) -> bytes:
        if self == draft:
            raise PermissionError(errno.EACCES, "held by somebody else")
        return real(self)

    save_draft(now, draft)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", refuses)
        with pytest.raises(SaveFailed, match=r"“年报\.nianbao”现在读不了，不知道有没有被别人改过，没有写入") as told:
            saved(draft, history, base)
        assert told.value.kind == "busy"
        assert "另存为" in told.value.do
        with pytest.raises(SaveFailed, match="收不进历史版本"):
            saved(draft, history, base, over_changes=True)
    assert load_draft(draft) == now
    assert files(draft.parent) == [draft.name]
    assert not history.exists()


@posix
@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ESTALE], ids=errno.errorcode.get)
def test_a_place_that_can_not_be_looked_at_is_told(
    draft: Path, history: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    base, real = digest_of(draft), os.stat

    def refuses(path: Any, *args: Any, **kwargs: Any) -> os.stat_result:
        if path == draft:
            raise OSError(number, os.strerror(number))
        return real(path, *args, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(os, "stat", refuses)
        with pytest.raises(SaveFailed):
            saved(draft, history, base)
    assert load_draft(draft) == OLD


@posix
@pytest.mark.parametrize("number", NUMBERS, ids=errno.errorcode.get)
@pytest.mark.parametrize("at", range(BESIDE, REPLACED))
def test_whatever_fails_the_old_draft_stands_whole(draft: Path, history: Path, at: int, number: int) -> None:
    for told in failing(draft, history, at, number):
        assert isinstance(told, SaveFailed)
        assert told.kind == KINDS[number]
        assert "没有改动" in told.safe
    assert load_draft(draft) == OLD
    assert kept(history, draft) == [OLD]
    assert saved(draft, history, digest_of(draft)).warning == ""
    assert (load_draft(draft), kept(history, draft)) == (NEW, [OLD])


@posix
@pytest.mark.parametrize("number", NUMBERS, ids=errno.errorcode.get)
@pytest.mark.parametrize("at", range(REPLACED, BESIDE + len(STEPS)))
def test_a_new_draft_that_the_disk_did_not_confirm_is_told(draft: Path, history: Path, at: int, number: int) -> None:
    for told in failing(draft, history, at, number):
        assert isinstance(told, SaveFailed)
        assert told.kind == "unsure"
        assert "没有改动" not in str(told)
    assert load_draft(draft) == NEW


# ------------------------------------------------------------ two at once


def test_two_savers_at_once_leave_one_whole_draft(draft: Path, history: Path) -> None:
    reports = [[Report("2021", {"overview/text": f"{who}{n}" * 500}) for n in range(15)] for who in "甲乙"]

    def save_all(own: list[Report], session: str) -> None:
        for report in own:
            store(report, draft, base="", history=history, session=session)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(save_all, reports, ["0000000a", "0000000b"]))
    assert load_draft(draft) in (reports[0][-1], reports[1][-1])
    assert files(draft.parent) == [draft.name]
    assert all(report in [OLD, *reports[0], *reports[1]] for report in kept(history, draft))
