"""SQL of notices: what is to be told of, who is told, and what each has been told already."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy import delete, or_, update
from sqlmodel import Session as Database
from sqlmodel import col, func, select

from rxbilling.models.bill_lists import settled_amount
from rxbilling.models.billing import Bill
from rxbilling.models.contracts import Contract, ContractPerson
from rxbilling.models.customers import Account
from rxbilling.models.log import Notice
from rxbilling.models.people import User


class InForce(NamedTuple):
    """A contract in force with its account; ``is_renewed`` where another one follows."""

    contract: Contract
    account: Account
    is_renewed: bool


class DueBill(NamedTuple):
    """An issued bill, its account, and its contract where it has one."""

    bill: Bill
    account: Account
    contract: Contract | None


def in_force(db: Database, since: int) -> list[InForce]:
    """Return the contracts that are neither drafts nor terminated, those left out that ended before a day."""
    other = Contract.__table__.alias("renewal")  # type: ignore[attr-defined]  # SQLModel's
    renewed = select(other.c.id).where(other.c.renewal_of_id == Contract.id, other.c.state != "draft").exists()
    query = select(Contract, Account, renewed).join(Account, col(Account.id) == Contract.account_id)
    runs = or_(col(Contract.last_day).is_(None), col(Contract.last_day) >= since)
    return [InForce(*row) for row in db.exec(query.where(Contract.state == "active", runs).order_by(col(Contract.id)))]


def bills_due(db: Database, since: int) -> list[DueBill]:
    """Return the issued bills that are due on a day or later, and not paid yet."""
    query = select(Bill, Account, Contract).join(Account, col(Account.id) == Bill.account_id)
    query = query.join(Contract, col(Contract.id) == Bill.contract_id, isouter=True)
    query = query.where(Bill.state == "issued", col(Bill.due_day) >= since, col(Bill.total) > settled_amount())
    return [DueBill(*row) for row in db.exec(query.order_by(col(Bill.id)))]


def people(db: Database, contracts: Collection[int]) -> dict[int, list[User]]:
    """Return the active users who look after some contracts, by contract."""
    found: dict[int, list[User]] = defaultdict(list)
    query = select(ContractPerson.contract_id, User).join(User, col(User.id) == ContractPerson.user_id)
    for number, user in db.exec(query.where(col(ContractPerson.contract_id).in_(contracts), User.active)):
        found[number].append(user)
    return found


def active_users(db: Database) -> list[User]:
    """Return the active users by name."""
    return list(db.exec(select(User).where(User.active).order_by(func.lower(User.name), col(User.id))))


def set_people(db: Database, contract: int, users: Iterable[int]) -> None:
    """Let these look after a contract, and nobody else."""
    db.exec(delete(ContractPerson).where(col(ContractPerson.contract_id) == contract))
    db.add_all([ContractPerson(contract_id=contract, user_id=user) for user in users])
    db.flush()


def told(db: Database, keys: Collection[str]) -> set[tuple[int, str]]:
    """Return who was told which of some things."""
    rows = db.exec(select(Notice.user_id, Notice.key).where(col(Notice.key).in_(keys)))
    return set(rows.all())


def own(db: Database, user: int, first: int, most: int) -> list[Notice]:
    """Return what a user was told, the newest first."""
    query = select(Notice).where(Notice.user_id == user)
    return list(db.exec(query.order_by(col(Notice.id).desc()).offset(first).limit(most)))


def unread(db: Database, user: int) -> int:
    """Count what a user has not read."""
    return db.exec(select(func.count()).where(Notice.user_id == user, col(Notice.read_at).is_(None))).one()


def last(db: Database, user: int) -> int:
    """Return the number of the last thing that a user was told; 0 where there is none."""
    return db.exec(select(func.max(Notice.id)).where(Notice.user_id == user)).one() or 0


def read(db: Database, user: int, at: int, number: int | None = None) -> None:
    """Note that a user has read one notice of theirs, or all of them."""
    query = update(Notice).where(col(Notice.user_id) == user, col(Notice.read_at).is_(None))
    if number is not None:
        query = query.where(col(Notice.id) == number)
    db.exec(query.values(read_at=at, version=Notice.version + 1))


def by_feed(db: Database, token_hash: bytes) -> User | None:
    """Return the active user whose calendar of contracts a secret opens."""
    return db.exec(select(User).where(User.feed_token_hash == token_hash, User.active)).first()
