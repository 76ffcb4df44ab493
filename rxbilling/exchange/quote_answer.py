"""The answer to a quote: charges as the JSON text that ``DESIGN.md`` lays down, keys in its order."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rxbilling.engine.calendar import day_start
from rxbilling.engine.columns import NONE, Charges, Entries, Kind, Problem
from rxbilling.engine.explain import all_steps
from rxbilling.engine.steps import Step
from rxbilling.engine.terms import Level, Terms
from rxbilling.exchange.quote_terms import NO_CALENDAR
from rxbilling.exchange.quote_values import TIERS

Json = dict[str, Any]


def answer_text(ids: Sequence[str], entries: Entries, charges: Charges, terms: Terms) -> str:
    """JSON text of the charges in work order; ``ids`` are the entries' own, row by row."""
    rows = sorted(range(len(ids)), key=lambda row: (_work_start(row, entries, charges, terms), ids[row]))
    explained = list(all_steps(entries, charges, terms))
    listed = [
        _charge(row, ids[row], explained[row], clock=bool(entries.clock[row]), charges=charges, terms=terms)
        for row in rows
    ]
    answer = {"charges": listed, "lots": [], "bills": [], "totals": _totals(listed)}
    return json.dumps(answer, ensure_ascii=False, allow_nan=False, indent=1)


def _totals(charges: Sequence[Json]) -> Json:
    return {key: sum(charge[key] or 0 for charge in charges) for key in ("amount", "cost", "worked_s", "billable_s")}


def _charge(row: int, key: str, steps: Sequence[Step], *, clock: bool, charges: Charges, terms: Terms) -> Json:
    problem, contract = Problem(int(charges.problem[row])), int(charges.contract[row])
    portions = range(int(charges.first[row]), int(charges.first[row + 1]))
    explanation = [_step(asdict(step)) for step in steps]
    zones = [step["zone"] for step in explanation if step["step"] == "calendar"]
    return {
        "entry": key,
        "error": None if problem == Problem.NONE else problem.name.lower(),
        "worked_s": int(charges.worked_s[row]),
        "billable_s": int(charges.billable_s[row]),
        "amount": int(charges.amount[row]) if problem == Problem.NONE else None,
        "cost": int(charges.cost[row]),
        "contract": None if contract == NONE else terms.contracts[contract].key,
        "portions": [
            _portion(portion, zone if clock else None, problem, charges, terms)
            for portion, zone in zip(portions, zones, strict=True)
        ],
        "explanation": explanation,
    }


def _portion(row: int, zone: str | None, problem: Problem, charges: Charges, terms: Terms) -> Json:
    """One portion; without a clock it has no start and end, without a price no rate."""
    portions = charges.portions
    rule, level = int(portions.rule[row]), int(portions.level[row])
    return {
        "start": zone and _local(int(portions.start[row]), zone),
        "end": zone and _local(int(portions.end[row]), zone),
        "tier": TIERS[int(portions.tier[row])],
        "kind": Kind(int(portions.kind[row])).name.lower(),
        "worked_s": int(portions.worked_s[row]),
        "billable_s": int(portions.billable_s[row]),
        "lot": None,
        "rule": None if rule == NONE else terms.rules[rule].key,
        "level": None if level == NONE else Level(level).name.lower(),
        "rate": None if level == NONE else int(portions.rate[row]),
        "amount": int(portions.amount[row]) if problem == Problem.NONE else None,
    }


def _step(step: Json) -> Json:
    """A step for the reader: its name first, and no key where the document has none."""
    named = {"step": step["step"]} | step
    return {key: None if key == "calendar" and value == NO_CALENDAR else value for key, value in named.items()}


def _work_start(row: int, entries: Entries, charges: Charges, terms: Terms) -> int:
    """Instant at which an entry stands in work order; without a clock, where its date begins."""
    if entries.clock[row]:
        return int(entries.start[row])
    zone = terms.calendars[charges.calendars[charges.calendar[row]]].zone
    return day_start(zone, int(charges.day[row]))


def _local(instant: int, zone: str) -> str:
    return datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo(zone)).isoformat()
