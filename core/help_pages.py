"""The manual: pages in Markdown with pictures, read from resources/help; the page of rules is made from the edition."""

import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from core.form import Form
from core.locate import resource
from core.rules_page import rules_table

RULES = "rules"  # the page that no file holds
_ORDER = "index.txt"  # the names of the pages, one a line, in the order of the list


class HelpPage(Struct, frozen=True):
    """A page of the manual: its name, its title, its text in Markdown."""

    name: str
    title: str
    text: str


def help_pages(form: Form) -> Mapping[str, HelpPage]:
    """All pages by name, in order."""
    folder = resource("help")
    names = (folder / _ORDER).read_text(encoding="utf-8").split()
    texts = {name: rules_table(form) if name == RULES else _read(folder / f"{name}.md") for name in names}
    return {name: HelpPage(name, _title(text), text) for name, text in texts.items()}


def pictures(page: HelpPage) -> dict[str, Path]:
    """The pictures that a page shows, by the name it calls them."""
    return {name: resource("help", name) for name in re.findall(r"!\[[^\]]*\]\(([\w./-]+)\)", page.text)}


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _title(text: str) -> str:
    return text.partition("\n")[0].lstrip("# ").strip()
