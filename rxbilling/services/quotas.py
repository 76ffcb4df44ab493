"""Whether a contract still allows a new ticket: which contract that is, what it includes, what is used of it (R18)."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from sqlmodel import Session as Database

from rxbilling.engine.blocking import grace_of, is_used_up
from rxbilling.engine.calendar import DAY, EPOCH_DAY, day_start
from rxbilling.engine.columns import NONE
from rxbilling.engine.rating import rate
from rxbilling.exchange.statement_text import Quantity
from rxbilling.locales import N_, Message, Worded
from rxbilling.models import Contract, SupportPlan
from rxbilling.models import ticket_rows as sql
from rxbilling.services import standings
from rxbilling.services.contract_facts import currency_in
from rxbilling.services.pricing_entries import imagined
from rxbilling.services.pricing_terms import load, years_between
from rxbilling.services.standings import Standing
from rxbilling.services.ticket_drafts import TicketDraft

USED_UP = N_("Contract {contract} includes {granted} until {until}. Used: {used}.")
WAITING = N_(
    "Contract {contract} includes {granted} until {until}. Used: {used}. Open tickets that wait for theirs: {waiting}."
)
WITH_GRACE = N_("{granted} and a grace of {grace}")
WARNING = N_("Contract {contract} includes {granted} until {until}. Used: {used}. The work is charged beyond it.")
IN_GRACE = N_(
    "Contract {contract} includes {granted} until {until}. Used: {used}. A grace of {grace} lasts a little longer."
)


@dataclass(frozen=True, slots=True)
class Quota:
    """What a contract includes on a day, in ``unit``; ``waiting`` are open tickets that will draw a request.

    ``drawn`` is what was taken of that, ``used`` counts what was worked beyond it in this cycle too: ``grace`` is how
    much of that is let through. ``policy`` is what its plan does with new tickets when that is used up: allow, warn or
    block.
    """

    contract_id: int
    contract: str
    unit: str
    granted: int
    drawn: int
    used: int
    grace: int
    waiting: int
    until: date | None
    policy: str
    is_used_up: bool
    is_in_grace: bool
    currency: str

    @property
    def blocks(self) -> bool:
        """Whether a ticket cannot be opened without a reason."""
        return self.is_used_up and self.policy == "block"

    def message(self) -> Message | None:
        """Return what there is to say to whoever opens a ticket, if anything."""
        if self.policy == "allow" or not (self.is_used_up or self.is_in_grace):
            return None
        values: dict[str, str | int | date | Worded] = {
            "contract": self.contract,
            "granted": self.of(self.granted),
            "used": self.used if self.unit == "request" else self.of(self.used),
            "waiting": self.waiting,
            "until": self.until or "—",
            "grace": self.of(self.grace),
        }
        if not self.blocks:
            return Message(WARNING if self.policy == "warn" else IN_GRACE, values)
        if self.grace:
            values["granted"] = Message(WITH_GRACE, values.copy())
        return Message(WAITING if self.waiting else USED_UP, values)

    def of(self, amount: int) -> Quantity:
        """Return an amount of what is included, to be told."""
        return Quantity(amount, self.unit, self.currency)


def contract_for(db: Database, draft: TicketDraft, at: int) -> Contract | None:
    """Return the contract that covers a ticket's work at an instant (R6a), as the engine chooses it."""
    rep = sql.any_rep(db)
    if rep is None:
        return None
    day = at // DAY + EPOCH_DAY
    terms = load(db, years_between(day, day + 1), [draft.account_id])
    entries = imagined(db, terms, draft.account_id, rep.id or 0, draft.service_id, None, at, 1)
    if draft.product:
        names = {**entries.names, "product": (draft.product,)}
        entries = replace(entries, product=np.zeros(1, np.int32), names=names)
    place = int(rate(entries, terms).contract[0])
    return None if place == NONE else db.get_one(Contract, int(terms.contracts[place].key))


def quota_of(db: Database, contract: Contract) -> Quota | None:
    """Return how much of a contract is left today; None where it includes nothing that could be used up."""
    return quota_in(db, standings.standings(db, [contract])[contract.id or 0])


def quota_in(db: Database, standing: Standing) -> Quota | None:
    """Return how much is left where it is known how a contract stands."""
    if standing.terms is None or standing.terms.plan.allowance is None or standing.cycle is None:
        return None
    contract, today, cycle = standing.contract, standing.day.toordinal(), standing.cycle
    lots = [lot for lot in standing.lots if lot.last_day is None or today <= lot.last_day]
    granted, drawn, unit = sum(lot.granted for lot in lots), sum(lot.drawn for lot in lots), lots[0].unit
    zone = standings.zone_of(db, contract)
    since, until = day_start(zone, cycle.first_day), day_start(zone, cycle.last_day + 1) if cycle.last_day else None
    used = drawn + sql.beyond(db, contract.id or 0, unit, since, until)
    waiting = sql.waiting(db, contract.id or 0, since) if unit == "request" else 0
    plan = db.get_one(SupportPlan, contract.plan_id)
    grace, takes = grace_of(granted, plan.grace_bp), 1 if unit == "request" else 0
    return Quota(
        contract_id=contract.id or 0,
        contract=contract.number,
        unit=unit,
        granted=granted,
        drawn=drawn,
        used=used,
        grace=grace,
        waiting=waiting,
        until=date.fromordinal(cycle.last_day) if cycle.last_day else None,
        policy=plan.after_allowance,
        is_used_up=is_used_up(granted, used, waiting, plan.grace_bp, takes),
        is_in_grace=bool(grace) and is_used_up(granted, used, waiting, 0, takes),
        currency=currency_in(db, contract),
    )
