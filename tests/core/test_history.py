"""What stood at a draft's place before a save is kept, and not more of it than is useful (SAFETY P4)."""

import errno
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from core.draft import encode, load_draft
from core.durable import write_durably
from core.errors import SaveFailed
from core.history import folder_of, keep, versions
from core.report import Report
from core.storing import store
from tests.core.test_durable import files

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such thing")
SESSION = "0123abcd"
ROOT = getattr(os, "geteuid", lambda: -1)() == 0


@pytest.fixture
def history(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history"


def kept(history: Path, draft: Path) -> list[bytes]:
    return [version.path.read_bytes() for version in versions(history, draft)]


def saved_over(history: Path, draft: Path, data: bytes, session: str = SESSION) -> None:
    """Keep what stands there, then put something else there."""
    keep(history, draft, session)
    draft.write_bytes(data)


def test_a_draft_that_was_never_saved_has_no_versions(history: Path, file: Path) -> None:
    assert versions(history, file) == []
    keep(history, file, SESSION)
    assert versions(history, file) == []
    assert not history.exists()


def test_what_stood_there_is_kept_the_newest_first(history: Path, file: Path) -> None:
    for data in (b"1", b"2", b"3"):
        saved_over(history, file, data)
    assert kept(history, file) == [b"2", b"1"]
    assert [(version.number, version.session) for version in versions(history, file)] == [(2, SESSION), (1, SESSION)]


def test_the_same_is_not_kept_twice(history: Path, file: Path) -> None:
    for data in (b"1", b"1", b"1", b"2", b"2", b"1", b"3"):
        saved_over(history, file, data)
    assert kept(history, file) == [b"1", b"2", b"1"]


def test_damaged_bytes_are_kept_as_they_are(history: Path, file: Path) -> None:
    damaged = encode(Report("2021"))[:-5] + b"\0\xff"
    file.write_bytes(damaged)
    assert not store(Report("2021"), file, base="", history=history, session=SESSION).warning
    assert kept(history, file) == [damaged]


def test_the_folder_says_where_the_draft_stood(history: Path, tmp_path: Path) -> None:
    file = tmp_path / "年报.nianbao"
    for data in (b"1", b"2", b"3"):
        saved_over(history, file, data)
    assert (folder_of(history, file) / "draft.txt").read_text(encoding="utf-8") == str(file)
    assert files(folder_of(history, file)) == [f"000001-{SESSION}.nianbao", f"000002-{SESSION}.nianbao", "draft.txt"]


def test_a_version_tells_when_it_had_been_saved(history: Path, file: Path) -> None:
    file.write_bytes(b"1")
    morning = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
    os.utime(file, (morning.timestamp(),) * 2)
    keep(history, file, SESSION)
    assert versions(history, file)[0].saved == morning


def test_a_version_whose_time_can_not_be_set_is_kept_all_the_same(
    history: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*args: object, **kwargs: object) -> None:
        raise PermissionError(errno.EPERM, "no")

    monkeypatch.setattr(os, "utime", refuses)
    saved_over(history, file, b"1")
    saved_over(history, file, b"2")
    saved = versions(history, file)[0].saved
    assert saved.tzinfo
    assert abs((datetime.now(UTC) - saved).total_seconds()) < 60


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o604], ids=oct)
def test_a_version_may_be_read_by_whoever_may_read_the_draft(history: Path, file: Path, mode: int) -> None:
    for data in (b"1", b"2", b"3"):
        saved_over(history, file, data)
        file.chmod(mode)
    file.chmod(0o606)
    keep(history, file, SESSION)
    modes = [version.path.stat().st_mode & 0o777 for version in versions(history, file)]
    assert modes == [0o606, mode, mode]


@pytest.mark.parametrize("step", ["stat", "chmod"])
def test_a_version_whose_mode_can_not_be_set_is_kept_all_the_same(
    history: Path, file: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = getattr(Path, step)

    def refuses(self: Path, *args: Any, **kwargs: Any) -> Any:
        if self == file or step == "chmod":
            raise PermissionError(errno.EPERM, "no")
        return real(self, *args, **kwargs)

    saved_over(history, file, b"1")
    with monkeypatch.context() as patched:
        patched.setattr(Path, step, refuses)
        keep(history, file, SESSION)
    assert kept(history, file) == [b"1"]
    assert "draft.txt" in files(folder_of(history, file))


def test_where_the_draft_stood_is_said_by_the_next_save_if_the_first_could_not(
    history: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(path: Path, data: bytes) -> None:
        if path.name == "draft.txt":
            raise OSError(errno.EIO, "no")
        write_durably(path, data)

    file.write_bytes(b"1")
    with monkeypatch.context() as patched, pytest.raises(OSError, match="no"):
        patched.setattr("core.history.write_durably", refuses)
        keep(history, file, SESSION)
    assert files(folder_of(history, file)) == [f"000001-{SESSION}.nianbao"]
    file.write_bytes(b"2")
    keep(history, file, SESSION)
    assert (folder_of(history, file) / "draft.txt").read_text(encoding="utf-8") == str(file)
    assert kept(history, file) == [b"2", b"1"]


def test_where_the_draft_stood_is_said_once(history: Path, file: Path) -> None:
    saved_over(history, file, b"1")
    saved_over(history, file, b"2")
    where = folder_of(history, file) / "draft.txt"
    where.write_bytes(b"as it was")
    saved_over(history, file, b"3")
    assert where.read_bytes() == b"as it was"
    where.unlink()
    keep(history, file, SESSION)
    assert where.read_text(encoding="utf-8") == str(file)


# ------------------------------------------------------------ how many are kept: each letter is a save in that session

KEPT = """
aaaaaaaaaa                aaaaaaaaaa
aaaaaaaaaaa               aaaaaaaaaaa
aaaaaaaaaaaaaaa           a....aaaaaaaaaa
abcdefghijkl              ..cdefghijkl
aabbccddeeffgghhiijj      a.b.c.d.e.ffgghhiijj
aabbccddeeffgghhiijjkkll  ....c.d.e.f.g.hhiijjkkll
abbbbbbbbbbbbbbb          ab....bbbbbbbbbb
abababababababab          ab....ababababab
abcdefghijka              ..cdefghijka
"""


@pytest.mark.parametrize(("saves", "expected"), [line.split() for line in KEPT.strip().splitlines()])
def test_the_last_ten_and_the_first_of_each_of_the_last_ten_sessions_are_kept(
    saves: str, expected: str, history: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    for number, letter in enumerate(saves, 1):
        file.write_bytes(b"%d" % number)
        keep(history, file, f"{ord(letter):08x}")
    found = {version.number: chr(int(version.session, 16)) for version in versions(history, file)}
    assert "".join(found.get(number, ".") for number in range(1, len(saves) + 1)) == expected
    assert kept(history, file) == [b"%d" % number for number in sorted(found, reverse=True)]


def test_a_version_that_can_not_be_removed_does_no_harm(
    history: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(errno.EACCES, "held")

    monkeypatch.setattr(Path, "unlink", refuses)
    for number in range(13):
        saved_over(history, file, b"%d" % number)
    assert [version.number for version in versions(history, file)] == list(range(12, 0, -1))


# ------------------------------------------------------------ whose versions they are


def test_versions_of_two_drafts_are_apart(history: Path, tmp_path: Path) -> None:
    drafts = [tmp_path / folder / "年报.nianbao" for folder in ("甲", "乙")]
    for draft in drafts:
        draft.parent.mkdir()
        saved_over(history, draft, draft.parent.name.encode())
        saved_over(history, draft, b"")
    assert [kept(history, draft) for draft in drafts] == [["甲".encode()], ["乙".encode()]]


@posix
def test_a_link_leads_to_the_versions_of_its_draft(history: Path, file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.nianbao"
    link.symlink_to(file)
    saved_over(history, file, b"1")
    saved_over(history, link, b"2")
    assert kept(history, file) == kept(history, link) == [b"1"]


@pytest.mark.parametrize(
    "name",
    [
        "平房区新疆街道办事处２０２３年度报告（送审稿） 终.nianbao",
        pytest.param("年" * 82 + "a.nianbao", marks=posix),
        pytest.param("年报.nianbao".encode("gbk").decode("utf-8", "surrogateescape"), marks=posix),
    ],
    ids=["CJK", "255 bytes", "not UTF-8"],
)
def test_whatever_the_draft_is_called_its_versions_are_kept(history: Path, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    for data in (b"1", b"2"):
        saved_over(history, file, data)
    assert kept(history, file) == [b"1"]


def test_stray_files_are_no_versions(history: Path, file: Path) -> None:
    saved_over(history, file, b"1")
    saved_over(history, file, b"2")
    strays = [
        "~0123456789ab.tmp",
        "000009-xyz.nianbao",
        "9-0123abcd.nianbao",
        "0000009-0123abcd.nianbao",
        "000009-0123abcd.nianbao.bak",
        "年报.nianbao",
    ]
    for name in strays:
        (folder_of(history, file) / name).write_bytes(b"stray")
    assert kept(history, file) == [b"1"]
    saved_over(history, file, b"3")
    assert [version.number for version in versions(history, file)] == [2, 1]
    assert set(strays) <= set(files(folder_of(history, file)))


@posix
def test_a_version_that_another_program_removes_meanwhile_is_passed_over(history: Path, file: Path) -> None:
    saved_over(history, file, b"1")
    saved_over(history, file, b"2")
    (folder_of(history, file) / "000002-0123abcd.nianbao").symlink_to("gone")
    assert kept(history, file) == [b"1"]


# ------------------------------------------------------------ a version that can't be kept is told; the save goes on


def saved_with_warning(history: Path, file: Path) -> str:
    """What is told of a save that succeeded all the same."""
    report = Report("2021", {"profile/unit": "平房区新疆街道办事处"})
    stored = store(report, file, base="", history=history, session=SESSION)
    assert load_draft(file) == report
    return stored.warning


@pytest.fixture
def old(file: Path) -> Path:
    file.write_bytes(encode(Report("2021")))
    return file


def test_a_history_that_can_be_written_gives_no_warning(history: Path, old: Path) -> None:
    assert saved_with_warning(history, old) == ""


def test_a_file_in_the_place_of_the_history_is_told(history: Path, old: Path) -> None:
    history.parent.mkdir()
    history.write_bytes(b"")
    assert saved_with_warning(history, old).startswith("保存成功，但没有留下历史版本")
    assert history.read_bytes() == b""


@posix
@pytest.mark.skipif(ROOT, reason="root may write anywhere")
def test_a_history_that_is_read_only_is_told(history: Path, old: Path) -> None:
    history.mkdir(parents=True)
    history.chmod(0o555)
    assert saved_with_warning(history, old) == "保存成功，但没有留下历史版本（PermissionError）。"
    history.chmod(0o755)


def test_a_history_that_may_not_be_begun_is_told(history: Path, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(self: Path, *args: object, **kwargs: object) -> None:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(Path, "mkdir", refuses)
    assert saved_with_warning(history, old) == "保存成功，但没有留下历史版本（PermissionError）。"


def test_a_version_that_can_not_be_compared_is_told(history: Path, old: Path) -> None:
    folder = folder_of(history, old)
    (folder / f"000001-{SESSION}.nianbao").mkdir(parents=True)
    assert saved_with_warning(history, old).startswith("保存成功，但没有留下历史版本")


@posix
def test_a_note_that_can_not_be_written_is_told(history: Path, old: Path) -> None:
    folder = folder_of(history, old)
    folder.mkdir(parents=True)
    (folder / "draft.txt").symlink_to("gone/draft.txt")
    assert saved_with_warning(history, old) == "保存成功，但没有留下历史版本（SaveFailed）。"
    assert kept(history, old) == [encode(Report("2021"))]


def test_a_place_for_the_note_that_is_taken_does_no_harm(history: Path, old: Path) -> None:
    (folder_of(history, old) / "draft.txt").mkdir(parents=True)
    assert saved_with_warning(history, old) == ""
    assert kept(history, old) == [encode(Report("2021"))]


@posix
def test_a_folder_of_versions_that_the_disk_does_not_confirm_is_told(
    history: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(folder: Path) -> None:
        raise OSError(errno.EIO, "no")

    with monkeypatch.context() as patched:
        patched.setattr("core.history.make_folder", refuses)
        assert saved_with_warning(history, old) == "保存成功，但没有留下历史版本（OSError）。"
    assert kept(history, old) == []


def test_what_can_not_be_read_is_not_kept(history: Path, file: Path) -> None:
    file.mkdir()
    with pytest.raises(OSError):
        keep(history, file, SESSION)
    with pytest.raises(SaveFailed):
        store(Report("2021"), file, base="", history=history, session=SESSION)
