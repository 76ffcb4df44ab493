"""The statement of an account as an Excel workbook: its entries, and what its contracts include."""

from collections.abc import Sequence

from rxbilling.exchange.account_statements import AccountStatement, BalanceLine, ChargedLine
from rxbilling.exchange.excel_columns import DAY_S, Column, day_number
from rxbilling.exchange.statement_columns import Sheet, money_columns, text_column, workbook
from rxbilling.exchange.statement_text import quantity_text
from rxbilling.locales import N_, tr

PARTS = (
    ("granted", N_("Granted")),
    ("topped_up", N_("Topped up")),
    ("carried", N_("Carried over")),
    ("used", N_("Used")),
    ("lapsed", N_("Lapsed")),
    ("left", N_("Left")),
)


def write_account_statement(made: AccountStatement, language: str) -> bytes:
    """Return the workbook; amounts are numbers in major units, lengths fractions of a day."""
    sheets = [_entries(made.work, language), _contracts(made.balances, language)]
    title = f"{made.account} {made.first_day} – {made.last_day}"
    return workbook(title, made.organisation, sheets, tr(language, N_("Total")))


def _entries(work: Sequence[ChargedLine], language: str) -> Sheet:
    yes, no = tr(language, N_("Yes")), tr(language, N_("No"))
    amounts = [(line.amount if line.billable else None, line.currency) for line in work]
    return tr(language, N_("Time entries")), [
        Column(tr(language, N_("Date")), "date", [day_number(line.day) for line in work]),
        text_column(tr(language, N_("Ticket")), [line.ticket for line in work], 16),
        text_column(tr(language, N_("Subject")), [line.subject for line in work], 40),
        text_column(tr(language, N_("Service")), [line.service for line in work], 18),
        text_column(tr(language, N_("Rep")), [line.rep for line in work], 22),
        Column(tr(language, N_("Worked")), "length", [line.worked_s / DAY_S for line in work]),
        Column(tr(language, N_("Billable")), "text", [yes if line.billable else no for line in work], 10),
        Column(tr(language, N_("Included")), "length", [line.included_s / DAY_S for line in work]),
        Column(tr(language, N_("Billed")), "length", [line.billed_s / DAY_S for line in work]),
        *money_columns(tr(language, N_("Amount")), amounts),
    ]


def _contracts(balances: Sequence[BalanceLine], language: str) -> Sheet:
    last_days = [day_number(line.last) if line.last else None for line in balances]
    # As text: what is included is hours here, requests or money there.
    return tr(language, N_("Contracts")), [
        text_column(tr(language, N_("Contract")), [line.contract for line in balances], 18),
        text_column(tr(language, N_("Name")), [line.name for line in balances], 30),
        Column(tr(language, N_("First day")), "date", [day_number(line.first) for line in balances]),
        Column(tr(language, N_("Last day")), "date", last_days),
        *[
            text_column(
                tr(language, label),
                [quantity_text(getattr(line, name), line.unit, line.currency, language) for line in balances],
                14,
            )
            for name, label in PARTS
        ],
    ]
