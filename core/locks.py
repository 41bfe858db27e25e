"""One draft, one program: a lock beside the draft says who has it open (SAFETY P6).

The lock is a hidden file ".~lock.NAME" with an operating-system lock that dies with the program; what stands in it
names the owner. So a file left by a program that was killed or a computer that was switched off locks nothing.
"""

import os
import sys
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import msgspec
from msgspec import Struct

from core.draft import digest
from core.holding import hold
from core.values import well_formed

_LONGEST_NAME = 255  # bytes, on most file systems
_TRIES = 5


class State(StrEnum):
    """How it stands with a draft's lock."""

    OURS = "ours"  # nobody had it, now we do
    HELD = "held"  # another program has it, and says who it is
    HELD_BY_UNKNOWN = "held by unknown"  # another program has it; who it is can't be read
    STALE = "stale"  # it was left behind by a program that is gone, now we have it
    IMPOSSIBLE = "impossible"  # nothing can be written beside the draft: go on without a lock
    NO_LOCKS = "no locks"  # the file system knows no locks: go on without


class Owner(Struct, frozen=True):
    """Who has a draft open."""

    user: str
    host: str
    pid: int
    since: str


def lock_path(draft: Path) -> Path:
    """Where the lock of a draft stands; a name too long for one more word before it is shortened."""
    try:
        target = draft.resolve()
    except (OSError, RuntimeError):  # a link that leads to itself
        target = draft
    name = f".~lock.{target.name}"
    if len(os.fsencode(name)) > _LONGEST_NAME:
        name = f".~lock.{digest(os.fsencode(target.name))}"
    return target.with_name(name)


class DraftLock:
    """The lock of one draft; taken at once, given back with `release`."""

    def __init__(self, draft: Path) -> None:
        self.path = lock_path(draft)
        self.owner: Owner | None = None
        self._handle = -1
        self.state = State.IMPOSSIBLE
        for _ in range(_TRIES):
            self.state = self._take()
            if self._handle < 0 or self._is_there():
                return
            os.close(self._handle)  # the one who had it took the file away between our opening and locking it
            self._handle = -1
        self.state = State.NO_LOCKS  # it comes and goes too fast to be had

    def _take(self) -> State:
        try:
            left = self.path.exists()
            self._handle = os.open(self.path, os.O_CREAT | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o666)
        except OSError:
            return State.IMPOSSIBLE
        try:
            hold(self._handle)
        except BlockingIOError:
            return self._held()
        except OSError as problem:
            if getattr(problem, "winerror", None) or problem.errno in (13, 36):  # Windows says it in this way
                return self._held()
            self.release()
            return State.NO_LOCKS
        me = Owner(_user(), _host(), os.getpid(), f"{datetime.now().astimezone():%Y-%m-%d %H:%M}")
        with suppress(OSError):
            os.ftruncate(self._handle, 0)
            os.write(self._handle, msgspec.json.encode(me))
        return State.STALE if left else State.OURS

    def _is_there(self) -> bool:
        """Whether the file we hold is the one that stands there."""
        try:
            return os.path.samestat(os.fstat(self._handle), self.path.stat())
        except OSError:
            return False

    def _held(self) -> State:
        os.close(self._handle)
        self._handle = -1
        try:
            self.owner = msgspec.json.decode(self.path.read_bytes(), type=Owner)
        except (OSError, UnicodeDecodeError, RecursionError, msgspec.DecodeError):
            return State.HELD_BY_UNKNOWN
        return State.HELD

    @property
    def is_held_by_another(self) -> bool:
        """Whether somebody else has the draft open."""
        return self.state in (State.HELD, State.HELD_BY_UNKNOWN)

    def told(self) -> str:
        """Who has it, in words."""
        if self.owner is None:
            return "别的程序"
        return f"{self.owner.user}（{self.owner.host}，{self.owner.since} 打开）"

    def release(self) -> None:
        """Give the lock back and take its file away."""
        if self._handle >= 0:
            with suppress(OSError):  # first, so that nobody takes a file that is about to go; Windows refuses
                self.path.unlink(missing_ok=True)
            os.close(self._handle)
            self._handle = -1
            if sys.platform == "win32":  # pragma: no cover - elsewhere it may be somebody else's by now
                with suppress(OSError):
                    self.path.unlink(missing_ok=True)


def _user() -> str:
    import getpass  # not needed to open the window

    try:
        return well_formed(getpass.getuser())
    except (OSError, KeyError, ImportError):
        return "?"


def _host() -> str:
    return well_formed(os.environ.get("COMPUTERNAME") or (os.uname().nodename if hasattr(os, "uname") else "?"))
