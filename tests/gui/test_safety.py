"""Nothing that was typed is lost: closing, crashes, sticks pulled out, others at the same draft, old versions."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from core.draft import encode, load_draft, save_draft
from core.history import versions
from core.journal import recover
from core.report import Entry, Report
from gui.app import begin, build_window, crash_hook
from gui.main_window import MainWindow
from gui.versions import Versions
from tests.gui.conftest import Dialogs
from tests.gui.driver import CONTROL, click, paste, press

K = Qt.Key
CELL = "requests/granted/other"
posix = pytest.mark.skipif(os.name == "nt", reason="kills a process the POSIX way")


@pytest.fixture
def start(qapp: QApplication, dialogs: Dialogs, tmp_path: Path) -> Iterator[Callable[..., MainWindow]]:
    """Start the program, as often as wanted, on the same folders."""
    opened: list[MainWindow] = []

    def run(*arguments: str) -> MainWindow:
        window = build_window(tmp_path / "settings")
        window.resize(1366, 700)
        window.show()
        QTest.qWaitForWindowActive(window)
        begin(window, arguments)
        opened.append(window)
        return window

    yield run
    for window in opened:
        window.document.saved = window.document.report  # a test that ends with changes has nothing left to ask
        window.close()
        window.deleteLater()
    QTest.qWait(1)


def journals(window: MainWindow) -> list[Path]:
    return sorted(window.safe.journals.glob("*.journal"))


def type_at(window: MainWindow, key: str, text: str) -> None:
    window.go_to(key)
    press(text, K.Key_Return)


def draft_of(sample: Report, tmp_path: Path) -> Path:
    path = tmp_path / "a.nianbao"
    save_draft(sample, path)
    return path


def crash(window: MainWindow) -> None:
    """What a killed process leaves: the journal as it is, its lock gone."""
    window.safe.flush()
    journal = window.safe._journal
    assert journal is not None
    journal.close()
    window.safe._journal = None
    window.filing.saving.release()
    window.document.saved = window.document.report


# ---------------------------------------------------------------- closing


def test_closing_a_draft_with_changes_saves_it_without_a_question(
    start: Callable[..., MainWindow], sample: Report, tmp_path: Path
) -> None:
    path = draft_of(sample, tmp_path)
    window = start(str(path))
    type_at(window, CELL, "7")
    window.close()
    assert load_draft(path).cells[CELL].number == 7
    assert journals(window) == []


def test_what_was_never_saved_is_there_at_the_next_start_at_the_same_cell(start: Callable[..., MainWindow]) -> None:
    window = start()
    paste("某街道办事处")
    type_at(window, CELL, "7")
    window.close()
    again = start()
    assert again.document.report.unit == "某街道办事处"
    assert again.document.report.cells[CELL].number == 7
    assert again.key_in_hand() == CELL
    assert again.document.modified
    assert again.document.path is None
    assert "找回了上次没有保存的年报" in again.notice.text()
    again.close()
    assert start().document.report.cells[CELL].number == 7, "and again, until it's saved"


def test_closing_an_empty_report_leaves_nothing_behind(start: Callable[..., MainWindow]) -> None:
    window = start()
    window.close()
    assert journals(window) == []
    assert not start().document.modified


def test_a_new_report_puts_the_unsaved_one_into_a_menu(start: Callable[..., MainWindow]) -> None:
    window = start()
    paste("甲")
    press(K.Key_N, with_=CONTROL)
    assert window.document.report.unit == ""
    assert "刚才那份没有保存过的年报收好了" in window.notice.text()
    window.left_menu.aboutToShow.emit()
    (action,) = window.left_menu.actions()
    assert action.text().startswith("甲")
    action.trigger()
    assert window.document.report.unit == "甲"


def test_saving_ends_the_journal(
    start: Callable[..., MainWindow], dialogs: Dialogs, tmp_path: Path, sample: Report
) -> None:
    window = start(str(draft_of(sample, tmp_path)))
    type_at(window, CELL, "7")
    assert len(journals(window)) == 1
    press(K.Key_S, with_=CONTROL)
    assert journals(window) == []
    assert window.saved.text() == "已保存"


def test_what_is_carried_on_from_last_year_is_kept_before_a_key_is_pressed(
    start: Callable[..., MainWindow], tmp_path: Path, sample: Report
) -> None:
    window = start()
    window.filing.from_last_year(draft_of(sample, tmp_path))
    window.close()
    again = start()
    assert again.document.report.year == 2024
    assert again.document.report.previous is not None


# ---------------------------------------------------------------- after a crash


def test_after_a_crash_the_draft_comes_back_with_the_edits_as_one_step(
    start: Callable[..., MainWindow], tmp_path: Path, sample: Report
) -> None:
    path = draft_of(sample, tmp_path)
    window = start(str(path))
    type_at(window, CELL, "7")
    type_at(window, "requests/new_received/other", "7")
    crash(window)
    again = start()
    assert again.document.path == path
    assert again.document.report.cells[CELL].number == 7
    assert again.key_in_hand() == "requests/new_received/other"
    assert "已恢复“a.nianbao”上次没有保存的修改：其他 × 一、本年新收" in again.notice.text()
    press(K.Key_Z, with_=CONTROL)
    assert again.document.report == load_draft(path)
    assert load_draft(path).cells[CELL].number == 0, "nothing was written by itself"


def test_opening_the_draft_brings_its_edits_back_too(
    start: Callable[..., MainWindow], tmp_path: Path, sample: Report
) -> None:
    path = draft_of(sample, tmp_path)
    window = start(str(path))
    type_at(window, CELL, "7")
    crash(window)
    again = start(str(path))
    assert again.document.report.cells[CELL].number == 7


def test_edits_of_a_draft_that_is_another_one_now_become_a_report_of_their_own(
    start: Callable[..., MainWindow], tmp_path: Path, sample: Report
) -> None:
    path = draft_of(sample, tmp_path)
    window = start(str(path))
    type_at(window, CELL, "7")
    crash(window)
    other = sample.with_changes({CELL: Entry(9)})
    save_draft(other, path)
    again = start()
    assert again.document.path is None
    assert again.document.report.cells[CELL].number == 7
    assert "已经是别的内容，没有动它" in again.notice.text()
    assert load_draft(path) == other


def test_a_text_is_written_down_a_moment_after_the_last_letter(start: Callable[..., MainWindow]) -> None:
    window = start()
    window.go_to("overview/text")
    press("abc")
    QTest.qWait(400)
    (journal,) = journals(window)
    assert recover(journal).report.text("overview/text") == "abc"


def test_where_nothing_can_be_written_down_it_is_said_and_closing_asks(
    start: Callable[..., MainWindow], dialogs: Dialogs, tmp_path: Path
) -> None:
    window = start()
    window.safe.journals.parent.mkdir(parents=True, exist_ok=True)
    window.safe.journals.write_bytes(b"a file in the place of the folder")
    paste("甲")
    assert "没有地方随时记下修改" in window.notice.text()
    dialogs.expect_message(QMessageBox.StandardButton.Cancel)
    window.close()
    assert window.isVisible()


SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from gui.app import begin, build_application, build_window
from tests.gui.driver import press

application = build_application(["killed"])
window = build_window(Path(sys.argv[1]))
window.show()
QTest.qWaitForWindowActive(window)
begin(window, [])
window.go_to("requests/new_received/natural_person")
for number in range(300):
    press(str(number % 10), Qt.Key.Key_Return)
    print(number, window.key_in_hand(), flush=True)
"""


@posix
@pytest.mark.parametrize("after", [3, 60, 140])
def test_a_window_killed_while_typing_loses_at_most_the_edit_in_hand(
    start: Callable[..., MainWindow], tmp_path: Path, after: int
) -> None:
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", SCRIPT, str(tmp_path / "settings")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, cwd=root, text=True, encoding="utf-8")
    assert process.stdout is not None
    told = [process.stdout.readline() for _ in range(after)]
    os.kill(process.pid, signal.SIGKILL)
    told += process.stdout.read().splitlines()
    process.wait()
    process.stdout.close()
    window = start()
    typed: dict[str, int] = {}
    at = "requests/new_received/natural_person"
    for line in told:
        if line.strip():
            number, then = line.split()
            typed[at], at = int(number) % 10, then
    kept = {key: entry.value for key, entry in window.document.report.cells.items()}
    assert {key: kept.get(key) for key in typed} == typed, "every number that was entered is there again"


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
    assert load_draft(path) == other
    dialogs.expect(press_button("仍然保存"))
    press(K.Key_S, with_=CONTROL)
    assert load_draft(path).cells[CELL].number == 7
    (kept,) = versions(window.safe.history(path), path)
    assert load_draft(kept.path) == other, "theirs is kept"


def press_button(text: str) -> Callable[[QDialog], None]:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        next(button for button in dialog.buttons() if button.text() == text).click()

    return answer


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
    assert "test_safety.py" in details
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
