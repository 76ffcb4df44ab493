"""What lets a user in, in the hands of an administrator: passwords, links, sessions, being active at all."""

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import User
from rxbilling.models import people_queries as queries
from rxbilling.models.database import writing
from rxbilling.services import audit, links, passwords, second_factor
from rxbilling.services.access import Actor, NotThere, Refused, Right, require
from rxbilling.services.inputs import may_be_number
from rxbilling.services.passwords import hash_password

GONE = Message(N_("There is no such user any more."))
LAST_ADMIN = Message(N_("This is the last administrator: make somebody else one first."))
ON_PROFILE = Message(N_("Change this of yourself on your profile: it asks for your password."))
SELF = Message(N_("You cannot deactivate yourself: another administrator can."))


def new_link(actor: Actor | None, number: int) -> str:
    """Return the token of a link by which a user sets a password: an invitation again, or a reset.

    Raises:
        Refused: the actor may not, or there is no such active user.
    """
    actor = require(actor, Right.ADMINISTER)
    with writing() as db:
        user = there(db, number)
        if number == actor.user_id:
            raise Refused(ON_PROFILE)
        if not user.active:
            raise Refused(GONE)
        audit.record(db, actor, "make link", "user", subject_id=number)
        return links.make(db, user, "reset" if user.password_hash else "invite")


def set_password(actor: Actor | None, email: str, password: str, *, one_time: bool = False) -> None:
    """Give a user a new password and end its sessions.

    Raises:
        Refused: the actor may not, there is no such user, the password cannot be taken.
    """
    actor = require(actor, Right.ADMINISTER)
    passwords.check(password)
    with writing() as db:
        user = queries.user_by_email(db, email)
        if user is None:
            raise NotThere(Message(N_("There is no user with the address {email}."), {"email": email}))
        user.password_hash, user.one_time_password = hash_password(password), one_time
        user.version += 1
        db.add(user)
        _shut_out(db, user)
        queries.forget_failures(db, user.email.lower(), 0)
        audit.record(db, actor, "set password", "user", subject_id=user.id)


def set_active(actor: Actor | None, number: int, *, active: bool) -> None:
    """Let a user sign in again, or no more: its sessions, links and tokens end at once.

    Raises:
        Refused: the actor may not, or it is the actor, or no administrator would be left.
    """
    actor = require(actor, Right.ADMINISTER)
    with writing() as db:
        user = there(db, number)
        if not active:
            if number == actor.user_id:
                raise Refused(SELF)
            keep_an_admin(db, user)
            _shut_out(db, user)
        user.active = active
        user.version += 1
        db.add(user)
        audit.record(db, actor, "activate" if active else "deactivate", "user", subject_id=number)


def sign_out_everywhere(actor: Actor | None, number: int) -> None:
    """End all sessions and API tokens of a user.

    Raises:
        Refused: the actor may not, or there is no such user.
    """
    actor = require(actor, Right.ADMINISTER)
    with writing() as db:
        _shut_out(db, there(db, number))
        audit.record(db, actor, "sign out everywhere", "user", subject_id=number)


def remove_second_factor(actor: Actor | None, number: int) -> None:
    """Take the second factor of a user away, whose device is lost.

    Raises:
        Refused: the actor may not, or there is no such user.
    """
    actor = require(actor, Right.ADMINISTER)
    with writing() as db:
        if number == actor.user_id:
            raise Refused(ON_PROFILE)
        second_factor.remove(db, there(db, number), actor)


def there(db: Database, number: int) -> User:
    """Return a user.

    Raises:
        NotThere: there is none of that number.
    """
    user = db.get(User, number) if may_be_number(number) else None
    if user is None:
        raise NotThere(GONE)
    return user


def _shut_out(db: Database, user: User) -> None:
    queries.delete_sessions_of(db, user.id or 0)
    queries.delete_api_tokens_of(db, user.id or 0)
    queries.delete_links_of(db, user.id or 0)
    user.feed_token_hash = None
    db.add(user)


def keep_an_admin(db: Database, user: User) -> None:
    """Refuse to take away the last administrator.

    Raises:
        Refused: nobody else could administer.
    """
    if user.role == "admin" and user.active and queries.active_admins(db) == 1:
        raise Refused(LAST_ADMIN)
