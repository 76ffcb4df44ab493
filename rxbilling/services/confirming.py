"""Asking for the password again before the locks themselves are changed: a browser may have been left open."""

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import User
from rxbilling.models.database import reading, writing
from rxbilling.services import passwords, throttle
from rxbilling.services.access import Actor, Changed, Invalid, Refused

WRONG_PASSWORD = Message(N_("The password is not right."))


def confirm(actor: Actor, password: str) -> str:
    """Check the actor's own password, and return the hash that it was checked against, for ``confirmed``.

    Wrong ones count as failures to sign in.

    Raises:
        Refused: it is not right, or there were too many attempts.
    """
    key = actor.email.lower()
    with reading() as db:
        seen = db.get_one(User, actor.user_id).password_hash
    right = passwords.is_right(seen, password)
    with writing() as db:
        shut = throttle.is_shut(db, key, actor.address)
        if not (shut or right):
            throttle.note_failure(db, key, actor.address)
    if shut:
        raise Refused(throttle.TOO_MANY)
    if not right:
        raise Invalid("current", WRONG_PASSWORD)
    return seen


def confirmed(db: Database, actor: Actor, seen: str) -> User:
    """Return the actor's user in the transaction that changes it, if the password is still the one that was said.

    Raises:
        Changed: somebody has set another one meanwhile.
    """
    user = db.get_one(User, actor.user_id)
    if user.password_hash != seen or not user.active:
        raise Changed
    return user
