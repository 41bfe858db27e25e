"""What helps to write the texts: find and replace, wording put right, last year's text beside, own words."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel

from core.report import Previous, Report
from gui.beside import Beside
from gui.issue_rows import Act
from gui.main_window import MainWindow
from gui.own_words import OwnWords
from gui.text_page import TextPage
from tests.gui.conftest import Dialogs
from tests.gui.driver import CONTROL, button, click, click_link, focus, lines, paste, press, settle

K = Qt.Key
OVERVIEW = "overview/text"


def text_page(window: MainWindow) -> TextPage:
    window.go_to(OVERVIEW)
    page = window.stack.currentWidget()
    assert isinstance(page, TextPage)
    page.box.setFocus()
    return page


# ------------------------------------------------------------ find and replace


def test_a_word_is_found_round_the_end_of_the_text(window: MainWindow) -> None:
    page = text_page(window)
    paste("甲乙甲")
    press(K.Key_F, with_=CONTROL)
    assert focus() is page.finding.wanted
    QGuiApplication.clipboard().setText("甲")
    press(K.Key_V, with_=CONTROL)
    found = []
    for _ in range(3):
        press(K.Key_Return)
        found.append(page.box.textCursor().selectionStart())
    assert found == [0, 2, 0]
    press(K.Key_Escape)
    assert focus() is page.box
    assert not page.finding.isVisible()


def test_all_is_replaced_in_one_step_and_figures_stay_bound(window: MainWindow) -> None:
    page = text_page(window)
    window.document.put(OVERVIEW, "共⟦received⟧件，我局，我局。", "x")
    press(K.Key_H, with_=CONTROL)
    page.finding.wanted.setText("我局")
    page.finding.instead.setText("本机关")
    click(button(page, "全部替换"))
    assert window.document.text(OVERVIEW) == "共⟦received⟧件，本机关，本机关。"
    assert page.finding.told.text() == "替换了 2 处"
    page.box.setFocus()
    press(K.Key_Z, with_=CONTROL)
    assert window.document.text(OVERVIEW) == "共⟦received⟧件，我局，我局。"


def test_what_is_not_there_is_said(window: MainWindow) -> None:
    page = text_page(window)
    paste("甲")
    press(K.Key_F, with_=CONTROL)
    page.finding.wanted.setText("乙")
    press(K.Key_Return)
    assert page.finding.told.text() == "没有找到"
    click(button(page, "全部替换"))
    assert page.finding.told.text() == "没有找到"
    page.finding.wanted.setText("")
    click(button(page, "全部替换"))
    assert window.document.text(OVERVIEW) == "甲"


def test_what_is_selected_is_looked_for(window: MainWindow) -> None:
    page = text_page(window)
    paste("甲乙")
    press(K.Key_Home)
    press(K.Key_Right, with_=Qt.KeyboardModifier.ShiftModifier)
    press(K.Key_F, with_=CONTROL)
    assert page.finding.wanted.text() == "甲"


# ------------------------------------------------------------ wording put right


@pytest.mark.parametrize(
    ("code", "wrong", "right"),
    [
        ("S-16", "涉及国家机密的不公开。", "涉及国家秘密的不公开。"),
        ("S-13", "制度健全,流程规范。。", "制度健全，流程规范。"),
        ("S-03", "其它需要报告的事项", "其他需要报告的事项"),
    ],
)
def test_a_click_puts_wording_right_and_undo_takes_it_back(
    window: MainWindow, sample: Report, code: str, wrong: str, right: str
) -> None:
    window.document.replace(sample.with_changes({OVERVIEW: f"（一）主动公开。{wrong}⟦sentence/requests⟧"}), None)
    settle()
    start = next(text[:8] for text in lines(window) if f"  {code}" in text)
    click_link(window, start, Act.FIX)
    assert window.document.text(OVERVIEW) == f"（一）主动公开。{right}⟦sentence/requests⟧"
    settle()
    assert not any(f"  {code}" in text for text in lines(window))
    press(K.Key_Z, with_=CONTROL)
    assert window.document.text(OVERVIEW) == f"（一）主动公开。{wrong}⟦sentence/requests⟧"


# ------------------------------------------------------------ last year's text


def test_last_years_text_is_shown_beside_what_is_the_same_marked(
    window: MainWindow, sample: Report, dialogs: Dialogs
) -> None:
    last = sample.text(OVERVIEW)
    report = sample.with_changes({"previous": Previous("2021", 2022, "去年.docx", texts={OVERVIEW: last})})
    window.document.replace(report, None)
    settle()
    seen: list[Beside] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, Beside)
        seen.append(dialog)
        assert dialog.here.toPlainText() == dialog.there.toPlainText() == last
        marked = sum(len(mark.cursor.selectedText()) for mark in dialog.here.extraSelections())  # type: ignore[attr-defined]
        assert marked > 0.9 * len(last)
        dialog.reject()

    dialogs.expect(look)
    click_link(window, "存疑  X-H4", Act.COMPARE)
    assert seen


def test_without_last_years_text_it_says_how_to_get_it(window: MainWindow) -> None:
    text_page(window)
    window.checking.compare(OVERVIEW)
    assert "没有去年这一部分的文字可以对照" in window.notice.text()


# ------------------------------------------------------------ own words


def test_own_words_are_told_in_every_report_until_they_are_taken_out(
    window: MainWindow, sample: Report, dialogs: Dialogs
) -> None:
    window.document.replace(sample, None)

    def write(words: str) -> None:
        def answer(dialog: QDialog) -> None:
            assert isinstance(dialog, OwnWords)
            dialog.box.setPlainText(words)
            dialog.accept()

        dialogs.expect(answer)
        window.checking.edit_own_words()
        settle()

    write("平台建设\n\n不会出现的词")
    assert any(text.endswith("“平台建设”在自定的词表里") for text in lines(window))
    assert window.document.editions.own_words() == ("平台建设", "不会出现的词")
    write("")
    assert not any("自定的词表" in text for text in lines(window))


# ------------------------------------------------------------ while typing


def test_findings_in_texts_follow_when_typing_pauses_and_at_once_when_asked_for(
    window: MainWindow, sample: Report
) -> None:
    window.document.replace(sample, None)
    page = text_page(window)
    press(K.Key_End, with_=CONTROL)
    QGuiApplication.clipboard().setText("XX")
    press(K.Key_V, with_=CONTROL)
    assert window.document.waits
    assert page.box.toPlainText().endswith("XX")
    assert [issue.code for issue in window.document.issues if issue.severity == "error"] == ["S-12"]
    assert not window.document.waits
    settle()
    assert window.verdict.text() == "还差 1 处"


def test_the_count_of_letters_follows_the_figures_that_stand_in_the_text(window: MainWindow, sample: Report) -> None:
    window.document.replace(sample.with_changes({"overview/text": "新收⟦requests/new_received/total⟧件"}), None)
    window.go_to("overview/text")
    shown = [one for one in window.stack.currentWidget().findChildren(QLabel) if one.text().endswith(" 字")]
    assert [one.text() for one in shown] == ["4 字"]
    window.go_to("requests/new_received/other")
    press("1234", K.Key_Return)
    window.go_to("overview/text")
    assert [one.text() for one in shown] == ["7 字"]
