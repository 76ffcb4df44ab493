"""Calendars: what people say of them, their effect on prices, and a year of one (R3, R4, R24)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from rxbilling.engine.terms import Tier
from rxbilling.models import AuditEvent, Charge, Contract, SupportPlan
from rxbilling.models.database import reading, writing
from rxbilling.services import calendar_changes, calendar_drafts, calendars, closing, pricing
from rxbilling.services.access import Changed, Invalid, NotThere, Refused
from rxbilling.services.calendar_changes import Saving
from rxbilling.services.calendar_drafts import CalendarDraft, OwnDay
from tests.services.conftest import Log
from tests.services.rows import ADMIN, FINANCE, MANAGER, add

NINE_TO_SIX = ((32_400, 64_800),)
TOKYO = CalendarDraft("Tokyo", "Asia/Tokyo", (NINE_TO_SIX,) * 5 + ((), ()), country="JP")
CHRISTMAS_EVE = OwnDay(date(2026, 12, 24), "Christmas Eve")


@pytest.fixture
def work(office: Engine, log: Log) -> tuple[int, int]:
    """Return an hour of Acme at 10:00 in Paris, and one of Bolt at 4:00 in New York."""
    made = log(), log(account_id=2, ticket_id=None)
    with writing() as db:
        pricing.price(db)
    return made


def amount(entry: int) -> int:
    with reading() as db:
        return db.get_one(Charge, entry).amount


def paris() -> CalendarDraft:
    return calendars.look(MANAGER, 1).draft


def test_a_calendar_says_what_was_saved(office: Engine) -> None:
    nights = ((28_800, 43_200), (79_200, 108_000))
    full = replace(TOKYO, hours=((), nights, *TOKYO.hours[2:]), weekend=(4,), own_days=(CHRISTMAS_EVE,))
    number = add_calendar(full)
    found = calendars.look(FINANCE, number)
    assert (found.draft, found.accounts, found.contracts, found.is_default) == (full, (), (), False)
    with reading() as db:
        event = db.exec(select(AuditEvent)).all()[-1]
    assert event.after is not None
    assert event.after["opening hours"] == (
        "Tue 08:00-12:00, 22:00-06:00; Wed 09:00-18:00; Thu 09:00-18:00; Fri 09:00-18:00"
    )
    assert (event.subject, event.after["own holidays"]) == ("calendar", "2026-12-24 Christmas Eve")


def add_calendar(draft: CalendarDraft) -> int:
    return calendar_changes.save(MANAGER, Saving(draft))


def test_r24_a_change_is_looked_at_then_saved_and_work_is_priced_again(work: tuple[int, int]) -> None:
    holiday = replace(paris(), own_days=(OwnDay(date(2026, 3, 2), "Founding day"),))
    found = calendar_changes.effect(MANAGER, Saving(holiday, 1, 1), [date(2026, 3, 1)])
    assert [(one.name, one.amounts.after) for one in found.accounts] == [("Acme", {"EUR": 20_000})]
    assert amount(work[0]) == 10_000
    calendar_changes.save(MANAGER, Saving(holiday, 1, 1))
    assert (amount(work[0]), amount(work[1])) == (20_000, 15_000)
    with pytest.raises(Changed):
        calendar_changes.save(ADMIN, Saving(holiday, 1, 1))


def test_only_those_who_use_it_are_priced(work: tuple[int, int], office: Engine) -> None:
    add(office, SupportPlan(id=1, name="Care", currency="EUR"))
    first = date(2026, 1, 1).toordinal()
    add(office, Contract(number="C-1", name="care", account_id=1, plan_id=1, first_day=first, calendar_id=2))
    listed = calendars.look(MANAGER, 2)
    assert (listed.accounts, listed.contracts) == (("Bolt",), ("C-1 · care",))
    always = replace(listed.draft, hours=(((0, 86_400),),) * 7, weekend=())
    assert calendar_changes.effect(MANAGER, Saving(always, 2, 1)).looked_at == 2
    unused = add_calendar(TOKYO)
    assert calendar_changes.effect(MANAGER, Saving(TOKYO, unused, 1)).looked_at == 0
    assert calendars.look(MANAGER, 1).is_default


@pytest.mark.usefixtures("office")
def test_the_clock_by_which_the_books_are_closed_stays() -> None:
    closing.close(ADMIN, date(2026, 1, 31), 1)
    with pytest.raises(Invalid) as refusal:
        calendar_changes.save(MANAGER, Saving(replace(paris(), zone="Asia/Tokyo", country="JP"), 1, 1))
    assert refusal.value.field == "zone"
    calendar_changes.save(MANAGER, Saving(replace(paris(), name="Paris, France"), 1, 1))


def test_r4_a_year_shows_every_day_as_the_engine_sees_it(office: Engine) -> None:
    calendar_changes.save(MANAGER, Saving(replace(paris(), own_days=(CHRISTMAS_EVE,)), 1, 1))
    days = {one.day: one for one in calendars.year(FINANCE, 1, 2026)}
    assert len(days) == 365
    assert days[date(2026, 3, 2)].tier == Tier.NON_OPERATIONAL
    assert days[date(2026, 3, 7)].tier == Tier.WEEKEND
    assert (days[date(2026, 5, 1)].tier, days[date(2026, 5, 1)].holiday) == (Tier.HOLIDAY, "Labor Day")
    assert days[date(2026, 12, 24)].holiday == "Christmas Eve"
    # A holiday on a Sunday is a holiday.
    assert days[date(2026, 11, 1)].tier == Tier.HOLIDAY
    clocks = {day: one.clock_s for day, one in days.items() if one.clock_s}
    assert clocks == {date(2026, 3, 29): 3600, date(2026, 10, 25): -3600}
    assert len(calendars.year(FINANCE, 1, 9999)) == 365


@pytest.mark.parametrize(
    ("field", "parts"),
    [
        ("name", {"name": " "}),
        ("name", {"name": "PARIS"}),
        ("zone", {"zone": "Europe/Atlantis"}),
        ("hours_0", {"hours": ((),) * 6}),
        ("hours_0", {"weekend": (7,)}),
        ("hours_1", {"hours": ((), ((5, 5),), (), (), (), (), ())}),
        ("hours_1", {"hours": ((), ((-1, 5),), (), (), (), (), ())}),
        ("hours_2", {"hours": ((), (), ((0, 90_000),), (), (), (), ())}),
        ("hours_3", {"hours": ((), (), (), ((0, 7200), (3600, 9000)), (), (), ())}),
        ("hours_0", {"hours": (((0, 7200),), (), (), (), (), (), ((80_000, 90_000),))}),
        ("country", {"country": "XX"}),
        ("subdivision", {"country": "JP", "subdivision": "BW"}),
        ("subdivision", {"country": None, "subdivision": "BW"}),
        ("own_days", {"own_days": (CHRISTMAS_EVE, CHRISTMAS_EVE)}),
        ("own_days", {"own_days": (OwnDay(date(1200, 1, 1), ""),)}),
        ("own_days", {"own_days": (OwnDay(date(2026, 1, 1), "x" * 81),)}),
    ],
)
def test_what_cannot_be_a_calendar(office: Engine, field: str, parts: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        add_calendar(replace(TOKYO, **parts))
    assert refused.value.field == field


def test_parts_of_countries_have_names() -> None:
    assert calendar_drafts.parts_of("DE")["BW"] == "Baden-Württemberg"
    assert calendar_drafts.parts_of("XX") == {}


@pytest.mark.parametrize("number", [0, 99, -5])
def test_a_calendar_that_is_not_there(office: Engine, number: int) -> None:
    with pytest.raises(NotThere):
        calendars.year(MANAGER, number, 2026)
    if number:
        with pytest.raises(NotThere):
            calendar_changes.effect(MANAGER, Saving(TOKYO, number, 1))


def test_finance_reads_only(office: Engine) -> None:
    with pytest.raises(Refused):
        calendar_changes.save(FINANCE, Saving(TOKYO))
    assert len(calendars.all_calendars(FINANCE)) == 2
