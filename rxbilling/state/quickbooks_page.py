"""The page of QuickBooks: which of its parts is shown, and the company's own names."""

from typing import Any
from urllib.parse import urlencode

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import quickbooks, quickbooks_names
from rxbilling.services.access import Actor, Refused, Right
from rxbilling.state.forms import Form, focus_on, language_of, text_of
from rxbilling.state.guard import acting, policy
from rxbilling.state.quickbooks_words import KINDS

TABS = ("send", "company", "names", "lists")


class QuickBooksPage(Form, rx.State):
    """The company as it was stated last."""

    tab: str = "send"
    company: str = ""
    create_time: str = ""
    named: dict[str, str] = {}
    is_loaded: bool = False

    @rx.event
    @policy(Right.EXPORT_ACCOUNTING)
    async def open_page(self) -> None:
        """Show the part that the address names."""
        shown = str(self.router.url.query_parameters.get("show", ""))
        self.tab = "names" if shown in KINDS else shown if shown in TABS else "send"
        self._begin()
        await self._load(acting(self))

    @rx.event
    @policy(Right.EXPORT_ACCOUNTING)
    def choose_tab(self, tab: str) -> Any:  # noqa: ANN401 - an event
        """Show another part."""
        self.tab = tab if tab in TABS else "send"
        query = "?" + urlencode({"show": self.tab})
        return rx.call_script(f"history.replaceState(history.state, '', {query!r})")

    @rx.event
    @policy(Right.EXPORT_ACCOUNTING)
    async def save(self, form: dict[str, Any]) -> Any:  # noqa: ANN401 - an event, or none
        """Remember the company and its names."""
        actor = acting(self)
        self._begin()
        wanted = {key: (self.named.get(key, ""), text_of(form, key)) for key in quickbooks_names.COMPANY}
        try:
            quickbooks_names.change(actor, "company", wanted)
            quickbooks.set_company(actor, text_of(form, "company"), text_of(form, "create_time"))
        except Refused as refusal:
            self._refuse(actor, refusal)
            await self._load(actor)
            return focus_on(self.wrong_field)
        await self._load(actor)
        return rx.toast.success(tr(language_of(actor), N_("The company is saved.")))

    async def _load(self, actor: Actor | None) -> None:
        if actor is None:
            return
        known = quickbooks.company(actor)
        self.company, self.create_time = known.company_name, known.company_create_time
        self.named = {one.key: one.theirs for one in quickbooks_names.table(actor, "company")}
        self.is_loaded = True
