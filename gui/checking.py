"""Walking through the findings and answering them: what the menu 核对 does."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from core.answers import rules_off
from core.errors import UserError
from core.issue import Issue
from gui.document import Document
from gui.issue_rows import can_ask_why, in_order, is_missing
from gui.issues import IssueList

_POINT = "请先在“待处理”里点一条，或按 F8 到那一处。"


class Checking(QObject):
    """Acts on the finding in hand: the one the list points at, else the first that touches the cell in hand.

    `here` tells the key of the cell or field in hand, `go` takes another one in hand, with a passage of its text.
    `told` says why nothing was done.
    """

    told = Signal(str)

    def __init__(
        self,
        document: Document,
        issues: IssueList,
        window: QWidget,
        here: Callable[[], str],
        go: Callable[[str, str], None],
    ) -> None:
        super().__init__(window)
        self._document = document
        self._issues = issues
        self._window = window
        self._here = here
        self._go = go
        self._at = ""  # the ident of the finding visited last
        issues.answer_wanted.connect(self._answer)
        issues.compare_wanted.connect(self.compare)
        document.replaced.connect(self._forget)

    def next(self) -> None:
        """Go on to the next finding of the report, round again after the last."""
        self._walk(1)

    def previous(self) -> None:
        """Go back to the finding before."""
        self._walk(-1)

    def compare(self, key: str) -> None:
        """Show a text beside last year's."""
        from gui.beside import Beside

        previous = self._document.report.previous
        if not (previous and previous.texts.get(key)):
            self.told.emit("没有去年这一部分的文字可以对照；从去年的报告新建（Ctrl+L）时会带进来。")
            return
        dialog = Beside(self._document, key, self._window)
        dialog.exec()
        dialog.deleteLater()

    def edit_own_words(self) -> None:
        """Let the user change the words that no report should hold."""
        from gui.own_words import OwnWords

        editions = self._document.editions
        dialog = OwnWords(editions, self._window)
        if dialog.exec():
            try:
                editions.keep_own_words(dialog.words)
            except UserError as problem:
                self.told.emit(str(problem))
            else:
                self._document.reload_form()
        dialog.deleteLater()

    def why(self) -> None:
        """Show what looks like the cause of the imbalance in hand, else of the first one."""
        issue = self._in_hand(self._asked) or next(filter(self._asked, self._document.issues), None)
        if issue:
            self._issues.ask_why(issue)
        else:
            self.told.emit("没有不平的地方。")

    def answer(self) -> None:
        """Give a reason for the finding in hand, or put it aside if it's a hint."""
        issue = self._in_hand(lambda issue: issue.is_open and issue.closes)
        if issue:
            self._answer(issue)
        elif self._in_hand(lambda issue: issue.is_open and is_missing(self._document, issue)):
            self.told.emit("这一处还没有填，填上就好；没有发生的填 0。")
        elif self._in_hand(lambda issue: issue.is_open):
            self.told.emit("这一处是错误，要改正，不能用理由说明。")
        else:
            self.told.emit(_POINT)

    def switch_off(self) -> None:
        """Switch off the rule behind the finding in hand."""
        from gui.reason import ask_switch_off

        issue = self._in_hand(lambda issue: issue.is_open)
        if issue is None:
            self.told.emit(_POINT)
        elif not any(rule.may_be_off for rule in self._document.form.check if rule.code == issue.code):
            self.told.emit(f"{issue.code} 是必须满足的，不能停用；请改正它说的那一处。")
        else:
            ask_switch_off(self._document, issue, self._window)

    def fill_off(self, menu: QMenu) -> None:
        """List the rules that are switched off; choosing one switches it on again."""
        menu.clear()
        for code, reason in rules_off(self._document.form, self._document.report).items():
            action = menu.addAction(f"恢复 {code}（停用理由：{reason}）".replace("&", "&&"))
            action.triggered.connect(lambda _=False, code=code: self._document.switch_rule(code, None))
        if menu.isEmpty():
            menu.addAction("（没有停用的规则）").setEnabled(False)

    def fill_last_year(self) -> None:
        """Let last year's numbers be filled in."""
        from gui.last_year import ask_last_year

        if carried := ask_last_year(self._document, self._window):
            self.told.emit(f"今年空着的上年结转有 {carried} 格，已照去年的结转下年度填上（标“承”）。")

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
        if pointed and pointed in self._document.issues and (pointed in touching or self._issues.hasFocus()):
            return pointed
        return touching[0] if touching else None

    def _walk(self, step: int) -> None:
        left = in_order(self._document)
        if not left:
            return
        idents = [issue.ident for issue in left]
        first = 0 if step > 0 else -1
        at = idents.index(self._at) + step if self._at in idents else first
        issue = left[at % len(left)]
        self._at = issue.ident
        self._go(self._issues.target(issue), issue.passage)
        self._issues.point_at(issue)

    def _forget(self) -> None:
        self._at = ""
