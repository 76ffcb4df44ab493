"""Closed periods: nothing in them changes, whoever asks, until they are reopened, and all of it is remembered."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from rxbilling.engine.terms import Tier
from rxbilling.models import AuditEvent, BillRule, Calendar, Charge, Contract, SupportPlan, TimeEntry
from rxbilling.models.database import reading, writing
from rxbilling.services import checks, closing, entries, entry_changes, importing, pricing
from rxbilling.services.access import Actor, Changed, Invalid, Refused
from rxbilling.services.entry_drafts import EntryDraft
from rxbilling.services.importing import Plan
from tests.services.conftest import Log
from tests.services.rows import ADMIN, FINANCE, MANAGER, REP_1, Work, add, add_work

pytestmark = pytest.mark.usefixtures("office")
FEBRUARY = date(2026, 2, 28)


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def hour(start: str) -> EntryDraft:
    return EntryDraft(1, 1, 1, None, at(start), at(start) + 3600)


# Midnight in Paris, the zone of the organisation's calendar, is 23:00 UTC.
LAST_CLOSED, FIRST_OPEN = "2026-02-28T22:59", "2026-02-28T23:00"


def close(day: date | None = FEBRUARY, actor: Actor = FINANCE) -> None:
    closing.close(actor, day, closing.books(actor).version)


def prices() -> list[tuple[Any, ...]]:
    with reading() as db:
        rows = db.connection().exec_driver_sql("SELECT entry_id, amount, cost FROM charge ORDER BY entry_id").fetchall()
        return [tuple(row) for row in rows]


def test_closing_and_reopening_is_remembered() -> None:
    close()
    assert closing.books(REP_1).closed_day == FEBRUARY
    close(date(2026, 1, 31))
    close(None)
    with reading() as db:
        events = db.exec(select(AuditEvent).where(AuditEvent.subject == "period")).all()
    assert [(event.action, event.before, event.after) for event in events] == [
        ("close", {"closed_day": None}, {"closed_day": "2026-02-28"}),
        ("reopen", {"closed_day": "2026-02-28"}, {"closed_day": "2026-01-31"}),
        ("reopen", {"closed_day": "2026-01-31"}, {"closed_day": None}),
    ]


def test_what_is_to_be_billed_is_counted_before_it_is_closed(office: Engine) -> None:
    add_work(
        office,
        Work(day="2026-02-27", amount=100),
        Work(day="2026-02-28", problem=1),
        Work(day="2026-02-28", billable=False),
        Work(day="2026-02-20", billed=True),
        Work(day="2026-03-01", amount=100),
    )
    assert closing.unbilled(FINANCE, FEBRUARY) == 2
    close(date(2026, 2, 27))
    assert closing.unbilled(FINANCE, FEBRUARY) == 1
    with pytest.raises(Invalid):
        closing.unbilled(FINANCE, date(2099, 1, 1))


@pytest.mark.parametrize("actor", [None, REP_1, MANAGER])
def test_finance_closes(actor: Actor | None) -> None:
    with pytest.raises(Refused):
        closing.close(actor, FEBRUARY, 1)
    assert closing.books(FINANCE).closed_day is None


def test_two_who_close_at_once_do_not_overwrite_each_other() -> None:
    seen = closing.books(FINANCE).version
    closing.close(FINANCE, FEBRUARY, seen)
    with pytest.raises(Changed):
        closing.close(ADMIN, None, seen)
    assert closing.books(FINANCE).closed_day == FEBRUARY


@pytest.mark.parametrize("days", [0, 1, 400])
def test_a_day_that_is_not_over_is_not_closed(days: int) -> None:
    with pytest.raises(Invalid):
        close(datetime.now(UTC).date() + timedelta(days=days + 1))


def test_the_zone_of_the_organisation_decides_to_the_second() -> None:
    close()
    for start in (LAST_CLOSED, "2026-02-28T22:59:59", "2020-01-01T00:00"):
        with pytest.raises(Refused, match="books are closed"):
            entry_changes.add(REP_1, hour(start))
    assert entry_changes.add(REP_1, hour(FIRST_OPEN)).number


def test_a_day_without_a_clock_is_closed_by_its_date() -> None:
    close()
    by_day = EntryDraft(1, 1, day=FEBRUARY, seconds=60, tier=Tier.OPERATIONAL)
    with pytest.raises(Refused, match="books are closed"):
        entry_changes.add(REP_1, by_day)
    assert entry_changes.add(REP_1, replace(by_day, day=FEBRUARY + timedelta(days=1))).number


def test_nothing_moves_into_or_out_of_a_closed_period() -> None:
    inside = entry_changes.add(REP_1, hour(LAST_CLOSED)).number
    outside = entry_changes.add(REP_1, hour(FIRST_OPEN)).number
    close()
    attempts: list[Callable[[], object]] = [
        lambda: entry_changes.change(ADMIN, inside, 1, hour(FIRST_OPEN)),
        lambda: entry_changes.change(ADMIN, inside, 1, replace(hour(LAST_CLOSED), note="only a word")),
        lambda: entry_changes.change(ADMIN, outside, 1, hour(LAST_CLOSED)),
        lambda: entry_changes.delete(ADMIN, inside, 1),
    ]
    for attempt in attempts:
        with pytest.raises(Refused, match="books are closed"):
            attempt()
    close(None)
    for attempt in attempts[:1]:
        attempt()


def test_prices_of_a_closed_period_stay_whatever_is_agreed_later(office: Engine, log: Log) -> None:
    closed = log(start="2026-02-02T09:00", end="2026-02-02T10:00")
    opened = log()
    with writing() as db:
        pricing.price(db)
    close()
    with writing() as db:
        rule = db.get_one(BillRule, 1)
        rule.rates = [50_000] * 4
        db.add(rule)
    with writing() as db:
        pricing.price(db)
    assert [amount for number, amount, _ in prices() if number == closed] == [10_000]
    assert [amount for number, amount, _ in prices() if number == opened] == [50_000]
    close(None)
    assert [amount for _, amount, _ in prices()] == [50_000, 50_000]
    assert checks.problems(ADMIN) == []


def test_reopening_a_part_prices_that_part(log: Log) -> None:
    for month in ("01", "02"):
        log(start=f"2026-{month}-05T09:00", end=f"2026-{month}-05T10:00")
    with writing() as db:
        pricing.price(db)
    close()
    with writing() as db:
        rule = db.get_one(BillRule, 1)
        rule.rates = [50_000] * 4
        db.add(rule)
    close(date(2026, 1, 31))
    assert [amount for _, amount, _ in prices()] == [10_000, 50_000]


def test_a_closed_period_is_in_order_whatever_is_agreed_later(office: Engine, log: Log) -> None:
    add(office, SupportPlan(id=1, name="Gold", mode="prepaid", currency="EUR", allowance_amount=7200, cycle="year"))
    add(office, Contract(id=1, number="C1", name="C1", account_id=1, plan_id=1, first_day=date(2026, 1, 1).toordinal()))
    log(start="2026-02-02T09:00", end="2026-02-02T11:00")
    with writing() as db:
        pricing.price(db, until=datetime.now(UTC).toordinal())
    close()
    with writing() as db:
        plan, calendar = db.get_one(SupportPlan, 1), db.get_one(Calendar, 1)
        plan.allowance_amount, calendar.zone = 3600, "Pacific/Auckland"
        db.add_all([plan, calendar])
    with writing() as db:
        pricing.price(db, until=datetime.now(UTC).toordinal())
    assert [problem.text("en") for problem in checks.problems(ADMIN)] == []


def test_what_had_no_price_when_it_was_closed_gets_none(office: Engine, log: Log) -> None:
    with writing() as db:
        rule = db.get_one(BillRule, 1)
        rule.active = False
        db.add(rule)
    closed = log(start="2026-02-02T09:00", end="2026-02-02T10:00")
    with writing() as db:
        pricing.price(db)
    close()
    with writing() as db:
        rule = db.get_one(BillRule, 1)
        rule.active = True
        db.add(rule)
    with writing() as db:
        pricing.price(db)
    with reading() as db:
        charge = db.get_one(Charge, closed)
    assert charge.problem != 0


def test_an_entry_of_a_closed_period_says_so(log: Log) -> None:
    number = log(start="2026-02-02T09:00", end="2026-02-02T10:00")
    with writing() as db:
        pricing.price(db)
    close()
    found = entries.why(REP_1, number)
    assert found is not None
    assert (found.closed, found.billed) == (True, False)
    assert found.steps


INSERT = """INSERT INTO time_entry
    (version, account_id, rep_id, start_at, end_at, day, seconds, billable, note, billed_reference, revision)
    VALUES (1, 1, 1, 0, 60, 719163, 60, TRUE, '', '', 0)"""


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE time_entry SET seconds = 1, end_at = start_at + 1",
        "UPDATE time_entry SET note = 'x'",
        "UPDATE time_entry SET billed_at = 5",
        "UPDATE time_entry SET deleted_at = 5",
        "DELETE FROM time_entry",
        INSERT,
    ],
)
def test_the_database_itself_refuses(log: Log, sql: str) -> None:
    log(start="2026-02-02T09:00", end="2026-02-02T10:00")
    close()
    with pytest.raises(IntegrityError, match="the period is closed"), writing() as db:
        db.connection().exec_driver_sql(sql)
    with writing() as db:
        # What readers follow is not part of the books.
        db.connection().exec_driver_sql("UPDATE time_entry SET revision = revision + 1")


CSV = """Account,Rep,Start,End
Acme,Ana,2026-02-27T09:00:00Z,2026-02-27T10:00:00Z
Acme,Ana,2026-03-02T09:00:00Z,2026-03-02T10:00:00Z
"""


@pytest.mark.parametrize(("good_rows_only", "added"), [(False, 0), (True, 1)])
def test_an_import_brings_nothing_into_a_closed_period(*, good_rows_only: bool, added: int) -> None:
    close()
    table, guess = importing.inspect(ADMIN, CSV.encode(), "x.csv")
    outcome = importing.import_entries(ADMIN, table, "x.csv", Plan(guess.mapping, good_rows_only=good_rows_only))
    assert (outcome.added, outcome.is_done) == (added, good_rows_only)
    assert [(bad.row, bad.value) for bad in outcome.bad] == [(2, "2026-02-27")]
    assert "28 févr. 2026" in outcome.bad[0].reason.text("fr")
    with reading() as db:
        assert len(db.exec(select(TimeEntry)).all()) == added


def test_what_was_imported_before_closing_is_still_known() -> None:
    table, guess = importing.inspect(ADMIN, CSV.encode(), "x.csv")
    importing.import_entries(ADMIN, table, "x.csv", Plan(guess.mapping))
    close()
    outcome = importing.import_entries(ADMIN, table, "x.csv", Plan(guess.mapping))
    assert (outcome.is_done, outcome.known, outcome.added) == (True, 2, 0)


def test_work_in_a_closed_period_has_drawn_from_its_lot(office: Engine, log: Log) -> None:
    add(
        office,
        SupportPlan(
            id=1, name="Gold", mode="prepaid", currency="EUR", allowance_amount=5400, cycle="quarter", anchor="calendar"
        ),
    )
    add(office, Contract(id=1, number="C1", name="C1", account_id=1, plan_id=1, first_day=date(2026, 1, 1).toordinal()))
    log(start="2026-02-02T09:00", end="2026-02-02T10:00")
    with writing() as db:
        pricing.price(db)
    close()
    log()
    with writing() as db:
        pricing.price(db)
    with reading() as db:
        rows = db.connection().exec_driver_sql("SELECT granted, drawn FROM lot ORDER BY id").fetchall()
        assert [tuple(row) for row in rows][:1] == [(5400, 5400)]
    assert [amount for _, amount, _ in prices()] == [0, 5000]
