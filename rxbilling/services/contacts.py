"""The people of an account: whom to write to and whom to call."""

from dataclasses import asdict, dataclass

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import Account, Contact, account_rows
from rxbilling.models.database import writing
from rxbilling.services import audit
from rxbilling.services.access import Actor, Changed, Invalid, NotThere, Right, require
from rxbilling.services.audit import Facts
from rxbilling.services.contract_checks import UNKNOWN
from rxbilling.services.inputs import may_be_number, plain
from rxbilling.services.person import EMAIL, LONGEST_EMAIL

SUBJECT = "contact"
LONGEST_NAME, LONGEST_PHONE = 100, 40
GONE = Message(N_("There is no such contact any more."))
NO_NAME = Message(N_("Give the contact a name of 1 to {count} characters."), {"count": LONGEST_NAME})
SAME_NAME = Message(N_("This account has a contact of this name already."))
LONG_POSITION = Message(N_("A position has at most {count} characters."), {"count": LONGEST_NAME})
LONG_PHONE = Message(N_("A phone number has at most {count} characters."), {"count": LONGEST_PHONE})
NO_EMAIL = Message(N_("This is not an e-mail address."))


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A person at a customer as somebody wants it."""

    name: str
    position: str = ""
    email: str = ""
    phone: str = ""


def add(actor: Actor | None, account: int, draft: ContactDraft) -> int:
    """Add a contact to an account; return its number.

    Raises:
        Refused: the actor may not, there is no such account, or a value cannot be taken.
    """
    actor = require(actor, Right.CHANGE_CONTRACTS)
    with writing() as db:
        if not may_be_number(account) or db.get(Account, account) is None:
            raise NotThere(UNKNOWN[Account])
        clean = _checked(db, draft, account, 0)
        contact = Contact(account_id=account, **asdict(clean))
        db.add(contact)
        db.flush()
        audit.record(db, actor, "add", SUBJECT, subject_id=contact.id, after=_facts(db, contact))
        return contact.id or 0


def change(actor: Actor | None, number: int, version: int, draft: ContactDraft) -> None:
    """Change a contact, if it still has the version that the actor saw.

    Raises:
        Refused: the actor may not, it is gone or changed meanwhile, or a value cannot be taken.
    """
    actor = require(actor, Right.CHANGE_CONTRACTS)
    with writing() as db:
        contact = _found(db, number, version)
        clean, before = _checked(db, draft, contact.account_id, number), _facts(db, contact)
        for name, value in (asdict(clean) | {"version": version + 1}).items():
            setattr(contact, name, value)
        db.add(contact)
        db.flush()
        audit.record_change(db, actor, SUBJECT, number, before, _facts(db, contact))


def delete(actor: Actor | None, number: int, version: int) -> None:
    """Delete a contact, if it still has the version that the actor saw.

    Raises:
        Refused: the actor may not, it is gone or changed meanwhile.
    """
    actor = require(actor, Right.CHANGE_CONTRACTS)
    with writing() as db:
        contact = _found(db, number, version)
        audit.record(db, actor, "delete", SUBJECT, subject_id=number, before=_facts(db, contact))
        db.delete(contact)


def _found(db: Database, number: int, version: int) -> Contact:
    contact = db.get(Contact, number) if may_be_number(number) else None
    if contact is None:
        raise NotThere(GONE)
    if contact.version != version:
        raise Changed
    return contact


def _checked(db: Database, draft: ContactDraft, account: int, number: int) -> ContactDraft:
    """Return a draft as it is stored, for a contact (0: a new one) of an account.

    Raises:
        Invalid: a value cannot be taken; it names the field.
    """
    clean = ContactDraft(*(plain(text).strip() for text in asdict(draft).values()))
    if not 0 < len(clean.name) <= LONGEST_NAME:
        raise Invalid("name", NO_NAME)
    if any(other.name == clean.name and other.id != number for other in account_rows.contacts(db, account)):
        raise Invalid("name", SAME_NAME)
    if len(clean.position) > LONGEST_NAME:
        raise Invalid("position", LONG_POSITION)
    if clean.email and not (EMAIL.fullmatch(clean.email) and len(clean.email) <= LONGEST_EMAIL):
        raise Invalid("email", NO_EMAIL)
    if len(clean.phone) > LONGEST_PHONE:
        raise Invalid("phone", LONG_PHONE)
    return clean


def _facts(db: Database, contact: Contact) -> Facts:
    return {
        "account": db.get_one(Account, contact.account_id).name,
        "name": contact.name,
        "position": contact.position,
        "email": contact.email,
        "phone": contact.phone,
    }
