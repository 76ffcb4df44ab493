"""What changes no more of a contract while a base charge of it is on a bill (R25)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from rxbilling.models import Contract, SupportPlan, contract_rows
from rxbilling.models.database import reading
from rxbilling.services import bill_drafts, bill_voids, contract_changes, plan_moves
from rxbilling.services.access import Invalid
from rxbilling.services.contract_checks import BILLED
from rxbilling.services.contract_drafts import ContractDraft, Overrides, draft_of
from rxbilling.services.plan_moves import Moving
from tests.services.bill_steps import add_contract, drafts, issued
from tests.services.rows import FINANCE, MANAGER, add


@pytest.fixture
def contract(office: Engine) -> Engine:
    """Return the office with a contract, and later versions of its plan: from its first day, March and April on."""
    add_contract(office, id=None)
    add(office, SupportPlan(id=2, name="Weeks", currency="EUR", mode="prepaid", cycle="week"))
    days = {3: date(2026, 1, 1), 4: date(2026, 3, 1), 5: date(2026, 4, 1)}
    for number, day in days.items():
        version = {"replaces_id": 1, "from_day": day.toordinal(), "anchor": "calendar", "mode": "prepaid"}
        add(office, SupportPlan(id=number, name=f"Gold {number}", currency="EUR", **version))
    return office


def stored() -> tuple[int, ContractDraft]:
    """Return the version of the contract and what it says."""
    with reading() as db:
        row = db.get_one(Contract, 1)
        return row.version, draft_of(row, contract_rows.covers(db, [1])[1])


def change(**parts: Any) -> None:
    version, draft = stored()
    contract_changes.change(MANAGER, 1, version, replace(draft, **parts))


@pytest.mark.parametrize(("parts", "field"), [({"first_day": date(2026, 1, 2)}, "first_day"), ({"plan_id": 2}, "plan")])
@pytest.mark.usefixtures("contract")
def test_r25_the_cycles_of_a_billed_contract_stay(parts: dict[str, Any], field: str) -> None:
    (number,) = issued()
    version, draft = stored()
    with pytest.raises(Invalid) as refused:
        change(**parts)
    assert (refused.value.field, refused.value.message) == (field, BILLED)
    with pytest.raises(Invalid):
        contract_changes.effect_of_changing(MANAGER, 1, version, replace(draft, **parts))
    change(name="Other", last_day=date(2026, 11, 30), overrides=Overrides(base_charge=30_000))
    bill_voids.void(FINANCE, number, "Wrong")
    change(**parts)


@pytest.mark.usefixtures("contract")
def test_r25_so_do_those_of_one_on_a_draft() -> None:
    (number,) = drafts()
    with pytest.raises(Invalid):
        change(plan_id=2)
    bill_drafts.discard(FINANCE, number)
    change(plan_id=2)


@pytest.mark.parametrize("plan", [3, 4])
@pytest.mark.usefixtures("contract")
def test_r25_a_cycle_that_is_billed_does_not_move_to_another_plan(plan: int) -> None:
    issued()
    with pytest.raises(Invalid) as refused:
        plan_moves.move(MANAGER, Moving(plan, (1,)))
    assert refused.value.message.text("en") == (
        "The base charge of contract C-1 from Mar 1, 2026 on is billed. "
        "Void the bill, or discard the draft, before it is moved."
    )


@pytest.mark.usefixtures("contract")
def test_r25_the_cycles_after_it_do() -> None:
    issued()
    plan_moves.move(MANAGER, Moving(5, (1,)))
    assert stored()[1].last_day == date(2026, 3, 31)
