"""Billable time (R11 to R13)."""

from fractions import Fraction
from typing import Any

from tests.engine.oracle_money import shared

Json = dict[str, Any]


def share_out(segments: list[Json], document: Json) -> None:
    """Give each segment, handed in in work order, its billable seconds."""
    groups: dict[str, list[Json]] = {}
    for segment in segments:
        segment["billable_s"] = 0
        if segment["entry"].get("billable", True):
            groups.setdefault(_group(segment, document), []).append(segment)
    for group in groups.values():
        worked = [segment["worked_s"] for segment in group]
        total = rounded(sum(worked), policy_of(group[0], document))
        for segment, part in zip(group, shared(total, worked), strict=True):
            segment["billable_s"] = part


def _group(segment: Json, document: Json) -> str:
    """Same account, contract, cycle and policy; the rest is the scope's."""
    policy, entry = policy_of(segment, document), segment["entry"]
    ticket, day = ticket_of(entry), segment["entry_day"]
    scopes = {
        "entry": entry["id"],
        "ticket-day": (ticket, day),
        "ticket": ticket,
        "day": day,
        "cycle": None,
    }
    contract = segment["contract"] and segment["contract"]["id"]
    return repr((entry["account"], contract, segment["cycle"], sorted(policy.items()), scopes[policy["scope"]]))


def ticket_of(entry: Json) -> tuple[str, str]:
    """Work without a ticket is a ticket of its own."""
    return ("ticket", entry["ticket"]) if entry.get("ticket") is not None else ("entry", entry["id"])


def policy_of(segment: Json, document: Json) -> Json:
    """R11: of the rule, the contract, the account, or the default."""
    account = document.get("accounts", {}).get(segment["entry"]["account"], {})
    levels = (segment["rule"] or {}, segment["contract"] or {}, account, document)
    found: Json = next((level["rounding"] for level in levels if level.get("rounding")), {})
    return {"increment_s": 0, "minimum_s": 0, "mode": "up", "scope": "entry"} | found


def rounded(seconds: int, policy: Json) -> int:
    """R12."""
    if seconds == 0:
        return 0
    step = policy["increment_s"] or 1
    steps = Fraction(max(seconds, policy["minimum_s"]), step)
    whole = steps.numerator // steps.denominator
    if policy["mode"] == "down" or steps == whole:
        return whole * step
    up = policy["mode"] == "up" or steps - whole >= Fraction(1, 2)
    return (whole + up) * step
