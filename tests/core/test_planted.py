"""Defects planted in clean reports are found where they are, and clean reports are left in peace."""

from collections.abc import Iterator
from typing import Any

import pytest

from core.checks import Checker
from core.editions import Editions
from core.form import Form
from core.issue import Issue
from core.old_report import read_old_report
from core.report import PREAMBLE, Report
from tests.core.clean_reports import CLEAN, clean_report
from tests.core.planted import COPIED, DEFECTS, MISSED, Defect, as_last_year, planted
from tests.core.sheets import DATA

FALSE_ALARMS: dict[str, int] = {}  # name -> how many, where something is told of a clean report


def new_findings(form: Form, checker: Checker, defect: Defect) -> list[Issue]:
    """What is found in a report only since the defect is in it."""
    before = {issue.ident for issue in checker.run(clean_report(form, defect.report))}
    return [issue for issue in checker.run(planted(form, defect)) if issue.ident not in before]


def is_found(form: Form, checker: Checker, defect: Defect) -> bool:
    """Whether its rule speaks of the field, or of what was typed."""
    places = {defect.field, *defect.typed}
    return any(issue.code == defect.code and places & set(issue.keys) for issue in new_findings(form, checker, defect))


def marked() -> Iterator[Any]:
    for defect in DEFECTS:
        marks = [pytest.mark.xfail(strict=True, reason=MISSED[defect.what])] if defect.what in MISSED else []
        yield pytest.param(defect, id=defect.what, marks=marks)


def test_there_are_enough_defects_of_every_kind_each_with_a_name_of_its_own() -> None:
    assert len(DEFECTS) >= 60
    assert len({defect.what for defect in DEFECTS}) == len(DEFECTS)
    assert {defect.report for defect in DEFECTS} == set(CLEAN)
    assert MISSED.keys() <= {defect.what for defect in DEFECTS}


@pytest.mark.parametrize("defect", list(marked()))
def test_a_defect_is_found(form: Form, checker: Checker, defect: Defect) -> None:
    assert is_found(form, checker, defect)


def test_of_a_hundred_defects_ninety_five_are_found(form: Form, checker: Checker) -> None:
    assert sum(is_found(form, checker, defect) for defect in DEFECTS) >= 0.95 * len(DEFECTS)


@pytest.mark.parametrize(
    "defect", [defect for defect in DEFECTS if defect.what not in MISSED], ids=lambda one: one.what
)
def test_a_defect_is_no_reason_to_say_much_more(form: Form, checker: Checker, defect: Defect) -> None:
    more = [issue for issue in new_findings(form, checker, defect) if issue.is_open and issue.code != defect.code]
    assert len(more) <= 2, [issue.message for issue in more]


@pytest.mark.parametrize(("code", "name"), [(code, name) for code in COPIED for name in CLEAN])
def test_a_text_copied_from_last_year_is_found(form: Form, checker: Checker, code: str, name: str) -> None:
    found = checker.run(as_last_year(COPIED[code])(form, name))
    assert [issue.keys for issue in found if issue.code == code] == [(COPIED[code],)]


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_report_is_left_in_peace(form: Form, checker: Checker, name: str) -> None:
    found = checker.run(clean_report(form, name))
    assert len(found) <= 2, [issue.message for issue in found]
    assert len(found) == FALSE_ALARMS.get(name, 0), "one more, or one less, than is known"


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_report_is_one_a_clerk_would_write(form: Form, name: str) -> None:
    report = clean_report(form, name)
    assert len("".join(report.text(key) for key in form.fields if key.endswith("/text"))) > 600
    assert report.unit in report.text(PREAMBLE)
    assert report.previous


# ------------------------------------------------------------ the published sample


def published() -> Report:
    """The report that our sample was made of, as it was published."""
    return read_old_report(Editions(), DATA / "pingfang_xinjiang_street_2023.txt").report


def test_our_sample_has_none_of_its_mistakes(checker: Checker, sample: Report) -> None:
    assert checker.run(sample) == ()


def test_the_sample_speaks_of_a_secret_that_is_none(checker: Checker) -> None:
    assert "国家机密" in {issue.passage for issue in checker.run(published())}


def test_the_sample_counts_requests_in_the_wrong_unit(checker: Checker) -> None:
    assert "申请数量0条" in {issue.passage for issue in checker.run(published())}


def test_the_sample_spells_its_name_in_two_ways(checker: Checker) -> None:
    assert "平房新疆街道办事处" in published().text(PREAMBLE)
    assert "平房新疆街道办事处" in {issue.passage for issue in checker.run(published()) if PREAMBLE in issue.keys}


def test_the_sample_words_its_last_heading_as_the_form_does_not(checker: Checker) -> None:
    read = read_old_report(Editions(), DATA / "pingfang_xinjiang_street_2023.txt")
    told = [*map(str, read.doubts), *(issue.message for issue in checker.run(read.report))]
    assert [line for line in told if "其它需要报告的事项" in line]
