"""The draft on the disk: sticks pulled out, others at it, old versions, cleared machines, what the log says."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMessageBox

from core import durable
from core.draft import encode, load_draft, save_draft
from core.history import versions
from core.journal import recover
from core.report import Entry, Report
from gui.app import crash_hook
from gui.main_window import MainWindow
from gui.versions import Versions
from tests.gui.conftest import Dialogs
from tests.gui.driver import CONTROL, click, draft_of, journals, paste, press, press_button, type_at

K = Qt.Key
CELL = "requests/granted/other"
posix = pytest.mark.skipif(os.name == "nt", reason="kills a process the POSIX way")


# ---------------------------------------------------------------- the disk


def test_a_stick_that_was_pulled_out_is_saved_to_when_it_is_back(
    start: Callable[..., MainWindow], dialogs: Dialogs, tmp_path: Path, sample: Report
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    path = draft_of(sample, stick)
    window = start(str(path))
    shutil.move(stick, tmp_path / "pulled")
    type_at(window, CELL, "7")
    dialogs.expect_message(QMessageBox.StandardButton.Ok)
    press(K.Key_S, with_=CONTROL)
    assert "找不到要写入" in dialogs.seen[-1]
    assert window.document.modified
    type_at(window, CELL, "8")
    shutil.move(tmp_path / "pulled", stick)
    QTest.qWait(4500)
    assert load_draft(path).cells[CELL].number == 8
    assert "又可以写了，已经保存" in window.notice.text()


def test_a_draft_changed_by_somebody_else_is_not_saved_over_silently(
    start: Callable[..., MainWindow], dialogs: Dialogs, tmp_path: Path, sample: Report
) -> None:
    path = draft_of(sample, tmp_path)
    window = start(str(path))
    type_at(window, CELL, "7")
    other = sample.with_changes({CELL: Entry(9)})
    save_draft(other, path)
    dialogs.expect(press_button("取消"))
    press(K.Key_S, with_=CONTROL)
    assert "被别的程序或别的人改过" in dialogs.seen[-1]
    assert "磁盘上的 → 窗口里的：\n其他 × （一）予以公开：9 → 7" in dialogs.seen[-1]
    assert load_draft(path) == other
    dialogs.expect(press_button("仍然保存"))
    press(K.Key_S, with_=CONTROL)
    assert load_draft(path).cells[CELL].number == 7
    (kept,) = versions(window.safe.history(path), path)
    assert load_draft(kept.path) == other, "theirs is kept"


def test_a_save_the_disk_did_not_confirm_is_no_change_of_somebody_else(
    start: Callable[..., MainWindow],
    dialogs: Dialogs,
    tmp_path: Path,
    sample: Report,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = draft_of(sample, tmp_path)
    window = start(str(path))
    type_at(window, CELL, "7")

    def fails(folder: Path) -> None:
        if folder == path.parent:
            raise OSError(errno.EIO, "x")

    with monkeypatch.context() as patched:
        patched.setattr(durable, "sync_folder", fails)
        dialogs.expect_message(QMessageBox.StandardButton.Ok)
        press(K.Key_S, with_=CONTROL)
    assert "磁盘没有确认写牢" in dialogs.seen[-1]
    assert window.document.modified
    press(K.Key_S, with_=CONTROL)
    assert not window.document.modified


def test_a_damaged_draft_can_be_gone_on_with_from_its_last_version(
    start: Callable[..., MainWindow], dialogs: Dialogs, tmp_path: Path, sample: Report
) -> None:
    path = draft_of(sample, tmp_path)
    window = start(str(path))
    type_at(window, CELL, "7")
    press(K.Key_S, with_=CONTROL)
    window.close()
    damaged = path.read_bytes().replace(b"2023", b"2024", 1)
    path.write_bytes(damaged)
    dialogs.expect(press_button("打开历史版本"))
    again = start(str(path))
    assert "已损坏" in dialogs.seen[-1]
    assert again.document.report.cells[CELL].number == 0
    assert again.document.path is None
    assert path.read_bytes() == damaged, "the damaged bytes stay"


# ---------------------------------------------------------------- versions


def test_every_save_leaves_a_version_to_look_at_and_go_back_to(
    start: Callable[..., MainWindow], dialogs: Dialogs, tmp_path: Path, sample: Report
) -> None:
    window = start(str(draft_of(sample, tmp_path)))
    for number in "78":
        type_at(window, CELL, number)
        press(K.Key_S, with_=CONTROL)
    told: list[str] = []

    def go_back(dialog: QDialog) -> None:
        assert isinstance(dialog, Versions)
        assert dialog.list.count() == 2
        dialog.list.setCurrentRow(1)
        told.append(dialog.differences.toPlainText())
        click(dialog.restore)

    dialogs.expect(go_back)
    window.filing.saving.show_versions()
    assert told == ["那一份 → 现在：\n其他 × （一）予以公开：0 → 8"]
    assert window.document.report.cells[CELL].number == 0
    press(K.Key_Z, with_=CONTROL)
    assert window.document.report.cells[CELL].number == 8, "going back is a step like others"


def test_a_version_can_be_opened_as_a_copy(
    start: Callable[..., MainWindow], dialogs: Dialogs, tmp_path: Path, sample: Report
) -> None:
    path = draft_of(sample, tmp_path)
    window = start(str(path))
    type_at(window, CELL, "7")
    press(K.Key_S, with_=CONTROL)

    def copy(dialog: QDialog) -> None:
        assert isinstance(dialog, Versions)
        click(dialog.copy)

    dialogs.expect(copy)
    window.filing.saving.show_versions()
    assert window.document.path is None
    assert window.document.report.cells[CELL].number == 0
    assert load_draft(path).cells[CELL].number == 7


def test_a_report_without_versions_says_so(start: Callable[..., MainWindow], dialogs: Dialogs) -> None:
    window = start()
    dialogs.expect_message(QMessageBox.StandardButton.Ok)
    window.filing.saving.show_versions()
    assert "还没有历史版本" in dialogs.seen[-1]


# ---------------------------------------------------------------- two programs


def test_a_draft_that_another_program_has_open_is_opened_as_a_copy(
    start: Callable[..., MainWindow], dialogs: Dialogs, tmp_path: Path, sample: Report
) -> None:
    path = draft_of(sample, tmp_path)
    start(str(path))
    dialogs.expect(press_button("打开副本"))
    second = start(str(path))
    assert "正由" in dialogs.seen[-1]
    assert second.document.path is None
    assert second.document.report == sample


def test_or_it_is_left_alone(
    start: Callable[..., MainWindow], dialogs: Dialogs, tmp_path: Path, sample: Report
) -> None:
    path = draft_of(sample, tmp_path)
    first = start(str(path))
    dialogs.expect(press_button("取消"))
    second = start(str(path))
    assert second.document.report != sample
    first.close()
    second.filing.open_path(path)
    assert second.document.path == path, "once the other one has closed it"


def test_odd_characters_in_a_draft_are_left_out_and_told(start: Callable[..., MainWindow], tmp_path: Path) -> None:
    path = tmp_path / "a.nianbao"
    path.write_bytes(encode(Report("2021", {"overview/text": "\u202e一\x07二"})))
    window = start(str(path))
    assert window.document.text("overview/text") == "一二"
    assert "有 2 个看不见的控制字符，已经去掉" in window.notice.text()


# ---------------------------------------------------------------- when something goes wrong


def test_an_exception_nobody_expected_is_told_and_what_was_typed_is_written_down(
    start: Callable[..., MainWindow], dialogs: Dialogs, sample: Report
) -> None:
    window = start()
    window.go_to("overview/text")
    paste("秘密的内容")

    def copy(dialog: QDialog) -> None:
        press_button("复制详情")(dialog)

    dialogs.expect(copy)
    try:
        raise ValueError("秘密的内容")
    except ValueError as problem:
        crash_hook(window)(type(problem), problem, problem.__traceback__)
    assert "程序出了差错（ValueError），已经继续运行" in dialogs.seen[-1]
    details = QGuiApplication.clipboard().text()
    assert "test_versions.py" in details
    assert "秘密" not in details
    (journal,) = journals(window)
    assert recover(journal).report.text("overview/text") == "秘密的内容"
    log = (window.safe.journals.parent / "log" / "nianbao.log").read_text(encoding="utf-8")
    assert " crash where=ValueError" in log
    assert "秘密" not in log


def test_the_log_tells_of_saves_and_never_of_content_or_names(
    start: Callable[..., MainWindow], dialogs: Dialogs, tmp_path: Path, sample: Report
) -> None:
    path = tmp_path / "某街道的秘密.nianbao"
    save_draft(sample, path)
    window = start(str(path))
    type_at(window, CELL, "98765432")
    press(K.Key_S, with_=CONTROL)
    log = (window.safe.journals.parent / "log" / "nianbao.log").read_text(encoding="utf-8")
    assert " start version=" in log
    assert " save kind=ok" in log
    for secret in ("秘密", "98765432", sample.unit):
        assert secret not in log


# ---------------------------------------------------------------- a machine that is cleared


def test_a_machine_that_was_cleared_is_noticed(start: Callable[..., MainWindow]) -> None:
    first = start()
    assert not first.notice.isVisible()
    first.close()
    shutil.rmtree(first.safe.journals.parent)
    again = start()
    assert "历史版本和没有保存的修改不见了" in again.notice.text()
    again.close()
    assert not start().notice.isVisible(), "once is enough"


def test_versions_can_be_kept_beside_the_draft(
    start: Callable[..., MainWindow], dialogs: Dialogs, tmp_path: Path, sample: Report
) -> None:
    path = draft_of(sample, tmp_path)
    window = start(str(path))
    menu = window.menuBar().actions()[0].menu()
    next(action for action in menu.actions() if "放在草稿旁边" in action.text()).trigger()
    type_at(window, CELL, "7")
    press(K.Key_S, with_=CONTROL)
    assert len(versions(tmp_path / "年报历史版本", path)) == 1
    window.close()
    assert start().safe.history_beside, "remembered"


def test_the_menu_says_where_everything_is_kept(start: Callable[..., MainWindow], dialogs: Dialogs) -> None:
    window = start()
    dialogs.expect_message(QMessageBox.StandardButton.Ok)
    window.filing.tell_places()
    assert str(window.safe.journals) in dialogs.seen[-1]
