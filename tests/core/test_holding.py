"""Who holds a file holds it alone, and only as long as the program lives; so a journal left behind is known by it.

And what a full disk took of a journal comes back.
"""

import errno
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from core import journal as journals
from core import locks
from core.holding import hold
from core.journal import Journal, is_held, left_behind, recover
from core.locks import DraftLock, State, lock_path
from core.report import Change, Report
from tests.core.test_durable import files, posix
from tests.core.test_journal import BEFORE, EDITS, STATES

HOLDER = """
import sys
from pathlib import Path
from core.journal import Journal
from core.report import Report
journal = Journal(Path(sys.argv[1]), Report("2021"), None, "")
journal.append({"overview/text": "新稿"})
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "年报.journal"


@pytest.fixture
def holder(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another program that writes the journal."""
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stdout.readline().startswith(b"held")
        yield running
        running.kill()


@pytest.fixture
def handle(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT)
    yield handle
    os.close(handle)


def test_a_file_is_held_once(path: Path, handle: int) -> None:
    hold(handle)
    other = os.open(path, os.O_RDWR)
    with pytest.raises(OSError):
        hold(other)
    os.close(other)


def test_a_file_is_free_once_its_handle_is_closed(path: Path, handle: int) -> None:
    first = os.open(path, os.O_RDWR)
    hold(first)
    os.close(first)
    hold(handle)


def test_a_held_file_can_be_written_and_read(path: Path, handle: int) -> None:
    hold(handle)
    assert os.write(handle, "新的".encode()) == 6
    assert path.read_bytes() == "新的".encode()


def test_what_another_program_holds_is_free_once_it_is_killed(path: Path, holder: subprocess.Popen[bytes]) -> None:
    handle = os.open(path, os.O_RDWR)
    with pytest.raises(OSError):
        hold(handle)
    holder.kill()
    holder.wait()
    hold(handle)
    os.close(handle)


def test_a_handle_that_is_closed_holds_nothing(path: Path) -> None:
    handle = os.open(path, os.O_RDWR | os.O_CREAT)
    os.close(handle)
    with pytest.raises(OSError, match="Bad file descriptor"):
        hold(handle)


# ------------------------------------------------------------ journals that nobody writes any more


def test_a_journal_is_left_behind_once_its_program_is_killed(path: Path, holder: subprocess.Popen[bytes]) -> None:
    assert is_held(path)
    assert left_behind(path.parent) == []
    assert recover(path).steps == 1
    holder.kill()
    holder.wait()
    assert not is_held(path)
    assert left_behind(path.parent) == [path]
    assert recover(path).report.text("overview/text") == "新稿"


def test_a_journal_of_this_program_is_left_behind_once_it_is_closed(path: Path) -> None:
    journal = Journal(path, Report("2021"), None, "")
    assert left_behind(path.parent) == []
    journal.close()
    assert left_behind(path.parent) == [path]


def test_asking_whether_a_journal_is_held_does_not_hold_it(path: Path) -> None:
    Journal(path, Report("2021"), None, "").close()
    assert not is_held(path)
    assert not is_held(path)


def test_what_was_left_behind_last_comes_first(tmp_path: Path) -> None:
    for name, when in (("a", 2_000), ("b", 3_000), ("c", 1_000)):
        Journal(tmp_path / f"{name}.journal", Report("2021"), None, "").close()
        os.utime(tmp_path / f"{name}.journal", (when, when))
    assert [path.stem for path in left_behind(tmp_path)] == ["b", "a", "c"]


def test_other_files_are_no_journals(tmp_path: Path) -> None:
    (tmp_path / "a.nianbao").touch()
    (tmp_path / "b.journal").mkdir()
    assert left_behind(tmp_path) == []
    assert left_behind(tmp_path / "nowhere") == []


def test_a_journal_that_another_program_takes_up_first_is_not_left_behind(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken_up(journal: Path) -> bool:
        journal.unlink()
        return False

    Journal(path, Report("2021"), None, "").close()
    monkeypatch.setattr(journals, "is_held", taken_up)
    assert left_behind(path.parent) == []


# ------------------------------------------------------------ a disk that is full, and has room again


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


@pytest.mark.parametrize("piece", [7, 100_000], ids=["half a record was written", "nothing was written"])
def test_what_is_typed_once_there_is_room_again_comes_back(
    path: Path, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal, disk = Journal(path, BEFORE, None, ""), Full(monkeypatch, 1, piece)
    head = journal.size
    for _ in range(3):
        with pytest.raises(OSError, match="No space left"):
            for edit in EDITS:
                journal.append(edit)
    whole = journal.size
    assert path.stat().st_size == whole
    disk.full_at, disk.piece = 10_000, 100_000
    journal.append({"a": "腾出空间以后"})
    journal.close()
    found = recover(path)
    assert (found.report.text("a"), found.steps) == ("腾出空间以后", 1 + (whole > head))


def test_half_a_record_that_can_not_be_taken_back_hides_nothing_before_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(handle: int, length: int) -> None:
        raise OSError(errno.EIO, "no")

    journal = Journal(path, BEFORE, None, "")
    journal.append(EDITS[0])
    monkeypatch.setattr(os, "ftruncate", refuses)
    Full(monkeypatch, 1, 7)
    with pytest.raises(OSError, match="No space left"):
        journal.append(EDITS[1])
    journal.close()
    assert recover(path).report == STATES[1]


# ------------------------------------------------------------ one draft, one program, at the moment it changes hands


@posix
@pytest.mark.parametrize("third", [False, True], ids=["nothing stands there", "a third one's stands there"])
def test_two_never_hold_it_when_one_comes_while_another_goes(
    file: Path, third: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, real, came = DraftLock(file), locks.hold, list[DraftLock]()

    def late(handle: int) -> None:
        monkeypatch.setattr(locks, "hold", real)
        first.release()
        if third:
            came.append(DraftLock(file))
        real(handle)

    monkeypatch.setattr(locks, "hold", late)
    came += [DraftLock(file), DraftLock(file)]
    assert sum(not lock.is_held_by_another for lock in came) == 1
    for lock in came:
        lock.release()
    assert files(file.parent) == []


@pytest.fixture
def fleeting(file: Path, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Whenever the lock is about to be held somebody takes its file away; how often."""
    tries, real = list[int](), locks.hold

    def late(handle: int) -> None:
        lock_path(file).unlink()
        tries.append(handle)
        real(handle)

    monkeypatch.setattr(locks, "hold", late)
    return tries


@posix
def test_a_file_that_is_always_taken_away_is_given_up_after_five_tries(file: Path, fleeting: list[int]) -> None:
    lock = DraftLock(file)
    assert len(fleeting) == 5
    assert not lock.is_held_by_another
    for handle in fleeting:
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(handle)
    lock.release()
    assert files(file.parent) == []


@posix
@pytest.mark.usefixtures("fleeting")
def test_a_lock_that_was_given_up_is_not_told_as_ours(file: Path) -> None:
    assert DraftLock(file).state in (State.IMPOSSIBLE, State.NO_LOCKS)


@posix
def test_who_goes_does_not_remove_the_lock_of_who_came(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, real, came = DraftLock(file), os.close, list[DraftLock]()

    def comes(handle: int) -> None:
        monkeypatch.setattr(os, "close", real)
        came.append(DraftLock(file))
        real(handle)

    monkeypatch.setattr(os, "close", comes)
    first.release()
    came.append(DraftLock(file))
    assert sum(not lock.is_held_by_another for lock in came) == 1
