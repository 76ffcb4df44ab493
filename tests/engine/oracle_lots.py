"""Lots: granted, carried over, bought (R14, R17)."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Any

from tests.engine.oracle_clock import LAST_DAY
from tests.engine.oracle_cycles import last_of, share
from tests.engine.oracle_segments import top_ups

Json = dict[str, Any]
Cycle = tuple[Json, date]  # a contract, and the first day of the cycle


def lot(key: str, contract: Json, quantity: Json, start: str, end: str | None) -> Json:
    """A lot with what is left of it, exactly; ``of`` names the contracts whose work draws from it."""
    return {
        "id": key,
        "contract": contract["id"],
        "unit": quantity["unit"],
        "granted": quantity["amount"],
        "start": start,
        "end": end,
        "left": Fraction(quantity["amount"]),
        "of": {contract["id"]},
        "carried": False,
    }


def bought(contract: Json) -> list[Json]:
    return [lot(own["id"], contract, own, own["start"], own["end"]) for own in top_ups(contract)]


def base(cycle: Cycle, document: Json) -> Json | None:
    """The lot that a cycle grants."""
    contract, first = cycle
    plan = document["plans"][contract["plan"]]
    allowance = plan.get("allowance")
    if allowance is None:
        return None
    if plan.get("prorate_allowance"):
        allowance = allowance | {"amount": share(allowance["amount"], contract, first, document)}
    key = f"{contract['id']}/{first}"
    return lot(key, contract, allowance, str(first), _text(last_of(contract, first, document)))


def carried(own: Json, cycle: Cycle, document: Json) -> Json | None:
    """What a base lot leaves at the end of its cycle, as a lot of the cycles that follow."""
    plan = document["plans"][cycle[0]["plan"]]
    rule = plan.get("carry_over")
    cycles = _ahead(cycle, rule.get("cycles", 1), document) if rule else []
    if not cycles:
        return None
    left = floor(own["left"])
    cap = rule.get("cap")
    granted = left if cap is None else min(left, cap)
    if granted == 0:
        return None
    (contract, first), (final, final_first) = cycles[0], cycles[-1]
    end = _text(last_of(final, final_first, document))
    moved = lot(f"{own['id']}/carried", contract, {"unit": own["unit"], "amount": granted}, str(first), end)
    return moved | {"of": {each["id"] for each, _ in cycles}, "carried": True}


def _ahead(cycle: Cycle, count: int, document: Json) -> list[Cycle]:
    """Up to so many cycles after one."""
    found: list[Cycle] = []
    while len(found) < count:
        following = _following(found[-1] if found else cycle, document)
        if following is None:
            break
        found.append(following)
    return found


def _following(cycle: Cycle, document: Json) -> Cycle | None:
    """The next cycle of the contract, else the first of the contract that renews it, if that grants the same unit."""
    contract, first = cycle
    last = last_of(contract, first, document)
    if last is None:
        return None
    if last.isoformat() < (contract.get("end") or LAST_DAY):
        return contract, last + timedelta(days=1)
    for renewal in document["contracts"]:
        grants = document["plans"][renewal["plan"]].get("allowance")
        if renewal.get("renews") == contract["id"] and grants and grants["unit"] == _unit(contract, document):
            return renewal, date.fromisoformat(renewal["start"])
    return None


def _unit(contract: Json, document: Json) -> str | None:
    """The unit of all lots of a contract."""
    allowance = document["plans"][contract["plan"]].get("allowance")
    units = [own["unit"] for own in ([allowance] if allowance else []) + top_ups(contract)]
    return units[0] if units else None


def in_force(lots: list[Json], contract: Json, day: date) -> list[Json]:
    """The lots from which a contract's work of a day is drawn: earliest expiry, earliest start, lowest id."""
    found = [
        own
        for own in lots
        if contract["id"] in own["of"] and own["start"] <= day.isoformat() <= (own["end"] or LAST_DAY)
    ]
    return sorted(found, key=lambda own: (own["end"] or LAST_DAY, own["start"], own["id"]))


def draw(quantity: int, burn: Fraction, lots: list[Json]) -> Iterator[tuple[Json | None, int]]:
    """R16: what each lot gives of a quantity, and in the end what none gives. A lot gives all it has."""
    for own in lots:
        if own["left"] > 0:
            given = min(quantity, ceil(own["left"] / burn)) if burn else quantity
            own["left"] -= min(own["left"], given * burn)
            quantity -= given
            yield own, given
            if quantity == 0:
                return
    yield None, quantity


def listed_lot(own: Json) -> Json:
    left = floor(own["left"])
    kept = {key: own[key] for key in ("id", "contract", "unit", "granted", "start", "end")}
    return kept | {"drawn": own["granted"] - left, "left": left}


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
