"""A bill as an Excel workbook: its lines, and what they come to."""

import io
from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import quote_sheetname

from rxbilling.exchange.bill_paper import BillPaper, PaperLine
from rxbilling.exchange.bill_words import number_of, title_of, unit_of
from rxbilling.exchange.excel_columns import DAY_S, Column, day_number, major
from rxbilling.exchange.excel_rows import RowSheet
from rxbilling.exchange.excel_sheet import Formats, new_book, write_sheet
from rxbilling.exchange.statement_columns import money_column, text_column
from rxbilling.exchange.tier_words import TIERS
from rxbilling.locales import N_, tr

# Where the sheet of lines has their amounts, discounts and nets.
AMOUNT, DISCOUNT, NET = "K", "L", "M"


def bill_excel(paper: BillPaper) -> bytes:
    """Return the workbook, in the bill's language; amounts are numbers in major units, lengths fractions of a day."""
    out = io.BytesIO()
    title = f"{tr(paper.language, title_of(paper))} {paper.number}".strip()
    book = new_book(out, title, paper.organisation.name)
    formats = Formats(book)
    name = tr(paper.language, N_("Lines"))
    write_sheet(book, name, _columns(paper), formats, tr(paper.language, N_("Total")))
    _write_sums(book, paper, title, f"{quote_sheetname(name)}!{{0}}2:{{0}}{len(paper.lines) + 1}", formats)
    book.close()
    return out.getvalue()


def _columns(paper: BillPaper) -> list[Column]:
    language, lines, currency = paper.language, paper.lines, paper.currency
    tiers = ["" if line.tier is None else tr(language, TIERS[line.tier]) for line in lines]
    return [
        Column(tr(language, N_("Date")), "date", [day_number(line.day) if line.day else None for line in lines]),
        text_column(tr(language, N_("Description")), [_text(line) for line in lines], 50),
        text_column(tr(language, N_("Ticket")), [line.ticket for line in lines], 16),
        text_column(tr(language, N_("Service")), [line.service for line in lines], 18),
        text_column(tr(language, N_("Rep")), [line.rep for line in lines], 22),
        text_column(tr(language, N_("Tier")), tiers, 16),
        Column(tr(language, N_("Hours")), "length", [line.seconds / DAY_S or None for line in lines]),
        Column(tr(language, N_("Quantity")), "number", [number_of(line) for line in lines]),
        text_column(tr(language, N_("Unit")), [unit_of(line, language) for line in lines], 10),
        _prices(tr(language, N_("Unit price")), lines, currency),
        money_column(tr(language, N_("Amount")), [line.amount for line in lines], currency),
        money_column(tr(language, N_("Discount")), [line.discount for line in lines], currency),
        money_column(tr(language, N_("Net")), [line.net for line in lines], currency),
    ]


def _text(line: PaperLine) -> str:
    return " – ".join(part for part in (line.text, line.note) if part)


def _prices(header: str, lines: Sequence[PaperLine], currency: str) -> Column:
    """Return the column of prices; they are not money to the sheet, which would add them up."""
    values = [None if line.price is None else major(line.price, currency) for line in lines]
    return Column(f"{header} ({currency})", "price", values, 14, currency)


def _write_sums(book: Any, paper: BillPaper, title: str, cells: str, formats: Formats) -> None:  # noqa: ANN401 - XlsxWriter has no types
    """Add the sheet of what the lines come to; ``cells`` is the range of one of their columns."""
    sheet = book.add_worksheet(tr(paper.language, N_("Totals")), RowSheet)
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 1, 18)
    sheet.write_string(0, 0, title, formats.header())
    sheet.write_string(1, 0, paper.account.name)
    money = formats.of(money_column("", [], paper.currency))
    total, paid, credited = (f"B{place + len(paper.taxes)}" for place in (7, 8, 9))
    rows: list[tuple[str, str, int]] = [
        (tr(paper.language, N_("Subtotal")), f"=SUM({cells.format(AMOUNT)})", paper.subtotal),
        (tr(paper.language, N_("Discount")), f"=-SUM({cells.format(DISCOUNT)})", -paper.discount),
        (tr(paper.language, N_("Net")), "=B4+B5", paper.net),
        *((tax.name, "", tax.amount) for tax in paper.taxes),
        (tr(paper.language, N_("Total")), f"=SUM(B6:B{6 + len(paper.taxes)})", paper.total),
        (tr(paper.language, N_("Paid")), "", paper.paid),
        (tr(paper.language, N_("Credited")), "", paper.credited),
        (tr(paper.language, N_("Still to pay")), f"=MAX({total}-{paid}-{credited},0)", paper.open),
        (tr(paper.language, N_("To pay back")), f"=MIN({paid},MAX({paid}+{credited}-{total},0))", paper.back),
    ]
    for place, (label, formula, amount) in enumerate(rows, 3):
        sheet.write_string(place, 0, label)
        value = major(amount, paper.currency)
        if formula:
            sheet.write_formula(place, 1, formula, money, value)
        else:
            sheet.write_number(place, 1, value, money)
