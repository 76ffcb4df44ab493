"""A billing run: what the bills of some days would be, and making drafts of exactly that (R22, R25)."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session as Database

from rxbilling.exchange.bill_paper import BillPaper
from rxbilling.exchange.clock import FIRST_DAY, LAST_DAY, NOT_OUR_TIME
from rxbilling.locales import N_, Message
from rxbilling.models import Bill, BillTax, Contract, bill_rows
from rxbilling.models.bill_items import Scope
from rxbilling.models.database import reading, writing
from rxbilling.services import audit, bill_finding, bill_places
from rxbilling.services.access import Actor, Invalid, Right, require
from rxbilling.services.bill_finding import LeftOut
from rxbilling.services.bill_making import Made, make_all
from rxbilling.services.bill_papers import paper
from rxbilling.services.contract_facts import amount_text
from rxbilling.services.inputs import may_be_number

Progress = Callable[[int], None]
BACKWARDS = Message(N_("The last day comes before the first."))
STRANGER = Message(N_("One of the contracts is of an account that is not chosen."))
UNKNOWN = Message(N_("Choose accounts and contracts from the list."))
ANOTHER = Message(N_("What is to be billed has changed meanwhile. Look at it again, then make the bills."))


@dataclass(frozen=True, slots=True)
class Run:
    """What is billed: base charges and top-ups of some days (both included), work and the rest up to the last.

    ``accounts`` and ``contracts`` narrow it down; empty they mean all.
    """

    first: date
    last: date
    accounts: tuple[int, ...] = ()
    contracts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """The bills that a run would make, what it leaves out and why, and a promise by which it is told from others."""

    bills: list[BillPaper]
    left_out: list[LeftOut]
    promise: str

    @property
    def totals(self) -> dict[str, int]:
        """What the bills come to, by currency."""
        sums: dict[str, int] = {}
        for bill in self.bills:
            sums[bill.currency] = sums.get(bill.currency, 0) + bill.total
        return dict(sorted(sums.items()))


def preview(actor: Actor | None, run: Run) -> Preview:
    """Return what a run would make; nothing is written.

    Raises:
        Refused: the actor may not, or the days or numbers cannot be taken.
    """
    require(actor, Right.CHANGE_BILLS)
    scope = _scope(run)
    with reading() as db:
        _refuse_strangers(db, run)
        found = bill_finding.find(db, run.first.toordinal(), scope)
        bill_finding.explain(db, run.first.toordinal(), scope, found)
        made = make_all(found, run.first.toordinal(), run.last.toordinal())
        void = bill_places.take(db, made)
    bills = [paper(one.bill, one.lines, one.taxes, refers_to=void.get(one.bill.replaces_id or 0, "")) for one in made]
    return Preview(bills, found.left_out, _promise(made))


def make(actor: Actor | None, run: Run, promise: str, progress: Progress = lambda _percent: None) -> list[int]:
    """Make drafts of what ``preview`` has shown, all or none; return their numbers. Nothing to bill makes none (R25).

    Args:
        actor: Who bills.
        run: What is billed.
        promise: That of the preview.
        progress: Is told how far it is, in per cent.

    Raises:
        Refused: as ``preview``; Invalid where what is to be billed is not what was shown.
    """
    actor = require(actor, Right.CHANGE_BILLS)
    scope = _scope(run)
    with writing() as db:
        _refuse_strangers(db, run)
        found = bill_finding.find(db, run.first.toordinal(), scope)
        progress(30)
        made = make_all(found, run.first.toordinal(), run.last.toordinal())
        if _promise(made) != promise:
            raise Invalid("promise", ANOTHER)
        progress(60)
        bill_places.take(db, made)
        ids = store(db, made)
        for one in made:
            audit.record(db, actor, "add", "bill", subject_id=one.bill.id, after=facts(one.bill))
        progress(95)
    return ids


def store(db: Database, made: Sequence[Made]) -> list[int]:
    """Write bills as drafts; return their numbers."""
    bills = [one.bill for one in made]
    db.add_all(bills)
    db.flush()
    lines = [(bill.id or 0, line) for bill, one in zip(bills, made, strict=True) for line in one.lines]
    bill_rows.insert_lines(db, [line for _, line in lines], [bill for bill, _ in lines])
    for bill, one in zip(bills, made, strict=True):
        db.add_all(
            BillTax(bill_id=bill.id or 0, position=place, **tax._asdict()) for place, tax in enumerate(one.taxes, 1)
        )
    return [bill.id or 0 for bill in bills]


def facts(bill: Bill) -> audit.Facts:
    """Return a bill for the audit trail."""
    return {
        "bill": bill.number,
        "account": bill.name,
        "contract": bill.contract or None,
        "first_day": date.fromordinal(bill.first_day).isoformat(),
        "last_day": date.fromordinal(bill.last_day).isoformat(),
        "total": amount_text(bill.total, "money", bill.currency),
    }


def _scope(run: Run) -> Scope:
    if run.last < run.first:
        raise Invalid("last", BACKWARDS)
    if run.first.toordinal() < FIRST_DAY or run.last.toordinal() > LAST_DAY:
        raise Invalid("last", NOT_OUR_TIME)
    if not all(map(may_be_number, (*run.accounts, *run.contracts))):
        raise Invalid("accounts", UNKNOWN)
    return Scope(run.last.toordinal(), run.accounts, run.contracts)


def _refuse_strangers(db: Database, run: Run) -> None:
    """Refuse contracts of accounts that are not billed: nothing of either would be."""
    owners = {contract.account_id for number in run.contracts if (contract := db.get(Contract, number))}
    if run.accounts and not owners <= set(run.accounts):
        raise Invalid("contract", STRANGER)


def _promise(made: Sequence[Made]) -> str:
    """Return what tells these bills from others."""
    return hashlib.sha256(repr([one.what for one in made]).encode()).hexdigest()
