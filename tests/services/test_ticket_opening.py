"""Opening tickets: under which contract, when it is refused or warned of, and who may all the same (R6a, R18)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from rxbilling.models import AuditEvent, Contract, ContractCover, SupportPlan, Ticket
from rxbilling.models.database import reading, writing
from rxbilling.services import pricing, ticket_opening
from rxbilling.services import telling as telling_of
from rxbilling.services.access import Actor, Changed, Invalid, NotNow, NotThere, Refused
from rxbilling.services.notice_words import words
from rxbilling.services.ticket_drafts import TicketDraft
from tests.services.conftest import Log
from tests.services.contract_rows import TODAY, on
from tests.services.rows import FINANCE, MANAGER, REP_1, add

NOW = int(datetime(2026, 3, 15, 12, tzinfo=UTC).timestamp())
DRAFT = TicketDraft(1, "Printer")
Make = Callable[..., int]


@pytest.fixture
def agreed(office: Engine, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Return a function that makes a contract of Acme: two requests a month, after which tickets are blocked."""
    on(monkeypatch, TODAY)
    monkeypatch.setattr(ticket_opening, "now", lambda: NOW)

    def make(**columns: Any) -> int:
        given = {"id": 1, "name": "Incidents", "type": "request", "currency": "EUR", "allowance_unit": "request"}
        given |= {"allowance_amount": 2, "after_allowance": "block", "overage_per": "request"}
        add(office, SupportPlan(**given | columns))
        days = {"first_day": date(2026, 1, 1).toordinal(), "last_day": date(2026, 12, 31).toordinal()}
        add(office, Contract(id=1, number="C-1", name="Incidents", account_id=1, plan_id=1, **days))
        return 1

    return make


@pytest.fixture(autouse=True)
def _numbers_go_on(office: Engine) -> None:
    """Let PostgreSQL count on behind the tickets that the office has by number."""
    if office.dialect.name == "postgresql":
        with office.begin() as connection:
            connection.exec_driver_sql("SELECT setval(pg_get_serial_sequence('ticket', 'id'), 100)")


def refused(match: str, actor: Actor = REP_1, **parts: Any) -> NotNow:
    """Open a ticket, and see that it is refused with some words."""
    with pytest.raises(NotNow) as refusal:
        opened(actor, **parts)
    assert match in refusal.value.message.text("en")
    return refusal.value


def opened(actor: Actor = REP_1, **parts: Any) -> ticket_opening.Opened:
    return ticket_opening.open_ticket(actor, replace(DRAFT, **parts))


def stored(number: int) -> Ticket:
    with reading() as db:
        return db.get_one(Ticket, number)


def worked(log: Log, ticket: int) -> None:
    log("2026-03-15T09:00", "2026-03-15T10:00", ticket_id=ticket)
    with writing() as db:
        pricing.price(db, [1], until=TODAY.toordinal())


def test_r6a_a_ticket_is_opened_under_the_contract_that_covers_it(agreed: Make, office: Engine) -> None:
    agreed()
    add(office, ContractCover(contract_id=1, service_id=2), ContractCover(contract_id=1, product="Mail"))
    found = [opened(service_id=2), opened(product="Mail"), opened(service_id=1), opened(product="Fax")]
    assert [stored(one.number).contract_id for one in found] == [1, 1, None, None]
    assert opened(account_id=2).contract_id is None


def test_a_ticket_without_a_number_gets_the_next_one(office: Engine) -> None:
    first, second = opened(), opened()
    assert int(second.name.removeprefix("T-")) > int(first.name.removeprefix("T-"))
    assert stored(opened(number=" Z-9 ").number).number == "Z-9"
    with pytest.raises(Invalid) as refusal:
        opened(number="Z-9")
    assert refusal.value.field == "number"
    assert "has a ticket “Z-9” already" in refusal.value.message.text("en")
    with reading(office) as db:
        event = db.exec(select(AuditEvent).order_by(col(AuditEvent.id).desc())).first()
    assert event is not None
    assert (event.action, event.subject, (event.after or {})["subject"]) == ("add", "ticket", "Printer")


def test_r18_what_waits_and_what_was_drawn_is_used(agreed: Make, log: Log) -> None:
    agreed()
    first = opened()
    worked(log, first.number)
    assert ticket_opening.ask(REP_1, DRAFT).is_allowed
    opened()
    answer = ticket_opening.ask(REP_1, DRAFT)
    assert not answer.is_allowed
    assert answer.quota is not None
    assert (answer.quota.granted, answer.quota.used, answer.quota.waiting) == (2, 1, 1)
    refused("includes 2 requests until Mar 31, 2026. Used: 1. Open tickets that wait for theirs: 1.")
    with reading() as db:
        (telling,) = telling_of.tellings(db, TODAY.toordinal())
    assert words("en", telling.msgid, telling.values) == (
        "Contract C-1 of Acme: its cycle includes 2 requests. Used: 1. Open tickets that wait for theirs: 1. "
        "New tickets are blocked."
    )


def test_r18_a_closed_ticket_that_nobody_worked_for_waits_no_more(agreed: Make) -> None:
    agreed()
    opened()
    second = opened()
    ticket_opening.set_state(REP_1, second.number, 1, "closed")
    assert ticket_opening.ask(REP_1, DRAFT).is_allowed


def test_r18_hours_that_are_used_up_block_and_a_manager_may_say_why_all_the_same(agreed: Make, log: Log) -> None:
    agreed(type="hour", allowance_unit="second", allowance_amount=3600)
    worked(log, opened().number)
    refused("Contract C-1 includes 1:00 h until Mar 31, 2026. Used: 1:00 h.")
    refused("Only a manager", reason="They are on fire")
    refused("includes 1:00", MANAGER)
    made = opened(MANAGER, reason="They are on fire")
    assert stored(made.number).override_reason == "They are on fire"
    with reading() as db:
        event = db.exec(select(AuditEvent).order_by(col(AuditEvent.id).desc())).first()
    assert event is not None
    assert (event.action, (event.after or {})["override_reason"]) == ("override", "They are on fire")


def test_a_reason_that_was_not_needed_is_not_kept(agreed: Make) -> None:
    agreed()
    assert stored(opened(MANAGER, reason="Just in case").number).override_reason == ""


@pytest.mark.parametrize(("policy", "said"), [("warn", "The work is charged beyond it."), ("allow", None)])
def test_r18_other_plans_warn_or_say_nothing(agreed: Make, policy: str, said: str | None) -> None:
    agreed(after_allowance=policy, allowance_amount=1)
    opened()
    found = opened()
    assert (said or "") in (found.said.text("en") if found.said else "")
    assert (found.said is None) is (said is None)


def test_r18_grace_lets_some_more_in(agreed: Make) -> None:
    agreed(grace_bp=5_000)
    for _ in range(3):
        opened()
    with pytest.raises(NotNow):
        opened()


def test_r18_what_goes_beyond_counts_against_the_grace(agreed: Make, log: Log) -> None:
    """The third request costs the overage price: it is worked, and does not wait any more."""
    agreed(grace_bp=5_000, overage_rates=[4500] * 4)
    for _ in range(3):
        worked(log, opened().number)
    with pytest.raises(NotNow):
        opened()


def test_r18_hours_beyond_count_against_the_grace(agreed: Make, log: Log) -> None:
    agreed(allowance_unit="second", allowance_amount=7200, grace_bp=5_000, overage_rates=[9000] * 4)
    ticket = opened().number
    for _ in range(2):
        worked(log, ticket)
    within = opened()
    assert within.said is not None
    assert "A grace of 1:00 h lasts a little longer." in within.said.text("en")
    worked(log, ticket)
    with pytest.raises(NotNow) as refused:
        opened()
    assert "includes 2:00 h and a grace of 1:00 h until" in refused.value.message.text("en")


def test_r18_of_two_at_once_for_the_last_request_exactly_one_gets_in(agreed: Make, office: Engine) -> None:
    agreed(allowance_amount=1)

    def attempt(_: int) -> bool:
        try:
            opened()
        except NotNow:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(attempt, range(6))) == 1
    with reading(office) as db:
        assert len(db.exec(select(Ticket).where(Ticket.contract_id == 1)).all()) == 1


def test_a_ticket_is_closed_and_opened_again(office: Engine) -> None:
    made = opened()
    ticket_opening.set_state(REP_1, made.number, 1, "closed")
    assert (stored(made.number).state, stored(made.number).closed_at is None) == ("closed", False)
    with pytest.raises(Changed):
        ticket_opening.set_state(REP_1, made.number, 1, "open")
    with pytest.raises(NotNow):
        ticket_opening.set_state(REP_1, made.number, 2, "closed")
    ticket_opening.set_state(MANAGER, made.number, 2, "open")
    assert (stored(made.number).state, stored(made.number).closed_at) == ("open", None)
    with pytest.raises(NotThere):
        ticket_opening.set_state(MANAGER, 999, 1, "open")


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"account_id": 99}, "account"),
        ({"service_id": 99}, "service"),
        ({"subject": " "}, "subject"),
        ({"subject": "s" * 201}, "subject"),
        ({"number": "n" * 61}, "number"),
    ],
)
def test_what_cannot_be_taken(parts: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        opened(**parts)
    assert refusal.value.field == field


@pytest.mark.usefixtures("office")
def test_who_opens_no_tickets() -> None:
    for actor in (None, FINANCE):
        with pytest.raises(Refused):
            ticket_opening.open_ticket(actor, DRAFT)
