"""The steps of a change of terms: what it would do is looked at, months for comparison too, then it is made (R24)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import choices
from rxbilling.services.access import Actor, Changed, Refused, Right
from rxbilling.services.effects import Effect
from rxbilling.state import wording
from rxbilling.state.effect_lines import EffectText, effect_text
from rxbilling.state.forms import Form, language_of
from rxbilling.state.guard import acting, policy

MONTHS_OFFERED = 24


@dataclass
class MonthOption:
    """A month that can be compared."""

    value: str = ""
    name: str = ""


class Effects(Form, rx.State, mixin=True):
    """A change that is looked at, then made; ``_effect`` and ``_make`` say what it is."""

    effect: EffectText = EffectText()
    is_looked_at: bool = False
    is_running: bool = False
    months: list[MonthOption] = []
    _months: tuple[date, ...] = ()

    @rx.event
    @policy(Right.CHANGE_TERMS)
    async def compare(self, month: str) -> AsyncIterator[Any]:
        """Compare a month too, or no more."""
        if month not in {option.value for option in self.months} or not self.is_looked_at:
            return
        chosen = date.fromisoformat(month)
        self._months = tuple(sorted({*self._months} ^ {chosen}, reverse=True))
        self.is_running = True
        yield
        await self._look(acting(self))

    @rx.event
    @policy(Right.CHANGE_TERMS)
    def go_back(self) -> None:
        """Go back from the effect to the form."""
        self.is_looked_at = False
        self._begin()

    @rx.event
    @policy(Right.CHANGE_TERMS)
    async def carry_out(self) -> AsyncIterator[Any]:
        """Make the change."""
        if not self.is_looked_at or self.is_running:
            return  # the second of two clicks: the first does it
        self.is_running = True
        yield
        for event in await self._carry_out(acting(self)):
            yield event

    def _effect(self, actor: Actor | None, months: tuple[date, ...]) -> Effect:
        raise NotImplementedError

    def _make(self, actor: Actor | None) -> None:
        raise NotImplementedError

    def _done(self) -> list[Any]:
        raise NotImplementedError

    def _show_theirs(self, actor: Actor | None) -> None:
        raise NotImplementedError

    def _begin_effect(self) -> None:
        self._begin()
        self.is_looked_at = self.is_running = False
        self.effect, self._months = EffectText(), ()

    async def _look(self, actor: Actor | None) -> Effect | None:
        """Look at the effect; None where the change is refused."""
        self._begin()
        months = self._months
        try:
            found: Effect = await rx.run_in_thread(lambda: self._effect(actor, months))
        except Refused as refusal:
            self._refuse_change(actor, refusal)
            return None
        finally:
            self.is_running = False
        language = language_of(actor)
        self.months = [
            MonthOption(month.isoformat(), wording.month(language, month))
            for month in choices.months(actor)[:MONTHS_OFFERED]
        ]
        self.effect, self.is_looked_at = effect_text(language, found), True
        return found

    async def _carry_out(self, actor: Actor | None) -> list[Any]:
        self._begin()
        try:
            await rx.run_in_thread(lambda: self._make(actor))
        except Refused as refusal:
            self._refuse_change(actor, refusal)
            return []
        finally:
            self.is_running = False
        self._begin_effect()
        return [rx.toast.success(tr(language_of(actor), N_("Saved."))), *self._done()]

    def _refuse_change(self, actor: Actor | None, refusal: Refused) -> None:
        self.is_looked_at = False
        self._refuse(actor, refusal)
        if isinstance(refusal, Changed):
            self._show_theirs(actor)
