"""Bills as they are printed: lines with one position become one line, in the account's language."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from babel.dates import format_date

from rxbilling.engine import quantities
from rxbilling.engine.columns import Kind
from rxbilling.exchange.bill_paper import BillPaper, PaperKind, PaperLine, PaperParty, PaperTax, PaperUnit
from rxbilling.exchange.tier_words import TIERS
from rxbilling.locales import N_, SOURCE, tr
from rxbilling.models import Bill
from rxbilling.models.bill_items import Item
from rxbilling.services.bill_making import Line, TaxLine

# A top-up is printed like any other thing that was bought.
KINDS: dict[str, PaperKind] = {
    "base": "base",
    "top_up": "extra",
    "work": "work",
    "extra": "extra",
    "expense": "expense",
}
NOTES = {
    Kind.INCLUDED: N_("Included"),
    Kind.OVERAGE: N_("Beyond what is included"),
    Kind.FREE: N_("Charged with its ticket"),
}
OTHER_WORK, TOP_UP = N_("Other work"), N_("Top-up")


def paper(  # noqa: PLR0917 - what is stored of a bill
    bill: Bill,
    lines: Sequence[Line],
    taxes: Sequence[TaxLine],
    paid: int = 0,
    credited: int = 0,
    refers_to: str = "",
) -> BillPaper:
    """Return a bill as it is printed."""
    return BillPaper(
        id=bill.id or 0,
        kind=bill.kind,  # type: ignore[arg-type]  # checked by the table
        state=bill.state,  # type: ignore[arg-type]  # checked by the table
        number=bill.number or "",
        organisation=PaperParty(bill.issuer_name, bill.issuer_address, bill.issuer_tax_number, bill.issuer_email),
        account=PaperParty(bill.name, bill.address, bill.tax_number, bill.email),
        contract=bill.contract,
        currency=bill.currency,
        language=bill.language or SOURCE,
        first_day=date.fromordinal(bill.first_day),
        last_day=date.fromordinal(bill.last_day),
        bill_day=date.fromordinal(bill.bill_day),
        due_day=None if bill.due_day is None else date.fromordinal(bill.due_day),
        purchase_order=bill.purchase_order,
        refers_to=refers_to,
        note=bill.note,
        footer=bill.footer,
        lines=tuple(printed for _, printed in printed_lines(bill, lines)),
        taxes=tuple(PaperTax(*tax) for tax in taxes),
        paid=paid,
        credited=credited,
        tax_scope=bill.tax_scope,
    )


def printed_lines(bill: Bill, lines: Sequence[Line]) -> Iterator[tuple[int, PaperLine]]:
    """Return the printed lines of a bill with their positions; a base charge of 0 is not printed."""
    for position, members in groupby(lines, key=lambda line: line.position):
        parts = list(members)
        if parts[0].item.kind != "base" or any(part.item.amount for part in parts):
            yield position, _printed(bill, parts)


def _printed(bill: Bill, parts: Sequence[Line]) -> PaperLine:
    items = [part.item for part in parts]
    first, language = items[0], bill.language or SOURCE
    amount, seconds = sum(item.amount for item in items), sum(item.seconds for item in items)
    quantity, unit, price = ("", None, None) if bill.kind == "credit" else _quantity(bill, items, seconds, amount)
    is_one = first.kind != "work" or bill.detail == "entry"
    return PaperLine(
        kind=KINDS[first.kind],
        text=_text(bill, language, first),
        note="" if bill.kind == "credit" else _note(language, first),
        day=date.fromordinal(first.day) if is_one and first.day else None,
        ticket=_common([item.ticket for item in items]),
        service=_common([item.service for item in items]),
        rep=_common([item.rep for item in items]),
        tier=first.tier if len({item.tier for item in items}) == 1 else None,
        seconds=seconds,
        quantity=quantity,
        unit=unit,
        price=price,
        amount=amount,
        discount=sum(part.discount for part in parts),
    )


def _quantity(bill: Bill, items: Sequence[Item], seconds: int, amount: int) -> tuple[str, PaperUnit, int]:
    first = items[0]
    price = first.rate or 0
    if first.kind != "work":
        return ("1", "piece", amount) if first.quantity is None else (quantities.pieces(first.quantity), "piece", price)
    if first.per == "request":
        return str(len(items)), "request", price
    return quantities.hours(seconds, price, amount, bill.hours_style), "hour", price  # type: ignore[arg-type]  # checked


def _text(bill: Bill, language: str, first: Item) -> str:
    detail = bill.detail
    if bill.kind == "credit":
        return first.text
    if first.kind == "top_up":
        return first.text or tr(language, TOP_UP)
    if first.kind == "expense":
        return tr(language, first.text)
    if first.kind != "work" or (detail == "entry" and first.text):
        return first.text
    if detail == "tier":
        return tr(language, TIERS[first.tier or 0])
    said = first.service if detail == "service" else first.subject or first.ticket
    return said or tr(language, OTHER_WORK)


def _note(language: str, first: Item) -> str:
    if first.kind in {"base", "top_up"} and first.day:
        start, end = (_day(language, day) for day in (first.day, first.last_day))
        return f"{start} – {end}" if end else start
    if first.kind == "work" and (note := NOTES.get(Kind(first.portion_kind or 0))):
        return tr(language, note)
    return first.subject if first.kind == "expense" else ""


def _day(language: str, day: int | None) -> str:
    return "" if day is None else format_date(date.fromordinal(day), "medium", locale=language)


def _common(values: Sequence[str]) -> str:
    return values[0] if len(set(values)) == 1 else ""
