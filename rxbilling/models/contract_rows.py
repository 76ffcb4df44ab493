"""SQL of contracts: which there are, in which state on which day, what they cover, and what follows what."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, delete, or_
from sqlmodel import Session as Database
from sqlmodel import col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from rxbilling.models.billing import BillLine
from rxbilling.models.choice_rows import containing
from rxbilling.models.contracts import Contract, ContractCover, ContractPerson, SupportPlan, TopUp, TopUpOffer
from rxbilling.models.customers import Account
from rxbilling.models.organisation import Calendar, Organisation

STATES = ("draft", "upcoming", "active", "expiring", "expired", "renewed", "terminated")


class Wanted(NamedTuple):
    """Which contracts: every part that is set must hold; ``part`` is looked for in numbers, names and accounts."""

    part: str = ""
    account: int | None = None
    plan: int | None = None
    state: str = ""
    number: int | None = None


class ContractLine(NamedTuple):
    """A contract with its plan, its account, and its state on the day that it is on its calendar."""

    contract: Contract
    plan: SupportPlan
    account: Account
    state: str


def contracts(
    db: Database, wanted: Wanted, today: Mapping[int, int], first: int = 0, most: int = 1
) -> list[ContractLine]:
    """Return contracts by account, the newest first; ``today`` is the day (ordinal) of each calendar."""
    state = _state(db.get_one(Organisation, 1), today)
    query: Any = select(Contract, SupportPlan, Account, state)
    query = _joined(query).where(*_conditions(wanted, state))
    order = func.lower(Account.name), col(Contract.first_day).desc(), col(Contract.id)
    return [ContractLine(*row) for row in db.exec(query.order_by(*order).offset(first).limit(most))]


def by_number(  # noqa: PLR0917 - a window and a filter
    db: Database, wanted: Wanted, today: Mapping[int, int], after: int, most: int, accounts: Sequence[int] = ()
) -> list[ContractLine]:
    """Return the contracts behind a number of a row, in that order, of some accounts (none given: of all)."""
    state = _state(db.get_one(Organisation, 1), today)
    query: Any = select(Contract, SupportPlan, Account, state)
    query = _joined(query).where(col(Contract.id) > after, *_conditions(wanted, state))
    if accounts:
        query = query.where(col(Contract.account_id).in_(accounts))
    return [ContractLine(*row) for row in db.exec(query.order_by(col(Contract.id)).limit(most))]


def count(db: Database, wanted: Wanted, today: Mapping[int, int]) -> int:
    """Count contracts."""
    state = _state(db.get_one(Organisation, 1), today)
    query = _joined(select(func.count(col(Contract.id)))).where(*_conditions(wanted, state))
    return int(db.exec(query).one())


def _joined(query: SelectOfScalar[Any]) -> SelectOfScalar[Any]:
    query = query.join(SupportPlan, col(SupportPlan.id) == Contract.plan_id)
    return query.join(Account, col(Account.id) == Contract.account_id)


def _conditions(wanted: Wanted, state: ColumnElement[str]) -> list[ColumnElement[bool]]:
    columns = (Contract.number, Contract.name, Account.name)
    part = containing(wanted.part)
    found = [or_(*(func.lower(column).like(part, escape="!") for column in columns))] if wanted.part else []
    numbers = ((Contract.account_id, wanted.account), (Contract.plan_id, wanted.plan), (Contract.id, wanted.number))
    found += [col(column) == number for column, number in numbers if number is not None]
    return [*found, state == wanted.state] if wanted.state else found


def _state(home: Organisation, today: Mapping[int, int]) -> ColumnElement[str]:
    """Return the state of a contract as an expression: what is stored, and what the day makes of it."""
    calendar = func.coalesce(Contract.calendar_id, Account.calendar_id, home.calendar_id)
    day: ColumnElement[int] = case(dict(today), value=calendar)
    notice = func.coalesce(col(Contract.notice_days)[0].as_integer(), next(iter(home.notice_days), 0))
    ends, other = col(Contract.last_day), Contract.__table__.alias("renewal")  # type: ignore[attr-defined]  # SQLModel's
    renewed = select(other.c.id).where(other.c.renewal_of_id == Contract.id, other.c.state != "draft").exists()
    expired = ends < day
    return case(
        (col(Contract.state) != "active", Contract.state),
        (col(Contract.first_day) > day, "upcoming"),
        (and_(expired, renewed), "renewed"),
        (expired, "expired"),
        (and_(ends <= day + notice, ~renewed), "expiring"),
        else_="active",
    )


def calendars(db: Database) -> Sequence[Calendar]:
    """Return all calendars by name."""
    return db.exec(select(Calendar).order_by(func.lower(Calendar.name))).all()


def plans(db: Database) -> Sequence[SupportPlan]:
    """Return all support plans by name."""
    return db.exec(select(SupportPlan).order_by(func.lower(SupportPlan.name))).all()


def plan_from(db: Database, number: int, day: int) -> int:
    """Return the plan that takes the place of one from a day on; itself where none does."""
    query = select(SupportPlan.id).where(SupportPlan.active, col(SupportPlan.from_day) <= day)
    while (following := db.exec(query.where(SupportPlan.replaces_id == number)).first()) is not None:
        number = following
    return number


def numbered(db: Database, number: str) -> Contract | None:
    """Return the contract of a number."""
    return db.exec(select(Contract).where(Contract.number == number)).first()


def last_number(db: Database) -> str:
    """Return the number of the contract that was added last, "" if there is none."""
    return db.exec(select(Contract.number).order_by(col(Contract.id).desc()).limit(1)).first() or ""


def renewal_of(db: Database, number: int) -> Contract | None:
    """Return the contract that renews one."""
    return db.exec(select(Contract).where(Contract.renewal_of_id == number)).first()


def last_billed_cycle(db: Database, number: int) -> int | None:
    """Return the first day (ordinal) of the last cycle of a contract whose base charge stands on a live line (R25)."""
    query = select(func.max(BillLine.cycle_day)).where(BillLine.contract_id == number, col(BillLine.live))
    return db.exec(query).one()


def beside(db: Database, contract: Contract) -> list[Contract]:
    """Return the contracts of the same account, drafts left out, that run on one of a contract's days."""
    query = select(Contract).where(
        Contract.account_id == contract.account_id,
        Contract.state != "draft",
        or_(col(Contract.last_day).is_(None), col(Contract.last_day) >= contract.first_day),
    )
    if contract.id is not None:
        query = query.where(Contract.id != contract.id)
    if contract.last_day is not None:
        query = query.where(Contract.first_day <= contract.last_day)
    return list(db.exec(query.order_by(col(Contract.first_day), col(Contract.id))))


def covers(db: Database, numbers: Iterable[int]) -> dict[int, list[ContractCover]]:
    """Return what contracts cover, by number; nothing stands for everything."""
    found: dict[int, list[ContractCover]] = defaultdict(list)
    query = select(ContractCover).where(col(ContractCover.contract_id).in_(list(numbers)))
    for cover in db.exec(query.order_by(col(ContractCover.id))):
        found[cover.contract_id].append(cover)
    return found


def set_covers(db: Database, number: int, services: Sequence[int], products: Sequence[str]) -> None:
    """Let a contract cover these, and nothing else."""
    db.exec(delete(ContractCover).where(col(ContractCover.contract_id) == number))
    db.add_all([ContractCover(contract_id=number, service_id=service) for service in services])
    db.add_all([ContractCover(contract_id=number, product=product) for product in products])
    db.flush()


def to_renew(db: Database) -> list[Contract]:
    """Return the contracts in force that end, renew themselves and are not renewed yet, in the order of their ends."""
    other = Contract.__table__.alias("renewal")  # type: ignore[attr-defined]  # SQLModel's
    renewed = select(other.c.id).where(other.c.renewal_of_id == Contract.id).exists()
    query = select(Contract).where(
        Contract.state == "active", Contract.auto_renew, col(Contract.last_day).is_not(None), ~renewed
    )
    return list(db.exec(query.order_by(col(Contract.last_day), col(Contract.id))))


def top_ups(db: Database, number: int) -> list[TopUp]:
    """Return what was bought beside a contract, the oldest first."""
    query = select(TopUp).where(TopUp.contract_id == number)
    return list(db.exec(query.order_by(col(TopUp.first_day), col(TopUp.id))))


def offers(db: Database, plan: int) -> list[TopUpOffer]:
    """Return what can be bought beside a plan, the smallest first."""
    return list(db.exec(select(TopUpOffer).where(TopUpOffer.plan_id == plan).order_by(col(TopUpOffer.amount))))


def copy_people(db: Database, before: int, after: int) -> None:
    """Let those who look after a contract look after another too."""
    for person in db.exec(select(ContractPerson).where(ContractPerson.contract_id == before)).all():
        db.add(ContractPerson(contract_id=after, user_id=person.user_id))
    db.flush()


def running(db: Database, accounts: Sequence[int], today: Mapping[int, int]) -> dict[int, int]:
    """Count the contracts of some accounts that run on the day (ordinal) of their calendar."""
    state = _state(db.get_one(Organisation, 1), today)
    counted: Any = select(Contract.account_id, func.count(col(Contract.id)))
    query = _joined(counted).where(col(Contract.account_id).in_(accounts), state.in_(("active", "expiring")))
    return dict(db.exec(query.group_by(col(Contract.account_id))).all())
