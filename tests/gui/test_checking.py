"""Findings: walking through them, their causes, suspects, reasons, rules switched off, the strip."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QPlainTextEdit

from core.answers import rules_off
from core.report import Entry, Report
from gui.issue_rows import Act
from gui.main_window import MainWindow
from gui.reason import Reason
from tests.gui.conftest import Dialogs
from tests.gui.driver import (
    CONTROL,
    SHIFT,
    click,
    click_link,
    focus,
    line,
    lines,
    press,
    settle,
    table_page,
    type_at,
)

K = Qt.Key


# ---------------------------------------------------------------- walking


def test_f8_goes_through_all_findings_in_all_sections_and_round_again(window: MainWindow, sample: Report) -> None:
    wrong = {"proactive/normative_documents/issued": Entry(3), "requests/granted/other": Entry(1)}
    hints = sample.text("overview/text") + "除国家机密外都公开。收到申请0条。"
    texts = {"problems/text": "", "overview/text": hints}
    window.document.replace(sample.with_changes({**wrong, **texts}), None)
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
    slip = sample.text("overview/text") + "除国家机密外都公开。"
    window.document.replace(sample.with_changes({"overview/text": slip}), None)
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
    assert table_page(suqian).strip.told() == "自然人：新收 3402 + 上年 91 = 办结 3375 + 结转 118 ✓"
    press("1715", K.Key_Return)
    settle()
    assert table_page(suqian).strip.told() == "自然人：新收 3402 + 上年 91 = 办结 3915 + 结转 118 ✗ 差 540"
    press(K.Key_Right)
    assert table_page(suqian).strip.told() == "商业企业：新收 99 + 上年 3 = 办结 99 + 结转 3 ✓"
    assert table_page(suqian).strip.accessibleName() == table_page(suqian).strip.told()


def test_a_column_half_filled_says_how_many_cells_are_missing_and_no_difference(window: MainWindow) -> None:
    window.go_to("requests/new_received/other")
    press("5", K.Key_Return)
    settle()
    assert table_page(window).strip.told() == "其他：新收 5 + 上年 □ = 办结 □ + 结转 □ 尚缺 23 格"
    assert not [text for text in lines(window) if "差" in text]


def test_tables_without_a_balance_have_no_strip(window: MainWindow) -> None:
    window.go_to("disputes/review/upheld")
    assert not table_page(window).strip.isVisible()
