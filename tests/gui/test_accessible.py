"""Names and states for assistive technology, and the whole job by keyboard."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

from core.draft import load_draft
from gui.main_window import MainWindow
from gui.sections import TablePage
from tests.gui.conftest import Dialogs
from tests.gui.driver import CONTROL, focus, press, settle

K = Qt.Key
_TAKES_KEYS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)


def interface(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found and found.isValid()
    return found


def takes_keys(window: MainWindow) -> Iterator[QWidget]:
    """Every widget in sight that a key can be given to."""
    for widget in window.findChildren(QWidget):
        inner = isinstance(widget.parent(), QComboBox | QLineEdit | QAbstractItemView) or isinstance(widget, QScrollBar)
        if widget.isVisible() and isinstance(widget, _TAKES_KEYS) and not inner:
            yield widget


@pytest.mark.parametrize("step", range(8))
def test_everything_that_takes_keys_has_a_name(window: MainWindow, step: int) -> None:
    window.rail.setCurrentRow(step)
    for widget in takes_keys(window):
        told = interface(widget)
        name = told.text(QAccessible.Text.Name)
        assert name, f"{type(widget).__name__} {widget.objectName()} on step {step}"


def test_the_start_page_has_names_too(start: Callable[..., MainWindow]) -> None:
    window = start()
    for widget in takes_keys(window):
        assert interface(widget).text(QAccessible.Text.Name)


@pytest.mark.parametrize("section", ["proactive", "requests", "disputes"])
def test_every_cell_says_its_place_and_what_it_holds(suqian: MainWindow, section: str) -> None:
    cells = suqian.document.form.tables[section]
    suqian.go_to(cells[0].key)
    page = suqian.stack.currentWidget()
    assert isinstance(page, TablePage)
    for cell in cells:
        row, column = page.view.grid.places[cell.key]
        told = str(page.view.grid.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole))
        assert told.startswith(f"{cell.place}，{suqian.document.text(cell.key)}"), cell.key


def test_a_cell_in_error_says_so(suqian: MainWindow) -> None:
    key = "requests/new_received/natural_person"
    suqian.document.put(key, "1", "x")
    suqian.go_to(key)
    page = suqian.stack.currentWidget()
    assert isinstance(page, TablePage)
    row, column = page.view.grid.places[key]
    assert "错误" in str(page.view.grid.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole))


def test_the_steps_say_their_state(window: MainWindow) -> None:
    told = [str(window.rail.item(row).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(window.rail.count())]
    assert told[0].startswith("基本信息，")
    assert told[3] == "三、依申请公开，未填写"


def test_where_the_focus_is_can_be_seen(window: MainWindow) -> None:
    """The picture of each widget differs with and without the focus."""
    window.go_to("profile/unit")
    for widget in list(takes_keys(window)):
        if not widget.isEnabled() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        other = window.back if widget is not window.back and window.back.isEnabled() else window.forward
        if widget is other:
            continue
        other.setFocus()
        QTest.qWait(5)
        before = widget.grab().toImage()
        widget.setFocus()
        QTest.qWait(5)
        assert widget.grab().toImage() != before, f"{type(widget).__name__} {widget.accessibleName()}"


def paste_here(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    press(K.Key_V, with_=CONTROL)


def tab_to(key: str) -> None:
    """Go on with Tab to the box of a field."""
    for _ in range(60):
        if focus().property("key") == key:
            return
        press(K.Key_Tab)
    raise AssertionError(f"{key} can't be reached with Tab")


def page_down_to(window: MainWindow, section: str) -> None:
    """Go on with Ctrl+PgDn to a step."""
    while not window.key_in_hand().startswith(f"{section}/"):
        press(K.Key_PageDown, with_=CONTROL)


PROFILE = {
    "profile/unit": "某某街道办事处",
    "profile/office": "某某街道办事处办公室",
    "profile/address": "某某路 1 号",
    "profile/postcode": "150060",
    "profile/phone": "0451-12345678",
}
OVERVIEW = """（一）主动公开。通过公开栏公开政策文件和办事指南。
（二）依申请公开。本年度未收到政府信息公开申请。
（三）政府信息管理。健全了信息发布的审核制度。
（四）政府信息公开平台建设。维护街道公开栏和查阅点。
（五）监督保障。明确一名专职人员，开展工作考核，接受社会评议，未发生责任追究。"""
PROBLEMS = """（一）存在的主要问题。公开的形式还比较单一，更新不够及时，对《条例》的学习还不够系统。
（二）改进情况。针对上面的问题，完善了信息更新的台账，组织学习两次，明年继续加强。"""


def test_the_whole_job_is_done_without_the_mouse(
    start: Callable[..., MainWindow], dialogs: Dialogs, tmp_path: Path
) -> None:
    """From the start page to a saved zero report, checked, by keys alone."""
    window = start()
    press(K.Key_Tab, K.Key_Space)  # 新建今年的报告
    for key, text in PROFILE.items():
        tab_to(key)
        paste_here(text)
    tab_to("profile/kind")
    box = focus()
    assert isinstance(box, QComboBox)
    while box.currentData() != "subdistrict":
        press(K.Key_Down)
    while getattr(focus(), "text", str)() != "按以上信息写前言":
        press(K.Key_Tab)
    press(K.Key_Space)
    dialogs.expect(lambda dialog: press(K.Key_Return))
    press(K.Key_F6)  # 一键零报告
    for key in ("proactive/regulations/in_force", "proactive/normative_documents/in_force"):
        page_down_to(window, "proactive")
        while window.key_in_hand() != key:
            press(K.Key_Tab)
        press("0", K.Key_Tab)  # a stock, not a flow: nobody declares it 0 but the clerk
    press(K.Key_PageUp, with_=CONTROL)
    tab_to("overview/text")
    paste_here(OVERVIEW)
    page_down_to(window, "problems")
    paste_here(PROBLEMS)
    page_down_to(window, "other")
    for name in ("fee_notices", "fee_noticed", "fee_collected"):
        tab_to(f"other/{name}")
        press("0")
    press(K.Key_Tab, K.Key_Space)  # 按这些数写一句
    dialogs.expect_file(tmp_path / "a.nianbao")
    press(K.Key_S, with_=CONTROL)
    settle()
    report = load_draft(tmp_path / "a.nianbao")
    assert report.unit == "某某街道办事处"
    assert report.text("profile/kind") == "subdistrict"
    assert report.text("other/text") == "⟦sentence/charge⟧"
    left = [issue.message for issue in window.document.issues if issue.is_open and not issue.is_hint]
    assert left == []
    assert window.verdict.text() == "已校验"
