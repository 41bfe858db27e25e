"""An edition's findings say which name is wrong."""

import tomllib
from typing import Any

import msgspec
import pytest

from core import form as forms
from core.form import Form
from core.verify import verify
from tests.core.sheets import DATA


def findings(change: Any) -> list[str]:
    """What is found in the mini edition after a change to its data."""
    data = tomllib.loads((DATA / "mini.toml").read_text(encoding="utf-8"))
    change(data)
    return list(verify(msgspec.convert(data, Form)))


def table(data: dict[str, Any]) -> dict[str, Any]:
    return data["section"][1]["table"]


def put(place: Any, **values: Any) -> None:
    place.update(values)


def test_nothing_is_found_in_a_sound_edition() -> None:
    assert findings(lambda _: None) == []


@pytest.mark.parametrize("name", forms.editions())
def test_nothing_is_found_in_the_editions_that_ship(name: str) -> None:
    assert list(verify(forms.load(name))) == []


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (lambda d: put(d["section"][0]["field"][0], id="name"), "缺少文字栏“profile/unit”"),
        (lambda d: put(d["body"][1], id="office"), "单位类型“office”出现了两次"),
        (
            lambda d: put(d["section"][0]["field"][1], kind="choice"),
            "文字栏“profile/year”标作 choice，与它有没有选项不符",
        ),
        (
            lambda d: put(d["section"][0]["field"][1], choice=[{"id": "a", "label": "甲"}]),
            "文字栏“profile/year”标作 year，与它有没有选项不符",
        ),
        (lambda d: put(d["section"][1], kind="text"), "“sheet”标作 text，与它有没有表格不符"),
        (lambda d: put(table(d)["block"][0]["columns"][2], total_of=["c"]), "“sheet”的合计“sum”提到的“c”不存在"),
        (lambda d: put(table(d)["block"][0]["rows"][0], path=["子", "鼠"]), "“sheet”的行“x”的标签层数与标签列不符"),
        (lambda d: put(table(d), value_widths=[1, 1]), "“sheet”的表格有一块比列宽表还多列"),
    ],
)
def test_a_finding_names_what_is_wrong(change: Any, finding: str) -> None:
    assert finding in findings(change)


def zero(**values: Any) -> dict[str, Any]:
    return {"id": "none", "statement": "没有", "cells": ["sheet/x"], **values}


def test_nothing_is_found_in_what_one_year_hands_on_to_the_next() -> None:
    assert (
        findings(
            lambda d: put(
                d,
                zero=[zero(opened_by=["sheet/y"]), zero(id="all", cells=["sheet", "sheet/b"])],
                carry=[{"section": "sheet", "last": "x", "this": "y"}],
                stock=[{"section": "sheet", "line": "sum", "plus": ["a"], "minus": ["b", "a"]}],
                phrase=[{"use": "override", "text": "照抄"}, {"use": "override", "text": "照抄"}],
            )
        )
        == []
    )


CARRY = {"section": "sheet", "last": "x", "this": "y"}
STOCK = {"section": "sheet", "line": "x", "plus": ["y"], "minus": ["all"]}


@pytest.mark.parametrize(
    ("part", "given", "finding"),
    [
        ("zero", [zero(), zero(id="b"), zero()], "零报告声明“none”出现了两次"),
        ("zero", [zero(cells=["sheet/x", "sheet/z"])], "零报告声明提到的“sheet/z”不存在"),
        ("zero", [zero(cells=["paper"])], "零报告声明提到的“paper”不存在"),
        ("zero", [zero(cells=["profile"])], "零报告声明提到的“profile”不存在"),
        ("zero", [zero(cells=[""])], "零报告声明提到的“”不存在"),
        ("zero", [zero(opened_by=["sheet/z"])], "零报告声明提到的“sheet/z”不存在"),
        ("carry", [{**CARRY, "last": "z"}], "承接上年提到的“sheet/z”不存在"),
        ("carry", [{**CARRY, "this": "z"}], "承接上年提到的“sheet/z”不存在"),
        ("stock", [{**STOCK, "line": "z"}], "年末存量提到的“sheet/z”不存在"),
        ("stock", [{**STOCK, "plus": ["y", "z"]}], "年末存量提到的“sheet/z”不存在"),
        ("stock", [{**STOCK, "minus": ["z"]}], "年末存量提到的“sheet/z”不存在"),
    ],
)
def test_a_line_that_the_year_hands_on_must_exist(part: str, given: list[Any], finding: str) -> None:
    assert findings(lambda d: put(d, **{part: given})) == [finding]


@pytest.mark.parametrize("section", ["paper", "profile"])
def test_a_table_that_the_year_hands_on_must_exist(section: str) -> None:
    assert findings(lambda d: put(d, carry=[{**CARRY, "section": section}])) == [
        f"承接上年提到的“{section}/{line}”不存在" for line in ("x", "y")
    ]
    assert findings(lambda d: put(d, stock=[{**STOCK, "section": section}])) == [
        f"年末存量提到的“{section}/{line}”不存在" for line in ("x", "y", "all")
    ]


@pytest.mark.parametrize(("last", "this"), [("x", "a"), ("a", "x"), ("all", "sum")])
def test_a_row_can_not_be_handed_on_to_a_column(last: str, this: str) -> None:
    assert findings(lambda d: put(d, carry=[{"section": "sheet", "last": last, "this": this}]))


def unseen(change: Any, name: str) -> Any:
    """A mistake that would only show, as a crash or in silence, when a report is checked or written."""
    return pytest.param(change, id=name)


@pytest.mark.parametrize(
    "change",
    [
        unseen(
            lambda d: put(table(d)["block"][0]["columns"][0], total_of=["sum"]),
            "two totals of each other (RecursionError in Form.totals)",
        ),
        unseen(lambda d: put(table(d), block=[]), "a table without blocks (ValueError in _verify_cover)"),
        unseen(lambda d: put(d, title=["{name}的年报"]), "an unknown name in the title (KeyError in the Word export)"),
        unseen(
            lambda d: (
                put(table(d)["block"][0]["rows"][0], id="sum")
                or put(table(d)["block"][0]["rows"][2], total_of=["sum", "y"])
            ),
            "a row named like a column (rules mix them up)",
        ),
        unseen(lambda d: put(d["section"][0]["field"][1], data="unit"), "two fields in one place of the data file"),
    ],
)
def test_what_would_fail_later_is_found_here(change: Any) -> None:
    assert findings(change)
