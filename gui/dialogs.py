"""Every modal question and message, in one place; all text is plain."""

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from core.draft import SUFFIX
from core.errors import UserError
from gui import APP_NAME

# what Qt's own Chinese translation leaves in English
_LABELS = {QFileDialog.DialogLabel.LookIn: "查找范围：", QFileDialog.DialogLabel.FileType: "文件类型："}
_TOLD = 8  # differences that a question shows
_DRAFTS = f"年报草稿 (*{SUFFIX})"


def show_error(parent: QWidget | None, problem: UserError) -> None:
    """Say what happened, what is safe and what to do."""
    box = _box(parent, QMessageBox.Icon.Warning, problem.happened + "。")
    box.setInformativeText("".join(f"{part}。\n" for part in (problem.safe, problem.do) if part).strip())
    box.exec()


def show_crash(parent: QWidget, problem: UserError, details: str) -> None:
    """Say that something unexpected happened; the details can be copied for whoever helps."""
    box = _box(parent, QMessageBox.Icon.Warning, problem.happened + "。")
    box.setInformativeText("".join(f"{part}。\n" for part in (problem.safe, problem.do) if part).strip())
    copy = box.addButton("复制详情", QMessageBox.ButtonRole.ActionRole)
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    box.exec()
    if box.clickedButton() is copy:
        QGuiApplication.clipboard().setText(details)


def show_done(parent: QWidget, done: str, what_next: str) -> None:
    """Say that something was written, and what comes next."""
    box = _box(parent, QMessageBox.Icon.Information, done)
    box.setInformativeText(what_next)
    box.exec()


def ask_to_save(parent: QWidget, name: str) -> bool | None:
    """Before a changed report leaves the screen: None to save it, True to drop the changes, False to stay."""
    box = _box(parent, QMessageBox.Icon.Question, f"“{name}”有改动还没有保存，要保存吗？")
    box.setInformativeText("选“不保存”，这些改动就没有了。")
    buttons = QMessageBox.StandardButton
    box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
    box.button(buttons.Discard).setText("不保存")
    box.setDefaultButton(buttons.Save)
    answer = QMessageBox.StandardButton(box.exec())
    return None if answer == buttons.Save else answer == buttons.Discard


def ask_changed(parent: QWidget, problem: UserError, otherwise: Sequence[str]) -> str:
    """The draft on the disk is another one now: "over" to save over it, "elsewhere" under another name, "" to leave.

    `otherwise` says what differs, from what is on the disk to what is on the screen.
    """
    box = _box(parent, QMessageBox.Icon.Warning, problem.happened + "。")
    more = [f"……等 {len(otherwise)} 处"] if len(otherwise) > _TOLD else []
    told = ["磁盘上的 → 窗口里的：", *otherwise[:_TOLD], *more] if otherwise else ["内容与窗口里的相同。"]
    box.setInformativeText(f"{problem.do}。\n\n" + "\n".join(told))
    elsewhere = box.addButton("另存为…", QMessageBox.ButtonRole.AcceptRole)
    over = box.addButton("仍然保存", QMessageBox.ButtonRole.DestructiveRole)
    box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(elsewhere)
    box.exec()
    chosen = box.clickedButton()
    return "over" if chosen is over else "elsewhere" if chosen is elsewhere else ""


def ask_held(parent: QWidget, name: str, who: str) -> bool:
    """Somebody else has the draft open: whether to go on with a copy."""
    box = _box(parent, QMessageBox.Icon.Warning, f"“{name}”正由{who}打开着。")
    box.setInformativeText("两边都改，后保存的会盖掉先保存的。可以先打开一份副本看，另存为别的名字。")
    yes = box.addButton("打开副本", QMessageBox.ButtonRole.AcceptRole)
    box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is yes


def ask_version(parent: QWidget, problem: UserError, saved: datetime) -> bool:
    """A draft can't be read: whether to open the last version kept of it."""
    box = _box(parent, QMessageBox.Icon.Warning, problem.happened + "。")
    box.setInformativeText(f"{problem.safe}。有 {saved:%Y-%m-%d %H:%M} 留下的历史版本，可以打开它接着填。")
    yes = box.addButton("打开历史版本", QMessageBox.ButtonRole.AcceptRole)
    box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is yes


def ask_open(parent: QWidget, folder: Path) -> Path | None:
    """Ask which draft to open."""
    return _chosen(QFileDialog(parent, "打开草稿", str(folder), f"{_DRAFTS};;所有文件 (*)"))


def ask_report(parent: QWidget, folder: Path) -> Path | None:
    """Ask for a report as it was published, or a draft."""
    kinds = f"年度报告 (*.docx *.doc *.wps *.html *.htm *.txt *{SUFFIX} *.json);;所有文件 (*)"
    return _chosen(QFileDialog(parent, "选一份年度报告", str(folder), kinds))


def ask_save(parent: QWidget, suggested: Path) -> Path | None:
    """Ask where to save the draft."""
    return _ask_path(parent, "保存草稿", suggested, _DRAFTS, SUFFIX)


def ask_path(parent: QWidget, title: str, suggested: Path, names: str, suffix: str) -> Path | None:
    """Ask where to write a file; `names` are the kinds of file, `suffix` what its name ends with."""
    return _ask_path(parent, title, suggested, names, "." + suffix.rpartition(".")[2])


def ask_folder(parent: QWidget, title: str, folder: Path) -> Path | None:
    """Ask for a folder."""
    dialog = QFileDialog(parent, title, str(folder))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _chosen(dialog)


def ask_template(parent: QWidget, folder: Path) -> Path | None:
    """Ask for the office's own Word template."""
    return _chosen(QFileDialog(parent, "选本单位的 Word 模板", str(folder), "Word 文档 (*.docx)"))


def ask_replace(parent: QWidget, folder: str, count: int) -> bool:
    """A folder holds files of these names already: whether to replace them."""
    box = _box(parent, QMessageBox.Icon.Question, f"文件夹“{folder}”里已有 {count} 个同名的文件，用新的替换吗？")
    yes = box.addButton("替换", QMessageBox.ButtonRole.AcceptRole)
    box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is yes


def ask_again(parent: QWidget, problem: UserError) -> bool:
    """A file could not be written: whether to try again."""
    box = _box(parent, QMessageBox.Icon.Warning, problem.happened + "。")
    box.setInformativeText("".join(f"{part}。\n" for part in (problem.safe, problem.do) if part).strip())
    again = box.addButton("再试一次", QMessageBox.ButtonRole.AcceptRole)
    box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is again


def home() -> Path:
    """Where to look for files as long as no other place is known."""
    return Path.home()


def show_about(parent: QWidget, version: str, source: str, rules: int) -> None:
    """Say what the program is and which form it follows."""
    box = _box(parent, QMessageBox.Icon.Information, f"{APP_NAME} {version}")
    box.setInformativeText(
        f"按 {source} 的格式填报政府信息公开工作年度报告，核对规则第 {rules} 版。\n"
        "本程序不连接网络，填写的内容只保存在本机。"
    )
    box.exec()


def _box(parent: QWidget | None, icon: QMessageBox.Icon, text: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setIcon(icon)
    box.setWindowTitle(APP_NAME)
    box.setText(text)
    return box


def _ask_path(parent: QWidget, title: str, suggested: Path, names: str, suffix: str) -> Path | None:
    dialog = QFileDialog(parent, title, str(suggested.parent), names)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix.removeprefix("."))
    dialog.selectFile(suggested.name)
    return _chosen(dialog)


def _chosen(dialog: QFileDialog) -> Path | None:
    if sys.platform != "win32":
        # the dialogs of Linux desktops come in the desktop's language; ours is Chinese
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        for label, words in _LABELS.items():
            dialog.setLabelText(label, words)
    if not dialog.exec():
        return None
    return Path(dialog.selectedFiles()[0])
