"""The calendar of when contracts end, which other programs read by an address with a secret in it (RFC 5545)."""

import hmac
import secrets
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from rxbilling.config import settings
from rxbilling.locales import N_, SOURCE, tr
from rxbilling.models import User
from rxbilling.models import notice_rows as sql
from rxbilling.models.database import reading, writing
from rxbilling.models.notice_rows import InForce
from rxbilling.services import audit
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.clock import today
from rxbilling.services.confirming import confirm, confirmed
from rxbilling.services.notice_people import may_be_told
from rxbilling.services.sessions import hash_token

# What ended longer ago is of no use in a calendar.
DAYS_BACK = 90
SUMMARY = N_("{account}: contract {contract} ends")
RENEWS = N_("{account}: contract {contract} ends, and renews itself")


def is_on(actor: Actor | None) -> bool:
    """Say whether the actor's calendar can be read by a secret.

    Raises:
        Refused: the actor may see no contracts.
    """
    actor = require(actor, Right.SEE_CONTRACTS)
    with reading() as db:
        user = db.get(User, actor.user_id)
    return user is not None and user.feed_token_hash is not None


def make(actor: Actor | None, password: str) -> str:
    """Return a new secret: it is shown this once, and the one before works no more. The password is asked for.

    Raises:
        Refused: the actor may see no contracts, or the password is not right.
    """
    actor = require(actor, Right.SEE_CONTRACTS)
    seen, secret = confirm(actor, password), secrets.token_urlsafe(32)
    with writing() as db:
        user = confirmed(db, actor, seen)
        user.feed_token_hash, user.version = hash_token(secret), user.version + 1
        db.add(user)
        audit.record(db, actor, "add", "calendar address", subject_id=user.id)
    return secret


def revoke(actor: Actor | None) -> None:
    """Let the actor's calendar be read no more.

    Raises:
        Refused: the actor may see no contracts.
    """
    actor = require(actor, Right.SEE_CONTRACTS)
    with writing() as db:
        user = db.get_one(User, actor.user_id)
        if user.feed_token_hash is None:
            return
        user.feed_token_hash, user.version = None, user.version + 1
        db.add(user)
        audit.record(db, actor, "delete", "calendar address", subject_id=user.id)


def calendar(secret: str, address: str) -> bytes | None:
    """Return the calendar that a secret opens; None where it opens none.

    ``address`` is that of the app, for links, where the settings say none.
    """
    found = hash_token(secret)
    with reading() as db:
        user = sql.by_feed(db, found)
        if user is None or not hmac.compare_digest(user.feed_token_hash or b"", found) or not may_be_told(user):
            return None
        rows = sql.in_force(db, today("UTC").toordinal() - DAYS_BACK)
    ending = [row for row in rows if row.contract.last_day is not None and not row.is_renewed]
    return _written(user.language or SOURCE, ending, settings().public_url or address.rstrip("/"))


def _written(language: str, rows: list[InForce], address: str) -> bytes:
    made = Calendar()
    made.add("prodid", "-//rxbilling//contracts//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", tr(language, N_("Ends of contracts")))
    made.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
    for row in rows:
        made.add_component(_event(language, row, f"{address}/contract?number={row.contract.id}"))
    written: bytes = made.to_ical()
    return written


def _event(language: str, row: InForce, link: str) -> Event:
    contract, last = row.contract, date.fromordinal(row.contract.last_day or 0)
    values = {"account": row.account.name, "contract": contract.number}
    event = Event()
    event.add("uid", f"contract-{contract.id}-ends@rxbilling")
    event.add("dtstamp", datetime.now(UTC))
    event.add("sequence", contract.version)
    event.add("dtstart", last)
    event.add("dtend", last + timedelta(days=1))
    event.add("summary", tr(language, RENEWS if contract.auto_renew else SUMMARY, **values))
    event.add("description", f"{contract.name}\n{link}")
    event.add("url", link)
    # Nobody is busy for it.
    event.add("transp", "TRANSPARENT")
    return event
