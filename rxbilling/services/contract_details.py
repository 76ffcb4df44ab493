"""One contract with all that is known of it: its terms, its chain, and what was bought."""

from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session as Database

from rxbilling.models import Calendar, Contract, Service, SupportPlan, TopUp, TopUpOffer, lot_rows
from rxbilling.models import contract_rows as sql
from rxbilling.models.database import reading
from rxbilling.services import entitlements, plan_drafts
from rxbilling.services.access import Actor, NotThere, Right, require
from rxbilling.services.contract_drafts import ContractDraft, draft_of
from rxbilling.services.contract_list import Listed, listed_of, with_cycle
from rxbilling.services.inputs import may_be_number
from rxbilling.services.plan_drafts import PlanDraft
from rxbilling.services.pricing_plans import agreed_plan
from rxbilling.services.standings import NO_CONTRACT


@dataclass(frozen=True, slots=True)
class Bought:
    """A top-up: an amount of the unit of its contract, for a price; days are both included.

    One ``is_drawn`` from stays as it is.
    """

    number: int
    is_drawn: bool
    name: str
    unit: str
    amount: int
    price: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be bought beside a plan."""

    number: int
    name: str
    unit: str
    amount: int
    price: int


@dataclass(frozen=True, slots=True)
class Detail:
    """A contract: as it is listed, as it can be changed, and what else belongs to it.

    ``terms`` are its plan's, with what is agreed otherwise. ``chain`` are the contracts that it renews and that renew
    it, the oldest first; it is one of them.
    """

    listed: Listed
    version: int
    draft: ContractDraft
    terms: PlanDraft
    services: list[str]
    calendar: str
    end_reason: str
    chain: list[Listed]
    top_ups: list[Bought]
    offers: list[Offer]


def look(actor: Actor | None, number: int) -> Detail:
    """Return a contract.

    Raises:
        Refused: the actor may see none, or there is none of that number.
    """
    require(actor, Right.SEE_CONTRACTS)
    with reading() as db:
        contract = db.get(Contract, number) if may_be_number(number) else None
        listed = listed_of(db, number)
        if contract is None or listed is None:
            raise NotThere(NO_CONTRACT)
        found = _detail(db, contract, listed)
    return replace(found, listed=with_cycle(listed, entitlements.look(actor, number)))


def _detail(db: Database, contract: Contract, listed: Listed) -> Detail:
    number, plan = contract.id or 0, db.get_one(SupportPlan, contract.plan_id)
    draft = draft_of(contract, sql.covers(db, [number]).get(number, []))
    return Detail(
        listed=listed,
        version=contract.version,
        draft=draft,
        terms=plan_drafts.draft_of(agreed_plan(plan, contract), []),
        services=[db.get_one(Service, service).name for service in draft.services],
        calendar=db.get_one(Calendar, contract.calendar_id).name if contract.calendar_id else "",
        end_reason=contract.end_reason,
        chain=_chain(db, contract),
        top_ups=[_bought(db, top_up) for top_up in sql.top_ups(db, number)],
        offers=[_offer(offer) for offer in sql.offers(db, contract.plan_id)],
    )


def _chain(db: Database, contract: Contract) -> list[Listed]:
    first = contract
    while first.renewal_of_id is not None:
        first = db.get_one(Contract, first.renewal_of_id)
    chain: list[Contract | None] = [first]
    while chain[-1] is not None:
        chain.append(sql.renewal_of(db, chain[-1].id or 0))
    return [listed for one in chain if one is not None and (listed := listed_of(db, one.id or 0))]


def _bought(db: Database, row: TopUp) -> Bought:
    number = row.id or 0
    is_drawn = any(lot_rows.of_top_up(db, number).values())
    days = date.fromordinal(row.first_day), date.fromordinal(row.last_day)
    return Bought(number, is_drawn, row.name, row.unit, row.amount, row.price, *days)


def _offer(row: TopUpOffer) -> Offer:
    return Offer(row.id or 0, row.name, row.unit, row.amount, row.price)
