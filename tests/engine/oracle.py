"""The rules of RATING.md again, slow and obvious: every minute is looked at on the customer's own clock.

It reads the same quote documents as the engine and shares no code with it. Edges lie on whole minutes.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import holidays

Json = dict[str, Any]
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LEVELS = ("contract", "plan", "account", "general")
MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
PUBLIC: dict[tuple[str, int], frozenset[date]] = {}


def price(document: Json) -> dict[str, Json]:
    """The charge of each entry, by its id."""
    return {entry["id"]: charge(entry, document) for entry in document["entries"]}


def charge(entry: Json, document: Json) -> Json:
    minutes = list(walk(entry, document))
    parts = joined(minutes, entry)
    share_out(parts, entry, document)
    error = None
    for part in parts:
        part["rate"], factor = rate_of(part, entry)
        if part["rate"] is None and entry.get("billable", True):
            error = "no_price"
        part["amount"] = half_away(Fraction((part["rate"] or 0) * factor * part["billable_s"], 3600 * 10000))
    cost = sum(Fraction(cost_rate(entry, minute["day"], document) * minute["worked_s"], 3600) for minute in minutes)
    return {
        "error": error,
        "worked_s": sum(part["worked_s"] for part in parts),
        "billable_s": sum(part["billable_s"] for part in parts),
        "amount": None if error else sum(part["amount"] for part in parts),
        "cost": half_away(Fraction(cost)),
        "portions": [seen(part, entry, error) for part in parts],
    }


def seen(part: Json, entry: Json, error: str | None) -> Json:
    rule = part["rule"]
    free = not entry.get("billable", True)
    overridden = not free and entry.get("override") is not None
    return {
        "start": part["start"],
        "end": part["end"],
        "tier": part["tier"],
        "kind": "free" if free else "plain",
        "worked_s": part["worked_s"],
        "billable_s": part["billable_s"],
        "rule": rule and rule["id"],
        "level": "override" if overridden else rule and rule["level"],
        "rate": part["rate"],
        "amount": None if error else part["amount"],
    }


def walk(entry: Json, document: Json) -> Iterator[Json]:
    """The entry a minute at a time; one without a clock is a single step."""
    if entry.get("start") is None:
        day = date.fromisoformat(entry["date"])
        yield state(entry, document, None, day) | {"start": None, "end": None, "worked_s": entry["seconds"]}
        return
    start, end = (int(datetime.fromisoformat(entry[key]).timestamp()) for key in ("start", "end"))
    instant = start
    while True:
        following = min(end, (instant // 60 + 1) * 60)
        yield state(entry, document, instant, None) | {
            "start": instant,
            "end": following,
            "worked_s": following - instant,
        }
        instant = following
        if instant >= end:
            return


def state(entry: Json, document: Json, instant: int | None, day: date | None) -> Json:
    """Everything that sets the price at an instant, or on a day."""
    contract = running(entry, document, instant, day)
    account = document.get("accounts", {}).get(entry["account"], {})
    key = (contract or {}).get("calendar") or account.get("calendar") or document["default_calendar"]
    calendar = document["calendars"][key]
    if instant is None:
        tier, local_day = entry.get("tier") or "operational", day
    else:
        local = on_clock(instant, calendar["zone"])
        tier, local_day = tier_at(local, calendar), local.date()
    assert local_day is not None
    rule = first_rule(entry, contract, local_day, document)
    contract_day = (
        day if instant is None else on_clock(instant, zone_of(contract, document)).date() if contract else None
    )
    cycle = cycle_of(contract, contract_day, document) if contract else None
    return {"contract": contract, "cycle": cycle, "tier": tier, "day": local_day, "rule": rule}


def on_clock(instant: int, zone: str) -> datetime:
    return datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo(zone))


def zone_of(contract: Json, document: Json) -> str:
    account = document.get("accounts", {}).get(contract["account"], {})
    key = contract.get("calendar") or account.get("calendar") or document["default_calendar"]
    zone: str = document["calendars"][key]["zone"]
    return zone


def running(entry: Json, document: Json, instant: int | None, day: date | None) -> Json | None:
    """R6a."""
    found = []
    for contract in document.get("contracts", []):
        local = day if instant is None else on_clock(instant, zone_of(contract, document)).date()
        services = contract.get("services") or None
        inside = contract["start"] <= str(local) <= (contract.get("end") or "9999-12-31")
        covered = services is None or entry.get("service") in services
        if contract["account"] == entry["account"] and inside and covered:
            narrow = (1, 0) if services is None else (0, len(set(services)))
            found.append((narrow, contract["start"], contract["id"], contract))
    return min(found, key=lambda item: item[:3])[3] if found else None


def cycle_of(contract: Json, day: date | None, document: Json) -> date:
    """First day of the contract's cycle that holds a day (R21)."""
    plan = document["plans"][contract["plan"]]
    begin = date.fromisoformat(contract["start"])
    assert day is not None
    while day > begin and not is_cycle_start(plan, begin, day):
        day -= timedelta(days=1)
    return day


def is_cycle_start(plan: Json, begin: date, day: date) -> bool:
    length, aligned = plan.get("cycle", "contract"), plan.get("anchor") == "calendar"
    if length == "contract":
        return False
    if length == "week":
        return day.weekday() == (0 if aligned else begin.weekday())
    month = (day.month - 1) if aligned else (day.year * 12 + day.month) - (begin.year * 12 + begin.month)
    wanted = 1 if aligned else begin.day
    last_of_month = (day + timedelta(days=1)).day == 1
    return month % MONTHS[length] == 0 and (day.day == wanted or (last_of_month and day.day < wanted))


def tier_at(local: datetime, calendar: Json) -> str:
    """R4: holiday, then weekend, then the hours of the day and of the night before."""
    own = calendar.get("holidays", {})
    if local.date().isoformat() in own.get("dates", []) or local.date() in public(own.get("country"), local.year):
        return "holiday"
    if DAYS[local.weekday()] in calendar.get("weekend", ["sat", "sun"]):
        return "weekend"
    clock = local.strftime("%H:%M")
    for hours in calendar["hours"].get(DAYS[local.weekday()], []):
        opens, closes = hours.split("-")
        if opens <= clock and (clock < closes or closes < opens):
            return "operational"
    for hours in calendar["hours"].get(DAYS[local.weekday() - 1], []):
        opens, closes = hours.split("-")
        if closes < opens and clock < closes:
            return "operational"
    return "non_operational"


def public(country: str | None, year: int) -> frozenset[date]:
    if country is None:
        return frozenset()
    if (country, year) not in PUBLIC:
        PUBLIC[country, year] = frozenset(holidays.country_holidays(country, years=[year]))
    return PUBLIC[country, year]


def first_rule(entry: Json, contract: Json | None, day: date, document: Json) -> Json | None:
    """R7; nothing is looked up for free work or an entry with its own rate."""
    if not entry.get("billable", True) or entry.get("override") is not None:
        return None
    ordered = sorted(document.get("rules", []), key=lambda rule: (LEVELS.index(rule["level"]), rule["order"]))
    return next((rule for rule in ordered if applies(rule, entry, contract, day)), None)


def applies(rule: Json, entry: Json, contract: Json | None, day: date) -> bool:
    owner = {
        "contract": contract and contract["id"],
        "plan": contract and contract["plan"],
        "account": entry["account"],
        "general": None,
    }
    if rule.get("of") != owner[rule["level"]] or (rule["level"] != "general" and rule.get("of") is None):
        return False
    if not (rule.get("from") or "0001-01-01") <= day.isoformat() <= (rule.get("to") or "9999-12-31"):
        return False
    met = [entry.get(field) in names for field, names in rule.get("where", {}).items() if names]
    return not met or (all(met) if rule.get("match", "all") == "all" else any(met))


def rate_of(part: Json, entry: Json) -> tuple[int | None, int]:
    if not entry.get("billable", True):
        return None, 0
    if entry.get("override") is not None:
        return entry["override"], 10000
    if part["rule"] is None:
        return None, 0
    shape = part["rule"]["price"]
    if shape.get("amounts"):
        return shape["amounts"][part["tier"]], 10000
    return shape["amount"], (shape.get("factors_bp") or {}).get(part["tier"], 10000)


def joined(minutes: list[Json], entry: Json) -> list[Json]:
    """Neighbours between which nothing changes, as one."""
    parts: list[Json] = []
    for minute in minutes:
        same = ("contract", "cycle", "tier", "rule")
        if parts and all(parts[-1][key] == minute[key] for key in same):
            parts[-1]["end"] = minute["end"]
            parts[-1]["worked_s"] += minute["worked_s"]
        else:
            parts.append(dict(minute))
    assert sum(part["worked_s"] for part in parts) == sum(minute["worked_s"] for minute in minutes), entry
    return parts


def share_out(parts: list[Json], entry: Json, document: Json) -> None:
    """R11 to R13 for the scope of an entry."""
    groups: dict[str, list[Json]] = {}
    for part in parts:
        part["billable_s"] = 0
        policy = policy_of(part, entry, document)
        if entry.get("billable", True):
            groups.setdefault(repr((part["contract"], part["cycle"], sorted(policy.items()))), []).append(part)
    for group in groups.values():
        worked = sum(part["worked_s"] for part in group)
        total = rounded(worked, policy_of(group[0], entry, document))
        if worked:
            exact = [Fraction(total * part["worked_s"], worked) for part in group]
            for part, share in zip(group, exact, strict=True):
                part["billable_s"] = share.numerator // share.denominator
            left = total - sum(part["billable_s"] for part in group)
            order = sorted(range(len(group)), key=lambda i: (group[i]["billable_s"] - exact[i], i))
            for i in order[:left]:
                group[i]["billable_s"] += 1


def policy_of(part: Json, entry: Json, document: Json) -> Json:
    contract = part["contract"] or {}
    account = document.get("accounts", {}).get(contract.get("account", entry["account"]), {})
    own = (part["rule"] or {}).get("rounding")
    found = own or contract.get("rounding") or account.get("rounding") or document.get("rounding") or {}
    return {"increment_s": 0, "minimum_s": 0, "mode": "up", "scope": "entry"} | found


def rounded(seconds: int, policy: Json) -> int:
    if seconds == 0:
        return 0
    step = policy["increment_s"] or 1
    steps = Fraction(max(seconds, policy["minimum_s"]), step)
    whole = steps.numerator // steps.denominator
    if policy["mode"] == "down" or steps == whole:
        return whole * step
    up = policy["mode"] == "up" or steps - whole >= Fraction(1, 2)
    return (whole + up) * step


def cost_rate(entry: Json, day: date, document: Json) -> int:
    """R20: the latest rate that has begun."""
    dated = [
        (rate.get("from") or "0001-01-01", rate["amount"])
        for rate in document.get("cost_rates", [])
        if rate["rep"] == entry.get("rep")
    ]
    begun = [item for item in dated if item[0] <= day.isoformat()]
    return max(begun)[1] if begun else 0


def half_away(value: Fraction) -> int:
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)
