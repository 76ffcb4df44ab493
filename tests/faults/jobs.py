"""Work that is killed in its middle. Each job runs in a process of its own, and tells what it has committed."""

import os
from collections.abc import Callable
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

from sqlmodel import select

from rxbilling.config import settings
from rxbilling.models import Bill, TimeEntry
from rxbilling.models.database import engine, reading, writing
from rxbilling.services import backup, bill_issuing, bill_runs, importing, mailing, pricing
from rxbilling.services.access import COMMAND_LINE
from rxbilling.services.bill_runs import Run
from rxbilling.services.importing import Plan

BEGUN, DONE = 0, -1
ROWS = 1_000
EDITS = 30
MINUTE = 60
EVERYTHING = Run(date(2025, 1, 1), date(2026, 11, 30))
Tell = Callable[[int], None]
Job = Callable[[Tell, Path, int], None]


def run(job: Job, url: str, file: Path, turn: int, pipe: Connection) -> None:
    """Do a job on a database; what was told before the process is killed stays in the pipe."""
    os.environ["RXBILLING_DATA_DIR"] = str(file.parent)
    os.environ["RXBILLING_DATABASE_URL"] = url
    settings.cache_clear()
    engine.cache_clear()
    pipe.send(BEGUN)
    job(pipe.send, file, turn)
    pipe.send(DONE)


def name_of(turn: int) -> str:
    """Return the account that the file of a turn is about."""
    return f"Customer {turn}"


def import_file(_tell: Tell, _file: Path, turn: int) -> None:
    """Import a file of many rows."""
    days = [f"2026-03-{n % 28 + 1:02}" for n in range(ROWS)]
    rows = "".join(
        f"\n{name_of(turn)},Rep {n % 7},N-{n % 90},{day}T09:00:00Z,{day}T19:{n % 60:02}:00Z"
        for n, day in enumerate(days)
    )
    table, guess = importing.inspect(COMMAND_LINE, f"Account,Rep,Ticket,Start,End{rows}".encode(), "work.csv")
    importing.import_entries(COMMAND_LINE, table, "work.csv", Plan(guess.mapping))


def edit(tell: Tell, _file: Path, _turn: int) -> None:
    """Lengthen an entry again and again, and price its account each time; tell its new length once it is committed."""
    for _ in range(EDITS):
        with writing() as db:
            entry = db.get_one(TimeEntry, 1)
            assert entry.end_at is not None
            entry.end_at, entry.seconds = entry.end_at + MINUTE, entry.seconds + MINUTE
            db.add(entry)
            db.flush()
            pricing.price(db, [entry.account_id])
            length = entry.seconds
        tell(length)


def restore(_tell: Tell, file: Path, _turn: int) -> None:
    """Put a backup in the place of what is there."""
    backup.restore(COMMAND_LINE, file, replace=True)


def make_bills(_tell: Tell, _file: Path, _turn: int) -> None:
    """Make drafts of everything that can be billed."""
    bill_runs.make(COMMAND_LINE, EVERYTHING, bill_runs.preview(COMMAND_LINE, EVERYTHING).promise)


def issue_bills(_tell: Tell, _file: Path, _turn: int) -> None:
    """Issue the drafts of everything that can be billed."""
    make_bills(_tell, _file, _turn)
    with reading() as db:
        drafts = list(db.exec(select(Bill.id).where(Bill.state == "draft")))
    bill_issuing.issue(COMMAND_LINE, [number or 0 for number in drafts], EVERYTHING.last)


def send_mails(_tell: Tell, file: Path, _turn: int) -> None:
    """Send the mails that are due to the server whose port a file names."""
    chosen = settings()
    chosen.smtp_host, chosen.smtp_port, chosen.smtp_security = "127.0.0.1", int(file.read_text()), "none"
    chosen.mail_from = "rx@rx.test"
    mailing.send_due(COMMAND_LINE)
