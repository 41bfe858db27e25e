"""Work that may take long is done beside the window's thread: it goes on being painted, and waits for the result."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QObject, QRunnable, QThreadPool, Signal

Result = TypeVar("Result")


class _Done(QObject):
    came = Signal()


class _Task(QRunnable):
    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._act = act
        self.result: object = None
        self.problem: BaseException | None = None
        self.done = _Done()

    def run(self) -> None:
        try:
            self.result = self._act()
        except BaseException as problem:  # raised again in the window's thread
            self.problem = problem
        self.done.came.emit()


def aside(act: Callable[[], Result]) -> Result:
    """Do something in another thread and return what it returns, or raise what it raises; keys wait meanwhile."""
    task = _Task(act)
    loop = QEventLoop()
    task.done.came.connect(loop.quit)
    QThreadPool.globalInstance().start(task)
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    if task.problem:
        raise task.problem
    return task.result  # pyright: ignore[reportReturnType] - what `act` returned
