"""The daily work: renew what renews itself, tell people what is due, and send their mails."""

from collections.abc import Callable
from dataclasses import dataclass

from rxbilling.locales import Message
from rxbilling.services import mailing, notices, renewals
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.mailing import Outcome


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: contracts renewed, and why others were not (by their number); notices; mails."""

    renewed: int
    refused: dict[str, Message]
    notices: int
    mails: Outcome


def carry_out(actor: Actor | None, stopped: Callable[[], bool] = lambda: False) -> Done:
    """Do all of it, whether it was done today or not: nothing is done twice.

    Raises:
        Refused: the actor may not.
    """
    require(actor, Right.ADMINISTER)
    # First: what renews itself has not ended.
    renewed, refused = renewals.renew_due(actor)
    made = notices.make(actor)
    return Done(len(renewed), refused, made, mailing.send_due(actor, stopped))


def carry_on(actor: Actor | None, stopped: Callable[[], bool]) -> Done:
    """Do it once a day; mails that wait are tried again each time that this is called.

    Raises:
        Refused: the actor may not.
    """
    require(actor, Right.ADMINISTER)
    if notices.is_due(actor):
        return carry_out(actor, stopped)
    return Done(0, {}, 0, mailing.send_due(actor, stopped))
