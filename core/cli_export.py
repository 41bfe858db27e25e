"""nianbao-cli export: a report on paper, in every form it goes out in."""

import argparse
import sys
from datetime import date
from pathlib import Path

from core.cli_files import Commands, keep_apart, open_any
from core.errors import UserError
from core.issue import verdict
from core.rules import Severity

_TARGETS = ("word", "pdf", "html", "json", "check")


def add_commands(commands: Commands) -> None:
    """Add what this module does to the commands."""
    exporting = commands.add_parser("export", help="把草稿导出为 Word、PDF、网页、数据文件，或一次导出全部")
    exporting.add_argument("file", type=Path, metavar="草稿")
    exporting.add_argument("--word", type=Path, metavar="文件.docx")
    exporting.add_argument("--pdf", type=Path, metavar="文件.pdf")
    exporting.add_argument("--html", type=Path, metavar="文件.html")
    exporting.add_argument("--json", type=Path, metavar="文件.json")
    exporting.add_argument("--check", type=Path, metavar="校验报告.docx或.html", help="同时写出校验报告")
    exporting.add_argument("--package", type=Path, metavar="文件夹", help="发布包：全部一次写进这个文件夹")
    exporting.add_argument("--template", type=Path, metavar="模板.docx", help="用本单位的 Word 模板")
    exporting.add_argument("--fonts", choices=["standard", "common"], default="standard", help="公文字体或系统自带字体")
    exporting.add_argument("--archival", action="store_true", help="PDF 存成 PDF/A-2b")
    exporting.set_defaults(run=_export)


def _export(options: argparse.Namespace) -> int:
    from core.fonts import look
    from core.press import Press

    targets = _targets(options)
    old = open_any(options.file)
    issues = old.findings()
    press = Press(old.form, old.report, look(options.fonts, options.template))
    exported = None
    if options.word:
        exported = press.word(options.word)
    if options.pdf:
        press.pdf(options.pdf, archival=options.archival)
    if options.html:
        press.html(options.html)
    if options.json:
        press.data(options.json)
    if options.check:
        press.check(options.check, issues, date.today(), exported)
    for target in targets:
        print(f"已导出 {target.name}")
    if options.package:
        for one in press.package(options.package, issues, date.today(), [options.file]):
            print(f"已导出 {options.package.name}/{one.name}")
    if any(issue.severity is Severity.ERROR and issue.is_open for issue in issues):
        print(f"注意：{verdict(issues)}，校验尚未通过", file=sys.stderr)
    return 0


def _targets(options: argparse.Namespace) -> list[Path]:
    """The files to write: each once, none of them what it's made from."""
    targets = [target for name in _TARGETS if (target := getattr(options, name))]
    if not (targets or options.package):
        raise UserError("没有说明要导出什么", do="请用 --word、--pdf、--html、--json、--check 或 --package 指明")
    for at, target in enumerate(targets):
        for other in (options.file, options.template, *targets[:at]):
            if other:
                keep_apart(other, target)
    return targets
