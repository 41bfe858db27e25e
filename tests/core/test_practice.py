"""The practice report: three errors, each of them found by the checks, none left once they are put right."""

import msgspec
import pytest

from core import practice as practices
from core.checks import Checker
from core.form import Form
from core.practice import Planted, planted, practice
from core.report import Entry, Report
from tests.core.test_rule_examples import with_parts

ERRORS = planted()


def new(form: Form, checker: Checker, sample: Report, report: Report) -> set[str]:
    """What is found in a report and not in the sample, by ident."""
    assert report.edition == form.edition
    return {issue.ident for issue in checker.run(report)} - {issue.ident for issue in checker.run(sample)}


def right_again(sample: Report, report: Report, error: Planted) -> Report:
    """The report with what the sample has at the place of an error."""
    return report.with_changes({error.key: sample.cells.get(error.key) or sample.texts[error.key]})


def planting(monkeypatch: pytest.MonkeyPatch, *errors: Planted) -> None:
    monkeypatch.setattr(practices, "planted", lambda: errors)


def test_there_are_three_errors_in_different_places_each_with_a_hint() -> None:
    assert len({error.key for error in ERRORS}) == len(ERRORS) == 3
    assert len({error.hint for error in ERRORS}) == 3
    assert all(error.hint for error in ERRORS)


def test_what_an_error_replaces_stands_in_the_sample_once(form: Form, sample: Report) -> None:
    for error in ERRORS:
        assert error.key in form.cells or sample.text(error.key).count(error.find) == 1
        assert bool(error.find) == (error.key in form.fields)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.key)
def test_each_error_is_found_where_it_is_and_gone_once_put_right(
    form: Form, checker: Checker, sample: Report, error: Planted
) -> None:
    report = practice(form, sample)
    issues = {issue.ident: issue for issue in checker.run(report)}
    found = new(form, checker, sample, report)
    gone = found - new(form, checker, sample, right_again(sample, report, error))
    assert gone
    assert all(error.key in with_parts(form, issues[ident].keys) for ident in gone), "told of it, or of its total"
    assert all(not issues[ident].is_hint for ident in gone), "errors and queries, nothing to smile at"


def test_once_all_are_put_right_nothing_is_found_that_the_sample_has_not(
    form: Form, checker: Checker, sample: Report
) -> None:
    report = practice(form, sample)
    assert new(form, checker, sample, report)
    for error in ERRORS:
        report = right_again(sample, report, error)
    assert report == sample
    assert new(form, checker, sample, report) == set()


def test_the_sample_stays_as_it_is(form: Form, sample: Report) -> None:
    before = msgspec.structs.replace(sample)
    assert practice(form, sample) != sample
    assert sample == before


def test_an_error_in_a_cell_is_read_as_if_it_was_typed(
    form: Form, sample: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    cell = "requests/granted/business"
    planting(monkeypatch, Planted(cell, "７", "甲"))
    assert practice(form, sample).cells[cell] == Entry(7, raw="７")
    planting(monkeypatch, Planted(cell, "", "甲"))
    assert cell not in practice(form, sample).cells


def test_an_error_is_the_whole_of_a_field(form: Form, sample: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    planting(monkeypatch, Planted("profile/postcode", "1500", "甲"))
    report = practice(form, sample)
    assert report.text("profile/postcode") == "1500"
    assert report.cells == sample.cells


def test_an_error_in_a_text_is_put_in_the_place_of_what_is_found_there_first(
    form: Form, sample: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = sample.with_changes({"overview/text": "公开12条，公开12条"})
    planting(monkeypatch, Planted("overview/text", "13条", "甲", find="12条"))
    assert practice(form, report).text("overview/text") == "公开13条，公开12条"
