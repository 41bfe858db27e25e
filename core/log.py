"""What happened, for whoever has to help: names of events, sizes, classes of errors; never what was written."""

import traceback
from contextlib import suppress
from pathlib import Path
from types import TracebackType

_LARGEST, _OLDER = 1024 * 1024, 3  # bytes of one file, how many older ones are kept


class Log:
    """A file that is begun anew when it's large; a disk that can't be written is no error here."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def event(self, name: str, **facts: str | int) -> None:
        """Write one line: when, what, and facts that say nothing of a report's content."""
        import logging  # not needed to open the window
        from logging.handlers import RotatingFileHandler

        line = " ".join([name, *(f"{key}={value}" for key, value in facts.items())])
        line = " ".join(line.splitlines())
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handler = RotatingFileHandler(
                self._folder / "nianbao.log", maxBytes=_LARGEST, backupCount=_OLDER, encoding="utf-8", delay=True
            )
        except OSError:
            return
        handler.handleError = lambda record: None  # a full disk must not speak up here
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        with suppress(OSError):  # closing writes too
            handler.emit(logging.LogRecord("nianbao", logging.INFO, "", 0, line, None, None))
            handler.close()  # nothing is held open: Windows could not delete it


def where(problem: BaseException, trace: TracebackType | None = None) -> str:
    """Where an exception came from: its class, and file, line and function of each step; no values, no messages."""
    steps = traceback.extract_tb(trace or problem.__traceback__)
    lines = (f"{Path(step.filename).name}:{step.lineno} {step.name}" for step in steps)
    return "\n".join([type(problem).__name__, *lines])
