"""The files of the contract that is looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import contract_files, profile
from rxbilling.services.access import Actor, Refused, Right
from rxbilling.services.attachments import File
from rxbilling.services.contract_files import KnownFile
from rxbilling.state import wording
from rxbilling.state.expense_fields import chosen_number
from rxbilling.state.forms import language_of, told
from rxbilling.state.guard import acting, policy

KILOBYTE = 1024


@dataclass
class FileLine:
    """A file as text."""

    number: int = 0
    name: str = ""
    about: str = ""


class ContractFiles(rx.State):
    """The list, and why a file was not taken."""

    lines: list[FileLine] = []
    wrong: str = ""
    _contract: int = 0

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    async def open_page(self) -> None:
        """Take the contract from the address, and load."""
        self._contract = max(chosen_number(dict(self.router.url.query_parameters).get("number", "")), 0)
        self.wrong, self.lines = "", []
        await self._load(acting(self))

    @rx.event
    @policy(Right.SEE_CONTRACTS, by_itself=True)
    async def refresh(self) -> None:
        """Load the same again, as somebody has changed something."""
        await self._load(acting(self))

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    async def take(self, token: str, filename: str) -> Any:  # noqa: ANN401 - an event
        """Add a file that was sent."""
        actor, contract = acting(self), self._contract
        done = N_("The file is added.")
        return await self._do(actor, lambda: contract_files.add(actor, contract, File(token, filename)), done)

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    def refuse(self, reason: str) -> None:
        """Say why a file was not taken."""
        language = language_of(acting(self))
        self.wrong = reason or tr(language, N_("The file could not be sent. Check the connection and try again."))

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    async def delete(self, number: int) -> Any:  # noqa: ANN401 - an event
        """Delete a file."""
        actor = acting(self)
        return await self._do(actor, lambda: contract_files.delete(actor, number), N_("The file is deleted."))

    async def _do(self, actor: Actor | None, work: Callable[[], object], done: str) -> Any:  # noqa: ANN401 - an event
        self.wrong = ""
        try:
            await rx.run_in_thread(work)
        except Refused as refusal:
            return told(actor, refusal)
        await self._load(actor)
        return rx.toast.success(tr(language_of(actor), done))

    async def _load(self, actor: Actor | None) -> None:
        contract, language, zone = self._contract, language_of(actor), profile.zone_of(actor)
        found = await rx.run_in_thread(lambda: contract_files.some(actor, contract))
        self.lines = [_line(language, zone, one) for one in found]


def _line(language: str, zone: str, one: KnownFile) -> FileLine:
    # As small as they may be, no file is told to have nothing in it.
    size = wording.number(language, -(-one.size // KILOBYTE))
    return FileLine(one.number, one.filename, f"{size} KB · {wording.moment(language, one.added_at, zone)}")
