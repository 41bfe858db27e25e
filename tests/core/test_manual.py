"""The table of rules in the manual is the one of the edition file."""

import importlib.util
from types import ModuleType

from core.form import Form
from core.locate import resource
from core.rules_page import rules_table


def maker() -> ModuleType:
    path = resource().parent / "packaging" / "make_manual.py"
    spec = importlib.util.spec_from_file_location("make_manual", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_of_rules_is_up_to_date(form: Form) -> None:
    manual = maker()
    written = manual.MANUAL.read_text(encoding="utf-8")
    assert written == rules_table(form, manual.REMARK), "run python3 packaging/dev.py manual"


def test_every_rule_stands_in_it_once(form: Form) -> None:
    rows = [line for line in rules_table(form).splitlines() if line.startswith("| ") and "编号" not in line]
    assert [row.split(" | ")[0].removeprefix("| ") for row in rows] != []
    assert sorted(row.split(" | ")[0].removeprefix("| ") for row in rows) == sorted(rule.code for rule in form.check)
