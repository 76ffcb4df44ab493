"""Moving contracts to the new version of their plan: chosen, looked at, then moved."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import reflex as rx

from rxbilling.services import plan_moves, plans
from rxbilling.services.access import Actor, Refused, Right
from rxbilling.services.effects import Effect
from rxbilling.services.plan_moves import Moving
from rxbilling.state import wording
from rxbilling.state.effects import Effects
from rxbilling.state.forms import language_of, told
from rxbilling.state.guard import acting, policy
from rxbilling.state.plans import Plans


@dataclass
class MovableLine:
    """A contract that can be moved, as text."""

    number: int = 0
    name: str = ""
    account: str = ""
    plan: str = ""
    from_day: str = ""


class PlanMove(Effects, rx.State):
    """The dialog: the contracts of earlier versions, and which of them are chosen."""

    is_open: bool = False
    plan: str = ""
    lines: list[MovableLine] = []
    selected: list[int] = []
    _plan_id: int = 0

    @rx.event
    @policy(Right.CHANGE_TERMS)
    def open_plan(self, number: int) -> Any:  # noqa: ANN401 - an event, or none
        """Begin with all contracts of earlier versions."""
        actor = acting(self)
        try:
            found, plan = plans.movable(actor, number), plans.look(actor, number)
        except Refused as refusal:
            return told(actor, refusal)
        language = language_of(actor)
        self._begin_effect()
        self._plan_id, self.plan = number, plan.draft.name
        self.lines = [
            MovableLine(one.number, one.name, one.account, one.plan, wording.day(language, one.from_day))
            for one in found
        ]
        self.selected, self.is_open = [one.number for one in found], True
        return None

    @rx.event
    @policy("user")
    def toggle(self, is_open: bool) -> None:
        """Open or close the dialog."""
        self.is_open = self.is_open and is_open

    @rx.event
    @policy(Right.CHANGE_TERMS)
    def select(self, number: int) -> None:
        """Choose a contract, or leave it out again."""
        is_new = number not in self.selected
        self.selected = [*self.selected, number] if is_new else [own for own in self.selected if own != number]

    @rx.event
    @policy(Right.CHANGE_TERMS)
    async def look(self) -> AsyncIterator[Any]:
        """Look at what moving the contracts would change."""
        self.is_running = True
        yield
        await self._look(acting(self))

    def _moving(self) -> Moving:
        return Moving(self._plan_id, tuple(self.selected))

    def _effect(self, actor: Actor | None, months: tuple[date, ...]) -> Effect:
        return plan_moves.effect(actor, self._moving(), months)

    def _make(self, actor: Actor | None) -> None:
        plan_moves.move(actor, self._moving())

    def _done(self) -> list[Any]:
        self.is_open = False
        return [Plans.load]

    def _show_theirs(self, actor: Actor | None) -> None:
        """Nothing is typed here that somebody else could have changed."""
