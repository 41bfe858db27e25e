"""The menus: what there is to do, and the keys for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from gui.main_window import MainWindow

Key = QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a menu; several keys may do the same."""

    text: str
    act: Callable[[], object]
    keys: Key | str | Sequence[str] = ()


def fill_menus(window: "MainWindow") -> None:
    """Put into the window's menus, which so far are titles, what there is to do."""
    file, edit, table, text, checking, view, help_ = window.menus
    _fill_file(window, file)
    _fill_edit(window, edit)
    _fill_table(window, table)
    _fill_text(window, text)
    _fill_checking(window, checking)
    _fill_view(window, view)
    _fill(
        help_,
        Item("帮助(&H)", window.desk.show_manual, "F1"),
        Item("键盘(&K)", lambda: window.desk.show_manual("keys")),
        Item("核对规则一览(&R)", lambda: window.desk.show_manual("rules")),
        None,
        Item("数据放在哪里(&D)", window.filing.tell_places),
        Item("关于(&A)", window.filing.about),
    )


def _fill_file(window: "MainWindow", menu: QMenu) -> None:
    files = window.filing
    _fill(
        menu,
        Item("开始页(&0)", window.show_start),
        Item("新建(&N)", files.new, Key.New),
        Item("从去年的报告新建…(&L)", window.intake.from_last_year, "Ctrl+L"),
        Item("打开…(&O)", files.open, Key.Open),
    )
    window.recent_menu = menu.addMenu("最近的草稿(&R)")
    window.recent_menu.aboutToShow.connect(lambda: files.fill_recent(window.recent_menu))
    window.left_menu = menu.addMenu("没有保存过的(&U)")
    window.left_menu.aboutToShow.connect(lambda: files.saving.fill_left_behind(window.left_menu))
    _fill(
        menu,
        Item("打开示例(&E)", files.open_sample),
        Item("练习：找出三处错(&Q)", window.desk.practise),
        None,
        Item("保存(&S)", files.save, Key.Save),
        Item("另存为…(&A)", files.save_as, "Ctrl+Shift+S"),
        Item("历史版本…(&H)", files.saving.show_versions),
    )
    window.beside_action = _checkable(
        menu, "历史版本放在草稿旁边(&B)", "", window.settings.history_beside, files.set_history_beside
    )
    _fill(
        menu,
        Item("以当前这份为去年，新建下一年(&Y)", window.intake.next_year),
        None,
        Item("导出 Word…(&W)", window.exporting.word, "Ctrl+E"),
        Item("导出 PDF…(&F)", window.exporting.pdf),
        Item("导出网页…(&G)", window.exporting.web),
        Item("导出数据文件…(&D)", window.exporting.data),
        Item("发布包：全部导出…(&K)", window.exporting.package, "Ctrl+Shift+E"),
        Item("打印…(&P)", window.exporting.print, Key.Print),
    )
    _fill_look(window, menu.addMenu("字体和模板(&T)"))
    _fill(
        menu, None, Item("设置…(&G)", window.desk.edit_preferences, "Ctrl+,"), Item("退出(&X)", window.close, "Ctrl+Q")
    )


def _fill_look(window: "MainWindow", menu: QMenu) -> None:
    """Filled when it's shown: which fonts there are to choose from stands in a file."""

    def fill() -> None:
        from core.fonts import font_sets

        menu.clear()
        for one in font_sets():
            _checkable(
                menu,
                one.label,
                "",
                window.settings.fonts == one.id,
                lambda _, to=one.id: window.exporting.set_fonts(to),
            )
        menu.addSeparator()
        own = Path(window.settings.template).name
        named = f"用本单位的 Word 模板（{own}）" if own else "用本单位的 Word 模板…"
        _checkable(menu, named.replace("&", "&&"), "", bool(own), window.exporting.set_own_template)
        _fill(menu, Item("取出程序的 Word 模板…", window.exporting.fetch_template))
        menu.addSeparator()
        _checkable(menu, "PDF 存成 PDF/A（存档用）", "", window.settings.archival, window.exporting.set_archival)

    menu.aboutToShow.connect(fill)


def _fill_table(window: "MainWindow", menu: QMenu) -> None:
    table = window.steps.on_table
    _fill(
        menu,
        Item("一键零报告…(&0)", window.desk.declare_zero, "F6"),
        Item("其余填 0(&K)", lambda: table(lambda view: view.block.fill_zeros()), "F7"),
        None,
        Item("向下填充(&D)", lambda: table(lambda view: view.block.fill_down()), "Ctrl+D"),
        Item("向右填充(&R)", lambda: table(lambda view: view.block.fill_right()), "Ctrl+R"),
        Item("清空(&C)", lambda: table(lambda view: view.block.blank())),
        None,
        Item("改写这一格合计…(&T)", window.desk.override_total, "Ctrl+T"),
        None,
        Item("复制表格到网站(&W)", lambda: window.exporting.copy_table(window.steps.section_id), "Ctrl+Shift+C"),
    )


def _fill_text(window: "MainWindow", menu: QMenu) -> None:
    text = window.steps.on_text
    _fill(
        menu,
        Item("插入数据…(&I)", lambda: text(lambda page: page.insert_data()), "Ctrl+J"),
        Item("光标处的活数字改成普通文字(&U)", lambda: text(lambda page: page.box.unlock()), "Ctrl+U"),
        None,
        Item("查找和替换(&F)", lambda: text(lambda page: page.finding.bring()), ("Ctrl+F", "Ctrl+H")),
        Item("对照去年的文字(&L)", lambda: text(lambda page: window.checking.compare(page.box.property("key")))),
    )


def _fill_checking(window: "MainWindow", menu: QMenu) -> None:
    checking = window.checking
    _fill(
        menu,
        Item("下一处问题(&N)", checking.next, "F8"),
        Item("上一处问题(&P)", checking.previous, "Shift+F8"),
        Item("为什么不平(&W)", checking.why, "F4"),
        None,
        Item("写理由，或收起提示…(&R)", checking.answer, "Ctrl+I"),
        Item("停用这条规则…(&S)", checking.switch_off),
        Item("自定词表…(&U)", checking.edit_own_words),
    )
    window.off_menu = menu.addMenu("停用的规则(&O)")
    window.off_menu.aboutToShow.connect(lambda: checking.fill_off(window.off_menu))
    menu.addSeparator()
    _fill(
        menu,
        Item("体检一份报告…(&T)", window.intake.look_over),
        Item("填去年的数…(&L)", checking.fill_last_year),
    )
    _checkable(menu, "与去年比(&Y)", "F5", False, window.steps.set_compares)
    _fill(menu, None, Item("导出校验报告…(&E)", window.exporting.check_report))


def _fill_view(window: "MainWindow", menu: QMenu) -> None:
    _fill(
        menu,
        Item("上一步", window.back.click, "Ctrl+PgUp"),
        Item("下一步", window.forward.click, "Ctrl+PgDown"),
        Item("到下一个区域(&N)", window.steps.next_area, "Ctrl+Tab"),
        None,
        Item("放大(&I)", lambda: window.steps.zoom_by(1), ("Ctrl++", "Ctrl+=")),
        Item("缩小(&O)", lambda: window.steps.zoom_by(-1), "Ctrl+-"),
        Item("原来大小(&Z)", lambda: window.steps.zoom_by(0), "Ctrl+0"),
        None,
    )
    _checkable(menu, "待处理的问题(&P)", "F9", True, window.show_issues)
    window.preview_action = _checkable(menu, "预览(&V)", "Ctrl+F2", False, window.show_preview)
    window.help_action = _checkable(menu, "口径说明(&H)", "Shift+F1", window.settings.help_shown, window.show_help)


def _fill_edit(window: "MainWindow", menu: QMenu) -> None:
    document, stack = window.document, window.document.undo_stack
    # plain actions: Qt's own rewrite their text with each step, a third of a millisecond a key
    undo, redo = _fill(
        menu,
        Item("撤销(&U)", document.undo, "Ctrl+Z"),
        Item("重做(&R)", document.redo, ("Ctrl+Y", "Ctrl+Shift+Z")),
    )
    for action, possible in ((undo, stack.canUndoChanged), (redo, stack.canRedoChanged)):
        action.setEnabled(False)
        possible.connect(action.setEnabled)
    menu.addSeparator()
    _fill(
        menu,
        Item("剪切(&X)", lambda: window.steps.on_focus("cut"), Key.Cut),
        Item("复制(&C)", lambda: window.steps.on_focus("copy"), Key.Copy),
        Item("粘贴(&V)", lambda: window.steps.on_focus("paste"), Key.Paste),
        None,
    )
    window.right_action = _checkable(
        menu, "回车键向右走(&E)", "", window.settings.enter_goes_right, window.steps.set_enter_goes_right
    )


def _fill(menu: QMenu, *items: Item | None) -> list[QAction]:
    """Add lines to a menu; None draws a line between them."""
    actions: list[QAction] = []
    for item in items:
        if item is None:
            menu.addSeparator()
            continue
        action = menu.addAction(item.text)
        if isinstance(item.keys, Key):
            action.setShortcuts(item.keys)
        elif item.keys:
            action.setShortcuts([QKeySequence(key) for key in _as_list(item.keys)])
        action.triggered.connect(lambda _checked, act=item.act: act())
        actions.append(action)
    return actions


def _as_list(keys: str | Sequence[str]) -> Sequence[str]:
    return [keys] if isinstance(keys, str) else keys


def _checkable(menu: QMenu, text: str, key: str, on: bool, act: Callable[[bool], object]) -> QAction:
    action = menu.addAction(text)
    action.setCheckable(True)
    action.setChecked(on)
    if key:
        action.setShortcut(QKeySequence(key))
    action.toggled.connect(act)
    return action
