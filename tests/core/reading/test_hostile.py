"""No file, however hostile, does more than be read or refused with a sentence (SAFETY P10, P11, P12).

Each family is read in a process of its own, in an empty folder; each file in a child of that, within bounds.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

import core
from tests.core.reading.hostile import FAMILIES
from tests.core.reading.hostile_child import MEGABYTES, SECONDS, Outcome

_ROOT = Path(core.__file__).parent.parent


def outcomes(family: str, folder: Path) -> list[Outcome]:
    """What came of each file of a family, read in a working folder that has to stay empty."""
    work, drafts = folder / "work", folder / "drafts"
    work.mkdir()
    drafts.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.core.reading.hostile_child", str(drafts), family],
        cwd=work,
        env={**os.environ, "PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=False,
        timeout=600,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert [*work.iterdir(), *drafts.iterdir()] == []
    return [Outcome(**json.loads(line)) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def begun(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Future[list[Outcome]]]]:
    """The families that are asked for, all begun at once."""
    names = {item.name for item in request.session.items}
    asked = [family for family in FAMILIES if f"test_each_file_is_read_or_refused[{family}]" in names]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield {family: pool.submit(outcomes, family, tmp_path_factory.mktemp(family)) for family in asked}


@pytest.mark.parametrize("family", FAMILIES)
def test_each_file_is_read_or_refused(family: str, begun: dict[str, Future[list[Outcome]]]) -> None:
    told = begun[family].result()
    assert told
    bad = [f"{outcome.name}: {outcome.fault}" for outcome in told if outcome.fault]
    assert not bad, "\n".join(bad)
    assert max(outcome.seconds for outcome in told) < SECONDS
    assert max(outcome.megabytes for outcome in told) < MEGABYTES


def test_the_corpus_is_large_and_its_files_are_not(begun: dict[str, Future[list[Outcome]]]) -> None:
    if begun.keys() != FAMILIES.keys():
        pytest.skip("only some of the families were read")
    told = [outcome for family in begun.values() for outcome in family.result()]
    assert all(outcome.bytes < 35_000_000 for outcome in told)
    names = [outcome.name for outcome in told]
    assert all(Path(name).name == name and Path(name).suffix for name in names)
    assert len(names) == len(set(names)) >= 170


@pytest.mark.parametrize("family", ["zip_damage", "old_word", "wrong_kinds"])
def test_the_corpus_is_the_same_each_time(family: str) -> None:
    assert list(FAMILIES[family]()) == list(FAMILIES[family]())
