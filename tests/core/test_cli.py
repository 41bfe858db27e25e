"""nianbao-cli: import, check, export; exit codes and one sentence for misuse."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from core.cli import main
from core.draft import load_draft, save_draft
from core.exchange import import_data
from core.form import Form
from core.issue import Issue
from core.locate import resource
from core.report import Entry, Report
from tests.core.libreoffice import Rewrite
from tests.core.reading.published import as_page, as_word
from tests.core.sheets import DATA, PUBLISHED, filled, published

SAMPLE = str(resource("samples", "sample.nianbao"))


@pytest.mark.parametrize("name", PUBLISHED)
def test_import_check_export_gives_the_data_file_back(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft, out = tmp_path / "a.nianbao", tmp_path / "out.json"
    assert main(["import", str(DATA / f"{name}.json"), "-o", str(draft)]) == 0
    assert main(["check", str(draft)]) == 0
    assert main(["export", str(draft), "--json", str(out)]) == 0
    assert json.loads(out.read_text(encoding="utf-8")) == published(name)
    assert "已导入为草稿 a.nianbao" in capsys.readouterr().out


def test_an_import_tells_what_did_not_agree(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = published("huaian_city_2024")
    data["table4"][4] = 1
    (tmp_path / "a.json").write_text(json.dumps(data), encoding="utf-8")
    assert main(["import", str(tmp_path / "a.json"), "-o", str(tmp_path / "a.nianbao")]) == 0
    told = capsys.readouterr()
    assert told.err == "读取：行政复议·总计：文件中合计为 1，各项之和为 351，照原样保留\n"
    assert told.out == "已导入为草稿 a.nianbao\n"


def test_a_check_lists_findings_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = published("huaian_city_2024")
    data["table3"]["granted"][0] += 1
    path = tmp_path / "a.json"
    path.write_text("\ufeff" + json.dumps(data), encoding="utf-8")
    assert main(["check", str(path), "--json"]) == 1
    issues = json.loads(capsys.readouterr().out)
    assert all(set(issue) == {"ident", *Issue.__struct_fields__} for issue in issues)
    found = {issue["code"]: issue for issue in issues if issue["severity"] == "error"}
    assert found["T3-R1"]["message"] == "自然人：各项办理结果之和为 2933，（七）总计为 2932，差 1"
    assert (found["T3-R1"]["left"], found["T3-R1"]["right"], found["T3-R1"]["difference"]) == (2933, 2932, 1)
    assert found["T3-R1"]["keys"][0] == "requests/total_handled/natural_person"
    assert (found["T3-R1"]["follows"], found["T3-R1"]["closes"], found["T3-R1"]["reason"]) == (
        "T3-R3/requests/granted/total",
        False,
        None,
    )


def test_a_check_in_words_ends_with_the_verdict(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", SAMPLE]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["已校验"]
    assert main(["check", str(DATA / "huaian_city_2024.json")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "存疑 S-01 基本信息·前言：尚未填写"
    assert lines[-1] == "还差 4 处"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "命令写法不对"),
        (["frob"], "命令写法不对"),
        (["import", "x"], "命令写法不对"),
        (["export", SAMPLE], "没有说明要导出什么"),
        (["check", "nowhere.nianbao"], "没有找到"),
        (["check", str(DATA / "mini.toml")], "里没有找到年度报告的表格"),
        (["import", str(DATA / "official_tables.txt"), "-o", "/nowhere/x"], "里没有找到年度报告的表格"),
        (["import", SAMPLE, "-o", "/nowhere/x.nianbao"], "找不到要写入"),
        (["export", SAMPLE, "--word", "/nowhere/x.docx"], "找不到要写入"),
    ],
)
def test_misuse_and_unreadable_files_give_one_line_and_exit_2(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    err = capsys.readouterr().err
    assert sentence in err
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_it_runs_as_a_program(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "core",
            "import",
            str(DATA / "suqian_city_2024.json"),
            "-o",
            str(tmp_path / "a.nianbao"),
        ],
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert load_draft(tmp_path / "a.nianbao").unit == "宿迁市"


def test_it_runs_without_a_place_to_print(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["check", SAMPLE]) == 0


def test_an_import_does_not_write_over_its_source(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(published("huaian_city_2024")), encoding="utf-8")
    main(["import", str(path), "-o", str(path)])
    assert json.loads(path.read_text(encoding="utf-8")) == published("huaian_city_2024")


@pytest.mark.skipif(sys.platform == "win32", reason="names are Unicode there")
def test_a_name_that_is_not_utf8_gives_one_line_too() -> None:
    command = [sys.executable, "-m", "core", "check", b"/nowhere/\xff.nianbao"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)


# ------------------------------------------------------------ a report that somebody published


def in_full(form: Form) -> Report:
    """The numbers of 淮安市 for 2024 with texts that no check minds."""
    report = import_data(DATA / "huaian_city_2024.json").report
    words = {"overview/text": "政府信息的公开、管理和平台建设、监督保障工作都按要求做了。"}
    return filled(form).with_changes({**dict.fromkeys(form.cells), **report.cells, **report.texts, **words})


@pytest.fixture
def old_files(form: Form, tmp_path: Path) -> dict[str, Path]:
    """The report of 淮安市 for 2024, with words, as a Word file and a web page, and one of 2023 as plain text."""
    report = in_full(form)
    paths = {suffix: tmp_path / f"去年.{suffix}" for suffix in ("docx", "html", "txt")}
    paths["docx"].write_bytes(as_word(form, report).data())
    paths["html"].write_bytes(as_page(form, report).data())
    paths["txt"].write_bytes((DATA / "pingfang_xinjiang_street_2023.txt").read_bytes())
    return paths


@pytest.mark.parametrize("suffix", ["docx", "html"])
def test_a_published_report_becomes_a_draft_number_for_number(
    suffix: str, old_files: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft, out = tmp_path / "a.nianbao", tmp_path / "out.json"
    assert main(["import", str(old_files[suffix]), "-o", str(draft)]) == 0
    assert capsys.readouterr() == ("已导入为草稿 a.nianbao\n", "")
    assert main(["export", str(draft), "--json", str(out)]) == 0
    given, known = json.loads(out.read_text(encoding="utf-8")), published("huaian_city_2024")
    assert [given[name] for name in ("table2", "table3", "table4", "unit", "year")] == [
        known[name] for name in ("table2", "table3", "table4", "unit", "year")
    ]


def test_the_year_after_a_published_report_opens_with_what_it_carried_forward(
    old_files: dict[str, Path], form: Form, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "今年.nianbao"
    assert main(["next", str(old_files["docx"]), "-o", str(target)]) == 0
    assert capsys.readouterr().out == "已建立 2025 年度的草稿 今年.nianbao，承接上年结转 6 格\n"
    report, before = load_draft(target), published("huaian_city_2024")["table3"]["carried_forward"]
    opened = [report.cells[cell.key].value for cell in form.lines["requests", "carried_over"] if not cell.parts]
    assert opened == before[:6]
    assert report.previous is not None
    assert (report.previous.year, report.previous.source, report.unit) == (2024, "去年.docx", "淮安市人民政府")


def test_the_year_after_a_report_without_a_year_can_not_be_begun(
    tmp_path: Path, form: Form, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.html").write_bytes(
        as_page(form, filled(form).with_changes({"profile/year": None, "profile/preamble": None})).data()
    )
    assert main(["next", str(tmp_path / "a.html"), "-o", str(tmp_path / "b")]) == 2
    assert capsys.readouterr().err.splitlines()[-1].startswith("“a.html”没有写明报告年度")
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize("suffix", ["docx", "html", "txt"])
def test_a_published_report_is_checked(
    suffix: str, old_files: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(old_files[suffix])]) == 0
    told = capsys.readouterr()
    assert told.out.splitlines()[-1].startswith(("还差", "已校验"))
    lost = 2 if suffix == "txt" else 0  # the merges of a header; and the published text words a heading otherwise
    assert told.err.count("\n") == lost


def test_of_a_published_report_that_does_not_balance_an_error_is_told(
    form: Form, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = as_page(form, in_full(form))
    cell = page.cells(page.row_with("（一）予以公开"))[2]
    page.write(cell, str(int(page.text(cell)) + 1))
    (tmp_path / "a.html").write_bytes(page.data())
    assert main(["check", str(tmp_path / "a.html")]) == 1
    assert "错误 T3-R1" in capsys.readouterr().out


@pytest.mark.paper
@pytest.mark.skipif(not shutil.which("soffice"), reason="soffice (LibreOffice) is not on PATH")
def test_a_report_in_old_word_is_checked_and_carried_on(
    old_files: dict[str, Path], rewrite: Rewrite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "last.docx").write_bytes(old_files["docx"].read_bytes())
    doc = str(rewrite(tmp_path / "last.docx", "doc"))
    assert main(["check", doc]) == 0
    assert main(["next", doc, "-o", str(tmp_path / "a.nianbao")]) == 0
    assert load_draft(tmp_path / "a.nianbao").year == 2025
    assert capsys.readouterr().err == ""


# ------------------------------------------------------------ what the window does to a report, without a window


@pytest.fixture
def last(sample: Report, tmp_path: Path) -> Path:
    path = tmp_path / "去年.nianbao"
    save_draft(sample, path)
    return path


def test_next_carries_last_year_on(last: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "今年.nianbao"
    assert main(["next", str(last), "-o", str(target)]) == 0
    assert capsys.readouterr().out == "已建立 2024 年度的草稿 今年.nianbao，承接上年结转 6 格\n"
    report = load_draft(target)
    assert (report.year, report.previous.year if report.previous else 0) == (2024, 2023)


def test_next_never_writes_over_last_years_draft(last: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["next", str(last), "-o", str(last)]) == 2
    assert "不能写到它上面" in capsys.readouterr().err


def test_zero_declares_what_is_not_refused_and_says_what_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "a.nianbao", tmp_path / "b.nianbao"
    save_draft(Report("2021").with_changes({"disputes/review/upheld": Entry(2)}), source)
    assert main(["zero", str(source), "-o", str(target)]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0].startswith("没有填 0：本年没有因政府信息公开引起的行政复议、行政诉讼")
    assert out[1] == "仍要填写：现行有效件数 × 规章，它是年底的存量，不知道上年的数"
    assert out[-1] == "已填 152 格，存为 b.nianbao"
    assert load_draft(target).cells["requests/granted/other"].value == 0


def test_zero_can_be_limited_to_some_claims(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "a.nianbao", tmp_path / "b.nianbao"
    save_draft(Report("2021"), source)
    assert main(["zero", str(source), "-o", str(target), "--claim", "fees", "--claim", "licensing"]) == 0
    assert capsys.readouterr().out == "已填 2 格，存为 b.nianbao\n"
    assert main(["zero", str(source), "-o", str(target), "--claim", "all"]) == 2
    assert "没有“all”这一条声明" in capsys.readouterr().err


CLIPBOARD = Path(__file__).parent.parent / "data" / "clipboard"


@pytest.mark.parametrize("table", ["browser_page.html", "excel_requests.tsv"])
def test_paste_fills_in_the_tables_of_a_file(table: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "a.nianbao", tmp_path / "b.nianbao"
    save_draft(Report("2021"), source)
    assert main(["paste", str(source), str(CLIPBOARD / table), "-o", str(target), "--zeros"]) == 0
    filled = len(load_draft(target).cells)
    assert filled >= 144
    assert capsys.readouterr().out.endswith(f"已填 {filled} 格，存为 b.nianbao\n")


def test_paste_says_what_it_could_not_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, table, target = tmp_path / "a.nianbao", tmp_path / "t.txt", tmp_path / "b.nianbao"
    save_draft(Report("2021"), source)
    table.write_text("行政许可\t5\n行政处罚\tx\n行政奖励\t7\n", encoding="utf-8")
    assert main(["paste", str(source), str(table), "-o", str(target)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "本年处理决定数量 × 行政处罚：“x”看不懂，照原样放进去，算没填",
        "行政奖励 7：没有放：表里没有这一行，或者列数对不上",
        "二、主动公开政府信息情况：没有复制表头，按列的先后对上，请核对",
        "已填 2 格，存为 b.nianbao",
    ]


def test_paste_of_a_file_without_a_table_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, table = tmp_path / "a.nianbao", tmp_path / "t.txt"
    save_draft(Report("2021"), source)
    table.write_text("1\t2\n", encoding="utf-8")
    assert main(["paste", str(source), str(table), "-o", str(tmp_path / "b.nianbao")]) == 2
    assert "里没有找到年报的统计表" in capsys.readouterr().err
    assert not (tmp_path / "b.nianbao").exists()
