"""The zero report: what is declared 0 in one act, what is refused, and what is never zeroed."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import form as forms
from core.carry import next_year
from core.checks import Checker
from core.exchange import import_data
from core.form import Form
from core.report import Entry, Origin, Previous, Report
from core.zero import Standing, blanks_as_zero, declared, forbidden, standings, zero
from tests.core.sheets import DATA, filled, typed

FORM = forms.load("2021")
ALL = [claim.id for claim in FORM.zero]
IN_FORCE = ("proactive/regulations/in_force", "proactive/normative_documents/in_force")
FEES = "proactive/fees/fees_wan_yuan"


@dataclass(frozen=True)
class Case:
    """A report with some cells typed, after a last year with some cells known."""

    last: dict[str, str] = field(default_factory=dict)
    now: dict[str, str] = field(default_factory=dict)

    @property
    def report(self) -> Report:
        known = typed(FORM, Report("2021"), self.last).cells
        return typed(FORM, Report("2021", previous=Previous("2021", 2023, "去年.nianbao", known)), self.now)

    def standing(self, claim: str) -> Standing:
        return standing(self.report, claim)


def standing(report: Report, claim: str) -> Standing:
    (found,) = [one for one in standings(FORM, report) if one.claim.id == claim]
    return found


def test_every_claim_is_looked_at_in_the_order_of_the_edition(form: Form) -> None:
    assert [one.claim for one in standings(form, Report("2021"))] == list(form.zero)
    assert ALL == ["requests", "disputes", "documents", "licensing", "punishment", "coercion", "fees"]


def test_an_edition_without_claims_has_none(old_form: Form) -> None:
    assert standings(old_form, Report("2019")) == ()
    assert declared(old_form, Report("2019"), ALL) == {}


def test_one_act_fills_all_cells_that_are_to_be_filled(form: Form, sample: Report) -> None:
    report = next_year(form, sample, "去年.nianbao")
    changes = declared(form, report, ALL)
    assert len(changes) == 160
    full = report.with_changes(changes)
    assert full.cells.keys() == {cell.key for cell in form.cells.values() if not cell.parts}
    assert {entry.number for entry in full.cells.values()} == {0}


def test_after_it_nothing_is_wrong_but_the_texts_still_to_be_written(
    form: Form, sample: Report, checker: Checker
) -> None:
    report = next_year(form, sample, "去年.nianbao")
    issues = checker.run(report.with_changes(declared(form, report, ALL)))
    assert {issue.code for issue in issues} == {"S-01", "F-02"}
    texts = [issue.keys for issue in issues if issue.code == "S-01"]
    assert texts == [("overview/text",), ("problems/text",), ("other/text",)]


def test_a_table_that_last_year_left_something_open_in_can_not_be_0_until_it_is_begun(form: Form) -> None:
    last = {"disputes/direct/pending": Entry(2)}
    report = Report("2021").with_changes({"previous": Previous("2021", 2022, "去年.nianbao", last)})
    assert forbidden(form, report, "disputes")
    assert forbidden(form, report, "requests") == ""
    assert forbidden(form, typed(form, report, {"disputes/review/upheld": "2"}), "disputes") == ""


def test_the_claims_leave_no_cell_out_and_none_twice(form: Form) -> None:
    claimed = [cell.key for claim in form.zero for place in claim.cells for cell in form.named(place)]
    assert sorted(claimed) == sorted(form.cells)


def test_a_zero_says_that_it_was_declared() -> None:
    changes = Case().standing("requests").changes
    assert len(changes) == 24 * 6
    assert set(changes.values()) == {Entry(0, origin=Origin.DECLARED)}


def test_an_amount_of_nothing_is_the_text_0(form: Form, old_form: Form) -> None:
    assert zero(form.cells[FEES]) == Entry("0", origin=Origin.DECLARED)
    assert declared(form, Report("2021"), ["fees"]) == {FEES: Entry("0", origin=Origin.DECLARED)}
    assert zero(old_form.cells["proactive/licensing/items_delta"]) == Entry(0, origin=Origin.DECLARED)


def test_only_the_claims_named_are_declared(form: Form) -> None:
    changes = declared(form, Report("2021"), ["licensing", "coercion"])
    assert list(changes) == ["proactive/licensing/decisions", "proactive/coercion/decisions"]
    assert declared(form, Report("2021"), []) == {}
    assert declared(form, Report("2021"), ["astrology"]) == {}


def test_nothing_is_refused_where_nothing_is_known() -> None:
    assert {one.refusal for one in standings(FORM, Report("2021"))} == {""}


REFUSED = {
    "last year carried requests forward: the total says most": (
        "requests",
        Case(last={"requests/carried_forward/natural_person": "2", "requests/carried_forward/total": "5"}),
        "2023 年度报告的“总计 × 四、结转下年度继续办理”是 5，本年不会全是 0，请逐格填写",
    ),
    "last year carried requests forward, its total unknown": (
        "requests",
        Case(last={"requests/carried_forward/natural_person": "0", "requests/carried_forward/business": "2"}),
        "2023 年度报告的“商业企业 × 四、结转下年度继续办理”是 2，本年不会全是 0，请逐格填写",
    ),
    "last year carried requests forward, its total unread": (
        "requests",
        Case(last={"requests/carried_forward/other": "1（补正中）", "requests/carried_forward/total": "见附件"}),
        "2023 年度报告的“其他 × 四、结转下年度继续办理”是 1，本年不会全是 0，请逐格填写",
    ),
    "a review was pending": (
        "disputes",
        Case(last={"disputes/review/pending": "1"}),
        "2023 年度报告的“行政复议·尚未审结”是 1，本年不会全是 0，请逐格填写",
    ),
    "a lawsuit was pending": (
        "disputes",
        Case(last={"disputes/review/pending": "0", "disputes/direct/pending": "3"}),
        "2023 年度报告的“未经复议直接起诉·尚未审结”是 3，本年不会全是 0，请逐格填写",
    ),
    "a lawsuit after a review was pending": (
        "disputes",
        Case(last={"disputes/post_review/pending": "12"}),
        "2023 年度报告的“复议后起诉·尚未审结”是 12，本年不会全是 0，请逐格填写",
    ),
    "one cell is filled": (
        "licensing",
        Case(now={"proactive/licensing/decisions": "3"}),
        "已填有 1 个不是 0 的格，如“本年处理决定数量 × 行政许可”是“3”",
    ),
    "several cells are filled, the first of the form is told": (
        "requests",
        Case(
            now={
                "requests/granted/other": "2",
                "requests/new_received/business": "2（补正）",
                "requests/granted/business": "0",
            }
        ),
        "已填有 2 个不是 0 的格，如“商业企业 × 一、本年新收政府信息公开申请数量”是“2（补正）”",
    ),
    "a cell holds what could not be read": (
        "disputes",
        Case(now={"disputes/review/other": "无"}),
        "已填有 1 个不是 0 的格，如“行政复议·其他结果”是“无”",
    ),
    "a total was typed over": (
        "disputes",
        Case(now={"disputes/direct/total": "4"}),
        "已填有 1 个不是 0 的格，如“未经复议直接起诉·总计”是“4”",
    ),
    "an amount is filled": (
        "fees",
        Case(now={FEES: "0.0001"}),
        "已填有 1 个不是 0 的格，如“本年收费金额（单位：万元） × 行政事业性收费”是“0.0001”",
    ),
    "last year's number is told before this year's": (
        "disputes",
        Case(last={"disputes/review/pending": "1"}, now={"disputes/review/upheld": "1"}),
        "2023 年度报告的“行政复议·尚未审结”是 1，本年不会全是 0，请逐格填写",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_claim_is_refused_with_the_reason(what: str) -> None:
    claim, case, sentence = REFUSED[what]
    assert case.standing(claim).refusal == sentence


@pytest.mark.parametrize("what", REFUSED)
def test_a_refused_claim_changes_nothing_and_keeps_no_other_from_it(what: str) -> None:
    claim, case, _ = REFUSED[what]
    changes = declared(FORM, case.report, ALL)
    own = {cell.key for one in FORM.zero if one.id == claim for place in one.cells for cell in FORM.named(place)}
    assert own.isdisjoint(changes)
    assert declared(FORM, case.report, [claim]) == {}
    assert changes == declared(FORM, case.report, [one for one in ALL if one != claim])
    assert changes


@pytest.mark.parametrize(
    ("claim", "case"),
    [
        (
            "requests",
            Case(last={"requests/carried_forward/natural_person": "0", "requests/carried_forward/total": "0"}),
        ),
        ("requests", Case(last={"requests/carried_forward/natural_person": "无"})),
        ("requests", Case(last={"requests/new_received/natural_person": "7", "requests/granted/natural_person": "7"})),
        ("disputes", Case(last={"disputes/review/upheld": "7", "disputes/review/total": "7"})),
        ("documents", Case(last={"proactive/regulations/issued": "7"})),
        ("fees", Case(last={FEES: "7"})),
    ],
)
def test_what_last_year_settled_forbids_nothing(claim: str, case: Case) -> None:
    assert case.standing(claim).refusal == ""


def test_both_are_refused_after_a_year_that_left_cases_open(form: Form) -> None:
    report = next_year(form, import_data(DATA / "suqian_city_2023.json").report, "宿迁.json")
    told = {one.claim.id: one.refusal for one in standings(form, report) if one.refusal}
    assert told == {
        "requests": "2023 年度报告的“总计 × 四、结转下年度继续办理”是 121，本年不会全是 0，请逐格填写",
        "disputes": "2023 年度报告的“行政复议·尚未审结”是 26，本年不会全是 0，请逐格填写",
    }


def test_what_is_in_force_goes_on_from_last_year_without_its_note_and_is_not_zeroed() -> None:
    case = Case(last={IN_FORCE[0]: "0", IN_FORCE[1]: "66（其中修订1件）"})
    found = case.standing("documents")
    assert found.open == ()
    assert found.changes[IN_FORCE[0]] == Entry(0, origin=Origin.CARRIED, source="2023 年度报告“现行有效件数 × 规章”")
    assert found.changes[IN_FORCE[1]] == Entry(
        66, origin=Origin.CARRIED, source="2023 年度报告“现行有效件数 × 行政规范性文件”"
    )
    flows = {key: change for key, change in found.changes.items() if key not in IN_FORCE}
    assert flows == {
        f"proactive/{row}/{column}": Entry(0, origin=Origin.DECLARED)
        for row in ("regulations", "normative_documents")
        for column in ("issued", "abolished")
    }


@pytest.mark.parametrize(
    ("last", "still_open"),
    [
        ({}, IN_FORCE),
        ({IN_FORCE[0]: "11"}, IN_FORCE[1:]),
        ({IN_FORCE[0]: "11", IN_FORCE[1]: "若干"}, IN_FORCE[1:]),
        ({IN_FORCE[0]: "11", IN_FORCE[1]: "66"}, ()),
    ],
)
def test_what_is_in_force_is_left_open_where_last_year_is_unknown(
    last: dict[str, str], still_open: tuple[str, ...]
) -> None:
    found = Case(last=last).standing("documents")
    assert tuple(cell.key for cell in found.open) == still_open
    assert found.changes.keys().isdisjoint(still_open)
    assert found.refusal == ""


def test_without_last_year_what_is_in_force_is_left_open() -> None:
    assert tuple(cell.key for cell in standing(Report("2021"), "documents").open) == IN_FORCE


def test_after_a_year_on_the_form_of_2019_what_is_in_force_is_left_open(form: Form, old_form: Form) -> None:
    report = next_year(form, filled(old_form), "旧.nianbao")
    assert tuple(cell.key for cell in standing(report, "documents").open) == IN_FORCE


@pytest.mark.parametrize("there", ["5", "0", "若干"])
def test_what_is_in_force_is_kept_where_it_is_filled_and_refuses_nothing(there: str) -> None:
    found = Case(last=dict.fromkeys(IN_FORCE, "9"), now={IN_FORCE[0]: there}).standing("documents")
    assert (found.refusal, found.open) == ("", ())
    assert IN_FORCE[0] not in found.changes
    assert found.changes[IN_FORCE[1]].value == 9


@pytest.mark.parametrize("there", ["0", "０", "0件", "零", "0（无）", "000"])
def test_zeros_already_there_stay_as_they_are(there: str) -> None:
    case = Case(now={"disputes/review/other": there, "disputes/review/total": "0", FEES: "0.00"})
    changes = declared(FORM, case.report, ALL)
    assert case.standing("disputes").refusal == case.standing("fees").refusal == ""
    assert len(case.standing("disputes").changes) == 11
    assert changes.keys().isdisjoint(case.report.cells)


def test_blanks_become_zeros_but_no_filled_cell_total_or_stock_does(form: Form) -> None:
    report = typed(form, Report("2021"), {"proactive/regulations/issued": "3", "disputes/review/other": "无"})
    changes = blanks_as_zero(form, report, form.cells)
    assert changes.keys() == {
        key for key, cell in form.cells.items() if not cell.parts and key not in (*report.cells, *IN_FORCE)
    }
    assert {change.number for change in changes.values()} == {0}
    assert changes[FEES] == Entry("0", origin=Origin.DECLARED)


@pytest.mark.parametrize(
    "keys", [[], ["requests/granted/total"], ["requests/total_handled/other"], [IN_FORCE[0]], ["disputes/review/total"]]
)
def test_no_blank_becomes_zero_that_is_no_flow_to_be_filled(form: Form, keys: list[str]) -> None:
    assert blanks_as_zero(form, Report("2021"), keys) == {}


def test_only_the_blanks_asked_for_become_zeros(form: Form) -> None:
    keys = ["requests/granted/other", "requests/granted/total", "requests/new_received/other"]
    assert list(blanks_as_zero(form, Report("2021"), keys)) == [keys[0], keys[2]]


some = st.dictionaries(st.sampled_from(list(FORM.cells)), st.sampled_from(["0", "1", "0", "无", "0.0"]), max_size=6)


@given(some, some, st.sets(st.sampled_from(ALL)))
def test_a_declaration_fills_only_blanks_and_only_with_what_is_known(
    last: dict[str, str], now: dict[str, str], claims: set[str]
) -> None:
    report = Case(last, now).report
    changes = declared(FORM, report, claims)
    assert changes.keys().isdisjoint(report.cells)
    for key, change in changes.items():
        assert isinstance(change, Entry)
        assert not FORM.cells[key].parts
        if key in FORM.stocks:
            assert report.previous is not None
            assert (change.origin, change.value) == (Origin.CARRIED, report.previous.cells[key].value)
        else:
            assert change == zero(FORM.cells[key])
    assert declared(FORM, report.with_changes(changes), claims) == {}, "a second act changes nothing more"


@given(some, some)
def test_a_claim_that_is_not_refused_comes_true(last: dict[str, str], now: dict[str, str]) -> None:
    report = Case(last, now).report
    for one in standings(FORM, report):
        after = report.with_changes(one.changes)
        cells = [cell for place in one.claim.cells for cell in FORM.named(place)]
        if not one.refusal:
            flows = [cell.key for cell in cells if cell.key not in FORM.stocks and not cell.parts]
            assert {after.cells[key].number for key in flows} == {0}
        assert {cell.key for cell in one.open} == {cell.key for cell in cells if cell.key in FORM.stocks} - set(
            after.cells
        )
