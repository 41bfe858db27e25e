"""What differs between two reports is said in the clerk's words."""

import pytest
from hypothesis import given

from core.changes import differences
from core.form import Form
from core.report import Answer, Entry, Origin, Previous, Report
from tests.core.sheets import typed
from tests.core.test_draft import reports

EMPTY = Report("2021")


def told(form: Form, before: dict[str, str], after: dict[str, str]) -> list[str]:
    """What is said of two reports that somebody typed."""
    return list(differences(form, typed(form, EMPTY, before), typed(form, EMPTY, after)))


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("", "12", "空 → 12"),
        ("12", "", "12 → 空"),
        ("12", "13", "12 → 13"),
        ("0", "", "0 → 空"),
        ("1.5万", "15001", "15000 → 15001"),
        ("", "若干", "空 → 若干"),
        ("12（含补正）", "12", "12（含补正） → 12"),
    ],
)
def test_a_cell_is_told_by_its_place(form: Form, before: str, after: str, sentence: str) -> None:
    key = "requests/new_received/natural_person"
    place = "自然人 × 一、本年新收政府信息公开申请数量"
    assert told(form, {key: before}, {key: after}) == [f"{place}：{sentence}"]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("", "新疆街道", "空 → 新疆街道"),
        ("新疆街道", "", "新疆街道 → 空"),
        ("新疆街道", "新华街道", "新疆街道 → 新华街道"),
        (
            "甲" * 20,
            "甲" * 21,
            "甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲 → 甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲…（21 字）",
        ),
        ("第一段\n\n  第二段", "一\t二", "第一段 第二段 → 一 二"),
        (" ", "一", "空 → 一"),
    ],
)
def test_a_text_is_told_by_its_label(form: Form, before: str, after: str, sentence: str) -> None:
    assert told(form, {"profile/unit": before}, {"profile/unit": after}) == [f"单位名称：{sentence}"]


@pytest.mark.parametrize("key", ["profile/kind", "profile/scope", "profile/permits"])
def test_a_choice_is_told_by_what_the_clerk_chose(form: Form, key: str) -> None:
    labels = {body.id: body.label for body in form.body} if key == "profile/kind" else {}
    for chosen, label in (labels or {choice.id: choice.label for choice in form.fields[key].choice}).items():
        assert told(form, {}, {key: chosen}) == [f"{form.fields[key].label}：空 → {label}"]
        assert told(form, {key: chosen}, {}) == [f"{form.fields[key].label}：{label} → 空"]
        assert told(form, {key: chosen}, {key: "别的"}) == [f"{form.fields[key].label}：{label} → 别的"]


def test_the_text_of_a_numbered_section_is_told_by_its_title(form: Form) -> None:
    assert told(form, {}, {"overview/text": "主动公开12条"}) == ["一、总体情况：空 → 主动公开12条"]


def test_each_field_is_told_by_a_name_of_its_own(form: Form) -> None:
    places = [line.partition("：")[0] for line in told(form, {}, dict.fromkeys(form.fields, "12"))]
    assert len(places) == len(form.fields)
    assert sorted(places) == sorted(set(places))


def test_a_bound_figure_is_told_as_it_is_printed(form: Form) -> None:
    cells = {"requests/new_received/other": "3"}
    assert told(form, {"overview/text": "共⟦granted⟧件"}, {"overview/text": "共____件"}) == []
    (cell, text) = told(form, {"overview/text": "共⟦requests/new_received/other⟧件"}, {**cells, "overview/text": "无"})
    assert text.startswith("其他 × ")
    assert cell == "一、总体情况：共____件 → 无"
    bound = {"overview/text": "共⟦requests/new_received/other⟧件"}
    assert "一、总体情况：共____件 → 共3件" in told(form, bound, bound | cells)


def test_what_differs_is_told_in_the_order_of_the_form(form: Form) -> None:
    changes = {
        "problems/text": "二",
        "requests/new_received/business": "1",
        "overview/text": "一",
        "profile/unit": "甲",
    }
    assert [line.partition("：")[0] for line in told(form, {}, changes)] == [
        "单位名称",
        "一、总体情况",
        "商业企业 × 一、本年新收政府信息公开申请数量",
        "五、存在的主要问题及改进情况",
    ]


def test_all_cells_are_told(form: Form) -> None:
    keys = [key for key, cell in form.cells.items() if not cell.parts]
    assert len(told(form, {}, dict.fromkeys(keys, "1"))) == len(keys)


@pytest.mark.parametrize(
    ("before", "after", "count"),
    [
        ({}, {"answer/a": Answer("甲", "1")}, 1),
        ({"answer/a": Answer("甲", "1")}, {}, 1),
        ({"answer/a": Answer("甲", "1")}, {"answer/a": Answer("乙", "1"), "answer/b": Answer("", "")}, 2),
    ],
)
def test_reasons_are_counted(form: Form, before: dict[str, Answer], after: dict[str, Answer], count: int) -> None:
    found = differences(form, Report("2021", answers=before), Report("2021", answers=after))
    assert list(found) == [f"理由：{count} 处不同"]


def test_last_years_numbers_are_told_as_one(form: Form) -> None:
    last = Report("2021", previous=Previous("2019", 2020, "去年.nianbao", {"a": Entry(1), "b": Entry(2)}))
    assert list(differences(form, EMPTY, last)) == list(differences(form, last, EMPTY)) == ["去年的数不同"]


@given(report=reports)
def test_of_equal_reports_there_is_nothing_to_tell(form: Form, report: Report) -> None:
    assert list(differences(form, report, report)) == []


def test_of_the_published_sample_there_is_nothing_to_tell(form: Form, sample: Report) -> None:
    assert list(differences(form, sample, sample)) == []


def test_the_published_sample_is_told_in_full_beside_a_blank_form(form: Form, sample: Report) -> None:
    known = [key for key in [*sample.cells, *sample.texts] if key in form.order]
    assert len(list(differences(form, EMPTY, sample))) == len(known)


@pytest.mark.parametrize(
    ("before", "after", "codes"),
    [
        ({}, {"off/T2-P4": "已核实"}, "T2-P4"),
        ({"off/T2-P4": "已核实"}, {}, "T2-P4"),
        ({"off/T2-P4": "已核实", "off/F-03": "甲"}, {"off/X-H3": "乙", "off/F-03": "甲"}, "T2-P4、X-H3"),
    ],
)
def test_a_rule_that_is_switched_off_is_told(
    form: Form, before: dict[str, str], after: dict[str, str], codes: str
) -> None:
    found = differences(form, Report("2021", before), Report("2021", after))
    assert list(found) == [f"停用的规则不同：{codes}"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Entry(12), Entry(12, origin=Origin.PASTED)),
        (Entry(12), Entry(12, raw="１２")),
        (Entry(12, origin=Origin.IMPORTED, source="甲"), Entry(12, origin=Origin.IMPORTED, source="乙")),
        (Entry(12, origin=Origin.OVERRIDDEN, reason="甲"), Entry(12, origin=Origin.OVERRIDDEN, reason="乙")),
    ],
)
def test_a_cell_that_shows_the_same_is_told_by_what_is_behind_it(form: Form, before: Entry, after: Entry) -> None:
    key = "requests/new_received/total"
    lines = list(differences(form, Report("2021", cells={key: before}), Report("2021", cells={key: after})))
    assert lines == ["总计 × 一、本年新收政府信息公开申请数量：12（来源或理由不同）"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("主动公开政府信息，全年共计公开各类政府信息12条。", "主动公开政府信息，全年共计公开各类政府信息13条。"),
        ("第一段\n第二段", "第一段 第二段"),
        ("甲" * 20 + "乙", "甲" * 20 + "丙"),
        ("", " "),
    ],
    ids=["beyond what is told", "only the spacing", "the 21st character", "a space"],
)
def test_a_text_that_differs_where_it_is_not_told_is_told_as_changed(form: Form, before: str, after: str) -> None:
    line = f"一、总体情况：文字有改动（{len(after)} 字）"
    assert told(form, {"overview/text": before}, {"overview/text": after}) == [line]


def test_a_text_of_spaces_that_is_gone_is_not_told_as_a_number(form: Form) -> None:
    (line,) = told(form, {"overview/text": " "}, {})
    assert "来源或理由" not in line
