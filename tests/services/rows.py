"""Rows for tests of services: actors, and time entries with a price that the test states itself."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Engine
from sqlmodel import SQLModel

from rxbilling.models import Charge, TimeEntry
from rxbilling.models.database import writing
from rxbilling.models.pricing_rows import next_revision
from rxbilling.services.access import Actor

EPOCH_DAY = date(1970, 1, 1).toordinal()
ADMIN = Actor(user_id=None, name="Ada", role="admin")
MANAGER = Actor(user_id=None, name="Max", role="manager")
FINANCE = Actor(user_id=None, name="Fay", role="finance")
REP_1 = Actor(user_id=None, name="Ana", role="rep", rep_id=1)
REP_2 = Actor(user_id=None, name="Ben", role="rep", rep_id=2)
NOT_A_REP = Actor(user_id=None, name="Nil", role="rep")


@dataclass(frozen=True)
class Work:
    """A time entry, all of it operational time from 9:00 UTC on, and its charge."""

    account: int = 1
    rep: int = 1
    day: str = "2026-03-02"
    seconds: int = 3600
    amount: int = 10_000
    cost: int = 4_000
    currency: str = "EUR"
    problem: int = 0
    billable: bool = True
    billed: bool = False
    service: int | None = 1
    ticket: int | None = None
    note: str = ""
    clock: bool = True


def _entry(work: Work, revision: int) -> TimeEntry:
    day = date.fromisoformat(work.day).toordinal()
    start = (day - EPOCH_DAY) * 86_400 + 9 * 3600
    return TimeEntry(
        account_id=work.account,
        rep_id=work.rep,
        service_id=work.service,
        ticket_id=work.ticket,
        start_at=start if work.clock else None,
        end_at=start + work.seconds if work.clock else None,
        day=day,
        seconds=work.seconds,
        tier=None if work.clock else 0,
        billable=work.billable,
        note=work.note,
        billed_at=start if work.billed else None,
        billed_reference="B-1" if work.billed else "",
        revision=revision,
    )


def _charge(work: Work, number: int) -> Charge:
    return Charge(
        entry_id=number,
        problem=work.problem,
        worked_s=work.seconds,
        billable_s=work.seconds if work.billable else 0,
        operational_s=work.seconds,
        non_operational_s=0,
        weekend_s=0,
        holiday_s=0,
        amount=work.amount,
        cost=work.cost,
        currency=work.currency,
        calendar_id=1,
    )


def add_work(database: Engine, *works: Work) -> list[int]:
    """Add priced entries as one change; return their numbers."""
    with writing(database) as db:
        revision = next_revision(db)
        entries = [_entry(work, revision) for work in works]
        db.add_all(entries)
        db.flush()
        numbers = [entry.id or 0 for entry in entries]
        db.add_all([_charge(work, number) for work, number in zip(works, numbers, strict=True)])
    return numbers


def change_work(database: Engine, number: int, **columns: Any) -> None:
    """Change columns of an entry, so that readers notice."""
    with writing(database) as db:
        entry = db.get_one(TimeEntry, number)
        for name, value in (columns | {"revision": next_revision(db)}).items():
            setattr(entry, name, value)
        db.add(entry)


def add(database: Engine, *rows: SQLModel) -> None:
    """Add rows of any tables."""
    with writing(database) as db:
        db.add_all(rows)
