"""The fields of a contract: read from what a form says, and told as text."""

from dataclasses import dataclass

from rxbilling.engine.terms import Rounding, Tax
from rxbilling.services import expenses
from rxbilling.services.access import Actor
from rxbilling.services.contract_drafts import ContractDraft, Overrides
from rxbilling.services.expense_drafts import currencies
from rxbilling.state.expense_fields import chosen_number
from rxbilling.state.form_days import day_typed
from rxbilling.state.forms import language_of, text_of
from rxbilling.state.quantities import (
    Form,
    money_text,
    money_typed,
    quantity_text,
    quantity_typed,
    share_text,
    share_typed,
    whole_typed,
)
from rxbilling.state.term_fields import decimal_of, decimal_text, four_of

MINUTE = 60
SHORT = 4
TIERS = range(4)


@dataclass
class TaxLine:
    """A tax in the form; ``place`` tells its fields from those of the others."""

    place: int = 0
    name: str = ""
    share: str = ""


@dataclass
class ServiceLine:
    """A service that a contract may cover."""

    number: int = 0
    name: str = ""
    chosen: bool = False


@dataclass
class ContractTexts:
    """A contract as the fields of its form; ``overage`` has one price for each tier."""

    number: str = ""
    name: str = ""
    plan: str = ""
    first_day: str = ""
    last_day: str = ""
    products: str = ""
    calendar: str = ""
    currency: str = ""
    purchase_order: str = ""
    discount: str = ""
    discount_amount: str = ""
    bill_email: str = ""
    payment_days: str = ""
    note: str = ""
    base_charge: str = ""
    allowance: str = ""
    increment: str = ""
    minimum: str = ""
    mode: str = "up"
    scope: str = "entry"
    auto_renew: bool = False
    is_draft: bool = False
    overage: list[str] = None  # type: ignore[assignment]  # Reflex fills it


def texts_of(language: str, draft: ContractDraft, currency: str, unit: str) -> ContractTexts:
    """Return a draft as text; its amounts are in a currency, its plan counts a unit."""
    agreed, own = draft.overrides, draft.rounding
    return ContractTexts(
        number=draft.number,
        name=draft.name if draft.name != draft.number else "",
        plan=str(draft.plan_id or ""),
        first_day=draft.first_day.isoformat(),
        last_day=draft.last_day.isoformat() if draft.last_day else "",
        products="; ".join(draft.products),
        calendar=str(draft.calendar_id or ""),
        currency=draft.currency or "",
        purchase_order=draft.purchase_order,
        discount=share_text(language, draft.discount_bp) if draft.discount_bp else "",
        discount_amount=money_text(language, draft.discount_amount or None, currency),
        bill_email=draft.bill_email,
        payment_days=str(draft.payment_days),
        note=draft.note,
        base_charge=money_text(language, agreed.base_charge, currency),
        allowance=quantity_text(language, agreed.allowance_amount, unit, currency),
        increment=decimal_text(language, own.increment_s, MINUTE) if own else "",
        minimum=decimal_text(language, own.minimum_s, MINUTE) if own else "",
        mode=own.mode if own else "up",
        scope=own.scope if own else "entry",
        auto_renew=draft.auto_renew,
        is_draft=draft.is_draft,
        overage=[money_text(language, rate, currency) for rate in agreed.overage_rates or (None,) * 4],
    )


def tax_lines(language: str, taxes: tuple[Tax, ...]) -> list[TaxLine]:
    """Return taxes as lines of a form, one of which is empty."""
    lines = [TaxLine(place, tax.name, share_text(language, tax.bp)) for place, tax in enumerate(taxes)]
    return [*lines, TaxLine(len(lines))]


def draft_of(actor: Actor | None, form: Form, account: int, unit: str) -> ContractDraft:
    """Return what the form says of a contract of an account, whose plan counts a unit.

    Raises:
        Invalid: a field is not what it should be.
    """
    language = language_of(actor)
    # Amounts cannot be read without a currency.
    chosen = text_of(form, "currency")
    currency = chosen if chosen in currencies() else expenses.currency_for(actor, account)
    last = text_of(form, "last_day")
    return ContractDraft(
        number=text_of(form, "number"),
        account_id=account,
        plan_id=chosen_number(text_of(form, "plan")),
        first_day=day_typed(text_of(form, "first_day"), "first_day"),
        last_day=day_typed(last, "last_day") if last else None,
        name=text_of(form, "name"),
        services=_services(form),
        products=tuple(dict.fromkeys(part.strip() for part in text_of(form, "products").split(";") if part.strip())),
        calendar_id=chosen_number(text_of(form, "calendar")) or None,
        rounding=rounding_typed(form),
        currency=chosen or None,
        purchase_order=text_of(form, "purchase_order"),
        discount_bp=share_typed(text_of(form, "discount"), "discount"),
        discount_amount=money_typed(form, "discount_amount", language, currency) or 0,
        taxes=taxes_typed(form),
        bill_email=text_of(form, "bill_email"),
        payment_days=whole_typed(form, "payment_days") or 0,
        auto_renew=bool(form.get("auto_renew")),
        note=text_of(form, "note"),
        overrides=Overrides(
            base_charge=money_typed(form, "base_charge", language, currency),
            allowance_amount=quantity_typed(form, "allowance_amount", unit, language, currency),
            overage_rates=four_of(form, "overage", language, currency),
        ),
        is_draft=bool(form.get("is_draft")),
    )


def _services(form: Form) -> tuple[int, ...]:
    names = (name.removeprefix("service_") for name, value in form.items() if name.startswith("service_") and value)
    return tuple(sorted(chosen_number(name) for name in names))


def rounding_typed(form: Form) -> Rounding | None:
    """Return the rounding policy that a form says; None where it leaves that to the next level.

    Raises:
        Invalid: a number is none.
    """
    if not text_of(form, "rounding_increment"):
        return None
    increment, minimum = (decimal_of(form, name, MINUTE) for name in ("rounding_increment", "rounding_minimum"))
    mode, scope = text_of(form, "rounding_mode"), text_of(form, "rounding_scope")
    return Rounding(increment, minimum, mode, scope)  # type: ignore[arg-type]  # checked by the service


def taxes_typed(form: Form) -> tuple[Tax, ...]:
    """Return the taxes that a form says; lines without anything are none.

    Raises:
        Invalid: a percentage is none.
    """
    ends = (name.removeprefix("tax_name_") for name in form if name.startswith("tax_name_"))
    places = sorted(int(place) for place in ends if place.isdecimal() and len(place) < SHORT)
    lines = [(text_of(form, f"tax_name_{place}"), text_of(form, f"tax_share_{place}")) for place in places]
    return tuple(Tax(name, share_typed(share, "taxes")) for name, share in lines if name or share)
