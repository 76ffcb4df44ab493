"""Renewing contracts, by hand or by themselves: the next one begins on the day after, and is linked (R17)."""

import re
from dataclasses import replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import Contract, rule_rows
from rxbilling.models import contract_rows as sql
from rxbilling.models.database import reading, writing
from rxbilling.services import audit, effects
from rxbilling.services.access import Actor, Invalid, NotNow, NotThere, Refused, Right, require
from rxbilling.services.contract_changes import SUBJECT, account_of, add_in, found_in, price_again
from rxbilling.services.contract_checks import LONGEST_NUMBER
from rxbilling.services.contract_drafts import ContractDraft, draft_of
from rxbilling.services.effects import Effect
from rxbilling.services.entry_changes import Stored
from rxbilling.services.inputs import may_be_number
from rxbilling.services.standings import NO_CONTRACT, day_of

ROUND = re.compile(r"^(.*)-R(\d+)$")
GOES_ON = Message(N_("This contract has no last day: it goes on by itself."))
A_DRAFT = Message(N_("A draft is not in force: it cannot be renewed."))
RENEWED = N_("This contract is renewed already, by {number}.")
OTHER_DAY = N_("A renewal begins on the day after: {day}.")
OTHER_ACCOUNT = Message(N_("A renewal is of the same account."))


def proposal(actor: Actor | None, number: int) -> ContractDraft:
    """Return the contract that would renew another one on the same terms, for as long again.

    Raises:
        Refused: the actor may not, there is none of that number, or it cannot be renewed.
    """
    require(actor, Right.CHANGE_CONTRACTS)
    with reading() as db:
        contract = db.get(Contract, number) if may_be_number(number) else None
        if contract is None:
            raise NotThere(NO_CONTRACT)
        _refuse(db, contract)
        return next_of(db, contract)


def renew(actor: Actor | None, number: int, version: int, draft: ContractDraft) -> Stored:
    """Renew a contract that runs or has expired, on the terms given, and price the work of its account again.

    Raises:
        Refused: the actor may not, it changed meanwhile, cannot be renewed, or a value cannot be taken.
    """
    actor = require(actor, Right.CHANGE_CONTRACTS)
    with writing() as db:
        made = renew_in(db, actor, found_in(db, number, version), draft)
        price_again(db, [made.account_id])
        return Stored(made.id or 0, made.version)


def effect_of_renewing(actor: Actor | None, number: int, version: int, draft: ContractDraft) -> Effect:
    """Return what renewing a contract would do to work that is not billed.

    Raises:
        Refused: as ``renew`` would.
    """
    actor = require(actor, Right.CHANGE_CONTRACTS)
    return effects.effect(lambda db: renew_in(db, actor, found_in(db, number, version), draft), [account_of(number)])


def renew_due(actor: Actor | None) -> tuple[list[int], dict[str, Message]]:
    """Renew what has ended and renews itself, for each term that has passed since.

    Once renewed, a contract is not renewed again: it may be called as often as one likes. Each is a transaction of its
    own, so that one that cannot be renewed does not keep others.

    Returns:
        The numbers of the contracts that were made, and why others (by their number) could not be renewed.

    Raises:
        Refused: the actor may not.
    """
    actor = require(actor, Right.CHANGE_CONTRACTS)
    made: list[int] = []
    refused: dict[str, Message] = {}
    while (due := _due(refused)) is not None:
        number, name = due
        try:
            made.append(_renew_by_itself(actor, number))
        except Refused as refusal:
            refused[name] = refusal.message
    return made, refused


def _due(refused: dict[str, Message]) -> tuple[int, str] | None:
    """Return the first contract to be renewed by now that was not refused."""
    with reading() as db:
        for contract in sql.to_renew(db):
            ends = contract.last_day or 0
            if contract.number not in refused and ends < day_of(db, contract).toordinal():
                return contract.id or 0, contract.number
    return None


def _renew_by_itself(actor: Actor, number: int) -> int:
    with writing() as db:
        contract = db.get_one(Contract, number)
        made = renew_in(db, actor, contract, next_of(db, contract))
        price_again(db, [made.account_id])
        return made.id or 0


def renew_in(db: Database, actor: Actor, contract: Contract, draft: ContractDraft) -> Contract:
    """Renew a contract in a transaction of another change.

    Raises:
        Refused: it cannot be renewed, or a value cannot be taken.
    """
    last = _refuse(db, contract)
    following = last + timedelta(days=1)
    if draft.first_day != following:
        raise Invalid("first_day", Message(OTHER_DAY, {"day": following.isoformat()}))
    if draft.account_id != contract.account_id:
        raise Invalid("account", OTHER_ACCOUNT)
    made = add_in(db, actor, draft, renewal_of=contract)
    _hand_on(db, contract, made)
    contract.version += 1
    db.add(contract)
    db.flush()
    audit.record(db, actor, "renew", SUBJECT, subject_id=contract.id, after={"renewed_by": made.number})
    return made


def _hand_on(db: Database, before: Contract, after: Contract) -> None:
    """Give a renewal what belongs to its predecessor beside its terms: bill rules, people, and when they are told."""
    rule_rows.copy_rules(db, "contract", before.id or 0, after.id or 0)
    sql.copy_people(db, before.id or 0, after.id or 0)
    after.notice_days, after.notice_percents = before.notice_days, before.notice_percents
    after.notice_emails = list(before.notice_emails)
    db.add(after)
    db.flush()


def _refuse(db: Database, contract: Contract) -> date:
    """Refuse what cannot be renewed; return the last day of what can."""
    if contract.state == "draft":
        raise NotNow(A_DRAFT)
    if (after := sql.renewal_of(db, contract.id or 0)) is not None:
        raise NotNow(Message(RENEWED, {"number": after.number}))
    if contract.last_day is None:
        raise NotNow(GOES_ON)
    return date.fromordinal(contract.last_day)


def next_of(db: Database, contract: Contract) -> ContractDraft:
    """Return what would renew a contract: the same terms, for as long again, from the day after."""
    before = draft_of(contract, sql.covers(db, [contract.id or 0]).get(contract.id or 0, []))
    last = before.last_day or before.first_day
    term = before.first_day if contract.term_first_day is None else date.fromordinal(contract.term_first_day)
    first = last + timedelta(days=1)
    return replace(
        before,
        plan_id=sql.plan_from(db, before.plan_id, first.toordinal()),
        number=_next_number(db, contract.number),
        name="" if before.name == before.number else before.name,
        first_day=first,
        last_day=_as_long(term, last),
        is_draft=False,
    )


def _as_long(first: date, last: date) -> date:
    """Return the last day of a term as long as another, right after it: whole months where it had whole months."""
    following = last + timedelta(days=1)
    months = relativedelta(following, first)
    if months.days == 0:
        # Counted from the first day: what begins on the 31st keeps to the ends of months (R21).
        whole = months.years * 12 + months.months
        return first + relativedelta(months=2 * whole) - timedelta(days=1)
    return last + (following - first)


def _next_number(db: Database, number: str) -> str:
    """Return the number with the next round behind it: C-7, C-7-R2, C-7-R3."""
    found = ROUND.match(number)
    stem, place = (found.group(1), int(found.group(2))) if found else (number, 1)
    while True:
        place += 1
        candidate = f"{stem[: LONGEST_NUMBER - len(f'-R{place}')]}-R{place}"
        if sql.numbered(db, candidate) is None:
            return candidate
