"""Nothing that was typed is lost: closing, crashes, kills."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from core.draft import load_draft, save_draft
from core.journal import recover
from core.report import Entry, Report
from gui.main_window import MainWindow
from tests.gui.conftest import Dialogs
from tests.gui.driver import CONTROL, begin_anew, crash, draft_of, journals, paste, press, type_at

K = Qt.Key
CELL = "requests/granted/other"
posix = pytest.mark.skipif(os.name == "nt", reason="kills a process the POSIX way")


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
    begin_anew(window)
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
    begin_anew(window)
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
    start: Callable[..., MainWindow], dialogs: Dialogs, tmp_path: Path, sample: Report
) -> None:
    window = start()
    dialogs.expect(lambda _: press(K.Key_Return))
    window.intake.from_last_year(draft_of(sample, tmp_path))
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
    begin_anew(window)
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
from core.settings import Memory
from gui.app import begin, build_application
from gui.main_window import MainWindow
from tests.gui.driver import press, wait_until_furnished

application = build_application(["killed"])
window = MainWindow(Memory(Path(sys.argv[1])), Path(sys.argv[1], "data"))
begin(window, [])
QTest.qWaitForWindowActive(window)
wait_until_furnished(window)
window.go_to("requests/new_received/natural_person")
for number in range(150):
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
    for number, line in enumerate(filter(str.strip, told)):
        typed[at], at = number % 10, line.split()[1]
    in_hand = {**typed, at: len(typed) % 10}  # the kill may come after an edit is kept and before it's told
    assert len(typed) >= after
    kept = {key: entry.value for key, entry in window.document.report.cells.items()}
    assert kept in (typed, in_hand), "every number that was entered is there again"
