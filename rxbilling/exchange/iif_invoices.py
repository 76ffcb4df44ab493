"""Bills for QuickBooks Desktop: invoices and credit memos as IIF transactions, or what stands in their way.

A transaction is a TRNS record (the account of receivables), an SPL record a line and one for its tax, and ENDTRNS;
amounts of TRNS and SPL add up to 0.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from rxbilling.exchange.bill_paper import BillPaper, PaperLine
from rxbilling.exchange.iif_bill_checks import changed, left_out
from rxbilling.exchange.iif_bill_names import BillNames, bill_names
from rxbilling.exchange.iif_bill_texts import address_lines, clipped, line_text
from rxbilling.exchange.iif_text import ENCODING
from rxbilling.exchange.invoice_quantities import quantity
from rxbilling.exchange.money_text import major_text
from rxbilling.exchange.quickbooks import Books, SentFile

TRNS = (
    "TRNS", "TRNSID", "TRNSTYPE", "DATE", "ACCNT", "NAME", "CLASS", "AMOUNT", "DOCNUM", "MEMO", "CLEAR", "TOPRINT",
    "NAMEISTAXABLE", "ADDR1", "ADDR2", "ADDR3", "ADDR4", "ADDR5", "DUEDATE", "PONUM", "INVMEMO",
)  # fmt: skip
SPL = (
    "SPL", "SPLID", "TRNSTYPE", "DATE", "ACCNT", "NAME", "CLASS", "AMOUNT", "DOCNUM", "MEMO", "CLEAR", "QNTY", "PRICE",
    "INVITEM", "TAXABLE", "SERVICEDATE", "EXTRA",
)  # fmt: skip
END = "ENDTRNS"
TYPES = {"bill": "INVOICE", "credit": "CREDIT MEMO"}
LONGEST_MEMO, LONGEST_ORDER = 4095, 25
Record = tuple[str, ...]
Bills = Sequence[tuple[str, BillPaper]]


def write_invoices(bills: Bills, books: Books) -> SentFile:
    """Write issued bills and credit notes, each with our name of its account, as transactions.

    Bills that cannot go this way are left out and listed, so is what was mended; with a problem that cannot be mended
    there is no file.
    """
    out = left_out([bill for _, bill in bills], books)
    kept = [(account, bill) for account, bill in bills if bill.id not in out]
    names = bill_names(kept, books)
    found = (*out.values(), *names.problems, *changed([bill for _, bill in kept]))
    if any(problem.mended is None for problem in found):
        return SentFile(None, "iif", found, ())
    records = [_head(TRNS), _head(SPL), _head((END,))]
    for account, bill in kept:
        records += _transaction(account, bill, names)
    data = "".join("\t".join(record) + "\r\n" for record in records).encode(ENCODING)
    return SentFile(data, "iif", found, tuple(bill.id for _, bill in kept))


def _head(columns: Record) -> Record:
    return (f"!{columns[0]}", *columns[1:])


def _transaction(account: str, bill: BillPaper, names: BillNames) -> Iterator[Record]:
    yield _trns(account, bill, names)
    for line in bill.lines:
        yield _line(bill, line, names)
    if bill.discount:
        yield _spl(
            bill,
            accnt=names.books.income,
            amount=bill.discount,
            item=names.charges["discount"],
            taxable=_taxable(bill),
            price=major_text(-bill.discount, bill.currency),
        )
    yield from _taxes(bill, names)
    yield (END,)


def _trns(account: str, bill: BillPaper, names: BillNames) -> Record:
    return (
        TRNS[0], "", TYPES[bill.kind], _day(bill.bill_day), names.books.receivable, names.customers[account],
        names.books.class_name, major_text(bill.total, bill.currency), bill.number,
        clipped(bill.contract, LONGEST_MEMO),
        "N", "N", _taxable(bill), *address_lines(bill.account), _day(bill.due_day),
        clipped(bill.purchase_order, LONGEST_ORDER), clipped(bill.note, LONGEST_MEMO),
    )  # fmt: skip


def _line(bill: BillPaper, line: PaperLine, names: BillNames) -> Record:
    count, price = quantity(line)
    return _spl(
        bill,
        accnt=names.books.income,
        amount=-line.amount,
        item=names.charges[line.kind] if line.kind in names.charges else names.items[line.service],
        taxable=_taxable(bill),
        text=line_text(line),
        group=names.classes.get(line.service, names.books.class_name),
        count=count.removeprefix("-") if count.startswith("-") else f"-{count}",
        price=major_text(price, bill.currency),
        day=line.day,
    )


def _taxes(bill: BillPaper, names: BillNames) -> Iterator[Record]:
    """The line that QuickBooks marks as its own automatic tax; with sales tax on it must be there at 0 too."""
    for tax in bill.taxes:
        rate = f"{tax.bp // 100}.{tax.bp % 100:02}%"
        yield _tax(bill, names, -tax.amount, names.taxes[tax.name], rate)
    if not bill.taxes and names.books.no_tax:
        yield _tax(bill, names, 0, names.books.no_tax, "0.00%")


def _tax(bill: BillPaper, names: BillNames, amount: int, item: str, rate: str) -> Record:
    return _spl(
        bill,
        accnt=names.books.tax_account,
        name=names.books.tax_agency,
        amount=amount,
        item=item,
        price=rate,
        extra="AUTOSTAX",
    )


def _spl(
    bill: BillPaper,
    *,
    accnt: str,
    amount: int,
    item: str,
    name: str = "",
    group: str = "",
    text: str = "",
    count: str = "",
    price: str = "",
    taxable: str = "N",
    day: date | None = None,
    extra: str = "",
) -> Record:
    return (
        SPL[0], "", TYPES[bill.kind], _day(bill.bill_day), accnt, name, group, major_text(amount, bill.currency), "",
        text, "N", count, price, item, taxable, _day(day), extra,
    )  # fmt: skip


def _taxable(bill: BillPaper) -> str:
    return "Y" if any(tax.bp for tax in bill.taxes) else "N"


def _day(day: date | None) -> str:
    return day.strftime("%m/%d/%y") if day else ""
