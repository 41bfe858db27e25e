"""The project's own tests, run inside the Windows Python: off screen, without what only Linux can do."""

import re
import shutil
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from programs import put_test_python
from shared import BUILD, CACHE, FOLDER, ROOT, download
from trial import Trial
from wheels import TEST_ONLY
from wine import CHINESE_FONT, Wine

LOCK = ROOT / "packaging" / "lock" / "dev.txt"
PARTS = ("core", "gui")
PACKAGES = (
    "colorama", "coverage", "hypothesis", "iniconfig", "openxml-audit", "packaging", "pluggy", "pygments", "pytest",
    "pytest-qt", "sortedcontainers", "tomlkit",
)  # fmt: skip
TRIAL = BUILD / "windows" / "tests"
PATIENCE, LONGER = 600.0, 1800.0  # seconds
# of core what touches files, locks, the console or compiled packages; arithmetic and rules know no system
TOUCHING = (
    "cli", "copying", "draft", "durable", "editions", "exchange", "fonts", "history", "holding", "journal", "killed",
    "locks", "log", "pages", "power_cut", "press", "settings", "storing", "web", "word",
)  # fmt: skip
READING = ("doc", "docx", "files", "package")
TOLERATED = 0.02  # of the tests: some are of Linux or ask more of wine than it has; each is named in what's printed
# bounds on time and memory by fork, and what reads the project's own source: Linux has done those already
LEFT_OUT = ("core/reading/test_hostile.py", "core/test_borders.py", "core/test_killed_at_each_step.py")
TOO_SLOW = "not cut_off_anywhere and not flipped_bit"  # thousands of small writes, minutes under wine


def run_tests(trial: Trial, out: Path, *, everything: bool) -> None:
    """Run the tests of core and window side by side in a copy of the program; the whole output stands in `out`.

    Of core only those whose outcome may depend on the system, unless `everything` is asked for (about 15 minutes).
    """
    patience = LONGER if everything else PATIENCE
    _prepare(trial.machine)
    # wine hands on no variable of this machine that begins with QT_
    trial.machine.run("reg", "add", r"HKCU\Environment", "/v", "QT_QPA_PLATFORM", "/d", "offscreen", "/f")
    with ThreadPoolExecutor() as pool:
        running = {part: pool.submit(_run, trial.machine, part, _files(part, everything), patience) for part in PARTS}
    for part, text in ((part, future.result()) for part, future in running.items()):
        (out / f"tests-{part}.txt").write_text(text, encoding="utf-8")
        _judge(trial, part, text)


def _files(part: str, everything: bool) -> list[Path]:
    folder = ROOT / "tests" / part
    if part != "core" or everything:
        return [folder]
    names = [f"test_{name}*.py" for name in TOUCHING] + [f"reading/test_{name}*.py" for name in READING]
    return sorted({path for name in names for path in folder.glob(name)})


def _run(machine: Wine, part: str, files: list[Path], patience: float) -> str:
    options = ["-p", "no:cacheprovider", "--rootdir", machine.path(ROOT), "-c", machine.path(ROOT / "pyproject.toml")]
    options += [f"--ignore={machine.path(ROOT / 'tests' / name)}" for name in LEFT_OUT]
    options += ["--basetemp", rf"C:\tests-{part}", "-k", TOO_SLOW, "--tb=short", "--durations=10"]
    options += ["--continue-on-collection-errors", *map(machine.path, files)]
    return machine.run(machine.path(TRIAL / "python.exe"), "-B", "-m", "pytest", *options, patience=patience)[1]


def _judge(trial: Trial, part: str, text: str) -> None:
    """Say how many passed and name those that did not; too many, or a run that broke off, is a failure."""
    last = next((line for line in reversed(text.splitlines()) if re.search(r"\d+ (passed|failed)", line)), "")
    counts = {word: int(number) for number, word in re.findall(r"(\d+) (passed|failed|error)", last)}
    wrong = counts.get("failed", 0) + counts.get("error", 0)
    few = wrong <= TOLERATED * counts.get("passed", 0)
    trial.see(f"Windows 的 Python 里 tests/{part}：{last.strip('= ') or '没有跑完'}", last and few, text[-2000:])
    for line in re.findall(r"(?m)^(?:FAILED|ERROR) \S*?(tests\S+)", text):
        print(f"        没有通过：{line}")


def _prepare(machine: Wine) -> None:
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
    fonts = site / "PySide6" / "lib" / "fonts"  # off screen Qt looks for fonts here, not in Windows
    fonts.mkdir(parents=True)
    shutil.copy(CHINESE_FONT, fonts)
    with (TRIAL / f"{stem}._pth").open("a", encoding="ascii") as paths:
        paths.write(f"{machine.path(ROOT)}\n")


def _blocks(lock: str) -> str:
    """The part of a lock file that names the packages the tests need."""
    blocks = re.split(r"(?m)^(?=\w)", lock)
    return "".join(block for block in blocks if block.partition("==")[0] in PACKAGES)
