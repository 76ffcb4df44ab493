"""SQL of the list of tickets: which, and what their work comes to."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlmodel import Session as Database
from sqlmodel import col, select

from rxbilling.engine.columns import Kind
from rxbilling.engine.terms import Level
from rxbilling.models.choice_rows import containing
from rxbilling.models.contracts import Contract
from rxbilling.models.customers import Ticket
from rxbilling.models.people import Rep
from rxbilling.models.pricing_rows import numbers
from rxbilling.models.work import Charge, TimeEntry

WITH_TIME = "EXISTS (SELECT 1 FROM time_entry t WHERE t.ticket_id = k.id AND t.deleted_at IS NULL {own})"
# What a lot covers; and what the terms of the contract ask nothing for, as its flat charge covers it.
INCLUDED = (
    f"p.kind = {int(Kind.INCLUDED)} OR (p.kind IN ({int(Kind.PLAIN)}, {int(Kind.REQUEST)}, {int(Kind.FREE)}) "
    f"AND (p.rate = 0 OR p.factor_bp = 0) AND p.level IN ({int(Level.CONTRACT)}, {int(Level.PLAN)}))"
)
# Requests that were charged, or drawn from a lot of requests (R10, R16).
FACTS = """SELECT t.ticket_id, sum(p.worked_s), sum(CASE WHEN {included} THEN p.worked_s ELSE 0 END),
    sum(CASE WHEN p.request OR (l.unit = 'request' AND p.drawn > 0) THEN 1 ELSE 0 END)
FROM time_entry t JOIN portion p ON p.entry_id = t.id LEFT JOIN lot l ON l.id = p.lot_id
WHERE t.deleted_at IS NULL AND t.billable AND t.ticket_id IN ({ids}) {own} GROUP BY t.ticket_id"""


# What was worked beyond what a contract includes, in each unit that it may count.
BEYOND = {
    "second": "sum(p.billable_s)",
    "money": "sum(p.amount)",
    "request": "count(DISTINCT CASE WHEN t.ticket_id IS NULL THEN -t.id ELSE t.ticket_id END)",
}


class Wanted(NamedTuple):
    """Which tickets: those whose number or subject contains a text, of a state, of an account, without any time.

    ``number`` is that of its row: just this one.
    """

    part: str = ""
    state: str = ""
    account: int | None = None
    without_time: bool = False
    number: int | None = None


def _where(wanted: Wanted) -> str:
    parts = ["(lower(k.number) LIKE :part ESCAPE '!' OR lower(k.subject) LIKE :part ESCAPE '!')"]
    parts += ["k.state = :state"] if wanted.state else []
    parts += [f"k.account_id = {int(wanted.account)}"] if wanted.account is not None else []
    parts += [f"NOT {WITH_TIME.format(own='')}"] if wanted.without_time else []
    parts += [f"k.id = {int(wanted.number)}"] if wanted.number is not None else []
    return " AND ".join(parts)


def tickets(db: Database, wanted: Wanted, first: int, most: int) -> Sequence[Any]:
    """Return (id, number, subject, account, state, opened_at, version) of tickets, the newest first."""
    sql = text(
        "SELECT k.id, k.number, k.subject, a.name, k.state, k.opened_at, k.version FROM ticket k "  # noqa: S608 - our own conditions
        f"JOIN account a ON a.id = k.account_id WHERE {_where(wanted)} ORDER BY k.opened_at DESC, k.id DESC "
        f"LIMIT {int(most)} OFFSET {int(first)}"
    )
    return db.connection().execute(sql, {"part": containing(wanted.part), "state": wanted.state}).fetchall()


def count(db: Database, wanted: Wanted) -> int:
    """Count tickets."""
    sql = text(f"SELECT count(*) FROM ticket k WHERE {_where(wanted)}")  # noqa: S608 - as above
    return int(db.connection().execute(sql, {"part": containing(wanted.part), "state": wanted.state}).scalar_one())


def any_rep(db: Database) -> Rep | None:
    """Return one rep, whoever it is."""
    return db.exec(select(Rep).order_by(col(Rep.id)).limit(1)).first()


def waiting(db: Database, contract_id: int, since: int) -> int:
    """Count the open tickets of a contract, opened since an instant, without billable work: only that draws."""
    condition = f"k.contract_id = {int(contract_id)} AND k.state = 'open' AND k.opened_at >= {int(since)}"
    sql = f"SELECT count(*) FROM ticket k WHERE {condition} AND NOT {WITH_TIME.format(own='AND t.billable')}"  # noqa: S608 - integers
    return int(db.connection().exec_driver_sql(sql).scalar_one())


def beyond(db: Database, contract_id: int, unit: str, since: int, until: int | None) -> int:
    """Return what a contract's work from one instant to another has gone beyond what it includes, in its unit."""
    end = "" if until is None else f"AND p.start_at < {int(until)}"
    sql = f"""SELECT coalesce({BEYOND[unit]}, 0) FROM charge c JOIN time_entry t ON t.id = c.entry_id
        JOIN portion p ON p.entry_id = t.id
        WHERE c.contract_id = {int(contract_id)} AND t.deleted_at IS NULL AND p.kind = {int(Kind.OVERAGE)}
        AND p.start_at >= {int(since)} {end}"""  # noqa: S608 - integers and our own expressions
    return int(db.connection().exec_driver_sql(sql).scalar_one())


def is_taken(db: Database, account_id: int, number: str) -> bool:
    """Say whether an account has a ticket of a number."""
    query = select(Ticket.id).where(Ticket.account_id == account_id, Ticket.number == number)
    return db.exec(query).first() is not None


def latest_numbers(db: Database, beginning: str, most: int = 200) -> Sequence[str]:
    """Return the numbers of the tickets that were made last and whose number begins so."""
    query = select(Ticket.number).where(col(Ticket.number).startswith(beginning, autoescape=True))
    return db.exec(query.order_by(col(Ticket.id).desc()).limit(most)).all()


def facts(db: Database, ids: Sequence[int], rep: int | None) -> dict[int, tuple[int, int, int]]:
    """Return billable seconds worked, of them included, and requests of tickets (of the work of a rep)."""
    own = "" if rep is None else f"AND t.rep_id = {int(rep)}"
    rows = db.connection().exec_driver_sql(FACTS.format(included=INCLUDED, ids=numbers(ids), own=own))
    return {row[0]: (int(row[1]), int(row[2]), int(row[3])) for row in rows}


def contract_of(db: Database, ticket: Ticket) -> Contract | None:
    """Return the contract that a ticket was opened under, else the one under which its latest work is priced."""
    if ticket.contract_id is not None:
        return db.get(Contract, ticket.contract_id)
    query = select(Contract).join(Charge, col(Charge.contract_id) == col(Contract.id))
    query = query.join(TimeEntry, col(TimeEntry.id) == col(Charge.entry_id))
    query = query.where(TimeEntry.ticket_id == ticket.id, col(TimeEntry.deleted_at).is_(None))
    return db.exec(query.order_by(col(TimeEntry.day).desc(), col(TimeEntry.id).desc()).limit(1)).first()
