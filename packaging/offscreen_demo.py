"""Fill in the sample through the real window, off screen; leave its Word file, draft and a PNG of every page."""

import sys
import tempfile
from pathlib import Path

from PySide6.QtTest import QTest

from core.draft import load_draft
from core.fonts import look
from core.locate import resource
from core.press import Press
from gui.app import build_application, build_window
from tests.gui.driver import fill_window


def main() -> int:
    """Fill, check, save, export; exit 1 if the report filled in isn't the sample."""
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    build_application(sys.argv)
    sample = load_draft(resource("samples", "sample.nianbao"))
    with tempfile.TemporaryDirectory() as settings:
        window = build_window(Path(settings))
        window.resize(1366, 700)
        window.show()
        QTest.qWaitForWindowActive(window)
        fill_window(window, sample)
        for step in range(window.rail.count()):
            window.rail.setCurrentRow(step)
            QTest.qWait(50)
            window.grab().save(str(out / f"页面{step + 1}.png"))
        window.filing.saving.save(out / "示例.nianbao")
        Press(window.document.form, window.document.report, look()).word(out / "示例.docx")
        same = window.document.report == sample
        print(f"填好的报告与示例{'一致' if same else '不一致'}，{window.verdict.text()}。文件在 {out}/")
        window.close()
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
