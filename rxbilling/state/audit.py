"""The audit trail page: searching who changed what, a page at a time."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import audit_log, profile
from rxbilling.services.access import Actor, Right
from rxbilling.services.audit_log import Event
from rxbilling.services.inputs import plain
from rxbilling.state import audit_words, wording
from rxbilling.state.audit_searching import AuditSearch
from rxbilling.state.forms import language_of
from rxbilling.state.guard import acting, policy

EVERYTHING = "all"


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
    address: str = ""
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
        actor, search = acting(self), AuditSearch.from_query(dict(self.router.url.query_parameters))
        self.text, self.subject = search.text, search.subject or EVERYTHING
        self.first_day, self.last_day = search.first_day, search.last_day
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
        return rx.call_script(f"history.replaceState(history.state, '', location.pathname + {'?' + self.address!r})")

    async def _load(self, actor: Actor | None, before_id: int | None = None) -> None:
        zone, language = profile.zone_of(actor), language_of(actor)
        search = self._search()
        self.address, chosen = search.to_query(), search.chosen(language, zone)
        found = await rx.run_in_thread(lambda: audit_log.search(actor, chosen, before_id))
        self.lines = [line_of(event, language, zone) for event in found.events]
        self.total = wording.number(language, found.total)
        self.zone = zone
        self.has_more, self.is_first = found.has_more, before_id is None
        self.is_loaded = True

    def _search(self) -> AuditSearch:
        subject = "" if self.subject == EVERYTHING else self.subject
        return AuditSearch(plain(self.text), subject, self.first_day, self.last_day)


def line_of(event: Event, language: str, zone: str) -> EventLine:
    """Return a change as text."""
    return EventLine(
        number=event.number,
        at=wording.moment(language, event.at, zone),
        who=event.who or tr(language, N_("Command line")),
        address=event.address,
        action=audit_words.action(language, event.action),
        subject=audit_words.subject_of(language, event),
        changes=audit_words.changes(language, zone, event.before, event.after),
    )
