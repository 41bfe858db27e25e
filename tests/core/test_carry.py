"""The year after: what goes on from last year's report, and what does not."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from core import form as forms
from core.carry import carried, carried_from, compared_with, last_entry, marked_years, next_year, openings
from core.draft import decode, encode
from core.errors import DraftError
from core.exchange import import_data
from core.form import Form
from core.report import PREVIOUS, Answer, Change, Entry, Origin, Previous, Report
from core.words import Carry
from tests.core.sheets import DATA, filled, typed

FORM = forms.load("2021")
OLD = forms.load("2019")
COLUMNS = ("natural_person", "business", "research", "public_welfare", "legal_service", "other")
SOURCE = "2023 年度报告“四、结转下年度继续办理”"
PROFILE = {
    "profile/unit": "甲街道办事处",
    "profile/kind": "subdistrict",
    "profile/scope": "own",
    "profile/permits": "none",
    "profile/year": "2023",
    "profile/office": "办公室",
    "profile/address": "乙路1号",
    "profile/postcode": "150060",
    "profile/phone": "0451-1",
    "profile/email": "a@b.cn",
    "profile/website": "c.cn",
}


def over(form: Form, section: str = "requests", row: str = "carried_forward", **columns: str) -> Report:
    """Last year's report in `form`: its profile, and one row of a table as named."""
    numbers = {f"{section}/{row}/{column}": text for column, text in columns.items()}
    return typed(form, Report(form.edition), PROFILE | numbers)


def opened(report: Report) -> dict[str, int | str | None]:
    """What the year began with, by column."""
    return {key.removeprefix("requests/carried_over/"): entry.value for key, entry in report.cells.items()}


def test_the_year_after_is_reported_on_in_the_form_asked_for(form: Form, sample: Report) -> None:
    report = next_year(form, sample, "去年.nianbao")
    assert (report.edition, report.year) == ("2021", 2024)
    assert report.previous is not None
    assert (report.previous.edition, report.previous.year, report.previous.source) == ("2021", 2023, "去年.nianbao")


def test_a_year_in_full_width_digits_is_one_too(form: Form) -> None:
    assert next_year(form, typed(form, over(form), {"profile/year": " ２０２３ "}), "a").text("profile/year") == "2024"


@pytest.mark.parametrize("field", sorted(PROFILE.keys() - {"profile/year"}))
def test_the_profile_goes_on(form: Form, field: str) -> None:
    assert next_year(form, over(form), "a").text(field) == PROFILE[field]


def test_what_the_profile_left_blank_stays_blank(form: Form) -> None:
    report = next_year(form, typed(form, over(form), {"profile/website": ""}), "a")
    assert "profile/website" not in report.texts


def test_the_preamble_is_worded_anew_for_the_new_year(form: Form) -> None:
    last = typed(form, over(form), {"profile/preamble": "去年改过的话，统计期限为2023年1月1日至2023年12月31日。"})
    preamble = next_year(form, last, "a").text("profile/preamble")
    assert "甲街道办事处编制本报告" in preamble
    assert "统计期限为2024年1月1日至2024年12月31日" in preamble
    assert "2023" not in preamble
    assert "去年改过的话" not in preamble


@pytest.mark.parametrize("section", ["overview", "problems", "other"])
def test_the_sections_of_text_stay_to_be_written(form: Form, section: str) -> None:
    last = filled(form)
    assert last.text(f"{section}/text")
    assert next_year(form, last, "a").text(f"{section}/text") == ""


def test_last_years_running_texts_are_kept_to_compare_with_and_no_others(form: Form) -> None:
    last = filled(form)
    known = next_year(form, last, "a").previous
    assert known is not None
    assert known.texts == {key: last.text(key) for key in ("overview/text", "problems/text", "other/text")}


def test_last_years_reasons_are_kept_to_be_offered_and_what_was_put_aside_is_not(form: Form) -> None:
    answers = {"answer/T2-P5/a": Answer("属实", "2 1"), "answer/T2-P7/b": Answer("", "1")}
    report = next_year(form, over(form).with_changes(answers), "a")
    assert report.previous is not None
    assert report.previous.reasons == {"T2-P5/a": "属实"}
    assert report.answers == {}


def test_a_report_can_be_compared_with_last_years_and_is_opened_where_it_is_blank(form: Form) -> None:
    last = typed(form, over(form, other="2", business="3"), {"overview/text": "去年的", "profile/unit": "乙"})
    begun = typed(form, Report("2021"), {"profile/year": "2024", "requests/carried_over/other": "5"})
    changes = compared_with(form, begun, last, "去年.json")
    report = begun.with_changes(changes)
    assert report.previous is not None
    assert (report.previous.year, report.previous.source, report.previous.texts) == (2023, "去年.json", {})
    assert last_entry(report, "requests/carried_forward/business") == Entry(3)
    assert opened(report) == {"other": 5, "business": 3}
    assert report.texts == begun.texts


def test_what_was_known_of_last_years_words_stays_known(form: Form) -> None:
    known = Previous("2021", 2023, "旧", {}, {"overview/text": "去年的"}, {"N/a": "属实"})
    begun = Report("2021", {"profile/year": "2024"}, previous=known)
    previous = begun.with_changes(compared_with(form, begun, over(form, other="2"), "去年.json")).previous
    assert previous is not None
    assert (previous.texts, previous.reasons, previous.source) == (known.texts, known.reasons, "去年.json")


def test_days_of_last_year_and_rules_put_off_for_it_do_not_go_on(form: Form) -> None:
    last = typed(
        form, over(form), {"profile/published": "2024年1月20日", "profile/due": "2024年1月25日", "off/X-H3": "无"}
    )
    assert not {"profile/published", "profile/due", "off/X-H3"} & next_year(form, last, "a").texts.keys()


def test_what_an_imported_file_held_besides_stays_with_the_old_report(form: Form) -> None:
    last = structs.replace(over(form), extra='{"id": "a"}', tables_only=True)
    report = next_year(form, last, "a")
    assert (report.extra, report.tables_only) == ("", False)


def test_what_was_carried_forward_is_this_years_opening_in_every_column(form: Form) -> None:
    last = import_data(DATA / "suqian_city_2023.json").report
    report = next_year(form, last, "宿迁.json")
    assert opened(report) == dict(zip(COLUMNS, (118, 3, 0, 0, 0, 0), strict=True))
    assert set(report.cells.values()) == {Entry(value, origin=Origin.CARRIED, source=SOURCE) for value in (118, 3, 0)}


def test_what_last_year_published_agrees_with_what_the_next_report_opened_with(form: Form) -> None:
    report = next_year(form, import_data(DATA / "suqian_city_2023.json").report, "a")
    published = import_data(DATA / "suqian_city_2024.json").report
    assert {key: entry.value for key, entry in report.cells.items()} == {
        key: published.cells[key].value for key in report.cells
    }


def test_the_total_is_not_carried_since_it_is_computed(form: Form) -> None:
    last = over(form, **dict.fromkeys(COLUMNS, "1"), total="9")
    report = next_year(form, last, "a")
    assert "total" not in opened(report)
    assert last_entry(report, "requests/carried_forward/total") == Entry(9)


def test_only_the_number_is_carried_and_nothing_said_of_it_last_year(form: Form) -> None:
    last = over(form, other="3（其中补正1件）", business="1.5万")
    last = last.with_changes({"requests/carried_forward/research": Entry(2, origin=Origin.IMPORTED, source="b.json")})
    assert set(next_year(form, last, "a").cells.values()) == {
        Entry(value, origin=Origin.CARRIED, source=SOURCE) for value in (3, 15000, 2)
    }


@pytest.mark.parametrize("left", ["", "无", "/", "3件左右"])
def test_a_number_that_was_blank_or_unread_last_year_stays_blank(form: Form, left: str) -> None:
    assert opened(next_year(form, over(form, natural_person=left, business="0"), "a")) == {"business": 0}


def test_a_declared_zero_is_carried_as_any_other_number(form: Form) -> None:
    last = over(form).with_changes({"requests/carried_forward/other": Entry(0, origin=Origin.DECLARED)})
    assert opened(next_year(form, last, "a")) == {"other": 0}


def test_all_numbers_of_last_year_are_known_also_the_computed_totals(form: Form) -> None:
    last = import_data(DATA / "suqian_city_2023.json").report
    report = next_year(form, last, "a")
    assert report.previous is not None
    assert report.previous.cells.keys() == form.cells.keys()
    assert last_entry(report, "requests/total_handled/total") == Entry(3486)
    assert last_entry(report, "disputes/review/total") == Entry(440)
    assert {key: report.previous.cells[key] for key in last.cells} == last.cells


def test_a_total_that_could_not_be_computed_last_year_is_not_known(form: Form) -> None:
    report = next_year(form, over(form, natural_person="3"), "a")
    assert last_entry(report, "requests/carried_forward/total") is None
    assert last_entry(report, "requests/carried_forward/natural_person") == Entry(3)


def test_a_total_typed_over_last_year_is_known_as_typed(form: Form) -> None:
    report = next_year(form, over(form, **dict.fromkeys(COLUMNS, "1"), total="7"), "a")
    assert last_entry(report, "requests/carried_forward/total") == Entry(7)


def test_a_computed_total_of_amounts_is_known_digit_for_digit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No edition adds amounts up; the form has the words for it."""
    text = (DATA / "mini.toml").read_text(encoding="utf-8").replace('["合计"]', '["合计"], kind = "amount"')
    text = text.replace('["项", "甲"]', '["项", "甲"], kind = "amount"')
    text = text.replace('["项", "乙"]', '["项", "乙"], kind = "amount"')
    (tmp_path / "2099.toml").write_text(text, encoding="utf-8")
    mini = forms.load("2099", tmp_path)
    monkeypatch.setattr(forms, "load", lambda edition: mini)
    last = typed(mini, Report("2099"), {"profile/year": "2099", "sheet/x/a": "18.8710", "sheet/x/b": "0.1"})
    assert last_entry(next_year(mini, last, "a"), "sheet/x/sum") == Entry("18.9710")


def test_a_report_of_2019_carries_over_what_it_carried_forward(form: Form, old_form: Form) -> None:
    last = typed(old_form, over(old_form, natural_person="4", other="0"), {"profile/year": "2020"})
    report = next_year(form, last, "旧.nianbao")
    assert report.edition == "2021"
    assert opened(report) == {"natural_person": 4, "other": 0}
    assert {entry.source for entry in report.cells.values()} == {"2020 年度报告“四、结转下年度继续办理”"}


def test_what_was_public_in_2019_is_not_what_is_in_force(form: Form, old_form: Form) -> None:
    last = typed(old_form, filled(old_form), {"proactive/regulations/total_public": "12"})
    report = next_year(form, last, "a")
    assert last_entry(report, "proactive/regulations/total_public") == Entry(12)
    assert last_entry(report, "proactive/regulations/in_force") is None
    assert not any(key.startswith("proactive/") for key in report.cells)


def test_the_preamble_of_a_report_after_one_of_2019_names_the_new_form(form: Form, old_form: Form) -> None:
    preamble = next_year(form, over(old_form), "a").text("profile/preamble")
    assert "国办公开办函〔2021〕30号" in preamble
    assert "〔2019〕60号" not in preamble


@pytest.mark.parametrize("year", ["", "去年", "23", "2023年"])
def test_a_report_that_does_not_say_its_year_is_refused_with_one_chinese_sentence(form: Form, year: str) -> None:
    with pytest.raises(DraftError) as told:
        next_year(form, typed(form, over(form), {"profile/year": year}), "去年.nianbao")
    assert told.value.happened == "“去年.nianbao”没有写明报告年度，不知道它是哪一年的"
    assert re.fullmatch(r"[^。\n]*。没有改动任何文件。请先打开它补上年度再承接。", str(told.value))


def test_the_old_report_is_left_as_it_was(form: Form) -> None:
    last = over(form, natural_person="3")
    before = structs.replace(last, texts=dict(last.texts), cells=dict(last.cells))
    next_year(form, last, "a")
    assert last == before


def test_without_last_year_there_is_nothing_to_open_with(form: Form) -> None:
    assert openings(form, Report("2021")) == {}
    assert last_entry(Report("2021"), "requests/carried_forward/other") is None
    assert carried_from(Report("2021"), "四、结转下年度继续办理") == ""


def test_a_form_that_hands_nothing_on_opens_with_nothing(old_form: Form) -> None:
    assert openings(old_form, next_year(old_form, over(old_form, natural_person="3"), "a")) == {}


def test_the_openings_can_be_taken_anew_from_the_numbers_kept(form: Form) -> None:
    report = next_year(form, over(form, natural_person="3", business="0"), "a")
    changed = typed(form, report, {"requests/carried_over/natural_person": "8", "requests/carried_over/business": ""})
    assert changed.with_changes(openings(form, changed)) == report


def columns_of_mini(mini: Form) -> dict[str, Change]:
    """What mini would open with if its column a of last year were its column b of this year."""
    handing_on = structs.replace(mini, carry=(Carry("sheet", "a", "b"),))
    return openings(handing_on, Report("2099", previous=Previous("2099", 2098, "a", {"sheet/x/a": Entry(5)})))


def test_a_column_can_be_handed_on_also_where_a_rows_name_begins_like_it(mini: Form) -> None:
    opening = columns_of_mini(mini)
    assert opening.keys() == {"sheet/x/b"}
    assert opening["sheet/x/b"].value == 5


numbers = st.integers(0, 999) | st.none() | st.just("无")


@given(st.dictionaries(st.sampled_from(COLUMNS), numbers), st.sampled_from([FORM, OLD]))
def test_a_column_opens_with_what_it_was_left_with_or_not_at_all(left: dict[str, int | str | None], form: Form) -> None:
    last = over(form, **{column: "" if number is None else str(number) for column, number in left.items()})
    report = next_year(FORM, last, "a")
    assert opened(report) == {column: number for column, number in left.items() if isinstance(number, int)}
    assert {entry.origin for entry in report.cells.values()} <= {Origin.CARRIED}


# ------------------------------------------------------------ last year's numbers for a report begun without them


def test_what_could_not_be_read_in_an_opening_stays_as_typed(form: Form) -> None:
    report = typed(form, Report("2021"), {"requests/carried_over/other": "大概2件"})
    changes = compared_with(form, report, over(form, other="2"), "a")
    assert changes.keys() == {PREVIOUS}


def test_all_numbers_go_along_also_the_computed_totals(form: Form) -> None:
    last = import_data(DATA / "suqian_city_2023.json").report
    compared = Report("2021").with_changes(compared_with(form, Report("2021"), last, "a"))
    assert compared.previous is not None
    assert compared.previous.cells.keys() == form.cells.keys()
    assert last_entry(compared, "requests/total_handled/total") == Entry(3486)


def test_without_an_earlier_year_there_are_no_texts_and_no_reasons(form: Form) -> None:
    change = compared_with(form, Report("2021"), filled(form), "a")[PREVIOUS]
    assert isinstance(change, Previous)
    assert (change.texts, change.reasons) == ({}, {})


def test_openings_of_an_earlier_choice_are_not_taken_for_blanks(form: Form) -> None:
    """They stand as they are until the clerk blanks them; a check tells what differs from last year."""
    once = Report("2021").with_changes(compared_with(form, Report("2021"), over(form, other="2"), "a"))
    twice = once.with_changes(compared_with(form, once, over(form, other="5"), "b"))
    assert opened(twice) == {"other": 2}
    assert last_entry(twice, "requests/carried_forward/other") == Entry(5)


def test_a_year_of_2019s_form_can_be_compared_with_too(form: Form, old_form: Form) -> None:
    last = typed(old_form, over(old_form, natural_person="4"), {"profile/year": "2020"})
    compared = Report("2021").with_changes(compared_with(form, Report("2021"), last, "旧"))
    assert opened(compared) == {"natural_person": 4}
    assert compared.previous is not None
    assert (compared.previous.edition, compared.previous.year) == ("2019", 2020)


def test_comparing_changes_neither_report(form: Form) -> None:
    report, last = over(form, row="granted", other="1"), over(form, natural_person="3")
    before = [structs.replace(one, texts=dict(one.texts), cells=dict(one.cells)) for one in (report, last)]
    compared_with(form, report, last, "a")
    assert [report, last] == before


def test_the_name_of_a_file_that_is_no_unicode_is_kept_with_a_mark(form: Form) -> None:
    change = compared_with(form, Report("2021"), over(form), "去年\udcff.nianbao")[PREVIOUS]
    assert isinstance(change, Previous)
    assert change.source == "去年\ufffd.nianbao"


def test_the_name_of_last_years_file_need_not_be_unicode(form: Form) -> None:
    last, name = over(form), "去年\udcff.nianbao"
    begun = next_year(form, last, name)
    compared = Report("2021", {"profile/year": "2024"})
    compared = compared.with_changes(compared_with(form, compared, last, name))
    for report in (begun, compared):
        assert report.previous is not None
        assert report.previous.source == "去年\ufffd.nianbao"
        assert decode(encode(report)) == report


# ------------------------------------------------------------ last year's texts, there to be rewritten


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("2023年，本机关公开12条。", "【2023】年，本机关公开12条。"),
        ("2022年和2023年", "【2022】年和【2023】年"),
        ("2023 年度", "【2023】 年度"),
        ("自2023年1月1日起，至2023年12月31日止", "自【2023】年1月1日起，至【2023】年12月31日止"),
        ("国办公开办函〔2021〕30号", "国办公开办函〔2021〕30号"),
        ("国务院令第711号，2023条", "国务院令第711号，2023条"),
        ("12023年", "12023年"),
        ("【2023】年", "【2023】年"),
        ("1998年、2101年", "【1998】年、2101年"),
        ("", ""),
        ("（2023年12月31日前）", "（【2023】年12月31日前）"),
        ("〔2023年〕", "〔【2023】年〕"),
        ("2022—2023年", "【2022】—【2023】年"),
        ("2021、2022 至 2023 年", "【2021】、【2022】 至 【2023】 年"),
        ("2022-2023号", "2022-2023号"),
    ],
)
def test_every_year_in_a_text_of_last_year_is_marked(text: str, marked: str) -> None:
    assert marked_years(text) == marked


@given(st.text(st.sampled_from("2021年（〔【】〕度 ，"), max_size=20))
def test_marking_changes_no_other_character_and_marks_nothing_twice(text: str) -> None:
    once = marked_years(text)
    assert re.sub("[【】]", "", once) == re.sub("[【】]", "", text)
    assert marked_years(once) == once


def test_last_years_texts_come_along_marked_if_asked_for(form: Form) -> None:
    last = typed(form, filled(form), {"overview/text": "2023年公开12条。", "other/text": ""})
    report = Report("2021").with_changes(carried(form, last, "a", texts=True))
    assert {key: report.text(key) for key in ("overview/text", "problems/text", "other/text")} == {
        "overview/text": "【2023】年公开12条。",
        "problems/text": last.text("problems/text"),
        "other/text": "",
    }
    assert report.previous is not None
    assert report.previous.texts["overview/text"] == "2023年公开12条。", "to compare with, it stays as it was"
    assert "2024年1月1日" in report.text("profile/preamble")


def test_without_being_asked_for_no_text_comes_along(form: Form) -> None:
    last = filled(form)
    with_texts, without = (carried(form, last, "a", texts=texts) for texts in (True, False))
    assert {key for key in with_texts if key not in without} == {"overview/text", "problems/text", "other/text"}
    assert {key: change for key, change in with_texts.items() if key in without} == without
    assert next_year(form, last, "a") == Report("2021").with_changes(without)


def test_the_texts_of_a_report_of_2019_come_along_too(form: Form, old_form: Form) -> None:
    last = typed(old_form, filled(old_form), {"profile/year": "2020", "overview/text": "2020年的话"})
    assert carried(form, last, "a", texts=True)["overview/text"] == "【2020】年的话"


def test_a_name_of_a_file_that_is_not_unicode_does_no_harm(form: Form, tmp_path: Path) -> None:
    report = next_year(form, over(form, other="2"), "去\udcff年")
    assert report.previous is not None
    assert report.previous.source == "去\ufffd年"
    assert decode(encode(report)) == report
