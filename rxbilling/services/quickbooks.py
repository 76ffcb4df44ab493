"""Time activities for QuickBooks Desktop: the company's settings, the check before, and the file."""

from typing import BinaryIO

import pandas as pd

from rxbilling.exchange.iif import company_problems, write_time_activities
from rxbilling.exchange.quickbooks import Column, IifFile, QuickBooks
from rxbilling.locales import N_, Message
from rxbilling.models import Organisation
from rxbilling.models.database import reading, writing
from rxbilling.services import audit, exporting, selecting, sending
from rxbilling.services import work as read_model
from rxbilling.services.access import Actor, Invalid, NotNow, Right, require
from rxbilling.services.exporting import FileOf
from rxbilling.services.filters import WorkFilter
from rxbilling.services.inputs import plain
from rxbilling.services.quickbooks_settings import settings_of
from rxbilling.services.sending import Sent

NOTHING_LEFT = Message(
    N_("All of this was sent to QuickBooks before. Choose to send it again only if it is not there.")
)
HAS_PROBLEMS = Message(N_("QuickBooks would refuse this file. See the list of what to mend, under Export."))
FIELDS: dict[Column, str] = {"COMPANYNAME": "company", "COMPANYCREATETIME": "create_time"}


def company(actor: Actor | None) -> QuickBooks:
    """Return the company in QuickBooks and the names there, as they were stated last."""
    require(actor, Right.EXPORT_ACCOUNTING)
    with reading() as db:
        return settings_of(db)


def set_company(actor: Actor | None, name: str, create_time: str) -> None:
    """Remember the company's name and number in QuickBooks; either may be empty.

    Raises:
        Refused: the actor may not, or QuickBooks would not take one of them.
    """
    actor = require(actor, Right.EXPORT_ACCOUNTING)
    with writing() as db:
        organisation = db.get_one(Organisation, 1)
        before = {"company": organisation.quickbooks_company, "number": organisation.quickbooks_create_time}
        after = {"company": plain(name).strip()[:200], "number": plain(create_time).strip()[:30]}
        if before == after:
            return
        _refuse_wrong(**after)
        organisation.quickbooks_company, organisation.quickbooks_create_time = after["company"], after["number"]
        organisation.version += 1
        db.add(organisation)
        audit.record(db, actor, "change", "quickbooks settings", subject_id=1, before=before, after=after)


def _refuse_wrong(company: str, number: str) -> None:
    for problem in company_problems(company, number):
        if problem.value:
            raise Invalid(FIELDS[problem.column], problem.reason)


def check(actor: Actor | None, chosen: WorkFilter, again: str = "") -> IifFile:
    """Return the file as it would be, with everything that QuickBooks would refuse in it.

    ``again`` says which entries of the filter are in it, see ``sending.chosen``: those that were in no file yet.
    """
    actor = require(actor, Right.EXPORT_ACCOUNTING)
    return write_time_activities(unsent_rows(actor, chosen, again), company(actor))


def export_iif(actor: Actor | None, chosen: WorkFilter, again: str = "") -> BinaryIO:
    """Return an open IIF file of what an actor sees of a filter; what is in it counts as sent.

    Raises:
        Refused: the actor may not, QuickBooks would refuse the file, or there is nothing (left) to send.
    """
    actor = require(actor, Right.EXPORT_ACCOUNTING)
    rows = unsent_rows(actor, chosen, again)
    if rows.empty:
        raise NotNow(NOTHING_LEFT)
    made = write_time_activities(rows, company(actor))
    data = made.data
    if data is None:
        raise NotNow(HAS_PROBLEMS)
    sent = Sent("entry", rows["id"].tolist(), bool(again))
    inside = rows[~rows["id"].isin([one.entry for one in made.left_out])]
    about = FileOf("iif", chosen.to_query(), made.activities, exporting.totals_of(inside), sent=sent)
    return exporting.made(actor, about, lambda out: out.write(data))


def sent_before(actor: Actor | None, chosen: WorkFilter) -> int:
    """Return how many entries of a filter are in a file for QuickBooks already."""
    actor = require(actor, Right.EXPORT_ACCOUNTING)
    numbers = selecting.ordered(read_model.current(), actor, chosen, "start", descending=False)
    with reading() as db:
        known, _ = sending.chosen(db, "entry", "")
    return len(set(numbers.tolist()).intersection(known))


def unsent_rows(actor: Actor, chosen: WorkFilter, again: str) -> pd.DataFrame:
    """Return the entries of a filter that were in no file yet, or those that ``again`` asks for."""
    rows = exporting.export_rows(actor, chosen)
    with reading() as db:
        numbers, are_wanted = sending.chosen(db, "entry", again)
    return rows[rows["id"].isin(list(numbers)) == are_wanted].reset_index(drop=True)
