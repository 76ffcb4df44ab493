"""A small company for tests of services, written straight into the tables."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine

from rxbilling.models import (
    Account,
    BillRule,
    Calendar,
    Contract,
    Organisation,
    Rep,
    Service,
    SupportPlan,
    Ticket,
    TimeEntry,
)
from rxbilling.models.database import writing
from rxbilling.services import links, pricing, second_factor, sessions, throttle
from tests.services import rows
from tests.services.clock import Clock

Log = Callable[..., int]
HOUR = 3600
WEEK = [[[32400, 64800]]] * 5 + [[], []]


@pytest.fixture
def company(database: Engine) -> Engine:
    """Return a database with accounts in Paris and New York, one rep, and one rule: 100.00 to 200.00 an hour."""
    with writing(database) as db:
        db.add_all(
            [
                Calendar(name="Paris", zone="Europe/Paris", hours=WEEK, weekend=[5, 6], holiday_country="FR"),
                Calendar(name="New York", zone="America/New_York", hours=WEEK, weekend=[5, 6]),
            ]
        )
        db.flush()
        db.add(Organisation(id=1, name="Test", calendar_id=1))
        db.add_all([Account(id=1, name="Acme"), Account(id=2, name="Bolt", calendar_id=2)])
        db.add_all([Rep(id=1, name="Ana", role="L2"), Service(id=1, name="Remote"), Service(id=2, name="On-site")])
        db.flush()
        db.add(Ticket(id=1, number="T1", account_id=1, priority="High", product="Mail", opened_at=0))
        db.add(
            BillRule(name="All", position=9, currency="EUR", rates=[10000] * 4, factors_bp=[10000, 15000, 17500, 20000])
        )
    return database


@pytest.fixture
def log(company: Engine) -> Log:
    """Return a function that adds an entry of the rep, of 1 h on a Monday morning where nothing else is said."""

    def add(start: str = "2026-03-02T09:00", end: str = "2026-03-02T10:00", **columns: Any) -> int:
        begin, finish = (int(datetime.fromisoformat(f"{text}Z").timestamp()) for text in (start, end))
        given = {"account_id": 1, "rep_id": 1, "service_id": 1, "start_at": begin, "end_at": finish, "day": 1}
        entry = TimeEntry(**given | {"seconds": finish - begin} | columns)
        with writing(company) as db:
            db.add(entry)
            db.flush()
            assert entry.id is not None
            return entry.id

    return add


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords as cheaply as argon2 can: what it costs to guess them is not what is tested."""
    monkeypatch.setattr(
        "rxbilling.services.passwords.HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    )


@pytest.fixture
def installation(database: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Return an empty database that is the one of this process: services read and write there."""
    for module in ("rxbilling.models.database", "rxbilling.services.work"):
        monkeypatch.setattr(f"{module}.engine", lambda: database)
    return database


@pytest.fixture
def office(company: Engine, installation: Engine) -> Engine:
    """Return the company as the database of this process, with names in another order than numbers."""
    with writing(company) as db:
        db.add_all([Account(id=3, name="abba"), Rep(id=2, name="Aaron", role="L1")])
        db.flush()
        db.add(Ticket(id=2, number="A9", account_id=1, subject="Printer", opened_at=0))
    return company


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return the clock that sessions, codes, links and throttling go by."""
    moved = Clock()
    for module in (sessions, throttle, second_factor, links):
        monkeypatch.setattr(module, "now", moved)
    return moved


@pytest.fixture
def worked(office: Engine, log: Log) -> Engine:
    """Acme includes an hour a month for 50.00 and pays 90.00 beyond; Bolt pays 100.00 by the general rule."""
    plans = [
        SupportPlan(name="Care", currency="EUR", mode="prepaid", anchor="calendar", base_charge=5_000,
                    allowance_amount=HOUR, overage_rates=[9_000] * 4),
        SupportPlan(name="More", currency="EUR", mode="postpaid", anchor="calendar", base_charge=12_000,
                    allowance_amount=4 * HOUR, overage_rates=[9_000] * 4),
        SupportPlan(name="Dollars", currency="USD", base_charge=1),
    ]  # fmt: skip
    days = {"first_day": date(2026, 1, 1).toordinal(), "last_day": date(2026, 12, 31).toordinal()}
    rows.add(office, *plans)
    rows.add(office, Contract(number="C-1", name="Acme", account_id=1, plan_id=1, **days))
    for day in ("2026-01-12", "2026-02-09", "2026-02-16"):
        log(f"{day}T09:00", f"{day}T10:20", ticket_id=None)
    log("2026-02-10T15:00", "2026-02-10T16:00", account_id=2, ticket_id=None)
    with writing(office) as db:
        pricing.price(db)
    return office
