"""What a new entry costs, said at once."""

from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import logged
from rxbilling.services.access import Actor
from rxbilling.services.entry_changes import Stored
from rxbilling.state import wording
from rxbilling.state.forms import language_of
from rxbilling.state.undo_scripts import changed


def logged_toast(actor: Actor | None, stored: Stored) -> list[Any]:
    """Return the message that an entry was logged: its length, for whom, and its price; it can be undone."""
    entry, language = logged.look(actor, stored.number), language_of(actor)
    price = tr(language, N_("No price"))
    if not entry.billable:
        price = tr(language, N_("Not billable"))
    elif entry.amount is not None and entry.currency:
        price = wording.money(language, entry.amount, entry.currency)
    text = tr(language, N_("{length} logged for {account}"), length=wording.exact(entry.seconds), account=entry.account)
    return [rx.toast.success(text, description=price), changed(stored.change)]
