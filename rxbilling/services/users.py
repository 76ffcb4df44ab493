"""Users: who may sign in, and with which role. All of it is for administrators."""

import secrets
from dataclasses import dataclass

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import Rep, User
from rxbilling.models import people_queries as queries
from rxbilling.models.database import reading, writing
from rxbilling.services import audit, links, passwords
from rxbilling.services.access import COMMAND_LINE, Actor, Changed, Invalid, Right, require
from rxbilling.services.clock import now
from rxbilling.services.inputs import plain
from rxbilling.services.passwords import hash_password
from rxbilling.services.person import Person, check
from rxbilling.services.user_access import keep_an_admin, there

ADMIN_EMAIL = "admin@rxbilling.local"


@dataclass(frozen=True, slots=True)
class Listed:
    """A user as the list shows it; ``is_invited`` waits for a first password, with a link that still works or not."""

    user: User
    rep: str
    is_invited: bool
    has_link: bool


def first_admin() -> tuple[str, str] | None:
    """Make the first administrator if there is no user; return its address and its password.

    The password is shown this once, and another must be chosen at the first sign-in.
    """
    password = secrets.token_urlsafe(9)
    with writing() as db:
        if queries.users(db):
            return None
        admin = User(
            email=ADMIN_EMAIL,
            name="Administrator",
            role="admin",
            password_hash=hash_password(password),
            one_time_password=True,
            created_at=now(),
        )
        _add(db, COMMAND_LINE, admin)
    return ADMIN_EMAIL, password


def add_user(actor: Actor | None, person: Person, password: str, *, one_time: bool = False) -> int:
    """Add a user with a password; return its number.

    Raises:
        Refused: the actor may not, or a value cannot be taken.
    """
    actor = require(actor, Right.ADMINISTER)
    passwords.check(password)
    with writing() as db:
        user = _new(db, person, hash_password(password))
        user.one_time_password = one_time
        return _add(db, actor, user)


def invite(actor: Actor | None, person: Person) -> str:
    """Add a user who sets a password by a link; return the token of the link.

    Raises:
        Refused: the actor may not, or a value cannot be taken.
    """
    actor = require(actor, Right.ADMINISTER)
    with writing() as db:
        user = _new(db, person, "")
        _add(db, actor, user)
        return links.make(db, user, "invite")


def change(actor: Actor | None, number: int, version: int, person: Person) -> None:
    """Change a user, if it still has the version that the actor saw.

    Raises:
        Refused: the actor may not, it was changed meanwhile, a value cannot be taken, or no administrator is left.
    """
    actor = require(actor, Right.ADMINISTER)
    with writing() as db:
        user = there(db, number)
        if user.version != version:
            raise Changed
        check(db, person, number)
        if person.role != "admin":
            keep_an_admin(db, user)
        before = _facts(db, user)
        email = plain(person.email).strip()
        user.email, user.name = email, plain(person.name).strip() or email
        user.role, user.rep_id = person.role, person.rep_id
        user.version += 1
        db.add(user)
        db.flush()
        audit.record_change(db, actor, "user", number, before, _facts(db, user))


def all_users(actor: Actor | None) -> list[Listed]:
    """Return every user, by address.

    Raises:
        Refused: the actor may not.
    """
    require(actor, Right.ADMINISTER)
    with reading() as db:
        names = {rep.id: rep.name for rep in queries.reps(db)}
        linked = queries.invited(db, now())
        return [
            Listed(user, names.get(user.rep_id, ""), not user.password_hash, user.id in linked)
            for user in queries.users(db)
        ]


def all_reps(actor: Actor | None) -> list[Rep]:
    """Return every rep, by name, to be linked to a user.

    Raises:
        Refused: the actor may not.
    """
    require(actor, Right.ADMINISTER)
    with reading() as db:
        return queries.reps(db)


def rep_named(actor: Actor | None, name: str) -> int:
    """Return the number of a rep by its name.

    Raises:
        Refused: the actor may not, or there is no such rep.
    """
    require(actor, Right.ADMINISTER)
    with reading() as db:
        found = queries.rep_named(db, plain(name))
    if found is None or found.id is None:
        raise Invalid("rep", Message(N_("There is no rep called {name}."), {"name": name}))
    return found.id


def _new(db: Database, person: Person, password_hash: str) -> User:
    check(db, person, None)
    email = plain(person.email).strip()
    return User(
        email=email,
        name=plain(person.name).strip() or email,
        role=person.role,
        rep_id=person.rep_id,
        password_hash=password_hash,
        created_at=now(),
    )


def _add(db: Database, actor: Actor, user: User) -> int:
    db.add(user)
    db.flush()
    audit.record(db, actor, "add", "user", subject_id=user.id, after=_facts(db, user))
    return user.id or 0


def _facts(db: Database, user: User) -> audit.Facts:
    rep = db.get_one(Rep, user.rep_id).name if user.rep_id else None
    return {"email": user.email, "name": user.name, "role": user.role, "rep": rep}
