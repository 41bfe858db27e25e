"""Build a Debian package: our code and the pinned wheels, pruned, on Debian 12's own Python. Run it by dev.py deb."""

import compileall
import py_compile
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from core import VERSION

ROOT = Path(__file__).resolve().parent.parent.parent
HERE = Path(__file__).resolve().parent
BUILD = ROOT / "build"
TREE = BUILD / "deb"
PROGRAM = TREE / "usr" / "lib" / "nianbao"
LOCK = ROOT / "packaging" / "lock" / "run.txt"
BUILD_ONLY = ("editables", "hatchling", "packaging", "pathspec", "pluggy", "tomlkit", "trove_classifiers")
PYTHON = "3.11"  # of Debian 12
WHEELS = BUILD / "cache" / f"deb-{PYTHON}"
PLATFORMS = [f"--platform=manylinux_2_{minor}_x86_64" for minor in (17, 28, 34)] + ["--platform=manylinux2014_x86_64"]

QT = re.compile(
    r"PySide6/("
    r"__init__\.py|_config\.py|_git_pyside_version\.py|support/.*\.py|libpyside6\.abi3\.so\..*"
    r"|(QtCore|QtGui|QtWidgets|QtPrintSupport|QtSvg)\.abi3\.so"
    r"|Qt/lib/(libQt6(Core|Gui|Widgets|PrintSupport|Svg|DBus|XcbQpa)\.so\.6|libicu.*\.so\.\d+)"
    r"|Qt/plugins/platforms/libq(xcb|offscreen)\.so|Qt/plugins/platformthemes/libqxdgdesktopportal\.so"
    r"|Qt/plugins/platforminputcontexts/lib(compose|ibus)platforminputcontextplugin\.so"
    r"|Qt/plugins/imageformats/libq(ico|jpeg|svg)\.so|Qt/plugins/iconengines/libqsvgicon\.so"
    r"|Qt/plugins/printsupport/.*\.so|Qt/translations/qtbase_zh_CN\.qm"
    r")"
)
UNWANTED = re.compile(
    r".*\.(pyi|pyx|pxd|pxi|h|c|cpp)|lxml/(includes|isoschematron)/.*|lxml/(objectify|sax|html/diff)\..*|[^/]*\.data/.*"
)
DEPENDS = """python3 (>= 3.11), python3 (<< 3.12), libc6 (>= 2.34), libcups2, libdbus-1-3, libegl1, libfontconfig1,
 libfreetype6, libgl1, libglib2.0-0, libx11-6, libx11-xcb1, libxcb-cursor0, libxcb-icccm4, libxcb-image0,
 libxcb-keysyms1, libxcb-randr0, libxcb-render-util0, libxcb-shape0, libxcb-sync1, libxcb-util1, libxcb-xfixes0,
 libxcb-xinerama0, libxcb-xkb1, libxkbcommon-x11-0, libxkbcommon0, libzstd1, zlib1g,
 fonts-noto-cjk | fonts-wqy-microhei"""
# -I: nothing from the current folder, the home folder or PYTHON* may be loaded in the program's place
STARTER = """#!/bin/sh
exec /usr/bin/python3 -I -c '
import sys
sys.path[:0] = ["/usr/lib/nianbao"]
sys.argv[0] = "{name}"
from {module} import {call}
sys.exit({call}())
' "$@"
"""
NOTE = """其他软件包的许可证在 /usr/lib/nianbao/*.dist-info；Qt 和 PySide6 用 LGPL 3，见 /usr/share/common-licenses。

"""


def main() -> int:
    """Lay out the tree, pack it, say how large it is."""
    shutil.rmtree(TREE, ignore_errors=True)
    PROGRAM.mkdir(parents=True)
    put_packages()
    for package in ("core", "gui", "resources"):
        shutil.copytree(ROOT / package, PROGRAM / package, ignore=shutil.ignore_patterns("__pycache__"))
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    compileall.compile_dir(str(PROGRAM), quiet=1, stripdir=str(TREE), invalidation_mode=mode)
    put_desktop()
    kilobytes = sum(path.stat().st_size for path in TREE.rglob("*") if path.is_file()) // 1024
    control = (HERE / "control").read_text(encoding="utf-8")
    for mark, value in {"@VERSION@": VERSION, "@SIZE@": str(kilobytes), "@DEPENDS@": DEPENDS}.items():
        control = control.replace(mark, value)
    put("DEBIAN/control", control)
    target = BUILD / f"nianbao_{VERSION}_amd64.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", TREE, target], check=True)
    print(f"安装后 {kilobytes / 1000:.0f} MB，{target.name} {target.stat().st_size / 1e6:.1f} MB")
    return 0


def put_packages() -> None:
    """Unpack the wheels of the lock file that are needed to run, of Qt only what the program uses."""
    kind = ["--only-binary=:all:", "--implementation=cp", f"--python-version={PYTHON}", *PLATFORMS]
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    shutil.rmtree(WHEELS, ignore_errors=True)
    subprocess.run([*pip, *kind, "--require-hashes", "-r", LOCK, "-d", WHEELS], check=True, stderr=subprocess.PIPE)
    for wheel in sorted(WHEELS.glob("*.whl")):
        if wheel.name.startswith(BUILD_ONLY):
            continue
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                is_qt = name.startswith("PySide6/")
                if not UNWANTED.fullmatch(name) and (not is_qt or QT.fullmatch(name)):
                    archive.extract(name, PROGRAM)


def put_desktop() -> None:
    """Commands, menu entry, file type, icon, licence."""
    put("usr/bin/nianbao", STARTER.format(name="nianbao", module="gui.__main__", call="start"), 0o755)
    put("usr/bin/nianbao-cli", STARTER.format(name="nianbao-cli", module="core.cli", call="main"), 0o755)
    put("usr/share/applications/nianbao.desktop", (HERE / "nianbao.desktop").read_text(encoding="utf-8"))
    put("usr/share/mime/packages/nianbao.xml", (HERE / "nianbao.xml").read_text(encoding="utf-8"))
    picture = (ROOT / "resources" / "icons" / "nianbao.svg").read_text(encoding="utf-8")
    put("usr/share/icons/hicolor/scalable/apps/nianbao.svg", picture)
    put("usr/share/icons/hicolor/scalable/mimetypes/application-x-nianbao.svg", picture)
    put("usr/share/doc/nianbao/copyright", NOTE + (ROOT / "LICENSE").read_text(encoding="utf-8"))


def put(name: str, text: str, mode: int = 0o644) -> None:
    """Write a text file of the package."""
    target = TREE / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    target.chmod(mode)


if __name__ == "__main__":
    raise SystemExit(main())
