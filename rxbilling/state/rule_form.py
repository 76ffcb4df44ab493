"""The form of one bill rule, and what is done to rules of the list: looked at, then made."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from typing import Any

import reflex as rx

from rxbilling.engine.terms import NO_FACTOR_BP, Price
from rxbilling.locales import N_, tr
from rxbilling.services import expenses, rule_changes, rules
from rxbilling.services.access import Actor, Refused, Right
from rxbilling.services.effects import Effect
from rxbilling.services.rule_changes import Moving, RuleChange, Saving, Switching
from rxbilling.services.rule_drafts import FIELDS, ROWS, RuleDraft
from rxbilling.services.rules import ListedRule
from rxbilling.state import rule_words
from rxbilling.state.chosen import Chosen, name_of, with_one, without
from rxbilling.state.effects import Effects
from rxbilling.state.expense_fields import chosen_number
from rxbilling.state.forms import Fact, language_of, text_of, told
from rxbilling.state.guard import acting, policy
from rxbilling.state.rule_fields import RuleTexts, parts_of, texts_of
from rxbilling.state.rules import Rules, words_of


class RuleForm(Effects, rx.State):
    """The dialog of a rule; ``kind`` is what is to be done: save, on, off or move."""

    is_open: bool = False
    kind: str = "save"
    number: int = 0
    title: str = ""
    texts: RuleTexts = RuleTexts()
    price_kind: str = "fixed"
    chosen: dict[str, list[Chosen]] = {field: [] for field in FIELDS}
    words: dict[str, list[str]] = {field: [] for field in FIELDS}
    places: list[Chosen] = []
    added_to: str = ""
    asked: int = 0
    _version: int = 0
    _owner: tuple[str, int] = ("general", 0)
    _price: Price | None = None
    _change: RuleChange | None = None

    @rx.event
    @policy(Right.CHANGE_TERMS)
    async def open_new(self) -> None:
        """Begin with a rule of the level that is looked at, tried before the others."""
        actor, page = acting(self), await self.get_state(Rules)
        currency = rules.home_currency(actor)
        if page.level == "account":
            currency = expenses.currency_for(actor, page.of)
        draft = RuleDraft("", currency, Price("hour", (0,) * 4), page.level, page.of)
        self._fill(actor, ListedRule(0, 0, True, draft, {}))

    @rx.event
    @policy(Right.CHANGE_TERMS)
    def open_rule(self, number: int, as_copy: bool) -> Any:  # noqa: ANN401 - an event, or none
        """Begin with a rule as it is now, or with another that is as this one, tried right after it."""
        actor = acting(self)
        try:
            found = rules.look(actor, number)
        except Refused as refusal:
            return told(actor, refusal)
        if as_copy:
            name = tr(language_of(actor), N_("{name} (copy)"), name=found.draft.name)
            found = replace(found, number=0, draft=replace(found.draft, name=name, after=number))
        self._fill(actor, found)
        return None

    @rx.event
    @policy("user")
    def toggle(self, is_open: bool) -> None:
        """Open or close the dialog."""
        self.is_open = self.is_open and is_open

    @rx.event
    @policy(Right.CHANGE_TERMS)
    def choose_price(self, kind: str) -> None:
        """State one price for all tiers, one with factors, or one for each tier."""
        self.price_kind = kind if kind in {"factors", "tiers"} else "fixed"

    @rx.event
    @policy(Right.CHANGE_TERMS)
    def add_value(self, field: str, value: str, name: str) -> None:
        """Ask for one value more of a field."""
        if field not in FIELDS:
            return
        if field in ROWS:
            name = name_of(acting(self), field, value)
        self.chosen = {**self.chosen, field: with_one(self.chosen.get(field, []), value, name)}
        self.added_to = field

    @rx.event
    @policy(Right.CHANGE_TERMS)
    def drop_value(self, field: str, value: str) -> None:
        """Ask for one value less of a field."""
        self.chosen = {**self.chosen, field: without(self.chosen.get(field, []), value)}

    @rx.event
    @policy(Right.CHANGE_TERMS)
    async def look(self, form: dict[str, Any]) -> AsyncIterator[Any]:
        """Look at what the form would change."""
        actor = acting(self)
        self._begin()
        try:
            self._change = Saving(self._draft(actor, form), self.number, self._version)
        except Refused as refusal:
            self._refuse(actor, refusal)
            return
        self.is_running = True
        yield
        await self._look(actor)

    @rx.event
    @policy(Right.CHANGE_TERMS)
    async def switch(self, number: int, version: int, active: bool) -> AsyncIterator[Any]:
        """Let a rule count, or not."""
        self.kind = "on" if active else "off"
        for event in await self._ask(Switching(number, version, active)):
            yield event

    @rx.event
    @policy(Right.CHANGE_TERMS)
    async def step(self, number: int, version: int, down: bool) -> AsyncIterator[Any]:
        """Try a rule one place earlier or later."""
        page = await self.get_state(Rules)
        numbers = [0, *(line.number for line in page.lines)]
        place = numbers.index(number) if number in numbers else 0
        target = place + 1 if down else place - 2
        if place and 0 <= target < len(numbers):
            self.kind = "move"
            for event in await self._ask(Moving(number, version, numbers[target])):
                yield event

    @rx.event
    @policy(Right.CHANGE_TERMS)
    async def drop(self, form: dict[str, Any]) -> AsyncIterator[Any]:
        """Try a rule where it was dropped."""
        page = await self.get_state(Rules)
        number, after = (chosen_number(text_of(form, name)) for name in ("number", "after"))
        version = next((line.version for line in page.lines if line.number == number), 0)
        self.kind = "move"
        for event in await self._ask(Moving(number, version, after)):
            yield event

    @rx.event
    @policy(Right.CHANGE_TERMS)
    def ask_delete(self, number: int, version: int) -> None:
        """Ask before a rule is deleted."""
        self.asked, self._version = number, version

    @rx.event
    @policy(Right.CHANGE_TERMS)
    def stop_asking(self, is_open: bool) -> None:
        """Forget the question."""
        if not is_open:
            self.asked = 0

    @rx.event
    @policy(Right.CHANGE_TERMS)
    async def delete(self) -> Any:  # noqa: ANN401 - events
        """Delete the rule that was asked about, if it has set no price."""
        actor, number, version = acting(self), self.asked, self._version
        self.asked = 0
        try:
            await rx.run_in_thread(lambda: rule_changes.delete(actor, number, version))
        except Refused as refusal:
            return [told(actor, refusal), Rules.refresh]
        return [rx.toast.success(tr(language_of(actor), N_("The rule is deleted."))), Rules.refresh]

    async def _ask(self, change: RuleChange) -> list[Any]:
        """Show what a change of the list would do; one that moves no price is made at once."""
        actor = acting(self)
        self._begin_effect()
        self.number, self._change = 0, change
        found = await self._look(actor)
        if found is None:
            return [rx.toast.error(self.wrong), Rules.refresh]
        if not found.entries:
            return await self._carry_out(actor)
        self.is_open = True
        return []

    def _draft(self, actor: Actor | None, form: dict[str, Any]) -> RuleDraft:
        level, of = self._owner
        criteria: dict[str, tuple[int | str, ...]] = {
            field: tuple(chosen_number(one.value) if field in ROWS else one.value for one in values)
            for field, values in self.chosen.items()
            if values
        }
        # In another currency, or stated in another way before, all is as it is typed.
        before = self._price if text_of(form, "currency") == self.texts.currency else None
        parts = parts_of(language_of(actor), form, self.price_kind, before)
        return RuleDraft(level=level, level_of_id=of, criteria=criteria, **parts)

    def _fill(self, actor: Actor | None, found: ListedRule) -> None:
        self._begin_effect()
        draft, language = found.draft, language_of(actor)
        self.kind, self.number, self._version = "save", found.number, found.version
        self._owner = draft.level, draft.level_of_id
        self.texts = texts_of(language, draft)
        if not draft.name:
            self.texts = replace(self.texts, rate="", rates=[""] * 4)
        self.price_kind = rule_words.price_kind(draft.price)
        self._price = draft.price if draft.name and self.price_kind == "tiers" else None
        if set(draft.price.factors_bp) == {NO_FACTOR_BP}:
            self.texts = replace(self.texts, factors=[""] * 4)
        self.chosen = {
            field: [
                Chosen(str(value), name)
                for value, name in zip(draft.criteria.get(field, ()), found.names.get(field, ()), strict=True)
            ]
            for field in FIELDS
        }
        self.words = rules.words(actor)
        others = [one for one in rules.of_level(actor, *self._owner) if one.number != found.number]
        self.places = [Chosen(str(one.number), one.draft.name) for one in others]
        self.added_to, self.is_open = "", True

    def _effect(self, actor: Actor | None, months: tuple[date, ...]) -> Effect:
        assert self._change is not None  # noqa: S101 - for the type checker: it is looked at before
        return rule_changes.effect(actor, self._change, months)

    def _make(self, actor: Actor | None) -> None:
        assert self._change is not None  # noqa: S101 - as above
        rule_changes.carry_out(actor, self._change)

    def _done(self) -> list[Any]:
        self.is_open = False
        return [Rules.refresh]

    def _show_theirs(self, actor: Actor | None) -> None:
        """Show the rule as somebody else has left it; saving again is meant to replace just that."""
        if not self.number:
            return  # nothing was typed: the list shows how it is now
        try:
            found, line = rules.look(actor, self.number), words_of(actor, self.number)
        except Refused as refusal:
            self._refuse(actor, refusal)
            return
        self._version, language = found.version, language_of(actor)
        rows = (
            (N_("Name"), line.name),
            (N_("For"), ", ".join(line.conditions)),
            (N_("Price"), " · ".join([line.price, *line.tiers])),
            (N_("Days"), line.days),
            (N_("Rounding"), line.rounding),
        )
        self.theirs = [Fact(tr(language, label), value) for label, value in rows if value]
