"""Time activities for QuickBooks Desktop: the company's settings, the check before, and the file."""

from typing import BinaryIO

from rxbilling.exchange.iif import write_time_activities
from rxbilling.exchange.quickbooks import IifFile, QuickBooks
from rxbilling.locales import N_, Message
from rxbilling.models import Organisation
from rxbilling.models.database import reading, writing
from rxbilling.services import audit, exporting
from rxbilling.services.access import Actor, NotNow, Right, require
from rxbilling.services.filters import WorkFilter
from rxbilling.services.inputs import plain

HAS_PROBLEMS = Message(N_("QuickBooks would refuse this file. See the list of what to mend, under Export."))


def company(actor: Actor | None) -> QuickBooks:
    """Return the company's name and number in QuickBooks, as they were stated last."""
    require(actor, Right.EXPORT_ACCOUNTING)
    with reading() as db:
        organisation = db.get_one(Organisation, 1)
    return QuickBooks(organisation.quickbooks_company, organisation.quickbooks_create_time)


def set_company(actor: Actor | None, name: str, create_time: str) -> None:
    """Remember the company's name and number in QuickBooks."""
    actor = require(actor, Right.EXPORT_ACCOUNTING)
    with writing() as db:
        organisation = db.get_one(Organisation, 1)
        before = {"company": organisation.quickbooks_company, "number": organisation.quickbooks_create_time}
        after = {"company": plain(name).strip()[:200], "number": plain(create_time).strip()[:30]}
        if before == after:
            return
        organisation.quickbooks_company, organisation.quickbooks_create_time = after["company"], after["number"]
        organisation.version += 1
        db.add(organisation)
        audit.record(db, actor, "change", "quickbooks settings", subject_id=1, before=before, after=after)


def check(actor: Actor | None, chosen: WorkFilter) -> IifFile:
    """Return the file as it would be, with everything that QuickBooks would refuse in it."""
    actor = require(actor, Right.EXPORT_ACCOUNTING)
    return write_time_activities(exporting.export_rows(actor, chosen), company(actor))


def export_iif(actor: Actor | None, chosen: WorkFilter) -> BinaryIO:
    """Return an open IIF file of what an actor sees of a filter.

    Raises:
        Refused: the actor may not, or QuickBooks would refuse the file.
    """
    actor = require(actor, Right.EXPORT_ACCOUNTING)
    made = check(actor, chosen)
    data = made.data
    if data is None:
        raise NotNow(HAS_PROBLEMS)
    return exporting.made(actor, chosen, "iif", made.activities, lambda out: out.write(data))
