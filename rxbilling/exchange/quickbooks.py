"""What QuickBooks Desktop wants to know before it takes time, and what it would refuse."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from rxbilling.locales import Message

# Of time activities, then of invoices; each of these has its own place where it is named or mended.
Column = Literal[
    "COMPANYNAME", "COMPANYCREATETIME", "JOB", "EMP", "ITEM", "PITEM", "PROJ", "NOTE",
    "CHARGE", "TAX", "RECEIVABLE", "INCOME", "TAXACCOUNT", "TAXAGENCY", "NOTAX",
    "TEXT", "ADDR", "TAXES", "BILL",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class QuickBooks:
    """A company file and the names in it.

    ``company_name`` stands in QuickBooks under Company Information, ``company_create_time`` in the file of File,
    Utilities, Export, Timer List. ``customers``, ``employees`` and ``items`` say what our accounts, reps and services
    are called there, where it is something else: ``Customer:Job``, ``Last, First``, ``Item:Subitem``. An entry
    without a service has the item of the empty name. ``payroll_items`` are those of our reps, ``classes`` of our
    services; who has none has ``payroll_item`` and ``class_name``. Time with a payroll item goes to payroll.
    ``listed`` holds, for columns whose list was imported, every name on it.
    """

    company_name: str
    company_create_time: str
    customers: Mapping[str, str] = field(default_factory=dict)
    employees: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    payroll_items: Mapping[str, str] = field(default_factory=dict)
    classes: Mapping[str, str] = field(default_factory=dict)
    payroll_item: str = ""
    class_name: str = ""
    listed: Mapping[Column, frozenset[str]] = field(default_factory=dict)
    version: str = "8"
    release: str = "0"


@dataclass(frozen=True, slots=True)
class Books:
    """What invoices need to know of QuickBooks; names are as in ``QuickBooks``.

    ``charges`` says for base, extra, expense and discount which item each is, ``taxes`` for our taxes; ``no_tax`` is
    the tax item of bills without tax, where sales tax is on. ``home`` is the currency of the company.
    """

    home: str
    customers: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    classes: Mapping[str, str] = field(default_factory=dict)
    charges: Mapping[str, str] = field(default_factory=dict)
    taxes: Mapping[str, str] = field(default_factory=dict)
    class_name: str = ""
    receivable: str = ""
    income: str = ""
    tax_account: str = ""
    tax_agency: str = ""
    no_tax: str = ""
    listed: Mapping[Column, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ref:
    """Something of QuickBooks Online: its id, and what it is called there."""

    value: str
    name: str


@dataclass(frozen=True, slots=True)
class Online:
    """The ids by which QuickBooks Online knows our accounts, reps, services and their classes, by our names.

    Of reps ``vendors`` are those that are no employees there.
    """

    customers: Mapping[str, Ref] = field(default_factory=dict)
    employees: Mapping[str, Ref] = field(default_factory=dict)
    vendors: Mapping[str, Ref] = field(default_factory=dict)
    items: Mapping[str, Ref] = field(default_factory=dict)
    classes: Mapping[str, Ref] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that QuickBooks would refuse or misread.

    ``mended`` is what was written instead of ``value`` (empty: it was left out); None means that the file cannot be
    written before a person corrects it. ``count`` is the number of entries or bills it concerns (0: the whole file).
    """

    column: Column
    value: str
    reason: Message
    mended: str | None
    count: int = 0


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry that is not in the file, since its share of the minutes is 0."""

    entry: int
    seconds: int


@dataclass(frozen=True, slots=True)
class IifFile:
    """A file of time activities, or None where a problem forbids it."""

    data: bytes | None
    problems: tuple[Problem, ...]
    left_out: tuple[LeftOut, ...]
    activities: int


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that is sent to QuickBooks, or None where a problem forbids it.

    ``ending`` is that of its name; ``sent`` are the bills (or entries) that are in it; those that cannot go this way
    are among the problems. ``totals`` is what they come to by currency, in minor units.
    """

    data: bytes | None
    ending: str
    problems: tuple[Problem, ...]
    sent: tuple[int, ...]
    totals: Mapping[str, int] = field(default_factory=dict)
