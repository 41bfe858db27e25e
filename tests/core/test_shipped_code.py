"""What ships opens no connection, starts no program, and shows no markup."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted(path for folder in ("core", "gui") for path in (ROOT / folder).rglob("*.py"))
MODULES = {
    "socket",
    "ssl",
    "urllib",
    "http",
    "ftplib",
    "smtplib",
    "requests",
    "subprocess",
    "multiprocessing",
    "webbrowser",
}
NAMES = {
    "QtNetwork",
    "QtWebEngineWidgets",
    "QProcess",
    "QDesktopServices",
    "QTextBrowser",
    "RichText",
    "AutoText",
    "MarkdownText",
    "setHtml",
    "insertHtml",
    "setOpenExternalLinks",
    "startfile",
    "system",
    "popen",
    "eval",
    "exec_",
    "__import__",
}
# the clipboard gets a table as HTML; nothing is shown from it
ALLOWED = {("gui/block.py", "setHtml")}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_forbidden_is_used(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                found |= {name.name.partition(".")[0] for name in names} & MODULES
            case ast.ImportFrom(module=module, names=names):
                found |= {(module or "").partition(".")[0]} & MODULES
                found |= {name.name for name in names} & NAMES
            case ast.Attribute(attr=name) | ast.Name(id=name):
                found |= {name} & NAMES
            case _:
                pass
    here = path.relative_to(ROOT).as_posix()
    assert {name for name in found if (here, name) not in ALLOWED} == set()


def test_labels_and_message_boxes_are_made_in_one_place_each() -> None:
    makers = {"QLabel": {"gui/labels.py"}, "QMessageBox": {"gui/dialogs.py"}}
    for path in SOURCES:
        here = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in makers:
                assert here in makers[node.func.id], f"{here} makes a {node.func.id} of its own"
