"""The form: editions read from their files, broken ones refused with one sentence."""

import re
from pathlib import Path

import pytest

from core import form as forms
from core.errors import FormError
from core.form import Form, Line, cell_key, row_label
from core.locate import resource
from core.words import Carry, Phrase, Stock, ZeroClaim
from tests.core.sheets import DATA, HEADINGS

MINI = (DATA / "mini.toml").read_text(encoding="utf-8")


def changed(folder: Path, *swaps: tuple[str, str]) -> Path:
    """A folder with the mini edition as "a", in which each old piece of text has become the new."""
    text = MINI
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "a.toml").write_text(text, encoding="utf-8")
    return folder


def test_both_editions_ship_newest_last() -> None:
    assert forms.editions() == ["2019", "2021"]


def test_editions_are_looked_for_in_the_folder_named(tmp_path: Path) -> None:
    assert forms.editions(changed(tmp_path)) == ["a"]


def test_the_sections_stand_in_the_printed_order(form: Form) -> None:
    assert [section.title for section in form.section] == ["基本信息", *HEADINGS]
    captions = [
        "基本信息",
        "一、总体情况",
        "二、主动公开",
        "三、依申请公开",
        "四、复议诉讼",
        "五、问题及改进",
        "六、其他事项",
    ]
    assert [section.caption for section in form.section] == captions
    assert list(form.sections) == [section.id for section in form.section]


def test_the_edition_2021_asks_for_ten_175_and_15_numbers(form: Form) -> None:
    assert {name: len(cells) for name, cells in form.tables.items()} == {
        "proactive": 10,
        "requests": 175,
        "disputes": 15,
    }


def test_the_edition_2019_asks_for_198_numbers(old_form: Form) -> None:
    assert {name: len(cells) for name, cells in old_form.tables.items()} == {
        "proactive": 22,
        "requests": 161,
        "disputes": 15,
    }
    assert len(old_form.cells) == 198


def test_in_2019_the_sixth_outcome_was_one_row(old_form: Form) -> None:
    rows = [row for row in old_form.sections["requests"].table.block[0].rows if "（六）其他处理" in row.path]
    assert [row.path[-1] for row in rows] == ["（六）其他处理"]


def test_a_cell_is_called_by_its_column_and_its_row(form: Form) -> None:
    assert form.cells["requests/denied_process_info/natural_person"].place == "自然人 × （三）6.属于四类过程性信息"
    assert form.cells["disputes/direct/upheld"].place == "未经复议直接起诉·结果维持"
    assert form.cells["proactive/fees/fees_wan_yuan"].place == "本年收费金额（单位：万元） × 行政事业性收费"


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ((), ""),
        (("甲",), "甲"),
        (("三、甲", "（一）乙"), "（一）乙"),
        (("三、甲", "（三）乙", "1.丙"), "（三）1.丙"),
        (("甲", "乙", "丙"), "丙"),
    ],
)
def test_a_rows_label_keeps_the_number_of_its_group(path: tuple[str, ...], label: str) -> None:
    assert row_label(path) == label


def test_an_unnamed_row_leaves_no_part_in_the_key() -> None:
    assert cell_key("s", Line("", ()), Line("c", ("丙",))) == "s/c"


def test_every_total_comes_after_its_parts(form: Form) -> None:
    order = [cell.key for cell in form.totals]
    assert len(order) == 25 + 6 + 3
    assert all(
        order.index(part) < order.index(cell.key) for cell in form.totals for part in cell.parts if part in order
    )


def test_where_a_total_row_meets_a_total_column_the_row_is_summed(form: Form) -> None:
    assert form.cells["requests/total_handled/total"].parts == tuple(
        f"requests/total_handled/{column}"
        for column in ("natural_person", "business", "research", "public_welfare", "legal_service", "other")
    )


def test_a_line_is_called_by_its_label(form: Form) -> None:
    cell = form.cells["requests/denied_state_secret/business"]
    assert (cell.row_label, cell.column_label) == ("（三）1.属于国家秘密", "商业企业")


def test_a_kind_of_body_and_its_label_are_told_from_each_other(form: Form) -> None:
    assert form.body_label("subdistrict") == "街道办事处"
    assert form.body_kind("街道办事处") == "subdistrict"
    assert form.body_label("公社") == form.body_kind("公社") == "公社"


def test_a_key_belongs_to_the_section_it_starts_with(form: Form) -> None:
    assert form.section_of("requests/granted/total").number == "三"


def test_the_header_stays_in_sight_in_tables_with_just_one(form: Form) -> None:
    frozen = {
        name: (form.sections[name].table.frozen_rows, form.sections[name].table.frozen_columns) for name in form.tables
    }
    assert frozen == {"proactive": (0, 0), "requests": (3, 3), "disputes": (3, 0)}


@pytest.mark.parametrize("name", ["2019", "2021"])
def test_every_table_is_as_wide_as_the_text_of_the_page(name: str) -> None:
    widths = {section.id: sum(section.table.widths) for section in forms.load(name).section if section.table}
    assert set(widths.values()) == {8844}


def test_the_keys_of_2019_and_2021_mean_the_same_where_they_are_equal(form: Form, old_form: Form) -> None:
    shared = form.cells.keys() & old_form.cells.keys()
    assert len(shared) > 160
    assert {form.cells[key].row_label for key in shared if key.startswith("requests")} == {
        old_form.cells[key].row_label for key in shared if key.startswith("requests")
    }


HELP = '\n[[help]]\nsection = "sheet"\nline = "x"\nremark = []\n'
LAST = MINI[MINI.index("patterns = ['XX']") :]


def more(text: str) -> list[tuple[str, str]]:
    """The swap that puts more at the end of the edition."""
    return [(LAST, f"{LAST}\n{text}")]


def behind_help(text: str) -> list[tuple[str, str]]:
    return more(f"{HELP}\n{text}")


BROKEN = {
    "a key nobody knows": [("version = 1", "version = 1\ncolour = 'red'")],
    "a line that is no TOML": [("version = 1", "version = = 1")],
    "a key that is missing": [("first_year = 2099\n", "")],
    "a word where a number belongs": [("first_year = 2099", "first_year = 'bald'")],
    "a kind of check nobody knows": [('kind = "total"', 'kind = "astrology"')],
    "a kind of cell nobody knows": [('path = ["合计"]', 'path = ["合计"], kind = "colour"')],
    "a severity nobody knows": [('severity = "error"', 'severity = "fatal"')],
    "a rule for a line that doesn't exist": [('lines = ["all"]', 'lines = ["none"]')],
    "a rule for a line that's no total": [('lines = ["all"]', 'lines = ["x"]')],
    "a rule for a table that doesn't exist": [('section = "sheet"', 'section = "paper"')],
    "a rule for a section without a table": [('section = "sheet"', 'section = "profile"')],
    "a rule for a field that doesn't exist": [('field = "profile/unit"', 'field = "profile/nobody"')],
    "a sentence with an unknown name": [("{left}", "{links}")],
    "a pattern that's none": [("patterns = ['XX']", "patterns = ['(XX']")],
    "a total of a line that doesn't exist": [('total_of = ["a", "b"]', 'total_of = ["a", "c"]')],
    "a total of itself": [('total_of = ["a", "b"]', 'total_of = ["a", "sum"]')],
    "a row named twice": [('{ id = "y"', '{ id = "x"')],
    "a column named twice": [('{ id = "b"', '{ id = "a"')],
    "a section named twice": [('id = "sheet"', 'id = "profile"')],
    "a body named twice": [('id = "school"', 'id = "office"')],
    "a field named twice": [('id = "year"', 'id = "unit"')],
    "no field for the year": [('id = "year"', 'id = "season"')],
    "a column without a label": [('path = ["合计"]', "path = []")],
    "a row without a label": [('path = ["子"]', "path = []")],
    "a row with too many labels": [('path = ["子"]', 'path = ["子", "鼠"]')],
    "more columns than widths": [("value_widths = [1000, 1000, 1000]", "value_widths = [1000, 1000]")],
    "a block without rows": [(MINI[MINI.index("rows = [") : MINI.index("]\n\n[[check]]") + 1], "rows = []")],
    "labels without a column for them": [("label_widths = [1000]", "label_widths = []")],
    "a table in a section of text": [('kind = "table"', 'kind = "text"')],
    "a section of tables without one": [('kind = "profile"', 'kind = "table"')],
    "a zero claim of a line that doesn't exist": more('[[zero]]\nid = "a"\nstatement = "没有"\ncells = ["sheet/z"]\n'),
    "a zero claim that says nothing": more('[[zero]]\nid = "a"\ncells = ["sheet"]\n'),
    "a zero claim named twice": more('[[zero]]\nid = "a"\nstatement = "没有"\ncells = ["sheet"]\n' * 2),
    "a carry from a line that doesn't exist": more('[[carry]]\nsection = "sheet"\nlast = "z"\nthis = "x"\n'),
    "a carry to nowhere": more('[[carry]]\nsection = "sheet"\nlast = "x"\n'),
    "a stock of a line that doesn't exist": more('[[stock]]\nsection = "sheet"\nline = "z"\nplus = []\nminus = []\n'),
    "a stock without its flows": more('[[stock]]\nsection = "sheet"\nline = "x"\n'),
    "a phrase for a use nobody knows": more('[[phrase]]\nuse = "poem"\ntext = "甲"\n'),
    "a phrase that says nothing": more('[[phrase]]\nuse = "override"\n'),
    "a check behind the help texts": behind_help('[[check]]\ncode = "M-4"\n'),
    "a zero claim behind the help texts": behind_help('[[zero]]\nid = "a"\n'),
    "a section behind the help texts": behind_help('[[section]]\nid = "a"\n'),
    "a single table behind the help texts": behind_help("[colours]\nred = 1\n"),
    "a word that begins like help behind the help texts": behind_help("[[helpers]]\nred = 1\n"),
    "a check between the help texts": behind_help('[[check]]\ncode = "M-4"\n' + HELP),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_edition_is_refused_with_one_chinese_sentence(what: str, tmp_path: Path) -> None:
    folder = changed(tmp_path, *BROKEN[what])
    with pytest.raises(FormError) as told:
        forms.load("a", folder)
    assert told.value.happened.startswith("表样文件 a.toml 有误：")
    assert "\n" not in str(told.value)
    assert re.fullmatch(r"[^。]*。草稿没有改动。请换回原来的表样文件或重新安装本程序。", str(told.value))


def test_the_unbroken_edition_is_read(tmp_path: Path) -> None:
    assert forms.load("a", changed(tmp_path)).edition == "2099"


WHOLE = """
[[zero]]
id = "none"
statement = "没有"
cells = ["sheet/x"]
opened_by = ["sheet/y"]

[[carry]]
section = "sheet"
last = "y"
this = "x"

[[stock]]
section = "sheet"
line = "b"
plus = ["a"]
minus = []

[[phrase]]
use = "override"
text = "照抄"
"""


def test_what_the_years_hand_on_is_read(tmp_path: Path) -> None:
    form = forms.load("a", changed(tmp_path, *more(WHOLE)))
    assert form.zero == (ZeroClaim("none", "没有", ("sheet/x",), ("sheet/y",)),)
    assert form.carry == (Carry("sheet", "y", "x"),)
    assert form.stock == (Stock("sheet", "b", ("a",), ()),)
    assert form.phrase == (Phrase("override", "照抄"),)
    assert form.stocks == {"sheet/x/b", "sheet/y/b", "sheet/all/b"}


def test_the_shipped_edition_hands_on_what_the_official_form_does(form: Form) -> None:
    assert form.carry == (Carry("requests", "carried_forward", "carried_over"),)
    assert form.stocks == {"proactive/regulations/in_force", "proactive/normative_documents/in_force"}
    assert len({phrase.text for phrase in form.phrase}) == len(form.phrase) > 0


def test_an_edition_may_hand_nothing_on(old_form: Form) -> None:
    assert (old_form.zero, old_form.carry, old_form.stock, old_form.phrase) == ((), (), (), ())
    assert old_form.stocks == frozenset()


@pytest.mark.parametrize(
    ("place", "keys"),
    [
        ("sheet/x", ["sheet/x/a", "sheet/x/b", "sheet/x/sum"]),
        ("sheet/b", ["sheet/x/b", "sheet/y/b", "sheet/all/b"]),
        ("sheet/z", []),
        ("paper", []),
        ("profile", []),
        ("profile/unit", []),
        ("", []),
    ],
)
def test_a_place_names_a_row_or_a_column(mini: Form, place: str, keys: list[str]) -> None:
    assert [cell.key for cell in mini.named(place)] == keys


def test_a_place_names_a_whole_table(mini: Form, form: Form) -> None:
    assert [cell.key for cell in mini.named("sheet")] == list(mini.cells)
    assert [cell.key for cell in form.named("disputes/review/pending")] == ["disputes/review/pending"]


@pytest.mark.parametrize(
    "text",
    [
        HELP,
        HELP + HELP,
        HELP.replace("[]", '[\n    { about = "weather" },\n]'),
        HELP + "[[help.remark]]\n",
        HELP + "= =\n",
    ],
    ids=range(5),
)
def test_the_help_texts_are_not_looked_at_when_the_form_is_read(text: str, tmp_path: Path) -> None:
    (tmp_path / "2099.toml").write_text(MINI + text, encoding="utf-8")
    assert forms.load("2099", tmp_path) == forms.load("mini", DATA)


def test_the_help_texts_are_a_large_part_of_the_edition_and_stand_last(form: Form) -> None:
    text = resource("editions", "2021.toml").read_text(encoding="utf-8")
    words, _, texts = text.partition("\n[[help]]")
    assert len(texts) > 0.5 * len(words)
    assert set(re.findall(r"^ *\[.*", texts, re.MULTILINE)) == {"[[help]]"}


def test_what_stands_behind_the_help_texts_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(FormError, match=r"表样文件 a.toml 有误：填报说明（help）之后不能再有别的内容。"):
        forms.load("a", changed(tmp_path, *behind_help('[[check]]\ncode = "M-4"\n')))


@pytest.mark.parametrize("blank", [" ", "\t"])
def test_what_stands_behind_the_help_texts_is_told_also_if_it_is_indented(tmp_path: Path, blank: str) -> None:
    check = MINI[MINI.index('[[check]]\ncode = "M-3"') :]
    with pytest.raises(FormError):
        forms.load("a", changed(tmp_path, (check, f"{HELP}\n{blank}{check}")))


def test_two_blocks_may_not_name_the_same_cells(tmp_path: Path) -> None:
    block = MINI[MINI.index("[[section.table.block]]") : MINI.index("[[check]]")]
    with pytest.raises(FormError, match="“sheet”的行“x”出现了两次"):
        forms.load("a", changed(tmp_path, (block, block + block)))


def test_overlaps_and_holes_are_found_in_a_layout(mini: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    from msgspec import structs

    from core import verify

    cells = mini.layouts["sheet"]
    wide = structs.replace(cells[-1], col=cells[-1].col - 1)
    broken = structs.replace(mini)
    broken.__dict__["layouts"] = {"sheet": (*cells[:-1], wide)}
    assert list(verify.verify(broken)) == ["“sheet”的表格在第 5 行第 3 列重叠", "“sheet”的表格有空缺"]


def test_an_edition_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(MINI.encode("gbk"))
    with pytest.raises(FormError, match=r"表样文件 a.toml 有误"):
        forms.load("a", tmp_path)


def test_an_edition_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormError, match="没有找到 1984 版的表样文件"):
        forms.load("1984", tmp_path)


def test_a_folder_in_the_place_of_the_edition_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").mkdir()
    with pytest.raises(FormError, match=r"表样文件 a.toml 有误"):
        forms.load("a", tmp_path)
