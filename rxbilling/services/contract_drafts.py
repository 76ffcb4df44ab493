"""What a person says of a contract, and as columns of its table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rxbilling.engine.terms import Rounding, Tax
from rxbilling.models import Contract, ContractCover
from rxbilling.services.inputs import plain
from rxbilling.services.pricing_terms import rounding_of, taxes_in


@dataclass(frozen=True, slots=True)
class Overrides:
    """What is agreed otherwise than in the plan; None as in the plan, ``overage_rates`` one for each tier."""

    base_charge: int | None = None
    allowance_amount: int | None = None
    overage_rates: tuple[int, int, int, int] | None = None

    def columns(self) -> dict[str, Any]:
        """Return columns of the plan."""
        rates = list(self.overage_rates) if self.overage_rates else None
        values = {"base_charge": self.base_charge, "allowance_amount": self.allowance_amount, "overage_rates": rates}
        return {name: value for name, value in values.items() if value is not None}

    @classmethod
    def of(cls, columns: dict[str, Any]) -> "Overrides":
        """Read what is stored."""
        rates: Sequence[int] | None = columns.get("overage_rates")
        four = (rates[0], rates[1], rates[2], rates[3]) if rates else None
        return cls(columns.get("base_charge"), columns.get("allowance_amount"), four)


@dataclass(frozen=True, slots=True)
class ContractDraft:
    """A contract as somebody wants it; days are both included, without a last one it goes on.

    Without ``services`` and ``products`` it covers everything. Without a calendar, a rounding or a currency of its own
    it takes the account's. One that ``is_draft`` is not in force.
    """

    number: str
    account_id: int
    plan_id: int
    first_day: date
    last_day: date | None = None
    name: str = ""
    services: tuple[int, ...] = ()
    products: tuple[str, ...] = ()
    calendar_id: int | None = None
    rounding: Rounding | None = None
    currency: str | None = None
    purchase_order: str = ""
    discount_bp: int = 0
    discount_amount: int = 0
    taxes: tuple[Tax, ...] = ()
    bill_email: str = ""
    payment_days: int = 30
    auto_renew: bool = False
    note: str = ""
    overrides: Overrides = Overrides()
    is_draft: bool = False


def columns_of(draft: ContractDraft) -> dict[str, Any]:
    """Return a draft as columns; what it covers stands in a table of its own."""
    number = plain(draft.number).strip()
    return {
        "number": number,
        "name": plain(draft.name).strip() or number,
        "account_id": draft.account_id,
        "plan_id": draft.plan_id,
        "first_day": draft.first_day.toordinal(),
        "last_day": draft.last_day.toordinal() if draft.last_day else None,
        "calendar_id": draft.calendar_id,
        "currency": draft.currency,
        "purchase_order": plain(draft.purchase_order).strip(),
        "discount_bp": draft.discount_bp,
        "discount_amount": draft.discount_amount,
        "taxes": [{"name": plain(tax.name).strip(), "bp": tax.bp} for tax in draft.taxes],
        "bill_email": plain(draft.bill_email).strip(),
        "payment_days": draft.payment_days,
        "auto_renew": draft.auto_renew,
        "note": plain(draft.note).strip(),
        "overrides": draft.overrides.columns(),
        "state": "draft" if draft.is_draft else "active",
        **rounding_columns(draft.rounding),
    }


def rounding_columns(rounding: Rounding | None) -> dict[str, Any]:
    """Return a rounding policy as columns of an account or a contract; None leaves it to the next level."""
    chosen = rounding or Rounding()
    return {
        "rounding_increment_s": rounding.increment_s if rounding else None,
        "rounding_minimum_s": chosen.minimum_s,
        "rounding_mode": chosen.mode,
        "rounding_scope": chosen.scope,
    }


def draft_of(contract: Contract, covers: Sequence[ContractCover]) -> ContractDraft:
    """Return a stored contract as a draft."""
    return ContractDraft(
        number=contract.number,
        account_id=contract.account_id,
        plan_id=contract.plan_id,
        first_day=date.fromordinal(contract.first_day),
        last_day=date.fromordinal(contract.last_day) if contract.last_day else None,
        name=contract.name,
        services=tuple(cover.service_id for cover in covers if cover.service_id is not None),
        products=tuple(cover.product for cover in covers if cover.product is not None),
        calendar_id=contract.calendar_id,
        rounding=rounding_of(contract),
        currency=contract.currency,
        purchase_order=contract.purchase_order,
        discount_bp=contract.discount_bp,
        discount_amount=contract.discount_amount,
        taxes=taxes_in(contract.taxes),
        bill_email=contract.bill_email,
        payment_days=contract.payment_days,
        auto_renew=contract.auto_renew,
        note=contract.note,
        overrides=Overrides.of(contract.overrides),
        is_draft=contract.state == "draft",
    )
