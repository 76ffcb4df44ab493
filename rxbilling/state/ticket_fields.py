"""The fields of a ticket that may change, shared by the forms that open and that change one."""

from dataclasses import dataclass
from typing import Any

from rxbilling.services.ticket_drafts import TicketChange
from rxbilling.state.forms import text_of
from rxbilling.state.task_fields import NOTHING, number_of


@dataclass
class TicketTexts:
    """The fields as text."""

    subject: str = ""
    service: str = NOTHING
    product: str = ""
    priority: str = ""
    ticket_type: str = ""


def texts_of(asked: TicketChange) -> TicketTexts:
    """Return what a form begins with."""
    service = str(asked.service_id or NOTHING)
    return TicketTexts(asked.subject, service, asked.product, asked.priority, asked.ticket_type)


def asked_in(form: dict[str, Any]) -> TicketChange:
    """Return what was typed into a form."""
    texts = {name: text_of(form, name) for name in ("subject", "product", "priority", "ticket_type")}
    return TicketChange(service_id=number_of(form, "service") or None, **texts)
