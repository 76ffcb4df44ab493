"""Segments drawn from lots and split into portions (R10, R15, R16)."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from tests.engine.oracle_lots import draw, in_force
from tests.engine.oracle_prices import Price, Requests, overage_price, priced, shown, usual_price, worth
from tests.engine.oracle_rounding import ticket_of

Json = dict[str, Any]
Given = tuple[Json | None, int]  # a lot or none, and how much of the quantity


class Drawing:
    """The portions of segments that come in the order of drawing, and what is left of the lots."""

    def __init__(self, document: Json) -> None:
        self.document = document
        self.lots: list[Json] = []
        self.requests = Requests()
        self.tickets: dict[tuple[Any, ...], Json | None] = {}

    def portions(self, segment: Json) -> list[Json]:
        price = usual_price(segment)
        if not segment["entry"].get("billable", True):
            return [shown(whole, "free", None, 0) for whole in split(segment, [(None, 0)])]
        plan = self._plan(segment)
        lots = self._lots(segment)
        if not may_draw(segment, plan, lots):
            return [priced(whole, "plain", price, segment, self.requests) for whole in split(segment, [(None, 0)])]
        burn = Fraction((plan.get("burn_bp") or {}).get(segment["tier"], 10000), 10000)
        unit = (plan.get("allowance") or lots[0])["unit"]
        draw_unit = {"second": self._seconds, "request": self._request, "money": self._money}[unit]
        return draw_unit(segment, price, overage_price(plan), burn, lots)

    def _plan(self, segment: Json) -> Json:
        contract = segment["contract"]
        plan: Json = self.document["plans"][contract["plan"]] if contract else {}
        return plan

    def _lots(self, segment: Json) -> list[Json]:
        contract = segment["contract"]
        return in_force(self.lots, contract, segment["day"]) if contract else []

    def _seconds(
        self, segment: Json, price: Price | None, over: Price | None, burn: Fraction, lots: list[Json]
    ) -> list[Json]:
        parts = list(draw(segment["billable_s"], burn, lots))
        return self._included_or_over(segment, parts, over or price)

    def _request(
        self, segment: Json, price: Price | None, over: Price | None, burn: Fraction, lots: list[Json]
    ) -> list[Json]:
        """A ticket draws once in a cycle; the rest of its work goes where the first went."""
        key = (segment["contract"]["id"], segment["cycle"], ticket_of(segment["entry"]))
        if key not in self.tickets:
            ((self.tickets[key], _),) = draw(1, burn, lots)
        return self._included_or_over(segment, [(self.tickets[key], 1)], over or price)

    def _included_or_over(self, segment: Json, parts: Sequence[Given], price: Price | None) -> list[Json]:
        return [
            shown(portion, "included", None, 0, own["id"])
            if own
            else priced(portion, "overage", price, segment, self.requests)
            for portion, (own, _) in zip(split(segment, parts), parts, strict=True)
        ]

    def _money(
        self, segment: Json, price: Price | None, over: Price | None, burn: Fraction, lots: list[Json]
    ) -> list[Json]:
        """What is drawn is the value; what the lots do not cover of it is charged, or its seconds as overage."""
        if price is None or (price.per == "request" and self.requests.knows(segment)):
            return [priced(whole, "overage", price, segment, self.requests) for whole in split(segment, [(None, 0)])]
        parts = list(draw(worth(price, segment["billable_s"]), burn, lots))
        found = []
        for portion, (own, value) in zip(split(segment, parts), parts, strict=True):
            if own:
                found.append(shown(portion, "included", price, 0, own["id"]))
            elif over:
                found.append(priced(portion, "overage", over, segment, self.requests))
            else:
                found.append(self._rest(portion, price, value, segment))
        if price.per == "request" and parts[0][0]:
            self.requests.note(segment)
        return found

    def _rest(self, portion: Json, price: Price, value: int, segment: Json) -> Json:
        if price.per == "request":
            self.requests.note(segment)
        return shown(portion, "overage", price, value)


def may_draw(segment: Json, plan: Json, lots: list[Json]) -> bool:
    """R15; there must be lots to draw from, or an allowance that has ended."""
    operational = segment["tier"] == "operational" or not plan.get("only_operational_draws")
    return (
        (bool(lots) or plan.get("allowance") is not None) and operational and segment["entry"].get("override") is None
    )


def split(segment: Json, parts: Sequence[Given]) -> list[Json]:
    """Billable and worked seconds of each part, in proportion to what was given, the first ones rounded down."""
    quantity, given = sum(given for _, given in parts), 0
    bounds = [(0, 0)]
    for _, part in parts[:-1]:
        given += part
        bounds.append((segment["billable_s"] * given // quantity, segment["worked_s"] * given // quantity))
    bounds.append((segment["billable_s"], segment["worked_s"]))
    return [_portion(segment, *bounds[place], *bounds[place + 1]) for place in range(len(parts))]


def _portion(segment: Json, billable_from: int, worked_from: int, billable_to: int, worked_to: int) -> Json:
    start = segment["start"]
    return {
        "start": None if start is None else start + worked_from,
        "end": None if start is None else start + worked_to,
        "tier": segment["tier"],
        "worked_s": worked_to - worked_from,
        "billable_s": billable_to - billable_from,
    }
