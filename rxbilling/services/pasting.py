"""Rows that are pasted from a spreadsheet: all of them become time entries, or none if a row is bad."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd
from sqlmodel import Session as Database

from rxbilling.engine.terms import Tier
from rxbilling.exchange.cells import Cells
from rxbilling.exchange.dates import order_of
from rxbilling.exchange.entries_in import DATED, parse_entries
from rxbilling.exchange.fields import Columns, Field, columns_of
from rxbilling.exchange.mapping import guess_mapping
from rxbilling.exchange.table import Table, table_of
from rxbilling.exchange.times import typed_time
from rxbilling.locales import N_, Message
from rxbilling.models import Account, Calendar, Organisation
from rxbilling.models.database import writing
from rxbilling.services import entry_changes, undoing
from rxbilling.services.access import Actor, Invalid, Refused, Right, require
from rxbilling.services.entry_drafts import EntryDraft
from rxbilling.services.named import number_of

MOST_ROWS = 2000
PASTED = "paste"
NAMED: tuple[Field, ...] = ("account", "rep", "service", "ticket")
CLOCKS: tuple[Field, ...] = ("start_time", "end_time")
# The fields of a draft as a file has them.
FIELD_OF: dict[str, Field] = {
    "account": "account", "rep": "rep", "service": "service", "ticket": "ticket", "note": "note",
    "day": "date", "seconds": "duration", "start": "start", "end": "end",
}  # fmt: skip
TOO_MANY = Message(N_("At most {count} rows can be pasted at once. Import a file instead."), {"count": MOST_ROWS})
MIXED = N_(
    "Some of these dates begin with the day ({day}), others with the month ({month}). Write all of them the same way."
)
NO_TABLE = Message(N_("This is no table. Copy whole rows, with or without their header."))


@dataclass(frozen=True, slots=True)
class BadCell:
    """Why a pasted row cannot be taken; ``row`` counts from 1, the header included if there is one."""

    row: int
    column: str
    value: str
    reason: Message


@dataclass(frozen=True, slots=True)
class Pasted:
    """What came of pasting: the numbers of the entries that were added, or what is wrong.

    ``change`` is the number under which it is undone; None where nobody can. ``day_first`` says how dates were read
    that could have been either; None where there was none.
    """

    added: list[int]
    bad: list[BadCell]
    revision: int = 0
    change: int | None = None
    day_first: bool | None = None


def paste(actor: Actor | None, text: str, columns: Sequence[str]) -> Pasted:
    """Add the rows of a clipboard's text.

    Args:
        actor: Who pastes: its own work, unless it may change everybody's.
        text: Rows as spreadsheets copy them: cells apart by tabs.
        columns: The fields (``exchange.fields``) of the cells, in order, where the first row is no header.

    Raises:
        Refused: the actor may not, or this is no table.
    """
    actor = require(actor, Right.LOG_OWN_WORK)
    table, mapping = _with_own_name(actor, *_table(text, columns))
    with writing() as db:
        reader = _Reader(db, actor, table, mapping)
        drafts, bad = reader.read()
        try:
            added = entry_changes.add_many_in(db, actor, [*drafts.values()])
        except entry_changes.SomeRefused as refused:
            rows = [*drafts]
            bad += [BadCell(rows[place], "", "", reason) for place, reason in refused.reasons.items()]
        if bad:
            db.rollback()
            return Pasted([], sorted(bad, key=lambda cell: cell.row))
        change = undoing.remember_added(db, actor, added.numbers)
        return Pasted(added.numbers, [], added.revision, change, reader.told)


def _table(text: str, columns: Sequence[str]) -> tuple[Table, Columns]:
    records = _records(text)
    if len(records) > MOST_ROWS + 1:
        raise Refused(TOO_MANY)
    first = guess_mapping(records[0] if records else ()).mapping
    has_header = "account" in first and bool({"date", "start"} & first.keys())
    if not has_header:
        width = max(map(len, records), default=0)
        records = [list(columns[:width]), *records]
    table = table_of(records, PASTED)
    if isinstance(table, Message) or not len(table.rows):
        raise Refused(NO_TABLE)
    return table if has_header else _counted_from_one(table), guess_mapping(table.header).mapping


def _counted_from_one(table: Table) -> Table:
    """Return a table whose header was not pasted, with its rows numbered as they were."""
    ragged = {number - 1: cells for number, cells in table.ragged.items()}
    return replace(table, rows=table.rows.set_index(table.rows.index - 1), ragged=ragged)


def _records(text: str) -> list[list[str]]:
    """Read cells apart by tabs. A cell that only begins with a quote is no quoted one: Excel copies it as it is."""
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        try:
            return list(csv.reader(io.StringIO(text), "excel-tab", strict=True, quoting=quoting))
        except csv.Error:
            continue
    raise Refused(NO_TABLE)


def _with_own_name(actor: Actor, table: Table, mapping: Columns) -> tuple[Table, Columns]:
    """Let rows without a rep be the work of who pastes them, and read times of day as they are typed."""
    rows = table.rows.copy()
    for column in (name for field in CLOCKS for name in columns_of(mapping, field)):
        rows[column] = [_clock(cell) for cell in rows[column]]
    if actor.rep_id is None:
        return replace(table, rows=rows), mapping
    own, columns = f"#{actor.rep_id}", columns_of(mapping, "rep")
    if not columns:
        return replace(table, header=(*table.header, "rep"), rows=rows.assign(rep=own)), {**mapping, "rep": "rep"}
    if len(columns) == 1:
        rows[columns[0]] = [cell if cell.strip() else own for cell in rows[columns[0]]]
    return replace(table, rows=rows), mapping


def _clock(cell: str) -> str:
    seconds = typed_time(cell)
    return cell if seconds is None else f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


class _Reader:
    """Reads the rows of one table: names become numbers, times are those of each customer's clock."""

    def __init__(self, db: Database, actor: Actor, table: Table, mapping: Columns) -> None:
        self.db, self.actor, self.table, self.mapping = db, actor, table, mapping
        self.cells = Cells(table, mapping)
        self.bad: list[BadCell] = []
        self.known: dict[tuple[str, str, int | None], int | None] = {}
        order = order_of([text for field in DATED for text in self.cells.text(field)])
        if order.day_first and order.month_first:
            raise Refused(Message(MIXED, {"day": order.day_first, "month": order.month_first}))
        self.day_first = bool(order.day_first) or (not order.month_first and actor.language != "en")
        self.told = self.day_first if order.is_open else None

    def read(self) -> tuple[dict[int, EntryDraft], list[BadCell]]:
        """Return the entries that the rows say, by the numbers of the rows and in their order, and what is wrong."""
        zones = [self._zone(name) for name in self.cells.text("account")]
        drafts: dict[int, EntryDraft] = {}
        for zone in dict.fromkeys(zones):
            where = [of_row == zone for of_row in zones]
            part = replace(self.table, rows=self.table.rows[where], ragged={} if drafts else self.table.ragged)
            parsed = parse_entries(part, self.mapping, zone, self.day_first)
            if isinstance(parsed, Message):
                raise Refused(parsed)
            self.bad += [BadCell(bad.row, bad.column, bad.value, bad.reason) for bad in parsed.bad]
            self._check_names(part, {bad.row for bad in parsed.bad})
            drafts |= {row["row"]: draft for row in self._rows(parsed.good) if (draft := self._draft(row))}
        return dict(sorted(drafts.items())), self.bad

    def _check_names(self, part: Table, numbers: set[int]) -> None:
        """Say also of rows that are bad already which of their names are unknown."""
        cells = Cells(part, self.mapping)
        for place, number in enumerate(part.rows.index.tolist()):
            if number in numbers:
                self._names(
                    {"row": number} | {name: cells.text(name)[place] for name in NAMED if cells.text(name)[place]}
                )

    def _rows(self, good: pd.DataFrame) -> list[dict[str, Any]]:
        return [{str(name): value for name, value in row.items()} for row in good.to_dict("records")]

    def _zone(self, name: str) -> str:
        """Return the zone of an account's calendar; any one for a name that will be refused."""
        organisation = self.db.get_one(Organisation, 1)
        try:
            account = self.db.get(Account, self._number("account", name))
        except Invalid:
            account = None
        return self.db.get_one(Calendar, (account and account.calendar_id) or organisation.calendar_id).zone

    def _draft(self, row: dict[str, Any]) -> EntryDraft | None:
        names = self._names(row)
        if names is None:
            return None
        try:
            draft = self._said(row, names)
            entry_changes.refuse(self.db, self.actor, draft)
        except Invalid as wrong:
            self._blame(row, wrong)
        except Refused as refusal:
            self.bad.append(BadCell(row["row"], "", "", refusal.message))
        else:
            return draft
        return None

    def _names(self, row: dict[str, Any]) -> dict[str, int | None] | None:
        """Return the numbers of a row's names; None where any is unknown, having said so of each."""
        found: dict[str, int | None] = {}
        for source in (name for name in NAMED if name in row):
            try:
                found[source] = self._number(source, row[source], found.get("account") if source == "ticket" else None)
            except Invalid as wrong:
                self._blame(row, wrong)
        return found if len(found) == len(NAMED) else None

    def _blame(self, row: dict[str, Any], wrong: Invalid) -> None:
        field = FIELD_OF[wrong.field]
        self.bad.append(BadCell(row["row"], self.cells.label(field), str(row.get(field, "")), wrong.message))

    def _said(self, row: dict[str, Any], names: dict[str, int | None]) -> EntryDraft:
        by_clock = bool(row["clock"])
        return EntryDraft(
            account_id=names["account"] or 0,
            rep_id=names["rep"] or 0,
            service_id=names["service"],
            ticket_id=names["ticket"],
            start_at=int(row["start"]) if by_clock else None,
            end_at=int(row["end"]) if by_clock else None,
            day=None if by_clock else date.fromordinal(int(row["day"])),
            seconds=None if by_clock else int(row["seconds"]),
            tier=None if by_clock else Tier(int(row["tier"])),
            note=row["note"],
            billable=bool(row["billable"]),
        )

    def _number(self, source: str, name: str, of_account: int | None = None) -> int | None:
        key = (source, name, of_account)
        if key not in self.known:
            is_own = source == "rep" and name == f"#{self.actor.rep_id}"
            self.known[key] = (
                self.actor.rep_id if is_own else number_of(self.db, self.actor, source, name, of_account=of_account)
            )
        return self.known[key]
