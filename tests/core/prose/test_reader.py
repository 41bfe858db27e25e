"""What a sentence states of the report's figures, and what it only seems to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.prose.reader import read
from tests.core.sheets import drawn


def said(text: str, year: int | None = 2024) -> str:
    """What is read in a text: "received 3, review 0 by word, yoy_percent 5 of received"."""
    return ", ".join(
        f"{one.what} {one.number.normalize():f}"
        + (" by word" if one.by_word else "")
        + (f" of {one.of}" * bool(one.of))
        for one in read(text, year)
    )


# ------------------------------------------------------------ a figure and what it counts


@pytest.mark.parametrize(
    ("text", "told"),
    drawn(
        """
        收到政府信息公开申请3件                     | received 3
        接到群众书面公开申请共计三件                | received 3
        申请公开政府信息的数量为：3                 | received 3
        收到公开申请共计：3                         | received 3
        上年结转数为2件，收到公开申请3件            | carried_in 2, received 3
        公开申请办结3件，予以公开2件、不予公开1件   | handled 3, granted 2, denied 1
        其他处理（含撤回）3件                       | other_handling 3
        答复3件公开申请，其中予以公开2件            | handled 3, granted 2
        3件公开申请已答复                           | handled 3
        3件予以公开，2件不予公开                    | granted 3, denied 2
        法人和其他组织申请3件                       | received_organisations 3
        公民、法人和其他组织申请3件                 |
        自然人申请的32件中，予以公开3件             | received_natural 32
        制发规范性文件3件，现行有效20件             | documents_issued 3, documents_in_force 20
        规章废止1件                                 | rules_repealed 1
        行政许可3件、行政处罚4件，行政强制1件       | permits 3, penalties 4, coercion 1
        行政事业性收费1.5亿元                       | fees_wan 15000
        行政事业性收费123元                         | fees_wan 0.0123
        行政事业性收费3件                           |
        发出收费通知3份，金额300元                  | fee_notices 3, fee_noticed 300
        通知收费总金额300元                         |
        信息处理费通知金额300元                     | fee_noticed 300
        有1件公开申请收取信息处理费300元            | fee_cases 1, fee_collected 300
        """
    ),
)
def test_a_figure_belongs_to_the_words_beside_it(text: str, told: str) -> None:
    assert said(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    drawn(
        """
        行政复议3件，行政诉讼2件                    | review 3, litigation 2
        行政复议5件：维持3件，纠正1件               | review 5, review_upheld 3, review_corrected 1
        行政复议3件（维持2件、纠正1件）；诉讼1件    | review 3, review_upheld 2, review_corrected 1, litigation 1
        1件行政诉讼被维持，1件被纠正                | litigation_upheld 1
        共3件信息公开行政复议，2件行政诉讼          | review 3, litigation 2
        备案行政复议3件                             | review 3
        受理行政复议3件                             |
        受理信息公开行政复议3件                     | review 3
        本机关作为复议机关受理行政复议3件           |
        行政复议、行政诉讼3件                       | review+litigation 3
        行政复议、行政诉讼均为0件                   | review 0, litigation 0
        行政复议和行政诉讼分别为3件和2件            | review 3, litigation 2
        行政复议和行政诉讼分别为3件、2件，维持1件   | review 3, litigation 2, litigation_upheld 1
        予以公开、部分公开分别为3件和2件            | granted 3, partial 2
        行政复议和行政诉讼分别为近3件和2件          | litigation 2
        去年，行政复议和行政诉讼分别为3件和2件      |
        留言和建议分别为3件和2件                    |
        公开申请收到和维持分别为3件和2件            | received 3
        予以公开、部分公开3件                       | granted+partial 3
        予以公开和不予处理各2件                     | granted 2, refused 2
        予以公开和不予处理0件                       | granted 0, refused 0
        """
    ),
)
def test_several_things_counted_together_are_told_apart(text: str, told: str) -> None:
    assert said(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    drawn(
        """
        收到公开申请较上年增加1件，达到3件              | received 3
        公开申请办结数与上年持平，为9件                 | handled 9
        公开申请收到数与上年相同，达到11件              | received 11
        新收公开申请5件，上年结转2件，总计7件           | received 5, carried_in 2, pool 7
        新收公开申请5件，上年结转2件，合计应办7件       | received 5, carried_in 2, pool 7
        予以公开2件，部分公开3件，总计5件               | granted 2, partial 3, handled 5
        予以公开2件，总计5件                            | granted 2
        复议维持2件，纠正1件，总计3件                   | review_upheld 2, review_corrected 1, review 3
        收到公开申请5件（含上年结转2件）                | pool 5, carried_in 2
        收到公开申请5件；其中，网上收到2件              | received 5
        收到公开申请5件（甲县3件、乙县2件），办结4件    | received 5, handled 4
        收到公开申请5件，其中：民政局1件，教育局2件     | received 5
        其中，民政局收到公开申请3件                     |
        """
    ),
)
def test_what_was_said_before_in_the_sentence_counts(text: str, told: str) -> None:
    assert said(text) == told


def test_a_figure_said_not_to_contain_what_last_year_left_is_that_of_the_new_ones() -> None:
    assert said("收到公开申请5件（不含上年结转2件）") == "received 5, carried_in 2"


def test_what_is_noticed_is_not_yet_collected() -> None:
    assert said("本年度通知收取信息处理费300元，实际收取200元") == "fee_noticed 300, fee_collected 200"


@pytest.mark.parametrize("when", ["去年", "2023年", "计划"])
def test_figures_of_another_year_told_one_after_the_other_are_left_out(when: str) -> None:
    assert said(f"{when}行政复议和行政诉讼分别为3件和2件") == ""


def test_of_things_told_one_after_the_other_each_gets_its_own_figure() -> None:
    assert said("意见和公开申请分别为3件和2件") in ("received 2", "")


@pytest.mark.parametrize(
    "text",
    [
        "没有公开申请人缴费",
        "没有收到申请人对答复不满的反馈",
        "未收到申请人补正材料",
        "未收到救助申请",
        "未收到公租房申请",
        "未收到信访、投诉申请",
    ],
)
def test_that_there_was_none_of_something_else_is_not_that_there_was_no_request(text: str) -> None:
    assert said(text) == ""


def test_a_share_of_somebody_elses_is_left_out() -> None:
    assert said("收到公开申请100件，占全市的80%") == "received 100"


# ------------------------------------------------------------ none


@pytest.mark.parametrize(
    ("text", "told"),
    drawn(
        """
        未收到公开申请                          | received 0 by word
        没有收到公民要求公开政府信息的申请      | received 0 by word
        未收到书面申请                          | received 0 by word
        实现零申请                              | received 0 by word
        零复议、零诉讼                          | review 0 by word, litigation 0 by word
        行政复议：无；行政诉讼：无              | review 0 by word, litigation 0 by word
        诉讼没有发生                            | litigation 0 by word
        行政复议为零                            | review 0 by word
        行政复议零件                            | review 0 by word
        行政复议0件                             | review 0
        行政事业性收费：无                      | fees_wan 0 by word
        没有收取信息处理费                      | fee_collected 0 by word
        未发出收费通知                          | fee_notices 0 by word
        未制发规范性文件                        | documents_issued 0 by word
        本年度没有规章                          | rules_issued 0 by word
        未作出行政许可、行政处罚、行政强制决定  | permits 0 by word, penalties 0 by word, coercion 0 by word
        没有上年结转的公开申请                  | carried_in 0 by word
        没有未办结的申请                        | carried_out 0 by word
        没有部分公开、不予处理                  | partial 0 by word, refused 0 by word
        未收到公开申请，行政诉讼1件             | received 0 by word, litigation 1
        没有公开申请、行政复议，3件行政诉讼     | received 0 by word, review 0 by word, litigation 3
        无公开申请，无人提起诉讼                | received 0 by word, litigation 0 by word
        去年未收到公开申请                      |
        并非未收到公开申请                      |
        没有意见建议                            |
        没有公开申请未答复                      | received 0 by word
        没有12件                                |
        没有上级，诉讼无                        | litigation 0 by word
        去年，诉讼无                            |
        行政复议维持：无                        | review_upheld 0 by word
        公开申请的意见：无                      |
        """
    ),
)
def test_nothing_is_a_figure_too(text: str, told: str) -> None:
    assert said(text) == told


# ------------------------------------------------------------ other years, other bodies, other things


@pytest.mark.parametrize(
    ("text", "told"),
    drawn(
        """
        2023年收到公开申请5件，2024年收到6件            | received 6
        今年收到公开申请3件，去年收到2件，今年答复3件   | received 3, handled 3
        收到公开申请6件，较2023年的5件增加1件           | received 6
        收到公开申请6件，去年的5件                      | received 6
        收到公开申请近6件                               |
        计划办理公开申请5件                             |
        2025年收到公开申请3件                           |
        例如收到公开申请3件                             |
        本级收到公开申请3件                             |
        抽查公开申请3件，收到公开申请5件                | received 5
        抽查公开申请3件；收到公开申请5件                | received 5
        指导乡镇办理公开申请3件。收到公开申请5件        | received 5
        留言92条，收到公开申请3件                       | received 3
        12345热线工单300件，主动公开20条                |
        备案审查规范性文件3件，新制发2件                | documents_issued 2
        公开申请答复率100%，20个工作日内答复            |
        """
    ),
)
def test_figures_of_others_are_left_out(text: str, told: str) -> None:
    assert said(text) == told


def test_while_the_year_is_unknown_every_year_is_the_reports() -> None:
    assert said("2023年收到公开申请5件", None) == "received 5"
    assert said("2023年收到公开申请5件", 2024) == ""


# ------------------------------------------------------------ percentages


@pytest.mark.parametrize(
    ("text", "told"),
    drawn(
        """
        收到公开申请6件，比上年增加1件，增长20%       | received 6, yoy_percent 20 of received
        收到公开申请3件，较上年下降5%                 | received 3, yoy_percent -5 of received
        公开申请收到数较上年增长5%                    | yoy_percent 5 of received
        公开申请办结数同比回落百分之五                | yoy_percent -5 of handled
        收到公开申请3件，增长5%                       | received 3
        收到公开申请3件，较上年降低5个百分点          | received 3
        收到公开申请3件。同比增长20%                  | received 3
        予以公开3件，占50%                            | granted 3, share_percent 50 of granted
        收到公开申请5件，予以公开占办结的80%          | received 5, share_percent 80 of granted
        办理公开申请3件（同比增长5%）                 | handled 3, yoy_percent 5 of handled
        去年收到公开申请3件，同比增长5%               |
        公开率20%                                     |
        """
    ),
)
def test_a_percentage_goes_back_to_a_figure(text: str, told: str) -> None:
    assert said(text) == told


# ------------------------------------------------------------ any text


PIECES = [
    *["收到", "公开申请", "行政复议", "诉讼", "未", "无", "零", "均为", "分别为", "其中", "占", "同比增长", "较上年"],
    *["2024年", "3件", "12条", "5%", "300元", "信息处理费", "收费通知", "予以公开", "维持", "、", "，", "；", "。"],
    *["民政局", "总计", "含", "上年结转", "和", "的", "：", "无", "中", "零申请", "1.5万件", "百分之五", "近3件"],
    *["（", "）", "金额", "去年"],
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_whatever_is_put_together_is_read_in_order_and_within_the_text(text: str) -> None:
    told = read(text, 2024)
    assert [one.start for one in told] == sorted(one.start for one in told)
    for one in told:
        assert 0 <= one.start < one.end <= len(text)
        assert one.number >= 0 or one.what == "yoy_percent"
        assert bool(one.of) == (one.what in ("yoy_percent", "share_percent"))
        assert not one.by_word or one.number == 0


@given(st.lists(st.sampled_from(PIECES), max_size=10).map("".join))
def test_full_width_figures_say_the_same(text: str) -> None:
    wide = text.translate(str.maketrans("0123456789%", "０１２３４５６７８９％"))
    assert read(wide, 2024) == read(text, 2024)


@given(st.integers(0, 10**6))
def test_any_number_is_read_as_itself(number: int) -> None:
    assert said(f"收到公开申请{number}件，办结{number:,}件") == f"received {number}, handled {number}"
