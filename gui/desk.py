"""The dialogs and windows that a menu opens on the report as a whole, each imported when it's first wanted."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gui.grid import GridView

if TYPE_CHECKING:
    from gui.main_window import MainWindow
    from gui.manual import Manual
    from gui.practising import Practising


class Desk(QObject):
    """Opens them for one main window."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.manual: Manual | None = None
        self._practising: Practising | None = None

    def declare_zero(self) -> None:
        """一键零报告."""
        from gui.zero_report import declare_zero

        window, document = self._window, self._window.document
        if count := declare_zero(document, window):
            left = [key for key, cell in document.form.cells.items() if not cell.parts and not document.text(key)]
            more = f"还空着 {len(left)} 格，光标在第一格。" if left else ""
            window.notice.mention(f"按确认填好了 {count} 格；{more}不对的话按 Ctrl+Z 一步撤销。")
            if left:
                window.go_to(left[0])

    def practise(self) -> None:
        """Open the sample with errors planted in it."""
        from gui.practising import Practising

        window = self._window
        if not window.filing.saving.may_leave():
            return
        if self._practising is None:
            self._practising = Practising(window.document, self)
            self._practising.began.connect(window.notice.say)
            self._practising.ended.connect(window.notice.clear)
            self._practising.ended.connect(window.notice.say)
        self._practising.begin()

    def override_total(self) -> None:
        """Type over the total in hand, with a reason."""
        from gui.override import override

        def ask(view: GridView) -> None:
            cell = view.grid.cell_at(view.currentIndex())
            if cell and cell.parts:
                override(self._window.document, cell, self._window)

        self._window.steps.on_table(ask)

    def edit_preferences(self) -> None:
        """Let the clerk choose how the program behaves on this machine."""
        from gui.preferences import Preferences

        window = self._window
        dialog = Preferences(window.settings, window)
        if dialog.exec():
            chosen, before = dialog.settings, window.settings
            window.filing.remember(chosen)
            window.right_action.setChecked(chosen.enter_goes_right)
            window.beside_action.setChecked(chosen.history_beside)
            window.help_action.setChecked(chosen.help_shown)
            if (chosen.fonts, chosen.archival) != (before.fonts, before.archival):
                window.exporting.look_changed.emit()
        dialog.deleteLater()

    def show_manual(self, page: str = "") -> None:
        """Open the manual at a page, by default the one about the step in hand."""
        from gui.manual import Manual

        if self.manual is None:
            self.manual = Manual(self._window.document.form, self._window)
        self.manual.show()
        self.manual.open_page(page or self._window.page_of_manual)
        self.manual.raise_()
