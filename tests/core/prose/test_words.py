"""How a sentence falls into tokens: figures with their worth, words with their meaning, years, marks."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.numerals import chinese_text
from core.prose.words import Token, plain, tokens


def seen(text: str, year: int | None = 2024) -> list[str]:
    """What a text falls into: "kind id text=value" of each token."""
    return [shown(token) for token in tokens(plain(text), year)]


def shown(token: Token) -> str:
    name = f"{token.kind}:{token.word.id}" if token.word and token.word.id else token.kind
    return f"{name} {token.text}" + ("" if token.value is None else f"={token.value}")


def figures(text: str) -> list[Decimal | None]:
    return [token.value for token in tokens(plain(text), 2024) if token.kind in ("number", "percent", "money")]


def test_half_width_digits_keep_their_places() -> None:
    odd = "共１２３件（其中：４．５％）；"
    assert plain(odd) == "共123件(其中:4.5%)；".replace("(", "（").replace(")", "）").replace(":", "：")
    assert len(plain(odd)) == len(odd)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12件", "12"),
        ("12 件", "12"),
        ("１２件", "12"),
        ("1,234件", "1234"),
        ("1，234件", "1234"),
        ("12,345,678件", "12345678"),
        ("1 234 件", "1234"),
        ("1.2万件", "12000.0"),
        ("3万件", "30000"),
        ("十二件", "12"),
        ("两件", "2"),
        ("一百零五宗", "105"),
        ("零件", "0"),
        ("0件次", "0"),
        ("5起", "5"),
        ("5例", "5"),
        ("5次", "5"),
        ("5项", "5"),
        ("5个", "5"),
        ("5部", "5"),
        ("5份", "5"),
        ("5条", "5"),
    ],
)
def test_a_figure_is_worth_what_it_says(text: str, value: str) -> None:
    assert figures(text) == [Decimal(value)]


@pytest.mark.parametrize(
    "text",
    ["近12件", "约12件", "超过12件", "逾12件", "12余件", "12多件", "1万余件", "一千二件", "一二件"],
)
def test_about_so_many_is_no_figure(text: str) -> None:
    assert figures(text) == [None]


@pytest.mark.parametrize(
    "text",
    [
        "第12条",
        "第十二号",
        "〔2021〕30号",
        "(2021)30号",
        "711号令",
        "3月5日",
        "15日",
        "20个工作日",
        "2个百分点",
        "24小时",
        "3天",
        "30元/件",
        "90%以上",
        "2倍",
        "12345-3件",
        "3-5件",
        "一是公开",
        "12篇",
        "3期",
        "5场",
        "200人次",
        "30人",
        "5家",
        "2台",
        "3个大类",
        "2批次",
        "3处",
        "500户",
    ],
)
def test_what_counts_nothing_of_a_report_is_skipped(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("5%", "percent", "5"),
        ("5.25 %", "percent", "5.25"),
        ("５％", "percent", "5"),
        ("百分之二十", "percent", "20"),
        ("300元", "money", "300"),
        ("1,200元", "money", "1200"),
        ("3.5万元", "money", "35000.0"),
        ("2亿元", "money", "200000000"),
        ("五百元", "money", "500"),
    ],
)
def test_percentages_and_amounts_are_told_from_counts(text: str, kind: str, value: str) -> None:
    (token,) = tokens(plain(text), 2024)
    assert (token.kind, token.value) == (kind, Decimal(value))


@pytest.mark.parametrize("text", ["为12，", "：12。", "是 12、", "为12）", "为12", "：12\n"])
def test_a_bare_figure_counts_where_it_ends_a_clause(text: str) -> None:
    assert figures(text) == [12]


@pytest.mark.parametrize("text", ["12，", "为12人", "为12楼", "共12，", "为12.5.6"])
def test_a_bare_figure_elsewhere_is_none(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2023年", "past"),
        ("2024年", "now"),
        ("2024年度", "now"),
        ("2025年", "past"),
        ("去年", "past"),
        ("上年度", "past"),
        ("上一年同期的", "past"),
        ("往年", "past"),
        ("本年度", "now"),
        ("今年", "now"),
    ],
)
def test_another_year_is_told_from_the_reports_own(text: str, kind: str) -> None:
    assert [token.kind for token in tokens(text, 2024)] == [kind]


def test_while_the_reports_year_is_unknown_every_year_is_its_own() -> None:
    assert [token.kind for token in tokens("2019年、去年", None)] == ["now", "mark", "past"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("收到政府信息公开申请3件", ["measure 收到", "subject:request 政府信息公开申请", "number 3件=3"]),
        ("答复申请人3件", ["measure 答复申请人", "number 3件=3"]),
        ("申请行政复议3件", ["subject:review 申请行政复议", "number 3件=3"]),
        ("不予公开，予以公开", ["measure 不予公开", "mark ，", "measure 予以公开"]),
        ("行政许可目录3件", ["aside 许可目录", "number 3件=3"]),
        ("行政处罚法", ["aside 行政处罚法"]),
        ("同比增长5%", ["change 增长", "percent 5%=5"]),
        ("未收到、无", ["none 未", "measure 收到", "mark 、", "none 无"]),
        ("无偿、无关、零散", ["aside 无偿", "mark 、", "aside 无关", "mark 、", "aside 零散"]),
        ("计划、抽查", ["elsewhere 计划", "mark 、", "elsewhere:clause 抽查"]),
        ("上年结转3件", ["measure 上年结转", "number 3件=3"]),
        ("群众留言3条", ["other 留言", "number 3条=3"]),
    ],
)
def test_a_sentence_falls_into_words_that_mean_something(text: str, told: list[str]) -> None:
    assert seen(text) == told


@given(st.integers(0, 10**8), st.sampled_from(["件", "条", "宗", "份"]))
def test_every_count_is_read_in_figures_and_written_out(number: int, unit: str) -> None:
    for written in (str(number), f"{number:,}", chinese_text(number)):
        assert figures(f"共{written}{unit}") == [number]


@given(st.text("收到公开申请复议未无零12,.%件元万（）、，。年2024\n去", max_size=40))
def test_whatever_is_written_tokens_stand_in_order_and_are_what_stands_there(text: str) -> None:
    told = tokens(plain(text), 2024)
    at = 0
    for token in told:
        assert at <= token.start <= token.end <= len(text)
        assert token.text.strip() == plain(text)[token.start : token.end].strip()
        at = token.end
