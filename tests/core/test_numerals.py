"""How people write numbers: what is read, what is refused, and that nothing is guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.numerals import Reading, chinese_number, chinese_text, read
from core.values import number

# kind | as typed | value | note; the marks <sp> <tab> <nbsp> <wide> <zw> stand for kinds of blanks
READ = """
    count  | 0                  | 0        |
    count  | 7                  | 7        |
    count  | 007                | 7        |
    count  | 999999999          | 999999999 |
    count  | １２               | 12       |
    count  | １２３             | 123      |
    count  | 1２3               | 123      |
    count  | <sp>12<sp>         | 12       |
    count  | <wide>12<wide>     | 12       |
    count  | <nbsp>12<tab>      | 12       |
    count  | <zw>12<zw>         | 12       |
    count  | 1<zw>2             | 12       |
    count  | 1,234              | 1234     |
    count  | 1，234             | 1234     |
    count  | １，２３４         | 1234     |
    count  | 12,345,678         | 12345678 |
    count  | 12，345,678        | 12345678 |
    count  | 999,999,999        | 999999999 |
    count  | 12件               | 12       |
    count  | 12<sp>件           | 12       |
    count  | 12<wide>件         | 12       |
    count  | 3条                | 3        |
    count  | 3宗                | 3        |
    count  | 3份                | 3        |
    count  | 3次                | 3        |
    count  | 3起                | 3        |
    count  | 3项                | 3        |
    count  | 3个                | 3        |
    count  | １，２３４件       | 1234     |
    count  | 1.5万              | 15000    |
    count  | １．５万           | 15000    |
    count  | 2万件              | 20000    |
    count  | 2<sp>万<sp>件      | 20000    |
    count  | 1.0000万           | 10000    |
    count  | 0.0001万           | 1        |
    count  | 1.23450万          | 12345    |
    count  | 99999.9999万       | 999999999 |
    count  | 1亿                | 100000000 |
    count  | 1.5亿              | 150000000 |
    count  | 零                 | 0        |
    count  | 〇                 | 0        |
    count  | 一                 | 1        |
    count  | 十                 | 10       |
    count  | 一十               | 10       |
    count  | 十二               | 12       |
    count  | 一十二             | 12       |
    count  | 二十               | 20       |
    count  | 两百               | 200      |
    count  | 一百零五           | 105      |
    count  | 一百〇五           | 105      |
    count  | 一百一十           | 110      |
    count  | 一百十二           | 112      |
    count  | 一千二百           | 1200     |
    count  | 一千零五           | 1005     |
    count  | 一千零五十         | 1050     |
    count  | 两千三百四十五     | 2345     |
    count  | 三万               | 30000    |
    count  | 一万零五十         | 10050    |
    count  | 三万二千           | 32000    |
    count  | 十二万三千四百件   | 123400   |
    count  | 二百三十万         | 2300000  |
    count  | 一亿零一万         | 100010000 |
    count  | 壹佰贰拾叁         | 123      |
    count  | 伍拾件             | 50       |
    count  | 22（其中修订16件） | 22       | （其中修订16件）
    count  | 22(其中修订16件)   | 22       | (其中修订16件)
    count  | 22 （含重发）      | 22       | （含重发）
    count  | ２２(a）           | 22       | (a）
    count  | 1,234件（含上年）  | 1234     | （含上年）
    count  | 十二（含上年）     | 12       | （含上年）
    amount | 0                  | '0'      |
    amount | 18.8710            | '18.8710' |
    amount | 18.00              | '18.00'  |
    amount | 00.5               | '00.5'   |
    amount | １８．８７１０     | '18.8710' |
    amount | 1,234.50           | '1234.50' |
    amount | 12，345            | '12345'  |
    amount | 96171.6（含代收）  | '96171.6' | （含代收）
    amount | 0.00000000000000000001 | '0.00000000000000000001' |
    amount | 999999999999       | '999999999999' |
    amount | 15000元            | '1.5'    |
    amount | 15000<sp>元        | '1.5'    |
    amount | 251000元           | '25.1'   |
    amount | 20000元            | '2'      |
    amount | 1元                | '0.0001' |
    amount | 0.01元             | '0.000001' |
    amount | 0元                | '0'      |
    amount | 1,234.56元         | '0.123456' |
    amount | 188710.00元        | '18.871' |
    amount | ¥15,000.00         | '1.5'    |
    amount | ￥15000            | '1.5'    |
    amount | ¥<sp>15000元       | '1.5'    |
    amount | 18.8710万元        | '18.8710' |
    amount | 1.5万              | '1.5'    |
    amount | 1.5<sp>万元        | '1.5'    |
    amount | １．５万元         | '1.5'    |
    amount | 1.5亿元            | '15000'  |
    amount | 十二               | '12'     |
    amount | 三万元             | '3'      |
    amount | 三万               | '3'      |
    amount | 三万二千元         | '3.2'    |
    amount | 一百二十元         | '0.012'  |
    change | -3                 | -3       |
    change | +3                 | 3        |
    change | －３               | -3       |
    change | ＋３               | 3        |
    change | 3                  | 3        |
"""

REFUSED = """
    count  | -1
    count  | －1
    count  | −1
    count  | -0
    count  | +1
    count  | 1.5
    count  | １．５
    count  | 1.0
    count  | 1.
    count  | 1e3
    count  | 1E3
    count  | 1.5e3
    count  | 0x10
    count  | ①
    count  | ⑫
    count  | ²
    count  | 1²
    count  | ٣
    count  | ㈠
    count  | Ⅲ
    count  | ½
    count  | 1,23
    count  | 1,2345
    count  | 12,34
    count  | 1234,567
    count  | ,123
    count  | 123,
    count  | 0,123
    count  | 1,,234
    count  | 1、234
    count  | 1'234
    count  | 1.234,5
    count  | 1_000
    count  | 1234567890
    count  | 0000000001
    count  | 1,234,567,890
    count  | 10亿
    count  | 100000万
    count  | 1 2
    count  | 12 13
    count  | 1 234
    count  | 12、13
    count  | 12/13
    count  | 12-13
    count  | 12～13
    count  | 12件13件
    count  | 12件件
    count  | 件
    count  | 万
    count  | 12人
    count  | 12元
    count  | ¥12
    count  | 约12
    count  | 12余
    count  | 12%
    count  | 第12
    count  | =12
    count  | 1.23456万
    count  | 1万2千
    count  | 1万2
    count  | 三万万
    count  | 一千二
    count  | 二百五
    count  | 三万二
    count  | 二三
    count  | 一二三
    count  | 二〇二三
    count  | 十十
    count  | 百
    count  | 百二十
    count  | 万二
    count  | 一百零零五
    count  | 零五
    count  | 一千五十
    count  | 一百零五十
    count  | 负三
    count  | 三点五
    count  | 十2
    count  | 2十
    count  | 十亿
    count  | 一二万
    count  | /
    count  | -
    count  | —
    count  | 无
    count  | 没有
    count  | 空
    count  | nan
    count  | inf
    count  | O
    count  | l2
    count  | （5）
    count  | 5（）
    count  | 5（a）（b）
    count  | 5（a）b
    count  | 5（a
    count  | a（5）
    count  | 5（（a））
    amount | -1
    amount | 1.
    amount | .5
    amount | 1.2.3
    amount | 1e3
    amount | 1,23.5
    amount | 1,234.5,6
    amount | 5角
    amount | 5件
    amount | 5元角
    amount | 1万2千元
    amount | 三点五万元
    amount | 一千二元
    amount | 1000000000000
    amount | 1234567890123
    amount | 1000000000亿
    amount | inf
    amount | ①
    amount | $5
    change | --3
    change | 3-
    change | +
    change | 1.5
    change | ±3
    change | 3件
"""

BLANKS = {"<sp>": " ", "<tab>": "\t", "<nbsp>": "\xa0", "<wide>": "\u3000", "<zw>": "\u200b"}


def rows(table: str) -> list[list[str]]:
    lines = [[part.strip() for part in line.split("|")] for line in table.strip().splitlines()]
    for line in lines:
        for mark, blank in BLANKS.items():
            line[1] = line[1].replace(mark, blank)
    return lines


def test_there_are_more_than_a_hundred_vectors_each_way() -> None:
    assert len(rows(READ)) >= 100
    assert len(rows(REFUSED)) >= 100


@pytest.mark.parametrize(("kind", "typed", "value", "note"), rows(READ))
def test_what_is_a_number_is_read(kind: str, typed: str, value: str, note: str) -> None:
    wanted = value.strip("'") if value.startswith("'") else int(value)
    assert read(kind, typed) == Reading(wanted, note)


@pytest.mark.parametrize(("kind", "typed"), rows(REFUSED))
def test_what_is_none_is_refused(kind: str, typed: str) -> None:
    assert read(kind, typed) is None


@pytest.mark.parametrize("kind", ["count", "amount", "change"])
@pytest.mark.parametrize("typed", ["", " ", "\u3000\t"])
def test_a_blank_is_unknown_never_0(kind: str, typed: str) -> None:
    assert read(kind, typed) is None


@pytest.mark.parametrize("around", [" {}", "{} ", "\u3000{}\u3000", "\t{}\n", "\xa0{}", "\r\n{}\r\n"])
def test_blanks_around_a_number_are_nothing(around: str) -> None:
    assert read("count", around.format("12")) == Reading(12)
    assert read("count", around.format("12（改）")) == Reading(12, "（改）")


@given(st.integers(0, 999_999_999), st.sampled_from(["", "（注）", "(其中1件)"]))
def test_every_count_comes_back_however_it_is_written(count: int, note: str) -> None:
    for written in (f"{count}", f"{count:,}", f"{count:,}".replace(",", "，"), f" {count}件 ", chinese_text(count)):
        assert read("count", f"{written}{note}") == Reading(count, note)
    assert read("change", f"-{count}") == Reading(-count)


@given(st.integers(0, 10**12 - 1))
def test_every_amount_in_yuan_is_the_same_amount_in_wan_yuan(yuan: int) -> None:
    reading = read("amount", f"{yuan}元")
    assert reading is not None
    assert number(reading.value) * 10000 == yuan
    assert read("amount", f"¥{yuan:,}.00") == reading


@given(st.from_regex(r"[0-9]{1,12}(\.[0-9]{1,20})?", fullmatch=True))
def test_every_amount_comes_back_to_the_letter(amount: str) -> None:
    assert read("amount", amount) == Reading(amount)
    assert read("amount", f"{amount}万元") == Reading(amount)
    assert number(amount) == Decimal(amount)


@given(st.integers(0, 999_999_999))
def test_chinese_numbers_come_back(count: int) -> None:
    assert chinese_number(chinese_text(count)) == count


_SIGNS = "0123456789０９,，.．-－+ \u3000\u200b件条元万亿零〇一二两十百千壹（）()²①٣e_/、¥"


@given(st.sampled_from(["count", "amount"]), st.text(_SIGNS, max_size=10))
def test_what_is_read_stays_within_the_bounds_of_a_cell(kind: str, typed: str) -> None:
    reading = read(kind, typed)
    if reading is not None:
        assert 0 <= number(reading.value) < 10 ** (9 if kind == "count" else 12)
        assert read(kind, reading.text) == reading  # read once more it's the same: nothing drifts


@given(st.sampled_from(["count", "amount", "change"]), st.text(max_size=12))
def test_digits_of_other_scripts_are_never_read(kind: str, typed: str) -> None:
    reading = read(kind, typed)
    if reading is not None:
        others = set(typed.removesuffix(reading.note)) - set("0123456789０１２３４５６７８９")
        assert not any(char.isdigit() for char in others)


def test_a_long_text_is_refused_at_once() -> None:
    from time import process_time

    start = process_time()
    assert read("count", "1" + " " * 8000 + "x") is None
    assert read("count", "一" * 199) is None
    assert read("amount", "1" * 190 + "元") is None
    assert process_time() - start < 0.05
