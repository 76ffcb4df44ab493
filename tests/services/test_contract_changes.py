"""Making and changing contracts: what is refused, what is stored, what it does to prices (R24)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from rxbilling.engine.terms import Rounding, Tax
from rxbilling.models import (
    AuditEvent,
    BillRule,
    Charge,
    Contract,
    ContractCover,
    Lot,
    SupportPlan,
    Ticket,
    TimeEntry,
)
from rxbilling.models.database import reading, writing
from rxbilling.services import contract_changes, contract_ends, contracts
from rxbilling.services.access import Changed, Invalid, NotNow, NotThere, Refused
from rxbilling.services.contract_changes import add, change, effect_of_adding, effect_of_changing
from rxbilling.services.contract_drafts import Overrides, draft_of
from rxbilling.services.effects import Sides
from tests.services.conftest import Log
from tests.services.contract_rows import HOUR, TODAY, add_plan, draft, on
from tests.services.rows import FINANCE, MANAGER, REP_1
from tests.services.rows import add as add_rows


@pytest.fixture
def plans(office: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Return the office with a plan, in the middle of March 2026."""
    add_plan(office)
    on(monkeypatch, TODAY)
    return office


def stored(number: int) -> Contract:
    with reading() as db:
        return db.get_one(Contract, number)


def amount(entry: int) -> int:
    with reading() as db:
        return db.get_one(Charge, entry).amount


def events() -> list[AuditEvent]:
    with reading() as db:
        return list(db.exec(select(AuditEvent).order_by(col(AuditEvent.id))))


WHOLE = draft(
    name="Acme care",
    services=(2, 1),
    products=("Mail",),
    calendar_id=2,
    rounding=Rounding(900, 600, "up", "ticket"),
    currency="USD",
    purchase_order="PO 7",
    discount_bp=1000,
    discount_amount=500,
    taxes=(Tax("TVA", 2000), Tax("Eco", 50)),
    bill_email="a@example.org, b@example.org",
    payment_days=45,
    auto_renew=True,
    note="Ring first.",
    overrides=Overrides(30_000, 3 * HOUR, (1, 2, 3, 4)),
)


def test_r6b_a_plan_in_another_currency_is_refused(plans: Engine) -> None:
    with pytest.raises(Invalid) as refusal:
        add(MANAGER, WHOLE)
    assert refusal.value.field == "plan"
    assert "in EUR, the contract is in USD" in refusal.value.message.text("en")
    add_plan(plans, id=9, name="By the hour", base_charge=0, overage_rates=None)
    assert stored(add(MANAGER, replace(WHOLE, plan_id=9)).number).currency == "USD"


def test_a_contract_is_stored_as_it_was_drafted(plans: Engine) -> None:
    with writing() as db:
        plan = db.get_one(SupportPlan, 1)
        plan.currency = "USD"
    made = add(MANAGER, WHOLE)
    with reading() as db:
        covers = db.exec(select(ContractCover).order_by(col(ContractCover.id))).all()
        assert draft_of(stored(made.number), covers) == WHOLE
    (event,) = events()
    assert (event.action, event.subject, event.subject_id) == ("add", "contract", made.number)
    after = event.after or {}
    assert (after["contract"], after["account"], after["plan"]) == ("C-1", "Acme", "Hours")
    assert (after["covers"], after["taxes"]) == ("On-site, Remote, Mail", "TVA 20 % · Eco 0.50 %")
    assert (after["base_charge"], after["allowance"]) == ("300.00 USD", "3:00")
    assert contracts.look(FINANCE, made.number).base_charge == 30_000


@pytest.mark.usefixtures("plans")
def test_r14_r16_what_is_agreed_otherwise_than_in_the_plan_prices_the_work(log: Log) -> None:
    entry = log("2026-03-02T08:00", "2026-03-02T12:00")
    made = add(MANAGER, draft())
    # Half an hour is carried over: an hour and a half at 120.00.
    assert amount(entry) == 18_000
    agreed = Overrides(allowance_amount=HOUR, overage_rates=(6000,) * 4)
    change(MANAGER, made.number, made.version, draft(overrides=agreed))
    assert amount(entry) == 15_000
    with reading() as db:
        assert {lot.granted for lot in db.exec(select(Lot).where(Lot.kind == "base"))} == {HOUR}
        assert db.get_one(SupportPlan, 1).allowance_amount == 2 * HOUR
    change(MANAGER, made.number, made.version + 1, draft(overrides=Overrides(allowance_amount=0)))
    # Nothing is included: the work is plain, at the general price (R16).
    assert amount(entry) == 40_000


@pytest.mark.usefixtures("plans")
def test_r24_the_effect_is_shown_before_and_billed_work_stays(log: Log) -> None:
    billed, opened = log("2026-02-02T08:00", "2026-02-02T09:00"), log("2026-03-02T08:00", "2026-03-02T10:00")
    with writing() as db:
        contract_changes.price_again(db, [1])
        entry = db.get_one(TimeEntry, billed)
        entry.billed_at, entry.billed_reference = 1, "B-1"
    found = effect_of_adding(MANAGER, draft())
    assert (found.amounts, found.entries) == (Sides({"EUR": 20_000}, {"EUR": 0}), 1)
    assert amount(opened) == 20_000
    assert events() == []
    made = add(MANAGER, draft())
    assert (amount(billed), amount(opened)) == (10_000, 0)
    less = draft(overrides=Overrides(allowance_amount=HOUR))
    found = effect_of_changing(MANAGER, made.number, made.version, less)
    change(MANAGER, made.number, made.version, less)
    assert found.amounts.after == {"EUR": amount(opened)} == {"EUR": 6_000}
    assert amount(billed) == 10_000


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"number": " "}, "number"),
    ({"number": "C" * 61}, "number"),
    ({"name": "n" * 101}, "name"),
    ({"account_id": 99}, "account"),
    ({"plan_id": 99}, "plan"),
    ({"calendar_id": 99}, "calendar"),
    ({"services": (99,)}, "services"),
    ({"products": ("",)}, "products"),
    ({"last_day": date(2026, 1, 30)}, "last_day"),
    ({"first_day": date(1900, 1, 1)}, "first_day"),
    ({"currency": "XXX"}, "currency"),
    ({"discount_bp": 10_001}, "discount"),
    ({"discount_amount": -1}, "discount_amount"),
    ({"taxes": (Tax("", 1),)}, "taxes"),
    ({"taxes": (Tax("A", 1), Tax("a", 2))}, "taxes"),
    ({"taxes": (Tax("A", -1),)}, "taxes"),
    ({"bill_email": "nobody"}, "bill_email"),
    ({"payment_days": -1}, "payment_days"),
    ({"note": "n" * 4001}, "note"),
    ({"overrides": Overrides(base_charge=-1)}, "base_charge"),
    ({"overrides": Overrides(allowance_amount=-1)}, "allowance_amount"),
    ({"overrides": Overrides(overage_rates=(0, 0, 0, 10**13))}, "overage_rates"),
    ({"rounding": Rounding(-1)}, "rounding_increment"),
    ({"rounding": Rounding(900, 0, "sideways")}, "rounding_increment"),  # type: ignore[arg-type]  # on purpose
]


@pytest.mark.usefixtures("plans")
@pytest.mark.parametrize(("parts", "field"), WRONG)
def test_what_cannot_be_is_refused_and_the_field_is_named(parts: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        add(MANAGER, draft(**parts))
    assert refused.value.field == field
    with reading() as db:
        assert db.exec(select(Contract)).all() == []


@pytest.mark.usefixtures("plans")
def test_a_number_is_taken_once() -> None:
    add(MANAGER, draft())
    with pytest.raises(Invalid) as refused:
        add(MANAGER, draft(account_id=2))
    assert (refused.value.field, refused.value.message.values) == ("number", {"number": "C-1"})


EVERYTHING: dict[str, Any] = {}
OVERLAPS: list[tuple[dict[str, Any], dict[str, Any], bool]] = [
    (EVERYTHING, EVERYTHING, False),
    (EVERYTHING, {"services": (1,)}, True),
    ({"services": (1,)}, {"services": (2,)}, True),
    ({"services": (1, 2)}, {"services": (2,)}, False),
    ({"products": ("Mail",)}, {"products": ("Mail",)}, False),
    ({"services": (1,)}, {"products": ("Mail",)}, True),
    (EVERYTHING, {"account_id": 2}, True),
    (EVERYTHING, {"is_draft": True}, True),
    (EVERYTHING, {"first_day": date(2027, 1, 31), "last_day": None}, True),
    (EVERYTHING, {"first_day": date(2027, 1, 30), "last_day": None}, False),
    ({"last_day": None}, {"first_day": date(2090, 1, 1), "last_day": None}, False),
    (EVERYTHING, {"first_day": date(2025, 1, 1), "last_day": date(2026, 1, 30)}, True),
]


@pytest.mark.usefixtures("plans")
@pytest.mark.parametrize(("there", "new", "fits"), OVERLAPS)
def test_two_contracts_do_not_cover_the_same_on_a_day(there: dict[str, Any], new: dict[str, Any], fits: bool) -> None:
    add(MANAGER, draft(**there))
    if fits:
        add(MANAGER, draft(number="C-2", **new))
        return
    with pytest.raises(Invalid) as refused:
        add(MANAGER, draft(number="C-2", **new))
    assert refused.value.message.values == {"number": "C-1"}


@pytest.mark.usefixtures("plans")
def test_a_draft_is_not_in_force_until_it_is_made_so(log: Log) -> None:
    entry = log("2026-03-02T08:00", "2026-03-02T10:00")
    made = add(MANAGER, draft(is_draft=True))
    with writing() as db:
        contract_changes.price_again(db, [1])
    assert amount(entry) == 20_000
    moved = change(MANAGER, made.number, made.version, draft(account_id=2))
    assert (stored(made.number).account_id, amount(entry)) == (2, 20_000)
    with pytest.raises(Invalid) as refused:
        change(MANAGER, made.number, moved.version, draft(account_id=1))
    assert refused.value.field == "account"
    with pytest.raises(Invalid) as refused:
        change(MANAGER, made.number, moved.version, draft(account_id=2, is_draft=True))
    assert refused.value.field == "is_draft"


@pytest.mark.usefixtures("plans")
def test_nobody_changes_what_somebody_else_has_changed_meanwhile() -> None:
    made = add(MANAGER, draft())
    change(MANAGER, made.number, made.version, draft(note="x"))
    with pytest.raises(Changed):
        change(MANAGER, made.number, made.version, draft(note="y"))
    with pytest.raises(NotThere):
        change(MANAGER, 99, 1, draft())
    changed = events()[-1]
    assert (changed.action, changed.before, changed.after) == ("change", {"note": ""}, {"note": "x"})


@pytest.mark.usefixtures("plans")
def test_a_plan_that_is_not_offered_any_more_is_kept_but_not_chosen() -> None:
    made = add(MANAGER, draft())
    with writing() as db:
        db.get_one(SupportPlan, 1).active = False
    change(MANAGER, made.number, made.version, draft(note="x"))
    with pytest.raises(Invalid) as refused:
        add(MANAGER, draft(number="C-2", account_id=2))
    assert refused.value.field == "plan"


@pytest.mark.usefixtures("plans")
def test_terminating_cuts_the_last_day_and_says_why(log: Log) -> None:
    entry = log("2026-03-02T08:00", "2026-03-02T10:00")
    made = add(MANAGER, draft())
    assert amount(entry) == 0
    ends = date(2026, 2, 28)
    wrong: list[tuple[date, str, str]] = [
        (date(2026, 1, 30), "x", "last_day"), (date(2027, 1, 31), "x", "last_day"), (ends, " ", "reason"),
    ]  # fmt: skip
    for day, reason, field in wrong:
        with pytest.raises(Invalid) as refused:
            contract_ends.terminate(MANAGER, made.number, made.version, day, reason)
        assert refused.value.field == field
    found = contract_ends.effect_of_terminating(MANAGER, made.number, made.version, ends, "Sold")
    assert (found.amounts.after, stored(made.number).state) == ({"EUR": 20_000}, "active")
    contract_ends.terminate(MANAGER, made.number, made.version, ends, "Sold")
    after = stored(made.number)
    assert (after.state, after.last_day, after.end_reason, amount(entry)) == (
        "terminated", ends.toordinal(), "Sold", 20_000,
    )  # fmt: skip
    assert events()[-1].action == "terminate"
    with pytest.raises(NotNow):
        change(MANAGER, made.number, after.version, draft())
    # Its days are free again.
    add(MANAGER, draft(number="C-2", first_day=date(2026, 3, 1)))


@pytest.mark.usefixtures("plans")
def test_a_draft_is_not_terminated() -> None:
    made = add(MANAGER, draft(is_draft=True))
    with pytest.raises(NotNow):
        contract_ends.terminate(MANAGER, made.number, made.version, TODAY, "x")


@pytest.mark.usefixtures("plans")
def test_finance_and_reps_change_nothing() -> None:
    for actor in (FINANCE, REP_1):
        with pytest.raises(Refused):
            add(actor, draft())


def test_a_draft_is_deleted_with_its_rules_and_nothing_else_is(plans: Engine) -> None:
    kept = contract_changes.add(MANAGER, draft())
    made = contract_changes.add(MANAGER, draft(number="C-9", is_draft=True))
    rule = {"level": "contract", "level_of_id": made.number, "position": 1, "currency": "EUR", "rates": [1] * 4}
    add_rows(plans, BillRule(name="Own", **rule))
    with pytest.raises(NotNow):
        contract_ends.delete_draft(MANAGER, kept.number, kept.version)
    with pytest.raises(Changed):
        contract_ends.delete_draft(MANAGER, made.number, made.version + 1)
    add_rows(plans, Ticket(number="T9", account_id=1, opened_at=0, contract_id=made.number, id=99))
    with pytest.raises(NotNow):
        contract_ends.delete_draft(MANAGER, made.number, made.version)
    with writing(plans) as db:
        db.delete(db.get_one(Ticket, 99))
    contract_ends.delete_draft(MANAGER, made.number, made.version)
    with reading() as db:
        assert db.get(Contract, made.number) is None
        assert db.exec(select(BillRule).where(BillRule.level == "contract")).all() == []
        assert db.exec(select(AuditEvent)).all()[-1].action == "delete"
