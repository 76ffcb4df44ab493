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


class Why(rx.State):
    """The entry that is open."""

    is_open: bool = False
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
    reference: str = ""
    lines: list[WhyLine] = []

    @rx.event
    @policy("user")
    async def show(self, number: int) -> Any:  # noqa: ANN401 - an event, or none
        """Open an entry."""
        actor = acting(self)
        found = await rx.run_in_thread(lambda: entries.why(actor, number))
        if actor is None or found is None:
            return rx.toast.error(tr(actor.language if actor else "en", N_("This entry is not there any more.")))
        self._fill(actor.language, found)
        self.is_open = True
        return None

    @rx.event
    @policy("user")
    def toggle(self, is_open: bool) -> None:
        """Open or close the dialog."""
        self.is_open = is_open

    def _fill(self, language: str, found: Explanation) -> None:
        entry, charge = found.entry, found.charge
        self.day = wording.day(language, date.fromordinal(entry.day))
        self.account, self.rep, self.note = found.account, found.rep, entry.note
        self.ticket, self.service = found.ticket or "", found.service or ""
        self.worked, self.billable = wording.exact(charge.worked_s), wording.exact(charge.billable_s)
        self.has_price = not charge.problem
        no_price = tr(language, N_("No price"))
        self.amount = wording.money(language, charge.amount, charge.currency) if self.has_price else no_price
        self.is_billed, self.reference = found.billed, entry.billed_reference
        self.lines = list(Wording(language, found).lines())
