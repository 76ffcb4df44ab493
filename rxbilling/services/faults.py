"""What people are told when the disk is full or the database is away: one table for pages, routes and commands.

Whatever meets such a fault is rolled back whole, and everything goes on by itself when the fault is over.
"""

from collections.abc import Mapping
from typing import NamedTuple

from rxbilling.locales import N_, Message
from rxbilling.models.faults import ERRORS, Fault, fault_of

__all__ = ["ERRORS", "Told", "told"]

UNAVAILABLE, NO_STORAGE = 503, 507


class Told(NamedTuple):
    """A fault in words, its HTTP status, and after how many seconds it makes sense to try again."""

    message: Message
    status: int
    retry_after_s: int


TOLD: Mapping[Fault, Told] = {
    Fault.DISK_FULL: Told(
        Message(N_("The disk is full: nothing was saved. Make room, then try again.")), NO_STORAGE, 60
    ),
    Fault.DISK_BROKEN: Told(
        Message(N_("The disk cannot be written to: nothing was saved. Have it checked, then try again.")),
        UNAVAILABLE,
        60,
    ),
    Fault.DATABASE_AWAY: Told(
        Message(N_("The database does not answer: nothing was saved. It is tried again with your next click.")),
        UNAVAILABLE,
        5,
    ),
    Fault.DATABASE_BUSY: Told(
        Message(N_("The database is busy with other work: nothing was saved. Try again in a moment.")), UNAVAILABLE, 5
    ),
    Fault.DATABASE_DAMAGED: Told(
        Message(N_("The database is damaged: nothing was saved. Stop the app and restore a backup.")), UNAVAILABLE, 60
    ),
}


def told(error: BaseException) -> Told | None:
    """Return what is said of an error that the disk or the database caused; None for any other."""
    found = fault_of(error)
    return TOLD[found] if found else None
