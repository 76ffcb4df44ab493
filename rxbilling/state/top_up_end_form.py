"""The dialog that deletes a top-up, with the effect before it is done (R24)."""

from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import contract_details, top_up_changes
from rxbilling.services.access import Refused, Right
from rxbilling.state.checking import Checking
from rxbilling.state.contract_page import ContractPage
from rxbilling.state.contract_words import quantity
from rxbilling.state.forms import language_of, told
from rxbilling.state.guard import acting, policy
from rxbilling.state.top_up_form import bought


class TopUpEndForm(Checking, rx.State):
    """What is to be deleted, in words."""

    said: str = ""
    _number: int = 0
    _version: int = 0
    _top_up: int = 0

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    async def open_dialog(self, number: int, top_up: int) -> Any:  # noqa: ANN401 - an event, or none
        """Show at once what deleting a top-up of a contract would do."""
        actor, language = acting(self), language_of(acting(self))
        try:
            found = contract_details.look(actor, number)
            one = bought(found, top_up)
        except Refused as refusal:
            return told(actor, refusal)
        self._number, self._version, self._top_up = number, found.version, top_up
        amount = quantity(language, one.unit, one.amount, found.listed.currency)
        self.said = f"{one.name} · {amount}" if one.name else amount
        self._start()
        return await self._look()

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    def toggle(self, is_open: bool) -> None:
        """Open or close the dialog."""
        self.is_open = is_open

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    async def check(self, form: dict[str, Any]) -> Any:  # noqa: ANN401, ARG002 - an event, or none; nothing is typed
        """Show what deleting it would do to prices."""
        return await self._look()

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    def back(self) -> None:
        """Go back to what it is."""
        self.is_checked = False

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    async def save(self) -> Any:  # noqa: ANN401 - events
        """Delete the top-up, if nobody else has changed the contract meanwhile."""
        actor, number, version, top_up = acting(self), self._number, self._version, self._top_up

        def work() -> bool:
            top_up_changes.delete(actor, number, version, top_up)
            return True

        if await self._save(actor, work) is None:
            return None
        return [rx.toast.success(tr(language_of(actor), N_("The top-up is deleted."))), ContractPage.refresh]

    async def _look(self) -> Any:  # noqa: ANN401 - an event, or none
        actor, number, version, top_up = acting(self), self._number, self._version, self._top_up
        return await self._check(actor, lambda: top_up_changes.effect_of_deleting(actor, number, version, top_up))
