"""What if: past work under other prices, plans or rounding, side by side with what it comes to now."""

from collections.abc import AsyncIterator, Sequence
from datetime import date
from typing import Any

import reflex as rx

from rxbilling.engine.tier_rates import tier_rates
from rxbilling.locales import N_, tr
from rxbilling.services import plans, rules, what_if, what_if_files
from rxbilling.services.access import Actor, Refused, Right
from rxbilling.services.effects import Sides
from rxbilling.services.filters import WorkFilter
from rxbilling.services.plans import ListedPlan
from rxbilling.services.rules import ListedRule
from rxbilling.services.what_if import Comparison, Part
from rxbilling.services.what_if_changes import Change
from rxbilling.state import what_if_figure, wording
from rxbilling.state.effect_lines import EffectLine, line_of
from rxbilling.state.filtering import Filtering
from rxbilling.state.forms import Fact, focus_on, language_of, told
from rxbilling.state.guard import acting, policy
from rxbilling.state.quantities import money_text, quantity_text
from rxbilling.state.term_fields import money_typed
from rxbilling.state.what_if_fields import KINDS, UNITS, RoundingTexts, question_of
from rxbilling.state.what_if_made import Making

SHOWN = 15


class WhatIf(Filtering, Making, rx.State):
    """The question, and what it comes to for the work of the filter."""

    kind: str = "prices"
    plan: str = ""
    rule: str = ""
    plans: list[Fact] = []
    rules: list[Fact] = []
    rates: list[str] = ["", "", "", ""]
    base_charge: str = ""
    allowance: str = ""
    overage: list[str] = []
    unit: str = "second"
    has_allowance: bool = True
    rounding: RoundingTexts = RoundingTexts()
    has_answer: bool = False
    is_running: bool = False
    told: str = ""
    warning: str = ""
    totals: list[EffectLine] = []
    by_month: list[EffectLine] = []
    by_account: list[EffectLine] = []
    by_rep: list[EffectLine] = []
    figure: dict[str, Any] = {}
    can_be_made: bool = False

    async def _show(self, actor: Actor, chosen: WorkFilter) -> list[Any]:
        if not actor.may(Right.SEE_CONTRACTS):
            return []  # the page is closed to them, its handlers are not
        self.plans = [Fact(str(one.number), one.draft.name) for one in plans.all_plans(actor)]
        self.rules = [Fact(str(one.number), one.draft.name) for one in rules.of_level(actor, "general") if one.active]
        if self._question is None:
            return []
        await self._compare(actor, self._question, chosen)
        return []

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    def choose_kind(self, kind: str) -> None:
        """Ask about something else."""
        if kind in KINDS:
            self._forget()
            self.kind = kind

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    def forget(self) -> None:
        """Forget the answer, as something else is asked."""
        self._forget()

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    def choose_plan(self, number: str) -> None:
        """Show the terms of a plan, to be changed."""
        actor = acting(self)
        if (found := _plan(actor, number)) is None:
            return
        self._forget()
        language, draft = language_of(actor), found.draft
        self.plan, self.unit = number, UNITS[draft.type]
        self.has_allowance = draft.type != "fixed"
        self.base_charge = money_text(language, draft.base_charge, draft.currency)
        self.allowance = quantity_text(language, draft.allowance_amount, self.unit, draft.currency)
        self.overage = [money_text(language, rate, draft.currency) for rate in draft.overage_rates or ()]

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    def choose_rule(self, number: str) -> None:
        """Show the prices of a rule, to be changed."""
        actor = acting(self)
        if (found := _rule(actor, number)) is None:
            return
        self._forget()
        self.rule = number
        rates = tier_rates(found.draft.price)
        self.rates = [money_typed(language_of(actor), rate, found.draft.currency) for rate in rates]

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    async def ask(self, form: dict[str, Any]) -> AsyncIterator[Any]:
        """Answer what the form asks."""
        actor = acting(self)
        self._begin()
        try:
            plan, rule = _plan(actor, self.plan), _rule(actor, self.rule)
            question = question_of(form, self.kind, language_of(actor), plan, rule)
        except Refused as refusal:
            self._refuse(actor, refusal)
            yield focus_on(self.wrong_field)
            return
        self.is_running = True
        yield
        await self._compare(actor, question, self._chosen())

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    async def export(self) -> Any:  # noqa: ANN401 - an event, or none
        """Send the answer as a workbook."""
        actor, question, chosen = acting(self), self._question, self._chosen()
        if question is None:
            return None
        try:
            token = await rx.run_in_thread(lambda: what_if_files.keep(actor, chosen, question))
        except Refused as refusal:
            return told(actor, refusal)
        return rx.call_script(f"window.location.assign('/app/what-if/{token}.xlsx')")

    def _forget(self) -> None:
        self._begin()
        self.has_answer = self.can_be_made = False
        self._question = None
        self._stop()

    async def _compare(self, actor: Actor | None, question: Change, chosen: WorkFilter) -> None:
        try:
            found = await rx.run_in_thread(lambda: what_if.compare(actor, chosen, question))
        except Refused as refusal:
            self._refuse(actor, refusal)
            self.has_answer, self._question = False, None
            return
        finally:
            self.is_running = False
        self._question, self.has_answer = question, True
        self.can_be_made = bool(actor and actor.may(Right.CHANGE_TERMS))
        self._tell(language_of(actor), found)

    def _tell(self, language: str, found: Comparison) -> None:
        count, of = (wording.number(language, number) for number in (found.entries, found.looked_at))
        self.told = tr(language, N_("Prices that change: {count}, of {of} time entries."), count=count, of=of)
        before, after = found.without_price
        self.warning = ""
        if after != before:
            text = N_("Time entries without a price: {before} now, {after} then.")
            self.warning = tr(language, text, before=before, after=after)
        self.totals = [
            line_of(language, tr(language, N_("Revenue")), found.amounts),
            line_of(language, tr(language, N_("of which base charges")), found.base),
        ]
        self.by_month = [line_of(language, _month(language, part), part.amounts) for part in found.months]
        self.by_account, self.by_rep = _lines(language, found.accounts), _lines(language, found.reps)
        self.figure = what_if_figure.months(language, found.months)


def _plan(actor: Actor | None, number: str) -> ListedPlan | None:
    found = [plan for plan in plans.all_plans(actor) if str(plan.number) == number]
    return found[0] if found else None


def _rule(actor: Actor | None, number: str) -> ListedRule | None:
    found = [rule for rule in rules.of_level(actor, "general") if str(rule.number) == number]
    return found[0] if found else None


def _month(language: str, part: Part) -> str:
    return wording.month(language, date.fromisoformat(part.name))


def _lines(language: str, parts: Sequence[Part]) -> list[EffectLine]:
    """Return the largest parts, and the others as one line."""
    shown = [line_of(language, part.name, part.amounts) for part in parts[:SHOWN]]
    rest = parts[SHOWN:]
    if rest:
        shown.append(line_of(language, tr(language, N_("Others: {count}"), count=len(rest)), _together(rest)))
    return shown


def _together(parts: Sequence[Part]) -> Sides:
    sides: tuple[dict[str, int], dict[str, int]] = ({}, {})
    for part in parts:
        for side, amounts in zip(sides, (part.amounts.before, part.amounts.after), strict=True):
            for code, amount in amounts.items():
                side[code] = side.get(code, 0) + amount
    return Sides(*sides)
