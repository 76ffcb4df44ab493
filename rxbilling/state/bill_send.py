"""Sending bills by e-mail: the one of a page, or those that are chosen in the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import bill_details, bill_mails, profile
from rxbilling.services.access import Actor, Refused, Right
from rxbilling.services.bill_mails import Mailed, Sent
from rxbilling.state import wording
from rxbilling.state.bill_page import BillPage
from rxbilling.state.bills import Bills
from rxbilling.state.forms import Form, focus_on, language_of, text_of, told
from rxbilling.state.guard import acting, policy

NAMES_SHOWN = 3


@dataclass
class MailLine:
    """A mail with the bill: to whom, and what became of it."""

    address: str = ""
    said: str = ""
    error: str = ""
    is_sent: bool = False


class BillSend(Form, rx.State):
    """The mails with the bill of the page, and the dialog that sends it."""

    mails: list[MailLine] = []
    is_open: bool = False
    name: str = ""
    addresses: str = ""
    _number: int = 0
    _seen: int = 0

    @rx.event
    @policy(Right.SEE_BILLS)
    async def open_page(self) -> None:
        """Load the mails with the bill of the page."""
        await self._load(acting(self))

    @rx.event
    @policy(Right.SEE_BILLS, by_itself=True)
    async def refresh(self) -> None:
        """Load the same again, as somebody has changed something."""
        await self._load(acting(self))

    @rx.event
    @policy(Right.CHANGE_BILLS)
    async def open_dialog(self) -> Any:  # noqa: ANN401 - an event, or none
        """Begin to send the bill of the page to its own addresses, or to others."""
        actor, number = acting(self), (await self.get_state(BillPage)).number
        self._begin()
        try:
            paper = (await rx.run_in_thread(lambda: bill_details.look(actor, number))).paper
        except Refused as refusal:
            return told(actor, refusal)
        await self._load(actor)
        self.name, self.addresses = f"{paper.number} · {paper.account.name}", paper.account.email
        self._number, self._seen, self.is_open = number, len(self.mails), True
        return focus_on("addresses")

    @rx.event
    @policy(Right.SEE_BILLS)
    def toggle(self, is_open: bool) -> None:
        """Close the dialog."""
        self.is_open = self.is_open and is_open

    @rx.event
    @policy(Right.CHANGE_BILLS)
    async def send(self, form: dict[str, Any]) -> Any:  # noqa: ANN401 - events
        """Send the bill."""
        actor, number, seen = acting(self), self._number, self._seen
        self._begin()
        if not self.is_open:
            return None
        addresses = bill_mails.addresses_in(text_of(form, "addresses"))
        try:
            await rx.run_in_thread(lambda: bill_mails.send(actor, number, addresses, seen))
        except Refused as refusal:
            self._refuse(actor, refusal)
            return focus_on(self.wrong_field)
        self.is_open = False
        await self._load(actor)
        said = tr(language_of(actor), N_("On its way to {addresses}."), addresses=", ".join(addresses))
        return [rx.toast.success(said), BillPage.refresh]

    @rx.event
    @policy(Right.CHANGE_BILLS)
    async def send_chosen(self) -> Any:  # noqa: ANN401 - events
        """Send the issued bills that are chosen in the list, each to its own addresses, unless it was sent before."""
        actor, chosen = acting(self), (await self.get_state(Bills))._chosen  # noqa: SLF001 - not for browsers
        try:
            done = await rx.run_in_thread(lambda: bill_mails.send_many(actor, chosen))
        except Refused as refusal:
            return told(actor, refusal)
        say = rx.toast.success if done.now else rx.toast.warning
        return say(_told(language_of(actor), done))

    async def _load(self, actor: Actor | None) -> None:
        number = (await self.get_state(BillPage)).number
        found = await rx.run_in_thread(lambda: bill_mails.mailed(actor, number))
        zone, language = profile.zone_of(actor), language_of(actor)
        self.mails = [_line(language, zone, mail) for mail in found]


def _line(language: str, zone: str, mail: Mailed) -> MailLine:
    if mail.sent_at is not None:
        said = tr(language, N_("Sent on {moment}"), moment=wording.moment(language, mail.sent_at, zone))
    elif mail.is_given_up:
        said = tr(language, N_("It could not be sent"))
    else:
        said = tr(language, N_("On its way since {moment}"), moment=wording.moment(language, mail.made_at, zone))
    return MailLine(mail.address, said, mail.error, is_sent=mail.sent_at is not None)


def _told(language: str, done: Sent) -> str:
    """Return which bills are on their way, and which are not and why."""
    parts = [
        (N_("On their way: {numbers}."), done.now),
        (N_("Sent before, and not again: {numbers}."), done.before),
        (N_("Without an e-mail address: {numbers}."), done.no_address),
    ]
    return " ".join(tr(language, msgid, numbers=_few(numbers)) for msgid, numbers in parts if numbers)


def _few(numbers: Sequence[str]) -> str:
    more = f" + {len(numbers) - NAMES_SHOWN}" if len(numbers) > NAMES_SHOWN else ""
    return ", ".join(numbers[:NAMES_SHOWN]) + more
