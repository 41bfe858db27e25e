"""What is wrong with a check of an edition file is said in a sentence, before it could fail on a report."""

import tomllib
from collections.abc import Mapping
from typing import Any

import msgspec
import pytest

from core import form as forms
from core.checks import Checker
from core.form import Form
from core.report import Report
from core.text_rules import AnyRule
from core.verify_rules import verify_rule
from tests.core.sheets import DATA
from tests.core.test_verify import findings

WHOLE = {"code": "N", "severity": "hint", "sentence": "{place}", "source": "表样"}
BALANCE = {"code": "M", "kind": "balance", "section": "sheet", "left": ["x"], "right": ["y"], **WHOLE}
RULES: dict[str, dict[str, Any]] = {  # one sound rule of each kind
    "total": {"section": "sheet", "lines": ["all", "sum"], "sentence": "{place}{left}{right}{difference}"},
    "balance": {"section": "sheet", "left": ["x"], "right": ["y"], "sentence": "{place}{left}{right}{difference}"},
    "at_most": {"section": "sheet", "left": ["a"], "right": ["b"], "sentence": "{place}{left}{right}{difference}"},
    "opposite": {"section": "sheet", "sentence": "{place}{other}{change}{back}"},
    "shifted": {"section": "sheet", "sentence": "{place}{way}"},
    "number": {"section": "sheet", "cells": "count", "sentence": "{place}{typed}"},
    "dash": {"section": "sheet", "sentence": "{place}{typed}"},
    "decimals": {"section": "sheet", "most": 6, "sentence": "{place}{typed}"},
    "unlikely": {"section": "sheet", "when": ["x > last:y"], "only": ["a"], "sentence": "{place}{x}{last:y}{left}"},
    "filled": {"severity_tables_only": "hint", "sentence_cells": "{place}{missing}"},
    "year": {"field": "profile/year", "sentence": "{typed}"},
    "period": {"field": "profile/unit", "year": "profile/year", "sentence": "{place}{typed}{expected}"},
    "date": {"field": "profile/unit", "sentence": "{place}{typed}"},
    "deadline": {
        **{"field": "profile/unit", "due": "profile/unit", "latest": [3, 31]},
        "sentence": "{place}{typed}{latest}",
    },
    "format": {"field": "profile/unit", "pattern": r"\d{6}", "sentence": "{place}{typed}"},
    "asked": {"fields": ["profile/unit"], "sentence": "{missing}"},
    "lacks": {
        **{"field": "profile/unit", "needs": {"名": "{profile/year}|局"}, "least": 6},
        "sentence": "{place}{missing}{length}",
    },
    "wording": {
        **{"patterns": ["X{2,}"], "fix": {"X{2,}": "甲"}, "fields": ["profile/unit"]},
        "sentence": "{place}{typed}",
    },
    "heading": {"sentence": "{place}{typed}"},
    "other_year": {
        **{"fields": ["profile/unit"], "near": ["profile/unit"], "allowed": ["《.*》"]},
        "sentence": "{place}{typed}{year}",
    },
    "near_name": {"field": "profile/unit", "sentence": "{place}{typed}{name}"},
    "other_body": {"field": "profile/unit", "endings": ["镇人民政府"], "sentence": "{place}{typed}"},
    "alike": {"field": "profile/unit", "percent": 80, "sentence": "{place}{percent}{year}"},
    "stated": {"quantities": ["first"], "sentence": "{place}{passage}{label}{typed}{value}"},
    "stated_none": {"sentence": "{place}{passage}{label}{value}"},
    "stated_percent": {"sentence": "{place}{passage}{typed}{value}"},
    "stated_parts": {"sentence": "{place}{passage}{typed}{value}"},
    "stated_twice": {"sentence": "{place}{passage}{label}{typed}{value}"},
}
QUANTITY = {"id": "first", "label": "甲", "unit": "件", "sum": "sheet/x/a"}


def edition(*rules: Mapping[str, Any]) -> Form:
    """The mini edition with these checks and no others."""
    data = tomllib.loads((DATA / "mini.toml").read_text(encoding="utf-8"))
    return msgspec.convert(data | {"check": list(rules), "quantity": [QUANTITY]}, Form)


def found(kind: str, **changes: Any) -> list[str]:
    """What is found in the sound rule of a kind after changes to it."""
    form = edition({**WHOLE, "kind": kind, **RULES[kind], **changes}, BALANCE)
    return list(verify_rule(form, form.check[0]))


def test_there_is_a_sound_rule_of_every_kind() -> None:
    assert set(RULES) == {kind.__struct_config__.tag for kind in AnyRule.__args__}


@pytest.mark.parametrize("kind", RULES)
def test_nothing_is_found_in_a_sound_rule(kind: str) -> None:
    assert found(kind) == []
    assert found(kind, where={"profile/unit": ".*局"}) == []


@pytest.mark.parametrize("name", ["2019", "2021"])
def test_nothing_is_found_in_the_rules_that_ship(name: str) -> None:
    form = forms.load(name)
    assert [finding for rule in form.check for finding in verify_rule(form, rule)] == []


@pytest.mark.parametrize("kind", RULES)
def test_a_sentence_says_no_more_than_its_kind_knows(kind: str) -> None:
    assert found(kind, sentence="{plaice}") == ["规则 N 的句子里有不认识的“{plaice}”"]
    assert found(kind, sentence="}") == ["规则 N 的句子里有不成对的花括号"]


@pytest.mark.parametrize("kind", [kind for kind, rule in RULES.items() if "section" in rule])
def test_a_table_must_exist(kind: str) -> None:
    assert found(kind, section="paper") == ["规则 N 提到的表“paper”不存在"]
    assert found(kind, section="profile") == ["规则 N 提到的表“profile”不存在"]


@pytest.mark.parametrize(
    ("kind", "part"),
    [("total", "lines"), ("balance", "left"), ("balance", "right"), ("at_most", "left"), ("unlikely", "only")],
)
def test_lines_must_exist(kind: str, part: str) -> None:
    assert "规则 N 提到的“sheet/z”不存在" in found(kind, **{part: ["z"]})


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        *[(kind, "field") for kind, rule in RULES.items() if "field" in rule],
        *[("period", "year"), ("deadline", "due"), ("asked", "fields"), ("wording", "fields")],
        *[("other_year", "fields"), ("other_year", "near")],
    ],
)
def test_fields_must_exist(kind: str, part: str) -> None:
    stranger: Any = ["profile/z"] if isinstance(RULES[kind][part], list) else "profile/z"
    assert found(kind, **{part: stranger}) == ["规则 N 提到的“profile/z”不存在"]


@pytest.mark.parametrize("kind", RULES)
def test_a_rule_is_limited_by_fields_that_exist_and_patterns_that_can_be_read(kind: str) -> None:
    assert found(kind, where={"profile/z": "a"}) == ["规则 N 提到的“profile/z”不存在"]
    (finding,) = found(kind, where={"profile/unit": "("})
    assert finding.startswith("规则 N 的式样“(”不对（")


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("format", {"pattern": "["}),
        ("wording", {"patterns": ["XX", "["]}),
        ("wording", {"fix": {"[": "甲"}}),
        ("other_year", {"allowed": ["["]}),
        ("lacks", {"needs": {"名": "["}}),
    ],
)
def test_a_pattern_that_is_none_is_found(kind: str, changes: dict[str, Any]) -> None:
    (finding,) = found(kind, **changes)
    assert finding.startswith("规则 N 的式样“[”不对（")


def test_a_pattern_may_name_a_field_that_exists() -> None:
    assert found("lacks", needs={"名": "{profile/z}"}) == ["规则 N 提到的“profile/z”不存在"]
    assert found("lacks", needs={"名": r"\d{2}{profile/unit}"}) == []


def test_a_line_that_is_no_total_has_nothing_to_be_compared_with() -> None:
    assert found("total", lines=["x"]) == ["规则 N 提到的“sheet/x”不是合计"]


def test_a_kind_of_cell_that_the_table_has_not_is_found() -> None:
    assert found("number", cells="cuont") == ["规则 N 要找的单元格“cuont”在表“sheet”里没有"]
    assert found("number", cells="") == []


def test_numbers_can_be_looked_for_among_fields_too() -> None:
    form = forms.load("2021")
    (rule,) = (rule for rule in form.check if rule.code == "F-02" and rule.named_section)
    assert list(verify_rule(form, rule)) == []
    (elsewhere,) = list(verify_rule(form, msgspec.structs.replace(rule, section="overview")))
    assert elsewhere == "规则 F-02 提到的表“overview”不存在"


@pytest.mark.parametrize("kind", ["opposite", "shifted"])
def test_columns_are_only_weighed_against_each_other_in_a_table_with_a_balance(kind: str) -> None:
    form = edition({**WHOLE, "kind": kind, **RULES[kind]})
    assert list(verify_rule(form, form.check[0])) == ["规则 N 要看的表“sheet”没有勾稽关系（balance）"]


def test_a_balance_of_another_table_is_not_the_tables_own() -> None:
    form = edition({**WHOLE, "kind": "shifted", **RULES["shifted"]}, {**BALANCE, "section": "paper"})
    assert list(verify_rule(form, form.check[0])) == ["规则 N 要看的表“sheet”没有勾稽关系（balance）"]


# ------------------------------------------------------------ conditions


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"when": ["x >> y"]}, "规则 N 的条件“x >> y”读不懂"),
        ({"when": ["x > y", "y"]}, "规则 N 的条件“y”读不懂"),
        ({"when": ["1 > 0"]}, "规则 N 的条件没有提到任何一格"),
        ({"when": []}, "规则 N 的条件没有提到任何一格"),
        ({"when": ["x > z"]}, "规则 N 提到的“z”不存在"),
        ({"when": ["x > last:z"]}, "规则 N 提到的“z”不存在"),
        ({"when": ["x > sheet/x/z"]}, "规则 N 提到的“sheet/x/z”不存在"),
        ({"when": ["@ > 0"], "each": ["x", "z"]}, "规则 N 提到的“z”不存在"),
        ({"unknown": ["last:z"]}, "规则 N 提到的“z”不存在"),
        ({"when": ["x > profile/unit"]}, "规则 N 提到的“profile/unit”不存在"),
    ],
)
def test_a_condition_names_what_exists_and_can_be_read(changes: dict[str, Any], finding: str) -> None:
    assert finding in found("unlikely", sentence="", **changes)


def test_lines_are_named_beside_their_table_only() -> None:
    assert found("unlikely", section="", only=[], sentence="") == ["规则 N 提到的“x”不存在", "规则 N 提到的“y”不存在"]
    assert found("unlikely", section="", only=[], sentence="", when=["sheet/x/a > 0"]) == []


def test_a_name_that_is_missing_twice_is_told_once() -> None:
    assert found("unlikely", sentence="", when=["z > 0", "z + x < 5"]) == ["规则 N 提到的“z”不存在"]


@pytest.mark.parametrize(
    ("sentence", "changes", "told"),
    [
        ("{x}{last:y}", {}, []),
        ("{y}", {}, ["规则 N 的句子里有不认识的“{y}”"]),
        ("{@}", {"when": ["@ > 0"], "each": ["x", "y"]}, []),
        ("{@}{last:@}", {"when": ["@ > 0"], "each": ["x"]}, ["规则 N 的句子里有不认识的“{last:x}”"]),
        ("{@}", {}, ["规则 N 的句子里有不认识的“{@}”"]),
    ],
)
def test_a_sentence_names_what_the_conditions_name(sentence: str, changes: dict[str, Any], told: list[str]) -> None:
    assert found("unlikely", sentence=sentence, **changes) == told


def test_the_sentence_about_cells_is_looked_at_too() -> None:
    assert found("filled", sentence_cells="{typed}") == ["规则 N 的句子里有不认识的“{typed}”"]
    assert found("filled", sentence="{missing}") == ["规则 N 的句子里有不认识的“{missing}”"]


def test_the_rules_are_looked_at_when_an_edition_is() -> None:
    assert findings(lambda d: d["check"][0].update(lines=["z"])) == ["规则 M-1 提到的“sheet/z”不存在"]


@pytest.mark.parametrize(
    ("kind", "changes", "finding"),
    [
        ("unlikely", {"when": [], "unknown": ["x"], "sentence": ""}, "规则 N 的条件没有提到任何一格"),
        ("unlikely", {"when": ["x > 0"], "unknown": ["y"], "sentence": "{y}"}, "规则 N 的句子里有不认识的“{y}”"),
        ("unlikely", {"when": ["x % 0 = 0"], "sentence": ""}, "规则 N 的条件“x % 0 = 0”读不懂"),
        ("deadline", {"latest": [2, 30]}, "规则 N 的期限 2月30日不存在"),
        ("deadline", {"latest": [2, 29]}, "规则 N 的期限 2月29日不存在"),
        ("deadline", {"latest": [13, 1]}, "规则 N 的期限 13月1日不存在"),
        ("deadline", {"latest": [0, 1]}, "规则 N 的期限 0月1日不存在"),
        ("deadline", {"latest": [1, 0]}, "规则 N 的期限 1月0日不存在"),
        ("wording", {"patterns": []}, "规则 N 没有写要找的式样"),
        ("stated", {"quantities": ["first", "second"]}, "规则 N 提到的“second”不在可以写进正文的数里"),
    ],
)
def test_what_would_fail_later_is_found_here(kind: str, changes: dict[str, Any], finding: str) -> None:
    assert finding in found(kind, **changes)


QUANTITIES = [
    ({"sum": "sheet/x/z"}, {}, "a sum of a cell that isn't there (unknown for ever)"),
    ({"sum": "sheet/x/a +"}, {}, "a sum that can't be read (ValueError when it's inserted)"),
    ({"also": ["sheet/x/z"]}, {}, "another meaning of a cell that isn't there (never met)"),
    ({"kind": "share"}, {}, "a share of nothing (ValueError when it's inserted)"),
    ({"sum": "first"}, {}, "a quantity that is its own sum (RecursionError when it's inserted)"),
    ({}, {"variant": []}, "a sentence without wording (IndexError when it's inserted)"),
    ({}, {"variant": [{"text": "{second}件"}]}, "a sentence with a quantity that isn't there (printed as its name)"),
    ({}, {"variant": [{"text": "甲", "when": ["first >> 0"]}]}, "a condition that can't be read (ValueError)"),
    ({}, {"field": "sheet/text"}, "a sentence for a text that isn't there (offered nowhere)"),
]


@pytest.mark.parametrize(("quantity", "sentence"), [pytest.param(*parts, id=name) for *parts, name in QUANTITIES])
def test_what_would_fail_when_it_is_inserted_is_found_here(quantity: dict[str, Any], sentence: dict[str, Any]) -> None:
    sound = {"id": "all", "label": "甲", "field": "profile/unit", "variant": [{"text": "{first}件"}]}
    parts = {"quantity": [QUANTITY | quantity], "sentence": [sound | sentence]}
    assert findings(lambda d: d.update(parts))


@pytest.mark.parametrize("latest", [[1, 1], [2, 28], [4, 30], [12, 31]])
def test_a_day_of_every_year_may_be_the_last_one(latest: list[int]) -> None:
    assert found("deadline", latest=latest) == []


@pytest.mark.parametrize("kind", RULES)
def test_a_sound_rule_can_be_run(kind: str) -> None:
    form = edition({**WHOLE, "kind": kind, **RULES[kind]}, BALANCE)
    assert {issue.code for issue in Checker(form).run(Report("2099"))} <= {"N"}
