"""nianbao-cli: what is checked, why it does not balance, what is said to it."""

import argparse
import sys
from pathlib import Path

import msgspec

from core.answers import answer, rules_off
from core.carry import compared_with
from core.checks import Checker
from core.cli_files import Commands, editions, keep_apart, open_any, open_report
from core.diagnose import suspects
from core.draft import save_draft
from core.editions import checked_before
from core.errors import UserError
from core.issue import Issue, verdict
from core.report import OFF, reckon
from core.rules import Severity


def add_commands(commands: Commands) -> None:
    """Add the commands on checks."""
    checking = commands.add_parser("check", help="校验草稿或数据文件")
    checking.add_argument("file", type=Path, metavar="文件")
    checking.add_argument("--json", action="store_true", help="以 JSON 列出")
    checking.set_defaults(run=_check)

    asking = commands.add_parser("why", help="为什么不平：列出最像填错的格")
    asking.add_argument("file", type=Path, metavar="文件")
    asking.set_defaults(run=_why)

    answering = commands.add_parser("answer", help="给一处存疑写理由（名称见 check --json 的 ident）")
    answering.add_argument("file", type=Path, metavar="草稿")
    answering.add_argument("ident", metavar="名称")
    answering.add_argument("reason", metavar="理由")
    answering.add_argument("-o", dest="draft", type=Path, required=True, metavar="新草稿")
    answering.set_defaults(run=_answer)

    switching = commands.add_parser("off", help="停用一条规则，写明理由；理由空着就恢复")
    switching.add_argument("file", type=Path, metavar="草稿")
    switching.add_argument("code", metavar="编号")
    switching.add_argument("reason", metavar="理由")
    switching.add_argument("-o", dest="draft", type=Path, required=True, metavar="新草稿")
    switching.set_defaults(run=_off)

    comparing = commands.add_parser("last", help="把去年的数放进今年的草稿，用来比较")
    comparing.add_argument("file", type=Path, metavar="今年的草稿")
    comparing.add_argument("last", type=Path, metavar="去年的草稿或数据文件")
    comparing.add_argument("-o", dest="draft", type=Path, required=True, metavar="新草稿")
    comparing.set_defaults(run=_last)


def _check(options: argparse.Namespace) -> int:
    old = open_any(options.file)
    form, report, issues = old.form, old.report, old.findings()
    for said in (editions().refusal(report.edition), checked_before(form, report)):
        if said:
            print(said, file=sys.stderr)
    if options.json:
        told = [{"ident": issue.ident, **msgspec.to_builtins(issue)} for issue in issues]
        print(msgspec.json.format(msgspec.json.encode(told), indent=1).decode())
    else:
        for issue in issues:
            print(_told(issue))
        print(verdict(issues, len(rules_off(form, report))))
    return int(any(issue.severity is Severity.ERROR and issue.is_open for issue in issues))


def _told(issue: Issue) -> str:
    after = "　随之而来" if issue.follows else ""
    if issue.reason is not None:
        after = f"　理由：{issue.reason}" if issue.reason else "　已看过"
    return f"{issue.severity.label} {issue.code} {issue.message}{after}"


def _why(options: argparse.Namespace) -> int:
    old = open_any(options.file)
    form, report = old.form, old.report
    for issue in old.findings():
        if issue.is_open and issue.difference is not None:
            print(_told(issue))
            section = form.section_of(issue.keys[0]).id
            for at, suspect in enumerate(suspects(form, report, section, about=issue.keys), 1):
                print(f"  疑点 {at} {suspect.sentence}")
    return 0


def _answer(options: argparse.Namespace) -> int:
    keep_apart(options.file, options.draft)
    report = open_report(options.file)
    form = editions().load(report.edition)
    figures = reckon(form, report)
    issue = next((issue for issue in Checker(form).run(report, figures) if issue.ident == options.ident), None)
    if issue is None or not issue.closes:
        raise UserError(f"没有可以写理由的“{options.ident}”", safe="草稿没有改动", do="请用 check --json 看名称")
    if not options.reason.strip() and not issue.is_hint:
        raise UserError("存疑要写明理由才算说明了", safe="草稿没有改动", do="请写上理由；只有提示可以空着")
    save_draft(report.with_changes(answer(figures, issue, options.reason)), options.draft)
    print(f"已写理由，存为 {options.draft.name}")
    return 0


def _off(options: argparse.Namespace) -> int:
    keep_apart(options.file, options.draft)
    report = open_report(options.file)
    form = editions().load(report.edition)
    rules = [rule for rule in form.check if rule.code == options.code]
    if not rules:
        raise UserError(f"没有编号是“{options.code}”的规则", safe="草稿没有改动", do="编号见 docs/rules.md")
    if options.reason.strip() and not any(rule.may_be_off for rule in rules):
        raise UserError(f"{options.code} 是必须满足的，不能停用", safe="草稿没有改动", do="请改正它说的那一处")
    save_draft(report.with_changes({OFF + options.code: options.reason.strip() or None}), options.draft)
    print(f"已{'停用' if options.reason.strip() else '恢复'} {options.code}，存为 {options.draft.name}")
    return 0


def _last(options: argparse.Namespace) -> int:
    for source in (options.file, options.last):
        keep_apart(source, options.draft)
    report, last = open_report(options.file), open_report(options.last)
    if report.year is None or last.year != report.year - 1:
        raise UserError(
            f"“{options.last.name}”不是“{options.file.name}”上一年的", safe="草稿没有改动", do="请核对两份的报告年度"
        )
    changes = compared_with(editions().load(report.edition), report, last, options.last.name)
    save_draft(report.with_changes(changes), options.draft)
    print(f"已放入 {last.year} 年度的数，承接上年结转 {len(changes) - 1} 格，存为 {options.draft.name}")
    return 0
