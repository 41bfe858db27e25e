"""A program that is killed at any moment loses nothing it had written (SAFETY P1, P3, P4).

NIANBAO_KILLS says how often each program is killed.
"""

import inspect
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

import pytest

from core.draft import encode, load_draft
from core.errors import DraftError
from core.history import versions
from core.journal import left_behind, recover
from core.report import Change, Entry, Report
from core.storing import digest_of

pytestmark = pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")
KILLS = int(os.environ.get("NIANBAO_KILLS", "17"))
EDITS = 300

IMPORTS = """
import os, sys
from pathlib import Path
from core.journal import Journal
from core.report import Change, Entry, Report
from core.storing import digest_of, store
"""

TYPING = """
real, piece = os.write, int(sys.argv[2])
os.write = lambda handle, data: real(handle, bytes(data)[:piece])
real(1, b"0\\n")
journal = Journal(Path(sys.argv[1]), Report("2021"), None, "")
for number in range(1, int(sys.argv[3]) + 1):
    journal.append(edit(number), f"place/{number}")
    real(1, b"%d\\n" % number)
sys.stdin.read()
"""

SAVING = """
path, number = Path(sys.argv[1]), int(sys.argv[2])
base = digest_of(path)
os.write(1, b"%d\\n" % number)
while True:
    number += 1
    done = store(draft(number), path, base=base, history=path.parent / "history", session=os.urandom(4).hex())
    assert not done.warning
    base = done.digest
    os.write(1, b"%d\\n" % number)
"""


def edit(number: int) -> dict[str, Change]:
    """What the edit numbered so changes."""
    cell = f"requests/granted/{number % 5}"
    return {cell: Entry(number) if number % 7 else None, "overview/text": f"第{number}次修改" * (number % 9)}


def draft(number: int) -> Report:
    """The report that is saved as the one numbered so."""
    return Report("2021", {"profile/year": str(number), "overview/text": f"第{number}稿，主动公开信息。" * 400})


def killed(what: Callable[[int], object], program: str, arguments: list[object], at: int, pause: float) -> int:
    """Run a program that does `what`, kill it some time after it has told the number `at`; the last number it told."""
    command = [sys.executable, "-c", IMPORTS + inspect.getsource(what) + program, *map(str, arguments)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        told = b"".join(running.stdout.readline() for _ in range(at + 1))
        time.sleep(pause)
        running.kill()
        told += running.stdout.read()
        assert running.stderr.read() == b""
        assert running.wait() == -signal.SIGKILL
    return int(told[: told.rindex(b"\n")].split()[-1])


def test_every_edit_that_was_written_comes_back_after_a_kill(tmp_path: Path) -> None:
    chance = random.Random(20260105)
    states = list(accumulate(map(edit, range(1, EDITS + 1)), Report.with_changes, initial=Report("2021")))
    path = tmp_path / "a.journal"
    for _ in range(KILLS):
        path.unlink(missing_ok=True)
        piece = chance.choice([1, 5, 40, 100_000])  # so that a kill falls within a record too
        at = chance.choice([0, chance.randrange(EDITS)]) if piece < 40 else 0
        pause = max(0.0, chance.uniform(-0.001, 0.002))
        told = killed(edit, TYPING, [path, piece, EDITS], at, pause)
        try:
            found = recover(path)
        except (DraftError, FileNotFoundError):
            assert told == 0  # killed while it began
            continue
        assert told <= found.steps <= told + 1
        assert found.report == states[found.steps]
        assert found.place == (f"place/{found.steps}" if found.steps else "")
        assert left_behind(tmp_path) == [path]


def test_a_draft_is_whole_after_a_kill_and_so_is_every_version(tmp_path: Path) -> None:
    chance = random.Random(20260106)
    path, number = tmp_path / "年报.nianbao", 0
    for _ in range(KILLS):
        told = killed(draft, SAVING, [path, number], chance.randrange(4), chance.uniform(0, 0.004))
        if not path.exists():
            assert told == 0
            continue
        number = int(load_draft(path).text("profile/year"))
        assert told <= number <= told + 1
        assert path.read_bytes() == encode(draft(number))
        kept = [int(load_draft(version.path).text("profile/year")) for version in versions(tmp_path / "history", path)]
        assert [other for other in kept if other != number][:9] == list(range(number - 1, 0, -1))[:9]
        assert digest_of(path)
