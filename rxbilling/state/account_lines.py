"""What is known of one account, as text: its facts, its people, its prices, its months and bills."""

from dataclasses import dataclass, field

from rxbilling.locales import N_, tr
from rxbilling.services import summaries
from rxbilling.services.account_details import AccountDetail, AccountMonth, KnownContact
from rxbilling.services.contract_list import Listed
from rxbilling.services.countries import country_name
from rxbilling.services.filters import WorkFilter
from rxbilling.services.rules import ListedRule
from rxbilling.state import wording
from rxbilling.state.audit_words import LANGUAGES
from rxbilling.state.contract_lines import ContractLine, line_of
from rxbilling.state.contract_terms import rounding_text
from rxbilling.state.contract_words import quantity
from rxbilling.state.forms import Fact
from rxbilling.state.rules import line_of as rule_line


@dataclass
class ContactLine:
    """A person at a customer."""

    number: int = 0
    version: int = 0
    name: str = ""
    position: str = ""
    email: str = ""
    phone: str = ""


@dataclass
class BalanceLine:
    """A contract, and what is left of its present cycle."""

    contract: ContractLine = field(default_factory=ContractLine)
    left: str = ""


@dataclass
class PriceLine:
    """A bill rule, whose it is, and where its level is shown."""

    owner: str = ""
    address: str = ""
    place: int = 0
    name: str = ""
    conditions: list[str] = field(default_factory=list)
    price: str = ""


@dataclass
class MonthLine:
    """A month of an account; ``address`` leads to its entries, ``statement`` is its statement without the ending."""

    name: str = ""
    hours: str = ""
    billable: str = ""
    amount: str = ""
    unbilled: str = ""
    address: str = ""
    statement: str = ""


def facts_of(language: str, found: AccountDetail) -> list[Fact]:
    """Return what is known of an account; what is not is left out."""
    draft = found.draft
    rows = [
        (N_("Address"), draft.address),
        (N_("Country"), country_name(draft.country, language) or draft.country),
        (N_("Tax number"), draft.tax_number),
        (N_("Language of its statements"), LANGUAGES.get(draft.language, "")),
        (N_("Currency"), found.currency),
        (N_("Calendar"), f"{found.calendar} · {found.zone.replace('_', ' ')}"),
        (N_("Rounding"), rounding_text(language, draft.rounding)),
    ]
    return [Fact(tr(language, label), value) for label, value in rows if value]


def contact_line(contact: KnownContact) -> ContactLine:
    """Return a contact as text."""
    draft = contact.draft
    return ContactLine(contact.number, contact.version, draft.name, draft.position, draft.email, draft.phone)


def balance_line(language: str, one: Listed) -> BalanceLine:
    """Return a contract, and what is left of what its present cycle includes."""
    lots = one.includes.current if one.includes else []
    left = sum(lot.granted - lot.drawn for lot in lots)
    return BalanceLine(line_of(language, one), quantity(language, lots[0].unit, left, one.currency) if lots else "")


def price_line(language: str, owner: str, address: str, rule: ListedRule, place: int) -> PriceLine:
    """Return a bill rule of an owner as text."""
    line = rule_line(language, rule, place)
    return PriceLine(owner, address, place, line.name, line.conditions, line.price)


def month_line(language: str, account: int, month: AccountMonth) -> MonthLine:
    """Return a month of an account as text."""
    first, last = summaries.bounds(month.first)
    return MonthLine(
        name=wording.month(language, first),
        hours=wording.hours(language, month.worked_s),
        billable=wording.hours(language, month.billable_s),
        amount=wording.amounts(language, month.amounts),
        unbilled=wording.amounts(language, month.unbilled),
        address=f"/entries?{WorkFilter(first, last, accounts=(account,)).to_query()}",
        statement=statement_address(account, first.isoformat(), last.isoformat()),
    )


def statement_address(account: int, first: str, last: str) -> str:
    """Return where the statement of an account is, from a day to another (ISO), without the ending of the file."""
    return f"/app/accounts/{account}/statement/{first}/{last}"


def charge_back_address(account: int, first: str, last: str) -> str:
    """Return where the internal bill of an account is, without what it is at (``/cost``, ``/price``)."""
    return f"/app/accounts/{account}/charge-back/{first}/{last}"
