"""The installed window, by keys alone: zero report, save, close, open again, Word, and an upgrade refused meanwhile."""

import subprocess
import time
from pathlib import Path

from trial import Trial
from try_commands import numbers
from wine import Wine, wait_for

from core.draft import save_draft
from core.editions import Editions
from core.report import YEAR, Report

BREATH = 1.0  # seconds between a window's coming and its being ready for keys


def try_window(trial: Trial, out: Path) -> None:
    """Do what a clerk with nothing to report does, by a double click's command and keys."""
    draft, word = trial.documents / "窗口 草稿.nianbao", trial.documents / "window.docx"
    save_draft(Report(Editions().newest(), texts={YEAR: "2025"}), draft)
    running = _open(trial, draft)
    trial.see("正开着时不覆盖安装", trial.setup() == 5)
    _press(trial, "F6")
    trial.see("F6 问一键零报告", _shown(trial.machine, "一键零报告"))
    _press(trial, "Return", "ctrl+s")
    trial.see("回车填 0，Ctrl+S 保存", wait_for(lambda: len(numbers(draft)) > 100))
    _photograph(trial, out / "窗口.png")
    _close(trial, running)
    running = _open(trial, draft)
    _press(trial, "ctrl+e")
    trial.see("Ctrl+E 问 Word 存到哪里", _shown(trial.machine, "导出 Word"))
    _press(trial, "ctrl+a")
    trial.machine.keys("type", trial.machine.path(trial.machine.home / word.name))
    _press(trial, "Return")
    trial.see("Word 写出来了", wait_for((trial.machine.home / word.name).exists))
    _press(trial, "Return", "ctrl+F2")  # what is to be done next has been read
    time.sleep(5 * BREATH)
    _photograph(trial, out / "预览.png")
    _close(trial, running)


def _open(trial: Trial, draft: Path) -> "subprocess.Popen[bytes]":
    """Do what Explorer does with the registered command."""
    began = time.monotonic()
    process = trial.machine.start(rf"{trial.windows_folder}\nianbao.exe", trial.machine.path(draft))
    came = wait_for(lambda: _windows(trial.machine, draft.name))
    trial.see(f"窗口打开草稿，{time.monotonic() - began:.1f} 秒", came)
    time.sleep(BREATH)
    for window in _windows(trial.machine, draft.name):
        trial.machine.keys("windowfocus", window)  # there is no window manager that would
    time.sleep(BREATH)
    return process


def _close(trial: Trial, process: "subprocess.Popen[bytes]") -> None:
    """By the menu, as Alt+F4 is a window manager's."""
    _press(trial, "alt+f", "x")
    closed = wait_for(lambda: process.poll() is not None)
    trial.see("关得上，没有出错", closed and process.returncode == 0, process.returncode)
    if not closed:
        process.kill()


def _press(trial: Trial, *keys: str) -> None:
    for key in keys:
        time.sleep(BREATH)
        trial.machine.keys("key", key)


def _shown(machine: Wine, title: str) -> bool:
    return wait_for(lambda: _windows(machine, title))


def _windows(machine: Wine, title: str) -> list[str]:
    return machine.keys("search", "--onlyvisible", "--name", title).split()


def _photograph(trial: Trial, target: Path) -> None:
    """For a person to look at, where ImageMagick is there."""
    command = ["import", "-window", "root", str(target)]
    try:
        subprocess.run(command, env=trial.machine.environment, capture_output=True, check=False)
    except FileNotFoundError:
        return
