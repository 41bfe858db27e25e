"""Start the program: QApplication, translation, fonts, crash hook, the window."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from core import VERSION
from core.editions import Editions
from core.errors import UserError
from core.locate import resource
from core.report import YEAR, Report
from core.settings import data_folder, load_settings, settings_folder
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
    """Make the main window on an empty report for last year, in the newest edition of the form.

    Journals and versions are kept in `data`, by default beside the settings.
    """
    editions = Editions(settings / "editions")
    report = Report(editions.newest(), texts={YEAR: str(date.today().year - 1)})
    return MainWindow(
        report,
        editions,
        sample=resource("samples", "sample.nianbao"),
        settings_folder=settings,
        data=data or settings / "data",
        version=VERSION,
    )


def main() -> int:
    """Open the wizard, with the draft named on the command line if there is one."""
    application = build_application(sys.argv, load_settings(settings_folder()).type_size)
    try:
        window = build_window(settings_folder(), data_folder())
    except UserError as problem:
        from gui import dialogs

        dialogs.show_error(None, problem)
        return 2
    sys.excepthook = crash_hook(window)
    begin(window, sys.argv[1:])
    QTimer.singleShot(0, lambda: window.safe.log.event("start", version=VERSION, system=sys.platform))
    return application.exec()


def begin(window: MainWindow, arguments: Sequence[str]) -> None:
    """Show the draft named on the command line, else what was left behind, at the same cell, else the start page."""
    window.filing.look_after_data()
    if arguments:
        window.show()
        window.filing.open_path(Path(arguments[0]))
        return
    if (place := window.filing.saving.take_up_latest()) in window.document.form.order:
        window.go_to(place)
    elif window.document.is_untouched:
        window.show_start()
    window.show()


def crash_hook(window: MainWindow) -> object:
    """An exception nobody expected: what was typed is written down, the clerk is told, the program goes on."""

    def hook(kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
        from core.log import where
        from gui import dialogs

        details = where(problem, trace)
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
