"""The unit's name misspelt is found, as are names of other bodies of its kind; what only resembles them isn't."""

import pytest

from core.checks import Checker
from core.form import Form
from core.issue import Issue
from core.rules import Severity
from tests.core.rule_examples import reported
from tests.core.sheets import TEXTS

STREET = "青石区柳荫街道办事处"
TOWN = "沙河县枫桥镇人民政府"


def found(form: Form, checker: Checker, unit: str, text: str, rule: str, key: str = "overview/text") -> list[Issue]:
    """What a rule says of a unit of this name, one of whose texts ends like this."""
    report = reported(form, {"profile/unit": unit, key: TEXTS.get(key, "") + text})
    return [issue for issue in checker.run(report) if issue.rule == rule]


def near(form: Form, checker: Checker, unit: str, text: str) -> list[str]:
    return [issue.passage for issue in found(form, checker, unit, text, "S-09#2")]


def others(form: Form, checker: Checker, unit: str, text: str) -> list[str]:
    return [issue.passage for issue in found(form, checker, unit, text, "S-09#3")]


# ------------------------------------------------------------ the own name


@pytest.mark.parametrize(
    ("what", "typed"),
    [
        ("missing", "青石柳荫街道办事处"),
        ("missing, the second one", "青区柳荫街道办事处"),
        ("missing, the last but one", "青石区柳荫街道办处"),
        ("added", "青石区柳荫荫街道办事处"),
        ("added, behind the first one", "青山石区柳荫街道办事处"),
        ("added, before the last one", "青石区柳荫街道办事的处"),
        ("changed", "青石区柳阴街道办事处"),
        ("changed, the second one", "青山区柳荫街道办事处"),
        ("changed, the last but one", "青石区柳荫街道办公处"),
    ],
)
def test_a_name_with_one_character_off_is_found(form: Form, checker: Checker, what: str, typed: str) -> None:
    assert near(form, checker, STREET, f"请联系{typed}。") == [typed], what


@pytest.mark.parametrize(
    "text",
    [
        STREET,
        f"{STREET}{STREET}办公室",
        f"区{STREET}处",
        "柳荫街道办事处",
        "青石柳阴街道办事处",
        "青石区柳荫街道",
        "青石区Z荫街道办事处",
        "青石区柳荫街道 办事处",
        "",
    ],
)
def test_the_name_itself_and_what_is_further_off_are_not(form: Form, checker: Checker, text: str) -> None:
    assert near(form, checker, STREET, text) == []


def test_what_stands_beside_the_name_is_found_each_spelling_once(form: Form, checker: Checker) -> None:
    text = f"青石区柳阴街道办事处、{STREET}、青石柳荫街道办事处、青石区柳阴街道办事处"
    assert near(form, checker, STREET, text) == ["青石区柳阴街道办事处", "青石柳荫街道办事处"]


def test_a_sign_in_the_name_is_looked_for_as_it_is(form: Form, checker: Checker) -> None:
    assert near(form, checker, "青石区（柳荫）办事处", "青石区（柳荫）办事处，青石区（柳阴）办事处") == [
        "青石区（柳阴）办事处"
    ]


@pytest.mark.parametrize(
    ("unit", "typed", "told"),
    [
        ("沙河县商务局", "沙河市商务局", True),
        ("  沙河县商务局 ", "沙河市商务局", True),
        ("沙河商务局", "沙河商业局", False),
        ("  沙河商务局  ", "沙河商业局", False),
        ("", "沙河商业局", False),
    ],
)
def test_names_under_six_characters_are_not_looked_for(
    form: Form, checker: Checker, unit: str, typed: str, told: bool
) -> None:
    assert near(form, checker, unit, typed) == [typed] * told


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("profile/preamble", "前言"),
        ("profile/office", "联系机构"),
        ("problems/text", "五、存在的主要问题及改进情况"),
        ("other/text", "六、其他需要报告的事项"),
    ],
)
def test_all_that_is_written_is_looked_through(form: Form, checker: Checker, key: str, place: str) -> None:
    (issue,) = found(form, checker, TOWN, "沙河县枫桥乡人民政府", "S-09#2", key)
    assert issue.keys == (key,)
    assert issue.message == f"{place}：“沙河县枫桥乡人民政府”与单位名称“{TOWN}”只差一点，是不是写错了"
    assert (issue.severity, issue.closes) == (Severity.QUERY, True)


def test_another_name_is_another_finding(form: Form, checker: Checker) -> None:
    (one,) = found(form, checker, "沙河县商务局", "沙河县商业局", "S-09#2")
    (other,) = found(form, checker, "沙河县工业局", "沙河县商业局", "S-09#2")
    assert one.passage == other.passage
    assert one.ident != other.ident, "a reason given for one is none for the other"


# ------------------------------------------------------------ other bodies


@pytest.mark.parametrize(
    ("unit", "text", "told"),
    [
        (STREET, "桂湖街道办事处公开12条", ["桂湖街道办事处"]),
        (STREET, "青石区桂湖街道办事处", ["桂湖街道办事处"]),
        (STREET, "石桥镇人民政府、石桥乡人民政府", ["石桥镇人民政府", "石桥乡人民政府"]),
        (TOWN, "2023年，石桥镇人民政府", ["石桥镇人民政府"]),
        (TOWN, "桂湖街道办事处", ["桂湖街道办事处"]),
        ("沙河县枫桥乡人民政府", "石桥乡人民政府", ["石桥乡人民政府"]),
        (f" {STREET} ", "桂湖街道办事处", ["桂湖街道办事处"]),
    ],
)
def test_another_body_of_the_kind_is_told(form: Form, checker: Checker, unit: str, text: str, told: list[str]) -> None:
    assert others(form, checker, unit, text) == told


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        (STREET, STREET),
        (STREET, "柳荫街道办事处"),
        (STREET, "我街道办事处"),
        (STREET, "要求我街道办事处、本街道办事处、该街道办事处公开"),
        (STREET, "全区三个街道办事处，全区各街道办事处"),
        (STREET, "街道办事处"),
        (STREET, "指导所辖街道办事处"),
        (STREET, "区人民政府、桂湖街道、桂湖社区"),
        (TOWN, TOWN),
        (TOWN, "督促各镇人民政府，全县各镇人民政府、各乡人民政府"),
        (TOWN, "沙河县人民政府"),
        (TOWN, ""),
    ],
)
def test_the_own_body_and_none_in_particular_are_not(form: Form, checker: Checker, unit: str, text: str) -> None:
    assert others(form, checker, unit, text) == []


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        (STREET, "可到街道办事处查阅"),
        (STREET, "全区街道办事处"),
        (TOWN, "要求各乡镇人民政府公开"),
        ("龙镇人民政府", "可在龙镇人民政府查阅"),
    ],
)
def test_words_before_the_ending_are_no_name(form: Form, checker: Checker, unit: str, text: str) -> None:
    assert others(form, checker, unit, text) == []


def test_another_body_named_twice_is_told_once(form: Form, checker: Checker) -> None:
    assert others(form, checker, STREET, "桂湖街道办事处和桂湖街道办事处") == ["桂湖街道办事处"]


@pytest.mark.parametrize("unit", ["沙河县教育局", "沙河县人民政府", "柳荫街道办", ""])
def test_other_bodies_are_only_told_to_one_of_their_kind(form: Form, checker: Checker, unit: str) -> None:
    assert others(form, checker, unit, "桂湖街道办事处、石桥镇人民政府、石桥乡人民政府") == []


def test_another_body_is_looked_for_in_whole_texts_alone(form: Form, checker: Checker) -> None:
    for key, place in (("profile/preamble", "前言"), ("problems/text", "五、存在的主要问题及改进情况")):
        (issue,) = found(form, checker, STREET, "桂湖街道办事处", "S-09#3", key)
        assert issue.message == f"{place}：“桂湖街道办事处”不是本单位，是不是别处抄来的"
        assert (issue.keys, issue.severity) == ((key,), Severity.HINT)
    assert found(form, checker, STREET, "桂湖街道办事处", "S-09#3", "profile/office") == []
