"""nianbao-cli shows what was not saved and what was kept."""

from pathlib import Path

import pytest

from core import cli, cli_safety
from core.draft import load_draft, save_draft
from core.journal import Journal
from core.report import Entry, Report
from core.storing import store

CELL = "requests/granted/other"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    (folder / "journals").mkdir(parents=True)
    monkeypatch.setattr(cli_safety, "data_folder", lambda: folder)
    return folder


def left(data: Path, sample: Report, draft: Path | None) -> Path:
    journal = Journal(data / "journals" / "a.journal", sample, draft, "")
    journal.append({CELL: Entry(7)}, CELL)
    journal.close()
    return journal.path


def test_what_was_not_saved_is_listed(
    data: Path, sample: Report, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = left(data, sample, tmp_path / "a.nianbao")
    (data / "journals" / "b.journal").write_bytes(b"nothing")
    assert cli.main(["left"]) == 0
    told = capsys.readouterr().out
    assert f"{path}　" in told
    assert "a.nianbao　修改 1 笔" in told
    assert "没有保存的修改（b.journal）读不出来" in told


def test_it_becomes_a_draft(data: Path, sample: Report, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = left(data, sample, None)
    assert cli.main(["recover", str(path), "-o", str(tmp_path / "new.nianbao")]) == 0
    assert load_draft(tmp_path / "new.nianbao").cells[CELL].number == 7
    assert "其他 × （一）予以公开：0 → 7" in capsys.readouterr().out
    assert path.exists()


def test_a_journal_that_is_gone_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["recover", str(tmp_path / "gone.journal"), "-o", str(tmp_path / "a.nianbao")]) == 2
    assert "“gone.journal”打不开（FileNotFoundError）" in capsys.readouterr().err


def test_versions_are_listed_with_what_is_otherwise_now(
    data: Path, sample: Report, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = tmp_path / "a.nianbao"
    save_draft(sample, draft)
    changed = sample.with_changes({CELL: Entry(7)})
    store(changed, draft, base="", history=data / "history", session="0" * 8)
    (kept,) = (data / "history").glob("*/*.nianbao")
    assert cli.main(["versions", str(draft)]) == 0
    told = capsys.readouterr().out
    assert str(kept) in told
    assert "其他 × （一）予以公开：0 → 7" in told
    kept.write_bytes(b"damaged")
    assert cli.main(["versions", str(draft)]) == 0
    assert "不是年报填报的草稿" in capsys.readouterr().out
