"""The form of an account: a new one is saved at once, a change after a look at its effect (R24)."""

from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import account_changes, account_details, contract_choices
from rxbilling.services.access import Actor, Changed, Refused, Right
from rxbilling.services.account_drafts import AccountDraft
from rxbilling.services.countries import countries_in
from rxbilling.state.account_fields import AccountTexts, draft_of, texts_of
from rxbilling.state.account_lines import facts_of
from rxbilling.state.account_page import AccountPage
from rxbilling.state.checking import Checking
from rxbilling.state.forms import Fact, focus_on, language_of, told
from rxbilling.state.guard import acting, policy


class AccountForm(Checking, rx.State):
    """The fields of an account as text."""

    is_new: bool = False
    texts: AccountTexts = AccountTexts()
    calendars: list[Fact] = []
    countries: list[Fact] = []
    _number: int = 0
    _version: int = 0
    _draft: AccountDraft | None = None

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    def open_new(self) -> None:
        """Begin with nothing."""
        self._number, self._version, self.is_new = 0, 0, True
        self._fill(acting(self), AccountDraft(""))

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    def open_change(self, number: int) -> Any:  # noqa: ANN401 - an event, or none
        """Begin with an account as it is now."""
        actor = acting(self)
        try:
            found = account_details.look(actor, number)
        except Refused as refusal:
            return told(actor, refusal)
        self._number, self._version, self.is_new = number, found.version, False
        self._fill(actor, found.draft)
        return None

    @rx.event
    @policy("user")
    def toggle(self, is_open: bool) -> None:
        """Open or close the form."""
        self.is_open = self.is_open and is_open

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    async def check(self, form: dict[str, Any]) -> Any:  # noqa: ANN401 - events, or none
        """Add a new account; show what a change of another one would do to prices."""
        actor = acting(self)
        self._begin()
        try:
            draft = draft_of(form)
            if self.is_new:
                return await self._add(actor, draft)
        except Refused as refusal:
            self._refuse(actor, refusal)
            return focus_on(self.wrong_field)
        self._draft, number, version = draft, self._number, self._version
        return await self._check(actor, lambda: account_changes.effect_of_changing(actor, number, version, draft))

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    def back(self) -> None:
        """Go back to the fields."""
        self.is_checked = False

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    async def save(self) -> Any:  # noqa: ANN401 - events
        """Store what was checked, if nobody else has changed it meanwhile."""
        actor, draft, number, version = acting(self), self._draft, self._number, self._version
        if (
            draft is None
            or await self._save(actor, lambda: account_changes.change(actor, number, version, draft)) is None
        ):
            return None
        return [rx.toast.success(tr(language_of(actor), N_("The account is saved."))), AccountPage.refresh]

    async def _add(self, actor: Actor | None, draft: AccountDraft) -> Any:  # noqa: ANN401 - events
        made = await rx.run_in_thread(lambda: account_changes.add(actor, draft))
        self.is_open = False
        done = rx.toast.success(tr(language_of(actor), N_("The account is saved.")))
        return [done, rx.redirect(f"/account?number={made.number}")]

    def _fill(self, actor: Actor | None, draft: AccountDraft) -> None:
        known = countries_in(language_of(actor))
        # What was imported may be another word.
        own = [] if draft.country in {"", *dict(known)} else [Fact(draft.country, draft.country)]
        self.countries = own + [Fact(code, name) for code, name in known]
        self.calendars = [Fact(str(one.number), one.name) for one in contract_choices.look(actor).calendars]
        self.texts, self._draft = texts_of(language_of(actor), draft), None
        self._start()

    def _refuse(self, actor: Actor | None, refusal: Refused) -> None:
        super()._refuse(actor, refusal)
        if isinstance(refusal, Changed):
            self._show_theirs(actor)

    def _show_theirs(self, actor: Actor | None) -> None:
        """Show the account as somebody else has left it; saving again is meant to replace just that."""
        found, language = account_details.look(actor, self._number), language_of(actor)
        self._version = found.version
        self.theirs = [Fact(tr(language, N_("Name")), found.draft.name), *facts_of(language, found)]
