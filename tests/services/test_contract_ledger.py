"""The ledger of a contract: it adds up, and says what the engine's lots and the API say (R14 to R17)."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from rxbilling.models import Lot, SupportPlan, TimeEntry
from rxbilling.models.database import reading, writing
from rxbilling.services import contract_changes, contract_ledger, entitlements, pricing, top_ups
from rxbilling.services.contract_ledger import CycleLine, Ledger
from rxbilling.services.top_ups import TopUpDraft
from tests.services.conftest import Log
from tests.services.contract_rows import HOUR, TODAY, add_plan, draft, on
from tests.services.rows import FINANCE, MANAGER

HALF = 1800


@pytest.fixture
def contract(office: Engine, log: Log, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return a contract that two cycles have worked for; an hour was bought for both, half an hour for a few days."""
    add_plan(office)
    on(monkeypatch, TODAY)
    made = contract_changes.add(MANAGER, draft())
    days = date(2026, 2, 10), date(2026, 3, 20)
    top_ups.add(MANAGER, made.number, 1, TopUpDraft("second", HOUR, 0, *days))
    top_ups.add(MANAGER, made.number, 2, TopUpDraft("second", HALF, 0, date(2026, 3, 1), date(2026, 3, 10)))
    log("2026-02-02T08:00", "2026-02-02T09:00")
    # Before its offices open by an hour, and late in the evening of another day than in UTC.
    log("2026-02-27T07:00", "2026-02-27T08:30")
    log("2026-03-11T23:30", "2026-03-12T00:30")
    with writing() as db:
        db.add(TimeEntry(account_id=1, rep_id=1, day=date(2026, 3, 13).toordinal(), seconds=HALF, tier=0))
        db.flush()
        contract_changes.price_again(db, [1])
    return made.number


def current(ledger: Ledger) -> CycleLine:
    (line,) = (line for line in ledger.cycles if line.is_current)
    return line


def same_everywhere(number: int) -> None:
    """The ledger, the burn-down, the API's entitlement and the stored lots say the same of what is left."""
    ledger, said = contract_ledger.look(FINANCE, number), entitlements.look(FINANCE, number)
    left = current(ledger).left
    assert said.cycle == (current(ledger).first, current(ledger).last)
    assert left == sum(lot.left for lot in said.current) == ledger.burn[-1][1]
    with reading() as db:
        rows = db.exec(select(Lot).where(Lot.contract_id == number).order_by(col(Lot.id))).all()
        today = said.day.toordinal()
        running = [lot for lot in rows if lot.first_day <= today <= (lot.last_day or today)]
        assert left == sum(lot.granted - lot.drawn for lot in running)
        assert sum(line.used for line in ledger.cycles) == sum(lot.drawn for lot in rows)


def test_each_cycle_adds_up(contract: int) -> None:
    february, march = contract_ledger.look(FINANCE, contract).cycles
    assert (february.first, february.last) == (date(2026, 1, 31), date(2026, 2, 27))
    # Two and a half hours: the first from the base, the others from it too, as it ends first (R14).
    assert february == CycleLine(
        date(2026, 1, 31), date(2026, 2, 27), granted=2 * HOUR, topped_up=HOUR, carried=0, used=2 * HOUR + HALF,
        lapsed=0, is_current=False,
    )  # fmt: skip
    assert february.left == HALF
    # Half of the hour that was bought is left; what was bought for ten days was not drawn.
    assert march == CycleLine(
        date(2026, 2, 28), date(2026, 3, 30), granted=2 * HOUR, topped_up=2 * HALF, carried=0, used=HOUR + HALF,
        lapsed=HALF, is_current=True,
    )  # fmt: skip
    assert march.left == HOUR
    same_everywhere(contract)


def test_what_is_left_is_told_for_each_day(contract: int) -> None:
    burn = dict(contract_ledger.look(FINANCE, contract).burn)
    assert (min(burn), max(burn)) == (date(2026, 2, 27), TODAY)
    told = [burn[date(2026, 3, day)] for day in (1, 10, 11, 12, 13, 15)]
    # The hour after midnight in Paris is of the 12th.
    assert told == [6 * HALF, 6 * HALF, 5 * HALF, 3 * HALF, 2 * HALF, 2 * HALF]


def test_a_cycle_that_has_begun_since_is_there_too(contract: int, monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, date(2026, 4, 1))
    line = current(contract_ledger.look(FINANCE, contract))
    said = entitlements.look(FINANCE, contract)
    # An hour of March is left, half an hour of which is carried over.
    assert (line.granted, line.topped_up, line.carried, line.used, line.left) == (4 * HALF, 0, HALF, 0, 5 * HALF)
    assert line.left == sum(lot.left for lot in said.current)
    with writing() as db:
        pricing.price(db, [1], until=date(2026, 4, 1).toordinal())
    same_everywhere(contract)


def test_deleted_work_is_not_counted(contract: int) -> None:
    with writing() as db:
        db.get_one(TimeEntry, 1).deleted_at = 1
        contract_changes.price_again(db, [1])
    february = contract_ledger.look(FINANCE, contract).cycles[0]
    assert february.used == HOUR + HALF
    same_everywhere(contract)


def test_bills_may_have_taken_more_than_is_included_by_now(contract: int) -> None:
    with writing() as db:
        for number in (3, 4):
            db.get_one(TimeEntry, number).billed_at = 1
        db.get_one(SupportPlan, 1).allowance_amount = HALF
        contract_changes.price_again(db, [1])
    line = current(contract_ledger.look(FINANCE, contract))
    assert line.left == line.granted + line.topped_up + line.carried - line.used - line.lapsed
    assert line.used == HOUR + HALF


def test_a_contract_that_includes_nothing_has_no_ledger(contract: int, office: Engine) -> None:
    add_plan(office, id=2, name="Plain", allowance_amount=0)
    made = contract_changes.add(MANAGER, replace(draft(number="C-2", account_id=2), plan_id=2))
    assert contract_ledger.look(FINANCE, made.number) == Ledger("", TODAY, [], [])
    drafted = contract_changes.add(MANAGER, draft(number="C-3", is_draft=True))
    assert contract_ledger.look(FINANCE, drafted.number).cycles == []
    assert entitlements.look(FINANCE, drafted.number).lots == []
    assert contract
