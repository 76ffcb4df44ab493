"""The dialog that adds a top-up to a contract (one of the plan's offers, or a free one) or changes one (R24)."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import contract_details, contract_ledger, top_up_changes, top_ups
from rxbilling.services.access import Actor, Invalid, NotThere, Refused, Right
from rxbilling.services.contract_details import Bought, Detail
from rxbilling.services.plan_drafts import UNITS
from rxbilling.services.top_up_changes import GONE
from rxbilling.services.top_ups import NO_AMOUNT, TopUpDraft
from rxbilling.state import wording
from rxbilling.state.checking import Checking
from rxbilling.state.contract_page import ContractPage
from rxbilling.state.contract_words import quantity
from rxbilling.state.form_days import day_typed
from rxbilling.state.forms import focus_on, language_of, text_of, told
from rxbilling.state.guard import acting, policy
from rxbilling.state.quantities import money_text, money_typed, quantity_text, quantity_typed


@dataclass
class OfferLine:
    """What can be bought: as it is read, and as the fields of the form."""

    number: int = 0
    label: str = ""
    name: str = ""
    amount: str = ""
    price: str = ""


class TopUpForm(Checking, rx.State):
    """The fields of a top-up as text; its amount is in ``unit``, its price in ``currency``."""

    offers: list[OfferLine] = []
    name: str = ""
    amount: str = ""
    price: str = ""
    first_day: str = ""
    last_day: str = ""
    unit: str = ""
    currency: str = ""
    is_new: bool = True
    _number: int = 0
    _version: int = 0
    _top_up: int = 0
    _draft: TopUpDraft | None = None

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    async def open_dialog(self, number: int) -> Any:  # noqa: ANN401 - an event, or none
        """Begin with the present cycle, and the plan's first offer."""
        actor = acting(self)
        try:
            found = contract_details.look(actor, number)
            ledger = await rx.run_in_thread(lambda: contract_ledger.look(actor, number))
        except Refused as refusal:
            return told(actor, refusal)
        self._of(found, 0)
        cycle = next((line for line in ledger.cycles if line.is_current), None)
        first = max(ledger.day, found.listed.first)
        last = cycle.last if cycle else found.listed.last
        self.first_day, self.last_day = first.isoformat(), last.isoformat() if last else ""
        self.offers = _offers(language_of(actor), found)
        self._take(self.offers[0] if self.offers else OfferLine())
        self._start()
        return None

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    def open_change(self, number: int, top_up: int) -> Any:  # noqa: ANN401 - an event, or none
        """Begin with a top-up of a contract as it is now."""
        actor, language = acting(self), language_of(acting(self))
        try:
            found = contract_details.look(actor, number)
            one = bought(found, top_up)
        except Refused as refusal:
            return told(actor, refusal)
        self._of(found, top_up)
        self.first_day, self.last_day, self.offers = one.first.isoformat(), one.last.isoformat(), []
        amount = quantity_text(language, one.amount, one.unit, self.currency)
        self._take(OfferLine(name=one.name, amount=amount, price=money_text(language, one.price, self.currency)))
        self._start()
        return None

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    def toggle(self, is_open: bool) -> None:
        """Open or close the dialog."""
        self.is_open = is_open

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    def choose_offer(self, number: str) -> None:
        """Take what an offer says into the fields; nothing for a free one."""
        self._take(next((offer for offer in self.offers if str(offer.number) == number), OfferLine()))

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    async def check(self, form: dict[str, Any]) -> Any:  # noqa: ANN401 - an event, or none
        """Show what the top-up would do to prices."""
        actor = acting(self)
        self._begin()
        try:
            self._draft = self._read(actor, form)
        except Refused as refusal:
            self._refuse(actor, refusal)
            return focus_on(self.wrong_field)
        number, version, top_up, draft = self._number, self._version, self._top_up, self._draft
        if top_up:
            return await self._check(
                actor, lambda: top_up_changes.effect_of_changing(actor, number, version, top_up, draft)
            )
        return await self._check(actor, lambda: top_ups.effect_of_adding(actor, number, version, draft))

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    def back(self) -> None:
        """Go back to the fields."""
        self.is_checked = False

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    async def save(self) -> Any:  # noqa: ANN401 - events
        """Add or change the top-up, if nobody else has changed the contract meanwhile."""
        actor, number, version, draft, top_up = acting(self), self._number, self._version, self._draft, self._top_up
        if draft is None:
            return None

        def work() -> bool:
            if top_up:
                top_up_changes.change(actor, number, version, top_up, draft)
            else:
                top_ups.add(actor, number, version, draft)
            return True

        if await self._save(actor, work) is None:
            return None
        return [rx.toast.success(tr(language_of(actor), N_("The top-up is saved."))), ContractPage.refresh]

    def _read(self, actor: Actor | None, form: dict[str, Any]) -> TopUpDraft:
        language = language_of(actor)
        amount = quantity_typed(form, "amount", self.unit, language, self.currency)
        if amount is None:
            raise Invalid("amount", NO_AMOUNT)
        return TopUpDraft(
            unit=self.unit,
            amount=amount,
            price=money_typed(form, "price", language, self.currency) or 0,
            first_day=day_typed(text_of(form, "first_day"), "first_day"),
            last_day=day_typed(text_of(form, "last_day"), "last_day"),
            name=text_of(form, "name"),
        )

    def _of(self, found: Detail, top_up: int) -> None:
        """Remember of which contract it is, and which one is changed (0: a new one)."""
        self._number, self._version, self._top_up = found.listed.number, found.version, top_up
        self.unit, self.currency, self.is_new = UNITS[found.terms.type], found.listed.currency, not top_up

    def _take(self, offer: OfferLine) -> None:
        self.name, self.amount, self.price = offer.name, offer.amount, offer.price


def bought(found: Detail, top_up: int) -> Bought:
    """Return a top-up of a contract.

    Raises:
        NotThere: there is none of that number any more.
    """
    for one in found.top_ups:
        if one.number == top_up:
            return one
    raise NotThere(GONE)


def _offers(language: str, found: Detail) -> list[OfferLine]:
    """Return the offers in the unit of the plan."""
    currency = found.listed.currency
    return [
        OfferLine(
            number=offer.number,
            label=" · ".join(
                [
                    offer.name,
                    quantity(language, offer.unit, offer.amount, currency),
                    wording.money(language, offer.price, currency),
                ]
            ),
            name=offer.name,
            amount=quantity_text(language, offer.amount, offer.unit, currency),
            price=money_text(language, offer.price, currency),
        )
        for offer in found.offers
        if offer.unit == UNITS[found.terms.type]
    ]
