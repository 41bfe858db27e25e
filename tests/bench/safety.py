"""An edit into the journal, on the window's thread; a save with its version."""

import tempfile
from pathlib import Path

from core.draft import load_draft
from core.history import keep
from core.journal import Journal
from core.locate import resource
from core.report import Entry
from core.storing import digest_of, store
from tests.bench.clock import median, p95, say, times


def main() -> None:
    report = load_draft(resource("samples", "sample.nianbao"))
    long_text = report.text("overview/text") * 5
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        journal = Journal(folder / "a.journal", report, folder / "a.nianbao", "")
        cell = times(lambda: journal.append({"requests/granted/other": Entry(7)}, "requests/granted/other"), 500)
        say("a cell into the journal, median", median(cell), "ms", 0.2)
        say("a cell into the journal, 95th percentile", p95(cell), "ms")
        text = times(lambda: journal.append({"overview/text": long_text}), 200)
        say(f"a text of {len(long_text)} characters into the journal", median(text), "ms", 0.2)
        say("the disk's word for it, beside the window's thread", median(times(journal.sync, 50)), "ms")
        journal.drop()
        draft, history = folder / "a.nianbao", folder / "history"
        store(report, draft, base="", history=history, session="0" * 8)
        base = digest_of(draft)
        whole = times(lambda: store(report, draft, base=base, history=history, session="0" * 8), 50)
        say("a save with comparison and version, beside the thread", median(whole), "ms")
        say("of which the version", median(times(lambda: keep(history, draft, "0" * 8), 50)), "ms")
