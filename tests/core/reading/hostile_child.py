"""Reads each file of some families in a process of its own, and writes what came of it, a line of JSON each.

A helper of test_hostile.py, and a table of its own: `python -m tests.core.reading.hostile_child FOLDER FAMILY ...`
"""

import ctypes
import gc
import json
import os
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from core.editions import Editions
from core.errors import UserError
from core.old_report import OldReport, read_old_report
from core.strictness import without_odd
from tests.core.reading.hostile import FAMILIES
from tests.core.reading.hostile_base import good_data, good_docx, good_draft, good_html

SECONDS, MEGABYTES = 10, 400
_GUARD = 1500 * 2**20  # bytes; more than a file may take, so that what it takes is seen and not only what it asks for
_WAITING = 60  # seconds by the clock
_LONGEST = 500  # characters of a sentence
_ACTS = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "webbrowser.")
_SECRETS = ("root:x:0", "[fonts]")  # of /etc/passwd and of win.ini


@dataclass
class Outcome:
    """What came of one file."""

    name: str
    bytes: int
    said: str = ""  # "read", or the sentence of the error
    fault: str = ""
    seconds: float = 0
    megabytes: float = 0


def read(name: str, data: bytes, folder: Path) -> OldReport:
    """What the program makes of a file that is chosen as last year's report."""
    path = folder / name
    path.write_bytes(data)
    try:
        return read_old_report(Editions(), path)
    finally:
        path.unlink()


def attempt(outcome: Outcome, data: bytes, folder: Path) -> None:
    """Read one file, and note what came of it."""
    begin = time.process_time()
    try:
        result = read(outcome.name, data, folder)
    except UserError as error:
        outcome.said = str(error)
        outcome.fault = _bad_sentence(error)
    except BaseException as error:
        outcome.fault = f"{type(error).__name__}: {str(error)[:200]}{_where(error)}"
    else:
        outcome.said = "read"
        if any(secret in text for text in _strings(result) for secret in _SECRETS):
            outcome.fault = "a file of the computer was read"
    outcome.seconds = time.process_time() - begin


def _where(error: BaseException) -> str:
    places: list[str] = []
    trace = error.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        places.append(f"{Path(code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " at " + " > ".join(places[-4:])


def _bad_sentence(error: UserError) -> str:
    told = str(error)
    if not error.do:
        return "the sentence doesn't say what to do"
    if len(told) > _LONGEST:
        return f"the sentence has {len(told)} characters"
    return "" if without_odd(told) == told else "the sentence holds characters that nobody can see"


def _strings(old: OldReport) -> Iterator[str]:
    """All that was read: what is no text of a report holds none of another file."""
    yield from old.report.texts.values()
    yield from (entry.raw + entry.note for entry in old.report.cells.values())
    yield from map(str, old.doubts)


def apart(name: str, data: bytes, folder: Path) -> Outcome:
    """Read one file in a process of its own, within bounds; where there's no fork, in this one, without."""
    outcome = Outcome(name, len(data))
    if not hasattr(os, "fork"):
        attempt(outcome, data, folder)
        return outcome
    _tidy()
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(ours)
        try:
            _bounded(outcome, data, folder)
            os.write(theirs, json.dumps(asdict(outcome)).encode())
        finally:
            os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(pid, 0)
    if told:
        return Outcome(**json.loads(told))
    outcome.seconds = SECONDS
    killed = os.waitstatus_to_exitcode(status)
    told_by = {-signal.SIGPROF: f"over {SECONDS} s", -signal.SIGALRM: f"over {_WAITING} s, most of them waiting"}
    outcome.fault = told_by.get(killed, f"the process ended ({killed})")
    return outcome


def _bounded(outcome: Outcome, data: bytes, folder: Path) -> None:
    import resource  # not on Windows

    before, handles = _now("VmRSS"), len(list(Path("/proc/self/fd").iterdir()))
    resource.setrlimit(resource.RLIMIT_AS, (_now("VmSize") + _GUARD, resource.RLIM_INFINITY))
    acted: list[str] = []
    sys.addaudithook(partial(_watch, acted, folder))
    signal.setitimer(signal.ITIMER_PROF, SECONDS)  # of work: other programs may be busy, too
    signal.alarm(_WAITING)
    attempt(outcome, data, folder)
    signal.alarm(0)
    signal.setitimer(signal.ITIMER_PROF, 0)
    if acted:
        outcome.fault = f"it acted: {acted}"
    if len(list(Path("/proc/self/fd").iterdir())) != handles:
        outcome.fault = "a file stays open"
    outcome.megabytes = round((_now("VmHWM") - before) / 2**20, 1)
    if outcome.megabytes > MEGABYTES:
        outcome.fault = outcome.fault or f"it took {outcome.megabytes:.0f} MB"


def _watch(acted: list[str], folder: Path, event: str, told: tuple[Any, ...]) -> None:
    """Note what a file does; an old Word file is unpacked in a folder of the system that is gone afterwards."""
    writes = event == "open" and isinstance(told[2], int) and told[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    own = event == "open" and (Path(str(told[0])).parent == folder or "/nianbao" in str(told[0]))
    if event.startswith(_ACTS) or (writes and not own):
        acted.append(f"{event} {told[0]!s:.100}")


def _now(name: str) -> int:
    """What Linux says about this process, in bytes; HWM is the highest since the fork."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1]) * 1024
    return 0


def _tidy() -> None:
    """Give back what making the file took, so that reading it can't live on that unseen."""
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)


def _no_network(*_: object, **__: object) -> NoReturn:
    raise AssertionError("a file opened a socket")


def main(folder: Path, families: Iterable[str]) -> None:
    """Read all files of some families."""
    socket.socket = _no_network  # type: ignore[assignment,misc]
    for name, good in {
        "a.docx": good_docx(),
        "a.html": good_html().encode(),
        "a.nianbao": good_draft(),
        "a.json": good_data().encode(),
    }.items():
        read(name, good, folder)  # whatever is loaded late is loaded now
    import doc2docx  # noqa: F401

    tempfile.gettempdir()  # looks for it once, by writing there

    gc.collect()
    gc.freeze()  # a child need not look through, and so copy, what all of them share
    assert threading.active_count() == 1
    for family in families:
        for name, data in FAMILIES[family]():
            print(json.dumps([family, asdict(apart(name, data, folder))]), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:] or FAMILIES)
