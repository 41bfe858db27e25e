"""Which edition file is used: the one that ships with the program, or a newer one in the user's folder (规则包)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec import structs

from core import form as forms
from core.checks import Checker
from core.durable import make_folder, write_durably
from core.errors import FormError
from core.form import Form
from core.help import load_remarks
from core.report import Report
from core.rules import Severity
from core.text_rules import WordingRule
from core.words import Remark

OWN_WORDS = "自定词表.txt"  # in the user's folder, a word a line
_MOST_WORDS = 2000


@dataclass(frozen=True, slots=True)
class Editions:
    """Edition files by name; those in `pack`, the user's folder, go before ours if they are newer and valid."""

    pack: Path | None = None

    def load(self, edition: str) -> Form:
        """Return the form of an edition. Raises FormError if the one that ships with the program can't be used."""
        form = self._from_pack(edition)[0] or forms.load(edition)
        words = self.own_words()
        return structs.replace(form, check=(*form.check, _own_rule(words))) if words else form

    def own_words(self) -> tuple[str, ...]:
        """The words that the user doesn't want to see in a report, from a list in the user's folder."""
        if self.pack is None:
            return ()
        try:
            lines = (self.pack / OWN_WORDS).read_text(encoding="utf-8-sig", errors="replace").splitlines()
        except OSError:
            return ()
        return tuple(dict.fromkeys(line.strip() for line in lines[:_MOST_WORDS] if line.strip()))

    def keep_own_words(self, words: Sequence[str]) -> None:
        """Write the user's list of words. Raises SaveFailed."""
        assert self.pack
        make_folder(self.pack)
        write_durably(self.pack / OWN_WORDS, "".join(f"{word}\n" for word in words).encode())

    def refusal(self, edition: str) -> str:
        """Why the user's file for an edition is not used, in one sentence; "" if it is, or if there is none."""
        return self._from_pack(edition)[1]

    def remarks(self, form: Form) -> Mapping[str, tuple[Remark, ...]]:
        """The help on every cell, from the file the form came from."""
        in_pack = self._from_pack(form.edition)[0]
        return load_remarks(form, self.pack if in_pack and in_pack.version == form.version else None)

    def names(self) -> list[str]:
        """The names of the editions, newest last."""
        return forms.editions()

    def newest(self) -> str:
        """The name of the newest edition that ships with the program."""
        return forms.editions()[-1]

    def _from_pack(self, edition: str) -> tuple[Form | None, str]:
        if self.pack is None or not (self.pack / f"{edition}.toml").exists():
            return None, ""
        shipped, name = forms.load(edition), f"规则包 {edition}.toml"
        try:
            form = forms.load(edition, self.pack)
            if form.edition == edition:
                load_remarks(form, self.pack)
                Checker(form).run(Report(edition))
        except FormError as problem:
            return None, f"{name} 没有使用：{problem.happened}。{_instead(shipped)}"
        except (LookupError, ValueError, ArithmeticError) as problem:
            return None, f"{name} 没有使用：有一条规则用不起来（{problem}）。{_instead(shipped)}"
        if why := _unfit(form, shipped):
            return None, f"{name} 没有使用：{why}。{_instead(shipped)}"
        return form, ""


def _own_rule(words: Sequence[str]) -> WordingRule:
    return WordingRule(
        code="U-01",
        severity=Severity.HINT,
        sentence="{place}：“{typed}”在自定的词表里",
        source="自定词表（菜单“核对”）",
        patterns=tuple(map(re.escape, words)),
    )


def _unfit(form: Form, shipped: Form) -> str:
    """Why a form can't take the place of ours, "" if it can."""
    if form.edition != shipped.edition:
        return f"里面写的是 {form.edition} 版表样"
    if form.version <= shipped.version:
        return f"它是第 {form.version} 版，不比程序自带的新"
    missing = {**shipped.cells, **shipped.fields}.keys() - {**form.cells, **form.fields}.keys()
    return f"缺少“{min(missing)}”，填好的内容会没有地方放" if missing else ""


def _instead(shipped: Form) -> str:
    return f"仍按程序自带的第 {shipped.version} 版核对。"


def checked_before(form: Form, report: Report) -> str:
    """That a draft was last checked with another version of the rules, in one sentence; "" if it wasn't."""
    if report.rules in (0, form.version):
        return ""
    return f"这份草稿上次按第 {report.rules} 版规则核对，现在用的是第 {form.version} 版，列出的问题可能有增减。"
