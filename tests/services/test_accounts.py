"""Accounts and their contacts: added, changed with their effect on prices, deactivated, deleted; who sees what."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from rxbilling.engine.terms import Rounding
from rxbilling.models import Account, AuditEvent, BillRule, Charge, Contact, Contract
from rxbilling.models.database import reading, writing
from rxbilling.services import (
    account_changes,
    account_details,
    account_list,
    closing,
    contacts,
    contract_changes,
    pricing,
)
from rxbilling.services.access import Changed, Invalid, NotNow, NotThere
from rxbilling.services.account_drafts import AccountDraft, draft_of
from rxbilling.services.account_list import AccountQuery
from rxbilling.services.contacts import ContactDraft
from tests.services.conftest import Log
from tests.services.contract_rows import TODAY, add_plan, draft, on
from tests.services.rows import FINANCE, MANAGER, REP_1, REP_2, Work, add, add_work

CORNER = AccountDraft("Corner", "FR", "JPY", 2, Rounding(900, 60), "1, rue Haute\nParis", "FR 123", "fr", "A note")
CLEO = ContactDraft("Cleo", "Buyer", "cleo@example.org", "+33 1 23")


@pytest.fixture(autouse=True)
def numbers(office: Engine) -> None:
    """Let new accounts be numbered after those that have a number already: PostgreSQL would begin with 1."""
    if office.dialect.name == "postgresql":
        with office.begin() as connection:
            connection.exec_driver_sql("SELECT setval(pg_get_serial_sequence('account', 'id'), 100)")


def acme() -> AccountDraft:
    return account_details.look(MANAGER, 1).draft


def last_event() -> AuditEvent:
    with reading() as db:
        return db.exec(select(AuditEvent).order_by(AuditEvent.id)).all()[-1]  # type: ignore[arg-type]  # a column


@pytest.mark.usefixtures("office")
def test_an_account_says_what_was_saved() -> None:
    made = account_changes.add(MANAGER, CORNER)
    found = account_details.look(REP_1, made.number)
    assert (found.draft, found.active, found.version) == (CORNER, True, 1)
    assert (found.currency, found.calendar, found.zone) == ("JPY", "New York", "America/New_York")
    event = last_event()
    assert event.after is not None
    assert (event.subject, event.action, event.after["rounding"]) == ("account", "add", "15:00 / 1:00, up, entry")
    account_changes.change(MANAGER, made.number, 1, replace(CORNER, note=""))
    assert (last_event().before, last_event().after) == ({"note": "A note"}, {"note": ""})
    with pytest.raises(Changed):
        account_changes.change(MANAGER, made.number, 1, CORNER)


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"name": " "}, "name"),
    ({"name": "n" * 101}, "name"),
    ({"name": "ACME"}, "name"),
    ({"country": "XX"}, "country"),
    ({"currency": "XXX"}, "currency"),
    ({"calendar_id": 99}, "calendar"),
    ({"calendar_id": 0}, "calendar"),
    ({"language": "de"}, "language"),
    ({"tax_number": "1" * 41}, "tax_number"),
    ({"address": "1" * 501}, "address"),
    ({"rounding": Rounding(-1)}, "rounding_increment"),
]


@pytest.mark.parametrize(("parts", "field"), WRONG)
@pytest.mark.usefixtures("office")
def test_what_cannot_be_is_refused(parts: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        account_changes.add(MANAGER, replace(CORNER, **parts))
    assert refused.value.field == field


def test_a_country_that_was_imported_as_a_word_stays(office: Engine) -> None:
    add(office, Account(id=9, name="Old", country="Elsewhere"))
    account_changes.change(MANAGER, 9, 1, AccountDraft("Old", "Elsewhere", note="x"))
    assert account_details.look(MANAGER, 9).draft.country == "Elsewhere"


@pytest.mark.usefixtures("office")
def test_r24_another_calendar_shows_its_effect_and_prices_again(log: Log) -> None:
    entry = log()  # 10:00 in Paris, 4:00 in New York
    with writing() as db:
        pricing.price(db)
    moved = replace(acme(), calendar_id=2)
    found = account_changes.effect_of_changing(MANAGER, 1, 1, moved)
    assert (found.amounts.before, found.amounts.after) == ({"EUR": 10_000}, {"EUR": 15_000})
    with reading() as db:
        assert db.get_one(Charge, entry).amount == 10_000
    account_changes.change(MANAGER, 1, 1, moved)
    with reading() as db:
        assert db.get_one(Charge, entry).amount == 15_000
    rounded = account_changes.effect_of_changing(MANAGER, 1, 2, replace(moved, rounding=Rounding(7200)))
    assert rounded.amounts.after == {"EUR": 30_000}


@pytest.mark.usefixtures("office")
def test_work_of_a_closed_period_keeps_its_price(log: Log) -> None:
    entry = log()
    with writing() as db:
        pricing.price(db)
    closing.close(FINANCE, date(2026, 3, 31), 1)
    account_changes.change(MANAGER, 1, 1, replace(acme(), calendar_id=2))
    with reading() as db:
        assert db.get_one(Charge, entry).amount == 10_000


def test_r6b_contracts_keep_the_currency_in_which_they_were_agreed(
    office: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_plan(office)
    on(monkeypatch, TODAY)
    number = contract_changes.add(MANAGER, draft()).number
    account_changes.change(MANAGER, 1, 1, replace(acme(), currency="EUR"))
    with reading() as db:
        assert db.get_one(Contract, number).currency is None
    account_changes.change(MANAGER, 1, 2, replace(acme(), currency="JPY"))
    with reading() as db:
        assert (db.get_one(Contract, number).currency, db.get_one(Account, 1).currency) == ("EUR", "JPY")
        changed = db.exec(select(AuditEvent).where(AuditEvent.subject == "contract")).all()[-1]
    assert changed.after == {"currency": "EUR"}


@pytest.mark.usefixtures("office")
def test_one_without_anything_is_deleted_with_its_contacts() -> None:
    made = account_changes.add(MANAGER, CORNER)
    contacts.add(MANAGER, made.number, CLEO)
    account_changes.delete(MANAGER, made.number, 1)
    with reading() as db:
        assert db.exec(select(Contact)).all() == []
    with pytest.raises(NotThere):
        account_details.look(MANAGER, made.number)


@pytest.mark.parametrize("why", ["ticket", "entry", "own rule", "asked for", "contract"])
def test_one_that_is_in_use_stays(office: Engine, why: str) -> None:
    number = 1 if why == "ticket" else account_changes.add(MANAGER, CORNER).number
    rule = {"name": "R", "position": 1, "currency": "EUR", "rates": [1] * 4}
    if why == "entry":
        add_work(office, Work(account=number))
    elif why == "own rule":
        add(office, BillRule(level="account", level_of_id=number, **rule))
    elif why == "asked for":
        add(office, BillRule(criteria={"account": [number]}, **rule))
    elif why == "contract":
        add_plan(office, currency="JPY")
        contract_changes.add(MANAGER, draft(account_id=number))
    with pytest.raises(NotNow):
        account_changes.delete(MANAGER, number, 1)
    account_changes.set_active(MANAGER, number, 1, active=False)
    assert not account_details.look(MANAGER, number).active
    assert last_event().action == "deactivate"


@pytest.mark.usefixtures("office")
def test_contacts_are_added_changed_and_deleted() -> None:
    number = contacts.add(MANAGER, 1, replace(CLEO, name=" Cleo "))
    (found,) = account_details.look(REP_1, 1).contacts
    assert (found.number, found.draft) == (number, CLEO)
    contacts.change(MANAGER, number, 1, replace(CLEO, phone=""))
    assert last_event().before == {"phone": "+33 1 23"}
    with pytest.raises(Changed):
        contacts.delete(MANAGER, number, 1)
    contacts.delete(MANAGER, number, 2)
    assert (last_event().action, account_details.look(MANAGER, 1).contacts) == ("delete", [])
    with pytest.raises(NotThere):
        contacts.change(MANAGER, number, 2, CLEO)
    with pytest.raises(NotThere):
        contacts.add(MANAGER, 99, CLEO)


@pytest.mark.parametrize(
    ("parts", "field"),
    [({"name": ""}, "name"), ({"name": "Cleo"}, "name"), ({"email": "x"}, "email"), ({"phone": "1" * 41}, "phone")],
)
@pytest.mark.usefixtures("office")
def test_a_contact_that_cannot_be_is_refused(parts: dict[str, Any], field: str) -> None:
    contacts.add(MANAGER, 1, CLEO)
    with pytest.raises(Invalid) as refused:
        contacts.add(MANAGER, 1, replace(CLEO, **{"name": "Cid"} | parts))
    assert refused.value.field == field


@pytest.fixture
def worked(office: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Return the office with work of two months and two currencies, and a contract that runs; it is 15 March."""
    add_plan(office)
    on(monkeypatch, TODAY)
    for module in ("account_list", "account_details"):
        monkeypatch.setattr(f"rxbilling.services.{module}.today", lambda _zone: TODAY)
    contract_changes.add(MANAGER, draft())
    add(office, Account(id=8, name="Zed", active=False))
    march = (Work(), Work(currency="USD", amount=700), Work(billed=True, amount=30), Work(rep=2, seconds=60))
    february = (Work(day="2026-02-28", amount=5, seconds=1800), Work(day="2026-02-28", billable=False, amount=0))
    add_work(office, *march, *february)
    return office


@pytest.mark.usefixtures("worked")
def test_the_list_tells_what_runs_and_what_is_not_billed() -> None:
    found = account_list.page(FINANCE, AccountQuery())
    assert [one.name for one in found] == ["abba", "Acme", "Bolt"]
    acme = found[1]
    assert (acme.contracts, acme.worked_s, acme.calendar) == (1, 3 * 3600 + 60, "Paris")
    assert acme.unbilled == {"EUR": 20_005, "USD": 700}
    assert (found[2].calendar, found[2].contracts, found[2].unbilled) == ("New York", 0, {})
    assert [one.name for one in account_list.page(FINANCE, AccountQuery("z", only_active=False))] == ["Zed"]
    assert account_list.count(FINANCE, AccountQuery(only_active=False)) == 4
    assert [one.name for one in account_list.page(FINANCE, AccountQuery(), 2)] == ["Bolt"]


@pytest.mark.usefixtures("worked")
def test_a_rep_sees_own_hours_and_no_money() -> None:
    acme = account_list.page(REP_2, AccountQuery())[1]
    assert (acme.worked_s, acme.unbilled, acme.contracts) == (60, {}, 0)
    march = account_details.months(REP_2, 1, TODAY)[0]
    assert (march.worked_s, march.billable_s, march.amounts, march.unbilled) == (60, 60, {}, {})


@pytest.mark.usefixtures("worked")
def test_months_add_up_each_currency_by_itself() -> None:
    months = account_details.months(FINANCE, 1, TODAY)
    assert [months[0].first, months[-1].first, len(months)] == [date(2026, 3, 1), date(2025, 4, 1), 12]
    assert (months[0].worked_s, months[0].amounts) == (3 * 3600 + 60, {"EUR": 20_030, "USD": 700})
    assert months[0].unbilled == {"EUR": 20_000, "USD": 700}
    assert (months[1].worked_s, months[1].billable_s, months[1].amounts) == (5400, 1800, {"EUR": 5})
    assert (months[2].worked_s, months[2].amounts) == (0, {})


def test_a_stored_account_is_its_draft(office: Engine) -> None:
    add(office, Account(id=7, name="Seven", rounding_increment_s=60))
    with reading() as db:
        assert draft_of(db.get_one(Account, 7)) == AccountDraft("Seven", rounding=Rounding(60))
