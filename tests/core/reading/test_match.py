"""Tables from elsewhere: every number comes into its own row and column by label, or it's told and comes nowhere."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import form as forms
from core.form import Form
from core.reading.grid import Grid, GridMaker, texts
from core.reading.match import Found, find_tables
from core.reading.text import read_text
from core.words import Block, Line, Section, Table
from tests.core.reading.test_grid import within
from tests.core.sheets import DATA, drawn

OFFICIAL = {
    part.partition("]")[0]: part.partition("]\n")[2]
    for part in (DATA / "official_tables.txt").read_text(encoding="utf-8").split("\n[")[1:]
}
COLUMNS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
NAMES = ["natural_person", "business", "research", "public_welfare", "legal_service", "other", "total"]
HEADER = "角 | " + " | ".join(COLUMNS)
NEW, OLD = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"


def laid(drawing: str) -> Grid:
    """The grid of a drawn table: '<' goes on from the left, '^' from above, '.' is a blank."""
    lines = drawn(drawing)
    maker = GridMaker()
    for row, line in enumerate(lines):
        maker.next_row()
        for col, text in enumerate(line):
            if text not in ("<", "^"):
                colspan = next((at for at, mark in enumerate(line[col + 1 :]) if mark != "<"), len(line) - col - 1) + 1
                below = [other[col] if col < len(other) else "" for other in lines[row + 1 :]]
                rowspan = next((at for at, mark in enumerate(below) if mark != "^"), len(below)) + 1
                maker.add("" if text == "." else text, rowspan, colspan)
    return maker.grid()


def printed(form: Form, section: str, numbers: Mapping[str, str]) -> Grid:
    """A table as the form lays it out, with numbers in it."""
    maker, cells = GridMaker(), form.layouts[section]
    for row in range(max(cell.row for cell in cells) + 1):
        maker.next_row()
        for cell in sorted((cell for cell in cells if cell.row == row), key=lambda cell: cell.col):
            maker.add(numbers[cell.key] if cell.key else cell.text, cell.rowspan, cell.colspan)
    return maker.grid()


def in_lines(grid: Grid) -> Grid:
    """The same table as lines of text, where merged cells leave blanks."""
    return read_text("\n".join("\t".join(row) for row in texts(grid)))


def ragged(drawing: str) -> Grid:
    """The same as lines of text, in which no short row is filled up."""
    lines = [["" if text in ("<", "^", ".") else text for text in line] for line in drawn(drawing)]
    return read_text("\n".join(map("\t".join, lines)))


def counted(form: Form, section: str) -> dict[str, str]:
    """A number of its own for every cell."""
    return {cell.key: str(at) for at, cell in enumerate(form.tables[section], 101)}


def only(tables: Sequence[Found]) -> Found:
    (table,) = tables
    return table


def row_of(table: Found, line: str) -> list[str]:
    """The texts of a row of table three, in the order of the form; '?' where nothing is placed."""
    return [table.texts.get(f"requests/{line}/{name}", "?") for name in NAMES]


ONE_TO_SEVEN = list("1234567")


# ---------------------------------------------------------------- the form's own tables


@pytest.mark.parametrize("section", ["proactive", "requests", "disputes"])
@pytest.mark.parametrize("edition", ["form", "old_form"])
def test_a_table_as_the_form_prints_it_is_read_cell_by_cell(
    edition: str, section: str, request: pytest.FixtureRequest
) -> None:
    known = request.getfixturevalue(edition)
    numbers = counted(known, section)
    for grid in (printed(known, section, numbers), in_lines(printed(known, section, numbers))):
        assert find_tables(known, [grid]) == [Found(section, numbers)]


@pytest.mark.parametrize(("section", "name"), [("proactive", "table2"), ("requests", "table3"), ("disputes", "table4")])
def test_the_official_table_is_read_cell_by_cell(form: Form, section: str, name: str) -> None:
    at = iter(range(101, 400))
    grid = laid(re.sub(r"(?m)(?<=\| )\.(?= |$)|^\.(?= )", lambda _: str(next(at)), OFFICIAL[name]))
    assert find_tables(form, [grid]) == [Found(section, counted(form, section))]


def test_blank_cells_are_placed_as_blanks(form: Form) -> None:
    blank = dict.fromkeys(counted(form, "requests"), "")
    assert only(find_tables(form, [printed(form, "requests", blank)])).texts == blank


def test_the_tables_of_a_page_are_found_among_others_in_the_order_they_stand_in(form: Form) -> None:
    other = laid("""
        发布日期 | 2025-01-20
        浏览次数 | 1024
    """)
    grids = [other, *(printed(form, section, counted(form, section)) for section in ("disputes", "requests")), other]
    assert [(table.section, len(table.texts)) for table in find_tables(form, grids)] == [
        ("disputes", 15),
        ("requests", 175),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3440",
        "1\t2\t3\n4\t5\t6",
        "\t\t\n\t\t",
        "姓名\t年龄\n张三\t30",
        "其他\t5",
        "总计\t1\t2\t3\t4\t5\t6\t21",
        "3.其他\t1\t2\t3\t4\t5\t6\t21\n（七）总计\t1\t2\t3\t4\t5\t6\t21",
        "规章\t1\t2\t3",
        "\t".join("123456789012345"),
        "甲\t乙\n" + "\t".join("123456789012345"),
    ],
)
def test_what_names_no_line_of_the_form_is_no_table_of_it(form: Form, text: str) -> None:
    assert find_tables(form, [read_text(text)]) == []


def test_nothing_is_found_in_nothing(form: Form) -> None:
    assert find_tables(form, []) == []
    assert find_tables(form, [[], [[]], [[], []]]) == []


def test_an_edition_whose_labels_are_too_short_to_tell_anything_finds_no_table(mini: Form) -> None:
    assert find_tables(mini, [printed(mini, "sheet", counted(mini, "sheet"))]) == []


# ---------------------------------------------------------------- rows


def request_rows(form: Form) -> list[tuple[str, list[str]]]:
    """Table three as lines of text: each row's key with its three label cells."""
    table = form.sections["requests"].table
    assert table
    return [(row.id, [*row.path, "", ""][:3]) for row in table.block[0].rows]


def written(labels: Iterable[str], numbers: Iterable[str]) -> str:
    return "\t".join((*labels, *numbers))


@given(data=st.data())
def test_rows_in_any_order_and_some_left_out_are_found_by_label(data: st.DataObject) -> None:
    form = forms.load("2021")
    rows = data.draw(st.permutations(request_rows(form)))[data.draw(st.integers(0, 24)) :]
    numbers = {line: [f"{at}{col}" for col in range(1, 8)] for at, (line, _) in enumerate(rows, 10)}
    header = written(["角", "", ""], COLUMNS)
    text = "\n".join([header, *(written(labels, numbers[line]) for line, labels in rows)])
    tables = find_tables(form, [read_text(text)])
    if numbers.keys() <= {"other_misc", "total_handled"}:
        assert tables == [], "其他 and 总计 alone tell no table"
    else:
        assert {line: row_of(only(tables), line) for line, _ in rows} == numbers
        assert len(only(tables).texts) == 7 * len(rows)
        assert (only(tables).unplaced, only(tables).by_order) == ((), False)


def test_rows_of_the_second_table_may_stand_in_any_block(form: Form) -> None:
    table = only(
        find_tables(
            form,
            [
                laid("""
                    信息内容       | 本年收费金额（单位：万元）
                    行政事业性收费 | 7.5
                    信息内容       | 本年处理决定数量
                    行政处罚       | 5
                    信息内容       | 本年处理决定数量
                    行政许可       | 4
                """)
            ],
        )
    )
    assert table.texts == {
        "proactive/fees/fees_wan_yuan": "7.5",
        "proactive/punishment/decisions": "5",
        "proactive/licensing/decisions": "4",
    }


@pytest.mark.parametrize(
    "breaking",
    [
        lambda label: re.sub(r"^(（.）|.、|.\.)+", "", label),
        lambda label: re.sub(r"^(.)\.", r"\1、", label),
        lambda label: re.sub(r"^（(.)）", r"(\1)", label),
        "\u3000".join,
        lambda label: f"{label[:3]} {label[3:]}",
        lambda label: label.replace("政府信息", "信息"),
        lambda label: label[:12],
        lambda label: f"{label}（件）",
    ],
    ids=["no numbering", "1、", "(一)", "wide blanks", "broken", "a word left out", "cut short", "a unit behind"],
)
def test_labels_written_otherwise_mean_the_same(form: Form, breaking: Callable[[str], str]) -> None:
    numbers = counted(form, "requests")
    grid = texts(printed(form, "requests", numbers))
    labels = {text for row in grid[3:] for text in row[:3] if text}
    broken = [[breaking(text) if text in labels else text for text in row] for row in grid]
    table = only(find_tables(form, [read_text("\n".join(map("\t".join, broken)))]))
    short = {"other_misc", "total_handled"}  # nothing can stand behind such short labels
    missed = {key for key in numbers if key not in table.texts}
    assert {key.split("/")[1] for key in missed} <= short
    assert table.texts == {key: text for key, text in numbers.items() if key not in missed}
    assert len(table.unplaced) * 7 == len(missed)


def test_a_row_of_an_unknown_label_is_told_and_placed_nowhere(form: Form) -> None:
    table = only(
        find_tables(
            form,
            [
                laid(f"""
                    {HEADER}
                    {NEW} | 1 | 2 | 3 | 4 | 5 | 6 | 7
                    五、依申请公开信息目录 | 9 | 9 | 9 | 9 | 9 | 9 | 9
                    注：数据截至年底 | . | . | . | . | . | . | .
                """)
            ],
        )
    )
    assert row_of(table, "new_received") == ONE_TO_SEVEN
    assert len(table.texts) == 7
    assert table.unplaced == ("五、依申请公开信息目录 9 9 9 9 9 9 9",)


def test_a_number_merged_over_two_rows_is_told_with_both_and_placed_in_neither(form: Form) -> None:
    drawing = f"{HEADER}\n{NEW} | 1 | 2 | 3 | 4 | 5 | 6 | 7\n{OLD} | ^ | 2 | 3 | 4 | 5 | 6 | 7"
    table = only(find_tables(form, [laid(drawing)]))
    assert (table.texts, len(table.unplaced)) == ({}, 2)
    blank = only(find_tables(form, [laid(drawing.replace("| 1 |", "| . |"))]))
    assert (row_of(blank, "new_received")[:2], row_of(blank, "carried_over")[:2]) == (["", "2"], ["", "2"])


def test_a_long_row_is_told_in_sixty_characters(form: Form) -> None:
    grid = laid(f"{NEW} | 1 | 2 | 3 | 4 | 5 | 6 | 7\n" + "某" * 100 + " | 5")
    assert only(find_tables(form, [grid])).unplaced == ("某" * 60,)


@pytest.mark.parametrize(
    "numbers",
    ["1 | 2 | 3 | 4 | 5 | 6", "1 | 2 | 3 | 4 | 5 | 6 | 7 | 8", "28", "1 | 2 | 3 | 4 | 5 | 6 | 7 | 见附件"],
)
def test_a_row_of_too_few_or_too_many_numbers_is_told_and_placed_nowhere(form: Form, numbers: str) -> None:
    grid = ragged(f"{HEADER}\n{NEW} | {numbers}\n{OLD} | 1 | 2 | 3 | 4 | 5 | 6 | 7")
    table = only(find_tables(form, [grid]))
    assert row_of(table, "carried_over") == ONE_TO_SEVEN
    assert row_of(table, "new_received") == ["?"] * 7
    assert table.unplaced == (f"{NEW} {numbers.replace(' |', '')}",)


def test_a_row_of_too_few_cells_in_a_page_is_told_and_placed_nowhere(form: Form) -> None:
    table = only(find_tables(form, [laid(f"{HEADER}\n{NEW} | 1 | 2 | 4 | 5 | 6 | 7")]))
    assert row_of(table, "new_received") == ["?"] * 7
    assert table.unplaced == (f"{NEW} 1 2 4 5 6 7",)


def test_a_number_left_blank_is_not_taken_for_a_label_left_blank(form: Form) -> None:
    header = f"角 | . | . | {' | '.join(COLUMNS)}"
    table = only(
        find_tables(
            form,
            [
                ragged(f"""
                    {header}
                    {NEW} | . | . | . | 2 | 3 | 4 | 5 | 6 | 7
                    {OLD} | . | . | . | 2 | 3 | 4 | 5 | 6 | 7 | 8
                """)
            ],
        )
    )
    assert row_of(table, "new_received") == ["", *ONE_TO_SEVEN[1:]]
    assert row_of(table, "carried_over") == ["?"] * 7
    assert table.unplaced == (f"{OLD} 2 3 4 5 6 7 8",)


@pytest.mark.parametrize(
    "remark",
    ["说明 | 详见附件2", "说明 | A1", "说明 | （2024年1月1日至12月31日，含上年结转的3件）"],
)
def test_a_remark_with_a_digit_in_it_is_no_row_of_numbers(form: Form, remark: str) -> None:
    table = only(find_tables(form, [ragged(f"{HEADER}\n{NEW} | 1 | 2 | 3 | 4 | 5 | 6 | 7\n{remark}")]))
    assert table.unplaced == ()


def test_a_row_without_numbers_is_nothing_to_tell(form: Form) -> None:
    table = only(find_tables(form, [ragged(f"{NEW}\n{OLD} | 1 | 2 | 3 | 4 | 5 | 6 | 7")]))
    assert table.unplaced == ()
    assert len(table.texts) == 7


def test_a_row_met_twice_is_told_and_placed_nowhere(form: Form) -> None:
    table = only(
        find_tables(
            form,
            [
                laid(f"""
                    {HEADER}
                    {NEW} | 1 | 2 | 3 | 4 | 5 | 6 | 7
                    {OLD} | 1 | 2 | 3 | 4 | 5 | 6 | 7
                    本年新收 | 9 | 9 | 9 | 9 | 9 | 9 | 9
                """)
            ],
        )
    )
    assert row_of(table, "new_received") == ["?"] * 7
    assert row_of(table, "carried_over") == ONE_TO_SEVEN
    assert [told.split()[0] for told in table.unplaced] == [NEW]


def form_of_twins() -> Form:
    """A form in which three rows are called 其他 and two 重复申请, told apart by their groups alone."""
    rows = [
        Line("a", ("一、不予公开的情形", "其他")),
        Line("b", ("一、不予公开的情形", "重复申请")),
        Line("c", ("二、不予处理的情形", "其他")),
        Line("d", ("二、不予处理的情形", "重复申请")),
        Line("e", ("二、不予处理的情形", "总计")),
        Line("f", ("三、其他", "其他")),
    ]
    block = Block(columns=(Line("m", ("上半年",)), Line("n", ("下半年",))), rows=tuple(rows), corner="角")
    table = Table("t", "arrays", (1, 1), (1, 1), (block,))
    return Form("t", 1, 1, "", (), (), (Section("s", "table", "表", "表", table=table),), ())


def test_equal_labels_are_told_apart_by_the_group_whether_it_is_merged_or_left_blank() -> None:
    known = form_of_twins()
    rows = """
        二、不予处理的情形 | 重复申请 | 1 | 2
        {}                 | 其他     | 3 | 4
        {}                 | 总计     | 5 | 6
        一、不予公开的情形 | 1.其他   | 7 | 8
        {}                 | 重复申请 | 9 | 0
    """
    wanted = {"s/d": "12", "s/c": "34", "s/e": "56", "s/a": "78", "s/b": "90"}
    for mark in ("^", "."):
        table = only(find_tables(known, [laid(f"角 | < | 上半年 | 下半年\n{rows.format(mark, mark, mark).strip()}")]))
        assert table.texts == {
            f"{row}/{col}": text for row, pair in wanted.items() for col, text in zip("mn", pair, strict=True)
        }
        assert table.unplaced == ()


def test_an_equal_label_without_its_group_is_told_and_placed_nowhere() -> None:
    table = only(find_tables(form_of_twins(), [laid("一、不予公开的情形 | 重复申请 | 1 | 2\n四、另外 | 其他 | 3 | 4")]))
    assert set(table.texts) == {"s/b/m", "s/b/n"}
    assert table.unplaced == ("四、另外 其他 3 4",)


def test_a_column_called_other_or_total_is_no_row_of_that_name(form: Form) -> None:
    grid = laid(f"{HEADER}\n（六）其他处理 | 3.其他 | 8 | 8 | 8 | 8 | 8 | 8 | 8\n{NEW} | < | 1 | 2 | 3 | 4 | 5 | 6 | 7")
    table = only(find_tables(form, [grid]))
    assert row_of(table, "other_misc") == ["8"] * 7
    assert row_of(table, "total_handled") == ["?"] * 7
    assert table.unplaced == ()


# ---------------------------------------------------------------- columns


def in_order(form: Form, order: Sequence[int], *, merged: bool = True) -> Mapping[str, str]:
    """What is read of a table three whose columns stand in another order; each holds its number from one on."""
    gap = "<" if merged else "."
    drawing = "\n".join(
        [
            " | ".join([*["角", gap, gap], *(COLUMNS[at] for at in order)]),
            " | ".join([NEW, gap, gap, *(str(at + 1) for at in order)]),
            " | ".join(["三、本年度办理结果", "（三）不予公开", "1.属于国家秘密", *(str(at + 1) for at in order)]),
        ]
    )
    return only(find_tables(form, [laid(drawing)])).texts


def misplaced(found: Mapping[str, str]) -> set[str]:
    return {key for key, text in found.items() if text != str(NAMES.index(key.split("/")[-1]) + 1)}


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize(
    "order",
    [
        (0, 1, 2, 3, 4, 5, 6),
        (1, 0, 2, 3, 4, 5, 6),
        (0, 2, 1, 3, 4, 5, 6),
        (0, 1, 2, 4, 3, 5, 6),
        (4, 3, 2, 1, 0, 5, 6),
        (1, 2, 3, 4, 5, 6, 0),
        (1, 2, 0, 6, 3, 4, 5),
    ],
)
def test_columns_in_another_order_are_found_by_label(form: Form, order: Sequence[int], merged: bool) -> None:
    found = in_order(form, order, merged=merged)
    assert len(found) == 14
    assert misplaced(found) == set()


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 6, 5), (0, 1, 2, 3, 5, 4, 6), (0, 1, 2, 6, 3, 4, 5)])
def test_columns_that_changed_places_with_a_short_one_are_found_by_label_or_not_at_all(
    form: Form, order: Sequence[int]
) -> None:
    assert misplaced(in_order(form, order)) == set()


@pytest.mark.parametrize(
    "order", [(6, 0, 1, 2, 3, 4, 5), (0, 6, 1, 2, 3, 4, 5), (6, 5, 4, 3, 2, 1, 0), (5, 0, 1, 2, 3, 4, 6)]
)
def test_a_total_in_front_does_not_push_the_numbers_aside(form: Form, order: Sequence[int]) -> None:
    assert misplaced(in_order(form, order)) == set()


@given(data=st.data())
@settings(max_examples=20)
def test_columns_of_the_second_table_may_stand_in_any_order(data: st.DataObject) -> None:
    form = forms.load("2021")
    pairs = {"本年制发件数": "issued", "本年废止件数": "abolished", "现行有效件数": "in_force"}
    order = data.draw(st.permutations(list(pairs)))
    grid = laid(f"信息内容 | {' | '.join(order)}\n行政规范性文件 | {' | '.join(pairs[label] for label in order)}")
    assert only(find_tables(form, [grid])).texts == {
        f"proactive/normative_documents/{name}": name for name in pairs.values()
    }


@pytest.mark.parametrize("labels", ["{} | . | .", "三、本年度办理结果 | {} | ."])
def test_a_table_without_the_total_column_does_not_move_its_numbers(form: Form, labels: str) -> None:
    header = f"角 | . | . | {' | '.join(COLUMNS[:6])}"
    label = NEW if labels.startswith("{}") else "（一）予以公开"
    table = only(find_tables(form, [laid(f"{header}\n{labels.format(label)} | 1 | 2 | 3 | 4 | 5 | 6")]))
    assert misplaced(table.texts) == set()


def test_a_header_word_split_over_two_cells_is_joined(form: Form) -> None:
    table = only(
        find_tables(
            form,
            [
                laid(f"""
                    角 | 自然人 | 商业 | 企业 | 科研机构 | 社会公益 | 法律服务机构 | 其他 | 总 计
                    ^  | ^      | ^    | ^    | ^        | 组织     | ^            | ^    | ^
                    {NEW} | 1   | 2    | <    | 3        | 4        | 5            | 6    | 7
                """)
            ],
        )
    )
    assert row_of(table, "new_received") == ONE_TO_SEVEN
    assert not table.by_order


def test_a_table_without_a_header_is_read_in_the_order_of_the_form_and_that_is_told(form: Form) -> None:
    table = only(find_tables(form, [laid(f"{NEW} | 1 | 2 | 3 | 4 | 5 | 6 | 7")]))
    assert row_of(table, "new_received") == ONE_TO_SEVEN
    assert table.by_order


@pytest.mark.parametrize(
    ("row", "line", "texts"),
    [
        (f"{NEW} | . | . | 1 | 2 | 3 | 4 | 5 | 6 | 7", "new_received", ONE_TO_SEVEN),
        (f"{NEW} | . | . | . | 2 | 3 | 4 | 5 | 6 | 7", "new_received", ["", *ONE_TO_SEVEN[1:]]),
        (f"{NEW} | . | . | 1 | 2 | 3 | 4 | 5 | 6 | .", "new_received", [*ONE_TO_SEVEN[:6], ""]),
        ("三、本年度办理结果 | （一）予以公开 | . | 1 | 2 | 3 | 4 | 5 | 6 | 7 | .", "granted", ONE_TO_SEVEN),
        (". | . | 1.属于国家秘密 | . | 2 | 3 | 4 | 5 | 6 | 7", "denied_state_secret", ["", *ONE_TO_SEVEN[1:]]),
    ],
)
def test_blanks_that_merged_labels_leave_are_passed_over_without_a_header_too(
    form: Form, row: str, line: str, texts: list[str]
) -> None:
    table = only(find_tables(form, [ragged(row)]))
    assert (row_of(table, line), table.by_order) == (texts, True)


DECISIONS = "信息内容 | 本年处理决定数量"


@pytest.mark.parametrize(
    ("drawing", "by_order"),
    [
        (f"{DECISIONS}\n行政许可 | 4\n{DECISIONS}\n行政处罚 | 5", False),
        (f"{DECISIONS}\n行政许可 | 4\n行政处罚 | 5", True),
        (f"行政许可 | 4\n{DECISIONS}\n行政处罚 | 5", True),
        ("第二十条第（五）项 | <\n行政许可 | 4\n第二十条第（六）项 | <\n行政处罚 | 5", True),
    ],
    ids=["both headers", "only the first", "only the second", "titles are no headers"],
)
def test_one_block_without_a_header_is_enough_to_tell(form: Form, drawing: str, by_order: bool) -> None:
    table = only(find_tables(form, [laid(drawing)]))
    assert table.texts == {"proactive/licensing/decisions": "4", "proactive/punishment/decisions": "5"}
    assert (table.unplaced, table.by_order) == ((), by_order)


@pytest.mark.parametrize(
    ("header", "numbers"),
    [
        (f"{HEADER} | {' | '.join(COLUMNS)}", "1 | 2 | 3 | 4 | 5 | 6 | 7 | 9 | 9 | 9 | 9 | 9 | 9 | 9"),
        (f". | 上年 | < | < | < | < | < | <\n{HEADER}", "1 | 2 | 3 | 4 | 5 | 6 | 7"),
        (HEADER.replace("商业企业", "自然人"), "1 | 2 | 3 | 4 | 5 | 6 | 7"),
        (HEADER.replace("商业企业 | 科研机构", "科研机构"), "1 | 2 | 3 | 4 | 5 | 6 | 7"),
        (f"{HEADER} | 备注", "1 | 2 | 3 | 4 | 5 | 6 | 7 | 详见附件"),
    ],
    ids=["two years", "last year", "a column twice", "a number too many", "a remark behind"],
)
def test_a_header_that_does_not_surely_name_the_columns_leaves_the_row_to_the_clerk(
    form: Form, header: str, numbers: str
) -> None:
    table = only(find_tables(form, [laid(f"{header}\n{NEW} | {numbers}")]))
    assert (table.texts, table.unplaced) == ({}, (f"{NEW} {numbers.replace(' |', '')}",))


def test_text_of_word_whose_columns_stand_in_another_order_is_not_taken_in_the_order_of_the_form(form: Form) -> None:
    grid = ragged(f"""
        角 | 申请人情况
        .  | 自然人 | 法人或其他组织 | 总计
        .  | .      | 科研机构 | 商业企业 | 社会公益组织 | 法律服务机构 | 其他 | .
        {NEW} | 1 | 3 | 2 | 4 | 5 | 6 | 7
    """)
    assert misplaced(only(find_tables(form, [grid])).texts) == set()


def test_a_column_of_serial_numbers_in_front_is_passed_over(form: Form) -> None:
    grid = laid(f"序号 | {HEADER}\n1 | {NEW} | 1 | 2 | 3 | 4 | 5 | 6 | 7\n2 | {OLD} | 1 | 2 | 3 | 4 | 5 | 6 | 7")
    table = only(find_tables(form, [grid]))
    assert (row_of(table, "new_received"), row_of(table, "carried_over")) == (ONE_TO_SEVEN, ONE_TO_SEVEN)


@pytest.mark.parametrize("labels", ["三、本年度办理结果 | （一）予以公开 | .", f"{NEW} | ."])
def test_six_numbers_behind_a_blank_label_are_not_moved_to_the_right(form: Form, labels: str) -> None:
    table = only(find_tables(form, [ragged(f"{labels} | 1 | 2 | 3 | 4 | 5 | 6")]))
    assert misplaced(table.texts) == set()


def test_columns_of_the_old_form_are_refused_row_by_row(form: Form, old_form: Form) -> None:
    table = only(find_tables(form, [printed(old_form, "proactive", counted(old_form, "proactive"))]))
    assert table.section == "proactive"
    assert table.texts == {}, "本年新制作数量 is not 本年制发件数"
    assert {told.split()[0] for told in table.unplaced} == {
        "规章",
        "行政规范性文件",
        "行政许可",
        "其他对外管理服务事项",
        "行政处罚",
        "行政强制",
        "行政事业性收费",
        "政府集中采购",
    }


@pytest.mark.parametrize(
    "header",
    [
        "本年新制作数量 | 本年新公开数量 | 对外公开总数量",
        "本年新制作数量 | 本年废止件数 | 现行有效件数",
        "上年制发件数 | 上年废止件数 | 现行有效件数",
        "本年制发件数 | 本年废止件数 | 备注",
        "甲 | 乙 | 丙",
    ],
)
def test_columns_of_other_names_are_refused(form: Form, header: str) -> None:
    table = only(find_tables(form, [laid(f"信息内容 | {header}\n行政规范性文件 | 1 | 2 | 3")]))
    assert (table.texts, table.unplaced) == ({}, ("行政规范性文件 1 2 3",))


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("本年收费金额（单位：元）", "行政事业性收费 | 187100"),
        (HEADER.replace("其他", "小计").removeprefix("角 | "), f"{NEW} | 1 | 2 | 3 | 4 | 5 | 15 | 16"),
    ],
    ids=["yuan, not ten thousand", "a subtotal in the place of the others"],
)
def test_a_column_that_counts_something_else_is_refused(form: Form, header: str, row: str) -> None:
    assert [table.texts for table in find_tables(form, [laid(f"角 | {header}\n{row}")])] == [{}]


def test_the_one_row_of_the_old_third_table_that_is_three_now_is_told(form: Form, old_form: Form) -> None:
    numbers = counted(old_form, "requests")
    table = only(find_tables(form, [printed(old_form, "requests", numbers)]))
    assert table.texts == {key: text for key, text in numbers.items() if key in form.cells}
    assert [told.split()[:2] for told in table.unplaced] == [["三、本年度办理结果", "（六）其他处理"]]


# ---------------------------------------------------------------- pages


def test_a_table_cut_by_a_page_end_is_put_together(form: Form) -> None:
    first = laid(f"{HEADER}\n{NEW} | 1 | 2 | 3 | 4 | 5 | 6 | 7\n四、甲 | 9")
    with_header = laid(f"{HEADER}\n{OLD} | 1 | 2 | 3 | 4 | 5 | 6 | 7\n五、乙 | 9")
    table = only(find_tables(form, [first, with_header]))
    assert (row_of(table, "new_received"), row_of(table, "carried_over")) == (ONE_TO_SEVEN, ONE_TO_SEVEN)
    assert (table.unplaced, table.by_order) == (("四、甲 9", "五、乙 9"), False)
    without = laid(f"{OLD} | 1 | 2 | 3 | 4 | 5 | 6 | 7")
    for grids in ([first, without], [without, first]):
        assert only(find_tables(form, grids)).by_order
        assert len(only(find_tables(form, grids)).texts) == 14


def test_a_header_repeated_after_a_page_end_is_passed_over(form: Form) -> None:
    rows = f"{NEW} | 1 | 2 | 3 | 4 | 5 | 6 | 7\n{HEADER}\n{OLD} | 1 | 2 | 3 | 4 | 5 | 6 | 7"
    table = only(find_tables(form, [laid(f"{HEADER}\n{rows}")]))
    assert len(table.texts) == 14
    assert (table.unplaced, table.by_order) == ((), False)


def test_what_stands_in_the_same_table_twice_is_told_and_placed_nowhere(form: Form) -> None:
    first = laid(f"{HEADER}\n{NEW} | 1 | 2 | 3 | 4 | 5 | 6 | 7")
    second = laid(f"{HEADER}\n{NEW} | 9 | 9 | 9 | 9 | 9 | 9 | 9\n{OLD} | 1 | 2 | 3 | 4 | 5 | 6 | 7")
    table = only(find_tables(form, [first, second]))
    assert row_of(table, "new_received") == ["?"] * 7
    assert row_of(table, "carried_over") == ONE_TO_SEVEN
    assert table.unplaced == ("同一张表出现了两次，两处都有的格没有取用",)


def test_what_stands_in_the_same_table_three_times_is_placed_nowhere(form: Form) -> None:
    grids = [laid(f"{HEADER}\n{NEW} | {' | '.join([number] * 7)}") for number in "123"]
    assert only(find_tables(form, grids)).texts == {}


# ---------------------------------------------------------------- the fourth table, which has no row labels

RESULTS = "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计"
FOURTH = f"""
    行政复议 | < | < | < | < | 行政诉讼 | < | < | < | < | < | < | < | < | <
    . | . | . | . | . | 未经复议直接起诉 | < | < | < | < | 复议后起诉 | < | < | < | <
    {RESULTS} | {RESULTS} | {RESULTS}
"""
SWAPPED = "结果纠正 | 结果维持 | 其他结果 | 尚未审结 | 总计"
FIFTEEN = " | ".join(map(str, range(101, 116)))


@pytest.mark.parametrize(
    "row",
    [
        FIFTEEN,
        f"{FIFTEEN} | . | .",
        f"{FIFTEEN}\n. | .",
        f"{FIFTEEN}\n注：截至12月31日{' | <' * 14}",
    ],
    ids=["bare", "blank columns behind", "a blank row below", "a remark below"],
)
def test_the_fourth_table_is_told_by_its_header(form: Form, row: str) -> None:
    assert find_tables(form, [laid(f"{FOURTH.strip()}\n{row}")]) == [Found("disputes", counted(form, "disputes"))]


@pytest.mark.parametrize("heading", ["{}" + " | <" * 14, "{}" + " | ." * 14, "{}"], ids=["merged", "blanks", "alone"])
def test_a_heading_copied_with_the_fourth_table_is_no_matter(form: Form, heading: str) -> None:
    title = heading.format("四、政府信息公开行政复议、行政诉讼情况")
    draw = ragged if heading == "{}" else laid
    grid = draw(f"{title}\n{FOURTH.strip()}\n{FIFTEEN}")
    assert find_tables(form, [grid]) == [Found("disputes", counted(form, "disputes"))]


def test_blanks_and_dashes_beside_a_number_are_placed_as_they_stand(form: Form) -> None:
    table = only(find_tables(form, [laid(f"{FOURTH.strip()}\n/ | — | . | 无 | 1{' | .' * 10}")]))
    assert list(table.texts.values()) == ["/", "—", "", "无", "1", *[""] * 10]


@pytest.mark.parametrize(
    "drawing",
    [
        FOURTH,
        f"{FOURTH}\n1 | 2 | 3 | 4 | 10",
        f"{FOURTH}\n{FIFTEEN} | 116",
        f"{FOURTH}\n{FIFTEEN}\n{FIFTEEN}",
        f"{FOURTH}\n. | {FIFTEEN}",
        FIFTEEN,
        f"{FIFTEEN}\n{FIFTEEN}",
        f"{' | '.join('.' * 15)}\n{FIFTEEN}",
        f"{' | '.join('甲乙丙丁戊己庚辛壬癸子丑寅卯辰')}\n{FIFTEEN}",
        f"{SWAPPED} | {SWAPPED} | {SWAPPED}\n{FIFTEEN}",
    ],
    ids=[
        *("no row", "too few", "too many", "two rows", "pushed aside", "no header", "only rows", "a blank header"),
        *("another header", "another order"),
    ],
)
def test_a_table_of_fifteen_columns_that_is_not_surely_the_fourth_is_none(form: Form, drawing: str) -> None:
    assert find_tables(form, [ragged(drawing)]) == []


def fourth(form: Form, *, groups: Sequence[int] = (0, 1, 2), results: Sequence[int] = (0, 1, 2, 3, 4)) -> Grid:
    """The fourth table with its groups, and the results within the first of them, in another order."""
    names = ["行政复议", "未经复议直接起诉", "复议后起诉"]
    numbers = list(counted(form, "disputes").values())
    order = [5 * group + result for group in groups for result in (results if not group else range(5))]
    leaves = [RESULTS.split(" | ")[at % 5] for at in order]
    return laid(
        "\n".join(
            [
                " | ".join(names[group] + " | <" * 4 for group in groups),
                " | ".join(leaves),
                " | ".join(numbers[at] for at in order),
            ]
        )
    )


def wrongly_placed(form: Form, grid: Grid) -> set[str]:
    numbers = counted(form, "disputes")
    return {key for table in find_tables(form, [grid]) for key, text in table.texts.items() if text != numbers[key]}


def test_the_fourth_table_in_its_own_order_is_placed_rightly(form: Form) -> None:
    assert wrongly_placed(form, fourth(form)) == set()
    assert find_tables(form, [fourth(form)]) != []


@pytest.mark.parametrize("groups", [(0, 2, 1), (1, 2, 0), (2, 1, 0)])
def test_groups_of_the_fourth_table_in_another_order_are_found_by_label_or_not_at_all(
    form: Form, groups: Sequence[int]
) -> None:
    assert wrongly_placed(form, fourth(form, groups=groups)) == set()


@pytest.mark.parametrize("results", [(1, 0, 2, 3, 4), (0, 1, 3, 2, 4)])
def test_results_of_the_fourth_table_in_another_order_are_found_by_label_or_not_at_all(
    form: Form, results: Sequence[int]
) -> None:
    assert wrongly_placed(form, fourth(form, results=results)) == set()


@pytest.mark.parametrize("nothing", ["-", "/", "无", "."])
def test_a_fourth_table_of_nothing_but_dashes_is_told_by_its_header_too(form: Form, nothing: str) -> None:
    table = only(find_tables(form, [laid(f"{FOURTH.strip()}\n{' | '.join([nothing] * 15)}")]))
    assert set(table.texts.values()) == {"" if nothing == "." else nothing}


# ---------------------------------------------------------------- hostile tables

words = st.sampled_from(
    [
        "",
        "0",
        "1",
        "12",
        "/",
        "角",
        "总计",
        "其他",
        "3.其他",
        "行政许可",
        "规章",
        "本年处理决定数量",
        "结果维持",
        NEW,
        OLD,
    ]
)


@given(st.lists(st.lists(words, max_size=18), max_size=12))
def test_any_table_is_looked_through_without_a_complaint(rows: list[list[str]]) -> None:
    form = forms.load("2021")
    for table in find_tables(form, [read_text("\n".join(map("\t".join, rows)))]):
        assert table.texts.keys() <= form.cells.keys()
        assert set(table.texts.values()) <= {text for row in rows for text in row}, "no text is made up"


def test_a_table_of_fifty_thousand_numbers_is_looked_through_in_time(form: Form) -> None:
    with within(2):
        assert find_tables(form, [read_text("\n".join(["1\t" * 50] * 1000))]) == []


def test_a_long_list_of_something_else_is_looked_through_in_time(form: Form) -> None:
    street = "某某街道办事处行政机关申请信息公开处理结果"
    rows = [f"{at}{street}\t{street}{at}\t公开处理结果\t1\t2\t3\t4\t5\t6\t7" for at in range(3_000)]
    with within(1):
        find_tables(form, [read_text("\n".join(rows))])


def test_a_cell_of_monstrous_length_is_no_label(form: Form) -> None:
    with within(0.5):
        find_tables(form, [read_text("属于国家某某申请信息" * 20_000)])


def test_very_many_tiny_tables_are_looked_through_in_time(form: Form) -> None:
    with within(0.3):
        assert find_tables(form, [read_text("5")] * 10_000) == []


def test_a_number_before_the_first_named_column_makes_the_row_doubtful(form: Form) -> None:
    header = f"角 | 小计 | {' | '.join(COLUMNS)}"
    table = only(find_tables(form, [laid(f"{header}\n{NEW} | 9 | 1 | 2 | 3 | 4 | 5 | 6 | 7")]))
    assert row_of(table, "new_received") == ["?"] * 7
    assert table.unplaced == (f"{NEW} 9 1 2 3 4 5 6 7",)
