"""What a change of terms would do: on real work, by account, and for months that are billed already (R24)."""

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import Session as Database

from rxbilling.locales import Message
from rxbilling.models import Account, BillRule, Charge, Organisation, TimeEntry
from rxbilling.models.database import reading, writing
from rxbilling.services import pricing
from rxbilling.services.access import Invalid
from rxbilling.services.effects import AccountEffect, Sides, effect
from tests.services.conftest import Log

MARCH = date(2026, 3, 1)


def dearer(db: Database) -> None:
    rule = db.get_one(BillRule, 1)
    rule.rates = [12_000] * 4
    db.add(rule)


def without_a_rule(db: Database) -> None:
    rule = db.get_one(BillRule, 1)
    rule.active = False
    db.add(rule)


def bill(number: int) -> None:
    with writing() as db:
        entry = db.get_one(TimeEntry, number)
        entry.billed_at, entry.billed_reference = 1, "B-1"


@pytest.fixture
def work(office: Engine, log: Log) -> tuple[int, ...]:
    """Return a billed hour and an open one of Acme, an open one of Bolt, and one that is not billable."""
    made = log(), log(account_id=1), log(account_id=2, ticket_id=None), log(billable=False)
    with writing() as db:
        pricing.price(db)
    bill(made[0])
    return made


@pytest.mark.usefixtures("work")
def test_r24_the_effect_is_on_what_is_not_billed_and_nothing_is_stored() -> None:
    found = effect(dearer, None)
    # 10:00 in Paris, 4:00 in New York, which is outside its hours: half as much again.
    assert found.amounts == Sides({"EUR": 25_000}, {"EUR": 30_000})
    assert (found.looked_at, found.entries, found.without_price, found.months) == (3, 2, (0, 0), {})
    assert found.accounts == [
        AccountEffect(1, "Acme", 1, Sides({"EUR": 10_000}, {"EUR": 12_000})),
        AccountEffect(2, "Bolt", 1, Sides({"EUR": 15_000}, {"EUR": 18_000})),
    ]
    with reading() as db:
        assert db.get_one(BillRule, 1).rates == [10_000] * 4


def by_the_hour(db: Database) -> None:
    account = db.get_one(Account, 1)
    account.rounding_increment_s, account.rounding_scope = 3600, "ticket"
    db.add(account)


@pytest.mark.usefixtures("office")
def test_r12_what_is_rounded_with_billed_work_is_told_as_it_will_be(log: Log) -> None:
    billed, entry = (log(f"2026-03-02T{hour}:00", f"2026-03-02T{hour}:20", ticket_id=1) for hour in ("09", "10"))
    with writing() as db:
        pricing.price(db)
    bill(billed)
    found = effect(by_the_hour, [1])
    with writing() as db:
        by_the_hour(db)
        pricing.price(db)
    with reading() as db:
        # Both make an hour, of which twenty minutes are billed.
        assert found.amounts == Sides({"EUR": 3_333}, {"EUR": db.get_one(Charge, entry).amount})
        assert found.amounts.after == {"EUR": 6_667}


@pytest.mark.usefixtures("work")
def test_months_are_compared_as_if_nothing_were_billed() -> None:
    found = effect(dearer, None, [MARCH, date(2026, 4, 1)])
    assert found.months[MARCH] == Sides({"EUR": 35_000}, {"EUR": 42_000})
    assert found.months[date(2026, 4, 1)] == Sides({}, {})


@pytest.mark.usefixtures("work")
def test_only_some_accounts_are_looked_at() -> None:
    found = effect(dearer, [2])
    assert [account.name for account in found.accounts] == ["Bolt"]
    assert found.amounts.after == {"EUR": 18_000}


@pytest.mark.usefixtures("work")
def test_r8_work_that_would_lose_its_price_is_counted() -> None:
    found = effect(without_a_rule, None)
    assert (found.without_price, found.entries) == ((0, 2), 2)
    assert found.amounts.after == {"EUR": 0}


@pytest.mark.usefixtures("work")
def test_what_is_refused_changes_nothing() -> None:
    def refuse(_: Database) -> None:
        raise Invalid("rates", Message("No."))

    with pytest.raises(Invalid):
        effect(refuse, None)


def test_before_anything_is_set_up_there_is_no_effect(installation: Engine) -> None:
    with reading(installation) as db:
        assert db.get(Organisation, 1) is None
    assert effect(lambda _: None, None, [MARCH]).looked_at == 0
