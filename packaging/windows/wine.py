"""A Windows of our own for a trial: wine with a private home, prefix, screen and Chinese locale."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from shared import COMPILER, HERE, run

LOCALE = "zh_CN.UTF-8"  # from it wine takes code page 936, that of the clerks' computers
PATIENCE = 240.0  # seconds
SCREEN = "1366x768x24"
CHINESE_FONT = Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc")
REPLACEMENTS = r"HKCU\Software\Wine\Fonts\Replacements"
# no .NET, no browser, no menu entries on this machine; our own stub instead of wine's unfinished colour module
OVERRIDES = "mscoree,mshtml=;winemenubuilder.exe=d;mscms,bcryptprimitives=n"


class Wine:
    """One prefix; `drive` is its C: drive here."""

    def __init__(self, home: Path, display: str) -> None:
        self.home = home
        self.drive = home / "prefix" / "drive_c"
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "WINEPREFIX": str(home / "prefix"),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": OVERRIDES,
            "LC_ALL": LOCALE,
            "LOCPATH": str(home / "locale"),
            "DISPLAY": display,
        }

    @property
    def user(self) -> Path:
        """The folder of the only user."""
        return next(path for path in (self.drive / "users").iterdir() if path.name != "Public")

    def run(self, *command: object, patience: float = PATIENCE) -> tuple[int, str]:
        """Run a program to its end; returns its exit code and what it printed."""
        process = self.start(*command)
        try:
            told, _ = process.communicate(timeout=patience)
        except subprocess.TimeoutExpired as late:
            process.kill()
            return -1, f"{_decoded(late.output or b'')}\n{patience:.0f} 秒还没有结束"
        return process.returncode, _decoded(told).replace("\r\n", "\n")

    def start(self, *command: object) -> "subprocess.Popen[bytes]":
        """Start a program and don't wait; what it prints goes into a pipe, without which some programs fail here."""
        words = ["wine", *map(str, command)]
        into, out, err = subprocess.DEVNULL, subprocess.PIPE, subprocess.STDOUT
        return subprocess.Popen(words, env=self.environment, cwd=self.home, stdin=into, stdout=out, stderr=err)

    def keys(self, *words: str) -> str:
        """Let xdotool act on our screen; returns what it printed."""
        done = subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, encoding="utf-8", check=False
        )
        return done.stdout

    def registry(self, key: str) -> str:
        """What `reg query` says of a key of the current user; "" if there's none."""
        code, told = self.run("reg", "query", f"HKCU\\{key}")
        return "" if code else told

    def pretend(self, version: str) -> None:
        """Be another Windows, such as win10."""
        self.run("winecfg", "-v", version)

    @staticmethod
    def path(path: Path) -> str:
        """A path of this machine as Windows programs here write it."""
        return "Z:" + str(path).replace("/", "\\")


def _decoded(told: bytes) -> str:
    """Ours speak UTF-8, others the code page."""
    try:
        return told.decode("utf-8")
    except UnicodeDecodeError:
        return told.decode("gbk", "replace")


@contextmanager
def wine() -> Iterator[Wine]:
    """Make a fresh prefix on a fresh screen; afterwards nothing of it is left."""
    with tempfile.TemporaryDirectory(prefix="nianbao-wine-", ignore_cleanup_errors=True) as folder, screen() as display:
        made = Wine(Path(folder), display)
        locale = made.home / "locale"
        locale.mkdir()
        run("localedef", "-i", "zh_CN", "-f", "UTF-8", locale / LOCALE)
        made.run("wineboot", "--init")
        made.pretend("win10")
        for name in ("Microsoft YaHei UI", "Microsoft YaHei"):
            made.run("reg", "add", REPLACEMENTS, "/v", name, "/d", "WenQuanYi Micro Hei", "/f")
        fonts = made.drive / "windows" / "Fonts"
        fonts.mkdir(exist_ok=True)
        shutil.copy(CHINESE_FONT, fonts)
        for stub in (HERE / "stubs").glob("*.c"):
            target = made.drive / "windows" / "system32" / f"{stub.stem}.dll"
            target.unlink(missing_ok=True)
            run(COMPILER, "-shared", "-Os", "-s", stub, "-ladvapi32", "-o", target)
        try:
            yield made
        finally:
            subprocess.run(["wineserver", "--kill"], env=made.environment, check=False)  # of this prefix only
            subprocess.run(["wineserver", "--wait"], env=made.environment, check=False)


@contextmanager
def screen() -> Iterator[str]:
    """An X server of our own; it chooses a number that nobody has."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        if not number:
            raise SystemExit("虚拟屏幕 Xvfb 没有起来")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


def wait_for(what: Callable[[], object], patience: float = 60.0) -> bool:
    """Wait until something is so; False if it takes too long."""
    deadline = time.monotonic() + patience
    while not what():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.25)
    return True
