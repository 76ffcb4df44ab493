"""One account: what is known of it, its contacts, and its work by month."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from rxbilling.models import Account, Calendar, Contact, Organisation, account_rows
from rxbilling.models.database import reading
from rxbilling.models.work_columns import BILLED, NOT_BILLABLE, UNBILLED
from rxbilling.services import reports, selecting, summaries
from rxbilling.services import work as read_model
from rxbilling.services.access import Actor, NotThere, Right, require
from rxbilling.services.account_drafts import AccountDraft, draft_of
from rxbilling.services.clock import today
from rxbilling.services.contacts import ContactDraft
from rxbilling.services.contract_checks import UNKNOWN
from rxbilling.services.filters import WorkFilter
from rxbilling.services.inputs import may_be_number


@dataclass(frozen=True, slots=True)
class KnownContact:
    """A person at a customer, and the version that was seen of it."""

    number: int
    version: int
    draft: ContactDraft


@dataclass(frozen=True, slots=True)
class AccountDetail:
    """An account; ``currency``, ``calendar`` and ``zone`` are those that hold for it, ``day`` is the one there."""

    number: int
    version: int
    active: bool
    draft: AccountDraft
    currency: str
    calendar: str
    zone: str
    day: date
    contacts: list[KnownContact]


@dataclass(frozen=True, slots=True)
class AccountMonth:
    """A month by its first day: seconds worked and those of them that are billable, amounts by currency.

    Who may see no contracts is told no amounts.
    """

    first: date
    worked_s: int
    billable_s: int
    amounts: dict[str, int]
    unbilled: dict[str, int]


def look(actor: Actor | None, number: int) -> AccountDetail:
    """Return an account.

    Raises:
        Refused: the actor may see none, or there is none of that number.
    """
    require(actor, Right.SEE_CUSTOMERS)
    with reading() as db:
        account = db.get(Account, number) if may_be_number(number) else None
        if account is None:
            raise NotThere(UNKNOWN[Account])
        organisation = db.get_one(Organisation, 1)
        calendar = db.get_one(Calendar, account.calendar_id or organisation.calendar_id)
        return AccountDetail(
            number=number,
            version=account.version,
            active=account.active,
            draft=draft_of(account),
            currency=account.currency or organisation.currency,
            calendar=calendar.name,
            zone=calendar.zone,
            day=today(calendar.zone),
            contacts=[_contact(row) for row in account_rows.contacts(db, number)],
        )


def _contact(row: Contact) -> KnownContact:
    return KnownContact(row.id or 0, row.version, ContactDraft(row.name, row.position, row.email, row.phone))


def months(actor: Actor | None, number: int, until: date) -> list[AccountMonth]:
    """Return the twelve months up to that of a day, the newest first, as far as the actor sees their work.

    Raises:
        Refused: the actor may see no work.
    """
    actor = require(actor, Right.SEE_OWN_WORK)
    work, firsts = read_model.current(), list(summaries.months_up_to(until))
    rows = selecting.select(work, actor, WorkFilter(firsts[0], summaries.bounds(until)[1], accounts=(number,)))
    sees_money, found = actor.may(Right.SEE_CONTRACTS), []
    for first in reversed(firsts):
        begin, end = (day.toordinal() for day in summaries.bounds(first))
        mine = rows[(work["day"][rows] >= begin) & (work["day"][rows] <= end)]
        status = work["status"][mine]
        priced = mine[np.isin(status, (UNBILLED, BILLED))] if sees_money else mine[:0]
        found.append(
            AccountMonth(
                first=first,
                worked_s=int(work["worked_s"][mine].sum()),
                billable_s=int(work["worked_s"][mine[status != NOT_BILLABLE]].sum()),
                amounts=reports.by_currency(work, priced),
                unbilled=reports.by_currency(work, priced[work["status"][priced] == UNBILLED]),
            )
        )
    return found
