"""Files for QuickBooks from its page: what is sent, the check before, and the file."""

from typing import Any
from urllib.parse import urlencode

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import quickbooks
from rxbilling.services.access import Actor, Refused, Right
from rxbilling.services.filters import WorkFilter
from rxbilling.services.sending import ALL
from rxbilling.state import wording
from rxbilling.state.forms import language_of, text_of, told
from rxbilling.state.guard import acting, policy
from rxbilling.state.quickbooks_lines import PreflightLine, lines_of


class QuickBooksSend(rx.State):
    """One file on its way; ``said`` is what is in it, in words."""

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

    @rx.event
    @policy("user")  # each page closes it as it opens
    def forget(self) -> None:
        """Begin anew."""
        self.is_checked = self.is_ready = self.is_refused = False
        self.said, self.notes, self.lines, self.address = "", [], [], ""

    @rx.event
    @policy(Right.EXPORT_ACCOUNTING)
    async def check(self, form: dict[str, Any]) -> Any:  # noqa: ANN401 - an event, or none
        """Check the file as it would be."""
        actor = acting(self)
        if actor is None:
            return None
        self.first_day, self.last_day = text_of(form, "first_day"), text_of(form, "last_day")
        chosen = WorkFilter.from_query({"from": self.first_day, "to": self.last_day})
        again = ALL if form.get("again") else ""
        try:
            made = await rx.run_in_thread(lambda: quickbooks.check(actor, chosen, again))
            before = await rx.run_in_thread(lambda: quickbooks.sent_before(actor, chosen))
        except Refused as refusal:
            return told(actor, refusal)
        language = language_of(actor)
        self.is_checked, self.is_refused = True, made.data is None
        self.is_ready = made.data is not None and made.activities > 0
        self.said = tr(language, N_("{count} activities are ready."), count=wording.number(language, made.activities))
        self.notes = _notes(actor, before, len(made.left_out), bool(again))
        self.lines = lines_of(language, made.problems)
        rest = len(made.problems) - len(self.lines)
        self.more = tr(language, N_("… and {count} more."), count=wording.number(language, rest)) if rest else ""
        self.address = "/app/export/iif?" + "&".join(filter(None, [chosen.to_query(), urlencode({"again": again})]))
        return None


def _notes(actor: Actor, before: int, left_out: int, again: bool) -> list[str]:
    language = actor.language
    notes = []
    if before:
        text = (
            N_("{count} of them were sent before: delete them in QuickBooks first, or they are there twice.")
            if again
            else N_("{count} entries were sent before and are left out.")
        )
        notes.append(tr(language, text, count=wording.number(language, before)))
    if left_out:
        text = N_(
            "{count} entries come to less than a minute and are left out; the day's total is right to the minute."
        )
        notes.append(tr(language, text, count=wording.number(language, left_out)))
    return notes
