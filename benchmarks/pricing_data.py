"""Invented data to price: an installation's terms, and any number of entries, the same for the same size.

200 accounts, 50 reps, six zones, four holiday calendars, 18 months, rules on six criteria, 120 contracts (prepaid hours
with burn factors, top-ups and carry-over; requests; work as it comes), rounding an entry or a ticket.
"""

from datetime import UTC, date, datetime
from typing import Any

import holidays
import numpy as np

from rxbilling.engine.columns import FIELDS, NONE, Entries

ZONES = ("Europe/Paris", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC", "America/Sao_Paulo")
COUNTRIES = ("FR", "US", "IN", "AU")
TIERS = ("operational", "non_operational", "weekend", "holiday")
BEGIN, END = date(2025, 6, 1), date(2026, 11, 30)
NAMES = {
    "account": tuple(f"account {number}" for number in range(200)),
    "rep": tuple(f"rep {number}" for number in range(50)),
    "role": ("L1", "L2", "L3"),
    "service": tuple(f"service {number}" for number in range(12)),
    "product": tuple(f"product {number}" for number in range(8)),
    "priority": ("high", "normal", "low"),
    "ticket_type": ("bug", "question", "task"),
}


def document() -> dict[str, Any]:
    """Terms as a quote document without entries."""
    accounts = NAMES["account"]
    weekdays = {day: ["08:30-12:00", "13:00-18:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
    calendars = {
        f"{zone} {country}": {
            "zone": zone,
            "hours": weekdays,
            "holidays": {"country": country, "dates": public(country)},
        }
        for zone in ZONES
        for country in COUNTRIES
    }
    keys = tuple(calendars)
    return {
        "currency": "EUR",
        "default_calendar": keys[0],
        "calendars": calendars,
        "rounding": {"increment_s": 900, "mode": "up"},
        "accounts": {name: {"calendar": keys[number % len(keys)]} for number, name in enumerate(accounts)},
        "plans": plans(),
        "contracts": [contract(number, name) for number, name in enumerate(accounts[:120])],
        "rules": rules(),
        "cost_rates": [
            {"rep": rep, "from": day, "amount": 4000 + number}
            for number, rep in enumerate(NAMES["rep"])
            for day in ("2025-01-01", "2026-01-01")
        ],
    }


def plans() -> dict[str, Any]:
    """Prepaid hours with what a plan can say of them, requests, and work as it comes."""
    hours = {
        "mode": "prepaid",
        "cycle": "month",
        "allowance": {"unit": "second", "amount": 160 * 3600},
        "burn_bp": {"weekend": 15000, "holiday": 20000},
        "overage_price": {"per": "hour", "amount": 12500},
        "carry_over": {"cap": 36000, "cycles": 2},
    }
    packs = {"type": "request", "cycle": "month", "allowance": {"unit": "request", "amount": 40}}
    return {"hours": hours, "packs": packs | {"overage_price": {"per": "request", "amount": 9500}}, "open": {}}


def contract(number: int, account: str) -> dict[str, Any]:
    """A contract of one of three plans; every sixth has bought hours too."""
    plan = ("hours", "hours", "packs", "open")[number % 4]
    bought = {"id": f"t{number}", "unit": "second", "amount": 72000, "start": "2026-02-01", "end": "2026-04-30"}
    return {
        "id": f"c{number}",
        "account": account,
        "plan": plan,
        "start": "2025-07-17",
        "end": "2026-10-16",
        "rounding": {"increment_s": 900, "scope": "ticket"} if number % 3 == 0 else None,
        "top_ups": [bought] if number % 6 == 0 and plan == "hours" else [],
    }


def public(country: str) -> list[str]:
    """Own holidays: the columns' terms are made without entries, so a country's days are listed here."""
    return sorted(str(day) for day in holidays.country_holidays(country, years=(2025, 2026)))


def rules() -> list[dict[str, Any]]:
    """Sixty rules on six criteria, then one for everything."""
    fields = ("service", "rep", "role", "product", "priority", "ticket_type")
    special = [
        {
            "id": f"r{number}",
            "level": "general",
            "order": number,
            "where": {field: [NAMES[field][number % len(NAMES[field])]] for field in (fields[number % 6], "service")},
            "from": "2026-01-01" if number % 5 == 0 else None,
            "price": {"per": "hour", "amount": 9000 + number, "factors_bp": {"weekend": 15000, "holiday": 20000}},
        }
        for number in range(60)
    ]
    amounts = dict(zip(TIERS, (10000, 15000, 17500, 20000), strict=True))
    return [*special, {"id": "all", "level": "general", "order": 1000, "price": {"per": "hour", "amounts": amounts}}]


def entries(size: int) -> Entries:
    """Entries of up to six hours, on whole minutes, in random order, the same for the same size."""
    random = np.random.default_rng(7)
    begin, end = (int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) for day in (BEGIN, END))
    start = random.integers(begin // 60, end // 60, size) * 60
    codes = {field: random.integers(-(field != "account"), len(NAMES[field]), size, dtype=np.int32) for field in FIELDS}
    length = np.minimum(random.geometric(1 / 45, size), 360) * 60
    return Entries(
        id=np.arange(size),
        **codes,
        ticket=codes["account"] * size + random.integers(0, size // 600 + 1, size),
        contract=np.full(size, NONE, dtype=np.int32),
        start=start,
        end=start + length,
        clock=np.ones(size, dtype=np.bool_),
        day=np.zeros(size, dtype=np.int32),
        tier=np.zeros(size, dtype=np.int8),
        billable=random.random(size) < 0.9,
        override=np.full(size, NONE),
        names=NAMES,
    )


def row(columns: Entries, index: int) -> dict[str, Any]:
    """An entry as the document has it."""
    codes = {field: int(getattr(columns, field)[index]) for field in FIELDS}
    return {field: None if code == NONE else NAMES[field][code] for field, code in codes.items()} | {
        "id": f"e{index:09}",
        "ticket": f"T{columns.ticket[index]}",
        "start": datetime.fromtimestamp(int(columns.start[index]), UTC).isoformat(),
        "end": datetime.fromtimestamp(int(columns.end[index]), UTC).isoformat(),
        "billable": bool(columns.billable[index]),
    }
