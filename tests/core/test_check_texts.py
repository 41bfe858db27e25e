"""Checks on texts at their edges: days, years, likeness, headings, what is asked for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.check_texts import alike, likeness, parse_date
from core.checks import Checker
from core.form import Form
from core.issue import Issue
from core.report import Report
from core.rules import Severity
from tests.core.rule_examples import Example, reported
from tests.core.sheets import TEXTS, codes, drawn, filled, typed

OVERVIEW, PROBLEMS, PREAMBLE = (TEXTS[key] for key in ("overview/text", "problems/text", "profile/preamble"))


def found(form: Form, code: str, changes: dict[str, str], last_texts: dict[str, str] | None = None) -> list[Issue]:
    report = reported(form, changes, Example({}, {}, "", last_texts=last_texts or {}))
    return [issue for issue in Checker(form).run(report) if issue.code == code]


# ------------------------------------------------------------ days


@pytest.mark.parametrize(
    "typed",
    [
        *["2024年1月5日", "2024年01月05日", " 2024 年 1 月 5 日 ", "2024-1-5", "2024-01-05", "2024.1.5", "2024/01/05"],
        *["２０２４年１月５日", "2024年1月5", "2024年1.5"],
    ],
)
def test_a_day_is_read_however_it_is_usually_written(typed: str) -> None:
    assert parse_date(typed) == (2024, 1, 5)


@pytest.mark.parametrize(
    "typed",
    ["", "2024年1月", "1月5日", "24-1-5", "2024年13月1日", "2023-2-29", "2024年1月5日前", "20240105", "0000-1-1"],
)
def test_what_is_no_day_is_not_read(typed: str) -> None:
    assert parse_date(typed) is None


@given(st.dates(date(1000, 1, 1)), st.sampled_from("-./"))
def test_every_day_is_read_as_itself(day: date, mark: str) -> None:
    assert parse_date(f"{day.year}{mark}{day.month}{mark}{day.day}") == (day.year, day.month, day.day)
    assert parse_date(f"{day.year}年{day.month}月{day.day}日") == (day.year, day.month, day.day)


@pytest.mark.parametrize(
    ("kind", "published", "due", "latest"),
    drawn(
        """
        county      | 2024年3月31日 |               |
        county      | 2024年4月1日  |               | 2024年3月31日
        township    | 2024年1月31日 |               |
        township    | 2024年2月1日  |               | 2024年1月31日
        township    | 2024年2月1日  | 2024年2月10日 |
        township    | 2024年1月21日 | 2024年1月20日 | 2024年1月20日
        county      | 2024年4月1日  | 2024.4.1      |
        county      | 2024年4月1日  | 四月底        | 2024年3月31日
        department  |               | 2024年1月1日  |
        department  | 年底          | 2024年1月1日  |
                    | 2025年1月1日  |               | 2024年1月31日
        """
    ),
)
def test_a_report_is_published_by_the_day_that_holds_for_its_body(
    form: Form, kind: str, published: str, due: str, latest: str
) -> None:
    told = found(form, "S-11", {"profile/kind": kind, "profile/published": published, "profile/due": due})
    late = [issue.message.partition("期限 ")[2] for issue in told if "晚于" in issue.message]
    assert late == ([latest] if latest else [])


def test_no_day_is_late_while_the_year_is_unknown(form: Form) -> None:
    changes = {"profile/year": "", "profile/kind": "", "profile/published": "2099年1月1日", "profile/due": ""}
    assert found(form, "S-11", changes) == []


def test_the_last_year_of_four_digits_does_no_harm(form: Form) -> None:
    assert found(form, "S-11", {"profile/year": "9999", "profile/kind": "", "profile/due": ""}) == []


@pytest.mark.parametrize(("field", "label"), [("published", "拟公开日期"), ("due", "本地截止日期")])
@pytest.mark.parametrize("typed", ["2024年2月30日", "2023-2-29", "2024.4.31", "2024年13月1日", "一月底"])
def test_a_day_that_never_comes_is_told(form: Form, field: str, label: str, typed: str) -> None:
    told = found(form, "S-11", {f"profile/{field}": typed})
    assert [issue.message for issue in told] == [f"{label}：“{typed}”不是日期，请写成 2026年1月20日 这样"]
    assert (told[0].passage, told[0].detail) == ("", typed)


# ------------------------------------------------------------ years

OF_OTHER_YEARS = [
    "根据《某某市2019年政务公开办法》",
    "根据国办发〔2018〕37号文件",
    "上年度（2022年）12条",
    "《条例》（2019年4月3日国务院令第711号修订）",
    "自2019年5月15日起施行",
    "2020年以来坚持公开",
    "2021年印发的方案",
    "2019年4月修订的条例",
    "2021年至2023年",
    "2021—2025年规划",
    "比2022年增加2条",
    "与上年即2022年持平",
    "同比2022年下降一成",
    "2022年同期为3条",
    "办结2022年度结转的申请1件",
    "2023年共12条",
    "2023年度",
    "编号20221年",
    "页码1999",
    "第2022号",
]


@pytest.mark.parametrize("sentence", OF_OTHER_YEARS)
def test_another_year_is_right_where_the_sentence_says_why(form: Form, sentence: str) -> None:
    assert found(form, "X-H6", {"overview/text": f"{OVERVIEW}{sentence}。"}) == []


@pytest.mark.parametrize(
    ("sentence", "clause"),
    drawn(
        """
        认真做好，2022年共公开12条，成效明显。 | 2022年共公开12条
        2022 年度公开12条。                     | 2022 年度公开12条
        2024年将继续努力                        | 2024年将继续努力
        1998年公开                              | 1998年公开
        比去年多；2021年公开                    | 2021年公开
        """
    ),
)
def test_any_other_is_told_with_its_clause(form: Form, sentence: str, clause: str) -> None:
    (issue,) = found(form, "X-H6", {"overview/text": f"{OVERVIEW}{sentence}"})
    assert (issue.passage, issue.keys) == (clause, ("overview/text",))


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("按时发布2022年度政府信息公开工作年度报告", []),
        ("按时发布2022年年报", []),
        ("2022年公开12条，写在报告里", ["2022年公开12条"]),
    ],
)
def test_last_years_report_may_be_named(form: Form, sentence: str, told: list[str]) -> None:
    found_there = found(form, "X-H6", {"overview/text": f"{OVERVIEW}{sentence}。"})
    assert [issue.passage for issue in found_there] == told


@pytest.mark.parametrize(
    "period", ["2022年10月1日至2023年3月31日", "2022 年 10 月 1 日起至12月31日", "2022年1月1日—2月1日"]
)
def test_a_period_in_the_preamble_is_told_as_a_period_and_elsewhere_as_a_leftover(form: Form, period: str) -> None:
    preamble = TEXTS["profile/preamble"]
    assert found(form, "X-H6", {"profile/preamble": f"{preamble}期限为{period}。"}) == []
    assert found(form, "S-08", {"profile/preamble": f"{preamble}期限为{period}。"}) != []
    assert found(form, "X-H6", {"overview/text": f"{OVERVIEW}{period}集中整改。"}) != []


def test_problems_may_speak_of_the_years_before_and_after_but_of_no_others(form: Form) -> None:
    assert found(form, "X-H6", {"problems/text": PROBLEMS + "2022年的问题已经整改，2024年继续。"}) == []
    assert len(found(form, "X-H6", {"problems/text": PROBLEMS + "2021年的问题已经整改，2025年继续。"})) == 2


def test_no_year_is_wrong_while_the_reports_is_unknown(form: Form) -> None:
    assert found(form, "X-H6", {"profile/year": "今年", "overview/text": OVERVIEW + "2022年公开。"}) == []


# ------------------------------------------------------------ the period


@pytest.mark.parametrize("field", ["overview/text", "other/text"])
def test_a_period_is_only_looked_for_in_the_preamble(form: Form, field: str) -> None:
    assert found(form, "S-08", {field: TEXTS[field] + "2023年3月1日至5月31日集中整改。"}) == []


def test_every_wrong_period_is_told_and_a_right_one_beside_it_is_not(form: Form) -> None:
    periods = "2023年1月1日至12月31日，2023年1月1日至11月30日，2022年1月1日至12月31日。"
    told = found(form, "S-08", {"profile/preamble": PREAMBLE + periods})
    assert [issue.passage for issue in told] == ["2023年1月1日至11月30日", "2022年1月1日至12月31日"]


# ------------------------------------------------------------ likeness


@pytest.mark.parametrize(
    ("text", "other", "percent"),
    [
        ("", "", 0),
        ("", "一二三四五六", 0),
        ("一二三四五六", "", 0),
        ("一二三四五", "一二三四五", 0),  # too short to be a passage
        ("一二三四五六", "一二三四五六", 100),
        ("一二三四五六七", "一二三四五六", 50),
        ("一二三四五六", "一二三四五六七", 100),
        ("公开政府信息12条", "公开政府信息3.5条", 100),
        ("公开 政府\n信息一条", "公开政府信息一条", 100),
        ("一二三四五六", "六五四三二一", 0),
    ],
)
def test_likeness_is_how_much_of_a_text_stands_in_another(text: str, other: str, percent: int) -> None:
    assert likeness(text, other) == percent


@given(st.text("甲乙丙丁12", min_size=6, max_size=40), st.text("甲乙丙丁12", max_size=40))
def test_likeness_is_a_percentage_and_whole_only_for_what_stands_there(text: str, other: str) -> None:
    assert 0 <= likeness(text, other) <= 100
    assert likeness(text, other + text) in (0, 100)


def test_texts_are_alike_only_above_the_limit(form: Form) -> None:
    marks = "".join(chr(0x4E00 + at) for at in range(105))  # 100 passages
    for same, told in ((80, []), (81, ["一、总体情况：有 81% 与 2022 年度报告的文字相同"])):
        last = {"overview/text": marks[: same + 5] + "。" * 6}
        assert [issue.message for issue in found(form, "X-H4", {"overview/text": marks}, last)] == told


def test_nothing_is_alike_while_last_years_text_is_unknown(form: Form) -> None:
    assert found(form, "X-H4", {}) == []
    assert found(form, "X-H4", {}, {"problems/text": PROBLEMS}) == []


@pytest.mark.parametrize(("code", "field"), [("X-H4", "overview/text"), ("X-H5", "problems/text")])
def test_a_text_a_little_less_alike_is_the_same_finding(form: Form, code: str, field: str) -> None:
    last = {field: TEXTS[field]}
    one, other = (found(form, code, {field: TEXTS[field] + more}, last)[0] for more in ("", "新的内容。"))
    assert one.ident == other.ident == f"{code}/{field}"
    assert (one.detail, one.passage) == ("100%", "")
    assert other.detail != one.detail


@pytest.mark.parametrize(
    ("text", "other", "same"),
    [
        ("", "", []),
        ("一二三四五", "一二三四五", []),  # too short to be a passage
        ("一二三四五六", "一二三四五六", ["一二三四五六"]),
        ("甲乙一二三四五六丙", "一二三四五六", ["一二三四五六"]),
        ("一二三四五六甲一二三四五六", "一二三四五六", ["一二三四五六", "一二三四五六"]),
        ("一二三四五六七八九十", "一二三四五六甲五六七八九十", ["一二三四五六七八九十"]),
        ("公开政府信息12条，", "公开政府信息3.5条，", ["公开政府信息12条，"]),
        ("公开 政府\n信息12.5条", "公开政府信息一条公开政府信息0条", ["公开 政府\n信息12.5条"]),
        ("六五四三二一", "一二三四五六", []),
    ],
)
def test_what_is_alike_is_marked_where_it_stands(text: str, other: str, same: list[str]) -> None:
    assert [text[start:end] for start, end in alike(text, other)] == same


@given(st.text("甲乙丙12. \n", max_size=40), st.text("甲乙丙12.", max_size=40))
def test_marks_stand_in_order_apart_and_only_where_something_is_alike(text: str, other: str) -> None:
    spans = alike(text, other)
    ends = [end for start, end in spans]
    assert all(start < end for start, end in spans)
    assert all(end < start for end, (start, _) in zip(ends, spans[1:], strict=False))
    assert bool(spans) == (likeness(text, other) > 0)
    assert alike(text, text) == [] or likeness(text, text) == 100


# ------------------------------------------------------------ headings


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("一、总体情况", True),
        ("总体情况", True),
        ("  总体情况：", True),
        ("三、总体情况", True),
        ("六、其他需要报告的事项。", True),
        ("一、总体情况、", True),
        ("（一）总体情况", False),
        ("一、总体情况良好", False),
        ("一、主动公开", False),
        ("基本信息", False),
        ("本年度总体情况", False),
    ],
)
def test_a_heading_is_told_where_it_fills_a_line(form: Form, line: str, told: bool) -> None:
    for text in (f"{line}\n{OVERVIEW}", f"{OVERVIEW}\n{line}", f"{OVERVIEW}\n{line}\n{OVERVIEW}"):
        assert [issue.passage for issue in found(form, "S-02", {"overview/text": text})] == [line.strip()] * told


# ------------------------------------------------------------ what is asked for


def test_what_must_be_said_is_only_asked_of_a_text_that_was_begun(form: Form) -> None:
    assert codes(Checker(form).run(reported(form, {"overview/text": " \n"}))) == {"S-01"}


def test_a_name_that_is_not_known_yet_need_not_be_said(form: Form) -> None:
    assert found(form, "S-09", {"profile/unit": "", "profile/preamble": PREAMBLE.replace("已写", "本局")}) == []
    odd = {"profile/unit": "甲局(乙)", "profile/preamble": PREAMBLE.replace("已写", "甲局(乙)")}
    assert found(form, "S-09", odd) == [], "a name is no pattern"


def test_contacts_and_fees_are_not_asked_of_a_file_of_tables(form: Form) -> None:
    assert not {"S-10", "F-02"} & codes(Checker(form).run(Report("2021", tables_only=True)))


def test_blanks_and_line_ends_are_no_characters(form: Form) -> None:
    text = "问题：整改。" + "已公开" * 18
    assert len(text) == 60
    assert found(form, "S-07", {"problems/text": text}) == []
    assert found(form, "S-07", {"problems/text": text[:-1] + " \n\u3000"})


def test_a_rule_holds_where_the_body_and_the_scope_are_those_it_is_for(form: Form) -> None:
    words = {"overview/text": OVERVIEW + "部分地区较慢。"}
    for kind, scope, told in (
        ("township", " own ", 1),
        ("subdistrict", "", 1),
        ("township", "all", 0),
        ("city", "", 0),
    ):
        assert len(found(form, "S-17", {**words, "profile/kind": kind, "profile/scope": scope})) == told


@pytest.mark.parametrize(
    ("field", "text", "code", "passages"),
    [
        ("overview/text", "2021年公开2020年的12条", "X-H6", ["2021年公开2020年的12条"]),
        ("overview/text", "2021年公开。\n2020年的；2021年公开", "X-H6", ["2021年公开", "2020年的"]),
        ("overview/text", "\n一、总体情况\n已写\n  一、总体情况", "S-02", ["一、总体情况"]),
        ("profile/preamble", "2022年1月1日至2月1日，2022年1月1日至2月1日", "S-08", ["2022年1月1日至2月1日"]),
    ],
)
def test_what_stands_in_a_text_twice_is_told_once(
    form: Form, field: str, text: str, code: str, passages: list[str]
) -> None:
    assert [issue.passage for issue in found(form, code, {field: TEXTS[field] + text})] == passages


@pytest.mark.parametrize(
    "sentence", ["就《某某办法（征求意见稿）》、某规划征求意见稿征求意见2次。", "发布办事示例3篇，被评为示例单位。"]
)
def test_what_looks_like_a_leftover_may_be_meant(form: Form, checker: Checker, sentence: str) -> None:
    assert checker.run(reported(form, {"overview/text": OVERVIEW + sentence})) == ()


@pytest.mark.parametrize("name", ["征求意见稿", "送审稿", "修订稿", "讨论稿"])
@pytest.mark.parametrize(
    ("before", "after"), [("年度报告（", "）"), ("年度报告(", ")\n第二行"), ("\n  ", "  \n第二行")]
)
def test_the_mark_of_a_paper_that_is_not_final_is_asked_about(form: Form, name: str, before: str, after: str) -> None:
    (issue,) = found(form, "S-18", {"overview/text": f"{OVERVIEW}{before}{name}{after}"})
    assert (issue.rule, issue.severity, issue.closes) == ("S-18#2", Severity.QUERY, True)
    assert name in issue.passage


@pytest.mark.parametrize("mark", ["国家秘密★", "机密 ★", "内部资料", "【数字待核实】"])
def test_an_internal_mark_is_an_error_that_no_reason_closes(form: Form, mark: str) -> None:
    (issue,) = found(form, "S-18", {"overview/text": f"{OVERVIEW}{mark}"})
    assert (issue.rule, issue.severity, issue.closes) == ("", Severity.ERROR, False)


@pytest.mark.parametrize("name", ["政务公开年度报告", "政务公开工作年度报告"])
def test_the_wrong_name_of_the_report_is_told_in_its_short_form_too(form: Form, name: str) -> None:
    (issue,) = found(form, "S-16", {"overview/text": f"{OVERVIEW}公布{name}。"})
    assert issue.passage == name


def test_texts_are_looked_at_again_only_when_one_has_changed(form: Form) -> None:
    checker = Checker(form)
    report = typed(form, filled(form), {"overview/text": OVERVIEW + "XX"})
    (first,) = checker.run(report)
    after = checker.run(typed(form, report, {"disputes/review/total": "1"}))
    assert [issue for issue in after if issue is first] == [first]
    assert codes(checker.run(typed(form, report, {"overview/text": OVERVIEW}))) == set()
