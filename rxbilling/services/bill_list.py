"""The list of bills: a page at a time, each with what became of it, and sums by currency."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from rxbilling.models import bill_lists as sql
from rxbilling.models import bill_rows, mail_rows
from rxbilling.models.bill_lists import STATUSES, BillLine, Sums
from rxbilling.models.database import reading
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.addresses import number_in, query_of, text_in, word_in
from rxbilling.services.bill_days import day_of
from rxbilling.services.bill_mails import sent_among
from rxbilling.services.inputs import may_be_number, plain

A_PAGE = 50
__all__ = ["STATUSES", "BillQuery", "Listed", "Page", "Sums", "drafts_among", "some"]


@dataclass(frozen=True, slots=True)
class BillQuery:
    """Which bills: every part that is set must hold; a bill is of the days when it reaches into them.

    ``status`` is one of ``STATUSES``.
    """

    part: str = ""
    accounts: tuple[int, ...] = ()
    contract: int | None = None
    status: str = ""
    first: date | None = None
    last: date | None = None

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """Read what is looked for from an address."""
        account, status = number_in(query, "account"), word_in(query, "status", STATUSES)
        return cls(text_in(query), (account,) if account else (), number_in(query, "contract"), status)

    def to_query(self) -> str:
        """Return what is looked for as the query of an address; days are not in it."""
        account = self.accounts[0] if self.accounts else None
        return query_of({"text": self.part, "account": account, "contract": self.contract, "status": self.status})


@dataclass(frozen=True, slots=True)
class Listed:
    """A bill in the list; amounts are minor units of ``currency``, ``number`` is empty for a draft.

    ``status`` is one of ``STATUSES``; ``open`` is what is still to be paid, 0 where that is nothing, and ``back`` what
    is owed to the customer after a credit; ``is_mailed`` says that it was sent by e-mail, or is about to be.
    """

    id: int
    kind: str
    number: str
    account_id: int
    account: str
    contract_id: int | None
    contract: str
    first: date
    last: date
    bill_day: date
    due: date | None
    status: str
    currency: str
    total: int
    open: int
    back: int
    is_mailed: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Some bills of a query, how many there are in all, and sums of all by currency, without void ones."""

    rows: list[Listed]
    count: int
    sums: list[Sums]


def some(actor: Actor | None, query: BillQuery, first: int = 0, most: int = A_PAGE) -> Page:
    """Return a page of bills from a row on: drafts first, then the newest.

    Raises:
        Refused: the actor may see none.
    """
    require(actor, Right.SEE_BILLS)
    wanted = _wanted(query)
    with reading() as db:
        day = day_of(db).toordinal()
        rows = sql.page(db, wanted, day, max(first, 0), most)
        mailed = sent_among(mail_rows.of_bills(db, [row.bill.id or 0 for row in rows]))
        listed = [_listed(row, is_mailed=row.bill.id in mailed) for row in rows]
        return Page(listed, sql.count(db, wanted, day), sql.sums(db, wanted, day))


def drafts_among(actor: Actor | None, numbers: Sequence[int]) -> list[int]:
    """Return those of some bills that are drafts, by the numbers of their rows.

    Raises:
        Refused: the actor may see none.
    """
    require(actor, Right.SEE_BILLS)
    with reading() as db:
        found = bill_rows.bills(db, [number for number in numbers if may_be_number(number)])
    return [bill.id or 0 for bill in found if bill.state == "draft"]


def _wanted(query: BillQuery) -> sql.Wanted:
    first, last = (None if day is None else day.toordinal() for day in (query.first, query.last))
    status = query.status if query.status in STATUSES else ""
    return sql.Wanted(plain(query.part).strip(), query.accounts, query.contract, status, first, last)


def _listed(row: BillLine, *, is_mailed: bool) -> Listed:
    bill = row.bill
    is_owed = bill.kind == "bill" and bill.state == "issued"
    return Listed(
        id=bill.id or 0,
        kind=bill.kind,
        number=bill.number or "",
        account_id=bill.account_id,
        account=bill.name,
        contract_id=bill.contract_id,
        contract=bill.contract,
        first=date.fromordinal(bill.first_day),
        last=date.fromordinal(bill.last_day),
        bill_day=date.fromordinal(bill.bill_day),
        due=None if bill.due_day is None else date.fromordinal(bill.due_day),
        status=row.status,
        currency=bill.currency,
        total=bill.total,
        open=max(bill.total - row.settled, 0) if is_owed else 0,
        back=max(row.settled - bill.total, 0) if is_owed else 0,
        is_mailed=is_mailed,
    )
