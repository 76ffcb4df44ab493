"""The statement of a rep's month for internal billing: every entry, sums by account, expenses."""

from dataclasses import dataclass
from datetime import date

from rxbilling.exchange.statement_excel import write_statement
from rxbilling.exchange.statement_pdf import statement_pdf
from rxbilling.exchange.statements import ExpenseLine, Statement, SumLine, WorkLine
from rxbilling.locales import N_, Message
from rxbilling.models import Organisation, expense_rows
from rxbilling.models.database import reading
from rxbilling.models.expense_rows import ExpenseSelection
from rxbilling.services import entries, selecting, summaries
from rxbilling.services import work as read_model
from rxbilling.services.access import Actor, NotThere, Right, require
from rxbilling.services.entries import Cell
from rxbilling.services.filters import WorkFilter

GONE = Message(N_("There is no such rep."))
MOST_EXPENSES = 10_000


@dataclass(frozen=True, slots=True)
class File:
    """A finished file and its name."""

    name: str
    content: bytes


def pdf(actor: Actor | None, rep_id: int, month: date) -> File:
    """Return a rep's month as a PDF.

    Raises:
        Refused: the actor may not see that rep's work.
    """
    actor = require(actor, Right.EXPORT_WORK)
    made = statement(actor, rep_id, month)
    return File(_name(made, "pdf"), statement_pdf(made, actor.language))


def excel(actor: Actor | None, rep_id: int, month: date) -> File:
    """Return a rep's month as a workbook.

    Raises:
        Refused: the actor may not see that rep's work.
    """
    actor = require(actor, Right.EXPORT_WORK)
    made = statement(actor, rep_id, month)
    return File(_name(made, "xlsx"), write_statement(made, actor.language))


def statement(actor: Actor | None, rep_id: int, month: date) -> Statement:
    """Return what a statement says.

    Raises:
        Refused: the actor may not see that rep's work.
    """
    actor = require(actor, Right.EXPORT_WORK)
    found = summaries.of_month(actor, month, rep_id)
    if not found:
        raise NotThere(GONE)
    first, last = summaries.bounds(month)
    work = read_model.current()
    chosen = WorkFilter(first, last, reps=(rep_id,))
    numbers = selecting.ordered(work, actor, chosen, "start", descending=False).tolist()
    span = ExpenseSelection(first.toordinal(), last.toordinal(), reps=(rep_id,))
    with reading() as db:
        organisation = db.get_one(Organisation, 1).name
        spent = expense_rows.page(db, span, None, MOST_EXPENSES)
    return Statement(
        organisation=organisation,
        rep=found[0].name,
        first_day=first,
        last_day=last,
        currency=found[0].cost_currency,
        expected_s=found[0].expected_s,
        work=[_work(row) for row in entries.some(actor, numbers)],
        accounts=[_sum(line) for line in summaries.accounts(actor, rep_id, month) if line.sums.worked_s],
        total=_sum(summaries.Line("", found[0].sums)),
        expenses=[_expense(listed) for listed in reversed(spent)],
    )


def _name(made: Statement, ending: str) -> str:
    return file_name(made.rep, f"{made.first_day:%Y-%m}", ending)


def file_name(who: str, when: str, ending: str) -> str:
    """Return the name of the file of somebody's statement."""
    return f"statement-{safe_words(who)}-{when}.{ending}"


def safe_words(text: str) -> str:
    """Return a text as it can stand in the name of a file."""
    return "".join(sign if sign.isalnum() else "-" for sign in text.lower()).strip("-")


def _sum(line: summaries.Line) -> SumLine:
    return SumLine(line.name, line.sums.worked_s, line.sums.billable_s, line.sums.cost)


def _work(row: dict[str, Cell]) -> WorkLine:
    return WorkLine(
        day=date.fromisoformat(str(row["day"])),
        start=str(row["start"]),
        end=str(row["end"]),
        account=str(row["account"]),
        ticket=str(row["ticket"]),
        service=str(row["service"]),
        note=str(row["note"]),
        worked_s=int(row["worked_s"] or 0),
        billable=bool(row["billable"]),
        cost=int(row["cost"] or 0),
    )


def _expense(listed: expense_rows.Listed) -> ExpenseLine:
    expense = listed.expense
    return ExpenseLine(
        day=date.fromordinal(expense.day),
        category=expense.category,
        account=listed.account or "",
        note=expense.note,
        amount=expense.amount,
        tax=expense.tax_amount,
        currency=expense.currency,
        reimbursed=expense.reimbursed,
    )
