"""The sums a report has to meet, as equations on typed cells: which there are, and which are off."""

from pathlib import Path

import pytest
from msgspec import structs

from core import form as forms
from core.check_kinds import Sheet
from core.equations import Equations, equations
from core.form import Form
from core.report import PREVIOUS, Entry, Previous, Report, last_numbers, reckon
from tests.core.rule_examples import column
from tests.core.sheets import DATA, filled, sheet, typed

COLUMNS = ("natural_person", "business", "research", "public_welfare", "legal_service", "other")


def found(form: Form, report: Report, section: str = "requests") -> Equations:
    return equations(form, section, Sheet(report, reckon(form, report), last_numbers(report)))


def written(made: Equations, section: str = "sheet") -> list[str]:
    """Equations as one writes them, "x/a + y/a - all/a", and by how much each is off."""
    lines: dict[int, list[str]] = {}
    for key, counts in made.counts.items():
        for at, count in counts.items():
            times = "" if abs(count) == 1 else f"{abs(count)} "
            lines.setdefault(at, []).append(f"{'-' if count < 0 else '+'} {times}{key.removeprefix(section + '/')}")
    return [f"{' '.join(sorted(lines[at]))}: {made.off.get(at, 0)}" for at in sorted(lines)]


def kept(form: Form, report: Report, section: str = "requests") -> list[str]:
    """The columns (of a table of many rows) or cells that equations are about, one entry for each equation."""
    made = found(form, report, section)
    whole: dict[int, set[str]] = {}
    for key, counts in made.counts.items():
        for at in counts:
            whole.setdefault(at, set()).add(form.cells[key].column.id)
    return sorted(" ".join(sorted(columns)) for columns in whole.values())


def with_last(report: Report, **carried_forward: int) -> Report:
    cells = {f"requests/carried_forward/{name}": Entry(number) for name, number in carried_forward.items()}
    return report.with_changes({PREVIOUS: Previous("2021", 2022, "去年.nianbao", cells)})


# ------------------------------------------------------------ totals


def test_totals_the_program_computes_need_no_equation(mini: Form) -> None:
    drawing = """
        子 | 1 | 2 | =
        丑 | 3 | 4 | =
        共 | = | = | =
    """
    assert written(found(mini, sheet(mini, drawing), "sheet")) == []


def test_a_total_that_was_typed_has_one(mini: Form) -> None:
    drawing = """
        子 | 1 | 2 | =
        丑 | 3 | 4 | =
        共 | = | 9 | =
    """
    assert set(written(found(mini, sheet(mini, drawing), "sheet"))) == {"+ x/b + y/b - all/b: -3"}


def test_the_other_way_to_sum_up_the_crossing_total_is_one_once_a_total_column_was_typed(mini: Form) -> None:
    drawing = """
        子 | 1 | 2 | 5
        丑 | 3 | 4 | =
        共 | = | = | =
    """
    assert written(found(mini, sheet(mini, drawing), "sheet")) == ["+ x/sum - x/a - x/b: 2"]


def test_a_crossing_total_that_was_typed_itself_is_no_sum_of_cells_any_more(mini: Form) -> None:
    drawing = """
        子 | 1 | 2 | =
        丑 | 3 | 4 | =
        共 | = | = | 8
    """
    assert written(found(mini, sheet(mini, drawing), "sheet")) == ["+ x/a + x/b + y/a + y/b - all/sum: 2"]


def test_a_computed_total_in_an_equation_is_replaced_by_what_it_sums_up(form: Form) -> None:
    made = found(form, typed(form, filled(form), column("natural_person", granted="2", new_received="5")))
    (at,) = made.off
    counted = {key: counts[at] for key, counts in made.counts.items() if at in counts}
    assert {key.split("/")[1] for key, count in counted.items() if count > 0} == {"new_received", "carried_over"}
    outcomes = {form.cells[key].row.id for key, count in counted.items() if count < 0}
    assert outcomes == {"carried_forward", *form.cells["requests/total_handled/business"].row.total_of}
    assert made.off[at] == 3


def test_a_balance_that_only_adds_up_those_of_other_columns_is_left_out(form: Form) -> None:
    assert kept(form, filled(form)) == sorted(COLUMNS)


def test_it_stays_once_one_of_its_totals_was_typed(form: Form) -> None:
    report = typed(form, filled(form), {"requests/new_received/total": "0"})
    whole = " ".join(sorted((*COLUMNS, "total")))
    assert kept(form, report) == sorted([*COLUMNS, whole, whole])  # the balance of 总计, and what 总计 sums up


def test_with_all_totals_typed_every_check_on_sums_is_an_equation(form: Form) -> None:
    totals = {cell.key: "0" for cell in form.tables["requests"] if cell.parts}
    made = found(form, typed(form, filled(form), totals))
    assert len(written(made, "requests")) == 7 + 7 + 25  # （七）总计, the balance, 总计 of each row
    assert made.off == {}


def test_each_table_has_its_own_equations(form: Form) -> None:
    report = typed(form, filled(form), {"disputes/review/upheld": "3", "disputes/review/total": "5"})
    assert written(found(form, report, "disputes"), "disputes") == [
        "+ review/corrected + review/other + review/pending + review/upheld - review/total: -2"
    ]
    assert kept(form, report) == sorted(COLUMNS)
    assert written(found(form, report, "overview")) == []


# ------------------------------------------------------------ what is given: the ledger, last year


def test_the_ledgers_number_is_given_and_the_cells_it_counts_are_not(form: Form) -> None:
    report = typed(form, filled(form), {"requests/ledger_received": "7", "requests/new_received/business": "5"})
    made = found(form, report)
    assert written(made, "requests")[-1] == (
        "- new_received/business - new_received/legal_service - new_received/natural_person - new_received/other"
        " - new_received/public_welfare - new_received/research: 2"
    )
    assert "requests/ledger_received" not in made.counts


def test_a_ledger_that_says_nothing_adds_nothing(form: Form) -> None:
    report = typed(form, filled(form), {"requests/ledger_received": "大概7件"})
    assert kept(form, report) == sorted(COLUMNS)
    assert found(form, report).blanks == set()


def test_the_ledger_says_nothing_of_another_table(form: Form) -> None:
    report = typed(form, filled(form), {"requests/ledger_received": "7"})
    assert written(found(form, report, "disputes")) == []


def test_what_last_year_carried_forward_is_given(form: Form) -> None:
    report = with_last(typed(form, filled(form), {"requests/carried_over/other": "3"}), other=5, business=0)
    assert written(found(form, report), "requests")[-2:] == ["+ carried_over/business: 0", "+ carried_over/other: -2"]


@pytest.mark.parametrize(("total", "more"), [(5, 0), (6, 1)], ids=["agrees", "contradicts its columns"])
def test_last_years_total_is_an_equation_of_its_own_only_if_it_contradicts_its_columns(
    form: Form, total: int, more: int
) -> None:
    report = with_last(filled(form), **{**dict.fromkeys(COLUMNS, 0), "other": 5}, total=total)
    assert len(kept(form, report)) == 6 + 6 + more


def test_last_years_total_alone_is_an_equation_on_all_columns(form: Form) -> None:
    report = with_last(filled(form), total=5)
    assert kept(form, report) == sorted([*COLUMNS, " ".join(sorted(COLUMNS))])


def test_a_stock_follows_from_last_years_and_what_came_and_went(form: Form) -> None:
    cells = {"proactive/regulations/in_force": "12", "proactive/regulations/issued": "1"}
    last = Previous("2021", 2022, "去年.nianbao", {"proactive/regulations/in_force": Entry(20)})
    report = typed(form, filled(form), cells).with_changes({PREVIOUS: last})
    assert written(found(form, report, "proactive"), "proactive/regulations") == ["+ abolished + in_force - issued: -9"]


def test_numbers_and_factors_of_a_condition_count_too(tmp_path: Path) -> None:
    text = (DATA / "mini.toml").read_text(encoding="utf-8")
    check = (
        '\n[[check]]\ncode = "M-9"\nkind = "unlikely"\nwhen = ["2 * sheet/x/a + 1 != sheet/x/b + last:sheet/y/a + 3"]\n'
        'severity = "query"\nsentence = "{left}"\nsource = "表样"\n'
    )
    (tmp_path / "2099.toml").write_text(text + check, encoding="utf-8")
    made = forms.load("2099", tmp_path)
    drawing = """
        子 | 9 | 4 | =
        丑 | 0 | 0 | =
        共 | = | = | =
    """
    report = sheet(made, drawing)
    assert written(found(made, report, "sheet")) == []
    last = report.with_changes({PREVIOUS: Previous("2099", 2098, "", {"sheet/y/a": Entry(5)})})
    assert written(found(made, last, "sheet")) == ["+ 2 x/a - x/b: 7"]


@pytest.mark.parametrize(
    "when", [["sheet/x/a % 10 != 0"], ["sheet/x/a > sheet/x/b"], ["sheet/x/a != 0", "sheet/x/b != 0"]]
)
def test_a_condition_that_is_no_equation_is_none(tmp_path: Path, when: list[str]) -> None:
    text = (DATA / "mini.toml").read_text(encoding="utf-8")
    check = f'\n[[check]]\ncode = "M-9"\nkind = "unlikely"\nwhen = {when}\nseverity = "hint"\nsentence = "{{left}}"\n'
    (tmp_path / "2099.toml").write_text(f'{text}{check}source = "表样"\n', encoding="utf-8")
    made = forms.load("2099", tmp_path)
    report = sheet(made, "子 | 9 | 4 | =\n丑 | 0 | 0 | =\n共 | = | = | =")
    assert written(found(made, report, "sheet")) == []


# ------------------------------------------------------------ blanks


def test_a_blank_silences_its_equation_and_is_listed(form: Form) -> None:
    blanks = {"requests/granted/natural_person": "", "requests/carried_over/natural_person": ""}
    report = typed(form, filled(form), blanks | {"requests/new_received/natural_person": "9"})
    assert kept(form, report) == sorted(set(COLUMNS) - {"natural_person"})
    assert found(form, report).off == {}
    assert found(form, report).blanks == set(blanks)


def test_what_can_not_be_read_is_a_blank_too(form: Form) -> None:
    report = typed(form, filled(form), {"requests/granted/other": "若干"})
    assert found(form, report).blanks == {"requests/granted/other"}


def test_a_total_typed_over_blanks_is_known(form: Form) -> None:
    changes = {"requests/granted/other": "", "requests/total_handled/other": "4"}
    made = found(form, typed(form, filled(form), changes))
    assert made.blanks == {"requests/granted/other"}  # what （七）总计 sums up can't be told
    assert set(made.off.values()) == {-4}


def test_cells_are_found_by_the_equations_they_count_in(mini: Form) -> None:
    drawing = """
        子 | 1 | 2 | 5
        丑 | 3 | 4 | =
        共 | 9 | = | =
    """
    made = found(mini, sheet(mini, drawing), "sheet")
    assert written(made) == ["+ x/a + y/a - all/a: -5", "+ x/sum + y/a - all/a - x/b: -3"]
    assert {tuple(sorted(at)): sorted(keys) for at, keys in made.by_support().items()} == {
        (0,): ["sheet/x/a"],
        (1,): ["sheet/x/b", "sheet/x/sum"],
        (0, 1): ["sheet/all/a", "sheet/y/a"],
    }


def test_equations_do_not_change_the_report(form: Form) -> None:
    report = filled(form)
    before = structs.replace(report, cells=dict(report.cells), texts=dict(report.texts))
    found(form, report)
    assert report == before
