"""A program that is killed before or after any one of its file operations leaves whole drafts only."""

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from core.draft import load_draft, save_draft
from core.history import versions
from core.report import Entry, Report
from core.storing import store

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
CELL = "requests/granted/other"
STEPS = ("open", "write", "fsync", "close", "replace")


def save_and_die(report: Report, draft: Path, history: Path, at: int, *, after: bool) -> bool:
    """Save in a process of its own that is killed at a step; returns whether there was such a step."""
    child = os.fork()
    if child == 0:
        taken = 0
        real = {name: getattr(os, name) for name in STEPS}

        def dying(name: str) -> Any:
            def act(*arguments: Any) -> Any:
                nonlocal taken
                here, taken = taken, taken + 1
                if here == at and not after:
                    os.kill(os.getpid(), signal.SIGKILL)
                result = real[name](*arguments)
                if here == at:
                    os.kill(os.getpid(), signal.SIGKILL)
                return result

            return act

        for name in STEPS:
            setattr(os, name, dying(name))
        try:
            store(report, draft, base="", history=history, session="0" * 8)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_whatever_step_it_is_killed_at_the_draft_is_the_old_or_the_new_one(
    sample: Report, tmp_path: Path, after: bool
) -> None:
    new = sample.with_changes({CELL: Entry(7)})
    seen: list[Report] = []
    for at in range(200):
        folder = tmp_path / str(at)
        folder.mkdir()
        draft, history = folder / "a.nianbao", folder / "history"
        save_draft(sample, draft)
        killed = save_and_die(new, draft, history, at, after=after)
        found = load_draft(draft)
        assert found in (sample, new)
        seen.append(found)
        assert all(load_draft(version.path) == sample for version in versions(history, draft))
        if not killed:
            break
    assert len(seen) > 20, "there are that many steps"
    assert seen[0] == sample
    assert seen[-1] == new
    assert seen == sorted(seen, key=lambda report: report == new), "once the new one stands it stays"
