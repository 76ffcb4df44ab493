"""The dialog that terminates a contract, with the effect before it is done (R24)."""

from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import contract_details, contract_ends
from rxbilling.services.access import Refused, Right
from rxbilling.services.clock import today
from rxbilling.state.checking import Checking
from rxbilling.state.contract_page import ContractPage
from rxbilling.state.form_days import day_typed
from rxbilling.state.forms import focus_on, language_of, text_of, told
from rxbilling.state.guard import acting, policy


class ContractEndForm(Checking, rx.State):
    """The last day and the reason."""

    last_day: str = ""
    _number: int = 0
    _version: int = 0
    _reason: str = ""
    _day: str = ""

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    def open_dialog(self, number: int) -> Any:  # noqa: ANN401 - an event, or none
        """Begin with today."""
        actor = acting(self)
        try:
            found = contract_details.look(actor, number)
        except Refused as refusal:
            return told(actor, refusal)
        self._number, self._version = number, found.version
        latest, first = found.listed.last, found.listed.first
        day = max(min(today("UTC"), latest or today("UTC")), first)
        self.last_day = day.isoformat()
        self._start()
        return None

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    def toggle(self, is_open: bool) -> None:
        """Open or close the dialog."""
        self.is_open = is_open

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    async def check(self, form: dict[str, Any]) -> Any:  # noqa: ANN401 - an event, or none
        """Show what the end would do to prices."""
        actor = acting(self)
        self._begin()
        self._day, self._reason = text_of(form, "last_day"), text_of(form, "reason")
        try:
            day, reason = day_typed(self._day, "last_day"), self._reason
        except Refused as refusal:
            self._refuse(actor, refusal)
            return focus_on(self.wrong_field)
        number, version = self._number, self._version
        return await self._check(
            actor, lambda: contract_ends.effect_of_terminating(actor, number, version, day, reason)
        )

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    def back(self) -> None:
        """Go back to the fields."""
        self.is_checked = False

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    async def save(self) -> Any:  # noqa: ANN401 - events
        """Terminate the contract, if nobody else has changed it meanwhile."""
        actor, number, version, reason = acting(self), self._number, self._version, self._reason

        def work() -> bool:
            contract_ends.terminate(actor, number, version, day_typed(self._day, "last_day"), reason)
            return True

        if await self._save(actor, work) is None:
            return None
        done = tr(language_of(actor), N_("The contract is terminated."))
        return [rx.toast.success(done), ContractPage.refresh]
