"""Contracts for tests: drafts, a plan that includes two hours a month, and a day that it is."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from rxbilling.models import SupportPlan
from rxbilling.services import standings
from rxbilling.services.contract_drafts import ContractDraft
from tests.services.rows import add

HOUR = 3600
TODAY = date(2026, 3, 15)


def add_plan(database: Engine, **columns: Any) -> None:
    """Add a plan of two hours a month, half an hour of which is carried over; more costs 120.00 an hour."""
    given = {"id": 1, "name": "Hours", "currency": "EUR", "mode": "prepaid", "base_charge": 20_000}
    included = {"allowance_amount": 2 * HOUR, "overage_rates": [12000] * 4}
    carried = {"carry_over_cap": 1800, "carry_over_cycles": 1}
    add(database, SupportPlan(**given | included | carried | columns))


def draft(**parts: Any) -> ContractDraft:
    """Return a contract of Acme for a year from the end of January 2026."""
    days = {"first_day": date(2026, 1, 31), "last_day": date(2027, 1, 30)}
    return ContractDraft(**{"number": "C-1", "account_id": 1, "plan_id": 1} | days | parts)


def on(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """Let it be a day on every calendar."""
    for module in ("standings", "contract_changes", "effects", "contract_list", "notices", "telling"):
        monkeypatch.setattr(f"rxbilling.services.{module}.today", lambda _zone: day, raising=False)
    assert standings.today("UTC") == day
