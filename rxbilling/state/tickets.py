"""The page of tickets: a page at a time, with what their work comes to."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import choices, profile, ticket_list, ticket_opening
from rxbilling.services.access import Actor, Refused, Right
from rxbilling.services.ticket_list import A_PAGE, STATES, TicketQuery, TicketWork
from rxbilling.state import wording
from rxbilling.state.expense_fields import chosen_number
from rxbilling.state.forms import told
from rxbilling.state.guard import acting, policy

EVERY = "all"


@dataclass
class TicketLine:
    """A ticket as text."""

    number: int = 0
    version: int = 0
    name: str = ""
    subject: str = ""
    account: str = ""
    state: str = ""
    opened: str = ""
    hours: str = ""
    amount: str = ""
    cost: str = ""
    requests: str = ""
    included: str = ""


class Tickets(rx.State):
    """What is looked for, and the tickets found."""

    part: str = ""
    chosen_state: str = EVERY
    account: int = 0
    account_name: str = ""
    without_time: bool = False
    address: str = ""
    lines: list[TicketLine] = []
    total: str = ""
    has_more: bool = False
    is_loaded: bool = False

    @rx.event
    @policy("user")
    async def open_page(self) -> None:
        """Take what is looked for from the address, and load."""
        actor, query = acting(self), TicketQuery.from_query(dict(self.router.url.query_parameters))
        self.part, self.without_time, self.chosen_state = query.part, query.without_time, query.state or EVERY
        self._name_account(actor, str(query.account or ""))
        await self._load(actor)

    @rx.event
    @policy("user", by_itself=True)
    async def refresh(self) -> None:
        """Load the same again, as somebody else has changed something."""
        if len(self.lines) <= A_PAGE:
            await self._load(acting(self))

    @rx.event
    @policy("user")
    async def look_for(self, part: str) -> Any:  # noqa: ANN401 - an event
        """Look for a number or a subject."""
        self.part = part
        return await self._apply()

    @rx.event
    @policy("user")
    async def choose_state(self, state: str) -> Any:  # noqa: ANN401 - an event
        """Look at open or closed tickets, or at all."""
        self.chosen_state = state
        return await self._apply()

    @rx.event
    @policy("user")
    async def choose_account(self, number: str, name: str) -> Any:  # noqa: ANN401, ARG002 - an event; what a picker tells
        """Look at the tickets of an account, or of all."""
        self._name_account(acting(self), number)
        return await self._apply()

    @rx.event
    @policy("user")
    async def choose_without_time(self, without_time: bool) -> Any:  # noqa: ANN401 - an event
        """Look only at tickets that nobody has logged work for, or at all."""
        self.without_time = without_time
        return await self._apply()

    @rx.event
    @policy("user")
    async def show_more(self) -> None:
        """Show the next page below."""
        await self._load(acting(self), more=True)

    @rx.event
    @policy(Right.OPEN_TICKETS)
    async def set_state(self, number: int, version: int, state: str) -> Any:  # noqa: ANN401 - an event, or none
        """Close a ticket, or open a closed one again."""
        actor = acting(self)
        try:
            await rx.run_in_thread(lambda: ticket_opening.set_state(actor, number, version, state))
        except Refused as refusal:
            return told(actor, refusal)
        await self._load(actor)
        return None

    async def _apply(self) -> Any:  # noqa: ANN401 - an event
        await self._load(acting(self))
        return rx.call_script(f"history.replaceState(history.state, '', location.pathname + {'?' + self.address!r})")

    def _query(self) -> TicketQuery:
        state = self.chosen_state if self.chosen_state in STATES else ""
        return TicketQuery(self.part, state, self.account or None, self.without_time)

    def _name_account(self, actor: Actor | None, text: str) -> None:
        found = choices.names(actor, "account", (max(chosen_number(text), 0),))
        self.account, self.account_name = next(((one.number, one.name) for one in found), (0, ""))

    async def _load(self, actor: Actor | None, *, more: bool = False) -> None:
        if actor is None:
            return
        query, first = self._query(), len(self.lines) if more else 0
        self.address = query.to_query()
        found = await rx.run_in_thread(lambda: ticket_list.page(actor, query, first))
        count = await rx.run_in_thread(lambda: ticket_list.count(actor, query))
        zone = profile.zone_of(actor)
        lines = [line_of(actor.language, zone, ticket) for ticket in found]
        self.lines = self.lines + lines if more else lines
        self.total = wording.number(actor.language, count)
        self.has_more, self.is_loaded = len(found) == A_PAGE and first + A_PAGE < count, True


def line_of(language: str, zone: str, ticket: TicketWork) -> TicketLine:
    """Return a ticket as text."""
    return TicketLine(
        number=ticket.number,
        version=ticket.version,
        name=ticket.name,
        subject=ticket.subject,
        account=ticket.account,
        state=ticket.state,
        opened=wording.moment(language, ticket.opened_at, zone) if ticket.opened_at else "",
        hours=wording.hours(language, ticket.worked_s),
        amount=wording.amounts(language, ticket.amount),
        cost=wording.cost(language, ticket.cost, ticket.cost_currency) if ticket.worked_s else wording.NOTHING,
        requests=wording.number(language, ticket.requests) if ticket.requests else wording.NOTHING,
        included=_included(language, ticket),
    )


def _included(language: str, ticket: TicketWork) -> str:
    # Where a rep sees no work of its own, others may have done some.
    if not ticket.worked_s:
        return wording.NOTHING
    if not ticket.included_s:
        return tr(language, N_("No")) if ticket.billable_s else tr(language, N_("Nothing billable"))
    return tr(language, N_("Yes") if ticket.included_s == ticket.billable_s else N_("In part"))
