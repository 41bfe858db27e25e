"""What is seen and read out: rows in sight, origin, help, selection, size, contrast."""

import itertools

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from core.report import Entry, Origin, Previous, Report
from gui import style
from gui.grid import GridView
from gui.grid_header import _in_pairs, wrapped_height
from gui.main_window import MainWindow
from gui.sections import TablePage, TextPage
from tests.gui.driver import CONTROL, SHIFT, focus, press, settle

K = Qt.Key
FIRST = "requests/new_received/natural_person"
SCREEN = (1366, 768 - 40 - 32)  # without the taskbar and the window's own title


def page(window: MainWindow) -> TablePage:
    shown = window.stack.currentWidget()
    assert isinstance(shown, TablePage)
    return shown


def wheel(widget: QWidget, notches: int, with_: Qt.KeyboardModifier) -> None:
    at = QPointF(widget.rect().center())
    event = QWheelEvent(
        at,
        QPointF(widget.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        with_,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def in_sight(view: GridView) -> int:
    inside = view.viewport().rect()
    rows = range(view.grid.rowCount())
    return sum(inside.contains(view.visualRect(view.grid.index(row, 0))) for row in rows)


def test_eighteen_rows_of_table_three_are_in_sight_on_a_small_screen(table_three: MainWindow) -> None:
    table_three.resize(*SCREEN)
    QTest.qWait(20)
    assert in_sight(page(table_three).view) >= 18


@pytest.mark.parametrize("zoom", [100, 150])
def test_no_label_is_cut(table_three: MainWindow, zoom: int) -> None:
    view = page(table_three).view
    view.set_zoom(zoom)
    header, metrics = view.verticalHeader(), QFontMetrics(view.font())
    for cell in table_three.document.form.layouts["requests"]:
        if cell.role == "row" and cell.rowspan == 1:
            rect = header._rect(cell)  # type: ignore[attr-defined]
            assert wrapped_height(metrics, cell.text, rect.width()) <= rect.height() + 1
    across = view.horizontalHeader()
    for cell in table_three.document.form.layouts["requests"]:
        if cell.role == "column" and cell.colspan == 1:
            rect = across._rect(cell)  # type: ignore[attr-defined]
            lines = _in_pairs(cell.text, metrics, rect.width() - 2).splitlines()
            assert len(lines) * metrics.height() <= rect.height()
            assert all(metrics.horizontalAdvance(line) <= rect.width() for line in lines)


# ------------------------------------------------------------ where a value came from

ORIGINS = [
    (Entry(3), "3　键入"),
    (Entry(3, raw="3件"), "3　由“3件”读作"),
    (Entry(3, origin=Origin.PASTED), "3　粘贴"),
    (Entry(0, origin=Origin.DECLARED), "0　确认为 0"),
    (Entry(3, origin=Origin.CARRIED, source="2022 年度报告“甲”"), "3　承接上年：2022 年度报告“甲”"),
    (Entry(3, origin=Origin.IMPORTED, source="甲.json"), "3　导入：甲.json"),
    (Entry(raw="x", origin=Origin.PASTED), "x　读不成数，按未填计，粘贴，有错误"),
]


@pytest.mark.parametrize(("entry", "words"), ORIGINS, ids=[words for _, words in ORIGINS])
def test_where_a_value_came_from_is_said_above_the_table_and_read_out(
    table_three: MainWindow, entry: Entry, words: str
) -> None:
    table_three.document.put_many({FIRST: entry}, "a")
    assert page(table_three).position.text() == f"自然人 × 一、本年新收政府信息公开申请数量　{words}"
    view = page(table_three).view
    spoken = view.grid.data(view.grid.index_of(FIRST), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"自然人 × 一、本年新收政府信息公开申请数量，{words.replace('　', '，')}"


def test_each_origin_has_a_sign_of_its_own_in_the_cell(table_three: MainWindow) -> None:
    view = page(table_three).view
    view.go_to("requests/carried_forward/other")  # away from the cell that is looked at
    view.scrollToTop()
    pictures: set[bytes] = set()
    for entry in [Entry(3), *(Entry(3, origin=origin) for origin in Origin if origin is not Origin.TYPED)]:
        table_three.document.put_many({FIRST: entry}, "a")
        QTest.qWait(1)
        image = view.viewport().grab(view.visualRect(view.grid.index_of(FIRST))).toImage()
        pictures.add(bytes(image.constBits()))
    assert len(pictures) == len(Origin)


# ------------------------------------------------------------ help


def shown_help(window: MainWindow) -> str:
    QTest.qWait(250)
    return "\n".join(label.text() for label in window.side.help.findChildren(QLabel) if not label.isHidden())


def test_help_follows_the_cell_in_hand(table_three: MainWindow) -> None:
    table_three.go_to("requests/partially_granted/legal_service")
    told = shown_help(table_three)
    assert "法律服务机构 × （二）部分公开" in told
    assert "● 计区分处理的申请，只计这一情形。（年度报告格式表三本行标签）" in told
    assert "○ 律师用自己名字申请的，填“自然人”。" in told
    assert "○ 本程序的理解，非官方口径" in told
    press(K.Key_Up)
    assert "（一）予以公开" in shown_help(table_three)


def test_f1_closes_help_and_the_choice_is_remembered(table_three: MainWindow) -> None:
    assert table_three.side.help_panel.isVisible()
    press(K.Key_F1, with_=SHIFT)
    assert not table_three.side.help_panel.isVisible()
    assert not table_three.settings.help_shown
    press(K.Key_F1, with_=SHIFT)
    assert table_three.side.help_panel.isVisible()


def test_pages_of_text_need_no_help_on_cells(table_three: MainWindow) -> None:
    table_three.go_to("overview/text")
    assert not table_three.side.help_panel.isVisible()
    table_three.go_to(FIRST)
    assert table_three.side.help_panel.isVisible()


# ------------------------------------------------------------ selection, size, keyboard, colour


def test_the_sum_of_a_selection_stands_in_the_bar(table_three: MainWindow) -> None:
    press("3", K.Key_Tab, "x", K.Key_Tab)
    table_three.go_to(FIRST)
    assert table_three.selection.text() == ""
    press(K.Key_Right, with_=SHIFT)
    assert table_three.selection.text() == "选中 2 格　合计 3　未填 1 格"
    table_three.document.put_many({FIRST: Entry(5)}, "a")
    assert table_three.selection.text() == "选中 2 格　合计 5　未填 1 格"
    press(K.Key_Down)
    assert table_three.selection.text() == ""


def test_amounts_are_added_exactly(window: MainWindow) -> None:
    window.document.put_many(
        {"proactive/coercion/decisions": Entry(2), "proactive/fees/fees_wan_yuan": Entry("0.1")}, "a"
    )
    window.go_to("proactive/coercion/decisions")
    press()
    press(K.Key_Down, K.Key_Down, K.Key_Down, with_=SHIFT)
    assert window.selection.text() == "选中 2 格　合计 2.1"


def test_ctrl_and_the_wheel_change_the_size_of_the_page_but_never_a_number(table_three: MainWindow) -> None:
    view = page(table_three).view
    small = view.verticalHeader().sectionSize(0)
    press("5")
    wheel(focus(), 1, CONTROL)
    wheel(focus(), 1, Qt.KeyboardModifier.NoModifier)
    assert isinstance(focus(), QLineEdit)
    assert table_three.document.text(FIRST) == "5"
    assert view.verticalHeader().sectionSize(0) == small
    press(K.Key_Tab)
    wheel(view.viewport(), 1, CONTROL)
    assert view.verticalHeader().sectionSize(0) > small
    assert table_three.settings.zoom == 110
    wheel(view.viewport(), -1, CONTROL)
    assert view.verticalHeader().sectionSize(0) == small


def test_the_keys_for_size_work_on_text_too_and_the_size_is_remembered(window: MainWindow) -> None:
    window.go_to("overview/text")
    text = window.stack.currentWidget()
    assert isinstance(text, TextPage)
    before = text.box.font().pointSizeF()
    press(K.Key_Plus, with_=CONTROL)
    assert text.box.font().pointSizeF() > before
    assert window.settings.zoom == 110
    for _ in range(20):
        press(K.Key_Minus, with_=CONTROL)
    assert window.settings.zoom == 70
    press(K.Key_0, with_=CONTROL)
    assert text.box.font().pointSizeF() == before


def test_the_input_method_is_off_where_numbers_are_typed(table_three: MainWindow) -> None:
    enabled = Qt.InputMethodQuery.ImEnabled
    assert not page(table_three).view.inputMethodQuery(enabled)
    press("1")
    assert isinstance(focus(), QLineEdit)
    assert not focus().testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert QGuiApplication.inputMethod() is not None


def test_headers_stay_in_sight_while_scrolling(table_three: MainWindow) -> None:
    view = page(table_three).view
    view.go_to("requests/carried_forward/total")
    assert view.verticalScrollBar().value() > 0
    window = QRect(QPoint(), table_three.size())
    for header in (view.horizontalHeader(), view.verticalHeader()):
        assert header.isVisible()
        assert window.contains(QRect(header.mapTo(table_three, QPoint()), header.size()))


def luminance(name: str) -> float:
    colour = QColor(name)
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


PAIRS = [
    *itertools.product(
        ["ink", "quiet"], ["paper", "desk", "label", "total", "accent_soft", "error_soft", "query_soft"]
    ),
    ("error", "paper"),
    ("query", "paper"),
    ("query", "query_soft"),
    ("good", "paper"),
    ("good", "good_soft"),
    ("good", "desk"),
    ("accent", "paper"),
    ("accent", "accent_soft"),
    ("paper", "accent"),
    ("paper", "ink"),
]


@pytest.mark.parametrize("look", [style.LIGHT, style.DARK, style.CONTRAST], ids=["light", "dark", "contrast"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_every_text_stands_out_from_its_ground(ink: str, ground: str, look: style.Colours) -> None:
    dark, light = sorted([luminance(getattr(look, ink)), luminance(getattr(look, ground))])
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_the_open_window_goes_dark_and_back(table_three: MainWindow, qapp: QApplication) -> None:
    def shade(x: int, y: int) -> int:
        settle()
        return table_three.grab().toImage().pixelColor(x, y).lightness()

    places = [(5, 650), (600, 690), (1200, 660), (215, 130)]  # the steps, the bar, the findings, a label of the table
    assert min(shade(*place) for place in places) > 128
    style.wear(qapp, "dark")  # what the system's signal does; off screen there is no system to send it
    assert max(shade(*place) for place in places) < 128
    style.wear(qapp, "light")
    assert min(shade(*place) for place in places) > 128


def test_last_years_report_is_named_on_the_profile(window: MainWindow) -> None:
    window.document.replace(Report("2021", previous=Previous("2021", 2022, "去年.nianbao")), None)
    shown = window.stack.currentWidget().findChildren(QLabel)
    assert any("有 2022 年度报告的数（去年.nianbao）" in label.text() for label in shown)


# ------------------------------------------------------------ where the next key goes, and why nothing happens


def test_after_a_click_on_a_step_numbers_go_into_its_first_cell(window: MainWindow) -> None:
    item = window.rail.item(3)
    QTest.mouseClick(window.rail.viewport(), Qt.MouseButton.LeftButton, pos=window.rail.visualItemRect(item).center())
    press("5", K.Key_Tab)
    assert window.document.text(FIRST) == "5"


def test_a_new_year_started_from_a_table_takes_keys_on_its_first_page(table_three: MainWindow, sample: Report) -> None:
    table_three.document.replace(sample, None)
    table_three.go_to(FIRST)
    table_three.intake.next_year()
    press(K.Key_PageDown, K.Key_PageDown, K.Key_PageDown, with_=CONTROL)
    press("5", K.Key_Tab)
    assert table_three.document.text(FIRST) == "5"


def test_ctrl_tab_goes_from_the_table_through_all_areas_and_back(table_three: MainWindow) -> None:
    page(table_three).view.setFocus()
    seen: list[str] = []
    for _ in range(4):
        press(K.Key_Tab, with_=CONTROL)
        seen.append(focus().accessibleName())
    assert seen == ["待处理的问题", "口径", "步骤", "三、收到和处理政府信息公开申请情况"]


def test_help_is_scrolled_with_the_keys(table_three: MainWindow) -> None:
    table_three.go_to("requests/other_fee_unpaid/legal_service")
    QTest.qWait(250)
    bar = table_three.side.help.verticalScrollBar()
    assert bar.maximum() > 0
    press(K.Key_Tab, K.Key_Tab, with_=CONTROL)
    press(K.Key_PageDown)
    assert bar.value() > 0


def test_the_cell_in_hand_looks_another_when_the_keys_go_elsewhere(table_three: MainWindow) -> None:
    view = page(table_three).view
    rect = view.visualRect(view.currentIndex())
    view.setFocus()
    QTest.qWait(5)
    ours = view.viewport().grab(rect).toImage()
    table_three.rail.setFocus()
    QTest.qWait(5)
    assert view.viewport().grab(rect).toImage() != ours


@pytest.mark.parametrize("key", ["5", K.Key_F2])
def test_typing_into_a_total_says_how_it_can_be_done(table_three: MainWindow, key: Qt.Key | str) -> None:
    view = page(table_three).view
    view.go_to("requests/new_received/total")
    press(key)
    assert view.bubble.isVisible()
    assert "按 Ctrl+T 改写" in view.bubble.text()
    assert table_three.document.report.cells == {}


def test_enter_goes_over_the_locked_row_of_totals(table_three: MainWindow) -> None:
    view = page(table_three).view
    view.go_to("requests/other_misc/business")
    press("1", K.Key_Return)
    assert view.key_in_hand == "requests/carried_forward/business"
    press(K.Key_Return, with_=SHIFT)
    assert view.key_in_hand == "requests/other_misc/business"


def test_what_is_being_typed_is_not_called_unreadable(table_three: MainWindow) -> None:
    press("1.5")
    settle()
    assert page(table_three).position.text().endswith("　1.5")
    press(K.Key_Tab, K.Key_Left)
    assert "读不成数" in page(table_three).position.text()


def test_a_total_beside_its_parts_is_not_summed_up_twice(table_three: MainWindow) -> None:
    row = "requests/new_received"
    table_three.document.put_many({f"{row}/{column}": Entry(9) for column in ORGANISATIONS}, "a")
    page(table_three).view.look_at([f"{row}/natural_person", f"{row}/total"])
    assert table_three.selection.text() == "选中 7 格　合计 54（不重复计合计格）"
    table_three.go_to("overview/text")
    assert table_three.selection.text() == ""


ORGANISATIONS = ["natural_person", "business", "research", "public_welfare", "legal_service", "other"]


def test_a_number_too_long_for_its_cell_shows_its_beginning_and_that_more_follows(table_three: MainWindow) -> None:
    view = page(table_three).view
    view.go_to("requests/carried_forward/other")
    view.scrollToTop()
    pictures: list[QImage] = []
    for text in ("（其中修订3件）", "（其中修订4件）"):
        table_three.document.put_many({FIRST: Entry(12, text)}, "a")
        QTest.qWait(1)
        pictures.append(view.viewport().grab(view.visualRect(view.grid.index_of(FIRST))).toImage())
    assert pictures[0] == pictures[1], "the end is cut, not the beginning"
    assert f"12{'（其中修订4件）'}" in page_text(table_three, FIRST)


def page_text(window: MainWindow, key: str) -> str:
    window.go_to(key)
    return page(window).position.text()


def test_labels_grow_with_the_numbers(table_three: MainWindow) -> None:
    view = page(table_three).view
    view.set_zoom(150)
    sizes = {widget.font().pointSizeF() for widget in (view, view.horizontalHeader(), view.verticalHeader())}
    assert sizes == {style.POINT_SIZE * 1.5}


def ink_height(image: QImage) -> int:
    """How many rows of a picture hold something dark."""
    return sum(
        any(QColor(image.pixel(x, y)).lightness() < 110 for x in range(0, image.width(), 1))
        for y in range(2, image.height() - 2)
    )


def test_numbers_and_labels_are_painted_larger_at_150_percent(table_three: MainWindow) -> None:
    view = page(table_three).view
    table_three.document.put_many({"requests/granted/business": Entry(8)}, "a")
    index = view.grid.index_of("requests/granted/business")

    def heights() -> list[int]:
        QTest.qWait(5)
        parts = [
            (view.viewport(), view.visualRect(index).adjusted(16, 0, 0, 0)),
            (view.verticalHeader().viewport(), view.verticalHeader()._rect(row_label)),  # type: ignore[attr-defined]
        ]
        return [ink_height(widget.grab(rect.adjusted(2, 2, -2, -2)).toImage()) for widget, rect in parts]

    form = table_three.document.form
    row_label = next(cell for cell in form.layouts["requests"] if "本年新收" in cell.text)
    small = heights()
    view.set_zoom(150)
    large = heights()
    assert all(before * 1.25 <= after for before, after in zip(small, large, strict=True))
