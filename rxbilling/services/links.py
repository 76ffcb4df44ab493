"""Links by which a user sets a password, once: invitations, and resets."""

import secrets
from dataclasses import dataclass

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import AccessLink, User
from rxbilling.models import people_queries as queries
from rxbilling.models.database import reading, writing
from rxbilling.services import passwords
from rxbilling.services.access import Refused
from rxbilling.services.clock import now
from rxbilling.services.sessions import hash_token
from rxbilling.services.sign_in import SignedIn, next_session, set_own_password

DAYS = {"invite": 7, "reset": 1}
USED_UP = Message(N_("This link has been used, or is too old. Ask an administrator for a new one."))


@dataclass(frozen=True, slots=True)
class Welcome:
    """Whom a link is for, and why."""

    email: str
    name: str
    purpose: str


def make(db: Database, user: User, purpose: str) -> str:
    """Return the token of a new link; earlier ones of the user work no more."""
    queries.delete_links_of(db, user.id or 0)
    token, at = secrets.token_urlsafe(32), now()
    db.add(
        AccessLink(
            token_hash=hash_token(token),
            user_id=user.id or 0,
            purpose=purpose,
            created_at=at,
            expires_at=at + DAYS[purpose] * 86_400,
        )
    )
    return token


def look(token: str) -> Welcome | None:
    """Return whom a link is for; None where it has been used, or is too old."""
    with reading() as db:
        found = queries.live_link(db, hash_token(token), now())
    return Welcome(found[1].email, found[1].name, found[0].purpose) if found else None


def accept(token: str, password: str, address: str, agent: str = "") -> SignedIn | Message:
    """Set the password of the user whom a link is for, and sign in; or say why not."""
    with writing() as db:
        found = queries.live_link(db, hash_token(token), now())
        if found is None:
            return USED_UP
        try:
            passwords.check(password)
        except Refused as refusal:
            return refusal.message
        _, user = found
        set_own_password(db, user, password, address)
        queries.delete_api_tokens_of(db, user.id or 0)
        user.feed_token_hash = None
        return next_session(db, user, address, agent)
