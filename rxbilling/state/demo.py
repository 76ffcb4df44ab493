"""Filling in the demo company, and removing it."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import reflex as rx

from rxbilling.services import demo
from rxbilling.services.access import Actor, Refused, Right
from rxbilling.services.clock import today
from rxbilling.state.guard import acting, policy


class Demo(rx.State):
    """Whether the demo is being filled or removed."""

    is_running: bool = False

    @rx.event(background=True)
    @policy(Right.IMPORT)
    async def fill(self) -> AsyncIterator[Any]:
        """Fill in the demo company."""
        async for event in self._run(lambda actor: demo.fill_demo(actor, today=today("UTC"))):
            yield event

    @rx.event(background=True)
    @policy(Right.IMPORT)
    async def remove(self) -> AsyncIterator[Any]:
        """Remove the demo company."""
        async for event in self._run(demo.clear_demo):
            yield event

    async def _run(self, work: Callable[[Actor], object]) -> AsyncIterator[Any]:
        async with self:
            actor = acting(self)
            if actor is None or self.is_running:
                return
            self.is_running = True
        try:
            await rx.run_in_thread(lambda: work(actor))
        except Refused as refusal:
            yield rx.toast.error(refusal.message.text(actor.language))
        else:
            yield rx.call_script("window.location.assign('/')")
        finally:
            async with self:
                self.is_running = False
