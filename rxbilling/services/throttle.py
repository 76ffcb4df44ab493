"""Guessing is slowed down by account and by network address; an unknown account is treated alike."""

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import SignInFailure
from rxbilling.models import people_queries as queries
from rxbilling.services.clock import now

WINDOW_S = 15 * 60
FAILURES_OF_EMAIL = 5
FAILURES_OF_ADDRESS = 30
TOO_MANY = Message(N_("Too many attempts. Try again in 15 minutes, or ask an administrator to set a new password."))


def is_shut(db: Database, email: str, address: str) -> bool:
    """Say whether an account, or whoever is at an address, has to wait."""
    by_email, by_address = queries.failures(db, email, address, now() - WINDOW_S)
    return by_email >= FAILURES_OF_EMAIL or by_address >= FAILURES_OF_ADDRESS


def note_failure(db: Database, email: str, address: str) -> None:
    """Count a wrong password or code."""
    db.add(SignInFailure(address=address, email=email, at=now()))


def forget(db: Database, email: str) -> None:
    """Begin to count anew for an account that got in."""
    queries.forget_failures(db, email, now() - WINDOW_S)
