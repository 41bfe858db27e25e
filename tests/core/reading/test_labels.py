"""A label from elsewhere is found however it's numbered, broken or misspelt, and never taken for another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.form import Form
from core.reading.labels import Named, find, named, plain


def lines(form: Form, section: str) -> list[Named]:
    table = form.sections[section].table
    assert table
    return [named(row.id, row.path) for block in table.block for row in block.rows]


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("属于国家秘密", "属于国家秘密"),
        ("1.属于国家秘密", "属于国家秘密"),
        ("1、属于国家秘密", "属于国家秘密"),
        ("１．属于国家秘密", "属于国家秘密"),
        ("(1) 属于国家秘密", "属于国家秘密"),
        ("[1]属于国家秘密", "属于国家秘密"),
        ("1:属于国家秘密", "属于国家秘密"),
        ("（三）1.属于 国家秘密", "属于国家秘密"),
        ("三、（三）1.属于\u3000国家\n秘密", "属于国家秘密"),
        ("（七）总\u3000计", "总计"),
        ("十二、其他", "其他"),
        ("二十三）其他", "其他"),
        ("3.危及“三安全一稳定”", "危及三安全一稳定"),
        ('3.危及"三安全一稳定"', "危及三安全一稳定"),
        ("本年收费金额（单位：万元）", "本年收费金额单位万元"),
        ("本年增/减", "本年增减"),
        ("三安全一稳定", "三安全一稳定"),
        ("一、", "一"),
        ("（三）", "三"),
        ("2024年", "2024年"),
        ("123.其他", "123其他"),
        ("", ""),
        ("——", ""),
        ("\u3000", ""),
    ],
)
def test_numbering_blanks_and_punctuation_are_no_part_of_a_label(label: str, words: str) -> None:
    assert plain(label) == words


@given(st.text("（）()[]一二十三1２、，.．:： \u3000“”/属于秘密其他", max_size=12))
def test_a_label_made_plain_stays_so(label: str) -> None:
    assert plain(plain(label)) == plain(label)


# label | the groups it stands in | the line it means, nothing if none or several
REQUESTS = """
    一、本年新收政府信息公开申请数量     |                        | new_received
    本年新收                             |                        | new_received
    二、上年结转                         |                        | carried_over
    本年                                 |                        |
    上年结                               |                        |
    政府信息公开申请数量                 |                        |
    三、本年度办理结果                   |                        |
    （一）予以公开                       | 三、本年度办理结果     | granted
    予以公开                             |                        | granted
    予以公开（含主动公开后告知的）       |                        | granted
    （二）部分公开                       |                        | partially_granted
    部分公开（区分处理的，只计这一情形） |                        | partially_granted
    （三）不予公开                       |                        |
    属于国家秘密                         | （三）不予公开         | denied_state_secret
    ①属于国家秘密                       | （三）不予公开         | denied_state_secret
    1属于国家秘密                        | （三）不予公开         | denied_state_secret
    1.属于国家秘密的                     | （三）不予公开         | denied_state_secret
    1.属于国冢秘密                       | （三）不予公开         | denied_state_secret
    5.属于三类内部事务信息               | （三）不予公开         | denied_internal_affairs
    属于三类                             | （三）不予公开         | denied_internal_affairs
    属于四类                             | （三）不予公开         | denied_process_info
    属于                                 | （三）不予公开         |
    重复                                 | （五）不予处理         |
    重申请                               | （五）不予处理         |
    属于行政                             | （三）不予公开         |
    属于行政执法                         | （三）不予公开         | denied_enforcement_file
    2.重复申请                           | （五）不予处理         | refused_repeat
    4.无正当理由大量反复申请             | （五）不予处理         | refused_excessive
    申请人逾期                           | （六）其他处理         | other_fee_unpaid
    申请人无正当理由逾期不补正           | （六）其他处理         | other_no_correction
    3.其他                               | （六）其他处理         | other_misc
    其他处理                             |                        |
    （七）总计                           | 三、本年度办理结果     | total_handled
    合计                                 |                        |
    四、结转下年度                       |                        | carried_forward
    3440                                 |                        |
    3,440                                |                        |
    /                                    |                        |
"""
PROACTIVE = """
    规章           |                    | regulations
    行政规范性文件 | 第二十条第（一）项 | normative_documents
    规范性文件     |                    | normative_documents
    行政许可       |                    | licensing
    行政许可决定   |                    | licensing
    行政处罚       |                    | punishment
    行政           |                    |
    行政检查       |                    |
    行政事业性收费 |                    | fees
    信息内容       |                    |
"""


def table(text: str) -> list[list[str]]:
    return [[part.strip() for part in line.split("|")] for line in text.strip().splitlines()]


@pytest.mark.parametrize(
    ("section", "label", "group", "line"),
    [("requests", *row) for row in table(REQUESTS)] + [("proactive", *row) for row in table(PROACTIVE)],
)
def test_a_label_means_one_line_or_none(form: Form, section: str, label: str, group: str, line: str) -> None:
    assert find(label, [group], lines(form, section)) == line


@pytest.mark.parametrize("label", ["上年新收政府信息公开申请数量", "本年结转政府信息公开申请数量", "不属于国家秘密"])
def test_a_label_of_another_meaning_means_none(form: Form, label: str) -> None:
    assert find(label, [], lines(form, "requests")) == ""


TWINS = [
    named("refused_other", ["三、结果", "（五）不予处理", "4.其他"]),
    named("refused_repeat", ["三、结果", "（五）不予处理", "2.重复申请"]),
    named("refused_total", ["三、结果", "（五）不予处理", "总计"]),
    named("denied_repeat", ["三、结果", "（三）不予公开", "2.重复申请"]),
    named("handled_other", ["三、结果", "（六）其他处理", "3.其他"]),
    named("handled_repeat", ["三、结果", "（六）其他处理", "1.重复申请、行政机关不再处理"]),
    named("total", ["三、结果", "（七）总计"]),
]


@pytest.mark.parametrize(
    ("label", "groups", "line"),
    [
        ("其他", ["（五）不予处理"], "refused_other"),
        ("3.其他", ["六、其他 处理"], "handled_other"),
        ("3.其他", [], ""),
        ("3.其他", ["三、结果"], ""),
        ("3.其他", ["四、另一组"], ""),
        ("3.其他", ["（五）不予处理", "（六）其他处理"], ""),
        ("重复申请", ["（五）不予处理"], "refused_repeat"),
        ("重复申请", ["（三）不予公开"], "denied_repeat"),
        ("重复申请", ["（七）"], ""),
        ("重复申请类", ["（三）不予公开"], "denied_repeat"),
        ("重复申请、行政机关", ["（六）其他处理"], "handled_repeat"),
        ("总计", ["（五）不予处理"], "refused_total"),
    ],
)
def test_equal_labels_are_told_apart_by_the_group_they_stand_in(label: str, groups: list[str], line: str) -> None:
    assert find(label, groups, TWINS) == line


def test_a_group_in_which_all_of_them_stand_decides_nothing() -> None:
    assert find("3.其他", ["三、结果", "（六）其他处理"], TWINS) == "handled_other"


def test_nothing_is_found_among_no_lines() -> None:
    assert find("重复申请", ["（五）不予处理"], []) == ""


@pytest.mark.parametrize("section", ["requests", "proactive"])
@pytest.mark.parametrize("edition", ["form", "old_form"])
def test_every_label_of_the_form_means_its_own_line(edition: str, section: str, request: pytest.FixtureRequest) -> None:
    known = request.getfixturevalue(edition)
    for block in known.sections[section].table.block:
        for row in block.rows:
            *groups, own = row.path
            for label in (own, plain(own), " ".join(own), f"（四）2、{own}", own.replace("（", "(").replace("）", ")")):
                assert find(label, groups, lines(known, section)) == row.id


@pytest.mark.parametrize("section", ["requests", "proactive"])
def test_a_character_wrong_missing_or_too_many_never_makes_it_another_line(form: Form, section: str) -> None:
    known = lines(form, section)
    for line in known:
        label = line.label
        slips = [
            label[:at] + slip
            for at in range(len(label))
            for slip in (label[at + 1 :], "某" + label[at + 1 :], "某" + label[at:])
        ]
        met = {find(slip, line.groups, known) for slip in slips}
        assert met <= {line.line, ""}
        if len(label) > 4:
            assert met == {line.line}, "a slip in a longer label is no matter"


@given(st.text("属于国家秘密申请信息其他重复公开行政处罚规章一三（）1.、 ", max_size=20))
def test_any_words_mean_a_line_of_the_form_or_none(label: str) -> None:
    assert find(label, [label], TWINS) in {"", *(line.line for line in TWINS)}


def test_a_text_that_only_begins_like_a_label_by_chance_is_none() -> None:
    assert find("属于国家" + "某" * 300, [], TWINS) == ""


@pytest.mark.parametrize(
    ("label", "line"),
    [
        ("行政处罚（件）", "punishment"),
        ("行政处罚决定", "punishment"),
        ("行政处罚案件公示率", ""),
        ("行政处罚（含当场作出的）", "punishment"),
    ],
)
def test_a_label_may_go_on_with_a_unit_or_a_remark_but_not_into_another(form: Form, label: str, line: str) -> None:
    assert find(label, [], lines(form, "proactive")) == line
