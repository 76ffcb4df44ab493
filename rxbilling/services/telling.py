"""What is to be told today of contracts and bills, whoever is told it and whether that has been done."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session as Database

from rxbilling.engine.blocking import highest_reached, percent_of
from rxbilling.models import Calendar, Organisation
from rxbilling.models import notice_rows as sql
from rxbilling.models.notice_rows import DueBill, InForce
from rxbilling.services import notice_words as words
from rxbilling.services.clock import today
from rxbilling.services.quotas import Quota, quota_in
from rxbilling.services.standings import Standing, standings

Values = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Telling:
    """Something to be told once to each; ``key`` names it for ever. Who was told one of ``covered_by`` knows more.

    ``emails`` are addresses beside the users', which read in ``language``.
    """

    key: str
    msgid: str
    values: Values
    link: str
    contract_id: int | None
    emails: Sequence[str] = ()
    language: str = ""
    is_bill: bool = False
    covered_by: Sequence[str] = ()


def tellings(db: Database, since: int) -> list[Telling]:
    """Return all that is to be told now; what ended, or was due, before the day ``since`` is passed over."""
    home = db.get_one(Organisation, 1)
    rows = sql.in_force(db, since)
    found = standings(db, (row.contract for row in rows))
    told: list[Telling] = []
    for row in rows:
        standing = found[row.contract.id or 0]
        told += _of_end(row, standing.day.toordinal(), home)
        told += _of_use(db, row, standing, home)
    for bill in sql.bills_due(db, since):
        told += _of_bill(db, bill, home)
    return told


def _of_end(row: InForce, day: int, home: Organisation) -> Iterator[Telling]:
    contract, last = row.contract, row.contract.last_day
    if last is None or row.is_renewed or contract.first_day > day:
        return
    days = home.notice_days if contract.notice_days is None else contract.notice_days
    values = {"day": date.fromordinal(last).isoformat()}
    if last < day:
        yield _telling(row, f"ended:{contract.id}:{last}", words.HAS_ENDED, values)
    elif last == day:
        msgid = words.RENEWS_TODAY if contract.auto_renew else words.ENDS_TODAY
        yield _telling(row, f"ends:{contract.id}:{last}:0", msgid, values)
    elif (lead := _nearest(days, last - day, last - contract.first_day)) is not None:
        msgid = words.RENEWS if contract.auto_renew else words.ENDS
        yield _telling(row, f"ends:{contract.id}:{last}:{lead}", msgid, {**values, "days": last - day})


def _nearest(leads: Sequence[int], left: int, length: int) -> int | None:
    """Return the lead time that was passed last; one longer than the contract is none."""
    return min((lead for lead in leads if left <= lead <= length), default=None)


def _of_use(db: Database, row: InForce, standing: Standing, home: Organisation) -> Iterator[Telling]:
    contract = row.contract
    quota = quota_in(db, standing) if standing.cycle else None
    if quota is None or standing.cycle is None:
        return
    begin = f"{contract.id}:{standing.cycle.first_day}"
    percents = home.notice_percents if contract.notice_percents is None else contract.notice_percents
    if quota.blocks:
        msgid, waiting = (words.WAITED_FOR, {"waiting": quota.waiting}) if quota.waiting else (words.BLOCKED, {})
        yield _telling(row, f"blocked:{begin}", msgid, {**_amounts(quota), **waiting})
    elif reached := highest_reached(quota.granted, quota.drawn, percents):
        higher = [f"used:{begin}:{percent}" for percent in percents if percent > reached]
        values = {**_amounts(quota), "percent": percent_of(quota.granted, quota.drawn)}
        yield _telling(row, f"used:{begin}:{reached}", words.USED, values, (f"blocked:{begin}", *higher))


def _amounts(quota: Quota) -> Values:
    return {"used": quota.drawn, "granted": quota.granted, "unit": quota.unit, "currency": quota.currency}


def _telling(row: InForce, key: str, msgid: str, values: Values, covered_by: Sequence[str] = ()) -> Telling:
    contract, account = row.contract, row.account
    return Telling(
        key=key,
        msgid=msgid,
        values={"contract": contract.number, "account": account.name, **values},
        link=f"/contract?number={contract.id}",
        contract_id=contract.id,
        emails=contract.notice_emails,
        language=account.language,
        covered_by=covered_by,
    )


def _of_bill(db: Database, row: DueBill, home: Organisation) -> Iterator[Telling]:
    """Say that a bill is due: on its day, or later where that was missed."""
    bill, account, contract, due = row.bill, row.account, row.contract, row.bill.due_day or 0
    calendar = (contract and contract.calendar_id) or account.calendar_id or home.calendar_id
    day = today(db.get_one(Calendar, calendar).zone).toordinal()
    if due > day:
        return
    yield Telling(
        key=f"bill:{bill.id}:{due}",
        msgid=words.BILL_DUE if due == day else words.BILL_OVERDUE,
        values={"bill": bill.number or "", "account": account.name, "day": date.fromordinal(due).isoformat()},
        link=f"/bill?number={bill.id}",
        contract_id=contract.id if contract else None,
        emails=contract.notice_emails if contract else (),
        language=account.language,
        is_bill=True,
    )
