"""Bills by e-mail: to whom they were sent and when, and sending them, once unless it is meant again."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session as Database

from rxbilling.config import settings
from rxbilling.locales import N_, Message
from rxbilling.models import Bill, Mail, bill_rows, mail_rows
from rxbilling.models.database import reading, writing
from rxbilling.services import audit
from rxbilling.services.access import Actor, Invalid, NotNow, Right, require
from rxbilling.services.bill_details import papers_of
from rxbilling.services.bill_letters import letter
from rxbilling.services.bill_voids import found_in
from rxbilling.services.clock import now
from rxbilling.services.contract_people import NO_ADDRESS
from rxbilling.services.inputs import may_be_number
from rxbilling.services.mailing import MOST_ATTEMPTS, NO_SERVER
from rxbilling.services.person import LONGEST_EMAIL
from rxbilling.services.smtp import is_address

MOST_ADDRESSES = 10
BETWEEN = re.compile(r"[\s,;]+")
NOT_ISSUED = Message(N_("Only issued bills are sent."))
NOBODY = Message(N_("Say to whom it is sent."))
MANY = Message(N_("A bill is sent to at most {count} addresses."), {"count": MOST_ADDRESSES})
SENT_MEANWHILE = Message(N_("It was sent meanwhile. Look to whom, and send it again only if it is meant."))


@dataclass(frozen=True, slots=True)
class Mailed:
    """A mail with a bill: instants are UTC epoch seconds, ``sent_at`` is None where it waits or ``is_given_up``."""

    address: str
    made_at: int
    sent_at: int | None
    error: str
    is_given_up: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of bills that were to be sent, by number: sent now, sent before, without an address."""

    now: list[str]
    before: list[str]
    no_address: list[str]


def mailed(actor: Actor | None, number: int) -> list[Mailed]:
    """Return the mails with a bill, the newest first.

    Raises:
        Refused: the actor may see no bills.
    """
    require(actor, Right.SEE_BILLS)
    with reading() as db:
        return [_mailed(mail) for mail in mail_rows.of_bills(db, [number] if may_be_number(number) else [])]


def send(actor: Actor | None, number: int, addresses: Sequence[str], seen: int) -> None:
    """Send a bill to addresses; ``seen`` is how many mails with it there are, as its sender has seen.

    Raises:
        Refused: the actor may not, there is no such bill or it is not issued, an address cannot be one, there is no
            mail server, or (NotNow) it was sent meanwhile.
    """
    actor = _may_send(actor)
    wanted = _checked(addresses)
    with writing() as db:
        bill = found_in(db, number)
        if bill.state != "issued":
            raise NotNow(NOT_ISSUED)
        before = len(mail_rows.of_bills(db, [number]))
        if before != seen:
            raise NotNow(SENT_MEANWHILE)
        _send(db, actor, bill, wanted, before)


def send_many(actor: Actor | None, numbers: Sequence[int]) -> Sent:
    """Send the issued ones among bills to their own addresses, those that were not sent before.

    Raises:
        Refused: the actor may not, there is no mail server, or none of them is issued.
    """
    actor = _may_send(actor)
    done = Sent([], [], [])
    with writing() as db:
        ids = [number for number in numbers if may_be_number(number)]
        bills = [bill for bill in bill_rows.bills(db, ids) if bill.state == "issued"]
        if not bills:
            raise NotNow(NOT_ISSUED)
        mails = mail_rows.of_bills(db, ids)
        known = sent_among(mails)
        for bill in bills:
            addresses = [one for one in addresses_in(bill.email) if is_address(one)][:MOST_ADDRESSES]
            of = done.before if bill.id in known else done.now if addresses else done.no_address
            of.append(bill.number or "")
            if of is done.now:
                _send(db, actor, bill, addresses, sum(mail.bill_id == bill.id for mail in mails))
    return done


def sent_among(mails: Iterable[Mail]) -> set[int | None]:
    """Return the bills that mails brought to somebody, or are about to."""
    return {mail.bill_id for mail in mails if mail.sent_at is not None or mail.attempts < MOST_ATTEMPTS}


def addresses_in(text: str) -> tuple[str, ...]:
    """Return what stands between commas, semicolons, blanks and line breaks, each once."""
    return _once(word for word in BETWEEN.split(text) if word)


def _once(addresses: Iterable[str]) -> tuple[str, ...]:
    return tuple({address.lower(): address for address in addresses}.values())


def _may_send(actor: Actor | None) -> Actor:
    actor = require(actor, Right.CHANGE_BILLS)
    if not settings().sends_mail:
        raise NotNow(NO_SERVER)
    return actor


def _checked(addresses: Sequence[str]) -> tuple[str, ...]:
    if not addresses:
        raise Invalid("addresses", NOBODY)
    if len(addresses) > MOST_ADDRESSES:
        raise Invalid("addresses", MANY)
    for address in addresses:
        if len(address) > LONGEST_EMAIL or not is_address(address):
            raise Invalid("addresses", Message(NO_ADDRESS, {"email": address[:LONGEST_EMAIL]}))
    return _once(addresses)


def _send(db: Database, actor: Actor, bill: Bill, addresses: Sequence[str], before: int) -> None:
    number, at = bill.id or 0, now()
    said = letter(papers_of(db, [bill])[0])
    reply_to = bill.issuer_email if is_address(bill.issuer_email) else ""
    # Each time has a key of its own: what is sent again is another mail.
    key = f"bill:{number}:mail:{before}"
    db.add_all(
        Mail(address=to, key=key, made_at=at, next_at=at, subject=said.subject, body=said.body,
             reply_to=reply_to, bill_id=number)
        for to in addresses
    )  # fmt: skip
    facts = {"bill": bill.number, "addresses": ", ".join(addresses)}
    audit.record(db, actor, "send", "bill", subject_id=number, after=facts)


def _mailed(mail: Mail) -> Mailed:
    is_given_up = mail.sent_at is None and mail.attempts >= MOST_ATTEMPTS
    return Mailed(mail.address, mail.made_at, mail.sent_at, mail.error, is_given_up)
