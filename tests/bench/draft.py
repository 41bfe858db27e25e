"""Open and check, save, against the floor of one write and fdatasync."""

import os
import tempfile
from pathlib import Path

from core import form as forms
from core.checks import Checker
from core.draft import encode, load_draft, save_draft
from core.locate import resource
from tests.bench.clock import median, say, times


def main() -> None:
    form = forms.load("2021")
    checker = Checker(form)
    path = resource("samples", "sample.nianbao")
    report = load_draft(path)
    say("open and check a draft", median(times(lambda: checker.run(load_draft(path)), 200)), "ms", 3)
    say("read and verify the edition", median(times(lambda: forms.load("2021", resource("editions")), 20)), "ms")
    with tempfile.TemporaryDirectory() as folder:
        target, data = Path(folder) / "a.nianbao", encode(report)
        handle = os.open(Path(folder) / "floor", os.O_CREAT | os.O_WRONLY)

        def floor() -> None:
            os.pwrite(handle, data, 0)
            os.fdatasync(handle)

        bottom = median(times(floor, 100))
        save = median(times(lambda: save_draft(report, target), 100))
        os.close(handle)
        say("floor: one write and fdatasync", bottom, "ms")
        say("save, durable and read back", save, "ms")
        say("save against the floor", save / bottom, "x", 4)
