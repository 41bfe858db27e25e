"""Every edit on disk at once: what was not saved comes back after a crash or a power cut (SAFETY P3).

A journal is one file for one open report. Its head is a line "nianbao-journal 1 <sha256> <length>" and JSON: where
the draft stands, the SHA-256 of the bytes it was opened with, and the whole report the edits start from. Then come
records: length and CRC32 of the body (4 bytes each, big-endian), and the body, one edit as JSON. What follows the
first record that is not whole is not read.
"""

import os
import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from core.draft import decode, digest, encode
from core.errors import DraftError
from core.holding import hold
from core.report import Answer, Change, Entry, Previous, Report

SUFFIX = ".journal"
_MAGIC = b"nianbao-journal "
_HEAD = re.compile(rb"nianbao-journal ([0-9]{1,6}) ([0-9a-f]{64}) ([0-9]{1,9})\n")
_FORMAT = 1
_FRAME = struct.Struct(">II")
_LONGEST = 4 * 1024 * 1024  # bytes of one record
_LIMIT = 64 * 1024 * 1024  # bytes of a journal


class Start(Struct, frozen=True):
    """What the edits of a journal start from.

    `path` is where the draft stands ("" for one that was never saved), `base` the SHA-256 of its bytes when it was
    opened or saved last, `draft` the report as the text of a draft.
    """

    path: str
    base: str
    draft: str


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
    before: Report
    report: Report
    steps: int
    place: str


class Journal:
    """A journal being written; the handle holds a lock that dies with the process."""

    def __init__(self, path: Path, report: Report, draft: Path | None, base: str) -> None:
        """Begin a journal at `path`. Raises OSError."""
        self.path = path
        self._seq = 0
        head = Start(str(draft) if draft else "", base, encode(report).decode())
        body = msgspec.json.encode(head) + b"\n"
        self._handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | _BINARY, 0o600)
        try:
            hold(self._handle)
            _write(self._handle, _MAGIC + f"{_FORMAT} {digest(body)} {len(body)}\n".encode() + body)
        except BaseException:
            self.drop()
            raise

    def append(self, changes: Mapping[str, Change], place: str = "") -> None:
        """Write one edit; the system has it when this returns. Raises OSError."""
        self._seq += 1
        body = msgspec.json.encode(_step(self._seq, changes, place))
        _write(self._handle, _FRAME.pack(len(body), zlib.crc32(body)) + body)

    @property
    def is_empty(self) -> bool:
        """Whether no edit has been written."""
        return self._seq == 0

    def sync(self) -> None:
        """Return when the disk has all that was written; to be called off the window's thread. Raises OSError."""
        os.fsync(self._handle)

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
        data = file.read(_LIMIT + 1)
    head = _HEAD.match(data)
    body = data[head.end() : head.end() + int(head[3])] if head else b""
    if not head or int(head[1]) != _FORMAT or len(data) > _LIMIT or digest(body) != head[2].decode():
        raise DraftError(f"没有保存的修改（{path.name}）读不出来", safe="文件原样留着", do="请把它交给维护人员")
    start = msgspec.json.decode(body, type=Start)
    before = report = decode(start.draft.encode(), Path(start.path).name or "新年报")
    steps, place = 0, ""
    for step in _steps(data, head.end() + len(body)):
        report = report.with_changes(step.changes)
        steps, place = steps + 1, step.place or place
    return Recovered(start, before, report, steps, place)


def left_behind(folder: Path) -> list[Path]:
    """The journals that no running program holds, the newest first."""
    found = [path for path in folder.glob(f"*{SUFFIX}") if not is_held(path)]
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)


def is_held(path: Path) -> bool:
    """Whether a running program writes this journal."""
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


def _write(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)
