"""Medians, and a line for each figure with its budget."""

import statistics
import time
from collections.abc import Callable


def times(act: Callable[[], object], rounds: int) -> list[float]:
    """Milliseconds of each of `rounds` calls, after one to warm up."""
    act()
    taken: list[float] = []
    for _ in range(rounds):
        start = time.perf_counter()
        act()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def median(taken: list[float]) -> float:
    return statistics.median(taken)


def p95(taken: list[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.95)]


def say(what: str, figure: float, unit: str, budget: float | None = None, *, least: bool = False) -> None:
    """Print one figure; with a budget also whether it's met (`least`: the figure must not be below it)."""
    verdict = ""
    if budget is not None:
        met = figure >= budget if least else figure <= budget
        verdict = f"   {'>=' if least else '<='} {budget:g}  {'met' if met else 'NOT MET'}"
    print(f"{what:58} {figure:9.3g} {unit:6}{verdict}")
