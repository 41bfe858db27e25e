"""The pages beside the form, and on the printer."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest
from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QProgressDialog
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.preview import Preview
from gui.printing import make_printer, paint_pages, wanted_pages
from tests.gui.conftest import Dialogs
from tests.gui.driver import CONTROL, focus, press

K = Qt.Key
CELL = "requests/new_received/natural_person"


@pytest.fixture
def preview(suqian: MainWindow, qtbot: QtBot) -> Iterator[Preview]:
    """The window on a large report with the preview open, its pages there."""
    suqian.go_to(CELL)
    press(K.Key_F2, with_=CONTROL)
    assert suqian.preview is not None
    wait_for_pages(suqian.preview, qtbot)
    yield suqian.preview
    suqian.preview.leave()


def wait_for_pages(preview: Preview, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(preview.canvas.images) == 3 and not preview._later._task, timeout=5000)


def click_on(preview: Preview, key: str) -> None:
    place = preview.canvas.place_of(key)
    assert place is not None
    QTest.mouseClick(preview.canvas, Qt.MouseButton.LeftButton, pos=place.center())


def picture(preview: Preview, key: str) -> QImage:
    """What is painted in a cell of the page."""
    place = preview.canvas.place_of(key)
    assert place is not None
    return preview.canvas.grab(place.adjusted(3, 3, -3, -3)).toImage()


def test_the_cell_in_hand_is_in_sight_and_marked(suqian: MainWindow, preview: Preview, qtbot: QtBot) -> None:
    for key in (CELL, "disputes/review/upheld", "proactive/punishment/decisions"):
        suqian.go_to(key)
        qtbot.wait(50)
        place = preview.canvas.place_of(key)
        assert place is not None
        assert preview.canvas.visibleRegion().boundingRect().contains(place.center()), key
        assert [spot.key for spot in preview.canvas._marked] == [key]


def test_a_click_on_a_figure_goes_to_its_cell(suqian: MainWindow, preview: Preview) -> None:
    for key in ("proactive/punishment/decisions", "disputes/review/upheld", "requests/granted/business"):
        click_on(preview, key)
        assert suqian.key_in_hand() == key


def test_the_page_follows_what_is_typed(suqian: MainWindow, preview: Preview, qtbot: QtBot) -> None:
    key = "disputes/review/upheld"
    suqian.go_to(key)
    preview.zoom_by(1)
    preview.zoom_by(1)
    wait_for_pages(preview, qtbot)
    qtbot.wait(300)
    wait_for_pages(preview, qtbot)
    before = picture(preview, key)
    press("888", K.Key_Return)
    qtbot.waitUntil(lambda: picture(preview, key) != before, timeout=3000)


def test_while_it_is_closed_no_pages_are_made(suqian: MainWindow, preview: Preview, qtbot: QtBot) -> None:
    preview.close()
    assert not suqian.preview_action.isChecked()
    assert suqian.side.isVisible()
    images = preview.canvas.images
    press("12345", K.Key_Return)
    qtbot.wait(300)
    assert preview.canvas.images is images
    press(K.Key_F2, with_=CONTROL)
    qtbot.waitUntil(lambda: preview.canvas.images is not images, timeout=3000)


def test_it_is_zoomed_with_buttons_and_the_wheel_and_fits_the_width(preview: Preview, qtbot: QtBot) -> None:
    wide = preview.scale
    assert preview.canvas.width() <= preview.area.viewport().width() + 1
    preview.zoom_by(1)
    assert preview.scale > wide
    larger = preview.scale
    at = QPointF(20, 20)
    wheel = QWheelEvent(
        at, at, QPointF(0, 0).toPoint(), QPointF(0, 120).toPoint(), Qt.MouseButton.NoButton, CONTROL,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(preview.canvas, wheel)
    assert preview.scale > larger
    preview.fit_width()
    assert preview.scale == pytest.approx(wide, rel=0.1)


def test_on_a_narrow_screen_the_findings_make_room(suqian: MainWindow, preview: Preview) -> None:
    assert not suqian.side.isVisible()
    press(K.Key_F2, with_=CONTROL)
    assert suqian.side.isVisible()


def test_where_the_screen_has_no_room_for_both_the_pages_lie_above_the_form(suqian: MainWindow) -> None:
    suqian.resize(800, 600)
    before = suqian.width()
    suqian.go_to("requests/granted/other")
    before_it = focus()
    assert suqian.screen().availableSize().width() <= 800
    press(K.Key_F2, with_=CONTROL)
    assert suqian.preview is not None
    assert suqian.preview.isFloating()
    assert focus() is before_it
    assert suqian.screen().availableGeometry().contains(suqian.preview.geometry())
    assert suqian.width() == before
    assert suqian.side.isVisible()


def test_another_report_has_other_pages(suqian: MainWindow, preview: Preview, qtbot: QtBot) -> None:
    suqian.filing.open_sample()
    qtbot.waitUntil(lambda: len(preview.canvas.images) == 5, timeout=5000)


# ---------------------------------------------------------------- printing


def numbers(printer: QPrinter, count: int = 5) -> list[int]:
    return [number + 1 for number in wanted_pages(printer, count)]


def test_a_range_of_pages_in_the_printers_order() -> None:
    printer = make_printer("a")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    assert numbers(printer) == [1, 2, 3, 4, 5]
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 4)
    assert numbers(printer) == [2, 3, 4]
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert numbers(printer) == [4, 3, 2]


def test_the_printer_is_set_to_a4_upright_one_sided() -> None:
    printer = make_printer("a")
    assert printer.pageLayout().pageSize().size(printer.pageLayout().pageSize().Unit.Millimeter).toTuple() == (210, 297)
    assert printer.duplex() == QPrinter.DuplexMode.DuplexNone
    assert printer.fullPage()


def test_printing_to_a_pdf_printer_gives_the_pages_of_the_preview(
    suqian: MainWindow, preview: Preview, dialogs: Dialogs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "printed.pdf"

    def choose(dialog: QPrintDialog) -> int:
        printer = dialog.printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        printer.setResolution(150)
        return QPrintDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", choose)
    press(K.Key_P, with_=CONTROL)
    assert target.read_bytes().startswith(b"%PDF")
    if not which("pdftoppm"):
        pytest.skip("needs poppler-utils to look at the printed pages")
    subprocess.run(["pdftoppm", "-r", "50", "-gray", "-png", str(target), str(tmp_path / "page")], check=True)
    printed = [QImage(str(path)) for path in sorted(tmp_path.glob("page-*.png"))]
    assert len(printed) == 3
    for page, image in zip(preview.canvas.images, printed, strict=True):
        assert darkness(page.scaled(60, 85)) == pytest.approx(darkness(image.scaled(60, 85)), abs=6)


def darkness(image: QImage) -> list[float]:
    """How dark each of 12 bands of a page is, in percent."""
    rows = [
        sum(255 - image.pixelColor(x, y).lightness() for x in range(image.width())) / image.width() / 2.55
        for y in range(image.height())
    ]
    band = len(rows) // 12
    return [sum(rows[at * band : (at + 1) * band]) / band for at in range(12)]


def test_the_clerk_can_stop_between_pages(suqian: MainWindow, preview: Preview, tmp_path: Path) -> None:
    printer = make_printer("a")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "a.pdf"))
    progress = QProgressDialog("x", "停止", 0, 0, suqian)
    QTimer.singleShot(0, progress.cancel)
    asked: list[int] = []

    class Images(list[bytes]):
        def __getitem__(self, at: int) -> bytes:  # type: ignore[override]
            asked.append(at)
            return super().__getitem__(at)

    paint_pages(printer, Images([b""] * 3), progress)
    assert asked == []
