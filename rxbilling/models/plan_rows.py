"""SQL about support plans: the contracts that use them, the top-ups that can be bought, the versions before."""

from collections.abc import Sequence

from sqlmodel import Session as Database
from sqlmodel import col, delete, func, select

from rxbilling.models.contracts import Contract, SupportPlan, TopUpOffer
from rxbilling.models.customers import Account


def plans(db: Database) -> list[SupportPlan]:
    """Return all plans by name."""
    return list(db.exec(select(SupportPlan).order_by(func.lower(SupportPlan.name))))


def named(db: Database, name: str) -> SupportPlan | None:
    """Return the plan of a name, in any case of letters."""
    return db.exec(select(SupportPlan).where(func.lower(SupportPlan.name) == name.lower())).first()


def replacing(db: Database, number: int) -> SupportPlan | None:
    """Return the plan that has taken the place of another."""
    return db.exec(select(SupportPlan).where(SupportPlan.replaces_id == number)).first()


def default(db: Database) -> SupportPlan | None:
    """Return the plan that new contracts begin with."""
    return db.exec(select(SupportPlan).where(col(SupportPlan.is_default))).first()


def counts(db: Database) -> dict[int, int]:
    """Return how many contracts use each plan; none where it is not named."""
    return dict(db.exec(select(Contract.plan_id, func.count()).group_by(col(Contract.plan_id))).all())


def is_used(db: Database, number: int) -> bool:
    """Say whether any contract uses a plan."""
    return db.exec(select(Contract.id).where(Contract.plan_id == number).limit(1)).first() is not None


def offers(db: Database, number: int) -> list[TopUpOffer]:
    """Return the top-ups that can be bought for a plan."""
    return list(db.exec(select(TopUpOffer).where(TopUpOffer.plan_id == number).order_by(col(TopUpOffer.id))))


def set_offers(db: Database, number: int, made: Sequence[TopUpOffer]) -> None:
    """Put other top-ups in the place of those that can be bought for a plan."""
    db.exec(delete(TopUpOffer).where(col(TopUpOffer.plan_id) == number))
    db.add_all(made)
    db.flush()


def contracts_of(db: Database, numbers: Sequence[int]) -> list[tuple[Contract, str]]:
    """Return the contracts that use some plans and are not over, each with its account's name, by that name."""
    query = select(Contract, Account.name).join(Account, col(Account.id) == col(Contract.account_id))
    query = query.where(col(Contract.plan_id).in_(numbers), Contract.state != "terminated")
    return [(row, name) for row, name in db.exec(query.order_by(func.lower(Account.name), col(Contract.number)))]
