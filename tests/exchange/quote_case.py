"""Quote documents that tests change one place at a time."""

import copy
from typing import Any

from rxbilling.exchange.quote import answer

Json = dict[str, Any]

# The example of the design, with one choice where it shows several.
EXAMPLE: Json = {
    "currency": "EUR",
    "default_calendar": "paris",
    "calendars": {
        "paris": {
            "zone": "Europe/Paris",
            "hours": {"mon": ["09:00-18:00"], "tue": ["09:00-12:00", "13:00-18:00"], "fri": ["22:00-06:00"]},
            "weekend": ["sat", "sun"],
            "holidays": {"country": "FR", "subdivision": None, "dates": ["2026-12-24"]},
        }
    },
    "rounding": {"increment_s": 900, "minimum_s": 0, "mode": "up", "scope": "entry"},
    "accounts": {"acme": {"calendar": "paris", "rounding": {}}},
    "plans": {
        "gold": {
            "type": "hour",
            "mode": "prepaid",
            "cycle": "month",
            "anchor": "start",
            "base_charge": 50000,
            "allowance": {"unit": "second", "amount": 36000},
            "only_operational_draws": False,
            "burn_bp": {"holiday": 20000},
            "overage_price": {"per": "hour", "amount": 12000},
            "carry_over": {"cap": 18000, "cycles": 1},
            "prorate": True,
        }
    },
    "contracts": [
        {
            "id": "c1",
            "account": "acme",
            "plan": "gold",
            "start": "2026-01-31",
            "end": "2026-12-31",
            "calendar": None,
            "rounding": None,
            "services": None,
            "discount_bp": 1000,
            "taxes": [{"name": "VAT", "bp": 2000}],
            "top_ups": [{"id": "t1", "unit": "second", "amount": 7200, "start": "2026-02-01", "end": "2026-03-31"}],
        }
    ],
    "rules": [
        {
            "id": "r1",
            "level": "contract",
            "of": "c1",
            "order": 1,
            "match": "all",
            "where": {
                "account": ["acme"],
                "service": ["onsite"],
                "rep": [],
                "role": [],
                "product": [],
                "priority": [],
                "ticket_type": [],
            },
            "from": "2026-01-01",
            "to": None,
            "price": {
                "per": "hour",
                "amounts": {"operational": 10000, "non_operational": 15000, "weekend": 17500, "holiday": 20000},
            },
            "rounding": None,
        }
    ],
    "cost_rates": [{"rep": "ana", "from": "2026-01-01", "amount": 4000}],
    "entries": [
        {
            "id": "e1",
            "account": "acme",
            "rep": "ana",
            "role": "L2",
            "service": "onsite",
            "ticket": "T1",
            "product": None,
            "priority": "high",
            "ticket_type": None,
            "start": "2026-03-29T01:30:00+01:00",
            "end": "2026-03-29T03:30:00+02:00",
            "date": None,
            "seconds": None,
            "tier": None,
            "billable": True,
            "override": None,
        }
    ],
}

# The example, with a contract that renews the first, a general rule with factors, and an entry without a clock.
DOCUMENT: Json = EXAMPLE | {
    "contracts": [
        *EXAMPLE["contracts"],
        {
            "id": "c2",
            "account": "acme",
            "plan": "gold",
            "start": "2027-01-01",
            "renews": "c1",
            "products": ["app"],
            "discount_amount": 500,
        },
    ],
    "rules": [
        *EXAMPLE["rules"],
        {
            "id": "r2",
            "level": "general",
            "order": 1,
            "price": {"per": "request", "amount": 10000, "factors_bp": {"weekend": 15000}},
        },
    ],
    "tax_scope": "line",
    "entries": [
        *EXAMPLE["entries"],
        {"id": "e2", "account": "acme", "date": "2026-03-29", "seconds": 60, "tier": "weekend"},
    ],
}


def changed(document: Json, place: str, value: Any) -> Json:
    """The document with one value put in, removed (...) or added to a list (place ends in "+")."""
    result = copy.deepcopy(document)
    target: Any = result
    *steps, last = (int(step) if step.isdigit() else step for step in place.split("/"))
    for step in steps:
        target = target[step]
    if value is ...:
        del target[last]
    elif last == "+":
        target.append(value)
    else:
        target[last] = value
    return result


def listed(text: str) -> tuple[str, ...]:
    """The problems of a document, each on one line with its place."""
    found = answer(text)
    assert (found.text is None) == bool(found.problems)
    assert all(len(line.splitlines()) == 1 and ": " in line for line in found.problems)
    return found.problems
