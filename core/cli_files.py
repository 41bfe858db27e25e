"""What all commands of nianbao-cli do with files."""

import argparse
import sys
from pathlib import Path
from typing import Protocol

from core.editions import Editions
from core.errors import UserError
from core.old_report import OldReport, read_old_report
from core.report import Report
from core.settings import settings_folder


class Commands(Protocol):
    """What argparse gives to add commands to."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser:
        """Add a command."""
        ...


def editions() -> Editions:
    """The edition files, with what the user has put into the folder of the program."""
    return Editions(settings_folder() / "editions")


def open_report(path: Path) -> Report:
    """Open a draft, a data file or a published report, and tell what was not read for certain. Raises UserError."""
    return open_any(path).report


def open_any(path: Path) -> OldReport:
    """The same, with what is known of where it came from. Raises UserError."""
    old = read_old_report(editions(), path)
    for doubt in old.doubts:
        print(f"读取：{doubt}", file=sys.stderr)
    return old


def keep_apart(source: Path, target: Path | None) -> None:
    """What is written must not take the place of what it's made from."""
    if target is not None and source.resolve() == target.resolve():
        raise UserError(
            f"“{target.name}”在这一条命令里用了两次，不能写到它上面", safe="文件没有改动", do="请换一个文件名"
        )
