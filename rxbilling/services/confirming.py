"""Asking for the password again before the locks themselves are changed: a browser may have been left open."""

from rxbilling.locales import N_, Message
from rxbilling.models import User
from rxbilling.models.database import reading, writing
from rxbilling.services import passwords, throttle
from rxbilling.services.access import Actor, Invalid, Refused

WRONG_PASSWORD = Message(N_("The password is not right."))


def confirm(actor: Actor, password: str) -> None:
    """Check the actor's own password; wrong ones count as failures to sign in.

    Raises:
        Refused: it is not right, or there were too many attempts.
    """
    key = actor.email.lower()
    with reading() as db:
        shut = throttle.is_shut(db, key, actor.address)
        user = db.get_one(User, actor.user_id)
    if shut:
        raise Refused(throttle.TOO_MANY)
    if not passwords.is_right(user.password_hash, password):
        with writing() as db:
            throttle.note_failure(db, key, actor.address)
        raise Invalid("current", WRONG_PASSWORD)
