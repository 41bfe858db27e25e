"""Work that may take long is done beside the window's thread, which goes on being painted and typed in."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QObject, QRunnable, Qt, QThreadPool, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

Result = TypeVar("Result")
_PATIENCE = 400  # milliseconds before it's said that something takes long


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


class Later(QObject):
    """Does one thing at a time in another thread; what is asked meanwhile waits, and only the last of it is done.

    `came` brings what was returned, `failed` what was raised. What comes after `stop` is not told any more.
    """

    came = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._task: _Task | None = None
        self._next: Callable[[], object] | None = None
        self._stopped = False

    def ask(self, act: Callable[[], object]) -> None:
        """Do this as soon as the thread is free."""
        if self._task:
            self._next = act
            return
        self._task = _Task(act)
        self._task.done.came.connect(self._end, Qt.ConnectionType.QueuedConnection)
        QThreadPool.globalInstance().start(self._task)

    def stop(self) -> None:
        """Forget what waits, and wait for what is being done."""
        self._next = None
        self._stopped = True
        QThreadPool.globalInstance().waitForDone()

    def _end(self) -> None:
        task, act = self._task, self._next
        self._task = self._next = None
        if act:
            self.ask(act)
        if task is None or self._stopped:
            return
        if task.problem:
            self.failed.emit(task.problem)
        else:
            self.came.emit(task.result)


def with_progress(window: QWidget, what: str, act: Callable[[], Result]) -> Result | None:
    """Do something in another thread while the clerk sees that it's being done; None if they stop waiting for it."""
    task = _Task(act)
    loop = QEventLoop()
    progress = QProgressDialog(what, "停止", 0, 0, window)
    progress.setWindowModality(Qt.WindowModality.WindowModal)
    progress.setMinimumDuration(_PATIENCE)
    progress.setValue(0)
    progress.canceled.connect(loop.quit)
    task.done.came.connect(loop.quit)
    QThreadPool.globalInstance().start(task)
    loop.exec()
    stopped = progress.wasCanceled()
    progress.canceled.disconnect()
    progress.reset()
    progress.deleteLater()
    if stopped:
        return None
    if task.problem:
        raise task.problem
    return task.result  # pyright: ignore[reportReturnType] - what `act` returned
