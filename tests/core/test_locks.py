"""One program writes a draft, the others learn who it is; a program that is gone locks nothing (SAFETY P6)."""

import errno
import getpass
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import msgspec
import pytest

from core import locks
from core.draft import digest, save_draft
from core.locks import DraftLock, Owner, State, lock_path
from core.report import Report
from tests.core.test_durable import files, posix

HOLDER = """
import sys
from pathlib import Path
from core.locks import DraftLock
lock = DraftLock(Path(sys.argv[1]))
print(lock.state, flush=True)
sys.stdin.read()
lock.release()
"""
ROOT = getattr(os, "geteuid", lambda: -1)() == 0


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "材料" / "年报.nianbao"
    path.parent.mkdir()
    save_draft(Report("2021"), path)
    return path


@pytest.fixture
def holder(draft: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another program that has the draft open."""
    command = [sys.executable, "-c", HOLDER, str(draft)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stdout.readline().strip() == b"ours"
        yield running
        running.kill()


@pytest.fixture
def held(draft: Path) -> Iterator[DraftLock]:
    lock = DraftLock(draft)
    assert lock.state is State.OURS
    yield lock
    lock.release()


def fails(problem: Exception) -> Any:
    def act(*args: object, **kwargs: object) -> NoReturn:
        raise problem

    return act


# ------------------------------------------------------------ the six states


def test_a_draft_that_nobody_has_is_ours(held: DraftLock, draft: Path) -> None:
    assert not held.is_held_by_another
    assert held.owner is None
    assert held.path == draft.with_name(".~lock.年报.nianbao")
    me = msgspec.json.decode(held.path.read_bytes(), type=Owner)
    assert (me.user, me.pid) == (getpass.getuser(), os.getpid())
    assert me.host
    assert len(me.since) == len("2026-01-05 09:00")


def test_a_draft_that_another_program_has_names_its_owner(holder: subprocess.Popen[bytes], draft: Path) -> None:
    lock = DraftLock(draft)
    assert lock.state is State.HELD
    assert lock.is_held_by_another
    assert lock.owner
    assert (lock.owner.user, lock.owner.pid) == (getpass.getuser(), holder.pid)
    assert lock.told() == f"{lock.owner.user}（{lock.owner.host}，{lock.owner.since} 打开）"
    lock.release()
    assert lock.path.exists()  # it's the other's
    assert DraftLock(draft).state is State.HELD


def test_this_program_holds_a_draft_once(held: DraftLock, draft: Path) -> None:
    again = DraftLock(draft)
    assert again.state is State.HELD
    assert again.owner
    assert again.owner.pid == os.getpid()
    assert held.path.exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff", b"[]", b"null", b'{"user": 1}', b'{"user": "a", "host": "b", "pid": 1}', b"LibreOffice,a,"],
)
def test_an_owner_that_can_not_be_read_is_unknown(held: DraftLock, draft: Path, content: bytes) -> None:
    held.path.write_bytes(content)
    lock = DraftLock(draft)
    assert lock.state is State.HELD_BY_UNKNOWN
    assert lock.is_held_by_another
    assert lock.told() == "别的程序"
    lock.release()
    assert held.path.read_bytes() == content


def test_an_owner_whose_name_may_not_be_read_is_unknown(
    held: DraftLock, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", fails(PermissionError(errno.EACCES, "no")))
        assert DraftLock(draft).state is State.HELD_BY_UNKNOWN


def test_an_owner_that_is_nested_too_deep_is_unknown(held: DraftLock, draft: Path) -> None:
    held.path.write_bytes(b'{"later":' + b"[" * 100_000)
    assert DraftLock(draft).state is State.HELD_BY_UNKNOWN


@pytest.mark.parametrize("content", [b"", b"\xff", msgspec.json.encode(Owner("乙", "host", 1, "2020-01-01 00:00"))])
def test_a_lock_that_was_left_behind_is_taken_over(draft: Path, content: bytes) -> None:
    lock_path(draft).write_bytes(content + b" " * 1000)
    lock = DraftLock(draft)
    assert lock.state is State.STALE
    assert not lock.is_held_by_another
    assert msgspec.json.decode(lock.path.read_bytes(), type=Owner).pid == os.getpid()
    assert DraftLock(draft).state is State.HELD
    lock.release()
    assert files(draft.parent) == [draft.name]


@posix
@pytest.mark.skipif(ROOT, reason="root may write anywhere")
def test_beside_a_draft_in_a_folder_that_is_read_only_there_is_no_lock(draft: Path) -> None:
    draft.parent.chmod(0o555)
    lock = DraftLock(draft)
    draft.parent.chmod(0o755)
    assert lock.state is State.IMPOSSIBLE


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.ENAMETOOLONG])
def test_where_nothing_can_be_written_there_is_no_lock(
    draft: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(os, "open", fails(OSError(number, os.strerror(number))))
        lock = DraftLock(draft)
    assert lock.state is State.IMPOSSIBLE
    assert not lock.is_held_by_another
    lock.release()
    assert files(draft.parent) == [draft.name]


def test_where_the_draft_stood_there_is_no_lock(tmp_path: Path) -> None:
    assert DraftLock(tmp_path / "nowhere" / "年报.nianbao").state is State.IMPOSSIBLE
    lock_path(tmp_path / "a").mkdir()
    assert DraftLock(tmp_path / "a").state is State.IMPOSSIBLE


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL])
def test_a_file_system_that_knows_no_locks_leaves_no_file(
    draft: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "hold", fails(OSError(number, os.strerror(number))))
    lock = DraftLock(draft)
    assert lock.state is State.NO_LOCKS
    assert not lock.is_held_by_another
    assert files(draft.parent) == [draft.name]
    lock.release()


@pytest.mark.parametrize("number", [13, 36], ids=["EACCES", "EDEADLOCK"])
def test_windows_says_in_its_own_way_that_another_has_it(
    held: DraftLock, draft: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "hold", fails(OSError(number, "locked")))
    assert DraftLock(draft).state is State.HELD
    assert held.path.exists()


# ------------------------------------------------------------ it dies with the program


@posix
def test_a_program_that_was_killed_locks_nothing(holder: subprocess.Popen[bytes], draft: Path) -> None:
    assert DraftLock(draft).state is State.HELD
    holder.kill()
    assert holder.wait() == -signal.SIGKILL
    assert lock_path(draft).exists()
    lock = DraftLock(draft)
    assert lock.state is State.STALE
    lock.release()
    assert files(draft.parent) == [draft.name]


def test_a_program_that_ends_takes_its_lock_away(holder: subprocess.Popen[bytes], draft: Path) -> None:
    holder.communicate()
    assert files(draft.parent) == [draft.name]
    lock = DraftLock(draft)
    assert lock.state is State.OURS
    lock.release()


def test_a_lock_is_given_back_once(draft: Path) -> None:
    lock = DraftLock(draft)
    lock.release()
    assert files(draft.parent) == [draft.name]
    other = DraftLock(draft)
    lock.release()
    assert other.path.exists()
    other.release()


def test_a_lock_file_that_can_not_be_removed_does_no_harm(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = DraftLock(draft)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", fails(PermissionError(errno.EACCES, "held")))
        lock.release()
    again = DraftLock(draft)
    assert again.state is State.STALE
    again.release()


@pytest.mark.parametrize("step", ["ftruncate", "write"])
def test_a_full_disk_keeps_nobody_from_a_lock(draft: Path, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(os, step, fails(OSError(errno.ENOSPC, "full")))
        lock = DraftLock(draft)
    assert lock.state is State.OURS
    assert DraftLock(draft).state is State.HELD_BY_UNKNOWN
    lock.release()


# ------------------------------------------------------------ whose lock it is


@posix
def test_a_link_leads_to_the_lock_of_its_draft(held: DraftLock, draft: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.nianbao"
    link.symlink_to(draft)
    assert lock_path(link) == held.path
    assert DraftLock(link).state is State.HELD


@posix
def test_a_link_that_leads_to_itself_does_no_harm(tmp_path: Path) -> None:
    link = tmp_path / "link.nianbao"
    link.symlink_to(link)
    lock = DraftLock(link)
    assert (lock.state, lock.path) == (State.OURS, tmp_path / ".~lock.link.nianbao")
    lock.release()
    assert files(tmp_path) == [link.name]


@posix
@pytest.mark.parametrize(
    "name",
    [
        "平房区新疆街道办事处２０２３年度报告（送审稿） 终.nianbao",
        "a" * 247 + ".nianbao",
        "年" * 82 + "a.nianbao",
        "年报.nianbao".encode("gbk").decode("utf-8", "surrogateescape"),
    ],
    ids=["CJK", "255 letters", "255 bytes", "not UTF-8"],
)
def test_whatever_the_draft_is_called_it_has_a_lock(tmp_path: Path, name: str) -> None:
    save_draft(Report("2021"), tmp_path / name)
    lock = DraftLock(tmp_path / name)
    assert lock.state is State.OURS
    assert DraftLock(tmp_path / name).state is State.HELD
    lock.release()
    assert files(tmp_path) == [name]


def test_a_lock_has_the_name_of_its_draft_up_to_255_bytes(tmp_path: Path) -> None:
    for name in ("a" * 248, "年" * 80 + ".nianbao"):
        assert lock_path(tmp_path / name).name == f".~lock.{name}"
    for name in ("a" * 249, "a" * 255, "年" * 80 + "a.nianbao"):
        assert lock_path(tmp_path / name).name == f".~lock.{digest(name.encode())}"


def test_two_drafts_have_two_locks(tmp_path: Path) -> None:
    for length in (200, 246):
        assert len({lock_path(tmp_path / f"{'a' * length}{which}.nianbao") for which in "12"}) == 2


def test_a_folder_that_may_not_be_searched_has_no_lock(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        for name in ("open", "stat"):
            patched.setattr(os, name, fails(PermissionError(errno.EACCES, "no")))
        state = DraftLock(draft).state
    assert state is State.IMPOSSIBLE


@posix
@pytest.mark.parametrize("umask", [0o022, 0o002, 0o077, 0o000], ids=oct)
def test_whoever_may_write_a_new_draft_may_ask_who_has_it(draft: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        save_draft(Report("2021"), fresh := draft.with_name("新年报.nianbao"))
        lock = DraftLock(fresh)
    finally:
        os.umask(before)
    modes = [path.stat().st_mode & 0o777 for path in (fresh, lock.path)]
    lock.release()
    assert modes == [0o666 & ~umask] * 2


@pytest.mark.parametrize("problem", [OSError("no"), KeyError("uid"), ImportError("pwd")])
def test_a_user_without_a_name_has_a_lock(draft: Path, problem: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", fails(problem))
    lock = DraftLock(draft)
    assert msgspec.json.decode(lock.path.read_bytes(), type=Owner).user == "?"
    lock.release()


@posix
@pytest.mark.parametrize("name", ["LOGNAME", "COMPUTERNAME"])
def test_a_name_that_is_not_utf8_keeps_nobody_from_a_lock(
    draft: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "张三".encode("gbk").decode("utf-8", "surrogateescape"))
    lock = DraftLock(draft)
    assert lock.state is State.OURS
    assert "\ufffd" in DraftLock(draft).told()
    lock.release()


def test_the_computer_is_named_as_it_is_known(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPUTERNAME", "BGS-01")
    lock = DraftLock(draft)
    other = DraftLock(draft)
    assert other.owner
    assert other.owner.host == "BGS-01"
    lock.release()
