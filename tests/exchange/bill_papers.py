"""Bills as they are printed, for tests of what is made of them."""

from dataclasses import replace
from datetime import date

from rxbilling.exchange.bill_paper import BillPaper, PaperLine, PaperParty, PaperTax

BASE = PaperLine("base", "Care hours", "Base charge", None, "", "", "", None, 0, "", None, None, 50000, 5000)
WORK = PaperLine(
    "work", "Printer", "", date(2026, 10, 3), "T-1", "On-site", "Ana", 1, 5400, "1:30", "hour", 12000, 18000, 1800
)
INCLUDED = replace(WORK, text="Included", tier=0, seconds=1200, quantity="0.3333", price=0, amount=0, discount=0)
TRAVEL = PaperLine(
    "expense", "Travel", "=1+1", date(2026, 10, 9), "", "", "Ana", None, 0, "2.5", "piece", 1000, 2500, 250
)
NET = 45000 + 16200 + 2250
PAPER = BillPaper(
    id=1,
    kind="bill",
    state="issued",
    number="2026-0042",
    organisation=PaperParty("Northwind", "Hauptstr. 1\n10115 Berlin", "DE1"),
    account=PaperParty("Acme #1 *AG*", "Rue 3\nParis", "FR9"),
    contract="C-1",
    currency="EUR",
    language="en",
    first_day=date(2026, 10, 1),
    last_day=date(2026, 10, 31),
    bill_day=date(2026, 11, 2),
    due_day=date(2026, 12, 2),
    purchase_order="PO-7",
    refers_to="",
    note="Thank you",
    footer="IBAN DE00",
    lines=(BASE, WORK, INCLUDED, TRAVEL),
    taxes=(PaperTax("VAT", 2000, NET, 12690),),
    paid=10000,
)
