"""Adding entries from the keyboard, one after the other, on any page."""

from typing import Any

import reflex as rx

from rxbilling.engine.terms import Tier
from rxbilling.locales import N_, tr
from rxbilling.services import choices, entry_changes, profile
from rxbilling.services.access import NOT_ALLOWED, Actor, Refused, Right
from rxbilling.services.clock import today
from rxbilling.services.entry_drafts import EntryDraft
from rxbilling.services.local_clock import day_of, typed_of
from rxbilling.services.typed_entries import Times, draft_of_typed
from rxbilling.state.charged import logged_toast
from rxbilling.state.form_days import day_typed
from rxbilling.state.forms import Fact, focus_on, text_of, told
from rxbilling.state.guard import acting, policy
from rxbilling.state.task_fields import NOTHING, TaskFields, number_of, task_of

AGAIN = "again"


class QuickAdd(TaskFields, rx.State):
    """The dialog: for whom, when, what; ``_looked_at`` and ``_looked_rep`` are the day and rep of the page behind."""

    is_open: bool = False
    day: str = ""
    start: str = ""
    end: str = ""
    length: str = ""
    tier: str = NOTHING
    zone: str = ""
    rep: str = NOTHING
    reps: list[Fact] = []
    _looked_at: str = ""
    _looked_rep: int = 0

    @rx.event
    @policy("user")  # each page says what it looks at as it opens
    def forget(self) -> None:
        """Close the dialog; the page that opens looks at no day."""
        self.is_open, self._looked_at, self._looked_rep = False, "", 0

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    def open_dialog(self) -> None:
        """Begin with the day that is looked at."""
        self._open(acting(self))

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    def open_between(self, start: int, end: int) -> Any:  # noqa: ANN401 - an event, or none
        """Begin with a gap that is to be filled."""
        actor = acting(self)
        self._open(actor)
        try:
            self.day = day_of(start, self.zone).isoformat()
            self.start, self.end = typed_of(start, self.zone), typed_of(end, self.zone)
        except (ValueError, OverflowError, OSError):
            return told(actor, Refused(NOT_ALLOWED))  # no gap of ours
        return None

    @rx.event
    @policy("user")
    def toggle(self, is_open: bool) -> None:
        """Open or close the dialog."""
        self.is_open = is_open

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    async def save(self, form: dict[str, Any]) -> Any:  # noqa: ANN401 - events
        """Add the entry and close, or begin with the next; once, however often the button was pressed."""
        actor = acting(self)
        # After the first of two clicks the dialog is closed, or its form has begun anew.
        if not self.is_open or str(form.get("stamp")) != str(self.stamp):
            return None
        self._begin()
        try:
            draft = self._draft(actor, form)
            stored = await rx.run_in_thread(lambda: entry_changes.add(actor, draft))
        except Refused as refusal:
            self._refuse(actor, refusal)
            return focus_on(self.wrong_field)
        self.is_open = form.get("then") == AGAIN
        if self.is_open:
            self._next(actor, draft)
        return logged_toast(actor, stored)

    def _look_at(self, day: str, rep_id: int) -> None:
        """Take over the day and the rep of the page behind."""
        self._looked_at, self._looked_rep = day, rep_id

    def _open(self, actor: Actor | None) -> None:
        self.zone = profile.zone_of(actor)
        own = actor.rep_id if actor else None
        self.reps = _reps(actor)
        rep = (self._looked_rep if self.reps else own) or own or 0
        self.rep = str(rep)
        self._begin_task(actor, rep)
        self.day = self._looked_at or today(self.zone).isoformat()
        self.start = self.end = self.length = ""
        self.tier, self.is_open = NOTHING, True

    def _next(self, actor: Actor | None, last: EntryDraft) -> None:
        """Begin the next entry where the last one ended."""
        self._begin_task(actor, last.rep_id)
        self.end = self.length = ""
        self.start = "" if last.end_at is None else typed_of(last.end_at, self.zone)
        if last.end_at is not None:
            self.day = day_of(last.end_at, self.zone).isoformat()

    def _draft(self, actor: Actor | None, form: dict[str, Any]) -> EntryDraft:
        # Who logs for others says for whom.
        rep = number_of(form, "rep") if self.reps else (actor.rep_id if actor else None) or -1
        day, start, end, length, tier = (text_of(form, field) for field in ("day", "start", "end", "length", "tier"))
        stated = Tier(int(tier)) if tier in {"0", "1", "2", "3"} else Tier.OPERATIONAL
        return draft_of_typed(rep, task_of(form), Times(day_typed(day, "day"), start, end, length, stated), self.zone)


def _reps(actor: Actor | None) -> list[Fact]:
    """Return the reps for whom the actor may log, where these are not only the actor."""
    if actor is None or not actor.may(Right.CHANGE_ALL_WORK):
        return []
    found = [Fact(str(one.number), one.name) for one in choices.reps(actor)]
    return found if actor.rep_id else [Fact(NOTHING, tr(actor.language, N_("Choose a rep"))), *found]
