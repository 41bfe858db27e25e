"""Everything a developer runs, `dev.py --help` lists it. Standard library only."""

import argparse
import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = ROOT / "packaging" / "lock"
WINDOWS = sys.platform == "win32"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")

# what Qt asks of a bare Debian 12: the library to look for, the package that brings it
QT_LIBRARIES = {
    "glib-2.0": "libglib2.0-0",
    "GL": "libgl1",
    "EGL": "libegl1",
    "xkbcommon": "libxkbcommon0",
    "fontconfig": "libfontconfig1",
    "dbus-1": "libdbus-1-3",
}
WINDOW_LIBRARIES = {
    "xkbcommon-x11": "libxkbcommon-x11-0",
    "xcb-cursor": "libxcb-cursor0",
    "xcb-icccm": "libxcb-icccm4",
    "xcb-image": "libxcb-image0",
    "xcb-keysyms": "libxcb-keysyms1",
    "xcb-randr": "libxcb-randr0",
    "xcb-render-util": "libxcb-render-util0",
    "xcb-shape": "libxcb-shape0",
    "xcb-xinerama": "libxcb-xinerama0",
    "X11-xcb": "libx11-xcb1",
    "xcb-xkb": "libxcb-xkb1",
}

# programs or files, and the packages that bring them
WINDOWS_TOOLS = {"x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64", "makensis": "nsis"}
WINE_TOOLS = {
    "wine": "wine",
    "wineserver": "wine64",
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "/usr/share/i18n/locales/zh_CN": "locales",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc": "fonts-wqy-microhei",
}

# the tests, so that both halves take about as long
HALVES = (["tests/core", "--ignore=tests/core/reading"], ["tests/core/reading", "tests/gui"])


def main() -> int:
    """Run one task; its exit code is ours."""
    tasks = (setup, run, test, check, bench, lock, manual, pictures, windows, smoke, deb)
    named = {task.__name__: task for task in tasks}
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__)
    parser.add_argument("task", choices=named)
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="passed on to the task")
    options = parser.parse_args()
    return named[options.task](options.rest)


def setup(rest: list[str]) -> int:
    """Make .venv with the pinned packages; `--paper` also brings LibreOffice for the rendering tests."""
    install("dev")
    if "--paper" in rest:
        packages = ["libreoffice-writer-nogui", "poppler-utils", "fonts-liberation", "fonts-noto-cjk"]
        install_debian([package for package in packages if not is_installed(package)])
    return 0


def run(rest: list[str]) -> int:
    """Open the wizard; where there is no display, fill in the sample off screen and leave out/."""
    install("run")
    if WINDOWS or sys.platform == "darwin" or has_display():
        missing = missing_libraries({} if WINDOWS else WINDOW_LIBRARIES)
        install_debian(missing)
        return call([PYTHON, "-m", "gui", *rest])
    print("没有可用的显示器：改为在后台打开真正的窗口，填入示例，导出 Word，并把每一页存成图片。")
    return call([PYTHON, "packaging/offscreen_demo.py", "out"], QT_QPA_PLATFORM="offscreen")


def test(rest: list[str]) -> int:
    """Run the tests in two halves beside each other, with the coverage of core."""
    install("dev")
    environment = {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    strict = [PYTHON, "-X", "warn_default_encoding", "-W", "error::EncodingWarning", "-m"]
    if rest:
        return call([*strict, "pytest", *rest], **environment)
    must([PYTHON, "-m", "coverage", "erase"])
    measured = [*map(str, strict), "coverage", "run", "--parallel-mode", "-m", "pytest", "-p", "no:cacheprovider"]
    with tempfile.TemporaryFile() as told:
        beside = subprocess.Popen(
            [*measured, *HALVES[1]],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=told,
            stderr=subprocess.STDOUT,
        )
        failed = call([*measured, *HALVES[0]], **environment)
        failed = beside.wait() or failed
        told.seek(0)
        shutil.copyfileobj(told, sys.stdout.buffer)
    if failed:
        return failed
    must([PYTHON, "-m", "coverage", "combine", "--quiet"])
    return call([PYTHON, "-m", "coverage", "report", "--skip-covered"])


def check(rest: list[str]) -> int:
    """Lint, format, types, import rules."""
    del rest
    install("dev")
    commands: tuple[list[object], ...] = (
        [PYTHON, "-m", "ruff", "check", "."],
        [PYTHON, "-m", "ruff", "format", "--check", "."],
        [PYTHON, "-m", "basedpyright"],
        [VENV / PYTHON.parent.name / "lint-imports"],
    )
    return max([call(command) for command in commands])


def bench(rest: list[str]) -> int:
    """Measure the budgets, ours and the peers' in one run."""
    install("bench")
    return call([PYTHON, "-m", "tests.bench", *rest], QT_QPA_PLATFORM="offscreen", PYTHONDONTWRITEBYTECODE="")


def lock(rest: list[str]) -> int:
    """Pin all dependencies anew, with hashes and without addresses (needs uv)."""
    del rest
    for name, extras in (("run", ["build"]), ("dev", ["build", "dev"]), ("bench", ["build", "dev", "bench"])):
        wanted = [part for extra in extras for part in ("--extra", extra)]
        options = ["--quiet", "--universal", "--python-version=3.11", "--generate-hashes", "--no-emit-index-url"]
        target = LOCKS / f"{name}.txt"
        if failed := call(["uv", "pip", "compile", *options, "--no-header", *wanted, "pyproject.toml", "-o", target]):
            return failed
    return 0


def manual(rest: list[str]) -> int:
    """Write the table of rules in docs/ anew, from the edition file."""
    del rest
    install("run")
    return call([PYTHON, "packaging/make_manual.py"])


def pictures(rest: list[str]) -> int:
    """Take the pictures of the program's manual anew, all or those named."""
    install("run")
    return call([PYTHON, "packaging/make_pictures.py", *rest], QT_QPA_PLATFORM="offscreen")


def windows(rest: list[str]) -> int:
    """Build the installer and the portable zip for Windows (on Debian)."""
    install("run")
    bring(WINDOWS_TOOLS)
    return call([PYTHON, "packaging/windows/make_windows.py", *rest], QT_QPA_PLATFORM="offscreen")


def smoke(rest: list[str]) -> int:
    """Build for Windows, install that under wine and use it; where there's no wine, say so."""
    install("dev")
    if absent := bring(WINDOWS_TOOLS | WINE_TOOLS):
        print(f"没有做 Windows 试验：装不上 {'、'.join(absent)}。")
        return 0
    return call([PYTHON, "packaging/windows/smoke.py", *rest], QT_QPA_PLATFORM="offscreen")


def deb(rest: list[str]) -> int:
    """Build the Debian package."""
    install("run")
    return call([PYTHON, "packaging/debian/make_deb.py", *rest])


def bring(tools: dict[str, str]) -> list[str]:
    """Install the Debian packages of what is absent; returns those that could not be had."""

    def absent() -> list[str]:
        return [package for tool, package in tools.items() if not (shutil.which(tool) or Path(tool).is_file())]

    install_debian(absent())
    return absent()


def install(name: str) -> None:
    """Bring .venv to what a lock file says, once; the system libraries too where that's possible."""
    if not WINDOWS:
        missing = missing_libraries(QT_LIBRARIES) + ([] if has_chinese_font() else ["fonts-wqy-microhei"])
        install_debian(missing)
    order = ["run", "dev", "bench"]
    stamp = VENV / "nianbao-lock.txt"
    wanted = {lock: hashlib.sha256((LOCKS / f"{lock}.txt").read_bytes()).hexdigest() for lock in order}
    have = stamp.read_text(encoding="utf-8").split() if stamp.exists() and PYTHON.exists() else []
    if any(wanted[lock] in have for lock in order[order.index(name) :]):
        return
    if not PYTHON.exists():
        make_venv()
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    must([*pip, "--require-hashes", "-r", LOCKS / f"{name}.txt"])
    must([*pip, "--no-deps", "--no-build-isolation", "--editable", "."])
    stamp.write_text(wanted[name], encoding="utf-8")


def make_venv() -> None:
    """Make .venv; Debian keeps the means for that in a package of its own."""
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        install_debian(["python3-venv"])
    print("正在准备运行环境（.venv），只需一次，请稍候……")
    must([sys.executable, "-m", "venv", VENV])


def has_display() -> bool:
    """Whether an X or Wayland display answers; a DISPLAY that nobody serves is none."""
    if os.environ.get("QT_QPA_PLATFORM", "xcb") not in ("xcb", "wayland"):
        return False
    if os.environ.get("WAYLAND_DISPLAY"):
        return True
    display = os.environ.get("DISPLAY", "")
    if not display:
        return False
    library = ctypes.util.find_library("X11")
    if not library:
        return True  # nothing here to ask with; Qt will say
    x11 = ctypes.CDLL(library)
    x11.XOpenDisplay.restype = ctypes.c_void_p
    return bool(x11.XOpenDisplay(None))


def missing_libraries(libraries: dict[str, str]) -> list[str]:
    """The Debian packages of the libraries the loader doesn't find."""
    return [package for library, package in libraries.items() if not ctypes.util.find_library(library)]


def has_chinese_font() -> bool:
    """Whether fontconfig knows a font that can write Chinese."""
    if not shutil.which("fc-list"):
        return any(Path("/usr/share/fonts").rglob("*cjk*")) or any(Path("/usr/share/fonts").rglob("wqy*"))
    found = subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, text=True, encoding="utf-8", check=False)
    return bool(found.stdout.strip())


def is_installed(package: str) -> bool:
    """Whether Debian has the package installed."""
    found = subprocess.run(["dpkg", "-s", package], capture_output=True, check=False)
    return found.returncode == 0


def install_debian(packages: list[str]) -> None:
    """Install Debian packages if we may; else say which are needed, and go on."""
    if not packages:
        return
    apt = shutil.which("apt-get")
    if not apt or os.geteuid() != 0:
        print(f"缺少系统软件包，请让管理员安装：apt-get install {' '.join(packages)}", file=sys.stderr)
        return
    print(f"正在安装系统软件包：{' '.join(packages)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = [apt, "install", "-y", "-qq", "--no-install-recommends", *packages]
    if subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode:
        subprocess.run([apt, "update", "-qq"], check=False)
        if subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode:
            print(f"没有装上：{' '.join(packages)}", file=sys.stderr)


def call(command: list[object], **environment: str) -> int:
    """Run a command in the project's folder and return its exit code."""
    return subprocess.run(
        [str(part) for part in command], cwd=ROOT, env={**os.environ, **environment}, check=False
    ).returncode


def must(command: list[object]) -> None:
    """Run a command that has to succeed."""
    if failed := call(command):
        sys.exit(failed)


if __name__ == "__main__":
    sys.exit(main())
