"""A report: what was typed, where it came from, and the totals that follow."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import form as forms
from core.form import Form
from core.numerals import CellKind
from core.report import (
    OFF,
    PREVIOUS,
    Answer,
    Entry,
    Origin,
    Previous,
    Report,
    Total,
    cell_text,
    entry,
    entry_so_far,
    field_number,
    last_numbers,
    reckon,
)
from tests.core.sheets import DATA, drawn, sheet, shown

MINI = forms.load("mini", DATA)
INNER = ["sheet/x/a", "sheet/x/b", "sheet/y/a", "sheet/y/b"]


def test_totals_follow_from_what_is_typed(mini: Form) -> None:
    report = sheet(
        mini,
        """
        子 | 1 | 2 | =
        丑 | 3 | 4 | =
        共 | = | = | =
    """,
    )
    assert shown(mini, report) == drawn("""
        1 | 2 | 3
        3 | 4 | 7
        4 | 6 | 10
    """)


def test_a_total_with_a_blank_in_it_is_unknown(mini: Form) -> None:
    report = sheet(
        mini,
        """
        子 | 1 |   | =
        丑 | 3 | 4 | =
        共 | = | = | =
    """,
    )
    assert shown(mini, report) == [["1", "", ""], ["3", "4", "7"], ["4", "", ""]]
    totals = reckon(mini, report).totals
    assert totals["sheet/x/sum"] == Total(1, 1)
    assert totals["sheet/all/sum"] == Total(8, 1)  # what is known so far: 4 below 甲, 4 below 乙


def test_an_overridden_total_keeps_both_figures(mini: Form) -> None:
    report = sheet(
        mini,
        """
        子 | 1 | 2 | 5
        丑 | 3 | 4 | =
        共 | = | = | =
    """,
    )
    figures = reckon(mini, report)
    assert figures.numbers["sheet/x/sum"] == 5
    assert figures.totals["sheet/x/sum"] == Total(3, 0)
    assert figures.shown("sheet/x/sum") == "3"
    assert cell_text("sheet/x/sum", report, figures) == "5"
    assert figures.numbers["sheet/all/sum"] == 10, "the crossing total sums its row"


def test_a_total_over_an_overridden_total_counts_what_is_printed(mini: Form) -> None:
    report = sheet(
        mini,
        """
        子 | 1 | 2 | =
        丑 | 3 | 4 | =
        共 | 9 | = | =
    """,
    )
    assert shown(mini, report)[2] == ["9", "6", "15"]


def test_an_overridden_total_stands_in_for_blank_parts(mini: Form) -> None:
    report = sheet(
        mini,
        """
        子 |   |   | 5
        丑 | 3 | 4 | =
        共 | 4 | 5 | =
    """,
    )
    assert shown(mini, report) == [["", "", "5"], ["3", "4", "7"], ["4", "5", "9"]]


def test_a_total_that_was_typed_as_nonsense_is_unknown_where_parts_are_missing(mini: Form) -> None:
    report = sheet(
        mini,
        """
        子 | 1 | ? | =
        丑 | 3 | 4 | =
        共 | = | = | =
    """,
    )
    figures = reckon(mini, report)
    assert figures.numbers["sheet/x/b"] is None
    assert figures.totals["sheet/x/sum"].missing == 1
    assert cell_text("sheet/x/b", report, figures) == "?"


def test_amounts_are_reckoned_exactly(form: Form) -> None:
    key = "proactive/fees/fees_wan_yuan"
    report = Report("2021").with_changes({key: entry("amount", "0.1")})
    assert reckon(form, report).numbers[key] == Decimal("0.1")


@pytest.mark.parametrize("blank", ["", " ", "\u3000", "\n"])
def test_a_blank_has_no_entry(blank: str) -> None:
    assert entry("count", blank) is None


def test_what_is_not_understood_is_kept_to_the_letter() -> None:
    made = entry("count", " 一二 ", Origin.IMPORTED, "a.json")
    assert made == Entry(raw=" 一二 ", origin=Origin.IMPORTED, source="a.json")
    assert made.text == " 一二 "
    assert made.number is None


def test_what_reads_otherwise_than_it_was_typed_keeps_both() -> None:
    assert entry("count", "1.5万") == Entry(15000, raw="1.5万")
    assert entry("amount", "15000元") == Entry("1.5", raw="15000元")
    assert entry("count", "22（改）") == Entry(22, "（改）")


@pytest.mark.parametrize(
    ("typed", "otherwise"), [("12", False), ("0012", True), (" 12", True), ("12件", True), ("无", False)]
)
def test_an_entry_knows_whether_it_was_read_from_something_written_otherwise(typed: str, otherwise: bool) -> None:
    made = entry("count", typed)
    assert made is not None
    assert made.read_as is otherwise


@pytest.mark.parametrize(
    ("typed", "so_far"), [("1.5万", None), ("十", None), ("12", 12), ("012", None), ("12件", None)]
)
def test_while_typing_only_plain_digits_count(typed: str, so_far: int | None) -> None:
    made = entry_so_far("count", typed)
    assert made is not None
    assert made.value == so_far
    assert made.text == typed


@pytest.mark.parametrize("origin", Origin)
def test_an_entry_keeps_where_it_came_from_read_or_not(origin: Origin) -> None:
    for typed in ("12", "十二", "无"):
        made = entry("count", typed, origin, "甲.json")
        assert made is not None
        assert (made.origin, made.source) == (origin, "甲.json")
        so_far = entry_so_far("count", typed, origin)
        assert so_far is not None
        assert (so_far.origin, so_far.text) == (origin, typed)


def test_nothing_typed_so_far_is_no_entry() -> None:
    assert entry_so_far("count", " ") is None
    assert entry_so_far("amount", "") is None


@pytest.mark.parametrize(
    ("typed", "so_far"), [("18.87", "18.87"), ("18.", None), ("15000元", None), ("1,234", None), ("0.10", "0.10")]
)
def test_an_amount_so_far_counts_digit_for_digit(typed: str, so_far: str | None) -> None:
    made = entry_so_far("amount", typed)
    assert made is not None
    assert (made.value, made.text) == (so_far, typed)


def test_half_a_character_is_shown_by_a_mark() -> None:
    assert entry("count", "1\ud83d") == Entry(raw="1\ufffd")
    assert Report("2021").with_changes({"profile/unit": "甲\ud83d"}).text("profile/unit") == "甲\ufffd"


def test_every_origin_has_a_word_of_its_own() -> None:
    assert {origin: origin.label for origin in Origin} == {
        Origin.TYPED: "键入",
        Origin.PASTED: "粘贴",
        Origin.DECLARED: "确认为 0",
        Origin.CARRIED: "承接上年",
        Origin.IMPORTED: "导入",
        Origin.OVERRIDDEN: "改写合计",
    }


def test_a_number_that_the_form_does_not_ask_for_is_left_alone(mini: Form) -> None:
    report = Report("2099", cells={"sheet/x/a": Entry(1), "paper/x/a": Entry(5)})
    assert reckon(mini, report) == reckon(mini, Report("2099", cells={"sheet/x/a": Entry(1)}))


def test_an_entry_shows_its_number_and_its_note() -> None:
    made = entry("count", "22（改）")
    assert made == Entry(22, "（改）")
    assert made.text == "22（改）"
    assert made.number == 22
    assert Entry("18.8710").text == "18.8710"


def test_a_change_leaves_the_old_report_as_it_was() -> None:
    old = Report("2021", {"profile/unit": "甲"}, {"sheet/x/a": Entry(1)})
    new = old.with_changes({"profile/unit": "乙", "sheet/x/a": None})
    assert (old.text("profile/unit"), old.get("sheet/x/a")) == ("甲", Entry(1))
    assert (new.text("profile/unit"), new.get("sheet/x/a")) == ("乙", None)


@pytest.mark.parametrize("blank", ["", None])
def test_blanking_a_field_removes_it(blank: str | None) -> None:
    assert Report("2021", {"profile/unit": "甲"}).with_changes({"profile/unit": blank}) == Report("2021")


def test_get_gives_an_entry_a_text_or_nothing() -> None:
    report = Report("2021", {"profile/unit": "甲"}, {"sheet/x/a": Entry(0)})
    assert report.get("profile/unit") == "甲"
    assert report.get("sheet/x/a") == Entry(0)
    assert report.get("sheet/x/b") is None


def test_the_units_name_is_read_without_blanks_around() -> None:
    assert Report("2021", {"profile/unit": " 甲\u3000"}).unit == "甲"


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        ("2023", 2023),
        ("２０２３", 2023),
        (" 2023 ", 2023),
        ("1000", 1000),
        ("9999", 9999),
        ("", None),
        ("999", None),
        ("10000", None),
        ("23", None),
        ("2023年", None),
        ("2023（改）", None),
        ("二〇二三", None),
        ("02023", None),
        ("２０２３", 2023),
    ],
)
def test_a_year_has_four_digits(typed: str, year: int | None) -> None:
    assert Report("2021", {"profile/year": typed}).year == year


changes = st.lists(
    st.tuples(st.sampled_from([cell.key for cell in MINI.cells.values()]), st.integers(0, 50) | st.none()), max_size=8
)


@given(changes, changes)
def test_a_change_taken_back_gives_an_equal_report(
    before: list[tuple[str, int | None]], after: list[tuple[str, int | None]]
) -> None:
    def as_entries(pairs: list[tuple[str, int | None]]) -> dict[str, Entry | None]:
        return {key: None if value is None else Entry(value) for key, value in pairs}

    start = Report("2099").with_changes(as_entries(before))
    step = as_entries(after)
    back = {key: start.get(key) for key in step}
    assert start.with_changes(step).with_changes(back) == start


@given(st.sampled_from(["count", "amount", "change"]), st.text("0123456789.,-+万元件 １", max_size=8))
def test_what_counts_while_typing_counts_the_same_when_the_cell_is_left(kind: CellKind, typed: str) -> None:
    so_far, left = entry_so_far(kind, typed), entry(kind, typed)
    assert (so_far is None) == (left is None)
    if so_far and left:
        assert so_far.text == (left.raw or left.text) == typed
        assert so_far.value in (None, left.value)


@given(st.lists(st.integers(0, 999) | st.none(), min_size=4, max_size=4))
def test_the_crossing_total_is_the_sum_of_all_or_unknown(values: list[int | None]) -> None:
    report = Report(
        "2099", cells={key: Entry(value) for key, value in zip(INNER, values, strict=True) if value is not None}
    )
    figures = reckon(MINI, report)
    total = figures.totals["sheet/all/sum"]
    assert total == Total(sum(filter(None, values)), values.count(None))
    assert figures.numbers["sheet/all/sum"] == (None if None in values else sum(filter(None, values)))
    assert figures.shown("sheet/all/sum") == ("" if None in values else str(sum(filter(None, values))))


# ------------------------------------------------------------ answers, last year, rules switched off

SAID = Answer("属实", "4 3")
LAST = Previous("2021", 2022, "去年.nianbao", {"sheet/x/a": Entry(5)})
HELD = Report("2021", {"profile/unit": "甲"}, {"sheet/x/a": Entry(1)}, previous=LAST, answers={"answer/F-03/a": SAID})


def test_every_kind_of_change_goes_where_it_belongs() -> None:
    held = {"sheet/x/a": Entry(1), "profile/unit": "甲", "answer/F-03/a": SAID, PREVIOUS: LAST}
    report = Report("2021").with_changes({**held, OFF + "F-03": "当地另有规定"})
    assert report.cells == {"sheet/x/a": Entry(1)}
    assert report.texts == {"profile/unit": "甲", "off/F-03": "当地另有规定"}
    assert report.answers == {"answer/F-03/a": SAID}
    assert report.previous == LAST


@pytest.mark.parametrize("key", ["sheet/x/a", "profile/unit", "answer/F-03/a", PREVIOUS])
def test_none_blanks_whatever_stands_under_a_key_and_nothing_else(key: str) -> None:
    blanked = HELD.with_changes({key: None})
    assert blanked.get(key) is None
    assert blanked.with_changes({key: HELD.get(key)}) == HELD
    assert HELD.get(key) is not None


def test_blanking_what_is_not_there_changes_nothing() -> None:
    assert HELD.with_changes({"sheet/x/b": None, "profile/year": "", "answer/F-03/b": None}) == HELD


def test_get_gives_answers_and_last_year_too() -> None:
    assert (HELD.get("answer/F-03/a"), HELD.get(PREVIOUS)) == (SAID, LAST)
    assert (Report("2021").get("answer/F-03/a"), Report("2021").get(PREVIOUS)) == (None, None)


def test_a_change_of_several_kinds_leaves_the_old_report_as_it_was() -> None:
    before = Report("2021", dict(HELD.texts), dict(HELD.cells), previous=LAST, answers=dict(HELD.answers))
    HELD.with_changes({"answer/F-03/b": Answer("", ""), PREVIOUS: None, "profile/unit": None, "sheet/x/b": Entry(0)})
    assert before == HELD


def test_answers_and_last_year_stay_the_same_object_too() -> None:
    changed = HELD.with_changes({"sheet/x/a": Entry(2), "profile/unit": "乙", "answer/F-03/b": None})
    assert changed.answers is HELD.answers
    assert changed.previous is LAST


def test_last_years_numbers_are_those_that_are_known() -> None:
    cells = {"sheet/x/a": Entry(5), "sheet/x/b": Entry(raw="若干"), "sheet/y/a": Entry("0.50"), "sheet/y/b": Entry(0)}
    report = Report("2021", previous=Previous("2021", 2022, "", cells))
    assert last_numbers(report) == {"sheet/x/a": 5, "sheet/y/a": Decimal("0.50"), "sheet/y/b": 0}
    assert last_numbers(Report("2021")) == {}


@pytest.mark.parametrize(
    "change",
    [
        {"sheet/x/a": Entry(2), "sheet/x/b": Entry(0)},
        {"sheet/x/a": None},
        {"sheet/x/b": None, "profile/year": None, "profile/office": ""},
        {"answer/F-03/a": None, "answer/F-03/b": SAID},
        {PREVIOUS: None},
    ],
)
def test_texts_stay_the_same_object_as_long_as_none_of_them_changes(change: dict[str, Entry | None]) -> None:
    assert HELD.with_changes(change).texts is HELD.texts


@pytest.mark.parametrize("change", [{"profile/unit": "乙"}, {"profile/unit": None}, {OFF + "F-03": "当地另有规定"}])
def test_once_a_text_changes_they_are_another(change: dict[str, str | None]) -> None:
    assert HELD.with_changes(change).texts is not HELD.texts


@pytest.mark.parametrize(("typed", "number"), [("12", 12), (" １２件 ", 12), ("十二", 12), ("1.5万", 15000), ("0", 0)])
def test_a_field_for_a_count_is_read_as_a_cell_is(typed: str, number: int) -> None:
    assert field_number("count", typed) == number


@pytest.mark.parametrize("typed", [" ", "无", "12（其中3件）", "1.5"])
def test_it_takes_no_note_and_nothing_that_is_no_count(typed: str) -> None:
    assert field_number("count", typed) is None


@pytest.mark.parametrize("typed", ["1400.50", "１４００.50元", " 1,400.50 元"])
def test_a_field_for_an_amount_is_in_yuan(typed: str) -> None:
    assert field_number("yuan", typed) == Decimal("1400.50")


@pytest.mark.parametrize("typed", ["", "元", "1万", "1亿元", "￥400", "¥400", "400元元", "400（预收）", "约400"])
def test_it_takes_no_other_unit_and_no_note(typed: str) -> None:
    assert field_number("yuan", typed) is None


def test_number_fields_are_among_the_figures(form: Form) -> None:
    texts = {"requests/ledger_received": "１２", "other/fee_noticed": "400.5元", "other/fee_notices": "若干"}
    numbers = reckon(form, Report("2021", texts)).numbers
    assert numbers["requests/ledger_received"] == 12
    assert numbers["other/fee_noticed"] == Decimal("400.5")
    assert (numbers["other/fee_notices"], numbers["other/fee_collected"]) == (None, None)
