from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from rxbilling.engine.columns import Problem
from rxbilling.models import (
    Account,
    BillRule,
    CalendarHoliday,
    Charge,
    Contract,
    ContractCover,
    CostRate,
    Portion,
    Revision,
    SupportPlan,
    TimeEntry,
    billed_rows,
)
from rxbilling.models.database import reading, writing
from rxbilling.services.pricing import Priced, price

Log = Callable[..., int]


def price_all(database: Engine, *accounts: int) -> Priced:
    with writing(database) as db:
        return price(db, accounts or None)


def charge_of(database: Engine, entry: int) -> Charge:
    with reading(database) as db:
        return db.get_one(Charge, entry)


def portions_of(database: Engine, entry: int) -> list[Portion]:
    with reading(database) as db:
        return list(db.exec(select(Portion).where(Portion.entry_id == entry).order_by(col(Portion.seq))))


def revision(database: Engine) -> int:
    with reading(database) as db:
        return db.get_one(Revision, 1).number


def change(database: Engine, model: Any, number: int, **columns: Any) -> None:
    with writing(database) as db:
        row = db.get_one(model, number)
        for name, value in columns.items():
            setattr(row, name, value)
        db.add(row)


def test_an_entry_over_closing_time_is_cut_and_priced(company: Engine, log: Log) -> None:
    entry = log("2026-03-06T16:30", "2026-03-06T18:00", ticket_id=1)  # Friday, 17:30 to 19:00 in Paris (E3)
    assert price_all(company) == Priced(count=1, changed=1, without_price=0)
    charge = charge_of(company, entry)
    assert (charge.amount, charge.worked_s, charge.billable_s) == (20000, 5400, 5400)
    assert (charge.operational_s, charge.non_operational_s) == (1800, 3600)
    assert (charge.currency, charge.calendar_id, charge.contract_id) == ("EUR", 1, None)
    first, second = portions_of(company, entry)
    assert (first.tier, first.rate, first.factor_bp, first.amount, first.rule_id) == (0, 10000, 10000, 5000, 1)
    assert (second.tier, second.rate, second.factor_bp, second.amount) == (1, 10000, 15000, 15000)
    assert first.end_at == second.start_at == 1772816400  # 18:00 in Paris


def test_public_and_own_holidays_count(company: Engine, log: Log) -> None:
    labour_day = log("2026-05-01T08:00", "2026-05-01T09:00")
    own = log("2026-03-02T08:00", "2026-03-02T09:00")
    elsewhere = log("2026-05-01T14:00", "2026-05-01T15:00", account_id=2)
    with writing(company) as db:
        db.add(CalendarHoliday(calendar_id=1, day=739677))  # 2026-03-02
    price_all(company)
    assert [charge_of(company, entry).holiday_s for entry in (labour_day, own, elsewhere)] == [3600, 3600, 0]


def test_the_day_is_that_of_the_account(company: Engine, log: Log) -> None:
    paris = log("2026-03-02T23:30", "2026-03-02T23:45")
    new_york = log("2026-03-03T01:00", "2026-03-03T02:00", account_id=2)
    price_all(company)
    with reading(company) as db:
        days = {entry.id: entry.day for entry in db.exec(select(TimeEntry))}
    assert days == {paris: 739678, new_york: 739677}


def test_work_without_a_clock_has_its_stated_tier(company: Engine, log: Log) -> None:
    entry = log(start_at=None, end_at=None, day=739677, tier=2)
    price_all(company)
    assert (charge_of(company, entry).weekend_s, charge_of(company, entry).amount) == (3600, 17500)


def test_pricing_twice_changes_nothing(company: Engine, log: Log) -> None:
    for hour in range(8, 12):
        log(f"2026-03-02T{hour:02}:00", f"2026-03-02T{hour:02}:30", ticket_id=1)
    log("2026-03-06T16:30", "2026-03-06T18:00")
    assert price_all(company).changed == 5
    before = revision(company)
    assert price_all(company) == Priced(count=5, changed=0, without_price=0)
    assert revision(company) == before == 1


def test_a_changed_rule_prices_again_only_what_is_not_billed(company: Engine, log: Log) -> None:
    billed, open_one, deleted = log(), log("2026-03-03T09:00", "2026-03-03T10:00"), log(deleted_at=5)
    price_all(company)
    change(company, TimeEntry, billed, billed_at=1_800_000_000, billed_reference="INV-1")
    change(company, BillRule, 1, rates=[20000] * 4)
    assert price_all(company) == Priced(count=1, changed=1, without_price=0)
    assert (charge_of(company, billed).amount, charge_of(company, open_one).amount) == (10000, 20000)
    with reading(company) as db:
        assert db.get(Charge, deleted) is None
        revisions = {entry.id: entry.revision for entry in db.exec(select(TimeEntry))}
    assert revisions == {billed: 1, open_one: 2, deleted: 0}


def test_billed_work_is_read_where_it_can_move_other_work(company: Engine, log: Log) -> None:
    """Rounded together (R12), what is billed counts; else it does not, and need not be read (R24)."""
    billed, other = (log(f"2026-03-02T{hour}:00", f"2026-03-02T{hour}:20", ticket_id=1) for hour in ("09", "10"))
    price_all(company)
    change(company, TimeEntry, billed, billed_at=1_800_000_000, billed_reference="INV-1")
    with writing(company) as db:
        assert billed_rows.billed(db, [1])["id"].tolist() == []
    change(company, Account, 1, rounding_increment_s=3600, rounding_scope="ticket")
    with writing(company) as db:
        assert billed_rows.billed(db, [1])["id"].tolist() == [billed]
    price_all(company)
    # Both make an hour, of which twenty minutes are billed.
    assert charge_of(company, other).billable_s == 2400


def test_another_rule_of_the_same_price_is_a_change(company: Engine, log: Log) -> None:
    entry = log()
    price_all(company)
    with writing(company) as db:
        db.add(BillRule(id=2, name="First", position=1, currency="EUR", rates=[10000] * 4))
    assert price_all(company).changed == 1
    assert [portion.rule_id for portion in portions_of(company, entry)] == [2]


def test_only_the_accounts_asked_for_are_priced(company: Engine, log: Log) -> None:
    log()
    other = log(account_id=2)
    assert price_all(company, 2).count == 1
    with reading(company) as db:
        assert [charge.entry_id for charge in db.exec(select(Charge))] == [other]


def test_no_price_is_kept_as_a_problem(company: Engine, log: Log) -> None:
    entry = log()
    change(company, Account, 1, currency="USD")
    assert price_all(company) == Priced(count=1, changed=1, without_price=1)
    charge = charge_of(company, entry)
    assert (charge.problem, charge.amount, charge.currency) == (Problem.NO_PRICE, 0, "USD")
    assert [portion.rule_id for portion in portions_of(company, entry)] == [None]


@pytest.mark.parametrize(
    ("criteria", "amount"),
    [
        ({"role": ["L2"]}, 5000),
        ({"role": ["L1"]}, 10000),
        ({"rep": [1], "service": [1]}, 5000),
        ({"product": ["Mail"]}, 5000),
        ({"priority": ["Low", "High"]}, 5000),
        ({"ticket_type": ["Incident"]}, 10000),
        ({"account": [2]}, 10000),
    ],
)
def test_rules_match_what_entry_ticket_and_rep_say(
    company: Engine, log: Log, criteria: dict[str, list[int | str]], amount: int
) -> None:
    entry = log(ticket_id=1)
    with writing(company) as db:
        db.add(BillRule(id=2, name="Own", position=1, currency="EUR", rates=[5000] * 4, criteria=criteria))
    price_all(company)
    assert charge_of(company, entry).amount == amount


def test_contract_cover_rounding_and_plan_rule_count(company: Engine, log: Log) -> None:
    with writing(company) as db:
        db.add(SupportPlan(id=1, name="Gold", currency="EUR"))
        db.flush()
        db.add(
            Contract(
                id=4, number="C4", name="Acme on-site", account_id=1, plan_id=1, first_day=739000,
                rounding_increment_s=900,
            )
        )  # fmt: skip
        db.add(Contract(id=5, number="C5", name="Draft", account_id=1, plan_id=1, first_day=738000, state="draft"))
        db.flush()
        db.add(ContractCover(contract_id=4, service_id=2))
        db.add(BillRule(id=2, name="Gold", level="plan", level_of_id=1, position=1, currency="EUR", rates=[4000] * 4))
    covered = log("2026-03-02T09:00", "2026-03-02T09:20", service_id=2)
    other = log("2026-03-02T09:00", "2026-03-02T09:20")
    price_all(company)
    charges = [charge_of(company, entry) for entry in (covered, other)]
    assert [(c.contract_id, c.billable_s, c.amount) for c in charges] == [(4, 1800, 2000), (None, 1200, 3333)]


def test_cost_follows_the_rep_s_dated_rate(company: Engine, log: Log) -> None:
    with writing(company) as db:
        db.add_all([CostRate(rep_id=1, amount=4000), CostRate(rep_id=1, first_day=739678, amount=5000)])
    before, after = log(), log("2026-03-03T09:00", "2026-03-03T10:30", billable=False)
    price_all(company)
    assert (charge_of(company, before).cost, charge_of(company, after).cost) == (4000, 7500)
    assert (charge_of(company, after).amount, charge_of(company, after).billable_s) == (0, 0)


def test_an_override_is_the_price(company: Engine, log: Log) -> None:
    entry = log(override_rate=0)
    price_all(company)
    charge = charge_of(company, entry)
    assert (charge.problem, charge.amount) == (Problem.NONE, 0)


def test_many_entries_add_up(company: Engine, log: Log) -> None:
    for day in range(1, 8):
        log(f"2026-03-{day:02}T06:00", f"2026-03-{day:02}T20:00", ticket_id=1 if day % 2 else None)
    price_all(company)
    with reading(company) as db:
        for charge in db.exec(select(Charge)):
            parts = portions_of(company, charge.entry_id)
            assert sum(part.worked_s for part in parts) == charge.worked_s == 14 * 3600
            assert sum(part.amount for part in parts) == charge.amount
            assert [part.seq for part in parts] == list(range(len(parts)))


def test_a_revision_of_the_same_transaction_is_used(company: Engine, log: Log) -> None:
    entry = log(revision=7)
    with writing(company) as db:
        price(db, revision=7)
    with reading(company) as db:
        assert db.get_one(TimeEntry, entry).revision == 7
    assert revision(company) == 0


def test_nothing_to_price_is_no_change(company: Engine) -> None:
    assert price_all(company) == Priced(count=0, changed=0, without_price=0)
    assert revision(company) == 0
