"""The borders of the house."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_the_core_brings_in_neither_qt_nor_docx_before_they_are_needed() -> None:
    code = (
        "import sys, core, core.cli, core.exchange, core.draft, core.checks, core.settings, core.progress;"
        "print([name for name in ('PySide6', 'shiboken6', 'docx', 'lxml', 'socket') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip() == "[]"


def test_no_module_is_longer_than_400_lines() -> None:
    long = [
        path.name
        for folder in ("core", "gui", "packaging")
        for path in (ROOT / folder).rglob("*.py")
        if len(path.read_text(encoding="utf-8").splitlines()) > 400
    ]
    assert not long
