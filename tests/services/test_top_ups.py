"""Top-ups: what is bought beside a contract (R14), and what is refused."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from rxbilling.models import AuditEvent, Lot, TopUp
from rxbilling.models.database import reading
from rxbilling.services import closing, contract_changes, top_up_changes, top_ups
from rxbilling.services.access import Changed, Invalid, NotNow, NotThere
from rxbilling.services.top_ups import TopUpDraft
from tests.services.conftest import Log
from tests.services.contract_rows import HOUR, TODAY, add_plan, draft, on
from tests.services.rows import FINANCE, MANAGER

BOUGHT = TopUpDraft("second", HOUR, 8500, date(2026, 3, 1), date(2026, 3, 31), "1 hour")


@pytest.fixture
def contract(office: Engine, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return a contract of two hours a month."""
    add_plan(office)
    on(monkeypatch, TODAY)
    return contract_changes.add(MANAGER, draft()).number


def test_r14_a_top_up_is_drawn_and_its_effect_is_shown_before(contract: int, log: Log) -> None:
    log("2026-03-02T08:00", "2026-03-02T12:00")
    found = top_ups.effect_of_adding(MANAGER, contract, 1, BOUGHT)
    assert found.amounts.after == {"EUR": 6_000}
    with reading() as db:
        assert db.exec(select(TopUp)).all() == []
    top_ups.add(MANAGER, contract, 1, BOUGHT)
    with reading() as db:
        (row,) = db.exec(select(TopUp)).all()
        assert (row.amount, row.price, row.name, row.contract_id) == (HOUR, 8500, "1 hour", contract)
        (lot,) = db.exec(select(Lot).where(Lot.kind == "top_up"))
        assert (lot.granted, lot.drawn, lot.top_up_id) == (HOUR, HOUR, row.id)
        event = db.exec(select(AuditEvent)).all()[-1]
    assert (event.action, event.subject_id, (event.after or {})["top_up"]) == ("top up", contract, "1:00")
    with pytest.raises(Changed):
        top_ups.add(MANAGER, contract, 1, BOUGHT)


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"unit": "money"}, "amount"),
    ({"unit": "request"}, "amount"),
    ({"amount": 0}, "amount"),
    ({"amount": 10**13}, "amount"),
    ({"price": -1}, "price"),
    ({"name": "n" * 101}, "name"),
    ({"last_day": date(2026, 2, 28)}, "last_day"),
    ({"first_day": date(2026, 1, 30)}, "first_day"),
    ({"last_day": date(2027, 1, 31)}, "last_day"),
]


@pytest.mark.parametrize(("parts", "field"), WRONG)
def test_what_cannot_be_is_refused(contract: int, parts: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        top_ups.add(MANAGER, contract, 1, replace(BOUGHT, **parts))
    assert refused.value.field == field


@pytest.mark.usefixtures("contract")
def test_nothing_is_bought_for_a_draft() -> None:
    made = contract_changes.add(MANAGER, draft(number="C-2", is_draft=True))
    with pytest.raises(NotNow):
        top_ups.add(MANAGER, made.number, made.version, BOUGHT)


def bought(contract: int) -> int:
    """Return the number of a top-up of March that was added."""
    top_ups.add(MANAGER, contract, 1, BOUGHT)
    with reading() as db:
        return db.exec(select(TopUp)).one().id or 0


def test_r24_one_that_nothing_has_drawn_from_is_changed_with_its_effect(contract: int, log: Log) -> None:
    log("2026-04-02T08:00", "2026-04-02T11:00")
    number = bought(contract)
    later = replace(BOUGHT, first_day=date(2026, 4, 1), last_day=date(2026, 4, 30), price=100)
    found = top_up_changes.effect_of_changing(MANAGER, contract, 2, number, later)
    # Half an hour is carried over from March (R17), two hours are included: half an hour more is there now.
    assert (found.amounts.before, found.amounts.after) == ({"EUR": 6_000}, {"EUR": 0})
    top_up_changes.change(MANAGER, contract, 2, number, later)
    with reading() as db:
        row = db.exec(select(TopUp)).one()
        (lot,) = db.exec(select(Lot).where(Lot.kind == "top_up"))
        event = db.exec(select(AuditEvent)).all()[-1]
    assert (row.price, row.first_day, lot.drawn) == (100, date(2026, 4, 1).toordinal(), 1800)
    assert (event.action, (event.before or {})["price"], (event.after or {})["price"]) == (
        "change top-up",
        "85.00 EUR",
        "1.00 EUR",
    )
    with pytest.raises(Changed):
        top_up_changes.delete(MANAGER, contract, 2, number)
    # Now work has drawn from it.
    with pytest.raises(NotNow):
        top_up_changes.delete(MANAGER, contract, 3, number)
    with pytest.raises(NotNow):
        top_up_changes.effect_of_changing(MANAGER, contract, 3, number, BOUGHT)


def test_one_that_nothing_has_drawn_from_is_deleted_with_its_lot(contract: int) -> None:
    number = bought(contract)
    assert top_up_changes.effect_of_deleting(MANAGER, contract, 2, number).entries == 0
    top_up_changes.delete(MANAGER, contract, 2, number)
    with reading() as db:
        assert db.exec(select(TopUp)).all() == []
        assert db.exec(select(Lot).where(Lot.kind == "top_up")).all() == []
    with pytest.raises(NotThere):
        top_up_changes.delete(MANAGER, contract, 3, number)


def test_one_of_a_closed_period_stays(contract: int) -> None:
    number = bought(contract)
    closing.close(FINANCE, date(2026, 3, 10), 1)
    with pytest.raises(NotNow, match="closed"):
        top_up_changes.delete(MANAGER, contract, 2, number)
    with pytest.raises(NotNow, match="closed"):
        top_up_changes.change(MANAGER, contract, 2, number, replace(BOUGHT, amount=60))


def test_a_wrong_change_is_refused_and_one_of_another_contract_not_found(contract: int) -> None:
    number = bought(contract)
    with pytest.raises(Invalid):
        top_up_changes.change(MANAGER, contract, 2, number, replace(BOUGHT, amount=0))
    other = contract_changes.add(MANAGER, draft(number="C-3", account_id=2))
    with pytest.raises(NotThere):
        top_up_changes.delete(MANAGER, other.number, 1, number)
