"""The organisation's calendar: chosen with its effect on real work, while what is closed stays closed (R3, R24)."""

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from rxbilling.models import AuditEvent, Charge, Organisation
from rxbilling.models.database import reading, writing
from rxbilling.services import calendars, closing, default_calendar, entry_changes, pricing
from rxbilling.services.access import Changed, NotNow, NotThere
from rxbilling.services.default_calendar import Choosing
from tests.services.conftest import Log
from tests.services.rows import FINANCE, MANAGER

NEW_YORK = Choosing(2, 1)


@pytest.fixture
def work(office: Engine, log: Log) -> tuple[int, int]:
    """Return an hour of Acme, which has no calendar, at 10:00 in Paris, and one of Bolt at 4:00 in New York."""
    made = log(), log(account_id=2, ticket_id=None)
    with writing(office) as db:
        pricing.price(db)
    return made


def amount(entry: int) -> int:
    with reading() as db:
        return db.get_one(Charge, entry).amount


def closed_before() -> int | None:
    with reading() as db:
        return db.get_one(Organisation, 1).closed_before


def test_r24_the_effect_is_shown_and_then_comes_true(work: tuple[int, int]) -> None:
    found = default_calendar.effect(MANAGER, NEW_YORK)
    assert [(one.name, one.entries) for one in found.accounts] == [("Acme", 1)]
    assert (found.amounts.before, found.amounts.after) == ({"EUR": 25_000}, {"EUR": 30_000})
    assert (amount(work[0]), calendars.look(MANAGER, 1).is_default) == (10_000, True)
    default_calendar.choose(MANAGER, NEW_YORK)
    assert (amount(work[0]), amount(work[1])) == (15_000, 15_000)
    assert calendars.look(MANAGER, 2).is_default
    with reading() as db:
        event = db.exec(select(AuditEvent)).all()[-1]
    assert (event.subject, event.before, event.after) == (
        "default calendar",
        {"calendar": "Paris"},
        {"calendar": "New York"},
    )
    with pytest.raises(Changed):
        default_calendar.choose(MANAGER, Choosing(1, 1 + 2))
    with pytest.raises(NotThere):
        default_calendar.choose(MANAGER, Choosing(99, 2))


def test_what_is_closed_stays_closed_and_keeps_its_price(work: tuple[int, int], log: Log) -> None:
    closing.close(FINANCE, date(2026, 3, 2), 1)
    before = closed_before()
    # 23:30 UTC is the next day in Paris, and still 2 March in New York.
    late = log("2026-03-02T23:30", "2026-03-02T23:45")
    default_calendar.choose(MANAGER, NEW_YORK)
    assert (closed_before(), amount(work[0])) == (before, 10_000)
    with reading() as db:
        version = db.get_one(Organisation, 1).version
    with pytest.raises(NotNow):
        entry_changes.delete(MANAGER, work[0], 1)
    entry_changes.delete(MANAGER, late, 1)
    closing.close(FINANCE, date(2026, 3, 3), version)
    assert (closed_before() or 0) > (before or 0)


def test_closing_more_never_opens_what_another_clock_closed(office: Engine) -> None:
    closing.close(FINANCE, date(2026, 3, 2), 1)
    with writing(office) as db:
        row = db.get_one(Organisation, 1)
        row.closed_before, far = (row.closed_before or 0) + 2 * 86_400, (row.closed_before or 0) + 2 * 86_400
        db.add(row)
    closing.close(FINANCE, date(2026, 3, 3), 2)
    assert closed_before() == far
    closing.close(FINANCE, date(2026, 3, 1), 3)
    assert (closed_before() or 0) < far - 2 * 86_400
