"""Why a time entry costs what it costs, for the dialog that an entry opens."""

from datetime import date
from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import entries
from rxbilling.services.pricing_explain import Explanation
from rxbilling.state import wording
from rxbilling.state.guard import acting, policy
from rxbilling.state.why_lines import WhyLine, Wording

PRICE = "price"


class Why(rx.State):
    """The entry that is open."""

    is_open: bool = False
    number: int = 0
    day: str = ""
    account: str = ""
    ticket: str = ""
    service: str = ""
    rep: str = ""
    note: str = ""
    worked: str = ""
    billable: str = ""
    amount: str = ""
    has_price: bool = False
    is_billed: bool = False
    is_closed: bool = False
    tab: str = PRICE
    reference: str = ""
    lines: list[WhyLine] = []

    @rx.event
    @policy("user")
    async def show(self, number: int) -> Any:  # noqa: ANN401 - an event, or none
        """Open an entry."""
        return await self._open(number)

    @rx.event
    @policy("user")
    def choose_tab(self, tab: str) -> None:
        """Look at another side of the entry."""
        self.tab = tab

    @rx.event
    @policy("user")
    async def show_again(self) -> Any:  # noqa: ANN401 - an event, or none
        """Open the same entry again, as it is now."""
        return await self._open(self.number)

    @rx.event
    @policy("user")
    async def refresh(self) -> None:
        """Show the facts of the same entry as they are now, whatever side of it is looked at."""
        actor, number = acting(self), self.number
        found = await rx.run_in_thread(lambda: entries.why(actor, number))
        if actor is not None and found is not None:
            self._fill(actor.language, found)

    @rx.event
    @policy("user")
    def close(self) -> None:
        """Close the dialog."""
        self.is_open = False

    @rx.event
    @policy("user")
    def toggle(self, is_open: bool) -> None:
        """Open or close the dialog."""
        self.is_open = is_open

    async def _open(self, number: int) -> Any:  # noqa: ANN401 - an event, or none
        actor = acting(self)
        found = await rx.run_in_thread(lambda: entries.why(actor, number))
        if actor is None or found is None:
            return rx.toast.error(tr(actor.language if actor else "en", N_("This entry is not there any more.")))
        self._fill(actor.language, found)
        self.is_open, self.tab, self.number = True, PRICE, number
        return None

    def _fill(self, language: str, found: Explanation) -> None:
        entry, charge = found.entry, found.charge
        self.day = wording.day(language, date.fromordinal(entry.day))
        self.account, self.rep, self.note = found.account, found.rep, entry.note
        self.ticket, self.service = found.ticket or "", found.service or ""
        self.worked, self.billable = wording.exact(charge.worked_s), wording.exact(charge.billable_s)
        self.has_price = not charge.problem
        no_price = tr(language, N_("No price"))
        self.amount = wording.money(language, charge.amount, charge.currency) if self.has_price else no_price
        self.is_billed, self.is_closed, self.reference = found.billed, found.closed, entry.billed_reference
        self.lines = list(Wording(language, found).lines())
