"""Which contract, calendar, rule and cost rate hold (R3, R6a, R7, R20)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.engine.oracle_clock import FIRST_DAY, LAST_DAY

Json = dict[str, Any]
LEVELS = ("contract", "plan", "account", "general")


def calendar_of(account: str, contract: Json | None, document: Json) -> Json:
    """R3: the contract's, else the account's, else the default."""
    own = document.get("accounts", {}).get(account, {}).get("calendar")
    found: Json = document["calendars"][(contract or {}).get("calendar") or own or document["default_calendar"]]
    return found


def running(entry: Json, day_in: Callable[[str], date], document: Json) -> Json | None:
    """R6a; ``day_in`` tells the date in a zone."""
    found = []
    for contract in document.get("contracts", []):
        day = day_in(calendar_of(contract["account"], contract, document)["zone"]).isoformat()
        inside = contract["start"] <= day <= (contract.get("end") or LAST_DAY)
        if contract["account"] == entry["account"] and inside and _covers(contract, entry):
            found.append((_width(contract), contract["start"], contract["id"], contract))
    return min(found, key=lambda item: item[:3])[3] if found else None


def _covers(contract: Json, entry: Json) -> bool:
    """The entry's service or its product; without either list, everything."""
    services, products = contract.get("services") or [], contract.get("products") or []
    everything = not services and not products
    return everything or entry.get("service") in services or entry.get("product") in products


def _width(contract: Json) -> tuple[int, int]:
    """How many services and products a contract covers; everything is the widest."""
    names = len(set(contract.get("services") or [])) + len(set(contract.get("products") or []))
    return (0, names) if names else (1, 0)


def first_rule(entry: Json, contract: Json | None, day: date, document: Json) -> Json | None:
    """R7; nothing is looked up for free work or an entry with its own rate."""
    if not entry.get("billable", True) or entry.get("override") is not None:
        return None
    ordered = sorted(document.get("rules", []), key=lambda rule: (LEVELS.index(rule["level"]), rule["order"]))
    return next((rule for rule in ordered if _applies(rule, entry, contract, day.isoformat())), None)


def _applies(rule: Json, entry: Json, contract: Json | None, day: str) -> bool:
    owner = {
        "contract": contract and contract["id"],
        "plan": contract and contract["plan"],
        "account": entry["account"],
        "general": None,
    }
    if rule.get("of") != owner[rule["level"]] or (rule["level"] != "general" and rule.get("of") is None):
        return False
    if not (rule.get("from") or FIRST_DAY) <= day <= (rule.get("to") or LAST_DAY):
        return False
    met = [entry.get(field) in names for field, names in rule.get("where", {}).items() if names]
    return not met or (all(met) if rule.get("match", "all") == "all" else any(met))


def cost_rate(entry: Json, day: date, document: Json) -> int:
    """R20: the latest rate that has begun."""
    dated = [
        (rate.get("from") or FIRST_DAY, rate["amount"])
        for rate in document.get("cost_rates", [])
        if rate["rep"] == entry.get("rep")
    ]
    begun = [item for item in dated if item[0] <= day.isoformat()]
    return max(begun)[1] if begun else 0
