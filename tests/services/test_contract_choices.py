"""What a new contract begins with."""

from datetime import date

import pytest
from sqlalchemy import Engine

from rxbilling.models import Contract, SupportPlan
from rxbilling.models.database import writing
from rxbilling.services import contract_choices
from tests.services.rows import MANAGER, add

FIRST = date(2026, 1, 1).toordinal()


@pytest.mark.parametrize(
    ("numbers", "following"),
    [
        ([], "C-1"),
        (["C-2026-009"], "C-2026-010"),
        (["C-2026-999"], "C-2026-1000"),
        (["7", "C-2026-3"], "C-2026-4"),
        (["C-2", "C-1"], "C-3"),
        (["Acme"], "C-1"),
        (["12345678901234567890"], "12345678901234567891"),
    ],
    ids=str,
)
def test_the_next_number_goes_on_from_the_last_contract(office: Engine, numbers: list[str], following: str) -> None:
    add(office, SupportPlan(id=1, name="Care", currency="EUR"))
    for number in numbers:
        add(office, Contract(number=number, name="", account_id=1, plan_id=1, first_day=FIRST, state="draft"))
    assert contract_choices.next_number(MANAGER) == following


def test_a_plan_is_offered_until_another_takes_its_place(office: Engine) -> None:
    version = {"currency": "EUR", "replaces_id": 1}
    add(
        office,
        SupportPlan(id=1, name="Care, old", currency="EUR"),
        SupportPlan(id=4, name="Gone", currency="EUR", active=False),
    )
    add(office, SupportPlan(id=2, name="Care", from_day=FIRST, is_default=True, **version))
    add(
        office,
        SupportPlan(id=3, name="Care, later", from_day=date(2099, 1, 1).toordinal(), currency="EUR", replaces_id=2),
    )
    found = contract_choices.look(MANAGER)
    assert [plan.name for plan in found.plans] == ["Care", "Care, later"]
    with writing() as db:
        db.get_one(SupportPlan, 2).active = False
    assert [plan.name for plan in contract_choices.look(MANAGER).plans] == ["Care, later", "Care, old"]
    with writing() as db:
        db.get_one(SupportPlan, 2).active = True
    assert found.default_plan == 2
    assert "Care, old" in [plan.name for plan in contract_choices.look(MANAGER, 1).plans]
