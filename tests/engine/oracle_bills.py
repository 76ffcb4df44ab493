"""Bills of contracts, line by line (R21, R22)."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from tests.engine.oracle_cycles import listed, share
from tests.engine.oracle_money import half_away, shared

Json = dict[str, Any]


def bills(segments: Sequence[Json], document: Json) -> list[Json]:
    """One bill for each listed cycle, by contract id and first day; the segments have been priced."""
    return [
        _bill(contract, first, last, segments, document)
        for contract in sorted(document.get("contracts", []), key=lambda contract: contract["id"])
        for first, last in listed(contract, document)
    ]


def _bill(contract: Json, first: date, last: date | None, segments: Sequence[Json], document: Json) -> Json:
    base = base_charge(contract, first, document)
    used = [
        portion["amount"]
        for segment in segments
        if segment["contract"] is contract and segment["cycle"] == first
        for portion in segment["portions"]
        if portion["amount"] is not None
    ]
    lines = [base, *used]
    discount = discount_of(sum(lines), contract)
    net = [line - part for line, part in zip(lines, shared(discount, lines), strict=True)]
    taxes = [
        {"name": tax["name"], "amount": tax_of(net, tax["bp"], document.get("tax_scope", "bill"))}
        for tax in contract.get("taxes") or []
    ]
    return {
        "contract": contract["id"],
        "cycle": [first.isoformat(), last and last.isoformat()],
        "base": base,
        "usage": sum(used),
        "discount": discount,
        "net": sum(net),
        "taxes": taxes,
        "total": sum(net) + sum(tax["amount"] for tax in taxes),
    }


def base_charge(contract: Json, first: date, document: Json) -> int:
    plan = document["plans"][contract["plan"]]
    whole: int = plan.get("base_charge") or 0
    return share(whole, contract, first, document) if plan.get("prorate") else whole


def discount_of(lines: int, contract: Json) -> int:
    """Percent, then a fixed amount; together never more than the lines."""
    percent = half_away(Fraction(lines * (contract.get("discount_bp") or 0), 10000))
    return min(lines, percent + (contract.get("discount_amount") or 0))


def tax_of(net_lines: Sequence[int], bp: int, scope: str) -> int:
    taxed = [sum(net_lines)] if scope == "bill" else net_lines
    return sum(half_away(Fraction(net * bp, 10000)) for net in taxed)
