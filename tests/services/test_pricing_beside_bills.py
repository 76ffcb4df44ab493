"""Open work beside what is billed or closed: the little that is read of that comes to what all of it does (R24)."""

from datetime import datetime
from random import Random
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from rxbilling.models import Account, BillRule, Contract, Lot, Organisation, SupportPlan, Ticket, TimeEntry
from rxbilling.models.database import reading
from tests.services.rows import add
from tests.services.test_pricing import Log, change, price_all

FIRST = 739_617  # 2026-01-01
BOOKS = {"open": {}, "closed": {"closed_day": FIRST + 20, "closed_before": 1_769_036_400}}
PLANS: dict[str, dict[str, Any]] = {
    "hours": {"allowance_amount": 4 * 3600, "carry_over_cycles": 1},
    "requests": {"allowance_unit": "request", "allowance_amount": 3, "overage_per": "request"},
    "money": {"allowance_unit": "money", "allowance_amount": 30_000},
}
MONTH = datetime(2026, 1, 5), datetime(2026, 2, 5), datetime(2026, 3, 2)  # noqa: DTZ001 - as the log takes them


def worked(random: Random, log: Log) -> int:
    """Log some minutes of one of a few tickets, or of none."""
    begin = random.choice(MONTH).replace(hour=random.randrange(6, 18), day=random.randrange(1, 28))
    end = begin.replace(minute=random.randrange(5, 60))
    ticket = random.choice([None, *range(2, 9)])
    return log(begin.isoformat(), end.isoformat(), ticket_id=ticket, service_id=random.choice([1, 1, 2]))


def lots(database: Engine) -> list[dict[str, Any]]:
    with reading(database) as db:
        return [lot.model_dump() for lot in db.exec(select(Lot).order_by(col(Lot.key)))]


@pytest.mark.parametrize("books", BOOKS)
@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("seed", range(3))
def test_r24_what_is_read_of_it_prices_as_all_of_it_would(
    company: Engine, log: Log, plan: str, seed: int, books: str
) -> None:
    random = Random(seed)  # noqa: S311 - no secret
    care = {"mode": "prepaid", "anchor": "calendar", "currency": "EUR", "overage_rates": [9_000] * 4} | PLANS[plan]
    add(company, SupportPlan(id=1, name="Care", **care))
    add(company, Contract(id=1, number="C", name="Care", account_id=1, plan_id=1, first_day=FIRST))
    visit = {"level": "account", "level_of_id": 1, "per": "request", "criteria": {"service": [2]}}
    add(company, BillRule(id=2, name="Visit", position=1, currency="EUR", rates=[7_000] * 4, **visit))
    add(company, *(Ticket(id=number, number=f"T{number}", account_id=1, opened_at=0) for number in range(2, 9)))
    numbers = [worked(random, log) for _ in range(60)]
    price_all(company)
    for number in random.sample(numbers, 35):
        change(company, TimeEntry, number, billed_at=1_800_000_000, billed_reference="INV-1")
    numbers += [worked(random, log) for _ in range(5)]
    change(company, Organisation, 1, **BOOKS[books])
    price_all(company)
    before = lots(company)
    assert any(lot["drawn"] for lot in before)
    # Rounded together with other work anywhere, all of it is read.
    change(company, Account, 2, rounding_increment_s=60, rounding_scope="ticket")
    assert price_all(company).changed == 0
    assert lots(company) == before
