"""Pricing a quote document for somebody: the same answer as that of ``rxbilling quote``."""

from rxbilling.exchange import quote
from rxbilling.exchange.quote import Answer
from rxbilling.services.access import Actor, Right, require


def answer(actor: Actor | None, document: str) -> Answer:
    """Return the answer to a document, or its problems; nothing that is stored is read."""
    require(actor, Right.SEE_OWN_WORK)
    return quote.answer(document)
