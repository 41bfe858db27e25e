"""A block of numbers pasted one row or column off is told, with the move that brings it back; no other block is."""

from collections.abc import Mapping

import pytest

from core.checks import Checker
from core.exchange import import_data
from core.form import Form
from core.pasting import Placed
from core.report import Report, cell_text, reckon
from core.shift import Shift, suspect_shift
from tests.core.sheets import DATA, PUBLISHED, typed

MOVES = {(0, 1): "左移一列", (0, -1): "右移一列", (1, 0): "上移一行", (-1, 0): "下移一行"}  # and what undoes them
KINDS = ["25x7", "25x6", "labelled"]
ZEROS = "pingfang_xinjiang_street_2023"
BUSY = [name for name in PUBLISHED if name != ZEROS]


def report_of(name: str) -> Report:
    return import_data(DATA / f"{name}.json").report


def block(form: Form, report: Report, section: str, kind: str = "25x7") -> Placed:
    """A published table at its right place: with its totals, without the column of totals, or with labels."""
    figures = reckon(form, report)
    totals = {cell.key for cell in form.tables[section] if cell.column.id == "total"}
    texts = {
        (cell.row, cell.col): cell_text(cell.key, report, figures)
        for cell in form.layouts[section]
        if cell.key and not (kind == "25x6" and cell.key in totals)
    }
    return Placed(section, texts, labelled=kind == "labelled")


def told(form: Form, checker: Checker, placed: Placed, on: Report | None = None) -> tuple[int, int, str] | None:
    shift = suspect_shift(form, checker, on or Report("2021"), placed)
    return shift and (shift.rows, shift.columns, shift.words)


def test_the_blocks_are_as_large_as_they_are_called(form: Form) -> None:
    report = report_of(BUSY[0])
    assert [len(block(form, report, "requests", kind).texts) for kind in KINDS] == [175, 150, 175]
    assert all(text.isdigit() for text in block(form, report, "requests").texts.values())


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", BUSY)
def test_a_block_one_off_is_told_with_the_move_that_brings_it_back(
    form: Form, checker: Checker, name: str, kind: str, move: tuple[int, int]
) -> None:
    report = report_of(name)
    moved = block(form, report, "requests", kind).moved(*move)
    back = (-move[0], -move[1], MOVES[move])
    assert told(form, checker, moved) == back
    assert told(form, checker, moved, on=report) == back, "also over a report that is filled in"


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("name", BUSY)
def test_so_is_the_row_of_the_fourth_table(form: Form, checker: Checker, name: str, move: tuple[int, int]) -> None:
    moved = block(form, report_of(name), "disputes").moved(*move)
    assert told(form, checker, moved) == (-move[0], -move[1], MOVES[move])


@pytest.mark.parametrize("section", ["proactive", "requests", "disputes"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", PUBLISHED)
def test_a_block_at_its_right_place_is_not(form: Form, checker: Checker, name: str, kind: str, section: str) -> None:
    report = report_of(name)
    placed = block(form, report, section, kind)
    assert told(form, checker, placed) is None
    assert told(form, checker, placed, on=report) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [(name, kind) for name in (*BUSY, ZEROS) for kind in KINDS],
)
def test_one_typing_error_in_a_block_at_its_right_place_is_no_shift(
    form: Form, checker: Checker, name: str, kind: str
) -> None:
    placed = block(form, report_of(name), "requests", kind)
    suspected = []
    for count, (at, text) in enumerate(placed.texts.items()):
        slips = [str(int(text) + 1), text + "0" if text != "0" else "10", f"9{text}", text[::-1], ""]
        slip = slips[count % len(slips)]
        wrong = Placed(placed.section, {**placed.texts, at: slip}, placed.labelled)
        if told(form, checker, wrong):
            suspected.append((at, text, slip))
    assert suspected == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", BUSY)
def test_a_block_one_column_off_is_told_though_a_number_in_it_is_wrong(
    form: Form, checker: Checker, name: str, kind: str
) -> None:
    placed = block(form, report_of(name), "requests", kind)
    for at in list(placed.texts)[::12]:
        wrong = Placed(placed.section, {**placed.texts, at: str(int(placed.texts[at]) + 1)}, placed.labelled)
        assert told(form, checker, wrong.moved(0, 1)) == (0, -1, "左移一列")
        assert told(form, checker, wrong.moved(0, -1)) == (0, 1, "右移一列")


@pytest.mark.parametrize("move", [(0, 0), *MOVES])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("section", ["proactive", "requests", "disputes"])
def test_a_block_of_zeros_never_is(
    form: Form, checker: Checker, section: str, kind: str, move: tuple[int, int]
) -> None:
    report = report_of(ZEROS)
    zeros = block(form, report, section, kind).moved(*move)
    assert told(form, checker, zeros) is None
    assert told(form, checker, zeros, on=report) is None


@pytest.mark.parametrize("text", ["", "/", "甲"])
def test_a_block_without_a_number_at_its_right_place_is_not(form: Form, checker: Checker, text: str) -> None:
    placed = block(form, report_of(ZEROS), "requests")
    assert told(form, checker, Placed("requests", dict.fromkeys(placed.texts, text))) is None


def test_a_single_number_never_is(form: Form, checker: Checker, full: Report) -> None:
    for on in (Report("2021"), full):
        assert told(form, checker, Placed("requests", {(7, 4): "5"}), on=on) is None


def test_two_moves_off_is_beyond_what_is_looked_for(form: Form, checker: Checker) -> None:
    placed = block(form, report_of(BUSY[0]), "requests")
    assert told(form, checker, placed.moved(2, 2)) is None


def test_a_finding_says_how_much_better_it_would_be(form: Form, checker: Checker) -> None:
    moved = block(form, report_of("suqian_city_2024"), "requests").moved(0, 1)
    shift = suspect_shift(form, checker, Report("2021"), moved)
    assert shift is not None
    assert shift == Shift(0, -1, "左移一列", shift.before, 0)
    assert shift.before > 20


def test_balances_that_break_count_beside_numbers_that_fall_out_but_only_those_of_the_table(
    form: Form, checker: Checker, full: Report
) -> None:
    moved = block(form, report_of("suqian_city_2024"), "requests", "25x6").moved(1, 0)
    fallen = sum(text != "0" for (row, _), text in moved.texts.items() if row > 27)
    shift = suspect_shift(form, checker, full, moved)
    assert shift is not None
    assert shift.before > fallen > 0
    wrong = typed(form, full, {"disputes/review/total": "9", "disputes/direct/total": "9"})
    assert suspect_shift(form, checker, wrong, moved) == shift


ONE_REQUEST = {3: "1", 5: "1", 26: "1"}  # by row of the grid: received, granted, handled
FOUR_REQUESTS = {3: "4", 5: "2", 6: "2", 26: "4"}  # received, granted, granted in part, handled
NATURAL, COMPANIES, LAWYERS, OTHERS, TOTAL = 3, 4, 7, 8, 9  # columns of the grid


def small(form: Form, column: int, numbers: Mapping[int, str], columns: range = range(NATURAL, TOTAL + 1)) -> Placed:
    """A block in which one kind of applicant asked for something and all else is 0, cut down to some columns."""
    zeros = block(form, report_of(ZEROS), "requests")
    texts = zeros.texts | {(row, col): text for row, text in numbers.items() for col in (column, TOTAL)}
    return Placed("requests", {at: text for at, text in texts.items() if at[1] in columns})


@pytest.mark.parametrize("columns", [range(NATURAL, TOTAL + 1), range(NATURAL, TOTAL)], ids=["25x7", "25x6"])
@pytest.mark.parametrize("numbers", [ONE_REQUEST, FOUR_REQUESTS], ids=["one request", "four"])
@pytest.mark.parametrize("column", range(NATURAL, OTHERS))
def test_a_report_of_few_requests_is_told_when_it_is_one_off_and_only_then(
    form: Form, checker: Checker, column: int, numbers: Mapping[int, str], columns: range
) -> None:
    placed = small(form, column, numbers, columns)
    assert told(form, checker, placed) is None
    for move, words in MOVES.items():
        assert told(form, checker, placed.moved(*move)) == (-move[0], -move[1], words)


@pytest.mark.parametrize("column", range(COMPANIES, OTHERS))
def test_totals_that_were_pasted_one_column_early_are_told(form: Form, checker: Checker, column: int) -> None:
    without_natural_persons = small(form, column, FOUR_REQUESTS, range(COMPANIES, TOTAL + 1))
    assert told(form, checker, without_natural_persons.moved(0, -1)) == (0, 1, "右移一列")


@pytest.mark.parametrize("column", range(COMPANIES, OTHERS))
def test_a_part_of_a_report_of_few_requests_at_its_right_place_is_not_told(
    form: Form, checker: Checker, column: int
) -> None:
    assert told(form, checker, small(form, column, FOUR_REQUESTS, range(COMPANIES, TOTAL + 1))) is None


@pytest.mark.xfail(strict=True, reason="where only 其他 asked, its column looks like a total pasted one early")
@pytest.mark.parametrize("first", [NATURAL, COMPANIES])
def test_a_part_in_which_only_others_asked_is_not_told(form: Form, checker: Checker, first: int) -> None:
    end = TOTAL if first == NATURAL else TOTAL + 1
    assert told(form, checker, small(form, OTHERS, FOUR_REQUESTS, range(first, end))) is None


def test_where_nothing_contradicts_totals_that_agree_only_one_off_are_reason_enough(
    form: Form, checker: Checker
) -> None:
    companies = small(form, COMPANIES, FOUR_REQUESTS)
    assert told(form, checker, companies) is None
    assert suspect_shift(form, checker, Report("2021"), companies.moved(0, -1)) == Shift(0, 1, "右移一列", 0, 0)


def test_a_mistake_in_another_table_is_no_reason(form: Form, checker: Checker, full: Report) -> None:
    wrong = typed(
        form, full, {"disputes/review/total": "9", "disputes/direct/total": "9", "disputes/post_review/total": "9"}
    )
    assert len(checker.run(wrong)) == 3
    assert told(form, checker, block(form, full, "requests"), on=wrong) is None
    assert told(form, checker, small(form, LAWYERS, FOUR_REQUESTS), on=wrong) is None


@pytest.mark.parametrize("dash", ["-", "—", "/"])
def test_zeros_written_as_dashes_count_as_zeros(form: Form, checker: Checker, dash: str) -> None:
    placed = block(form, report_of("suqian_city_2024"), "requests", "25x6")
    dashed = Placed("requests", {at: dash if text == "0" else text for at, text in placed.texts.items()})
    assert told(form, checker, dashed) is None
    for move, words in MOVES.items():
        assert told(form, checker, dashed.moved(*move)) == (-move[0], -move[1], words)
