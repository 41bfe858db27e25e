"""From label paths to merged cells: the derived tables are the official ones, cell by cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.form import Form
from core.layout import LaidCell, Span, lay_block, merge
from tests.core.sheets import DATA, drawn

OFFICIAL = {
    part.partition("]")[0]: part.partition("]\n")[2]
    for part in (DATA / "official_tables.txt").read_text(encoding="utf-8").split("\n[")[1:]
}


def draw(cells: list[LaidCell] | tuple[LaidCell, ...]) -> list[list[str]]:
    """Draw merged cells: a label or '.' at the top left, '<' on from the left, '^' on from above, '?' nothing."""
    height, width = max(c.row + c.rowspan for c in cells), max(c.col + c.colspan for c in cells)
    grid = [["?"] * width for _ in range(height)]
    for cell in cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            for col in range(cell.col, cell.col + cell.colspan):
                assert grid[row][col] == "?", "two cells in one place"
                here = "." if cell.key else cell.text
                grid[row][col] = "<" if col > cell.col else "^" if row > cell.row else here
    return grid


@pytest.mark.parametrize(
    ("section", "name", "size"),
    [("proactive", "table2", (14, 4)), ("requests", "table3", (28, 10)), ("disputes", "table4", (4, 15))],
)
def test_the_table_is_the_official_one_cell_by_cell(form: Form, section: str, name: str, size: tuple[int, int]) -> None:
    official = drawn(OFFICIAL[name])
    assert (len(official), len(official[0])) == size
    assert draw(form.layouts[section]) == official


def test_the_numbers_stand_in_reading_order(form: Form) -> None:
    for section, cells in form.tables.items():
        laid = sorted((c for c in form.layouts[section] if c.key), key=lambda c: (c.row, c.col))
        assert [c.key for c in laid] == [cell.key for cell in cells]


def test_the_third_table_of_2019_differs_by_the_one_row(form: Form, old_form: Form) -> None:
    new, old = draw(form.layouts["requests"]), draw(old_form.layouts["requests"])
    at = next(i for i, row in enumerate(new) if "（六）其他处理" in row)
    assert old == [*new[:at], ["^", "（六）其他处理", "<", *"......."], *new[at + 3 :]]


def test_every_place_of_the_old_tables_belongs_to_one_cell(old_form: Form) -> None:
    sizes = {name: (len(grid := draw(cells)), len(grid[0])) for name, cells in old_form.layouts.items()}
    assert sizes == {"proactive": (18, 4), "requests": (26, 10), "disputes": (4, 15)}
    assert not any("?" in row for cells in old_form.layouts.values() for row in draw(cells))


def test_neighbours_that_share_a_label_become_one_and_short_paths_stretch() -> None:
    assert merge([("甲", "1"), ("甲", "2"), ("乙",)], 2) == [
        Span(0, 2, 0, 1, "甲"),
        Span(0, 1, 1, 1, "1"),
        Span(1, 1, 1, 1, "2"),
        Span(2, 1, 0, 2, "乙"),
    ]


def test_equal_last_labels_stay_two_cells() -> None:
    assert [span.text for span in merge([("甲",), ("甲",)], 1)] == ["甲", "甲"]


def test_a_line_without_labels_has_no_label_cell() -> None:
    assert merge([()], 0) == []


def test_a_block_with_fewer_columns_lets_its_last_stretch() -> None:
    cells = lay_block(
        top=0,
        title="题",
        corner="角",
        columns=[("甲",), ("乙",)],
        rows=[("子",)],
        keys=[["a", "b"]],
        label_count=1,
        value_count=3,
    )
    assert draw(cells) == drawn("""
        题 | <  | <  | <
        角 | 甲 | 乙 | <
        子 | .  | .  | <
    """)
    assert [cell.role for cell in cells] == ["title", "corner", "column", "column", "row", "value", "value"]


paths = st.lists(st.lists(st.sampled_from("甲乙丙"), min_size=1, max_size=3).map(tuple), min_size=1, max_size=6)


@given(columns=paths, rows=paths, extra=st.integers(0, 2))
def test_any_labels_cover_every_place_once(
    columns: list[tuple[str, ...]], rows: list[tuple[str, ...]], extra: int
) -> None:
    keys = [[f"{r}/{c}" for c in range(len(columns))] for r in range(len(rows))]
    cells = lay_block(
        top=0,
        title="",
        corner="角",
        columns=columns,
        rows=rows,
        keys=keys,
        label_count=3,
        value_count=len(columns) + extra,
    )
    grid = draw(cells)
    assert len(grid) == max(map(len, columns)) + len(rows)
    assert not any("?" in line for line in grid)
    assert sum(bool(cell.key) for cell in cells) == len(columns) * len(rows)
