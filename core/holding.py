"""An operating-system lock on an open file: it dies with the process that holds it."""

import os
import sys

if sys.platform == "win32":  # pragma: no cover - run by the tests under Windows
    import msvcrt

    _FAR = 0x7FFFFFFF  # beyond what is written: Windows keeps others from reading a locked range

    def hold(handle: int) -> None:
        """Lock the file of a handle for this process. Raises OSError if another one holds it."""
        at = os.lseek(handle, 0, os.SEEK_CUR)
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as problem:
            if problem.errno in (0, 13, 36):  # it's locked: Windows says 13 or 36, wine nothing
                raise BlockingIOError(*problem.args) from problem
            raise
        finally:
            os.lseek(handle, at, os.SEEK_SET)

else:
    import fcntl

    def hold(handle: int) -> None:
        """Lock the file of a handle for this process. Raises OSError if another one holds it."""
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
