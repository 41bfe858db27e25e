"""Take the manual's pictures: the real window off screen, on a report with invented numbers, into resources/help."""

import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from core.bound import token
from core.carry import next_year
from core.form import Form
from core.report import DUE, Change, Entry, Report, entry
from core.wording import first_wording
from gui import style
from gui.app import build_application, build_window
from gui.insert_data import InsertData
from gui.main_window import MainWindow
from gui.text_page import TextPage
from gui.zero_report import ZeroReport

FOLDER = Path(__file__).parent.parent / "resources" / "help" / "pictures"
SIZE = (1100, 640)
_COLOURS = 256
_PROFILE = {
    "unit": "新城区清河街道办事处",
    "kind": "subdistrict",
    "year": "2024",
    "scope": "own",
    "permits": "none",
    "office": "清河街道党政办公室",
    "address": "新城区清河路12号",
    "postcode": "150000",
    "phone": "0451-55550123",
    "email": "qhjd@xinchengqu.gov.cn",
    "website": "www.xinchengqu.gov.cn",
}
_OVERVIEW = (
    "（一）主动公开。全年通过区政府网站和公开栏主动公开政府信息126条。\n"
    f"（二）依申请公开。{token('sentence/requests')}{token('sentence/handled')}\n"
    f"其中{token('received_natural')}件由自然人提出。\n"
    "（三）政府信息管理。每季度核对一次公开目录，过期的及时更新。\n"
    "（四）政府信息公开平台建设。政务服务大厅设查阅点1处。\n"
    "（五）监督保障。组织业务培训2次，没有发生责任追究的情况。"
)
# table three by row: 自然人, 商业企业, 其他
_REQUESTS = {
    "new_received": (32, 3, 1),
    "carried_over": (3, 0, 0),
    "granted": (12, 2, 1),
    "partially_granted": (5, 0, 0),
    "denied_third_party": (2, 1, 0),
    "denied_internal_affairs": (3, 0, 0),
    "unable_not_held": (7, 0, 0),
    "unable_needs_creation": (1, 0, 0),
    "refused_petition": (2, 0, 0),
    "carried_forward": (3, 0, 0),
}
_COLUMNS = ("natural_person", "business", "other")


def main() -> int:
    """Take all pictures, or those named on the command line; exit 1 if the folder grows too large."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    build_application(sys.argv[:1])
    wanted = sys.argv[1:] or list(_PICTURES)
    for name in wanted:
        with tempfile.TemporaryDirectory() as settings:
            window = build_window(Path(settings))
            window.resize(*SIZE)
            window.show()
            QTest.qWaitForWindowActive(window)
            picture = _PICTURES[name](window)
            _save(picture, FOLDER / f"{name}.png")
            window.document.saved = window.document.report
            window.close()
            window.deleteLater()
            QTest.qWait(1)
    size = sum(path.stat().st_size for path in FOLDER.glob("*.png"))
    print(f"{len(wanted)} 张图片，共 {size // 1000} kB，在 {FOLDER}/")
    return 0 if size < 600_000 else 1


# ---------------------------------------------------------------- what is shown


def _start(window: MainWindow) -> QPixmap:
    window.show_start()
    window.resize(SIZE[0], 590)
    return _taken(window)


def _table(window: MainWindow) -> QPixmap:
    _unbalance(window)
    window.go_to("requests/granted/natural_person")
    return _without_steps(window)


def _why(window: MainWindow) -> QPixmap:
    _unbalance(window)
    window.go_to("requests/granted/natural_person")
    window.show_help(False)
    window.checking.why()
    window.side.setMinimumWidth(400)
    taken = _taken(window)
    return taken.copy(QRect(window.side.mapTo(window, QPoint()), QSize(window.side.width(), 290)))


def _text(window: MainWindow) -> QPixmap:
    _fill(window)
    window.go_to("overview/text")
    window.resize(SIZE[0], 480)
    return _without_steps(window)


def _insert(window: MainWindow) -> QPixmap:
    _fill(window)
    window.go_to("overview/text")
    page = window.stack.currentWidget()
    assert isinstance(page, TextPage)
    dialog = InsertData(window.document, "overview/text", page)
    dialog.search.setText("新收")
    return _taken(dialog)


def _zero(window: MainWindow) -> QPixmap:
    form = window.document.form
    window.document.replace(next_year(form, _last_year(form, requests=False), "去年的报告.docx"), None)
    return _taken(ZeroReport(window.document, window))


def _preview(window: MainWindow) -> QPixmap:
    _fill(window)
    window.go_to("proactive/normative_documents/in_force")
    window.preview_action.setChecked(True)
    assert window.preview is not None
    window.resizeDocks([window.preview], [460], Qt.Orientation.Horizontal)
    canvas = window.preview.canvas
    _wait(lambda: bool(canvas.images))
    window.preview.fit_width()
    QTest.qWait(600)  # the finer images, and the scroll to what is in hand
    return _without_steps(window)


def _finish(window: MainWindow) -> QPixmap:
    _fill(window)
    window.document.put(DUE, f"{date.today().year + 1}年1月31日", "填写")  # a day that isn't past
    window.resize(SIZE[0], 760)  # so that nothing is squeezed
    window.rail.setCurrentRow(window.rail.count() - 1)
    taken = _taken(window)
    page = window.stack
    return taken.copy(QRect(page.mapTo(window, QPoint()), QSize(page.width(), 525)))  # the fonts are this machine's


_PICTURES: dict[str, Callable[[MainWindow], QPixmap]] = {
    "start": _start,
    "table": _table,
    "why": _why,
    "text": _text,
    "insert": _insert,
    "zero": _zero,
    "preview": _preview,
    "finish": _finish,
}


# ---------------------------------------------------------------- the report


def _last_year(form: Form, *, requests: bool = True) -> Report:
    """Last year's report: all zeros but for three requests carried on (unless left out) and two documents in force."""
    cells = {key: entry(cell.kind, "0") for key, cell in form.cells.items() if not cell.parts}
    texts = {f"profile/{name}": text for name, text in _PROFILE.items()}
    changes: dict[str, Change] = {**texts, **cells, "profile/year": "2023"}
    if requests:
        changes |= {"requests/new_received/natural_person": Entry(9), "requests/granted/natural_person": Entry(6)}
        changes |= {"requests/carried_forward/natural_person": Entry(3)}
    changes |= {"proactive/normative_documents/in_force": Entry(2)}
    return Report(form.edition).with_changes(changes)


def _filled(form: Form) -> Report:
    """The report in hand, in balance."""
    report = next_year(form, _last_year(form), "去年的报告.docx")
    changes: dict[str, Change] = {
        key: entry(cell.kind, "0") for key, cell in form.cells.items() if not cell.parts and key not in report.cells
    }
    for row, numbers in _REQUESTS.items():
        if row != "carried_over":
            changes |= {
                f"requests/{row}/{column}": Entry(number) for column, number in zip(_COLUMNS, numbers, strict=True)
            }
    changes |= {f"profile/{name}": text for name, text in _PROFILE.items()}
    changes |= {"proactive/normative_documents/in_force": Entry(2), "overview/text": _OVERVIEW}
    changes |= {f"other/{name}": "0" for name in ("fee_notices", "fee_noticed", "fee_collected")}
    changes |= {
        "problems/text": "（一）存在的主要问题。一是个别信息公开得不够及时；二是窗口人员对答复时限不够熟悉。\n"
        "（二）改进情况。针对上面的问题，已经建立每月核对的做法，由专人在规定的时间内公开；组织窗口人员学习条例2次。"
    }
    report = report.with_changes(changes)
    worded = {key: first_wording(form, report, key) for key in ("profile/preamble", "other/text")}
    return report.with_changes(worded)


def _fill(window: MainWindow) -> None:
    window.document.replace(_filled(window.document.form), None)


def _unbalance(window: MainWindow) -> None:
    """Two digits of a cell typed the wrong way round."""
    _fill(window)
    window.document.put_many({"requests/granted/natural_person": Entry(21)}, "填写")


# ---------------------------------------------------------------- the pictures


def _wait(ready: Callable[[], bool]) -> None:
    for _ in range(200):
        if ready():
            return
        QTest.qWait(50)
    raise TimeoutError("the picture never became what it should show")


def _taken(widget: QWidget) -> QPixmap:
    widget.show()
    QTest.qWait(300)  # what follows a pause in typing
    QApplication.processEvents()
    return widget.grab()


def _without_steps(window: MainWindow) -> QPixmap:
    """The window without menus and steps: what is left can be read in the manual too."""
    taken = _taken(window)
    corner = window.stack.mapTo(window, QPoint())
    return taken.copy(corner.x(), corner.y(), taken.width() - corner.x(), taken.height() - corner.y())


def _save(picture: QPixmap, path: Path) -> None:
    """In a frame, with at most 256 colours, those that are there most: a fifth of the bytes."""
    painter = QPainter(picture)
    painter.setPen(QColor(style.LIGHT.line))
    painter.drawRect(picture.rect().adjusted(0, 0, -1, -1))
    painter.end()
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
    words = memoryview(image.constBits()).cast("I")
    colours = [colour for colour, _ in Counter(words).most_common(_COLOURS)]
    reduced = image.convertToFormat(QImage.Format.Format_Indexed8, colours, Qt.ImageConversionFlag.AvoidDither)
    if not reduced.save(str(path), None, 0):
        raise OSError(f"{path} could not be written")


if __name__ == "__main__":
    sys.exit(main())
