"""Write a file so that its path always holds the whole old or the whole new content (SAFETY P1)."""

import errno
import os
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from core.errors import SaveFailed

_FLAGS = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)
_MOVEFILE_REPLACE_EXISTING, _MOVEFILE_WRITE_THROUGH = 0x1, 0x8
_BUSY_WINERRORS = {5, 32, 33, 59, 64, 121, 1224}  # a scanner or another program holds the file for a moment
_PATIENCE = 3.0  # seconds
_STALE = 3600.0  # seconds after which a temporary file of ours is nobody's


def write_durably(path: Path, data: bytes) -> None:
    """Replace the file at `path` by `data`; return only when the new content is on the disk.

    A symbolic link is followed, a read-only file is respected, who may read a file stays as it was. Raises
    SaveFailed; then the old file stands untouched and no temporary file is left, but for kind "unsure": the new
    file stands, and the disk did not confirm that it will after a power cut.
    """
    try:
        target = path.resolve()
        if target.exists() and not target.stat().st_mode & stat.S_IWUSR:
            raise PermissionError(errno.EACCES, "read-only", str(target))
        temporary = target.with_name(f"~{os.urandom(6).hex()}.tmp")
        try:
            _write(temporary, data)
            if target.exists():
                temporary.chmod(stat.S_IMODE(target.stat().st_mode))
            _patiently(lambda: _replace(temporary, target))
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except (OSError, RuntimeError) as problem:  # RuntimeError: a link that leads to itself, before Python 3.13
        raise save_failed(path, problem) from problem
    try:
        sync_folder(target.parent)
    except OSError as problem:
        happened = f"“{path.name}”已经写好，但磁盘没有确认写牢"
        raise SaveFailed("unsure", happened, safe="填写的内容仍在窗口里", do="请再保存一次") from problem
    _sweep(target.parent)


def make_folder(folder: Path) -> None:
    """Make a folder with all above it, so that a power cut doesn't take them away again. Raises OSError."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(exist_ok=True)
        sync_folder(one.parent)


def _write(temporary: Path, data: bytes) -> None:
    handle = os.open(temporary, _FLAGS, 0o666)  # less the umask, as for any file of this person
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    except BaseException:
        # the error in hand tells more than one of close would
        os.close(handle)
        raise
    os.close(handle)
    if temporary.read_bytes() != data:
        raise OSError(errno.EIO, "read back differently", str(temporary))


def _patiently(act: Callable[[], None]) -> None:
    """Try again for up to three seconds while another program holds the file (Windows only)."""
    deadline, pause = time.monotonic() + _PATIENCE, 0.01
    while True:
        try:
            return act()
        except OSError as problem:
            if getattr(problem, "winerror", None) not in _BUSY_WINERRORS or time.monotonic() > deadline:
                raise
        time.sleep(pause)
        pause = min(pause * 2, 0.5)


if sys.platform == "win32":  # pragma: no cover - run by the tests under Windows

    def _replace(temporary: Path, target: Path) -> None:
        import ctypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        flags = _MOVEFILE_REPLACE_EXISTING | _MOVEFILE_WRITE_THROUGH
        if not kernel.MoveFileExW(ctypes.c_wchar_p(str(temporary)), ctypes.c_wchar_p(str(target)), flags):
            raise ctypes.WinError(ctypes.get_last_error())

    def sync_folder(folder: Path) -> None:
        """Windows wrote through already."""

else:

    def _replace(temporary: Path, target: Path) -> None:
        temporary.replace(target)

    def sync_folder(folder: Path) -> None:
        """Return when the disk has what was created or renamed in a folder. Raises OSError."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sweep(folder: Path) -> None:
    """Remove temporary files that a killed program left more than an hour ago."""
    with suppress(OSError):  # a folder that can't be listed is no harm to the save that succeeded
        for stray in folder.glob("~????????????.tmp"):
            with suppress(OSError):  # somebody else's, or gone already
                if time.time() - stray.stat().st_mtime > _STALE:
                    stray.unlink()


def _is_open_in_word(path: Path) -> bool:
    """Whether Word's own mark stands beside a file: ~$ for the first two characters of its name."""
    return any((path.parent / f"~${path.name[cut:]}").exists() for cut in (0, 2))


def save_failed(path: Path, problem: OSError | RuntimeError) -> SaveFailed:
    """Why a file or folder was not written, in a sentence for the clerk."""
    name = path.name
    winerror = getattr(problem, "winerror", None)
    if winerror in (32, 33) or (winerror == 5 and _is_open_in_word(path)):
        return SaveFailed("busy", f"“{name}”正被别的程序占用，没有写入", do="请先在 Word 等程序中关闭它，再试一次")
    match getattr(problem, "errno", None):
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return SaveFailed("denied", f"“{name}”不让写入（只读或没有权限）", do="请用“另存为”换一个文件夹")
        case errno.ENOSPC | errno.EDQUOT:
            return SaveFailed("full", f"磁盘空间不足，“{name}”没有写入", do="请腾出空间，或用“另存为”换一个磁盘")
        case errno.ENOENT | errno.ENOTDIR:
            return SaveFailed(
                "missing", f"找不到要写入“{name}”的文件夹", do="请检查U盘或共享文件夹是否还在，或用“另存为”换一处"
            )
        case _:
            return SaveFailed(
                "failed", f"“{name}”没有写入（{type(problem).__name__}）", do="请再试一次，或用“另存为”换一处"
            )
