"""How an organisation bills: numbers, what bills say of it and how, and what else its accounts want."""

from dataclasses import dataclass

from sqlmodel import Session as Database

from rxbilling.engine.terms import Tax
from rxbilling.locales import N_, Message
from rxbilling.models import Account, Organisation, bill_rows
from rxbilling.models.database import reading, writing
from rxbilling.models.organisation import BILL_DETAILS, HOURS_STYLES, TAX_SCOPES
from rxbilling.services import audit
from rxbilling.services.access import Actor, Changed, Invalid, NotThere, Right, require
from rxbilling.services.account_drafts import LONG_ADDRESS, LONG_TAX_NUMBER, LONGEST_ADDRESS, LONGEST_TAX_NUMBER
from rxbilling.services.bill_issuing import number_of
from rxbilling.services.contract_checks import EMAIL, NO_EMAIL, UNKNOWN, check_payment_days, check_taxes
from rxbilling.services.contract_facts import tax_text
from rxbilling.services.inputs import LARGEST_NUMBER, may_be_number, plain
from rxbilling.services.pricing_terms import taxes_in

LONGEST_PREFIX, LONGEST_FOOTER = 20, 1000
LONG_PREFIX = Message(N_("A prefix has at most {count} characters."), {"count": LONGEST_PREFIX})
LONG_FOOTER = Message(N_("The text below bills has at most {count} characters."), {"count": LONGEST_FOOTER})
NO_NUMBER = Message(N_("The next number is 1 or more."))
GOES_ON = N_("The next bill of this series is {number}: it has no gaps. Another prefix begins another series.")
NO_WAY = Message(N_("Choose one of the ways offered."))
SUBJECT = "bill settings"


@dataclass(frozen=True, slots=True)
class BillSettings:
    """How bills are numbered, what they say of the organisation, and how lines, hours and taxes are shown.

    ``taxes`` (basis points) and ``payment_days`` are those of bills without a contract.
    """

    prefix: str = ""
    next_number: int = 1
    detail: str = "ticket"
    hours_style: str = "clock"
    tax_scope: str = "bill"
    taxes: tuple[Tax, ...] = ()
    payment_days: int = 30
    address: str = ""
    tax_number: str = ""
    email: str = ""
    footer: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """How an account wants its bills, None is the organisation's way; and where they go by e-mail.

    A contract may say another ``email``.
    """

    detail: str | None = None
    hours_style: str | None = None
    email: str = ""


def look(actor: Actor | None) -> tuple[BillSettings, int]:
    """Return the settings, and the version of the organisation.

    Raises:
        Refused: the actor may see no bills.
    """
    require(actor, Right.SEE_BILLS)
    with reading() as db:
        organisation = db.get_one(Organisation, 1)
    return _settings(organisation), organisation.version


def save(actor: Actor | None, settings: BillSettings, version: int) -> None:
    """Change the settings; bills that are there keep what they say.

    Raises:
        Refused: the actor may not, a value cannot be taken, or somebody else changed them meanwhile.
    """
    actor = require(actor, Right.CHANGE_BILLS)
    with writing() as db:
        organisation = db.get_one(Organisation, 1)
        if organisation.version != version:
            raise Changed
        _check(db, settings, organisation)
        before = _facts(_settings(organisation))
        for name, value in _columns(settings).items():
            setattr(organisation, name, value)
        organisation.version += 1
        db.add(organisation)
        audit.record_change(db, actor, SUBJECT, 1, before, _facts(settings))


def way_of(actor: Actor | None, account_id: int) -> tuple[Way, int]:
    """Return how an account wants its bills, and its version.

    Raises:
        Refused: the actor may see no bills, or there is no such account.
    """
    require(actor, Right.SEE_BILLS)
    with reading() as db:
        account = _account(db, account_id)
        return _way(account), account.version


def set_way(actor: Actor | None, account_id: int, version: int, way: Way) -> None:
    """Change how an account wants its bills.

    Raises:
        Refused: the actor may not, there is no such way or account, or somebody else changed it meanwhile.
    """
    actor = require(actor, Right.CHANGE_BILLS)
    if way.detail not in {None, *BILL_DETAILS} or way.hours_style not in {None, *HOURS_STYLES}:
        raise Invalid("detail", NO_WAY)
    email = plain(way.email).strip()
    if email and not EMAIL.fullmatch(email):
        raise Invalid("email", NO_EMAIL)
    with writing() as db:
        account = _account(db, account_id)
        if account.version != version:
            raise Changed
        before = _facts_of(_way(account))
        account.bill_detail, account.hours_style, account.bill_email = way.detail, way.hours_style, email
        account.version += 1
        db.add(account)
        audit.record_change(db, actor, "account", account_id, before, _facts_of(_way(account)))


def _way(account: Account) -> Way:
    return Way(account.bill_detail, account.hours_style, account.bill_email)


def _facts_of(way: Way) -> audit.Facts:
    return {"bill_detail": way.detail, "hours_style": way.hours_style, "bill_email": way.email}


def _account(db: Database, number: int) -> Account:
    account = db.get(Account, number) if may_be_number(number) else None
    if account is None:
        raise NotThere(UNKNOWN[Account])
    return account


def _check(db: Database, settings: BillSettings, organisation: Organisation) -> None:
    ways = (settings.detail in BILL_DETAILS, settings.hours_style in HOURS_STYLES, settings.tax_scope in TAX_SCOPES)
    if not all(ways):
        raise Invalid("detail", NO_WAY)
    for field, text, most, message in (
        ("prefix", settings.prefix, LONGEST_PREFIX, LONG_PREFIX),
        ("footer", settings.footer, LONGEST_FOOTER, LONG_FOOTER),
        ("address", settings.address, LONGEST_ADDRESS, LONG_ADDRESS),
        ("tax_number", settings.tax_number, LONGEST_TAX_NUMBER, LONG_TAX_NUMBER),
    ):
        if len(text) > most:
            raise Invalid(field, message)
    if settings.email and not EMAIL.fullmatch(settings.email):
        raise Invalid("email", NO_EMAIL)
    check_taxes(settings.taxes)
    check_payment_days(settings.payment_days)
    _check_number(db, settings, organisation)


def _check_number(db: Database, settings: BillSettings, organisation: Organisation) -> None:
    prefix = plain(settings.prefix).strip()
    if (prefix, settings.next_number) == (organisation.bill_prefix, organisation.bill_next_number):
        return
    if not 1 <= settings.next_number < LARGEST_NUMBER:
        raise Invalid("next_number", NO_NUMBER)
    # A series that has begun has no gap, and no number twice; another prefix begins another one.
    last = bill_rows.last_number(db, prefix)
    if last and settings.next_number != last + 1:
        said = {"number": number_of(prefix, last + 1)}
        raise Invalid("next_number", Message(GOES_ON, said))


def _settings(row: Organisation) -> BillSettings:
    return BillSettings(
        prefix=row.bill_prefix,
        next_number=row.bill_next_number,
        detail=row.bill_detail,
        hours_style=row.hours_style,
        tax_scope=row.tax_scope,
        taxes=taxes_in(row.bill_taxes),
        payment_days=row.payment_days,
        address=row.address,
        tax_number=row.tax_number,
        email=row.email,
        footer=row.bill_footer,
    )


def _columns(settings: BillSettings) -> dict[str, object]:
    return {
        "bill_prefix": plain(settings.prefix).strip(),
        "bill_next_number": settings.next_number,
        "bill_detail": settings.detail,
        "hours_style": settings.hours_style,
        "tax_scope": settings.tax_scope,
        "bill_taxes": [{"name": plain(tax.name).strip(), "bp": tax.bp} for tax in settings.taxes],
        "payment_days": settings.payment_days,
        "address": plain(settings.address).strip(),
        "tax_number": plain(settings.tax_number).strip(),
        "email": plain(settings.email).strip(),
        "bill_footer": plain(settings.footer).strip(),
    }


def _facts(settings: BillSettings) -> audit.Facts:
    return {
        "prefix": settings.prefix,
        "next_number": settings.next_number,
        "bill_detail": settings.detail,
        "hours_style": settings.hours_style,
        "tax_scope": settings.tax_scope,
        "taxes": tax_text([(tax.name, tax.bp) for tax in settings.taxes]),
        "payment_days": settings.payment_days,
        "address": settings.address,
        "tax_number": settings.tax_number,
        "email": settings.email,
        "footer": settings.footer,
    }
