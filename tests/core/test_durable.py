"""A file is written whole or not at all, whatever fails on the way."""

import errno
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from core import durable
from core.durable import make_folder, sync_folder, write_durably
from core.errors import SaveFailed

posix = pytest.mark.skipif(os.name == "nt", reason="the steps of a save differ under Windows")
STEPS = ["open", "write", "fsync", "close", "replace", "open folder", "fsync folder", "close folder"]
KINDS = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EROFS: "denied",
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.EIO: "failed",
}


class Steps:
    """Counts what a save asks of the system; the step numbered `fail_at` does its work and then fails."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, fail_at: int = -1, number: int = 0) -> None:
        self.taken: list[str] = []
        self.fail_at, self.number = fail_at, number
        self.real = {name: getattr(os, name) for name in ("open", "write", "fsync", "close", "replace")}
        for name in self.real:
            monkeypatch.setattr(os, name, self.step(name))

    def step(self, name: str) -> Callable[..., Any]:
        def act(*args: Any) -> Any:
            here = len(self.taken)
            self.taken.append(name)
            if here != self.fail_at:
                return self.real[name](*args)
            if name == "close":
                self.real[name](*args)  # a failing close gives the handle back all the same
            raise OSError(self.number, os.strerror(self.number))

        return act


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def old(file: Path) -> Path:
    file.write_bytes(b"old")
    return file


def test_a_new_file_is_written(file: Path) -> None:
    write_durably(file, b"new")
    assert file.read_bytes() == b"new"
    assert files(file.parent) == [file.name]


@pytest.mark.parametrize("data", [b"", b"n", b"new" * 1_000_000])
def test_the_old_file_is_replaced_by_the_whole_new_one(old: Path, data: bytes) -> None:
    write_durably(old, data)
    assert old.read_bytes() == data
    assert files(old.parent) == [old.name]


@posix
def test_a_save_takes_these_steps(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = Steps(monkeypatch)
    write_durably(old, b"new")
    assert steps.taken == [name.partition(" ")[0] for name in STEPS]


@posix
@pytest.mark.parametrize("number", KINDS, ids=errno.errorcode.get)
@pytest.mark.parametrize("at", range(5), ids=STEPS[:5].__getitem__)
def test_whatever_fails_the_old_file_stands(old: Path, at: int, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        steps = Steps(patched, at, number)
        with pytest.raises(SaveFailed) as told:
            write_durably(old, b"new")
    assert len(steps.taken) > at
    assert told.value.kind == KINDS[number]
    assert f"“{old.name}”" in told.value.happened
    assert told.value.safe == "原来的文件没有改动，填写的内容仍在窗口里"
    assert told.value.do
    assert old.read_bytes() == b"old"
    assert files(old.parent) == [old.name]


@posix
@pytest.mark.parametrize("at", range(5, 8), ids=STEPS.__getitem__)
def test_what_is_said_of_the_old_file_is_true(old: Path, at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        Steps(patched, at, errno.EINVAL)
        try:
            write_durably(old, b"new")
            expected = b"new"
        except SaveFailed as problem:
            expected = b"old" if "没有改动" in problem.safe else b"new"
    assert old.read_bytes() == expected


@posix
def test_a_save_the_disk_did_not_confirm_is_told_as_unsure(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        Steps(patched, STEPS.index("fsync folder"), errno.EIO)
        with pytest.raises(SaveFailed, match="已经写好，但磁盘没有确认写牢") as told:
            write_durably(old, b"new")
    assert told.value.kind == "unsure"
    assert "没有改动" not in str(told.value)
    assert files(old.parent) == [old.name]


@posix
def test_a_name_as_long_as_the_system_takes_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("a" * 247 + ".nianbao")
    write_durably(path, b"new")
    assert path.read_bytes() == b"new"


@posix
def test_no_handle_stays_open_when_a_save_fails(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def handles() -> int:
        return len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").exists() else 0

    before = handles()
    for at in range(8):
        with monkeypatch.context() as patched:
            Steps(patched, at, errno.EIO)
            with pytest.raises(SaveFailed):
                write_durably(old, b"new")
    assert handles() == before


def test_an_interrupt_leaves_the_old_file_and_nothing_else(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_durably(old, b"new")
    assert old.read_bytes() == b"old"
    assert files(old.parent) == [old.name]


def test_a_system_that_writes_piecemeal_is_asked_again(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, bytes(data)[:2]))
    write_durably(file, b"piecemeal")
    assert file.read_bytes() == b"piecemeal"


def test_a_disk_that_gives_back_something_else_is_noticed(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, bytes(data).replace(b"n", b"m")))
    with pytest.raises(SaveFailed) as told:
        write_durably(old, b"new")
    assert told.value.kind == "failed"
    assert old.read_bytes() == b"old"
    assert files(old.parent) == [old.name]


def test_a_read_only_file_is_respected(old: Path) -> None:
    old.chmod(0o444)
    with pytest.raises(SaveFailed, match="不让写入") as told:
        write_durably(old, b"new")
    assert told.value.kind == "denied"
    assert old.read_bytes() == b"old"
    old.chmod(0o644)


@posix
def test_a_symbolic_link_is_followed(old: Path, tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    link = tmp_path / "far" / "link.nianbao"
    link.symlink_to(old)
    write_durably(link, b"new")
    assert link.is_symlink()
    assert old.read_bytes() == b"new"


@posix
def test_a_link_to_itself_is_told(tmp_path: Path) -> None:
    link = tmp_path / "link.nianbao"
    link.symlink_to(link)
    with pytest.raises(SaveFailed):
        write_durably(link, b"new")


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(SaveFailed, match=r"找不到要写入“a\.nianbao”的文件夹") as told:
        write_durably(tmp_path / "gone" / "a.nianbao", b"new")
    assert told.value.kind == "missing"


@posix
def test_a_file_in_the_place_of_the_folder_is_told(old: Path) -> None:
    with pytest.raises(SaveFailed) as told:
        write_durably(old / "a.nianbao", b"new")
    assert told.value.kind == "missing"


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.nianbao").mkdir()
    with pytest.raises(SaveFailed):
        write_durably(tmp_path / "a.nianbao", b"new")
    assert files(tmp_path) == ["a.nianbao"]


def test_only_temporary_files_left_long_ago_are_swept(file: Path) -> None:
    folder = file.parent
    for name, age in (
        ("~0123456789ab.tmp", 3700),
        ("~abcdefabcdef.tmp", 60),
        ("~mine.tmp", 9999),
        ("report.tmp", 9999),
    ):
        (folder / name).write_bytes(b"")
        os.utime(folder / name, (time.time() - age,) * 2)
    write_durably(file, b"new")
    assert files(folder) == sorted([file.name, "report.tmp", "~abcdefabcdef.tmp", "~mine.tmp"])


def test_a_stray_that_will_not_go_does_no_harm(file: Path) -> None:
    stray = file.parent / "~0123456789ab.tmp"
    stray.mkdir()
    os.utime(stray, (0, 0))
    write_durably(file, b"new")
    assert file.read_bytes() == b"new"
    assert stray.is_dir()


def test_a_stray_that_somebody_else_takes_away_first_does_no_harm(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = file.parent / "~0123456789ab.tmp"
    monkeypatch.setattr(Path, "glob", lambda self, pattern: iter([gone]))
    write_durably(file, b"new")
    assert files(file.parent) == [file.name]


def test_a_folder_that_can_not_be_listed_does_no_harm_after_the_save(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(self: Path, pattern: str) -> Iterator[Path]:
        raise OSError(errno.EIO, "listing")

    monkeypatch.setattr(Path, "glob", fails)
    write_durably(file, b"new")


@posix
def test_a_file_that_others_may_read_stays_so(old: Path) -> None:
    old.chmod(0o664)
    write_durably(old, b"new")
    assert old.stat().st_mode & 0o777 == 0o664


class Windows:
    """Another program holds the file for the first `times` tries, as Windows tells it; a clock of our own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, times: int, winerror: int = 32) -> None:
        self.tries, self.now, real = 0, 0.0, durable._replace

        def replace(temporary: Path, target: Path) -> None:
            self.tries += 1
            if self.tries <= times:
                problem = PermissionError(errno.EACCES, "held")
                problem.winerror = winerror
                raise problem
            real(temporary, target)

        def sleep(seconds: float) -> None:
            self.now += seconds

        monkeypatch.setattr(durable, "_replace", replace)
        monkeypatch.setattr(durable.time, "sleep", sleep)
        monkeypatch.setattr(durable.time, "monotonic", lambda: self.now)


@posix
def test_a_file_held_for_a_moment_is_waited_for(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    windows = Windows(monkeypatch, times=3)
    write_durably(old, b"new")
    assert windows.tries == 4
    assert old.read_bytes() == b"new"


@posix
@pytest.mark.parametrize(("winerror", "kind"), [(32, "busy"), (33, "busy"), (5, "denied")])
def test_a_file_held_for_good_is_given_up_after_three_seconds(
    old: Path, winerror: int, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows = Windows(monkeypatch, times=10_000, winerror=winerror)
    with pytest.raises(SaveFailed) as told:
        write_durably(old, b"new")
    assert told.value.kind == kind
    assert 3 < windows.now < 4
    assert old.read_bytes() == b"old"
    assert files(old.parent) == [old.name]


@posix
@pytest.mark.parametrize(
    ("name", "mark", "kind"),
    [
        ("2023年报.docx", "~$23年报.docx", "busy"),
        ("年报.docx", "~$年报.docx", "busy"),
        ("a.nianbao", "~$nianbao", "busy"),
        ("2023年报.docx", "~$22年报.docx", "denied"),
        ("2023年报.docx", "$23年报.docx", "denied"),
        ("2023年报.docx", "~$23年报.doc", "denied"),
    ],
)
def test_access_denied_beside_the_mark_of_word_means_that_word_holds_the_file(
    name: str, mark: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Word writes ~$ and the name of the file, with or without its first two characters, beside what it has open."""
    old, owner = tmp_path / name, tmp_path / mark
    old.write_bytes(b"old")
    owner.write_bytes(b"")
    Windows(monkeypatch, times=10_000, winerror=5)
    with pytest.raises(SaveFailed) as told:
        write_durably(old, b"new")
    assert told.value.kind == kind
    assert ("被别的程序占用" in told.value.happened) == (kind == "busy")
    assert files(tmp_path) == sorted([name, mark])
    assert old.read_bytes() == b"old"


@posix
def test_the_mark_of_word_alone_keeps_nobody_from_saving(tmp_path: Path) -> None:
    """It stays behind when Word crashes."""
    (tmp_path / "~$年报.docx").write_bytes(b"")
    write_durably(tmp_path / "年报.docx", b"new")
    assert (tmp_path / "年报.docx").read_bytes() == b"new"


@posix
def test_a_full_disk_beside_the_mark_of_word_is_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "~$年报.docx").write_bytes(b"")
    Steps(monkeypatch, 1, errno.ENOSPC)
    with pytest.raises(SaveFailed) as told:
        write_durably(tmp_path / "年报.docx", b"new")
    assert told.value.kind == "full"


@posix
def test_other_errors_are_not_waited_for(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    windows = Windows(monkeypatch, times=1, winerror=112)
    with pytest.raises(SaveFailed):
        write_durably(old, b"new")
    assert (windows.tries, windows.now) == (1, 0.0)


# ------------------------------------------------------------ a folder


@posix
def test_a_folder_is_flushed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        steps = Steps(patched)
        sync_folder(tmp_path)
    assert steps.taken == ["open", "fsync", "close"]


@posix
def test_a_folder_that_is_gone_can_not_be_flushed(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        sync_folder(tmp_path / "nowhere")


@posix
def test_a_folder_that_can_not_be_flushed_is_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        steps = Steps(patched, 1, errno.EIO)
        with pytest.raises(OSError, match="Input/output error"):
            sync_folder(tmp_path)
    assert steps.taken == ["open", "fsync", "close"]


@posix
def test_a_folder_is_made_from_the_top_and_each_new_one_is_confirmed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, real = list[tuple[str, Path]](), os.mkdir

    def mkdir(path: Path, mode: int = 0o777) -> None:
        asked.append(("make", Path(path)))
        real(path, mode)

    monkeypatch.setattr(os, "mkdir", mkdir)
    monkeypatch.setattr(durable, "sync_folder", lambda folder: asked.append(("sync", folder)))
    one, two, three = (tmp_path / "a", tmp_path / "a" / "b", tmp_path / "a" / "b" / "c")
    make_folder(two)
    assert asked == [("make", one), ("sync", tmp_path), ("make", two), ("sync", one)]
    asked.clear()
    make_folder(three)
    assert asked == [("make", three), ("sync", two)]
    asked.clear()
    make_folder(three)
    assert asked == []
    assert three.is_dir()


def test_a_folder_that_another_program_makes_meanwhile_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durable, "sync_folder", lambda folder: (folder / "b").mkdir(exist_ok=True))
    make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()


@pytest.mark.parametrize("inner", ["b", "b/c"])
def test_a_folder_below_a_file_can_not_be_made(old: Path, inner: str) -> None:
    with pytest.raises(OSError):
        make_folder(old / inner)
    assert files(old.parent) == [old.name]


@posix
def test_a_new_folder_that_the_disk_does_not_confirm_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        Steps(patched, 1, errno.EIO)
        with pytest.raises(OSError, match="Input/output error"):
            make_folder(tmp_path / "a" / "b")
    assert not (tmp_path / "a" / "b").exists()
