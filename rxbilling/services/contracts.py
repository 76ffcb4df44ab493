"""Contracts, and what they include: granted, drawn and left."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session as Database

from rxbilling.engine.cycles import spans
from rxbilling.engine.terms import Contract as Terms
from rxbilling.locales import N_, Message
from rxbilling.models import Account, Calendar, Contract, Organisation, SupportPlan, api_rows, lot_rows
from rxbilling.models.database import reading
from rxbilling.models.lot_rows import LotRow
from rxbilling.services import pricing
from rxbilling.services.access import Actor, NotThere, Right, require
from rxbilling.services.clock import today
from rxbilling.services.inputs import may_be_number
from rxbilling.services.pages import Page, Window, cut
from rxbilling.services.pricing_lots import row_of
from rxbilling.services.pricing_terms import load

NO_CONTRACT = Message(N_("There is no such contract."))
Days = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class Agreed:
    """A contract with its plan; days are both included, amounts in minor units of ``currency``."""

    id: int
    number: str
    name: str
    account_id: int
    account: str
    plan: str
    plan_type: str
    mode: str
    cycle: str
    state: str
    start: date
    end: date | None
    currency: str
    base_charge: int
    discount_bp: int
    auto_renew: bool
    renewal_of_id: int | None


@dataclass(frozen=True, slots=True)
class Granted:
    """A lot: what it grants and what is drawn and left, in its unit; days are both included."""

    id: str
    kind: str
    unit: str
    granted: int
    drawn: int
    left: int
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What a contract includes on a day: its cycle (None outside it), the lots that have begun, the oldest first."""

    contract_id: int
    currency: str
    day: date
    cycle: Days | None
    lots: list[Granted]

    @property
    def current(self) -> list[Granted]:
        """The lots that can be drawn on that day."""
        return [lot for lot in self.lots if lot.start <= self.day and (lot.end is None or self.day <= lot.end)]


def some(actor: Actor | None, window: Window, accounts: tuple[int, ...] = (), state: str | None = None) -> Page[Agreed]:
    """Return contracts of some accounts (none given: of all)."""
    require(actor, Right.SEE_CONTRACTS)
    with reading() as db:
        home = db.get_one(Organisation, 1).currency
        rows = api_rows.contracts(db, window.after, window.most, accounts, state)
    return cut(rows, window, lambda row: row[0].id, lambda row: _agreed(*row, home))


def look(actor: Actor | None, number: int) -> Agreed:
    """Return a contract.

    Raises:
        Refused: the actor may see none, or there is none of that number.
    """
    require(actor, Right.SEE_CONTRACTS)
    with reading() as db:
        return _look(db, number)


def entitlement(actor: Actor | None, number: int) -> Entitlement:
    """Return what a contract includes today.

    What is stored is what the engine said when the account's work last changed. Where a cycle has begun since, the
    engine is asked again, as its lots are not stored yet.

    Raises:
        Refused: the actor may see none, or there is none of that number.
    """
    require(actor, Right.SEE_CONTRACTS)
    with reading() as db:
        contract = _look(db, number)
        day = today(_zone(db, number))
        terms = next(item for item in load(db, ()).contracts if item.key == str(number))
        cycle = _cycle(terms, day)
        rows = [row for row in lot_rows.lots(db, [contract.account_id]).values() if row.contract_id == number]
        if cycle and terms.plan.allowance and not _is_stored(cycle, rows):
            rows = _rated(db, contract, day)
    lots = [_granted(row) for row in rows if row.first_day <= day.toordinal()]
    return Entitlement(number, contract.currency, day, cycle, sorted(lots, key=lambda lot: (lot.start, lot.id)))


def _look(db: Database, number: int) -> Agreed:
    found = db.get(Contract, number) if may_be_number(number) else None
    if found is None:
        raise NotThere(NO_CONTRACT)
    plan, account = db.get_one(SupportPlan, found.plan_id), db.get_one(Account, found.account_id)
    return _agreed(found, plan, account, db.get_one(Organisation, 1).currency)


def _zone(db: Database, number: int) -> str:
    contract = db.get_one(Contract, number)
    account, organisation = db.get_one(Account, contract.account_id), db.get_one(Organisation, 1)
    calendar = contract.calendar_id or account.calendar_id or organisation.calendar_id
    return db.get_one(Calendar, calendar).zone


def _cycle(contract: Terms, day: date) -> Days | None:
    """Return the cycle in which a day is."""
    number = day.toordinal()
    last = spans(contract, number)[-1]
    if number < last.first_day or (last.last_day is not None and number > last.last_day):
        return None
    return date.fromordinal(last.first_day), _date(last.last_day)


def _is_stored(cycle: Days, rows: list[LotRow]) -> bool:
    return any(row.kind == "base" and row.first_day == cycle[0].toordinal() for row in rows)


def _rated(db: Database, contract: Agreed, day: date) -> list[LotRow]:
    """Ask the engine for the lots of a contract up to a day."""
    found = pricing.work(db, [contract.account_id], until=day.toordinal())
    if found is None:
        return []
    rows = (row_of(lot, found.terms) for lot in found.rated(day.toordinal()).lots)
    return [row for row in rows if row.contract_id == contract.id]


def _granted(lot: LotRow) -> Granted:
    return Granted(
        id=lot.key,
        kind=lot.kind,
        unit=lot.unit,
        granted=lot.granted,
        drawn=lot.drawn,
        left=max(lot.granted - lot.drawn, 0),
        start=date.fromordinal(lot.first_day),
        end=_date(lot.last_day),
    )


def _agreed(row: Contract, plan: SupportPlan, account: Account, home: str) -> Agreed:
    return Agreed(
        id=row.id or 0,
        number=row.number,
        name=row.name,
        account_id=row.account_id,
        account=account.name,
        plan=plan.name,
        plan_type=plan.type,
        mode=plan.mode,
        cycle=plan.cycle,
        state=row.state,
        start=date.fromordinal(row.first_day),
        end=_date(row.last_day),
        currency=row.currency or account.currency or home,
        base_charge=plan.base_charge,
        discount_bp=row.discount_bp,
        auto_renew=row.auto_renew,
        renewal_of_id=row.renewal_of_id,
    )


def _date(day: int | None) -> date | None:
    return None if day is None else date.fromordinal(day)
