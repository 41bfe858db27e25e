"""Other witnesses and what is kept: last year, the ledger, fees, the check report, the rule pack."""

import hashlib
from pathlib import Path

import pytest
from docx import Document as WordDocument
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMessageBox
from pytestqt.qtbot import QtBot

from core.draft import load_draft, save_draft
from core.locate import resource
from core.report import Entry, Report
from gui.app import build_window
from gui.last_year import LastYear
from gui.main_window import MainWindow
from gui.sections import TextPage
from tests.gui.conftest import Dialogs
from tests.gui.driver import (
    CONTROL,
    box_named,
    click,
    line,
    lines,
    paste,
    press,
    settle,
    table_page,
)

K = Qt.Key


# ---------------------------------------------------------------- last year, ledger, fees


def test_last_year_is_typed_in_compared_and_carried(window: MainWindow, dialogs: Dialogs, sample: Report) -> None:
    blank = dict.fromkeys(key for key in sample.cells if key.startswith("requests/carried_over/"))
    window.document.replace(sample.with_changes(blank), None)

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, LastYear)
        assert dialog.windowTitle() == "2022 年度报告的数"
        press("9", K.Key_Return)
        assert dialog.last.report.cells["proactive/regulations/issued"].number == 9, "keys go to the table at once"
        press(K.Key_Z, with_=CONTROL)
        dialog.tabs.setCurrentIndex(1)
        dialog.view.go_to("requests/new_received/other")
        press("7", K.Key_Return)
        dialog.view.go_to("requests/carried_forward/other")
        press("2", K.Key_Return, K.Key_F7)
        click(dialog.buttons.button(dialog.buttons.StandardButton.Ok))

    dialogs.expect(fill)
    window.checking.fill_last_year()
    settle()
    previous = window.document.report.previous
    assert previous and previous.cells["requests/carried_forward/total"].number == 2
    assert window.document.report.cells["requests/carried_over/other"].number == 2, "blank openings are carried"
    press(K.Key_F5)
    window.go_to("requests/carried_forward/other")
    assert "去年 2" in table_page(window).position.text()
    press(K.Key_F5)
    window.go_to("requests/carried_forward/other")
    assert "去年" not in table_page(window).position.text()


def test_last_years_numbers_show_in_the_cells_on_request(suqian: MainWindow) -> None:
    from core.carry import compared_with

    form, report = suqian.document.form, suqian.document.report
    last = report.with_changes({"profile/year": "2022", "requests/granted/natural_person": Entry(7)})
    suqian.document.put_many(compared_with(form, report, last, "x"), "x")
    suqian.go_to("requests/granted/natural_person")
    view = table_page(suqian).view
    rect = view.visualRect(view.currentIndex())
    plain = view.viewport().grab(rect).toImage()
    press(K.Key_F5)
    assert view.viewport().grab(rect).toImage() != plain


def test_last_year_needs_a_year_to_be_last_of(window: MainWindow, dialogs: Dialogs) -> None:
    window.document.put("profile/year", "", "x")
    dialogs.expect_message(QMessageBox.StandardButton.Ok)
    window.checking.fill_last_year()
    assert "还没有填报告年度" in dialogs.seen[-1]


def test_a_draft_of_another_year_is_not_taken_for_last_years(
    window: MainWindow, dialogs: Dialogs, sample: Report, tmp_path: Path
) -> None:
    draft = tmp_path / "a.nianbao"
    save_draft(sample, draft)  # of 2023, as the report itself
    window.document.replace(sample, None)
    dialogs.expect_file(draft)
    dialogs.expect_message(QMessageBox.StandardButton.Ok)
    dialog = LastYear(window.document, window)
    dialog.show()
    click(dialog.draft)
    assert "不是 2022 年度的报告" in dialogs.seen[-1]
    save_draft(sample.with_changes({"profile/year": "2022"}), draft)
    dialogs.expect_file(draft)
    click(dialog.draft)
    assert dialog.last.report.cells["requests/granted/other"].number == 0
    dialogs.expect_message(QMessageBox.StandardButton.Discard)
    dialog.reject()
    assert not dialog.isVisible()


def test_the_ledgers_numbers_are_held_against_the_totals(suqian: MainWindow) -> None:
    suqian.go_to("requests/new_received/natural_person")
    assert not table_page(suqian).ledger.isVisible()
    click(table_page(suqian).findChildren(type(suqian.back))[0])
    assert table_page(suqian).ledger.isVisible()
    press("3512", K.Key_Tab, "96", K.Key_Tab)
    settle()
    told = line(suqian, "存疑  L-01").text()
    assert told.endswith("台账上新收 3512 件，表三“一、本年新收”总计 3511 件，差 1")
    assert not [text for text in lines(suqian) if "L-02" in text]
    press(K.Key_F8)
    assert suqian.key_in_hand() == "requests/ledger_received"


def test_undo_in_the_ledger_goes_to_its_number(suqian: MainWindow) -> None:
    suqian.go_to("requests/ledger_received")
    press("12")
    suqian.go_to("requests/granted/other")
    press(K.Key_Z, with_=CONTROL)
    assert suqian.key_in_hand() == "requests/ledger_received"
    assert suqian.document.text("requests/ledger_received") == ""


def test_three_numbers_make_the_sentence_on_fees(window: MainWindow) -> None:
    window.go_to("other/text")
    current = window.stack.currentWidget()
    assert isinstance(current, TextPage)
    paste("没有其他事项。")
    for name, number in (("发出收费通知（件）", "2"), ("通知收费总金额（元）", "300"), ("实际收取总金额（元）", "200")):
        box = box_named(current, name)
        box.setFocus()
        press(number)
    button = next(b for b in current.findChildren(type(window.back)) if b.text() == "按这些数写一句")
    click(button)
    box = box_named(current, "实际收取总金额（元）")
    box.setFocus()
    press(K.Key_A, with_=CONTROL)
    press("100")
    settle()
    assert box_named(current, "其他需要报告的事项").toPlainText() == (
        "没有其他事项。\n本年度发出信息处理费收费通知2件，总金额300元，实际收取100元。"
    ), "the sentence follows the number"
    click(button)
    assert window.document.text("other/text") == "没有其他事项。\n⟦sentence/charge⟧", "it's there once"
    assert not [issue for issue in window.document.issues if issue.code == "F-01" and issue.is_open]


# ---------------------------------------------------------------- the check report


@pytest.mark.parametrize("suffix", [".docx", ".html"])
def test_the_check_report_holds_the_fingerprint_of_the_word_file_just_written(
    window: MainWindow, dialogs: Dialogs, sample: Report, tmp_path: Path, suffix: str
) -> None:
    window.document.replace(sample, None)
    word, made = tmp_path / "a.docx", tmp_path / f"check{suffix}"
    for path in (word, made):
        dialogs.expect_file(path)
        dialogs.expect_message(QMessageBox.StandardButton.Ok)
    press(K.Key_E, with_=CONTROL)
    window.exporting.check_report()
    digest = hashlib.sha256(word.read_bytes()).hexdigest()
    assert digest in told_by(made)
    assert "已校验" in told_by(made)

    window.document.put("other/text", "本年度没有收取信息处理费。", "x")
    later = tmp_path / f"later{suffix}"
    dialogs.expect_file(later)
    dialogs.expect_message(QMessageBox.StandardButton.Ok)
    window.exporting.check_report()
    assert "还没有导出这一版的 Word" in dialogs.seen[-1]
    assert digest not in told_by(later)


def told_by(path: Path) -> str:
    if path.suffix == ".html":
        return path.read_text(encoding="utf-8")
    document = WordDocument(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


# ---------------------------------------------------------------- the rule pack


def put_pack(settings: Path, version: int) -> None:
    text = resource("editions", "2021.toml").read_text(encoding="utf-8")
    (settings / "editions").mkdir(parents=True)
    changed = text.replace("version = 3\n", f"version = {version}\n").replace("尚未填写", "还没有写")
    (settings / "editions" / "2021.toml").write_text(changed, encoding="utf-8")


def test_a_newer_rule_pack_is_used_and_the_draft_remembers_it(
    qtbot: QtBot, dialogs: Dialogs, tmp_path: Path, sample: Report
) -> None:
    put_pack(tmp_path, 4)
    draft = tmp_path / "a.nianbao"
    save_draft(sample, draft)
    window = build_window(tmp_path)
    qtbot.addWidget(window)
    window.show()
    assert any("还没有写" in text for text in lines(window))
    assert not window.notice.isVisible()
    window.filing.open_path(draft)
    assert window.notice.text() == ("这份草稿上次按第 3 版规则核对，现在用的是第 4 版，列出的问题可能有增减。")
    press(K.Key_S, with_=CONTROL)
    assert load_draft(draft).rules == 4
    window.close()


def test_an_old_rule_pack_is_not_used_and_the_reason_is_said(qtbot: QtBot, dialogs: Dialogs, tmp_path: Path) -> None:
    put_pack(tmp_path, 1)
    window = build_window(tmp_path)
    qtbot.addWidget(window)
    window.show()
    assert window.notice.isVisible()
    assert "没有使用：它是第 1 版，不比程序自带的新" in window.notice.text()
    assert any("尚未填写" in text for text in lines(window))
    click(window.notice.close_button)
    assert not window.notice.isVisible()
    window.close()
