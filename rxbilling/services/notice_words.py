"""Notices in words, in the reader's language: in the app and in mails."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rxbilling.config import settings
from rxbilling.exchange.statement_text import Quantity
from rxbilling.locales import N_, Message, Worded, tr

ENDS = N_("Contract {contract} of {account} ends on {day}. Days left: {days}.")
RENEWS = N_("Contract {contract} of {account} ends on {day}, and renews itself then. Days left: {days}.")
ENDS_TODAY = N_("Contract {contract} of {account} ends today, {day}.")
RENEWS_TODAY = N_("Contract {contract} of {account} ends today, {day}, and renews itself.")
HAS_ENDED = N_("Contract {contract} of {account} ended on {day}, and is not renewed.")
USED = N_("Contract {contract} of {account}: {percent}% of what its cycle includes is used ({used} of {granted}).")
BLOCKED = N_(
    "Contract {contract} of {account}: what its cycle includes is used up ({used} of {granted}). "
    "New tickets are blocked."
)
WAITED_FOR = N_(
    "Contract {contract} of {account}: its cycle includes {granted}. Used: {used}. Open tickets that wait for theirs: "
    "{waiting}. New tickets are blocked."
)
BILL_DUE = N_("Bill {bill} of {account} is due today, {day}.")
BILL_OVERDUE = N_("Bill {bill} of {account} was due on {day}.")
WHY_USER = N_("You get this as you are told of this contract. Who is told is set on its page.")
WHY_USER_BILL = N_("You get this as you are told of bills.")
WHY_ADDRESS = N_("You get this as your address is noted with the contract.")
# Stored as text and as numbers, and written as the reader writes dates and amounts.
DAYS = frozenset({"day"})
AMOUNTS = frozenset({"used", "granted"})


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says."""

    subject: str
    body: str


def words(language: str, msgid: str, values: Mapping[str, str | int]) -> str:
    """Return a notice in a language."""
    return Message(msgid, {name: _told(name, value, values) for name, value in values.items()}).text(language)


def _told(name: str, value: str | int, values: Mapping[str, str | int]) -> str | int | date | Worded:
    if name in DAYS:
        return date.fromisoformat(str(value))
    # "3 of 5 requests": the word is said once.
    counts = name == "used" and values["unit"] == "request"
    if name in AMOUNTS and isinstance(value, int) and not counts:
        return Quantity(value, str(values["unit"]), str(values["currency"]))
    return value


def letter(language: str, text: str, why: str, link: str) -> Letter:
    """Return a mail that says a notice; with a link where people can reach the app."""
    address = settings().public_url + link if settings().public_url and link else ""
    parts = [text, address, tr(language, why)]
    return Letter(text, "\n\n".join(part for part in parts if part) + "\n")
