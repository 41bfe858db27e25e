"""Pages -> printer: the very images of the preview, finer; A4 whatever the printer's own setting says."""

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QProgressDialog, QWidget

from core.pages import Pages
from core.paper import Paper
from gui.aside import aside

FINEST = 600  # dots per inch


def print_pages(window: QWidget, paper: Paper, pages: Pages, name: str) -> None:
    """Ask for the printer and print; the clerk can stop between pages."""
    printer = make_printer(name)
    dialog = QPrintDialog(printer, window)
    dialog.setWindowTitle("打印")
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return
    fix_paper(printer)  # the dialog may have brought the printer's own paper in
    progress = QProgressDialog("正在排版……", "停止", 0, 0, window)
    progress.setWindowTitle("打印")
    progress.setWindowModality(Qt.WindowModality.WindowModal)
    progress.setMinimumDuration(300)
    progress.setValue(0)
    dots = min(printer.resolution(), FINEST)
    images = aside(lambda: pages.sheets(paper, dots).images)
    paint_pages(printer, images, progress)
    progress.reset()


def make_printer(name: str) -> QPrinter:
    """A printer set to A4, upright, one copy, one-sided; the dialog can ask for more."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setCreator("")
    printer.setDuplex(QPrinter.DuplexMode.DuplexNone)
    fix_paper(printer)
    return printer


def fix_paper(printer: QPrinter) -> None:
    """The page is A4, upright, and has its own margins already."""
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    printer.setPageLayout(layout)
    printer.setFullPage(True)  # a layout of its own would end it


def wanted_pages(printer: QPrinter, count: int) -> list[int]:
    """The numbers of the pages to print, from 0, in the order in which the printer wants them."""
    numbers = list(range(count))
    if printer.printRange() == QPrinter.PrintRange.PageRange and printer.fromPage() > 0:
        numbers = numbers[printer.fromPage() - 1 : max(printer.toPage(), printer.fromPage())]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        numbers.reverse()
    if printer.supportsMultipleCopies():
        return numbers
    if printer.collateCopies():
        return numbers * printer.copyCount()
    return [number for number in numbers for _ in range(printer.copyCount())]


def paint_pages(printer: QPrinter, images: Sequence[bytes], progress: QProgressDialog) -> None:
    """Paint the pages, each filling its sheet."""
    numbers = wanted_pages(printer, len(images))
    progress.setMaximum(len(numbers))
    painter = QPainter()
    if not numbers or not painter.begin(printer):
        return
    sheet = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
    sheet.moveTo(0, 0)
    for at, number in enumerate(numbers):
        progress.setLabelText(f"正在打印第 {at + 1} 页，共 {len(numbers)} 页……")
        progress.setValue(at)
        QApplication.processEvents()
        if progress.wasCanceled():
            printer.abort()
            break
        if at:
            printer.newPage()
        image = QImage.fromData(images[number]).convertToFormat(QImage.Format.Format_Grayscale8)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(sheet, image)
    painter.end()
    progress.setValue(len(numbers))
