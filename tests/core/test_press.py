"""Everything that leaves the program is written durably, read back, and told with its name and fingerprint."""

import os
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from docx import Document

from core import press
from core.check_report import Exported
from core.checks import Checker
from core.durable import write_durably
from core.errors import ReadError, SaveFailed, UserError
from core.exchange import import_data
from core.fonts import look
from core.form import Form
from core.locate import resource
from core.pages import Pages
from core.press import Press, package_names, stem
from core.readback import ReadBackFailed
from core.report import Report
from tests.core.sheets import noted, typed

DAY = date(2024, 1, 9)
PAGES = Pages(look().fonts)
Act = Callable[[Press, Path], Exported]
ACTS: dict[str, tuple[Act, bytes]] = {
    "a.docx": (lambda made, path: made.word(path), b"PK"),
    "a.pdf": (lambda made, path: made.pdf(path), b"%PDF"),
    "b.pdf": (lambda made, path: made.pdf(path, archival=True), b"%PDF"),
    "a.html": (lambda made, path: made.html(path), b"<!DOCTYPE html>"),
    "a.json": (lambda made, path: made.data(path), b"{"),
    "c.docx": (lambda made, path: made.check(path, [], DAY, None), b"PK"),
    "c.html": (lambda made, path: made.check(path, [], DAY, None), b"<!DOCTYPE html>"),
}
READ_BACK = ["a.docx", "a.html", "a.json"]


@pytest.fixture
def made(form: Form, sample: Report) -> Press:
    return Press(form, noted(form, sample), look(), PAGES)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def wrong_from(number: int, monkeypatch: pytest.MonkeyPatch, alter: Callable[[bytes], bytes]) -> None:
    """From the file of a number on, the disk holds something else than was given to it."""
    written: list[Path] = []

    def write(path: Path, data: bytes) -> None:
        written.append(path)
        write_durably(path, alter(data) if len(written) >= number else data)

    monkeypatch.setattr(press, "write_durably", write)


# ------------------------------------------------------------ one file


@pytest.mark.parametrize("name", ACTS)
def test_what_is_written_is_told_with_its_fingerprint(name: str, made: Press, tmp_path: Path) -> None:
    act, start = ACTS[name]
    told = act(made, tmp_path / name)
    data = (tmp_path / name).read_bytes()
    assert told == Exported(name, sha256(data).hexdigest())
    assert data.startswith(start)
    assert files(tmp_path) == [name]


@pytest.mark.parametrize("name", ACTS)
def test_what_stood_there_before_is_replaced(name: str, made: Press, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"old")
    ACTS[name][0](made, tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(ACTS[name][1])


@pytest.mark.parametrize("name", ACTS)
def test_a_folder_that_is_gone_is_told(name: str, made: Press, tmp_path: Path) -> None:
    with pytest.raises(SaveFailed, match="找不到要写入") as told:
        ACTS[name][0](made, tmp_path / "gone" / name)
    assert told.value.kind == "missing"


@pytest.mark.parametrize("name", ACTS)
def test_a_file_that_may_not_be_written_is_told_and_stands(name: str, made: Press, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(SaveFailed) as told:
        ACTS[name][0](made, path)
    assert told.value.kind == "denied"
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("name", ACTS)
def test_a_file_that_is_open_elsewhere_is_told_and_stands(
    name: str, made: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(self: Path, target: Path) -> None:
        problem = OSError(13, "in use")
        problem.winerror = 32  # type: ignore[attr-defined]
        raise problem

    monkeypatch.setattr("core.durable._PATIENCE", 0.0)
    monkeypatch.setattr("core.durable._replace", busy)
    (tmp_path / name).write_bytes(b"old")
    with pytest.raises(SaveFailed) as told:
        ACTS[name][0](made, tmp_path / name)
    assert told.value.kind == "busy"
    assert (tmp_path / name).read_bytes() == b"old"


ALTER: dict[str, Callable[[bytes], bytes]] = {
    "a.html": lambda data: data.replace("二、主动公开".encode(), "二、主动".encode()),
    "a.json": lambda data: data.replace(b'"licensing": 0', b'"licensing": 1'),
}


@pytest.mark.parametrize("name", ALTER)
def test_a_file_that_does_not_say_what_the_report_says_is_not_called_exported(
    name: str, made: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong_from(1, monkeypatch, ALTER[name])
    with pytest.raises(ReadBackFailed, match=f"“{name}”写好后读回来，与报告不一致"):
        ACTS[name][0](made, tmp_path / name)


def test_nor_is_a_word_file_with_another_number(
    form: Form, sample: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Press(form, typed(form, sample, {"disputes/review/other": "1"}), look(), PAGES)
    other.word(tmp_path / "other.docx")
    wrong_from(1, monkeypatch, lambda _: (tmp_path / "other.docx").read_bytes())
    with pytest.raises(ReadBackFailed, match=r"disputes 第 4 行第 3 格应为“0”，文件里是“1”；disputes 第 4 行第 5 格"):
        Press(form, sample, look(), PAGES).word(tmp_path / "a.docx")


@pytest.mark.parametrize("name", ["a.docx"])
def test_a_file_that_can_not_be_read_at_all_is_refused_too(
    name: str, made: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong_from(1, monkeypatch, lambda data: data[:-100])
    with pytest.raises(ReadError, match=r"“a\.docx”损坏了"):
        ACTS[name][0](made, tmp_path / name)


def test_the_check_report_names_the_word_file_and_its_fingerprint(made: Press, tmp_path: Path) -> None:
    word = made.word(tmp_path / "a.docx")
    made.check(tmp_path / "c.html", [], DAY, word)
    said = (tmp_path / "c.html").read_text(encoding="utf-8")
    assert sha256((tmp_path / "a.docx").read_bytes()).hexdigest() in said
    assert "<td>a.docx</td>" in said
    assert "2024年1月9日" in said


def test_a_look_of_its_own_is_used_for_word_and_pages(form: Form, sample: Report, tmp_path: Path) -> None:
    common = Press(form, sample, look("common"))
    common.word(tmp_path / "a.docx")
    title = Document(str(tmp_path / "a.docx")).styles["Title"]
    assert title.font.bold
    assert common.pdf(tmp_path / "a.pdf").name == "a.pdf"


def test_with_a_template_that_will_not_do_nothing_is_written(form: Form, sample: Report, tmp_path: Path) -> None:
    bad = tmp_path / "模板.docx"
    bad.write_bytes(b"")
    with pytest.raises(ReadError, match=r"“模板\.docx”"):
        Press(form, sample, look(template=bad), PAGES).word(tmp_path / "a.docx")
    assert files(tmp_path) == ["模板.docx"]


# ------------------------------------------------------------ the package


NAME = "平房区新疆街道办事处_2023_政府信息公开工作年度报告"
FIVE = [f"{NAME}.docx", f"{NAME}.pdf", f"{NAME}.html", f"{NAME}.json", f"{NAME}_校验报告.docx"]


def test_a_package_is_five_files_named_for_unit_and_year(
    form: Form, sample: Report, made: Press, tmp_path: Path
) -> None:
    issues = Checker(form).run(sample)
    folder = tmp_path / "发布" / "2023"
    told = list(made.package(folder, issues, DAY))
    assert [one.name for one in told] == FIVE
    assert files(folder) == sorted(FIVE)
    for one in told:
        assert sha256((folder / one.name).read_bytes()).hexdigest() == one.digest
    facts = {row.cells[0].text: row.cells[1].text for row in Document(str(folder / FIVE[4])).tables[0].rows}
    assert (facts["报告文件"], facts["文件指纹（SHA-256）"]) == (FIVE[0], told[0].digest)
    assert import_data(folder / FIVE[3]).report.unit == "平房区新疆街道办事处"


def test_a_package_is_written_over_the_one_before(made: Press, tmp_path: Path) -> None:
    for _ in range(2):
        assert [one.name for one in made.package(tmp_path, [], DAY)] == FIVE
    assert files(tmp_path) == sorted(FIVE)


@pytest.mark.parametrize(
    ("unit", "year", "name"),
    [
        ("甲", "2023", "甲_2023_政府信息公开工作年度报告"),
        ("", "2023", "未命名_2023_政府信息公开工作年度报告"),
        ("甲", "", "甲_年份未填_政府信息公开工作年度报告"),
        ("甲", "今年", "甲_年份未填_政府信息公开工作年度报告"),
        ("CON", "2023", "_CON_2023_政府信息公开工作年度报告"),
        ("甲/乙:*?", "２０２３", "甲乙_2023_政府信息公开工作年度报告"),
        ("某" * 300, "2023", f"{'某' * 40}_2023_政府信息公开工作年度报告"),
    ],
)
def test_the_name_is_made_of_what_is_known(unit: str, year: str, name: str) -> None:
    report = Report("2021", {"profile/unit": unit, "profile/year": year})
    assert stem(report) == name
    assert all(one.startswith(name) for one in package_names(report).values())


@pytest.mark.parametrize("unit", ["某" * 300, "🏛" * 300, "e\u0301" * 300, "../../甲", ""])
def test_a_unit_of_any_name_gives_files_in_the_folder(unit: str, form: Form, tmp_path: Path) -> None:
    told = list(Press(form, Report("2021", {"profile/unit": unit}), look(), PAGES).package(tmp_path / "a", [], DAY))
    assert files(tmp_path / "a") == sorted(one.name for one in told)
    assert files(tmp_path) == ["a"]
    assert all(len(one.name.encode()) <= 255 for one in told)


@pytest.mark.parametrize("at", range(5))
def test_what_was_written_before_a_failure_stands(at: int, made: Press, tmp_path: Path) -> None:
    (tmp_path / FIVE[at]).mkdir()  # what can't be replaced by a file
    told: list[Exported] = []
    with pytest.raises(SaveFailed):
        for one in made.package(tmp_path, [], DAY):
            told.append(one)
    assert [one.name for one in told] == FIVE[:at]
    assert files(tmp_path) == sorted(FIVE[: at + 1])
    for one in told:
        assert sha256((tmp_path / one.name).read_bytes()).hexdigest() == one.digest


def test_what_comes_after_a_file_that_is_not_as_it_should_be_is_not_written(
    made: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong_from(3, monkeypatch, ALTER["a.html"])
    with pytest.raises(ReadBackFailed):
        list(made.package(tmp_path, [], DAY))
    assert files(tmp_path) == sorted(FIVE[:3])


def test_a_package_into_a_file_is_told(made: Press, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    with pytest.raises(SaveFailed):
        list(made.package(tmp_path / "a", [], DAY))
    assert (tmp_path / "a").read_bytes() == b"1"


def test_a_folder_that_can_not_be_made_is_told(made: Press, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    with pytest.raises(SaveFailed):
        list(made.package(tmp_path / "a" / "b", [], DAY))


def test_so_is_one_that_may_not_be_made(made: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, os.strerror(13), str(self))

    monkeypatch.setattr(Path, "mkdir", denied)
    with pytest.raises(SaveFailed):
        list(made.package(tmp_path / "a", [], DAY))


def test_nothing_takes_the_place_of_the_template_by_whatever_name(form: Form, full: Report, tmp_path: Path) -> None:
    own, other = tmp_path / "模板.docx", tmp_path / "另.docx"
    own.write_bytes(resource("word", "report.docx").read_bytes())
    os.link(own, other)
    made = Press(form, full, look("standard", own), PAGES)
    for path in (own, other, tmp_path / "." / "模板.docx"):
        with pytest.raises(UserError, match="是这份报告所用的文件，不能写到它上面"):
            made.word(path)
    assert own.read_bytes() == resource("word", "report.docx").read_bytes()


def test_a_package_that_would_take_the_place_of_a_source_writes_nothing(made: Press, tmp_path: Path) -> None:
    source = tmp_path / FIVE[3]
    source.write_bytes(b"1")
    with pytest.raises(UserError, match="是这份报告所用的文件"):
        list(made.package(tmp_path, [], DAY, [source]))
    assert (files(tmp_path), source.read_bytes()) == ([FIVE[3]], b"1")
