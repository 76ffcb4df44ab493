"""The internal bill of an account: hours by rep and service, at what they cost or are charged, and expenses."""

from collections.abc import Iterable
from datetime import date

from rxbilling.exchange.charge_back_excel import write_charge_back
from rxbilling.exchange.charge_back_pdf import charge_back_pdf
from rxbilling.exchange.charge_backs import Basis, ChargeBack, SpentLine, WorkSum
from rxbilling.models import Organisation, expense_rows
from rxbilling.models.database import reading
from rxbilling.models.expense_rows import ExpenseSelection
from rxbilling.services import account_details, entries, selecting
from rxbilling.services import work as read_model
from rxbilling.services.access import Actor, Invalid, Right, require
from rxbilling.services.account_statements import MOST_ENTRIES, TOO_MANY
from rxbilling.services.contract_checks import BACKWARDS
from rxbilling.services.entries import Cell
from rxbilling.services.filters import WorkFilter
from rxbilling.services.statements import MOST_EXPENSES, File, safe_words


def pdf(actor: Actor | None, number: int, first: date, last: date, basis: Basis) -> File:
    """Return what an account is charged back from a day to another, both included, as a PDF in the reader's language.

    Raises:
        Refused: the actor may see no contracts, there is no such account, or these days have too many entries.
    """
    actor = require(actor, Right.SEE_CONTRACTS)
    made = charge_back(actor, number, first, last, basis)
    return File(_name(made, "pdf"), charge_back_pdf(made, actor.language))


def excel(actor: Actor | None, number: int, first: date, last: date, basis: Basis) -> File:
    """Return the same as a workbook.

    Raises:
        Refused: as ``pdf`` would.
    """
    actor = require(actor, Right.SEE_CONTRACTS)
    made = charge_back(actor, number, first, last, basis)
    return File(_name(made, "xlsx"), write_charge_back(made, actor.language))


def charge_back(actor: Actor | None, number: int, first: date, last: date, basis: Basis) -> ChargeBack:
    """Return what is charged back.

    Raises:
        Refused: as ``pdf`` would.
    """
    actor = require(actor, Right.SEE_CONTRACTS)
    account = account_details.look(actor, number).draft.name
    rows = _rows(actor, number, first, last)
    span = ExpenseSelection(first.toordinal(), last.toordinal(), accounts=(number,))
    with reading() as db:
        home = db.get_one(Organisation, 1)
        spent = expense_rows.page(db, span, None, MOST_EXPENSES)
    return ChargeBack(
        organisation=home.name,
        account=account,
        first_day=first,
        last_day=last,
        basis=basis,
        work=_at_cost(rows, home.currency) if basis == "cost" else _at_price(rows),
        expenses=[_spent(one) for one in reversed(spent) if basis == "cost" or one.expense.billable],
        open_s=0 if basis == "cost" else sum(int(row["worked_s"] or 0) for row in rows if _is_open(row)),
    )


def _rows(actor: Actor, number: int, first: date, last: date) -> list[dict[str, Cell]]:
    if last < first:
        raise Invalid("last_day", BACKWARDS)
    chosen = WorkFilter(first, last, accounts=(number,))
    numbers = selecting.ordered(read_model.current(), actor, chosen, "start", descending=False).tolist()
    if len(numbers) > MOST_ENTRIES:
        raise Invalid("last_day", TOO_MANY)
    return entries.some(actor, numbers)


def _at_cost(rows: Iterable[dict[str, Cell]], currency: str) -> list[WorkSum]:
    """Return what all work costs: who is charged back at cost pays for what customers are not charged, too."""
    return _summed((row, int(row["cost"] or 0), currency) for row in rows)


def _at_price(rows: Iterable[dict[str, Cell]]) -> list[WorkSum]:
    priced = (row for row in rows if row["billable"] and row["amount"] is not None)
    return _summed((row, int(row["amount"] or 0), str(row["currency"])) for row in priced)


def _is_open(row: dict[str, Cell]) -> bool:
    return bool(row["billable"]) and row["amount"] is None


def _summed(parts: Iterable[tuple[dict[str, Cell], int, str]]) -> list[WorkSum]:
    found: dict[tuple[str, str, str], tuple[int, int]] = {}
    for row, amount, currency in parts:
        key = str(row["rep"]), str(row["service"]), currency
        seconds, sum_ = found.get(key, (0, 0))
        found[key] = seconds + int(row["worked_s"] or 0), sum_ + amount
    return [
        WorkSum(rep, service, seconds, amount, code)
        for (rep, service, code), (seconds, amount) in sorted(found.items())
    ]


def _spent(listed: expense_rows.Listed) -> SpentLine:
    row = listed.expense
    day = date.fromordinal(row.day)
    return SpentLine(day, row.category, listed.rep, row.note, row.amount, row.currency)


def _name(made: ChargeBack, ending: str) -> str:
    return f"internal-{safe_words(made.account)}-{made.first_day}-{made.last_day}-{made.basis}.{ending}"
