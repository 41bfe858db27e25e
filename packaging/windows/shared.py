"""What the scripts of this folder share: where things stand, and running a command."""

import hashlib
import subprocess
import sys
from pathlib import Path

from core import VERSION

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUILD = ROOT / "build"
CACHE = BUILD / "cache"
FOLDER = BUILD / "windows" / "nianbao"  # what is installed, and what is in the portable zip
COMPILER = "x86_64-w64-mingw32-gcc"

SETUP = BUILD / f"nianbao-{VERSION}-setup.exe"
PORTABLE = BUILD / f"nianbao-{VERSION}-windows.zip"


def run(*command: object) -> None:
    """Run a command that has to succeed; what it printed is shown if it doesn't."""
    words = [str(word) for word in command]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(words)}\n{done.stdout}{done.stderr}\n没有成功（{done.returncode}）")


def download(requirements: Path, target: Path, python: str) -> list[Path]:
    """Fetch the wheels for 64-bit Windows that a file of pinned hashes names, and return them."""
    target.mkdir(parents=True, exist_ok=True)
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    kind = ["--only-binary=:all:", "--platform=win_amd64", "--implementation=cp", f"--python-version={python}"]
    run(*pip, *kind, "--require-hashes", "-r", requirements, "-d", target)
    return sorted(target.glob("*.whl"))


def size(path: Path) -> float:
    """The size of a file or of all files in a folder, in MB of a million bytes."""
    files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    return sum(one.stat().st_size for one in files) / 1e6


def sha256(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
