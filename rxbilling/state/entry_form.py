"""The entry that is open: changing and deleting it, and its history."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import reflex as rx

from rxbilling.engine.terms import Tier
from rxbilling.exchange.clock import NOT_A_LENGTH
from rxbilling.exchange.durations import duration_seconds
from rxbilling.locales import N_, tr
from rxbilling.services import audit_log, choices, entry_changes, entry_editing, profile
from rxbilling.services.access import Actor, Changed, Invalid, Refused, Right
from rxbilling.services.entry_changes import Stored
from rxbilling.services.entry_drafts import EntryDraft
from rxbilling.services.entry_editing import Editable
from rxbilling.services.local_clock import instant_of, local_of
from rxbilling.state import wording
from rxbilling.state.audit import EventLine, line_of
from rxbilling.state.form_days import day_typed
from rxbilling.state.forms import Fact, Form, language_of, text_of
from rxbilling.state.guard import acting, policy
from rxbilling.state.undo_scripts import changed
from rxbilling.state.why import Why

NO_SERVICE = "0"
LONG_NUMBER = 10


class EntryForm(Form, rx.State):
    """The fields of an entry as text, on the clock of its customer."""

    number: int = 0
    is_loaded: bool = False
    locked: str = ""
    by_clock: bool = True
    start: str = ""
    end: str = ""
    day: str = ""
    length: str = ""
    tier: str = "0"
    zone: str = ""
    service: str = NO_SERVICE
    services: list[Fact] = []
    note: str = ""
    billable: bool = True
    history: list[EventLine] = []
    _version: int = 0
    _seen: EntryDraft | None = None

    @rx.event
    @policy(Right.SEE_OWN_WORK)
    def show(self, number: int) -> Any:  # noqa: ANN401 - an event, or none
        """Show an entry's form as it was left, or begin with the entry as it is now; its history is always new."""
        if number == self.number and self.is_loaded and not self.locked:
            self._show_history(acting(self))
            return None
        self._load(acting(self), number)
        return Why.refresh

    @rx.event
    @policy("user")
    def forget(self) -> None:
        """Forget what was typed: the dialog is closed."""
        self._begin()
        self.is_loaded = False

    def _load(self, actor: Actor | None, number: int) -> None:
        self._begin()
        self.number, self.is_loaded = number, False
        try:
            found = entry_editing.look(actor, number)
        except Refused as refusal:
            self._refuse(actor, refusal)
            return
        self._fill(actor, found)
        self._show_history(actor)
        self.is_loaded = True

    def _show_history(self, actor: Actor | None) -> None:
        zone, language = profile.zone_of(actor), language_of(actor)
        self.history = [line_of(event, language, zone) for event in audit_log.entry_history(actor, self.number)]

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    async def save(self, form: dict[str, str]) -> Any:  # noqa: ANN401 - events
        """Change the entry, if nobody else has meanwhile."""
        actor = acting(self)

        def change() -> Stored:
            found = entry_editing.look(actor, self.number)
            if (found.zone, found.draft.start_at is None) != (self.zone, not self.by_clock):
                # What the form shows would mean other times now.
                raise Changed
            return entry_changes.change(actor, self.number, self._version, self._wanted(found.draft, form))

        return await self._do(actor, change, N_("Saved and priced again."), Why.show_again)

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    async def delete(self) -> Any:  # noqa: ANN401 - events
        """Delete the entry, if nobody else has changed it meanwhile."""
        actor = acting(self)
        number, version = self.number, self._version
        work = lambda: entry_changes.delete(actor, number, version)  # noqa: E731 - as short as that
        return await self._do(actor, work, N_("The entry is deleted."), Why.close)

    async def _do(self, actor: Actor | None, work: Callable[[], Stored], done: str, then: Any) -> Any:  # noqa: ANN401 - events
        self._begin()
        try:
            stored = await rx.run_in_thread(work)
        except Changed as refusal:
            self._refuse(actor, refusal)
            self._show_theirs(actor)
            return None
        except Refused as refusal:
            self._refuse(actor, refusal)
            return None
        self.is_loaded = False
        return [rx.toast.success(tr(language_of(actor), done)), changed(stored.change), then]

    def _fill(self, actor: Actor | None, found: Editable) -> None:
        draft, language = found.draft, language_of(actor)
        self._version, self.zone, self._seen = found.version, found.zone, draft
        self.locked = found.locked.text(language) if found.locked else ""
        self.by_clock = draft.start_at is not None
        self.start = "" if draft.start_at is None else local_of(draft.start_at, found.zone)
        self.end = "" if draft.end_at is None else local_of(draft.end_at, found.zone)
        self.day = draft.day.isoformat() if draft.day else ""
        self.length = wording.exact(draft.length_s)
        self.tier = str(int(draft.tier or 0))
        self.service, self.note, self.billable = str(draft.service_id or NO_SERVICE), draft.note, draft.billable
        self.services = [Fact(str(one.number), one.name) for one in choices.services(actor)]

    def _wanted(self, now: EntryDraft, form: dict[str, str]) -> EntryDraft:
        """Return what the form says, on the clock that it was shown on.

        Times that were not touched stay the instants they were: one that occurs twice cannot be told by its text.

        Raises:
            Invalid: a field is not what it should be.
        """
        service = text_of(form, "service") or NO_SERVICE
        draft = replace(
            now,
            service_id=int(service) if service.isdecimal() and len(service) < LONG_NUMBER else 0,
            note=text_of(form, "note"),
            billable=bool(form.get("billable")),
        )
        if service == NO_SERVICE:
            draft = replace(draft, service_id=None)
        if not self.by_clock:
            return replace(draft, day=day_typed(text_of(form, "day"), "day"), seconds=_length(form), tier=_tier(form))
        return replace(draft, start_at=self._instant(form, "start"), end_at=self._instant(form, "end"))

    def _instant(self, form: dict[str, str], field: str) -> int:
        text, seen = text_of(form, field), self._seen
        before = None if seen is None else seen.start_at if field == "start" else seen.end_at
        if before is not None and text == local_of(before, self.zone):
            return before
        return instant_of(text, self.zone, field)

    def _show_theirs(self, actor: Actor | None) -> None:
        """Show the entry as somebody else has left it; saving again is meant to replace just that."""
        try:
            found = entry_editing.look(actor, self.number)
        except Refused as refusal:
            self._refuse(actor, refusal)
            return
        self._version, language, draft = found.version, language_of(actor), found.draft
        if (found.zone, draft.start_at is None) != (self.zone, not self.by_clock):
            # The fields mean something else now: they begin anew with what is there.
            self._fill(actor, found)
        services = {one.number: one.name for one in choices.services(actor)}
        times = [
            (N_("Date"), wording.day(language, draft.day) if draft.day else ""),
            (N_("Length"), wording.exact(draft.length_s)),
            (N_("Tier"), tr(language, wording.TIERS[draft.tier or 0])),
        ]
        if draft.start_at is not None and draft.end_at is not None:
            times = [
                (N_("Start"), wording.moment(language, draft.start_at, found.zone)),
                (N_("End"), wording.moment(language, draft.end_at, found.zone)),
            ]
        facts = [
            *times,
            (N_("Service"), services.get(draft.service_id or 0, wording.NOTHING)),
            (N_("Note"), draft.note),
            (N_("Billable"), tr(language, N_("Yes")) if draft.billable else tr(language, N_("No"))),
        ]
        self.theirs = [Fact(tr(language, label), value) for label, value in facts]


def _length(form: dict[str, str]) -> int:
    seconds = duration_seconds(text_of(form, "length"))
    if seconds is None:
        raise Invalid("seconds", NOT_A_LENGTH)
    return seconds


def _tier(form: dict[str, str]) -> Tier:
    text = text_of(form, "tier") or "0"
    return Tier(int(text)) if text in {"0", "1", "2", "3"} else Tier.OPERATIONAL
