"""Write docs/rules.md, the table of all checks, from the newest edition file."""

from pathlib import Path

from core import form as forms
from core.rules_page import rules_table

MANUAL = Path(__file__).parent.parent / "docs" / "rules.md"

if __name__ == "__main__":
    MANUAL.write_text(rules_table(forms.load(forms.editions()[-1])), encoding="utf-8")
