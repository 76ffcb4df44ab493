"""What a portion costs (R7 to R10, R16, R19)."""

from fractions import Fraction
from typing import Any, NamedTuple

from tests.engine.oracle_money import half_away
from tests.engine.oracle_rounding import ticket_of

Json = dict[str, Any]
WHOLE_BP = 10000


class Price(NamedTuple):
    """A price in one tier: minor units per hour or per request, and a factor in basis points."""

    rule: str | None
    level: str
    per: str
    rate: int
    factor: int = WHOLE_BP


def usual_price(segment: Json) -> Price | None:
    """R7, or None if nothing matches."""
    entry, rule = segment["entry"], segment["rule"]
    if entry.get("override") is not None:
        return Price(None, "override", "hour", entry["override"])
    if rule is None:
        return None
    shape = rule["price"]
    per = shape.get("per", "hour")
    if shape.get("amounts"):
        return Price(rule["id"], rule["level"], per, shape["amounts"][segment["tier"]])
    factor = (shape.get("factors_bp") or {}).get(segment["tier"], WHOLE_BP)
    return Price(rule["id"], rule["level"], per, shape["amount"], factor)


def overage_price(plan: Json) -> Price | None:
    """The plan's own price of overage; its tiers have no factors."""
    own = plan.get("overage_price")
    return Price(None, "plan", own["per"], own["amount"]) if own else None


def worth(price: Price, billable_s: int) -> int:
    """R19; the length of a request does not matter."""
    hours = Fraction(billable_s, 3600) if price.per == "hour" else Fraction(1)
    return half_away(price.rate * Fraction(price.factor, WHOLE_BP) * hours)


class Requests:
    """Tickets whose price per request has been charged, by account, contract and cycle (R10)."""

    def __init__(self) -> None:
        self.charged: set[tuple[Any, ...]] = set()

    def knows(self, segment: Json) -> bool:
        return self._key(segment) in self.charged

    def note(self, segment: Json) -> None:
        self.charged.add(self._key(segment))

    def _key(self, segment: Json) -> tuple[Any, ...]:
        contract = segment["contract"] and segment["contract"]["id"]
        return segment["entry"]["account"], contract, segment["cycle"], ticket_of(segment["entry"])


def shown(portion: Json, kind: str, price: Price | None, amount: int, lot: str | None = None) -> Json:
    return portion | {
        "kind": kind,
        "lot": lot,
        "rule": price and price.rule,
        "level": price and price.level,
        "rate": None if price is None else price.rate,
        "amount": amount,
        "unpriced": False,
    }


def priced(portion: Json, kind: str, price: Price | None, segment: Json, requests: Requests) -> Json:
    """A portion that is plain or overage, at its price."""
    if price is None:
        return shown(portion, kind, None, 0) | {"unpriced": True}
    if price.per == "hour":
        return shown(portion, kind, price, worth(price, portion["billable_s"]))
    if requests.knows(segment):
        return shown(portion, "free", price, 0)
    requests.note(segment)
    return shown(portion, "request" if kind == "plain" else kind, price, worth(price, portion["billable_s"]))
