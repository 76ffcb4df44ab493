"""Tickets with what their work comes to: time, price, cost, requests, and whether it is included."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from rxbilling.models import Organisation, ticket_rows
from rxbilling.models.database import reading
from rxbilling.models.work_columns import BILLED, UNBILLED
from rxbilling.services import selecting
from rxbilling.services import work as read_model
from rxbilling.services.access import Actor, NotThere, Right, require
from rxbilling.services.addresses import number_in, query_of, text_in, word_in
from rxbilling.services.entry_drafts import UNKNOWN
from rxbilling.services.filters import WorkFilter
from rxbilling.services.inputs import may_be_number, plain

A_PAGE = 50
STATES = ("open", "closed")
# Worked seconds, amounts by currency, cost.
Sums = tuple[int, dict[str, int], int]


@dataclass(frozen=True, slots=True)
class TicketQuery:
    """Which tickets: every part that is set must hold."""

    part: str = ""
    state: str = ""
    account: int | None = None
    without_time: bool = False

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """Read what is looked for from an address."""
        state = word_in(query, "state", STATES)
        return cls(text_in(query), state, number_in(query, "account"), query.get("without_time") == "1")

    def to_query(self) -> str:
        """Return what is looked for as the query of an address."""
        without_time = "1" if self.without_time else ""
        parts = {"text": self.part, "state": self.state, "without_time": without_time, "account": self.account}
        return query_of(parts)


@dataclass(frozen=True, slots=True)
class TicketWork:
    """A ticket and its work as far as the actor sees it.

    ``amount`` is by currency in minor units, ``cost`` in the organisation's (``cost_currency``); ``included_s`` are
    those of its ``billable_s`` worked seconds that its contract includes.
    """

    number: int
    name: str
    subject: str
    account: str
    state: str
    opened_at: int
    version: int
    worked_s: int
    amount: dict[str, int]
    cost: int
    cost_currency: str
    requests: int
    billable_s: int
    included_s: int


def page(actor: Actor | None, query: TicketQuery, first: int = 0, most: int = A_PAGE) -> list[TicketWork]:
    """Return a page of tickets, the newest first; of their work a rep is shown its own."""
    return _found(require(actor, Right.SEE_CUSTOMERS), _wanted(query), first, most)


def one(actor: Actor | None, number: int) -> TicketWork:
    """Return the ticket of a number; of its work a rep is shown its own.

    Raises:
        Refused: the actor may see no tickets, or there is none of that number.
    """
    actor = require(actor, Right.SEE_CUSTOMERS)
    found = _found(actor, ticket_rows.Wanted(number=number), 0, 1) if may_be_number(number) else []
    if not found:
        raise NotThere(UNKNOWN["ticket"])
    return found[0]


def _found(actor: Actor, wanted: ticket_rows.Wanted, first: int, most: int) -> list[TicketWork]:
    with reading() as db:
        rows = ticket_rows.tickets(db, wanted, first, most)
        facts = ticket_rows.facts(db, [row[0] for row in rows], actor.rep_only)
        home = db.get_one(Organisation, 1).currency
    sums = _sums(actor, tuple(row[0] for row in rows))
    return [_ticket(row, sums[row[0]], facts.get(row[0], (0, 0, 0)), home) for row in rows]


def _ticket(row: Any, sums: Sums, facts: tuple[int, int, int], home: str) -> TicketWork:  # noqa: ANN401 - a row of the database has no type of its own
    return TicketWork(
        number=row[0],
        name=row[1],
        subject=row[2],
        account=row[3],
        state=row[4],
        opened_at=row[5],
        version=row[6],
        worked_s=sums[0],
        amount=sums[1],
        cost=sums[2],
        cost_currency=home,
        billable_s=facts[0],
        included_s=facts[1],
        requests=facts[2],
    )


def count(actor: Actor | None, query: TicketQuery) -> int:
    """Count the tickets of a query."""
    require(actor, Right.SEE_CUSTOMERS)
    with reading() as db:
        return ticket_rows.count(db, _wanted(query))


def _wanted(query: TicketQuery) -> ticket_rows.Wanted:
    return ticket_rows.Wanted(plain(query.part), query.state, query.account, query.without_time)


def _sums(actor: Actor, numbers: tuple[int, ...]) -> dict[int, Sums]:
    """Return worked seconds, amounts by currency and cost of tickets."""
    work = read_model.current()
    rows = selecting.select(work, actor, WorkFilter(tickets=numbers)) if numbers else np.empty(0, np.intp)
    found: dict[int, Sums] = {}
    for number in numbers:
        mine = rows[work["ticket"][rows] == number]
        priced = mine[np.isin(work["status"][mine], (UNBILLED, BILLED))]
        amounts = {
            code: int(work["amount"][priced[work["currency"][priced] == place]].sum())
            for place, code in enumerate(work.currencies)
            if (work["currency"][priced] == place).any()
        }
        found[number] = (int(work["worked_s"][mine].sum()), amounts, int(work["cost"][mine].sum()))
    return found
