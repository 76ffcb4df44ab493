"""SQL about bill rules: those of a level in order, whose they are, and what they may be about."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session as Database
from sqlmodel import col, delete, func, select

from rxbilling.models.contracts import BillRule, Contract, SupportPlan
from rxbilling.models.customers import Account, Ticket
from rxbilling.models.people import Rep
from rxbilling.models.work import Portion

Owner = tuple[str, int]
# What work says in words, and where those words are found.
WORDS: dict[str, Any] = {
    "role": Rep.role,
    "product": Ticket.product,
    "priority": Ticket.priority,
    "ticket_type": Ticket.ticket_type,
}
OWNERS: dict[str, Any] = {"contract": Contract, "plan": SupportPlan, "account": Account}


def of_level(db: Database, level: str, of: int) -> list[BillRule]:
    """Return the rules of a level (and of a contract, plan or account) in order."""
    query = select(BillRule).where(BillRule.level == level, BillRule.level_of_id == of)
    return list(db.exec(query.order_by(col(BillRule.position), col(BillRule.id))))


def copy_rules(db: Database, level: str, before: int, after: int) -> None:
    """Give a plan or a contract (the level) the bill rules of another."""
    rules = select(BillRule).where(BillRule.level == level, BillRule.level_of_id == before)
    for rule in db.exec(rules).all():
        db.add(BillRule(**rule.model_dump(exclude={"id", "version", "level_of_id"}), level_of_id=after))
    db.flush()


def delete_all(db: Database, level: str, of: int) -> None:
    """Delete the bill rules of a level (and of a contract, plan or account)."""
    db.exec(delete(BillRule).where(col(BillRule.level) == level, col(BillRule.level_of_id) == of))


def is_used(db: Database, number: int) -> bool:
    """Say whether a rule has set the price of any work."""
    return db.exec(select(Portion.entry_id).where(Portion.rule_id == number).limit(1)).first() is not None


def put_in_order(db: Database, rules: Sequence[BillRule]) -> None:
    """Number the rules of a level in order; no two have the same number at any moment."""
    for sign in (-1, 1):
        for place, rule in enumerate(rules, start=1):
            rule.position = sign * place
            db.add(rule)
        db.flush()


def accounts_of(db: Database, level: str, of: int) -> list[int] | None:
    """Return the accounts whose prices the rules of a level may set; None for all."""
    if level == "general":
        return None
    if level == "account":
        return [of]
    column = Contract.plan_id if level == "plan" else Contract.id
    return sorted(set(db.exec(select(Contract.account_id).where(column == of))))


def owner_name(db: Database, level: str, of: int) -> str | None:
    """Return what the contract, plan or account of a rule is called; None where there is none."""
    if level not in OWNERS:
        return None
    row = db.get(OWNERS[level], of)
    if row is None:
        return None
    return f"{row.number} · {row.name}" if isinstance(row, Contract) else str(row.name)


def owners(db: Database, level: str) -> list[tuple[int, int]]:
    """Return the contracts, plans or accounts that have rules, each with how many."""
    query = select(BillRule.level_of_id, func.count()).where(BillRule.level == level)
    return [(of, count) for of, count in db.exec(query.group_by(col(BillRule.level_of_id)))]


def words(db: Database, field: str, most: int) -> list[str]:
    """Return the words that work has in a field (role, product …), by alphabet."""
    column = WORDS[field]
    return list(db.exec(select(column).where(column != "").distinct().order_by(column).limit(most)))
