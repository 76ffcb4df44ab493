"""The answer to a quote as the JSON text that ``DESIGN.md`` lays down, keys in its order."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rxbilling.engine.calendar import day_start
from rxbilling.engine.columns import NONE, Charges, Entries, Kind, Lot, Problem
from rxbilling.engine.cycle_bills import CycleBill, cycle_bills
from rxbilling.engine.explain import rate_and_explain
from rxbilling.engine.last_day import LastDay
from rxbilling.engine.steps import CalendarStep, CutStep, Step
from rxbilling.engine.terms import Contract, Level, Rule, Terms
from rxbilling.exchange.quote_values import TIERS

Json = dict[str, Any]


def answer_text(ids: Sequence[str], entries: Entries, terms: Terms) -> str:
    """Rate entries and lay out their charges in work order; ``ids`` are the entries' own, row by row."""
    charges, explained = rate_and_explain(entries, terms)
    rows = sorted(range(len(ids)), key=lambda row: (_work_start(row, entries, charges, terms), ids[row]))
    listed = [
        _charge(row, ids[row], explained[row], clock=bool(entries.clock[row]), charges=charges, terms=terms)
        for row in rows
    ]
    lots = sorted(charges.lots, key=lambda lot: (lot.contract, lot.first_day, lot.key))  # contracts stand by id
    bills = cycle_bills(charges, terms, LastDay.of(entries))
    parts = {
        "charges": _json(listed, indent=1),
        "lots": _rows([_lot(lot, terms) for lot in lots]),
        "bills": _rows([_bill(item, terms) for item in bills]),
        "totals": _json(_totals(listed)),
    }
    return "{" + ",\n".join(f'"{key}": {text}' for key, text in parts.items()) + "}"


def _rows(items: Sequence[Json]) -> str:
    """A list with one item a line: there may be thousands, and indenting takes ten times as long."""
    return "[" + ",\n ".join(map(_json, items)) + "]"


def _json(value: object, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)


def _totals(charges: Sequence[Json]) -> Json:
    return {key: sum(charge[key] or 0 for charge in charges) for key in ("amount", "cost", "worked_s", "billable_s")}


def _charge(row: int, key: str, steps: Sequence[Step], *, clock: bool, charges: Charges, terms: Terms) -> Json:
    problem, first = Problem(int(charges.problem[row])), int(charges.first[row])
    portions = range(first, first + int(charges.count[row]))
    zones = [step.zone for step in steps if isinstance(step, CalendarStep)]
    explanation = [step_document(step, zones, int(charges.day[row])) for step in steps]
    return {
        "entry": key,
        "error": None if problem == Problem.NONE else problem.name.lower(),
        "worked_s": int(charges.worked_s[row]),
        "billable_s": int(charges.billable_s[row]),
        "amount": int(charges.amount[row]) if problem == Problem.NONE else None,
        "cost": int(charges.cost[row]),
        "contract": _key(int(charges.contract[row]), terms.contracts),
        "portions": [
            _portion(portion, zone if clock else None, problem, charges, terms)
            for portion, zone in zip(portions, zones, strict=True)
        ],
        "explanation": explanation,
    }


def _portion(row: int, zone: str | None, problem: Problem, charges: Charges, terms: Terms) -> Json:
    """One portion; without a clock it has no start and end, without a price no rate."""
    portions = charges.portions
    level = int(portions.level[row])
    return {
        "start": zone and _local(int(portions.start[row]), zone),
        "end": zone and _local(int(portions.end[row]), zone),
        "tier": TIERS[int(portions.tier[row])],
        "kind": Kind(int(portions.kind[row])).name.lower(),
        "worked_s": int(portions.worked_s[row]),
        "billable_s": int(portions.billable_s[row]),
        "lot": _key(int(portions.lot[row]), charges.lots),
        "rule": _key(int(portions.rule[row]), terms.rules),
        "level": None if level == NONE else Level(level).name.lower(),
        "rate": None if level == NONE else int(portions.rate[row]),
        "amount": int(portions.amount[row]) if problem == Problem.NONE else None,
    }


def step_document(step: Step, zones: Sequence[str], day: int) -> Json:
    """Return a step for the reader: its name first, days and times as the document has them."""
    said = {"step": step.step} | asdict(step)
    match step:
        case CalendarStep():
            said |= {"cycle": _date(step.cycle), "calendar": step.calendar or None}
        case CutStep(stated=True):
            said |= {"start": _date(day), "end": None}
        case CutStep():
            zone = zones[step.portion]
            said |= {"start": _local(step.start, zone), "end": _local(step.end, zone)}
    return said


def _lot(lot: Lot, terms: Terms) -> Json:
    return {
        "id": lot.key,
        "contract": terms.contracts[lot.contract].key,
        "unit": lot.unit,
        "granted": lot.granted,
        "drawn": lot.used,
        "left": lot.left,
        "start": _date(lot.first_day),
        "end": _date(lot.last_day),
    }


def _bill(item: CycleBill, terms: Terms) -> Json:
    bill = item.bill
    return {
        "contract": terms.contracts[item.contract].key,
        "cycle": [_date(item.span.first_day), _date(item.span.last_day)],
        "base": item.base,
        "usage": item.usage,
        "discount": bill.discount,
        "net": bill.net,
        "taxes": [{"name": tax.tax.name, "amount": tax.amount} for tax in bill.taxes],
        "total": bill.total,
    }


def _key(index: int, items: Sequence[Contract] | Sequence[Rule] | Sequence[Lot]) -> str | None:
    return None if index == NONE else items[index].key


def _date(day: int | None) -> str | None:
    return None if day is None else date.fromordinal(day).isoformat()


def _work_start(row: int, entries: Entries, charges: Charges, terms: Terms) -> int:
    """Instant at which an entry stands in work order; without a clock, where its date begins."""
    if entries.clock[row]:
        return int(entries.start[row])
    zone = terms.calendars[charges.calendars[charges.calendar[row]]].zone
    return day_start(zone, int(charges.day[row]))


def _local(instant: int, zone: str) -> str:
    return datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo(zone)).isoformat()
