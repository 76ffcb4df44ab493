"""The page of all that somebody was told."""

import reflex as rx

from rxbilling.state import notice_lines
from rxbilling.state.guard import acting, policy
from rxbilling.state.notice_lines import NoticeLine

A_PAGE = 25


class Notices(rx.State):
    """One page of notices, the newest first."""

    lines: list[NoticeLine] = []
    unread: int = 0
    is_newest: bool = True
    has_older: bool = False
    is_loaded: bool = False
    _first: int = 0

    @rx.event
    @policy("user")
    async def open_page(self) -> None:
        """Begin with the newest."""
        self._first = 0
        await self._load()

    @rx.event
    @policy("user", by_itself=True)
    async def refresh(self) -> None:
        """Load the same page again."""
        await self._load()

    @rx.event
    @policy("user")
    async def show_older(self) -> None:
        """Show the page after this one."""
        if self.has_older:
            self._first += A_PAGE
        await self._load()

    @rx.event
    @policy("user")
    async def show_newer(self) -> None:
        """Show the page before this one."""
        self._first = max(self._first - A_PAGE, 0)
        await self._load()

    async def _load(self) -> None:
        actor, first = acting(self), self._first
        found = await rx.run_in_thread(lambda: notice_lines.look(actor, first, A_PAGE))
        self.lines, self.unread, self.has_older = found.lines, found.unread, found.has_more
        self.is_newest, self.is_loaded = first == 0, True
