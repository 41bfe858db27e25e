"""First wordings: the preamble made from the profile, the sections as far as the tables say them."""

import pytest

from core.bound import binder
from core.checks import Checker
from core.form import Form
from core.report import Report
from core.wording import first_wording

KEY = "profile/preamble"


def said(form: Form, **fields: str) -> str:
    return first_wording(form, Report("2021", {f"profile/{name}": text for name, text in fields.items()}), KEY)


def test_the_preamble_names_the_unit_the_year_and_the_ways_to_reach_it(form: Form) -> None:
    text = said(
        form,
        unit="甲街道办事处",
        year="2023",
        office="办公室",
        address="乙路1号",
        postcode="150060",
        phone="1",
        email="a@b",
        website="c.cn",
    )
    assert "，甲街道办事处编制本报告。" in text
    assert "统计期限为2023年1月1日至2023年12月31日。本报告电子版可在c.cn查阅下载。" in text
    assert text.endswith("请与办公室联系，地址：乙路1号，邮编：150060，电话：1，电子邮箱：a@b。")


def test_what_is_blank_is_left_out_where_it_may_be(form: Form) -> None:
    text = said(form, unit="甲", year="2023", office="办公室", phone="1", address=" ")
    assert text.endswith("12月31日。如对本报告有疑问，请与办公室联系，电话：1。")


def test_what_is_blank_elsewhere_leaves_a_gap_to_be_seen(form: Form) -> None:
    assert "统计期限为____年1月1日至____年12月31日" in said(form, unit="甲")


def test_a_field_without_a_first_wording_has_none(form: Form) -> None:
    assert first_wording(form, Report("2021"), "requests/note") == ""


# ------------------------------------------------------------ sections


@pytest.mark.parametrize("key", ["overview/text", "problems/text", "other/text"])
def test_the_first_wording_of_a_section_holds_only_sentences_that_exist(form: Form, key: str) -> None:
    drafted = first_wording(form, Report("2021"), key)
    assert drafted == form.fields[key].draft
    assert "⟦" not in binder(form, Report("2021")).spelled(drafted), "each token is known"


def test_what_is_left_to_be_written_by_hand_is_a_leftover_until_it_is(form: Form, full: Report) -> None:
    for key, gaps in (("overview/text", 4), ("problems/text", 2), ("other/text", 0)):
        drafted = full.with_changes({key: first_wording(form, full, key)})
        told = [issue for issue in Checker(form).run(drafted) if issue.code == "S-12"]
        assert len(told) == gaps
        assert drafted.text(key).count("此处填写") == gaps


def test_the_sections_first_wording_agrees_with_the_tables_whatever_they_say(form: Form, full: Report) -> None:
    drafted = full.with_changes({key: first_wording(form, full, key) for key in ("overview/text", "other/text")})
    assert not [issue.code for issue in Checker(form).run(drafted) if issue.code.startswith("N-")]
