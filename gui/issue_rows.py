"""What the list of findings shows, line by line: causes, what follows from them, suspects, what has been explained."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from core.answers import was_reopened
from core.fixing import fix
from core.issue import Issue
from core.text_rules import AlikeRule
from gui.document import Document

if TYPE_CHECKING:
    from core.diagnose import Suspect

EXPLAINED = "已说明"  # the ident of the line that folds what has been explained


class Act(Enum):
    """What can be done at a line of the list."""

    UNFOLD = "展开"
    FOLD = "收起"
    WHY = "为什么不平？"
    FIX = "改过来"
    COMPARE = "对照去年"
    QUICK = "不是这一项"
    ANSWER = "写理由…"
    ASIDE = "知道了"
    TAKE_BACK = "撤回"


@dataclass(frozen=True)
class Row:
    """One line: a heading with what can be done there, a sentence, the place to go to, how deep it stands."""

    ident: str
    head: str
    text: str
    key: str = ""
    acts: tuple[Act, ...] = ()
    issue: Issue | None = None
    inner: bool = False
    blank: bool = False


def rows(document: Document, unfolded: Collection[str], why: "Mapping[str, Sequence[Suspect]]") -> list[Row]:
    """Lay out the findings: those with a cause below it, if it's unfolded; what has been explained at the end."""
    found: list[Row] = []
    followers: dict[str, list[Issue]] = {}
    for issue in document.issues:
        if issue.follows:
            followers.setdefault(issue.follows, []).append(issue)
    for issue in in_order(document):
        found += _cause(document, issue, followers.get(issue.ident, []), unfolded, why)
    explained = [issue for issue in document.issues if issue.reason is not None]
    if explained:
        is_open = EXPLAINED in unfolded
        act = Act.FOLD if is_open else Act.UNFOLD
        found.append(Row(EXPLAINED, f"已说明理由或看过 {len(explained)} 处", "", acts=(act,)))
        found += [_explained(issue) for issue in explained] if is_open else []
    return found


def in_order(document: Document) -> list[Issue]:
    """What is open: errors, queries, what is still blank, hints; each in the order of the report."""
    left = [issue for issue in document.issues if issue.is_open]
    return sorted(left, key=lambda issue: (issue.is_hint, is_missing(document, issue), issue.severity.rank))


def target(document: Document, issue: Issue) -> str:
    """Where to go for a finding: what can be typed there first, else in what follows from it; a sum as the last."""
    following = [other for other in document.issues if other.follows == issue.ident and other.code == issue.code]
    for told in (issue, *following):
        if told.keys[0] not in document.figures.totals or told.keys[0] in document.report.cells:
            return told.keys[0]
        typed = [key for key in told.keys if key not in document.figures.totals]
        if typed:
            return min(typed, key=lambda key: document.form.order[key])
    return issue.keys[0]


def is_missing(document: Document, issue: Issue) -> bool:
    """Whether a finding only says that something is still to be filled in."""
    return issue.is_gap or (not issue.is_hint and document.is_blank(issue.keys))


def _cause(
    document: Document,
    issue: Issue,
    followers: Sequence[Issue],
    unfolded: Collection[str],
    why: "Mapping[str, Sequence[Suspect]]",
) -> list[Row]:
    blank = is_missing(document, issue)
    word = "待填" if blank else issue.severity.label
    head = f"{word}  {issue.code}"
    if followers:
        head += f"  另有 {len(followers)} 处受它影响"
    text = issue.message
    if was_reopened(document.report, issue):
        text += "（数变了，原来的理由不再适用）"
    acts = tuple(_acts(document, issue, followers, unfolded, why))
    found = [Row(issue.ident, head, text, target(document, issue), acts, issue, blank=blank)]
    if issue.ident in why:
        found += _suspects(document, issue, why[issue.ident])
    if issue.ident in unfolded:
        found += [_follower(follower) for follower in followers]
    return found


def _acts(
    document: Document,
    issue: Issue,
    followers: Sequence[Issue],
    unfolded: Collection[str],
    why: "Mapping[str, Sequence[Suspect]]",
) -> list[Act]:
    acts: list[Act] = []
    if can_ask_why(document, issue) and issue.ident not in why:
        acts.append(Act.WHY)
    if fix(document.form, document.report, issue):
        acts.append(Act.FIX)
    if isinstance(document.form.named_checks[issue.rule or issue.code], AlikeRule):
        acts.append(Act.COMPARE)
    if issue.closes and issue.is_hint:
        acts.append(Act.ASIDE)
    elif issue.closes and not document.is_blank(issue.keys):
        if quick_reason(document, issue):
            acts.append(Act.QUICK)
        acts.append(Act.ANSWER)
    if followers or issue.ident in why:
        acts.append(Act.FOLD if issue.ident in unfolded or issue.ident in why else Act.UNFOLD)
    return acts


def quick_reason(document: Document, issue: Issue) -> str:
    """The reason that one click gives, "" if the finding's rule has none."""
    return document.form.named_checks[issue.rule or issue.code].quick


def can_ask_why(document: Document, issue: Issue) -> bool:
    """Whether there is a sum behind the finding that suspects can be looked for."""
    return issue.difference is not None and any(key in document.form.cells for key in issue.keys)


def _suspects(document: Document, issue: Issue, suspects: "Sequence[Suspect]") -> list[Row]:
    section = document.form.section_of(issue.keys[0]).id
    blanks = sum(not cell.parts and cell.key not in document.report.cells for cell in document.form.tables[section])
    found = [
        Row(f"{issue.ident}?{at}", f"疑点 {at + 1}", suspect.sentence, suspect.keys[0], inner=True)
        for at, suspect in enumerate(suspects)
    ]
    if found and issue.difference in (1, -1):
        told = "只差 1，哪一格都有可能；请对照台账逐格核对"
        found.append(Row(f"{issue.ident}?one", "疑点", told, inner=True))
    if blanks:
        found.append(Row(f"{issue.ident}?blank", "疑点", f"先补齐 {blanks} 个空格，再看更准", inner=True))
    elif not found:
        found.append(Row(f"{issue.ident}?none", "疑点", "没有看出像哪种填错，请对照原始台账逐格核对", inner=True))
    return found


def _follower(issue: Issue) -> Row:
    return Row(issue.ident, f"受它影响  {issue.code}", issue.message, issue.keys[0], issue=issue, inner=True)


def _explained(issue: Issue) -> Row:
    said = f"理由：{issue.reason}" if issue.reason else "已看过"
    head = f"{issue.severity.label}  {issue.code}"
    return Row(issue.ident, head, f"{issue.message}\n{said}", issue.keys[0], (Act.TAKE_BACK,), issue, inner=True)
