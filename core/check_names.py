"""Checks of names in the texts: the own one misspelt, and those of other bodies."""

import re
from collections.abc import Iterator
from functools import lru_cache

from core.check_kinds import Finder, Sheet, finders, finding
from core.check_texts import place_of
from core.form import Form
from core.issue import Issue
from core.text_rules import NearNameRule, OtherBodyRule

_SHORTEST = 6  # characters; shorter names have too many neighbours
_NO_NAME = frozenset("我本该各全其等个辖属到在向对由和与及以可往区县市乡镇街")  # no part of the name before an ending


@finders.register
def _(rule: NearNameRule, form: Form) -> Iterator[Finder]:
    keys = [key for key, field in form.fields.items() if field.kind in ("line", "text") and key != rule.field]

    def find(sheet: Sheet) -> Iterator[Issue]:
        name = sheet.report.text(rule.field).strip()
        for key in keys if len(name) >= _SHORTEST else ():
            text = sheet.report.text(key)
            for typed in _near(name, text) if text else ():
                words = {"place": place_of(form, key), "typed": typed, "name": name}
                yield finding(rule, (key,), words=words, passage=typed, part=name)

    yield find


@lru_cache(maxsize=64)
def _near(name: str, text: str) -> tuple[str, ...]:
    """What in a text is the name but for one character, each once."""
    return tuple(dict.fromkeys(match[0] for match in _spellings(name).finditer(text.replace(name, "\0"))))


@lru_cache(maxsize=8)
def _spellings(name: str) -> re.Pattern[str]:
    """All ways to write a name with a character left out, put in or changed; its ends stay as they are."""
    inner = range(1, len(name) - 1)
    less = [re.escape(name[:at] + name[at + 1 :]) for at in inner]
    other = [re.escape(name[:at]) + r"[\u4e00-\u9fff]" + re.escape(name[at + 1 :]) for at in inner]
    more = [re.escape(name[:at]) + r"[\u4e00-\u9fff]" + re.escape(name[at:]) for at in range(1, len(name))]
    return re.compile("|".join([*more, *other, *less]))


@finders.register
def _(rule: OtherBodyRule, form: Form) -> Iterator[Finder]:
    keys = [key for key, field in form.fields.items() if field.kind == "text"]
    endings = "|".join(map(re.escape, rule.endings))
    pattern = re.compile(rf"([\u4e00-\u9fff]{{2}})({endings})")

    def find(sheet: Sheet) -> Iterator[Issue]:
        name = sheet.report.text(rule.field).strip()
        for key in keys if name.endswith(rule.endings) else ():
            found = pattern.finditer(sheet.report.text(key))
            for typed in dict.fromkeys(match[0] for match in found if _is_other(match, name)):
                yield finding(rule, (key,), words={"place": place_of(form, key), "typed": typed}, passage=typed)

    yield find


def _is_other(match: re.Match[str], name: str) -> bool:
    """Whether two characters and an ending name another body; the own one may have a name of one character, 龙镇."""
    short = re.search(f"(?:^|[省市县区旗])[\u4e00-\u9fff]{match[2]}$", name)
    return (match[0][1:] if short else match[0]) not in name and _NO_NAME.isdisjoint(match[1])
