"""What the tests of reading share: LibreOffice, which rewrites a file as another program would."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Rewrite = Callable[[Path, str], Path]
_FILTERS = {"docx": "docx:MS Word 2007 XML", "doc": "doc:MS Word 97"}


@pytest.fixture(scope="session")
def rewrite(tmp_path_factory: pytest.TempPathFactory) -> Rewrite:
    """Have LibreOffice save a file in another format, beside it in a folder of its own."""
    home = tmp_path_factory.mktemp("libreoffice")

    def act(source: Path, suffix: str) -> Path:
        folder = source.parent / f"as_{suffix}"
        command = ["soffice", f"-env:UserInstallation={home.as_uri()}", "--headless", "--convert-to"]
        command += [_FILTERS.get(suffix, suffix), "--outdir", str(folder), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return folder / f"{source.stem}.{suffix}"

    return act
