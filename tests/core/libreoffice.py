"""LibreOffice, which saves a file again as another program would."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

Rewrite = Callable[[Path, str], Path]
_FILTERS = {"docx": "docx:MS Word 2007 XML", "doc": "doc:MS Word 97"}


def has_times() -> bool:
    """Whether there is a font as wide as Times New Roman: with a wider one, labels take more lines than in Word."""
    if not shutil.which("fc-match"):
        return True
    told = subprocess.run(["fc-match", "Times New Roman", "family"], check=True, capture_output=True, encoding="utf-8")
    return any(name in told.stdout for name in ("Times New Roman", "Liberation Serif", "Tinos"))


def rewriting(home: Path) -> Rewrite:
    """How to have a file saved in another format, in a folder beside it; `home` is for LibreOffice's own use.

    The names of files have to be ASCII: in a container the file system may say that it knows no others.
    """

    def act(source: Path, suffix: str) -> Path:
        folder = source.parent / f"as_{suffix}"
        command = ["soffice", f"-env:UserInstallation={home.as_uri()}", "--headless", "--convert-to"]
        command += [_FILTERS.get(suffix, suffix), "--outdir", str(folder), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return folder / f"{source.stem}.{suffix}"

    return act
