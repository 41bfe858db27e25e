"""1,000 mistakes in reports like the published ones: seen, told once, and the right cell named first?"""

from collections import Counter
from collections.abc import Callable
from random import Random

from core import form as forms
from core.checks import Checker
from core.diagnose import suspects
from core.draft import load_draft
from core.form import Form
from core.issue import Issue
from core.locate import resource
from core.report import Report, reckon
from tests.bench.clock import median, p95, say, times
from tests.bench.injections import KINDS, SECTION, Mistake, inject, like_real, patterns, with_ledger, with_totals

_ROUNDS = 1000
_SEED = 20261125
Prepare = Callable[[Form, Report], Report]


def main() -> None:
    form = forms.load("2021")
    checker = Checker(form)
    sample = load_draft(resource("samples", "sample.nianbao"))
    figures = reckon(form, sample)
    say("all checks, a report of zeros", median(times(lambda: checker.run(sample, figures), 300)), "ms", 0.5)
    print(f"{_ROUNDS} mistakes each, seed {_SEED}")
    _ranked(form, "computed totals", lambda _, report: report, 60)
    _ranked(form, "ledger totals", with_ledger, 75)
    _ranked(form, "typed totals", with_totals, 99)
    _two(form)


def mistakes(form: Form, prepare: Prepare, random: Random) -> list[tuple[Report, Mistake]]:
    """Right reports, each with one mistake in it; kinds by turns."""
    found: list[tuple[Report, Mistake]] = []
    known = patterns(form)
    while len(found) < _ROUNDS:
        report = prepare(form, like_real(form, random.choice(known), random))
        mistake = inject(form, report, KINDS[len(found) % len(KINDS)], random)
        if mistake:
            found.append((report, mistake))
    return found


def _ranked(form: Form, name: str, prepare: Prepare, least: float) -> None:
    checker = Checker(form)
    seen: Counter[str] = Counter()
    once: Counter[str] = Counter()
    first: Counter[str] = Counter()
    three: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    hidden = undetected = 0
    taken: list[float] = []
    for right, mistake in mistakes(form, prepare, Random(_SEED)):
        before = _open(checker.run(right))
        new = _open(checker.run(mistake.report)) - before
        if not visible(form, mistake, right):
            hidden += 1
            continue
        asked[mistake.kind] += 1
        undetected += not new
        seen[mistake.kind] += bool(new)
        once[mistake.kind] += len(new) == 1
        told = suspects(form, mistake.report, SECTION)
        taken += times(lambda report=mistake.report: suspects(form, report, SECTION), 1)
        first[mistake.kind] += bool(told) and _names(told[0].keys, mistake.wrong)
        three[mistake.kind] += any(_names(one.keys, mistake.wrong) for one in told)
    total = asked.total()
    say(f"{name}: seen where a hard rule can", 100 * seen.total() / total, "%", 100, least=True)
    say("  exactly one message that is not folded", 100 * once.total() / total, "%", 95, least=True)
    say("  right cell named first", 100 * first.total() / total, "%", least, least=True)
    typing = {kind for kind in asked if kind in KINDS[:5]}
    say(
        "  of which one typing error",
        100 * sum(first[kind] for kind in typing) / sum(asked[kind] for kind in typing),
        "%",
        least,
        least=True,
    )
    say("  among the first three", 100 * three.total() / total, "%")
    say("  time for suspects, 95th percentile", p95(taken), "ms", 50)
    say("  time for suspects, longest", max(taken), "ms")
    told_by = {"once": once, "first": first, "three": three}
    for kind in KINDS:
        if asked[kind]:
            n = asked[kind]
            shares = (f"{name} {100 * counted[kind] / n:5.1f}" for name, counted in told_by.items())
            print(f"    {kind:16} {n:4}  {'  '.join(shares)}")
    print(f"    cannot be seen by any sum: {hidden}")


def _open(issues: tuple[Issue, ...]) -> set[str]:
    return {issue.ident for issue in issues if issue.is_open}


def _names(keys: tuple[str, ...], wrong: tuple[str, ...]) -> bool:
    """Whether a suspect names the cell that is wrong, or just those that are."""
    return keys[0] in wrong if len(wrong) == 1 else set(keys) == set(wrong)


def visible(form: Form, mistake: Mistake, right: Report) -> bool:
    """Whether some sum differs: a case moved within the outcomes of a column leaves all of them as they are."""
    from core.check_kinds import Sheet
    from core.equations import equations
    from core.report import last_numbers

    report = mistake.report
    return bool(equations(form, SECTION, Sheet(report, reckon(form, report), last_numbers(right))).off)


def _two(form: Form) -> None:
    """Two typing errors at once, with typed totals."""
    random, known = Random(_SEED), patterns(form)
    both = rounds = 0
    taken: list[float] = []
    while rounds < _ROUNDS // 2:
        report = with_totals(form, like_real(form, random.choice(known), random))
        one = inject(form, report, random.choice(KINDS[:5]), random)
        other = one and inject(form, one.report, random.choice(KINDS[:5]), random)
        if not one or not other or one.wrong == other.wrong:
            continue
        rounds += 1
        told = suspects(form, other.report, SECTION)
        taken += times(lambda report=other.report: suspects(form, report, SECTION), 1)
        named = {key for suspect in told for key in suspect.keys}
        both += {*one.wrong, *other.wrong} <= named
    say("two errors, typed totals: both among the first three", 100 * both / rounds, "%", 85, least=True)
    say("  time for suspects, 95th percentile", p95(taken), "ms", 50)
