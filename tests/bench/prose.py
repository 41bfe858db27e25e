"""How much of what sentences state is read, and how long texts of 5,000 characters take to read and to check."""

from collections.abc import Callable, Iterator

from core import form as forms
from core.checks import Checker
from core.form import Form
from core.prose import parts, reader, words
from core.report import PREVIOUS, Previous, Report, reckon
from tests.bench.clock import median, p95, say, times
from tests.core.clean_reports import CLEAN, clean_report
from tests.core.prose.samples import Sample, samples, score

_LENGTH = 5000
_KEY = "overview/text"
_TYPED = "全年共收到公开申请412件，其中予以公开168件，均在规定的期限内答复，没有发生行政诉讼以外的情况。"


def main() -> None:
    unseen = samples("sentences_unseen")
    _measured("known (the reader was built with them)", samples("sentences_known"))
    _measured("shapes of the domain notes", samples("sentences_shapes"))
    _measured("unseen, even ones (looked at while building)", unseen[::2])
    _measured("unseen, odd ones (never looked at)", unseen[1::2])
    form = forms.load("2021")
    text = long_text()
    _reading(text)
    _typing(form, "in its paragraph", text)
    _typing(form, "all in one paragraph", text.replace("\n", ""))


def _measured(name: str, chosen: list[Sample]) -> None:
    told = score(chosen)
    print(f"{name}: {len(chosen)} sentences, {told.wanted} figures")
    say("  recall", 100 * told.recall, "%", 95, least=True)
    say("  precision", 100 * told.precision, "%", 95, least=True)


def long_text() -> str:
    """A text of a county's report of 5,000 characters: what the tables say once, and what else there was to tell."""
    told = [CLEAN["county"].overview, *_prose()]
    text = "\n".join(told)
    assert len(text) >= _LENGTH, len(text)
    return text[:_LENGTH]


def _prose() -> Iterator[str]:
    """Paragraphs of all reports that say nothing of tables or other years; thrice, each time of another month."""
    for month in (3, 6, 9):
        for name, clean in CLEAN.items():
            problems = [clean.problems] if name in ("street", "tax") else []
            for paragraph in (*clean.overview.split("\n")[-3:], *problems):
                yield paragraph.replace("全年", f"{month}月以来", 1).replace("一是", f"一是从{month}月起", 1)


def _forget() -> None:
    """Forget what was read before."""
    reader.read.cache_clear()
    parts.parts.cache_clear()
    words.tokens.cache_clear()


def _reading(text: str) -> None:
    def read(text: str) -> Callable[[], object]:
        def act() -> None:
            _forget()
            for paragraph in text.split("\n"):
                reader.read(paragraph, 2024)
                parts.parts(paragraph, 2024)

        return act

    taken = times(read(text), 100)
    say(f"read {len(text)} characters from scratch", median(taken), "ms")
    say("  95th percentile", p95(taken), "ms")


def _typing(form: Form, name: str, text: str) -> None:
    """All checks after one more character, last year's text beside it; the numbers are reckoned already."""
    report = clean_report(form, "county")
    assert report.previous
    last = Previous("2021", 2023, report.previous.source, report.previous.cells, {_KEY: text.replace("一", "二")})
    report = report.with_changes({_KEY: text, PREVIOUS: last})
    checker, figures = Checker(form), reckon(form, report)
    found = checker.run(report, figures)
    print(f"typing {name}: {len(found)} findings before")
    at = text.index("（三）")
    states = [
        report.with_changes({_KEY: text[:at] + (_TYPED * 3)[:typed] + text[at:]}) for typed in range(1, 3 * len(_TYPED))
    ]
    waiting: Iterator[Report] = iter(states)
    taken = times(lambda: checker.run(next(waiting), figures), len(states) - 1)
    say(f"  all checks after one more character, {len(text)} characters", median(taken), "ms", 10)
    say("  95th percentile", p95(taken), "ms", 10)


if __name__ == "__main__":
    main()
