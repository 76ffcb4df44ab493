"""What was sent to QuickBooks: each entry and each bill once, and again only on purpose."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import quickbooks_rows
from rxbilling.services.access import NotNow
from rxbilling.services.inputs import may_be_number

ALL = "all"
SENT_MEANWHILE = Message(N_("Somebody else has just made a file of some of this. Look at what is left, then go on."))


@dataclass(frozen=True, slots=True)
class Sent:
    """Entries or bills that are in a file; ``again`` where some may have been in one before."""

    kind: str
    numbers: Sequence[int]
    again: bool


def chosen(db: Database, kind: str, again: str) -> tuple[Collection[int], bool]:
    """Return numbers of entries or bills, and whether those are wanted (or else all others).

    ``again`` is ``all``, the number of a file whose content is wanted once more, or empty: what was in no file yet.
    """
    if again == ALL:
        return (), False
    if again.isascii() and again.isdigit():
        export = int(again)
        return (quickbooks_rows.sent_in(db, kind, export) if may_be_number(export) else ()), True
    return quickbooks_rows.sent(db, kind), False


def keep(db: Database, export: int, sent: Sent | None) -> None:
    """Write down what is in a file.

    Raises:
        NotNow: some of it is in another file meanwhile, though it was not meant to be sent again.
    """
    if sent is None:
        return
    if not sent.again and not set(sent.numbers).isdisjoint(quickbooks_rows.sent(db, sent.kind)):
        raise NotNow(SENT_MEANWHILE)
    quickbooks_rows.keep_sent(db, export, sent.kind, sent.numbers)
