"""The page of the manual that lists every check of an edition, as Markdown."""

import re

from core.form import Form
from core.text_rules import AnyRule

_PARTS = {
    "T3": "表三 收到和处理政府信息公开申请情况",
    "L": "台账核对数",
    "T2": "表二 主动公开政府信息情况",
    "T4": "表四 行政复议、行政诉讼情况",
    "X": "与上年比",
    "F": "信息处理费（第六部分）",
    "N": "正文与表格",
    "S": "结构、期限、用语",
    "P": "单位类型",
}


def rules_table(form: Form, remark: str = "") -> str:
    """The manual page: every rule with its number, sentence, source and severity, part by part; a remark on top."""
    codes = {rule.code for rule in form.check}
    lines = [
        "# 核对规则",
        "",
        f"表样 {form.edition}（{form.source}），规则第 {form.version} 版，共 {len(codes)} 条。{remark}",
        "",
        "- **错误**：算术不平、前后矛盾，要改正；标“可说明”的，写明理由后不再算错误。",
        "- **存疑**：多半不对，核实后写一条理由就可以；理由和它说明的数一起存下，数一变就重新列出。",
        "- **提示**：看一眼，点“知道了”就收起。",
        "",
        "可以说明的规则和提示，不适用于本单位的可以对这一份报告停用（菜单“核对”），理由写进校验报告，结论后面注明；必须满足的（表内勾稽、尚未填写等）不能停用。“…”处是核对时填进去的格名和数。",
    ]
    for prefix, title in _PARTS.items():
        rules = [rule for rule in form.check if rule.code.partition("-")[0] == prefix]
        lines += ["", f"## {title}", "", "| 编号 | 级别 | 说的话 | 依据 |", "|---|---|---|---|"]
        lines += [_row(rule) for rule in rules]
    return "\n".join(lines) + "\n"


def _row(rule: AnyRule) -> str:
    severity = rule.severity.label + ("（可说明）" if rule.closes and rule.severity == "error" else "")
    sentence = re.sub(r"\{.*?\}", "…", rule.sentence)
    return f"| {rule.code} | {severity} | {sentence} | {rule.source} |"
