"""Our own small Windows programs: the launchers with icon and version, and python3.dll."""

import re
import subprocess
from pathlib import Path

from shared import COMPILER, HERE, VERSION, run

TOOLS = "x86_64-w64-mingw32-"
SAFE = "-Wl,--no-insert-timestamp,--dynamicbase,--nxcompat,--high-entropy-va"
NEWEST_STEP = 4  # numbers in a Windows version


def put_programs(folder: Path, work: Path, stem: str) -> None:
    """Put nianbao.exe, nianbao-cli.exe and, where the interpreter came without it, python3.dll into the folder."""
    for name, options in (
        ("nianbao.exe", ["-mwindows", '-DMODULE=L"nianbao_start"']),
        ("nianbao-cli.exe", ["-DCONSOLE", '-DMODULE=L"core"']),
    ):
        run(*_compiler(stem), *options, HERE / "launcher.c", _resources(work, name), "-o", folder / name)
    if not (folder / "python3.dll").exists():
        _put_stable_dll(folder, work, stem)


def put_test_python(folder: Path, stem: str) -> None:
    """Put a plain python.exe beside the program; it never ships."""
    run(*_compiler(stem), "-DCONSOLE", HERE / "launcher.c", "-o", folder / "python.exe")


def _compiler(stem: str) -> list[str]:
    warn = ["-Wall", "-Wextra", "-Werror"]
    return [COMPILER, "-municode", "-DUNICODE", "-D_UNICODE", "-Os", "-s", *warn, SAFE, f'-DPYTHON_DLL=L"{stem}.dll"']


def _resources(work: Path, name: str) -> Path:
    """Compile icon, manifest and version of a program."""
    numbers = ",".join((VERSION + ".0.0.0").split(".")[:NEWEST_STEP])
    text = (HERE / "launcher.rc").read_text(encoding="utf-8")
    for mark, value in {"@NUMBERS@": numbers, "@VERSION@": VERSION, "@NAME@": name}.items():
        text = text.replace(mark, value)
    source, made = work / f"{name}.rc", work / f"{name}.o"
    source.write_text(text, encoding="utf-8")
    run(f"{TOOLS}windres", "--codepage=65001", "-I", HERE, "-I", work, source, made)
    return made


def _put_stable_dll(folder: Path, work: Path, stem: str) -> None:
    """Make python3.dll, the door to the stable ABI that PySide6 uses: each name is passed on to the versioned DLL."""
    command = [f"{TOOLS}objdump", "--private-headers", str(folder / f"{stem}.dll")]
    told = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    names = re.findall(r"(?m)^\s*\[\s*\d+\](?: \+base\[\s*\d+\])?\s+(?:[0-9a-f]+\s+)?(_?Py\w+)$", told)
    assert len(names) > 1000, "the table of exports was not understood"
    listing = work / "python3.def"
    exports = "".join(f"  {name} = {stem}.{name}\n" for name in sorted(names))
    listing.write_text(f'LIBRARY "python3.dll"\nEXPORTS\n{exports}', encoding="ascii")
    options = ["-shared", "-nostdlib", "-s", "-Wl,-e,0", "-Wl,--no-insert-timestamp"]
    run(COMPILER, *options, listing, "-o", folder / "python3.dll")
