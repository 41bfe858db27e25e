"""What all commands of nianbao-cli do with files."""

import argparse
from pathlib import Path
from typing import Protocol

from core import draft, exchange
from core.editions import Editions
from core.errors import UserError
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
    """Open a draft or a data file, told apart by its first bytes. Raises DraftError."""
    if draft.read_bytes(path).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return exchange.import_data(path).report
    return draft.load_draft(path)


def keep_apart(source: Path, target: Path | None) -> None:
    """What is written must not take the place of what it's made from."""
    if target is not None and source.resolve() == target.resolve():
        raise UserError(
            f"“{target.name}”在这一条命令里用了两次，不能写到它上面", safe="文件没有改动", do="请换一个文件名"
        )
