"""Copying last week into the week that is looked at: what would be added is shown first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import week_copies
from rxbilling.services.access import Changed, Refused, Right
from rxbilling.services.week_copies import Copied
from rxbilling.state import wording
from rxbilling.state.forms import Form, language_of
from rxbilling.state.guard import acting, policy
from rxbilling.state.week import WeekPage

ROWS, HOURS = "rows", "hours"


@dataclass
class CopyLine:
    """An entry that would be added, or why not."""

    day: str = ""
    what: str = ""
    hours: str = ""
    refused: str = ""


class WeekCopy(Form, rx.State):
    """The dialog."""

    is_open: bool = False
    how: str = HOURS
    lines: list[CopyLine] = []
    rows: int = 0
    added: int = 0
    _seen: list[Copied] = []

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    async def open_dialog(self) -> None:
        """Show what copying would add."""
        self._begin()
        self.how, self.is_open = HOURS, True
        await self._look()

    @rx.event
    @policy("user")
    def toggle(self, is_open: bool) -> None:
        """Open or close the dialog."""
        self.is_open = is_open

    @rx.event
    @policy("user")
    def choose(self, how: str) -> None:
        """Copy rows only, or hours too."""
        self.how = ROWS if how == ROWS else HOURS

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    async def copy(self) -> Any:  # noqa: ANN401 - an event, or none
        """Add what was shown."""
        actor, page = acting(self), await self.get_state(WeekPage)
        rep, monday, seen = int(page.rep), _monday(page), self._seen
        self._begin()
        try:
            tasks = week_copies.tasks(actor, rep, monday)
            count = 0
            if self.how == HOURS:
                count = await rx.run_in_thread(lambda: week_copies.copy(actor, rep, monday, seen))
        except Refused as refusal:
            self._refuse(actor, refusal)
            if isinstance(refusal, Changed):
                await self._look()
            return None
        self.is_open = False
        page._want(*tasks)  # noqa: SLF001 - what is public is an event
        text = N_("{count} entries are added.") if self.how == HOURS else N_("{count} rows are there to be filled in.")
        done = tr(language_of(actor), text, count=count if self.how == HOURS else len(tasks))
        return [rx.toast.success(done), WeekPage.refresh]

    async def _look(self) -> None:
        actor, page = acting(self), await self.get_state(WeekPage)
        rep, monday, language = int(page.rep), _monday(page), language_of(actor)
        self._seen = week_copies.preview(actor, rep, monday)
        self.rows = len(week_copies.tasks(actor, rep, monday))
        self.added = sum(one.refused is None for one in self._seen)
        self.lines = [_line(language, one) for one in self._seen]


def _monday(page: WeekPage) -> date:
    return date.fromisoformat(page.day) if page.day else date(2026, 1, 5)


def _line(language: str, one: Copied) -> CopyLine:
    return CopyLine(
        wording.day(language, one.day),
        " · ".join(filter(None, (one.account, one.service, one.ticket))),
        wording.hours(language, one.seconds),
        one.refused.text(language) if one.refused else "",
    )
