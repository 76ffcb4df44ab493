"""The import page: a file, what its columns mean, and what came of it."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxbilling import zones
from rxbilling.exchange.fields import FIELDS, Field
from rxbilling.exchange.mapping import Guess
from rxbilling.exchange.table import Table
from rxbilling.locales import N_, tr
from rxbilling.services import bad_row_files, importing, uploads
from rxbilling.services.access import Actor, Refused, Right
from rxbilling.services.importing import Outcome, Plan
from rxbilling.state import wording
from rxbilling.state.guard import acting, policy

PREVIEWED = 8
SHOWN_EVERY_S = 0.25
BAD_SHOWN = 100
JOIN = " + "
# Places, and UTC: not the old names that systems keep for themselves.
PLACE = re.compile("(?!Etc)[A-Z][a-z]+/")
ZONES = ["UTC", *sorted(filter(PLACE.match, zones.known()))]
NO_COLUMN = ""
FIELD_LABELS: dict[Field, str] = {
    "account": N_("Account"),
    "country": N_("Country"),
    "rep": N_("Rep"),
    "role": N_("Rep role"),
    "ticket": N_("Ticket"),
    "service": N_("Service"),
    "product": N_("Product"),
    "priority": N_("Priority"),
    "ticket_type": N_("Ticket type"),
    "start": N_("Start (date and time)"),
    "end": N_("End (date and time)"),
    "date": N_("Date"),
    "start_time": N_("Start time"),
    "end_time": N_("End time"),
    "duration": N_("Length"),
    "billable": N_("Billable"),
    "note": N_("Note"),
    "tier": N_("Tier"),
    "source_id": N_("Number in the source"),
}
SOURCES = {"toggl": "Toggl", "clockify": "Clockify", "harvest": "Harvest", "kimai": "Kimai"}


@dataclass
class FieldChoice:
    """A field of a time entry and the column it is read from ("" for none, "A + B" for two that are joined)."""

    field: str = ""
    label: str = ""
    column: str = ""


@dataclass
class BadLine:
    """A row that cannot be imported, as text."""

    row: int = 0
    column: str = ""
    value: str = ""
    reason: str = ""


class Importing(rx.State):
    """One file on its way in."""

    filename: str = ""
    token: str = ""
    source: str = ""
    header: list[str] = []
    columns: list[str] = []
    preview: list[list[str]] = []
    row_count: str = ""
    fields: list[FieldChoice] = []
    zone: str = "UTC"
    date_order: str = "auto"
    problem: str = ""
    is_running: bool = False
    percent: int = 0
    is_done: bool = False
    result: list[str] = []
    bad: list[BadLine] = []
    bad_count: int = 0

    @rx.event
    @policy(Right.IMPORT)
    def start_over(self) -> None:
        """Forget the file."""
        self._forget()

    def _forget(self) -> None:
        self.filename = self.token = self.source = self.problem = self.row_count = ""
        self.header, self.columns, self.preview, self.fields = [], [], [], []
        self.is_done, self.percent, self.result = False, 0, []
        self.bad, self.bad_count = [], 0

    @rx.event
    @policy(Right.IMPORT)
    async def open_file(self, token: str, filename: str) -> None:
        """Look into a file that was sent."""
        self._forget()
        actor = acting(self)
        try:
            table, guess = await rx.run_in_thread(lambda: _inspected(actor, token, filename))
        except Refused as refusal:
            self.problem = refusal.message.text(actor.language if actor else "en")
            return
        if actor is None:
            return
        self.token, self.filename = token, filename
        self.source = SOURCES.get(guess.source, "")
        self.header = list(table.header)
        self.preview = [[str(cell) for cell in row] for row in table.rows.head(PREVIEWED).to_numpy()]
        self.row_count = wording.number(actor.language, len(table.rows) + len(table.ragged))
        chosen = {
            field: JOIN.join([column] if isinstance(column, str) else column) for field, column in guess.mapping.items()
        }
        self.columns = [*self.header, *(column for column in chosen.values() if column not in self.header)]
        self.fields = [
            FieldChoice(field, tr(actor.language, label), chosen.get(field, NO_COLUMN))
            for field, label in FIELD_LABELS.items()
        ]

    @rx.event
    @policy(Right.IMPORT)
    def refuse_file(self, reason: str) -> None:
        """Say why a file was not taken."""
        actor = acting(self)
        language = actor.language if actor else "en"
        self.problem = reason or tr(language, N_("The file could not be sent. Check the connection and try again."))

    @rx.event
    @policy(Right.IMPORT)
    def choose_column(self, field: str, column: str) -> None:
        """Read a field from another column."""
        wanted = column if column in self.columns else NO_COLUMN
        self.fields = [
            FieldChoice(choice.field, choice.label, wanted) if choice.field == field else choice
            for choice in self.fields
        ]

    @rx.event
    @policy(Right.IMPORT)
    def choose_zone(self, zone: str) -> None:
        """Say in which zone times without an offset are."""
        self.zone = zone

    @rx.event
    @policy(Right.IMPORT)
    def choose_date_order(self, order: str) -> None:
        """Say whether the day or the month comes first in dates."""
        self.date_order = order

    @rx.event(background=True)
    @policy(Right.IMPORT)
    async def import_all(self) -> AsyncIterator[Any]:
        """Import the file, all of it or nothing."""
        async for event in self._import(good_rows_only=False):
            yield event

    @rx.event(background=True)
    @policy(Right.IMPORT)
    async def import_good_rows(self) -> AsyncIterator[Any]:
        """Import the good rows and leave out the bad ones."""
        async for event in self._import(good_rows_only=True):
            yield event

    async def _import(self, *, good_rows_only: bool) -> AsyncIterator[Any]:
        async with self:
            actor = acting(self)
            if actor is None or self.is_running:
                return
            self.is_running, self.percent, self.problem = True, 5, ""
            plan, token, filename = self._plan(good_rows_only), self.token, self.filename
        yield
        told = [5]
        running = asyncio.create_task(
            rx.run_in_thread(lambda: _imported(actor, token, filename, plan, progress=told.append))
        )
        try:
            while not (await asyncio.wait({running}, timeout=SHOWN_EVERY_S))[0]:
                async with self:
                    self.percent = told[-1]
            outcome = await running
        except Refused as refusal:
            async with self:
                self.problem = refusal.message.text(actor.language)
        else:
            async with self:
                self._show(actor, outcome)
        finally:
            async with self:
                self.is_running, self.percent = False, 100

    def _plan(self, good_rows_only: bool) -> Plan:
        columns: dict[Field, str | list[str]] = {}
        for field in FIELDS:
            column = next((choice.column for choice in self.fields if choice.field == field), NO_COLUMN)
            if column:
                columns[field] = column if column in self.header else column.split(JOIN)
        return Plan(
            columns=columns,
            zone=self.zone,
            day_first={"day": True, "month": False}.get(self.date_order),
            good_rows_only=good_rows_only,
        )

    def _show(self, actor: Actor, outcome: Outcome) -> None:
        self.is_done = outcome.is_done
        self.bad_count = len({bad.row for bad in outcome.bad})
        self.bad = [
            BadLine(bad.row, bad.column, bad.value[:80], bad.reason.text(actor.language))
            for bad in outcome.bad[:BAD_SHOWN]
        ]
        self.result = importing.result_lines(actor.language, outcome) if outcome.is_done else []


def _inspected(actor: Actor | None, token: str, filename: str) -> tuple[Table, Guess]:
    data = uploads.read(actor, token)
    return importing.inspect(actor, data, filename)


def _imported(actor: Actor, token: str, filename: str, plan: Plan, *, progress: importing.Progress) -> Outcome:
    table, _guess = _inspected(actor, token, filename)
    outcome = importing.import_entries(actor, table, filename, plan, progress)
    if outcome.bad:
        bad_row_files.write(actor, token, table, outcome.bad)
    return outcome
