"""The form of one support plan; one in use is changed by a new version."""

from dataclasses import replace
from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import plan_changes, plans, rules
from rxbilling.services.access import Actor, Changed, Refused, Right
from rxbilling.services.plan_changes import Saving
from rxbilling.services.plan_drafts import MOST_OFFERS, PlanDraft
from rxbilling.services.plans import ListedPlan
from rxbilling.state import plan_words, wording
from rxbilling.state.forms import Fact, Form, focus_on, language_of, told
from rxbilling.state.guard import acting, policy
from rxbilling.state.plan_fields import OfferTexts, PlanTexts, draft_of, offers_of, texts_of
from rxbilling.state.plans import Plans
from rxbilling.state.term_fields import day_of


class PlanForm(Form, rx.State):
    """The dialog; ``contracts`` is how many use the plan, empty for none; ``offers`` are the top-ups of the form."""

    is_open: bool = False
    number: int = 0
    contracts: str = ""
    type: str = "hour"
    texts: PlanTexts = PlanTexts()
    offers: list[OfferTexts] = []
    _version: int = 0

    @rx.event
    @policy(Right.CHANGE_TERMS)
    def open_new(self) -> None:
        """Begin with a plan of hours, paid in advance each month."""
        actor = acting(self)
        draft = PlanDraft("", rules.home_currency(actor), mode="prepaid")
        self._fill(actor, draft)

    @rx.event
    @policy(Right.CHANGE_TERMS)
    def open_plan(self, number: int, as_copy: bool) -> Any:  # noqa: ANN401 - an event, or none
        """Begin with a plan as it is now, or with another that is as this one."""
        actor = acting(self)
        try:
            found = plans.look(actor, number)
        except Refused as refusal:
            return told(actor, refusal)
        if as_copy:
            name = tr(language_of(actor), N_("{name} (copy)"), name=found.draft.name)
            self._fill(actor, replace(found.draft, name=name, is_default=False))
        else:
            self._fill(actor, found.draft, found)
        return None

    @rx.event
    @policy("user")
    def toggle(self, is_open: bool) -> None:
        """Open or close the dialog."""
        self.is_open = self.is_open and is_open

    @rx.event
    @policy(Right.CHANGE_TERMS)
    def choose_type(self, kind: str) -> None:
        """Include hours, requests, money, or nothing that is counted."""
        self.type = kind if kind in plan_words.TYPES else "hour"

    @rx.event
    @policy(Right.CHANGE_TERMS)
    def add_offer(self) -> None:
        """Add a top-up to the form."""
        used = {offer.place for offer in self.offers}
        free = next((str(place) for place in range(MOST_OFFERS) if str(place) not in used), None)
        if free is not None:
            self.offers = [*self.offers, OfferTexts(free)]

    @rx.event
    @policy(Right.CHANGE_TERMS)
    def drop_offer(self, place: str) -> None:
        """Take a top-up out of the form."""
        self.offers = [offer for offer in self.offers if offer.place != place]

    @rx.event
    @policy(Right.CHANGE_TERMS)
    async def save(self, form: dict[str, Any]) -> Any:  # noqa: ANN401 - events
        """Add the plan, or change it, if nobody else has meanwhile."""
        actor, number, version = acting(self), self.number, self._version
        if not self.is_open:
            return None  # the second of two clicks: the first has done it
        self._begin()

        def work() -> int:
            draft = draft_of(language_of(actor), form)
            return plan_changes.save(actor, Saving(draft, number, version, day_of(form, "from_day")))

        try:
            saved: int = await rx.run_in_thread(work)
        except Refused as refusal:
            self._refuse(actor, refusal)
            if isinstance(refusal, Changed):
                self._show_theirs(actor)
            return focus_on(self.wrong_field)
        self.is_open = False
        done = N_("The new version is saved. Contracts keep theirs until they are moved.")
        text = tr(language_of(actor), done if number and saved != number else N_("Saved."))
        return [rx.toast.success(text), Plans.load]

    def _fill(self, actor: Actor | None, draft: PlanDraft, found: ListedPlan | None = None) -> None:
        self._begin()
        language = language_of(actor)
        self.number, self._version = (found.number, found.version) if found else (0, 0)
        self.contracts = wording.number(language, found.contracts) if found and found.contracts else ""
        self.type, self.texts = draft.type, texts_of(language, draft)
        self.offers, self.is_open = offers_of(language, draft), True

    def _show_theirs(self, actor: Actor | None) -> None:
        """Show the plan as somebody else has left it; saving again is meant to replace just that."""
        try:
            found = plans.look(actor, self.number)
        except Refused as refusal:
            self._refuse(actor, refusal)
            return
        self._version, language, draft = found.version, language_of(actor), found.draft
        rows = (
            (N_("Name"), draft.name),
            (N_("Base charge"), wording.money(language, draft.base_charge, draft.currency)),
            (N_("Included"), plan_words.allowance(language, draft)),
            (N_("After that"), ", ".join(plan_words.afterwards(language, draft)) or wording.NOTHING),
        )
        self.theirs = [Fact(tr(language, label), value) for label, value in rows]
