"""The lists of tickets and expenses as files have them: everything of a filter that the actor sees."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from rxbilling.exchange.list_words import EXPENSE_STATUSES, TICKET_STATES, YES_NO
from rxbilling.exchange.listing import ListColumn, Listing
from rxbilling.locales import N_, tr
from rxbilling.services import expenses as expense_list
from rxbilling.services import profile, ticket_list
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.expenses import STARTERS, Listed
from rxbilling.services.filters import ExpenseFilter
from rxbilling.services.listings import BLOCK, added, whole
from rxbilling.services.ticket_list import TicketQuery


def tickets(actor: Actor | None, query: TicketQuery) -> Listing:
    """Return the tickets of a query with what their work comes to; of the work a rep is shown its own.

    Raises:
        Refused: the actor may see none.
    """
    actor = require(actor, Right.SEE_CUSTOMERS)
    rows = whole(lambda first: ticket_list.page(actor, query, first, BLOCK))
    language, zone = actor.language, profile.zone_of(actor)
    columns = (
        ListColumn(tr(language, N_("Ticket")), "text", [row.name for row in rows], 16),
        ListColumn(tr(language, N_("Subject")), "text", [row.subject for row in rows], 50),
        ListColumn(tr(language, N_("Account")), "text", [row.account for row in rows], 26),
        ListColumn(tr(language, N_("State")), "text", [tr(language, TICKET_STATES[row.state]) for row in rows]),
        ListColumn(tr(language, N_("Opened")), "moment", [moment(row.opened_at, zone) for row in rows], 17),
        ListColumn(tr(language, N_("Hours worked")), "length", [row.worked_s for row in rows]),
        ListColumn(tr(language, N_("Billable hours")), "length", [row.billable_s for row in rows]),
        ListColumn(tr(language, N_("Included hours")), "length", [row.included_s for row in rows]),
        ListColumn(tr(language, N_("Requests")), "whole", [row.requests for row in rows], 10),
        ListColumn(tr(language, N_("Price")), "money", [row.amount for row in rows], 16),
        ListColumn(
            tr(language, N_("Cost")), "money", [{row.cost_currency: row.cost} if row.cost else {} for row in rows], 16
        ),
    )
    return Listing(tr(language, N_("Tickets")), columns, added([row.amount for row in rows]))


def expenses(actor: Actor | None, chosen: ExpenseFilter) -> Listing:
    """Return the expenses of a filter: of all, or of a rep its own.

    Raises:
        Refused: the actor may see no expenses.
    """
    actor = require(actor, Right.SEE_OWN_WORK)
    rows, language = _expenses(actor, chosen), actor.language
    spent = [row.expense for row in rows]
    columns = (
        ListColumn(tr(language, N_("Date")), "date", [date.fromordinal(one.day) for one in spent], 12),
        ListColumn(tr(language, N_("Rep")), "text", [row.rep for row in rows], 22),
        ListColumn(tr(language, N_("Category")), "text", [_category(language, one.category) for one in spent], 18),
        ListColumn(tr(language, N_("Note")), "text", [one.note for one in spent], 50),
        ListColumn(tr(language, N_("Account")), "text", [row.account for row in rows], 26),
        ListColumn(tr(language, N_("Ticket")), "text", [row.ticket for row in rows], 16),
        ListColumn(tr(language, N_("Receipt")), "text", [row.receipt for row in rows], 22),
        ListColumn(tr(language, N_("Billing")), "text", [tr(language, EXPENSE_STATUSES[_status(row)]) for row in rows]),
        ListColumn(tr(language, N_("Bill")), "text", [one.billed_reference for one in spent]),
        ListColumn(tr(language, N_("Reimbursed")), "text", [tr(language, YES_NO[one.reimbursed]) for one in spent]),
        ListColumn(tr(language, N_("Amount")), "money", [{one.currency: one.amount} for one in spent], 16),
        ListColumn(
            tr(language, N_("Tax")),
            "money",
            [{one.currency: one.tax_amount} if one.tax_amount else {} for one in spent],
        ),
    )
    return Listing(tr(language, N_("Expenses")), columns, added([{one.currency: one.amount} for one in spent]))


def moment(instant: int, zone: str) -> datetime | None:
    """Return the local time of an instant in a zone; None for 0, which stands for none."""
    return datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) if instant else None


def _expenses(actor: Actor, chosen: ExpenseFilter) -> list[Listed]:
    page = expense_list.page(actor, chosen, None, BLOCK)
    rows = page.rows
    while page.older:
        page = expense_list.page(actor, chosen, page.older, BLOCK)
        rows += page.rows
    return rows


def _category(language: str, category: str) -> str:
    return tr(language, category) if category in STARTERS else category


def _status(row: Listed) -> str:
    if not row.expense.billable:
        return "not_billable"
    return "unbilled" if row.expense.billed_at is None else "billed"
