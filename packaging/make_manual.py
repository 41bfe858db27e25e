"""Write docs/rules.md, the table of all checks, from the newest edition file."""

from pathlib import Path

from core import form as forms
from core.rules_page import rules_table

MANUAL = Path(__file__).parent.parent / "docs" / "rules.md"

REMARK = "本页由 `python3 packaging/dev.py manual` 从表样文件写出，请不要手改。"

if __name__ == "__main__":
    MANUAL.write_text(rules_table(forms.load(forms.editions()[-1]), REMARK), encoding="utf-8")
