"""Passwords: hashed by argon2, checked in the same time whether or not there is a user."""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from rxbilling.locales import N_, Message
from rxbilling.services.access import Invalid

SHORTEST, LONGEST = 10, 1000
TOO_SHORT = N_("A password has at least {count} characters.")
TOO_LONG = N_("A password has at most {count} characters.")
HASHER = PasswordHasher()


def hash_password(password: str) -> str:
    """Return argon2's text of a password."""
    return HASHER.hash(password)


def is_right(stored: str, password: str) -> bool:
    """Say whether a password is that of a stored hash; an empty hash (nobody, nothing set yet) has none.

    The same work is done in any case: the time taken tells nobody who has an account.
    """
    try:
        return HASHER.verify(stored or _nobodys_hash(), password[:LONGEST]) and bool(stored)
    except VerificationError:
        return False


def check(password: str) -> None:
    """Refuse a password that is too short, or too long to be one.

    Raises:
        Invalid: it cannot be taken.
    """
    if len(password.strip()) < SHORTEST:
        raise Invalid("password", Message(TOO_SHORT, {"count": SHORTEST}))
    if len(password) > LONGEST:
        raise Invalid("password", Message(TOO_LONG, {"count": LONGEST}))


@cache
def _nobodys_hash() -> str:
    return hash_password(secrets.token_urlsafe())
