"""Moving contracts to a later version of their plan: from a cycle on, and never what was before (R5, R24)."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from rxbilling.models import AuditEvent, BillRule, Charge, Contract, TopUp
from rxbilling.models.database import reading, writing
from rxbilling.services import plan_changes, plan_moves, plans, pricing
from rxbilling.services.access import Invalid, Refused
from rxbilling.services.plan_changes import Saving
from rxbilling.services.plan_drafts import PlanDraft
from rxbilling.services.plan_moves import Moving
from tests.services.conftest import Log
from tests.services.rows import MANAGER, add

HOUR = 3600
CARE = PlanDraft("Care", "EUR", anchor="start", allowance_amount=HOUR, overage_rates=(9000,) * 4, base_charge=5000)
DEARER = replace(CARE, allowance_amount=0)
OF_THE_PLAN = BillRule(level="plan", position=1, name="Of the plan", currency="EUR", rates=[7000] * 4)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.fixture
def care(office: Engine) -> int:
    """Return a plan that includes an hour each month; what is not included is priced by a rule of its own."""
    number = plan_changes.save(MANAGER, Saving(CARE))
    rule = OF_THE_PLAN.model_dump() | {"level_of_id": number}
    contract = Contract(number="C-1", name="Acme care", account_id=1, plan_id=number, first_day=day("2026-01-15"))
    add(office, BillRule(**rule), contract)
    return number


def version_of(care: int, from_day: str) -> int:
    return plan_changes.save(MANAGER, Saving(DEARER, care, 1, date.fromisoformat(from_day)))


def amounts() -> list[int]:
    with reading() as db:
        return [charge.amount for charge in db.exec(select(Charge).order_by(Charge.entry_id))]  # type: ignore[arg-type]


def contracts() -> list[tuple[str, int, int | None, int]]:
    with reading() as db:
        rows = db.exec(select(Contract).order_by(Contract.first_day)).all()  # type: ignore[arg-type]
        return [(row.number, row.first_day, row.last_day, row.plan_id) for row in rows]


def test_r5_a_contract_is_moved_with_its_next_cycle_and_what_was_before_keeps_its_price(care: int, log: Log) -> None:
    for start in ("2026-03-10", "2026-03-20", "2026-04-10", "2026-04-15"):
        log(f"{start}T09:00", f"{start}T10:30")
    with writing() as db:
        pricing.price(db)
    assert amounts() == [4500, 4500, 13_500, 4500]
    made = version_of(care, "2026-04-01")
    (found,) = plans.movable(MANAGER, made)
    assert (found.account, found.plan, found.from_day) == ("Acme", "Care (until Mar 31, 2026)", date(2026, 4, 15))
    moving = Moving(made, (found.number,))
    looked = plan_moves.effect(MANAGER, moving)
    assert (looked.looked_at, looked.entries, looked.amounts.after) == (4, 1, {"EUR": 4500 + 4500 + 13_500 + 10_500})
    assert contracts() == [("C-1", day("2026-01-15"), None, care)]
    plan_moves.move(MANAGER, moving)
    assert amounts() == [4500, 4500, 13_500, 10_500]
    assert contracts() == [
        ("C-1", day("2026-01-15"), day("2026-04-14"), care),
        ("C-1-R2", day("2026-04-15"), None, made),
    ]
    assert plans.look(MANAGER, made).to_move == 0


def test_a_contract_of_the_versions_time_is_moved_as_a_whole(care: int, log: Log) -> None:
    log("2026-03-10T09:00", "2026-03-10T10:30")
    made = version_of(care, "2026-01-15")
    plan_moves.move(MANAGER, Moving(made, (1,)))
    assert (contracts(), amounts()) == ([("C-1", day("2026-01-15"), None, made)], [10_500])
    with reading() as db:
        event = db.exec(select(AuditEvent)).all()[-1]
    assert (event.subject, event.before, event.after) == (
        "contract",
        {"plan": "Care (until Jan 14, 2026)"},
        {"plan": "Care"},
    )
    with pytest.raises(Invalid):
        plan_moves.move(MANAGER, Moving(made, (1,)))


def test_a_contract_that_ends_keeps_its_last_day(care: int) -> None:
    with writing() as db:
        db.get_one(Contract, 1).last_day = day("2026-12-31")
    plan_moves.move(MANAGER, Moving(version_of(care, "2026-02-15"), (1,)))
    assert [row[:3] for row in contracts()] == [
        ("C-1", day("2026-01-15"), day("2026-02-14")),
        ("C-1-R2", day("2026-02-15"), day("2026-12-31")),
    ]


def ends(db_day: str) -> Contract:
    with writing() as db:
        contract = db.get_one(Contract, 1)
        contract.last_day = day(db_day)
        return contract


def test_one_without_a_later_cycle_is_not_moved(care: int) -> None:
    ends("2026-04-10")
    made = version_of(care, "2026-04-01")
    assert plans.movable(MANAGER, made) == []
    with pytest.raises(Invalid) as refused:
        plan_moves.effect(MANAGER, Moving(made, (1,)))
    assert "no cycle" in refused.value.message.text("en")


def test_a_top_up_that_lasts_longer_keeps_a_contract_where_it_is(care: int, office: Engine) -> None:
    bought = TopUp(contract_id=1, unit="second", amount=HOUR, first_day=day("2026-04-01"), last_day=day("2026-05-31"))
    add(office, bought)
    with pytest.raises(Invalid) as refused:
        plan_moves.move(MANAGER, Moving(version_of(care, "2026-04-01"), (1,)))
    assert refused.value.message.text("en") == (
        "Contract C-1 has a top-up until May 31, 2026: it can be moved when that is over."
    )
    assert contracts() == [("C-1", day("2026-01-15"), None, care)]


def test_one_that_is_renewed_already_is_moved_by_its_renewal(care: int, office: Engine) -> None:
    ends("2026-12-14")
    renewal = Contract(number="C-2", name="Next", account_id=1, plan_id=care, first_day=day("2026-12-15"))
    add(office, Contract(**renewal.model_dump() | {"renewal_of_id": 1}))
    made = version_of(care, "2026-04-01")
    assert [one.name for one in plans.movable(MANAGER, made)] == ["C-2 · Next"]
    with pytest.raises(Invalid) as refused:
        plan_moves.move(MANAGER, Moving(made, (1,)))
    assert "C-2" in refused.value.message.text("en")


@pytest.mark.parametrize("numbers", [(), (99,), (1,)])
def test_only_contracts_of_an_earlier_version_are_moved(care: int, numbers: tuple[int, ...]) -> None:
    with pytest.raises(Refused):
        plan_moves.effect(MANAGER, Moving(care, numbers))
