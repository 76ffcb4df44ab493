"""The page of one ticket: what was asked, what its work comes to, and for the office what was done to it."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import audit_log, profile, ticket_details, ticket_opening
from rxbilling.services.access import Actor, NotThere, Refused, Right
from rxbilling.services.audit_log import Event
from rxbilling.services.ticket_details import TicketDetail
from rxbilling.state import wording
from rxbilling.state.audit import EventLine
from rxbilling.state.audit import line_of as event_line
from rxbilling.state.expense_fields import chosen_number
from rxbilling.state.forms import Fact, language_of, told
from rxbilling.state.guard import acting, policy
from rxbilling.state.tickets import TicketLine
from rxbilling.state.tickets import line_of as ticket_line


@dataclass(frozen=True)
class _Found:
    """All that a page shows of a ticket; who changed it only for those who see what others do."""

    detail: TicketDetail
    history: list[Event]


def _look(actor: Actor, number: int) -> _Found | None:
    try:
        detail = ticket_details.look(actor, number)
    except NotThere:
        return None
    return _Found(detail, audit_log.ticket_history(actor, number) if actor.may(Right.SEE_ALL_WORK) else [])


class TicketPage(rx.State):
    """One ticket as text."""

    number: int = 0
    name: str = ""
    line: TicketLine = TicketLine()
    account: int = 0
    contract: int = 0
    contract_name: str = ""
    facts: list[Fact] = []
    history: list[EventLine] = []
    is_missing: bool = False
    is_loaded: bool = False
    may_change: bool = False

    @rx.event
    @policy(Right.SEE_CUSTOMERS)
    async def open_page(self) -> None:
        """Take the ticket from the address, and load."""
        self.is_loaded = self.is_missing = False
        self.name = ""
        self.number = max(chosen_number(dict(self.router.url.query_parameters).get("number", "")), 0)
        await self._load(acting(self))

    @rx.event
    @policy(Right.SEE_CUSTOMERS, by_itself=True)
    async def refresh(self) -> None:
        """Load the same again, as somebody has changed something."""
        await self._load(acting(self))

    @rx.event
    @policy(Right.OPEN_TICKETS)
    async def set_state(self, state: str) -> Any:  # noqa: ANN401 - an event
        """Close the ticket, or open it again."""
        actor, number, version = acting(self), self.number, self.line.version
        try:
            await rx.run_in_thread(lambda: ticket_opening.set_state(actor, number, version, state))
        except Refused as refusal:
            return told(actor, refusal)
        await self._load(actor)
        return rx.toast.success(tr(language_of(actor), N_("Saved.")))

    async def _load(self, actor: Actor | None) -> None:
        if actor is None:
            return
        number = self.number
        found = await rx.run_in_thread(lambda: _look(actor, number))
        self.is_missing, self.is_loaded = found is None, True
        if found is not None:
            self._fill(actor, found)

    def _fill(self, actor: Actor, found: _Found) -> None:
        language, zone, detail = actor.language, profile.zone_of(actor), found.detail
        self.line = ticket_line(language, zone, detail.work)
        self.name = " · ".join(filter(None, (self.line.name, self.line.subject)))
        self.account, self.contract, self.contract_name = detail.account_id, detail.contract_id or 0, detail.contract
        self.facts = facts_of(language, zone, detail)
        self.history = [event_line(event, language, zone) for event in found.history]
        self.may_change = actor.may(Right.CHANGE_ALL_WORK)


def facts_of(language: str, zone: str, detail: TicketDetail) -> list[Fact]:
    """Return what is known of a ticket beside its subject, its account and its contract."""
    asked, opened = detail.asked, detail.work.opened_at
    rows = (
        (N_("Service"), detail.service),
        (N_("Product"), asked.product),
        (N_("Priority"), asked.priority),
        (N_("Type"), asked.ticket_type),
        (N_("Opened"), wording.moment(language, opened, zone) if opened else ""),
    )
    facts = [Fact(tr(language, label), value or wording.NOTHING) for label, value in rows]
    if detail.closed_at is not None:
        facts.append(Fact(tr(language, N_("Closed on")), wording.moment(language, detail.closed_at, zone)))
    if detail.reason:
        facts.append(Fact(tr(language, N_("Why all the same")), detail.reason))
    return facts
