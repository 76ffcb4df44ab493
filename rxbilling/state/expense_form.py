"""The form of one expense: adding, changing and deleting it, with its receipt."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import choices, closing, expense_changes, expenses
from rxbilling.services import tickets as ticket_service
from rxbilling.services.access import Actor, Changed, Refused, Right
from rxbilling.services.attachments import File
from rxbilling.services.clock import today
from rxbilling.services.expense_drafts import ExpenseDraft
from rxbilling.services.expenses import Editable
from rxbilling.services.receipts import ReceiptChange
from rxbilling.state.expense_fields import chosen_number, draft_of, facts_of, typed
from rxbilling.state.expense_lines import category_word
from rxbilling.state.expenses import Expenses
from rxbilling.state.forms import Fact, Form, language_of, told
from rxbilling.state.guard import acting, policy


class ExpenseForm(Form, rx.State):
    """The fields of an expense as text; ``locked`` says why they only can be read."""

    is_open: bool = False
    number: int = 0
    locked: str = ""
    day: str = ""
    category: str = ""
    categories: list[str] = []
    currency: str = ""
    amount: str = ""
    tax: str = ""
    rep: int = 0
    rep_name: str = ""
    account: int = 0
    account_name: str = ""
    ticket: int = 0
    ticket_name: str = ""
    note: str = ""
    billable: bool = True
    receipt: str = ""
    facts: list[Fact] = []
    _version: int = 0
    _receipt: ReceiptChange = "keep"

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    def open_new(self) -> None:
        """Begin with an expense of today."""
        actor = acting(self)
        draft = ExpenseDraft(
            rep_id=(actor.rep_id if actor else None) or 0,
            day=today(closing.books(actor).zone),
            category="",
            currency=expenses.currency_for(actor, None),
            amount=0,
            billable=True,
        )
        own = [choice.name for choice in choices.names(actor, "rep", (draft.rep_id,))]
        self.number = 0
        self._fill(actor, Editable(draft, 0, next(iter(own), ""), "", "", "", None))

    @rx.event
    @policy(Right.SEE_OWN_WORK)
    def open_expense(self, number: int) -> Any:  # noqa: ANN401 - an event, or none
        """Begin with an expense as it is now."""
        actor = acting(self)
        try:
            found = expenses.look(actor, number)
        except Refused as refusal:
            return told(actor, refusal)
        self.number = number
        self._fill(actor, found)
        return None

    @rx.event
    @policy("user")
    def toggle(self, is_open: bool) -> None:
        """Open or close the form."""
        self.is_open = is_open

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    def pick_account(self, number: str, name: str) -> None:  # noqa: ARG002 - what a picker tells
        """Take the account that was picked, with its currency; a ticket of another account goes."""
        actor = acting(self)
        self.account, self.account_name = _picked(actor, "account", chosen_number(number))
        self.ticket, self.ticket_name = 0, ""
        self.currency = expenses.currency_for(actor, self.account)

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    def pick_ticket(self, number: str, name: str) -> None:  # noqa: ARG002 - as above
        """Take the ticket that was picked, and its account."""
        actor = acting(self)
        self.ticket, self.ticket_name = _picked(actor, "ticket", chosen_number(number))
        if self.ticket:
            found = ticket_service.look(actor, self.ticket)
            if found.account_id != self.account:
                self.account, self.account_name = found.account_id, found.account
                self.currency = expenses.currency_for(actor, self.account)

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    def take_receipt(self, token: str, filename: str) -> None:
        """Remember a receipt that was sent: it is saved with the expense."""
        self._receipt, self.receipt = File(token, filename), filename
        self._begin()

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    def refuse_receipt(self, reason: str) -> None:
        """Say why a receipt was not taken."""
        language = language_of(acting(self))
        self.wrong_field = "receipt"
        self.wrong = reason or tr(language, N_("The file could not be sent. Check the connection and try again."))

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    def drop_receipt(self) -> None:
        """Take the receipt away, once the expense is saved."""
        self._receipt, self.receipt = "remove", ""

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    async def save(self, form: dict[str, str]) -> Any:  # noqa: ANN401 - events
        """Add the expense, or change it, if nobody else has meanwhile."""
        actor, number, version, receipt = acting(self), self.number, self._version, self._receipt

        def work() -> None:
            draft = draft_of(actor, form)
            if number:
                expense_changes.change(actor, number, version, draft, receipt)
            else:
                expense_changes.add(actor, draft, receipt)

        return await self._do(actor, work, N_("The expense is saved."), Expenses.refresh)

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    async def delete(self) -> Any:  # noqa: ANN401 - events
        """Delete the expense, if nobody else has changed it meanwhile."""
        actor, number, version = acting(self), self.number, self._version
        work = lambda: expense_changes.delete(actor, number, version)  # noqa: E731 - as short as that
        undo = Expenses.offer_undo(number)  # type: ignore[operator]  # Reflex makes handlers callable
        return await self._do(actor, work, "", undo)

    async def _do(self, actor: Actor | None, work: Callable[[], None], done: str, then: Any) -> Any:  # noqa: ANN401 - events
        if not self.is_open:
            return None  # the second of two clicks: the first has done it
        self._begin()
        try:
            await rx.run_in_thread(work)
        except Changed as refusal:
            self._refuse(actor, refusal)
            self._show_theirs(actor)
            return None
        except Refused as refusal:
            self._refuse(actor, refusal)
            return None
        self.is_open = False
        return [*([rx.toast.success(tr(language_of(actor), done))] if done else []), then]

    def _fill(self, actor: Actor | None, found: Editable) -> None:
        self._begin()
        draft, language = found.draft, language_of(actor)
        self._version, self._receipt = found.version, "keep"
        self.locked = found.locked.text(language) if found.locked else ""
        self.day, self.currency = draft.day.isoformat(), draft.currency
        self.note, self.billable = draft.note, draft.billable
        self.category = category_word(language, draft.category)
        self.categories = [category_word(language, one) for one in expenses.categories(actor)]
        self.amount = typed(language, draft.amount, draft.currency)
        self.tax = typed(language, draft.tax, draft.currency)
        self.rep, self.rep_name = draft.rep_id, found.rep
        self.account, self.account_name = draft.account_id or 0, found.account
        self.ticket, self.ticket_name = draft.ticket_id or 0, found.ticket
        self.receipt = found.receipt
        self.facts = facts_of(language, found)
        self.is_open = True

    def _show_theirs(self, actor: Actor | None) -> None:
        """Show the expense as somebody else has left it; saving again is meant to replace just that."""
        try:
            found = expenses.look(actor, self.number)
        except Refused as refusal:
            self._refuse(actor, refusal)
            return
        self._version = found.version
        self.theirs = facts_of(language_of(actor), found)


def _picked(actor: Actor | None, source: str, number: int) -> tuple[int, str]:
    """Return what was picked and its name; nothing where there is no such row."""
    return next(((one.number, one.name) for one in choices.names(actor, source, (number,))), (0, ""))
