"""What stands on paper: titles, paragraphs with their leads, tables with their notes, unit and date."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from core import form as forms
from core.form import Form
from core.paper import (
    Heading,
    Paragraph,
    PrintedTable,
    Signature,
    clean,
    paper,
    paragraphs,
    title_lines,
)
from core.report import PREAMBLE, SIGNED, Report, cell_text, reckon
from tests.core.sheets import HEADINGS, noted, typed

FORM = forms.load("2021")


def test_the_blocks_come_in_the_order_of_the_form(form: Form, full: Report) -> None:
    kinds = [getattr(block, "key", type(block).__name__) for block in paper(form, full).blocks]
    assert kinds == [
        *("profile/preamble", "Heading", "overview/text"),
        *["Heading", "PrintedTable"] * 3,
        *("Heading", "problems/text", "Heading", "other/text"),
        "Signature",
    ]


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_a_blank_report_is_its_headings_and_its_tables(edition: str) -> None:
    form = forms.load(edition)
    made = paper(form, Report(edition))
    headings = [block for block in made.blocks if isinstance(block, Heading)]
    assert [block.text for block in headings] == [form.sections[block.section].title for block in headings]
    assert edition == "2019" or [block.text for block in headings] == HEADINGS
    assert [block.section for block in made.tables] == list(form.tables)
    assert len(made.blocks) == len(HEADINGS) + 3
    assert made.author == ""


def test_a_table_says_what_stands_in_each_of_its_cells(form: Form, largest: Report) -> None:
    figures = reckon(form, largest)
    for block in paper(form, largest).tables:
        said = {cell.key: block.text(cell) for cell in block.layout if cell.key}
        assert said == {cell.key: cell_text(cell.key, largest, figures) for cell in form.tables[block.section]}
        assert [block.text(cell) for cell in block.layout if not cell.key] == [
            cell.text for cell in block.layout if not cell.key
        ]


# ------------------------------------------------------------ title


def test_without_a_name_or_a_year_the_title_leaves_them_out(form: Form) -> None:
    assert title_lines(form, Report("2021")) == ("年政府信息公开工作年度报告",)
    assert title_lines(form, Report("2021", {"profile/unit": "甲", "profile/year": "2023"})) == (
        "甲",
        "2023年政府信息公开工作年度报告",
    )


def test_a_name_with_braces_is_no_pattern(form: Form) -> None:
    assert title_lines(form, Report("2021", {"profile/unit": "{year}{0}甲"}))[0] == "{year}{0}甲"


# ------------------------------------------------------------ texts


def test_what_xml_can_not_hold_is_dropped_and_nothing_else() -> None:
    every = "".join(map(chr, range(0x300))) + "\ud800\udfff\ufffd\ufffe\uffff\U0001f600年"
    unfit = {*range(0x20), 0xD800, 0xDFFF, 0xFFFE, 0xFFFF} - {9, 10, 13}
    kept = clean(every)
    assert etree.fromstring(f"<a>{kept.replace('&', '').replace('<', '')}</a>") is not None
    assert set(every) - set(kept) == set(map(chr, unfit))


def test_it_is_dropped_wherever_it_stands(form: Form) -> None:
    odd = "甲\x00乙\ufffe"
    texts = dict.fromkeys(("profile/unit", PREAMBLE, "overview/text", "requests/note", SIGNED), odd)
    made = paper(
        form, Report("2021", texts).with_changes(typed(form, Report("2021"), {"disputes/review/other": "1\x02"}).cells)
    )
    (signature,) = (block for block in made.blocks if isinstance(block, Signature))
    assert (made.title[0], made.author) == ("甲乙", "甲乙")
    assert [block.whole for block in made.blocks if isinstance(block, Paragraph)] == ["甲乙", "甲乙"]
    assert made.tables[1].notes == ("甲乙",)
    assert (signature.unit, signature.date) == ("甲乙", "甲乙")
    assert made.tables[2].texts["disputes/review/other"] == "1"


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("", []),
        (" \n\u3000\n", []),
        ("甲\n乙", ["甲", "乙"]),
        ("\u3000\u3000甲\r\n\r\n  乙 \r丙", ["甲", "乙", "丙"]),
        ("甲\u2028乙\u2029丙\x0b丁", ["甲", "乙", "丙", "丁"]),
        ("\t甲\t乙", ["甲 乙"]),
    ],
)
def test_indents_and_blank_lines_are_the_layouts_business(written: str, lines: list[str]) -> None:
    assert paragraphs(written) == lines


@pytest.mark.parametrize(
    ("line", "lead"),
    [
        ("（一）主动公开情况。全年公开0条。", "（一）主动公开情况。"),
        ("（二）改进情况", "（二）改进情况"),
        ("（十二）监督保障。", "（十二）监督保障。"),
        ("（三）先说一；再说二。", ""),
        ("一是内容不全。", ""),
        ("（1）主动公开。", ""),
        ("见（一）主动公开。", ""),
        (f"（一）{'甲' * 41}。乙", ""),
        (f"（一）{'甲' * 40}。乙", f"（一）{'甲' * 40}。"),
        (f"（一）{'甲' * 31}", ""),
    ],
)
def test_the_head_of_a_part_runs_into_its_text(line: str, lead: str, form: Form) -> None:
    (block,) = (
        one for one in paper(form, Report("2021", {"overview/text": line})).blocks if isinstance(one, Paragraph)
    )
    assert (block.lead, block.whole) == (lead, line)


def test_before_the_first_heading_nothing_is_a_lead(form: Form) -> None:
    block = paper(form, Report("2021", {PREAMBLE: "（一）主动公开。"})).blocks[0]
    assert block == Paragraph(PREAMBLE, "", "（一）主动公开。")


def test_every_line_of_a_text_is_a_paragraph_of_its_field(form: Form) -> None:
    made = paper(form, Report("2021", {"problems/text": "甲\n\n 乙"}))
    assert made.blocks[-3:-1] == (Paragraph("problems/text", "", "甲"), Paragraph("problems/text", "", "乙"))


def test_bound_figures_are_written_out(form: Form, full: Report) -> None:
    changes = {"requests/new_received/other": "3", "requests/granted/other": "3", "overview/text": "共⟦received⟧件。"}
    made = paper(form, typed(form, full, changes | {"requests/note": "注：含⟦carried_in⟧件。"}))
    assert [block.whole for block in made.blocks if isinstance(block, Paragraph)][1] == "共3件。"
    assert made.tables[1].notes == ("注：含0件。",)


# ------------------------------------------------------------ notes


@pytest.mark.parametrize("section", ["proactive", "requests", "disputes"])
@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_each_table_can_have_notes(edition: str, section: str) -> None:
    made = paper(forms.load(edition), Report(edition, {f"{section}/note": "注：甲。\n\n\u3000乙。"}))
    assert {block.section: block.notes for block in made.tables if block.notes} == {section: ("注：甲。", "乙。")}
    assert not any(isinstance(block, Paragraph) for block in made.blocks)


# ------------------------------------------------------------ unit and date


def test_a_report_is_signed_only_if_a_date_is_given(form: Form, sample: Report) -> None:
    unsigned = typed(form, sample, {SIGNED: ""})
    assert not any(isinstance(block, Signature) for block in paper(form, unsigned).blocks)
    blank = Report("2021", {**unsigned.texts, SIGNED: " \u3000"})
    assert not any(isinstance(block, Signature) for block in paper(form, blank).blocks)
    assert paper(form, noted(form, sample)).blocks[-1] == Signature("平房区新疆街道办事处", "2024年1月20日")


@pytest.mark.parametrize(
    ("unit", "date", "indents"),
    [
        ("平房区新疆街道办事处", "2024年1月20日", (2, 3.5)),
        ("甲乙丙丁戊己庚辛壬", "二〇二四年一月", (2, 2)),
        ("宿迁市", "2024年1月20日", (7.5, 2)),
        ("甲街道办事处", "2024年1月9日", (4, 2)),
        ("", "2024年1月9日", (10, 2)),
    ],
)
def test_unit_and_date_are_set_as_the_standard_says(unit: str, date: str, indents: tuple[float, float]) -> None:
    assert Signature(unit, date).indents == indents


def breadth(text: str) -> float:
    return sum(0.5 if char.isascii() else 1 for char in text)


names = st.text("甲乙丙（）ab1 ", max_size=26)


@given(names, st.text("0123456789年月日二〇", min_size=1, max_size=14))
def test_the_date_begins_two_characters_right_of_the_unit_and_both_stand_two_in(unit: str, date: str) -> None:
    unit_in, date_in = Signature(unit, date).indents
    assert unit_in + breadth(unit) - (date_in + breadth(date)) == 2
    assert min(unit_in, date_in) == 2
    assert max(unit_in + breadth(unit), date_in + breadth(date)) <= 28, "both fit on a line"


@pytest.mark.parametrize("length", [27, 35, 60])
def test_however_long_the_name_the_date_stays_on_the_page(length: int) -> None:
    unit_in, date_in = Signature("甲" * length, "2024年1月20日").indents
    assert unit_in == 2
    assert date_in + breadth("2024年1月20日") <= 26


@given(
    st.dictionaries(
        st.sampled_from([key for key, f in FORM.fields.items() if f.kind in ("line", "text", "note")]), st.text()
    )
)
def test_whatever_is_typed_every_block_is_one_line_that_xml_can_hold(texts: dict[str, str]) -> None:
    made = paper(FORM, Report("2021").with_changes(dict(texts)))
    lines = [block.whole for block in made.blocks if isinstance(block, Paragraph)]
    lines += [note for block in made.blocks if isinstance(block, PrintedTable) for note in block.notes]
    for line in lines:
        assert line == line.strip() == clean(line) != ""
        assert not set("\n\r\t\u2028\u2029") & set(line)
    assert len(made.tables) == 3
