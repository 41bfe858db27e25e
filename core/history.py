"""历史版本: before each save the draft that stood there is kept (SAFETY P4)."""

import os
import re
import stat
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from core.draft import SUFFIX, digest
from core.durable import make_folder, write_durably

_NAME = re.compile(r"([0-9]{6})-([0-9a-f]{8})" + re.escape(SUFFIX))
_LATEST, _SESSIONS = 10, 10  # how many are kept: the last ones, and the first of each of the last sessions
_WHERE = "draft.txt"


class Version(Struct, frozen=True):
    """A kept draft: its number, the run of the program that kept it, when it had been saved, where it stands."""

    number: int
    session: str
    saved: datetime
    path: Path


def folder_of(history: Path, draft: Path) -> Path:
    """Where the versions of a draft are kept: by its place on the disk."""
    return history / digest(os.fsencode(draft.resolve()))[:16]


def versions(history: Path, draft: Path) -> list[Version]:
    """The kept versions of a draft, the newest first."""
    found: list[Version] = []
    for path in folder_of(history, draft).glob(f"*{SUFFIX}"):
        match = _NAME.fullmatch(path.name)
        with suppress(OSError):  # another program has just thinned it out
            if match:
                saved = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
                found.append(Version(int(match[1]), match[2], saved, path))
    return sorted(found, key=lambda version: -version.number)


def keep(history: Path, draft: Path, session: str) -> None:
    """Keep what stands at a draft's place now, before it's replaced. Raises SaveFailed, OSError.

    What stands there already as the newest version is not kept twice; damaged bytes are kept as they are.
    """
    try:
        data = draft.read_bytes()
    except FileNotFoundError:
        return
    kept = versions(history, draft)
    if kept and kept[0].path.read_bytes() == data:
        return
    folder = folder_of(history, draft)
    make_folder(folder)
    number = kept[0].number + 1 if kept else 1
    version = folder / f"{number:06}-{session}{SUFFIX}"
    write_durably(version, data)
    with suppress(OSError):  # when it was saved, not when the next one was
        stood = draft.stat()
        version.chmod(stat.S_IMODE(stood.st_mode))
        os.utime(version, ns=(stood.st_atime_ns, stood.st_mtime_ns))
    if not (folder / _WHERE).exists():
        write_durably(folder / _WHERE, str(draft).encode("utf-8", "replace"))
    _thin_out(history, draft)


def _thin_out(history: Path, draft: Path) -> None:
    """Remove what is neither among the last versions nor the first of one of the last sessions."""
    kept = versions(history, draft)
    firsts: dict[str, Version] = {version.session: version for version in kept}  # the oldest of each comes last
    sessions = sorted(firsts.values(), key=lambda version: -version.number)[:_SESSIONS]
    for version in kept[_LATEST:]:
        if version not in sessions:
            with suppress(OSError):  # another time
                version.path.unlink()
