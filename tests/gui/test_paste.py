"""Tables from the clipboard: preview, what is put where, one undo step."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox

from core.copying import as_html, as_text
from core.exchange import import_data
from core.report import Entry, Origin, Report, cell_text, entry, reckon
from gui.main_window import MainWindow
from gui.paste_preview import PastePreview
from gui.sections import TablePage
from tests.gui.conftest import Dialogs
from tests.gui.driver import CONTROL, SHIFT, click, press

K = Qt.Key
DATA = Path(__file__).parent.parent / "data"
CLIPBOARD = DATA / "clipboard"
EXPECTED = tomllib.loads((CLIPBOARD / "expected.toml").read_text(encoding="utf-8"))
FIRST = "requests/new_received/natural_person"
OK, CANCEL = QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel


def load_clipboard(*names: str) -> None:
    data = QMimeData()
    for name in names:
        content = (CLIPBOARD / name).read_bytes().decode()
        (data.setHtml if name.endswith(".html") else data.setText)(content)
    QGuiApplication.clipboard().setMimeData(data)


def load_block(lines: list[list[str]]) -> None:
    data = QMimeData()
    data.setText(as_text(lines))
    data.setHtml(as_html(lines))
    QGuiApplication.clipboard().setMimeData(data)


def answer(
    dialogs: Dialogs, button: QDialogButtonBox.StandardButton, first: Callable[[PastePreview], None] = lambda _: None
) -> None:
    """Announce the preview; look at it or tick something first, then press a button."""

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, PastePreview)
        first(dialog)
        click(dialog.buttons.button(button))

    dialogs.expect(act)


def rows(preview: PastePreview) -> list[list[str]]:
    table = preview.table
    return [[table.item(row, column).text() for column in range(4)] for row in range(table.rowCount())]


def texts(window: MainWindow, section: str = "requests") -> dict[str, str]:
    document = window.document
    return {cell.key: text for cell in document.form.tables[section] if (text := document.text(cell.key))}


def published(window: MainWindow, name: str, section: str) -> dict[str, str]:
    form, report = window.document.form, import_data(DATA / f"{name}.json").report
    figures = reckon(form, report)
    return {cell.key: cell_text(cell.key, report, figures) for cell in form.tables[section]}


SECTIONS = {"table2": "proactive", "table3": "requests", "table4": "disputes"}


@pytest.mark.parametrize("name", [name for name, told in EXPECTED.items() if told["kind"] == "table"])
def test_a_whole_table_is_pasted_by_its_labels_wherever_the_cursor_stands(
    window: MainWindow, dialogs: Dialogs, name: str
) -> None:
    expected = EXPECTED[name]
    section = SECTIONS[expected["table"]]
    window.go_to("disputes/direct/upheld" if section != "disputes" else "requests/granted/other")
    press()
    load_clipboard(name)
    answer(dialogs, OK)
    press(K.Key_V, with_=CONTROL)
    odd = {f"{section}/{place}" for place in expected.get("odd", {})}
    form, got, wanted = window.document.form, texts(window, section), published(window, expected["numbers"], section)
    typed = [cell.key for cell in form.tables[section] if not cell.parts and cell.key not in odd]
    assert typed
    assert {key: got.get(key) for key in typed} == {key: wanted[key] for key in typed}
    assert window.stack.currentWidget().section.id == section  # type: ignore[union-attr]
    assert {entry.origin for entry in window.document.report.cells.values()} == {Origin.PASTED}
    press(K.Key_Z, with_=CONTROL)
    assert window.document.report.cells == {}


@pytest.mark.parametrize("name", [name for name, told in EXPECTED.items() if told["kind"] == "block"])
def test_a_block_without_labels_is_pasted_at_the_cursor(window: MainWindow, dialogs: Dialogs, name: str) -> None:
    expected = EXPECTED[name]
    section = SECTIONS[expected["table"]]
    row, column = expected["rows"][0], expected["columns"][0]
    window.go_to("/".join(part for part in (section, row, column) if part))
    press()
    load_clipboard(name)

    def zeros(preview: PastePreview) -> None:
        preview.zeros.setChecked(True)

    answer(dialogs, OK, zeros)
    press(K.Key_V, with_=CONTROL)
    odd = {f"{section}/{place}": text for place, text in expected.get("odd", {}).items()}
    got, wanted = texts(window, section), published(window, expected["numbers"], section)
    for key, text in got.items():
        if key not in odd and not window.document.form.cells[key].parts:
            assert text == wanted[key]
    assert len(window.document.report.cells) >= len(expected["rows"]) * len(expected["columns"]) * 5 // 7 - len(odd)


def test_a_page_with_all_three_tables_fills_all_three(window: MainWindow, dialogs: Dialogs) -> None:
    window.go_to(FIRST)
    press()
    load_clipboard("browser_page.html")
    answer(dialogs, OK)
    press(K.Key_V, with_=CONTROL)
    filled = {key.partition("/")[0] for key in window.document.report.cells}
    assert filled == {"proactive", "requests", "disputes"}
    press(K.Key_Z, with_=CONTROL)
    assert window.document.report.cells == {}


def test_the_preview_shows_old_and_new_by_label_and_cancel_leaves_all_as_it_was(
    table_three: MainWindow, dialogs: Dialogs
) -> None:
    press("7", K.Key_Tab)
    table_three.go_to(FIRST)
    before = table_three.document.report
    load_block([["1，234", "x"], ["2", ""]])
    seen: list[list[str]] = []
    answer(dialogs, CANCEL, lambda preview: seen.extend(rows(preview)))
    press(K.Key_V, with_=CONTROL)
    assert seen == [
        ["⚠ 商业企业 × 一、本年新收政府信息公开申请数量", "（空）", "x", "“x”看不懂，照原样放进去，算没填"],
        ["自然人 × 一、本年新收政府信息公开申请数量", "7", "1234", "“1，234”读作 1234"],
        ["自然人 × 二、上年结转政府信息公开申请数量", "（空）", "2", ""],
    ]
    assert table_three.document.report == before


def test_totals_are_compared_and_not_overwritten(table_three: MainWindow, dialogs: Dialogs) -> None:
    load_block([["1", "0", "0", "0", "0", "2", "4"]])
    seen: list[list[str]] = []
    answer(dialogs, OK, lambda preview: seen.extend(rows(preview)))
    press(K.Key_V, with_=CONTROL)
    assert seen[0] == [
        "⚠ 总计 × 一、本年新收政府信息公开申请数量",
        "（空）",
        "不动",
        "粘贴来的合计是 4，各项相加是 3",
    ]
    assert texts(table_three)["requests/new_received/total"] == "3"
    assert "requests/new_received/total" not in table_three.document.report.cells


def test_what_lies_beyond_the_table_is_told(table_three: MainWindow, dialogs: Dialogs) -> None:
    table_three.go_to("requests/carried_forward/other")
    press()
    load_block([["1"], ["2"], ["3"]])
    seen: list[list[str]] = []
    answer(dialogs, OK, lambda preview: seen.extend(rows(preview)))
    press(K.Key_V, with_=CONTROL)
    assert seen[0] == ["⚠ 2、3", "", "", "没有放：有 2 个数超出了表格"]
    assert {key: e.text for key, e in table_three.document.report.cells.items()} == {
        "requests/carried_forward/other": "1"
    }


@pytest.mark.parametrize(
    ("cursor", "words"),
    [
        ("requests/new_received/business", "左移一列"),
        ("requests/carried_over/natural_person", "上移一行"),
    ],
)
def test_a_block_one_off_is_told_first_and_moved_on_request(
    window: MainWindow, dialogs: Dialogs, cursor: str, words: str
) -> None:
    window.go_to(cursor)
    press()
    load_clipboard("excel_requests_block.html")

    def move(preview: PastePreview) -> None:
        assert preview.move_block is not None
        assert f"像是错了位：{words}" in preview.move_block.text()
        assert preview.layout().indexOf(preview.move_block) < preview.layout().indexOf(preview.table)
        click_box(preview)
        assert not [row for row in rows(preview) if row[0].startswith("⚠")]

    def click_box(preview: PastePreview) -> None:
        assert preview.move_block is not None
        preview.move_block.setFocus()
        press(K.Key_Space)

    answer(dialogs, OK, move)
    press(K.Key_V, with_=CONTROL)
    name = EXPECTED["excel_requests_block.html"]["numbers"]
    assert texts(window)[FIRST] == published(window, name, "requests")[FIRST]
    assert not [issue for issue in window.document.issues if issue.code.startswith("T3")]


def test_a_block_at_its_place_raises_no_doubt(window: MainWindow, dialogs: Dialogs) -> None:
    window.go_to(FIRST)
    press()
    load_clipboard("excel_requests_block.html")
    seen: list[object] = []
    answer(dialogs, OK, lambda preview: seen.append(preview.move_block))
    press(K.Key_V, with_=CONTROL)
    assert seen == [None]


def test_blanks_and_dashes_become_0_only_on_request(table_three: MainWindow, dialogs: Dialogs) -> None:
    load_block([["3", "", "/"]])
    answer(dialogs, OK)
    press(K.Key_V, with_=CONTROL)
    cells = table_three.document.report.cells
    assert {key.rpartition("/")[2]: e.text for key, e in cells.items()} == {"natural_person": "3", "research": "/"}
    press(K.Key_Z, with_=CONTROL)
    table_three.go_to(FIRST)
    load_block([["3", "", "/"]])
    answer(dialogs, OK, lambda preview: preview.zeros.setChecked(True))
    press(K.Key_V, with_=CONTROL)
    cells = table_three.document.report.cells
    assert {key.rpartition("/")[2]: e.value for key, e in cells.items()} == {
        "natural_person": 3,
        "business": 0,
        "research": 0,
    }


def test_one_text_goes_into_every_selected_cell_without_a_preview(table_three: MainWindow) -> None:
    press(K.Key_Right, K.Key_Down, with_=SHIFT)
    QGuiApplication.clipboard().setText("12件\r\n")
    press(K.Key_V, with_=CONTROL)
    cells = table_three.document.report.cells
    assert len(cells) == 4
    assert {e.value for e in cells.values()} == {12}
    assert view(table_three).bubble.text().startswith("“12件”读作 12")
    press(K.Key_Z, with_=CONTROL)
    assert table_three.document.report.cells == {}


@pytest.mark.parametrize("clipboard", ["", "  ", "\r\n"])
def test_an_empty_clipboard_changes_nothing(table_three: MainWindow, clipboard: str) -> None:
    press("7", K.Key_Tab)
    QGuiApplication.clipboard().setText(clipboard)
    press(K.Key_V, with_=CONTROL)
    assert texts(table_three) == {FIRST: "7"}


def test_the_rest_of_the_report_is_untouched(window: MainWindow, dialogs: Dialogs, sample: Report) -> None:
    window.document.replace(sample, None)
    window.go_to("disputes/review/upheld")
    press()
    load_clipboard("word_requests.html")
    answer(dialogs, OK)
    press(K.Key_V, with_=CONTROL)
    after = window.document.report
    assert after.texts == sample.texts
    for key, value in sample.cells.items():
        if not key.startswith("requests/"):
            assert after.cells[key] == value


def test_what_is_copied_is_text_and_html_and_comes_back_the_same(table_three: MainWindow, dialogs: Dialogs) -> None:
    document = table_three.document
    filled = {"requests/new_received/natural_person": entry("count", "5（改）"), BELOW: Entry(raw="1/2")}
    document.replace(Report("2021").with_changes(filled), None)
    table_three.go_to(FIRST)
    press()
    press(K.Key_Right, K.Key_Down, with_=SHIFT)
    press(K.Key_C, with_=CONTROL)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "5（改）\t\r\n1/2\t\r\n"
    assert data.html().count("<td>") == 4
    table_three.go_to("requests/granted/natural_person")
    press()
    answer(dialogs, OK)
    press(K.Key_V, with_=CONTROL)
    assert texts(table_three)["requests/granted/natural_person"] == "5（改）"
    assert texts(table_three)["requests/partially_granted/natural_person"] == "1/2"


BELOW = "requests/carried_over/natural_person"


def view(window: MainWindow):
    page = window.stack.currentWidget()
    assert isinstance(page, TablePage)
    return page.view


def test_where_something_is_off_enter_alone_pastes_nothing(window: MainWindow, dialogs: Dialogs) -> None:
    def enter(preview: QDialog) -> None:
        press(K.Key_Return)
        assert preview.isVisible()
        preview.reject()

    for cursor, name in (
        ("requests/new_received/business", "excel_requests_block.html"),  # one column off
        ("proactive/regulations/issued", "excel_requests_block.html"),  # the wrong table
    ):
        window.go_to(cursor)
        press()
        load_clipboard(name)
        dialogs.expect(enter)
        press(K.Key_V, with_=CONTROL)
        assert window.document.report.cells == {}


def test_enter_pastes_what_looks_right(window: MainWindow, dialogs: Dialogs) -> None:
    window.go_to(FIRST)
    press()
    load_clipboard("word_requests.html")
    dialogs.expect(lambda _: press(K.Key_Return))
    press(K.Key_V, with_=CONTROL)
    assert len(window.document.report.cells) == 144


def test_dashes_that_stay_are_told(table_three: MainWindow, dialogs: Dialogs) -> None:
    load_block([["3", "-"]])
    seen: list[list[str]] = []
    answer(dialogs, CANCEL, lambda preview: seen.extend(rows(preview)))
    press(K.Key_V, with_=CONTROL)
    assert seen[0] == [
        "⚠ 商业企业 × 一、本年新收政府信息公开申请数量",
        "（空）",
        "-",
        "“-”不当 0，照原样放进去，算没填",
    ]
    answer(dialogs, CANCEL, lambda preview: (preview.zeros.setChecked(True), seen.extend(rows(preview)))[0])
    press(K.Key_V, with_=CONTROL)
    assert not seen[-1][0].startswith("⚠")


def test_a_block_with_blanks_one_column_off_is_told(window: MainWindow, dialogs: Dialogs) -> None:
    window.go_to("requests/new_received/business")
    press()
    load_clipboard("et_requests_block.html")
    seen: list[str] = []
    answer(dialogs, CANCEL, lambda preview: seen.append(preview.move_block.text() if preview.move_block else ""))
    press(K.Key_V, with_=CONTROL)
    assert "像是错了位：左移一列" in seen[0]
