"""Save a draft in the order SAFETY asks for: read back, compare with the disk, keep what stood there, replace."""

from pathlib import Path

from msgspec import Struct

from core.draft import digest, save_draft
from core.errors import SaveFailed
from core.history import keep
from core.report import Report


class ChangedOnDisk(SaveFailed):
    """The draft on the disk is no longer the one that was opened; nothing was written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            "changed",
            f"“{path.name}”打开以后被别的程序或别的人改过，没有写入",
            do="可以另存为别的名字；仍然保存的话，磁盘上的那份会收进历史版本",
        )


class Stored(Struct, frozen=True):
    """A save that succeeded: the SHA-256 of what stands on the disk now, and what went wrong beside it ("")."""

    digest: str
    warning: str


def store(report: Report, path: Path, *, base: str, history: Path, session: str, over_changes: bool = False) -> Stored:
    """Save a report under `path`.

    `base` is the SHA-256 of the draft as it was opened or saved last, "" for a place that it wasn't opened from;
    `over_changes` saves over what somebody else wrote there meanwhile. What stood there is kept in `history` first;
    if that fails the save goes on and says so. Raises ChangedOnDisk, SaveFailed.
    """
    if base and not over_changes:
        try:
            found = digest(path.read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            found = base  # it was taken away: there is nothing of anybody's to write over
        except OSError as problem:
            happened = f"“{path.name}”现在读不了，不知道有没有被别人改过，没有写入"
            raise SaveFailed("busy", happened, do="请稍等再保存，或另存为别的名字") from problem
        if found != base:
            raise ChangedOnDisk(path)
    warning = ""
    try:
        keep(history, path, session)
    except (OSError, SaveFailed) as problem:
        if over_changes:
            happened = f"“{path.name}”没有写入：别人的那一份收不进历史版本"
            raise SaveFailed("failed", happened, do="请另存为别的名字") from problem
        warning = f"保存成功，但没有留下历史版本（{type(problem).__name__}）。"
    return Stored(save_draft(report, path), warning)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, "" if there is none or it can't be read."""
    try:
        return digest(path.read_bytes())
    except OSError:
        return ""
