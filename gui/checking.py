"""Walking through the findings and answering them: what the menu 核对 does."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from core.answers import rules_off
from core.issue import Issue
from gui.document import Document
from gui.issue_rows import can_ask_why, in_order, is_missing
from gui.issues import IssueList


class Checking(QObject):
    """Acts on the finding in hand: the one the list points at, else the first that touches the cell in hand.

    `here` tells the key of the cell or field in hand, `go` takes another one in hand.
    """

    def __init__(
        self,
        document: Document,
        issues: IssueList,
        window: QWidget,
        here: Callable[[], str],
        go: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._document = document
        self._issues = issues
        self._window = window
        self._here = here
        self._go = go
        self._at = ""  # the ident of the finding visited last
        issues.answer_wanted.connect(self._answer)
        document.replaced.connect(self._forget)

    def next(self) -> None:
        """Go on to the next finding of the report, round again after the last."""
        self._walk(1)

    def previous(self) -> None:
        """Go back to the finding before."""
        self._walk(-1)

    def why(self) -> None:
        """Show what looks like the cause of the imbalance in hand, else of the first one."""
        issue = self._in_hand(self._asked) or next(filter(self._asked, self._document.issues), None)
        if issue:
            self._issues.ask_why(issue)

    def answer(self) -> None:
        """Give a reason for the finding in hand, or put it aside if it's a hint."""
        if issue := self._in_hand(lambda issue: issue.is_open and issue.closes):
            self._answer(issue)

    def switch_off(self) -> None:
        """Switch off the rule behind the finding in hand."""
        from gui.reason import ask_switch_off

        if issue := self._in_hand(lambda issue: issue.is_open):
            ask_switch_off(self._document, issue, self._window)

    def fill_off(self, menu: QMenu) -> None:
        """List the rules that are switched off; choosing one switches it on again."""
        menu.clear()
        for code, reason in rules_off(self._document.report).items():
            action = menu.addAction(f"恢复 {code}（停用理由：{reason}）".replace("&", "&&"))
            action.triggered.connect(lambda _=False, code=code: self._document.switch_rule(code, None))
        if menu.isEmpty():
            menu.addAction("（没有停用的规则）").setEnabled(False)

    def fill_last_year(self) -> None:
        """Let last year's numbers be filled in."""
        from gui.last_year import ask_last_year

        ask_last_year(self._document, self._window)

    def _answer(self, issue: Issue) -> None:
        from gui.reason import ask_reason

        if issue.is_hint:
            self._document.close_issue(issue, "")
        else:
            ask_reason(self._document, issue, self._window)

    def _asked(self, issue: Issue) -> bool:
        return issue.is_open and can_ask_why(self._document, issue)

    def _in_hand(self, fits: Callable[[Issue], bool]) -> Issue | None:
        row, key = self._issues.row_in_hand(), self._here()
        touching = [issue for issue in self._document.issues if key in issue.keys and fits(issue)]
        pointed = row.issue if row and row.issue and fits(row.issue) else None
        if pointed and (pointed in touching or self._issues.hasFocus() or not touching):
            return pointed if pointed in self._document.issues else None
        return touching[0] if touching else None

    def _walk(self, step: int) -> None:
        left = in_order(self._document)
        if not left:
            return
        order, here = self._document.form.order, self._here()
        at = next((at for at, issue in enumerate(left) if issue.ident == self._at), -1)
        if at >= 0 and here in left[at].keys:
            at += step
        else:  # from where the cursor is
            place = order.get(here, -1)
            told = [issue for issue in left if not is_missing(self._document, issue)]
            before = sum(order[issue.keys[0]] < place for issue in told)
            at = before if step > 0 else before - 1
        issue = left[at % len(left)]
        self._at = issue.ident
        self._go(issue.keys[0])
        self._issues.point_at(issue)

    def _forget(self) -> None:
        self._at = ""
