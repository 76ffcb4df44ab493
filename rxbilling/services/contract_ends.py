"""Ending a contract: its last day is cut, with a reason, and its work is priced again (R24); a draft is deleted."""

from datetime import date

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import Contract, rule_rows
from rxbilling.models import contract_rows as sql
from rxbilling.models.database import writing
from rxbilling.models.references import is_referred_to
from rxbilling.services import audit, effects
from rxbilling.services.access import Actor, Invalid, NotNow, Right, require
from rxbilling.services.contract_changes import SUBJECT, account_of, found_in, price_again
from rxbilling.services.contract_facts import facts
from rxbilling.services.effects import Effect
from rxbilling.services.inputs import plain
from rxbilling.services.standings import day_of

LONGEST_REASON = 500
NO_REASON = Message(N_("Say why it ends, in 1 to {count} characters."), {"count": LONGEST_REASON})
OUTSIDE = Message(N_("The last day lies within the contract."))
A_DRAFT = Message(N_("A draft is not in force: it cannot be terminated."))
RENEWED = N_("This contract is renewed by {number}, which has begun. Terminate that one.")
NO_DRAFT = Message(N_("This contract is in force: terminate it instead."))
IN_USE = Message(N_("Tickets, bills or another contract refer to this draft: it stays."))


def terminate(actor: Actor | None, number: int, version: int, last_day: date, reason: str) -> None:
    """End a contract on a day, for a reason, and price the work of its account again.

    A renewal of it that has not begun becomes a draft.

    Raises:
        Refused: the actor may not, it changed meanwhile, cannot be terminated, or a value cannot be taken.
    """
    actor = require(actor, Right.CHANGE_CONTRACTS)
    with writing() as db:
        contract = found_in(db, number, version)
        _terminate(db, actor, contract, last_day, reason)
        price_again(db, [contract.account_id])


def effect_of_terminating(actor: Actor | None, number: int, version: int, last_day: date, reason: str) -> Effect:
    """Return what ending a contract would do to work that is not billed.

    Raises:
        Refused: as ``terminate`` would.
    """
    actor = require(actor, Right.CHANGE_CONTRACTS)
    return effects.effect(
        lambda db: _terminate(db, actor, found_in(db, number, version), last_day, reason), [account_of(number)]
    )


def delete_draft(actor: Actor | None, number: int, version: int) -> None:
    """Delete a draft with its bill rules and files: it was never in force.

    Raises:
        Refused: the actor may not, it changed meanwhile, is no draft, or something refers to it.
    """
    actor = require(actor, Right.CHANGE_CONTRACTS)
    with writing() as db:
        contract = found_in(db, number, version)
        if contract.state != "draft":
            raise NotNow(NO_DRAFT)
        if is_referred_to(db, Contract, number):
            raise NotNow(IN_USE)
        audit.record(db, actor, "delete", SUBJECT, subject_id=number, before=facts(db, contract))
        rule_rows.delete_all(db, "contract", number)
        db.delete(contract)


def _terminate(db: Database, actor: Actor, contract: Contract, last_day: date, reason: str) -> None:
    _refuse(db, contract, last_day, reason)
    _take_back(db, actor, sql.renewal_of(db, contract.id or 0))
    before = facts(db, contract)
    contract.last_day, contract.state, contract.end_reason = last_day.toordinal(), "terminated", plain(reason).strip()
    contract.version += 1
    db.add(contract)
    db.flush()
    after = facts(db, contract)
    audit.record(
        db,
        actor,
        "terminate",
        SUBJECT,
        subject_id=contract.id,
        before={"last_day": before["last_day"]},
        after={name: after[name] for name in ("last_day", "end_reason")},
    )


def _take_back(db: Database, actor: Actor, renewal: Contract | None) -> None:
    """Make a draft again of a renewal that has not begun: who terminates a contract does not want the next one."""
    if renewal is None or renewal.state == "draft":
        return
    before = facts(db, renewal)
    renewal.state, renewal.version = "draft", renewal.version + 1
    db.add(renewal)
    db.flush()
    audit.record_change(db, actor, SUBJECT, renewal.id, before, facts(db, renewal))


def _has_begun(db: Database, renewal: Contract) -> bool:
    return renewal.state != "draft" and renewal.first_day <= day_of(db, renewal).toordinal()


def _refuse(db: Database, contract: Contract, last_day: date, reason: str) -> None:
    if contract.state == "draft":
        raise NotNow(A_DRAFT)
    if (after := sql.renewal_of(db, contract.id or 0)) is not None and _has_begun(db, after):
        raise NotNow(Message(RENEWED, {"number": after.number}))
    day = last_day.toordinal()
    if day < contract.first_day or (contract.last_day is not None and day > contract.last_day):
        raise Invalid("last_day", OUTSIDE)
    if not 0 < len(plain(reason).strip()) <= LONGEST_REASON:
        raise Invalid("reason", NO_REASON)
