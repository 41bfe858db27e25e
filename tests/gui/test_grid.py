"""Keys in the grid, as in Excel."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.report import Report
from core.rules import Severity
from gui.main_window import MainWindow
from gui.sections import TablePage
from tests.gui.driver import CONTROL, SHIFT, press

K = Qt.Key
FIRST = "requests/new_received/natural_person"
NEXT = "requests/new_received/business"
BELOW = "requests/carried_over/natural_person"
TOTAL = "requests/new_received/total"


def page(window: MainWindow) -> TablePage:
    shown = window.stack.currentWidget()
    assert isinstance(shown, TablePage)
    return shown


def here(window: MainWindow) -> str:
    view = page(window).view
    cell = view.grid.cell_at(view.currentIndex())
    assert cell is not None
    return cell.key


def text(window: MainWindow, key: str = FIRST) -> str:
    return window.document.text(key)


# keys pressed on the first cell of table three -> (cell in hand, text of the first cell, text of the next)
HABITS: list[tuple[str, Sequence[Qt.Key | str], str, str, str]] = [
    ("typing fills, Tab goes right", ["12", K.Key_Tab], NEXT, "12", ""),
    ("Enter goes down", ["12", K.Key_Return], BELOW, "12", ""),
    ("the keypad's Enter too", ["12", K.Key_Enter], BELOW, "12", ""),
    ("an arrow leaves a cell that is being typed", ["12", K.Key_Right, "3"], NEXT, "12", "3"),
    ("down as well", ["12", K.Key_Down], BELOW, "12", ""),
    ("typing overwrites", ["12", K.Key_Right, K.Key_Left, "7", K.Key_Tab], NEXT, "7", ""),
    ("F2 appends", ["12", K.Key_Tab, K.Key_Left, K.Key_F2, "3", K.Key_Tab], NEXT, "123", ""),
    (
        "in F2 arrows move in the text",
        ["12", K.Key_Tab, K.Key_Left, K.Key_F2, K.Key_Left, "9", K.Key_Tab],
        NEXT,
        "192",
        "",
    ),
    ("Esc reverts", ["12", K.Key_Tab, K.Key_Left, "7", K.Key_Escape], FIRST, "12", ""),
    ("Esc in an empty cell leaves it empty", ["7", K.Key_Escape], FIRST, "", ""),
    ("Delete means blank", ["12", K.Key_Tab, K.Key_Left, K.Key_Delete], FIRST, "", ""),
    ("Backspace too", ["12", K.Key_Tab, K.Key_Left, K.Key_Backspace], FIRST, "", ""),
    ("Enter without typing moves on", [K.Key_Return], BELOW, "", ""),
    ("arrows walk", [K.Key_Right, K.Key_Down, K.Key_Left], BELOW, "", ""),
    ("the arrow up stays in the table", [K.Key_Up], FIRST, "", ""),
    ("Home goes to the first column", [K.Key_Right, K.Key_Right, K.Key_Home], FIRST, "", ""),
    ("0 is a number", ["0", K.Key_Tab], NEXT, "0", ""),
]


@pytest.mark.parametrize(("habit", "keys", "cell", "first", "second"), HABITS, ids=[habit[0] for habit in HABITS])
def test_a_habit_from_excel(
    table_three: MainWindow, habit: str, keys: Sequence[Qt.Key | str], cell: str, first: str, second: str
) -> None:
    press(*keys)
    assert (here(table_three), text(table_three), text(table_three, NEXT)) == (cell, first, second)


def test_tab_skips_the_locked_total_and_goes_on_in_the_next_row(table_three: MainWindow) -> None:
    for _ in range(6):
        press("1", K.Key_Tab)
    assert here(table_three) == BELOW
    press(K.Key_Tab, with_=SHIFT)
    assert here(table_three) == "requests/new_received/other"


def test_totals_follow_each_keystroke(table_three: MainWindow) -> None:
    for _ in range(5):
        press("0", K.Key_Tab)
    press("4")
    assert text(table_three, TOTAL) == "4"
    press("2")
    assert text(table_three, TOTAL) == "42"
    press(K.Key_Escape)
    assert text(table_three, TOTAL) == ""


def test_a_total_can_not_be_typed_in(table_three: MainWindow) -> None:
    page(table_three).view.go_to(TOTAL)
    press("5", K.Key_Return)
    assert TOTAL not in table_three.document.report.cells


def test_a_total_is_typed_over_on_request_and_computed_again_when_cleared(
    table_three: MainWindow, sample: Report
) -> None:
    table_three.document.replace(sample, None)
    table_three.go_to(TOTAL)
    press(K.Key_T, with_=CONTROL)
    press("5", K.Key_Return)
    assert text(table_three, TOTAL) == "5"
    assert table_three.document.figures.totals[TOTAL].known == 0
    assert table_three.document.marks[TOTAL] is Severity.ERROR
    page(table_three).view.go_to(TOTAL)
    press(K.Key_Delete)
    assert text(table_three, TOTAL) == "0"
    assert not table_three.document.modified


def test_a_total_unlocked_and_left_by_esc_is_locked_again(table_three: MainWindow) -> None:
    page(table_three).view.go_to(TOTAL)
    press(K.Key_T, with_=CONTROL)
    press("5", K.Key_Escape, "7", K.Key_Return)
    assert TOTAL not in table_three.document.report.cells


def test_full_width_digits_are_understood(table_three: MainWindow, qtbot: QtBot) -> None:
    editor_keys = "１２"
    press("1", K.Key_Backspace)
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().setText(editor_keys)
    press(K.Key_V, with_=CONTROL)
    press(K.Key_Tab)
    assert text(table_three) == "12"
    assert table_three.document.report.cells[FIRST].value == 12


def test_what_is_no_number_stays_as_typed_marked_and_not_filled(table_three: MainWindow) -> None:
    press("1.5x")
    assert page(table_three).view.editing_key == FIRST  # no mark is painted while it is being typed
    press(K.Key_Tab)
    assert text(table_three) == "1.5x"
    assert table_three.document.marks[FIRST] is Severity.ERROR
    assert table_three.document.figures.numbers[FIRST] is None
    assert [issue.code for issue in table_three.document.issues if FIRST in issue.keys] == ["T3-R4"]
    press(K.Key_Left)
    assert "读不成数" in page(table_three).position.text()


def test_what_is_typed_into_one_cell_is_one_undo_step(table_three: MainWindow) -> None:
    press("123", K.Key_Tab, "4", K.Key_Tab)
    press(K.Key_Z, with_=CONTROL)
    assert (text(table_three), text(table_three, NEXT)) == ("123", "")
    press(K.Key_Z, with_=CONTROL)
    assert text(table_three) == ""
    press(K.Key_Y, with_=CONTROL)
    assert text(table_three) == "123"


def test_a_digit_typed_and_deleted_leaves_the_report_clean(table_three: MainWindow) -> None:
    press("1")
    assert table_three.document.modified
    press(K.Key_Backspace, K.Key_Tab)
    assert not table_three.document.modified


def test_delete_blanks_a_selected_block_in_one_step(table_three: MainWindow) -> None:
    press("1", K.Key_Tab, "2", K.Key_Tab)
    page(table_three).view.go_to(FIRST)
    press(K.Key_Right, with_=SHIFT)
    press(K.Key_Delete)
    assert (text(table_three), text(table_three, NEXT)) == ("", "")
    press(K.Key_Z, with_=CONTROL)
    assert (text(table_three), text(table_three, NEXT)) == ("1", "2")


def test_the_header_stays_in_sight_while_scrolling(table_three: MainWindow) -> None:
    view = page(table_three).view
    view.go_to("requests/carried_forward/total")
    QTest.qWait(10)
    assert view.verticalScrollBar().value() > 0
    header, side = view.horizontalHeader(), view.verticalHeader()
    assert header.isVisible()
    assert side.isVisible()
    assert view.visualRect(view.currentIndex()).bottom() <= view.viewport().height()
    last_row = view.grid.rowCount() - 1
    assert 0 <= side.sectionViewportPosition(last_row) < view.viewport().height()


def test_a_keystroke_repaints_only_what_changed(table_three: MainWindow) -> None:
    view = page(table_three).view
    seen: list[tuple[int, int]] = []
    view.grid.dataChanged.connect(lambda index, _: seen.append((index.row(), index.column())))
    press("5")
    assert 1 <= len(seen) <= 21
    assert (0, 0) in seen


def test_only_some_cells_of_table_two_can_be_typed_in(window: MainWindow) -> None:
    window.go_to("proactive/regulations/issued")
    for number in range(1, 11):
        press(str(number), K.Key_Tab)
    typed = [window.document.text(cell.key) for cell in window.document.form.tables["proactive"]]
    assert typed == [str(number) for number in range(1, 11)]


def test_an_amount_is_kept_digit_for_digit(window: MainWindow) -> None:
    window.go_to("proactive/fees/fees_wan_yuan")
    press("18.8710", K.Key_Tab)
    assert window.document.text("proactive/fees/fees_wan_yuan") == "18.8710"


def test_a_cell_tells_its_place_value_and_state_to_a_screen_reader(table_three: MainWindow) -> None:
    press("abc", K.Key_Tab)
    view = page(table_three).view
    spoken = view.grid.data(view.grid.index_of(FIRST), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "自然人 × 一、本年新收政府信息公开申请数量，abc，读不成数，按未填计，有错误"
    locked = view.grid.data(view.grid.index_of(TOTAL), Qt.ItemDataRole.AccessibleTextRole)
    assert locked == "总计 × 一、本年新收政府信息公开申请数量，空，自动合计，尚缺 6 格，"[:-1]


@pytest.mark.parametrize(("section", "row"), [("proactive", 0), ("requests", 4), ("disputes", 0)])
def test_the_model_keeps_qts_rules(window: MainWindow, section: str, row: int, qtmodeltester: object) -> None:
    key = next(cell.key for cell in window.document.form.tables[section])
    window.go_to(key)
    qtmodeltester.check(page(window).view.grid, force_py=True)  # type: ignore[attr-defined]
