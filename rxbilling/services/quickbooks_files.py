"""Files for QuickBooks beside the time activities of Desktop: its invoices, and the invoices and time of Online."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import BinaryIO, Literal

from sqlmodel import Session as Database

from rxbilling.exchange.bill_paper import BillPaper
from rxbilling.exchange.iif_invoices import write_invoices
from rxbilling.exchange.qbo_invoices import write_online_invoices
from rxbilling.exchange.qbo_time import write_online_time
from rxbilling.exchange.quickbooks import Problem, SentFile
from rxbilling.locales import N_, Message
from rxbilling.models import Bill, quickbooks_rows
from rxbilling.models.database import reading
from rxbilling.services import exporting, quickbooks, sending
from rxbilling.services.access import Actor, NotNow, Right, require
from rxbilling.services.bill_details import papers_of
from rxbilling.services.exporting import FileOf
from rxbilling.services.filters import WorkFilter
from rxbilling.services.listings import added
from rxbilling.services.quickbooks_settings import books_of, online_of
from rxbilling.services.sending import Sent

REPLACES = N_("It takes the place of {number}, which was sent before: make that one void in QuickBooks too.")
IS_VOID = N_("Bill {number} is void: make it void in QuickBooks too.")
Way = Literal["iif-invoices", "qbo-us", "qbo-world", "qbo-time"]


def check(actor: Actor | None, way: Way, chosen: WorkFilter, again: str = "") -> SentFile:
    """Return a file as it would be, with everything that QuickBooks would refuse in it.

    Bills are the issued ones and credit notes of the days and accounts of a filter. ``again`` says which of them are
    in it, see ``sending.chosen``: those that were in no file yet.
    """
    actor = require(actor, Right.EXPORT_ACCOUNTING)
    if way == "qbo-time":
        rows = quickbooks.unsent_rows(actor, chosen, again)
        with reading() as db:
            made = write_online_time(rows, online_of(db))
        return replace(made, totals=exporting.totals_of(rows[rows["id"].isin(made.sent)]))
    with reading() as db:
        bills, books = _bills(db, chosen, again), books_of(db)
        accounts = dict(quickbooks_rows.ours(db, "account"))
        named = [
            (accounts[str(bill.account_id)], paper) for bill, paper in zip(bills, papers_of(db, bills), strict=True)
        ]
        twice = _replacing(bills, [paper for _, paper in named], quickbooks_rows.sent(db, "bill"))
        void = _void(db, chosen)
    if way == "iif-invoices":
        made = write_invoices(named, books)
    else:
        made = write_online_invoices(named, books, "us" if way == "qbo-us" else "world")
    totals = added(
        [{bill.currency: bill.net if way == "qbo-us" else bill.total} for bill in bills if bill.id in made.sent]
    )
    return replace(made, problems=(*made.problems, *twice, *void), totals=totals)


def _bills(db: Database, chosen: WorkFilter, again: str) -> list[Bill]:
    numbers, are_wanted = sending.chosen(db, "bill", again)
    known = set(numbers)
    return [bill for bill in _issued(db, chosen) if (bill.id in known) == are_wanted]


def _issued(db: Database, chosen: WorkFilter) -> list[Bill]:
    return _of_accounts(quickbooks_rows.issued(db, *_days(chosen)), chosen)


def _days(chosen: WorkFilter) -> tuple[int | None, int | None]:
    first, last = chosen.first_day, chosen.last_day
    return first.toordinal() if first else None, last.toordinal() if last else None


def _of_accounts(bills: Sequence[Bill], chosen: WorkFilter) -> list[Bill]:
    return [bill for bill in bills if not chosen.accounts or bill.account_id in chosen.accounts]


def _void(db: Database, chosen: WorkFilter) -> list[Problem]:
    """Return the void bills that QuickBooks has, and nothing in their place: that forbids no file."""
    return [
        Problem("BILL", number, Message(IS_VOID, {"number": number}), "")
        for bill in _of_accounts(quickbooks_rows.void_there(db, *_days(chosen)), chosen)
        if (number := bill.number)
    ]


def _replacing(bills: Sequence[Bill], papers: Sequence[BillPaper], sent: Collection[int]) -> list[Problem]:
    """Return the bills that take the place of void ones which QuickBooks has."""
    known = set(sent)
    return [
        Problem("BILL", paper.number, Message(REPLACES, {"number": paper.refers_to}), "")
        for bill, paper in zip(bills, papers, strict=True)
        if bill.replaces_id in known
    ]


def export(actor: Actor | None, way: Way, chosen: WorkFilter, again: str = "") -> tuple[BinaryIO, str]:
    """Return an open file and the ending of its name; what is in it counts as sent.

    Raises:
        Refused: the actor may not, QuickBooks would refuse the file, or there is nothing (left) to send.
    """
    actor = require(actor, Right.EXPORT_ACCOUNTING)
    made = check(actor, way, chosen, again)
    data = made.data
    if data is None:
        raise NotNow(quickbooks.HAS_PROBLEMS)
    if not made.sent:
        raise NotNow(quickbooks.NOTHING_LEFT)
    sent = Sent("entry" if way == "qbo-time" else "bill", made.sent, bool(again))
    about = FileOf(way, chosen.to_query(), len(made.sent), made.totals, sent=sent)
    return exporting.made(actor, about, lambda out: out.write(data)), made.ending


def sent_before(actor: Actor | None, way: Way, chosen: WorkFilter) -> int:
    """Return how much of a filter is in a file for QuickBooks already."""
    actor = require(actor, Right.EXPORT_ACCOUNTING)
    if way == "qbo-time":
        return quickbooks.sent_before(actor, chosen)
    with reading() as db:
        known = set(quickbooks_rows.sent(db, "bill"))
        return sum(bill.id in known for bill in _issued(db, chosen))
