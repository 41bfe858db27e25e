"""Start the program: QApplication, translation, fonts, crash hook, the window."""

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from core import VERSION
from core.errors import UserError
from core.locate import resource
from core.settings import Memory, data_folder, settings_folder
from gui import APP_NAME, style
from gui.main_window import MainWindow


def build_application(arguments: Sequence[str], type_size: int = 100) -> QApplication:
    """Make the QApplication with our language, font, colours and icon; `type_size` is that of letters in percent."""
    # named here, not by setStyle(), which would make Python build all of QStyle's enums
    application = QApplication([*arguments, "-style", "Fusion"])
    application.setApplicationName("nianbao")
    application.setApplicationDisplayName(APP_NAME)
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    application.setFont(style.interface_font(type_size))
    style.wear(application, style.wanted_look(application))
    application.styleHints().colorSchemeChanged.connect(lambda: style.wear(application, style.wanted_look(application)))
    application.setWindowIcon(QIcon(str(resource("icons", "nianbao.png"))))
    return application


def build_window(settings: Path, data: Path | None = None) -> MainWindow:
    """Make the main window with all that is in it, on an empty report.

    Journals and versions are kept in `data`, by default beside the settings. Ends the program if that can't be done.
    """
    window = MainWindow(Memory(settings), data or settings / "data")
    if not window.furnish():
        raise SystemExit(2)
    return window


def main() -> int:
    """Open the wizard, with the draft named on the command line if there is one."""
    memory = Memory(settings_folder())
    application = build_application(sys.argv, memory.settings.type_size)
    window = MainWindow(memory, data_folder())
    sys.excepthook = crash_hook(window)
    return application.exec() if begin(window, sys.argv[1:]) else 2


def begin(window: MainWindow, arguments: Sequence[str]) -> bool:
    """Show the draft named on the command line, else what was left behind, at the same cell, else the start page.

    The start page is shown before all else is built. False if the window can't be built; that has been told.
    """
    if not arguments and not window.has_journals:
        window.show_start()
        window.painted.connect(lambda: furnish(window), Qt.ConnectionType.SingleShotConnection)
        window.show()
        return True
    if not furnish(window):
        return False
    window.show()
    # in the event loop: whatever goes wrong with a file, the window stays
    QTimer.singleShot(0, lambda: take_up(window, arguments))
    return True


def take_up(window: MainWindow, arguments: Sequence[str]) -> None:
    """Open what was named, or what was left behind; where there's neither, show the start page."""
    if arguments:
        window.filing.open_path(Path(arguments[0]))
    elif (place := window.filing.saving.take_up_latest()) in window.document.form.order:
        window.go_to(place)
    elif window.document.is_untouched:
        window.show_start()


def furnish(window: MainWindow) -> bool:
    """Build all that the window needs, and look after what is kept on this machine; False if that can't be done."""
    if not window.furnish():
        return False
    gc.freeze()  # what the program is made of is not looked through again while somebody types
    gc.enable()
    window.filing.look_after_data()
    window.safe.log.event("start", version=VERSION, system=sys.platform)
    return True


def crash_hook(window: MainWindow) -> object:
    """An exception nobody expected: what was typed is written down, the clerk is told, the program goes on."""

    def hook(kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
        from core.log import where
        from gui import dialogs

        details = where(problem, trace)
        if window.is_furnished:
            window.safe.flush()
            window.safe.log.event("crash", where=details.replace("\n", " < "))
        if sys.stderr:
            sys.stderr.write(f"{details}\n")
        sentence = UserError(
            f"程序出了差错（{kind.__name__}），已经继续运行",
            safe="填写的内容还在窗口里，也已经另外记下",
            do="请保存一次；把“复制详情”得到的文字发给维护人员，里面没有填写的内容",
        )
        dialogs.show_crash(window, sentence, f"年报填报 {VERSION}\n{details}")

    return hook
