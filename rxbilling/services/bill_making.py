"""A bill made of what one owner owes: lines as they are printed, discount, taxes, and what it says of both parties."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from rxbilling.engine.bill import Bill as Sums
from rxbilling.engine.bill import Discount, make_bill, shared
from rxbilling.engine.bill import Line as Charged
from rxbilling.engine.terms import Tax
from rxbilling.models import Account, Bill, Contract, Organisation
from rxbilling.models.agreed_rows import Agreed
from rxbilling.models.bill_items import Item
from rxbilling.models.billing import LINE_KINDS
from rxbilling.services.bill_finding import Found, Owner, contract_of, taxes_of


class Line(NamedTuple):
    """An item, the printed line that it is a part of (from 1), and its share of the discount."""

    position: int
    discount: int
    item: Item


class TaxLine(NamedTuple):
    """What a tax comes to, in basis points of a net."""

    name: str
    bp: int
    net: int
    amount: int


@dataclass(frozen=True, slots=True)
class Made:
    """A bill that is not stored yet, or as it would be made again."""

    bill: Bill
    lines: tuple[Line, ...]
    taxes: tuple[TaxLine, ...]

    @property
    def what(self) -> tuple[object, ...]:
        """All that it says: two that are alike here print alike."""
        return tuple(getattr(self.bill, name) for name in SAID), self.lines, self.taxes


# What is of a row, or of its fate, is nothing that a draft says.
NOT_SAID = {"id", "version", "number", "state", "note", "replaces_id", "bill_day"}
SAID = [name for name in Bill.model_fields if name not in NOT_SAID]
Groups = dict[tuple[object, ...], list[Item]]


def make_all(found: Found, first_day: int, last_day: int) -> list[Made]:
    """Return the bills of some days (ordinals), by account and contract; nothing but charges of 0 makes none."""
    accounts = {row.id: row for row in found.rows.accounts}
    order = sorted(
        found.items, key=lambda owner: (accounts[owner.account_id].name.lower(), owner.contract_id or 0, owner.currency)
    )
    made = (make(found.rows, owner, found.items[owner], first_day, last_day) for owner in order)
    return [one for one in made if any(line.item.kind != "base" or line.item.amount for line in one.lines)]


def make(rows: Agreed, owner: Owner, items: Sequence[Item], first_day: int, last_day: int) -> Made:
    """Return the bill of some items; it reaches back to the first day of any of them."""
    bill = _header(rows, owner)
    groups = _grouped(bill.detail, items)
    sums = _sums(bill, groups, taxes_of(rows, owner))
    bill.first_day = min([first_day, last_day, *(item.day for item in items if item.day)])
    bill.last_day = bill.bill_day = last_day
    bill.net, bill.total = sums.net, sums.total
    taxes = (TaxLine(tax.tax.name, tax.tax.bp, sums.net, tax.amount) for tax in sums.taxes)
    return Made(bill, tuple(_lines(groups, sums)), tuple(taxes))


def _sums(bill: Bill, groups: Groups, taxes: Sequence[Tax]) -> Sums:
    charged = [Charged(members[0].kind, sum(item.amount for item in members)) for members in groups.values()]  # type: ignore[arg-type]  # checked by the table
    # A discount in money is a cycle's (R22): it is given with its base charge, and not again with late work.
    cycles = sum(members[0].kind == "base" for members in groups.values())
    discount = Discount(bill.discount_bp, bill.discount_amount * cycles)
    return make_bill(charged, discount, taxes, bill.tax_scope)  # type: ignore[arg-type]  # checked by the table


def _lines(groups: Groups, sums: Sums) -> list[Line]:
    parts = [(place, item) for place, members in enumerate(groups.values()) for item in members]
    discounts = [line.discount for line in sums.lines]
    amounts, places = [item.amount for _, item in parts], [place for place, _ in parts]
    off = shared(discounts, amounts, places)
    return [Line(place + 1, part, item) for part, (place, item) in zip(off, parts, strict=True)]


def _grouped(detail: str, items: Sequence[Item]) -> Groups:
    """Put items that are printed as one line together, in the order in which they are printed."""
    groups: Groups = {}
    for item in items:
        groups.setdefault(_group(detail, item), []).append(item)
    return dict(sorted(groups.items(), key=lambda group: _place(detail, group[1][0])))


def _group(detail: str, item: Item) -> tuple[object, ...]:
    """Return what items of one printed line have in common: of work the detail, and how it is charged."""
    if item.kind != "work":
        return item.key
    value = {
        "entry": (item.entry_id, item.tier),
        "ticket": item.ticket,
        "service": item.service,
        "tier": item.tier,
    }
    return item.kind, value[detail], item.portion_kind, item.per, item.rate


def _place(detail: str, item: Item) -> tuple[object, ...]:
    """Return where the line of an item is printed: by kind; entries by day, all else by name, the nameless last."""
    kind = LINE_KINDS.index(item.kind)
    if item.kind != "work":
        return kind, item.day or 0
    if detail == "entry":
        return kind, item.day or 0
    places: dict[str, tuple[object, ...]] = {
        "ticket": (not item.ticket, len(item.ticket), item.ticket.lower()),
        "service": (not item.service, item.service.lower()),
        "tier": (item.tier or 0,),
    }
    return kind, *places[detail], item.portion_kind or 0, -(item.rate or 0)


def _header(rows: Agreed, owner: Owner) -> Bill:
    organisation = rows.organisation
    account = next(row for row in rows.accounts if row.id == owner.account_id)
    contract = contract_of(rows, owner)
    return Bill(
        account_id=owner.account_id,
        contract_id=owner.contract_id,
        currency=owner.currency,
        first_day=0,
        last_day=0,
        bill_day=0,
        detail=account.bill_detail or organisation.bill_detail,
        hours_style=account.hours_style or organisation.hours_style,
        tax_scope=organisation.tax_scope,
        **_parties(organisation, account, contract),
        **_agreed(organisation, contract),
    )


def _parties(organisation: Organisation, account: Account, contract: Contract | None) -> dict[str, Any]:
    return {
        "issuer_name": organisation.name,
        "issuer_address": organisation.address,
        "issuer_tax_number": organisation.tax_number,
        "issuer_email": organisation.email,
        "footer": organisation.bill_footer,
        "name": account.name,
        "address": account.address,
        "tax_number": account.tax_number,
        "language": account.language,
        "email": contract.bill_email if contract and contract.bill_email else account.bill_email,
    }


def _agreed(organisation: Organisation, contract: Contract | None) -> dict[str, Any]:
    if contract is None:
        return {"payment_days": organisation.payment_days}
    return {
        "contract": contract.number,
        "purchase_order": contract.purchase_order,
        "payment_days": contract.payment_days,
        "discount_bp": contract.discount_bp,
        "discount_amount": contract.discount_amount,
    }
