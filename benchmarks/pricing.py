"""Entries priced a second, all features on: ``python -m benchmarks.pricing``.

The data is invented (``pricing_data``). The plain way is the tests' slow implementation of the same rules, on a sample
of whole accounts, and must agree on it.
"""

import cProfile
import json
import pstats
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import numpy as np

from benchmarks.baseline import plain_python
from benchmarks.pricing_data import document, entries, row
from rxbilling.engine.columns import FIELDS, Charges, Entries, Portions
from rxbilling.engine.rating import rate
from rxbilling.engine.terms import Terms
from rxbilling.exchange.quote_document import Document
from rxbilling.exchange.quote_terms import terms_of
from tests.engine import oracle

LARGE = 1_000_000
ACCOUNTS_OF_SAMPLE = 8
RUNS = 7
PHASES = (
    ("sort by account and start", "batches.py", "batches"),
    ("take a batch of columns", "columns.py", "take"),
    ("cut into segments (R3 to R6a)", "segments.py", "segments"),
    ("match rules (R7)", "rules.py", "match"),
    ("round and share (R11 to R13)", "rounding.py", "number_groups"),
    ("round and share (R11 to R13)", "rounding.py", "round_groups"),
    ("round and share (R11 to R13)", "rounding.py", "share_groups"),
    ("draw lots (R14 to R17)", "drawing.py", "drawn"),
    ("split, price, amounts (R9, R10, R16, R19)", "splits.py", "split"),
    ("split, price, amounts (R9, R10, R16, R19)", "portions.py", "price_of_rest"),
    ("split, price, amounts (R9, R10, R16, R19)", "portions.py", "portions"),
)


def main() -> None:
    """Print all figures, with their aims and the speed of this machine in this minute."""
    terms = terms_of(Document.model_validate_json(json.dumps(document())))
    print(f"plain Python adds up ten million numbers in {plain_python() * 1000:.0f} ms here and now")
    tell("500 entries of one contract, terms of 200 accounts", of_one_contract(terms), terms, aim_ms=3)
    tell("10,000 entries", entries(10_000), terms, aim_ms=20)
    tell("100,000 entries", entries(100_000), terms)
    large = entries(LARGE)
    took = tell("1,000,000 entries, in random order", large, terms, aim_ms=1000)
    tell("1,000,000 entries, by account and start", in_order(large), terms, aim_ms=1000)
    memory(large, terms)
    copying(large, rate(large, terms), took)
    phases(large, terms)
    compare(terms, LARGE / took)


def tell(what: str, columns: Entries, terms: Terms, aim_ms: int | None = None) -> float:
    """Print how long entries take, and return it in seconds."""
    took = median(lambda: rate(columns, terms))
    aim = "" if aim_ms is None else f"   aim {aim_ms} ms: {'kept' if took * 1000 < aim_ms else 'MISSED'}"
    print(f"{what:<52} {took * 1000:9.2f} ms, {len(columns) / took:12,.0f} entries/s{aim}")
    return took


def in_order(columns: Entries) -> Entries:
    """Entries by account and start."""
    return columns.take(np.lexsort((columns.start, columns.account)))


def of_one_contract(terms: Terms) -> Entries:
    """The last 500 entries of an account with prepaid hours: its open cycle."""
    columns = entries(LARGE)
    rows = np.flatnonzero(columns.account == 0)
    rows = rows[np.argsort(columns.start[rows])]
    ends = terms.contracts[0].last_day or 0
    rows = rows[columns.start[rows] < (ends - 719_163) * 86_400][-500:]
    return alone(columns.take(rows))


def alone(columns: Entries) -> Entries:
    """Entries that name only what they use, as those of one account are loaded."""
    names, codes = dict(columns.names), {}
    for field in FIELDS:
        column = getattr(columns, field)
        used, place = np.unique(column[column >= 0], return_inverse=True)
        codes[field] = column.copy()
        codes[field][column >= 0] = place
        names[field] = tuple(columns.names[field][code] for code in used.tolist())
    return replace(columns, names=names, **codes)


def memory(columns: Entries, terms: Terms) -> None:
    """Print the most memory that was held at once, results included."""
    tracemalloc.start()
    rate(columns, terms)
    peak = tracemalloc.get_traced_memory()[1] / len(columns)
    tracemalloc.stop()
    verdict = "kept" if peak < 300 else "MISSED"
    print(f"{'memory at most, results included':<52} {peak:9.0f} bytes an entry   aim 300: {verdict}")


def copying(columns: Entries, charges: Charges, took: float) -> None:
    """Print how long it takes to read all inputs and write all outputs once, and how far pricing is from that."""
    arrays = [array for source in (columns, charges, charges.portions) for array in arrays_of(source)]
    once = median(lambda: [array.copy() for array in arrays])
    print(f"{'reading and writing all columns once':<52} {once * 1000:9.2f} ms, {took / once:.0f} times in pricing")


def arrays_of(source: Entries | Charges | Portions) -> list[Any]:
    return [value for item in fields(source) if isinstance(value := getattr(source, item.name), np.ndarray)]


def phases(columns: Entries, terms: Terms) -> None:
    """Print where the time goes, as the profiler sees it."""
    profile = cProfile.Profile()
    profile.runcall(rate, columns, terms)
    stats: Any = pstats.Stats(profile)
    share: dict[str, float] = {}
    for what, module, function in PHASES:
        times = [
            row[3]
            for (path, _, name), row in stats.stats.items()
            if name == function and path.endswith(f"engine/{module}")
        ]
        share[what] = share.get(what, 0) + max(times)
    share["all else: tables, merging, putting batches together"] = stats.total_tt - sum(share.values())
    for what, seconds in share.items():
        print(f"    {what:<52} {seconds / stats.total_tt:5.0%}")


def compare(terms: Terms, fast: float) -> None:
    """Price some accounts the plain way too, and compare amounts and speed."""
    few = entries(10_000)
    sample = few.take(np.flatnonzero(few.account < ACCOUNTS_OF_SAMPLE))
    described = document() | {"entries": [row(sample, index) for index in range(len(sample))]}
    begin = time.perf_counter()
    expected = oracle.price(described)["charges"]
    plain = len(sample) / (time.perf_counter() - begin)
    found = rate(sample, terms).amount.tolist()
    assert found == [expected[f"e{number:09}"]["amount"] or 0 for number in range(len(sample))]
    print(f"plain Python prices {plain:,.0f} entries/s, with the same amounts: {fast / plain:,.0f} times slower")


def median(work: Callable[[], object]) -> float:
    """Median seconds of several runs, after one that is not counted."""
    work()
    taken = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)


if __name__ == "__main__":
    sys.exit(main())
