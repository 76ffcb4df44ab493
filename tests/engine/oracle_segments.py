"""Entries cut into segments, in work order (R5, R6, R15)."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from tests.engine.oracle_clock import first_instant, minutes, moment, tier_at
from tests.engine.oracle_cycles import cycle_of
from tests.engine.oracle_rules import calendar_of, cost_rate, first_rule, running

Json = dict[str, Any]
SAME = ("contract", "cycle", "tier", "rule", "windows")


def segments(document: Json) -> list[Json]:
    """All segments of the document, entries by start and id, each in time order."""
    cut = [(entry, joined(list(_steps(entry, document)))) for entry in document["entries"]]
    cut.sort(key=lambda item: (_stands_at(item[1][0]), item[0]["id"]))
    return [part | {"entry": entry, "entry_day": parts[0]["day"]} for entry, parts in cut for part in parts]


def _stands_at(first: Json) -> int:
    """Work without a clock stands at the first instant of its date."""
    return first_instant(first["zone"], first["day"]) if first["start"] is None else first["start"]


def _steps(entry: Json, document: Json) -> Iterator[Json]:
    """The entry a minute at a time; one without a clock is a single step."""
    if entry.get("start") is None:
        day = date.fromisoformat(entry["date"])
        held = _held(entry, lambda _: day, document)
        tier = entry.get("tier") or "operational"
        yield held | _step(held, tier, None, None, entry["seconds"])
        return
    zones = sorted({calendar["zone"] for calendar in document["calendars"].values()})
    known: dict[tuple[date, ...], Json] = {}
    for start, end in minutes(entry):
        days = {zone: moment(zone, start // 60).day for zone in zones}
        key = tuple(days.values())
        if key not in known:
            known[key] = _held(entry, days.__getitem__, document)
        held = known[key]
        tier = tier_at(moment(held["zone"], start // 60), held["calendar"])
        yield held | _step(held, tier, start, end, end - start)


def _step(held: Json, tier: str, start: int | None, end: int | None, worked: int) -> Json:
    return {"tier": tier, "start": start, "end": end, "worked_s": worked, "cost": held["cost_rate"] * worked}


def _held(entry: Json, day_in: Callable[[str], date], document: Json) -> Json:
    """What sets the price on the days that the clocks of the world write."""
    contract = running(entry, day_in, document)
    calendar = calendar_of(entry["account"], contract, document)
    day = day_in(calendar["zone"])
    return {
        "contract": contract,
        "cycle": contract and cycle_of(contract, day, document),
        "calendar": calendar,
        "zone": calendar["zone"],
        "day": day,
        "rule": first_rule(entry, contract, day, document),
        "windows": [top_up["id"] for top_up in top_ups(contract) if top_up["start"] <= str(day) <= top_up["end"]],
        "cost_rate": cost_rate(entry, day, document),
    }


def top_ups(contract: Json | None) -> list[Json]:
    return (contract or {}).get("top_ups") or []


def joined(steps: list[Json]) -> list[Json]:
    """Neighbours between which nothing changes, as one."""
    parts: list[Json] = []
    for step in steps:
        if parts and all(parts[-1][key] == step[key] for key in SAME):
            parts[-1]["end"] = step["end"]
            parts[-1]["worked_s"] += step["worked_s"]
            parts[-1]["cost"] += step["cost"]
        else:
            parts.append(dict(step))
    return parts
