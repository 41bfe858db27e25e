"""The office's own Word template and the other choice of fonts: ours by name, sound, or refused in one sentence."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from core.errors import UserError
from core.fonts import Look, font_sets, look
from core.form import Form
from core.locate import resource
from core.reading.package import MOST_BYTES, MOST_IN_PART
from core.report import Report
from core.word import STYLES
from tests.core.sheets import HEADINGS, noted
from tests.core.word_files import THEIR_IDS, W, audit, body, packed, parts, styled, template, text, value, written

Save = Callable[[bytes], Look]


@pytest.fixture
def own(tmp_path: Path) -> Save:
    """Save a template and want the report to look like it."""

    def save(data: bytes) -> Look:
        (tmp_path / "模板.docx").write_bytes(data)
        return look(template=tmp_path / "模板.docx")

    return save


def refused(told: pytest.ExceptionInfo[UserError]) -> str:
    """The sentence, which names the template and says what to do."""
    assert told.value.do
    assert told.value.safe
    assert "\n" not in str(told.value)
    assert "“模板.docx”" in told.value.happened
    assert re.findall("[A-Za-z]+", told.value.happened.replace("docx", "").replace("DOCTYPE", "")) == []
    return told.value.happened


# ------------------------------------------------------------ an own template


def test_the_styles_of_a_template_are_found_by_their_names(form: Form, sample: Report, own: Save) -> None:
    ours, theirs = body(written(form, sample)), body(written(form, sample, own(template())))
    for style in ("Title", "Heading1", "ReportBody", "TableEnd"):
        assert styled(theirs, THEIR_IDS[style]) == styled(ours, style) != []
    for kind in ("pStyle", "rStyle", "tblStyle"):
        used = [style.get(f"{W}val") for style in ours.iter(f"{W}{kind}")]
        assert [style.get(f"{W}val") for style in theirs.iter(f"{W}{kind}")] == [THEIR_IDS[style] for style in used]


@pytest.mark.parametrize("fonts", ["standard", "common"])
def test_an_auditor_of_the_format_finds_nothing(
    fonts: str, form: Form, sample: Report, own: Save, tmp_path: Path
) -> None:
    wanted = Look(look(fonts).fonts, own(template()).template)
    assert audit(written(form, noted(form, sample), wanted), tmp_path) == []


def test_pages_and_settings_are_those_of_the_template(form: Form, sample: Report, own: Save) -> None:
    data = written(form, sample, own(template(document=('w:w="11906"', 'w:w="11340"'))))
    assert body(data)[-1].find(f"{W}pgSz").get(f"{W}w") == "11340"
    assert "—" in etree.fromstring(parts(data)["word/footer1.xml"]).xpath("string()")


def test_what_the_template_says_is_not_printed(form: Form, sample: Report, own: Save) -> None:
    filled = template(document=("<w:sectPr", "<w:p><w:r><w:t>样张</w:t></w:r></w:p><w:sectPr"))
    assert "样张" not in text(body(written(form, sample, own(filled))))


def test_a_template_without_a_page_setup_will_do(form: Form, sample: Report, own: Save, tmp_path: Path) -> None:
    members = parts(template())
    bare = re.sub(rb"<w:sectPr.*</w:sectPr>|<w:sectPr[^>]*/>", b"", members["word/document.xml"], flags=re.DOTALL)
    data = written(form, sample, own(packed(members | {"word/document.xml": bare})))
    assert styled(body(data), "1") == HEADINGS
    assert audit(data, tmp_path) == []


def test_text_that_looks_like_a_style_is_left_as_it_is(form: Form, own: Save) -> None:
    said = '<w:pStyle w:val="Heading1"/>'
    root = body(written(form, Report("2021", {"overview/text": said}), own(template())))
    assert said in styled(root, "10")


def test_the_file_names_the_unit_as_its_author_and_not_who_made_the_template(
    form: Form, sample: Report, own: Save
) -> None:
    theirs = Document(BytesIO(template()))
    theirs.core_properties.author, theirs.core_properties.last_modified_by = "张三", "李四"
    theirs.save(kept := BytesIO())
    about = parts(written(form, sample, own(kept.getvalue())))["docProps/core.xml"].decode()
    assert [name for name in ("张三", "李四") if name in about] == []
    assert "<dc:creator>平房区新疆街道办事处</dc:creator>" in about


# ------------------------------------------------------------ templates that will not do


@pytest.mark.parametrize("style", STYLES.values())
def test_a_template_without_one_of_our_styles_is_refused_by_its_name(
    style: str, form: Form, sample: Report, own: Save
) -> None:
    lacking = own(template(styles=(f'<w:name w:val="{style}"/>', '<w:name w:val="别的"/>')))
    with pytest.raises(UserError) as told:
        written(form, sample, lacking)
    assert told.value.happened == f"模板“模板.docx”里没有这些样式：{style}"
    assert told.value.do == "请取出程序的模板，在它上面改，样式的名称不要变"


def test_names_of_styles_are_told_apart_but_not_by_capitals(form: Form, sample: Report, own: Save) -> None:
    shouted = own(template(styles=('<w:name w:val="heading 1"/>', '<w:name w:val="Heading 1"/>')))
    assert styled(body(written(form, sample, shouted)), "1") == HEADINGS


def test_every_style_that_is_missing_is_named(form: Form, sample: Report, own: Save) -> None:
    Document().save(usual := BytesIO())
    with pytest.raises(UserError) as told:
        written(form, sample, own(usual.getvalue()))
    assert told.value.happened.endswith("：年报正文、年报段首、年报表格、年报表格标签、年报表后、年报统计表")


def huge() -> bytes:
    return packed(parts(template()) | {"word/media/a.png": bytes(MOST_IN_PART + 1)})


def huge_together() -> bytes:
    return packed(parts(template()) | {f"word/media/{at}.png": bytes(MOST_IN_PART) for at in range(4)})


def packed_badly() -> bytes:
    """A byte within the packed document is another one."""
    data = bytearray(template())
    data[data.index(b"word/document.xml") + 60] ^= 0xFF
    return bytes(data)


UNFIT = {
    "nothing": lambda: b"",
    "a text": "模板".encode,
    "cut off": lambda: template()[:-200],
    "a zip of something else": lambda: packed({"甲.txt": b"1"}),
    "without its list of contents": lambda: packed(parts(template()) | {"[Content_Types].xml": b""}),
    "with broken styles": lambda: template(styles=("</w:styles>", "")),
    "a workbook": lambda: packed(
        parts(template())
        | {"[Content_Types].xml": parts(template())["[Content_Types].xml"].replace(b"wordprocessing", b"spreadsheet")}
    ),
    "one huge picture": huge,
    "huge pictures": huge_together,
    "a huge file": lambda: bytes(MOST_BYTES + 1),
    "changed in the middle": packed_badly,
}


@pytest.mark.parametrize("what", UNFIT)
def test_what_is_no_template_is_refused_with_one_sentence(what: str, form: Form, sample: Report, own: Save) -> None:
    with pytest.raises(UserError) as told:
        written(form, sample, own(UNFIT[what]()))
    refused(told)


def test_a_template_that_is_gone_is_told(form: Form, sample: Report, tmp_path: Path) -> None:
    with pytest.raises(UserError) as told:
        written(form, sample, look(template=tmp_path / "模板.docx"))
    assert told.value.happened.startswith("“模板.docx”打不开")


def test_a_template_without_a_body_is_refused(form: Form, sample: Report, own: Save) -> None:
    empty = parts(template())["word/document.xml"]
    bare = re.sub(rb"<w:body>.*</w:body>", b"", empty, flags=re.DOTALL)
    with pytest.raises(UserError) as told:
        written(form, sample, own(packed(parts(template()) | {"word/document.xml": bare})))
    refused(told)


def test_an_id_of_a_style_may_hold_any_character(form: Form, sample: Report, own: Save) -> None:
    odd = template({**THEIR_IDS, "Heading1": "a&amp;b&quot;"})
    assert styled(body(written(form, sample, own(odd))), 'a&b"') == HEADINGS


def test_a_style_without_an_id_is_as_good_as_missing(form: Form, sample: Report, own: Save) -> None:
    nameless = own(template(styles=(' w:styleId="a6"', "")))
    with pytest.raises(UserError, match="没有这些样式：年报表格标签"):
        written(form, sample, nameless)


# ------------------------------------------------------------ fonts


def fonts_of(data: bytes) -> dict[str, str]:
    """The Chinese font of each style that has one, and that of the document."""
    document = Document(BytesIO(data))
    return {
        str(style.name): style.element.rPr.rFonts.get(f"{W}eastAsia")
        for style in document.styles
        if style.element.rPr is not None and style.element.rPr.rFonts is not None
    } | {"": document.styles.element.find(f".//{W}docDefaults//{W}rFonts").get(f"{W}eastAsia")}


def test_our_template_is_set_in_the_usual_fonts(form: Form, sample: Report) -> None:
    usual = {role.id: role.word for role in font_sets()[0].role}
    expected = {
        **{"Title": usual["title"], "Heading 1": usual["heading"], "": usual["body"]},
        **{"年报段首": usual["lead"], "年报表格": usual["table"], "Footer": usual["table"]},
    }
    assert fonts_of(resource("word", "report.docx").read_bytes()) == expected
    assert fonts_of(written(form, sample, look("standard"))) == expected


def test_with_the_fonts_of_the_system_the_title_is_bold_and_no_font_has_to_be_bought(
    form: Form, sample: Report
) -> None:
    data = written(form, sample, look("common"))
    assert fonts_of(data) == {
        **{"Title": "宋体", "Heading 1": "黑体", "": "仿宋", "年报段首": "楷体"},
        **{"年报表格": "宋体", "Footer": "宋体"},
    }
    styles = parts(data)["word/styles.xml"].decode()
    assert [name for name in ("方正小标宋", "_GB2312") if name in styles] == []
    bold = [style.name for style in Document(BytesIO(data)).styles if getattr(style, "font", None) and style.font.bold]
    assert bold == ["Title"]


def test_in_them_an_auditor_finds_nothing_either(form: Form, sample: Report, tmp_path: Path) -> None:
    assert audit(written(form, noted(form, sample), look("common")), tmp_path) == []


def test_fonts_that_are_not_the_forms_stay_as_the_office_chose_them(form: Form, sample: Report, own: Save) -> None:
    theirs = own(template(styles=('w:eastAsia="方正小标宋简体"', 'w:eastAsia="华文中宋"')))
    made = fonts_of(written(form, sample, Look(look("common").fonts, theirs.template)))
    assert (made["Title"], made[""]) == ("华文中宋", "仿宋")


def test_a_title_that_is_bold_already_stays_sound(form: Form, sample: Report, own: Save, tmp_path: Path) -> None:
    title = 'w:eastAsia="方正小标宋简体" w:cs="Times New Roman"/>'
    bold = own(template(styles=(title, f"{title}<w:b/>")))
    assert audit(written(form, sample, Look(look("common").fonts, bold.template)), tmp_path) == []


def test_a_table_is_as_wide_as_the_form_says_whatever_the_template(form: Form, sample: Report, own: Save) -> None:
    for table in body(written(form, sample, own(template()))).findall(f"{W}tbl"):
        widths = [int(column.get(f"{W}w")) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
        row = table.find(f"{W}tr")
        assert sum(value(cell, "tcPr/gridSpan") for cell in row.findall(f"{W}tc")) == len(widths)
