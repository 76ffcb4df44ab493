"""SQL of what decides a price: calendars, plans, contracts, rules, cost rates, as rows with the names of their columns.

Objects of the ORM would take several times as long, and an edit of one cell waits for them.
"""

from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, select, true
from sqlmodel import Session as Database
from sqlmodel import SQLModel

from rxbilling.models.bulk import table_of
from rxbilling.models.contracts import BillRule, Contract, ContractCover, SupportPlan, TopUp
from rxbilling.models.customers import Account
from rxbilling.models.organisation import Calendar, CalendarHoliday, Organisation
from rxbilling.models.people import CostRate
from rxbilling.models.pricing_rows import Scope

T = TypeVar("T", bound=SQLModel)
Condition = ColumnElement[bool]


class Agreed(NamedTuple):
    """The tables that terms are made of, to be read only."""

    organisation: Organisation
    calendars: list[Calendar]
    own_holidays: list[CalendarHoliday]
    accounts: list[Account]
    plans: list[SupportPlan]
    contracts: list[Contract]
    covers: list[ContractCover]
    top_ups: list[TopUp]
    rules: list[BillRule]
    cost_rates: list[CostRate]


def agreed(db: Database, scope: Scope) -> Agreed:
    """Return everything that decides a price of the work of some accounts (None: of all).

    Contracts are those that count, by number, and rules are the active ones, by position.
    """
    db.flush()
    account, contract, rule = table_of(Account), table_of(Contract), table_of(BillRule)
    counts = (contract.c.state != "draft") & _within(contract.c.account_id, scope)
    theirs = select(contract.c.id).where(counts)
    return Agreed(
        organisation=db.get_one(Organisation, 1),
        calendars=_rows(db, Calendar),
        own_holidays=_rows(db, CalendarHoliday),
        accounts=_rows(db, Account, _within(account.c.id, scope)),
        plans=_rows(db, SupportPlan),
        contracts=_rows(db, Contract, counts),
        covers=_rows(db, ContractCover, table_of(ContractCover).c.contract_id.in_(theirs)),
        top_ups=_rows(db, TopUp, table_of(TopUp).c.contract_id.in_(theirs)),
        rules=_rows(db, BillRule, rule.c.active, rule.c.position),
        cost_rates=_rows(db, CostRate),
    )


def _within(column: ColumnElement[Any], scope: Scope) -> Condition:
    return true() if scope is None else column.in_(scope)


def _rows(db: Database, model: type[T], condition: Condition | None = None, *order: ColumnElement[Any]) -> list[T]:
    table = table_of(model)
    query = select(table).where(true() if condition is None else condition).order_by(*order, table.c.id)
    return list(db.connection().execute(query))  # type: ignore[arg-type]  # rows with the attributes of the model
