"""Figures in texts: chips that follow the tables, put in, moved and deleted with keys and clicks."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from core.bound import spelled
from core.report import Report
from gui.insert_data import InsertData
from gui.issue_rows import Act
from gui.main_window import MainWindow
from gui.text_page import TextPage
from tests.gui.conftest import Dialogs
from tests.gui.driver import CONTROL, SHIFT, click, click_link, line, lines, paste, press, settle, type_at

K = Qt.Key
OVERVIEW = "overview/text"


def text_page(window: MainWindow, key: str = OVERVIEW) -> TextPage:
    """The page of a text, its box in hand."""
    window.go_to(key)
    page = window.stack.currentWidget()
    assert isinstance(page, TextPage)
    page.box.setFocus()
    return page


def shown(page: TextPage) -> str:
    return page.box.toPlainText()


def insert(page: TextPage, dialogs: Dialogs, wanted: str) -> None:
    """Ctrl+J, type a part of the name, Enter."""

    def choose(dialog: object) -> None:
        assert isinstance(dialog, InsertData)
        dialog.search.setText(wanted)
        press(K.Key_Return)

    dialogs.expect(choose)
    press(K.Key_J, with_=CONTROL)


@pytest.fixture
def page(window: MainWindow) -> TextPage:
    window.go_to("requests/new_received/natural_person")
    press("12", K.Key_Return)
    page = text_page(window)
    paste("本年新收申请")
    return page


def test_a_figure_is_found_by_name_and_follows_its_cell(window: MainWindow, page: TextPage, dialogs: Dialogs) -> None:
    insert(page, dialogs, "自然人申请")
    press(K.Key_End)
    QTest.keyClicks(page.box, "x")
    assert shown(page) == "本年新收申请12x"
    assert window.document.text(OVERVIEW) == "本年新收申请⟦received_natural⟧x"
    type_at(window, "requests/new_received/natural_person", "30")
    text_page(window)
    assert shown(page) == "本年新收申请30x"
    press(K.Key_Z, with_=CONTROL)
    window.go_to(OVERVIEW)
    assert shown(page) == "本年新收申请12x", "the table's step was undone"


def test_a_chip_is_deleted_whole_and_comes_back_with_undo(window: MainWindow, page: TextPage, dialogs: Dialogs) -> None:
    insert(page, dialogs, "自然人申请")
    press(K.Key_Backspace)
    assert (shown(page), window.document.text(OVERVIEW)) == ("本年新收申请", "本年新收申请")
    press(K.Key_Z, with_=CONTROL)
    assert shown(page) == "本年新收申请12"
    assert window.document.text(OVERVIEW) == "本年新收申请⟦received_natural⟧"
    press(K.Key_Home, K.Key_Right, K.Key_Right, K.Key_Right, K.Key_Right, K.Key_Right, K.Key_Right, K.Key_Delete)
    assert shown(page) == "本年新收申请"


def test_the_cursor_steps_over_a_chip(window: MainWindow, page: TextPage, dialogs: Dialogs) -> None:
    insert(page, dialogs, "自然人申请")
    press(K.Key_Left)
    QTest.keyClicks(page.box, "a")
    press(K.Key_Right)
    QTest.keyClicks(page.box, "b")
    assert window.document.text(OVERVIEW) == "本年新收申请a⟦received_natural⟧b"


def test_chips_side_by_side_stay_two(window: MainWindow, page: TextPage, dialogs: Dialogs) -> None:
    insert(page, dialogs, "自然人申请")
    insert(page, dialogs, "自然人申请")
    assert shown(page) == "本年新收申请1212"
    press(K.Key_Backspace)
    assert window.document.text(OVERVIEW) == "本年新收申请⟦received_natural⟧"


def test_what_is_copied_keeps_its_figures(window: MainWindow, page: TextPage, dialogs: Dialogs) -> None:
    insert(page, dialogs, "自然人申请")
    press(K.Key_Left, with_=SHIFT)
    press(K.Key_C, with_=CONTROL)
    assert QGuiApplication.clipboard().text() == "12", "elsewhere it's plain text"
    press(K.Key_End)
    QTest.keyClicks(page.box, "-")
    press(K.Key_V, with_=CONTROL)
    assert window.document.text(OVERVIEW) == "本年新收申请⟦received_natural⟧-⟦received_natural⟧"
    press(K.Key_A, K.Key_X, with_=CONTROL)
    assert window.document.text(OVERVIEW) == ""


def test_a_cell_copied_in_a_table_is_pasted_as_a_figure(window: MainWindow, page: TextPage) -> None:
    window.go_to("requests/new_received/natural_person")
    press(K.Key_C, with_=CONTROL)
    text_page(window)
    press(K.Key_End, with_=CONTROL)
    press(K.Key_V, with_=CONTROL)
    assert window.document.text(OVERVIEW) == "本年新收申请⟦requests/new_received/natural_person⟧"
    assert shown(page) == "本年新收申请12"


def test_a_chip_is_unlocked_to_plain_text(window: MainWindow, page: TextPage, dialogs: Dialogs) -> None:
    insert(page, dialogs, "自然人申请")
    press(K.Key_U, with_=CONTROL)
    assert window.document.text(OVERVIEW) == "本年新收申请12"


def test_a_sentence_turns_to_its_wording_for_zero_and_unlocks_to_its_figures(
    window: MainWindow, page: TextPage, dialogs: Dialogs
) -> None:
    paste("办理情况：")
    insert(page, dialogs, "语句 行政事业性收费")
    assert shown(page) == "办理情况：本年度收取行政事业性收费____万元。"
    type_at(window, "proactive/fees/fees_wan_yuan", "0")
    text_page(window)
    assert shown(page) == "办理情况：本年度未收取行政事业性收费。"
    type_at(window, "proactive/fees/fees_wan_yuan", "1.5")
    text_page(window)
    press(K.Key_End, with_=CONTROL)
    press(K.Key_U, with_=CONTROL)
    assert window.document.text(OVERVIEW) == "办理情况：本年度收取行政事业性收费⟦fees_wan⟧万元。"


def test_an_empty_section_is_framed_at_a_click(window: MainWindow) -> None:
    page = text_page(window)
    button = next(button for button in page.findChildren(QPushButton) if button.text() == "搭好框架")
    assert button.isVisible()
    click(button)
    assert [part[:4] for part in shown(page).split("\n")] == [
        "（一）主",
        "（二）依",
        "（三）政",
        "（四）政",
        "（五）监",
    ]
    assert not button.isVisible(), "it would write over what is there"
    settle()
    assert any("S-12" in text for text in lines(window)), "what is left to be written is told"
    press(K.Key_Z, with_=CONTROL)
    assert shown(page) == ""


def test_a_figure_written_by_hand_is_compared_and_put_right_or_dismissed(window: MainWindow, sample: Report) -> None:
    window.document.replace(sample, None)
    text_page(window)
    press(K.Key_End, with_=CONTROL)
    QGuiApplication.clipboard().setText("本年新收政府信息公开申请7件。")
    press(K.Key_V, with_=CONTROL)
    settle()
    told = "一、总体情况“本年新收政府信息公开申请7件”：本年新收申请写的是 7，表里是 0"
    assert line(window, "存疑  N-01").text().endswith(told)
    click_link(window, "存疑  N-01", Act.QUICK)
    settle()
    assert not any("N-01" in text for text in lines(window))
    text_page(window)
    press(K.Key_End, with_=CONTROL)
    press(K.Key_Left, K.Key_Left, K.Key_Backspace, "8")
    settle()
    assert any("N-01" in text for text in lines(window)), "the sentence is another one now"


def test_a_draft_with_figures_comes_out_spelled(window: MainWindow, page: TextPage, dialogs: Dialogs) -> None:
    insert(page, dialogs, "自然人申请")
    document = window.document
    assert spelled(document.form, document.report).text(OVERVIEW) == "本年新收申请12"
