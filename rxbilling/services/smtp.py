"""Mails to the server of the settings, by SMTP: plain text, one recipient each, with a file where there is one."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from hashlib import sha256

from rxbilling.config import Settings, settings
from rxbilling.services.inputs import plain

PATIENCE_S = 20
LONGEST_ERROR = 300


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A mail to one address; ``key`` says what it is about, and ``pdf`` is the name and the content of a file."""

    address: str
    key: str
    subject: str
    body: str
    reply_to: str = ""
    pdf: tuple[str, bytes] | None = None


class Unsent(Exception):  # noqa: N818 - it is an answer, not a fault
    """A mail that the server did not take; the text is what it said.

    ``is_of_server`` where that is not about this mail: no other one would be taken now.
    """

    def __init__(self, error: Exception, *, is_of_server: bool) -> None:
        super().__init__(_said(error))
        self.is_of_server = is_of_server


def is_address(text: str) -> bool:
    """Say whether mails can be sent to an address."""
    try:
        address = Address(addr_spec=text)
    except (ValueError, IndexError):
        return False
    return bool(address.username and address.domain)


def message(mail: Outgoing) -> EmailMessage:
    """Return a mail; the same for the same address and key, so that one that arrives twice can be recognised."""
    sender = parseaddr(settings().mail_from)
    made = EmailMessage(policy=SMTP)
    made["From"] = Address(sender[0], addr_spec=sender[1])
    made["To"] = Address(addr_spec=mail.address)
    if mail.reply_to:
        made["Reply-To"] = Address(addr_spec=mail.reply_to)
    made["Subject"] = " ".join(plain(mail.subject).split())
    made["Date"] = format_datetime(datetime.now(UTC))
    said = f"{mail.address} {mail.key}".encode()
    made["Message-ID"] = f"<{sha256(said).hexdigest()[:40]}@{sender[1].rpartition('@')[2]}>"
    # Nobody's holiday message answers a machine (RFC 3834).
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(plain(mail.body))
    if mail.pdf:
        name, content = mail.pdf
        made.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return made


@contextmanager
def server() -> Iterator[smtplib.SMTP]:
    """Open a connection to the server.

    Raises:
        Unsent: it cannot be reached, or lets nobody in.
    """
    try:
        opened = _connect(settings())
    except (OSError, smtplib.SMTPException) as error:
        raise Unsent(error, is_of_server=True) from error
    try:
        yield opened
    finally:
        with suppress(OSError, smtplib.SMTPException):
            opened.quit()


def send(opened: smtplib.SMTP, mail: Outgoing) -> None:
    """Send a mail.

    Raises:
        Unsent: the server did not take it.
    """
    try:
        opened.send_message(message(mail), parseaddr(settings().mail_from)[1], [mail.address])
    except (smtplib.SMTPServerDisconnected, smtplib.SMTPSenderRefused) as error:
        raise Unsent(error, is_of_server=True) from error
    except (ValueError, IndexError, smtplib.SMTPException) as error:
        raise Unsent(error, is_of_server=False) from error
    except OSError as error:
        raise Unsent(error, is_of_server=True) from error


def _connect(chosen: Settings) -> smtplib.SMTP:
    where = chosen.smtp_host, chosen.smtp_port
    trusted = ssl.create_default_context()
    if chosen.smtp_security == "tls":
        opened: smtplib.SMTP = smtplib.SMTP_SSL(*where, timeout=PATIENCE_S, context=trusted)
    else:
        opened = smtplib.SMTP(*where, timeout=PATIENCE_S)
    try:
        if chosen.smtp_security == "starttls":
            opened.starttls(context=trusted)
        if chosen.smtp_user:
            opened.login(chosen.smtp_user, chosen.smtp_password)
    except BaseException:
        opened.close()
        raise
    return opened


def _said(error: Exception) -> str:
    """Return what a server said, in one line."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        text = "; ".join(f"{code} {_text(said)}" for code, said in error.recipients.values())
    elif isinstance(error, smtplib.SMTPResponseException):
        text = f"{error.smtp_code} {_text(error.smtp_error)}"
    else:
        text = str(error) or type(error).__name__
    return " ".join(plain(text).split())[:LONGEST_ERROR]


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said
