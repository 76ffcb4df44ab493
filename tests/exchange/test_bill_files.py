"""Bills as PDF and as a workbook, read back."""

import base64
import io
from dataclasses import replace

import openpyxl
import pytest

from rxbilling.exchange import bill_pdf as pdf
from rxbilling.exchange.bill_excel import bill_excel
from rxbilling.exchange.bill_paper import BillPaper
from tests.exchange.bill_papers import PAPER, WORK

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def data(paper: BillPaper) -> dict[str, object]:
    return pdf._data(paper)


def test_sums_of_lines() -> None:
    assert (PAPER.subtotal, PAPER.discount, PAPER.net, PAPER.total, PAPER.open) == (70500, 7050, 63450, 76140, 66140)


def test_the_template_is_given_what_the_bill_says() -> None:
    given = data(PAPER)
    assert given["sums"] == [
        ("Subtotal", "705.00"),
        ("Discount", "-70.50"),
        ("Net", "634.50"),
        ("VAT 20 % of 634.50", "126.90"),
    ]
    assert given["total"] == "€761.40"
    assert given["after"] == [("Paid", "€100.00"), ("Still to pay", "€661.40")]
    given = data(replace(PAPER, credited=70_000))
    assert given["after"] == [("Paid", "€100.00"), ("Credited", "€700.00"), ("To pay back", "€38.60")]
    assert given["facts"] == [
        ("date", "Nov 2, 2026"),
        ("due", "Dec 2, 2026"),
        ("period", "Oct 1\u2009–\u200931, 2026"),
        ("contract", "C-1"),
        ("order", "PO-7"),
    ]


def test_a_tax_that_is_rounded_on_each_line_says_so() -> None:
    sums = data(replace(PAPER, tax_scope="line"))["sums"]
    assert isinstance(sums, list)
    assert sums[-1] == ("VAT 20 % of 634.50, rounded on each line", "126.90")


def test_a_line_says_its_quantity_as_the_language_writes_it() -> None:
    lines = data(replace(PAPER, language="fr"))["lines"]
    assert isinstance(lines, list)
    assert lines[1] == {
        "text": "Printer",
        "about": "3 oct. 2026 · T-1 · On-site · Ana · Hors heures ouvrées",
        "quantity": "1:30 h",
        "price": "120,00",
        "amount": "180,00",
    }
    assert [line["quantity"] for line in lines] == ["", "1:30 h", "0,3333 h", "2,5"]


def test_without_discount_tax_and_payment_there_is_only_a_total() -> None:
    plain = replace(PAPER, lines=(replace(WORK, discount=0),), taxes=(), paid=0)
    assert (data(plain)["sums"], data(plain)["after"]) == ([], [])


@pytest.mark.parametrize("state", ["draft", "issued", "void"])
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("logo", [b"", PNG], ids=["no-logo", "logo"])
def test_a_pdf_is_made(state: str, language: str, logo: bytes) -> None:
    made = pdf.bill_pdf(replace(PAPER, state=state, language=language, kind="credit", refers_to="2026-0001"), logo)
    assert made.startswith(b"%PDF-")


def test_a_workbook_has_the_lines_and_their_sums() -> None:
    book = openpyxl.load_workbook(io.BytesIO(bill_excel(PAPER)), data_only=True)
    lines, totals = book.worksheets
    rows = list(lines.iter_rows(min_row=2, max_row=5, values_only=True))
    assert [row[7:10] for row in rows] == [
        (None, None, None), (1.5, "h", 120), (0.3333, "h", 0), (2.5, None, 10),
    ]  # fmt: skip
    assert [row[10] for row in rows] == [500, 180, 0, 25]
    assert [row[12] for row in rows] == [450, 162, 0, 22.5]
    assert rows[3][1] == "Travel – =1+1"
    assert lines.cell(7, 11).value == 705
    assert [lines.cell(7, place).value for place in (8, 9, 10)] == [None] * 3  # prices are not added up
    assert [(row[0], row[1]) for row in totals.iter_rows(min_row=4, values_only=True)] == [
        ("Subtotal", 705),
        ("Discount", -70.5),
        ("Net", 634.5),
        ("VAT", 126.9),
        ("Total", 761.4),
        ("Paid", 100),
        ("Credited", 0),
        ("Still to pay", 661.4),
        ("To pay back", 0),
    ]


def test_sums_are_formulas() -> None:
    totals = openpyxl.load_workbook(io.BytesIO(bill_excel(PAPER))).worksheets[1]
    assert [totals.cell(row, 2).value for row in range(4, 13)] == [
        "=SUM(Lines!K2:K5)",
        "=-SUM(Lines!L2:L5)",
        "=B4+B5",
        126.9,
        "=SUM(B6:B7)",
        100,
        0,
        "=MAX(B8-B9-B10,0)",
        "=MIN(B9,MAX(B9+B10-B8,0))",
    ]
