"""What our accounts, reps, services, charges and taxes are called in QuickBooks, as a person states it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session as Database

from rxbilling.exchange.iif_names import limit_passed
from rxbilling.exchange.quickbooks import Column
from rxbilling.exchange.text import plain as comparable
from rxbilling.locales import N_, Message
from rxbilling.models import QuickBooksName, quickbooks_rows
from rxbilling.models.database import reading, writing
from rxbilling.models.quickbooks import NAMED
from rxbilling.services import audit
from rxbilling.services.access import Actor, Changed, Invalid, NotThere, Right, require
from rxbilling.services.inputs import plain

NO_SERVICE = "0"
# Before the word for a service that bills tell of and that is not there any more: with it, it is no number.
FORMER = "former "
CHARGES = ("base", "extra", "expense", "discount")
COMPANY = ("receivable", "income", "tax_account", "tax_agency", "no_tax", "payroll", "class")
SOURCES = {"customer": "account", "employee": "rep", "payroll": "rep", "item": "service", "class": "service"}
# On which of QuickBooks' lists a name stands; payroll items are on none that it exports.
LISTS: Mapping[str, tuple[str, ...]] = {
    "customer": ("customer",),
    "employee": ("employee", "vendor"),
    "payroll": (),
    "item": ("item",),
    "class": ("class",),
    "charge": ("item",),
    "tax": ("tax",),
    "receivable": ("account",),
    "income": ("account",),
    "tax_account": ("account",),
    "tax_agency": ("vendor",),
    "no_tax": ("tax",),
}
# Where each stands in the files for QuickBooks Desktop.
COLUMNS: Mapping[str, Column] = {
    "customer": "JOB",
    "employee": "EMP",
    "payroll": "PITEM",
    "item": "ITEM",
    "class": "PROJ",
    "charge": "CHARGE",
    "tax": "TAX",
    "receivable": "RECEIVABLE",
    "income": "INCOME",
    "tax_account": "TAXACCOUNT",
    "tax_agency": "TAXAGENCY",
    "no_tax": "NOTAX",
}
# What of the company is in no file for Online, which takes longer names.
DESKTOP = frozenset({"receivable", "income", "tax_account", "tax_agency", "payroll"})
# Where these are not stated, ours is not what QuickBooks knows: there is another name, or none at all.
NEVER_OURS = frozenset({"payroll", "class", "charge", "tax", "company"})
OFFERED = 50
LONGEST = 500
TOO_LONG = Message(N_("No name in QuickBooks is longer than {limit} characters."), {"limit": LONGEST})
TOO_LONG_THERE = N_("QuickBooks Desktop allows {limit} characters here.")
SUBJECT = "quickbooks name"
NO_SUCH = Message(N_("There is nothing of this kind to name. Load the page again."))


@dataclass(frozen=True, slots=True)
class Named:
    """One of our things; ``ours`` is empty where it is a word (``key``), ``guess`` a name of theirs that is alike.

    ``is_listed`` says whether the name that is written stands on QuickBooks' list; None where that is not known.
    ``is_long`` says whether it is too long for QuickBooks Desktop.
    """

    key: str
    ours: str
    theirs: str
    guess: str
    is_listed: bool | None
    is_long: bool = False


def table(actor: Actor | None, kind: str) -> list[Named]:
    """Return everything of one kind, by our name.

    Raises:
        Refused: the actor may not, or there is no such kind.
    """
    require(actor, Right.EXPORT_ACCOUNTING)
    with reading() as db:
        keys, stated = keys_of(db, kind), quickbooks_rows.names(db, kind)
        lists = {key: _listed(db, kind, key) for key in (_list_key(kind, key) for key, _ in keys)}
    return [_named(kind, key, ours, stated, lists[_list_key(kind, key)]) for key, ours in keys]


def offers(actor: Actor | None, kind: str, key: str = "", part: str = "") -> list[str]:
    """Return some names of QuickBooks that one of ours can have and that contain a text, as they were imported."""
    require(actor, Right.EXPORT_ACCOUNTING)
    with reading() as db:
        found = [name for name in _listed(db, kind, key) if part.strip().casefold() in name.casefold()]
    return found[:OFFERED]


def change(actor: Actor | None, kind: str, names: Mapping[str, tuple[str, str]]) -> None:
    """State names of one kind: for each key the name that was there before, and the new one; an empty one is none.

    Raises:
        Refused: the actor may not, QuickBooks would not take a name, or somebody else has changed one meanwhile.
    """
    actor = require(actor, Right.EXPORT_ACCOUNTING)
    with writing() as db:
        known, stated = dict(keys_of(db, kind)), quickbooks_rows.names(db, kind)
        for key, (before, after) in names.items():
            if key not in known:
                raise NotThere(NO_SUCH)
            if before != (stated[key].name if key in stated else ""):
                raise Changed
            _keep(db, actor, QuickBooksName(kind=kind, key=key, name=_valid(kind, key, after)), stated.get(key))


def _keep(db: Database, actor: Actor, new: QuickBooksName, old: QuickBooksName | None) -> None:
    before, after = (old.name if old else ""), new.name
    if before == after:
        return
    row = old or new
    row.name, row.their_id = after, _id_of(db, new.kind, new.key, after)
    row.version += old is not None
    if after:
        db.add(row)
    elif old:
        db.delete(old)
    number = int(new.key) if new.key.isdigit() else None
    facts = [{new.kind: name} if name else None for name in (before, after)]
    audit.record(db, actor, "change", SUBJECT, subject_id=number, before=facts[0], after=facts[1])


def _valid(kind: str, key: str, name: str) -> str:
    clean = " ".join(plain(name).split())
    # What each QuickBooks takes, the check before a file says: Online takes longer names than Desktop.
    if len(clean) > LONGEST:
        raise Invalid(key, TOO_LONG)
    if kind == "company" and key in DESKTOP and (limit := limit_passed(COLUMNS[key], "", clean)):
        raise Invalid(key, Message(TOO_LONG_THERE, {"limit": limit}))
    return clean


def keys_of(db: Database, kind: str) -> list[tuple[str, str]]:
    """Return key and our name of everything of one kind.

    Raises:
        NotThere: there is no such kind.
    """
    if kind not in NAMED:
        raise NotThere(NO_SUCH)
    if kind in SOURCES:
        ours = quickbooks_rows.ours(db, SOURCES[kind])
        return [*ours, *_former(db), (NO_SERVICE, "")] if kind == "item" else ours
    if kind == "tax":
        return [(name, name) for name in quickbooks_rows.taxes(db)]
    return [(key, "") for key in (CHARGES if kind == "charge" else COMPANY)]


def _former(db: Database) -> list[tuple[str, str]]:
    return [(FORMER + name, name) for name in quickbooks_rows.former_services(db)]


def _list_key(kind: str, key: str) -> str:
    return key if kind == "company" else kind


def _listed(db: Database, kind: str, key: str) -> list[str]:
    lists = LISTS.get(_list_key(kind, key), ())
    return [name for name, _ in quickbooks_rows.listed(db, lists)] if lists else []


def _id_of(db: Database, kind: str, key: str, name: str) -> str:
    lists = LISTS.get(_list_key(kind, key), ())
    return dict(quickbooks_rows.listed(db, lists)).get(name, "") if lists else ""


def _named(kind: str, key: str, ours: str, stated: Mapping[str, QuickBooksName], listed: Sequence[str]) -> Named:
    theirs = stated[key].name if key in stated else ""
    written = theirs or ("" if kind in NEVER_OURS else ours)
    known = {name.casefold() for name in listed}
    is_listed = written.casefold() in known if listed and written else None
    guess = "" if theirs or is_listed else _guess(ours, listed)
    is_long = limit_passed(COLUMNS[_list_key(kind, key)], "" if kind in NEVER_OURS else ours, theirs) is not None
    return Named(key, ours, theirs, guess, is_listed, is_long)


def _guess(ours: str, listed: Sequence[str]) -> str:
    """Return the one name that has the same words, in whatever order, capitals and accents."""
    alike = [name for name in listed if ours and _words(name) == _words(ours)]
    return alike[0] if len(alike) == 1 else ""


def _words(name: str) -> list[str]:
    return sorted(comparable(name).split())
