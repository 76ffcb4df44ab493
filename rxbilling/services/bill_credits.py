"""Credit notes: a part of an issued bill, or all that is left of it, is taken back; its work stays billed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlmodel import Session as Database

from rxbilling.engine.credit import tax_credited
from rxbilling.exchange.bill_paper import PaperLine
from rxbilling.exchange.statement_text import Quantity
from rxbilling.locales import N_, Message
from rxbilling.models import Bill, bill_rows
from rxbilling.models.bill_items import Item
from rxbilling.models.database import writing
from rxbilling.services import audit
from rxbilling.services.access import Actor, Invalid, NotNow, Right, require
from rxbilling.services.bill_days import day_of
from rxbilling.services.bill_details import creditable
from rxbilling.services.bill_issuing import give_number
from rxbilling.services.bill_making import Line, Made, TaxLine
from rxbilling.services.bill_papers import printed_lines
from rxbilling.services.bill_runs import facts, store
from rxbilling.services.bill_voids import found_in, reason_of
from rxbilling.services.clock import now

NOT_A_BILL = Message(N_("Only an issued bill can be credited."))
NOTHING = Message(N_("Say how much is credited, of which line, or that all of it is."))
TOO_MUCH = N_("At most {amount} of “{line}” can be credited, after its discount and before tax.")
# What a credit note says as its bill does.
TAKEN_OVER = (
    "account_id", "contract_id", "bill_day",
    "currency", "first_day", "last_day", "payment_days", "issuer_name", "issuer_address",
    "issuer_tax_number", "issuer_email", "footer", "name", "address", "tax_number", "email", "contract",
    "purchase_order", "language", "detail", "hours_style", "tax_scope",
)  # fmt: skip


def credit(actor: Actor | None, number: int, amounts: Mapping[int, int] | None, reason: str) -> int:
    """Issue a credit note for a bill; return the number of its row.

    Args:
        actor: Who credits.
        number: The bill.
        amounts: What is credited of each printed line by its position, minor units after its
            discount and before tax; None for all there is.
        reason: Why, as the customer reads it.

    Raises:
        Refused: the actor may not, it is no issued bill, an amount is more than what is left, or nothing is said.
    """
    actor = require(actor, Right.CHANGE_BILLS)
    said = reason_of(reason)
    with writing() as db:
        bill = found_in(db, number)
        if bill.kind != "bill" or bill.state != "issued":
            raise NotNow(NOT_A_BILL)
        left = creditable(db, bill)
        wanted = {place: amount for place, amount in (left if amounts is None else amounts).items() if amount}
        _refuse(db, bill, wanted, left)
        made = _made(db, bill, wanted, said)
        (note,) = store(db, [made])
        latest = bill_rows.latest(db)
        # A bill may be dated some days ahead; the credit note that follows it is not of an earlier day.
        day = max(day_of(db), date.fromordinal(latest.bill_day)) if latest else day_of(db)
        give_number(db, made.bill, day, now())
        audit.record(db, actor, "credit", "bill", subject_id=number, after={**facts(made.bill), "reason": said})
        audit.record(db, actor, "issue", "bill", subject_id=note, after=facts(made.bill))
    return note


def _refuse(db: Database, bill: Bill, wanted: Mapping[int, int], left: Mapping[int, int]) -> None:
    if not wanted:
        raise Invalid("amounts", NOTHING)
    for place, amount in wanted.items():
        most = left.get(place, 0)
        if not 0 < amount <= most:
            said = Quantity(most, "money", bill.currency)
            raise Invalid(f"line_{place}", Message(TOO_MUCH, {"amount": said, "line": _text(db, bill, place)}))


def _text(db: Database, bill: Bill, place: int) -> str:
    """Return what a printed line says."""
    stored = [Line(*line) for line in bill_rows.lines(db, [bill.id or 0])[bill.id or 0]]
    return next((line.text for own, line in printed_lines(bill, stored) if own == place), str(place))


def _made(db: Database, bill: Bill, wanted: Mapping[int, int], reason: str) -> Made:
    number = bill.id or 0
    before, taken = sum(bill_rows.credited_lines(db, number).values()), bill_rows.credited_taxes(db, number)
    stored = [Line(*line) for line in bill_rows.lines(db, [number])[number]]
    lines = _lines(bill, stored, wanted)
    net = -sum(wanted.values())
    taxes = [
        TaxLine(tax.name, tax.bp, net, -tax_credited(tax.amount, bill.net, before - net, taken.get(tax.position, 0)))
        for tax in bill_rows.taxes(db, [number])[number]
    ]
    total = net + sum(tax.amount for tax in taxes)
    same: dict[str, Any] = {name: getattr(bill, name) for name in TAKEN_OVER}
    note = Bill(kind="credit", credits_id=number, note=reason, net=net, total=total, **same)
    return Made(note, tuple(lines), tuple(taxes))


def _lines(bill: Bill, stored: Sequence[Line], wanted: Mapping[int, int]) -> list[Line]:
    kinds = {line.position: line.item.kind for line in stored}
    return [
        Line(place, 0, _item(kinds[place], line, wanted[place]))
        for place, line in printed_lines(bill, stored)
        if place in wanted
    ]


def _item(kind: str, line: PaperLine, amount: int) -> Item:
    """Return what is taken back of a printed line; it holds nothing."""
    day = line.day.toordinal() if line.day else None
    return Item(
        kind, day=day, text=line.text, ticket=line.ticket, service=line.service, rep=line.rep, tier=line.tier,
        amount=-amount,
    )  # fmt: skip
