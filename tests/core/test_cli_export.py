"""nianbao-cli export: every form a report goes out in, each file once, and nothing written over what it's made of."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from docx import Document

from core import cli_files
from core.cli import main
from core.form import Form
from core.locate import resource
from core.paper import paper
from core.report import Report
from core.word import word_bytes
from tests.core.sheets import DATA, HEADINGS, published
from tests.core.test_cli_checks import DOUBT, DOUBTFUL, saved

SAMPLE = resource("samples", "sample.nianbao")
NAME = "平房区新疆街道办事处_2023_政府信息公开工作年度报告"
FIVE = [f"{NAME}.docx", f"{NAME}.pdf", f"{NAME}.html", f"{NAME}.json", f"{NAME}_校验报告.docx"]
ALL = {"--word": "a.docx", "--pdf": "a.pdf", "--html": "a.html", "--json": "a.json", "--check": "c.html"}
STARTS = {"--word": b"PK", "--pdf": b"%PDF", "--html": b"<!DOC", "--json": b"{", "--check": b"<!DOC"}
Output = pytest.CaptureFixture[str]


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "草稿.nianbao"
    path.write_bytes(SAMPLE.read_bytes())
    return path


@pytest.fixture
def doubtful(form: Form, tmp_path: Path) -> Path:
    return saved(form, tmp_path / "b.nianbao", DOUBTFUL)


@pytest.fixture(autouse=True)
def settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder for the user's edition files; whoever runs the tests keeps theirs."""
    folder = tmp_path_factory.mktemp("settings")
    monkeypatch.setattr(cli_files, "settings_folder", lambda: folder)


def run(*arguments: object) -> int:
    return main(["export", *map(str, arguments)])


def refused(capsys: Output) -> str:
    """The one line of a refusal."""
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    return told.err


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# ------------------------------------------------------------ one file, or several


@pytest.mark.parametrize("option", ALL)
def test_each_form_can_be_had_alone(option: str, draft: Path, tmp_path: Path, capsys: Output) -> None:
    target = tmp_path / ALL[option]
    assert run(draft, option, target) == 0
    assert target.read_bytes().startswith(STARTS[option])
    assert capsys.readouterr() == (f"已导出 {target.name}\n", "")
    assert files(tmp_path) == sorted([draft.name, target.name])


def test_a_published_report_has_one_verdict_by_check_and_by_export(
    form: Form, sample: Report, tmp_path: Path, capsys: Output
) -> None:
    blank = sample.with_changes(dict.fromkeys(form.number_fields))
    (tmp_path / "a.docx").write_bytes(word_bytes(paper(form, blank)))
    assert main(["check", str(tmp_path / "a.docx")]) == 0
    assert capsys.readouterr().out == "已校验\n"
    assert run(tmp_path / "a.docx", "--check", tmp_path / "c.html") == 0
    assert "已校验" in (tmp_path / "c.html").read_text(encoding="utf-8")


def test_all_forms_can_be_had_at_once(draft: Path, tmp_path: Path, capsys: Output) -> None:
    options = [part for option, name in ALL.items() for part in (option, tmp_path / name)]
    assert run(draft, *options) == 0
    assert capsys.readouterr().out.splitlines() == [f"已导出 {name}" for name in ALL.values()]
    check = (tmp_path / "c.html").read_text(encoding="utf-8")
    assert sha256((tmp_path / "a.docx").read_bytes()).hexdigest() in check


def test_a_data_file_is_exported_as_well_as_a_draft(tmp_path: Path) -> None:
    assert run(DATA / "huaian_city_2024.json", "--json", tmp_path / "a.json") == 0
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8")) == published("huaian_city_2024")


def test_a_pdf_to_be_kept_is_made_on_request(draft: Path, tmp_path: Path) -> None:
    assert run(draft, "--pdf", tmp_path / "a.pdf") == run(draft, "--pdf", tmp_path / "b.pdf", "--archival") == 0
    assert b"pdfaid:part>2<" not in (tmp_path / "a.pdf").read_bytes()
    assert b"pdfaid:part>2<" in (tmp_path / "b.pdf").read_bytes()


@pytest.mark.parametrize(("fonts", "title"), [((), "方正小标宋简体"), (("--fonts", "common"), "宋体")])
def test_the_fonts_can_be_chosen(fonts: tuple[str, ...], title: str, draft: Path, tmp_path: Path) -> None:
    assert run(draft, "--word", tmp_path / "a.docx", *fonts) == 0
    style = Document(str(tmp_path / "a.docx")).styles["Title"].element
    assert f'w:eastAsia="{title}"' in style.xml


def test_an_own_template_is_used(draft: Path, tmp_path: Path) -> None:
    own = Document(str(resource("word", "report.docx")))
    own.sections[0].page_width = 7000000
    own.save(str(tmp_path / "模板.docx"))
    assert run(draft, "--word", tmp_path / "a.docx", "--template", tmp_path / "模板.docx") == 0
    made = Document(str(tmp_path / "a.docx"))
    assert abs(made.sections[0].page_width - 7000000) < 1000
    assert [p.text for p in made.paragraphs if p.style.name == "Heading 1"] == HEADINGS


# ------------------------------------------------------------ the check report


def test_the_check_report_names_the_word_file_just_written_and_its_digest(
    doubtful: Path, tmp_path: Path, capsys: Output
) -> None:
    word, check = tmp_path / "报告.docx", tmp_path / "校验.html"
    assert run(doubtful, "--word", word, "--check", check) == 0
    assert capsys.readouterr().out.splitlines() == ["已导出 报告.docx", "已导出 校验.html"]
    page = check.read_text(encoding="utf-8")
    assert sha256(word.read_bytes()).hexdigest() in page
    assert "<td>报告.docx</td>" in page
    assert DOUBT.split(maxsplit=2)[2] in page


def test_as_word_it_holds_the_same(doubtful: Path, tmp_path: Path) -> None:
    word, check = tmp_path / "报告.docx", tmp_path / "校验.docx"
    assert run(doubtful, "--word", word, "--check", check) == 0
    facts = {row.cells[0].text: row.cells[1].text for row in Document(str(check)).tables[0].rows}
    assert facts["文件指纹（SHA-256）"] == sha256(word.read_bytes()).hexdigest()
    assert (facts["报告文件"], facts["单位名称"], facts["结论"]) == ("报告.docx", "甲街道办事处", "还差 1 处")


def test_alone_it_says_that_nothing_was_exported(draft: Path, tmp_path: Path, capsys: Output) -> None:
    assert run(draft, "--check", tmp_path / "校验.html") == 0
    assert capsys.readouterr().out.splitlines() == ["已导出 校验.html"]
    assert (tmp_path / "校验.html").read_text(encoding="utf-8").count("<td>尚未导出</td>") == 2


def test_an_export_with_errors_says_so_and_the_check_report_lists_them(
    form: Form, tmp_path: Path, capsys: Output
) -> None:
    path = saved(form, tmp_path / "a.nianbao", {"disputes/review/total": "3"})
    assert run(path, "--check", tmp_path / "校验.html") == 0
    assert capsys.readouterr().err == "注意：还差 1 处，校验尚未通过\n"
    assert "四种结果之和为 0，总计为 3，差 3" in (tmp_path / "校验.html").read_text(encoding="utf-8")


# ------------------------------------------------------------ the package


def test_a_package_is_everything_at_once(draft: Path, tmp_path: Path, capsys: Output) -> None:
    assert run(draft, "--package", tmp_path / "发布") == 0
    assert capsys.readouterr().out.splitlines() == [f"已导出 发布/{name}" for name in FIVE]
    assert files(tmp_path / "发布") == sorted(FIVE)


def test_a_package_can_be_had_beside_other_files(draft: Path, tmp_path: Path, capsys: Output) -> None:
    assert run(draft, "--word", tmp_path / "a.docx", "--package", tmp_path / "发布", "--archival") == 0
    assert capsys.readouterr().out.splitlines()[0] == "已导出 a.docx"
    assert len(files(tmp_path / "发布")) == 5


# ------------------------------------------------------------ what is refused


def test_what_is_to_be_exported_has_to_be_said(draft: Path, capsys: Output) -> None:
    for more in ((), ("--archival",), ("--fonts", "common")):
        assert run(draft, *more) == 2
        assert refused(capsys) == (
            "没有说明要导出什么。请用 --word、--pdf、--html、--json、--check 或 --package 指明。\n"
        )


def test_other_fonts_than_those_there_are_are_misuse(draft: Path, tmp_path: Path, capsys: Output) -> None:
    assert run(draft, "--word", tmp_path / "a.docx", "--fonts", "宋体") == 2
    assert refused(capsys).startswith("命令写法不对")


@pytest.mark.parametrize("option", ALL)
def test_the_draft_is_not_written_over(option: str, draft: Path, capsys: Output) -> None:
    assert run(draft, option, draft) == 2
    assert "不能写到它上面" in refused(capsys)
    assert draft.read_bytes() == SAMPLE.read_bytes()


@pytest.mark.parametrize("option", ALL)
def test_nor_is_the_template(option: str, draft: Path, tmp_path: Path, capsys: Output) -> None:
    own = tmp_path / "模板.docx"
    own.write_bytes(resource("word", "report.docx").read_bytes())
    assert run(draft, option, own, "--template", own) == 2
    assert "“模板.docx”在这一条命令里用了两次" in refused(capsys)
    assert own.read_bytes() == resource("word", "report.docx").read_bytes()


@pytest.mark.parametrize("option", [option for option in ALL if option != "--word"])
def test_two_forms_do_not_go_into_one_file(option: str, draft: Path, tmp_path: Path, capsys: Output) -> None:
    assert run(draft, "--word", tmp_path / "a", option, tmp_path / "." / "a") == 2
    assert "“a”在这一条命令里用了两次" in refused(capsys)
    assert files(tmp_path) == [draft.name]


def test_a_draft_that_is_not_there_is_told(tmp_path: Path, capsys: Output) -> None:
    assert run(tmp_path / "gone.nianbao", "--word", tmp_path / "a.docx") == 2
    assert "没有找到“gone.nianbao”" in refused(capsys)


@pytest.mark.parametrize("option", ALL)
def test_a_folder_that_is_gone_is_told(option: str, draft: Path, tmp_path: Path, capsys: Output) -> None:
    assert run(draft, option, tmp_path / "gone" / ALL[option]) == 2
    assert "找不到要写入" in refused(capsys)


def test_a_template_that_will_not_do_is_told(draft: Path, tmp_path: Path, capsys: Output) -> None:
    Document().save(str(tmp_path / "模板.docx"))
    assert run(draft, "--word", tmp_path / "a.docx", "--template", tmp_path / "模板.docx") == 2
    assert refused(capsys).startswith("模板“模板.docx”里没有这些样式")
    assert not (tmp_path / "a.docx").exists()


def test_a_package_into_a_folder_that_can_not_be_made_is_told(draft: Path, capsys: Output) -> None:
    assert run(draft, "--package", draft / "发布") == 2
    assert refused(capsys)


def test_a_package_does_not_take_the_place_of_the_data_file_it_is_made_of(tmp_path: Path) -> None:
    source = tmp_path / "宿迁市_2024_政府信息公开工作年度报告.json"
    source.write_bytes((DATA / "suqian_city_2024.json").read_bytes())
    assert run(source, "--package", tmp_path) == 2
    assert source.read_bytes() == (DATA / "suqian_city_2024.json").read_bytes()


def test_nor_of_the_template(draft: Path, tmp_path: Path) -> None:
    own = tmp_path / FIVE[0]
    own.write_bytes(resource("word", "report.docx").read_bytes())
    assert run(draft, "--package", tmp_path, "--template", own) == 2
    assert own.read_bytes() == resource("word", "report.docx").read_bytes()
