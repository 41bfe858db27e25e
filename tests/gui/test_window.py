"""Rail, findings, files: what the window says and does."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMessageBox, QPlainTextEdit, QWidget

from core import exchange
from core.draft import save_draft
from core.report import Entry, Origin, Report
from gui.main_window import MainWindow
from tests.gui.conftest import Dialogs
from tests.gui.driver import CONTROL, box_named, click, focus, paste, press, settle

K = Qt.Key


def rail_words(window: MainWindow) -> list[str]:
    return [str(window.rail.item(row).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(window.rail.count())]


def test_each_step_says_in_words_where_it_stands(window: MainWindow) -> None:
    assert rail_words(window) == [
        "基本信息，尚缺 6 项",
        "一、总体情况，未填写",
        "二、主动公开，未填写",
        "三、依申请公开，未填写",
        "四、复议诉讼，未填写",
        "五、问题及改进，未填写",
        "六、其他事项，未填写",
        "检查与导出，还差 10 处",
    ]
    window.go_to("disputes/review/upheld")
    press("1", K.Key_Tab, "x", K.Key_Tab)
    assert rail_words(window)[4] == "四、复议诉讼，1 处错误"


def test_buttons_walk_through_all_steps_and_stop_at_both_ends(window: MainWindow) -> None:
    assert not window.back.isEnabled()
    for step in range(1, 8):
        click(window.forward)
        assert window.rail.currentRow() == step
    assert not window.forward.isEnabled()
    click(window.back)
    assert window.rail.currentRow() == 6


def test_a_click_on_a_finding_goes_to_its_cell_in_another_section(window: MainWindow, sample: Report) -> None:
    wrong = Entry(3, origin=Origin.OVERRIDDEN)
    window.document.replace(sample.with_changes({"requests/granted/total": wrong}), None)
    texts = [window.issues.item(row).text() for row in range(window.issues.count())]
    assert len([text for text in texts if text.startswith("错误")]) == 1, "what follows is folded"
    row = window.issues.item([text.startswith("错误") for text in texts].index(True))
    assert "（一）予以公开" in row.text()
    QTest.mouseClick(
        window.issues.viewport(), Qt.MouseButton.LeftButton, pos=window.issues.visualItemRect(row).center()
    )
    assert window.rail.currentRow() == 3
    page = window.stack.currentWidget()
    assert page.position.text().startswith("总计 × （一）予以公开")  # type: ignore[union-attr]
    assert "各项之和为 0" in page.position.text()  # type: ignore[union-attr]


def test_enter_on_a_finding_goes_to_its_field(window: MainWindow) -> None:
    window.issues.setFocus()
    texts = [window.issues.item(row).text() for row in range(window.issues.count())]
    window.issues.setCurrentRow(next(row for row, text in enumerate(texts) if "一、总体情况" in text))
    press(K.Key_Return)
    assert window.rail.currentRow() == 1
    assert isinstance(focus(), QPlainTextEdit)


def test_a_changed_total_is_told_on_the_column_and_the_row(window: MainWindow, sample: Report) -> None:
    window.document.replace(sample, None)
    window.go_to("requests/granted/business")
    press("2", K.Key_Tab)
    settle()
    messages = [window.issues.item(row).text() for row in range(window.issues.count())]
    assert [message for message in messages if message.startswith("错误")] == [
        "错误  T3-R2  另有 1 处受它影响：商业企业：本年新收与上年结转之和为 0，（七）总计与结转下年度之和为 2，差 2"
    ]
    assert window.verdict.text() == "还差 1 处"


def test_the_preamble_is_written_from_the_profile_and_can_be_undone(window: MainWindow) -> None:
    page = window.stack.currentWidget()
    box_named(page, "单位名称").setFocus()
    paste("云杉区松河街道办事处")
    box_named(page, "联系电话").setFocus()
    paste("0000-1234567")
    button = next(child for child in page.findChildren(QWidget) if child.property("text") == "按以上信息写前言")
    click(button)
    text = window.document.text("profile/preamble")
    year = window.document.report.year
    assert text.startswith("根据《中华人民共和国政府信息公开条例》")
    assert f"统计期限为{year}年1月1日至{year}年12月31日" in text
    assert "电话：0000-1234567" in text
    assert "邮编" not in text
    press(K.Key_Z, with_=CONTROL)
    assert window.document.text("profile/preamble") == ""


def test_undo_brings_text_back_across_pages(window: MainWindow) -> None:
    click(window.forward)
    press("abc")
    click(window.forward)
    click(window.back)
    press("d")
    press(K.Key_Z, with_=CONTROL)
    assert window.document.text("overview/text") == "abc"
    press(K.Key_Z, with_=CONTROL)
    assert window.document.text("overview/text") == ""
    assert not window.document.modified


def test_the_title_tells_of_unsaved_changes(window: MainWindow) -> None:
    assert not window.isWindowModified()
    press("a")
    assert window.isWindowModified()
    assert window.saved.text() == "有改动未保存"


def test_a_damaged_draft_gives_a_sentence_and_the_report_stays(
    window: MainWindow, dialogs: Dialogs, tmp_path: Path, sample: Report
) -> None:
    bad = tmp_path / "bad.nianbao"
    save_draft(sample, bad)
    bad.write_bytes(bad.read_bytes().replace(b"2023", b"2024", 1))
    before = window.document.report
    dialogs.expect_file(bad)
    dialogs.expect_message(QMessageBox.StandardButton.Ok)
    press(K.Key_O, with_=CONTROL)
    assert "已损坏" in dialogs.seen[-1]
    assert window.document.report == before


def test_a_save_that_fails_says_so_and_leaves_the_report_unsaved(
    window: MainWindow, dialogs: Dialogs, tmp_path: Path
) -> None:
    press("a")
    window.document.path = tmp_path / "gone" / "x.nianbao"
    dialogs.expect_message(QMessageBox.StandardButton.Ok)
    press(K.Key_S, with_=CONTROL)
    assert "没有写入" in dialogs.seen[-1] or "找不到" in dialogs.seen[-1]
    assert window.document.modified


def test_the_sample_opens_as_a_copy_without_a_place(window: MainWindow, sample: Report) -> None:
    window.filing.open_sample()
    assert window.document.report == sample
    assert window.document.path is None
    assert window.verdict.text() == "已校验"


def test_a_saved_draft_is_among_the_recent_ones(window: MainWindow, dialogs: Dialogs, tmp_path: Path) -> None:
    press("a")
    dialogs.expect_file(tmp_path / "one.nianbao")
    press(K.Key_S, with_=CONTROL)
    window.filing.new()
    window.recent_menu.aboutToShow.emit()
    window.recent_menu.actions()[0].trigger()
    assert window.document.report.unit == "a"


def test_an_imported_kind_of_body_the_form_does_not_list_is_shown(window: MainWindow) -> None:
    report = exchange.import_data(Path(__file__).parent.parent / "data" / "huaian_city_2024.json").report
    window.document.replace(report, None)
    assert box_named(window.stack.currentWidget(), "单位类型").property("currentText") == report.text("profile/kind")


def test_every_label_shows_plain_text(window: MainWindow) -> None:
    for step in range(window.rail.count()):
        window.rail.setCurrentRow(step)
    labels = [label for label in window.findChildren(QLabel) if not label.objectName().startswith("qt_")]
    assert labels
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)


@pytest.mark.parametrize("size", [(1366, 700), (1024, 600), (1920, 1000)])
def test_nothing_on_the_pages_is_wider_than_the_window(window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    for step in range(window.rail.count()):
        window.rail.setCurrentRow(step)
        QTest.qWait(1)
        inside = QRect(window.mapToGlobal(window.rect().topLeft()), window.size())
        for button in (window.back, window.forward, window.verdict):
            assert inside.contains(QRect(button.mapToGlobal(button.rect().topLeft()), button.size()))


def test_keys_walk_through_the_steps_from_any_field(window: MainWindow) -> None:
    for step in range(1, window.rail.count()):
        press(K.Key_PageDown, with_=CONTROL)
        assert window.rail.currentRow() == step
    press(K.Key_PageUp, with_=CONTROL)
    assert window.rail.currentRow() == 6


def test_f9_closes_and_opens_the_list_of_findings(window: MainWindow) -> None:
    press(K.Key_F9)
    assert not window.side.issues_panel.isVisible()
    press(K.Key_F9)
    assert window.side.issues_panel.isVisible()
