"""The bell of every page: how much somebody has not read, and the newest of it."""

from typing import Any

import reflex as rx

from rxbilling.services import notice_list
from rxbilling.state import notice_lines
from rxbilling.state.guard import acting, policy
from rxbilling.state.notice_lines import NoticeLine

NEWEST = 6


class Bell(rx.State):
    """The newest notices as text."""

    unread: int = 0
    lines: list[NoticeLine] = []

    @rx.event
    @policy("user", by_itself=True)
    async def load(self) -> None:
        """Load what is new."""
        actor = acting(self)
        found = await rx.run_in_thread(lambda: notice_lines.look(actor, 0, NEWEST))
        self.unread, self.lines = found.unread, found.lines

    @rx.event
    @policy("user")
    def follow(self, number: int, address: str) -> Any:  # noqa: ANN401 - events
        """Note that a notice is read, and go where it leads, which is a page of ours."""
        notice_list.read(acting(self), number)
        is_ours = address.startswith("/") and not address.startswith("//")
        return [Bell.load, rx.redirect(address)] if is_ours else Bell.load

    @rx.event
    @policy("user")
    async def read_all(self) -> Any:  # noqa: ANN401 - an event
        """Note that all is read."""
        actor = acting(self)
        await rx.run_in_thread(lambda: notice_list.read_all(actor))
        return Bell.load
