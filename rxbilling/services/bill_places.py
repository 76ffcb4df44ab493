"""New bills in the places of void ones: one takes that of the latest void bill on which something of it stood."""

from collections.abc import Sequence

from sqlmodel import Session as Database

from rxbilling.models import bill_rows
from rxbilling.services.bill_making import Made

Things = set[tuple[object, ...]]


def take(db: Database, made: Sequence[Made]) -> dict[int, str]:
    """Let bills that are not stored yet take the places of void bills of their accounts, each place once.

    Returns:
        The numbers, as they are printed, of those void bills.
    """
    taken: dict[int, str] = {}
    free = bill_rows.unreplaced(db, sorted({one.bill.account_id for one in made}))
    lines = bill_rows.lines(db, [bill.id or 0 for bill in free])
    stood = {bill.id: things(lines[bill.id or 0]) for bill in free}
    for one in made:
        billed, account = {line.item.thing for line in one.lines}, one.bill.account_id
        void = next((bill for bill in free if bill.account_id == account and billed & stood[bill.id]), None)
        if void is not None:
            free.remove(void)
            one.bill.replaces_id = void.id
            taken[void.id or 0] = void.number or ""
    return taken


def things(lines: Sequence[bill_rows.LineRow]) -> Things:
    """Return what stands on lines, whatever it costs."""
    return {item.thing for *_, item in lines}
