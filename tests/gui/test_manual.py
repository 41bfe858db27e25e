"""The manual in its viewer: F1 where one is, links, finding, closing and coming back."""

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QImage, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.help_pages import RULES, help_pages, pictures
from gui.main_window import MainWindow
from gui.manual import Manual
from tests.gui.conftest import Dialogs
from tests.gui.driver import begin_anew, press

K = Qt.Key


def manual(window: MainWindow) -> Manual:
    """The manual, on screen."""
    shown = window.desk.manual
    assert shown is not None
    assert shown.isVisible()
    return shown


def title(window: MainWindow) -> str:
    """The title of the page on screen, the same in the list."""
    item = manual(window).list.currentItem()
    written = manual(window).page.document().firstBlock().text()
    assert item.text() == written
    return written


def open_at(window: MainWindow, key: str) -> str:
    window.go_to(key)
    press(K.Key_F1)
    return title(window)


@pytest.fixture
def help_on_tables(window: MainWindow) -> MainWindow:
    assert open_at(window, "requests/granted/natural_person") == "填表"
    return window


# ------------------------------------------------------------ F1


def test_on_the_start_page_it_tells_how_to_begin(window: MainWindow) -> None:
    window.show_start()
    press(K.Key_F1)
    assert title(window) == "开始"
    manual(window).close()
    begin_anew(window)
    press(K.Key_F1)
    assert title(window) == "基本信息和前言"


def test_it_opens_at_the_step_in_hand(window: MainWindow) -> None:
    assert open_at(window, "requests/granted/natural_person") == "填表"
    assert open_at(window, "profile/unit") == "基本信息和前言", "it stays open, and follows F1"
    assert open_at(window, "problems/text") == "写正文"
    window.rail.setCurrentRow(window.rail.count() - 1)
    press(K.Key_F1)
    assert title(window) == "导出"


def test_the_menu_opens_keys_and_rules(window: MainWindow) -> None:
    actions = {action.text(): action for menu in window.menuBar().actions() for action in menu.menu().actions()}
    actions["键盘(&K)"].trigger()
    assert title(window) == "键盘"
    actions["核对规则一览(&R)"].trigger()
    assert title(window) == help_pages(window.document.form)[RULES].title


def test_it_leaves_the_report_alone(help_on_tables: MainWindow) -> None:
    before = help_on_tables.document.report
    manual(help_on_tables).page.setFocus()
    QTest.keyClicks(manual(help_on_tables).page, "12")
    QTest.keyClick(manual(help_on_tables).page, K.Key_Delete)
    assert help_on_tables.document.report == before
    assert "12填表" not in manual(help_on_tables).page.toPlainText()


# ------------------------------------------------------------ from page to page


def click_words(shown: Manual, words: str, page: str) -> None:
    """Click on a link that says these words and leads to that page."""
    document = shown.page.document()
    cursor = document.find(words)
    while not cursor.isNull() and cursor.charFormat().anchorHref() != f"{page}.md":
        cursor = document.find(words, cursor)
    assert not cursor.isNull(), f"no link {words}"
    shown.page.setTextCursor(cursor)
    shown.page.ensureCursorVisible()
    start = QTextCursor(cursor)
    start.setPosition(cursor.selectionStart())
    here = shown.page.cursorRect(start).center() + QPoint(6, 0)
    QTest.mouseClick(shown.page.viewport(), Qt.MouseButton.LeftButton, pos=here)


def test_a_click_on_a_link_leads_to_another_page(help_on_tables: MainWindow) -> None:
    click_words(manual(help_on_tables), "核对", "checks")
    assert title(help_on_tables) == "核对"
    click_words(manual(help_on_tables), "核对规则", RULES)
    assert title(help_on_tables) == "核对规则"


def test_a_click_beside_a_link_leads_nowhere(help_on_tables: MainWindow) -> None:
    QTest.mouseClick(manual(help_on_tables).page.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 20))
    assert title(help_on_tables) == "填表"


def test_the_list_leads_to_every_page(help_on_tables: MainWindow) -> None:
    shown = manual(help_on_tables)
    shown.list.setCurrentRow(0)
    seen = [title(help_on_tables)]
    shown.list.setFocus()
    for _ in range(shown.list.count() - 1):
        QTest.keyClick(shown.list, K.Key_Down)
        seen.append(title(help_on_tables))
    assert seen == [page.title for page in help_pages(help_on_tables.document.form).values()]


def test_no_page_is_wider_than_the_window(help_on_tables: MainWindow, qtbot: QtBot) -> None:
    shown = manual(help_on_tables)
    shown.resize(960, 620)
    for row in range(shown.list.count()):
        shown.list.setCurrentRow(row)
        # the bar at the side takes its room a moment later
        qtbot.waitUntil(lambda: shown.page.horizontalScrollBar().maximum() == 0)


def test_pictures_are_shown_and_fit(help_on_tables: MainWindow) -> None:
    shown = manual(help_on_tables)
    for name, page in help_pages(help_on_tables.document.form).items():
        shown.open_page(name)
        for picture in pictures(page):
            image = shown.page.document().resource(QTextDocument.ResourceType.ImageResource, QUrl(picture))
            assert isinstance(image, QImage)
            assert 300 <= image.width() <= shown.page.viewport().width(), picture


# ------------------------------------------------------------ 在帮助里找


def look_for(shown: Manual, words: str) -> str:
    """Look for words; returns what is selected then."""
    shown.search.setText(words)
    QTest.keyClick(shown.search, K.Key_Return)
    return shown.page.textCursor().selectedText()


def test_words_are_found_on_another_page(help_on_tables: MainWindow) -> None:
    assert look_for(manual(help_on_tables), "历史版本") == "历史版本"
    assert title(help_on_tables) == "数据和安全"


def test_enter_goes_on_to_the_next_place_and_round_again(help_on_tables: MainWindow) -> None:
    shown = manual(help_on_tables)
    places = []
    for _ in range(200):
        assert look_for(shown, "台账核对数") == "台账核对数"
        place = (title(help_on_tables), shown.page.textCursor().position())
        if place in places:
            break
        places.append(place)
    assert len(places) > 3
    assert len({page for page, _ in places}) > 1
    assert place == places[0], "round again"


def test_what_stands_nowhere_leaves_the_page(help_on_tables: MainWindow) -> None:
    assert look_for(manual(help_on_tables), "鱼香肉丝") == ""
    assert title(help_on_tables) == "填表"
    assert look_for(manual(help_on_tables), "  ") == ""


# ------------------------------------------------------------ closing


def test_it_closes_with_escape_and_comes_back(help_on_tables: MainWindow) -> None:
    first = manual(help_on_tables)
    QTest.keyClick(first, K.Key_Escape)
    assert not first.isVisible()
    assert help_on_tables.isVisible()
    help_on_tables.activateWindow()
    assert open_at(help_on_tables, "overview/text") == "写正文"
    assert manual(help_on_tables) is first


def test_it_stays_open_while_one_goes_on_working(help_on_tables: MainWindow, dialogs: Dialogs) -> None:
    help_on_tables.activateWindow()
    help_on_tables.go_to("requests/new_received/natural_person")
    QTest.keyClicks(help_on_tables.stack.currentWidget().view, "7")
    press(K.Key_Return)
    assert help_on_tables.document.report.cells["requests/new_received/natural_person"].number == 7
    assert manual(help_on_tables).isVisible()
