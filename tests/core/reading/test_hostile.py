"""No file, however hostile, does more than be read or refused with a sentence (SAFETY P10, P11, P12).

Some families are read in one process, in an empty folder; each file in a child of that, within bounds.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

import core
from tests.core.reading.hostile import FAMILIES
from tests.core.reading.hostile_child import MEGABYTES, SECONDS, Outcome

_ROOT = Path(core.__file__).parent.parent
_PROCESSES = 2 * (os.cpu_count() or 1)  # each loads the program and reads the good report first
Begun = dict[str, Future[dict[str, list[Outcome]]]]


def outcomes(families: Sequence[str], folder: Path) -> dict[str, list[Outcome]]:
    """What came of each file of some families, read in a working folder that has to stay empty."""
    work, drafts = folder / "work", folder / "drafts"
    work.mkdir()
    drafts.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.core.reading.hostile_child", str(drafts), *families],
        cwd=work,
        env={**os.environ, "PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=False,
        timeout=600,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert [*work.iterdir(), *drafts.iterdir()] == []
    told: dict[str, list[Outcome]] = {family: [] for family in families}
    for family, outcome in map(json.loads, done.stdout.splitlines()):
        told[family].append(Outcome(**outcome))
    return told


@pytest.fixture(scope="module")
def begun(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Begun]:
    """The families that are asked for, in as many processes as keep this computer busy."""
    names = {item.name for item in request.session.items}
    asked = [family for family in FAMILIES if f"test_each_file_is_read_or_refused[{family}]" in names]
    groups = [group for at in range(_PROCESSES) if (group := asked[at::_PROCESSES])]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        reading = [(group, pool.submit(outcomes, group, tmp_path_factory.mktemp(group[0]))) for group in groups]
        yield {family: future for group, future in reading for family in group}


@pytest.mark.parametrize("family", FAMILIES)
def test_each_file_is_read_or_refused(family: str, begun: Begun) -> None:
    told = begun[family].result()[family]
    assert told
    bad = [f"{outcome.name}: {outcome.fault}" for outcome in told if outcome.fault]
    assert not bad, "\n".join(bad)
    assert max(outcome.seconds for outcome in told) < SECONDS
    assert max(outcome.megabytes for outcome in told) < MEGABYTES


def test_the_corpus_is_large_and_its_files_are_not(begun: Begun) -> None:
    if begun.keys() != FAMILIES.keys():
        pytest.skip("only some of the families were read")
    told = [outcome for family, reading in begun.items() for outcome in reading.result()[family]]
    assert all(outcome.bytes < 35_000_000 for outcome in told)
    names = [outcome.name for outcome in told]
    assert all(Path(name).name == name and Path(name).suffix for name in names)
    assert len(names) == len(set(names)) >= 800


@pytest.mark.parametrize("family", ["zip_damage", "old_word", "wrong_kinds"])
def test_the_corpus_is_the_same_each_time(family: str) -> None:
    assert list(FAMILIES[family]()) == list(FAMILIES[family]())
