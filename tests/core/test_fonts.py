"""The choices of fonts: complete, told by role, and what stands in for a font that isn't there is said."""

from pathlib import Path
from typing import get_args

import pytest

from core.fonts import FontSet, RoleName, absent, font_sets, look, told_absent

SETS = font_sets()


def every_name(fonts: FontSet) -> list[str]:
    return [role.word for role in fonts.role]


def test_the_usual_fonts_come_first_and_those_of_the_system_second() -> None:
    assert [fonts.id for fonts in SETS] == ["standard", "common"]
    assert every_name(SETS[0]) == ["方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"]
    assert every_name(SETS[1]) == ["宋体", "仿宋", "楷体", "黑体", "宋体"]


@pytest.mark.parametrize("fonts", SETS, ids=lambda fonts: fonts.id)
def test_each_choice_has_a_font_for_every_role(fonts: FontSet) -> None:
    assert [role.id for role in fonts.role] == list(get_args(RoleName))
    for role in fonts.role:
        assert fonts[role.id] is role
        assert role.chain[:2] == (role.word, role.english)
        assert len(set(role.chain)) == len(role.chain) > 2, "something stands in for it, nothing twice"


def test_only_the_title_is_bold_and_only_without_a_font_of_its_own() -> None:
    assert [(fonts.id, role.id) for fonts in SETS for role in fonts.role if role.bold] == [("common", "title")]


@pytest.mark.parametrize(("wanted", "found"), [("", "standard"), ("common", "common"), ("nonsense", "standard")])
def test_a_look_is_found_by_its_name_and_is_the_usual_one_otherwise(wanted: str, found: str) -> None:
    assert (look(wanted).fonts.id, look(wanted).template) == (found, None)
    assert look(wanted, Path("a.docx")).template == Path("a.docx")


# ------------------------------------------------------------ what a machine has


@pytest.mark.parametrize("fonts", SETS, ids=lambda fonts: fonts.id)
def test_where_all_are_there_nothing_is_said(fonts: FontSet) -> None:
    by_english_name = [role.english.upper() for role in fonts.role]
    for families in (every_name(fonts), by_english_name):
        assert absent(fonts, families) == {}
        assert told_absent(fonts, families) == ""


def test_the_best_that_is_there_stands_in() -> None:
    have = ["仿宋_GB2312", "KaiTi_GB2312", "SimHei", "simsun", "STZhongsong", "SimSun-ExtB"]
    assert absent(SETS[0], have) == {"方正小标宋简体": "STZhongsong"}
    assert told_absent(SETS[0], have) == (
        "这台电脑没有 1 种字体，预览、打印和 PDF 里用相近的代替：方正小标宋简体（用“STZhongsong”代替）。"
        "Word 文件里仍写原来的名称。"
    )


def test_where_there_is_none_at_all_any_font_of_the_system_stands_in() -> None:
    assert absent(SETS[0], []) == dict.fromkeys(every_name(SETS[0]), "")
    assert told_absent(SETS[0], []).count("（用“系统的字体”代替）") == 5
