"""What this machine does just now: a fixed piece of plain Python, so that figures of different days can be compared."""

import time
from collections.abc import Callable
from statistics import median


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def plain_python() -> float:
    """Return the median time of adding up ten million numbers in a loop over a range."""
    return median(seconds(lambda: sum(range(10_000_000))) for _ in range(5))


def tell(what: str, took: float, limit: float | None = None) -> None:
    """Print a figure, its ratio to the baseline, and its limit if it has one."""
    aim = "" if limit is None else f"   limit {limit:g} s: {'kept' if took < limit else 'MISSED'}"
    print(f"{what:<64} {took:7.2f} s  = {took / plain_python():6.1f} x baseline{aim}")
