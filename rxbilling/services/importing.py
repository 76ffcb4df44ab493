"""Importing time entries: a file becomes accounts, reps, services, tickets and priced entries, or nothing at all."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import pandas as pd
from babel.numbers import format_decimal
from sqlmodel import Session as Database

from rxbilling import zones
from rxbilling.exchange.bad_rows import BadRow
from rxbilling.exchange.entries_in import parse_entries
from rxbilling.exchange.fields import Field
from rxbilling.exchange.identity import fingerprints
from rxbilling.exchange.mapping import Guess, guess_mapping
from rxbilling.exchange.table import Table, read_table
from rxbilling.locales import N_, Message, tr
from rxbilling.models import ImportRun
from rxbilling.models.database import writing
from rxbilling.services import audit, importing_rows, pricing
from rxbilling.services.access import Actor, Refused, Right, require
from rxbilling.services.clock import now, today
from rxbilling.services.setup import ensure_organisation, general_rules

Columns = Mapping[Field, str | list[str]]
Progress = Callable[[int], None]
DEMO = Message(N_("This is the demo company: remove the demo first. Real work is never mixed into it."))


@dataclass(frozen=True, slots=True)
class Plan:
    """How a file is read: which column is what, the zone of times without one, and the order of day and month."""

    columns: Columns
    zone: str = "UTC"
    day_first: bool | None = None
    good_rows_only: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an import. Without ``is_done`` nothing was changed: ``bad`` says why."""

    is_done: bool
    added: int
    known: int
    bad: list[BadRow]
    without_price: int = 0
    accounts: int = 0
    reps: int = 0
    services: int = 0
    tickets: int = 0
    strangers: int = 0


def inspect(actor: Actor | None, data: bytes, filename: str) -> tuple[Table, Guess]:
    """Read a file and guess what its columns mean.

    Raises:
        Refused: the actor may not import, or the file cannot be read as a table.
    """
    require(actor, Right.IMPORT)
    table = read_table(data, filename)
    if isinstance(table, Message):
        raise Refused(table)
    return table, guess_mapping(table.header)


def import_entries(
    actor: Actor | None, table: Table, filename: str, plan: Plan, progress: Progress = lambda _percent: None
) -> Outcome:
    """Import a table: all of it, or nothing when a row is bad (unless good rows only are asked for).

    Entries that an earlier import brought are passed over, so that the same file twice adds nothing.

    Args:
        actor: Who imports.
        table: What ``inspect`` read.
        filename: The name the file had, for the record.
        plan: How it is read.
        progress: Is told how far it is, in per cent.

    Raises:
        Refused: the actor may not import, this is the demo, or the file as a whole cannot be understood.
    """
    actor = require(actor, Right.IMPORT)
    if plan.zone not in zones.known():
        raise Refused(Message(N_("There is no time zone “{zone}”."), {"zone": plan.zone}))
    parsed = parse_entries(table, plan.columns, plan.zone, plan.day_first)
    if isinstance(parsed, Message):
        raise Refused(parsed)
    progress(30)
    if parsed.bad and not plan.good_rows_only:
        return Outcome(is_done=False, added=0, known=0, bad=parsed.bad)
    rows = parsed.good.assign(digest=fingerprints(parsed.good))

    refused: set[bytes] = set()
    while True:
        try:
            with writing() as db:
                return _imported(db, actor, rows, parsed.bad, refused, filename, plan, progress)
        except importing_rows.IntoApproved as found:
            # Known only once entries are priced, by their local days; nothing was written.
            refused |= found.digests


def _imported(  # noqa: PLR0917 - the parts of one transaction
    db: Database,
    actor: Actor,
    rows: pd.DataFrame,
    bad: list[BadRow],
    refused: Collection[bytes],
    filename: str,
    plan: Plan,
    progress: Progress,
) -> Outcome:
    organisation = ensure_organisation(db)
    if organisation.is_demo:
        raise Refused(DEMO)
    new = importing_rows.unknown(db, rows)
    known = len(rows) - len(new)
    is_open = importing_rows.in_open_books(organisation, new)
    is_approved = new["digest"].isin(list(refused)).to_numpy()
    bad = [
        *bad,
        *importing_rows.closed_rows(organisation, new[~is_open]),
        *importing_rows.approved_rows(new[is_approved]),
    ]
    if bad and not plan.good_rows_only:
        return Outcome(is_done=False, added=0, known=0, bad=bad)
    return _write(db, actor, new[is_open & ~is_approved], known, bad, filename, progress)


def _write(  # noqa: PLR0917 - the parts of one transaction
    db: Database, actor: Actor, new: pd.DataFrame, known: int, bad: list[BadRow], filename: str, progress: Progress
) -> Outcome:
    run = ImportRun(
        user_id=actor.user_id,
        at=now(),
        filename=filename[:200],
        source="file",
        added=len(new),
        known=known,
        refused=len({problem.row for problem in bad}),
    )
    db.add(run)
    db.flush()
    made = importing_rows.add(db, new, run.id or 0)
    progress(60)
    general_rules(db)
    priced = pricing.price(db, made.account_ids, until=today("UTC").toordinal()) if len(new) else None
    importing_rows.refuse_approved(db, run.id or 0)
    progress(95)
    audit.record(db, actor, "import", "import_run", subject_id=run.id, after={"file": filename, "added": len(new)})
    return Outcome(
        is_done=True,
        added=len(new),
        known=known,
        bad=bad,
        without_price=priced.without_price if priced else 0,
        accounts=made.accounts,
        reps=made.reps,
        services=made.services,
        tickets=made.tickets,
        strangers=made.strangers,
    )


def result_lines(language: str, outcome: Outcome) -> list[str]:
    """Return what an import brought, a line each."""

    def line(msgid: str, count: int) -> str:
        return tr(language, msgid, count=format_decimal(count, locale=language))

    made = (
        (N_("{count} new accounts"), outcome.accounts),
        (N_("{count} of them have no known country: the organisation's calendar prices them"), outcome.strangers),
        (N_("{count} new reps"), outcome.reps),
        (N_("{count} new services"), outcome.services),
        (N_("{count} new tickets"), outcome.tickets),
        (N_("{count} rows were imported before and are passed over"), outcome.known),
        (N_("{count} bad rows are left out"), len({bad.row for bad in outcome.bad})),
        (N_("{count} entries have no price"), outcome.without_price),
    )
    added = line(N_("{count} time entries added and priced"), outcome.added)
    return [added, *(line(msgid, count) for msgid, count in made if count)]
