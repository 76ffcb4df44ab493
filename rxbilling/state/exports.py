"""The page of files that were made: who, when, of what, and to make them again."""

from dataclasses import dataclass

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import exports_made, profile
from rxbilling.services.access import Actor, Right
from rxbilling.services.exports_made import MadeFile
from rxbilling.services.pages import Window
from rxbilling.state import wording
from rxbilling.state.filter_words import filter_in_words
from rxbilling.state.guard import acting, policy
from rxbilling.state.quickbooks_words import OF_BILLS, WAYS, address_of

A_PAGE = 25
FORMATS = {
    "xlsx": N_("Excel workbook"),
    "csv": "CSV",
    "json": "JSON",
    "parquet": "Parquet",
    **WAYS,
}
LISTS = {
    "tickets": N_("Tickets"),
    "expenses": N_("Expenses"),
    "accounts": N_("Accounts"),
    "contracts": N_("Contracts"),
    "bills": N_("Bills"),
    "audit": N_("Audit trail"),
}


@dataclass
class FileLine:
    """A file as text; ``shown`` is where its rows are, ``again`` where it is made again."""

    at: str = ""
    who: str = ""
    what: str = ""
    format: str = ""
    filter: str = ""
    rows: str = ""
    total: str = ""
    shown: str = ""
    again: str = ""
    sha256: str = ""
    compared: str = ""


class Exports(rx.State):
    """Files, the newest first, a page at a time."""

    lines: list[FileLine] = []
    has_more: bool = False
    is_first: bool = True
    is_loaded: bool = False
    _after: int = 0
    _next: int = 0

    @rx.event
    @policy(Right.EXPORT_WORK)
    async def open_page(self) -> None:
        """Show the newest."""
        await self._load(acting(self), 0)

    @rx.event
    @policy(Right.EXPORT_WORK)
    async def show_older(self) -> None:
        """Show what was made before."""
        await self._load(acting(self), self._next)

    @rx.event
    @policy(Right.EXPORT_WORK, by_itself=True)
    async def refresh(self) -> None:
        """Show the same place again, with what was made meanwhile."""
        await self._load(acting(self), self._after)

    async def _load(self, actor: Actor | None, after: int) -> None:
        if actor is None:
            return
        found = await rx.run_in_thread(lambda: exports_made.named(actor, Window(after, A_PAGE)))
        zone = profile.zone_of(actor)
        self.lines = [_line(actor, zone, file) for file in found.items]
        self._after = after
        self._next, self.has_more = found.next or 0, found.next is not None
        self.is_first, self.is_loaded = after == 0, True


def _again(file: MadeFile) -> str:
    """Return where a file is made again; of what was sent to QuickBooks exactly that, however much there is now."""
    query = "&".join(filter(None, [file.filter, f"again={file.number}" if file.format in WAYS else ""]))
    return f"{_address(file.format)}?{query}"


def _compared(language: str, zone: str, file: MadeFile) -> str:
    """Say whether a file is that of the last time; of what goes to QuickBooks each has something else in it."""
    if file.before is None or file.format in WAYS:
        return ""
    said = N_("The same file as on {when}") if file.is_same else N_("Not the same file as on {when}")
    return tr(language, said, when=wording.moment(language, file.before, zone))


def _address(name: str) -> str:
    if name in WAYS:
        return address_of(name)
    return f"/app/export/list/{name}" if "." in name else f"/app/export/{name}"


def _page(name: str) -> str:
    listed = name.partition(".")[0]
    return f"/{listed}" if listed in LISTS else "/bills" if name in OF_BILLS else "/entries"


def _line(actor: Actor, zone: str, file: MadeFile) -> FileLine:
    language, listed = actor.language, file.format.partition(".")[0]
    query, ending = f"?{file.filter}" if file.filter else "", file.format.rpartition(".")[2]
    return FileLine(
        at=wording.moment(language, file.at, zone),
        who=file.who or tr(language, N_("Command line")),
        what=tr(language, "" if file.format in WAYS else LISTS.get(listed, N_("Time entries"))),
        format=tr(language, FORMATS.get(ending, ending)),
        filter=filter_in_words(actor, listed, file.filter),
        rows=wording.number(language, file.rows),
        total=wording.amounts(language, file.totals),
        shown=f"{_page(file.format)}{query}",
        again=_again(file),
        sha256=file.sha256,
        compared=_compared(language, zone, file),
    )
