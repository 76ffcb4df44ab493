"""Extra charges that wait for the next bill of their account, and the form that adds one."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxbilling.engine.quantities import pieces
from rxbilling.locales import N_, Message, tr
from rxbilling.services import bill_days, choices, contract_list, expenses, extra_charges
from rxbilling.services.access import Actor, Invalid, Refused, Right
from rxbilling.services.contract_list import ContractQuery
from rxbilling.services.extra_charges import Extra, ExtraDraft
from rxbilling.state import wording
from rxbilling.state.bill_run import BillRun
from rxbilling.state.expense_fields import chosen_number
from rxbilling.state.form_days import day_typed
from rxbilling.state.forms import Form, focus_on, language_of, text_of, told
from rxbilling.state.guard import acting, policy
from rxbilling.state.quantities import pieces_typed, positive_typed

SHOWN = 50
NO_PRICE = Message(N_("Say what one costs."))


@dataclass
class ExtraLine:
    """A charge that waits."""

    id: int = 0
    account: str = ""
    account_id: int = 0
    text: str = ""
    about: str = ""
    amount: str = ""


@dataclass
class ContractOption:
    """A contract that a charge can be of."""

    number: int = 0
    name: str = ""
    currency: str = ""


class Extras(Form, rx.State):
    """The charges that wait, and what the form begins with; ``stamp`` grows when it begins anew."""

    lines: list[ExtraLine] = []
    more: int = 0
    is_open: bool = False
    stamp: int = 0
    account: int = 0
    account_name: str = ""
    contracts: list[ContractOption] = []
    contract: str = "0"
    currency: str = ""
    day: str = ""

    @rx.event
    @policy(Right.CHANGE_BILLS)
    async def open_page(self) -> None:
        """Load the charges that wait."""
        self.is_open = False
        await self._load(acting(self))

    @rx.event
    @policy(Right.CHANGE_BILLS, by_itself=True)
    async def refresh(self) -> None:
        """Load the same again, as somebody has changed something."""
        await self._load(acting(self))

    @rx.event
    @policy(Right.CHANGE_BILLS)
    async def open_dialog(self, account: int, day: str) -> None:
        """Begin with a charge of a day, else of today, for an account where one is given."""
        actor = acting(self)
        self._begin()
        self.stamp += 1
        self.day = day or bill_days.today_of(actor).isoformat()
        self._take_account(actor, account)
        self.is_open = True

    @rx.event
    @policy("user")
    def toggle(self, is_open: bool) -> None:
        """Close the dialog."""
        self.is_open = is_open

    @rx.event
    @policy(Right.CHANGE_BILLS)
    def pick_account(self, number: str, name: str) -> None:  # noqa: ARG002 - what a picker tells
        """Take the account that was picked, and offer its contracts."""
        self._take_account(acting(self), chosen_number(number))

    @rx.event
    @policy(Right.CHANGE_BILLS)
    def choose_contract(self, number: str) -> None:
        """Take a contract, with its currency; 0 is none."""
        actor = acting(self)
        chosen = next((one for one in self.contracts if str(one.number) == number), None)
        self.contract = number if chosen else "0"
        self.currency = chosen.currency if chosen else expenses.currency_for(actor, self.account)

    @rx.event
    @policy(Right.CHANGE_BILLS)
    async def save(self, form: dict[str, Any]) -> Any:  # noqa: ANN401 - events
        """Add the charge; once, however often the button was pressed."""
        actor = acting(self)
        if not self.is_open:
            return None
        self._begin()
        try:
            draft = self._draft(language_of(actor), form)
            await rx.run_in_thread(lambda: extra_charges.add(actor, draft))
        except Refused as refusal:
            self._refuse(actor, refusal)
            return focus_on(f"extra-{self.wrong_field}" if self.wrong_field else "")
        self.is_open = False
        await self._load(actor)
        said = tr(language_of(actor), N_("It comes with the next bill of {account}."), account=self.account_name)
        return [rx.toast.success(said), BillRun.refresh]

    @rx.event
    @policy(Right.CHANGE_BILLS)
    async def remove(self, number: int) -> Any:  # noqa: ANN401 - events
        """Take a charge back."""
        actor = acting(self)
        try:
            await rx.run_in_thread(lambda: extra_charges.remove(actor, number))
        except Refused as refusal:
            return told(actor, refusal)
        await self._load(actor)
        return [rx.toast.success(tr(language_of(actor), N_("The charge is taken back."))), BillRun.refresh]

    def _take_account(self, actor: Actor | None, number: int) -> None:
        found = choices.names(actor, "account", (number,)) if number > 0 else []
        self.account, self.account_name = next(((one.number, one.name) for one in found), (0, ""))
        self.contracts, self.contract = self._contracts(actor), "0"
        self.currency = expenses.currency_for(actor, self.account or None)

    def _contracts(self, actor: Actor | None) -> list[ContractOption]:
        if not self.account:
            return []
        found = contract_list.page(actor, ContractQuery(account=self.account))
        return [ContractOption(one.number, f"{one.name} · {one.title}", one.currency) for one in found]

    def _draft(self, language: str, form: dict[str, Any]) -> ExtraDraft:
        price = positive_typed(form, "price", language, self.currency, NO_PRICE)
        if price is None:
            raise Invalid("price", NO_PRICE)
        return ExtraDraft(
            account_id=self.account,
            contract_id=chosen_number(self.contract) or None,
            day=day_typed(text_of(form, "day"), "day"),
            text=text_of(form, "text"),
            price=price,
            quantity=pieces_typed(text_of(form, "quantity"), "quantity"),
        )

    async def _load(self, actor: Actor | None) -> None:
        found = await rx.run_in_thread(lambda: extra_charges.some(actor))
        self.lines = [_line(language_of(actor), one) for one in found[:SHOWN]]
        self.more = max(len(found) - SHOWN, 0)


def _line(language: str, one: Extra) -> ExtraLine:
    draft = one.draft
    price = wording.money(language, draft.price, one.currency)
    counted = f"{wording.decimal(language, pieces(draft.quantity))} × {price}"
    return ExtraLine(
        id=one.id,
        account=one.account,
        account_id=draft.account_id,
        text=draft.text,
        about=f"{wording.day(language, draft.day)} · {counted}",
        amount=wording.money(language, one.amount, one.currency),
    )
