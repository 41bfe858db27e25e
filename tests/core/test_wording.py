"""First wordings: the preamble made from the profile, the sentence made from the three numbers of the fee."""

import pytest

from core.form import Form
from core.report import Report
from core.wording import first_wording, replace_wording

KEY, FEES = "profile/preamble", "other/text"


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


# ------------------------------------------------------------ written again with other numbers


def fees(form: Form, *numbers: str) -> str:
    """The sentence on the fee made from its three numbers."""
    names = ("fee_notices", "fee_noticed", "fee_collected")
    texts = {f"other/{name}": number for name, number in zip(names, numbers, strict=True)}
    return first_wording(form, Report("2021", texts), FEES)


@pytest.mark.parametrize(
    "before",
    [("0", "0", "0"), ("2", "300.50", "0"), ("1", "1,200", "1,200"), ("", "", ""), ("一", "两百", "若干"), ("2",) * 3],
)
def test_the_sentence_made_earlier_gives_way_to_the_new_one(form: Form, before: tuple[str, str, str]) -> None:
    old, new = fees(form, *before), fees(form, "2", "300", "200")
    assert replace_wording(form, FEES, old, new) == new
    around = f"其他事项如下。\n{old}没有别的，2件。\n无。"
    assert replace_wording(form, FEES, around, new) == f"其他事项如下。\n{new}没有别的，2件。\n无。"


def test_written_again_with_the_same_numbers_it_stays_as_it_is(form: Form) -> None:
    text = "其他事项如下。\n" + fees(form, "2", "300", "200")
    assert replace_wording(form, FEES, text, fees(form, "2", "300", "200")) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "本年度未收取信息处理费。",
        "本年度发出信息处理费收费通知2件，总金额300元。实际收取200元。",
        "本年度发出信息处理费收费通知2件，其中，一月1件，总金额300元，实际收取200元。",
        "本年度发出信息处理费收费通知2件，总金额300，另有50元，实际收取200元。",
        "本年度发出信息处理费收费通知2件，总金额300元，实际收取200；50元。",
        "本年度发出信息处理费收费通知\n2件，总金额300元，实际收取200元。",
        "本年度发出信息处理费收费通知" + "9" * 21 + "件，总金额300元，实际收取200元。",
    ],
)
def test_a_text_without_it_is_left_alone(form: Form, text: str) -> None:
    assert replace_wording(form, FEES, text, fees(form, "2", "300", "200")) == text


def test_where_it_stands_twice_only_the_first_is_replaced(form: Form) -> None:
    old, new = fees(form, "1", "2", "3"), fees(form, "4", "5", "6")
    assert replace_wording(form, FEES, old + old, new) == new + old


def test_a_sentence_is_put_in_as_it_is_whatever_signs_are_in_it(form: Form) -> None:
    sentence = r"收费\1、\g<0>、{fee_notices}、\n"
    assert replace_wording(form, FEES, fees(form, "1", "2", "3"), sentence) == sentence
