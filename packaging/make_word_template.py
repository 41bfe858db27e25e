"""Zip packaging/word_template/ into resources/word/report.docx, the same bytes each time."""

import zipfile
from pathlib import Path

SOURCE = Path(__file__).parent / "word_template"
TARGET = SOURCE.parent.parent / "resources" / "word" / "report.docx"


def main() -> None:
    """Write the template; [Content_Types].xml first, as Word does."""
    parts = sorted((part for part in SOURCE.rglob("*") if part.is_file()), key=lambda part: (part.name[0] != "[", part))
    with zipfile.ZipFile(TARGET, "w", zipfile.ZIP_DEFLATED) as package:
        for part in parts:
            info = zipfile.ZipInfo(part.relative_to(SOURCE).as_posix(), date_time=(2021, 9, 26, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, part.read_bytes())


if __name__ == "__main__":
    main()
