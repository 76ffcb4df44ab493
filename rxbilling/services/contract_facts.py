"""What a stored contract says, for the audit trail: by names that are still understood when rows are gone."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session as Database

from rxbilling.exchange.money_text import major_text
from rxbilling.models import Account, Calendar, Contract, Organisation, Service, SupportPlan
from rxbilling.models import contract_rows as sql
from rxbilling.models.organisation import RoundingColumns
from rxbilling.services.audit import Facts


def currency_in(db: Database, contract: Contract) -> str:
    """Return the currency of a contract (R6b): its own, else the account's, else the organisation's."""
    account = db.get_one(Account, contract.account_id)
    return contract.currency or account.currency or db.get_one(Organisation, 1).currency


def facts(db: Database, contract: Contract) -> Facts:
    """Return a contract for the audit trail."""
    plan, calendar = db.get_one(SupportPlan, contract.plan_id), contract.calendar_id
    return {
        "contract": contract.number,
        "name": contract.name,
        "account": db.get_one(Account, contract.account_id).name,
        "plan": plan.name,
        "first_day": _day(contract.first_day),
        "last_day": _day(contract.last_day),
        "covers": _covers(db, contract),
        "calendar": db.get_one(Calendar, calendar).name if calendar else None,
        "currency": contract.currency,
        "purchase_order": contract.purchase_order,
        "discount": _percent(contract.discount_bp) if contract.discount_bp else None,
        "taxes": tax_text([(str(tax["name"]), int(tax["bp"])) for tax in contract.taxes]),
        "bill_email": contract.bill_email,
        "payment_days": contract.payment_days,
        "auto_renew": "yes" if contract.auto_renew else "no",
        "state": contract.state,
        "end_reason": contract.end_reason,
        "note": contract.note,
        **_agreed(db, contract, plan),
        "rounding": rounding_text(contract),
    }


def _agreed(db: Database, contract: Contract, plan: SupportPlan) -> Facts:
    """Return what is agreed otherwise than in the plan, and the discount in money."""
    currency, agreed = currency_in(db, contract), contract.overrides
    allowance = agreed.get("allowance_amount")
    rates = agreed.get("overage_rates")
    return {
        "discount_amount": amount_text(contract.discount_amount, "money", currency)
        if contract.discount_amount
        else None,
        "base_charge": amount_text(agreed["base_charge"], "money", currency) if "base_charge" in agreed else None,
        "allowance": None if allowance is None else amount_text(allowance, plan.allowance_unit, currency),
        "overage": " · ".join(major_text(rate, currency) for rate in rates) if rates else None,
    }


def tax_text(taxes: Sequence[tuple[str, int]]) -> str | None:
    """Return names and shares (basis points) of taxes; None without any."""
    return " · ".join(f"{name} {_percent(bp)}" for name, bp in taxes) or None


def amount_text(amount: int, unit: str, currency: str) -> str:
    """Return an amount of a unit: hours and minutes, requests, or money."""
    if unit == "money":
        return f"{major_text(amount, currency)} {currency}"
    return f"{amount // 3600}:{amount // 60 % 60:02}" if unit == "second" else str(amount)


def rounding_text(row: RoundingColumns) -> str | None:
    """Return a rounding policy: its increment and minimum, how and what is rounded."""
    if row.rounding_increment_s is None:
        return None
    parts = (row.rounding_increment_s, row.rounding_minimum_s)
    lengths = " / ".join(f"{seconds // 60}:{seconds % 60:02}" for seconds in parts)
    return f"{lengths}, {row.rounding_mode}, {row.rounding_scope}"


def _covers(db: Database, contract: Contract) -> str | None:
    own = sql.covers(db, [contract.id or 0]).get(contract.id or 0, [])
    names = [db.get_one(Service, cover.service_id).name if cover.service_id else cover.product for cover in own]
    return ", ".join(name or "" for name in names) or None


def _day(day: int | None) -> str | None:
    return None if day is None else date.fromordinal(day).isoformat()


def _percent(basis_points: int) -> str:
    whole, rest = divmod(basis_points, 100)
    return f"{whole}.{rest:02} %" if rest else f"{whole} %"
