"""Pricing everything again that is not billed: what ``rxbilling check`` advises where a stored price is wrong."""

from rxbilling.models.database import writing
from rxbilling.services import audit, pricing
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.clock import today
from rxbilling.services.pricing import Priced


def price_all(actor: Actor | None) -> Priced:
    """Price all work again and store what changed; billed work is never touched (R24)."""
    actor = require(actor, Right.ADMINISTER)
    with writing() as db:
        priced = pricing.price(db, until=today("UTC").toordinal())
        audit.record(db, actor, "price again", "time entries", after={"changed": priced.changed})
    return priced
