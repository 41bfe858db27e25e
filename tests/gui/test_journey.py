"""From an empty window to Word with keys and clicks only."""

import re
from pathlib import Path

from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from core.draft import load_draft
from core.paper import paragraphs
from core.report import Report
from gui.main_window import MainWindow
from tests.core.sheets import HEADINGS
from tests.gui.conftest import Dialogs
from tests.gui.driver import CONTROL, fill_window, press, settle


def test_the_sample_is_filled_in_saved_reopened_and_exported(
    window: MainWindow, dialogs: Dialogs, sample: Report, tmp_path: Path, qtbot: QtBot
) -> None:
    assert window.verdict.text() == "还差 10 处"
    fill_window(window, sample)
    assert window.verdict.text() == "已校验"
    settle()
    texts = [window.issues.item(row).text() for row in range(window.issues.count())]
    assert all(text.startswith("提示  S-16") for text in texts), "two wrong words that were published, and no more"

    draft = tmp_path / "xinjiang.nianbao"
    dialogs.expect_file(draft)
    press(Qt.Key.Key_S, with_=CONTROL)
    assert window.saved.text() == "已保存"
    assert load_draft(draft) == sample

    press(Qt.Key.Key_N, with_=CONTROL)
    assert window.document.report != sample
    dialogs.expect_file(draft)
    press(Qt.Key.Key_O, with_=CONTROL)
    assert window.document.report == sample
    assert not window.document.modified

    word = tmp_path / "report.docx"
    dialogs.expect_file(word)
    dialogs.expect_message(QMessageBox.StandardButton.Ok)
    press(Qt.Key.Key_E, with_=CONTROL)
    assert "已导出 ≠ 已报送、已公开" in dialogs.seen[-1]
    check_word(word, sample)


def check_word(path: Path, report: Report) -> None:
    """Every paragraph and number of the report stands in the Word file, under the prescribed headings."""
    document = Document(str(path))
    lines = [paragraph.text for paragraph in document.paragraphs]
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert headings == HEADINGS
    assert lines[:2] == ["平房区新疆街道办事处", "2023年政府信息公开工作年度报告"]
    for key in ("profile/preamble", "overview/text", "problems/text", "other/text"):
        for paragraph in paragraphs(report.text(key)):
            assert paragraph in lines
    numbers = [
        [cell for cell in re.findall(r">([^<>]*)</w:t>", table._tbl.xml) if re.fullmatch(r"[0-9.]+", cell)]
        for table in document.tables
    ]
    assert [len(table) for table in numbers] == [10, 175, 15]
    assert {number for table in numbers for number in table} == {"0"}
