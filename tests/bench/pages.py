"""Pages: PDF and images, the preview that follows the typing, and the typing beside it."""

import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from core import form as forms
from core.draft import load_draft
from core.fonts import look
from core.locate import resource
from core.pages import Pages
from core.paper import paper
from core.word import word_bytes
from tests.bench.clock import median, p95, say, times
from tests.bench.keystroke import key_time, the_application, window_on_table_three
from tests.gui.driver import focus, press

_PACE = 90  # milliseconds between keys: a quick typist


def main() -> None:
    _files()
    _preview()


def _files() -> None:
    form, report = forms.load("2021"), load_draft(resource("samples", "sample.nianbao"))
    start = time.perf_counter()
    pages = Pages(look().fonts)
    pages.pdf(paper(form, report))
    say("PDF, the first (typst loaded, fonts looked for)", (time.perf_counter() - start) * 1000, "ms")
    counter = iter(range(10_000))

    def changed() -> bytes:
        """Another text each time: typst remembers what it has laid out."""
        return pages.pdf(paper(form, report.with_changes({"other/text": f"本年度第{next(counter)}次排版。"})))

    pdf = median(times(changed, 40))
    say("PDF, warm, after a change of text", pdf, "ms", 50)
    images = median(times(lambda: pages.sheets(paper(form, report), 100), 20))
    say("all pages as images at 100 dpi", images, "ms")
    if not shutil.which("soffice"):
        print("LibreOffice is not here: dev.py setup --paper")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.docx"
        path.write_bytes(word_bytes(paper(form, report)))
        convert = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/home", "--convert-to", "pdf"]
        run = lambda: subprocess.run([*convert, "--outdir", folder, str(path)], capture_output=True, check=True)  # noqa: E731
        theirs = median(times(run, 3))
    say("LibreOffice converting the same .docx", theirs, "ms")
    say("times faster than LibreOffice", theirs / pdf, "x")


def _preview() -> None:
    application = the_application()
    with window_on_table_three() as window:
        for shown in (False, True):
            window.preview_action.setChecked(shown)
            window.go_to("requests/new_received/natural_person")
            _wait(1500)
            taken = _type(application)
            beside = "with the preview open" if shown else "without preview, same pace"
            say(f"key -> checked and painted, {beside}, median", median(taken), "ms", 1)
            say(f"key -> checked and painted, {beside}, p95", p95(taken), "ms", 3)
        assert window.preview
        canvas = window.preview.canvas
        late: list[float] = []
        for at in range(20):
            press("1" if at % 2 else "2")
            start, before = time.perf_counter(), canvas.images
            while canvas.images is before and time.perf_counter() - start < 3:
                _wait(2)
            late.append((time.perf_counter() - start) * 1000)
            press(Qt.Key.Key_Return)
            _wait(400)
        say("preview: last key -> new pages on screen, median", median(late), "ms", 200)
        say("preview: last key -> new pages on screen, p95", p95(late), "ms")


def _type(application: QApplication) -> list[float]:
    taken: list[float] = []
    for _ in range(60):
        for digit in "123":
            taken.append(key_time(application, focus(), getattr(Qt.Key, f"Key_{digit}"), digit))
            _wait(_PACE)
        press(Qt.Key.Key_Return)
        _wait(_PACE)
    return taken


def _wait(milliseconds: int) -> None:
    """Wait as the program does: in the event loop, where other threads may work."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
