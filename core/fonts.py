"""The fonts of the report by role, and what stands in for those a machine doesn't have."""

import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from core.locate import resource

RoleName = Literal["title", "body", "lead", "heading", "table"]
LATIN = ("Times New Roman", "Liberation Serif", "Tinos", "Libertinus Serif")  # digits and letters


class Role(Struct, frozen=True, forbid_unknown_fields=True):
    """What a kind of text is set in: the name in the Word file, the same font's
    English name, and the names to try after these where pages are made.
    """

    id: RoleName
    label: str
    word: str
    english: str
    others: tuple[str, ...]
    bold: bool = False

    @property
    def chain(self) -> tuple[str, ...]:
        """All names, best first."""
        return (self.word, self.english, *self.others)


class FontSet(Struct, frozen=True, forbid_unknown_fields=True):
    """A choice of fonts for the whole report."""

    id: str
    label: str
    role: tuple[Role, ...]

    def __getitem__(self, name: RoleName) -> Role:
        return next(role for role in self.role if role.id == name)


class _Fonts(Struct, frozen=True, forbid_unknown_fields=True):
    set: tuple[FontSet, ...]


class Look(Struct, frozen=True):
    """How the clerk wants the report to look: the fonts, and the office's own Word template."""

    fonts: FontSet
    template: Path | None = None


def font_sets() -> tuple[FontSet, ...]:
    """The choices of fonts, the usual one first."""
    text = resource("pages", "fonts.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), _Fonts).set


def look(fonts: str = "", template: Path | None = None) -> Look:
    """The look with the fonts of that name, the usual ones if there is none such."""
    sets = font_sets()
    return Look(next((one for one in sets if one.id == fonts), sets[0]), template)


def absent(fonts: FontSet, families: Collection[str]) -> dict[str, str]:
    """The fonts that a machine with these families doesn't have, and what its pages show instead ("": any)."""
    known = {family.casefold() for family in families}
    found = {role: next((name for name in role.chain if name.casefold() in known), "") for role in fonts.role}
    return {role.word: instead for role, instead in found.items() if instead not in (role.word, role.english)}


def told_absent(fonts: FontSet, families: Collection[str]) -> str:
    """Say which fonts a machine doesn't have, and what follows; "" if it has all."""
    names = [f"{name}（用“{instead or '系统的字体'}”代替）" for name, instead in absent(fonts, families).items()]
    if not names:
        return ""
    return (
        f"这台电脑没有 {len(names)} 种字体，预览、打印和 PDF 里用相近的代替：{'、'.join(names)}。"
        "Word 文件里仍写原来的名称。"
    )
