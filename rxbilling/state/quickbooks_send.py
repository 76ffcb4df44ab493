"""Files for QuickBooks from its page: what is sent, the check before, and the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

import reflex as rx

from rxbilling.exchange.quickbooks import Problem
from rxbilling.locales import N_, tr
from rxbilling.services import quickbooks, quickbooks_files
from rxbilling.services.access import Actor, Refused, Right
from rxbilling.services.filters import WorkFilter
from rxbilling.services.sending import ALL
from rxbilling.state import wording
from rxbilling.state.forms import language_of, text_of, told
from rxbilling.state.guard import acting, policy
from rxbilling.state.quickbooks_lines import PreflightLine, lines_of, rest_of
from rxbilling.state.quickbooks_words import OF_BILLS, WAYS, address_of


@dataclass(frozen=True)
class Checked:
    """Whether a file can be made, how much is in it, and what is to be said of it."""

    may_be_made: bool
    count: int
    problems: Sequence[Problem]
    before: int
    left_out: int = 0


class QuickBooksSend(rx.State):
    """One file on its way; ``said`` is what is in it, in words."""

    way: str = "iif"
    first_day: str = ""
    last_day: str = ""
    is_checked: bool = False
    is_ready: bool = False
    is_refused: bool = False
    said: str = ""
    notes: list[str] = []
    lines: list[PreflightLine] = []
    more: str = ""
    address: str = ""
    _again: str = ""

    @rx.event
    @policy(Right.EXPORT_ACCOUNTING)
    def forget(self) -> None:
        """Begin anew."""
        self.is_checked = self.is_ready = self.is_refused = False
        self.said, self.notes, self.lines, self.address = "", [], [], ""

    @rx.event
    @policy(Right.EXPORT_ACCOUNTING)
    async def check(self, form: dict[str, Any]) -> Any:  # noqa: ANN401 - an event, or none
        """Check the file as it would be."""
        self.first_day, self.last_day = text_of(form, "first_day"), text_of(form, "last_day")
        self.way = way if (way := text_of(form, "way")) in WAYS else "iif"
        self._again = ALL if form.get("again") else ""
        return await self._check(acting(self))

    @rx.event
    @policy(Right.EXPORT_ACCOUNTING, by_itself=True)
    async def refresh(self) -> Any:  # noqa: ANN401 - an event, or none
        """Check the same again, as something was changed, or the file was just fetched."""
        return await self._check(acting(self)) if self.is_checked else None

    async def _check(self, actor: Actor | None) -> Any:  # noqa: ANN401 - an event, or none
        if actor is None:
            return None
        chosen, again = WorkFilter.from_query({"from": self.first_day, "to": self.last_day}), self._again
        try:
            found = await rx.run_in_thread(lambda: _checked(actor, self.way, chosen, again))
        except Refused as refusal:
            return told(actor, refusal)
        language = language_of(actor)
        self.is_checked, self.is_refused = True, not found.may_be_made
        self.is_ready = found.may_be_made and found.count > 0
        said = N_("{count} bills are ready.") if self.way in OF_BILLS else N_("{count} activities are ready.")
        self.said = tr(language, said, count=wording.number(language, found.count))
        self.notes = _notes(language, self.way, found, is_again=bool(again))
        self.lines, self.more = lines_of(language, found.problems), rest_of(language, found.problems)
        query = "&".join(filter(None, [chosen.to_query(), urlencode({"again": again})]))
        self.address = f"{address_of(self.way)}?{query}"
        return None


def _checked(actor: Actor, way: str, chosen: WorkFilter, again: str) -> Checked:
    if way == "iif":
        made = quickbooks.check(actor, chosen, again)
        before = quickbooks.sent_before(actor, chosen)
        return Checked(made.data is not None, made.activities, made.problems, before, len(made.left_out))
    known = cast("quickbooks_files.Way", way)
    file = quickbooks_files.check(actor, known, chosen, again)
    before = quickbooks_files.sent_before(actor, known, chosen)
    return Checked(file.data is not None, len(file.sent), file.problems, before)


def _notes(language: str, way: str, found: Checked, *, is_again: bool) -> list[str]:
    notes = []
    if found.before:
        left_out = (
            N_("{count} bills were sent before and are left out.")
            if way in OF_BILLS
            else N_("{count} entries were sent before and are left out.")
        )
        again = N_("{count} of them were sent before: delete them in QuickBooks first, or they are there twice.")
        notes.append((again if is_again else left_out, found.before))
    if found.left_out:
        text = N_(
            "{count} entries come to less than a minute and are left out; the day's total is right to the minute."
        )
        notes.append((text, found.left_out))
    return [tr(language, text, count=wording.number(language, count)) for text, count in notes]
