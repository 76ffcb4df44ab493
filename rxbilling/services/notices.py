"""Telling people what is due: each thing once to each, in the app and by mail, also for days that were missed."""

from collections.abc import Collection, Iterable, Sequence

from sqlmodel import Session as Database

from rxbilling.config import settings
from rxbilling.locales import SOURCE
from rxbilling.models import Calendar, Mail, Notice, Organisation, User, mail_rows
from rxbilling.models import notice_rows as sql
from rxbilling.models.database import reading, writing
from rxbilling.services import notice_words as words
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.clock import now, today
from rxbilling.services.notice_people import Readers, readers
from rxbilling.services.telling import Telling, tellings

# Where nobody has looked for longer, what ended before is history.
MOST_DAYS = 31


def is_due(actor: Actor | None) -> bool:
    """Say whether a day of the organisation has begun of which nobody has been told."""
    require(actor, Right.ADMINISTER)
    with reading() as db:
        home = db.get_one(Organisation, 1)
        return home.noticed_day is None or home.noticed_day < _today(db, home)


def make(actor: Actor | None) -> int:
    """Tell everybody what is due today, and what became due on the days since this was done last.

    What somebody was told already is not told again: it may be called as often as one likes.

    Returns:
        How many notices were made.

    Raises:
        Refused: the actor may not.
    """
    require(actor, Right.ADMINISTER)
    with reading() as db:
        home = db.get_one(Organisation, 1)
        day = _today(db, home)
        # A day earlier, as it is still yesterday, or tomorrow already, on calendars of other zones.
        found = tellings(db, max(home.noticed_day or day - 1, day - MOST_DAYS) - 1)
        who = readers(db, found)
    # Whoever writes waits for nobody: what takes time was worked out before.
    with writing() as db:
        count = _tell(db, found, who)
        db.get_one(Organisation, 1).noticed_day = day
    return count


def _today(db: Database, home: Organisation) -> int:
    return today(db.get_one(Calendar, home.calendar_id).zone).toordinal()


def _tell(db: Database, found: Sequence[Telling], who: Readers) -> int:
    keys = {key for telling in found for key in (telling.key, *telling.covered_by)}
    told, mailed = sql.told(db, keys), mail_rows.known(db, keys)
    made = [(telling, user) for telling in found for user in who.of(telling) if not _knows(told, user.id or 0, telling)]
    db.add_all(_notice(telling, user) for telling, user in made)
    if settings().sends_mail:
        _write_mails(db, found, made, mailed)
    return len(made)


def _knows(told: Collection[tuple[object, str]], who: object, telling: Telling) -> bool:
    return any((who, key) in told for key in (telling.key, *telling.covered_by))


def _notice(telling: Telling, user: User) -> Notice:
    return Notice(
        user_id=user.id or 0,
        key=telling.key,
        at=now(),
        msgid=telling.msgid,
        values=dict(telling.values),
        link=telling.link,
    )


def _write_mails(
    db: Database, found: Iterable[Telling], made: Iterable[tuple[Telling, User]], mailed: set[tuple[str, str]]
) -> None:
    """Write to each address once, whether it is a user's or was noted with the contract."""
    for telling, user in made:
        why = words.WHY_USER if telling.contract_id else words.WHY_USER_BILL
        _write(db, telling, user.email, user.language or SOURCE, why, mailed)
    for telling in found:
        for address in telling.emails:
            _write(db, telling, address, telling.language or SOURCE, words.WHY_ADDRESS, mailed)


def _write(  # noqa: PLR0917 - the parts of a letter
    db: Database, telling: Telling, address: str, language: str, why: str, mailed: set[tuple[str, str]]
) -> None:
    who = address.lower()
    if _knows(mailed, who, telling):
        return
    mailed.add((who, telling.key))
    # Who is no user cannot follow a link into the app.
    link = "" if why == words.WHY_ADDRESS else telling.link
    text = words.letter(language, words.words(language, telling.msgid, telling.values), why, link)
    at = now()
    db.add(Mail(address=address, key=telling.key, made_at=at, next_at=at, subject=text.subject, body=text.body))
