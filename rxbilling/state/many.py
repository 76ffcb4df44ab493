"""Changing many entries at once: what is selected, what is to be done, and what that would do."""

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qsl

import reflex as rx
from reflex_components_sonner.toast import ToastAction  # type: ignore[import-untyped]  # ships no types

from rxbilling.locales import N_, Message, tr
from rxbilling.services import many_changes
from rxbilling.services.access import Actor, Changed, Invalid, Refused
from rxbilling.services.effects import Sides
from rxbilling.services.filters import WorkFilter
from rxbilling.services.many_changes import Preview, Selection, Wanted
from rxbilling.services.many_rules import ACTIONS
from rxbilling.services.sheet_words import DONE
from rxbilling.state import wording
from rxbilling.state.effect_lines import EffectLine, line_of, lost_prices
from rxbilling.state.forms import Fact, Form, language_of, text_of
from rxbilling.state.guard import acting, policy
from rxbilling.state.undo_scripts import changed, undo_script

UNDO_OFFERED_MS = 10_000
NAMED = ("account", "service", "rep")
# What the form has where nothing is picked, or nothing is called as was typed.
NOTHING, NO_MATCH = "0", "-1"
CHOOSE = Message(N_("There is none of this name. Choose one from the list."))


class Many(Form, rx.State):
    """The dialog, from what is to be done to what it would do."""

    is_open: bool = False
    is_running: bool = False
    is_shown: bool = False
    selected: int = 0
    scope: str = ""
    actions: list[str] = []
    action: str = ""
    value: str = ""
    picked: str = NOTHING
    count: int = 0
    told: list[Fact] = []
    warning: str = ""
    effect: list[EffectLine] = []
    left_out: list[Fact] = []
    _selected: tuple[int, ...] = ()
    _numbers: tuple[int, ...] = ()
    _shown: Preview | None = None
    _wanted: Wanted | None = None
    _query: str = ""

    @rx.event
    @policy("user")
    def select(self, numbers: list[int]) -> None:
        """Take over which rows are selected."""
        self._selected = tuple(number for number in numbers if isinstance(number, int))
        self.selected = len(self._selected)

    @rx.event
    @policy("user")
    def open(self, query: str, total: str) -> None:
        """Ask what is to be done with the selected rows, or with all that a filter selects."""
        self._ask(acting(self), self._selected, query, total)

    @rx.event
    @policy("user")
    def open_delete(self, number: int) -> None:
        """Ask whether the selected rows, or the one under the cursor, are to be deleted."""
        numbers = self._selected if number in self._selected else (number,)
        self._ask(acting(self), numbers, "", "", "delete")

    @rx.event
    @policy("user")
    def toggle(self, is_open: bool) -> None:
        """Close the dialog."""
        self.is_open = self.is_open and is_open

    @rx.event
    @policy("user")
    def choose_action(self, action: str) -> None:
        """Choose what is to be done."""
        self._begin()
        self.action, self.value, self.picked, self.is_shown, self._shown = action, "", NOTHING, False, None

    @rx.event
    @policy("user")
    def type_value(self, value: str) -> None:
        """Take over the reference."""
        if value != self.value:
            self.value, self.is_shown, self._shown = value, False, None

    @rx.event
    @policy("user")
    def pick_value(self, number: str, name: str) -> None:
        """Take over what entries are moved to."""
        self.value, self.picked, self.is_shown, self._shown = name, number, False, None

    @rx.event
    @policy("user")
    async def show(self, form: dict[str, str]) -> AsyncIterator[None]:
        """Show what it would do."""
        self._begin()
        if self.action in NAMED and text_of(form, "value") == NO_MATCH:
            self._refuse(acting(self), Invalid("value", CHOOSE))
            return
        # Of what is picked the form has the number; its name came when it was picked.
        self.value = self.value if self.action in NAMED else text_of(form, "value")
        actor, self.is_running, self.is_shown, self._shown = acting(self), True, False, None
        selection, wanted = self._selection(), Wanted(self.action, self.value)
        yield
        try:
            found = await rx.run_in_thread(lambda: many_changes.preview(actor, selection, wanted))
        except Refused as refusal:
            self._refuse(actor, refusal)
        else:
            self._shown, self._wanted = found, wanted
            self._tell(language_of(actor), found)
        self.is_running = False

    @rx.event
    @policy("user")
    async def carry_out(self) -> AsyncIterator[Any]:
        """Do what was shown, and nothing else."""
        self._begin()
        actor, shown, wanted = acting(self), self._shown, Wanted(self.action, self.value)
        if shown is None or wanted != self._wanted:
            return
        selection, self.is_running = self._selection(), True
        yield
        try:
            done = await rx.run_in_thread(
                lambda: many_changes.carry_out(actor, selection, wanted, shown.revision, shown.promise)
            )
        except Refused as refusal:
            self._refuse(actor, refusal)
            self.is_shown = self.is_shown and not isinstance(refusal, Changed)
        else:
            self.is_open = False
            language = language_of(actor)
            undo = ToastAction(label=tr(language, N_("Undo")), on_click=rx.call_script(undo_script(done.change)))
            said = tr(language, DONE[_done(self.action)], count=done.count)
            yield rx.toast.success(said, action=undo, duration=UNDO_OFFERED_MS)
            yield changed(done.change)
        self.is_running = False

    def _ask(self, actor: Actor | None, numbers: tuple[int, ...], query: str, total: str, action: str = "") -> None:
        if actor is None:
            return
        self._begin()
        self._query, self._numbers, self._shown = query, numbers, None
        self.is_shown = self.is_running = False
        self.actions = [name for name, rule in ACTIONS.items() if any(actor.may(right) for right in rule.rights)]
        self.action = action if action in self.actions else next(iter(self.actions), "")
        self.value, self.picked = "", NOTHING
        count = wording.number(actor.language, len(numbers))
        self.scope = (
            tr(actor.language, N_("Selected entries: {count}"), count=count)
            if numbers
            else tr(actor.language, N_("All entries of the filter: {count}"), count=total)
        )
        self.is_open = bool(self.actions)

    def _selection(self) -> Selection:
        return Selection(WorkFilter.from_query(dict(parse_qsl(self._query))), self._numbers)

    def _tell(self, language: str, found: Preview) -> None:
        self.count, self.is_shown = found.count, True
        self.told = [
            Fact(tr(language, N_("Entries that change")), wording.number(language, found.count)),
            Fact(tr(language, N_("Their price now")), wording.amounts(language, found.amount)),
        ]
        whole = line_of(language, tr(language, N_("All their work")), Sides(found.before, found.after))
        self.effect = [whole] if found.before != found.after else []
        self.warning = lost_prices(language, 0, found.without_price)
        self.left_out = [Fact(tr(language, out.reason), wording.number(language, out.count)) for out in found.left_out]


def _done(action: str) -> str:
    if action == "delete":
        return "delete many"
    return "mark" if action in {"billed", "unbilled", "billable", "not_billable"} else "change many"
