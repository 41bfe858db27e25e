"""First wordings: the preamble made from the profile."""

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
    assert first_wording(form, Report("2021"), "overview/text") == ""
