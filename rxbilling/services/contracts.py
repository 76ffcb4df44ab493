"""Contracts as other systems are told of them."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session as Database

from rxbilling.models import Organisation, contract_rows
from rxbilling.models.contract_rows import ContractLine, Wanted
from rxbilling.models.database import reading
from rxbilling.services import contract_list
from rxbilling.services.access import Actor, NotThere, Right, require
from rxbilling.services.inputs import may_be_number
from rxbilling.services.pages import Page, Window, cut
from rxbilling.services.pricing_plans import agreed_plan
from rxbilling.services.standings import NO_CONTRACT


@dataclass(frozen=True, slots=True)
class Agreed:
    """A contract with its plan; days are both included, amounts in minor units of ``currency``.

    ``state`` is that of today, on the contract's calendar.
    """

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


def some(actor: Actor | None, window: Window, accounts: tuple[int, ...] = (), state: str | None = None) -> Page[Agreed]:
    """Return contracts of some accounts (none given: of all)."""
    require(actor, Right.SEE_CONTRACTS)
    with reading() as db:
        home = db.get_one(Organisation, 1).currency
        wanted = Wanted(state=state or "")
        rows = contract_rows.by_number(db, wanted, contract_list.days(db), window.after, window.most, accounts)
    return cut(rows, window, lambda row: row.contract.id, lambda row: _agreed(row, home))


def look(actor: Actor | None, number: int) -> Agreed:
    """Return a contract.

    Raises:
        Refused: the actor may see none, or there is none of that number.
    """
    require(actor, Right.SEE_CONTRACTS)
    with reading() as db:
        return _look(db, number)


def _look(db: Database, number: int) -> Agreed:
    days = contract_list.days(db)
    found = contract_rows.contracts(db, Wanted(number=number), days) if may_be_number(number) else []
    if not found:
        raise NotThere(NO_CONTRACT)
    return _agreed(found[0], db.get_one(Organisation, 1).currency)


def _agreed(line: ContractLine, home: str) -> Agreed:
    row, plan, account = line.contract, line.plan, line.account
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
        state=line.state,
        start=date.fromordinal(row.first_day),
        end=_date(row.last_day),
        currency=row.currency or account.currency or home,
        base_charge=agreed_plan(plan, row).base_charge,
        discount_bp=row.discount_bp,
        auto_renew=row.auto_renew,
        renewal_of_id=row.renewal_of_id,
    )


def _date(day: int | None) -> date | None:
    return None if day is None else date.fromordinal(day)
