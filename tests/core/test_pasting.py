"""What a paste would do: every text at its place, nothing blanked or overwritten unasked, totals only compared."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import form as forms
from core.copying import as_html
from core.form import Form
from core.pasting import Compared, Placed, Proposal, Remark, place, propose, read_clipboard, remarks
from core.reading.grid import Grid, texts
from core.report import Entry, Origin, Report, entry, reckon
from tests.core.sheets import DATA, drawn, published, sheet, shown, typed

CLIPBOARD = DATA / "clipboard"
FIXTURES: dict[str, dict[str, Any]] = tomllib.loads((CLIPBOARD / "expected.toml").read_text(encoding="utf-8"))
SECTIONS = {"table2": "proactive", "table3": "requests", "table4": "disputes"}
HERE = "sheet/x/a"  # the upper left cell of the small table


# ---------------------------------------------------------------- clipboards of real programs


def clipboard(name: str) -> list[Grid]:
    with (CLIPBOARD / name).open(encoding="utf-8", newline="") as file:  # line ends are part of it
        held = file.read()
    return read_clipboard(held, "") if name.endswith(".html") else read_clipboard("", held)


def flat(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from flat(part)
    else:
        yield str(value)


def numbers(form: Form, name: str) -> dict[str, str]:
    """The numbers of a published report by key."""
    data = published(name)
    return dict(zip(form.cells, flat([data[table] for table in SECTIONS]), strict=True))


def expected(form: Form, name: str) -> dict[str, str]:
    """What a fixture shows, by key."""
    told = FIXTURES[name]
    prefix = "" if told["table"] == "all" else SECTIONS[told["table"]] + "/"
    if "rows" in told:
        keys = ["/".join(filter(None, (prefix[:-1], row, col))) for row in told["rows"] for col in told["columns"]]
    else:
        keys = [key for key in form.cells if key.startswith(prefix)]
    all_numbers = numbers(form, told["numbers"])
    odd = {prefix + key: text for key, text in told.get("odd", {}).items()}
    assert odd.keys() <= set(keys)
    return {key: odd.get(key, all_numbers[key]) for key in keys}


def at_cells(form: Form, table: Placed) -> dict[str, str]:
    """The texts of a placed table by key; none may stand elsewhere."""
    keys = {(cell.row, cell.col): cell.key for cell in form.layouts[table.section]}
    return {keys[at]: text for at, text in table.texts.items()}


def test_every_fixture_is_described_and_there() -> None:
    held = {path.name for path in CLIPBOARD.iterdir() if path.suffix in (".html", ".tsv")}
    assert held == FIXTURES.keys()


@pytest.mark.parametrize("name", [name for name, told in FIXTURES.items() if told["kind"] != "block"])
def test_a_table_on_a_real_clipboard_is_read_cell_by_cell_wherever_the_cursor_is(form: Form, name: str) -> None:
    wanted = expected(form, name)
    tables = place(form, clipboard(name), "disputes/review/other")
    assert {key: text for table in tables for key, text in at_cells(form, table).items()} == wanted
    assert [table.section for table in tables] == list(dict.fromkeys(form.section_of(key).id for key in wanted))
    for table in tables:
        assert (table.labelled, table.unplaced) == (True, ())
        # Word's text has lost which column a heading stands over
        named = FIXTURES[name].get("headers", True) and name != "word_requests.tsv"
        assert table.by_order is not named, "told where no header says the columns"


@pytest.mark.parametrize("name", [name for name, told in FIXTURES.items() if told["kind"] == "block"])
def test_a_block_on_a_real_clipboard_is_placed_at_the_cursor(form: Form, name: str) -> None:
    wanted = expected(form, name)
    (block,) = place(form, clipboard(name), next(iter(wanted)))
    assert at_cells(form, block) == wanted
    assert (block.labelled, block.unplaced, block.by_order) == (False, (), False)


@pytest.mark.parametrize("name", FIXTURES)
def test_what_a_real_clipboard_brings_is_proposed_and_nothing_else(form: Form, name: str) -> None:
    wanted = expected(form, name)
    proposal = propose(form, Report("2021"), place(form, clipboard(name), next(iter(wanted))))
    filled = {key: text for key, text in wanted.items() if text and not form.cells[key].parts}
    assert {key: change.text for key, change in proposal.changes.items()} == {
        key: entry(form.cells[key].kind, text).text for key, text in filled.items()
    }
    assert set(proposal.readings) == {key for key, text in filled.items() if re.search("[,０-９]", text)}
    assert proposal.unread == ()
    assert set(proposal.nothing) == {
        key
        for key, text in wanted.items()
        if text in ("", "/", "-", "—", "——", "－", "无") and not form.cells[key].parts
    }
    assert proposal.lost == ()


# ---------------------------------------------------------------- the clipboard


def test_the_tables_of_html_go_before_the_lines_of_text() -> None:
    assert [texts(grid) for grid in read_clipboard("<table><tr><td>5</table>", "6")] == [[["5"]]]


@pytest.mark.parametrize("html", ["", "<p>5</p>", "no tag", "<"])
def test_the_lines_of_text_do_where_html_holds_no_table(html: str) -> None:
    assert [texts(grid) for grid in read_clipboard(html, "6\t7\n")] == [[["6", "7"]]]


@pytest.mark.parametrize("text", ["", " ", "\r\n", "\t\t\n", "\u3000"])
def test_a_clipboard_of_blanks_holds_nothing(form: Form, text: str) -> None:
    assert read_clipboard("", text) == []
    assert place(form, [], "requests/granted/other") == []


@pytest.mark.parametrize("html", ["<table></table>", "<table><tr></tr></table>"])
def test_a_table_without_any_cell_is_placed_nowhere(form: Form, html: str) -> None:
    assert place(form, read_clipboard(html, ""), "requests/granted/other") == []


def test_a_block_is_placed_at_the_cursor_with_its_merged_cells_as_blanks(mini: Form) -> None:
    (block,) = place(mini, read_clipboard("<table><tr><td colspan=2>1<td>2</table>", ""), "sheet/y/b")
    assert block == Placed("sheet", {(3, 2): "1", (3, 3): "", (3, 4): "2"})


def test_of_several_tables_without_labels_the_first_is_placed(mini: Form) -> None:
    html = "<table><tr><td>1</table><table><tr><td>2</table>"
    assert [block.texts for block in place(mini, read_clipboard(html, ""), HERE)] == [{(2, 1): "1"}]


def test_without_a_cursor_only_a_table_with_labels_has_a_place(form: Form) -> None:
    assert place(form, read_clipboard("", "1\t2"), "") == []
    (table,) = place(form, clipboard("excel_disputes.html"), "")
    assert (table.section, table.labelled) == ("disputes", True)


def test_a_placed_table_can_be_moved_and_keeps_all_it_says_of_itself() -> None:
    table = Placed("s", {(2, 3): "1", (3, 3): "2"}, True, ("甲 1",), True)
    assert table.moved(1, -1) == Placed("s", {(3, 2): "1", (4, 2): "2"}, True, ("甲 1",), True)
    assert table.moved(0, 0) == table


def test_blank_rows_and_columns_around_a_block_stay_behind_when_it_is_moved() -> None:
    numbers = {(4, 3): "1", (4, 4): "", (5, 3): "", (5, 4): "2"}
    edge = {(row, col): "" for row in range(3, 8) for col in range(2, 7)}
    assert Placed("s", edge | numbers).moved(0, 1).texts == {
        (row, col + 1): text for (row, col), text in numbers.items()
    }
    assert Placed("s", edge).moved(0, 1).texts == {(row, col + 1): "" for row, col in edge}, "nothing but blanks"


# ---------------------------------------------------------------- blocks


def pasted(form: Form, report: Report, block: str, cursor: str = HERE, *, nothing_is_zero: bool = False) -> Proposal:
    """What is proposed after a drawn block was pasted at a cell."""
    text = "\n".join(map("\t".join, drawn(block)))
    return propose(form, report, place(form, read_clipboard("", text), cursor), nothing_is_zero=nothing_is_zero)


FULL = """
    子 | 1 | 2 | =
    丑 | 3 | 4 | =
    共 | = | = | =
"""


def test_numbers_go_to_the_cells_from_the_cursor_on(mini: Form) -> None:
    report = sheet(mini, FULL)
    proposal = pasted(mini, report, "8 | 9", "sheet/y/a")
    assert shown(mini, report.with_changes(proposal.changes)) == drawn("""
        1  | 2  | 3
        8  | 9  | 17
        9  | 11 | 20
    """)
    assert set(proposal.changes) == {"sheet/y/a", "sheet/y/b"}
    assert (proposal.readings, proposal.unread, proposal.nothing, proposal.lost) == ((), (), (), ())


def test_what_is_pasted_says_where_it_came_from(mini: Form) -> None:
    proposal = pasted(mini, Report("2099"), "8 | 1,234\n甲 | /")
    assert {change.origin for change in proposal.changes.values()} == {Origin.PASTED}


def test_blanks_of_a_block_blank_the_cells_as_in_excel(mini: Form) -> None:
    report = sheet(mini, FULL)
    proposal = pasted(mini, report, "9 | \n  | 8")
    assert proposal.changes["sheet/x/b"] is None
    assert shown(mini, report.with_changes(proposal.changes)) == drawn("""
        9 |   |
          | 8 |
          |   |
    """)
    assert proposal.nothing == ("sheet/x/b", "sheet/y/a")


def test_so_do_blanks_at_its_edges(mini: Form) -> None:
    report = sheet(mini, FULL)
    proposal = propose(mini, report, place(mini, read_clipboard(as_html([["9", ""], ["", ""]]), ""), HERE))
    assert {key for key, change in proposal.changes.items() if change is None} == {
        "sheet/x/b",
        "sheet/y/a",
        "sheet/y/b",
    }


def test_a_block_of_nothing_but_blanks_is_meant_to_blank(mini: Form) -> None:
    html = "<table><tr><td></td><td>&nbsp;</td></tr></table>"
    proposal = propose(mini, sheet(mini, FULL), place(mini, read_clipboard(html, ""), HERE))
    assert proposal.changes == {"sheet/x/a": None, "sheet/x/b": None}


def test_a_blank_on_a_blank_is_no_change(mini: Form) -> None:
    proposal = pasted(mini, Report("2099"), "9 | \n  | 8")
    assert set(proposal.changes) == {"sheet/x/a", "sheet/y/b"}
    assert proposal.same == 2


@pytest.mark.parametrize("nothing", ["/", "／", "\\", "-", "－", "–", "—", "——", "无"])
def test_a_dash_is_kept_as_it_stands_and_is_no_number(mini: Form, nothing: str) -> None:
    proposal = pasted(mini, sheet(mini, FULL), f"9 | {nothing}")
    assert proposal.changes["sheet/x/b"] == Entry(raw=nothing, origin=Origin.PASTED)
    assert (proposal.nothing, proposal.unread, proposal.readings) == (("sheet/x/b",), (), ())


@pytest.mark.parametrize("nothing", ["", "/", "—", "-", "无"])
def test_blanks_and_dashes_are_0_once_the_clerk_has_said_so(mini: Form, nothing: str) -> None:
    proposal = pasted(mini, sheet(mini, FULL), f"9 | {nothing}", nothing_is_zero=True)
    assert proposal.changes == {
        "sheet/x/a": Entry(9, origin=Origin.PASTED),
        "sheet/x/b": Entry(0, origin=Origin.DECLARED),
    }
    assert proposal.nothing == ("sheet/x/b",), "the question stays in sight"


def test_an_amount_that_is_nothing_is_declared_as_an_amount(form: Form) -> None:
    block = Placed("proactive", {(13, 1): "—"})
    proposal = propose(form, Report("2021"), [block], nothing_is_zero=True)
    assert proposal.changes == {"proactive/fees/fees_wan_yuan": Entry("0", origin=Origin.DECLARED)}


def test_what_reads_otherwise_than_it_stood_is_announced_and_kept_to_the_letter(mini: Form) -> None:
    proposal = pasted(mini, Report("2099"), "1,234 | 22（其中修订16件）\n３４ | 5")
    assert proposal.readings == ("sheet/x/a", "sheet/y/a")
    assert proposal.changes["sheet/x/a"] == Entry(1234, raw="1,234", origin=Origin.PASTED)
    assert proposal.changes["sheet/x/b"] == Entry(22, "（其中修订16件）", origin=Origin.PASTED)


def test_what_cannot_be_read_is_kept_and_told(mini: Form) -> None:
    proposal = pasted(mini, Report("2099"), "12人 | 1\n#REF! | 约5")
    assert proposal.unread == ("sheet/x/a", "sheet/y/a", "sheet/y/b")
    assert proposal.changes["sheet/y/a"] == Entry(raw="#REF!", origin=Origin.PASTED)


def test_what_shows_the_same_is_no_change_and_keeps_its_origin(mini: Form) -> None:
    report = typed(mini, Report("2099"), {"sheet/x/a": "1,234", "sheet/x/b": "无", "sheet/y/a": "5", "sheet/y/b": "6"})
    proposal = pasted(mini, report, "1234 | 无\n５ | 7")
    assert set(proposal.changes) == {"sheet/y/b"}
    assert proposal.same == 3
    after = report.with_changes(proposal.changes)
    assert after.cells["sheet/x/a"] == report.cells["sheet/x/a"]


def test_texts_beyond_the_table_are_told_and_blanks_beyond_it_are_not(mini: Form) -> None:
    proposal = pasted(mini, Report("2099"), "1 | 2 | 3 | 4 | \n5 | 6 | 7 |\n8 | 9 | 10 | \n11 | | | ", "sheet/x/b")
    assert set(proposal.changes) == {"sheet/x/b", "sheet/y/b"}
    assert proposal.lost == ("3", "4", "7", "10", "11")


def test_a_block_over_the_labels_of_a_table_loses_what_falls_on_them(form: Form) -> None:
    block = Placed("proactive", {(3, 1): "1", (4, 1): "2", (5, 1): "3", (6, 1): "4", (6, 2): "5", (6, 3): ""})
    proposal = propose(form, Report("2021"), [block])
    assert set(proposal.changes) == {"proactive/normative_documents/issued", "proactive/licensing/decisions"}
    assert proposal.lost == ("2", "3", "5")


def test_nothing_pasted_proposes_nothing(mini: Form) -> None:
    assert propose(mini, sheet(mini, FULL), []) == Proposal({}, 0, (), (), (), (), ())


def test_everything_is_told_in_the_order_of_the_form(form: Form) -> None:
    late = Placed("disputes", {(3, 1): "甲", (3, 0): "乙"}, True)
    early = Placed("requests", {(4, 3): "丙", (3, 3): "丁"}, True)
    proposal = propose(form, Report("2021"), [late, early])
    order = list(form.cells)
    assert list(proposal.changes) == sorted(proposal.changes, key=order.index)
    assert list(proposal.unread) == sorted(proposal.unread, key=order.index)
    assert len(proposal.unread) == 4


# ---------------------------------------------------------------- tables with labels


def labelled(form: Form, held: Mapping[str, str]) -> list[Placed]:
    """Tables whose labels named the places."""
    tables: dict[str, dict[tuple[int, int], str]] = {}
    where = {cell.key: (cell.row, cell.col) for cells in form.layouts.values() for cell in cells if cell.key}
    for key, text in held.items():
        tables.setdefault(form.section_of(key).id, {})[where[key]] = text
    return [Placed(section, at, True) for section, at in tables.items()]


def test_a_blank_of_a_labelled_table_never_blanks_a_cell(mini: Form) -> None:
    report = sheet(mini, FULL)
    proposal = propose(mini, report, labelled(mini, {"sheet/x/a": "", "sheet/x/b": "9", "sheet/y/a": "/"}))
    assert proposal.changes == {
        "sheet/x/b": Entry(9, origin=Origin.PASTED),
        "sheet/y/a": Entry(raw="/", origin=Origin.PASTED),
    }
    assert proposal.nothing == ("sheet/x/a", "sheet/y/a")
    assert proposal.same == 0, "what is left alone is not counted"


def test_a_blank_of_a_labelled_table_is_0_once_the_clerk_has_said_so(mini: Form) -> None:
    table = labelled(mini, {"sheet/x/a": "", "sheet/x/b": "9"})
    proposal = propose(mini, sheet(mini, FULL), table, nothing_is_zero=True)
    assert proposal.changes["sheet/x/a"] == Entry(0, origin=Origin.DECLARED)


def test_a_labelled_table_of_blanks_changes_nothing_in_a_full_report(form: Form, full: Report) -> None:
    blanks = dict.fromkeys(form.cells, "")
    proposal = propose(form, full, labelled(form, blanks))
    assert (proposal.changes, proposal.same, proposal.totals) == ({}, 0, ())
    assert set(proposal.nothing) == {key for key, cell in form.cells.items() if not cell.parts}


def test_several_tables_of_a_page_are_proposed_together(form: Form) -> None:
    held = {"proactive/fees/fees_wan_yuan": "18.8710", "requests/granted/other": "3", "disputes/review/upheld": "1"}
    proposal = propose(form, Report("2021"), labelled(form, held))
    assert {key: change.text for key, change in proposal.changes.items()} == held


# ---------------------------------------------------------------- totals


@pytest.mark.parametrize(
    ("block", "key", "compared"),
    [
        ("1 | 2 | 3", "sheet/x/sum", Compared("sheet/x/sum", "3", 3, 3, 3)),
        ("1 | 2 | 4", "sheet/x/sum", Compared("sheet/x/sum", "4", 4, 3, 3)),
        ("1 |   | 4", "sheet/x/sum", Compared("sheet/x/sum", "4", 4, None, 1)),
        ("1 |   | 0", "sheet/x/sum", Compared("sheet/x/sum", "0", 0, None, 1)),
        ("1 | / | 1", "sheet/x/sum", Compared("sheet/x/sum", "1", 1, None, 1)),
        ("1 | 2 | 甲", "sheet/x/sum", Compared("sheet/x/sum", "甲", None, 3, 3)),
        ("1 | 2 | 1,003", "sheet/x/sum", Compared("sheet/x/sum", "1,003", 1003, 3, 3)),
    ],
)
def test_a_pasted_total_is_compared_with_the_sum(mini: Form, block: str, key: str, compared: Compared) -> None:
    proposal = pasted(mini, Report("2099"), block)
    assert proposal.totals == (compared,)
    assert key not in proposal.changes, "never overwritten"


@pytest.mark.parametrize(
    ("pasted_total", "number", "computed", "known", "differs"),
    [
        ("3", 3, 3, 3, False),
        ("4", 4, 3, 3, True),
        ("2", 2, 3, 3, True),
        ("4", 4, None, 3, False),
        ("3", 3, None, 3, False),
        ("2", 2, None, 3, True),
        ("甲", None, 3, 3, True),
        ("甲", None, None, 0, True),
        ("", None, 3, 3, False),
    ],
)
def test_a_total_differs_unless_missing_numbers_may_still_explain_it(
    pasted_total: str, number: int | None, computed: int | None, known: int, differs: bool
) -> None:
    assert Compared("k", pasted_total, number, computed, known).differs is differs


@pytest.mark.parametrize("nothing", ["", "/", "—", "无"])
def test_a_total_left_blank_is_not_compared(mini: Form, nothing: str) -> None:
    proposal = pasted(mini, Report("2099"), f"1 | 2 | {nothing}", nothing_is_zero=True)
    assert proposal.totals == ()
    assert proposal.nothing == (), "it's not for the clerk to fill in"
    assert set(proposal.changes) == {"sheet/x/a", "sheet/x/b"}


def test_totals_are_compared_with_what_will_be_not_with_what_was(mini: Form) -> None:
    report = sheet(mini, FULL)
    proposal = pasted(mini, report, "5 | 6 | 11\n3 | 4 | 7\n8 | 10 | 18")
    assert [(total.key, total.computed, total.differs) for total in proposal.totals] == [
        ("sheet/x/sum", 11, False),
        ("sheet/y/sum", 7, False),
        ("sheet/all/a", 8, False),
        ("sheet/all/b", 10, False),
        ("sheet/all/sum", 18, False),
    ]
    assert set(proposal.changes) == {"sheet/x/a", "sheet/x/b"}
    assert proposal.same == 2


def test_a_total_that_was_typed_over_stays_and_is_compared_with_the_sum(mini: Form) -> None:
    override = Entry(9, origin=Origin.OVERRIDDEN, reason="按已公布的原数照抄")
    report = sheet(mini, FULL).with_changes({"sheet/x/sum": override})
    proposal = pasted(mini, report, "5 | 6 | 11")
    assert proposal.totals == (Compared("sheet/x/sum", "11", 11, 11, 11),)
    assert report.with_changes(proposal.changes).cells["sheet/x/sum"] == override


def test_a_total_of_totals_is_compared_with_those_that_were_typed_over(mini: Form) -> None:
    report = sheet(mini, FULL).with_changes({"sheet/all/a": Entry(9, origin=Origin.OVERRIDDEN)})
    (total,) = pasted(mini, report, "15", "sheet/all/sum").totals
    assert (total.computed, total.differs) == (15, False), "9 and 6"


def test_a_single_total_pasted_changes_nothing(mini: Form) -> None:
    report = sheet(mini, FULL)
    proposal = pasted(mini, report, "8", "sheet/all/sum")
    assert (proposal.changes, proposal.same) == ({}, 0)
    assert [total.differs for total in proposal.totals] == [True]


# ---------------------------------------------------------------- what to look at before


def told(form: Form, report: Report, placed: list[Placed]) -> list[str]:
    return list(map(str, remarks(form, propose(form, report, placed), placed)))


def test_what_to_look_at_before_a_paste_is_told_worst_first(mini: Form) -> None:
    held = {(2, 1): "12人", (2, 2): "5", (2, 3): "7", (2, 4): "8", (9, 9): "9", (3, 1): "1", (3, 2): "1", (3, 3): "2"}
    placed = [Placed("sheet", held, True, ("五、别的 1 2",), True)]
    assert told(mini, Report("2099"), placed) == [
        "甲 × 子：“12人”看不懂，照原样放进去，算没填",
        "五、别的 1 2：没有放：表里没有这一行，或者列数对不上",
        "一、数：没有复制表头，按列的先后对上，请核对",
        "8、9：没有放：有 2 个数超出了表格",
    ]


def test_a_total_that_differs_is_told_with_both_numbers_and_its_cell(mini: Form) -> None:
    placed = [Placed("sheet", {(2, 1): "1", (2, 2): "2", (2, 3): "1,004"})]
    (remark,) = remarks(mini, propose(mini, Report("2099"), placed), placed)
    assert remark == Remark("合计 × 子", "粘贴来的合计是 1,004，各项相加是 3", "sheet/x/sum")
    agreeing = [Placed("sheet", {(2, 1): "1", (2, 2): "2", (2, 3): "3"})]
    assert told(mini, Report("2099"), agreeing) == []


def test_what_stands_there_already_though_it_cannot_be_read_is_not_told_again(mini: Form) -> None:
    placed = [Placed("sheet", {(2, 1): "12人", (2, 2): "约5"})]
    report = typed(mini, Report("2099"), {"sheet/x/a": "12人"})
    assert told(mini, report, placed) == ["乙 × 子：“约5”看不懂，照原样放进去，算没填"]


def test_very_many_lost_texts_are_told_in_sixty_characters_and_counted(mini: Form) -> None:
    placed = [Placed("sheet", {(9, at): "12345" for at in range(50)})]
    (remark,) = remarks(mini, propose(mini, Report("2099"), placed), placed)
    assert remark.place == "12345、" * 10
    assert remark.sentence == "没有放：有 50 个数超出了表格"


def test_a_clean_paste_leaves_nothing_to_look_at(form: Form) -> None:
    placed = place(form, clipboard("browser_page.html"), "")
    assert told(form, Report("2021"), placed) == []


# ---------------------------------------------------------------- whatever is pasted

cell_texts = st.sampled_from(
    ["", "/", "无", "0", "1", "22", "1,234", "３", "5（注）", "甲", "-1", "1.5", "#REF!", "=1+1"]
)
blocks = st.lists(st.lists(cell_texts, min_size=1, max_size=9), min_size=1, max_size=6)


@st.composite
def papers(draw: st.DrawFn) -> tuple[Report, list[Placed]]:
    """A report with anything in it, and tables placed on it, over the edge too."""
    form = forms.load("2021")
    keys = draw(st.lists(st.sampled_from(list(form.cells)), max_size=12, unique=True))
    report = typed(form, Report("2021", {"profile/unit": "甲"}), {key: draw(cell_texts) for key in keys})
    tables = []
    for section in draw(st.lists(st.sampled_from(["proactive", "requests", "disputes"]), max_size=2, unique=True)):
        top, left = draw(st.integers(-1, 26)), draw(st.integers(-1, 14))
        held = {(top + row, left + col): text for row, line in enumerate(draw(blocks)) for col, text in enumerate(line)}
        tables.append(Placed(section, held, draw(st.booleans())))
    return report, tables


@given(papers(), st.booleans())
def test_a_paste_touches_nothing_but_the_cells_beneath_it_and_no_total(
    paper: tuple[Report, list[Placed]], nothing_is_zero: bool
) -> None:
    form = forms.load("2021")
    report, tables = paper
    beneath = {
        cell.key
        for table in tables
        for cell in form.layouts[table.section]
        if cell.key and (cell.row, cell.col) in table.texts
    }
    proposal = propose(form, report, tables, nothing_is_zero=nothing_is_zero)
    assert proposal.changes.keys() <= {key for key in beneath if not form.cells[key].parts}
    after = report.with_changes(proposal.changes)
    assert after.texts == report.texts
    assert {key: held for key, held in after.cells.items() if key not in beneath} == {
        key: held for key, held in report.cells.items() if key not in beneath
    }
    assert {total.key for total in proposal.totals} <= {key for key in beneath if form.cells[key].parts}
    assert not set(proposal.unread) & set(proposal.nothing)


@given(papers(), st.booleans())
def test_pasting_the_same_once_more_changes_nothing(paper: tuple[Report, list[Placed]], nothing_is_zero: bool) -> None:
    form = forms.load("2021")
    report, tables = paper
    first = propose(form, report, tables, nothing_is_zero=nothing_is_zero)
    after = report.with_changes(first.changes)
    again = propose(form, after, tables, nothing_is_zero=nothing_is_zero)
    assert again.changes == {}
    assert again.same == first.same + len(first.changes)
    assert (again.readings, again.unread, again.nothing, again.lost) == (
        first.readings,
        first.unread,
        first.nothing,
        first.lost,
    )
    assert again.totals == first.totals
    figures = reckon(form, after)
    assert all(total.known == figures.totals[total.key].known for total in first.totals)


@given(papers())
def test_a_table_with_labels_never_blanks_anything(paper: tuple[Report, list[Placed]]) -> None:
    form = forms.load("2021")
    report, tables = paper
    named = [Placed(table.section, table.texts, True) for table in tables]
    for nothing_is_zero in (False, True):
        proposal = propose(form, report, named, nothing_is_zero=nothing_is_zero)
        assert None not in proposal.changes.values()
