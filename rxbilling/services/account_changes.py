"""Adding, changing, deactivating and deleting accounts: looked at before it moves prices, priced again, audited."""

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import Account, Contract, Organisation, account_rows
from rxbilling.models.database import writing
from rxbilling.services import account_drafts, audit, effects
from rxbilling.services import contract_facts as contract
from rxbilling.services.access import Actor, Changed, NotNow, NotThere, Right, require
from rxbilling.services.account_drafts import AccountDraft, columns_of, facts
from rxbilling.services.contract_changes import price_again
from rxbilling.services.contract_checks import UNKNOWN
from rxbilling.services.effects import Effect
from rxbilling.services.entry_changes import Stored
from rxbilling.services.inputs import may_be_number

SUBJECT = "account"
IN_USE = Message(
    N_("This account has work, tickets, contracts, bill rules or bills. Deactivate it instead of deleting it.")
)


def add(actor: Actor | None, draft: AccountDraft) -> Stored:
    """Add an account.

    Raises:
        Refused: the actor may not, or a value cannot be taken.
    """
    actor = require(actor, Right.CHANGE_CONTRACTS)
    with writing() as db:
        account_drafts.check(db, draft, None)
        account = Account(**columns_of(draft))
        db.add(account)
        db.flush()
        audit.record(db, actor, "add", SUBJECT, subject_id=account.id, after=facts(db, account))
        return Stored(account.id or 0, account.version)


def change(actor: Actor | None, number: int, version: int, draft: AccountDraft) -> Stored:
    """Change an account, if it still has the version that the actor saw, and price its work again.

    Raises:
        Refused: the actor may not, it is gone or changed meanwhile, or a value cannot be taken.
    """
    actor = require(actor, Right.CHANGE_CONTRACTS)
    with writing() as db:
        account = found_in(db, number, version)
        _change(db, actor, account, draft)
        price_again(db, [number])
        return Stored(number, account.version)


def effect_of_changing(actor: Actor | None, number: int, version: int, draft: AccountDraft) -> Effect:
    """Return what a change of an account would do to work that is not billed.

    Raises:
        Refused: as ``change`` would.
    """
    actor = require(actor, Right.CHANGE_CONTRACTS)
    return effects.effect(lambda db: _change(db, actor, found_in(db, number, version), draft), [number])


def set_active(actor: Actor | None, number: int, version: int, *, active: bool) -> None:
    """Count an account among those that are worked for, or no more.

    Raises:
        Refused: the actor may not, it is gone, or changed meanwhile.
    """
    actor = require(actor, Right.CHANGE_CONTRACTS)
    with writing() as db:
        account = found_in(db, number, version)
        if account.active is active:
            return
        account.active, account.version = active, version + 1
        db.add(account)
        audit.record(db, actor, "activate" if active else "deactivate", SUBJECT, subject_id=number)


def delete(actor: Actor | None, number: int, version: int) -> None:
    """Delete an account of which there is nothing but its contacts.

    Raises:
        Refused: the actor may not, it is gone, changed meanwhile, or in use.
    """
    actor = require(actor, Right.CHANGE_CONTRACTS)
    with writing() as db:
        account = found_in(db, number, version)
        if account_rows.has_anything(db, number):
            raise NotNow(IN_USE)
        audit.record(db, actor, "delete", SUBJECT, subject_id=number, before=facts(db, account))
        db.delete(account)


def found_in(db: Database, number: int, version: int) -> Account:
    """Return an account as the actor has seen it.

    Raises:
        Refused: there is none, or it changed meanwhile.
    """
    account = db.get(Account, number) if may_be_number(number) else None
    if account is None:
        raise NotThere(UNKNOWN[Account])
    if account.version != version:
        raise Changed
    return account


def _change(db: Database, actor: Actor, account: Account, draft: AccountDraft) -> None:
    account_drafts.check(db, draft, account)
    before, number = facts(db, account), account.id or 0
    home = db.get_one(Organisation, 1).currency
    if (account.currency or home) != (draft.currency or home):
        _keep_currency(db, actor, number)
    for name, value in (columns_of(draft) | {"version": account.version + 1}).items():
        setattr(account, name, value)
    db.add(account)
    db.flush()
    audit.record_change(db, actor, SUBJECT, number, before, facts(db, account))


def _keep_currency(db: Database, actor: Actor, number: int) -> None:
    """Let contracts keep the currency in which their amounts were agreed: amounts are not converted."""
    for row in (one for one in account_rows.contracts(db, number) if one.currency is None):
        _set_currency(db, actor, row, contract.currency_in(db, row))
    db.flush()


def _set_currency(db: Database, actor: Actor, row: Contract, currency: str) -> None:
    row.currency, row.version = currency, row.version + 1
    db.add(row)
    audit.record_change(db, actor, "contract", row.id, {"currency": None}, {"currency": currency})
