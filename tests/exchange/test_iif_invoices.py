"""Invoices as QuickBooks Desktop would read them, through a reader that knows nothing of the writer."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rxbilling.engine import quantities
from rxbilling.exchange.bill_paper import BillPaper, PaperLine, PaperParty, PaperTax
from rxbilling.exchange.iif_invoices import write_invoices
from rxbilling.exchange.quickbooks import Books
from tests.exchange.bill_papers import INCLUDED, PAPER, WORK
from tests.exchange.iif_bill_reader import Invoice, Line, read_invoices
from tests.exchange.iif_reader import IifError

BOOKS = Books(
    "EUR",
    customers={"Acme": "Acme Inc:Paris"},
    items={"On-site": "Support:Visit"},
    classes={"On-site": "East"},
    charges={"base": "Base", "extra": "Extra", "expense": "Costs", "discount": "Rebate"},
    taxes={"VAT": "VAT 20"},
    receivable="Accounts Receivable",
    income="Sales",
    tax_account="Sales Tax Payable",
    tax_agency="Tax Office",
)
CREDIT = replace(
    PAPER,
    id=2,
    kind="credit",
    number="2026-0043",
    refers_to=PAPER.number,
    lines=(PaperLine("work", "Printer", "", None, "", "On-site", "", None, 0, "", None, None, -18000, -1800),),
    taxes=(PaperTax("VAT", 2000, -16200, -3240),),
)


def read(*bills: BillPaper, books: Books = BOOKS) -> list[Invoice]:
    data = write_invoices([("Acme", bill) for bill in bills], books).data
    assert data is not None
    return read_invoices(data)


def refused(bill: BillPaper, books: Books = BOOKS) -> set[tuple[str, str]]:
    file = write_invoices([("Acme", bill)], books)
    assert file.data is None
    return {(problem.column, problem.value) for problem in file.problems if problem.mended is None}


def test_every_field_comes_back() -> None:
    (found,) = read(PAPER)
    base, work, included, travel, rebate, tax = found.lines
    assert replace_lines(found) == Invoice(
        "INVOICE", date(2026, 11, 2), date(2026, 12, 2), "Accounts Receivable", "Acme Inc:Paris", "2026-0042",
        Decimal("761.40"), "PO-7", "Thank you", ("Acme #1 *AG*", "Rue 3", "Paris", "", ""), [],
    )  # fmt: skip
    assert work == Line(
        "Sales", Decimal("180.00"), "Support:Visit", "T-1 · Printer", Decimal("1.5"), "120.00", True, date(2026, 10, 3),
        "East", "", False,
    )  # fmt: skip
    assert (base.item, base.amount, base.quantity, base.memo) == ("Base", 500, 1, "Care hours · Base charge")
    assert (included.amount, included.quantity, included.price) == (0, Decimal("0.33"), "0.00")
    assert (travel.item, travel.quantity, travel.price, travel.memo) == (
        "Costs",
        Decimal("2.5"),
        "10.00",
        "Travel · =1+1",
    )
    assert (rebate.item, rebate.amount, rebate.taxable) == ("Rebate", Decimal("-70.50"), True)
    assert (tax.item, tax.amount, tax.price, tax.name, tax.is_tax, tax.account) == (
        "VAT 20", Decimal("126.90"), "20.00%", "Tax Office", True, "Sales Tax Payable",
    )  # fmt: skip


def replace_lines(found: Invoice) -> Invoice:
    return replace(found, lines=[])


def test_the_bytes_of_a_file() -> None:
    bill = replace(PAPER, lines=(replace(WORK, discount=0, text="Café 10 €"),), taxes=(), note="", purchase_order="")
    assert write_invoices([("Acme", bill)], BOOKS).data == (
        b"!TRNS\tTRNSID\tTRNSTYPE\tDATE\tACCNT\tNAME\tCLASS\tAMOUNT\tDOCNUM\tMEMO\tCLEAR\tTOPRINT\tNAMEISTAXABLE"
        b"\tADDR1\tADDR2\tADDR3\tADDR4\tADDR5\tDUEDATE\tPONUM\tINVMEMO\r\n"
        b"!SPL\tSPLID\tTRNSTYPE\tDATE\tACCNT\tNAME\tCLASS\tAMOUNT\tDOCNUM\tMEMO\tCLEAR\tQNTY\tPRICE\tINVITEM\tTAXABLE"
        b"\tSERVICEDATE\tEXTRA\r\n"
        b"!ENDTRNS\r\n"
        b"TRNS\t\tINVOICE\t11/02/26\tAccounts Receivable\tAcme Inc:Paris\t\t180.00\t2026-0042\tC-1\tN\tN\tN"
        b"\tAcme #1 *AG*\tRue 3\tParis\t\t\t12/02/26\t\t\r\n"
        b"SPL\t\tINVOICE\t11/02/26\tSales\t\tEast\t-180.00\t\tT-1 \xb7 Caf\xe9 10 \x80\tN\t-1.5\t120.00\tSupport:Visit"
        b"\tN\t10/03/26\t\r\n"
        b"ENDTRNS\r\n"
    )


def test_a_credit_note_has_all_signs_reversed() -> None:
    (found,) = read(CREDIT)
    work, rebate, tax = found.lines
    assert (found.kind, found.total) == ("CREDIT MEMO", Decimal("-194.40"))
    assert (work.amount, work.quantity, work.price) == (-180, -1, "180.00")
    assert (rebate.amount, tax.amount) == (18, Decimal("-32.40"))


def test_a_bill_without_tax_has_a_tax_line_where_sales_tax_is_on() -> None:
    untaxed = replace(PAPER, taxes=())
    assert not any(line.is_tax for line in read(untaxed)[0].lines)
    (found,) = read(untaxed, books=replace(BOOKS, no_tax="Exempt"))
    assert (found.lines[-1].item, found.lines[-1].amount, found.lines[-1].price) == ("Exempt", 0, "0.00%")


@pytest.mark.parametrize(
    ("bill", "books", "found"),
    [
        (replace(PAPER, number="2026-00000042"), BOOKS, {("DOCNUM", "2026-00000042")}),
        (replace(PAPER, number="№ 1"), BOOKS, {("DOCNUM", "№ 1")}),
        (replace(PAPER, currency="USD"), BOOKS, {("CURRENCY", "USD")}),
        (
            replace(PAPER, taxes=(*PAPER.taxes, PaperTax("GST", 500, 1, 0))),
            BOOKS,
            {("TAXES", "VAT, GST"), ("TAX", "GST")},
        ),
        (PAPER, replace(BOOKS, charges={}), {("CHARGE", "base"), ("CHARGE", "expense"), ("CHARGE", "discount")}),
        (PAPER, replace(BOOKS, taxes={}), {("TAX", "VAT")}),
        (PAPER, replace(BOOKS, receivable="", income="x" * 32), {("RECEIVABLE", ""), ("INCOME", "x" * 32)}),
        (PAPER, replace(BOOKS, tax_agency="", tax_account=""), {("TAXAGENCY", ""), ("TAXACCOUNT", "")}),
        (PAPER, replace(BOOKS, customers={"Acme": "x" * 42}), {("JOB", "Acme")}),
        (PAPER, replace(BOOKS, listed={"JOB": frozenset({"Bolt"})}), {("JOB", "Acme")}),
        (PAPER, replace(BOOKS, classes={"On-site": "x" * 32}), {("PROJ", "x" * 32)}),
    ],
)
def test_what_quickbooks_would_refuse_is_not_written(
    bill: BillPaper, books: Books, found: set[tuple[str, str]]
) -> None:
    assert refused(bill, books) == found


def test_texts_that_were_changed_are_reported() -> None:
    party = PaperParty("Acme", "\n".join(["Rue 1", "2", "3", "4", "5", "6" * 60]))
    bill = replace(PAPER, account=party, note='a "b"; c')
    file = write_invoices([("Acme", bill)], BOOKS)
    assert [(problem.column, problem.mended) for problem in file.problems] == [("TEXT", "a 'b', c"), ("ADDR", "Acme")]
    (found,) = read(bill)
    assert found.memo == "a 'b', c"
    assert found.address[4] == "4, 5, " + "6" * 35


def test_nothing_is_a_file_without_transactions() -> None:
    assert read() == []


HOSTILE = st.text(
    st.sampled_from("ab\t\r\n\";:,='\\–é€株Ł\N{RIGHT-TO-LEFT OVERRIDE}\N{COMBINING ACUTE ACCENT}") | st.characters(),
    max_size=60,
)


@st.composite
def paper_lines(draw: st.DrawFn) -> PaperLine:
    text, note, ticket = draw(HOSTILE), draw(HOSTILE), draw(HOSTILE)
    kind = draw(st.sampled_from(["base", "work", "extra", "expense"]))
    day = draw(st.none() | st.dates(date(2000, 1, 1), date(2060, 1, 1)))
    service = "On-site" if kind == "work" else ""
    if kind == "work":
        seconds, price = draw(st.integers(0, 10**6)), draw(st.integers(0, 10**6))
        # Amounts are rounded portion by portion: their sum may be some cents away.
        exact = quantities.rounded(seconds * price, 3600)
        amount = max(exact + draw(st.integers(-2, 2)), 0) if price and seconds else 0
        printed = quantities.hours(seconds, price, amount, draw(st.sampled_from(["clock", "decimal"])))
        discount = draw(st.integers(0, amount))
        return PaperLine(
            "work", text, note, day, ticket, service, "", 0, seconds, printed, "hour", price, amount, discount
        )
    amount = draw(st.integers(0, 10**8))
    return PaperLine(
        kind, text, note, day, ticket, "", "", None, 0, "1", "piece", amount, amount, draw(st.integers(0, amount))
    )  # type: ignore[arg-type]  # one of these


@st.composite
def papers(draw: st.DrawFn) -> BillPaper:
    lines = draw(st.lists(paper_lines(), min_size=1, max_size=6))
    net = sum(line.net for line in lines)
    taxes = (PaperTax("VAT", 2000, net, quantities.rounded(net * 2000, 10_000)),) if draw(st.booleans()) else ()
    account = PaperParty(draw(HOSTILE), draw(HOSTILE))
    return replace(PAPER, lines=tuple(lines), taxes=taxes, account=account, note=draw(HOSTILE), contract=draw(HOSTILE))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(papers())
def test_whatever_is_on_a_bill_it_balances_and_comes_back(bill: BillPaper) -> None:
    (found,) = read(bill)
    assert int(found.total * 100) == bill.total
    charged = found.lines[: len(bill.lines)]
    assert [int(line.amount * 100) for line in charged] == [line.amount for line in bill.lines]
    assert [line.day for line in charged] == [line.day for line in bill.lines]


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (b"761.40", b"761.41"),
        (b"\r\nENDTRNS\r\n", b"\r\n"),
        (b"11/02/26", b"2026-11-02"),
        (b"\tINVOICE\t", b"\tRECHNUNG\t"),
        (b"-1.5\t120.00", b"-1.4\t120.00"),
        (b"-1.5\t", b"-1:30\t"),
        (b"\tAUTOSTAX", b"\t"),
        (b"-180.00", b"-1,80.00"),
        (b"Thank you", b"Thank; you"),
    ],
)
def test_the_reader_refuses_broken_files(good: bytes, bad: bytes) -> None:
    data = write_invoices([("Acme", PAPER)], BOOKS).data
    assert data is not None
    assert good in data
    with pytest.raises(IifError):
        read_invoices(data.replace(good, bad))


def test_what_is_included_costs_nothing_in_any_file() -> None:
    (found,) = read(replace(PAPER, lines=(WORK, INCLUDED), taxes=()))
    assert [line.amount for line in found.lines] == [180, 0, -18]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_whatever_names_are_a_file_is_right_or_there_is_none(account: str, customer: str, item: str, tax: str) -> None:
    books = replace(BOOKS, customers={account: customer}, items={"On-site": item}, taxes={"VAT": tax}, income=item)
    file = write_invoices([(account, PAPER)], books)
    if file.data is None:
        assert any(problem.mended is None for problem in file.problems)
    else:
        assert int(read_invoices(file.data)[0].total * 100) == PAPER.total
