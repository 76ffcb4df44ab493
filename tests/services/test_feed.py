"""The calendar of when contracts end: what is in it, and whom its secret lets in (RFC 5545)."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar, Event
from sqlalchemy import Engine
from sqlmodel import select

from rxbilling.models import Account, AuditEvent, Contract, User
from rxbilling.models.database import reading, writing
from rxbilling.services import contract_changes, contract_ends, feed, links, renewals, user_access
from rxbilling.services.access import Actor, Invalid
from rxbilling.services.passwords import hash_password
from rxbilling.services.sessions import hash_token
from tests.services.contract_rows import add_plan, draft, on
from tests.services.notice_rows import ADMIN_1, MANAGER_1, add_users
from tests.services.rows import MANAGER

PASSWORD = "a long password"
HERE = "https://rx.example.org"
ME = Actor(MANAGER_1, "U2", "manager", email="u2@example.org")


@pytest.fixture
def agreed(office: Engine, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return a contract until the end of 2026; there are a draft, a terminated and a renewed one beside it."""
    add_plan(office)
    add_users(office)
    on(monkeypatch, date(2026, 3, 15))
    monkeypatch.setattr("rxbilling.services.feed.today", lambda _zone: date(2026, 3, 15))
    with writing() as db:
        db.get_one(User, MANAGER_1).password_hash = hash_password(PASSWORD)
        db.get_one(Account, 1).name = "Ac\u00e9me; Sons, \\ & Cie \U0001f600 " + "x" * 80
    year = {"first_day": date(2026, 1, 1), "last_day": date(2026, 12, 31)}
    contract_changes.add(MANAGER, draft(number="D", is_draft=True, **year))
    ended = contract_changes.add(MANAGER, draft(number="T", account_id=2, services=(1,), **year))
    contract_ends.terminate(MANAGER, ended.number, 1, date(2026, 5, 1), "x")
    before = contract_changes.add(MANAGER, draft(number="R", account_id=2, services=(2,), **year))
    renewals.renew(MANAGER, before.number, 1, renewals.proposal(MANAGER, before.number))
    contract_changes.add(MANAGER, draft(number="O", account_id=3, last_day=None))
    return contract_changes.add(MANAGER, draft(name="Care\nof all", **year)).number


def events(secret: str) -> dict[str, Event]:
    content = feed.calendar(secret, HERE)
    assert content is not None
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    calendar = Calendar.from_ical(content)
    assert (calendar["version"], "prodid" in calendar) == ("2.0", True)
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def test_ends_are_whole_days_with_account_number_and_link(agreed: int) -> None:
    found = events(feed.make(ME, PASSWORD))
    assert len(found) == 2
    event = found[f"contract-{agreed}-ends@rxbilling"]
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 12, 31), date(2027, 1, 1))
    with reading() as db:
        name = db.get_one(Account, 1).name
    assert event["summary"] == f"{name}: contract C-1 ends"
    assert event["url"] == f"{HERE}/contract?number={agreed}"
    assert event["description"] == f"Care\nof all\n{HERE}/contract?number={agreed}"
    assert abs((datetime.now(UTC) - event.decoded("dtstamp")).total_seconds()) < 60
    assert event.walk("VALARM") == []


def test_it_is_in_the_language_of_its_user_and_names_stay(agreed: int) -> None:
    with writing() as db:
        db.get_one(User, MANAGER_1).language = "fr"
        db.get_one(Contract, agreed).auto_renew = True
    secret = feed.make(ME, PASSWORD)
    first, second = events(secret), events(secret)
    assert list(first) == list(second)
    assert "qui se renouvelle" in first[f"contract-{agreed}-ends@rxbilling"]["summary"]


@pytest.mark.usefixtures("agreed")
def test_a_new_secret_ends_the_one_before_and_none_is_stored() -> None:
    assert not feed.is_on(ME)
    with pytest.raises(Invalid):
        feed.make(ME, "another password")
    first = feed.make(ME, PASSWORD)
    assert feed.is_on(ME)
    second = feed.make(ME, PASSWORD)
    assert feed.calendar(first, HERE) is None
    assert feed.calendar(second, HERE) is not None
    with reading() as db:
        assert db.get_one(User, MANAGER_1).feed_token_hash == hash_token(second)
        said = [
            (event.action, event.after) for event in db.exec(select(AuditEvent)) if event.subject == "calendar address"
        ]
    assert said == [("add", None)] * 2
    feed.revoke(ME)
    feed.revoke(ME)
    assert (feed.calendar(second, HERE), feed.is_on(ME)) == (None, False)


@pytest.mark.usefixtures("agreed")
@pytest.mark.parametrize("change", [{"active": False}, {"role": "rep"}])
def test_who_may_see_no_contracts_any_more_has_no_calendar(change: dict[str, object]) -> None:
    secret = feed.make(ME, PASSWORD)
    with writing() as db:
        for name, value in change.items():
            setattr(db.get_one(User, MANAGER_1), name, value)
    assert feed.calendar(secret, HERE) is None


@pytest.mark.usefixtures("agreed")
def test_it_ends_with_what_else_lets_a_user_in() -> None:
    admin = Actor(ADMIN_1, "U5", "admin")
    secret = feed.make(ME, PASSWORD)
    user_access.sign_out_everywhere(admin, MANAGER_1)
    assert feed.calendar(secret, HERE) is None
    secret = feed.make(ME, PASSWORD)
    links.accept(user_access.new_link(admin, MANAGER_1), "another long password", "")
    assert feed.calendar(secret, HERE) is None


@pytest.mark.usefixtures("agreed")
@pytest.mark.parametrize("secret", ["", "x", "é" * 99])
def test_what_is_no_secret_opens_nothing(secret: str) -> None:
    assert feed.calendar(secret, HERE) is None
