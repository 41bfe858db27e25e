"""nianbao-cli: everything the window does to a report, without a window."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from core import cli_checks, cli_export, cli_safety, draft
from core.cli_files import editions, keep_apart, open_report
from core.errors import UserError


class _Parser(argparse.ArgumentParser):
    """Answers misuse with one Chinese sentence and exit code 2."""

    def error(self, message: str) -> NoReturn:
        del message  # argparse speaks English
        raise UserError("命令写法不对", do=f"写法：{self.format_usage().split(maxsplit=1)[1].strip()}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Exit 0: no errors; 1: the report has errors; 2: unreadable or misuse."""
    for stream in (sys.stdout, sys.stderr):
        if stream and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
    try:
        options = _parser().parse_args(arguments)
        return options.run(options)
    except UserError as problem:
        print(" ".join(str(problem).split()), file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="nianbao-cli", description="政府信息公开工作年度报告：导入、校验、导出")
    commands = parser.add_subparsers(required=True, metavar="命令", parser_class=_Parser)

    importing = commands.add_parser("import", help="把公布过的报告（Word、网页、文本）或数据文件变成草稿")
    importing.add_argument("source", type=Path, metavar="报告或数据文件")
    importing.add_argument("-o", dest="draft", type=Path, required=True, metavar="草稿")
    importing.set_defaults(run=_import)

    following = commands.add_parser("next", help="从去年的报告开始今年的：承接单位信息和上年结转")
    following.add_argument("last", type=Path, metavar="去年的报告")
    following.add_argument("-o", dest="draft", type=Path, required=True, metavar="今年的草稿")
    following.set_defaults(run=_next)

    declaring = commands.add_parser("zero", help="一键零报告：申明没有发生的，填 0")
    declaring.add_argument("file", type=Path, metavar="草稿")
    declaring.add_argument("-o", dest="draft", type=Path, required=True, metavar="新草稿")
    declaring.add_argument("--claim", action="append", metavar="声明", help="只申明这一条（可以写几次）；不写就是全部")
    declaring.set_defaults(run=_zero)

    pasting = commands.add_parser("paste", help="把网页或制表符分隔的文本中的统计表填进草稿，按行、列的名称对上")
    pasting.add_argument("file", type=Path, metavar="草稿")
    pasting.add_argument("table", type=Path, metavar="表格.html或.txt")
    pasting.add_argument("-o", dest="draft", type=Path, required=True, metavar="新草稿")
    pasting.add_argument("--zeros", action="store_true", help="空着的和“/”“-”“无”都算 0")
    pasting.set_defaults(run=_paste)

    cli_export.add_commands(commands)
    cli_checks.add_commands(commands)
    cli_safety.add_commands(commands)
    return parser


def _import(options: argparse.Namespace) -> int:
    keep_apart(options.source, options.draft)
    draft.save_draft(open_report(options.source), options.draft)
    print(f"已导入为草稿 {options.draft.name}")
    return 0


def _next(options: argparse.Namespace) -> int:
    from core.carry import next_year

    keep_apart(options.last, options.draft)
    report = next_year(editions().load(editions().newest()), open_report(options.last), options.last.name)
    draft.save_draft(report, options.draft)
    print(f"已建立 {report.year} 年度的草稿 {options.draft.name}，承接上年结转 {len(report.cells)} 格")
    return 0


def _zero(options: argparse.Namespace) -> int:
    from core.zero import declared, standings

    keep_apart(options.file, options.draft)
    report = open_report(options.file)
    edition = editions().load(report.edition)
    known = [claim.id for claim in edition.zero]
    wanted = options.claim or known
    if strangers := [name for name in wanted if name not in known]:
        raise UserError(f"没有“{strangers[0]}”这一条声明", safe="草稿没有改动", do=f"可以写：{'、'.join(known)}")
    for standing in standings(edition, report):
        if standing.claim.id in wanted and standing.refusal:
            print(f"没有填 0：{standing.claim.statement}。{standing.refusal}")
        for cell in standing.open if standing.claim.id in wanted else ():
            print(f"仍要填写：{cell.place}，它是年底的存量，不知道上年的数")
    changes = declared(edition, report, wanted)
    draft.save_draft(report.with_changes(changes), options.draft)
    print(f"已填 {len(changes)} 格，存为 {options.draft.name}")
    return 0


def _paste(options: argparse.Namespace) -> int:
    from core import pasting

    keep_apart(options.table, options.draft)
    keep_apart(options.file, options.draft)
    report = open_report(options.file)
    edition = editions().load(report.edition)
    text = draft.read_bytes(options.table).decode("utf-8-sig", "replace")
    grids = pasting.read_clipboard(text if "<" in text else "", text)
    placed = pasting.place(edition, grids, "")
    if not placed:
        raise UserError(
            f"“{options.table.name}”里没有找到年报的统计表",
            safe="草稿没有改动",
            do="请确认文件里有行的名称",
        )
    proposal = pasting.propose(edition, report, placed, nothing_is_zero=options.zeros)
    for remark in pasting.remarks(edition, proposal, placed):
        print(remark)
    draft.save_draft(report.with_changes(proposal.changes), options.draft)
    print(f"已填 {len(proposal.changes)} 格，存为 {options.draft.name}")
    return 0
