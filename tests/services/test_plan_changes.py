"""Support plans: in place where no contract uses them, else by a new version that contracts are moved to."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from rxbilling.models import AuditEvent, BillRule, Charge, Contract, SupportPlan
from rxbilling.models.database import reading, writing
from rxbilling.services import plan_changes, plans, pricing, rules
from rxbilling.services.access import Changed, Invalid, NotNow, NotThere, Refused
from rxbilling.services.plan_changes import Saving
from rxbilling.services.plan_drafts import Offer, PlanDraft
from tests.services.conftest import Log
from tests.services.rows import FINANCE, MANAGER, add

HOUR = 3600
CARE = PlanDraft("Care", "EUR", allowance_amount=10 * HOUR, overage_rates=(9000,) * 4)
FULL = replace(
    CARE, description="All of it", type="retainer", mode="prepaid", cycle="quarter", anchor="start", base_charge=5000,
    prorate=True, allowance_amount=250_000, prorate_allowance=True, only_operational_draws=True,
    burn_bp=(10_000, 10_000, 15_000, 20_000), overage_per="request", overage_rates=(1, 2, 3, 4),
    after_allowance="block", grace_bp=1000, carry_over_cap=500, carry_over_cycles=2, is_default=True,
    offers=(Offer("Ten", 1000, 900),),
)  # fmt: skip
DAY = date(2027, 1, 1)


@pytest.fixture
def agreed(office: Engine, log: Log) -> int:
    """Return the plan of a contract of Acme, which includes the hour that Acme has; Bolt has one too."""
    number = plan_changes.save(MANAGER, Saving(CARE))
    add(
        office,
        Contract(number="C-1", name="Acme care", account_id=1, plan_id=number, first_day=date(2026, 1, 1).toordinal()),
        BillRule(name="Of the plan", level="plan", level_of_id=number, position=1, currency="EUR", rates=[1] * 4),
    )
    log()
    log(account_id=2, ticket_id=None)
    with writing() as db:
        pricing.price(db)
    return number


def amounts() -> list[int]:
    with reading() as db:
        return [charge.amount for charge in db.exec(select(Charge).order_by(Charge.entry_id))]  # type: ignore[arg-type]


def test_a_plan_says_what_was_saved(office: Engine) -> None:
    number = plan_changes.save(MANAGER, Saving(FULL))
    found = plans.look(FINANCE, number)
    assert (found.draft, found.contracts, found.replaces, found.from_day) == (FULL, 0, "", None)
    with reading() as db:
        plan = db.get_one(SupportPlan, number)
        event = db.exec(select(AuditEvent)).all()[-1]
    assert plan.allowance_unit == "money"
    assert (event.action, event.subject, event.after and event.after["top-ups"]) == (
        "add",
        "support plan",
        "Ten: 10.00 EUR, 9.00 EUR",
    )


def test_a_plan_that_no_contract_uses_is_changed_in_place(office: Engine) -> None:
    number = plan_changes.save(MANAGER, Saving(FULL))
    assert plan_changes.save(MANAGER, Saving(replace(FULL, name="Calm", base_charge=1, offers=()), number, 1)) == number
    (found,) = plans.all_plans(MANAGER)
    assert (found.draft.name, found.draft.base_charge, found.draft.offers, found.version) == ("Calm", 1, (), 2)


def test_there_is_one_default(office: Engine) -> None:
    first = plan_changes.save(MANAGER, Saving(FULL))
    second = plan_changes.save(MANAGER, Saving(replace(FULL, name="Other")))
    assert not plans.look(MANAGER, first).draft.is_default
    assert plans.look(MANAGER, second).draft.is_default


def test_a_plan_in_use_is_changed_by_a_new_version(agreed: int) -> None:
    dearer = replace(CARE, base_charge=9900, is_default=True)
    with pytest.raises(Invalid) as refused:
        plan_changes.save(MANAGER, Saving(dearer, agreed, 1))
    assert refused.value.field == "from_day"
    made = plan_changes.save(MANAGER, Saving(dearer, agreed, 1, DAY))
    before, after = plans.look(MANAGER, agreed), plans.look(MANAGER, made)
    assert (before.draft.name, before.contracts, before.is_replaced) == ("Care (until Dec 31, 2026)", 1, True)
    assert (after.draft, after.contracts, after.to_move) == (dearer, 0, 1)
    assert (after.replaces, after.from_day) == ("Care (until Dec 31, 2026)", DAY)
    assert [rule.draft.name for rule in rules.of_level(MANAGER, "plan", made)] == ["Of the plan"]
    with pytest.raises(NotNow):
        plan_changes.save(MANAGER, Saving(replace(dearer, name="Again"), agreed, 2, DAY))
    third = plan_changes.save(MANAGER, Saving(replace(dearer, base_charge=1), made, 1, DAY))
    assert third == made  # no contract uses that version yet


def test_what_is_agreed_stays_where_only_its_name_changes(agreed: int) -> None:
    renamed = replace(CARE, name="Calm", description="x", active=False, offers=(Offer("Five", 5 * HOUR, 1),))
    assert plan_changes.save(MANAGER, Saving(renamed, agreed, 1)) == agreed
    assert plans.look(MANAGER, agreed).draft == renamed


def test_somebody_else_came_first(agreed: int) -> None:
    plan_changes.save(MANAGER, Saving(replace(CARE, description="x"), agreed, 1))
    with pytest.raises(Changed):
        plan_changes.save(MANAGER, Saving(CARE, agreed, 1))
    with pytest.raises(NotThere):
        plan_changes.save(MANAGER, Saving(replace(CARE, name="New"), 99, 1))
    with pytest.raises(NotThere):
        plans.look(MANAGER, 99)


@pytest.mark.parametrize(
    ("field", "parts"),
    [
        ("name", {"name": ""}),
        ("name", {"name": "care"}),
        ("description", {"description": "x" * 1001}),
        ("type", {"type": "magic"}),
        ("mode", {"mode": "later"}),
        ("cycle", {"cycle": "day"}),
        ("currency", {"currency": "??"}),
        ("base_charge", {"base_charge": -1}),
        ("allowance", {"allowance_amount": 10**13}),
        ("allowance", {"type": "fixed"}),
        ("overage_3", {"overage_rates": (0, 0, 0, -1)}),
        ("burn_1", {"burn_bp": (1, -1, 1, 1)}),
        ("grace", {"grace_bp": -1}),
        ("carry_over_cap", {"carry_over_cap": -1}),
        ("carry_over_cycles", {"carry_over_cycles": 121}),
        ("offers", {"offers": (Offer("", 1, 1),)}),
        ("offers", {"offers": (Offer("x", 0, 1),)}),
        ("offers", {"offers": (Offer("x", 1, -1),)}),
        ("offers", {"offers": (Offer("x", 1, 1),) * 21}),
    ],
)
def test_what_cannot_be_a_plan(office: Engine, field: str, parts: dict[str, Any]) -> None:
    plan_changes.save(MANAGER, Saving(CARE))
    with pytest.raises(Invalid) as refused:
        plan_changes.save(MANAGER, Saving(replace(CARE, **({"name": "Other"} | parts))))
    assert refused.value.field == field


def test_finance_reads_only(agreed: int) -> None:
    with pytest.raises(Refused):
        plan_changes.save(FINANCE, Saving(FULL))
    with pytest.raises(Refused):
        plan_changes.save(FINANCE, Saving(CARE, agreed, 1))
    assert len(plans.all_plans(FINANCE)) == 1
