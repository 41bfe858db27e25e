"""The packages that ship, from the wheels our lock file names; of Qt only what the program uses."""

import compileall
import py_compile
import re
import shutil
import zipfile
from pathlib import Path

from shared import CACHE, ROOT, download

LOCK = ROOT / "packaging" / "lock" / "run.txt"
SHIPPED = {
    "lxml", "msdoc2docx", "msgspec", "platformdirs", "pyside6_essentials", "python_docx", "shiboken6",
    "typing_extensions", "typst",
}  # fmt: skip
BUILD_ONLY = {"editables", "hatchling", "packaging", "pathspec", "pluggy", "tomlkit", "trove_classifiers"}

QT = re.compile(
    r"PySide6/("
    r"__init__\.py|_config\.py|_git_pyside_version\.py|support/.*\.py|pyside6\.abi3\.dll"
    r"|(QtCore|QtGui|QtWidgets|QtPrintSupport|QtSvg)\.pyd"
    r"|Qt6(Core|Gui|Widgets|PrintSupport|Svg)\.dll"
    r"|plugins/platforms/(qwindows|qoffscreen)\.dll|plugins/styles/.*\.dll"
    r"|plugins/imageformats/(qico|qjpeg|qsvg)\.dll|plugins/iconengines/qsvgicon\.dll"
    r"|translations/qtbase_zh_CN\.qm"
    r")"
)
TEST_ONLY = re.compile(r"PySide6/(QtTest\.pyd|Qt6Test\.dll)")  # the smoke test brings these along
# for those who compile against a package, or parts of it that nobody here calls
UNWANTED = re.compile(
    r".*\.(pyi|pyx|pxd|pxi|h|c|cpp|lib)"
    r"|shiboken6/(include|lib)/.*|shiboken6/(concrt|msvcp|vc).*\.dll"
    r"|lxml/(includes|isoschematron)/.*|lxml/(objectify|sax|html/diff|html/_difflib)\..*"
    r"|[^/]*\.data/.*|docx/templates/default-docx-template/.*"
)
RUNTIME = ("vcruntime140.dll", "vcruntime140_1.dll", "msvcp140.dll", "msvcp140_1.dll", "msvcp140_2.dll")


def put_packages(folder: Path, python: str) -> None:
    """Unpack the packages that ship, and lay the C runtime beside the program, once for all."""
    site = folder / "Lib" / "site-packages"
    for wheel in fetch(python):
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                if is_wanted(name):
                    archive.extract(name, site)
            if wheel.name.startswith("shiboken6-"):
                for dll in RUNTIME:
                    (folder / dll).write_bytes(archive.read(f"shiboken6/{dll}"))
    compile_all(folder / "Lib", folder)


def put_program(folder: Path) -> None:
    """Copy our own packages, compiled."""
    for package in ("core", "gui", "resources"):
        shutil.copytree(ROOT / package, folder / "app" / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(Path(__file__).with_name("nianbao_start.py"), folder / "app")
    compile_all(folder / "app", folder)


def fetch(python: str) -> list[Path]:
    """The wheels that ship; a package nobody has decided about stops the build."""
    wheels = download(LOCK, CACHE / f"wheels-{python}", python)
    pins = dict(re.findall(r"(?m)^([\w.-]+)==([\w.]+)", LOCK.read_text(encoding="utf-8")))
    wanted = {f"{name.replace('-', '_')}-{version}-" for name, version in pins.items()}
    current = [wheel for wheel in wheels if wheel.name.startswith(tuple(wanted))]  # not those of an older lock file
    names = {wheel.name.partition("-")[0] for wheel in current}
    if unknown := names ^ (SHIPPED | BUILD_ONLY):
        raise SystemExit(f"请在 {Path(__file__).name} 里写明是否随程序分发：{'、'.join(sorted(unknown))}")
    return [wheel for wheel in current if wheel.name.partition("-")[0] in SHIPPED]


def is_wanted(name: str) -> bool:
    """Whether a file of a wheel ships."""
    if name.endswith("/") or UNWANTED.fullmatch(name):
        return False
    return not name.startswith("PySide6/") or QT.fullmatch(name) is not None


def compile_all(part: Path, folder: Path) -> None:
    """Compile Python files so that the program, once installed, never writes beside them."""
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    if not compileall.compile_dir(str(part), quiet=1, stripdir=str(folder), invalidation_mode=mode):
        raise SystemExit(f"{part.name} 里有编译不了的文件")
