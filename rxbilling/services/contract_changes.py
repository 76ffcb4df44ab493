"""Making and changing contracts: who may, is it valid, what it would do, in one transaction, audited (R24)."""

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import Contract
from rxbilling.models import contract_rows as sql
from rxbilling.models.database import reading, writing
from rxbilling.models.pricing_rows import next_revision
from rxbilling.services import audit, contract_checks, effects, pricing
from rxbilling.services.access import Actor, Changed, NotNow, NotThere, Right, require
from rxbilling.services.clock import today
from rxbilling.services.contract_drafts import ContractDraft, columns_of
from rxbilling.services.contract_facts import facts
from rxbilling.services.effects import Effect
from rxbilling.services.entry_changes import Stored
from rxbilling.services.inputs import may_be_number
from rxbilling.services.standings import NO_CONTRACT

SUBJECT = "contract"
TERMINATED = Message(N_("This contract is terminated: it does not change any more."))


def add(actor: Actor | None, draft: ContractDraft) -> Stored:
    """Make a contract, and price the work of its account again.

    Raises:
        Refused: the actor may not, or a value cannot be taken.
    """
    actor = require(actor, Right.CHANGE_CONTRACTS)
    with writing() as db:
        contract = add_in(db, actor, draft)
        price_again(db, [contract.account_id])
        return Stored(contract.id or 0, contract.version)


def change(actor: Actor | None, number: int, version: int, draft: ContractDraft) -> Stored:
    """Change a contract, if it still has the version that the actor saw, and price the work of its account again.

    Raises:
        Refused: the actor may not, it changed meanwhile, is terminated, or a value cannot be taken.
    """
    actor = require(actor, Right.CHANGE_CONTRACTS)
    with writing() as db:
        contract = found_in(db, number, version)
        accounts = [contract.account_id, draft.account_id]
        change_in(db, actor, contract, draft)
        price_again(db, accounts)
        return Stored(number, contract.version)


def effect_of_adding(actor: Actor | None, draft: ContractDraft) -> Effect:
    """Return what a new contract would do to work that is not billed.

    Raises:
        Refused: as ``add`` would.
    """
    actor = require(actor, Right.CHANGE_CONTRACTS)
    return effects.effect(lambda db: add_in(db, actor, draft), [draft.account_id])


def effect_of_changing(actor: Actor | None, number: int, version: int, draft: ContractDraft) -> Effect:
    """Return what a change of a contract would do to work that is not billed.

    Raises:
        Refused: as ``change`` would.
    """
    actor = require(actor, Right.CHANGE_CONTRACTS)
    accounts = sorted({account_of(number), draft.account_id})
    return effects.effect(lambda db: change_in(db, actor, found_in(db, number, version), draft), accounts)


def add_in(db: Database, actor: Actor, draft: ContractDraft, renewal_of: Contract | None = None) -> Contract:
    """Make a contract in a transaction of another change.

    Raises:
        Invalid: a value cannot be taken.
    """
    contract_checks.check(db, draft, None, renewal_of)
    contract = Contract(**columns_of(draft), renewal_of_id=renewal_of.id if renewal_of else None)
    db.add(contract)
    db.flush()
    sql.set_covers(db, contract.id or 0, draft.services, draft.products)
    contract_checks.check_beside(db, contract)
    audit.record(db, actor, "add", SUBJECT, subject_id=contract.id, after=facts(db, contract))
    return contract


def change_in(db: Database, actor: Actor, contract: Contract, draft: ContractDraft) -> None:
    """Change a contract in a transaction of another change.

    Raises:
        Invalid: a value cannot be taken.
    """
    contract_checks.check(db, draft, contract)
    before, number = facts(db, contract), contract.id or 0
    if draft.first_day.toordinal() != contract.first_day:
        contract.term_first_day = None
    for name, value in (columns_of(draft) | {"version": contract.version + 1}).items():
        setattr(contract, name, value)
    db.add(contract)
    db.flush()
    sql.set_covers(db, number, draft.services, draft.products)
    contract_checks.check_beside(db, contract)
    audit.record_change(db, actor, SUBJECT, number, before, facts(db, contract))


def found_in(db: Database, number: int, version: int) -> Contract:
    """Return a contract that can be changed now.

    Raises:
        Refused: there is none, it changed meanwhile, or is terminated.
    """
    contract = db.get(Contract, number) if may_be_number(number) else None
    if contract is None:
        raise NotThere(NO_CONTRACT)
    if contract.version != version:
        raise Changed
    if contract.state == "terminated":
        raise NotNow(TERMINATED)
    return contract


def account_of(number: int) -> int:
    """Return the account of a contract, 0 where there is none."""
    with reading() as db:
        contract = db.get(Contract, number) if may_be_number(number) else None
    return contract.account_id if contract else 0


def price_again(db: Database, accounts: list[int]) -> None:
    """Price the work of some accounts after a change of their terms."""
    pricing.price(db, sorted(set(accounts)), until=today("UTC").toordinal(), revision=next_revision(db))
