"""The rules of RATING.md again, slow and obvious: every minute is looked at on the customer's own clock.

It reads the same quote documents as the engine and shares no code with it. Edges lie on whole minutes.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from tests.engine.oracle_bills import bills
from tests.engine.oracle_cycles import listed
from tests.engine.oracle_drawing import Drawing
from tests.engine.oracle_lots import base, bought, carried, listed_lot
from tests.engine.oracle_money import half_away
from tests.engine.oracle_rounding import rounded, share_out
from tests.engine.oracle_segments import segments

__all__ = ["half_away", "price", "rounded"]

Json = dict[str, Any]
SHOWN = ("start", "end", "tier", "kind", "worked_s", "billable_s", "lot", "rule", "level", "rate", "amount")


def price(document: Json) -> Json:
    """Charges by entry id, and the lots and bills of the listed cycles."""
    work = segments(document)
    share_out(work, document)
    drawing = Drawing(document)
    _settle([segment for segment in work if segment["contract"] is None], drawing)
    for contract in _renewed_first(document):
        _settle_contract(contract, work, drawing, document)
    charges = {entry["id"]: _charge([part for part in work if part["entry"] is entry]) for entry in document["entries"]}
    lots = sorted(drawing.lots, key=lambda own: (own["contract"], own["start"], own["id"]))
    return {"charges": charges, "lots": _listed(lots, document), "bills": bills(work, document)}


def _settle(work: Sequence[Json], drawing: Drawing) -> None:
    for segment in work:
        segment["portions"] = drawing.portions(segment)


def _settle_contract(contract: Json, work: Sequence[Json], drawing: Drawing, document: Json) -> None:
    """All work of a cycle before any of the next (R17)."""
    drawing.lots.extend(bought(contract))
    for first, _ in listed(contract, document):
        own = base((contract, first), document)
        drawing.lots.extend([own] if own else [])
        _settle([part for part in work if part["contract"] is contract and part["cycle"] == first], drawing)
        moved = carried(own, (contract, first), document) if own else None
        drawing.lots.extend([moved] if moved else [])


def _renewed_first(document: Json) -> list[Json]:
    """Contracts, each after the one that it renews."""
    contracts = {contract["id"]: contract for contract in document.get("contracts", [])}

    def depth(contract: Json) -> int:
        return 1 + depth(contracts[contract["renews"]]) if contract.get("renews") else 0

    return sorted(contracts.values(), key=depth)


def _listed(lots: Sequence[Json], document: Json) -> list[Json]:
    """Without the lots that begin with a cycle that is not listed."""
    begun = {
        (contract["id"], first.isoformat())
        for contract in document.get("contracts", [])
        for first, _ in listed(contract, document)
    }
    return [listed_lot(own) for own in lots if not own["carried"] or (own["contract"], own["start"]) in begun]


def _charge(parts: Sequence[Json]) -> Json:
    """The charge of an entry's segments."""
    portions = [portion for part in parts for portion in part["portions"]]
    unpriced = any(portion["unpriced"] for portion in portions)
    if unpriced:
        for portion in portions:
            portion["amount"] = None
    contract = parts[0]["contract"]
    return {
        "error": "no_price" if unpriced else None,
        "worked_s": sum(portion["worked_s"] for portion in portions),
        "billable_s": sum(portion["billable_s"] for portion in portions),
        "amount": None if unpriced else sum(portion["amount"] for portion in portions),
        "cost": half_away(Fraction(sum(part["cost"] for part in parts), 3600)),
        "contract": contract and contract["id"],
        "portions": [{key: portion[key] for key in SHOWN} for portion in portions],
    }
