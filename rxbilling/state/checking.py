"""Dialogs in two steps: a form, then what saving it would do to prices, then it is saved (R24)."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from rxbilling.services.access import Actor, Refused
from rxbilling.services.effects import Effect
from rxbilling.state.effect_lines import EffectText, effect_text
from rxbilling.state.forms import Form, focus_on, language_of


class Checking(Form, rx.State, mixin=True):
    """A form whose effect is shown (``is_checked``) before it is saved."""

    is_open: bool = False
    is_checked: bool = False
    effect: EffectText = EffectText()

    def _start(self) -> None:
        self._begin()
        self.is_checked, self.is_open = False, True

    async def _check(self, actor: Actor | None, work: Callable[[], Effect]) -> Any:  # noqa: ANN401 - an event, or none
        """Show what saving would do, or why it is refused."""
        self._begin()
        try:
            found = await rx.run_in_thread(work)
        except Refused as refusal:
            self._refuse(actor, refusal)
            return focus_on(self.wrong_field)
        self.effect, self.is_checked = effect_text(language_of(actor), found), True
        return None

    async def _save(self, actor: Actor | None, work: Callable[[], Any]) -> Any:  # noqa: ANN401 - what was stored
        """Save what was checked; return what came of it, or None where it was refused."""
        if not (self.is_open and self.is_checked):
            return None  # the second of two clicks: the first has done it
        self._begin()
        try:
            made = await rx.run_in_thread(work)
        except Refused as refusal:
            self.is_checked = False
            self._refuse(actor, refusal)
            return None
        self.is_open = self.is_checked = False
        return made
