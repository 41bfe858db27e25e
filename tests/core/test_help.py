"""What to know when filling in a cell: every cell has it, says where it comes from, and claims no more than that."""

import re
import tomllib
from pathlib import Path

import pytest

from core import form as forms
from core.errors import FormError
from core.form import Form
from core.help import load_remarks
from core.locate import resource
from core.words import Remark
from tests.core.sheets import DATA

FORM = forms.load("2021")
REMARKS = load_remarks(FORM)
EVERY = sorted({remark for remarks in REMARKS.values() for remark in remarks}, key=lambda remark: remark.text)
MINI = (DATA / "mini.toml").read_text(encoding="utf-8")
OFFICIAL = ("年度报告格式", "《条例》", "国办函")
UNOFFICIAL = ("非官方", "没有见到", "未核对", "请先核实")


def help_text(line: str, *texts: str, section: str = "sheet") -> str:
    remarks = "".join(f'    {{ about = "counts", text = "{text}", source = "表样" }},\n' for text in texts)
    return f'\n[[help]]\nsection = "{section}"\nline = "{line}"\nremark = [\n{remarks}]\n'


def mini_with(folder: Path, *parts: str) -> Form:
    """The mini edition with more at its end, as it's loaded from `folder`."""
    (folder / "2099.toml").write_text("".join((MINI, *parts)), encoding="utf-8")
    return forms.load("2099", folder)


def test_every_cell_has_remarks_and_only_cells_have(form: Form) -> None:
    assert list(REMARKS) == list(form.cells)
    assert len(REMARKS) == 200
    assert [key for key, remarks in REMARKS.items() if not remarks] == []


def test_every_cell_is_told_what_it_counts_and_what_it_is_confused_with() -> None:
    about = {key: {remark.about for remark in remarks} for key, remarks in REMARKS.items()}
    assert [key for key, told in about.items() if not told & {"counts", "leaves_out"}] == []
    assert [key for key, told in about.items() if "neighbour" not in told] == []


def test_every_remark_is_one_short_sentence_with_its_source() -> None:
    lines = [words for remark in EVERY for words in (remark.text, remark.source)]
    assert [words for words in lines if not words or words != words.strip() or "\n" in words] == []
    assert [remark.text for remark in EVERY if len(remark.text) > 60 or not remark.text.endswith("。")] == []
    assert [remark.text for remark in EVERY if re.search(r"[X×]{2}|_{2}|TODO|待定|\?", remark.text)] == []


def test_what_is_official_names_the_form_or_the_law_it_repeats() -> None:
    official = [remark.source for remark in EVERY if remark.official]
    assert [source for source in official if not any(name in source for name in OFFICIAL)] == []


def test_what_says_that_it_is_not_official_is_not_and_the_rest_is() -> None:
    marked = {remark: any(mark in remark.source for mark in UNOFFICIAL) for remark in EVERY}
    assert [remark for remark, unofficial in marked.items() if unofficial is remark.official] == []


def test_most_remarks_are_not_official_and_some_are() -> None:
    assert 20 < sum(remark.official for remark in EVERY) < len(EVERY) / 2


def test_no_cell_is_told_the_same_twice() -> None:
    for remarks in REMARKS.values():
        texts = [remark.text for remark in remarks]
        assert len(set(texts)) == len(texts)


def test_the_rows_remarks_come_before_the_columns(tmp_path: Path) -> None:
    form = mini_with(tmp_path, help_text("a", "列一", "列二"), help_text("x", "行一", "行二"))
    told = {key: [remark.text for remark in remarks] for key, remarks in load_remarks(form, tmp_path).items()}
    assert told == {
        "sheet/x/a": ["行一", "行二", "列一", "列二"],
        "sheet/x/b": ["行一", "行二"],
        "sheet/x/sum": ["行一", "行二"],
        "sheet/y/a": ["列一", "列二"],
        "sheet/y/b": [],
        "sheet/y/sum": [],
        "sheet/all/a": ["列一", "列二"],
        "sheet/all/b": [],
        "sheet/all/sum": [],
    }


def test_every_cell_of_the_edition_is_told_of_its_row_and_then_of_its_column(form: Form) -> None:
    edition = tomllib.loads(resource("editions", "2021.toml").read_text(encoding="utf-8"))
    texts = {f"{one['section']}/{one['line']}": [remark["text"] for remark in one["remark"]] for one in edition["help"]}
    for key, cell in form.cells.items():
        row, column = (texts.get(f"{cell.section.id}/{line.id}", []) for line in (cell.row, cell.column))
        assert [remark.text for remark in REMARKS[key]] == row + column


def test_a_remark_says_what_it_is_about_and_is_not_official_unless_it_says_so(tmp_path: Path) -> None:
    form = mini_with(tmp_path, help_text("x", "甲"))
    assert load_remarks(form, tmp_path)["sheet/x/a"] == (Remark("counts", "甲", "表样", official=False),)


def test_an_edition_without_help_has_none(old_form: Form) -> None:
    remarks = load_remarks(old_form)
    assert list(remarks) == list(old_form.cells)
    assert set(remarks.values()) == {()}


BROKEN = {
    "a row the form lacks": ([help_text("z", "甲")], "填报说明提到的“sheet/z”不存在或出现了两次"),
    "a table the form lacks": (
        [help_text("x", "甲", section="paper")],
        "填报说明提到的“paper/x”不存在或出现了两次",
    ),
    "a section without a table": (
        [help_text("unit", "甲", section="profile")],
        "填报说明提到的“profile/unit”不存在或出现了两次",
    ),
    "a line named twice": (
        [help_text("x", "甲"), help_text("y", "乙"), help_text("x", "丙")],
        "填报说明提到的“sheet/x”不存在或出现了两次",
    ),
    "a remark about something unknown": ([help_text("x", "甲").replace('"counts"', '"weather"')], "weather"),
    "a remark without a source": ([help_text("x", "甲").replace(', source = "表样"', "")], "source"),
    "a word nobody knows": ([help_text("x", "甲"), "colour = 'red'\n"], "colour"),
    "a text that is no TOML": ([help_text("x", "甲"), "remark = = []\n"], ""),
}


@pytest.mark.parametrize("what", BROKEN)
def test_broken_help_is_refused_with_one_chinese_sentence(what: str, tmp_path: Path) -> None:
    parts, finding = BROKEN[what]
    form = mini_with(tmp_path, *parts)  # the form itself is read without the help texts
    with pytest.raises(FormError) as told:
        load_remarks(form, tmp_path)
    assert told.value.happened.startswith("表样文件 2099.toml 有误：")
    assert finding in told.value.happened
    assert re.fullmatch(r"[^。\n]*。草稿没有改动。请换回原来的表样文件或重新安装本程序。", str(told.value))


def test_what_stands_behind_the_help_texts_is_refused_here_too(tmp_path: Path, mini: Form) -> None:
    behind = '\n[[phrase]]\nuse = "override"\ntext = "甲"\n'
    (tmp_path / "2099.toml").write_text(MINI + help_text("x", "甲") + behind, encoding="utf-8")
    with pytest.raises(FormError, match=r"表样文件 2099\.toml 有误：.*phrase"):
        load_remarks(mini, tmp_path)


def test_an_edition_that_is_gone_is_told(tmp_path: Path, mini: Form) -> None:
    with pytest.raises(FormError, match="没有找到 2099 版的表样文件"):
        load_remarks(mini, tmp_path)
