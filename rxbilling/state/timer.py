"""The timer in the top bar of every page."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import reflex as rx

from rxbilling.locales import N_, Message, tr
from rxbilling.services import profile, timers
from rxbilling.services.access import Actor, Changed, Refused, Right
from rxbilling.services.clock import now
from rxbilling.services.entry_changes import Stored
from rxbilling.services.local_clock import day_of, typed_instant, typed_of
from rxbilling.services.timers import Mark, Running, TooShort
from rxbilling.state import wording
from rxbilling.state.charged import logged_toast
from rxbilling.state.form_days import day_typed
from rxbilling.state.forms import focus_on, language_of, text_of, told
from rxbilling.state.guard import acting, policy
from rxbilling.state.task_fields import NOTHING, TaskFields, task_of

Done = TypeVar("Done")
ANOTHER = Message(N_("Another timer runs meanwhile, or it was changed. Look at it, then try again."))


class TimerBar(TaskFields, rx.State):
    """What runs, and the dialogs: what it is for, when it ended, and what to do with a few seconds."""

    is_running: bool = False
    since: int = 0
    read_at: int = 0
    late_at: int = 0
    forgotten: bool = False
    label: str = ""
    hint: str = ""
    started: str = ""
    is_open: bool = False
    is_ending: bool = False
    is_short: bool = False
    day: str = ""
    time: str = ""
    zone: str = ""
    is_new: bool = False
    _mark: Mark | None = None
    _seen: Mark | None = None

    @rx.event
    @policy("user", by_itself=True)  # on every page, also for who logs no work
    def load(self) -> None:
        """Show what runs now."""
        self._look()

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    async def press(self) -> Any:  # noqa: ANN401 - events
        """Stop what runs; without a timer, ask what to start one for."""
        self._look()
        self._seen = self._mark
        return await self._stop(timers.stop) if self._seen else self._open(None)

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    def open_dialog(self) -> Any:  # noqa: ANN401 - an event, or none
        """Look at what runs, and change it; or begin."""
        self._look()
        return self._open(self._mark)

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    def open_new(self) -> Any:  # noqa: ANN401 - an event, or none
        """Ask what to start a timer for; one that runs gives way."""
        return self._open(None)

    @rx.event
    @policy("user")
    def toggle(self, is_open: bool) -> None:
        """Open or close the dialogs."""
        if not is_open:
            self._close()

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    async def save(self, form: dict[str, Any]) -> Any:  # noqa: ANN401 - events
        """Start a timer, or change what the one that runs is for and when it was started."""
        actor, mark = acting(self), self._seen
        self._begin()
        task = task_of(form)
        if mark is None:
            return await self._do(lambda: timers.start(actor, task), self._started)
        then = TimerBar.press if form.get("then") == "stop" else rx.toast.success(tr(language_of(actor), N_("Saved.")))
        return await self._do(lambda: timers.change(actor, mark, task, self._start(form, mark)), lambda _: then)

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    async def keep_short(self) -> Any:  # noqa: ANN401 - events
        """Log also what ran for less than a minute."""
        return await self._stop(partial(timers.stop, keep_short=True))

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    async def discard(self) -> Any:  # noqa: ANN401 - events
        """Drop what runs."""
        actor, mark = acting(self), self._seen
        if mark is None:
            return None
        text = tr(language_of(actor), N_("The timer is discarded; nothing is logged."))
        return await self._do(lambda: timers.discard(actor, mark), lambda _: rx.toast.success(text))

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    def ask_end(self) -> None:
        """Ask when a timer that was forgotten ended."""
        self._look()
        self._ask()

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    async def end(self, form: dict[str, Any]) -> Any:  # noqa: ANN401 - events
        """Stop a timer as of an earlier time."""
        self._begin()
        day, time = text_of(form, "end_day"), text_of(form, "end")

        def stop(actor: Actor | None, mark: Mark) -> Stored:
            at = typed_instant(day_typed(day, "end"), time, self.zone, "end")
            return timers.stop(actor, mark, at, keep_short=True)

        return await self._stop(stop)

    async def _stop(self, work: Callable[[Actor | None, Mark], Stored]) -> Any:  # noqa: ANN401 - events
        actor, mark = acting(self), self._seen
        if mark is None:
            return None
        if self.forgotten and not self.is_ending:
            self._ask()
            return None
        return await self._do(lambda: work(actor, mark), lambda stored: logged_toast(actor, stored))

    async def _do(self, work: Callable[[], Done], answer: Callable[[Done], Any]) -> Any:  # noqa: ANN401 - events
        """Do something to the timer; refusals stand in the dialog that is open, else in a message."""
        actor = acting(self)
        try:
            done = await rx.run_in_thread(work)
        except TooShort:
            self.is_open, self.is_short = False, True
            return None
        except Refused as refusal:
            other = Refused(ANOTHER) if isinstance(refusal, Changed) else refusal
            self._refuse(actor, other)
            self._look()
            # Doing it again is meant for the timer that is shown now; a new one stays a new one.
            self._seen = self._mark if self._seen else None
            return focus_on(self.wrong_field) if self.is_open or self.is_ending else told(actor, other)
        self._close()
        self._look()
        return answer(done)

    def _started(self, done: timers.Started) -> Any:  # noqa: ANN401 - an event, or none
        actor = acting(self)
        if done.logged:
            return logged_toast(actor, done.logged)
        text = tr(language_of(actor), N_("The timer before ran for less than a minute: it is not logged."))
        return rx.toast.info(text) if done.discarded else None

    def _ask(self) -> None:
        if self._mark is None:
            return
        self._begin()
        self._close()
        self._seen = self._mark
        self.is_ending, self.stamp = True, self.stamp + 1
        at = now()
        # Somebody works late: it is now. Who forgot it says when it was.
        is_late = at - self.since <= timers.LONG
        self.time = typed_of(at, self.zone) if is_late else ""
        self.day = day_of(at if is_late else self.since, self.zone).isoformat()

    def _close(self) -> None:
        self.is_open = self.is_ending = self.is_short = False

    def _look(self) -> None:
        actor = acting(self)
        self._show(actor, timers.running(actor) if actor and actor.may(Right.LOG_OWN_WORK) else None)

    def _open(self, seen: Mark | None) -> Any:  # noqa: ANN401 - an event, or none
        """Open the form of a timer that runs, or of a new one; what others do meanwhile does not change which it is."""
        actor = acting(self)
        if actor is None or not actor.rep_id:
            return told(actor, Refused(timers.NO_REP))
        self._seen, self.is_new = seen, seen is None
        found = timers.running(actor) if seen else None
        self._begin_task(actor, actor.rep_id)
        self.zone = profile.zone_of(actor)
        if found:
            self._fill(found)
        self.is_open = True
        return None

    def _fill(self, found: Running) -> None:
        task = found.task
        self.account, self.account_name = str(task.account_id), found.account
        self.ticket, self.ticket_name = str(task.ticket_id or NOTHING), found.ticket
        self.service, self.note, self.billable = str(task.service_id or NOTHING), task.note, task.billable
        started = found.mark.started_at
        self.day, self.time = day_of(started, self.zone).isoformat(), typed_of(started, self.zone)

    def _start(self, form: dict[str, Any], mark: Mark) -> int:
        """Return the start that the form says; one that was not touched stays what it is, to the second."""
        day, time = text_of(form, "start_day"), text_of(form, "start")
        if (day, time) == (self.day, self.time):
            return mark.started_at
        return typed_instant(day_typed(day, "start"), time, self.zone, "start")

    def _show(self, actor: Actor | None, found: Running | None) -> None:
        self.is_running, self._mark = found is not None, found.mark if found else None
        self.forgotten = found is not None and found.forgotten
        self.read_at = now()
        if actor is None or found is None:
            return
        self.zone = profile.zone_of(actor)
        self.since, self.late_at = found.mark.started_at, found.forgotten_at
        self.label = found.account
        self.hint = " · ".join(filter(None, (found.service, found.ticket)))
        self.started = wording.moment(actor.language, self.since, self.zone)
