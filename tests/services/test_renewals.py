"""Renewing contracts: by hand, by themselves, on the same terms or others; what is carried over (R17)."""

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from rxbilling.models import AuditEvent, BillRule, Contract, ContractPerson, Lot, SupportPlan, User
from rxbilling.models.database import reading, writing
from rxbilling.services import contract_changes, contract_ends, entitlements, renewals
from rxbilling.services.access import Changed, Invalid, NotNow, NotThere
from rxbilling.services.contract_list import listed_of
from rxbilling.services.renewals import effect_of_renewing, proposal, renew, renew_due
from tests.services.conftest import Log
from tests.services.contract_rows import HOUR, TODAY, add_plan, draft, on
from tests.services.rows import MANAGER, add

MONTH = {"first_day": date(2026, 1, 1), "last_day": date(2026, 1, 31)}


@pytest.fixture
def plans(office: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Return the office with a plan, in the middle of March 2026."""
    add_plan(office)
    on(monkeypatch, TODAY)
    return office


def all_of_them() -> list[Contract]:
    with reading() as db:
        return list(db.exec(select(Contract).order_by(col(Contract.first_day))))


def state(number: int) -> str:
    with reading() as db:
        found = listed_of(db, number)
    assert found
    return found.state


TERMS = [
    (date(2026, 1, 1), date(2026, 12, 31), date(2027, 12, 31)),
    (date(2026, 1, 31), date(2027, 1, 30), date(2028, 1, 30)),
    (date(2026, 3, 1), date(2026, 8, 31), date(2027, 2, 28)),
    (date(2026, 1, 1), date(2026, 1, 10), date(2026, 1, 20)),
    (date(2024, 2, 29), date(2024, 2, 29), date(2024, 3, 1)),
]


@pytest.mark.usefixtures("plans")
@pytest.mark.parametrize(("first", "last", "next_last"), TERMS)
def test_a_renewal_is_proposed_on_the_same_terms_for_as_long_again(first: date, last: date, next_last: date) -> None:
    made = contract_changes.add(MANAGER, draft(first_day=first, last_day=last, services=(1,), discount_bp=500))
    found = proposal(MANAGER, made.number)
    assert found == draft(
        number="C-1-R2", first_day=date.fromordinal(last.toordinal() + 1), last_day=next_last, services=(1,),
        discount_bp=500,
    )  # fmt: skip


@pytest.mark.usefixtures("plans")
def test_r17_what_is_left_goes_along_and_the_chain_is_linked(log: Log) -> None:
    made = contract_changes.add(MANAGER, draft(**MONTH))
    entry = log("2026-02-02T08:00", "2026-02-02T10:30")
    draft_of_next = proposal(MANAGER, made.number)
    before = effect_of_renewing(MANAGER, made.number, made.version, draft_of_next)
    assert before.amounts.after == {"EUR": 0}
    assert before.amounts.before == {"EUR": 25_000}
    following = renew(MANAGER, made.number, made.version, draft_of_next)
    first, second = all_of_them()
    assert (second.id, second.renewal_of_id, second.number) == (following.number, first.id, "C-1-R2")
    with reading() as db:
        lots = {(lot.contract_id, lot.kind): (lot.granted, lot.drawn) for lot in db.exec(select(Lot))}
        assert lots == {
            (first.id, "base"): (2 * HOUR, 0),
            (second.id, "carry_over"): (1800, 1800),
            (second.id, "base"): (2 * HOUR, 2 * HOUR),
        }
        actions = [(event.action, event.subject_id) for event in db.exec(select(AuditEvent))]
    assert actions == [("add", first.id), ("add", second.id), ("renew", first.id)]
    assert (state(made.number), state(following.number), entry) == ("renewed", "expired", entry)
    with pytest.raises(NotNow):
        proposal(MANAGER, made.number)
    with pytest.raises(NotNow):
        contract_ends.terminate(MANAGER, made.number, made.version + 1, date(2026, 1, 15), "x")


@pytest.mark.usefixtures("plans")
def test_r17_what_is_carried_for_several_cycles_is_there_after_a_renewal_too() -> None:
    with writing() as db:
        db.get_one(SupportPlan, 1).carry_over_cycles = 3
    days = {"first_day": date(2026, 1, 1), "last_day": date(2026, 2, 28)}
    made = contract_changes.add(MANAGER, draft(**days))
    following = renew(MANAGER, made.number, made.version, proposal(MANAGER, made.number))
    current = entitlements.look(MANAGER, following.number).current
    # Of January, carried to February and on, and of February, carried to March; and the base of March.
    assert sorted((lot.kind, lot.granted) for lot in current) == [
        ("base", 2 * HOUR), ("carry_over", 1800), ("carry_over", 1800),
    ]  # fmt: skip


@pytest.mark.usefixtures("plans")
def test_a_renewal_that_has_not_begun_becomes_a_draft_when_its_contract_is_terminated(log: Log) -> None:
    made = contract_changes.add(MANAGER, draft(first_day=date(2026, 3, 1), last_day=date(2026, 3, 31)))
    following = renew(MANAGER, made.number, made.version, proposal(MANAGER, made.number))
    assert state(following.number) == "upcoming"
    contract_ends.terminate(MANAGER, made.number, made.version + 1, date(2026, 3, 20), "Sold")
    assert (state(made.number), state(following.number)) == ("terminated", "draft")
    log("2026-04-02T08:00", "2026-04-02T10:30")
    with reading() as db:
        changes = [(event.subject_id, event.before, event.after) for event in db.exec(select(AuditEvent))][-2:]
    assert changes[0] == (following.number, {"state": "active"}, {"state": "draft"})


@pytest.mark.usefixtures("plans")
def test_what_cannot_be_renewed_says_why() -> None:
    open_end = contract_changes.add(MANAGER, draft(last_day=None, services=(1,)))
    drafted = contract_changes.add(MANAGER, draft(number="C-2", is_draft=True))
    ended = contract_changes.add(MANAGER, draft(number="C-3", services=(2,)))
    contract_ends.terminate(MANAGER, ended.number, ended.version, TODAY, "x")
    for made in (open_end, drafted):
        with pytest.raises(NotNow):
            proposal(MANAGER, made.number)
    with pytest.raises(NotNow):
        renew(MANAGER, ended.number, ended.version + 1, draft(number="C-4", first_day=date(2026, 3, 16)))
    with pytest.raises(NotThere):
        proposal(MANAGER, 99)


@pytest.mark.usefixtures("plans")
def test_a_renewal_begins_on_the_day_after_and_for_the_same_account() -> None:
    made = contract_changes.add(MANAGER, draft(**MONTH))
    others = (
        (draft(number="C-2", first_day=date(2026, 2, 2)), "first_day"),
        (draft(number="C-2", first_day=date(2026, 2, 1), account_id=2), "account"),
    )
    for wrong, field in others:
        with pytest.raises(Invalid) as refused:
            renew(MANAGER, made.number, made.version, wrong)
        assert refused.value.field == field
    with pytest.raises(Changed):
        renew(MANAGER, made.number, 99, draft(number="C-2", first_day=date(2026, 2, 1)))


@pytest.mark.usefixtures("plans")
def test_a_chain_stays_in_order() -> None:
    made = contract_changes.add(MANAGER, draft(**MONTH))
    following = renew(MANAGER, made.number, made.version, proposal(MANAGER, made.number))
    with pytest.raises(Invalid) as refused:
        contract_changes.change(MANAGER, made.number, made.version + 1, draft(**MONTH | {"last_day": None}))
    assert refused.value.field == "last_day"
    early = draft(number="C-1-R2", first_day=date(2026, 1, 31), services=(1,))
    with pytest.raises(Invalid) as refused:
        contract_changes.change(MANAGER, following.number, following.version, early)
    assert refused.value.field == "first_day"


@pytest.mark.usefixtures("plans")
def test_a_renewal_takes_the_plan_that_replaces_its_own(office: Engine) -> None:
    add_plan(office, id=2, name="Hours 2", replaces_id=1, from_day=date(2026, 2, 1).toordinal())
    add_plan(office, id=3, name="Hours 3", replaces_id=2, from_day=date(2026, 6, 1).toordinal())
    made = contract_changes.add(MANAGER, draft(**MONTH))
    assert proposal(MANAGER, made.number).plan_id == 2


@pytest.mark.usefixtures("plans")
def test_contracts_renew_themselves_once_for_each_term_that_has_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    contract_changes.add(MANAGER, draft(**MONTH, auto_renew=True))
    contract_changes.add(MANAGER, draft(number="C-2", account_id=2, **MONTH))
    on(monkeypatch, date(2026, 1, 31))
    assert renew_due(MANAGER) == ([], {})
    on(monkeypatch, date(2026, 2, 1))
    made, refused = renew_due(MANAGER)
    assert (len(made), refused) == (1, {})
    assert renew_due(MANAGER) == ([], {})
    on(monkeypatch, date(2026, 5, 2))
    made, refused = renew_due(MANAGER)
    assert (len(made), refused) == (3, {})
    chain = [one for one in all_of_them() if one.account_id == 1]
    assert [one.number for one in chain] == ["C-1", "C-1-R2", "C-1-R3", "C-1-R4", "C-1-R5"]
    assert [one.renewal_of_id for one in chain] == [None, *(one.id for one in chain[:-1])]
    assert chain[-1].last_day == date(2026, 5, 31).toordinal()


@pytest.mark.usefixtures("plans")
def test_one_that_cannot_renew_itself_does_not_keep_others() -> None:
    contract_changes.add(MANAGER, draft(**MONTH, auto_renew=True))
    contract_changes.add(MANAGER, draft(number="C-2", first_day=date(2026, 2, 1), last_day=None))
    contract_changes.add(MANAGER, draft(number="C-3", account_id=2, **MONTH, auto_renew=True))
    made, refused = renewals.renew_due(MANAGER)
    assert (len(made), set(refused)) == (2, {"C-1"})
    assert refused["C-1"].values == {"number": "C-2"}


@pytest.mark.usefixtures("plans")
def test_a_renewal_keeps_the_contracts_own_rules_and_people(office: Engine) -> None:
    made = contract_changes.add(MANAGER, draft(**MONTH))
    add(
        office,
        User(id=5, email="mia@example.org", name="Mia", role="manager", password_hash="", created_at=0),
        BillRule(name="Own", level="contract", level_of_id=made.number, position=1, currency="EUR", rates=[8_000] * 4),
    )
    add(office, ContractPerson(contract_id=made.number, user_id=5))
    following = renew(MANAGER, made.number, made.version, proposal(MANAGER, made.number))
    with reading() as db:
        rules = db.exec(select(BillRule).where(BillRule.level == "contract")).all()
        people = db.exec(select(ContractPerson)).all()
    assert {(rule.level_of_id, rule.name, rule.rates[0]) for rule in rules} == {
        (made.number, "Own", 8_000),
        (following.number, "Own", 8_000),
    }
    assert {(one.contract_id, one.user_id) for one in people} == {(made.number, 5), (following.number, 5)}
