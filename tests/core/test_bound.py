"""Figures bound into texts: what is printed, what a check reads, and that it never differs from the tables."""

import json
from collections.abc import Mapping
from decimal import Decimal
from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import form as forms
from core.bound import HIDDEN, SENTENCE, Binder, Piece, binder, is_bound, rewritten, spelled, token, unlocked
from core.carry import next_year
from core.checks import Checker
from core.exchange import export_data
from core.form import Form
from core.paper import Paragraph, paper
from core.prose.reader import read
from core.report import PREVIOUS, Entry, Origin, Previous, Report, entry, reckon
from core.values import Number, show
from core.words import Sentence, Variant
from tests.core.rule_examples import after, column
from tests.core.sheets import drawn, filled, typed

FORM = forms.load("2021")
REQUESTS = {
    **column("natural_person", new_received="8", carried_over="2", granted="5", denied_other_law="3"),
    **column("business", new_received="4", unable_not_held="2", refused_repeat="1"),
    "requests/carried_forward/natural_person": "2",
    "requests/carried_forward/business": "1",
}


def writer(form: Form, changes: Mapping[str, str] = REQUESTS, last: Mapping[str, int | str] | None = None) -> Binder:
    """The writer of a report full of zeros after the changes."""
    report = typed(form, filled(form), changes)
    return binder(form, report.with_changes({PREVIOUS: after(last)} if last is not None else {}))


def sentence(form: Form, name: str, changes: Mapping[str, str], last: Mapping[str, int | str] | None = None) -> str:
    return writer(form, changes, last).spelled(token(SENTENCE + name))


# ------------------------------------------------------------ tokens


@pytest.mark.parametrize(
    ("text", "told"),
    drawn(
        """
        共⟦received⟧件              | 共12件
        ⟦received⟧⟦granted⟧         | 125
        ⟦requests/granted/natural_person⟧件 | 5件
        ⟦other/fee_notices⟧         | 0
        ⟦nobody⟧件                  | ⟦nobody⟧件
        ⟦sentence/nobody⟧           | ⟦sentence/nobody⟧
        ⟦profile/unit⟧              | ⟦profile/unit⟧
        ⟦received                   | ⟦received
        ⟦Received⟧                  | ⟦Received⟧
        ⟦⟧                          | ⟦⟧
        没有                        | 没有
        """
    ),
)
def test_a_token_is_printed_as_what_it_stands_for_and_one_nobody_knows_as_it_is(
    form: Form, text: str, told: str
) -> None:
    assert writer(form).spelled(text) == told


def test_a_text_is_parted_into_what_was_written_and_what_is_bound(form: Form) -> None:
    text = "共⟦received⟧件，⟦nobody⟧。⟦sentence/fees⟧"
    ours = writer(form)
    assert list(ours.pieces(text)) == [
        Piece("共"),
        Piece("12", "received"),
        Piece("件，"),
        Piece("⟦nobody⟧"),
        Piece("。"),
        Piece("本年度未收取行政事业性收费。", "sentence/fees"),
    ]
    assert ours.free(text) == f"共{HIDDEN}件，⟦nobody⟧。{HIDDEN}"
    assert ours.free("没有") == "没有"


def test_a_token_is_told_from_a_bracket() -> None:
    assert is_bound(f"共{token('received')}件")
    assert is_bound(token(SENTENCE + "requests"))
    assert not is_bound("共⟦件⟧、⟦received")
    assert not is_bound("")


def test_what_is_unknown_is_printed_as_a_gap_and_told_as_the_blank_cell_it_comes_from(form: Form) -> None:
    changes = {"requests/granted/business": "", "overview/text": "予以公开⟦granted⟧件。"}
    report = typed(form, filled(form), changes)
    assert spelled(form, report).text("overview/text") == "予以公开____件。"
    assert {issue.code for issue in Checker(form).run(report)} - {"S-17"} == {"S-01", "S-06"}


def test_what_was_written_by_hand_is_rewritten_and_tokens_stay() -> None:
    text = "其它⟦received⟧其它⟦sentence/requests⟧⟦乙⟧"
    assert rewritten(text, lambda free: free.replace("其它", "其他")) == "其他⟦received⟧其他⟦sentence/requests⟧⟦乙⟧"
    assert rewritten("⟦received⟧", str.upper) == "⟦received⟧"
    assert rewritten("", str.upper) == ""


def test_a_figure_that_is_unlocked_is_plain_and_a_sentence_keeps_its_figures(form: Form) -> None:
    ours = writer(form)
    assert unlocked(ours, "received") == "12"
    assert unlocked(ours, "nobody") == "____"
    opened = unlocked(ours, "sentence/requests")
    assert "⟦received⟧" in opened
    assert ours.spelled(opened) == ours.spelled("⟦sentence/requests⟧")


# ------------------------------------------------------------ sentences


@pytest.mark.parametrize(
    ("name", "changes", "told"),
    [
        ("requests", {}, "本年度未收到政府信息公开申请，无上年结转的申请。"),
        (
            "requests",
            column("other", carried_over="2", granted="2"),
            "本年度未收到政府信息公开申请，上年结转2件。",
        ),
        (
            "requests",
            column("natural_person", new_received="3", granted="3"),
            "本年度新收政府信息公开申请3件（自然人申请3件），无上年结转的申请。",
        ),
        (
            "requests",
            REQUESTS,
            "本年度新收政府信息公开申请12件（自然人申请8件、法人或其他组织申请4件），上年结转2件。",
        ),
        (
            "handled",
            REQUESTS,
            "本年度办结政府信息公开申请11件，其中予以公开5件、不予公开3件、无法提供2件、不予处理1件；"
            "结转下年度继续办理3件。",
        ),
        ("handled", {}, "本年度没有办结的政府信息公开申请，无结转下年度继续办理的申请。"),
        ("disputes", {}, "本年度未发生因政府信息公开引起的行政复议、行政诉讼。"),
        (
            "disputes",
            {"disputes/review/other": "2"},
            "本年度因政府信息公开引起的行政复议2件（其他结果2件），未发生行政诉讼。",
        ),
        ("fees", {"proactive/fees/fees_wan_yuan": "12.50"}, "本年度收取行政事业性收费12.50万元。"),
        (
            "charge",
            {"other/fee_notices": "1", "other/fee_noticed": "1,200", "other/fee_collected": "0"},
            "本年度发出信息处理费收费通知1件，总金额1200元，实际收取0元。",
        ),
    ],
)
def test_a_sentence_says_what_the_tables_do_and_leaves_out_what_there_was_none_of(
    form: Form, name: str, changes: dict[str, str], told: str
) -> None:
    assert sentence(form, name, changes) == told


@pytest.mark.parametrize(
    ("last", "told"),
    [
        (None, "新收申请上年为____件，本年为12件。"),
        (12, "新收申请数量与上年持平。"),
        (10, "新收申请比上年增加2件，增长20%。"),
        (0, "新收申请比上年增加12件。"),
        (16, "新收申请比上年减少4件，下降25%。"),
    ],
)
def test_this_year_is_compared_with_the_last_as_far_as_that_is_known(form: Form, last: int | None, told: str) -> None:
    numbers = None if last is None else {"requests/new_received/total": last}
    assert sentence(form, "compared", REQUESTS, numbers) == told


def test_while_numbers_are_unknown_they_stand_as_gaps(form: Form) -> None:
    assert sentence(form, "requests", {"requests/new_received/business": ""}) == (
        "本年度新收政府信息公开申请____件（法人或其他组织申请____件），无上年结转的申请。"
    )


def test_commas_and_brackets_left_without_words_go_too(mini: Form) -> None:
    text = "共{a}件（[甲{b}件、][乙{c}件]），其中[丙{b}件、][丁{a}件、]；[戊{c}件]，。"
    said = Sentence("all", "甲", "sheet/text", (Variant(text),))
    quantities = [
        {"id": name, "label": name, "unit": "件", "sum": f"sheet/x/{name}" if name != "c" else "sheet/y/a"}
        for name in ("a", "b", "c")
    ]
    form = msgspec.structs.replace(
        mini, sentence=(said,), quantity=tuple(msgspec.convert(one, type(FORM.quantity[0])) for one in quantities)
    )
    report = typed(form, Report("2099"), {"sheet/x/a": "3", "sheet/x/b": "0", "sheet/y/a": "0"})
    assert binder(form, report).spelled("⟦sentence/all⟧") == "共3件，其中丁3件；。"


def test_a_total_that_was_typed_over_its_parts_leaves_no_words_without_figures(form: Form) -> None:
    report = filled(form).with_changes({"requests/total_handled/total": Entry(5, origin=Origin.OVERRIDDEN)})
    assert "其中；" not in binder(form, report).spelled("⟦sentence/handled⟧")


@pytest.mark.parametrize("name", FORM.sentences)
def test_every_sentence_ends_and_has_no_words_left_over(form: Form, name: str) -> None:
    for changes in ({}, REQUESTS, {"requests/new_received/other": ""}, {"disputes/direct/other": "1"}):
        told = sentence(form, name, changes)
        assert told.endswith("。")
        assert not {"⟦", "[", "{", "、。", "、）", "（）", "，。", "；。"} & {
            told[at : at + length] for at in range(len(told)) for length in (1, 2)
        }


# ------------------------------------------------------------ where texts go


def bound_report(form: Form) -> Report:
    return typed(form, filled(form), {**REQUESTS, "overview/text": "共⟦received⟧件。⟦sentence/handled⟧"})


def test_a_report_without_tokens_is_the_very_same(form: Form, full: Report) -> None:
    assert spelled(form, full) is full


def test_the_figures_of_a_report_are_written_out_and_its_draft_keeps_the_tokens(form: Form) -> None:
    report = bound_report(form)
    told = spelled(form, report)
    assert told.text("overview/text").startswith("共12件。本年度办结政府信息公开申请11件，")
    assert spelled(form, report, reckon(form, report)) == told
    assert report.text("overview/text") == "共⟦received⟧件。⟦sentence/handled⟧"
    assert told.cells is report.cells


def test_a_data_file_holds_figures_and_no_tokens(form: Form) -> None:
    content = json.loads(export_data(form, bound_report(form)))
    assert content["prose"]["overview"].startswith("共12件。本年度办结政府信息公开申请11件，")


def test_last_years_texts_are_carried_as_they_were_printed(form: Form) -> None:
    year = next_year(form, bound_report(form), "去年.nianbao")
    assert year.previous
    assert year.previous.texts["overview/text"].startswith("共12件。本年度办结政府信息公开申请11件，")


# ------------------------------------------------------------ whatever is typed


def summed(form: Form, numbers: Mapping[str, Number | None], terms: str) -> Number | None:
    """A quantity's sum, reckoned here from the cells by name; what the program makes of it is not asked."""
    total: Number = 0
    for name in terms.split(" + "):
        value = summed(form, numbers, form.quantities[name].sum) if name in form.quantities else numbers[name]
        if value is None:
            return None
        total += value
    return total


SUMS = [quantity.id for quantity in FORM.quantity if quantity.kind == "sum" and not quantity.last]
CELLS = [cell.key for cell in FORM.cells.values() if not cell.parts]
TOTALS = [cell.key for cell in FORM.totals]
FIELDS = ("other/fee_notices", "other/fee_noticed", "other/fee_collected")
TYPED = ["0", "0", "0", "1", "2", "12", "345", "6,789", "十二", "１２", "1.2万", "", "", "若干", "/", "22（修订16件）"]
AMOUNTS = ["0", "0.5", "12.50", "1200", "", "1.2万"]
LAST_KEYS = ["requests/new_received/total", "requests/carried_over/total", "requests/granted/total"]
WORDS = [
    "受理、",
    "其中，",
    "（",
    "）",
    "。",
    "\n",
    "全年",
    "比上年",
    "12件",
    "未收到公开申请。",
    "公开申请",
    "⟦nobody⟧",
]


def pieces_of_text(random: Random) -> str:
    names = [*SUMS, "received_gap", "received_growth", "granted_share", *CELLS[::40]]
    return random.choice(
        [token(random.choice(names)), token(SENTENCE + random.choice(list(FORM.sentences))), random.choice(WORDS)]
    )


def edited(report: Report, random: Random) -> Report:
    """The report after one more edit of a table, a number field, a total, last year or a text."""
    what = random.random()
    if what < 0.55:
        key = random.choice(CELLS)
        kind = FORM.cells[key].kind
        return report.with_changes({key: entry(kind, random.choice(AMOUNTS if kind == "amount" else TYPED))})
    if what < 0.65:
        return report.with_changes(
            {random.choice(FIELDS): random.choice(["0", "1", "300", "1,200", "150.5", "", "无"])}
        )
    if what < 0.7:
        key = random.choice(TOTALS)
        over = Entry(random.choice([0, 3, 999]), origin=Origin.OVERRIDDEN, reason="照抄")
        return report.with_changes({key: random.choice([over, None])})
    if what < 0.75:
        cells = {key: Entry(random.choice([0, 7, 12, 800])) for key in LAST_KEYS if random.random() < 0.7}
        last = Previous("2021", 2022, "去年.nianbao", cells)
        return report.with_changes({PREVIOUS: random.choice([last, None])})
    key = random.choice(["overview/text", "problems/text"])
    text = report.text(key)
    at = random.randint(0, len(text))
    if random.random() < 0.3:
        return report.with_changes({key: text[:at] + text[at + random.randint(0, 20) :]})
    return report.with_changes({key: text[-400:at] + pieces_of_text(random) + text[max(at, len(text) - 400) :]})


def expected(report: Report, name: str) -> str:
    """What a token should be printed as, reckoned from the tables."""
    numbers = reckon(FORM, report).numbers
    if name not in FORM.quantities:
        value = numbers.get(name)
    elif name in SUMS:
        value = summed(FORM, numbers, FORM.quantities[name].sum)
    else:
        return ""
    return "____" if value is None else show(value)


ALL_SENTENCES = "".join(token(SENTENCE + name) for name in FORM.sentences)


def test_through_a_thousand_edits_texts_and_tables_never_differ() -> None:
    random = Random(20261128)
    checker, alone = Checker(FORM), Checker(FORM)
    report = filled(FORM)
    figures_seen = sentences_seen = 0
    for step in range(1000):
        report = edited(report, random)
        ours = binder(FORM, report)
        quantities = ours.quantities
        for key in ("overview/text", "problems/text"):
            for piece in ours.pieces(report.text(key)):
                if piece.token and not piece.token.startswith(SENTENCE) and (right := expected(report, piece.token)):
                    assert piece.text == right, piece
                    figures_seen += 1
        printed = [block.whole for block in paper(FORM, report).blocks if isinstance(block, Paragraph)]
        assert not [piece for piece in ours.pieces("\n".join(printed)) if piece.token]
        for name in FORM.sentences:
            for reading in read(ours.spelled(token(SENTENCE + name)), report.year):
                assert not reading.of, "the sentence on growth names no figure that is read"
                assert reading.number in [quantities.value(reading.what), *joined(report, reading.what)]
                sentences_seen += 1
        found = checker.run(report)
        assert step % 20 or found == Checker(FORM).run(report), "what it remembers is still so"
        standing = report.with_changes({"overview/text": ALL_SENTENCES, "problems/text": ALL_SENTENCES})
        told = [issue.message for issue in alone.run(standing) if issue.code.startswith("N-")]
        assert told == []
    assert figures_seen > 1000
    assert sentences_seen > 5000


def joined(report: Report, what: str) -> list[Number]:
    """The sum of things counted together, reckoned from the tables."""
    values = [summed(FORM, reckon(FORM, report).numbers, FORM.quantities[name].sum) for name in what.split("+")]
    known = [value for value in values if value is not None]
    return [sum(known, Decimal(0))] if len(known) == len(values) else []


@given(
    st.lists(
        st.sampled_from(["甲", "⟦", "⟧", "received", "sentence/", "requests", "件", "⟦received⟧", "\n"]), max_size=12
    )
)
def test_any_text_is_parted_without_loss(parts: list[str]) -> None:
    text = "".join(parts)
    ours = writer(FORM)
    back = "".join(token(piece.token) if piece.token else piece.text for piece in ours.pieces(text))
    assert back == text
    assert len(ours.free(text)) <= len(text)
    assert rewritten(text, str) == text
