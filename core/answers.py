"""What the clerk says to findings: a reason closes one for as long as what it excused stays; a rule can be put off."""

from msgspec import structs

from core.form import Form
from core.issue import Issue
from core.report import ANSWER, OFF, Answer, Figures, Report
from core.values import show, well_formed


def answered(report: Report, figures: Figures, issue: Issue) -> Issue:
    """The finding with the reason that closes it, if one was given to just this."""
    answer = report.answers.get(ANSWER + issue.ident) if issue.closes else None
    if answer is None or answer.basis != basis(figures, issue):
        return issue
    return structs.replace(issue, reason=answer.reason)


def answer(figures: Figures, issue: Issue, reason: str) -> dict[str, Answer]:
    """The change that closes a finding with a reason, "" for one that is only put aside."""
    return {ANSWER + issue.ident: Answer(well_formed(reason), basis(figures, issue))}


def basis(figures: Figures, issue: Issue) -> str:
    """What a reason excuses: both sides, the numbers in the cells spoken of, the passage of a text."""
    cells = (figures.numbers[key] for key in issue.keys if key in figures.numbers)
    shown = ["" if number is None else show(number) for number in cells]
    sides = ["" if side is None else str(side) for side in (issue.left, issue.right)]
    return " ".join([*sides, *shown, issue.passage, issue.detail]).strip()


def was_reopened(report: Report, issue: Issue) -> bool:
    """Whether a reason had been given, and what it excused has changed."""
    return issue.is_open and ANSWER + issue.ident in report.answers


def offered_reasons(form: Form, report: Report, issue: Issue) -> list[str]:
    """Reasons to choose from: this one's earlier, last year's, then the edition's phrases."""
    earlier = report.answers.get(ANSWER + issue.ident)
    last = report.previous.reasons.get(issue.ident, "") if report.previous else ""
    phrases = [phrase.text for phrase in form.phrase if phrase.use == "query"]
    return list(dict.fromkeys(reason for reason in (earlier.reason if earlier else "", last, *phrases) if reason))


def is_off(report: Report, code: str) -> bool:
    """Whether a rule is switched off for this report."""
    return OFF + code in report.texts


def rules_off(form: Form, report: Report) -> dict[str, str]:
    """The codes of the rules that are switched off, and why; one that can't be is not."""
    off = {key.removeprefix(OFF): reason for key, reason in report.texts.items() if key.startswith(OFF)}
    may = {rule.code for rule in form.check if rule.may_be_off} if off else set[str]()
    return {code: reason for code, reason in off.items() if code in may}


def reasons_given(report: Report) -> dict[str, str]:
    """Every reason given in words, by the finding's ident; for next year."""
    return {key.removeprefix(ANSWER): said.reason for key, said in report.answers.items() if said.reason}
