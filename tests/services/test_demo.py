from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from sqlalchemy import Engine, text
from sqlmodel import SQLModel, col, func, select

from rxbilling.engine.columns import Kind
from rxbilling.models import (
    Account,
    BillRule,
    Charge,
    Contract,
    CostRate,
    Expense,
    Lot,
    Organisation,
    Portion,
    Rep,
    Service,
    SupportPlan,
    Ticket,
    TimeEntry,
)
from rxbilling.models.bulk import table_of
from rxbilling.models.database import reading, writing
from rxbilling.models.demo_rows import EMPTIED
from rxbilling.services import bill_credits, bill_voids
from rxbilling.services.access import COMMAND_LINE, Actor, Refused
from rxbilling.services.bill_runs import Run
from rxbilling.services.demo import Filled, clear_demo, fill_demo
from rxbilling.services.pricing import price
from tests.services.bill_steps import issued
from tests.services.rows import FINANCE

TODAY = date(2026, 11, 24)
MIDNIGHT = int(datetime(2026, 11, 24, tzinfo=UTC).timestamp())
REP = Actor(user_id=1, name="Ana", role="rep")


def fill(database: Engine, *, entries: int = 2000, today: date = TODAY, seed: int = 7) -> Filled:
    return fill_demo(COMMAND_LINE, today=today, entries=entries, seed=seed, source=database)


def count(database: Engine, model: type[SQLModel]) -> int:
    with reading(database) as db:
        return db.exec(select(func.count()).select_from(model)).one()


def contents(database: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of every table that the demo fills, by table."""
    with database.connect() as connection:
        return {table.name: sorted(map(repr, connection.execute(table.select()))) for table in map(table_of, EMPTIED)}


def drawn(database: Engine, contract: Contract, day: int) -> tuple[Fraction, int]:
    """Return what part of its lots of a day a contract has drawn, and the amount of its overage on those days."""
    with reading(database) as db:
        query = select(Lot).where(Lot.contract_id == contract.id, Lot.first_day <= day, col(Lot.last_day) >= day)
        lots = db.exec(query).all()
        first = min(lot.first_day for lot in lots)
        portions = select(func.coalesce(func.sum(Portion.amount), 0)).select_from(Portion)
        portions = portions.join(Charge, col(Charge.entry_id) == Portion.entry_id)
        portions = portions.join(TimeEntry, col(TimeEntry.id) == Portion.entry_id)
        of_contract = (Charge.contract_id == contract.id, Portion.kind == Kind.OVERAGE, TimeEntry.day >= first)
        overage = db.exec(portions.where(*of_contract)).one()
    return Fraction(sum(lot.drawn for lot in lots), sum(lot.granted for lot in lots)), int(overage)


def test_the_demo_is_a_support_company(database: Engine) -> None:
    filled = fill(database)
    assert (filled.accounts, filled.reps, filled.entries, filled.without_price) == (12, 15, 2000, 3)
    rows = (Account, Rep, SupportPlan, TimeEntry, Charge, Ticket)
    assert [count(database, model) for model in rows] == [12, 15, 5, 2000, 2000, filled.tickets]
    with reading(database) as db:
        accounts = db.exec(select(Account)).all()
        assert len({account.country for account in accounts}) == 6
        assert [account.currency for account in accounts].count("USD") == 1
        assert db.get_one(Organisation, 1).is_demo
        assert {rep.role for rep in db.exec(select(Rep))} == {"L1", "L2", "L3"}
        assert {plan.type for plan in db.exec(select(SupportPlan))} == {"hour", "request", "fixed", "retainer"}
        assert {rule.level for rule in db.exec(select(BillRule))} == {"contract", "plan", "account", "general"}
        assert db.exec(select(func.count()).select_from(CostRate)).one() == 30
        assert db.exec(select(func.count()).select_from(Expense).where(col(Expense.billed_at).is_not(None))).one() > 5


def test_equal_seeds_on_one_day_give_equal_rows(sqlite: Engine, another_sqlite: Engine) -> None:
    fill(sqlite, entries=600)
    fill(another_sqlite, entries=600)
    assert contents(sqlite) == contents(another_sqlite)


def test_another_seed_gives_other_rows(sqlite: Engine, another_sqlite: Engine) -> None:
    fill(sqlite, entries=600)
    fill(another_sqlite, entries=600, seed=8)
    assert contents(sqlite)["time_entry"] != contents(another_sqlite)["time_entry"]


@pytest.mark.parametrize("today", [TODAY, date(2026, 3, 1), date(2026, 10, 31), date(2024, 2, 29), date(2027, 1, 1)])
def test_it_ends_today_and_nothing_is_to_come(sqlite: Engine, today: date) -> None:
    fill(sqlite, entries=1000, today=today)
    midnight = int(datetime(today.year, today.month, today.day, tzinfo=UTC).timestamp())
    with reading(sqlite) as db:
        days = db.exec(select(func.min(TimeEntry.day), func.max(TimeEntry.day))).one()
        assert days[1] == today.toordinal()
        assert 540 <= today.toordinal() - days[0] <= 551
        assert db.exec(select(func.max(TimeEntry.end_at))).one() <= midnight
        assert db.exec(select(func.max(Ticket.opened_at))).one() <= midnight
        assert db.exec(select(func.max(Ticket.closed_at))).one() <= midnight
        assert db.exec(select(func.max(TimeEntry.billed_at))).one() <= midnight
        assert db.exec(select(func.max(Expense.day))).one() <= today.toordinal()


@pytest.mark.parametrize(
    ("today", "entries"), [(TODAY, 2000), (TODAY, 300), (date(2026, 7, 15), 2000), (date(2027, 1, 1), 2000)]
)
def test_one_contract_is_over_its_allowance_and_one_is_near_it(sqlite: Engine, today: date, entries: int) -> None:
    fill(sqlite, entries=entries, today=today)
    with reading(sqlite) as db:
        care = [contract for contract in db.exec(select(Contract)) if contract.name.endswith("care")]
    near, over = sorted(drawn(sqlite, contract, today.toordinal()) for contract in care)
    assert 0.85 <= near[0] < 1
    assert near[1] == 0
    assert over[0] == 1
    assert over[1] > 0


def test_every_kind_of_lot_and_portion_is_there(sqlite: Engine) -> None:
    fill(sqlite)
    with reading(sqlite) as db:
        lots = db.exec(select(Lot)).all()
        kinds = set(db.exec(select(Portion.kind).distinct()).all())
    assert {lot.kind for lot in lots} == {"base", "top_up", "carry_over"}
    assert {lot.unit for lot in lots if lot.drawn} == {"second", "request", "money"}
    assert {lot.kind for lot in lots if lot.drawn} >= {"base", "top_up"}
    assert kinds >= {Kind.PLAIN, Kind.INCLUDED, Kind.OVERAGE, Kind.FREE}


def test_contracts_are_in_the_state_they_show(sqlite: Engine) -> None:
    fill(sqlite)
    day = TODAY.toordinal()
    with reading(sqlite) as db:
        contracts = db.exec(select(Contract).order_by(col(Contract.id))).all()
    ends = [contract.last_day for contract in contracts if contract.last_day]
    assert day + 10 in ends
    renewal = next(contract for contract in contracts if contract.renewal_of_id)
    before = next(contract for contract in contracts if contract.id == renewal.renewal_of_id)
    assert before.last_day is not None
    assert before.last_day + 1 == renewal.first_day <= day
    assert before.account_id == renewal.account_id
    assert {contract.state for contract in contracts} == {"active", "terminated", "draft"}
    terminated = next(contract for contract in contracts if contract.state == "terminated")
    assert terminated.last_day is not None
    assert terminated.last_day < day


def test_older_work_is_billed_and_what_has_no_price_is_not(sqlite: Engine) -> None:
    fill(sqlite)
    october = date(2026, 10, 1).toordinal()
    with reading(sqlite) as db:
        rows = db.exec(select(TimeEntry, Charge).join(Charge, col(Charge.entry_id) == TimeEntry.id)).all()
        recovery = db.exec(select(Service.id).where(Service.name == "Data recovery")).one()
    for entry, charge in rows:
        assert (entry.billed_at is not None) == (entry.billable and entry.day < october and not charge.problem)
        assert bool(charge.problem) == (entry.service_id == recovery)
    references = {entry.billed_reference for entry, _ in rows if entry.billed_at}
    assert "INV-2026-09-1" in references


def test_work_looks_like_work(sqlite: Engine) -> None:
    fill(sqlite, entries=9000)
    with reading(sqlite) as db:
        entries = db.exec(select(TimeEntry)).all()
        by_tier = db.exec(
            select(*(func.sum(column) for column in (
                Charge.operational_s, Charge.non_operational_s, Charge.weekend_s, Charge.holiday_s, Charge.worked_s,
            )))
        ).one()  # fmt: skip
    assert 0.75 < by_tier[0] / by_tier[4] < 0.95
    assert all(seconds > 0 for seconds in by_tier)
    mondays = sum((entry.day - 1) % 7 == 0 for entry in entries)
    fridays = sum((entry.day - 1) % 7 == 4 for entry in entries)
    assert mondays > 1.2 * fridays
    assert 0.03 < sum(not entry.billable for entry in entries) / len(entries) < 0.09
    assert 10 < sum(entry.start_at is None for entry in entries) < 90
    assert all(entry.start_at % 60 == entry.seconds % 60 == 0 for entry in entries if entry.start_at)
    assert overlapping(entries) < len(entries) / 200


def overlapping(entries: list[TimeEntry]) -> int:
    """Count entries that begin before their rep has ended another."""
    found, ends = 0, dict.fromkeys((entry.rep_id for entry in entries), 0)
    for entry in sorted((entry for entry in entries if entry.start_at), key=lambda entry: entry.start_at or 0):
        found += (entry.start_at or 0) < ends[entry.rep_id]
        ends[entry.rep_id] = max(ends[entry.rep_id], entry.end_at or 0)
    return found


def test_days_are_those_that_pricing_finds(sqlite: Engine) -> None:
    fill(sqlite)
    with writing(sqlite) as db:
        db.connection().execute(text("UPDATE time_entry SET billed_at = NULL"))
    with writing(sqlite) as db:
        assert price(db).changed == 0
        assert db.connection().execute(text("SELECT number FROM revision")).scalar_one() == 1


def test_pricing_again_beside_billed_work_changes_nothing(sqlite: Engine) -> None:
    fill(sqlite)
    before = contents(sqlite)
    with writing(sqlite) as db:
        found = price(db, until=TODAY.toordinal())
    assert (found.changed, found.without_price) == (0, 3)
    assert contents(sqlite) == before


def test_it_is_never_mixed_with_other_data(database: Engine) -> None:
    with writing(database) as db:
        db.add(Account(name="Real customer"))
    with pytest.raises(Refused, match="empty installation"):
        fill(database)
    assert (count(database, Account), count(database, TimeEntry)) == (1, 0)


def test_it_cannot_be_filled_twice(sqlite: Engine) -> None:
    fill(sqlite, entries=300)
    with pytest.raises(Refused, match="empty installation"):
        fill(sqlite, entries=300)
    assert count(sqlite, TimeEntry) == 300


def test_too_few_entries_are_refused(sqlite: Engine) -> None:
    with pytest.raises(Refused, match="at least"):
        fill(sqlite, entries=199)


def test_clearing_leaves_an_empty_organisation(database: Engine) -> None:
    fill(database, entries=600)
    clear_demo(COMMAND_LINE, source=database)
    assert not any(contents(database).values())
    with reading(database) as db:
        organisation = db.get_one(Organisation, 1)
    assert (organisation.name, organisation.is_demo) == ("My company", False)
    fill(database, entries=600)
    assert count(database, TimeEntry) == 600


def test_clearing_takes_bills_away_too(installation: Engine) -> None:
    fill(installation, entries=300)
    bill, *others = issued(Run(date(2026, 9, 1), date(2026, 11, 24)), date(2026, 11, 24))
    bill_credits.credit(FINANCE, bill, None, "wrong")
    bill_voids.void(FINANCE, others[0], "wrong")
    clear_demo(COMMAND_LINE, source=installation)
    assert not any(contents(installation).values())
    with reading(installation) as db:
        assert db.get_one(Organisation, 1).bill_next_number == 1


def test_real_data_is_never_cleared(sqlite: Engine) -> None:
    with writing(sqlite) as db:
        db.add(Account(name="Real customer"))
    with pytest.raises(Refused, match="real data"):
        clear_demo(COMMAND_LINE, source=sqlite)
    assert count(sqlite, Account) == 1


def test_only_who_may_import_fills_and_clears(sqlite: Engine) -> None:
    for act in (lambda: fill_demo(REP, today=TODAY, source=sqlite), lambda: clear_demo(REP, source=sqlite)):
        with pytest.raises(Refused, match="role"):
            act()
    assert count(sqlite, Account) == 0
