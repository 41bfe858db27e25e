"""The start page, alone at first, and over an open report."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from core.draft import save_draft
from core.editions import Editions
from core.errors import FormError
from core.form import Form
from core.report import DUE, Report
from core.settings import Memory, Settings, load_settings, save_settings
from gui.app import begin
from gui.main_window import MainWindow
from gui.start import StartPage
from tests.gui.conftest import Dialogs
from tests.gui.driver import (
    CONTROL,
    NONE,
    begin_anew,
    button,
    click,
    draft_of,
    focus,
    press,
)

K = Qt.Key


def page(window: MainWindow) -> StartPage:
    shown = [one for one in window.findChildren(StartPage) if one.isVisible()]
    assert len(shown) == 1
    return shown[0]


# ------------------------------------------------------------ the ways to begin


def test_the_program_begins_with_what_there_is_to_do(start: Callable[..., MainWindow]) -> None:
    window = start()
    told = [one.text() for one in page(window).buttons]
    assert told == ["从去年的报告开始…", "新建今年的报告", "打开草稿…", "体检一份报告…", "看示例", "练习：找出三处错"]
    assert focus() is page(window).buttons[0]
    assert not window.rail.isVisible()
    assert not window.side.isVisible()


def test_the_keys_alone_lead_to_an_empty_report(start: Callable[..., MainWindow]) -> None:
    window = start()
    press(K.Key_Tab, K.Key_Space)
    assert window.stack.currentIndex() == 0
    assert window.rail.isVisible()
    assert focus().accessibleName() == "单位名称"


def test_it_opens_a_draft_of_late(start: Callable[..., MainWindow], sample: Report, tmp_path: Path) -> None:
    draft = tmp_path / "某街道.nianbao"
    save_draft(sample, draft)
    window = start(str(draft))
    window.close()
    again = start()
    item = page(again).recent.item(0)
    assert item.text().startswith("某街道\n")
    page(again).recent.setFocus()
    page(again).recent.setCurrentRow(0)
    press(K.Key_Return)
    assert again.document.report == sample
    assert again.rail.isVisible()


def test_a_cancelled_dialog_leaves_it_there(start: Callable[..., MainWindow], dialogs: Dialogs) -> None:
    window = start()
    dialogs.expect(QDialog.reject)
    click(button(window, "打开草稿…"))
    assert page(window).isVisible()
    assert not window.rail.isVisible()


def test_a_draft_named_at_the_start_is_opened_at_once(
    start: Callable[..., MainWindow], sample: Report, tmp_path: Path
) -> None:
    draft = tmp_path / "a.nianbao"
    save_draft(sample, draft)
    window = start(str(draft))
    assert window.document.report == sample
    assert window.stack.isVisible()


def test_a_menu_leads_away_from_it_too(start: Callable[..., MainWindow]) -> None:
    window = start()
    press(K.Key_N, with_=CONTROL)
    assert window.rail.isVisible()
    assert window.stack.isVisible()


AT_FIRST_PAINT = """
import sys
from pathlib import Path
from core.settings import Memory
from gui.app import begin, build_application
from gui.main_window import MainWindow

application = build_application(["first"])
window = MainWindow(Memory(Path(sys.argv[1])), Path(sys.argv[1], "data"))
seen = []
window.painted.connect(lambda: seen.extend(sys.modules))
window.furnished.connect(application.quit)
begin(window, [])
application.exec()
print("gui.start" in seen, [name for name in ("core.form", "gui.document", "gui.grid", "docx", "lxml") if name in seen])
"""


def test_it_is_painted_before_form_and_report_are_looked_at(tmp_path: Path) -> None:
    assert told_by(AT_FIRST_PAINT, tmp_path) == "True []\n"


def told_by(program: str, folder: Path) -> str:
    """What a program of its own prints."""
    command = [sys.executable, "-c", program, str(folder)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, timeout=60).stdout


def test_a_click_that_comes_before_the_rest_is_built_is_not_lost(qtbot: QtBot, tmp_path: Path) -> None:
    window = MainWindow(Memory(tmp_path), tmp_path / "data")
    qtbot.addWidget(window)
    window.show_start()
    window.show()
    assert not window.is_furnished
    begin_anew(window)
    assert window.stack.isVisible()
    assert window.document.is_untouched


def test_a_window_closed_before_the_rest_is_built_asks_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    window = MainWindow(Memory(tmp_path), tmp_path / "data")
    qtbot.addWidget(window)
    window.show_start()
    window.show()
    window.close()
    assert not window.is_furnished
    assert load_settings(tmp_path).window == (window.width(), window.height())


def test_where_the_form_cannot_be_read_that_is_told_and_the_program_ends(
    qtbot: QtBot, dialogs: Dialogs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(self: Editions, edition: str) -> Form:
        raise FormError("没有找到 2021 版的表样文件", do="请重新安装本程序")

    ended: list[int] = []
    monkeypatch.setattr(Editions, "load", load)
    monkeypatch.setattr(QApplication, "exit", ended.append)
    window = MainWindow(Memory(tmp_path), tmp_path / "data")
    qtbot.addWidget(window)
    dialogs.expect_message(QMessageBox.StandardButton.Ok)
    begin(window, [])
    qtbot.waitUntil(lambda: ended == [2])
    dialogs.expect_message(QMessageBox.StandardButton.Ok)
    assert not begin(window, [str(tmp_path / "a.nianbao")])
    assert all("请重新安装本程序" in told for told in dialogs.seen)


@pytest.mark.parametrize("problem", [FormError("没有找到表样文件", do="请重新安装本程序"), OSError("disk")])
def test_a_click_ends_the_program_too_where_nothing_can_be_built(
    qtbot: QtBot, dialogs: Dialogs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    def load(self: Editions, edition: str) -> Form:
        raise problem

    ended: list[int] = []
    monkeypatch.setattr(Editions, "load", load)
    monkeypatch.setattr(QApplication, "exit", ended.append)
    window = MainWindow(Memory(tmp_path), tmp_path / "data")
    qtbot.addWidget(window)
    window.show_start()
    window.show()
    dialogs.expect_message(QMessageBox.StandardButton.Ok)
    begin_anew(window)
    assert ended == [2]
    assert "请重新安装" in dialogs.seen[0]


# ------------------------------------------------------------ the start page over a report

CELL = "requests/granted/other"


@pytest.mark.parametrize("typed", ["12", "1,200", "1.5x"])
def test_what_is_being_typed_is_taken_in_before_it_is_shown(window: MainWindow, sample: Report, typed: str) -> None:
    window.document.replace(sample, None)
    window.go_to(CELL)
    press(typed)
    window.show_start()
    assert focus() is page(window).buttons[0]
    assert window.document.text(CELL) == {"1,200": "1200"}.get(typed, typed)


@pytest.mark.parametrize("place", [CELL, "overview/text"])
@pytest.mark.parametrize(
    ("key", "with_"),
    [
        (K.Key_F7, NONE),
        (K.Key_V, CONTROL),
        (K.Key_D, CONTROL),
        (K.Key_T, CONTROL),
        (K.Key_F, CONTROL),
        (K.Key_J, CONTROL),
        (K.Key_Tab, CONTROL),
    ],
)
def test_no_key_reaches_the_page_behind_it(
    window: MainWindow, dialogs: Dialogs, sample: Report, place: str, key: Qt.Key, with_: Qt.KeyboardModifier
) -> None:
    window.document.replace(sample.with_changes({"requests/granted/business": None}), None)
    window.go_to(place)
    before = window.document.report
    window.show_start()
    QGuiApplication.clipboard().setText("7")
    press(key, with_=with_)
    assert page(window).isVisible()
    assert focus() is page(window).buttons[0]
    assert window.document.report == before


@pytest.mark.parametrize("place", [CELL, "profile/unit"])
def test_the_way_back_leads_to_where_one_was(window: MainWindow, sample: Report, place: str) -> None:
    window.document.replace(sample, None)
    window.go_to(place)
    here = focus()
    window.show_start()
    click(button(window, "回到这份报告"))
    assert focus() is here


def test_from_last_years_report_one_goes_on_in_the_first_field(
    start: Callable[..., MainWindow], dialogs: Dialogs, sample: Report, tmp_path: Path
) -> None:
    window = start()
    dialogs.expect(lambda _: press(K.Key_Return))
    window.intake.from_last_year(draft_of(sample, tmp_path))
    assert focus().accessibleName() == "单位名称"


A_DRAFT_THAT_BREAKS_IT = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from core.settings import Memory
from gui.app import begin, build_application
from gui.main_window import MainWindow

def broken(path):
    raise ZeroDivisionError

def hook(kind, problem, trace):
    told.append((kind.__name__, window.stack.isVisible()))
    QTimer.singleShot(0, application.quit)

told = []
sys.excepthook = hook
application = build_application(["broken"])
window = MainWindow(Memory(Path(sys.argv[1])), Path(sys.argv[1], "data"))
window.furnish()
window.filing.open_path = broken
begin(window, ["a.nianbao"])
application.exec()
print(told)
"""


def test_a_draft_that_breaks_the_program_leaves_the_window(tmp_path: Path) -> None:
    assert told_by(A_DRAFT_THAT_BREAKS_IT, tmp_path) == "[('ZeroDivisionError', True)]\n"


# ------------------------------------------------------------ what is around it


def test_the_steps_are_told_on_the_start_page(start: Callable[..., MainWindow]) -> None:
    window = start()
    QTest.qWait(1)
    told = [label.text() for label in page(window).findChildren(QLabel)]
    assert [text for text in told if text[:1] in "123"] == ["1　开始", "2　逐部分填写", "3　检查与导出"]


def test_a_new_report_at_the_first_start_page_has_the_offices_own_day(
    start: Callable[..., MainWindow], tmp_path: Path
) -> None:
    save_settings(Settings(due="1月20日"), tmp_path / "settings")
    window = start()
    begin_anew(window)
    year = window.document.report.year
    assert year
    assert window.document.report.text(DUE) == f"{year + 1}年1月20日"


def test_from_an_open_report_the_start_page_leads_back_to_it(window: MainWindow, sample: Report) -> None:
    window.document.replace(sample, None)
    window.show_start()
    click(button(window, "回到这份报告"))
    assert window.document.report == sample
    assert window.rail.isVisible()


def test_on_the_start_page_the_findings_stay_away(start: Callable[..., MainWindow]) -> None:
    window = start()
    press(K.Key_F9)
    press(K.Key_F9)
    assert not window.side.isVisible()
    begin_anew(window)
    assert window.side.isVisible()


def test_a_side_that_was_put_away_does_not_come_back_with_the_preview_gone(window: MainWindow) -> None:
    window.show_issues(False)
    window.show_help(False)
    window.show_preview(True)
    window.show_preview(False)
    assert not window.side.isVisible()
