"""Findings: walking through them, their causes, reasons, rules switched off, the strip, last year, the check report."""

import hashlib
from pathlib import Path

import pytest
from docx import Document as WordDocument
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QListWidgetItem, QMessageBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from core.answers import rules_off
from core.draft import load_draft, save_draft
from core.exchange import import_data
from core.locate import resource
from core.report import Entry, Report
from gui.app import build_window
from gui.issue_rows import Act
from gui.last_year import LastYear
from gui.main_window import MainWindow
from gui.reason import Reason
from gui.sections import TablePage, TextPage
from tests.core.sheets import DATA
from tests.gui.conftest import Dialogs
from tests.gui.driver import CONTROL, SHIFT, box_named, click, focus, paste, press, settle

K = Qt.Key


@pytest.fixture
def suqian(window: MainWindow) -> MainWindow:
    """The window on a large published report, in balance."""
    window.document.replace(import_data(DATA / "suqian_city_2023.json").report, None)
    return window


def lines(window: MainWindow) -> list[str]:
    return [window.issues.item(row).text() for row in range(window.issues.count())]


def line(window: MainWindow, start: str) -> QListWidgetItem:
    """The first line of the list that begins so."""
    return window.issues.item(next(row for row, text in enumerate(lines(window)) if text.startswith(start)))


def click_link(window: MainWindow, start: str, act: Act) -> None:
    item = line(window, start)
    window.issues.scrollToItem(item)
    place = window.issues.links(item)[act].center()
    QTest.mouseClick(window.issues.viewport(), Qt.MouseButton.LeftButton, pos=place)


def page(window: MainWindow) -> TablePage:
    current = window.stack.currentWidget()
    assert isinstance(current, TablePage)
    return current


def type_at(window: MainWindow, key: str, text: str) -> None:
    window.go_to(key)
    press(text, K.Key_Return)
    settle()


# ---------------------------------------------------------------- walking


def test_f8_goes_through_all_findings_in_all_sections_and_round_again(window: MainWindow, sample: Report) -> None:
    wrong = {"proactive/normative_documents/issued": Entry(3), "requests/granted/other": Entry(1)}
    window.document.replace(sample.with_changes({**wrong, "problems/text": ""}), None)
    seen: list[str] = []
    for _ in range(6):
        press(K.Key_F8)
        row = window.issues.row_in_hand()
        assert row is not None and row.issue is not None
        seen.append(row.issue.code)
        assert window.key_in_hand() in row.issue.keys
        assert window.key_in_hand() not in window.document.figures.totals, "where something can be typed"
    assert seen == ["T3-R2", "T2-P2", "P-02", "S-01", "S-16", "S-16"], "the heaviest first"
    press(K.Key_F8)
    row = window.issues.row_in_hand()
    assert row and row.issue and row.issue.code == "T3-R2"
    press(K.Key_F8, K.Key_F8, with_=SHIFT)
    row = window.issues.row_in_hand()
    assert row and row.issue and row.issue.code == "S-16"


def test_f8_selects_the_passage_of_a_text(window: MainWindow, sample: Report) -> None:
    window.document.replace(sample, None)
    press(K.Key_F8)
    box = focus()
    assert isinstance(box, QPlainTextEdit)
    assert box.textCursor().selectedText() == "国家机密"


def test_f8_with_nothing_left_stays_where_it_is(window: MainWindow, sample: Report) -> None:
    window.document.replace(sample, None)
    for issue in window.document.issues:
        window.document.close_issue(issue, "")
    window.go_to("requests/granted/other")
    press(K.Key_F8)
    assert window.key_in_hand() == "requests/granted/other"


# ---------------------------------------------------------------- one cause, one message


def test_what_follows_is_folded_under_its_cause_and_can_be_unfolded(suqian: MainWindow) -> None:
    type_at(suqian, "requests/granted/natural_person", "1715")
    (cause,) = [text for text in lines(suqian) if text.startswith("错误")]
    assert "另有 2 处受它影响：自然人" in cause, "总计, and what section two says of it"
    assert suqian.verdict.text() == "还差 5 处", "the slip, and four texts that are missing"
    click_link(suqian, "错误", Act.UNFOLD)
    inner = [text for text in lines(suqian) if text.startswith("受它影响")]
    assert any("总计：本年新收" in text for text in inner)
    click_link(suqian, "错误", Act.FOLD)
    assert not [text for text in lines(suqian) if text.startswith("受它影响")]


def test_keys_unfold_and_fold_too(suqian: MainWindow) -> None:
    type_at(suqian, "requests/granted/natural_person", "1715")
    suqian.issues.setFocus()
    suqian.issues.setCurrentItem(line(suqian, "错误"))
    press(K.Key_Right)
    assert [text for text in lines(suqian) if text.startswith("受它影响")]
    press(K.Key_Left)
    assert not [text for text in lines(suqian) if text.startswith("受它影响")]


def test_what_is_only_blank_comes_after_what_is_wrong(window: MainWindow) -> None:
    type_at(window, "disputes/review/upheld", "x")
    assert lines(window)[0].startswith("错误  T4-R2")
    assert lines(window)[1].startswith("待填")


# ---------------------------------------------------------------- why it does not balance


def test_f4_names_suspects_and_a_click_goes_there_without_changing_anything(suqian: MainWindow) -> None:
    type_at(suqian, "requests/granted/natural_person", "1715")
    before = suqian.document.report
    press(K.Key_F8, K.Key_F4)
    (first, *_) = [text for text in lines(suqian) if text.startswith("疑点 1")]
    assert first == "疑点 1：（一）予以公开·自然人 1715 → 1175？差 540，疑似数字颠倒"
    item = line(suqian, "疑点 1")
    QTest.mouseClick(
        suqian.issues.viewport(), Qt.MouseButton.LeftButton, pos=suqian.issues.visualItemRect(item).center()
    )
    assert suqian.key_in_hand() == "requests/granted/natural_person"
    assert suqian.document.report == before


def test_suspects_follow_what_is_typed_and_go_when_it_balances(suqian: MainWindow) -> None:
    type_at(suqian, "requests/granted/natural_person", "1715")
    click_link(suqian, "错误", Act.WHY)
    type_at(suqian, "requests/granted/natural_person", "117")
    assert line(suqian, "疑点 1").text().startswith("疑点 1：（一）予以公开·自然人 117 → 1175？")
    type_at(suqian, "requests/granted/natural_person", "1175")
    assert not [text for text in lines(suqian) if text.startswith("疑点")]


def test_with_blanks_it_says_to_fill_these_first(suqian: MainWindow) -> None:
    type_at(suqian, "requests/granted/natural_person", "1715")
    suqian.go_to("requests/granted/business")
    press(K.Key_Delete)
    settle()
    press(K.Key_F4)
    assert "疑点：先补齐 1 个空格，再看更准" in lines(suqian)


# ---------------------------------------------------------------- reasons


def doubtful(window: MainWindow, sample: Report) -> None:
    changes = {"proactive/licensing/decisions": Entry(4), "profile/permits": "none", "profile/phone": "13800000000"}
    window.document.replace(sample.with_changes(changes), None)


def give(reason: str) -> object:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, Reason)
        ok = dialog.buttons.button(dialog.buttons.StandardButton.Ok)
        assert not ok.isEnabled(), "without a reason it's not closed"
        QTest.keyClicks(dialog.reason, reason)
        click(ok)

    return answer


def test_a_query_is_closed_with_a_reason_and_opened_again_by_undo(
    window: MainWindow, dialogs: Dialogs, sample: Report
) -> None:
    doubtful(window, sample)
    assert window.verdict.text() == "还差 1 处"
    dialogs.expect(give("office has one mobile"))  # type: ignore[arg-type]
    click_link(window, "存疑  S-10", Act.ANSWER)
    assert window.verdict.text() == "已校验"
    click_link(window, "已说明", Act.UNFOLD)
    assert any("理由：office has one mobile" in text for text in lines(window))
    press(K.Key_Z, with_=CONTROL)
    settle()
    assert window.verdict.text() == "还差 1 处"


def test_a_reason_no_longer_holds_once_its_number_changes(window: MainWindow, dialogs: Dialogs, sample: Report) -> None:
    window.document.replace(sample.with_changes({"proactive/normative_documents/issued": Entry(3)}), None)
    for code in ("T2-P2", "P-02"):
        dialogs.expect(give("checked"))  # type: ignore[arg-type]
        window.go_to("proactive/normative_documents/issued")
        window.issues.setCurrentItem(line(window, f"存疑  {code}"))
        press(K.Key_I, with_=CONTROL)
    assert window.verdict.text() == "已校验"
    type_at(window, "proactive/normative_documents/issued", "4")
    assert window.verdict.text() == "还差 2 处"
    assert line(window, "存疑  T2-P2").text().endswith("（数变了，原来的理由不再适用）")
    type_at(window, "proactive/normative_documents/issued", "3")
    assert window.verdict.text() == "已校验", "the very number that was explained"


def test_the_phrases_of_the_edition_and_the_earlier_reason_are_offered(
    window: MainWindow, dialogs: Dialogs, sample: Report
) -> None:
    doubtful(window, sample)
    offered: list[str] = []

    def look(dialog: QDialog) -> None:
        combo = dialog.findChild(QComboBox)
        assert combo is not None
        offered.extend(combo.itemText(at) for at in range(combo.count()))
        dialog.reject()

    dialogs.expect(give("my own words"))  # type: ignore[arg-type]
    click_link(window, "存疑  S-10", Act.ANSWER)
    window.document.put("profile/phone", "13900000000", "x")
    settle()
    dialogs.expect(look)
    click_link(window, "存疑  S-10", Act.ANSWER)
    assert offered[:2] == ["my own words", "已与业务科室核对，数据属实"]


def test_a_hint_is_put_aside_with_one_click_and_can_be_taken_back(window: MainWindow, sample: Report) -> None:
    doubtful(window, sample)
    click_link(window, "提示  T2-P7", Act.ASIDE)
    assert not [text for text in lines(window) if text.startswith("提示  T2-P7")]
    click_link(window, "已说明", Act.UNFOLD)
    click_link(window, "提示  T2-P7", Act.TAKE_BACK)
    assert window.document.report.answers == {}


def test_an_error_offers_no_reason(suqian: MainWindow) -> None:
    type_at(suqian, "requests/granted/natural_person", "1715")
    assert set(suqian.issues.links(line(suqian, "错误"))) == {Act.WHY, Act.UNFOLD}


def test_a_rule_is_switched_off_with_a_reason_said_in_the_verdict_and_on_again(
    window: MainWindow, dialogs: Dialogs, sample: Report
) -> None:
    doubtful(window, sample)
    window.issues.setFocus()
    window.issues.setCurrentItem(line(window, "存疑  S-10"))
    dialogs.expect(give("not for us"))  # type: ignore[arg-type]
    window.checking.switch_off()
    settle()
    assert rules_off(window.document.form, window.document.report) == {"S-10": "not for us"}
    assert window.verdict.text() == "已校验（停用 1 条规则）"
    window.off_menu.aboutToShow.emit()
    (action,) = window.off_menu.actions()
    assert action.text() == "恢复 S-10（停用理由：not for us）"
    action.trigger()
    assert window.verdict.text() == "还差 1 处"


def test_the_sums_of_the_form_can_not_be_switched_off(suqian: MainWindow) -> None:
    type_at(suqian, "requests/granted/natural_person", "1715")
    press(K.Key_F8)
    suqian.checking.switch_off()
    assert "T3-R2 是必须满足的，不能停用" in suqian.notice.text()
    press(K.Key_I, with_=CONTROL)
    assert "这一处是错误，要改正，不能用理由说明" in suqian.notice.text()


def test_without_a_finding_in_hand_it_says_where_to_begin(suqian: MainWindow) -> None:
    suqian.go_to("requests/granted/other")
    press(K.Key_I, with_=CONTROL)
    assert "请先在“待处理”里点一条" in suqian.notice.text()


# ---------------------------------------------------------------- the strip


def test_the_strip_says_the_equation_of_the_column_in_hand(suqian: MainWindow) -> None:
    suqian.go_to("requests/granted/natural_person")
    assert page(suqian).strip.told() == "自然人：新收 3402 + 上年 91 = 办结 3375 + 结转 118 ✓"
    press("1715", K.Key_Return)
    settle()
    assert page(suqian).strip.told() == "自然人：新收 3402 + 上年 91 = 办结 3915 + 结转 118 ✗ 差 540"
    press(K.Key_Right)
    assert page(suqian).strip.told() == "商业企业：新收 99 + 上年 3 = 办结 99 + 结转 3 ✓"
    assert page(suqian).strip.accessibleName() == page(suqian).strip.told()


def test_a_column_half_filled_says_how_many_cells_are_missing_and_no_difference(window: MainWindow) -> None:
    window.go_to("requests/new_received/other")
    press("5", K.Key_Return)
    settle()
    assert page(window).strip.told() == "其他：新收 5 + 上年 □ = 办结 □ + 结转 □ 尚缺 23 格"
    assert not [text for text in lines(window) if "差" in text]


def test_tables_without_a_balance_have_no_strip(window: MainWindow) -> None:
    window.go_to("disputes/review/upheld")
    assert not page(window).strip.isVisible()


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
    assert "去年 2" in page(window).position.text()
    press(K.Key_F5)
    window.go_to("requests/carried_forward/other")
    assert "去年" not in page(window).position.text()


def test_last_years_numbers_show_in_the_cells_on_request(suqian: MainWindow) -> None:
    from core.carry import compared_with

    form, report = suqian.document.form, suqian.document.report
    last = report.with_changes({"profile/year": "2022", "requests/granted/natural_person": Entry(7)})
    suqian.document.put_many(compared_with(form, report, last, "x"), "x")
    suqian.go_to("requests/granted/natural_person")
    view = page(suqian).view
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
    assert "不是 2022 年度的草稿" in dialogs.seen[-1]
    save_draft(sample.with_changes({"profile/year": "2022"}), draft)
    dialogs.expect_file(draft)
    click(dialog.draft)
    assert dialog.last.report.cells["requests/granted/other"].number == 0
    dialogs.expect_message(QMessageBox.StandardButton.Discard)
    dialog.reject()
    assert not dialog.isVisible()


def test_the_ledgers_numbers_are_held_against_the_totals(suqian: MainWindow) -> None:
    suqian.go_to("requests/new_received/natural_person")
    assert not page(suqian).ledger.isVisible()
    click(page(suqian).findChildren(type(suqian.back))[0])
    assert page(suqian).ledger.isVisible()
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
    assert line(window, "存疑  F-01").text().endswith("正文里没有上面填的实际收取总金额，正文和数不一致")
    click(button)
    assert window.document.text("other/text") == (
        "没有其他事项。\n本年度发出信息处理费收费通知2件，总金额300元，实际收取100元。"
    ), "the sentence is made anew, not once more"


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
    window.filing.export_check_report()
    digest = hashlib.sha256(word.read_bytes()).hexdigest()
    assert digest in told_by(made)
    assert "已校验" in told_by(made)

    window.document.put("other/text", "本年度没有收取信息处理费。", "x")
    later = tmp_path / f"later{suffix}"
    dialogs.expect_file(later)
    dialogs.expect_message(QMessageBox.StandardButton.Ok)
    window.filing.export_check_report()
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
    changed = text.replace("version = 2\n", f"version = {version}\n").replace("尚未填写", "还没有写")
    (settings / "editions" / "2021.toml").write_text(changed, encoding="utf-8")


def test_a_newer_rule_pack_is_used_and_the_draft_remembers_it(
    qtbot: QtBot, dialogs: Dialogs, tmp_path: Path, sample: Report
) -> None:
    put_pack(tmp_path, 3)
    draft = tmp_path / "a.nianbao"
    save_draft(sample, draft)
    window = build_window(tmp_path)
    qtbot.addWidget(window)
    window.show()
    assert any("还没有写" in text for text in lines(window))
    assert not window.notice.isVisible()
    window.filing.open_path(draft)
    assert window.notice.text() == ("这份草稿上次按第 2 版规则核对，现在用的是第 3 版，列出的问题可能有增减。")
    press(K.Key_S, with_=CONTROL)
    assert load_draft(draft).rules == 3
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
