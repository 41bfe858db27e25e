"""The installed nianbao-cli: a zero report, out to every kind of file and back."""

from pathlib import Path

from trial import Trial

from core.draft import load_draft, save_draft
from core.editions import Editions
from core.report import YEAR, Report


def try_commands(trial: Trial) -> None:
    """Zero report, check, export, read back."""
    empty, zero = trial.documents / "空 草稿.nianbao", trial.documents / "零报告.nianbao"
    save_draft(Report(Editions().newest(), texts={YEAR: "2025"}), empty)
    code, told = trial.cli("zero", empty, "-o", zero)
    trial.see("命令行：一键零报告", code == 0 and "已填" in told, told)
    code, told = trial.cli("check", zero)
    trial.see("命令行：核对，说出还没填的", code == 1 and "单位名称" in told, told)
    made = {kind: trial.documents / f"零报告.{kind}" for kind in ("docx", "pdf", "html", "json")}
    words = ["--word", made["docx"], "--pdf", made["pdf"], "--html", made["html"], "--json", made["json"]]
    code, told = trial.cli("export", zero, *words)
    trial.see("命令行：导出 Word、PDF、网页、数据", code == 0 and all(path.exists() for path in made.values()), told)
    trial.see("PDF 是 PDF", made["pdf"].exists() and made["pdf"].read_bytes().startswith(b"%PDF-"))
    cells = numbers(zero)
    for kind in ("docx", "html", "json"):
        trial.see(f"{kind} 读回来一个数也不差", len(cells) > 100 and numbers(_back(trial, made[kind])) == cells)


def numbers(draft: Path) -> dict[str, object]:
    """The numbers in a draft by cell; none if there is no draft."""
    return {key: entry.value for key, entry in load_draft(draft).cells.items()} if draft.exists() else {}


def _back(trial: Trial, source: Path) -> Path:
    draft = trial.documents / f"读回 {source.suffix[1:]}.nianbao"
    trial.cli("import", source, "-o", draft)
    return draft
