"""What the program remembers on this machine; a bad file never stops the start."""

import sys
from pathlib import Path

import pytest

from core.settings import (
    Memory,
    Settings,
    data_folder,
    journals_folder,
    load_settings,
    log_folder,
    save_settings,
    settings_folder,
    with_recent,
)


def test_settings_come_back(tmp_path: Path) -> None:
    kept = Settings(("甲.nianbao", "乙.nianbao"), (1200, 800), maximized=True)
    save_settings(kept, tmp_path / "new" / "folder")
    assert load_settings(tmp_path / "new" / "folder") == kept


def test_the_file_can_be_read_by_a_person(tmp_path: Path) -> None:
    save_settings(Settings(("甲.nianbao",)), tmp_path)
    assert (tmp_path / "settings.json").read_text(encoding="utf-8") == '{\n "recent": [\n  "甲.nianbao"\n ]\n}\n'


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings((), (0, 0), maximized=False)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"recent": 1}',
        b'{"recent": [1]}',
        b'{"window": [1]}',
        b'{"window": ["a", "b"]}',
        b'{"maximized": "yes"}',
        b"\xef\xbb\xbf{}",
        b'{"recent": ["\xff"]}',
        b'{"later": ' + b"[" * 100_000,
    ],
    ids=range(12),
)
def test_a_bad_file_gives_defaults(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_bytes(data)
    assert load_settings(tmp_path) == Settings()


def test_what_a_later_program_keeps_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_bytes(b'{"later": 1, "maximized": true}')
    assert load_settings(tmp_path) == Settings(maximized=True)


def test_a_folder_that_can_not_be_made_costs_no_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    save_settings(Settings(), tmp_path / "file" / "folder")
    assert load_settings(tmp_path / "file" / "folder") == Settings()


def test_a_file_that_can_not_be_written_costs_no_work(tmp_path: Path) -> None:
    (tmp_path / "settings.json").mkdir()
    save_settings(Settings(), tmp_path)
    assert load_settings(tmp_path) == Settings()


def test_a_draft_whose_name_is_not_utf8_costs_no_work(tmp_path: Path) -> None:
    save_settings(with_recent(Settings(), Path("/a/\udcff.nianbao")), tmp_path)


def test_the_draft_opened_last_comes_first_and_once() -> None:
    kept = Settings()
    for name in ("甲", "乙", "甲"):
        kept = with_recent(kept, Path(name))
    assert kept.recent == ("甲", "乙")


def test_eight_drafts_are_remembered() -> None:
    kept = Settings(window=(1, 2))
    for at in range(10):
        kept = with_recent(kept, Path(str(at)))
    assert kept == Settings(tuple("98765432"), (1, 2))


def test_the_settings_have_a_folder_of_their_own() -> None:
    assert settings_folder().name == "nianbao"


@pytest.mark.skipif(sys.platform != "linux", reason="XDG is of Linux")
def test_journals_and_versions_stand_apart_from_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert data_folder() == tmp_path / "data" / "nianbao"
    assert settings_folder() == tmp_path / "config" / "nianbao"
    assert not any(tmp_path.iterdir())


def test_what_is_known_of_this_machine_comes_back(tmp_path: Path) -> None:
    kept = Settings(data_seen=True, history_beside=True)
    save_settings(kept, tmp_path)
    assert load_settings(tmp_path) == kept != Settings()


def test_what_is_remembered_is_there_at_once_and_at_the_next_start(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.remember(Settings(zoom=150))
    assert memory.settings.zoom == Memory(tmp_path).settings.zoom == 150


def test_journals_and_log_stand_apart_in_the_folder_for_data(tmp_path: Path) -> None:
    assert {journals_folder(tmp_path), log_folder(tmp_path)} == {tmp_path / "journals", tmp_path / "log"}
