"""The data file: what comes in goes out equal, what doesn't fit is refused with one sentence."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import form as forms
from core.errors import DraftError, FormError
from core.exchange import Imported, export_data, import_data, settle_totals
from core.form import Form
from core.report import Entry, Origin, Report, entry, reckon
from tests.core.sheets import PUBLISHED, published, typed

FORM = forms.load("2021")
FEES = "proactive/fees/fees_wan_yuan"
Take = Callable[[Any], Imported]


@pytest.fixture
def take(tmp_path: Path) -> Take:
    """Import what is given: bytes, text, or data to be written as JSON."""

    def read(content: Any) -> Imported:
        path = tmp_path / "甲.json"
        text = content if isinstance(content, str | bytes) else json.dumps(content, ensure_ascii=False)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return import_data(path)

    return read


def given_back(imported: Imported) -> Any:
    return json.loads(export_data(FORM, imported.report))


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_report_goes_out_as_it_came_in(name: str, take: Take) -> None:
    imported = take(published(name))
    assert imported.remarks == ()
    assert given_back(imported) == published(name)


def test_what_the_form_does_not_know_is_given_back_with_its_kind(take: Take) -> None:
    back = given_back(take(published("suqian_city_2024")))
    assert [type(back["observed"][key]) for key in ("growth", "scale", "count")] == [float, float, int]
    assert back["observed"]["by"] == {"deep": [1.0, [2.5, {}], -3]}
    assert back["previous"] == "suqian_city_2023"


def test_the_report_of_the_sample_comes_back_whole(sample: Report, form: Form, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(export_data(form, sample))
    imported = import_data(tmp_path / "a.json")
    assert imported.remarks == ()
    assert imported.report.texts == sample.texts
    assert reckon(form, imported.report) == reckon(form, sample)
    assert export_data(form, imported.report) == export_data(form, sample)


def test_a_data_file_is_utf8_with_chinese_as_it_is(sample: Report, form: Form) -> None:
    text = export_data(form, sample).decode()
    assert '"unit": "平房区新疆街道办事处"' in text
    assert '"unit_type": "街道办事处"' in text
    assert '"year": 2023' in text
    assert text.endswith("}\n")


def test_where_it_stood_is_kept_with_each_number(take: Take) -> None:
    report = take({"format": "2021", "table2": {"licensing": 3}}).report
    assert report.cells == {"proactive/licensing/decisions": Entry(3, origin=Origin.IMPORTED, source="甲.json")}


def test_null_is_blank_and_goes_out_as_null(take: Take) -> None:
    data = published("huaian_city_2024")
    data["table2"]["licensing"] = None
    data["table2"]["regulations"]["issued"] = None
    data["table3"]["granted"][1] = None
    data["table3"]["refused_petition"] = None
    data["table4"][0] = None
    report = take(data).report
    blanks = {
        "proactive/licensing/decisions",
        "proactive/regulations/issued",
        "requests/granted/business",
        "disputes/review/upheld",
    }
    assert not blanks & report.cells.keys()
    back = json.loads(export_data(FORM, report))
    assert back["table2"]["licensing"] is back["table2"]["regulations"]["issued"] is back["table4"][0] is None
    assert back["table3"]["granted"][1] is None
    assert back["table3"]["refused_petition"] == [None] * 7


@pytest.mark.parametrize("missing", ["table2", "table3", "table4", "unit", "year"])
def test_what_is_missing_is_blank(missing: str, take: Take) -> None:
    data = published("huaian_city_2024")
    del data[missing]
    keys = {*(report := take(data).report).cells, *report.texts}
    gone = {
        "table2": "proactive/",
        "table3": "requests/",
        "table4": "disputes/",
        "unit": "profile/unit",
        "year": "profile/year",
    }[missing]
    assert keys
    assert not any(key.startswith(gone) for key in keys)


def test_a_file_of_nothing_but_its_edition_is_a_blank_report(take: Take) -> None:
    assert take({"format": "2021"}) == Imported(Report("2021", tables_only=True), ())
    assert take({"format": 2021}).report.edition == "2021"


def test_a_file_with_texts_is_known_for_it(take: Take) -> None:
    assert take({"format": "2021", "unit": "甲"}).report.tables_only is True
    assert take({"format": "2021", "prose": {"overview": "乙"}}).report.tables_only is False


def test_a_byte_order_mark_and_blanks_do_no_harm(take: Take) -> None:
    assert take(b'\xef\xbb\xbf \r\n{"format": "2021", "x": 1.5}').report.extra == '{"x": 1.5}'


def test_amounts_are_read_to_the_letter(take: Take) -> None:
    for raw in ('"18.8710"', "18.8710"):
        report = take(f'{{"format": "2021", "table2": {{"fees_wan_yuan": {raw}}}}}').report
        assert report.cells[FEES].value == "18.8710"
        assert json.loads(export_data(FORM, report))["table2"]["fees_wan_yuan"] == "18.8710"


@pytest.mark.parametrize("raw", ["无", "-1", "1.5", "1e3", "1234567890", "12件13件"])
def test_a_number_that_can_not_be_read_is_kept_to_the_letter(raw: str, take: Take) -> None:
    report = take({"format": "2021", "table2": {"licensing": raw}}).report
    made = report.cells["proactive/licensing/decisions"]
    assert (made.value, made.raw) == (None, raw)
    assert json.loads(export_data(FORM, report))["table2"]["licensing"] == raw


@pytest.mark.parametrize(
    ("literal", "raw"), [("-1", "-1"), ("1.0", "1.0"), ("1e3", "1e3"), ("12345678901234567890", "12345678901234567890")]
)
def test_a_json_number_that_is_no_count_is_kept_too(literal: str, raw: str, take: Take) -> None:
    report = take(f'{{"format": "2021", "table2": {{"licensing": {literal}}}}}').report
    assert report.cells["proactive/licensing/decisions"].raw == raw


def test_a_note_behind_a_number_comes_and_goes(take: Take) -> None:
    report = take({"format": "2021", "table2": {"licensing": "22（改）"}}).report
    assert report.cells["proactive/licensing/decisions"].note == "（改）"
    assert json.loads(export_data(FORM, report))["table2"]["licensing"] == "22（改）"


def test_a_printed_total_that_agrees_is_left_to_be_computed(take: Take) -> None:
    imported = take(published("suqian_city_2023"))
    assert not {cell.key for cell in FORM.totals} & imported.report.cells.keys()


def test_a_printed_total_that_differs_is_kept_and_remarked_on(take: Take) -> None:
    data = published("suqian_city_2023")
    data["table4"][4] = 441
    data["table3"]["granted"][6] = 1192
    imported = take(data)
    assert imported.remarks == (
        "总计 × （一）予以公开：文件中合计为 1192，各项之和为 1191，照原样保留",
        "行政复议·总计：文件中合计为 441，各项之和为 440，照原样保留",
    )
    assert imported.report.cells["disputes/review/total"].origin is Origin.OVERRIDDEN
    figures = reckon(FORM, imported.report)
    assert (figures.numbers["disputes/review/total"], figures.shown("disputes/review/total")) == (441, "440")
    assert given_back(imported) == data


def test_a_total_left_out_is_made_up_and_remarked_on(take: Take) -> None:
    data = published("suqian_city_2023")
    data["table4"][4] = None
    imported = take(data)
    assert imported.remarks == ("行政复议·总计：文件中合计为空，按各项之和补为 440",)
    assert given_back(imported) == published("suqian_city_2023")


def test_a_total_whose_parts_are_missing_is_kept_and_remarked_on(take: Take) -> None:
    imported = take({"format": "2021", "table4": [None] * 4 + [9] + [None] * 10})
    assert imported.remarks == ("行政复议·总计：文件中合计为 9，各项未填全，无法核对，照原样保留",)
    assert given_back(imported)["table4"][4:6] == [9, None]


def test_a_total_that_can_not_be_read_is_kept_and_remarked_on(take: Take) -> None:
    imported = take({"format": "2021", "table4": [1, 1, 1, 1, "四五", *[None] * 10]})
    assert imported.remarks == ("行政复议·总计：文件中合计为 四五，各项之和为 4，照原样保留",)


def test_a_number_read_otherwise_than_it_stood_is_remarked_on(take: Take) -> None:
    imported = take({"format": "2021", "table2": {"licensing": "1，234件", "fees_wan_yuan": "15000元"}})
    assert imported.remarks == (
        "本年处理决定数量 × 行政许可：“1，234件”读作 1234",
        "本年收费金额（单位：万元） × 行政事业性收费：“15000元”读作 1.5",
    )
    assert imported.report.cells["proactive/licensing/decisions"].raw == "1，234件"


def test_a_total_with_a_note_is_kept_for_its_note(take: Take) -> None:
    imported = take({"format": "2021", "table4": [1, 1, 1, 1, "4（改）", *[None] * 10]})
    assert imported.report.cells["disputes/review/total"].text == "4（改）"


def test_a_number_beside_the_total_that_can_not_be_read_leaves_it_unjudged(take: Take) -> None:
    imported = take({"format": "2021", "table4": ["?", 1, 1, 1, 4, *[None] * 10]})
    assert imported.remarks == ("行政复议·总计：文件中合计为 4，各项未填全，无法核对，照原样保留",)


def test_the_report_of_2019_comes_back_too(old_form: Form, tmp_path: Path) -> None:
    keys = [
        "proactive/licensing/items_delta",
        "proactive/procurement/procurement_amount",
        "requests/other_handling/business",
    ]
    report = typed(old_form, Report("2019"), dict(zip(keys, ["-3", "18.8710", "2"], strict=True)))
    (tmp_path / "a.json").write_bytes(export_data(old_form, report))
    back = import_data(tmp_path / "a.json").report
    assert back.edition == "2019"
    assert {key: back.cells[key].value for key in keys} == dict(zip(keys, [-3, "18.8710", 2], strict=True))


WRONG = {
    "not JSON": "甲",
    "nothing": "",
    "JSON cut off": '{"format": "2021"',
    "a list": "[]",
    "a number": "1",
    "a name that stands twice": '{"format": "2021", "unit": "甲", "unit": "乙"}',
    "a name that stands twice further in": '{"format": "2021", "x": {"a": 1, "a": 2}}',
    "NaN": '{"format": "2021", "x": NaN}',
    "Infinity": '{"format": "2021", "table4": [Infinity]}',
    "-Infinity": '{"format": "2021", "x": [-Infinity]}',
    "not UTF-8": '{"format": "2021", "unit": "甲"}'.encode("gbk"),
    "UTF-16": '{"format": "2021"}'.encode("utf-16"),
    "nested too deeply": "[" * 100_000,
    "nested too deeply within": f'{{"format": "2021", "x": {"[" * 40}{"]" * 40}}}',
    "deep objects within": f'{{"format": "2021", "x": {"""{"a":""" * 40}1{"}" * 40}}}',
    "brackets without end": f'{{"format": "2021", "x": [{"[]," * 250_000}[]]}}',
    "values without end": f'{{"format": "2021", "x": [{"0," * 1_000_001}0]}}',
    "a number far too long": '{"format": "2021", "x": ' + "1" * 5000 + "}",
    "no edition": "{}",
    "an edition of nothing": '{"format": null}',
    "an edition we don't know": '{"format": "1999"}',
    "an edition that's a list": '{"format": ["2021"]}',
    "an edition that's a path": '{"format": "../editions/2021"}',
    "a unit that's a list": '{"format": "2021", "unit": ["甲"]}',
    "a unit that's true": '{"format": "2021", "unit": true}',
    "a contact that's a text": '{"format": "2021", "contact": "办公室"}',
    "prose that's a list": '{"format": "2021", "prose": []}',
    "a text within prose that's an object": '{"format": "2021", "prose": {"other": {}}}',
    "table two as a list": '{"format": "2021", "table2": [1]}',
    "a row of table two as a number": '{"format": "2021", "table2": {"regulations": 1}}',
    "a row of one number as an object": '{"format": "2021", "table2": {"licensing": {"decisions": 1}}}',
    "a row nobody knows": '{"format": "2021", "table2": {"miracles": 1}}',
    "a column nobody knows": '{"format": "2021", "table2": {"regulations": {"issued": 1, "burnt": 1}}}',
    "table three as a list": '{"format": "2021", "table3": []}',
    "a row of table three as an object": '{"format": "2021", "table3": {"granted": {}}}',
    "a row too short": '{"format": "2021", "table3": {"granted": [1, 2, 3]}}',
    "a row too long": '{"format": "2021", "table3": {"granted": [1, 2, 3, 4, 5, 6, 7, 8]}}',
    "another row nobody knows": '{"format": "2021", "table3": {"": [1, 2, 3, 4, 5, 6, 7]}}',
    "table four too short": '{"format": "2021", "table4": [1]}',
    "table four as an object": '{"format": "2021", "table4": {}}',
    "a number that's true": '{"format": "2021", "table2": {"licensing": true}}',
    "a number that's a list": '{"format": "2021", "table3": {"granted": [[], 0, 0, 0, 0, 0, 0]}}',
}


@pytest.mark.parametrize("what", WRONG)
def test_a_file_that_does_not_fit_is_refused_with_one_sentence(what: str, take: Take) -> None:
    with pytest.raises(DraftError) as told:
        take(WRONG[what])
    assert told.value.happened.startswith("“甲.json”")
    assert "\n" not in str(told.value)
    assert told.value.safe == "这个文件没有被改动"
    assert told.value.do


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        ({"contact": 1}, "contact 应为对象"),
        ({"prose": {"other": 1.5 > 1}}, "prose.other 应为文字"),
        ({"table2": 1}, "table2 应为对象"),
        ({"table2": {"regulations": 1}}, "table2.regulations 应为对象"),
        ({"table2": {"regulations": {"burnt": 1}}}, "table2.regulations 里有表样没有的列“burnt”"),
        ({"table3": {"granted": []}}, "table3.granted 应为 7 个数"),
        ({"table3": {"x": []}}, "table3 里有表样没有的行“x”"),
        ({"table4": []}, "table4 应为 15 个数"),
        ({"table4": [{}] + [0] * 14}, "“行政复议·结果维持”应为数或 null"),
    ],
)
def test_the_sentence_says_where_it_does_not_fit(content: dict[str, Any], detail: str, take: Take) -> None:
    with pytest.raises(DraftError) as told:
        take({"format": "2021", **content})
    assert told.value.happened == f"“甲.json”不合数据文件的格式：{detail}"


def test_a_file_may_be_forty_levels_deep_and_comes_back(take: Take) -> None:
    deep: Any = "甲"
    for _ in range(39):
        deep = [deep]
    assert given_back(take({"format": "2021", "x": deep}))["x"] == deep


@pytest.mark.parametrize(
    ("name", "shown"),
    [("甲\n\u202e乙\0", "甲\n乙"), ("长" * 1000, "长" * 40), ("", ""), ("\u200b", "")],
    ids=["odd", "long", "blank", "nothing seen"],
)
@pytest.mark.parametrize("row", [True, False], ids=["a row", "a column"])
def test_a_name_that_a_file_brings_along_is_shown_short_and_without_what_nobody_sees(
    name: str, shown: str, row: bool, take: Take
) -> None:
    with pytest.raises(DraftError) as told:
        take({"format": "2021", "table2": {name: 1} if row else {"regulations": {name: 1}}})
    assert told.value.happened.endswith(f"里有表样没有的{'行' if row else '列'}“{shown}”")


# ------------------------------------------------------------ printed totals


def settled(*numbers: str) -> Imported:
    """The first row of table three with these numbers, the last of them its printed total."""
    row = dict(zip(forms_columns(), numbers, strict=True))
    return settle_totals(
        FORM, typed(FORM, Report("2021"), {f"requests/granted/{name}": at for name, at in row.items()})
    )


def forms_columns() -> list[str]:
    return [cell.column.id for cell in FORM.lines["requests", "granted"]]


TOTAL = "requests/granted/total"


@pytest.mark.parametrize(
    ("numbers", "kept", "remark"),
    [
        ("1 2 3 4 5 6 21", "", ""),
        ("1 2 3 4 5 6 22", "22", "文件中合计为 22，各项之和为 21，照原样保留"),
        ("1 2 3 4 5 6 ", "", "文件中合计为空，按各项之和补为 21"),
        ("1 2 3 4 5  21", "21", "文件中合计为 21，各项未填全，无法核对，照原样保留"),
        ("1 2 3 4 5  ", "", ""),
        ("1 2 3 4 5 约6 21", "21", "文件中合计为 21，各项未填全，无法核对，照原样保留"),
        ("1 2 3 4 5 6 约21", "约21", "文件中合计为 约21，各项之和为 21，照原样保留"),
        ("1 2 3 4 5 6 21（其中1件）", "21（其中1件）", "文件中合计为 21（其中1件），各项之和为 21，照原样保留"),
        ("0 0 0 0 0 0 0", "", ""),
    ],
)
def test_a_printed_total_goes_if_it_agrees_and_stays_and_is_told_if_not(numbers: str, kept: str, remark: str) -> None:
    done = settled(*numbers.split(" "))
    entry_kept = done.report.cells.get(TOTAL)
    assert (entry_kept.text if entry_kept else "") == kept
    own = [told.partition("：")[2] for told in done.remarks if told.startswith("总计 × （一）予以公开")]
    assert own == ([remark] if remark else [])


def test_totals_are_settled_after_those_they_are_made_of() -> None:
    """A total of totals is compared with what is printed in its parts, wrong as that may be."""
    cells = {key: "0" for key in FORM.cells if key.startswith("requests/")}
    done = settle_totals(FORM, typed(FORM, Report("2021"), cells | {TOTAL: "5"}))
    kept = {key for key in done.report.cells if FORM.cells[key].parts}
    assert kept == {TOTAL}
    assert len(done.remarks) == 1


def test_what_is_settled_once_stays_settled(sample: Report) -> None:
    cells = dict.fromkeys(FORM.cells, "1")
    once = settle_totals(FORM, typed(FORM, Report("2021"), cells))
    assert settle_totals(FORM, once.report) == once
    assert settle_totals(FORM, sample).report == sample


# ------------------------------------------------------------ files that can't be read


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match=r"没有找到“gone\.json”"):
        import_data(tmp_path / "gone.json")


def test_a_broken_edition_is_told_when_a_file_asks_for_it(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(edition: str) -> Form:
        raise FormError(f"表样文件 {edition}.toml 有误", do="请重新安装本程序")

    monkeypatch.setattr(forms, "load", broken)
    with pytest.raises(DraftError, match=r"表样文件 2021\.toml 有误。请重新安装本程序"):
        take({"format": "2021"})


@pytest.mark.parametrize("year", ["今年", "23", "2023年"])
def test_a_year_that_is_none_is_given_back_as_it_stood(year: str, take: Take) -> None:
    assert given_back(take({"format": "2021", "year": year}))["year"] == year


def test_an_object_left_empty_by_what_was_taken_is_not_given_back(take: Take) -> None:
    assert take({"format": "2021", "contact": {"phone": "1"}}).report.extra == ""


def test_a_stranger_beside_what_was_taken_is_given_back_beside_it(take: Take) -> None:
    imported = take({"format": "2021", "contact": {"phone": "1", "fax": "2"}})
    assert given_back(imported)["contact"] == {"phone": "1", "fax": "2"}


def test_a_float_beside_what_was_taken_is_given_back_as_a_float(take: Take) -> None:
    imported = take({"format": "2021", "contact": {"phone": "1", "open_hours": 7.5}})
    assert given_back(imported)["contact"] == {"phone": "1", "open_hours": 7.5}


def test_a_contact_of_null_is_blank(take: Take) -> None:
    report = take({"format": "2021", "contact": None}).report
    export_data(FORM, report.with_changes({"profile/phone": "1"}))


def test_half_a_character_does_not_stop_the_export(take: Take) -> None:
    export_data(FORM, take('{"format": "2021", "unit": "\\ud83d"}').report)


def test_the_sentence_about_a_broken_edition_ends_once(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(edition: str) -> Form:
        raise FormError("表样有误")

    monkeypatch.setattr(forms, "load", broken)
    with pytest.raises(DraftError) as told:
        take({"format": "2021"})
    assert str(told.value) == "表样有误。"


numbers = {
    "count": st.integers(0, 999_999_999).map(str) | st.sampled_from(["22（改）", "无", "-1"]),
    "amount": st.from_regex(r"[0-9]{1,6}(\.[0-9]{1,4})?", fullmatch=True) | st.just("1,2"),
}


@given(st.data())
def test_whatever_was_typed_goes_out_and_in_again(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    some = data.draw(st.lists(st.sampled_from([c for c in FORM.cells.values() if not c.parts]), max_size=10))
    report = Report("2021").with_changes({cell.key: entry(cell.kind, data.draw(numbers[cell.kind])) for cell in some})
    report = report.with_changes(
        {key: data.draw(st.text(st.characters(codec="utf-8"), max_size=5)) for key in FORM.fields}
    )
    path = tmp_path_factory.getbasetemp() / "a.json"
    path.write_bytes(export_data(FORM, report))
    back = import_data(path).report
    assert {key: made.text for key, made in back.cells.items()} == {
        key: made.text for key, made in report.cells.items()
    }
    assert back.texts == report.texts
