"""The statement for a customer: every entry of some days, and what its contracts include and have left."""

from datetime import date

from sqlmodel import Session as Database

from rxbilling.exchange.account_statement_excel import write_account_statement
from rxbilling.exchange.account_statement_pdf import account_statement_pdf
from rxbilling.exchange.account_statements import AccountStatement, BalanceLine, ChargedLine
from rxbilling.locales import N_, Message
from rxbilling.models import Contract, Organisation, account_rows
from rxbilling.models.database import reading
from rxbilling.services import account_details, contract_ledger, entries, selecting
from rxbilling.services import work as read_model
from rxbilling.services.access import Actor, Invalid, Right, require
from rxbilling.services.account_details import AccountDetail
from rxbilling.services.contract_checks import BACKWARDS
from rxbilling.services.contract_facts import currency_in
from rxbilling.services.contract_ledger import CycleLine, Ledger
from rxbilling.services.entries import Cell
from rxbilling.services.filters import WorkFilter
from rxbilling.services.statements import File, file_name

MOST_ENTRIES = 10_000
TOO_MANY = Message(N_("A statement has at most {count} time entries. Choose fewer days."), {"count": MOST_ENTRIES})


def pdf(actor: Actor | None, number: int, first: date, last: date) -> File:
    """Return the statement of an account from a day to another, both included, as a PDF in the account's language.

    Raises:
        Refused: the actor may see no contracts, there is no such account, or these days have too many entries.
    """
    actor = require(actor, Right.SEE_CONTRACTS)
    made, language = _made(actor, number, first, last)
    return File(_name(made, "pdf"), account_statement_pdf(made, language))


def excel(actor: Actor | None, number: int, first: date, last: date) -> File:
    """Return the statement of an account from a day to another, both included, as a workbook.

    Raises:
        Refused: as ``pdf`` would.
    """
    actor = require(actor, Right.SEE_CONTRACTS)
    made, language = _made(actor, number, first, last)
    return File(_name(made, "xlsx"), write_account_statement(made, language))


def statement(actor: Actor | None, number: int, first: date, last: date) -> AccountStatement:
    """Return what a statement says.

    Raises:
        Refused: as ``pdf`` would.
    """
    return _made(require(actor, Right.SEE_CONTRACTS), number, first, last)[0]


def _made(actor: Actor, number: int, first: date, last: date) -> tuple[AccountStatement, str]:
    """Return what a statement says, and in which language: the account's, else the reader's."""
    found = account_details.look(actor, number)
    if last < first:
        raise Invalid("last_day", BACKWARDS)
    chosen = WorkFilter(first, last, accounts=(number,))
    numbers = selecting.ordered(read_model.current(), actor, chosen, "start", descending=False).tolist()
    if len(numbers) > MOST_ENTRIES:
        raise Invalid("last_day", TOO_MANY)
    with reading() as db:
        organisation = db.get_one(Organisation, 1).name
        included, subjects = account_rows.included(db, numbers), account_rows.subjects(db, numbers)
        contracts = [(row, currency_in(db, row)) for row in _of_days(db, number, first, last)]
    rows = entries.some(actor, numbers)
    work = [_line(row, included.get(_number(row), 0), subjects.get(_number(row), "")) for row in rows]
    balances = [line for row, code in contracts for line in _balances(actor, row, code, first, last)]
    return _statement(organisation, found, (first, last), work, balances), found.draft.language or actor.language


def _statement(
    organisation: str,
    found: AccountDetail,
    days: tuple[date, date],
    work: list[ChargedLine],
    balances: list[BalanceLine],
) -> AccountStatement:
    return AccountStatement(
        organisation=organisation,
        account=found.draft.name,
        address=found.draft.address,
        tax_number=found.draft.tax_number,
        first_day=days[0],
        last_day=days[1],
        made_on=found.day,
        work=work,
        balances=balances,
    )


def _name(made: AccountStatement, ending: str) -> str:
    return file_name(made.account, f"{made.first_day}-{made.last_day}", ending)


def _number(row: dict[str, Cell]) -> int:
    return int(row["id"] or 0)


def _line(row: dict[str, Cell], included_s: int, subject: str) -> ChargedLine:
    amount, billable = row["amount"], bool(row["billable"])
    return ChargedLine(
        day=date.fromisoformat(str(row["day"])),
        ticket=str(row["ticket"]),
        subject=subject,
        service=str(row["service"]),
        rep=str(row["rep"]),
        worked_s=int(row["worked_s"] or 0),
        included_s=included_s,
        billed_s=int(row["billable_s"] or 0) - included_s,
        amount=None if amount is None else int(amount),
        currency=str(row["currency"]),
        billable=billable,
    )


def _of_days(db: Database, number: int, first: date, last: date) -> list[Contract]:
    """Return the contracts of an account that are in force on one of some days."""
    begin, end = first.toordinal(), last.toordinal()
    return [
        row
        for row in account_rows.contracts(db, number)
        if row.state != "draft" and row.first_day <= end and (row.last_day is None or row.last_day >= begin)
    ]


def _balances(actor: Actor, row: Contract, currency: str, first: date, last: date) -> list[BalanceLine]:
    """Return the cycles of a contract that reach into some days, as its ledger has them."""
    ledger = contract_ledger.look(actor, row.id or 0)
    inside = [cycle for cycle in ledger.cycles if cycle.first <= last and (cycle.last is None or cycle.last >= first)]
    return [_balance(row, currency, ledger, cycle) for cycle in inside]


def _balance(row: Contract, currency: str, ledger: Ledger, cycle: CycleLine) -> BalanceLine:
    return BalanceLine(
        contract=row.number,
        name=row.name if row.name != row.number else "",
        first=cycle.first,
        last=cycle.last,
        unit=ledger.unit,
        currency=currency,
        granted=cycle.granted,
        topped_up=cycle.topped_up,
        carried=cycle.carried,
        used=cycle.used,
        lapsed=cycle.lapsed,
        left=cycle.left,
    )
