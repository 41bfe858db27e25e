"""一键零报告, the blanks that are left, and starting from last year."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QMessageBox, QPushButton, QWidget

from core.draft import load_draft, save_draft
from core.report import Entry, Origin, Report
from gui.app import build_window
from gui.main_window import MainWindow
from gui.zero_report import ZeroReport
from tests.gui.conftest import Dialogs
from tests.gui.driver import CONTROL, click, press, wait_for_button
from tests.gui.test_journey import check_word

K = Qt.Key


def confirm(dialogs: Dialogs, first: Callable[[ZeroReport], None] = lambda _: None) -> None:
    """Announce the question and press Enter."""

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, ZeroReport)
        first(dialog)
        press(K.Key_Return)

    dialogs.expect(act)


def button(page: QWidget, text: str) -> QPushButton:
    return next(child for child in page.findChildren(QPushButton) if text in child.text())


def texts(window: MainWindow) -> list[str]:
    return [label.text() for label in window.stack.currentWidget().findChildren(QLabel)]


def last_year(sample: Report, **cells: int) -> Report:
    changes = {key: Entry(value) for key, value in cells.items()}
    return sample.with_changes({"profile/year": "2022", **changes})


def test_from_last_years_draft_to_word_in_one_click_and_six_keys(
    window: MainWindow, dialogs: Dialogs, sample: Report, tmp_path: Path
) -> None:
    draft = tmp_path / "去年.nianbao"
    save_draft(last_year(sample), draft)
    window.filing.open_path(draft)  # last year the clerk had it open: it's among the recent ones
    window.close()
    again = build_window(tmp_path / "settings")
    again.show()
    wait_for_button(again, "从“去年”开始")

    dialogs.expect(lambda _: press(K.Key_Return))  # last year's texts come along, their years marked
    click(button(again.stack.currentWidget(), "从“去年”开始"))  # one click
    confirm(dialogs)
    press(K.Key_F6)  # one key, and Enter in the question
    word = tmp_path / "report.docx"
    dialogs.expect_file(word)  # the suggested name would need no typing: Enter
    dialogs.expect_message(QMessageBox.StandardButton.Ok)
    press(K.Key_E, with_=CONTROL)

    numbers = again.document.report
    assert {key: entry.value for key, entry in numbers.cells.items()} == {
        key: entry.value for key, entry in sample.cells.items()
    }
    assert numbers.year == 2023
    assert numbers.unit == sample.unit
    check_word(word, numbers)
    again.document.saved = again.document.report
    again.close()


def test_all_cells_of_an_empty_report_are_declared_in_two_keys_and_taken_back_in_one(
    window: MainWindow, dialogs: Dialogs
) -> None:
    confirm(dialogs)
    press(K.Key_F6)
    document = window.document
    asked = {cell.key for cell in document.form.cells.values() if not cell.parts}
    assert asked - set(document.report.cells) == document.form.stocks
    assert {entry.origin for entry in document.report.cells.values()} == {Origin.DECLARED}
    press(K.Key_Z, with_=CONTROL)
    assert document.report.cells == {}


def test_after_a_zero_report_one_goes_on_in_the_first_cell_left_blank(window: MainWindow, dialogs: Dialogs) -> None:
    window.go_to("overview/text")
    confirm(dialogs)
    press(K.Key_F6)
    assert window.key_in_hand() == "proactive/regulations/in_force"
    assert "还空着 2 格，光标在第一格" in window.notice.text()
    assert window.notice.mapTo(window, QPoint()).y() > window.stack.mapTo(window, QPoint()).y()


def test_last_years_open_requests_forbid_the_zero_of_table_three(
    window: MainWindow, dialogs: Dialogs, sample: Report, tmp_path: Path
) -> None:
    draft = tmp_path / "a.nianbao"
    save_draft(
        last_year(
            sample,
            **{
                "requests/new_received/business": 3,
                "requests/carried_forward/business": 3,
                "proactive/normative_documents/in_force": 7,
            },
        ),
        draft,
    )
    dialogs.expect(lambda _: press(K.Key_Return))
    window.intake.from_last_year(draft)
    assert window.document.text("requests/carried_over/business") == "3"
    assert any("有 2022 年度报告的数（a.nianbao）" in text for text in texts(window))
    told: list[str] = []

    def look(dialog: ZeroReport) -> None:
        assert not dialog.boxes["requests"].isEnabled()
        told.extend(label.text() for label in dialog.findChildren(QLabel))

    confirm(dialogs, look)
    press(K.Key_F6)
    assert "不能填 0：2022 年度报告的“总计 × 四、结转下年度继续办理”是 3，本年不会全是 0，请逐格填写。" in told
    assert "requests/new_received/natural_person" not in window.document.report.cells
    assert window.document.text("disputes/review/upheld") == "0"
    stock = window.document.report.cells["proactive/normative_documents/in_force"]
    assert (stock.value, stock.origin) == (7, Origin.CARRIED)


def test_what_is_filled_in_is_not_declared_away(table_three: MainWindow, dialogs: Dialogs) -> None:
    press("3", K.Key_Tab)
    told: list[str] = []

    def look(dialog: ZeroReport) -> None:
        told.extend(label.text() for label in dialog.findChildren(QLabel))
        assert [name for name, box in dialog.boxes.items() if not box.isEnabled()] == ["requests"]
        click(dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel))

    dialogs.expect(look)  # type: ignore[arg-type]
    press(K.Key_F6)
    assert any("已填有 1 个不是 0 的格，如“自然人 × 一、本年新收政府信息公开申请数量”是“3”" in text for text in told)
    assert len(table_three.document.report.cells) == 1


def test_a_claim_that_is_not_ticked_is_not_made(window: MainWindow, dialogs: Dialogs) -> None:
    def untick(dialog: ZeroReport) -> None:
        dialog.boxes["disputes"].setFocus()
        press(K.Key_Space)
        dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).setFocus()

    confirm(dialogs, untick)
    press(K.Key_F6)
    assert not any(key.startswith("disputes/") for key in window.document.report.cells)
    assert window.document.text("requests/granted/other") == "0"


def test_f7_fills_the_blanks_of_the_table_and_leaves_what_is_there(table_three: MainWindow) -> None:
    press("3", K.Key_Tab, "x", K.Key_Tab)
    press(K.Key_F7)
    cells = table_three.document.report.cells
    assert len(cells) == 144
    assert cells["requests/new_received/natural_person"] == Entry(3)
    assert cells["requests/new_received/business"] == Entry(raw="x")
    assert not any(not key.startswith("requests/") for key in cells)
    press(K.Key_Z, with_=CONTROL)
    assert len(table_three.document.report.cells) == 2


def test_the_next_year_starts_from_the_report_that_is_open(window: MainWindow, sample: Report) -> None:
    window.document.replace(sample, None)
    window.intake.next_year()
    assert window.document.report.year == 2024
    assert window.document.modified  # it's nowhere yet: closing it must ask


def test_a_draft_without_a_year_can_not_be_last_years(
    window: MainWindow, dialogs: Dialogs, sample: Report, tmp_path: Path
) -> None:
    save_draft(sample.with_changes({"profile/year": ""}), tmp_path / "a.nianbao")
    dialogs.expect_message(QMessageBox.StandardButton.Ok)
    window.intake.from_last_year(tmp_path / "a.nianbao")
    assert "没有写明报告年度" in dialogs.seen[-1]
    assert window.document.report.previous is None


def test_what_was_carried_comes_back_with_the_draft(window: MainWindow, sample: Report, tmp_path: Path) -> None:
    window.document.replace(sample, None)
    window.intake.next_year()
    assert window.filing.saving.save(tmp_path / "next.nianbao")
    assert load_draft(tmp_path / "next.nianbao") == window.document.report
    assert window.document.report.previous is not None


def test_f7_does_not_declare_away_what_last_year_left_open(window: MainWindow, sample: Report) -> None:
    window.document.replace(last_year(sample, **{"disputes/review/pending": 2}), None)
    window.intake.next_year()
    window.go_to("disputes/review/upheld")
    press()
    press(K.Key_F7)
    view = window.stack.currentWidget().view  # type: ignore[union-attr]
    assert not any(key.startswith("disputes/") for key in window.document.report.cells)
    assert "没有填 0：2022 年度报告的“行政复议·尚未审结”是 2" in view.bubble.text()
    press("2", K.Key_Tab)
    press(K.Key_F7)
    assert window.document.text("disputes/review/corrected") == "0"


def test_the_question_says_which_stocks_go_on_from_last_year(
    window: MainWindow, dialogs: Dialogs, sample: Report
) -> None:
    window.document.replace(last_year(sample, **{"proactive/normative_documents/in_force": 7}), None)
    window.intake.next_year()
    told: list[str] = []
    confirm(dialogs, lambda dialog: told.extend(label.text() for label in dialog.findChildren(QLabel)))
    press(K.Key_F6)
    assert "“现行有效件数”是年底的存量，按上年的数填：规章 0、行政规范性文件 7。" in told


def test_asked_again_what_was_declared_stays_ticked(window: MainWindow, dialogs: Dialogs) -> None:
    confirm(dialogs)
    press(K.Key_F6)
    ticked: list[bool] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ZeroReport)
        ticked.extend(box.isChecked() for name, box in dialog.boxes.items() if name != "documents")
        assert not dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()
        click(dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel))

    dialogs.expect(look)
    press(K.Key_F6)
    assert ticked == [True] * 6


def test_no_sentence_of_the_question_is_cut(window: MainWindow, dialogs: Dialogs, sample: Report) -> None:
    changes = {"requests/carried_forward/business": 3, "disputes/review/pending": 2}
    window.document.replace(last_year(sample, **changes), None)
    window.intake.next_year()

    def look(dialog: ZeroReport) -> None:
        for label in dialog.findChildren(QLabel):
            assert label.height() >= label.heightForWidth(label.width()), label.text()

    confirm(dialogs, look)
    press(K.Key_F6)
