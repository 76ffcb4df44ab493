"""Short quote documents for tables of cases."""

import json
from typing import Any

from rxbilling.exchange.quote import answer

Json = dict[str, Any]
WEEK = {day: ["09:00-18:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
PARIS: Json = {"zone": "Europe/Paris", "hours": WEEK}
TIERED: Json = {"amounts": {"operational": 10000, "non_operational": 15000, "weekend": 17500, "holiday": 20000}}


def rule(price: int | Json = 10000, **keys: Any) -> Json:
    shape = {"amount": price} if isinstance(price, int) else price
    return {"id": "r", "level": "general", "order": 1, "price": shape} | {key.rstrip("_"): keys[key] for key in keys}


def entry(start: str, end: str, **keys: Any) -> Json:
    return {"id": "e", "account": "acme", "start": start, "end": end} | keys


def stated(day: str, seconds: int, **keys: Any) -> Json:
    return {"id": "e", "account": "acme", "date": day, "seconds": seconds} | keys


def document(*entries: Json, **keys: Any) -> Json:
    base: Json = {"currency": "EUR", "default_calendar": "paris", "calendars": {"paris": PARIS}, "rules": [rule()]}
    return base | {"entries": list(entries)} | keys


def priced(described: Json) -> Json:
    """The whole answer."""
    result = answer(json.dumps(described))
    assert result.text is not None, result.problems
    found: Json = json.loads(result.text)
    return found


def charge(one: Json, **keys: Any) -> Json:
    """The charge of a document's only entry."""
    found: Json = priced(document(one, **keys))["charges"][0]
    return found


def tiers(found: Json) -> list[tuple[str, int]]:
    return [(portion["tier"], portion["worked_s"]) for portion in found["portions"]]
