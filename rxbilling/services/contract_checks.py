"""Whether a contract can be stored: its values, its place in a chain, and what runs beside it."""

import re
from collections.abc import Mapping, Sequence

from sqlmodel import Session as Database
from sqlmodel import SQLModel

from rxbilling.engine.terms import Rounding, Tax
from rxbilling.exchange.amounts import LARGEST, TOO_LARGE
from rxbilling.exchange.clock import FIRST_DAY, LAST_DAY, NOT_OUR_TIME
from rxbilling.locales import N_, Message
from rxbilling.models import Account, Calendar, Contract, Organisation, Service, SupportPlan
from rxbilling.models import contract_rows as sql
from rxbilling.models.organisation import ROUNDING_MODES, ROUNDING_SCOPES
from rxbilling.services.access import Invalid
from rxbilling.services.contract_drafts import ContractDraft
from rxbilling.services.entry_drafts import LONG_NOTE, LONGEST_NOTE
from rxbilling.services.expense_drafts import NO_CURRENCY, currencies
from rxbilling.services.inputs import may_be_number, plain

LONGEST_NUMBER, LONGEST_NAME = 60, 100
WHOLE, LONGEST_PAYMENT, LONGEST_INCREMENT = 10_000, 366, 86_400
EMAIL = re.compile(r"[^@\s,]+@[^@\s,]+(, ?[^@\s,]+@[^@\s,]+)*")
NO_NUMBER = Message(N_("Give the contract a number of 1 to {count} characters."), {"count": LONGEST_NUMBER})
TAKEN = N_("There is a contract {number} already. Choose another number.")
LONG_NAME = Message(N_("A name has at most {count} characters."), {"count": LONGEST_NAME})
RENEWS_NEVER = Message(N_("A contract that renews itself has a last day."))
BACKWARDS = Message(N_("The last day is not before the first."))
NO_EMAIL = Message(N_("This is not an e-mail address. Write several with commas between them."))
NO_SHARE = Message(N_("A percentage is 0 to 100."))
NEGATIVE = Message(N_("An amount is not negative."))
NO_TAX = Message(N_("Each tax has a name of its own, and 0 to 100 percent."))
NO_PAYMENT = Message(N_("Days to pay are 0 to {count}."), {"count": LONGEST_PAYMENT})
NO_ROUNDING = Message(N_("A step and a minimum are 0 to 24 hours."))
OTHER_CURRENCY = N_(
    "The amounts of this plan are in {plan}, the contract is in {contract}. Choose a plan in {contract}."
)
NOTHING_INCLUDED = Message(N_("A plan of a fixed charge includes no hours or requests."))
INACTIVE = N_("The plan “{name}” is not offered any more. Choose another one.")
OVERLAP = N_(
    "Contract {number} of this account covers the same on some of these days. Choose other days or another cover."
)
BEFORE_RENEWAL = N_("Contract {number} renews this one: this one must end before that begins.")
AFTER_RENEWED = N_("This contract renews {number}: it must begin after that has ended.")
OTHER_ACCOUNT = Message(N_("A contract stays with its account. End it, and make one for the other account."))
IN_FORCE = Message(N_("A contract in force does not become a draft again. Terminate it."))
BILLED = Message(N_("A base charge of this contract is billed: end it and make another, or renew it."))
UNKNOWN = {
    Account: Message(N_("There is no such account.")),
    SupportPlan: Message(N_("There is no such support plan.")),
    Calendar: Message(N_("There is no such calendar.")),
    Service: Message(N_("There is no such service.")),
}
CHOOSE: Mapping[type[SQLModel], Message] = {
    Account: Message(N_("Choose an account.")),
    SupportPlan: Message(N_("Choose a support plan.")),
}
Known = type[Account] | type[SupportPlan] | type[Calendar] | type[Service]


def check(db: Database, draft: ContractDraft, before: Contract | None, renewed: Contract | None = None) -> None:
    """Refuse what cannot be stored; ``before`` is the contract whose new values these are, ``renewed`` the one renewed.

    Raises:
        Invalid: a value cannot be taken; it names the field.
    """
    _check_words(db, draft, before)
    _check_known(db, draft, before or renewed)
    _check_days(draft)
    _check_money(draft)
    _check_terms(db, draft)
    check_rounding(draft.rounding)
    if before is not None:
        if draft.account_id != before.account_id and before.state != "draft":
            raise Invalid("account", OTHER_ACCOUNT)
        if draft.is_draft and before.state != "draft":
            raise Invalid("is_draft", IN_FORCE)
        _check_billed(db, draft, before)


def check_beside(db: Database, contract: Contract) -> None:
    """Refuse a contract that covers what another one covers on the same days, or that stands wrong in its chain.

    Raises:
        Invalid: it does; the other one is named.
    """
    _check_chain(db, contract)
    if contract.state == "draft":
        return
    others = sql.beside(db, contract)
    covers = sql.covers(db, [contract.id or 0, *(other.id or 0 for other in others)])
    known = {number: {cover.service_id or cover.product for cover in own} for number, own in covers.items()}
    mine = known.get(contract.id or 0, set())
    for other in others:
        theirs = known.get(other.id or 0, set())
        if mine & theirs or not (mine or theirs):
            raise Invalid("first_day", Message(OVERLAP, {"number": other.number}))


def _check_billed(db: Database, draft: ContractDraft, before: Contract) -> None:
    """Refuse to move cycles of which one is billed: a base charge is known by the first day of its cycle (R25)."""
    moves = {"first_day": draft.first_day.toordinal() != before.first_day, "plan": draft.plan_id != before.plan_id}
    changed = [field for field, is_other in moves.items() if is_other]
    if changed and sql.last_billed_cycle(db, before.id or 0) is not None:
        raise Invalid(changed[0], BILLED)


def _check_chain(db: Database, contract: Contract) -> None:
    before = db.get(Contract, contract.renewal_of_id) if contract.renewal_of_id else None
    after = sql.renewal_of(db, contract.id or 0)
    if before is not None and (before.last_day is None or before.last_day >= contract.first_day):
        raise Invalid("first_day", Message(AFTER_RENEWED, {"number": before.number}))
    if after is not None and (contract.last_day is None or contract.last_day >= after.first_day):
        raise Invalid("last_day", Message(BEFORE_RENEWAL, {"number": after.number}))


def _check_words(db: Database, draft: ContractDraft, before: Contract | None) -> None:
    number = plain(draft.number).strip()
    if not 0 < len(number) <= LONGEST_NUMBER:
        raise Invalid("number", NO_NUMBER)
    holder = sql.numbered(db, number)
    if holder is not None and (before is None or holder.id != before.id):
        raise Invalid("number", Message(TAKEN, {"number": number}))
    for field, text in (("name", draft.name), ("purchase_order", draft.purchase_order), ("products", "")):
        if len(text) > LONGEST_NAME:
            raise Invalid(field, LONG_NAME)
    if any(not 0 < len(product) <= LONGEST_NAME for product in draft.products):
        raise Invalid("products", LONG_NAME)
    if draft.bill_email.strip() and not EMAIL.fullmatch(draft.bill_email.strip()):
        raise Invalid("bill_email", NO_EMAIL)
    if len(draft.note) > LONGEST_NOTE:
        raise Invalid("note", LONG_NOTE)


def _check_known(db: Database, draft: ContractDraft, before: Contract | None) -> None:
    _known(db, Account, "account", draft.account_id)
    _known(db, SupportPlan, "plan", draft.plan_id)
    plan = db.get_one(SupportPlan, draft.plan_id)
    if not plan.active and (before is None or before.plan_id != draft.plan_id):
        raise Invalid("plan", Message(INACTIVE, {"name": plan.name}))
    if draft.calendar_id is not None:
        _known(db, Calendar, "calendar", draft.calendar_id)
    for service in draft.services:
        _known(db, Service, "services", service)


def _check_terms(db: Database, draft: ContractDraft) -> None:
    plan, account = db.get_one(SupportPlan, draft.plan_id), db.get_one(Account, draft.account_id)
    check_currency(plan, draft.currency or account.currency or db.get_one(Organisation, 1).currency)
    if draft.overrides.allowance_amount and plan.type == "fixed":
        raise Invalid("allowance_amount", NOTHING_INCLUDED)


def check_currency(plan: SupportPlan, currency: str) -> None:
    """Refuse a plan whose amounts are in another currency than the contract's (R6b): they would be taken as they are.

    Raises:
        Invalid: so it is.
    """
    is_money = plan.allowance_unit == "money" and plan.allowance_amount
    if plan.currency != currency and (plan.base_charge or any(plan.overage_rates or ()) or is_money):
        values: dict[str, str | int] = {"plan": plan.currency, "contract": currency}
        raise Invalid("plan", Message(OTHER_CURRENCY, values))


def _known(db: Database, model: Known, field: str, number: int) -> None:
    if not may_be_number(number) or db.get(model, number) is None:
        raise Invalid(field, CHOOSE[model] if number == 0 and model in CHOOSE else UNKNOWN[model])


def _check_days(draft: ContractDraft) -> None:
    for field, day in (("first_day", draft.first_day), ("last_day", draft.last_day)):
        if day is not None and not FIRST_DAY <= day.toordinal() <= LAST_DAY:
            raise Invalid(field, NOT_OUR_TIME)
    if draft.last_day is not None and draft.last_day < draft.first_day:
        raise Invalid("last_day", BACKWARDS)
    if draft.auto_renew and draft.last_day is None:
        raise Invalid("last_day", RENEWS_NEVER)
    check_payment_days(draft.payment_days)


def _check_money(draft: ContractDraft) -> None:
    check_own_currency(draft.currency)
    if not 0 <= draft.discount_bp <= WHOLE:
        raise Invalid("discount", NO_SHARE)
    check_taxes(draft.taxes)
    agreed = draft.overrides
    amounts = [("discount_amount", draft.discount_amount), ("base_charge", agreed.base_charge or 0)]
    amounts += [("allowance_amount", agreed.allowance_amount or 0)]
    amounts += [("overage_rates", rate) for rate in agreed.overage_rates or ()]
    for field, amount in amounts:
        if amount < 0:
            raise Invalid(field, NEGATIVE)
        if amount > LARGEST:
            raise Invalid(field, TOO_LARGE)


def check_taxes(taxes: Sequence[Tax]) -> None:
    """Refuse taxes of which one has no name, another's, or a share that cannot be.

    Raises:
        Invalid: there is one.
    """
    names = [tax.name.strip().casefold() for tax in taxes]
    if not all(names) or len(set(names)) < len(names) or not all(0 <= tax.bp <= WHOLE for tax in taxes):
        raise Invalid("taxes", NO_TAX)


def check_payment_days(days: int) -> None:
    """Refuse a time to pay that cannot be.

    Raises:
        Invalid: it cannot.
    """
    if not 0 <= days <= LONGEST_PAYMENT:
        raise Invalid("payment_days", NO_PAYMENT)


def check_own_currency(code: str | None) -> None:
    """Refuse a currency that there is not; None is no own one.

    Raises:
        Invalid: there is none.
    """
    if code is not None and code not in currencies():
        raise Invalid("currency", Message(NO_CURRENCY, {"code": code[:10]}))


def check_rounding(own: Rounding | None) -> None:
    """Refuse a rounding policy that cannot be.

    Raises:
        Invalid: it cannot.
    """
    if own is None:
        return
    if not (0 <= own.increment_s <= LONGEST_INCREMENT and 0 <= own.minimum_s <= LONGEST_INCREMENT):
        raise Invalid("rounding_increment", NO_ROUNDING)
    if own.mode not in ROUNDING_MODES or own.scope not in ROUNDING_SCOPES:
        raise Invalid("rounding_increment", NO_ROUNDING)
