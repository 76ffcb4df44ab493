"""Who is told of a contract, and when: its people, other addresses, lead times and percentages."""

from dataclasses import dataclass

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import Contract, Organisation, User
from rxbilling.models import notice_rows as sql
from rxbilling.models.database import reading, writing
from rxbilling.services import audit, told_drafts
from rxbilling.services.access import Actor, Invalid, NotThere, Right, require
from rxbilling.services.choices import Choice
from rxbilling.services.contract_changes import SUBJECT, found_in
from rxbilling.services.inputs import may_be_number
from rxbilling.services.notice_people import may_be_told
from rxbilling.services.person import LONGEST_EMAIL
from rxbilling.services.smtp import is_address
from rxbilling.services.standings import NO_CONTRACT
from rxbilling.services.told_drafts import listed

MOST_EMAILS = 20
NOT_OFFERED = Message(N_("Only active users who may see contracts can be told of them."))
NO_ADDRESS = N_("{email} is not an e-mail address.")
MANY_EMAILS = Message(N_("At most {count} other addresses are told."), {"count": MOST_EMAILS})


@dataclass(frozen=True, slots=True)
class ToldDraft:
    """Who is told, by number and by address, and when; None is as the organisation says."""

    people: tuple[int, ...] = ()
    emails: tuple[str, ...] = ()
    days: tuple[int, ...] | None = None
    percents: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class ContractPeople:
    """What is agreed for a contract, by names too; who else could be told; what the organisation says."""

    draft: ToldDraft
    people: list[Choice]
    offered: list[Choice]
    days: tuple[int, ...]
    percents: tuple[int, ...]
    version: int


def look(actor: Actor | None, number: int) -> ContractPeople:
    """Return who is told of a contract.

    Raises:
        Refused: the actor may see none, or there is none of that number.
    """
    require(actor, Right.SEE_CONTRACTS)
    with reading() as db:
        contract = db.get(Contract, number) if may_be_number(number) else None
        if contract is None:
            raise NotThere(NO_CONTRACT)
        home = db.get_one(Organisation, 1)
        people = sql.people(db, [number])[number]
        offered = [user for user in sql.active_users(db) if may_be_told(user)]
    return ContractPeople(
        draft=_draft(contract, people),
        people=[_choice(user) for user in people],
        offered=[_choice(user) for user in offered],
        days=tuple(home.notice_days),
        percents=tuple(home.notice_percents),
        version=contract.version,
    )


def change(actor: Actor | None, number: int, version: int, draft: ToldDraft) -> None:
    """Change who is told of a contract, and when, if it still has the version that the actor saw.

    Raises:
        Refused: the actor may not, it changed meanwhile, is terminated, or a value cannot be taken.
    """
    actor = require(actor, Right.CHANGE_CONTRACTS)
    with writing() as db:
        contract = found_in(db, number, version)
        _check(db, draft)
        before = _facts(db, contract)
        sql.set_people(db, number, sorted(set(draft.people)))
        contract.notice_emails = list(dict.fromkeys(email.strip() for email in draft.emails))
        contract.notice_days = None if draft.days is None else told_drafts.leads(draft.days)
        contract.notice_percents = None if draft.percents is None else told_drafts.shares(draft.percents)
        contract.version += 1
        db.add(contract)
        db.flush()
        audit.record_change(db, actor, SUBJECT, number, before, _facts(db, contract))


def _check(db: Database, draft: ToldDraft) -> None:
    users = [db.get(User, number) if may_be_number(number) else None for number in draft.people]
    if not all(user is not None and may_be_told(user) for user in users):
        raise Invalid("people", NOT_OFFERED)
    if len(draft.emails) > MOST_EMAILS:
        raise Invalid("emails", MANY_EMAILS)
    for email in draft.emails:
        if len(email) > LONGEST_EMAIL or not is_address(email.strip()):
            raise Invalid("emails", Message(NO_ADDRESS, {"email": email[:LONGEST_EMAIL]}))


def _draft(contract: Contract, people: list[User]) -> ToldDraft:
    days, percents = contract.notice_days, contract.notice_percents
    return ToldDraft(
        people=tuple(user.id or 0 for user in people),
        emails=tuple(contract.notice_emails),
        days=None if days is None else tuple(days),
        percents=None if percents is None else tuple(percents),
    )


def _choice(user: User) -> Choice:
    return Choice(user.id or 0, user.name or user.email, user.email)


def _facts(db: Database, contract: Contract) -> audit.Facts:
    number, days, percents = contract.id or 0, contract.notice_days, contract.notice_percents
    return {
        "people": ", ".join(user.email for user in sql.people(db, [number])[number]) or None,
        "other addresses": ", ".join(contract.notice_emails) or None,
        "lead times": None if days is None else listed(days),
        "percentages": None if percents is None else listed(percents),
    }
