"""What was written is read again: as it is it passes, and nothing in it can be altered without being noticed."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from core import form as forms
from core.exchange import export_data
from core.form import Form
from core.paper import Heading, Paper, Paragraph, PrintedTable, paper
from core.readback import ReadBackFailed, read_back_data, read_back_html, read_back_word
from core.report import Report
from core.web import page
from core.word import word_bytes
from tests.core.sheets import HEADINGS, noted, typed
from tests.core.word_files import packed, parts

FORM = forms.load("2021")
WAYS = {
    "word": (word_bytes, read_back_word, "a.docx"),
    "html": (lambda made: page(made).encode(), read_back_html, "a.html"),
}
Compare = Callable[[Paper, Paper], None]


@pytest.fixture(params=WAYS)
def compare(request: pytest.FixtureRequest, tmp_path: Path) -> Compare:
    """Write one paper and hold the file against another."""
    write, read_back, name = WAYS[request.param]

    def held(wanted: Paper, there: Paper) -> None:
        (tmp_path / name).write_bytes(write(there))
        read_back(wanted, tmp_path / name)

    return held


def swap(made: Paper, at: int, *blocks: Any) -> Paper:
    """The paper with other blocks, or none, in place of one."""
    return structs.replace(made, blocks=(*made.blocks[:at], *blocks, *made.blocks[at + 1 :]))


def place_of(made: Paper, kind: type, nth: int = 0) -> int:
    return [at for at, block in enumerate(made.blocks) if isinstance(block, kind)][nth]


def difference(compare: Compare, wanted: Paper, there: Paper) -> str:
    """What is said of a file that differs, between the name of the file and what to do."""
    with pytest.raises(ReadBackFailed) as told:
        compare(wanted, there)
    name, _, said = told.value.happened.partition("写好后读回来，与报告不一致：")
    assert name in ("“a.docx”", "“a.html”")
    assert told.value.safe == "填写的内容没有变"
    assert told.value.do
    assert "\n" not in str(told.value)
    return said


# ------------------------------------------------------------ what passes


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("name", ["blank", "sample", "largest", "noted"])
def test_what_was_written_as_it_is_passes(
    name: str, edition: str, sample: Report, largest: Report, compare: Compare, tmp_path: Path
) -> None:
    form = forms.load(edition)
    report = {"blank": Report("2021"), "sample": sample, "largest": largest, "noted": noted(form, sample)}[name]
    report = structs.replace(report, edition=edition)
    made = paper(form, report)
    compare(made, made)
    (tmp_path / "a.json").write_bytes(export_data(form, report))
    read_back_data(form, report, tmp_path / "a.json")


odd = st.text(max_size=30) | st.text("<>&;#=\"' \t\n\u3000\xa0\x85\x00\ud800\ufeff\u200b甲（一）。1", max_size=30)
KEYS = ["profile/unit", "profile/preamble", "overview/text", "requests/note", "profile/signed", "other/text"]


@given(st.lists(odd, min_size=7, max_size=7))
def test_whatever_is_typed_it_is_read_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    report = typed(FORM, Report("2021"), {**dict(zip(KEYS, texts, strict=False)), "disputes/review/other": texts[6]})
    made = paper(FORM, report)
    folder = tmp_path_factory.getbasetemp()
    for write, read_back, name in WAYS.values():
        (folder / name).write_bytes(write(made))
        read_back(made, folder / name)
    (folder / "a.json").write_bytes(export_data(FORM, report))
    read_back_data(FORM, report, folder / "a.json")


def test_a_year_in_wide_digits_is_read_back(form: Form, sample: Report, tmp_path: Path) -> None:
    report = typed(form, sample, {"profile/year": "２０２３"})
    (tmp_path / "a.json").write_bytes(export_data(form, report))
    read_back_data(form, report, tmp_path / "a.json")


# ------------------------------------------------------------ numbers


def altered(made: Paper, key: str) -> Paper:
    """The paper with another number in one cell."""
    at = next(at for at, block in enumerate(made.blocks) if isinstance(block, PrintedTable) and key in cells(block))
    block = made.blocks[at]
    assert isinstance(block, PrintedTable)
    return swap(made, at, structs.replace(block, texts={**block.texts, key: other(block.texts[key])}))


def cells(block: PrintedTable) -> list[str]:
    return [cell.key for cell in block.layout if cell.key]


def other(figure: str) -> str:
    """A number that differs in its last digit only."""
    return figure[:-1] + str((int(figure[-1]) + 1) % 10)


def test_one_altered_number_is_noticed_in_each_of_200_cells(form: Form, largest: Report, compare: Compare) -> None:
    made = paper(form, largest)
    for key in form.cells:
        block = next(table for table in made.tables if key in cells(table))
        laid = next(cell for cell in block.layout if cell.key == key)
        figure = block.texts[key]
        assert difference(compare, made, altered(made, key)) == (
            f"{block.section} 第 {laid.row + 1} 行第 {laid.col + 1} 格应为“{figure}”，文件里是“{other(figure)}”"
        )
    assert len(form.cells) == 200


def leaves(content: Any) -> Iterator[tuple[Any, Any]]:
    """The place of every number in the tables of a data file."""
    for step, inside in content.items() if isinstance(content, dict) else enumerate(content):
        if isinstance(inside, dict | list):
            yield from leaves(inside)
        else:
            yield content, step


def test_so_it_is_in_a_data_file(form: Form, largest: Report, tmp_path: Path) -> None:
    content = json.loads(export_data(form, largest))
    path, tried = tmp_path / "a.json", 0
    for place, step in (found for name in ("table2", "table3", "table4") for found in leaves(content[name])):
        figure, tried = place[step], tried + 1
        place[step] = other(figure) if isinstance(figure, str) else int(other(str(figure)))
        path.write_text(json.dumps(content), encoding="utf-8")
        with pytest.raises(ReadBackFailed, match=rf"应为“{figure}”，文件里是“{place[step]}”"):
            read_back_data(form, largest, path)
        place[step] = figure
    assert tried == 200


def test_a_cell_of_a_data_file_is_called_by_its_name(form: Form, sample: Report, tmp_path: Path) -> None:
    content = json.loads(export_data(form, sample))
    content["table2"]["licensing"] = None
    (tmp_path / "a.json").write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ReadBackFailed) as told:
        read_back_data(form, sample, tmp_path / "a.json")
    assert told.value.happened.endswith("本年处理决定数量 × 行政许可应为“0”，文件里是“”")


@pytest.mark.parametrize("key", ["overview/text", "profile/unit", "profile/phone", "proactive/note", "profile/year"])
def test_a_text_of_a_data_file_that_differs_is_noticed(key: str, form: Form, sample: Report, tmp_path: Path) -> None:
    report = noted(form, sample)
    (tmp_path / "a.json").write_bytes(export_data(form, typed(form, report, {key: "2020"})))
    with pytest.raises(ReadBackFailed, match=f"不一致：{form.fields[key].label}应为“.{{1,30}}”，文件里是“2020”"):
        read_back_data(form, report, tmp_path / "a.json")


def test_what_is_said_of_a_text_of_several_lines_is_one_line(form: Form, sample: Report, tmp_path: Path) -> None:
    report = noted(form, sample)
    (tmp_path / "a.json").write_bytes(export_data(form, typed(form, report, {"requests/note": ""})))
    with pytest.raises(ReadBackFailed) as told:
        read_back_data(form, report, tmp_path / "a.json")
    assert "\n" not in str(told.value)


# ------------------------------------------------------------ words


def test_an_altered_heading_is_noticed(form: Form, sample: Report, compare: Compare) -> None:
    made = paper(form, sample)
    at = place_of(made, Heading, 1)
    assert difference(compare, made, swap(made, at, Heading("proactive", "二、主动公开信息情况"))) == (
        "文字应为“二、主动公开政府信息情况”，文件里是“二、主动公开信息情况”"
    )


@pytest.mark.parametrize("line", [0, 1])
def test_an_altered_title_is_noticed(line: int, form: Form, sample: Report, compare: Compare) -> None:
    made = paper(form, sample)
    title = list(made.title)
    title[line] += "（稿）"
    there = structs.replace(made, title=tuple(title))
    assert difference(compare, made, there) == f"文字应为“{made.title[line]}”，文件里是“{title[line]}”"


def test_one_altered_character_of_a_text_is_noticed(form: Form, sample: Report, compare: Compare) -> None:
    made = paper(form, sample)
    for at, block in enumerate(made.blocks):
        if isinstance(block, Paragraph):
            difference(compare, made, swap(made, at, structs.replace(block, text=block.text[:-1] + "！")))


def test_what_is_shown_of_two_texts_differs(form: Form, sample: Report, compare: Compare) -> None:
    made = paper(form, sample)
    block = made.blocks[0]
    assert isinstance(block, Paragraph)
    said = difference(compare, made, swap(made, 0, structs.replace(block, text=block.text[:-1] + "！")))
    ours, _, theirs = said.removeprefix("文字应为“").removesuffix("”").partition("”，文件里是“")
    assert ours != theirs


def test_of_a_text_that_goes_on_the_end_is_shown(form: Form, compare: Compare) -> None:
    made, there = (paper(form, Report("2021", {"overview/text": "甲" * 40 + end})) for end in ("", "乙"))
    assert difference(compare, made, there) == f"文字应为“…{'甲' * 15}”，文件里是“…{'甲' * 15}乙”"


def test_a_lost_paragraph_is_noticed_wherever_it_stood(form: Form, sample: Report, compare: Compare) -> None:
    made = paper(form, noted(form, sample))
    whole = 2 + sum(len(block.notes) if isinstance(block, PrintedTable) else 1 for block in made.blocks) + 1
    for at, block in enumerate(made.blocks):
        if isinstance(block, Paragraph):
            assert f"应有 {whole} 段文字，文件里有 {whole - 1} 段" in _all(compare, made, swap(made, at))


def _all(compare: Compare, wanted: Paper, there: Paper) -> str:
    """What is said if everything that differs were named."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.readback._TOLD", 1000)
        return difference(compare, wanted, there)


def test_the_last_paragraph_lost_is_the_only_difference(form: Form, sample: Report, compare: Compare) -> None:
    made = paper(form, typed(form, sample, {"profile/signed": ""}))
    at = place_of(made, Paragraph, -1)
    assert difference(compare, made, swap(made, at)).startswith("应有 ")


def test_two_paragraphs_that_changed_places_are_noticed(form: Form, compare: Compare) -> None:
    made = paper(form, Report("2021", {"overview/text": "甲\n乙"}))
    swapped = paper(form, Report("2021", {"overview/text": "乙\n甲"}))
    assert difference(compare, made, swapped) == "文字应为“甲”，文件里是“乙”；文字应为“乙”，文件里是“甲”"


@pytest.mark.parametrize(
    ("key", "ours", "theirs"),
    [("requests/note", "注：甲。", "注：丙。"), ("profile/signed", "2024年1月20日", "2024年1月21日")],
)
def test_an_altered_note_or_date_is_noticed(
    key: str, ours: str, theirs: str, form: Form, sample: Report, compare: Compare
) -> None:
    made, there = (paper(form, typed(form, sample, {key: text})) for text in (ours, theirs))
    assert difference(compare, made, there) == f"文字应为“{ours}”，文件里是“{theirs}”"


# ------------------------------------------------------------ tables


@pytest.mark.parametrize("nth", [0, 1, 2])
def test_a_lost_table_is_noticed(nth: int, form: Form, sample: Report, compare: Compare) -> None:
    made = paper(form, sample)
    assert difference(compare, made, swap(made, place_of(made, PrintedTable, nth))) == "应有 3 张表，文件里有 2 张"


def test_two_tables_that_changed_places_are_noticed(form: Form, sample: Report, compare: Compare) -> None:
    made = paper(form, sample)
    first, second = made.tables[:2]
    there = swap(swap(made, place_of(made, PrintedTable), second), place_of(made, PrintedTable, 1), first)
    assert "proactive 第 1 行第 1 格应为" in difference(compare, made, there)


def test_a_merged_cell_that_is_no_longer_merged_is_noticed(form: Form, sample: Report, compare: Compare) -> None:
    made = paper(form, sample)
    for nth, block in enumerate(made.tables):
        for cell in block.layout:
            if (cell.rowspan, cell.colspan) != (1, 1):
                single = structs.replace(cell, rowspan=1, colspan=1)
                rest = [
                    structs.replace(single, row=row, col=col, text="", key="")
                    for row in range(cell.row, cell.row + cell.rowspan)
                    for col in range(cell.col, cell.col + cell.colspan)
                    if (row, col) != (cell.row, cell.col)
                ]
                laid = [single, *rest, *(one for one in block.layout if one is not cell)]
                laid.sort(key=lambda one: (one.row, one.col))
                there = swap(made, place_of(made, PrintedTable, nth), structs.replace(block, layout=laid))
                said = difference(compare, made, there)
                assert said.startswith(f"{block.section} 第 {cell.row + 1} 行第 {cell.col + 1} 格应为")


def test_a_lost_last_row_is_noticed(form: Form, sample: Report, compare: Compare) -> None:
    made = paper(form, sample)
    block = made.tables[2]
    short = structs.replace(block, layout=[cell for cell in block.layout if cell.row < 3])
    said = difference(compare, made, swap(made, place_of(made, PrintedTable, 2), short))
    assert said.startswith("disputes 第 4 行第 1 格应为“0”，文件里是“”")
    assert said.endswith("等 15 处")


def test_a_row_too_many_is_noticed(form: Form, sample: Report, compare: Compare) -> None:
    made = paper(form, sample)
    block = made.tables[2]
    more = [structs.replace(cell, row=4) for cell in block.layout if cell.row == 3]
    there = structs.replace(block, layout=[*block.layout, *more])
    said = difference(compare, made, swap(made, place_of(made, PrintedTable, 2), there))
    assert said == "disputes 第 5 行第 1 格是多出来的"


def test_two_cells_that_became_one_are_noticed(form: Form, sample: Report, compare: Compare) -> None:
    made = paper(form, sample)
    block = made.tables[2]
    last = [cell for cell in block.layout if cell.row == 3][:2]
    laid = [
        structs.replace(cell, colspan=2) if cell is last[0] else cell for cell in block.layout if cell is not last[1]
    ]
    said = difference(compare, made, swap(made, place_of(made, PrintedTable, 2), structs.replace(block, layout=laid)))
    assert said.startswith("disputes 第 4 行第 1 格应为“0”，文件里是“0”（合并的格不同）")


def test_a_table_that_stands_below_another_heading_is_noticed(form: Form, sample: Report, compare: Compare) -> None:
    made = paper(form, sample)
    at = place_of(made, PrintedTable, 2)
    heading, table = made.blocks[at - 1 : at + 1]
    said = difference(compare, made, swap(swap(made, at, heading), at - 1, table))
    assert said == f"disputes 的表应在这一段的位置：“{HEADINGS[3]}”"


def test_bound_figures_are_held_against_the_file_as_they_are_printed(
    form: Form, sample: Report, tmp_path: Path
) -> None:
    report = typed(form, sample, {"overview/text": "收到⟦received⟧件。⟦sentence/fees⟧"})
    for write, read_back, name in WAYS.values():
        (tmp_path / name).write_bytes(write(paper(form, report)))
        read_back(paper(form, report), tmp_path / name)
    (tmp_path / "a.json").write_bytes(export_data(form, report))
    read_back_data(form, report, tmp_path / "a.json")
    other = typed(form, report, {"requests/new_received/other": "1"})
    with pytest.raises(ReadBackFailed, match="总体情况应为“收到1件。"):
        read_back_data(form, other, tmp_path / "a.json")


# ------------------------------------------------------------ the sentence


def test_at_most_three_differences_are_named_and_all_are_counted(
    form: Form, sample: Report, compare: Compare, tmp_path: Path
) -> None:
    made = paper(form, sample)
    there = made
    for key in list(form.cells)[:5]:
        there = altered(there, key)
    said = difference(compare, made, there)
    assert said.count("应为") == 3
    assert said.endswith("等 5 处")
    three = altered(altered(altered(made, "disputes/review/other"), "disputes/review/total"), "disputes/review/upheld")
    assert difference(compare, made, three).count("应为") == 3
    assert "等" not in difference(compare, made, three)


def test_of_a_file_that_is_no_longer_one_it_is_told(form: Form, sample: Report, tmp_path: Path) -> None:
    made = paper(form, sample)
    (tmp_path / "a.html").write_bytes(b"")
    with pytest.raises(ReadBackFailed, match=r"应有 \d+ 段文字，文件里有 0 段"):
        read_back_html(made, tmp_path / "a.html")
    members = parts(word_bytes(made))
    document = members["word/document.xml"].replace(b"<w:tbl>", b"<w:x>").replace(b"</w:tbl>", b"</w:x>")
    (tmp_path / "a.docx").write_bytes(packed(members | {"word/document.xml": document}))
    with pytest.raises(ReadBackFailed, match="应有 3 张表，文件里有 0 张"):
        read_back_word(made, tmp_path / "a.docx")
