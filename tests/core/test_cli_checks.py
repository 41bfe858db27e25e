"""nianbao-cli: check, why, answer, off, last, and the check report beside an export."""

import json
import sys
from pathlib import Path

import pytest

from core import cli_files
from core.cli import main
from core.draft import load_draft, save_draft
from core.form import Form
from core.locate import resource
from core.report import Answer, Entry, Origin, Report
from tests.core.rule_examples import column
from tests.core.sheets import filled, typed

UNIT = {"profile/unit": "甲街道办事处"}
ISSUED = {f"proactive/normative_documents/{column}": "1" for column in ("issued", "in_force")}
DOUBTFUL = {"profile/kind": "subdistrict", **ISSUED}
IDENT = "P-02/proactive/normative_documents/issued"
DOUBT = "存疑 P-02 街道办事处制发行政规范性文件 1 件；请核对当地是否允许街道办事处制发"
SWAPPED = column("natural_person", new_received="30", granted="12", partially_granted="9")  # 21 was meant
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for the user's edition files; whoever runs the tests keeps theirs."""
    folder = tmp_path / "settings" / "editions"
    folder.mkdir(parents=True)
    monkeypatch.setattr(cli_files, "settings_folder", lambda: tmp_path / "settings")
    return folder


@pytest.fixture
def draft(form: Form, tmp_path: Path) -> Path:
    return saved(form, tmp_path / "a.nianbao", {})


@pytest.fixture
def doubtful(form: Form, tmp_path: Path) -> Path:
    return saved(form, tmp_path / "a.nianbao", DOUBTFUL)


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return tmp_path / "b.nianbao"


def saved(form: Form, path: Path, changes: dict[str, str]) -> Path:
    """A draft full of zeros after somebody typed the changes."""
    report = filled(form)
    named = {"profile/preamble": report.text("profile/preamble") + "甲街道办事处。"}
    save_draft(typed(form, report, {**UNIT, **named, **changes}), path)
    return path


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def lines(output: Output) -> list[str]:
    return output.readouterr().out.splitlines()


def refused(output: Output) -> str:
    """The one line on which a refusal is said."""
    out, err = output.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    return err.strip()


# ------------------------------------------------------------ check


def test_a_report_without_a_fault_is_checked(draft: Path, capsys: Output) -> None:
    assert run("check", draft) == 0
    assert capsys.readouterr() == ("已校验\n", "")


def test_a_doubt_is_no_error(doubtful: Path, capsys: Output) -> None:
    assert run("check", doubtful) == 0
    assert lines(capsys) == [DOUBT, "还差 1 处"]


def test_an_error_is_one_and_what_follows_from_it_is_said_to(form: Form, tmp_path: Path, capsys: Output) -> None:
    path = saved(form, tmp_path / "a.nianbao", column("natural_person", granted="3", new_received="2"))
    assert run("check", path) == 1
    assert lines(capsys) == [
        "错误 T3-R2 自然人：本年新收与上年结转之和为 2，（七）总计与结转下年度之和为 3，差 1",
        "错误 T3-R2 总计：本年新收与上年结转之和为 2，（七）总计与结转下年度之和为 3，差 1　随之而来",
        "还差 1 处",
    ]


def test_a_hint_stands_in_nobodys_way(form: Form, tmp_path: Path, capsys: Output) -> None:
    changes = {"profile/permits": "none", "proactive/licensing/decisions": "1"}
    assert run("check", saved(form, tmp_path / "a.nianbao", changes)) == 0
    said = lines(capsys)
    assert said[0].startswith("提示 T2-P7 ")
    assert said[-1] == "已校验"


def test_as_json_every_finding_has_its_name(doubtful: Path, capsys: Output) -> None:
    assert run("check", doubtful, "--json") == 0
    (issue,) = json.loads(capsys.readouterr().out)
    assert (issue["ident"], issue["severity"], issue["closes"], issue["reason"]) == (IDENT, "query", True, None)


def test_a_draft_checked_with_other_rules_and_a_refused_edition_file_are_said_beside(
    form: Form, packs: Path, tmp_path: Path, capsys: Output
) -> None:
    (packs / "2021.toml").write_bytes(resource("editions", "2021.toml").read_bytes())
    report = typed(form, load_draft(saved(form, tmp_path / "a.nianbao", {})), {})
    save_draft(Report(report.edition, report.texts, report.cells, rules=form.version + 1), tmp_path / "a.nianbao")
    assert run("check", tmp_path / "a.nianbao") == 0
    out, err = capsys.readouterr()
    assert out == "已校验\n"
    now = form.version
    assert err.splitlines() == [
        f"规则包 2021.toml 没有使用：它是第 {now} 版，不比程序自带的新。仍按程序自带的第 {now} 版核对。",
        f"这份草稿上次按第 {now + 1} 版规则核对，现在用的是第 {now} 版，列出的问题可能有增减。",
    ]


def test_a_newer_edition_file_checks(form: Form, doubtful: Path, packs: Path, capsys: Output) -> None:
    text = resource("editions", "2021.toml").read_text(encoding="utf-8")
    text = text.replace(f"\nversion = {form.version}\n", f"\nversion = {form.version + 1}\n", 1)
    text = text.replace("请核对当地是否允许街道办事处制发", "请看当地的规定")
    (packs / "2021.toml").write_text(text, encoding="utf-8")
    assert run("check", doubtful) == 0
    assert lines(capsys)[0] == "存疑 P-02 街道办事处制发行政规范性文件 1 件；请看当地的规定"


# ------------------------------------------------------------ why


def test_why_names_the_finding_and_its_suspects(form: Form, tmp_path: Path, capsys: Output) -> None:
    path = saved(form, tmp_path / "a.nianbao", SWAPPED)
    assert run("why", path) == 0
    said = lines(capsys)
    assert said[0].startswith("错误 T3-R2 自然人：")
    assert said[1] == "  疑点 1 （一）予以公开·自然人 12 → 21？差 9，疑似数字颠倒"
    assert [line[:6] for line in said[1:]] == ["  疑点 1", "  疑点 2", "  疑点 3"]


def test_why_tells_the_suspects_of_each_finding(form: Form, tmp_path: Path, capsys: Output) -> None:
    assert run("why", saved(form, tmp_path / "a.nianbao", {**SWAPPED, "disputes/review/total": "3"})) == 0
    said = lines(capsys)
    assert [line for line in said if not line.startswith(" ")] == [
        "错误 T3-R2 自然人：本年新收与上年结转之和为 30，（七）总计与结转下年度之和为 21，差 9",
        "错误 T4-R1 行政复议：四种结果之和为 0，总计为 3，差 3",
    ]
    after = said[said.index("错误 T4-R1 行政复议：四种结果之和为 0，总计为 3，差 3") + 1 :]
    assert after[0] == "  疑点 1 行政复议·总计 3 → 0？差 3，差额正好等于这一格，疑似多填"
    assert all("行政复议" in line for line in after)


def test_where_nothing_is_off_why_says_nothing(doubtful: Path, capsys: Output) -> None:
    assert run("why", doubtful) == 0
    assert capsys.readouterr().out == ""


def test_a_finding_on_a_field_has_no_suspects(form: Form, tmp_path: Path, capsys: Output) -> None:
    path = saved(form, tmp_path / "a.nianbao", {"other/fee_notices": "1", "other/fee_noticed": "105"})
    assert run("why", path) == 0
    assert all("疑点" not in line for line in lines(capsys))


# ------------------------------------------------------------ answer


def test_an_answer_closes_a_doubt_in_a_new_draft(doubtful: Path, new: Path, capsys: Output) -> None:
    before = doubtful.read_bytes()
    assert run("answer", doubtful, IDENT, "区里允许", "-o", new) == 0
    assert lines(capsys) == ["已写理由，存为 b.nianbao"]
    assert doubtful.read_bytes() == before
    assert run("check", new) == 0
    assert lines(capsys) == [f"{DOUBT}　理由：区里允许", "已校验"]


def test_a_hint_is_put_aside_without_a_word(form: Form, tmp_path: Path, new: Path, capsys: Output) -> None:
    changes = {"profile/permits": "none", "proactive/licensing/decisions": "1"}
    path = saved(form, tmp_path / "a.nianbao", changes)
    assert run("answer", path, "T2-P7/proactive/licensing/decisions", "", "-o", new) == 0
    capsys.readouterr()
    assert run("check", new) == 0
    assert lines(capsys)[0].endswith("　已看过")


@pytest.mark.parametrize("reason", ["", " \u3000"])
def test_a_doubt_is_not_closed_by_a_blank_reason(reason: str, doubtful: Path, new: Path) -> None:
    """存疑 needs a written reason (PRODUCT, Checking)."""
    assert run("answer", doubtful, IDENT, reason, "-o", new) == 2
    assert not new.exists()


@pytest.mark.parametrize("ident", ["P-02", "P-02/proactive/normative_documents/abolished", "S-01/overview/text", ""])
def test_what_is_no_finding_can_not_be_answered(ident: str, doubtful: Path, new: Path, capsys: Output) -> None:
    assert run("answer", doubtful, ident, "属实", "-o", new) == 2
    assert refused(capsys) == f"没有可以写理由的“{ident}”。草稿没有改动。请用 check --json 看名称。"
    assert not new.exists()


def test_an_error_can_not_be_answered(form: Form, tmp_path: Path, new: Path, capsys: Output) -> None:
    path = saved(form, tmp_path / "a.nianbao", {"disputes/review/total": "3"})
    assert run("answer", path, "T4-R1/disputes/review/total", "属实", "-o", new) == 2
    assert "没有可以写理由的“T4-R1/disputes/review/total”" in refused(capsys)


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are Unicode there")
def test_a_reason_with_half_a_character_in_it_is_saved(doubtful: Path, new: Path) -> None:
    assert run("answer", doubtful, IDENT, "属实\udcff", "-o", new) == 0
    assert load_draft(new).answers[f"answer/{IDENT}"].reason == "属实\ufffd"


# ------------------------------------------------------------ off


def test_a_rule_is_switched_off_with_a_reason_and_on_without(doubtful: Path, new: Path, capsys: Output) -> None:
    assert run("off", doubtful, "P-02", " 当地另有规定 ", "-o", new) == 0
    assert lines(capsys) == ["已停用 P-02，存为 b.nianbao"]
    assert load_draft(new).text("off/P-02") == "当地另有规定"
    assert run("check", new) == 0
    assert lines(capsys) == ["已校验（停用 1 条规则）"]
    again = new.with_name("c.nianbao")
    assert run("off", new, "P-02", " ", "-o", again) == 0
    assert lines(capsys) == ["已恢复 P-02，存为 c.nianbao"]
    assert load_draft(again) == load_draft(doubtful)


def test_a_rule_there_is_not_can_not_be_switched_off(draft: Path, new: Path, capsys: Output) -> None:
    assert run("off", draft, "Z-9", "当地另有规定", "-o", new) == 2
    assert refused(capsys) == "没有编号是“Z-9”的规则。草稿没有改动。编号见 docs/rules.md。"
    assert not new.exists()


@pytest.mark.parametrize("code", ["T3-R2", "T4-R1", "S-01"])
def test_a_rule_that_has_to_be_met_can_not_be_switched_off(code: str, draft: Path, new: Path, capsys: Output) -> None:
    assert run("off", draft, code, "当地另有规定", "-o", new) == 2
    assert refused(capsys) == f"{code} 是必须满足的，不能停用。草稿没有改动。请改正它说的那一处。"
    assert not new.exists()


def test_of_a_code_that_an_error_and_a_doubt_share_the_doubt_can_be(
    form: Form, tmp_path: Path, new: Path, capsys: Output
) -> None:
    fees = "proactive/fees/fees_wan_yuan"
    path = saved(form, tmp_path / "a.nianbao", {fees: "0.1234567"})
    assert run("off", path, "T2-R2", "按分摊数填", "-o", new) == 0
    assert run("check", new) == 0
    assert lines(capsys) == ["已停用 T2-R2，存为 b.nianbao", "已校验（停用 1 条规则）"]
    save_draft(typed(form, load_draft(new), {fees: "1,23元"}), new)
    assert run("check", new) == 1
    assert lines(capsys)[-1] == "还差 1 处（停用 1 条规则）"


# ------------------------------------------------------------ last


def test_last_years_numbers_are_put_beside_and_openings_carried(
    form: Form, tmp_path: Path, new: Path, capsys: Output
) -> None:
    left = column("other", new_received="2", carried_forward="2")
    last = saved(form, tmp_path / "去年.nianbao", {"profile/year": "2022", **left})
    opened = {f"requests/carried_over/{name}": "" for name in ("other", "business")}
    assert run("last", saved(form, tmp_path / "a.nianbao", opened), last, "-o", new) == 0
    assert lines(capsys) == ["已放入 2022 年度的数，承接上年结转 2 格，存为 b.nianbao"]
    report = load_draft(new)
    assert report.previous is not None
    assert (report.previous.year, report.previous.source) == (2022, "去年.nianbao")
    source = "2022 年度报告“四、结转下年度继续办理”"
    assert report.cells["requests/carried_over/other"] == Entry(2, origin=Origin.CARRIED, source=source)
    assert report.cells["requests/carried_over/natural_person"] == Entry(0)


@pytest.mark.parametrize(("this", "last"), [("2023", "2021"), ("2023", "2023"), ("", "2022"), ("2023", "")])
def test_another_year_than_the_one_before_is_refused(
    this: str, last: str, form: Form, tmp_path: Path, new: Path, capsys: Output
) -> None:
    report = saved(form, tmp_path / "a.nianbao", {"profile/year": this})
    other = saved(form, tmp_path / "去年.nianbao", {"profile/year": last})
    assert run("last", report, other, "-o", new) == 2
    assert refused(capsys) == "“去年.nianbao”不是“a.nianbao”上一年的。草稿没有改动。请核对两份的报告年度。"
    assert not new.exists()


def test_last_years_draft_is_not_written_over(form: Form, draft: Path, tmp_path: Path) -> None:
    last = saved(form, tmp_path / "去年.nianbao", {"profile/year": "2022"})
    before = last.read_bytes()
    assert run("last", draft, last, "-o", last) == 2
    assert last.read_bytes() == before


# ------------------------------------------------------------ what they have in common


@pytest.mark.parametrize("command", [("answer", IDENT, "属实"), ("off", "P-02", "属实"), ("last", "去年.nianbao")])
def test_no_command_writes_over_the_draft_it_reads(command: tuple[str, ...], doubtful: Path, capsys: Output) -> None:
    before = doubtful.read_bytes()
    assert run(command[0], doubtful, *command[1:], "-o", doubtful) == 2
    assert refused(capsys) == "“a.nianbao”在这一条命令里用了两次，不能写到它上面。文件没有改动。请换一个文件名。"
    assert doubtful.read_bytes() == before


@pytest.mark.parametrize(
    "command",
    [
        ("check",),
        ("why",),
        ("answer", IDENT, "属实", "-o", "b.nianbao"),
        ("off", "P-02", "属实", "-o", "b.nianbao"),
        ("last", "x.nianbao", "-o", "b.nianbao"),
    ],
)
def test_a_file_that_is_not_there_is_one_sentence(command: tuple[str, ...], tmp_path: Path, capsys: Output) -> None:
    assert run(command[0], tmp_path / "gone.nianbao", *command[1:]) == 2
    assert refused(capsys).startswith("没有找到“gone.nianbao”。")


@pytest.mark.parametrize("command", ["answer", "off", "last"])
def test_what_is_to_be_written_has_to_be_said(command: str, draft: Path, capsys: Output) -> None:
    assert run(command, draft, "a", "b") == 2
    assert refused(capsys).startswith("命令写法不对。写法：")


def test_answers_stay_in_the_draft_and_come_into_the_check_report(doubtful: Path, new: Path, tmp_path: Path) -> None:
    assert run("answer", doubtful, IDENT, "区里允许", "-o", new) == 0
    assert load_draft(new).answers == {f"answer/{IDENT}": Answer("区里允许", "1 0 1")}
    assert run("export", new, "--check", tmp_path / "校验.html") == 0
    assert "<td>区里允许</td>" in (tmp_path / "校验.html").read_text(encoding="utf-8")
