"""What the tests of the core share: the shipped editions, their checks, the published sample."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from core import form as forms
from core.checks import Checker
from core.draft import load_draft
from core.exchange import import_data
from core.form import Form
from core.locate import resource
from core.report import Report
from tests.core.libreoffice import Rewrite, rewriting
from tests.core.sheets import DATA, filled

settings.register_profile(
    "core",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("core")


@pytest.fixture(scope="session")
def form() -> Form:
    return forms.load("2021")


@pytest.fixture(scope="session")
def old_form() -> Form:
    return forms.load("2019")


@pytest.fixture(scope="session")
def mini() -> Form:
    return forms.load("mini", DATA)


@pytest.fixture(scope="session")
def checker(form: Form) -> Checker:
    return Checker(form)


@pytest.fixture(scope="session")
def sample() -> Report:
    """The report of 平房区新疆街道 for 2023, as published: all zeros."""
    return load_draft(resource("samples", "sample.nianbao"))


@pytest.fixture(scope="session")
def largest() -> Report:
    """The report of 宿迁市 for 2024, as published: its numbers are the longest."""
    return import_data(DATA / "suqian_city_2024.json").report


@pytest.fixture
def full(form: Form) -> Report:
    """A report with every cell 0 and every text written."""
    return filled(form)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.nianbao"


@pytest.fixture(scope="session")
def rewrite(tmp_path_factory: pytest.TempPathFactory) -> Rewrite:
    """Have LibreOffice save a file in another format; each run has settings of its own."""
    return rewriting(tmp_path_factory.mktemp("libreoffice"))
