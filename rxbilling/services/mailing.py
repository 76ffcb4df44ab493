"""The outbox: each mail is sent once, tried again after a failure, and given up at last."""

import smtplib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rxbilling.config import settings
from rxbilling.locales import N_, Message, tr
from rxbilling.models import Mail, mail_rows
from rxbilling.models.database import reading, writing
from rxbilling.services import bill_files, smtp
from rxbilling.services.access import Actor, NotNow, Right, require
from rxbilling.services.clock import now
from rxbilling.services.smtp import Outgoing, Unsent

# After the first failure, the second …: after the last of them a mail is given up.
WAITS_S = (900, 3_600, 14_400, 43_200, 86_400, 86_400)
MOST_ATTEMPTS = len(WAITS_S) + 1
# Longer than one mail takes: who was killed while sending it, is taken to have sent nothing.
CLAIM_S = 300
NO_SERVER = Message(N_("No mail server is set. An administrator sets one: see the user guide, section Settings."))
NO_ADDRESS = Message(N_("You have no e-mail address."))
NOT_SENT = N_("The mail could not be sent. The server says: {error}")
TEST_SUBJECT = N_("Test mail of rxbilling")
TEST_BODY = N_("Mails of rxbilling arrive at this address.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the mails that were due: how many were sent, and why others were not, by address or server."""

    sent: int
    failed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Outbox:
    """Whether mails are sent, from which address, how many wait or were given up, and what the server said last."""

    is_on: bool
    sender: str
    waiting: int
    given_up: int
    error: str


def outbox(actor: Actor | None) -> Outbox:
    """Return how the mails do.

    Raises:
        Refused: the actor may not know.
    """
    require(actor, Right.CLOSE_PERIODS)
    with reading() as db:
        counts, error = mail_rows.counts(db, MOST_ATTEMPTS), mail_rows.last_error(db)
    return Outbox(settings().sends_mail, settings().mail_from, counts.waiting, counts.given_up, error)


def send_due(actor: Actor | None, stopped: Callable[[], bool] = lambda: False) -> Outcome:
    """Send the mails that are due, one after the other, until there is none or it is ``stopped``.

    Raises:
        Refused: the actor may not.
    """
    actor = require(actor, Right.ADMINISTER)
    sent, failed = 0, dict[str, str]()
    if not settings().sends_mail or not _is_any_due():
        return Outcome(sent, failed)
    try:
        with smtp.server() as opened:
            while not stopped() and (mail := _claimed()) is not None:
                if error := _try(actor, opened, mail):
                    failed[mail.address] = error
                else:
                    sent += 1
    except Unsent as failure:
        # It is not about any one mail: all that are due wait, and none is given up for it.
        failed[settings().smtp_host] = str(failure)
        with writing() as db:
            mail_rows.put_off(db, now(), now() + WAITS_S[0], str(failure), MOST_ATTEMPTS)
    return Outcome(sent, failed)


def send_test(actor: Actor | None) -> None:
    """Send a mail to the actor, now.

    Raises:
        Refused: the actor may not, there is no server, or it did not take the mail.
    """
    actor = require(actor, Right.ADMINISTER)
    if not settings().sends_mail:
        raise NotNow(NO_SERVER)
    if not actor.email:
        raise NotNow(NO_ADDRESS)
    subject, body = (tr(actor.language, msgid) for msgid in (TEST_SUBJECT, TEST_BODY))
    try:
        with smtp.server() as opened:
            smtp.send(opened, Outgoing(actor.email, f"test {now()}", subject, body))
    except Unsent as failure:
        raise NotNow(Message(NOT_SENT, {"error": str(failure)})) from failure


def _is_any_due() -> bool:
    with reading() as db:
        return mail_rows.next_due(db, now(), MOST_ATTEMPTS) is not None


def _claimed() -> Mail | None:
    """Return the next mail that is due, kept from whoever else sends at this time."""
    with writing() as db:
        mail = mail_rows.next_due(db, now(), MOST_ATTEMPTS)
        if mail is not None:
            mail.attempts, mail.next_at = mail.attempts + 1, now() + CLAIM_S
            db.add(mail)
    return mail


def _try(actor: Actor, opened: smtplib.SMTP, mail: Mail) -> str:
    """Send a mail, and write down what came of it; return why it was not sent, empty where it was."""
    error, of_server = "", None
    try:
        smtp.send(opened, _outgoing(actor, mail))
    except Unsent as failure:
        error, of_server = str(failure), failure if failure.is_of_server else None
    _note(mail.id or 0, error)
    if of_server is not None:
        raise of_server
    return error


def _outgoing(actor: Actor, mail: Mail) -> Outgoing:
    """Return a mail with what it brings: files are made as late as this, so that those who wait are small."""
    file = bill_files.pdf(actor, mail.bill_id) if mail.bill_id else None
    pdf = (file.name, file.content) if file else None
    return Outgoing(mail.address, mail.key, mail.subject, mail.body, mail.reply_to, pdf)


def _note(number: int, error: str) -> None:
    """Write down that a mail was sent, or when it is tried again: at once, as what is not noted is sent again."""
    with writing() as db:
        mail, at = db.get(Mail, number), now()
        if mail is None:
            # Its bill was made void while it was on its way.
            return
        mail.error, mail.version = error, mail.version + 1
        mail.sent_at = None if error else at
        mail.next_at = at + WAITS_S[min(mail.attempts, len(WAITS_S)) - 1]
        db.add(mail)
