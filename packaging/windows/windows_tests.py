"""The project's own tests, run inside the Windows Python: off screen, without what only Linux can do."""

import re
import shutil
import zipfile
from pathlib import Path

from programs import put_test_python
from shared import BUILD, CACHE, FOLDER, ROOT, download
from trial import Trial
from wheels import TEST_ONLY
from wine import Wine

LOCK = ROOT / "packaging" / "lock" / "dev.txt"
PACKAGES = (
    "colorama", "coverage", "hypothesis", "iniconfig", "openxml-audit", "packaging", "pluggy", "pygments", "pytest",
    "pytest-qt", "sortedcontainers", "tomlkit",
)  # fmt: skip
TRIAL = BUILD / "windows" / "tests"
PATIENCE = 480.0  # seconds
# bounds on time and memory by fork, and what reads the project's own source: Linux has done those already
LEFT_OUT = ("core/reading/test_hostile.py", "core/test_borders.py", "core/test_killed_at_each_step.py")


def run_tests(trial: Trial, out: Path, *words: str) -> None:
    """Run the tests in a copy of the program and report how they went; the whole output stands in `out`."""
    machine = trial.machine
    stem = _prepare(machine)
    tests = [machine.path(ROOT / "tests" / part) for part in ("core", "gui")]
    options = ["-p", "no:cacheprovider", "--rootdir", machine.path(ROOT), "-c", machine.path(ROOT / "pyproject.toml")]
    options += [f"--ignore={machine.path(ROOT / 'tests' / name)}" for name in LEFT_OUT]
    machine.environment["QT_QPA_PLATFORM"] = "offscreen"
    machine.environment["HYPOTHESIS_STORAGE_DIRECTORY"] = machine.path(machine.home / "hypothesis")
    python = machine.path(TRIAL / "python.exe")
    code, told = machine.run(python, "-B", "-m", "pytest", *options, *(words or tests), patience=PATIENCE)
    del machine.environment["QT_QPA_PLATFORM"]
    (out / "tests.txt").write_text(told, encoding="utf-8")
    last = next((line for line in reversed(told.splitlines()) if re.search(r"\d+ (passed|failed)", line)), "")
    trial.see(f"{stem} 里的测试：{last or '没有跑完'}", code == 0, told[-3000:])


def _prepare(machine: Wine) -> str:
    """Copy the program, and add Python, pytest and its like, and Qt's own means for tests."""
    shutil.rmtree(TRIAL, ignore_errors=True)
    shutil.copytree(FOLDER, TRIAL)
    stem = next(TRIAL.glob("python3?*.zip")).stem
    python = f"3.{stem.removeprefix('python3')}"
    put_test_python(TRIAL, stem)
    listing = BUILD / "windows" / "tests.txt"
    listing.write_text(_blocks(LOCK.read_text(encoding="utf-8")), encoding="utf-8")
    site = TRIAL / "Lib" / "site-packages"
    for wheel in download(listing, CACHE / f"tests-{python}", python):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(site)
    qt = next((CACHE / f"wheels-{python}").glob("pyside6_essentials-*.whl"))
    with zipfile.ZipFile(qt) as archive:
        for name in archive.namelist():
            if TEST_ONLY.fullmatch(name):
                archive.extract(name, site)
    with (TRIAL / f"{stem}._pth").open("a", encoding="ascii") as paths:
        paths.write(f"{machine.path(ROOT)}\n")
    return stem


def _blocks(lock: str) -> str:
    """The part of a lock file that names the packages the tests need."""
    blocks = re.split(r"(?m)^(?=\w)", lock)
    return "".join(block for block in blocks if block.partition("==")[0] in PACKAGES)
