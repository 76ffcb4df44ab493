"""The page of problems: each kind, how many entries have it, and where they are mended."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import problems, ticket_list
from rxbilling.services.access import Actor
from rxbilling.services.filters import WorkFilter
from rxbilling.services.ticket_list import TicketQuery
from rxbilling.state import wording
from rxbilling.state.filtering import Filtering

WORDS = {
    "no_price": (N_("Without a price"), N_("No rule matches: such work cannot be billed until it has a price.")),
    "overlap": (N_("Overlap"), N_("A rep has logged two things at the same time.")),
    "long": (N_("Over 12 hours"), N_("Often a forgotten timer, or a wrong day.")),
    "closed": (N_("In a closed period"), N_("Billable work that is not billed, in books that are closed.")),
    "outside": (N_("Outside the contract"), N_("The account has a contract, but it does not cover this work.")),
    "zero": (N_("Price of zero"), N_("A rule prices it at nothing: on purpose?")),
    "tickets": (N_("Tickets closed without time"), N_("Nobody has logged any work for them.")),
}


@dataclass
class ProblemLine:
    """A kind of problem: what it is, why it matters, how many, and where they are."""

    kind: str = ""
    title: str = ""
    hint: str = ""
    count: str = ""
    is_clear: bool = True
    href: str = ""


class Problems(Filtering, rx.State):
    """Problems of what is filtered."""

    lines: list[ProblemLine] = []

    async def _show(self, actor: Actor, chosen: WorkFilter) -> list[Any]:
        found = await rx.run_in_thread(lambda: problems.found(actor, chosen))
        closed = TicketQuery(state="closed", without_time=True)
        count = await rx.run_in_thread(lambda: ticket_list.count(actor, closed))
        self.lines = [
            *(_line(actor.language, one.kind, one.count, f"/entries?{one.chosen.to_query()}") for one in found),
            _line(actor.language, "tickets", count, "/tickets?state=closed&without_time=1"),
        ]
        return []


def _line(language: str, kind: str, count: int, href: str) -> ProblemLine:
    title, hint = (tr(language, word) for word in WORDS[kind])
    return ProblemLine(kind, title, hint, wording.number(language, count), count == 0, href)
