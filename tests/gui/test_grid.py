"""The grid: totals, readings, marks, what it tells and what it costs."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QDialogButtonBox

from core.report import Entry, Origin, Report
from core.rules import Severity
from gui.main_window import MainWindow
from gui.override import Override
from gui.sections import TablePage
from tests.gui.conftest import Dialogs
from tests.gui.driver import CONTROL, SHIFT, click, paste, press

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


def override(dialogs: Dialogs, number: str, reason: str, *, done: bool = True) -> None:
    """Announce the question that Ctrl+T asks, and answer it."""

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, Override)
        dialog.number.setFocus()
        press(K.Key_A, with_=CONTROL)
        press(number, K.Key_Tab)
        paste(reason)
        ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
        assert ok.isEnabled() == done
        click(ok if done else dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel))

    dialogs.expect(answer)


def test_a_total_is_typed_over_with_a_reason_and_computed_again_when_cleared(
    table_three: MainWindow, sample: Report, dialogs: Dialogs
) -> None:
    table_three.document.replace(sample, None)
    table_three.go_to(TOTAL)
    override(dialogs, "5", "上级核定")
    press(K.Key_T, with_=CONTROL)
    assert text(table_three, TOTAL) == "5"
    assert table_three.document.report.cells[TOTAL] == Entry(5, origin=Origin.OVERRIDDEN, reason="上级核定")
    assert table_three.document.figures.totals[TOTAL].known == 0
    assert table_three.document.marks[TOTAL] is Severity.ERROR
    assert "改写合计：上级核定，各项之和为 0" in page(table_three).position.text()
    page(table_three).view.go_to(TOTAL)
    press(K.Key_Delete)
    assert text(table_three, TOTAL) == "0"
    assert not table_three.document.modified


@pytest.mark.parametrize(("number", "reason"), [("5", " "), ("x", "核定"), ("-1", "核定")])
def test_a_total_is_not_typed_over_without_a_number_and_a_reason(
    table_three: MainWindow, dialogs: Dialogs, number: str, reason: str
) -> None:
    page(table_three).view.go_to(TOTAL)
    override(dialogs, number, reason, done=False)
    press(K.Key_T, with_=CONTROL)
    assert TOTAL not in table_three.document.report.cells


def test_ctrl_t_on_a_cell_that_is_no_total_asks_nothing(table_three: MainWindow) -> None:
    press(K.Key_T, with_=CONTROL)
    assert table_three.document.report.cells == {}


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("１２", "12"), (" 12 ", "12"), ("1，234", "1234"), ("12件", "12"), ("1.5万", "15000"), ("十二", "12")],
)
def test_what_people_write_is_read_when_the_cell_is_left_and_announced(
    table_three: MainWindow, typed: str, shown: str
) -> None:
    view = page(table_three).view
    press("1", K.Key_Backspace)
    QGuiApplication.clipboard().setText(typed)
    press(K.Key_V, with_=CONTROL)
    assert text(table_three) == typed
    assert view.bubble.isHidden()
    press(K.Key_Tab)
    assert text(table_three) == shown
    assert view.bubble.text() == f"“{typed}”读作 {shown}　Ctrl+Z 恢复原样"
    assert view.bubble.isVisible()
    press(K.Key_Left)
    assert f"由“{typed}”读作" in page(table_three).position.text()


def test_one_key_takes_a_reading_back_and_keeps_what_was_typed(table_three: MainWindow) -> None:
    press("1", K.Key_Backspace)
    paste("12件")
    press(K.Key_Return)
    press(K.Key_Z, with_=CONTROL)
    assert text(table_three) == "12件"
    assert table_three.document.figures.numbers[FIRST] is None
    press(K.Key_Z, with_=CONTROL)
    assert text(table_three) == ""
    press(K.Key_Y, K.Key_Y, with_=CONTROL)
    assert text(table_three) == "12"


def test_a_reading_is_not_read_again_when_its_cell_is_only_looked_at(table_three: MainWindow) -> None:
    press("1", K.Key_Backspace)
    paste("12件")
    press(K.Key_Return)
    press(K.Key_Z, with_=CONTROL)
    press(K.Key_F2, K.Key_Return)
    assert text(table_three) == "12件"


def test_the_announcement_goes_when_the_next_number_is_typed(table_three: MainWindow) -> None:
    view = page(table_three).view
    press("007", K.Key_Return)
    assert view.bubble.text().startswith("“007”读作 7")
    press("1")
    assert view.bubble.isHidden()


@pytest.mark.parametrize("row", ["new_received", "granted", "refused_excessive", "carried_forward"])
def test_the_announcement_lies_beside_its_cell_inside_the_table(table_three: MainWindow, row: str) -> None:
    view = page(table_three).view
    for column in ("natural_person", "other"):
        key = f"requests/{row}/{column}"
        view.go_to(key)
        press("007", K.Key_Right)
        cell = view.visualRect(view.grid.index_of(key)).translated(view.viewport().pos())
        assert view.rect().contains(view.bubble.geometry())
        assert not view.bubble.geometry().intersects(cell)
        assert abs(view.bubble.geometry().bottom() - cell.top()) < 2 * cell.height()


def test_the_announcement_stays_in_sight_when_enter_leads_to_the_next_columns_head(table_three: MainWindow) -> None:
    view = page(table_three).view
    view.go_to("requests/carried_forward/natural_person")
    press("007", K.Key_Return)
    assert here(table_three) == "requests/new_received/business"
    assert view.bubble.isVisible()
    assert view.rect().contains(view.bubble.geometry())


def test_what_is_no_number_stays_as_typed_marked_and_not_filled(table_three: MainWindow) -> None:
    document = table_three.document
    press("1.5x")
    assert FIRST not in document.marks  # no mark while it is being typed
    assert not [issue for issue in document.issues if issue.code == "T3-R4"]
    press(K.Key_Tab)
    assert text(table_three) == "1.5x"
    assert document.marks[FIRST] is Severity.ERROR
    assert document.figures.numbers[FIRST] is None
    assert [issue.code for issue in document.issues if FIRST in issue.keys] == ["T3-R4"]
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
