"""Last year's report: a .docx read, matched and checked, beside python-docx asking for each cell."""

import tempfile
import time
from pathlib import Path

import docx

from core import form as forms
from core.checks import Checker
from core.editions import Editions
from core.exchange import import_data
from core.old_report import read_old_report
from core.paper import paper
from core.word import word_bytes
from tests.bench.clock import median, say, times
from tests.core.sheets import DATA


def main() -> None:
    form, report = forms.load("2021"), import_data(DATA / "suqian_city_2023.json").report
    editions, checker = Editions(), Checker(form)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.docx"
        path.write_bytes(word_bytes(paper(form, report)))
        start = time.perf_counter()
        old = read_old_report(editions, path)
        say("a .docx, the first", (time.perf_counter() - start) * 1000, "ms")
        assert old.read == old.asked == len(form.cells)
        ours = median(times(lambda: checker.run(read_old_report(editions, path).report), 20))
        say("a .docx read, matched and checked, warm", ours, "ms", 50)

        def each_cell() -> None:
            for table in docx.Document(str(path)).tables:
                for row in range(len(table.rows)):
                    for column in range(len(table.columns)):
                        _ = table.cell(row, column).text

        theirs = median(times(each_cell, 2))
        say("python-docx, table.cell for each cell", theirs, "ms")
        say("times faster than that", theirs / ours, "x")
