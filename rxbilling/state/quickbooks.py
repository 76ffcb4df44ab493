"""The QuickBooks dialog: the company's name there, what would be refused, and the file."""

from typing import Any
from urllib.parse import parse_qsl

import reflex as rx

from rxbilling.services import quickbooks
from rxbilling.services.access import Refused, Right
from rxbilling.services.filters import WorkFilter
from rxbilling.services.sending import ALL
from rxbilling.state import wording
from rxbilling.state.forms import Form, focus_on, language_of, text_of, told
from rxbilling.state.guard import acting, policy
from rxbilling.state.quickbooks_lines import PreflightLine, lines_of, rest_of


class QuickBooksExport(Form, rx.State):
    """One export on its way."""

    is_open: bool = False
    is_checking: bool = False
    query: str = ""
    company: str = ""
    create_time: str = ""
    is_checked: bool = False
    is_ready: bool = False
    is_refused: bool = False
    activities: str = ""
    left_out: int = 0
    sent_before: int = 0
    again: bool = False
    lines: list[PreflightLine] = []
    more: str = ""

    @rx.event
    @policy(Right.EXPORT_ACCOUNTING)
    def open_dialog(self, query: str) -> Any:  # noqa: ANN401 - an event, or none
        """Begin with the settings of last time."""
        actor = acting(self)
        try:
            known = quickbooks.company(actor)
        except Refused as refusal:
            return told(actor, refusal)
        self._begin()
        self.query, self.company, self.create_time = query, known.company_name, known.company_create_time
        self.is_checked = self.is_ready = self.again = False
        self.lines, self.is_open = [], True
        return None

    @rx.event
    @policy(Right.EXPORT_ACCOUNTING)
    def toggle(self, is_open: bool) -> None:
        """Close the dialog."""
        self.is_open = is_open

    @rx.event
    @policy(Right.EXPORT_ACCOUNTING)
    async def check(self, form: dict[str, str]) -> Any:  # noqa: ANN401 - an event, or none
        """Remember the settings and check the file."""
        actor = acting(self)
        self._begin()
        company, create_time = text_of(form, "company"), text_of(form, "create_time")
        chosen, again = WorkFilter.from_query(dict(parse_qsl(self.query))), bool(form.get("again"))
        try:
            quickbooks.set_company(actor, company, create_time)
            made = await rx.run_in_thread(lambda: quickbooks.check(actor, chosen, ALL if again else ""))
            self.sent_before = quickbooks.sent_before(actor, chosen)
        except Refused as refusal:
            self.is_checked = self.is_ready = False
            self._refuse(actor, refusal)
            return focus_on(self.wrong_field)
        language = language_of(actor)
        self.company, self.create_time = company, create_time
        self.again, self.is_checked, self.is_ready = again, True, made.data is not None and made.activities > 0
        self.is_refused = made.data is None
        self.activities, self.left_out = wording.number(language, made.activities), len(made.left_out)
        self.lines, self.more = lines_of(language, made.problems), rest_of(language, made.problems)
        return None
