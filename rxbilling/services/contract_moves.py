"""A contract under other terms from a cycle on, so that what was before stays as it was (R5, R24)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from sqlmodel import Session as Database

from rxbilling.engine.cycles import spans
from rxbilling.locales import N_, Message
from rxbilling.models import Contract, SupportPlan, agreement_rows
from rxbilling.models import contract_rows as sql
from rxbilling.services import audit, renewals
from rxbilling.services.access import Actor
from rxbilling.services.contract_changes import SUBJECT, change_in
from rxbilling.services.contract_drafts import ContractDraft, draft_of
from rxbilling.services.pricing_plans import agreed_plan, plan_of
from rxbilling.services.pricing_terms import contract_of

# More than the longest cycle, so that the next one begins by then.
LOOK_AHEAD = 2 * 366
IS_RENEWED = N_("Contract {number} is renewed by {after}, which begins later: only that one can be changed.")
HAS_TOP_UP = N_("Contract {number} has a top-up until {day}: it can be moved when that is over.")
IS_BILLED = N_(
    "The base charge of contract {number} from {day} on is billed. "
    "Void the bill, or discard the draft, before it is moved."
)
IS_SETTLED = N_(
    "Contract {number} has work of {day} that is billed or closed: it can only be moved from a cycle after it."
)
HAS_TICKETS = N_(
    "Tickets are billed by contract {number}, and its account has others: as a new contract from {day} on it would not "
    "be theirs. Let it end the day before, renew it by hand, and choose its renewal on these tickets."
)
Revise = Callable[[ContractDraft], ContractDraft]


def cycle_from(db: Database, contract: Contract, from_day: int) -> date | None:
    """Return the first day of the first cycle of a contract that begins on a day (ordinal) or later; None without one.

    No cycle is charged in parts for a change of terms.
    """
    if from_day <= contract.first_day:
        return date.fromordinal(contract.first_day)
    known = contract_of(contract, plan_of(agreed_plan(db.get_one(SupportPlan, contract.plan_id), contract)))
    begins = [span.first_day for span in spans(known, from_day + LOOK_AHEAD) if span.first_day >= from_day]
    return date.fromordinal(begins[0]) if begins else None


def obstacle(db: Database, contract: Contract, day: date) -> Message | None:
    """Return why a contract cannot have other terms from the first day of a cycle on; None where it can."""
    billed = sql.last_billed_cycle(db, contract.id or 0)
    if billed is not None and billed >= day.toordinal():
        # Under another plan its base charge would be charged twice.
        return Message(IS_BILLED, {"number": contract.number, "day": date.fromordinal(billed)})
    return None if day.toordinal() == contract.first_day else next(_reasons(db, contract, day), None)


def _reasons(db: Database, contract: Contract, day: date) -> Iterator[Message]:
    """Yield why a contract cannot end before a day within it, and be renewed from then on."""
    number, ordinal = contract.id or 0, day.toordinal()
    if (after := sql.renewal_of(db, number)) is not None:
        yield Message(IS_RENEWED, {"number": contract.number, "after": after.number})
    if (settled := agreement_rows.settled_from(db, number, ordinal)) is not None:
        # What it took would be granted once more.
        yield Message(IS_SETTLED, {"number": contract.number, "day": date.fromordinal(settled)})
    if sql.beside(db, contract) and agreement_rows.has_tickets(db, number, ordinal):
        yield Message(HAS_TICKETS, {"number": contract.number, "day": day})
    lasting = [one.last_day for one in sql.top_ups(db, number) if one.last_day >= ordinal]
    if lasting:
        yield Message(HAS_TOP_UP, {"number": contract.number, "day": date.fromordinal(max(lasting))})


def move(db: Database, actor: Actor, contract: Contract, day: date, revise: Revise) -> None:
    """Give a contract other terms from the first day of a cycle on, where there is no obstacle.

    One that begins on that day changes as a whole; another ends before it, and is renewed for the rest of its days.

    Raises:
        Refused: the terms cannot be had.
    """
    if day.toordinal() == contract.first_day:
        own = sql.covers(db, [contract.id or 0]).get(contract.id or 0, [])
        change_in(db, actor, contract, revise(draft_of(contract, own)))
    else:
        _go_on(db, actor, contract, day, revise)


def _go_on(db: Database, actor: Actor, contract: Contract, day: date, revise: Revise) -> None:
    draft = renewals.next_of(db, contract)
    before = None if contract.last_day is None else date.fromordinal(contract.last_day)
    contract.last_day = day.toordinal() - 1
    db.add(contract)
    db.flush()
    days = {"last_day": before.isoformat() if before else None}
    now = {"last_day": (day - timedelta(days=1)).isoformat()}
    audit.record_change(db, actor, SUBJECT, contract.id, days, now)
    rest = replace(draft, plan_id=contract.plan_id, first_day=day, last_day=before)
    following = renewals.renew_in(db, actor, contract, revise(rest))
    following.term_first_day = contract.term_first_day or contract.first_day
    db.add(following)
