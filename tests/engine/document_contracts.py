"""Random plans and contracts of quote documents: small allowances, so that lots end inside entries."""

from datetime import date, timedelta
from random import Random

from tests.engine.document_terms import TIERS, Json, Stream, maybe, near, rate, rounding

AMOUNTS = {
    "second": (0, 1, 599, 600, 1800, 3600, 5400, 9000),
    "request": (0, 1, 1, 2, 3),
    "money": (0, 1, 99, 2500, 5000, 10000, 33333),
}
BURNS = (0, 1, 5000, 10000, 12345, 15000, 20000, 33333)


def plan(some: Random) -> Json:
    unit = some.choice(("second", "second", "request", "money"))
    allowance = {"unit": unit, "amount": some.choice(AMOUNTS[unit])}
    cap = maybe(some, some.choice((0, 1, 2, *AMOUNTS[unit])))
    return {
        "mode": some.choice(("prepaid", "postpaid")),
        "cycle": some.choice(("week", "week", "month", "month", "quarter", "half-year", "year", "contract")),
        "anchor": some.choice(("start", "calendar")),
        "base_charge": some.choice((0, 31000, 50000, some.randint(0, 99999))),
        "prorate": some.random() < 0.5,
        "allowance": allowance if some.random() < 0.8 else None,
        "prorate_allowance": some.random() < 0.5,
        "only_operational_draws": some.random() < 0.2,
        "burn_bp": {tier: some.choice(BURNS) for tier in TIERS if some.random() < 0.3},
        "overage_price": maybe(some, {"per": some.choice(("hour", "hour", "request")), "amount": rate(some)}),
        "carry_over": some.choice((None, *({"cap": cap, "cycles": cycles} for cycles in (1, 2)))),
    }


def contracts(stream: Stream, count: int, centre: date) -> list[Json]:
    """Contracts of which some overlap and some renew the one before them; ids come in any order."""
    ids = stream("contracts").sample(("c1", "c2", "C3", "b4"), k=4)
    found: list[Json] = []
    for number in range(count):
        some = stream(f"contract {number}")
        made = contract(some, ids[number], centre)
        if found and found[-1]["end"] and some.random() < 0.7:
            renew(some, made, found[-1])
        found.append(made)
    return found


def contract(some: Random, key: str, centre: date) -> Json:
    start = first_day(some, centre)
    end = max(start, date.fromisoformat(near(some, centre)))
    return {
        "id": key,
        "account": some.choice(("acme", "acme", "acme", "blue")),
        "plan": some.choice(("gold", "gold", "tin", "iron")),
        "start": str(start),
        "end": str(end) if some.random() < 0.6 else None,
        "renews": None,
        "calendar": some.choice((None, "k0", "k1")),
        "rounding": rounding(some),
        "services": some.choice((None, None, None, ["onsite"], ["onsite", "phone"])),
        "products": some.choice((None, None, None, None, [], ["app"])),
        "discount_bp": some.choice((0, 0, 1000, 3333, 10000)),
        "discount_amount": some.choice((0, 0, 1, 1000, 10**6)),
        "taxes": [{"name": f"tax {number}", "bp": some.choice((0, 550, 777, 2000, 2300))} for number in range(2)],
        "top_ups": [top_up(some, f"{letter}{key}", centre) for letter in "zaT" if some.random() < 0.25],
    }


def first_day(some: Random, centre: date) -> date:
    """Near the centre, a cycle or two before it, or at the end of a month."""
    month_end = centre.replace(day=1) - timedelta(days=1)
    return some.choice(
        (
            centre - timedelta(days=some.choice((0, 1, 2, 6, 7, 8, 14, 30, 31))),
            month_end,
            month_end.replace(day=1) - timedelta(days=1),
            centre + timedelta(days=some.choice((1, 3))),
        )
    )


def renew(some: Random, made: Json, before: Json) -> None:
    """Follow the other contract at once, or after a gap, mostly with its plan."""
    start = date.fromisoformat(before["end"]) + timedelta(days=some.choice((1, 1, 1, 2, 9)))
    made |= {"renews": before["id"], "account": before["account"], "start": str(start)}
    made["plan"] = some.choice((before["plan"], before["plan"], made["plan"]))
    made["end"] = made["end"] and str(max(start, date.fromisoformat(made["end"])))


def top_up(some: Random, key: str, centre: date) -> Json:
    start, end = sorted((near(some, centre), near(some, centre)))
    unit = some.choice(tuple(AMOUNTS))
    return {"id": key, "unit": unit, "amount": some.choice(AMOUNTS[unit]), "start": start, "end": end}
