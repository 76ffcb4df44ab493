"""Changing what is known of a ticket; bill rules may look at it, so that its account's open work is priced again."""

from dataclasses import fields

from rxbilling.models.database import writing
from rxbilling.services import audit
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.contract_changes import price_again
from rxbilling.services.ticket_drafts import TicketChange, TicketDraft, checked
from rxbilling.services.ticket_opening import SUBJECT, facts, found_in

CHANGING = tuple(field.name for field in fields(TicketChange))
# What rules match on (R7), and a product also which contract covers the work (R6a).
PRICED = ("product", "priority", "ticket_type")


def change(actor: Actor | None, number: int, version: int, wanted: TicketChange) -> None:
    """Change a ticket, if it still has the version that the actor saw, and price its open work again.

    Raises:
        Refused: the actor may not, it is gone or changed meanwhile, or a value cannot be taken.
    """
    actor = require(actor, Right.CHANGE_ALL_WORK)
    with writing() as db:
        ticket = found_in(db, number, version)
        given = {name: getattr(wanted, name) for name in CHANGING}
        draft = checked(db, TicketDraft(account_id=ticket.account_id, **given))
        before, moves_prices = facts(db, ticket), any(getattr(draft, name) != getattr(ticket, name) for name in PRICED)
        for name in CHANGING:
            setattr(ticket, name, getattr(draft, name))
        ticket.version = version + 1
        db.add(ticket)
        db.flush()
        audit.record_change(db, actor, SUBJECT, number, before, facts(db, ticket))
        if moves_prices:
            price_again(db, [ticket.account_id])
