"""The form of a contact of an account."""

from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import account_details, contacts
from rxbilling.services.access import Actor, Changed, NotThere, Refused, Right
from rxbilling.services.contacts import GONE, ContactDraft
from rxbilling.state.account_lines import ContactLine, contact_line
from rxbilling.state.account_page import AccountPage
from rxbilling.state.forms import Fact, Form, focus_on, language_of, text_of, told
from rxbilling.state.guard import acting, policy


class ContactForm(Form, rx.State):
    """The fields of a contact as text; number 0 is a new one."""

    is_open: bool = False
    contact: ContactLine = ContactLine()
    _account: int = 0

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    def open_new(self, account: int) -> None:
        """Begin with nobody."""
        self._open(account, ContactLine())

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    def open_contact(self, account: int, number: int) -> Any:  # noqa: ANN401 - an event, or none
        """Begin with a contact of an account as it is now."""
        actor = acting(self)
        try:
            self._open(account, _found(actor, account, number))
        except Refused as refusal:
            return told(actor, refusal)
        return None

    @rx.event
    @policy("user")
    def toggle(self, is_open: bool) -> None:
        """Open or close the form."""
        self.is_open = self.is_open and is_open

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    async def save(self, form: dict[str, Any]) -> Any:  # noqa: ANN401 - events
        """Add the contact, or change it, if nobody else has meanwhile."""
        actor, account, contact = acting(self), self._account, self.contact
        draft = ContactDraft(*(text_of(form, name) for name in ("name", "position", "email", "phone")))
        if not self.is_open:
            return None  # the second of two clicks: the first has done it
        self._begin()
        try:
            if contact.number:
                await rx.run_in_thread(lambda: contacts.change(actor, contact.number, contact.version, draft))
            else:
                await rx.run_in_thread(lambda: contacts.add(actor, account, draft))
        except Refused as refusal:
            self._refuse(actor, refusal)
            if isinstance(refusal, Changed):
                self._show_theirs(actor)
            return focus_on(self.wrong_field)
        self.is_open = False
        return [rx.toast.success(tr(language_of(actor), N_("Saved."))), AccountPage.refresh]

    def _open(self, account: int, contact: ContactLine) -> None:
        self._begin()
        self._account, self.contact, self.is_open = account, contact, True

    def _show_theirs(self, actor: Actor | None) -> None:
        """Show the contact as somebody else has left it; saving again is meant to replace just that."""
        found, language = _found(actor, self._account, self.contact.number), language_of(actor)
        self.contact.version = found.version
        rows = (
            (N_("Name"), found.name),
            (N_("Position"), found.position),
            (N_("E-mail address"), found.email),
            (N_("Phone"), found.phone),
        )
        self.theirs = [Fact(tr(language, label), value) for label, value in rows if value]


def _found(actor: Actor | None, account: int, number: int) -> ContactLine:
    for contact in account_details.look(actor, account).contacts:
        if contact.number == number:
            return contact_line(contact)
    raise NotThere(GONE)
