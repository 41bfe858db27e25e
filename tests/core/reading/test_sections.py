"""The running text of a report: who reports on which year, what each section says, and what wasn't found."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import form as forms
from core.form import Form
from core.reading.grid import Grid, GridMaker
from core.reading.sections import Texts, read_sections
from core.report import PREAMBLE, SIGNED, UNIT, YEAR
from tests.core.sheets import HEADINGS

FORM = forms.load("2021")
TITLE = "甲区乙街道办事处2023年政府信息公开工作年度报告"
TEXTS = ("overview/text", "problems/text", "other/text")


def table() -> Grid:
    maker = GridMaker()
    maker.next_row()
    maker.add("规章")
    return maker.grid()


def report(
    title: Sequence[str] = (TITLE,), preamble: Sequence[str] = ("前言。",), headings: Sequence[str] = HEADINGS
) -> list[str | Grid]:
    """A whole report with one paragraph in each section of text, and a table in the others."""
    first, second, third, fourth, fifth, sixth = headings
    sections = (first, "总体。", second, table(), third, table(), fourth, table(), fifth, "问题。", sixth, "其他。")
    return [*title, *preamble, *sections]


def read(*blocks: str | Grid, form: Form = FORM) -> Texts:
    return read_sections(form, blocks)


def after(blocks: Sequence[str | Grid], line: str, *more: str) -> list[str | Grid]:
    at = blocks.index(line) + 1
    return [*blocks[:at], *more, *blocks[at:]]


def only(texts: Texts) -> tuple[str, ...]:
    return tuple(texts.fields.get(key, "") for key in TEXTS)


WHOLE = ("总体。", "问题。", "其他。")


# ------------------------------------------------------------ headings


def test_each_section_has_the_text_below_its_heading(form: Form) -> None:
    texts = read_sections(form, report())
    assert only(texts) == WHOLE
    assert (texts.fields[PREAMBLE], texts.missing) == ("前言。", ())


def test_paragraphs_of_a_section_stay_paragraphs() -> None:
    texts = read(*after(report(), "总体。", "", " （一）主动公开。\xa0做了。", "\u3000（二）依申请公开。没有。"))
    assert texts.fields["overview/text"] == "总体。\n（一）主动公开。 做了。\n（二）依申请公开。没有。"


@pytest.mark.parametrize(
    "change",
    [
        lambda heading: heading.replace("、", "．"),
        lambda heading: heading.replace("、", "."),
        lambda heading: f"（{heading[0]}）{heading[2:]}",
        lambda heading: heading[2:],
        lambda heading: f"\u3000{heading[:2]} {heading[2:]}\xa0",
        lambda heading: f"{heading}：",
        lambda heading: heading.replace("政府信息", ""),
        lambda heading: heading.replace("其他", "其它").replace("情况", "情況"),
        lambda heading: heading.replace("存在的主要", "存在").replace("收到和处理", "受理"),
        lambda heading: f"[bookmark: _Toc1]{heading}",
    ],
    ids=["一．", "一.", "（一）", "no number", "blanks", "colon", "shorter", "misspelt", "other words", "bookmark"],
)
def test_a_heading_written_otherwise_is_the_same_heading(change: object) -> None:
    assert callable(change)
    texts = read(*report(headings=[change(heading) for heading in HEADINGS]))
    assert (only(texts), texts.missing) == (WHOLE, ())


def test_headings_that_the_preamble_lists_are_not_where_the_sections_begin() -> None:
    texts = read(*report(preamble=["本报告由以下部分组成：", *HEADINGS, "欢迎查阅。"]))
    assert only(texts) == WHOLE
    assert texts.fields[PREAMBLE].startswith("本报告由以下部分组成：\n一、总体情况\n")


def test_a_table_of_contents_does_no_harm() -> None:
    assert only(read(*report(preamble=["目录", *[f"{heading}" for heading in HEADINGS]]))) == WHOLE


@pytest.mark.parametrize("line", ["（一）主动公开情况", "（二）主动公开情况", "（四）行政诉讼", "（五）监督保障情况"])
def test_a_heading_within_section_one_stays_in_its_text(line: str) -> None:
    texts = read(*after(report(), "总体。", line, "做了。"))
    assert only(texts) == (f"总体。\n{line}\n做了。", *WHOLE[1:])


@pytest.mark.parametrize(
    ("line", "before"),
    [
        ("（五）改进情况", "问题。"),
        ("（二）改进情况", "问题。"),
        ("（一）总体情况", "总体。"),
        ("总体情况", "总体。"),
        ("（二）主动公开政府信息情况", "总体。"),
        ("（三）收到和处理政府信息公开申请情况", "问题。"),
    ],
)
def test_nothing_of_a_section_is_lost_before_a_heading_that_sounds_like_its_own(line: str, before: str) -> None:
    texts = read(*after(report(), before, line, "做了。"))
    assert f"{before}\n{line}\n做了。" in only(texts)


def test_a_sentence_that_begins_like_a_heading_is_none() -> None:
    sentence = "二、主动公开政府信息情况良好，全年主动公开政府信息12条，内容涉及民生、财政、就业、环保、规划等方面。"
    assert only(read(*after(report(), "总体。", sentence)))[0] == f"总体。\n{sentence}"


@pytest.mark.parametrize(
    ("line", "behind"),
    [
        ("六、其他需要报告的事项：无", "无"),
        ("六、其他需要报告的事项 无。", "无。"),
        ("六、其他需要报告的事项无", "无"),
        ("六、其他需要报告的事项没有其他需要报告的事项。", "没有其他需要报告的事项。"),
        ("六、其它要报告的事项：本年度收取信息处理费0元。", "本年度收取信息处理费0元。"),
        (f"六、其他需要报告的事项：{'长' * 50}。", f"{'长' * 50}。"),
        ("六、其他需要报告的 事项：", ""),
        ("六、其他需要报告的事项情况", ""),
    ],
)
def test_a_text_behind_its_heading_is_read(line: str, behind: str) -> None:
    blocks = [block for block in report() if block != "其他。"]
    blocks[-1] = line
    texts = read(*blocks)
    assert (texts.fields.get("other/text", ""), texts.missing) == (behind, ())


def test_headings_without_numbers_begin_the_sections_that_a_table_of_contents_lists() -> None:
    texts = read(*report(preamble=["目录", *HEADINGS, "前言。"], headings=[heading[2:] for heading in HEADINGS]))
    assert only(texts) == WHOLE


def test_a_heading_in_other_words_is_told_with_the_right_one() -> None:
    assert read(*report()).reworded == ()
    headings = [*HEADINGS[:5], "六、其它需要报告的事项：无"]
    assert read(*report(headings=headings)).reworded == (("其它需要报告的事项", HEADINGS[5]),)


@pytest.mark.parametrize("at", range(6))
def test_a_heading_that_is_not_there_is_told(at: int, form: Form) -> None:
    headings = [heading if at != other else "（略）" for other, heading in enumerate(HEADINGS)]
    assert read(*report(headings=headings)).missing == (HEADINGS[at],)


def test_without_any_heading_all_of_them_are_told_and_no_section_is_made_up() -> None:
    texts = read(TITLE, "话。")
    assert (texts.missing, only(texts)) == (tuple(HEADINGS), ("", "", ""))
    assert texts.fields == {UNIT: "甲区乙街道办事处", YEAR: "2023", PREAMBLE: "话。"}


def test_sections_in_another_order_keep_their_own_text() -> None:
    blocks = [TITLE, HEADINGS[4], "问题。", HEADINGS[0], "总体。", HEADINGS[5], "其他。"]
    texts = read(*blocks)
    assert {text for text in only(texts) if text} <= set(WHOLE)


def test_the_headings_of_2019_are_known_too(old_form: Form) -> None:
    headings = [section.title for section in old_form.section if section.number]
    texts = read_sections(old_form, report(headings=headings))
    assert (only(texts), texts.missing) == (WHOLE, ())


# ------------------------------------------------------------ title


@pytest.mark.parametrize(
    "title",
    [
        ["甲区乙局2023年政府信息公开工作年度报告"],
        ["甲区乙局", "2023年政府信息公开工作年度报告"],
        ["甲区", "乙局", "2023年度", "政府信息公开工作年度报告"],
        ["甲区乙局2023年度政府信息公开年度报告"],
        ["2023年甲区乙局政府信息公开工作年度报告"],
        ["2023年度", "甲区乙局政府信息公开工作年度报告"],
        ["甲区乙局 2023 年 政府信息公开 工作年度报告"],
        ["甲区乙局关于2023年政府信息公开工作年度报告"],
        ["关于甲区乙局2023年度政府信息公开工作年度报告"],
        ["甲区乙局二〇二三年政府信息公开工作年度报告"],
        ["甲区乙局二○二三年度政府信息公开工作年度报告"],
        ["甲区乙局二零二三年政府信息公开工作年度报告"],
    ],
    ids="/".join,
)
def test_unit_and_year_are_read_from_a_title_in_any_usual_form(title: list[str]) -> None:
    texts = read(*report(title=title))
    assert (texts.fields.get(UNIT), texts.fields.get(YEAR)) == ("甲区乙局", "2023")
    assert texts.fields[PREAMBLE] == "前言。"


@pytest.mark.parametrize("above", ["附件1", "首页 > 政务公开 > 政府信息公开年报", "索引号：0001"])
def test_what_stands_above_the_title_is_no_part_of_the_units_name(above: str) -> None:
    assert read(*report(title=[above, TITLE])).fields[UNIT] == "甲区乙街道办事处"


def test_a_title_in_two_lines_below_something_else_is_read() -> None:
    title = ["附件1", "甲区乙局", "2023年政府信息公开工作年度报告"]
    texts = read(*report(title=title))
    assert (texts.fields[UNIT], texts.fields[PREAMBLE]) == ("甲区乙局", "前言。")


def test_a_path_through_the_web_site_with_the_title_at_its_end_is_no_part_of_the_name() -> None:
    texts = read(*report(title=[f"首页 > 年报 > {TITLE}", TITLE]))
    assert (texts.fields[UNIT], texts.fields[PREAMBLE]) == ("甲区乙街道办事处", "前言。")


def test_a_title_that_names_no_unit_tells_the_year() -> None:
    texts = read(*report(title=["2023年政府信息公开工作年度报告"]))
    assert (UNIT in texts.fields, texts.fields[YEAR], texts.fields[PREAMBLE]) == (False, "2023", "前言。")


def test_what_stands_between_title_and_preamble_is_kept_with_the_preamble() -> None:
    texts = read(*report(preamble=["发布日期：2024-01-20", "前言。"]))
    assert texts.fields[PREAMBLE] == "发布日期：2024-01-20\n前言。"


@pytest.mark.parametrize("title", [["年度工作总结"], [], ["甲区乙局政府信息公开工作总结（2023年）"]])
def test_without_a_title_nothing_is_made_up(title: list[str]) -> None:
    texts = read(*report(title=title))
    assert texts.fields.keys() & {UNIT, YEAR} == set()
    assert texts.fields[PREAMBLE] == "\n".join([*title, "前言。"])


def test_without_a_year_in_the_title_the_period_tells_it() -> None:
    texts = read(*report(title=[], preamble=["数据统计期限为2022年1月1日至2022年12月31日。"]))
    assert texts.fields[YEAR] == "2022"


def test_the_year_of_the_title_goes_before_that_of_the_period() -> None:
    texts = read(*report(preamble=["统计期限为2022年1月1日至2022年12月31日。"]))
    assert texts.fields[YEAR] == "2023"


def test_a_title_far_down_is_none() -> None:
    assert UNIT not in read(*report(title=[*map(str, range(100, 120)), TITLE])).fields


# ------------------------------------------------------------ contact

CONTACT = (
    "如有疑问，请联系甲区乙局办公室，联系地址：甲区丙路1号2楼，邮编：150060，联系电话：0451-86522098，"
    "电子邮箱：a.b-c@d.gov.cn，网址是www.hrbpf.gov.cn。"
)


def test_the_contact_is_read_from_the_preamble() -> None:
    fields = read(*report(preamble=[CONTACT])).fields
    assert {key.removeprefix("profile/"): fields[key] for key in sorted(fields) if key.startswith("profile/")} == {
        "address": "甲区丙路1号2楼",
        "email": "a.b-c@d.gov.cn",
        "office": "甲区乙局办公室",
        "phone": "0451-86522098",
        "postcode": "150060",
        "preamble": CONTACT,
        "unit": "甲区乙街道办事处",
        "website": "www.hrbpf.gov.cn",
        "year": "2023",
    }


@pytest.mark.parametrize(
    ("sentence", "field", "text"),
    [
        ("请与甲局办公室联系（地址：乙路1号；", "office", "甲局办公室"),
        ("请咨询甲局政务公开科。", "office", "甲局政务公开科"),
        ("（地址：乙路1号；邮政编码：100000）", "address", "乙路1号"),
        ("地址为乙路 1 号。", "address", "乙路 1 号"),
        ("邮政编码100000，", "postcode", "100000"),
        ("邮编：1000001，", "postcode", ""),
        ("电话：010-1234 5678，", "phone", "010-1234 5678"),
        ("联系电话为（010）12345678", "phone", ""),
        ("热线12345678转2", "phone", "12345678"),
        ("E-mail: a@b.cn。", "email", "a@b.cn"),
        ("网址为https://www.b.gov.cn/xxgk/nb/，", "website", "https://www.b.gov.cn/xxgk/nb/"),
        ("（www.b.gov.cn）", "website", "www.b.gov.cn"),
        ("没有留下什么。", "phone", ""),
        ("电子邮箱地址：a@b.cn，地址：乙路1号。", "address", "乙路1号"),
        ("网站地址：www.b.gov.cn，地址：乙路1号。", "address", "乙路1号"),
        ("电子邮件地址：a@b.cn，网络地址：www.b.gov.cn。", "address", ""),
    ],
)
def test_a_contact_is_read_however_it_is_written(sentence: str, field: str, text: str) -> None:
    assert read(*report(preamble=[sentence])).fields.get(f"profile/{field}", "") == text


def test_a_contact_elsewhere_than_in_the_preamble_is_none() -> None:
    fields = read(*after(report(), "总体。", CONTACT)).fields
    assert not {"profile/phone", "profile/email", "profile/address"} & fields.keys()


# ------------------------------------------------------------ the end


@pytest.mark.parametrize("number", ["1", "- 12 -", "—3—", "－ 4 －"])
def test_page_numbers_at_the_end_are_no_text(number: str) -> None:
    assert only(read(*report(), number)) == WHOLE


def test_the_signature_is_no_text_and_its_date_is_kept() -> None:
    texts = read(*report(), "甲区乙街道办事处", "2024年1月20日", "1")
    assert only(texts) == WHOLE
    assert texts.fields[SIGNED] == "2024年1月20日"


def test_a_date_alone_signs_too_and_another_name_stays() -> None:
    assert only(read(*report(), "2024 年 1 月 20 日")) == WHOLE
    assert only(read(*report(), "乙局", "2024年1月20日"))[2] == "其他。\n乙局"


def test_a_number_within_the_last_section_stays() -> None:
    assert only(read(*report(), "收费0件", "12", "无。"))[2] == "其他。\n收费0件\n12\n无。"


def test_a_date_that_is_all_there_is_stays_as_text() -> None:
    blocks = report()
    blocks[-1] = "2024年1月20日"
    texts = read(*blocks)
    assert (texts.fields["other/text"], SIGNED in texts.fields) == ("2024年1月20日", False)


def test_a_last_section_of_nothing_but_a_signature_is_blank() -> None:
    blocks = [*report()[:-1], "甲区乙街道办事处", "2024年1月20日"]
    texts = read(*blocks)
    assert ("other/text" in texts.fields, texts.fields[SIGNED]) == (False, "2024年1月20日")


def test_the_end_of_another_section_is_no_signature() -> None:
    texts = read(*after(report(), "总体。", "甲区乙街道办事处", "2024年1月20日"))
    assert texts.fields["overview/text"] == "总体。\n甲区乙街道办事处\n2024年1月20日"
    assert SIGNED not in texts.fields


# ------------------------------------------------------------ anything

words = st.sampled_from(
    [*HEADINGS, TITLE, "总体。", "1", "2024年1月20日", "甲区乙街道办事处", "", "（一）", "一、", CONTACT]
)


@given(st.lists(words | st.text("一二、（）年2023报告.", max_size=12) | st.just(table()), max_size=25))
def test_any_text_is_looked_through_and_no_word_is_made_up(blocks: list[str | Grid]) -> None:
    blocks.insert(len(blocks) // 2, HEADINGS[0])
    texts = read_sections(FORM, blocks)
    lines = {block.strip() for block in blocks if isinstance(block, str)}
    for key in TEXTS:
        assert set(texts.fields.get(key, "").split("\n")) - {""} <= lines
    assert texts.fields.keys() <= FORM.fields.keys()
    assert all(texts.fields.values())


def test_nothing_says_nothing() -> None:
    assert read() == Texts({}, tuple(HEADINGS))
