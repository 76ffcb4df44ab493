"""Random time entries of quote documents: starts and ends on midnights, openings, clock changes and cycle edges."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from tests.engine.document_terms import NAMES, TIERS, ZONES, Stream, near, rate

Json = dict[str, Any]
MOMENTS = ("00:00", "00:00", "00:00", "00:30", "01:00", "01:30", "02:00", "02:15", "02:30", "03:00", "06:00", "09:00",
           "12:00", "13:00", "17:30", "18:00", "20:00", "22:00", "23:30")  # fmt: skip
LENGTHS = (0, 1, 299, 300, 900, 1800, 3600, 3600, 5400, 7200)
LONGEST = (6, 6, 6, 6, 30)  # hours


def entries(stream: Stream, count: int, centres: Sequence[date]) -> list[Json]:
    """Entries about some dates, with ids in any order; some start together."""
    ids = stream("entries").sample(("e1", "e10", "e2", "E3", "b4", "z5", "e6"), k=7)
    found: list[Json] = []
    for number in range(count):
        some = stream(f"entry {number}")
        centre = some.choice(centres)
        timed = stated(some, centre) if some.random() < 0.15 else clocked(some, centre, found)
        found.append(fields(some, ids[number]) | timed)
    return found


def fields(some: Random, key: str) -> Json:
    named = {field: some.choice((None, *names)) for field, names in NAMES.items()}
    return named | {
        "id": key,
        "account": some.choice(("acme", "acme", "acme", "blue")),
        "ticket": some.choice((None, "T1", "T1", "T2")),
        "billable": some.random() < 0.9,
        "override": some.choice((0, rate(some))) if some.random() < 0.1 else None,
    }


def stated(some: Random, centre: date) -> Json:
    return {
        "date": near(some, centre),
        "seconds": some.choice((*LENGTHS, some.randint(0, 20000))),
        "tier": some.choice((None, *TIERS)),
    }


def clocked(some: Random, centre: date, others: list[Json]) -> Json:
    starts = [datetime.fromisoformat(other["start"]) for other in others if "start" in other]
    start = some.choice(starts) if starts and some.random() < 0.2 else edge(some, centre)
    end = edge(some, centre) if some.random() < 0.4 else start
    if not start < end < start + timedelta(hours=some.choice(LONGEST)):
        end = start + timedelta(seconds=some.choice((*LENGTHS, some.randint(0, 15000))))
    return {"start": start.isoformat(), "end": end.isoformat()}


def edge(some: Random, centre: date) -> datetime:
    """Two of three lie on an edge of some local clock, the others up to ten minutes from one."""
    zone = ZoneInfo(some.choice(ZONES))
    day = near(some, centre) if some.random() < 0.4 else centre.isoformat()
    local = datetime.fromisoformat(f"{day}T{some.choice(MOMENTS)}:00").replace(tzinfo=zone, fold=some.randint(0, 1))
    beside = 0 if some.random() < 0.66 else some.randint(-600, 600)
    return local.astimezone(UTC) + timedelta(seconds=beside)
