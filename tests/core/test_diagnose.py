"""Why a table does not balance: the cells that look most like a slip, in words."""

import re
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core import form as forms
from core.check_kinds import Sheet
from core.diagnose import Suspect, suspects
from core.equations import equations
from core.form import Form
from core.report import PREVIOUS, Entry, Previous, Report, last_numbers, reckon
from core.slips import slip
from tests.bench.injections import KINDS, inject, like_real, patterns, with_ledger, with_totals
from tests.core.sheets import drawn, filled, sheet, typed

FORM = forms.load("2021")
REAL = patterns(FORM)
BALANCED = sheet(
    FORM,
    """
               自然人 | 商业 | 科研 | 公益 | 法律 | 其他 | 总计
    一、新收       | 41 | 3 | 0 | 0 | 12 | 0 | =
    二、上年       | 3  | 1 | 0 | 0 | 0  | 0 | =
    （一）公开     | 21 | 2 | 0 | 0 | 5  | 0 | =
    （二）部分公开 | 6  | 0 | 0 | 0 | 2  | 0 | =
    （三）1.       | 0  | 0 | 0 | 0 | 0  | 0 | =
    （三）2.       | 0  | 0 | 0 | 0 | 0  | 0 | =
    （三）3.       | 0  | 0 | 0 | 0 | 0  | 0 | =
    （三）4.       | 1  | 0 | 0 | 0 | 0  | 0 | =
    （三）5.       | 0  | 0 | 0 | 0 | 0  | 0 | =
    （三）6.       | 0  | 0 | 0 | 0 | 0  | 0 | =
    （三）7.       | 0  | 0 | 0 | 0 | 0  | 0 | =
    （三）8.       | 2  | 0 | 0 | 0 | 0  | 0 | =
    （四）1.       | 8  | 1 | 0 | 0 | 4  | 0 | =
    （四）2.       | 0  | 0 | 0 | 0 | 0  | 0 | =
    （四）3.       | 0  | 0 | 0 | 0 | 0  | 0 | =
    （五）1.       | 4  | 0 | 0 | 0 | 0  | 0 | =
    （五）2.       | 0  | 0 | 0 | 0 | 0  | 0 | =
    （五）3.       | 0  | 0 | 0 | 0 | 0  | 0 | =
    （五）4.       | 0  | 0 | 0 | 0 | 0  | 0 | =
    （五）5.       | 0  | 0 | 0 | 0 | 0  | 0 | =
    （六）1.       | 0  | 0 | 0 | 0 | 0  | 0 | =
    （六）2.       | 0  | 0 | 0 | 0 | 0  | 0 | =
    （六）3.       | 0  | 0 | 0 | 0 | 0  | 0 | =
    （七）总计     | =  | = | = | = | =  | = | =
    四、结转       | 2  | 1 | 0 | 0 | 1  | 0 | =
    """.partition("总计\n")[2],
    "requests",
)
COPIED = with_totals(FORM, BALANCED)  # with every total typed, as one copies a whole table


def wrong(report: Report, changes: dict[str, int | str]) -> Report:
    return typed(FORM, report, {f"requests/{key}": str(number) for key, number in changes.items()})


def told(report: Report, *about: str) -> list[str]:
    return [suspect.sentence for suspect in suspects(FORM, report, "requests", about=about)]


def row(name: str, *numbers: int) -> dict[str, int | str]:
    columns = ("natural_person", "business", "research", "public_welfare", "legal_service", "other")
    return {f"{name}/{column}": number for column, number in zip(columns, numbers, strict=True)}


def off(report: Report, section: str = "requests") -> dict[int, object]:
    sheet = Sheet(report, reckon(FORM, report), last_numbers(report))
    return dict(equations(FORM, section, sheet).off)


def set_right(report: Report, suspect: Suspect) -> Report:
    """The report after doing what a suspect says."""
    if "整行" in suspect.sentence:
        keys = [cell.key for cell in FORM.lines["requests", suspect.keys[0].split("/")[1]] if not cell.parts]
        numbers = [report.cells[key] for key in keys]
        moved = [*numbers[1:], Entry(0)] if "向左" in suspect.sentence else [Entry(0), *numbers[:-1]]
        return report.with_changes(dict(zip(keys, moved, strict=True)))
    if arrow := re.search(r" (\d+) → (\d+)？", suspect.sentence):
        assert len(suspect.keys) == 1
        new = {suspect.keys[0]: int(arrow[2])}
    else:
        count = re.search(r"−(\d+)、.* \+\1？", suspect.sentence)
        assert count
        change = int(count[1])
        new = {
            key: int(str(reckon(FORM, report).numbers[key])) + by
            for key, by in zip(suspect.keys, (-change, change), strict=True)
        }
    assert min(new.values()) >= 0
    return report.with_changes({key: Entry(number) for key, number in new.items()})


# ------------------------------------------------------------ one slip


@pytest.mark.parametrize("report", [BALANCED, COPIED, filled(FORM), Report("2021")])
def test_where_everything_balances_nobody_is_suspected(report: Report) -> None:
    assert told(report) == []


@pytest.mark.parametrize("report", [BALANCED, COPIED], ids=["totals computed", "totals typed"])
def test_two_digits_the_wrong_way_round(report: Report) -> None:
    assert told(wrong(report, {"granted/natural_person": 12}))[0] == (
        "（一）予以公开·自然人 12 → 21？差 9，疑似数字颠倒"
    )


ONE_CELL = drawn("""
    new_received/natural_person     | 4   | 一、本年新收政府信息公开申请数量·自然人 4 → 41？差 37，疑似漏了一位
    new_received/natural_person     | 411 | 一、本年新收政府信息公开申请数量·自然人 411 → 41？差 370，疑似多按了一下
    new_received/legal_service      | 0   | 一、本年新收政府信息公开申请数量·法律服务机构 0 → 12？差 12，疑似漏填
    refused_petition/natural_person | 40  | （五）1.信访举报投诉类申请·自然人 40 → 4？差 36，疑似多写或少写了一个 0
    granted/legal_service           | 6   | （一）予以公开·法律服务机构 6 → 5？差 1，疑似数漏或数重了 1 件
    refused_petition/natural_person | 9   | （五）1.信访举报投诉类申请·自然人 9 → 4？差 5，疑似看错了一个数字
    new_received/natural_person     | 451 | 一、本年新收政府信息公开申请数量·自然人 451 → 41？差 410，疑似多打了一位
    granted/total                   | 82  | （一）予以公开·总计 82 → 28？差 54，疑似数字颠倒
    total_handled/business          | 30  | （七）总计·商业企业 30 → 3？差 27，疑似多写或少写了一个 0
    new_received/total              | 65  | 一、本年新收政府信息公开申请数量·总计 65 → 56？差 9，疑似数字颠倒
    refused_repeat/business         | 3   | （五）2.重复申请·商业企业 3 → 0？差 3，差额正好等于这一格，疑似多填
""")


@pytest.mark.parametrize(("key", "number", "sentence"), ONE_CELL, ids=[" ".join(cell[:2]) for cell in ONE_CELL])
def test_where_totals_were_typed_the_one_wrong_cell_is_all_that_is_suspected(
    key: str, number: str, sentence: str
) -> None:
    assert told(wrong(COPIED, {key: number})) == [sentence]


def test_the_ledger_is_a_witness_of_its_own() -> None:
    witnessed = wrong(with_ledger(FORM, BALANCED), {"new_received/natural_person": 14})
    assert told(witnessed) == ["一、本年新收政府信息公开申请数量·自然人 14 → 41？差 27，疑似数字颠倒"]
    assert len(told(wrong(BALANCED, {"new_received/natural_person": 14}))) == 2, "without one 上年结转 may be wrong too"


def test_so_is_what_last_year_carried_forward() -> None:
    report = wrong(BALANCED, {"carried_over/natural_person": 8})
    assert "二、上年" not in told(report)[0]
    last = {"requests/carried_forward/natural_person": Entry(3), "requests/carried_forward/total": Entry(4)}
    known = report.with_changes({PREVIOUS: Previous("2021", 2022, "去年.nianbao", last)})
    assert told(known) == ["二、上年结转政府信息公开申请数量·自然人 8 → 3？差 5，疑似看错了一个数字"]


def test_a_cell_that_would_hold_the_same_as_last_year_is_the_likelier() -> None:
    report = wrong(BALANCED, {"refused_petition/natural_person": 9})
    petition = "（五）1.信访举报投诉类申请·自然人 9 → 4？差 5，疑似看错了一个数字"
    received = "一、本年新收政府信息公开申请数量·自然人 41 → 46？差 5，疑似看错了一个数字"
    assert told(report)[:2] == [petition, received]
    last = Previous("2021", 2022, "去年.nianbao", {"requests/new_received/natural_person": Entry(46)})
    assert told(report.with_changes({PREVIOUS: last}))[:2] == [received, petition]


def test_a_number_misread_is_about_as_likely_as_one_left_out() -> None:
    assert told(wrong(BALANCED, {"unable_not_held/natural_person": 0})) == [
        "（一）予以公开·自然人 21 → 29？差 8，疑似看错了一个数字",
        "（四）1.本机关不掌握相关政府信息·自然人 0 → 8？差 8，疑似漏填",
        "（三）4.保护第三方合法权益·自然人 1 → 9？差 8，疑似看错了一个数字",
    ]


# ------------------------------------------------------------ a case in a wrong line, a row pasted one off


def test_one_case_in_the_wrong_column() -> None:
    report = wrong(COPIED, {"granted/natural_person": 20, "granted/business": 3})
    assert told(report)[0] == "（一）予以公开：商业企业 −1、自然人 +1？疑似一件记错了申请人类型"


def test_several_cases_in_the_wrong_column_are_counted() -> None:
    report = wrong(COPIED, {"granted/natural_person": 17, "granted/legal_service": 9})
    assert told(report)[0] == "（一）予以公开：法律服务机构 −4、自然人 +4？疑似 4 件记错了申请人类型"


def test_one_case_in_the_wrong_row_shows_where_row_totals_were_typed() -> None:
    report = wrong(COPIED, {"granted/natural_person": 20, "unable_not_held/natural_person": 9})
    assert told(report)[0] == "自然人：（四）1.本机关不掌握相关政府信息 −1、（一）予以公开 +1？疑似一件记错了行"


def test_with_computed_totals_no_sum_tells_of_a_case_in_the_wrong_row() -> None:
    assert told(wrong(BALANCED, {"granted/natural_person": 20, "unable_not_held/natural_person": 9})) == []


def test_the_cell_that_has_too_much_is_the_one_to_look_at_first() -> None:
    report = wrong(COPIED, {"granted/natural_person": 20, "granted/business": 3})
    assert suspects(FORM, report, "requests")[0].keys == (
        "requests/granted/business",
        "requests/granted/natural_person",
    )


@pytest.mark.parametrize("report", [BALANCED, COPIED], ids=["totals computed", "totals typed"])
@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        (
            row("granted", 0, 21, 2, 0, 0, 5),
            "（一）予以公开：整行向左移一格就平了，疑似粘贴时错了一格",
        ),
        (
            row("carried_forward", 0, 2, 1, 0, 0, 1),
            "四、结转下年度继续办理：整行向左移一格就平了，疑似粘贴时错了一格",
        ),
    ],
)
def test_a_row_pasted_one_cell_too_far_to_the_right(
    report: Report, numbers: dict[str, int | str], sentence: str
) -> None:
    assert told(wrong(report, numbers)) == [sentence]


def test_a_row_pasted_one_cell_too_far_to_the_left() -> None:
    right = wrong(BALANCED, {**row("granted", 0, 2, 0, 3, 5, 0), **row("new_received", 20, 3, 0, 3, 12, 0)})
    assert told(right) == []
    assert told(wrong(right, row("granted", 2, 0, 3, 5, 0, 0))) == [
        "（一）予以公开：整行向右移一格就平了，疑似粘贴时错了一格"
    ]


def test_the_cells_of_a_moved_row_are_those_that_change() -> None:
    (suspect,) = suspects(FORM, wrong(BALANCED, row("granted", 0, 21, 2, 0, 0, 5)), "requests")
    assert suspect.keys[0] == "requests/granted/business"  # it has most too much
    changed = {key.split("/")[2] for key in suspect.keys}
    assert changed == {"natural_person", "business", "research", "legal_service", "other"}


# ------------------------------------------------------------ several at once

TWO = {"granted/natural_person": 12, "unable_not_held/legal_service": 8}
TOLD = [
    "（四）1.本机关不掌握相关政府信息·法律服务机构 8 → 4？差 4，疑似看错了一个数字",
    "（一）予以公开·自然人 12 → 21？差 9，疑似数字颠倒",
]


def test_where_totals_were_typed_two_wrong_cells_are_both_named() -> None:
    assert sorted(told(wrong(COPIED, TWO))) == sorted(TOLD)


def test_so_are_three_that_have_nothing_to_do_with_each_other() -> None:
    report = wrong(COPIED, {**TWO, "carried_over/research": 2})
    third = "二、上年结转政府信息公开申请数量·科研机构 2 → 0？差 2，差额正好等于这一格，疑似多填"
    assert sorted(told(report)) == sorted([*TOLD, third])


def test_so_are_three_outcomes_in_three_rows_and_columns() -> None:
    report = wrong(COPIED, {**TWO, "denied_process_info/business": 2})
    third = "（三）6.属于四类过程性信息·商业企业 2 → 0？差 2，差额正好等于这一格，疑似多填"
    assert sorted(told(report)) == sorted([*TOLD, third])


def test_with_computed_totals_each_wrong_column_has_suspects_of_its_own() -> None:
    report = wrong(BALANCED, {**TWO, "new_received/business": 30})
    received = "一、本年新收政府信息公开申请数量·商业企业 30 → 3？差 27，疑似多写或少写了一个 0"
    for column, sentence in {"natural_person": TOLD[1], "business": received}.items():
        lines = ("new_received", "carried_over", "total_handled", "carried_forward")
        assert sentence in told(report, *(f"requests/{line}/{column}" for line in lines))


def test_only_what_a_finding_is_about_is_suspected_with_all_that_its_totals_sum_up() -> None:
    report = wrong(BALANCED, TWO)
    handled = suspects(FORM, report, "requests", about=["requests/total_handled/natural_person"])
    assert handled[0].sentence == "（一）予以公开·自然人 12 → 21？差 9，疑似数字颠倒"
    assert {suspect.keys[0].split("/")[2] for suspect in handled} == {"natural_person"}
    assert {suspect.keys[0].split("/")[1] for suspect in handled}.isdisjoint({"new_received", "carried_over"})
    whole = suspects(FORM, report, "requests", about=["requests/granted/total"])
    assert {suspect.keys[0].split("/")[1] for suspect in whole} == {"granted"}


def test_a_field_that_is_no_cell_names_nobody() -> None:
    assert told(wrong(BALANCED, TWO), "other/text") == []
    assert told(wrong(BALANCED, TWO), "requests/granted/research") == []


def test_three_suspects_are_the_most_that_are_named() -> None:
    assert len(told(wrong(BALANCED, {"granted/natural_person": 13}))) == 3


def test_where_many_cells_would_do_those_are_left_out_that_nobody_mistypes_so() -> None:
    report = wrong(BALANCED, {"new_received/natural_person": 99})
    assert len(told(report)) == 3
    assert [sentence for sentence in told(report) if "填错" in sentence] == []


def test_where_few_would_do_they_are_named_however_unlikely() -> None:
    assert "（一）予以公开·自然人 7777 → 21？差 7756，疑似填错" in told(
        wrong(BALANCED, {"granted/natural_person": 7777})
    )


def test_a_cell_is_never_named_twice() -> None:
    found = suspects(FORM, wrong(COPIED, {**TWO, "granted/total": 9, "new_received/total": 3}), "requests")
    assert len({suspect.keys for suspect in found}) == len(found)


# ------------------------------------------------------------ the other tables


def test_a_total_of_disputes_that_was_typed_has_suspects_too(form: Form) -> None:
    report = typed(form, filled(form), {"disputes/review/upheld": "12", "disputes/review/total": "21"})
    assert suspects(form, report, "disputes")[0].sentence == "行政复议·总计 21 → 12？差 9，疑似数字颠倒"
    assert suspects(form, report, "requests") == ()


def test_a_stock_that_does_not_follow_from_last_years_has_suspects_too(form: Form) -> None:
    last = Previous("2021", 2022, "去年.nianbao", {"proactive/regulations/in_force": Entry(21)})
    report = typed(form, filled(form), {"proactive/regulations/in_force": "12"}).with_changes({PREVIOUS: last})
    assert [suspect.sentence for suspect in suspects(form, report, "proactive")] == [
        "规章·现行有效件数 12 → 21？差 9，疑似数字颠倒",
        "规章·本年废止件数 0 → 9？差 9，疑似漏填",
    ]


def test_a_section_without_a_table_has_nothing_to_balance(form: Form) -> None:
    assert suspects(form, filled(form), "problems") == ()


def test_blanks_are_unknown_and_no_suspects(form: Form) -> None:
    report = wrong(BALANCED, {"granted/natural_person": 12, "carried_forward/natural_person": ""})
    assert told(report) == []


def test_figures_that_are_known_already_need_not_be_reckoned_again(form: Form) -> None:
    report = wrong(COPIED, {"granted/natural_person": 12})
    assert suspects(form, report, "requests", reckon(form, report)) == suspects(form, report, "requests")


# ------------------------------------------------------------ whatever was typed

seeds = st.integers(0, 9999)


def a_report(seed: int) -> Report:
    random = Random(seed)
    return like_real(FORM, random.choice(REAL), random)


@given(seeds, st.sampled_from([cell.key for cell in FORM.tables["requests"]]), st.integers(0, 9999))
def test_one_wrong_cell_beside_typed_totals_is_named_first_and_setting_it_right_balances_all(
    seed: int, key: str, number: int
) -> None:
    right = with_totals(FORM, a_report(seed))
    assume(right.cells[key].value != number)
    found = suspects(FORM, right.with_changes({key: Entry(number)}), "requests")
    assert found[0].keys == (key,)
    for suspect in found:
        assert off(set_right(right.with_changes({key: Entry(number)}), suspect)) == {}


@given(seeds, st.sampled_from([cell.key for cell in FORM.tables["requests"] if not cell.parts]), st.integers(0, 9999))
def test_with_computed_totals_every_suspect_would_balance_all(seed: int, key: str, number: int) -> None:
    right = a_report(seed)
    assume(right.cells[key].value != number)
    report = right.with_changes({key: Entry(number)})
    for suspect in suspects(FORM, report, "requests"):
        assert off(set_right(report, suspect)) == {}


@given(seeds, st.sampled_from([cell.key for cell in FORM.tables["requests"] if not cell.parts]), st.integers(0, 9999))
def test_whoever_makes_a_common_slip_is_told_of_suspects(seed: int, key: str, number: int) -> None:
    right = a_report(seed)
    meant = int(str(right.cells[key].value))
    assume(meant != number and slip(number, meant).known)
    assert suspects(FORM, right.with_changes({key: Entry(number)}), "requests")


@given(seeds, st.sampled_from(KINDS), st.booleans())
def test_what_is_suspected_of_a_slip_that_shows_sets_it_right(seed: int, kind: str, copied: bool) -> None:
    right = with_totals(FORM, a_report(seed)) if copied else a_report(seed)
    mistake = inject(FORM, right, kind, Random(seed))
    assume(mistake is not None)
    assert mistake is not None
    found = suspects(FORM, mistake.report, "requests")
    assert bool(found) == bool(off(mistake.report))
    for suspect in found:
        if len(suspect.keys) > 1 or len(mistake.wrong) == 1:  # else it may be one of two slips
            assert off(set_right(mistake.report, suspect)) == {}


typed_anywhere = st.dictionaries(
    st.sampled_from([cell.key for cell in FORM.tables["requests"]]), st.integers(0, 30) | st.none(), max_size=8
)


@given(seeds, typed_anywhere)
def test_whatever_is_typed_at_most_three_are_named_none_twice_and_none_below_0(
    seed: int, changes: dict[str, int | None]
) -> None:
    entries = {key: None if value is None else Entry(value) for key, value in changes.items()}
    report = a_report(seed).with_changes(entries)
    found = suspects(FORM, report, "requests")
    assert len(found) <= 3
    assert len({suspect.keys for suspect in found}) == len(found)
    numbers = reckon(FORM, report).numbers
    for suspect in found:
        assert all(number >= 0 for number in map(int, re.findall(r"→ (-?\d+)", suspect.sentence)))
        if less := re.search(r"−(\d+)、", suspect.sentence):
            assert int(less[1]) <= int(str(numbers[suspect.keys[0]]))
