"""The audit trail page: searching who changed what, a page at a time."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import audit_log, profile
from rxbilling.services.access import Actor, Right
from rxbilling.services.audit_log import AuditFilter, Event
from rxbilling.services.inputs import plain
from rxbilling.state import audit_words, wording
from rxbilling.state.forms import language_of
from rxbilling.state.guard import acting, policy

EVERYTHING = "all"
FIRST_YEAR, LAST_YEAR = 1970, 2100
# Of the rest there is one, or it is named by what changed in it.
NUMBERED = frozenset({"time entry", "expense", "import_run"})


@dataclass
class EventLine:
    """One change, as text: when, who, from where, what, and a line for each field."""

    number: int = 0
    at: str = ""
    who: str = ""
    address: str = ""
    action: str = ""
    subject: str = ""
    changes: list[str] = None  # type: ignore[assignment]  # Reflex fills it


@dataclass
class SubjectOption:
    """A kind of thing that was changed."""

    value: str = ""
    label: str = ""


class Audit(rx.State):
    """What was searched for, and what was found."""

    text: str = ""
    subject: str = EVERYTHING
    first_day: str = ""
    last_day: str = ""
    subjects: list[SubjectOption] = []
    lines: list[EventLine] = []
    total: str = ""
    zone: str = ""
    has_more: bool = False
    is_first: bool = True
    is_loaded: bool = False

    @rx.event
    @policy(Right.SEE_AUDIT)
    async def open_page(self) -> None:
        """Take the search from the address, and load."""
        actor, query = acting(self), self.router.url.query_parameters
        self.text, self.subject = str(query.get("text", "")), str(query.get("subject", EVERYTHING))
        self.first_day, self.last_day = str(query.get("from", "")), str(query.get("to", ""))
        language = language_of(actor)
        self.subjects = [SubjectOption(EVERYTHING, tr(language, N_("Everything")))]
        self.subjects += [
            SubjectOption(code, audit_words.subject(language, code)) for code in audit_log.subjects(actor)
        ]
        await self._load(actor)

    @rx.event
    @policy(Right.SEE_AUDIT, by_itself=True)
    async def refresh(self) -> None:
        """Load the first page again, as something has happened."""
        if self.is_first:
            await self._load(acting(self))

    @rx.event
    @policy(Right.SEE_AUDIT)
    async def search(self, text: str) -> Any:  # noqa: ANN401 - an event
        """Look for words."""
        self.text = text
        return await self._again()

    @rx.event
    @policy(Right.SEE_AUDIT)
    async def choose_subject(self, subject: str) -> Any:  # noqa: ANN401 - an event
        """Look at one kind of things."""
        self.subject = subject
        return await self._again()

    @rx.event
    @policy(Right.SEE_AUDIT)
    async def choose_first_day(self, day: str) -> Any:  # noqa: ANN401 - an event
        """Look at what happened from a day on."""
        self.first_day = day
        return await self._again()

    @rx.event
    @policy(Right.SEE_AUDIT)
    async def choose_last_day(self, day: str) -> Any:  # noqa: ANN401 - an event
        """Look at what happened up to a day."""
        self.last_day = day
        return await self._again()

    @rx.event
    @policy(Right.SEE_AUDIT)
    async def show_older(self) -> None:
        """Load what happened before."""
        if self.lines:
            await self._load(acting(self), before_id=self.lines[-1].number)

    @rx.event
    @policy(Right.SEE_AUDIT)
    async def show_newest(self) -> None:
        """Load the first page again."""
        await self._load(acting(self))

    async def _again(self) -> Any:  # noqa: ANN401 - an event
        await self._load(acting(self))
        parts = {"text": self.text, "subject": "" if self.subject == EVERYTHING else self.subject}
        parts |= {"from": self.first_day, "to": self.last_day}
        query = urlencode({name: value for name, value in parts.items() if value})
        return rx.call_script(f"history.replaceState(history.state, '', location.pathname + {'?' + query!r})")

    async def _load(self, actor: Actor | None, before_id: int | None = None) -> None:
        zone, language = profile.zone_of(actor), language_of(actor)
        chosen = self._chosen(language, zone)
        found = await rx.run_in_thread(lambda: audit_log.search(actor, chosen, before_id))
        self.lines = [line_of(event, language, zone) for event in found.events]
        self.total = wording.number(language, found.total)
        self.zone = zone
        self.has_more, self.is_first = found.has_more, before_id is None
        self.is_loaded = True

    def _chosen(self, language: str, zone: str) -> AuditFilter:
        first, last = _day(self.first_day), _day(self.last_day)
        return AuditFilter(
            since=None if first is None else _midnight(first, zone),
            until=None if last is None else _midnight(last + timedelta(days=1), zone),
            subject="" if self.subject == EVERYTHING else self.subject,
            text=plain(self.text),
            codes=audit_words.codes(language, self.text),
        )


def line_of(event: Event, language: str, zone: str) -> EventLine:
    """Return a change as text."""
    named = event.subject_name or (f"{event.subject_id}" if event.subject in NUMBERED else "")
    return EventLine(
        number=event.number,
        at=wording.moment(language, event.at, zone),
        who=event.who or tr(language, N_("Command line")),
        address=event.address,
        action=audit_words.action(language, event.action),
        subject=f"{audit_words.subject(language, event.subject)} {named}".strip(),
        changes=audit_words.changes(language, zone, event.before, event.after),
    )


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def _midnight(day: date, zone: str) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).timestamp())
