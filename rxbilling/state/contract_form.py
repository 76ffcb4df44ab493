"""The form of a contract: making one, changing it, renewing it, each with its effect before it is saved (R24)."""

from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import choices, contract_changes, contract_choices, contract_details, expenses, renewals
from rxbilling.services.access import Actor, Changed, Refused, Right
from rxbilling.services.clock import today
from rxbilling.services.contract_drafts import ContractDraft
from rxbilling.services.effects import Effect
from rxbilling.services.entry_changes import Stored
from rxbilling.state import wording
from rxbilling.state.checking import Checking
from rxbilling.state.contract_fields import ContractTexts, ServiceLine, TaxLine, draft_of, tax_lines, texts_of
from rxbilling.state.contract_page import ContractPage
from rxbilling.state.expense_fields import chosen_number
from rxbilling.state.forms import Fact, focus_on, language_of, told
from rxbilling.state.guard import acting, policy


class ContractForm(Checking, rx.State):
    """The fields of a contract as text; ``kind`` is what is done with them: new, change or renew.

    Amounts are in ``shown_currency``; what the plan includes is counted in ``unit``.
    """

    kind: str = "new"
    fields: ContractTexts = ContractTexts()
    account: int = 0
    account_name: str = ""
    is_fixed: bool = False
    unit: str = "second"
    shown_currency: str = ""
    plans: list[Fact] = []
    calendars: list[Fact] = []
    services: list[ServiceLine] = []
    taxes: list[TaxLine] = []
    _number: int = 0
    _version: int = 0
    _units: dict[str, str] = {}
    _draft: ContractDraft | None = None

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    def open_new(self) -> None:
        """Begin with a contract from today on."""
        actor = acting(self)
        self.kind, self._number, self._version = "new", 0, 0
        number, plan = contract_choices.next_number(actor), contract_choices.look(actor).default_plan
        self._fill(actor, ContractDraft(number, 0, plan, today("UTC")), "")

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    def open_change(self, number: int) -> Any:  # noqa: ANN401 - an event, or none
        """Begin with a contract as it is now."""
        return self._open(number, "change")

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    def open_renewal(self, number: int) -> Any:  # noqa: ANN401 - an event, or none
        """Begin with a contract that goes on after another one, on the same terms."""
        return self._open(number, "renew")

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    def toggle(self, is_open: bool) -> None:
        """Open or close the form."""
        self.is_open = is_open

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    def pick_account(self, number: str, name: str) -> None:  # noqa: ARG002 - what a picker tells
        """Take the account that was picked, and its currency where the contract has none of its own."""
        actor = acting(self)
        found = choices.names(actor, "account", (chosen_number(number),))
        self.account, self.account_name = next(((one.number, one.name) for one in found), (0, ""))
        self.shown_currency = self.fields.currency or expenses.currency_for(actor, self.account)

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    def choose_plan(self, plan: str) -> None:
        """Count in the unit of the plan that was chosen."""
        self.unit = self._units.get(plan, "second")

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    def choose_currency(self, currency: str) -> None:
        """Read amounts in the currency that was chosen."""
        self.shown_currency = currency or expenses.currency_for(acting(self), self.account)

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    def add_tax(self) -> None:
        """Offer the fields of one more tax."""
        self.taxes = [*self.taxes, TaxLine(len(self.taxes))]

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    async def check(self, form: dict[str, Any]) -> Any:  # noqa: ANN401 - an event, or none
        """Show what the contract would do to prices."""
        actor = acting(self)
        self._begin()
        try:
            self._draft = draft_of(actor, form, self.account, self.unit)
        except Refused as refusal:
            self._refuse(actor, refusal)
            return focus_on(self.wrong_field)
        draft = self._draft
        return await self._check(actor, lambda: self._effect(actor, draft))

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    def back(self) -> None:
        """Go back to the fields."""
        self.is_checked = False

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    async def save(self) -> Any:  # noqa: ANN401 - events
        """Store what was checked, if nobody else has changed it meanwhile."""
        actor, draft = acting(self), self._draft
        if draft is None:
            return None
        made = await self._save(actor, lambda: self._store(actor, draft))
        if made is None:
            return None
        done = rx.toast.success(tr(language_of(actor), N_("The contract is saved.")))
        if self.kind == "change":
            return [done, ContractPage.refresh]
        return [done, rx.redirect(f"/contract?number={made.number}")]

    def _effect(self, actor: Actor | None, draft: ContractDraft) -> Effect:
        if self.kind == "renew":
            return renewals.effect_of_renewing(actor, self._number, self._version, draft)
        if self.kind == "change":
            return contract_changes.effect_of_changing(actor, self._number, self._version, draft)
        return contract_changes.effect_of_adding(actor, draft)

    def _store(self, actor: Actor | None, draft: ContractDraft) -> Stored:
        if self.kind == "renew":
            return renewals.renew(actor, self._number, self._version, draft)
        if self.kind == "change":
            return contract_changes.change(actor, self._number, self._version, draft)
        return contract_changes.add(actor, draft)

    def _open(self, number: int, kind: str) -> Any:  # noqa: ANN401 - an event, or none
        actor = acting(self)
        try:
            found = contract_details.look(actor, number)
            draft = renewals.proposal(actor, number) if kind == "renew" else found.draft
        except Refused as refusal:
            return told(actor, refusal)
        self.kind, self._number, self._version = kind, number, found.version
        self._fill(actor, draft, found.listed.account)
        return None

    def _fill(self, actor: Actor | None, draft: ContractDraft, account: str) -> None:
        language, offered = language_of(actor), contract_choices.look(actor, draft.plan_id)
        self._units = {str(plan.number): plan.unit for plan in offered.plans}
        self.account, self.account_name = draft.account_id, account
        self.is_fixed = self.kind == "renew" or (self.kind == "change" and not draft.is_draft)
        self.unit = self._units.get(str(draft.plan_id), "second")
        self.shown_currency = draft.currency or expenses.currency_for(actor, draft.account_id)
        self.plans = [Fact(str(plan.number), plan.name) for plan in offered.plans]
        self.calendars = [Fact(str(calendar.number), calendar.name) for calendar in offered.calendars]
        chosen = {*draft.services}
        # Of very many services those that are covered are there in any case: else saving would widen the cover.
        beyond = choices.names(actor, "service", tuple(chosen - {one.number for one in offered.services}))
        services = [*offered.services, *beyond]
        self.services = [ServiceLine(one.number, one.name, one.number in chosen) for one in services]
        self.taxes = tax_lines(language, draft.taxes)
        self.fields = texts_of(language, draft, self.shown_currency, self.unit)
        self._draft = None
        self._start()

    def _refuse(self, actor: Actor | None, refusal: Refused) -> None:
        super()._refuse(actor, refusal)
        if isinstance(refusal, Changed):
            self._show_theirs(actor)

    def _show_theirs(self, actor: Actor | None) -> None:
        """Show the contract as somebody else has left it; saving again is meant to replace just that."""
        found, language = contract_details.look(actor, self._number), language_of(actor)
        self._version = found.version
        draft = found.draft
        self.theirs = [
            Fact(tr(language, N_("Number")), draft.number),
            Fact(tr(language, N_("Support plan")), found.terms.name),
            Fact(tr(language, N_("Days")), wording.days(language, draft.first_day, draft.last_day)),
            Fact(tr(language, N_("Note")), draft.note or wording.NOTHING),
        ]
