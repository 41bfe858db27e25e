"""The way out: Word, PDF, web, data, the package; read back, told, tried again."""

import hashlib
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from core.errors import SaveFailed
from core.exchange import import_data
from core.locate import resource
from core.paper import paper
from core.reading.html import read_html
from core.report import DUE, Report
from core.settings import load_settings
from gui.finish import FinishPage
from gui.main_window import MainWindow
from tests.gui.conftest import Dialogs
from tests.gui.driver import CONTROL, SHIFT, button, click, press, press_button, type_at

K = Qt.Key
OK = QMessageBox.StandardButton.Ok


def finish_page(window: MainWindow) -> FinishPage:
    window.rail.setCurrentRow(window.rail.count() - 1)
    page = window.stack.currentWidget()
    assert isinstance(page, FinishPage)
    return page


def choose(window: MainWindow, *texts: str) -> None:
    """Choose a line of the menus by its words."""
    menu = window.menuBar()
    actions = menu.actions()
    for text in texts:
        action = next(action for action in actions if text in action.text())
        if action.menu():
            action.menu().aboutToShow.emit()
            actions = action.menu().actions()
        else:
            action.trigger()


@pytest.mark.parametrize(
    ("text", "name", "begins"),
    [("导出 PDF…", "a.pdf", b"%PDF"), ("导出网页…", "a.html", b"<!DOCTYPE html>"), ("导出 Word…", "a.docx", b"PK")],
)
def test_each_button_of_the_last_step_writes_its_file(
    suqian: MainWindow, dialogs: Dialogs, tmp_path: Path, text: str, name: str, begins: bytes
) -> None:
    page = finish_page(suqian)
    dialogs.expect_file(tmp_path / name)
    dialogs.expect_message(OK)
    click(button(page, text))
    assert (tmp_path / name).read_bytes().startswith(begins)
    assert f"已导出“{name}”" in dialogs.seen[-1]
    assert f"在文件夹“{tmp_path}”里" in dialogs.seen[-1]
    compared = "" if name.endswith(".pdf") else "，读回来核对过"  # nobody reads a table out of a PDF with certainty
    assert page.told.text() == f"导出：已导出“{name}”{compared}。"


@pytest.mark.parametrize(("due", "past"), [("2024年1月20日", True), ("2999.1.20", False)])
def test_the_last_step_says_until_when_there_is_time(window: MainWindow, sample: Report, due: str, past: bool) -> None:
    window.document.replace(sample.with_changes({DUE: due}), None)
    shown = [label.text() for label in finish_page(window).findChildren(QLabel) if label.isVisible()]
    assert any(text.endswith(f"③ 在政府网站上公开（{due}前）。") for text in shown)
    assert (f"公开的期限 {due} 已经过了。" in shown) is past


def test_after_a_change_it_is_not_exported_any_more(suqian: MainWindow, dialogs: Dialogs, tmp_path: Path) -> None:
    page = finish_page(suqian)
    assert page.told.text() == "导出：还没有导出。"
    dialogs.expect_file(tmp_path / "a.docx")
    dialogs.expect_message(OK)
    press(K.Key_E, with_=CONTROL)
    type_at(suqian, "proactive/licensing/decisions", "7")
    assert "之后又有改动，要重新导出" in finish_page(suqian).told.text()


def test_the_data_file_is_the_report(suqian: MainWindow, dialogs: Dialogs, tmp_path: Path) -> None:
    dialogs.expect_file(tmp_path / "a.json")
    dialogs.expect_message(OK)
    choose(suqian, "文件", "导出数据文件")
    assert import_data(tmp_path / "a.json").report.cells.keys() == suqian.document.report.cells.keys()


def test_the_package_is_one_act(window: MainWindow, dialogs: Dialogs, sample: Report, tmp_path: Path) -> None:
    window.document.replace(sample, None)
    dialogs.expect_file(tmp_path)
    dialogs.expect_message(OK)
    press(K.Key_E, with_=CONTROL | SHIFT)
    (folder,) = tmp_path.glob("*_2023_*")
    assert sorted(path.name.removeprefix(folder.name) for path in folder.iterdir()) == [
        ".docx", ".html", ".json", ".pdf", "_校验报告.docx",
    ]  # fmt: skip
    word = folder / f"{folder.name}.docx"
    with zipfile.ZipFile(next(folder.glob("*_校验报告.docx"))) as check:
        assert hashlib.sha256(word.read_bytes()).hexdigest() in check.read("word/document.xml").decode()

    before = word.stat().st_mtime_ns
    dialogs.expect_file(tmp_path)
    dialogs.expect(press_button("取消"))
    press(K.Key_E, with_=CONTROL | SHIFT)
    assert "已有 5 个同名的文件" in dialogs.seen[-1]
    assert word.stat().st_mtime_ns == before


def test_a_file_that_word_holds_open_is_tried_again(
    suqian: MainWindow, dialogs: Dialogs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import core.press

    refusals = [SaveFailed("busy", "“a.docx”正被别的程序占用，没有写入", do="请先在 Word 等程序中关闭它，再试一次")]
    write = core.press.write_durably

    def busy_once(path: Path, data: bytes) -> None:
        if refusals:
            raise refusals.pop()
        write(path, data)

    monkeypatch.setattr(core.press, "write_durably", busy_once)
    dialogs.expect_file(tmp_path / "a.docx")
    dialogs.expect(press_button("再试一次"))
    dialogs.expect_message(OK)
    press(K.Key_E, with_=CONTROL)
    assert "请先在 Word 等程序中关闭它" in dialogs.seen[1]
    assert (tmp_path / "a.docx").exists()


def test_a_file_that_reads_back_differently_is_not_called_exported(
    suqian: MainWindow, dialogs: Dialogs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import core.press

    write = core.press.write_durably
    monkeypatch.setattr(
        core.press, "write_durably", lambda path, data: write(path, data.replace("件数".encode(), "条数".encode(), 1))
    )
    dialogs.expect_file(tmp_path / "a.html")
    dialogs.expect_message(OK)
    page = finish_page(suqian)
    click(button(page, "导出网页…"))
    assert "写好后读回来，与报告不一致" in dialogs.seen[-1]
    assert page.told.text() == "导出：还没有导出。"


def test_a_table_goes_to_the_site_with_its_merged_cells(suqian: MainWindow) -> None:
    suqian.go_to("requests/new_received/natural_person")
    press(K.Key_C, with_=CONTROL | SHIFT)
    mime = QGuiApplication.clipboard().mimeData()
    (grid,) = read_html(mime.html())
    block = next(b for b in paper(suqian.document.form, suqian.document.report).tables if b.section == "requests")
    for cell in block.layout:
        pieces = {
            grid[row][col]
            for row in range(cell.row, cell.row + cell.rowspan)
            for col in range(cell.col, cell.col + cell.colspan)
        }
        assert {piece.text for piece in pieces} == {block.text(cell)}
        assert len(pieces) == 1
    assert len(mime.text().splitlines()) == len(grid)
    assert "到网站后台的编辑器里粘贴" in suqian.notice.text()


def test_where_there_is_no_table_copying_one_says_where_to_go(window: MainWindow) -> None:
    press(K.Key_C, with_=CONTROL | SHIFT)
    assert "先翻到表二、表三或表四" in window.notice.text()


# ---------------------------------------------------------------- fonts and templates


def test_the_fonts_chosen_go_into_the_word_file_and_are_remembered(
    suqian: MainWindow, dialogs: Dialogs, tmp_path: Path
) -> None:
    choose(suqian, "文件", "字体和模板", "系统自带字体")
    dialogs.expect_file(tmp_path / "a.docx")
    dialogs.expect_message(OK)
    press(K.Key_E, with_=CONTROL)
    with zipfile.ZipFile(tmp_path / "a.docx") as package:
        styles = package.read("word/styles.xml").decode()
    assert "方正小标宋简体" not in styles
    assert 'w:eastAsia="仿宋"' in styles
    assert load_settings(tmp_path / "settings").fonts == "common"


def test_the_last_step_says_which_fonts_this_machine_does_not_have(window: MainWindow, qtbot: QtBot) -> None:
    page = finish_page(window)

    def told() -> bool:
        texts = [label.text() for label in page.findChildren(type(page.told))]
        return any("相近的代替：方正小标宋简体（用“" in text for text in texts)

    qtbot.waitUntil(told, timeout=5000)


def test_the_programs_template_can_be_fetched_and_used_as_the_offices_own(
    suqian: MainWindow, dialogs: Dialogs, tmp_path: Path
) -> None:
    template = tmp_path / "本单位.docx"
    dialogs.expect_file(template)
    dialogs.expect_message(OK)
    choose(suqian, "文件", "字体和模板", "取出程序的 Word 模板")
    assert template.read_bytes() == resource("word", "report.docx").read_bytes()

    dialogs.expect_file(template)
    choose(suqian, "文件", "字体和模板", "用本单位的 Word 模板…")
    assert "以后导出的 Word 用“本单位.docx”的样式" in suqian.notice.text()
    choose(suqian, "文件", "字体和模板", "用本单位的 Word 模板（本单位.docx）")
    assert suqian.settings.template == ""


def test_a_template_without_our_styles_is_refused_with_their_names(
    suqian: MainWindow, dialogs: Dialogs, tmp_path: Path
) -> None:
    from docx import Document

    Document().save(str(tmp_path / "别的.docx"))
    dialogs.expect_file(tmp_path / "别的.docx")

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        assert "里没有这些样式：年报正文、年报段首" in dialog.text()
        dialog.accept()

    dialogs.expect(read)
    choose(suqian, "文件", "字体和模板", "用本单位的 Word 模板…")
    assert suqian.settings.template == ""


def test_a_note_below_the_table_is_typed_in_and_printed(suqian: MainWindow, dialogs: Dialogs, tmp_path: Path) -> None:
    suqian.go_to("disputes/note")
    QGuiApplication.clipboard().setText("注：数量含上年度结转数量。")
    press(K.Key_V, with_=CONTROL)
    assert suqian.document.text("disputes/note") == "注：数量含上年度结转数量。"
    suqian.go_to("disputes/note")
    dialogs.expect_file(tmp_path / "a.html")
    dialogs.expect_message(OK)
    choose(suqian, "文件", "导出网页")
    assert "注：数量含上年度结转数量。" in (tmp_path / "a.html").read_text(encoding="utf-8")
