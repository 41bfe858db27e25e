"""What all commands do with files: told apart by their first bytes, never written over what is being read."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from core.cli_files import editions, keep_apart, open_report
from core.draft import save_draft
from core.errors import DraftError, UserError
from core.form import Form
from core.locate import resource
from core.report import Report
from core.settings import settings_folder
from tests.core.reading.published import Sheet, as_page, as_word
from tests.core.sheets import published

DRAFT = resource("samples", "sample.nianbao").read_bytes()


def test_a_draft_is_opened_whatever_its_name(tmp_path: Path, sample: Report) -> None:
    (tmp_path / "a.json").write_bytes(DRAFT)
    assert open_report(tmp_path / "a.json") == sample


@pytest.mark.parametrize("before", ["", "\ufeff", "\n\t ", "\ufeff\r\n"])
def test_a_data_file_is_opened_whatever_its_name_and_however_it_begins(before: str, tmp_path: Path) -> None:
    data = before + json.dumps(published("huaian_city_2024"), ensure_ascii=False)
    (tmp_path / "a.nianbao").write_bytes(data.encode())
    report = open_report(tmp_path / "a.nianbao")
    assert report.tables_only
    assert len(report.cells) > 100


@pytest.mark.parametrize("data", [b"", b"[1]", b"\xff\xfe{", b"PK\x03\x04", b"{", b"{]"])
def test_what_is_neither_is_refused_with_one_sentence(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.nianbao").write_bytes(data)
    with pytest.raises(UserError, match=r"a\.nianbao"):
        open_report(tmp_path / "a.nianbao")


@pytest.mark.parametrize("make", [as_page, as_word], ids=["web page", "Word"])
def test_a_published_report_is_opened_and_what_is_doubtful_told_beside_the_answer(
    make: Callable[[Form, Report], Sheet],
    form: Form,
    sample: Report,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    sheet = make(form, sample)
    (tmp_path / "a").write_bytes(sheet.data())
    report = open_report(tmp_path / "a")
    assert (report.unit, report.year, len(report.cells)) == (sample.unit, 2023, 200 - len(form.totals))
    assert capsys.readouterr() == ("", "")
    sheet.write(sheet.cells(sheet.row_with("行政许可"))[-1], "约5")
    (tmp_path / "a").write_bytes(sheet.data())
    open_report(tmp_path / "a")
    assert capsys.readouterr() == ("", "读取：本年处理决定数量 × 行政许可：“约5”看不懂，没有读\n")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match=r"没有找到“a\.nianbao”"):
        open_report(tmp_path / "a.nianbao")


def test_two_files_are_kept_apart(tmp_path: Path, sample: Report) -> None:
    source = tmp_path / "a.nianbao"
    save_draft(sample, source)
    keep_apart(source, tmp_path / "b.nianbao")
    keep_apart(source, None)
    with pytest.raises(UserError) as told:
        keep_apart(source, source)
    assert str(told.value) == "“a.nianbao”在这一条命令里用了两次，不能写到它上面。文件没有改动。请换一个文件名。"


def test_one_file_by_two_names_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "a.nianbao"
    source.write_bytes(DRAFT)
    monkeypatch.chdir(tmp_path)
    names = [Path("a.nianbao"), tmp_path / "." / "x" / ".." / "a.nianbao"]
    if hasattr(os, "symlink"):
        (tmp_path / "b.nianbao").symlink_to(source)
        names.append(tmp_path / "b.nianbao")
    for name in names:
        with pytest.raises(UserError, match="在这一条命令里用了两次"):
            keep_apart(source, name)


def test_the_users_edition_files_lie_beside_the_settings() -> None:
    assert editions().pack == settings_folder() / "editions"
