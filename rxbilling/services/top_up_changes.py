"""Changing and deleting top-ups of which nothing is drawn yet: looked at before, priced again afterwards (R14, R24)."""

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import Contract, Organisation, TopUp, bill_items, lot_rows
from rxbilling.models.database import writing
from rxbilling.services import audit, effects
from rxbilling.services.access import Actor, NotNow, NotThere, Right, require
from rxbilling.services.closing import refuse_closed
from rxbilling.services.contract_changes import SUBJECT, account_of, found_in, price_again
from rxbilling.services.effects import Effect
from rxbilling.services.inputs import may_be_number
from rxbilling.services.top_ups import TopUpDraft, check, columns_of, facts_of

GONE = Message(N_("This top-up is not there any more."))
DRAWN = Message(N_("Work has drawn from this top-up: it stays as it is."))
BILLED = Message(N_("This top-up is on a bill. Void the bill, or discard the draft, before it changes."))
ON_A_VOID_BILL = Message(N_("A void bill tells of this top-up: it cannot be deleted."))


def change(actor: Actor | None, number: int, version: int, top_up: int, draft: TopUpDraft) -> None:
    """Change a top-up of a contract, and price the work of its account again.

    Raises:
        Refused: the actor may not, the contract changed meanwhile, something is drawn of the top-up or its first day
            is closed, or a value cannot be taken.
    """
    actor = require(actor, Right.CHANGE_CONTRACTS)
    with writing() as db:
        contract = found_in(db, number, version)
        _change(db, actor, contract, top_up, draft)
        price_again(db, [contract.account_id])


def delete(actor: Actor | None, number: int, version: int, top_up: int) -> None:
    """Delete a top-up of a contract, and price the work of its account again.

    Raises:
        Refused: the actor may not, the contract changed meanwhile, something is drawn of the top-up, or its first day
            is closed.
    """
    actor = require(actor, Right.CHANGE_CONTRACTS)
    with writing() as db:
        contract = found_in(db, number, version)
        _delete(db, actor, contract, top_up)
        price_again(db, [contract.account_id])


def effect_of_changing(actor: Actor | None, number: int, version: int, top_up: int, draft: TopUpDraft) -> Effect:
    """Return what a change of a top-up would do to work that is not billed.

    Raises:
        Refused: as ``change`` would.
    """
    actor = require(actor, Right.CHANGE_CONTRACTS)
    return effects.effect(
        lambda db: _change(db, actor, found_in(db, number, version), top_up, draft), [account_of(number)]
    )


def effect_of_deleting(actor: Actor | None, number: int, version: int, top_up: int) -> Effect:
    """Return what deleting a top-up would do to work that is not billed.

    Raises:
        Refused: as ``delete`` would.
    """
    actor = require(actor, Right.CHANGE_CONTRACTS)
    return effects.effect(lambda db: _delete(db, actor, found_in(db, number, version), top_up), [account_of(number)])


def _change(db: Database, actor: Actor, contract: Contract, top_up: int, draft: TopUpDraft) -> None:
    row = _open(db, contract, top_up)
    check(db, contract, draft)
    _refuse_closed(db, draft.first_day.toordinal())
    before = facts_of(db, contract, row)
    for name, value in (columns_of(draft) | {"version": row.version + 1}).items():
        setattr(row, name, value)
    contract.version += 1
    db.add_all([row, contract])
    db.flush()
    audit.record(
        db, actor, "change top-up", SUBJECT, subject_id=contract.id, before=before, after=facts_of(db, contract, row)
    )


def _delete(db: Database, actor: Actor, contract: Contract, top_up: int) -> None:
    row = _open(db, contract, top_up)
    if bill_items.is_on_a_line(db, top_up, live=False):
        raise NotNow(ON_A_VOID_BILL)
    audit.record(db, actor, "delete top-up", SUBJECT, subject_id=contract.id, before=facts_of(db, contract, row))
    lot_rows.delete_unused(db, lot_rows.of_top_up(db, top_up))
    contract.version += 1
    db.add(contract)
    db.delete(row)
    db.flush()


def _open(db: Database, contract: Contract, top_up: int) -> TopUp:
    """Return a top-up of a contract that can change now."""
    row = db.get(TopUp, top_up) if may_be_number(top_up) else None
    if row is None or row.contract_id != contract.id:
        raise NotThere(GONE)
    if any(lot_rows.of_top_up(db, top_up).values()):
        raise NotNow(DRAWN)
    if bill_items.is_on_a_line(db, top_up, live=True):
        raise NotNow(BILLED)
    _refuse_closed(db, row.first_day)
    return row


def _refuse_closed(db: Database, first_day: int) -> None:
    # What was bought in a closed period is in the books.
    refuse_closed(db.get_one(Organisation, 1), None, first_day)
