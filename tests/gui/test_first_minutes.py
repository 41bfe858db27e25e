"""The first minutes: practice, last year's draft, the settings."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QScrollArea

from core.draft import save_draft
from core.practice import planted
from core.report import DUE, Report
from core.settings import load_settings
from gui.main_window import MainWindow
from gui.preferences import Preferences, read_day
from tests.gui.conftest import Dialogs
from tests.gui.driver import (
    CONTROL,
    begin_anew,
    button,
    click,
    focus,
    lines,
    press,
    settle,
    wait_for_button,
)

K = Qt.Key


# ------------------------------------------------------------ practice


def test_practice_shows_three_errors_and_ends_checked(start: Callable[..., MainWindow]) -> None:
    window = start()
    click(button(window, "练习：找出三处错"))
    settle()
    assert "藏着 3 处错" in window.notice.text()
    assert window.verdict.text() == "还差 3 处"
    assert window.document.path is None
    found = [text.split("：")[0] for text in lines(window) if text.startswith(("错误", "存疑"))]
    assert found == ["错误  S-08", "错误  T3-R2  另有 1 处受它影响", "存疑  N-03"]
    for error in planted():
        text = window.document.text(error.key)
        window.document.put(error.key, text.replace(error.put, error.find) if error.find else "0", "改正")
    settle()
    assert window.verdict.text() == "已校验"
    assert window.notice.text().startswith("都改对了（没有收到申请，却公开了 1 件；")
    assert "藏着" not in window.notice.text()


def test_f8_brings_a_wrong_word_into_sight(start: Callable[..., MainWindow]) -> None:
    window = start()
    click(button(window, "练习：找出三处错"))
    settle()
    window.go_to("profile/unit")
    press(K.Key_F8)
    box = focus()
    assert isinstance(box, QPlainTextEdit)
    assert box.textCursor().selectedText() == "2023年1月1日至2023年11月30日"
    seen = [area for area in window.findChildren(QScrollArea) if area.isAncestorOf(box) and area is not box]
    place = box.viewport().mapTo(seen[0].viewport(), box.cursorRect().center())
    assert seen[0].viewport().rect().contains(place)


def test_the_question_for_last_years_report_goes_when_something_is_filled_in(window: MainWindow) -> None:
    window.go_to("profile/unit")
    question = next(one for one in window.findChildren(QLabel) if one.text() == "有去年的报告吗？")
    assert question.isVisible()
    press("a")
    assert question.isVisible(), "the fields don't jump while one types"
    window.go_to("overview/text")
    window.go_to("profile/unit")
    assert not question.isVisible()


def test_another_report_ends_the_practice(start: Callable[..., MainWindow]) -> None:
    window = start()
    click(button(window, "练习：找出三处错"))
    window.document.saved = window.document.report
    window.filing.open_sample()
    assert window.verdict.text() == "已校验"
    assert "都改对了" not in window.notice.text()


# ------------------------------------------------------------ last year's draft


@pytest.mark.parametrize(("year", "offered"), [("2019", True), ("2999", False), ("", False)])
def test_only_a_draft_of_an_earlier_year_is_offered_as_last_years(
    start: Callable[..., MainWindow], sample: Report, tmp_path: Path, year: str, offered: bool
) -> None:
    draft = tmp_path / "某街道.nianbao"
    save_draft(sample.with_changes({"profile/year": year}), draft)
    start(str(draft)).close()
    window = start()
    press(K.Key_N, with_=CONTROL)
    assert wait_for_button(window, "从“某街道”开始") is offered


def test_who_begins_anew_is_not_asked_for_last_years_report_again(start: Callable[..., MainWindow]) -> None:
    window = start()
    begin_anew(window)
    assert not any(one.text() == "有去年的报告吗？" and one.isVisible() for one in window.findChildren(QLabel))


# ------------------------------------------------------------ settings


def test_settings_are_kept_and_used(start: Callable[..., MainWindow], dialogs: Dialogs, tmp_path: Path) -> None:
    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, Preferences)
        dialog.enter.setCurrentIndex(1)
        dialog.letters.setCurrentIndex(2)
        dialog.due.setText("1.20")
        dialog.folder.setText(str(tmp_path))
        dialog.help.setChecked(False)
        dialog.accept()

    window = start()
    dialogs.expect(choose)
    press(K.Key_Comma, with_=CONTROL)
    kept = load_settings(tmp_path / "settings")
    assert (kept.enter_goes_right, kept.type_size, kept.due, kept.help_shown) == (True, 140, "1月20日", False)
    assert window.filing.folder() == tmp_path
    assert not window.help_action.isChecked()
    assert window.right_action.isChecked()
    begin_anew(window)
    press(K.Key_N, with_=CONTROL)
    year = window.document.report.year
    assert year
    assert window.document.report.text(DUE) == f"{year + 1}年1月20日"


def test_a_day_that_is_none_is_said_and_nothing_is_lost(window: MainWindow, dialogs: Dialogs) -> None:
    said: list[str] = []

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, Preferences)
        dialog.due.setText("月底")
        dialog.accept()
        said.append(dialog.wrong.text())
        assert dialog.isVisible()
        dialog.reject()

    dialogs.expect(choose)
    press(K.Key_Comma, with_=CONTROL)
    assert said == ["“月底”读不成日期，请写成 1月20日 这样。"]


@pytest.mark.parametrize(
    ("typed", "day"),
    [("1月20日", "1月20日"), (" 01 月 5 ", "1月5日"), ("1.20", "1月20日"), ("13月1日", ""), ("1月32日", ""), ("", "")],
)
def test_a_day_of_any_year_is_read(typed: str, day: str) -> None:
    assert read_day(typed) == day


def test_bad_settings_do_not_stop_the_start(start: Callable[..., MainWindow], tmp_path: Path) -> None:
    folder = tmp_path / "settings"
    folder.mkdir()
    (folder / "settings.json").write_text('{"type_size": "big', encoding="utf-8")
    assert button(start(), "看示例").isVisible()
