"""The manual holds together: pages, links, pictures, and every key of the menus."""

import ast
import re

import pytest

from core.form import Form
from core.help_pages import RULES, help_pages, pictures
from core.locate import resource

FOLDER = resource("help")
NAMES = (FOLDER / "index.txt").read_text(encoding="utf-8").split()
WRITTEN = [name for name in NAMES if name != RULES]
MENUS = resource().parent / "gui" / "menus.py"
TITLES = resource().parent / "gui" / "main_window.py"
# what Qt's own names for keys are on Windows and Linux; 退出 has none there
STANDARD = {"New": "Ctrl+N", "Open": "Ctrl+O", "Save": "Ctrl+S", "Print": "Ctrl+P"}
STANDARD |= {"Cut": "Ctrl+X", "Copy": "Ctrl+C", "Paste": "Ctrl+V", "Quit": ""}
A_KEY = re.compile(r"(?:(?:Ctrl|Shift|Alt)\+)*(?:F\d{1,2}|(?<=\+)(?:[A-Z0-9]|PgUp|PgDown|Tab|[-+=,])(?![A-Za-z]))")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)]+)\)")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")


def read(name: str) -> str:
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def keys_of_menus() -> set[str]:
    """Every key that stands in the source of the menus."""
    tree = ast.parse(MENUS.read_text(encoding="utf-8"))
    strings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    named = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Key"
    }
    return {text for text in strings if A_KEY.fullmatch(text)} | {STANDARD[name] for name in named} - {""}


def test_the_index_names_every_page_once() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert RULES in NAMES
    assert sorted(WRITTEN) == sorted(path.stem for path in FOLDER.glob("*.md"))


def test_every_page_has_a_title_and_says_something(form: Form) -> None:
    pages = help_pages(form)
    assert list(pages) == NAMES
    titles = [page.title for page in pages.values()]
    assert len(set(titles)) == len(titles)
    for page in pages.values():
        assert page.text.startswith("# ")
        assert re.search("[一-鿿]", page.title), "a title in the clerk's language"
        assert len(page.text) > 500, page.name


@pytest.mark.parametrize("name", WRITTEN)
def test_links_lead_to_pages(name: str) -> None:
    for target in LINK.findall(read(name)):
        assert target.endswith(".md"), "a link never leads out of the program"
        assert target.removesuffix(".md") in NAMES
        assert target.removesuffix(".md") != name


@pytest.mark.parametrize("name", WRITTEN)
def test_pictures_are_there_and_said_in_words(form: Form, name: str) -> None:
    shown = PICTURE.findall(read(name))
    assert list(pictures(help_pages(form)[name])) == [target for _, target in shown], "the viewer finds each of them"
    for words, target in shown:
        assert words
        assert (FOLDER / target).read_bytes().startswith(b"\x89PNG"), target


def test_no_picture_is_left_over_and_all_are_small() -> None:
    there = {f"pictures/{path.name}" for path in (FOLDER / "pictures").iterdir()}
    assert there == {target for name in WRITTEN for _, target in PICTURE.findall(read(name))}
    assert sum(path.stat().st_size for path in (FOLDER / "pictures").iterdir()) < 600_000


def told_keys() -> set[str]:
    """Every key on the page of keys."""
    rows = [line.split("|")[1] for line in read("keys").splitlines() if line.startswith("| ")]
    return {key.strip() for row in rows for key in re.split(r"或| / ", row)}


def test_every_key_of_the_menus_stands_on_the_page_of_keys() -> None:
    keys = keys_of_menus()
    assert {"F1", "F9", "Shift+F8", "Ctrl+L", "Ctrl+PgDown", "Ctrl+,", "Ctrl++", "Ctrl+N"} <= keys, "they were found"
    assert not keys - told_keys()


def test_pages_name_only_keys_that_exist() -> None:
    told = told_keys()
    for name in WRITTEN:
        for key in A_KEY.findall(read(name)):
            assert key in told, f"{name}.md speaks of {key}"


@pytest.mark.parametrize("name", WRITTEN)
def test_menus_are_called_as_they_are(name: str) -> None:
    """菜单“核对 → 停用的规则”: both words stand in the menus."""
    sources = (path.read_text(encoding="utf-8") for path in (TITLES, MENUS))
    menus = re.sub(r"\(&.\)", "", "".join(sources))
    for path in re.findall(r"菜单“([^”]+)”", read(name)):
        for word in path.split(" → "):
            assert f'"{word.removesuffix("…")}' in menus, f"{name}.md: {path}"
