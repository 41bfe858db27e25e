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


def onto_the_clipboard(tree: ast.Module) -> set[ast.AST]:
    """Where a table is put on the clipboard as HTML, from which nothing is shown: `data = QMimeData()`, `data.setHtml`.

    A name that is anything else anywhere in its function is none of these.
    """
    found: set[ast.AST] = set()
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            named: dict[str, set[str]] = {}
            for node in ast.walk(function):
                for target in node.targets if isinstance(node, ast.Assign) else ():
                    named.setdefault(ast.unparse(target), set()).add(ast.unparse(node.value))
            found |= {
                node
                for node in ast.walk(function)
                if isinstance(node, ast.Attribute)
                and node.attr == "setHtml"
                and named.get(ast.unparse(node.value)) == {"QMimeData()"}
            }
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_forbidden_is_used(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: set[str] = set()
    clipboard = onto_the_clipboard(tree)
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                found |= {name.name.partition(".")[0] for name in names} & MODULES
            case ast.ImportFrom(module=module, names=names):
                found |= {(module or "").partition(".")[0]} & MODULES
                found |= {name.name for name in names} & NAMES
            case ast.Attribute(attr=name) | ast.Name(id=name):
                found |= {name} & NAMES if node not in clipboard else set()
            case _:
                pass
    assert found == set()


def test_html_is_for_the_clipboard_and_for_no_widget() -> None:
    allowed = ["data = QMimeData()\n data.setHtml('')"]
    refused = [
        "data = QLabel()\n data.setHtml('')",
        "data = QMimeData()\n data = view\n data.setHtml('')",
        "x.setHtml('')",
    ]
    for body, count in (*((one, 1) for one in allowed), *((one, 0) for one in refused)):
        assert len(onto_the_clipboard(ast.parse(f"def f():\n {body}"))) == count


def test_labels_and_message_boxes_are_made_in_one_place_each() -> None:
    makers = {"QLabel": {"gui/labels.py"}, "QMessageBox": {"gui/dialogs.py"}}
    for path in SOURCES:
        here = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in makers:
                assert here in makers[node.func.id], f"{here} makes a {node.func.id} of its own"
