"""nianbao-cli: what was not saved, and the versions that were kept."""

import argparse
from datetime import datetime
from pathlib import Path

from core.changes import differences
from core.cli_files import Commands, editions, keep_apart
from core.draft import load_draft, save_draft
from core.errors import DraftError, UserError
from core.history import versions
from core.journal import left_behind, recover
from core.report import Report
from core.settings import data_folder, journals_folder


def add_commands(commands: Commands) -> None:
    """Add the commands on what was left behind."""
    listing = commands.add_parser("left", help="列出没有保存的修改")
    listing.set_defaults(run=_left)

    recovering = commands.add_parser("recover", help="把没有保存的修改变成草稿")
    recovering.add_argument("journal", type=Path, metavar="文件.journal")
    recovering.add_argument("-o", dest="draft", type=Path, required=True, metavar="新草稿")
    recovering.set_defaults(run=_recover)

    looking = commands.add_parser("versions", help="列出一份草稿的历史版本，和现在有什么不同")
    looking.add_argument("draft", type=Path, metavar="草稿")
    looking.set_defaults(run=_versions)


def _left(options: argparse.Namespace) -> int:
    del options
    for journal in left_behind(journals_folder(data_folder())):
        when = datetime.fromtimestamp(journal.stat().st_mtime).astimezone()
        try:
            recovered = recover(journal)
        except (DraftError, OSError) as problem:
            print(f"{journal}　{when:%Y-%m-%d %H:%M}　{problem}")
            continue
        name = recovered.start.draft or recovered.report.unit or "新年报"
        print(f"{journal}　{when:%Y-%m-%d %H:%M}　{name}　修改 {recovered.steps} 笔")
    return 0


def _recover(options: argparse.Namespace) -> int:
    keep_apart(options.journal, options.draft)
    try:
        recovered = recover(options.journal)
    except OSError as problem:
        raise UserError(
            f"“{options.journal.name}”打不开（{type(problem).__name__}）", do="请检查文件是否还在"
        ) from problem
    save_draft(recovered.report, options.draft)
    _tell(recovered.start.report, recovered.report)
    print(f"已存为 {options.draft.name}；没有保存的修改还留着")
    return 0


def _versions(options: argparse.Namespace) -> int:
    now = load_draft(options.draft)
    for version in versions(data_folder() / "history", options.draft):
        print(f"{version.saved:%Y-%m-%d %H:%M:%S}　{version.path}")
        try:
            _tell(load_draft(version.path), now)
        except DraftError as problem:
            print(f"  {problem}")
    return 0


def _tell(before: Report, after: Report) -> None:
    for sentence in differences(editions().load(after.edition), before, after):
        print(f"  {sentence}")
