"""Ours and theirs: a list of names at a time, changed in place and saved together."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import quickbooks_names
from rxbilling.services.access import Actor, Refused, Right
from rxbilling.services.quickbooks_names import Named
from rxbilling.state import wording
from rxbilling.state.forms import language_of, told
from rxbilling.state.guard import acting, policy
from rxbilling.state.quickbooks_words import KINDS, OTHERWISE, OURS, STANDINGS, WORDS

A_PAGE = 50
SHOWN = ("all", "open")
NEEDS_WORK = frozenset({"unlisted", "long", "none", "ours"})


@dataclass
class NameLine:
    """One of ours, and what it is called there: as it is stored, or (``is_changed``) as it was typed."""

    key: str = ""
    ours: str = ""
    theirs: str = ""
    guess: str = ""
    standing: str = ""
    said: str = ""
    address: str = ""
    is_changed: bool = False


class QuickBooksNames(rx.State):
    """The names of one kind; what was typed waits until it is saved, whatever is looked at meanwhile."""

    kind: str = "customer"
    heading: str = ""
    otherwise: str = ""
    part: str = ""
    shown: str = "all"
    lines: list[NameLine] = []
    total: str = ""
    guesses: int = 0
    changes: int = 0
    is_first: bool = True
    has_more: bool = False
    _first: int = 0
    # For each kind and key what was there before, and what was typed.
    _typed: dict[str, dict[str, tuple[str, str]]] = {}

    @rx.event
    @policy(Right.EXPORT_ACCOUNTING)
    async def open_page(self) -> None:
        """Take from the address what is looked at; nothing is typed yet."""
        query = self.router.url.query_parameters
        asked = str(query.get("show", ""))
        self.kind, self.part = asked if asked in KINDS else "customer", str(query.get("text", ""))
        self.shown, self._first, self._typed = "all", 0, {}
        await self._load(acting(self))

    @rx.event
    @policy(Right.EXPORT_ACCOUNTING, by_itself=True)
    async def refresh(self) -> None:
        """Load the same again, as somebody has changed something, or lists were taken in."""
        await self._load(acting(self))

    @rx.event
    @policy(Right.EXPORT_ACCOUNTING)
    async def choose_kind(self, kind: str) -> Any:  # noqa: ANN401 - an event
        """Look at the names of another kind."""
        self.kind, self.part, self._first = kind if kind in KINDS else "customer", "", 0
        await self._load(acting(self))
        query = "?" + urlencode({"show": self.kind})
        return rx.call_script(f"history.replaceState(history.state, '', {query!r})")

    @rx.event
    @policy(Right.EXPORT_ACCOUNTING)
    async def choose_shown(self, shown: str) -> None:
        """Look at all, or at what has no name there yet."""
        self.shown, self._first = shown if shown in SHOWN else "all", 0
        await self._load(acting(self))

    @rx.event
    @policy(Right.EXPORT_ACCOUNTING)
    async def look_for(self, part: str) -> None:
        """Look for a name, ours or theirs."""
        self.part, self._first = part, 0
        await self._load(acting(self))

    @rx.event
    @policy(Right.EXPORT_ACCOUNTING)
    async def step(self, pages: int) -> None:
        """Show another page of the list."""
        self._first = max(self._first + A_PAGE * pages, 0)
        await self._load(acting(self))

    @rx.event
    @policy(Right.EXPORT_ACCOUNTING)
    async def type_name(self, key: str, name: str) -> None:
        """Note what was typed; an empty name takes it away."""
        found = await rx.run_in_thread(lambda: quickbooks_names.table(acting(self), self.kind))
        self._note({one.key: one for one in found}, {key: name})
        await self._load(acting(self))

    @rx.event
    @policy(Right.EXPORT_ACCOUNTING)
    async def take_guesses(self) -> None:
        """Note every name of theirs that is like ours."""
        found = await rx.run_in_thread(lambda: quickbooks_names.table(acting(self), self.kind))
        self._note({one.key: one for one in found}, {one.key: one.guess for one in found if one.guess})
        await self._load(acting(self))

    @rx.event
    @policy(Right.EXPORT_ACCOUNTING)
    async def save(self) -> Any:  # noqa: ANN401 - an event
        """Store what was typed."""
        actor = acting(self)
        try:
            for kind, names in list(self._typed.items()):
                quickbooks_names.change(actor, kind, names)
                del self._typed[kind]
        except Refused as refusal:
            await self._load(actor)
            return told(actor, refusal)
        await self._load(actor)
        return rx.toast.success(tr(language_of(actor), N_("The names are saved.")))

    @rx.event
    @policy(Right.EXPORT_ACCOUNTING)
    async def discard(self) -> None:
        """Forget what was typed."""
        self._typed = {}
        await self._load(acting(self))

    def _note(self, known: dict[str, Named], names: dict[str, str]) -> None:
        typed = self._typed.setdefault(self.kind, {})
        for key, name in names.items():
            before, after = known[key].theirs if key in known else "", " ".join(name.split())
            typed[key] = (before, after)
            if key not in known or before == after:
                del typed[key]

    async def _load(self, actor: Actor | None) -> None:
        if actor is None:
            return
        kind, language = self.kind, actor.language
        found = await rx.run_in_thread(lambda: quickbooks_names.table(actor, kind))
        lines = [_line(language, kind, one, self._typed.get(kind, {})) for one in found]
        chosen = [line for line in lines if self._is_wanted(line)]
        self._first = min(self._first, max(len(chosen) - 1, 0) // A_PAGE * A_PAGE)
        self.lines = chosen[self._first : self._first + A_PAGE]
        self.is_first, self.has_more = self._first == 0, self._first + A_PAGE < len(chosen)
        self.total = wording.number(language, len(chosen))
        self.guesses = sum(bool(line.guess) for line in lines)
        self.changes = sum(map(len, self._typed.values()))
        self.heading, self.otherwise = tr(language, OURS[kind]), tr(language, OTHERWISE[kind])

    def _is_wanted(self, line: NameLine) -> bool:
        part = self.part.strip().casefold()
        is_open = self.shown == "all" or line.is_changed or line.standing in NEEDS_WORK
        return is_open and (part in line.ours.casefold() or part in line.theirs.casefold())


def _line(language: str, kind: str, one: Named, typed: dict[str, tuple[str, str]]) -> NameLine:
    theirs = typed[one.key][1] if one.key in typed else one.theirs
    standing = standing_of(kind, one)
    return NameLine(
        key=one.key,
        ours=one.ours or tr(language, WORDS.get(one.key, one.key)),
        theirs=theirs,
        guess="" if one.key in typed else one.guess,
        standing=standing,
        said=tr(language, STANDINGS[standing]),
        address=f"/app/quickbooks/names/{kind}",
        is_changed=one.key in typed,
    )


def standing_of(kind: str, one: Named) -> str:
    """Return the word for how it stands with the name of one of ours."""
    if one.is_listed is False:
        return "unlisted"
    # What is on their list they take, however long it is: it is the one of Online.
    if one.is_long and not one.is_listed:
        return "long"
    if one.theirs:
        return "named"
    if one.is_listed:
        return "same"
    return "none" if kind in quickbooks_names.NEVER_OURS or not one.ours else "ours"
