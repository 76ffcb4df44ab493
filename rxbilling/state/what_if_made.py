"""A question of the what-if page becomes a change from a day on: what is stored is told first, and asked."""

from collections.abc import AsyncIterator
from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import what_if_making
from rxbilling.services.access import Actor, Invalid, Refused, Right
from rxbilling.services.filters import WorkFilter
from rxbilling.services.what_if_changes import Change, OtherPlan, PlanTerms
from rxbilling.services.what_if_making import Made, Preview, Wanted
from rxbilling.state import wording
from rxbilling.state.effect_lines import EffectText, effect_text
from rxbilling.state.form_days import day_typed
from rxbilling.state.forms import Form, focus_on, language_of, text_of
from rxbilling.state.guard import acting, policy
from rxbilling.state.what_if_telling import change_in_words, warnings

DAY = "from_day"


class Making(Form, rx.State, mixin=True):
    """What would be stored; a page's ``_question`` and ``_chosen`` are what was asked, and of which work."""

    to_be_made: list[str] = []
    to_be_thought_of: list[str] = []
    effect: EffectText = EffectText()
    is_looking: bool = False
    _question: Change | None = None
    _wanted: Wanted | None = None
    _seen: Made | None = None

    def _chosen(self) -> WorkFilter:
        raise NotImplementedError

    @rx.event
    @policy(Right.CHANGE_TERMS)
    async def ask_to_make(self, form: dict[str, Any]) -> AsyncIterator[Any]:
        """Say what would be stored if what was asked became a change from a day on, and ask whether it should."""
        actor, question, chosen = acting(self), self._question, self._chosen()
        if actor is None or question is None:
            return
        self._begin()
        self.is_looking = True
        yield
        try:
            wanted = Wanted(question, day_typed(text_of(form, DAY), DAY), chosen.accounts)
            found = await rx.run_in_thread(lambda: what_if_making.look(actor, wanted))
            self._ask(actor, wanted, found)
        except Refused as refusal:
            yield self._refuse_day(actor, refusal)
        finally:
            self.is_looking = False

    @rx.event
    @policy(Right.CHANGE_TERMS)
    def stop_asking(self, _is_open: bool) -> None:
        """Make no change."""
        self._stop()

    @rx.event
    @policy(Right.CHANGE_TERMS)
    async def make(self) -> Any:  # noqa: ANN401 - events
        """Make the change that was told."""
        actor, wanted, seen = acting(self), self._wanted, self._seen
        if wanted is None or seen is None:
            return None
        self._begin()
        self._stop()
        try:
            await rx.run_in_thread(lambda: what_if_making.make(actor, wanted, seen))
        except Refused as refusal:
            return self._refuse_day(actor, refusal)
        language = language_of(actor)
        said = tr(language, N_("The change counts from {day} on."), day=wording.day(language, wanted.day))
        return [rx.toast.success(said), rx.redirect(_page_of(wanted))]

    def _ask(self, actor: Actor, wanted: Wanted, found: Preview) -> None:
        self.to_be_made = change_in_words(actor, wanted, found.made)
        self.to_be_thought_of = warnings(actor, wanted, self._chosen())
        self.effect = effect_text(actor.language, found.effect)
        self._wanted, self._seen = wanted, found.made

    def _stop(self) -> None:
        self.to_be_made, self._wanted, self._seen = [], None, None

    def _refuse_day(self, actor: Actor | None, refusal: Refused) -> Any:  # noqa: ANN401 - an event
        """Show a refusal where the change was asked for, whatever it is about."""
        self._refuse(actor, Invalid(DAY, refusal.message))
        return focus_on(DAY)


def _page_of(wanted: Wanted) -> str:
    """Return the page on which a change is seen."""
    if isinstance(wanted.change, PlanTerms) and not wanted.accounts:
        return "/plans"
    if isinstance(wanted.change, OtherPlan | PlanTerms):
        return "/contracts"
    if len(wanted.accounts) == 1:
        return f"/rules?level=account&of={wanted.accounts[0]}"
    return "/rules?level=account" if wanted.accounts else "/rules"
