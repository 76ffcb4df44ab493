"""The statement of a rep's month as an Excel workbook: entries, sums by account, expenses."""

import io
from collections.abc import Sequence

import xlsxwriter

from rxbilling.exchange.excel_columns import DAY_S, LONGEST_TEXT, Column, day_number, major
from rxbilling.exchange.excel_sheet import Formats, write_sheet
from rxbilling.exchange.statements import ExpenseLine, Statement
from rxbilling.locales import N_, tr

Sheet = tuple[str, list[Column]]


def write_statement(made: Statement, language: str) -> bytes:
    """Return the workbook; amounts are numbers in major units, lengths fractions of a day."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.set_properties({"title": f"{made.rep} {made.first_day:%Y-%m}", "company": made.organisation})
    formats, total = Formats(book), tr(language, N_("Total"))
    for name, columns in (_entries(made, language), _accounts(made, language), _expenses(made.expenses, language)):
        write_sheet(book, name, columns, formats, total)
    book.close()
    return out.getvalue()


def _entries(made: Statement, language: str) -> Sheet:
    work, yes, no = made.work, tr(language, N_("Yes")), tr(language, N_("No"))
    return tr(language, N_("Time entries")), [
        Column(tr(language, N_("Date")), "date", [day_number(line.day) for line in work]),
        _text(tr(language, N_("Start")), [line.start for line in work], 9),
        _text(tr(language, N_("End")), [line.end for line in work], 9),
        _text(tr(language, N_("Account")), [line.account for line in work], 26),
        _text(tr(language, N_("Ticket")), [line.ticket for line in work], 16),
        _text(tr(language, N_("Service")), [line.service for line in work], 18),
        _text(tr(language, N_("Note")), [line.note for line in work], 50),
        Column(tr(language, N_("Worked")), "length", [line.worked_s / DAY_S for line in work]),
        Column(tr(language, N_("Billable")), "text", [yes if line.billable else no for line in work], 10),
        _money(tr(language, N_("Cost")), [line.cost for line in work], made.currency),
    ]


def _accounts(made: Statement, language: str) -> Sheet:
    sums = made.accounts
    return tr(language, N_("By account")), [
        _text(tr(language, N_("Account")), [line.name for line in sums], 30),
        Column(tr(language, N_("Worked")), "length", [line.worked_s / DAY_S for line in sums]),
        Column(tr(language, N_("Billable")), "length", [line.billable_s / DAY_S for line in sums]),
        _money(tr(language, N_("Cost")), [line.cost for line in sums], made.currency),
    ]


def _expenses(lines: Sequence[ExpenseLine], language: str) -> Sheet:
    yes, no = tr(language, N_("Yes")), tr(language, N_("No"))
    codes = sorted({line.currency for line in lines})
    return tr(language, N_("Expenses")), [
        Column(tr(language, N_("Date")), "date", [day_number(line.day) for line in lines]),
        _text(tr(language, N_("Category")), [line.category for line in lines], 18),
        _text(tr(language, N_("Account")), [line.account for line in lines], 26),
        _text(tr(language, N_("Note")), [line.note for line in lines], 50),
        # A column for each currency, so that no total adds currencies.
        *[_in(code, lines, f"{tr(language, N_('Amount'))} ({code})") for code in codes],
        Column(tr(language, N_("Reimbursed")), "text", [yes if line.reimbursed else no for line in lines], 12),
    ]


def _text(header: str, texts: Sequence[str], width: int) -> Column:
    return Column(header, "text", [text[:LONGEST_TEXT] or None for text in texts], width)


def _in(code: str, lines: Sequence[ExpenseLine], header: str) -> Column:
    return Column(
        header, "money", [major(line.amount, code) if line.currency == code else None for line in lines], 14, code
    )


def _money(header: str, amounts: Sequence[int], currency: str) -> Column:
    return Column(f"{header} ({currency})", "money", [major(amount, currency) for amount in amounts], 14, currency)
