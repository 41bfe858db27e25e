"""Every edit on disk at once: what was not saved comes back after a crash or a power cut (SAFETY P3).

A journal is one file for one open report. Its head is a line "nianbao-journal 1 <sha256> <length>" and JSON: where
the draft stands, the SHA-256 of the bytes it was opened with, and the whole report the edits start from. Then come
records: length and CRC32 of the body (4 bytes each, big-endian), and the body, one edit as JSON. What follows the
first record that is not whole is not read.
"""

import errno
import os
import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from core.draft import digest
from core.durable import sync_folder
from core.errors import DraftError
from core.holding import hold
from core.report import Answer, Change, Entry, Previous, Report

SUFFIX = ".journal"
_MAGIC = b"nianbao-journal "
_HEAD = re.compile(rb"nianbao-journal ([0-9]{1,6}) ([0-9a-f]{64}) ([0-9]{1,9})\n")
_FORMAT = 1
_FRAME = struct.Struct(">II")
_LONGEST = 16 * 1024 * 1024  # bytes of one record
_LIMIT = 64 * 1024 * 1024  # bytes of a journal that are read; the window begins a new one long before
_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)


class Start(Struct, frozen=True):
    """What the edits of a journal start from.

    `path` is where the draft stands, as the file system's bytes (none for one that was never saved), `base` the
    SHA-256 of its bytes when it was opened or saved last, `report` what was on the screen.
    """

    path: bytes
    base: str
    report: Report

    @property
    def draft(self) -> Path | None:
        """Where the draft stands, None if it was never saved."""
        return Path(os.fsdecode(self.path)) if self.path else None


class Step(Struct, frozen=True, omit_defaults=True):
    """One edit: what each key holds now; `gone` are the keys that are blank. `place` is the cell it was made in."""

    seq: int
    texts: dict[str, str] = {}
    cells: dict[str, Entry] = {}
    answers: dict[str, Answer] = {}
    previous: dict[str, Previous] = {}
    gone: tuple[str, ...] = ()
    place: str = ""

    @property
    def changes(self) -> dict[str, Change]:
        """The edit as `Report.with_changes` takes it."""
        return {**self.texts, **self.cells, **self.answers, **self.previous, **dict.fromkeys(self.gone)}


class Recovered(Struct, frozen=True):
    """What a journal holds: where it starts, the report after all whole edits, how many these are, the last place."""

    start: Start
    report: Report
    steps: int
    place: str


class Journal:
    """A journal being written; the handle holds a lock that dies with the process."""

    def __init__(self, path: Path, report: Report, draft: Path | None, base: str) -> None:
        """Begin a journal at `path`. Raises OSError."""
        self.path = path
        self.size = 0  # bytes that are whole
        self._seq = 0
        self._folder_is_synced = False
        body = msgspec.json.encode(Start(os.fsencode(draft) if draft else b"", base, report)) + b"\n"
        self._handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | _BINARY, 0o600)
        try:
            hold(self._handle)
            self._write(_MAGIC + f"{_FORMAT} {digest(body)} {len(body)}\n".encode() + body)
        except BaseException:
            self.drop()
            raise

    def append(self, changes: Mapping[str, Change], place: str = "") -> None:
        """Write one edit; the system has it when this returns.

        Raises OSError; then the edit is not in the journal, and what came before still is.
        """
        body = msgspec.json.encode(_step(self._seq + 1, changes, place))
        if len(body) > _LONGEST:
            raise OSError(errno.EFBIG, "one edit is too long", str(self.path))
        self._write(_FRAME.pack(len(body), zlib.crc32(body)) + body)
        self._seq += 1

    def _write(self, data: bytes) -> None:
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(self._handle, view) :]
        except BaseException:
            with suppress(OSError):  # half a record would hide all that come after it
                os.ftruncate(self._handle, self.size)
                os.lseek(self._handle, self.size, os.SEEK_SET)
            raise
        self.size += len(data)

    def sync(self) -> None:
        """Return when the disk has all that was written; to be called off the window's thread. Raises OSError."""
        if self._handle < 0:
            return
        os.fsync(self._handle)
        if not self._folder_is_synced:
            sync_folder(self.path.parent)
            self._folder_is_synced = True

    def close(self) -> None:
        """Let go of the file and keep it: what it holds is offered at the next start."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def drop(self) -> None:
        """Remove the file: what it holds has been saved."""
        self.close()
        self.path.unlink(missing_ok=True)


def recover(path: Path) -> Recovered:
    """Read a journal as far as it's whole. Raises DraftError if nothing of it can be read, OSError."""
    with path.open("rb") as file:
        data = file.read(_LIMIT)
    head = _HEAD.match(data)
    body = data[head.end() : head.end() + int(head[3])] if head else b""
    unreadable = DraftError(f"没有保存的修改（{path.name}）读不出来", safe="文件原样留着", do="请把它交给维护人员")
    if not head or int(head[1]) != _FORMAT or digest(body) != head[2].decode():
        raise unreadable
    try:
        start = msgspec.json.decode(body, type=Start)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise unreadable from problem
    report, steps, place = start.report, 0, ""
    for step in _steps(data, head.end() + len(body)):
        report = report.with_changes(step.changes)
        steps, place = steps + 1, step.place or place
    return Recovered(start, report, steps, place)


def left_behind(folder: Path) -> list[Path]:
    """The journals that no running program holds, the newest first."""
    found: dict[Path, float] = {}
    for path in folder.glob(f"*{SUFFIX}"):
        with suppress(OSError):  # another program has just taken it away
            if not is_held(path):
                found[path] = path.stat().st_mtime
    return sorted(found, key=lambda path: found[path], reverse=True)


def is_held(path: Path) -> bool:
    """Whether a running program writes this journal, or nobody may touch it."""
    try:
        handle = os.open(path, os.O_RDWR | _BINARY)
    except OSError:
        return True
    try:
        hold(handle)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False


def _step(seq: int, changes: Mapping[str, Change], place: str) -> Step:
    texts: dict[str, str] = {}
    cells: dict[str, Entry] = {}
    answers: dict[str, Answer] = {}
    previous: dict[str, Previous] = {}
    gone: list[str] = []
    for key, change in changes.items():
        match change:
            case Entry():
                cells[key] = change
            case Answer():
                answers[key] = change
            case Previous():
                previous[key] = change
            case str() if change:
                texts[key] = change
            case _:
                gone.append(key)
    return Step(seq, texts, cells, answers, previous, tuple(gone), place)


def _steps(data: bytes, at: int) -> Iterator[Step]:
    """The whole records from a place on, up to the first that isn't, or that doesn't follow the one before."""
    expected = 1
    while at + _FRAME.size <= len(data):
        length, check = _FRAME.unpack_from(data, at)
        body = data[at + _FRAME.size : at + _FRAME.size + length]
        if length > _LONGEST or len(body) < length or zlib.crc32(body) != check:
            return
        try:
            step = msgspec.json.decode(body, type=Step)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return
        if step.seq != expected:
            return
        yield step
        expected += 1
        at += _FRAME.size + length
