"""What an administrator states of a user, checked against the users that there are."""

import re
from dataclasses import dataclass

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import Rep
from rxbilling.models import people_queries as queries
from rxbilling.models.people import ROLES
from rxbilling.services.access import Invalid
from rxbilling.services.inputs import may_be_number, plain

EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
LONGEST_EMAIL, LONGEST_NAME = 200, 100


@dataclass(frozen=True, slots=True)
class Person:
    """What an administrator states of a user; ``rep_id`` is the rep whose work is the user's own."""

    email: str
    name: str
    role: str
    rep_id: int | None = None


def check(db: Database, person: Person, number: int | None) -> None:
    """Refuse what no user can be; ``number`` is the user whose new values these are.

    Raises:
        Invalid: a value cannot be taken; it names the field.
    """
    email = plain(person.email).strip()
    if not EMAIL.fullmatch(email) or len(email) > LONGEST_EMAIL:
        raise Invalid("email", Message(N_("{email} is not an e-mail address."), {"email": email[:LONGEST_EMAIL]}))
    if len(person.name) > LONGEST_NAME:
        raise Invalid("name", Message(N_("A name has at most {count} characters."), {"count": LONGEST_NAME}))
    if person.role not in ROLES:
        raise Invalid("role", Message(N_("The role is one of {roles}."), {"roles": ", ".join(ROLES)}))
    holder = queries.user_by_email(db, email)
    if holder is not None and holder.id != number:
        raise Invalid("email", Message(N_("There is a user with the address {email} already."), {"email": email}))
    if person.rep_id is not None:
        _check_rep(db, person.rep_id, number)


def _check_rep(db: Database, rep_id: int, number: int | None) -> None:
    if not may_be_number(rep_id) or db.get(Rep, rep_id) is None:
        raise Invalid("rep", Message(N_("There is no such rep.")))
    holder = queries.user_of_rep(db, rep_id)
    if holder is not None and holder.id != number:
        raise Invalid("rep", Message(N_("This rep is linked to {email} already."), {"email": holder.email}))
