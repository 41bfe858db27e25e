"""After a power cut at any moment the draft is the whole old or the whole new one (SAFETY P1, P3, P4).

What a save asks of the disk is written down; then every disk that a cut may leave is built under the usual rules:
what was written to a file since its last fsync may be missing, cut off or zero in any block; a file made, renamed or
removed since its folder's last fsync may be so or not, each apart from the others.
"""

import os
from collections.abc import Iterator
from itertools import accumulate, chain, combinations
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from core.draft import decode, digest, encode, save_draft
from core.errors import DraftError
from core.history import folder_of
from core.journal import Journal, recover
from core.report import Change, Report
from core.storing import store

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the steps of a save differ under Windows")
BLOCK, PIECE = 512, 4096  # bytes that stand or fall together, and that the system takes at once
SESSION = "0123abcd"


class Asked(Struct, frozen=True):
    """One thing asked of the disk: write or flush a file; make, rename or remove a name; settle a folder's names."""

    what: str
    file: int = 0
    path: Path = Path()
    to: Path = Path()
    data: bytes = b""

    @property
    def folder(self) -> Path:
        return self.path.parent


class Recorder:
    """Writes down what is asked of the disk while it's done. Files are numbered as they are made."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[Asked] = []
        self.files: dict[Path, int] = {}
        self.opened: dict[int, Path] = {}
        self.real = {name: getattr(os, name) for name in ("open", "write", "fsync", "replace", "unlink", "mkdir")}
        for name in self.real:
            monkeypatch.setattr(os, name, getattr(self, name))

    def open(self, path: Path, flags: int, *mode: int) -> int:
        fresh = not Path(path).exists()
        handle = self.real["open"](path, flags, *mode)
        self.opened[handle] = Path(path)
        if fresh:
            self.files[Path(path)] = len(self.asked) + 1
            self.asked.append(Asked("make", len(self.asked) + 1, Path(path)))
        return handle

    def write(self, handle: int, data: bytes) -> int:
        count = self.real["write"](handle, bytes(data)[:PIECE])
        self.asked.append(Asked("write", self.files[self.opened[handle]], data=bytes(data)[:count]))
        return count

    def fsync(self, handle: int) -> None:
        self.real["fsync"](handle)
        path = self.opened[handle]
        self.asked.append(Asked("settle", path=path / "x") if path.is_dir() else Asked("flush", self.files[path]))

    def replace(self, source: Path, target: Path) -> None:
        self.real["replace"](source, target)
        self.files[Path(target)] = self.files.pop(Path(source))
        self.asked.append(Asked("rename", self.files[Path(target)], Path(source), Path(target)))

    def unlink(self, path: Path) -> None:
        self.real["unlink"](path)
        self.asked.append(Asked("remove", path=Path(path)))

    def mkdir(self, path: Path, mode: int = 0o777) -> None:
        self.real["mkdir"](path, mode)
        self.asked.append(Asked("folder", path=Path(path)))


Disk = dict[Path, list[bytes]]  # what each file may hold


class Cut:
    """The disks that a power cut may leave after what was asked, on one that held `standing`."""

    def __init__(self, asked: list[Asked], standing: dict[Path, bytes]) -> None:
        self.written: dict[int, bytes] = {-at: data for at, data in enumerate(standing.values(), 1)}
        self.flushed = dict(self.written)
        self.settled: list[Asked] = [Asked("make", -at, path) for at, path in enumerate(standing, 1)]
        self.open: list[Asked] = []
        for one in asked:
            if one.what == "write":
                self.written[one.file] = self.written.get(one.file, b"") + one.data
            elif one.what == "flush":
                self.flushed[one.file] = self.written.get(one.file, b"")
            elif one.what == "settle":
                self.settled += [other for other in self.open if other.folder == one.folder]
                self.open = [other for other in self.open if other.folder != one.folder]
            else:
                self.open.append(one)

    def disks(self) -> Iterator[Disk]:
        for chosen in chain.from_iterable(combinations(self.open, count) for count in range(len(self.open) + 1)):
            missing = [one.path for one in self.open if one.what == "folder" and one not in chosen]
            yield {
                path: self.contents(file)
                for path, file in names([*self.settled, *chosen]).items()
                if not any(folder in path.parents for folder in missing)
            }

    def contents(self, file: int) -> list[bytes]:
        """What a file may hold: all that was written, cut off at any block, or with any block zero."""
        whole, sure = self.written.get(file, b""), len(self.flushed.get(file, b""))
        if len(whole) == sure:
            return [whole]
        blocks = range(sure, len(whole), BLOCK)
        zeros = [whole[:at] + bytes(len(whole[at : at + BLOCK])) + whole[at + BLOCK :] for at in blocks]
        return [whole, *(whole[:at] for at in blocks), *zeros, whole[:sure] + bytes(len(whole) - sure)]


def names(asked: list[Asked]) -> dict[Path, int]:
    """Which file stands under which name."""
    found: dict[Path, int] = {}
    for one in asked:
        if one.what == "make":
            found[one.path] = one.file
        elif one.what in ("rename", "remove"):
            found.pop(one.path, None)
            if one.what == "rename":
                found[one.to] = one.file
    return found


def cuts(asked: list[Asked], standing: dict[Path, bytes]) -> Iterator[Disk]:
    """Every disk that a power cut may leave, after each thing that was asked."""
    for count in range(len(asked) + 1):
        yield from Cut(asked[:count], standing).disks()


# ------------------------------------------------------------ a save

OLD, NEW = (Report("2021", {"overview/text": f"{which}稿，主动公开信息12条。" * 600}) for which in ("旧", "新"))


class Saved(Struct):
    """A save that was written down: where, what was asked, what stood on the disk before."""

    draft: Path
    history: Path
    asked: list[Asked]
    standing: dict[Path, bytes]


def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, earlier: int = 0, *, known: bool = True) -> Saved:
    """Save the new draft over the old one, which took the place of some earlier ones, on a machine we know or not."""
    draft, history = tmp_path / "材料" / "年报.nianbao", tmp_path / "history"
    draft.parent.mkdir()
    if known:
        history.mkdir()
    for number in range(earlier):
        store(Report("2021", {"profile/year": str(number)}), draft, base="", history=history, session=SESSION)
    if earlier:
        store(OLD, draft, base="", history=history, session=SESSION)
    else:
        save_draft(OLD, draft)
    standing = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with monkeypatch.context() as patched:
        recorder = Recorder(patched)
        assert not store(NEW, draft, base=digest(encode(OLD)), history=history, session=SESSION).warning
    return Saved(draft, history, recorder.asked, standing)


@pytest.mark.parametrize("earlier", [0, 1, 12], ids=["first save", "second save", "a version is thinned out"])
def test_the_draft_is_the_whole_old_or_the_whole_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, earlier: int
) -> None:
    save = saved(tmp_path, monkeypatch, earlier)
    disks = list(cuts(save.asked, save.standing))
    assert {content for disk in disks for content in disk[save.draft]} == {encode(OLD), encode(NEW)}


@pytest.mark.parametrize("earlier", [0, 1, 12])
def test_after_the_save_only_the_new_draft_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, earlier: int
) -> None:
    save = saved(tmp_path, monkeypatch, earlier)
    for disk in Cut(save.asked, save.standing).disks():
        assert disk[save.draft] == [encode(NEW)]
        assert [path.name for path in disk if path.parent == save.draft.parent] == [save.draft.name]


@pytest.mark.parametrize("earlier", [0, 1, 12])
def test_every_version_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, earlier: int) -> None:
    save = saved(tmp_path, monkeypatch, earlier)
    for disk in cuts(save.asked, save.standing):
        for path, contents in disk.items():
            if path.suffix == ".nianbao" and path != save.draft:
                assert len(contents) == 1
                decode(contents[0])


def test_the_new_draft_never_stands_without_the_old_one_among_the_versions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = saved(tmp_path, monkeypatch, 1)
    for disk in cuts(save.asked, save.standing):
        assert [encode(OLD)] in disk.values()


def test_the_first_version_stands_after_a_cut_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save = saved(tmp_path, monkeypatch)
    folder = folder_of(save.history, save.draft)
    for disk in Cut(save.asked, save.standing).disks():
        assert disk[folder / f"000001-{SESSION}.nianbao"] == [encode(OLD)]


def test_the_first_version_on_a_machine_stands_after_a_cut_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save = saved(tmp_path, monkeypatch, known=False)
    folder = folder_of(save.history, save.draft)
    for disk in Cut(save.asked, save.standing).disks():
        assert disk[folder / f"000001-{SESSION}.nianbao"] == [encode(OLD)]


# ------------------------------------------------------------ the rules find savers that are not careful


def without(asked: list[Asked], what: str) -> list[Asked]:
    return [one for one in asked if one.what != what]


def late(asked: list[Asked]) -> list[Asked]:
    """Each file is flushed only once it has its name."""
    turned = list(asked)
    for at, one in enumerate(asked):
        if one.what == "flush":
            turned[at : at + 2] = turned[at + 1], turned[at]
    return turned


def removed_first(asked: list[Asked]) -> list[Asked]:
    """What stands in the way is removed before a file is renamed."""
    return [step for one in asked for step in ([Asked("remove", path=one.to), one] if one.what == "rename" else [one])]


@pytest.mark.parametrize("careless", [lambda asked: without(asked, "flush"), late, removed_first])
def test_a_careless_saver_leaves_a_torn_or_missing_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, careless: Any
) -> None:
    save = saved(tmp_path, monkeypatch)
    found = {content for disk in cuts(careless(save.asked), save.standing) for content in disk.get(save.draft, [b""])}
    assert len(found) > 2 or b"" in found


def test_a_saver_that_does_not_settle_the_folder_may_leave_the_old_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = saved(tmp_path, monkeypatch)
    disks = Cut(without(save.asked, "settle"), save.standing).disks()
    assert {disk[save.draft][0] for disk in disks} == {encode(OLD), encode(NEW)}


# ------------------------------------------------------------ a journal

EDITS: list[dict[str, Change]] = [{"overview/text": f"第{number}次修改" * 30} for number in range(1, 9)]
STATES = list(accumulate(EDITS, Report.with_changes, initial=OLD))
SYNCED = 5


class Typed(Struct):
    """A journal that was written down, confirmed by the disk after some edits."""

    path: Path
    asked: list[Asked]


@pytest.fixture
def typing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    path = tmp_path / "a.journal"
    with monkeypatch.context() as patched:
        recorder = Recorder(patched)
        journal = Journal(path, OLD, None, "")
        for number, edit in enumerate(EDITS, 1):
            journal.append(edit)
            if number == SYNCED:
                journal.sync()
        journal.close()
    return Typed(path, recorder.asked)


def steps(contents: list[bytes], at: Path) -> Iterator[int]:
    """How many edits come back from what a journal may hold, -1 if none can be read."""
    for content in contents:
        at.write_bytes(content)
        try:
            found = recover(at)
        except DraftError:
            yield -1
            continue
        assert found.report == STATES[found.steps]
        yield found.steps


def test_a_journal_gives_a_whole_number_of_edits_and_all_that_were_confirmed(typing: Typed) -> None:
    confirmed = [one.what for one in typing.asked].index("flush") + 1
    for count in range(len(typing.asked) + 1):
        for disk in Cut(typing.asked[:count], {}).disks():
            if typing.path in disk:
                found = set(steps(disk[typing.path], typing.path))
                assert min(found) >= (SYNCED if count >= confirmed else -1)


def test_a_journal_that_was_confirmed_stands_after_a_cut(typing: Typed) -> None:
    assert all(typing.path in disk for disk in Cut(typing.asked, {}).disks())


def test_what_was_typed_stands_in_the_journal_or_in_the_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft, path = tmp_path / "年报.nianbao", tmp_path / "journals" / "a.journal"
    path.parent.mkdir()
    save_draft(OLD, draft)
    journal = Journal(path, OLD, draft, digest(encode(OLD)))
    journal.append(EDITS[0])
    standing = {draft: draft.read_bytes(), path: path.read_bytes()}  # synced
    with monkeypatch.context() as patched:
        recorder = Recorder(patched)
        store(STATES[1], draft, base=digest(encode(OLD)), history=tmp_path / "history", session=SESSION)
        journal.drop()
    assert [one.path for one in recorder.asked if one.what == "remove"] == [path]
    for disk in cuts(recorder.asked, standing):
        assert disk[draft] == [encode(STATES[1])] or disk.get(path) == [standing[path]]
