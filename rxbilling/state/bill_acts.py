"""What is done with a bill: it is issued, a payment written down, a part credited, all of it made void."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxbilling.exchange.bill_words import about_of
from rxbilling.exchange.money_text import number_text
from rxbilling.locales import N_, Message, tr
from rxbilling.services import bill_credits, bill_days, bill_details, bill_issuing, bill_voids, payments
from rxbilling.services.access import Actor, Invalid, Refused, Right
from rxbilling.services.bill_details import BillDetail
from rxbilling.services.payments import PaymentDraft
from rxbilling.state.bill_page import BillPage
from rxbilling.state.form_days import day_typed
from rxbilling.state.forms import Form, FormData, focus_on, language_of, text_of, told
from rxbilling.state.guard import acting, policy
from rxbilling.state.quantities import money_text, money_typed, positive_typed

CREDITED = "line_"
BOTH = Message(N_("Credit all that is left, or the amounts of some lines, not both."))
Write = Callable[[Actor | None, int, PaymentDraft], int]
DOING = frozenset({"issue", "pay", "pay back", "credit", "void"})


@dataclass
class CreditLine:
    """A printed line, and what can still be credited of it."""

    field: str = ""
    text: str = ""
    about: str = ""
    left: str = ""


class BillActs(Form, rx.State):
    """Which dialog is open, and what it begins with."""

    doing: str = ""
    name: str = ""
    day: str = ""
    amount: str = ""
    currency: str = ""
    lines: list[CreditLine] = []
    is_running: bool = False
    _number: int = 0
    _left: dict[int, int] = {}

    @rx.event
    @policy(Right.CHANGE_BILLS)
    async def open_dialog(self, doing: str) -> Any:  # noqa: ANN401 - an event, or none
        """Begin to ``issue``, ``pay``, ``pay back``, ``credit`` or ``void`` the bill of the page."""
        actor, number = acting(self), (await self.get_state(BillPage)).number
        self._begin()
        try:
            found = await rx.run_in_thread(lambda: bill_details.look(actor, number))
            self.day = bill_days.today_of(actor).isoformat()
        except Refused as refusal:
            return told(actor, refusal)
        language, self.currency = language_of(actor), found.paper.currency
        self.name = " · ".join(filter(None, (found.paper.number, found.paper.account.name)))
        settled = found.paper.back if doing == "pay back" else found.open
        self.amount = money_text(language, settled, found.paper.currency)
        self._left, self.lines = found.creditable, _credit_lines(language, found)
        self._number, self.doing = number, doing if doing in DOING else ""
        return None

    @rx.event
    @policy(Right.SEE_BILLS)
    def toggle(self, is_open: bool) -> None:  # noqa: ARG002 - what a dialog tells
        """Close the dialog."""
        self.doing = ""

    @rx.event
    @policy(Right.CHANGE_BILLS)
    async def issue(self, form: dict[str, Any]) -> Any:  # noqa: ANN401 - events
        """Issue the draft on a day."""
        actor, number = acting(self), self._number

        def work() -> list[str]:
            return bill_issuing.issue(actor, [number], day_typed(text_of(form, "day"), "day"))

        return await self._do(actor, work, N_("The bill is issued."))

    @rx.event
    @policy(Right.CHANGE_BILLS)
    async def pay(self, form: dict[str, Any]) -> Any:  # noqa: ANN401 - events
        """Write a payment down."""
        return await self._write(form, payments.add, payments.NO_AMOUNT, N_("The payment is written down."))

    @rx.event
    @policy(Right.CHANGE_BILLS)
    async def pay_back(self, form: dict[str, Any]) -> Any:  # noqa: ANN401 - events
        """Write down what was paid back."""
        return await self._write(
            form, payments.pay_back, payments.NO_AMOUNT_BACK, N_("What was paid back is written down.")
        )

    async def _write(self, form: FormData, write: Write, too_little: Message, done: str) -> Any:  # noqa: ANN401 - events
        actor, number = acting(self), self._number

        def work() -> int:
            amount = positive_typed(form, "amount", language_of(actor), self.currency, too_little)
            day = day_typed(text_of(form, "day"), "day")
            return write(actor, number, PaymentDraft(day, amount or 0, text_of(form, "note")))

        return await self._do(actor, work, done)

    @rx.event
    @policy(Right.CHANGE_BILLS)
    async def void(self, form: dict[str, Any]) -> Any:  # noqa: ANN401 - events
        """Make the bill void."""
        actor, number, reason = acting(self), self._number, text_of(form, "reason")
        return await self._do(actor, lambda: bill_voids.void(actor, number, reason), N_("The bill is void."))

    @rx.event
    @policy(Right.CHANGE_BILLS)
    async def credit(self, form: dict[str, Any]) -> Any:  # noqa: ANN401 - events
        """Issue a credit note for what was typed beside the lines, or for all that is left."""
        actor, number, reason, left = acting(self), self._number, text_of(form, "reason"), dict(self._left)

        def work() -> int:
            language, currency = language_of(actor), self.currency
            read = {place: money_typed(form, f"{CREDITED}{place}", language, currency) for place in left}
            amounts = {place: amount for place, amount in read.items() if amount}
            if form.get("whole") and amounts:
                raise Invalid("amounts", BOTH)
            return bill_credits.credit(actor, number, None if form.get("whole") else amounts, reason)

        return await self._do(actor, work, N_("The credit note is issued."))

    async def _do(self, actor: Actor | None, work: Any, done: str) -> Any:  # noqa: ANN401 - what is done, and events
        self._begin()
        if not self.doing:
            return None
        try:
            await rx.run_in_thread(work)
        except Refused as refusal:
            self._refuse(actor, refusal)
            return focus_on(self.wrong_field)
        self.doing = ""
        return [rx.toast.success(tr(language_of(actor), done)), BillPage.refresh]


def _credit_lines(language: str, found: BillDetail) -> list[CreditLine]:
    lines = zip(found.positions, found.paper.lines, strict=True)
    return [
        CreditLine(
            f"{CREDITED}{place}",
            line.text,
            about_of(line, found.paper.language),
            number_text(left, found.paper.currency, language),
        )
        for place, line in lines
        if (left := found.creditable.get(place, 0))
    ]
