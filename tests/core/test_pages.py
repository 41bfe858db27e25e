"""The pages: all words on them, none of them markup, and every cell and text where the preview says it is."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from html import unescape
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from core import form as forms
from core.fonts import font_sets, look
from core.form import Form
from core.pages import Pages, Spot, families
from core.paper import Heading, Paper, Paragraph, paper
from core.report import Report, cell_text, reckon
from tests.core.sheets import HEADINGS, noted, typed

PAGES = Pages(look().fonts)
FORM = forms.load("2021")
FOOT = 745.0  # points, below it is the number of the page
EDGE = 521.5  # points, where a punctuation mark hangs over
TALL = "\n".join(f"第{at}条：另有说明。" for at in range(60))
MARKUP = [
    *("#let x = 1", "#panic()", "$x$", "*a*", "_b_", "@c", "<tag>", "= h", "- i", "+ j", "/ k: l", "~", "--", "..."),
    *("\\n", "\\u{41}", '"d"', "'e'", "`f`", "[g]", "//h", "/*i*/", '#include "a"', "http://a.b", "{{", "a\\"),
]
needs_pdftotext = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is not on PATH")


class Word(Struct, frozen=True):
    """A word of a PDF, and the middle of it in points."""

    page: int
    x: float
    y: float
    text: str


def pdftotext(data: bytes, folder: Path, *options: str) -> str:
    (folder / "a.pdf").write_bytes(data)
    done = subprocess.run(["pdftotext", *options, str(folder / "a.pdf"), "-"], check=True, capture_output=True)
    return done.stdout.decode()


def printed(data: bytes, folder: Path) -> str:
    """What stands in a PDF without blanks and page numbers."""
    pages = pdftotext(data, folder, "-raw").split("\f")
    return "".join(re.sub(r"\s+|—\s*\d+\s*—\s*$", "", page) for page in pages)


def words(data: bytes, folder: Path) -> Iterator[Word]:
    page = 0
    for line in pdftotext(data, folder, "-bbox").splitlines():
        page += "<page " in line
        if found := re.search(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)</word>', line):
            left, top, right, bottom = map(float, found.groups()[:4])
            if bottom < FOOT:
                yield Word(page, min((left + right) / 2, EDGE), (top + bottom) / 2, unescape(found[5]))


def spots(made: Paper) -> tuple[Spot, ...]:
    return PAGES.sheets(made, 20).spots


def seen(spot: Spot, among: list[Word]) -> str:
    """What stands at a spot."""
    return "".join(word.text for word in among if spot.holds(word.page, word.x, word.y))


def overlap(one: Spot, other: Spot) -> bool:
    return (
        one.page == other.page
        and max(one.left, other.left) < min(one.right, other.right) - 0.1
        and max(one.top, other.top) < min(one.bottom, other.bottom) - 0.1
    )


def squeezed(text: str) -> str:
    return "".join(text.split())


# ------------------------------------------------------------ what is printed


@needs_pdftotext
def test_the_largest_report_is_all_there(form: Form, largest: Report, tmp_path: Path) -> None:
    data = PAGES.pdf(paper(form, largest))
    said = printed(data, tmp_path)
    assert said.startswith("宿迁市2024年政府信息公开工作年度报告")
    assert [heading for heading in HEADINGS if heading not in said] == []
    figures = reckon(form, largest)
    numbers = {cell_text(key, largest, figures) for key in form.cells}
    assert numbers - {word.text for word in words(data, tmp_path)} == set()


@needs_pdftotext
@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_texts_notes_and_signature_are_printed(edition: str, sample: Report, tmp_path: Path) -> None:
    form = forms.load(edition)
    report = noted(form, Report(edition, sample.texts, sample.cells))
    said = printed(PAGES.pdf(paper(form, report)), tmp_path)
    for key in ("profile/preamble", "overview/text", "problems/text", "other/text", "requests/note"):
        assert squeezed(report.text(key)) in said
    assert edition == "2019" or said.endswith("平房区新疆街道办事处2024年1月20日")


@needs_pdftotext
def test_a_table_stands_whole_on_one_page_with_its_heading(form: Form, largest: Report, tmp_path: Path) -> None:
    pages = [squeezed(page) for page in pdftotext(PAGES.pdf(paper(form, largest)), tmp_path, "-raw").split("\f")]
    (third,) = [page for page in pages if HEADINGS[2] in page]
    assert "一、本年新收政府信息公开申请数量" in third
    assert "四、结转下年度继续办理" in third


@needs_pdftotext
def test_every_page_has_its_number(form: Form, sample: Report, tmp_path: Path) -> None:
    pages = pdftotext(PAGES.pdf(paper(form, sample)), tmp_path).split("\f")[:-1]
    assert [squeezed(page)[-3:] for page in pages] == [f"—{at}—" for at in range(1, len(pages) + 1)]


@needs_pdftotext
def test_what_is_typed_is_set_as_text_and_not_run(form: Form, tmp_path: Path) -> None:
    texts = dict.fromkeys(("profile/unit", "requests/note", "profile/signed"), "".join(MARKUP))
    report = typed(form, Report("2021"), {**texts, "overview/text": "\n".join(MARKUP), "disputes/review/other": "#1*"})
    said = printed(PAGES.pdf(paper(form, report)), tmp_path)
    for line in MARKUP:
        assert squeezed(line) in said
    assert said.count(squeezed("".join(MARKUP))) == 5, "title, text, note, unit and date"
    assert "#1*" in said


@given(st.text() | st.text("#$*_@<>\\\"'`[]{}/=-~.u甲（。、”\x00\n"))
@settings(max_examples=25)
def test_any_text_makes_pages(text: str) -> None:
    keys = ("profile/unit", "overview/text", "requests/note", "profile/signed")
    assert PAGES.pdf(paper(FORM, Report("2021", dict.fromkeys(keys, text)))).startswith(b"%PDF")


@pytest.mark.parametrize(("archival", "said"), [(True, ["2"]), (False, [])])
def test_a_pdf_to_be_kept_says_so_when_asked_for(archival: bool, said: list[str], form: Form, sample: Report) -> None:
    data = PAGES.pdf(paper(form, sample), archival=archival)
    assert re.findall(r"pdfaid:part>(\d)<", data.decode("latin-1")) == said
    assert (b"pdfaid:conformance>B<" in data) is archival


def test_the_pdf_names_the_unit_as_its_author(form: Form, sample: Report) -> None:
    data = PAGES.pdf(paper(form, sample))
    assert "平房区新疆街道办事处".encode() in data or "平房区新疆街道办事处".encode("utf-16-be") in data


@needs_pdftotext
@pytest.mark.parametrize("fonts", font_sets(), ids=lambda fonts: fonts.id)
def test_with_any_choice_of_fonts_the_same_is_printed(
    fonts: object, form: Form, sample: Report, tmp_path: Path
) -> None:
    made = paper(form, sample)
    assert printed(Pages(fonts).pdf(made), tmp_path) == printed(PAGES.pdf(made), tmp_path)


def test_the_fonts_of_the_machine_are_known() -> None:
    assert "Libertinus Serif" in families()


# ------------------------------------------------------------ images


@pytest.mark.parametrize("name", ["blank", "sample", "largest", "noted"])
@needs_pdftotext
def test_there_is_one_image_for_each_page(
    name: str, form: Form, sample: Report, largest: Report, tmp_path: Path
) -> None:
    report = {"blank": Report("2021"), "sample": sample, "largest": largest, "noted": noted(form, sample)}[name]
    made = paper(form, report)
    sheets = PAGES.sheets(made, 20)
    assert all(image.startswith(b"\x89PNG\r\n\x1a\n") for image in sheets.images)
    assert len(sheets.images) == pdftotext(PAGES.pdf(made), tmp_path).count("\f") >= 3
    assert {spot.page for spot in sheets.spots} <= set(range(1, len(sheets.images) + 1))


def test_a_report_of_one_page_is_one_image() -> None:
    sheets = PAGES.sheets(Paper(("甲",), "甲", (Heading("overview", "一、总体情况"),)), 20)
    assert (len(sheets.images), len(sheets.spots)) == (1, 1)
    assert sheets.images[0].startswith(b"\x89PNG")


def test_an_image_is_as_large_as_asked_for(form: Form) -> None:
    def width(dots: float) -> int:
        return int.from_bytes(PAGES.sheets(paper(form, Report("2021")), dots).images[0][16:20], "big")

    assert [abs(width(dots) - 595.3 / 72 * dots) <= 1 for dots in (20, 72, 96)] == [True] * 3


def test_the_same_pages_are_made_again(form: Form, sample: Report, largest: Report) -> None:
    first = PAGES.sheets(paper(form, sample), 20)
    PAGES.sheets(paper(form, largest), 20)
    assert PAGES.sheets(paper(form, sample), 20) == first


# ------------------------------------------------------------ where everything stands


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_every_cell_has_one_spot_and_none_lies_over_another(edition: str) -> None:
    form = forms.load(edition)
    made = spots(paper(form, Report(edition)))
    cells = [spot for spot in made if spot.key in form.cells]
    assert [spot.key for spot in cells] == list(form.cells)
    assert edition == "2019" or len(cells) == 200
    assert [(one, other) for one, other in combinations(made, 2) if overlap(one, other)] == []


@needs_pdftotext
def test_at_the_spot_of_a_cell_stands_its_number(form: Form, largest: Report, tmp_path: Path) -> None:
    made = paper(form, largest)
    there = list(words(PAGES.pdf(made), tmp_path))
    figures = reckon(form, largest)
    found = {spot.key: seen(spot, there) for spot in spots(made) if spot.key in form.cells}
    assert found == {key: cell_text(key, largest, figures) for key in form.cells}


@needs_pdftotext
@pytest.mark.parametrize("name", ["sample", "noted"])
def test_at_the_spots_of_a_text_it_stands_and_nothing_else(
    name: str, form: Form, sample: Report, tmp_path: Path
) -> None:
    made = paper(form, sample if name == "sample" else noted(form, sample))
    there = list(words(PAGES.pdf(made), tmp_path))
    found: dict[str, str] = {}
    for spot in spots(made):
        if spot.key not in form.cells:
            found[spot.key] = found.get(spot.key, "") + seen(spot, there)
    expected: dict[str, str] = {}
    for block in made.blocks:
        if isinstance(block, Paragraph):
            expected[block.key] = expected.get(block.key, "") + squeezed(block.whole)
        elif isinstance(block, Heading):
            expected[block.section] = block.text
    assert found == expected


def test_the_middle_of_a_spot_lies_within_and_its_neighbours_do_not(form: Form, largest: Report) -> None:
    made = spots(paper(form, largest))
    for spot in made:
        middle = (spot.page, (spot.left + spot.right) / 2, (spot.top + spot.bottom) / 2)
        assert [other for other in made if other.holds(*middle)] == [spot]


@pytest.mark.parametrize(
    ("page", "x", "y", "within"),
    [
        (1, 10, 20, True),
        (1, 29.9, 39.9, True),
        (2, 15, 25, False),
        (1, 30, 25, False),
        (1, 15, 40, False),
        (1, 9.9, 25, False),
        (1, 15, 19.9, False),
    ],
)
def test_a_spot_holds_its_left_and_upper_edge(page: int, x: float, y: float, within: bool) -> None:
    assert Spot(1, 10, 20, 30, 40, "a").holds(page, x, y) is within


@pytest.mark.parametrize(("length", "pages"), [(100, [1]), (800, [1, 2]), (1500, [1, 2, 3])])
def test_a_paragraph_that_goes_on_overleaf_has_a_spot_on_each_page(length: int, pages: list[int]) -> None:
    made = Paper(("题",), "甲", (Paragraph("overview/text", "", "甲" * length), Heading("proactive", "二、主动公开")))
    text = [spot for spot in spots(made) if spot.key == "overview/text"]
    assert [spot.page for spot in text] == pages
    assert [spot.top == 0 for spot in text] == [page != 1 for page in pages]


# ------------------------------------------------------------ tables taller than a page


@needs_pdftotext
@pytest.mark.parametrize("section", ["proactive", "requests", "disputes"])
def test_a_table_with_notes_that_fit_on_no_page_goes_on_overleaf(
    section: str, form: Form, sample: Report, tmp_path: Path
) -> None:
    report = typed(form, sample, {f"{section}/note": TALL})
    made = paper(form, report)
    sheets = PAGES.sheets(made, 20)
    assert len(sheets.images) > len(PAGES.sheets(paper(form, sample), 20).images)
    data = PAGES.pdf(made)
    said = printed(data, tmp_path)
    assert [line for line in TALL.splitlines() if line not in said] == []
    there = list(words(data, tmp_path))
    cells = [spot for spot in sheets.spots if spot.key in form.cells]
    assert [spot.key for spot in cells] == list(form.cells)
    assert [(one, other) for one, other in combinations(cells, 2) if overlap(one, other)] == []
    figures = reckon(form, report)
    assert {spot.key: seen(spot, there) for spot in cells} == {
        key: cell_text(key, report, figures) for key in form.cells
    }


@needs_pdftotext
def test_a_table_of_very_long_entries_loses_none(form: Form, tmp_path: Path) -> None:
    keys = [cell.key for cell in form.tables["requests"] if not cell.parts]
    report = typed(form, Report("2021"), dict.fromkeys(keys[::7], "另有说明的数" * 6))
    said = printed(PAGES.pdf(paper(form, report)), tmp_path)
    assert said.count("说") == len(keys[::7]) * 6
    assert all(word.y < 841 for word in words(PAGES.pdf(paper(form, report)), tmp_path))
    cells = [spot for spot in spots(paper(form, report)) if spot.key in form.cells]
    assert [spot for spot in cells if FOOT < spot.bottom < 1000] == []
