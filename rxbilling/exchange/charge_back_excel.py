"""An internal bill as an Excel workbook: work by rep and service, and expenses."""

from collections.abc import Sequence

from rxbilling.exchange.charge_backs import ChargeBack, SpentLine, WorkSum
from rxbilling.exchange.excel_columns import DAY_S, Column, day_number
from rxbilling.exchange.statement_columns import Sheet, money_columns, text_column, workbook
from rxbilling.locales import N_, tr


def write_charge_back(made: ChargeBack, language: str) -> bytes:
    """Return the workbook; amounts are numbers in major units, lengths fractions of a day."""
    sheets = [_work(made.work, language), _spent(made.expenses, language)]
    title = f"{made.account} {made.first_day} – {made.last_day}"
    return workbook(title, made.organisation, sheets, tr(language, N_("Total")))


def _work(work: Sequence[WorkSum], language: str) -> Sheet:
    return tr(language, N_("Work")), [
        text_column(tr(language, N_("Rep")), [line.rep for line in work], 24),
        text_column(tr(language, N_("Service")), [line.service for line in work], 24),
        Column(tr(language, N_("Worked")), "length", [line.worked_s / DAY_S for line in work]),
        *money_columns(tr(language, N_("Amount")), [(line.amount, line.currency) for line in work]),
    ]


def _spent(spent: Sequence[SpentLine], language: str) -> Sheet:
    return tr(language, N_("Expenses")), [
        Column(tr(language, N_("Date")), "date", [day_number(line.day) for line in spent]),
        text_column(tr(language, N_("Category")), [tr(language, line.category) for line in spent], 18),
        text_column(tr(language, N_("Rep")), [line.rep for line in spent], 24),
        text_column(tr(language, N_("Note")), [line.note for line in spent], 40),
        *money_columns(tr(language, N_("Amount")), [(line.amount, line.currency) for line in spent]),
    ]
