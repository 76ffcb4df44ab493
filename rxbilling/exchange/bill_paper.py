"""What a bill says, whatever file it becomes: a PDF, a workbook, a file for QuickBooks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

BillKind = Literal["bill", "credit"]
BillState = Literal["draft", "issued", "void"]
PaperKind = Literal["base", "work", "extra", "expense"]
PaperUnit = Literal["hour", "request", "piece"]


@dataclass(frozen=True, slots=True)
class PaperParty:
    """The organisation, or the account: ``address`` has a line each."""

    name: str
    address: str = ""
    tax_number: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A printed line. Amounts are minor units, of a credit note too, where they are 0 or less.

    ``quantity`` and ``price`` are what is printed, in the account's choice of hours: a decimal number ("1.5") or h:mm
    ("1:30"), such that quantity times price, rounded, is ``amount``; both are empty where an amount has none.
    ``discount`` is this line's share of the bill's discount; ``seconds`` what the quantity was made of.
    """

    kind: PaperKind
    text: str
    note: str
    day: date | None
    ticket: str
    service: str
    rep: str
    tier: int | None
    seconds: int
    quantity: str
    unit: PaperUnit | None
    price: int | None
    amount: int
    discount: int = 0

    @property
    def net(self) -> int:
        """What is left to pay, before tax."""
        return self.amount - self.discount


@dataclass(frozen=True, slots=True)
class PaperTax:
    """A named tax, in basis points of ``net``, and what it comes to."""

    name: str
    bp: int
    net: int
    amount: int


@dataclass(frozen=True, slots=True)
class BillPaper:
    """A bill or a credit note as it is printed; sums are of its lines and taxes and nothing else.

    ``number`` is empty for a draft. ``refers_to`` is the number of the bill that a credit note is of, or of the void
    one that a bill takes the place of. ``footer`` is what the organisation says below every bill (bank, terms).
    ``paid`` and ``credited`` are what was paid of it and what credit notes took back. Taxes are rounded once for the
    ``bill``, or on each ``line``: ``tax_scope``.
    """

    id: int
    kind: BillKind
    state: BillState
    number: str
    organisation: PaperParty
    account: PaperParty
    contract: str
    currency: str
    language: str
    first_day: date
    last_day: date
    bill_day: date
    due_day: date | None
    purchase_order: str
    refers_to: str
    note: str
    footer: str
    lines: Sequence[PaperLine]
    taxes: Sequence[PaperTax]
    paid: int = 0
    credited: int = 0
    tax_scope: str = "bill"

    @property
    def subtotal(self) -> int:
        """The sum of the lines."""
        return sum(line.amount for line in self.lines)

    @property
    def discount(self) -> int:
        """The whole discount."""
        return sum(line.discount for line in self.lines)

    @property
    def net(self) -> int:
        """The sum before tax."""
        return self.subtotal - self.discount

    @property
    def tax(self) -> int:
        """All taxes."""
        return sum(tax.amount for tax in self.taxes)

    @property
    def total(self) -> int:
        """The sum to pay."""
        return self.net + self.tax

    @property
    def open(self) -> int:
        """What is still to pay; more may have been paid than was owed after a credit."""
        return max(self.total - self.paid - self.credited, 0)

    @property
    def back(self) -> int:
        """What is owed to the customer: paid before credit notes took it back."""
        return min(self.paid, max(self.paid + self.credited - self.total, 0))
