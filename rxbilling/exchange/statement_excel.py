"""The statement of a rep's month as an Excel workbook: entries, sums by account, expenses."""

from collections.abc import Sequence

from rxbilling.exchange.excel_columns import DAY_S, Column, clock_value, day_number
from rxbilling.exchange.statement_columns import Sheet, money_column, money_columns, text_column, workbook
from rxbilling.exchange.statements import ExpenseLine, Statement
from rxbilling.locales import N_, tr


def write_statement(made: Statement, language: str) -> bytes:
    """Return the workbook; amounts are numbers in major units, lengths fractions of a day."""
    sheets = [_entries(made, language), _accounts(made, language), _expenses(made.expenses, language)]
    return workbook(f"{made.rep} {made.first_day:%Y-%m}", made.organisation, sheets, tr(language, N_("Total")))


def _entries(made: Statement, language: str) -> Sheet:
    work, yes, no = made.work, tr(language, N_("Yes")), tr(language, N_("No"))
    return tr(language, N_("Time entries")), [
        Column(tr(language, N_("Date")), "date", [day_number(line.day) for line in work]),
        Column(tr(language, N_("Start")), "time", [clock_value(line.start) for line in work], 9),
        Column(tr(language, N_("End")), "time", [clock_value(line.end) for line in work], 9),
        text_column(tr(language, N_("Account")), [line.account for line in work], 26),
        text_column(tr(language, N_("Ticket")), [line.ticket for line in work], 16),
        text_column(tr(language, N_("Service")), [line.service for line in work], 18),
        text_column(tr(language, N_("Note")), [line.note for line in work], 50),
        Column(tr(language, N_("Worked")), "length", [line.worked_s / DAY_S for line in work]),
        Column(tr(language, N_("Billable")), "text", [yes if line.billable else no for line in work], 10),
        money_column(tr(language, N_("Cost")), [line.cost for line in work], made.currency),
    ]


def _accounts(made: Statement, language: str) -> Sheet:
    sums = made.accounts
    return tr(language, N_("By account")), [
        text_column(tr(language, N_("Account")), [line.name for line in sums], 30),
        Column(tr(language, N_("Worked")), "length", [line.worked_s / DAY_S for line in sums]),
        Column(tr(language, N_("Billable")), "length", [line.billable_s / DAY_S for line in sums]),
        money_column(tr(language, N_("Cost")), [line.cost for line in sums], made.currency),
    ]


def _expenses(lines: Sequence[ExpenseLine], language: str) -> Sheet:
    yes, no = tr(language, N_("Yes")), tr(language, N_("No"))
    return tr(language, N_("Expenses")), [
        Column(tr(language, N_("Date")), "date", [day_number(line.day) for line in lines]),
        text_column(tr(language, N_("Category")), [line.category for line in lines], 18),
        text_column(tr(language, N_("Account")), [line.account for line in lines], 26),
        text_column(tr(language, N_("Note")), [line.note for line in lines], 50),
        *money_columns(tr(language, N_("Amount")), [(line.amount, line.currency) for line in lines]),
        Column(tr(language, N_("Reimbursed")), "text", [yes if line.reimbursed else no for line in lines], 12),
    ]
