"""The approvals page: weeks that wait, those that were decided on, and deciding."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import week_decisions, week_reviews
from rxbilling.services.access import Actor, Invalid, Refused, Right
from rxbilling.services.week_decisions import Seen, seen_of
from rxbilling.state import wording
from rxbilling.state.approval_lines import WeekLine, line_of
from rxbilling.state.forms import Form, language_of, text_of, told
from rxbilling.state.guard import acting, policy


class Approvals(Form, rx.State):
    """The weeks of a state, what is selected, and which of them are about to be returned."""

    shown: str = "submitted"
    lines: list[WeekLine] = []
    total: str = ""
    is_on: bool = False
    is_loaded: bool = False
    has_more: bool = False
    is_first: bool = True
    selected: list[int] = []
    returning: list[int] = []
    _skipped: int = 0
    _shown_weeks: dict[int, Seen] = {}

    @rx.event
    @policy(Right.APPROVE_WORK)
    async def open_page(self) -> None:
        """Take the state from the address, and load."""
        wanted = str(self.router.url.query_parameters.get("state", ""))
        self.shown = wanted if wanted in week_reviews.STATES else week_reviews.STATES[0]
        self.returning = []
        await self._from_the_first()

    @rx.event
    @policy(Right.APPROVE_WORK, by_itself=True)
    async def refresh(self) -> None:
        """Load the same again, as somebody else has changed something."""
        await self._load()

    @rx.event
    @policy(Right.APPROVE_WORK)
    async def show(self, state: str) -> Any:  # noqa: ANN401 - an event, or none
        """Look at the weeks of another state."""
        if state not in week_reviews.STATES:
            return None
        self.shown = state
        await self._from_the_first()
        query = "" if state == week_reviews.STATES[0] else f"?state={state}"
        return rx.call_script(f"history.replaceState(history.state, '', location.pathname + {query!r})")

    @rx.event
    @policy(Right.APPROVE_WORK)
    async def show_next(self) -> None:
        """Show the next screenful."""
        self._skipped += week_reviews.PAGE
        await self._load()

    @rx.event
    @policy(Right.APPROVE_WORK)
    async def show_first(self) -> None:
        """Show the first screenful again."""
        await self._from_the_first()

    @rx.event
    @policy(Right.APPROVE_WORK)
    def select(self, number: int) -> None:
        """Select a week, or leave it out again."""
        is_new = number not in self.selected
        self.selected = [*self.selected, number] if is_new else [own for own in self.selected if own != number]

    @rx.event
    @policy(Right.APPROVE_WORK)
    def select_all(self) -> None:
        """Select everything on the screen, or nothing again."""
        numbers = [line.number for line in self.lines]
        self.selected = [] if len(self.selected) == len(numbers) else numbers

    @rx.event
    @policy(Right.APPROVE_WORK)
    async def approve(self, number: int) -> Any:  # noqa: ANN401 - an event
        """Approve a week; 0 stands for all that are selected."""
        numbers = [number] if number else self.selected
        work = lambda actor: week_decisions.approve(actor, self._seen(numbers))  # noqa: E731 - as short as that
        return await self._do(work, N_("Approved: {count}"), len(numbers))

    @rx.event
    @policy(Right.APPROVE_WORK)
    def ask_word(self, number: int) -> None:
        """Ask what is to be changed in a week; 0 stands for all that are selected."""
        self._begin()
        self.returning = [number] if number else self.selected

    @rx.event
    @policy(Right.APPROVE_WORK)
    def stop_asking(self, is_open: bool) -> None:
        """Return nothing."""
        if not is_open:
            self.returning = []

    @rx.event
    @policy(Right.APPROVE_WORK)
    async def send_back(self, form: dict[str, str]) -> Any:  # noqa: ANN401 - an event, or none
        """Return weeks with a word."""
        numbers, word = self.returning, text_of(form, "word")
        work = lambda actor: week_decisions.send_back(actor, self._seen(numbers), word)  # noqa: E731 - as short as that
        return await self._do(work, N_("Returned: {count}"), len(numbers))

    async def _do(self, work: Callable[[Actor | None], None], done: str, count: int) -> Any:  # noqa: ANN401 - an event
        actor = acting(self)
        self._begin()
        try:
            await rx.run_in_thread(lambda: work(actor))
        except Invalid as refusal:
            self._refuse(actor, refusal)
            return None
        except Refused as refusal:
            self.returning = []
            await self._load()
            return told(actor, refusal)
        self.selected, self.returning = [], []
        await self._load()
        language = language_of(actor)
        return rx.toast.success(tr(language, done, count=wording.number(language, count)))

    def _seen(self, numbers: list[int]) -> list[Seen]:
        """Return weeks as the page shows them; one that it does not show was never seen."""
        return [self._shown_weeks.get(number, Seen(number, 0, 0, 0, 0)) for number in numbers]

    async def _from_the_first(self) -> None:
        self._skipped, self.selected = 0, []
        await self._load()

    async def _load(self) -> None:
        actor, state, skipped = acting(self), self.shown, self._skipped
        found = await rx.run_in_thread(lambda: week_reviews.page(actor, state, skipped))
        language = language_of(actor)
        self.lines = [line_of(language, review) for review in found.weeks]
        self.total, self.is_on = wording.number(language, found.total), found.is_on
        self.has_more, self.is_first = found.total > skipped + len(self.lines), skipped == 0
        self._keep_choice({one.number: one for one in (seen_of(review.listed.week) for review in found.weeks)})
        self.is_loaded = True

    def _keep_choice(self, shown: dict[int, Seen]) -> None:
        """Keep what was chosen of the weeks that are still the same: a number may belong to another week now."""
        same = {number for number, week in shown.items() if self._shown_weeks.get(number) == week}
        self.selected = [number for number in self.selected if number in same]
        self.returning = [number for number in self.returning if number in same]
        self._shown_weeks = shown
