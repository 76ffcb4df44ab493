"""Users: who may sign in, and with which role."""

import re
import secrets

from sqlmodel import Session as Database

from rxbilling.locales import LANGUAGES, N_, Message
from rxbilling.models import User
from rxbilling.models import people_queries as queries
from rxbilling.models.database import reading, writing
from rxbilling.models.people import ROLES
from rxbilling.services import audit
from rxbilling.services.access import COMMAND_LINE, Actor, Refused, Right, require
from rxbilling.services.clock import now
from rxbilling.services.sign_in import hash_password

ADMIN_EMAIL = "admin@rxbilling.local"
SHORTEST_PASSWORD = 10
EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


def first_admin() -> tuple[str, str] | None:
    """Make the first administrator if there is no user; return its address and its password, shown this once."""
    password = secrets.token_urlsafe(9)
    with writing() as db:
        if queries.users(db):
            return None
        admin = _new(ADMIN_EMAIL, "Administrator", "admin", password)
        _add(db, COMMAND_LINE, admin)
    return ADMIN_EMAIL, password


def add_user(  # noqa: PLR0917 - what a user is
    actor: Actor, email: str, name: str, role: str, password: str, rep: str | None = None
) -> int:
    """Add a user; return its number.

    Raises:
        Refused: the actor may not, the address is taken or no address, the role unknown, the password too short.
    """
    require(actor, Right.ADMINISTER)
    _check(email, role, password)
    with writing() as db:
        if queries.user_by_email(db, email):
            raise Refused(Message(N_("There is a user with the address {email} already."), {"email": email}))
        user = _new(email.strip(), name.strip() or email, role, password)
        user.rep_id = _rep_named(db, rep) if rep else None
        return _add(db, actor, user)


def set_password(actor: Actor, email: str, password: str) -> None:
    """Give a user a new password and end its sessions.

    Raises:
        Refused: the actor may not, there is no such user, the password is too short.
    """
    require(actor, Right.ADMINISTER)
    _check(email, "admin", password)
    with writing() as db:
        user = queries.user_by_email(db, email)
        if user is None:
            raise Refused(Message(N_("There is no user with the address {email}."), {"email": email}))
        user.password_hash = hash_password(password)
        user.version += 1
        db.add(user)
        queries.delete_sessions_of(db, user.id or 0)
        queries.forget_failures(db, user.email.lower(), 0)
        audit.record(db, actor, "set password", "user", subject_id=user.id)


def set_language(actor: Actor, language: str) -> None:
    """Remember the language that a user reads; one that is not there is passed over."""
    require(actor, Right.SEE_CUSTOMERS)
    if actor.user_id is None or language not in LANGUAGES:
        return
    with writing() as db:
        user = db.get_one(User, actor.user_id)
        user.language = language
        db.add(user)


def all_users(actor: Actor) -> list[User]:
    """Return every user.

    Raises:
        Refused: the actor may not.
    """
    require(actor, Right.ADMINISTER)
    with reading() as db:
        return queries.users(db)


def _rep_named(db: Database, name: str) -> int | None:
    found = queries.rep_named(db, name)
    if found is None:
        raise Refused(Message(N_("There is no rep called {name}."), {"name": name}))
    return found.id


def _new(email: str, name: str, role: str, password: str) -> User:
    return User(email=email, name=name, role=role, password_hash=hash_password(password), created_at=now())


def _add(db: Database, actor: Actor, user: User) -> int:
    db.add(user)
    db.flush()
    audit.record(db, actor, "add", "user", subject_id=user.id, after={"email": user.email, "role": user.role})
    return user.id or 0


def _check(email: str, role: str, password: str) -> None:
    if not EMAIL.fullmatch(email.strip()):
        raise Refused(Message(N_("{email} is not an e-mail address."), {"email": email}))
    if role not in ROLES:
        raise Refused(Message(N_("The role is one of {roles}."), {"roles": ", ".join(ROLES)}))
    if len(password) < SHORTEST_PASSWORD:
        raise Refused(Message(N_("A password has at least {count} characters."), {"count": SHORTEST_PASSWORD}))
