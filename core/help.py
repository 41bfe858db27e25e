"""What to know when filling in a cell (口径), from the last part of the edition file."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from core.form import HELP, Form, broken, read_edition
from core.words import Help, Remark


class _Texts(Struct, forbid_unknown_fields=True):
    help: tuple[Help, ...] = ()


def load_remarks(form: Form, folder: Path | None = None) -> Mapping[str, tuple[Remark, ...]]:
    """Return the remarks on every cell by its key: those on its row, then those on its column.

    Raises FormError if a text names a line that the form has not, or if something else stands behind the texts.
    """
    texts = read_edition(form.edition, folder, lambda text: "".join(text.partition(HELP)[1:]), _Texts)
    lines: dict[str, tuple[Remark, ...]] = {}
    for help in texts.help:
        place = f"{help.section}/{help.line}"
        if not form.named(place) or place in lines:
            raise broken(f"{form.edition}.toml", f"填报说明提到的“{place}”不存在或出现了两次")
        lines[place] = help.remark
    return {
        key: tuple(
            remark for line in (cell.row, cell.column) for remark in lines.get(f"{cell.section.id}/{line.id}", ())
        )
        for key, cell in form.cells.items()
    }
