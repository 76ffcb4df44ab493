"""What a ticket is about, and changing it: who may, what is refused, and how the prices of its work follow (R7)."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from rxbilling.models import AuditEvent, BillRule, Organisation, Ticket, TimeEntry
from rxbilling.models.database import reading
from rxbilling.services import audit_log, ticket_changes, ticket_details, ticket_list
from rxbilling.services.access import Actor, Changed, Invalid, NotThere, Refused
from rxbilling.services.ticket_drafts import TicketChange
from rxbilling.services.ticket_list import TicketQuery
from tests.services.bill_steps import add_contract
from tests.services.conftest import Log
from tests.services.contract_rows import TODAY, on
from tests.services.rows import FINANCE, MANAGER, REP_1, REP_2, add
from tests.services.test_pricing import change, charge_of, price_all, revision

ASKED = TicketChange("Mail does not arrive", None, "Mail", "High")
URGENT = replace(ASKED, priority="Urgent")


@pytest.fixture
def ruled(office: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Return the office, where what is urgent costs 300.00 an hour instead of 100.00."""
    on(monkeypatch, TODAY)
    rule = {"currency": "EUR", "rates": [30_000] * 4, "criteria": {"priority": ["Urgent"]}}
    add(office, BillRule(name="Urgent", position=1, **rule))
    return office


def saved(wanted: TicketChange, version: int = 1, actor: Actor = MANAGER) -> None:
    ticket_changes.change(actor, 1, version, wanted)


def events(database: Engine) -> list[AuditEvent]:
    with reading(database) as db:
        return list(db.exec(select(AuditEvent).where(AuditEvent.subject == "ticket").order_by(col(AuditEvent.id))))


def test_a_ticket_is_changed_and_the_trail_says_how(office: Engine) -> None:
    saved(TicketChange(" Mail is late ", 2, "Mail", "Low", "Fault"))
    found = ticket_details.look(REP_1, 1)
    assert found.asked == TicketChange("Mail is late", 2, "Mail", "Low", "Fault")
    assert (found.service, found.work.version, found.work.name, found.account_id) == ("On-site", 2, "T1", 1)
    (event,) = events(office)
    assert event.before == {"priority": "High", "service": None, "subject": "", "ticket_type": None}
    assert event.after == {"priority": "Low", "service": "On-site", "subject": "Mail is late", "ticket_type": "Fault"}
    assert [one.number for one in audit_log.ticket_history(FINANCE, 1)] == [event.id]


def test_r7_the_price_of_open_work_follows_the_priority(ruled: Engine, log: Log) -> None:
    entry, other = log(ticket_id=1), log("2026-03-02T10:00", "2026-03-02T11:00", ticket_id=2)
    price_all(ruled)
    saved(URGENT)
    assert [charge_of(ruled, one).amount for one in (entry, other)] == [30_000, 10_000]
    saved(ASKED, 2)
    assert charge_of(ruled, entry).amount == 10_000


def test_r24_what_is_billed_or_closed_stays(ruled: Engine, log: Log) -> None:
    closed = log("2026-01-05T09:00", "2026-01-05T10:00", ticket_id=1)
    billed, entry = log(ticket_id=1), log("2026-03-02T10:00", "2026-03-02T11:00", ticket_id=1)
    price_all(ruled)
    change(ruled, TimeEntry, billed, billed_at=1_800_000_000, billed_reference="INV-1")
    change(ruled, Organisation, 1, closed_day=739_617 + 20, closed_before=1_769_036_400)  # 2026-01-21
    saved(URGENT)
    assert [charge_of(ruled, one).amount for one in (closed, billed, entry)] == [10_000, 10_000, 30_000]


def test_nothing_is_priced_where_no_rule_could_look(ruled: Engine, log: Log) -> None:
    log(ticket_id=1)
    price_all(ruled)
    before = revision(ruled)
    saved(replace(ASKED, subject="Mail is late", service_id=2))
    assert revision(ruled) == before


def test_who_saves_has_seen_the_latest_version(ruled: Engine, log: Log) -> None:
    entry = log(ticket_id=1)
    price_all(ruled)
    saved(replace(ASKED, subject="Theirs"), actor=MANAGER)
    with pytest.raises(Changed):
        saved(URGENT)
    assert (ticket_details.look(REP_1, 1).asked.subject, charge_of(ruled, entry).amount) == ("Theirs", 10_000)
    assert len(events(ruled)) == 1


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"subject": " "}, "subject"),
        ({"subject": "s" * 201}, "subject"),
        ({"service_id": 99}, "service"),
        ({"product": "p" * 101}, "product"),
        ({"priority": "p" * 61}, "priority"),
        ({"ticket_type": "t" * 61}, "ticket_type"),
    ],
)
def test_what_cannot_be_taken(office: Engine, parts: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        saved(replace(ASKED, **parts))
    assert (refusal.value.field, events(office)) == (field, [])


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("number", [0, -1, 99, 10**30])
def test_a_ticket_that_is_not_there(number: int) -> None:
    with pytest.raises(NotThere):
        ticket_details.look(MANAGER, number)
    with pytest.raises(NotThere):
        ticket_changes.change(MANAGER, number, 1, ASKED)


def test_who_may_change_none(office: Engine) -> None:
    for actor in (None, FINANCE, REP_1):
        with pytest.raises(Refused):
            ticket_changes.change(actor, 1, 1, ASKED)
    assert events(office) == []


def test_its_work_is_that_of_its_line_in_the_list(ruled: Engine, log: Log) -> None:
    log(ticket_id=1)
    log("2026-03-02T10:00", "2026-03-02T11:30", ticket_id=1, rep_id=2)
    price_all(ruled)
    for actor, worked_s in ((MANAGER, 9000), (REP_1, 3600), (REP_2, 5400)):
        (listed,) = ticket_list.page(actor, TicketQuery("T1"))
        assert (ticket_details.look(actor, 1).work, listed.worked_s) == (listed, worked_s)


def test_why_it_was_opened_all_the_same(office: Engine) -> None:
    change(office, Ticket, 1, override_reason="It is on fire", state="closed", closed_at=60)
    found = ticket_details.look(MANAGER, 1)
    assert (found.reason, found.closed_at, found.contract_id, found.contract) == ("It is on fire", 60, None, "")
    assert ticket_details.look(REP_1, 1).reason == ""


def test_a_ticket_that_came_without_a_contract_is_under_that_of_its_latest_work(office: Engine, log: Log) -> None:
    assert ticket_details.look(MANAGER, 1).contract_id is None
    add_contract(office)
    log(ticket_id=1)
    price_all(office)
    found = ticket_details.look(REP_1, 1)
    assert (found.contract_id, found.contract) == (1, "C-1")
