"""规则包: a newer edition file in the user's folder is used, anything else is refused with one sentence."""

from pathlib import Path

import pytest

from core import form as forms
from core.checks import Checker
from core.editions import OWN_WORDS, Editions, checked_before
from core.errors import FormError
from core.form import Form
from core.help import load_remarks
from core.locate import resource
from core.report import Report
from core.rules import Severity
from core.verify import verify

SHIPPED = resource("editions", "2021.toml").read_text(encoding="utf-8")
OLDER = resource("editions", "2019.toml").read_text(encoding="utf-8")
NOW = forms.load("2021").version
STANDS = f"仍按程序自带的第 {NOW} 版核对。"


def numbered(version: int, text: str = SHIPPED) -> str:
    """An edition file as another version of itself."""
    assert f"\nversion = {NOW}\n" in text
    return text.replace(f"\nversion = {NOW}\n", f"\nversion = {version}\n", 1)


NEWER = numbered(NOW + 1)


def pack(folder: Path, text: str, name: str = "2021") -> Editions:
    """The editions of somebody who put a file into the folder for 规则包."""
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return Editions(folder)


def test_without_a_folder_what_ships_is_used(form: Form, tmp_path: Path) -> None:
    for editions in (Editions(), Editions(tmp_path), Editions(tmp_path / "nowhere")):
        assert editions.load("2021").version == form.version
        assert editions.refusal("2021") == ""
        assert editions.remarks(form) == load_remarks(form)


def test_a_newer_valid_file_is_used(tmp_path: Path) -> None:
    sentence = "{place}：办理结果加起来是 {left}，总计写的是 {right}，差 {difference}"
    old = "{place}：各项办理结果之和为 {left}，（七）总计为 {right}，差 {difference}"
    editions = pack(tmp_path, NEWER.replace(old, sentence))
    form = editions.load("2021")
    assert form.version == NOW + 1
    assert sentence in [rule.sentence for rule in form.check]
    assert editions.refusal("2021") == ""


def test_only_the_edition_of_that_name_is_replaced(tmp_path: Path, old_form: Form) -> None:
    editions = pack(tmp_path, NEWER)
    assert editions.load("2019") == old_form
    assert editions.refusal("2019") == ""


def test_a_file_may_add_rows_and_fields(tmp_path: Path, form: Form) -> None:
    field = '[[section.field]]\nid = "fax"\nlabel = "传真"\nkind = "line"\n\n'
    text = NEWER.replace('[[section.field]]\nid = "email"', f'{field}[[section.field]]\nid = "email"')
    editions = pack(tmp_path, text)
    assert editions.refusal("2021") == ""
    assert editions.load("2021").fields.keys() - form.fields.keys() == {"profile/fax"}


@pytest.mark.parametrize("version", [NOW - 1, NOW])
def test_a_file_that_is_not_newer_is_refused(version: int, tmp_path: Path, form: Form) -> None:
    editions = pack(tmp_path, numbered(version))
    assert editions.load("2021") == form
    assert editions.refusal("2021") == f"规则包 2021.toml 没有使用：它是第 {version} 版，不比程序自带的新。{STANDS}"


BROKEN = {
    "no TOML": ("version = \n", "表样文件 2021.toml 有误：Invalid value (at line 1, column 11)"),
    "a contradiction": (
        NEWER.replace('lines = ["total_handled"]', 'lines = ["handled"]'),
        "表样文件 2021.toml 有误：规则 T3-R1 提到的“requests/handled”不存在",
    ),
    "something behind the help": (
        NEWER + '\n[[phrase]]\nuse = "off"\ntext = "甲"\n',
        "表样文件 2021.toml 有误：填报说明（help）之后不能再有别的内容",
    ),
    "help on a line there isn't": (
        NEWER.replace('line = "other_misc"', 'line = "nothing"'),
        "表样文件 2021.toml 有误：填报说明提到的“requests/nothing”不存在或出现了两次",
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_is_refused_with_what_is_wrong_in_it(what: str, tmp_path: Path, form: Form) -> None:
    text, finding = BROKEN[what]
    editions = pack(tmp_path, text)
    assert editions.load("2021") == form
    assert editions.refusal("2021") == f"规则包 2021.toml 没有使用：{finding}。{STANDS}"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"edition = 2021\nversion = 3\n", None])
def test_what_is_no_edition_file_at_all_is_refused_too(content: bytes | None, tmp_path: Path, form: Form) -> None:
    path = tmp_path / "2021.toml"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    editions = Editions(tmp_path)
    assert editions.load("2021") == form
    refusal = editions.refusal("2021")
    assert refusal.startswith("规则包 2021.toml 没有使用：表样文件 2021.toml 有误：")
    assert refusal.endswith(f"。{STANDS}")
    assert "\n" not in refusal


@pytest.mark.parametrize("line", ["handled", "granted"], ids=["no line", "a line that is not in the balance"])
def test_so_is_a_strip_that_names_a_line_the_balance_has_not(line: str, tmp_path: Path) -> None:
    strip = "= 办结 {total_handled} +"
    assert strip in NEWER
    editions = pack(tmp_path, NEWER.replace(strip, f"= 办结 {{{line}}} +"))
    assert editions.refusal("2021").endswith(STANDS)


BOUNDLESS = [
    pytest.param("a = " + "[" * 5000, id="brackets without end"),
    pytest.param("version = " + "1" * 5000, id="a number without end"),
]


@pytest.mark.parametrize("text", BOUNDLESS)
def test_so_is_a_file_made_to_break_the_program(text: str, tmp_path: Path, form: Form) -> None:
    editions = pack(tmp_path, text)
    assert editions.load("2021") == form
    assert editions.refusal("2021").startswith("规则包 2021.toml 没有使用：")


def test_a_file_under_the_name_of_another_edition_is_refused(tmp_path: Path, form: Form) -> None:
    pack(tmp_path, OLDER, "2019")
    editions = pack(tmp_path, OLDER)
    assert editions.load("2021") == form
    assert editions.refusal("2021") == f"规则包 2021.toml 没有使用：里面写的是 2019 版表样。{STANDS}"


def test_so_it_is_where_it_is_alone(tmp_path: Path) -> None:
    assert pack(tmp_path, OLDER).refusal("2021") == f"规则包 2021.toml 没有使用：里面写的是 2019 版表样。{STANDS}"


@pytest.mark.parametrize(
    ("old", "new", "missing"),
    [("other_misc", "other_various", "requests/other_misc/business"), ("website", "homepage", "profile/website")],
)
def test_a_file_without_a_place_for_what_was_written_is_refused(
    old: str, new: str, missing: str, tmp_path: Path, form: Form
) -> None:
    editions = pack(tmp_path, NEWER.replace(old, new))
    assert editions.load("2021") == form
    assert editions.refusal("2021") == f"规则包 2021.toml 没有使用：缺少“{missing}”，填好的内容会没有地方放。{STANDS}"


def test_an_edition_that_does_not_ship_is_not_made_by_a_file(tmp_path: Path) -> None:
    editions = pack(tmp_path, NEWER.replace('edition = "2021"', 'edition = "2031"', 1), "2031")
    with pytest.raises(FormError, match="没有找到 2031 版的表样文件"):
        editions.load("2031")


def test_the_newest_edition_is_the_newest_that_ships(tmp_path: Path) -> None:
    assert pack(tmp_path, NEWER, "2031").newest() == "2021"


# ------------------------------------------------------------ help

TEXT = "计“（六）其他处理”中前两种以外的情形。"


def test_help_comes_from_the_file_the_form_came_from(tmp_path: Path) -> None:
    key = "requests/other_misc/business"
    editions = pack(tmp_path, NEWER.replace(TEXT, "计前两种以外的情形，看新规定。"))
    remarks = editions.remarks(editions.load("2021"))
    assert remarks[key][0].text == "计前两种以外的情形，看新规定。"
    assert Editions().remarks(forms.load("2021"))[key][0].text == TEXT


def test_a_file_that_is_refused_gives_no_help_either(tmp_path: Path) -> None:
    editions = pack(tmp_path, numbered(NOW).replace(TEXT, "不该用的话。"))
    assert editions.remarks(editions.load("2021")) == load_remarks(forms.load("2021"))


def test_a_form_opened_before_the_file_came_keeps_its_own_help(tmp_path: Path, form: Form) -> None:
    editions = pack(tmp_path, NEWER.replace(TEXT, "新的话。"))
    assert editions.remarks(form) == load_remarks(form)


# ------------------------------------------------------------ own words


def own(folder: Path, text: str | bytes) -> Editions:
    """The editions of somebody who has a list of own words."""
    (folder / OWN_WORDS).write_bytes(text if isinstance(text, bytes) else text.encode())
    return Editions(folder)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("甲\n乙\n", ("甲", "乙")),
        ("甲\r\n\r\n  乙 \n甲\n", ("甲", "乙")),
        ("\ufeff甲", ("甲",)),
        ("", ()),
        ("\n \n", ()),
        ("\n".join(map(str, range(3000))), tuple(map(str, range(2000)))),
        ("甲\n".encode() + b"\xff\n", ("甲", "\ufffd")),
    ],
)
def test_own_words_are_a_word_a_line(tmp_path: Path, text: str | bytes, words: tuple[str, ...]) -> None:
    assert own(tmp_path, text).own_words() == words


def test_without_a_list_there_are_no_own_words_and_no_rule_for_them(tmp_path: Path, form: Form) -> None:
    (tmp_path / OWN_WORDS).mkdir()
    for editions in (Editions(), Editions(tmp_path / "nowhere"), Editions(tmp_path)):
        assert editions.own_words() == ()
        assert editions.load("2021").check == form.check


def test_own_words_are_kept_for_the_next_time(tmp_path: Path) -> None:
    editions = Editions(tmp_path / "new")
    editions.keep_own_words(["甲", "乙(丙)"])
    assert editions.own_words() == ("甲", "乙(丙)")
    assert (tmp_path / "new" / OWN_WORDS).read_bytes() == "甲\n乙(丙)\n".encode()
    editions.keep_own_words([])
    assert editions.own_words() == ()


def test_an_own_word_is_a_hint_to_the_letter_wherever_it_stands(tmp_path: Path) -> None:
    form = own(tmp_path, "甲镇\n乙(丙).\n").load("2021")
    texts = {
        "overview/text": "甲镇、乙(丙).",
        "profile/address": "甲镇1号",
        "requests/note": "乙丙。",
        "other/text": "甲",
    }
    found = [issue for issue in Checker(form).run(Report("2021", texts)) if issue.code == "U-01"]
    assert [(issue.keys[0], issue.passage) for issue in found] == [
        ("profile/address", "甲镇"),
        ("overview/text", "甲镇"),
        ("overview/text", "乙(丙)."),
    ]
    assert found[0].message == "地址：“甲镇”在自定的词表里"
    assert {issue.severity for issue in found} == {Severity.HINT}
    assert list(verify(form)) == []


def test_own_words_go_with_the_users_rules_too(tmp_path: Path) -> None:
    pack(tmp_path, NEWER)
    form = own(tmp_path, "甲").load("2021")
    assert (form.version, form.check[-1].code) == (NOW + 1, "U-01")


# ------------------------------------------------------------ drafts checked with other rules


@pytest.mark.parametrize("before", [NOW - 1, NOW + 1])
def test_a_draft_last_checked_with_other_rules_says_so(before: int, form: Form) -> None:
    assert checked_before(form, Report("2021", rules=before)) == (
        f"这份草稿上次按第 {before} 版规则核对，现在用的是第 {NOW} 版，列出的问题可能有增减。"
    )


@pytest.mark.parametrize("rules", [0, NOW], ids=["unknown", "the same"])
def test_otherwise_nothing_is_said(form: Form, rules: int) -> None:
    assert checked_before(form, Report("2021", rules=rules)) == ""
