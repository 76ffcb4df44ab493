"""Random calendars and rules of quote documents."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

Json = dict[str, Any]
Stream = Callable[[str], Random]
COUNTRIES = {
    "Europe/Paris": "FR",
    "America/New_York": "US",
    "Asia/Kolkata": "IN",
    "Australia/Lord_Howe": "AU",
    "UTC": None,
}
ZONES = tuple(COUNTRIES)
HOURS: tuple[dict[str, list[str]], ...] = (
    {day: ["09:00-18:00"] for day in ("mon", "tue", "wed", "thu", "fri")},
    {"mon": ["08:00-12:00", "13:00-17:30"], "fri": ["22:00-06:00"], "sun": ["20:00-02:30"]},
    {"sat": ["00:00-02:15"], "sun": ["01:30-02:30", "02:45-24:00"]},
    {day: ["18:00-09:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")},
    {},
)
WEEKENDS: tuple[list[str], ...] = (["sat", "sun"], ["fri"], [])
NAMES = {"account": ("acme", "blue"), "rep": ("ana", "bob"), "role": ("L1", "L2"), "service": ("onsite", "phone"),
         "product": ("app",), "priority": ("high", "low"), "ticket_type": ("bug",)}  # fmt: skip
TIERS = ("operational", "non_operational", "weekend", "holiday")
AHEAD = (-31, -7, -2, -1, -1, 0, 0, 0, 1, 1, 2, 7, 31)


def near(some: Random, centre: date) -> str:
    """A date about the centre."""
    return str(centre + timedelta(days=some.choice(AHEAD)))


def maybe(some: Random, value: Any) -> Any:
    return value if some.random() < 0.5 else None


def rate(some: Random) -> int:
    return some.choice((0, 100, 9900, 10000, 10000, 12000, some.randint(1, 30000), some.randint(1, 30000)))


def rounding(some: Random) -> Json | None:
    if some.random() < 0.5:
        return some.choice((None, {}))
    return {
        "increment_s": some.choice((0, 1, 7, 60, 900, 900, 3600)),
        "minimum_s": some.choice((0, 0, 600, 1200)),
        "mode": some.choice(("up", "nearest", "down")),
        "scope": some.choice(("entry", "ticket-day", "ticket", "day", "cycle")),
    }


def calendar(some: Random, centre: date) -> Json:
    zone = some.choice(ZONES)
    dates = sorted({near(some, centre) for _ in range(some.choice((0, 0, 1, 2)))})
    return {
        "zone": zone,
        "hours": some.choice(HOURS),
        "weekend": some.choice(WEEKENDS),
        "holidays": {"country": maybe(some, COUNTRIES[zone]), "dates": dates},
    }


def price(some: Random) -> Json:
    per = some.choice(("hour", "hour", "request"))
    if some.random() < 0.5:
        return {"per": per, "amounts": {tier: rate(some) for tier in TIERS}}
    factors = {tier: some.choice((0, 5000, 15000, 12345, 40000)) for tier in TIERS if some.random() < 0.5}
    return {"per": per, "amount": rate(some), "factors_bp": maybe(some, factors)}


def rule(some: Random, number: int, centre: date, running: list[Json]) -> Json:
    """A rule; in many documents the first is a price for everything."""
    if number == 0 and some.random() < 0.6:
        return {"id": "r0", "level": "general", "order": 100, "price": price(some), "rounding": rounding(some)}
    owners = {"general": (None,), "account": NAMES["account"], "plan": ("gold", "tin")}
    if running:
        owners["contract"] = tuple(contract["id"] for contract in running)
    level = some.choice(tuple(owners))
    fields = some.sample(sorted(NAMES), k=some.choice((0, 0, 1, 2)))
    first, last = sorted((near(some, centre), near(some, centre)))
    return {
        "id": f"r{number}",
        "level": level,
        "of": some.choice(owners[level]),
        "order": 100 - number,
        "match": some.choice(("all", "any")),
        "where": {field: some.sample(NAMES[field], k=some.randint(0, len(NAMES[field]))) for field in fields},
        "from": first if some.random() < 0.3 else None,
        "to": last if some.random() < 0.3 else None,
        "price": price(some),
        "rounding": rounding(some),
    }
