"""What is to be billed in some days, by whom it is owed, and what is left out and why (R22, R25)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlmodel import Session as Database

from rxbilling.engine.bill import expense_charge
from rxbilling.engine.due import base_charges
from rxbilling.engine.quantities import price_of
from rxbilling.engine.terms import Contract as Terms
from rxbilling.engine.terms import Tax
from rxbilling.models import Contract
from rxbilling.models import bill_items as sql
from rxbilling.models.agreed_rows import Agreed, agreed
from rxbilling.models.bill_items import Item, Scope
from rxbilling.services import approval, plan_titles
from rxbilling.services.pricing_terms import contracts_of, taxes_in

# Why something is not on a bill, and of which rows the numbers are.
LEFT_OUT = {
    "no_price": "entry",
    "unapproved": "entry",
    "unapproved_expense": "expense",
    "on_draft": "entry",
    "billed": "entry",
    "not_due": "contract",
    "earlier": "contract",
    "earlier_top_up": "contract",
    "draft_contract": "contract",
}


class Owner(NamedTuple):
    """Who owes it: an account, by a contract or (None) outside of contracts, in a currency."""

    account_id: int
    contract_id: int | None
    currency: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows that are not billed, for one reason (a key of ``LEFT_OUT``): entries, expenses or contracts by number."""

    reason: str
    numbers: tuple[int, ...]

    @property
    def of(self) -> str:
        """Of which rows the numbers are: ``entry``, ``expense`` or ``contract``."""
        return LEFT_OUT[self.reason]


@dataclass(slots=True)
class Found:
    """Items by owner, each kind in its order; reasons with the numbers of what is left out; and what is agreed.

    ``currencies`` are those of accounts (R6b).
    """

    rows: Agreed
    currencies: dict[int, str]
    items: dict[Owner, list[Item]] = field(default_factory=lambda: defaultdict(list))
    reasons: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    @property
    def left_out(self) -> list[LeftOut]:
        """What is left out, reason by reason."""
        return [LeftOut(reason, tuple(self.reasons[reason])) for reason in LEFT_OUT if self.reasons[reason]]


def find(db: Database, first_day: int, scope: Scope) -> Found:
    """Return what can be billed: base charges and top-ups from a day (ordinal) on, all else up to the scope's last."""
    rows = agreed(db, scope.accounts or None)
    currencies = {row.id or 0: row.currency or rows.organisation.currency for row in rows.accounts}
    found = Found(rows, currencies)
    _find_base(db, first_day, scope, found)
    _find_top_ups(db, first_day, scope, found)
    _find_work(db, scope, found)
    _find_extras(db, scope, found)
    _find_expenses(db, scope, found)
    return found


def explain(db: Database, first_day: int, scope: Scope, found: Found) -> None:
    """Look up also why other work and contracts are not billed."""
    found.reasons["no_price"] += sql.without_price(db, scope)
    found.reasons["on_draft"] += sql.on_drafts(db, scope)
    found.reasons["billed"] += sql.already(db, scope, first_day)
    found.reasons["draft_contract"] += sql.draft_contracts(db, scope)


def _find_base(db: Database, first_day: int, scope: Scope, found: Found) -> None:
    billed, plans = sql.cycles(db, scope), plan_titles.titles(found.rows.plans)
    for row, contract in zip(found.rows.contracts, contracts_of(found.rows), strict=True):
        number = row.id or 0
        if scope.contracts and number not in scope.contracts:
            continue
        owner = Owner(row.account_id, number, row.currency or found.currencies[row.account_id])
        for item in _bases(contract, first_day, scope.last_day, found.reasons, billed):
            found.items[owner].append(item._replace(text=plans[row.plan_id]))


def _bases(
    contract: Terms, first_day: int, last_day: int, reasons: dict[str, list[int]], billed: set[tuple[int, ...]]
) -> Iterator[Item]:
    number, late = int(contract.key), {"before": "earlier", "later": "not_due"}
    for base in base_charges(contract, first_day, last_day):
        if (number, base.span.first_day) in billed:
            continue
        if base.due == "now":
            start, end = base.span.first_day, base.span.last_day
            yield Item("base", contract_id=number, cycle_day=start, day=start, last_day=end, amount=base.amount)
        elif base.amount and number not in reasons[late[base.due]]:
            reasons[late[base.due]].append(number)


def _find_top_ups(db: Database, first_day: int, scope: Scope, found: Found) -> None:
    contracts = {row.id: row for row in found.rows.contracts}
    for account, contract, number, first, last, name, price in sql.top_ups(db, scope):
        if first >= first_day:
            owner = Owner(account, contract, contracts[contract].currency or found.currencies[account])
            item = Item("top_up", top_up_id=number, day=first, last_day=last, text=name, amount=price)
            found.items[owner].append(item)
        elif contract not in found.reasons["earlier_top_up"]:
            found.reasons["earlier_top_up"].append(contract)


def _find_work(db: Database, scope: Scope, found: Found) -> None:
    rows = list(sql.work(db, scope))
    unapproved = set(approval.unapproved(db, sorted({row[3] for row in rows})))
    found.reasons["unapproved"] += sorted(unapproved)
    for account, contract, currency, *row in rows:
        if row[0] not in unapproved:
            found.items[Owner(account, contract, currency)].append(_of_portion(*row))


def _of_portion(  # noqa: PLR0917 - the columns of ``bill_items.WORK``
    entry: int,
    seq: int,
    day: int,
    note: str,
    ticket: str | None,
    subject: str | None,
    service: str | None,
    rep: str,
    tier: int,
    kind: int,
    request: bool,
    seconds: int,
    rate: int,
    factor_bp: int,
    amount: int,
) -> Item:
    return Item(
        "work",
        entry_id=entry,
        portion_seq=seq,
        day=day,
        text=note,
        ticket=ticket or "",
        subject=subject or "",
        service=service or "",
        rep=rep,
        tier=tier,
        portion_kind=kind,
        per="request" if request else "hour",
        seconds=seconds,
        rate=price_of(kind, request, rate, factor_bp, amount),
        amount=amount,
    )


def _find_extras(db: Database, scope: Scope, found: Found) -> None:
    for account, contract, currency, number, day, text, quantity, price, amount in sql.extras(db, scope):
        item = Item("extra", extra_id=number, day=day, text=text, quantity=quantity, rate=price, amount=amount)
        found.items[Owner(account, contract, currency)].append(item)


def _find_expenses(db: Database, scope: Scope, found: Found) -> None:
    rows = list(sql.expenses(db, scope))
    unapproved = set(approval.unapproved_expenses(db, [row[3] for row in rows]))
    found.reasons["unapproved_expense"] += sorted(unapproved)
    for account, contract, currency, number, day, category, note, ticket, rep, amount, tax in rows:
        if number not in unapproved:
            item = Item("expense", expense_id=number, day=day, text=category, ticket=ticket or "", subject=note)
            owner = Owner(account, contract, currency)
            charged = expense_charge(amount, tax, is_taxed=bool(taxes_of(found.rows, owner)))
            found.items[owner].append(item._replace(rep=rep, amount=charged))


def taxes_of(rows: Agreed, owner: Owner) -> Sequence[Tax]:
    """Return the taxes of who owes something: the contract's, or those of bills without one."""
    contract = contract_of(rows, owner)
    taxes = rows.organisation.bill_taxes if contract is None else contract.taxes
    return taxes_in(taxes)


def contract_of(rows: Agreed, owner: Owner) -> Contract | None:
    """Return the contract by which something is owed, if it is by one."""
    return next((row for row in rows.contracts if row.id == owner.contract_id), None)
