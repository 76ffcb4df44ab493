"""What a change of terms would do, as text; and the steps of looking at it before it is made."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import choices
from rxbilling.services.access import Actor, Changed, Refused, Right
from rxbilling.services.effects import Effect, Sides
from rxbilling.state import wording
from rxbilling.state.forms import Form, language_of
from rxbilling.state.guard import acting, policy

ACCOUNTS_SHOWN, MONTHS_OFFERED = 10, 24


@dataclass
class EffectLine:
    """Amounts before and after, of an account, a month or all; ``changed`` is how many entries do."""

    name: str = ""
    changed: str = ""
    before: str = ""
    after: str = ""
    difference: str = ""


@dataclass
class EffectText:
    """An effect: what it is on, the whole, the accounts it is largest for, and months for comparison."""

    told: str = ""
    warning: str = ""
    lines: list[EffectLine] = field(default_factory=list)
    more: str = ""
    months: list[EffectLine] = field(default_factory=list)


@dataclass
class MonthOption:
    """A month that can be compared."""

    value: str = ""
    name: str = ""


class Effects(Form, rx.State, mixin=True):
    """A change that is looked at, then made; ``_effect`` and ``_make`` say what it is."""

    effect: EffectText = EffectText()
    is_looked_at: bool = False
    is_running: bool = False
    months: list[MonthOption] = []
    _months: tuple[date, ...] = ()

    @rx.event
    @policy(Right.CHANGE_TERMS)
    async def compare(self, month: str) -> AsyncIterator[Any]:
        """Compare a month too, or no more."""
        if month not in {option.value for option in self.months} or not self.is_looked_at:
            return
        chosen = date.fromisoformat(month)
        self._months = tuple(sorted({*self._months} ^ {chosen}, reverse=True))
        self.is_running = True
        yield
        await self._look(acting(self))

    @rx.event
    @policy(Right.CHANGE_TERMS)
    def go_back(self) -> None:
        """Go back from the effect to the form."""
        self.is_looked_at = False
        self._begin()

    @rx.event
    @policy(Right.CHANGE_TERMS)
    async def carry_out(self) -> AsyncIterator[Any]:
        """Make the change."""
        if not self.is_looked_at or self.is_running:
            return  # the second of two clicks: the first does it
        self.is_running = True
        yield
        for event in await self._carry_out(acting(self)):
            yield event

    def _effect(self, actor: Actor | None, months: tuple[date, ...]) -> Effect:
        raise NotImplementedError

    def _make(self, actor: Actor | None) -> None:
        raise NotImplementedError

    def _done(self) -> list[Any]:
        raise NotImplementedError

    def _show_theirs(self, actor: Actor | None) -> None:
        raise NotImplementedError

    def _begin_effect(self) -> None:
        self._begin()
        self.is_looked_at = self.is_running = False
        self.effect, self._months = EffectText(), ()

    async def _look(self, actor: Actor | None) -> Effect | None:
        """Look at the effect; None where the change is refused."""
        self._begin()
        months = self._months
        try:
            found: Effect = await rx.run_in_thread(lambda: self._effect(actor, months))
        except Refused as refusal:
            self._refuse_change(actor, refusal)
            return None
        language = language_of(actor)
        self.months = [
            MonthOption(month.isoformat(), wording.month(language, month))
            for month in choices.months(actor)[:MONTHS_OFFERED]
        ]
        self.effect, self.is_looked_at, self.is_running = effect_text(language, found), True, False
        return found

    async def _carry_out(self, actor: Actor | None) -> list[Any]:
        self._begin()
        try:
            await rx.run_in_thread(lambda: self._make(actor))
        except Refused as refusal:
            self._refuse_change(actor, refusal)
            return []
        self._begin_effect()
        return [rx.toast.success(tr(language_of(actor), N_("Saved."))), *self._done()]

    def _refuse_change(self, actor: Actor | None, refusal: Refused) -> None:
        self.is_looked_at = self.is_running = False
        self._refuse(actor, refusal)
        if isinstance(refusal, Changed):
            self._show_theirs(actor)


def effect_text(language: str, found: Effect) -> EffectText:
    """Return an effect as text."""
    count, of = wording.number(language, found.entries), wording.number(language, found.looked_at)
    told = N_("No price changes. Looked at: {of} time entries that are not billed.")
    if found.entries:
        told = N_("Prices that change: {count}, of {of} time entries that are not billed.")
    shown = found.accounts[:ACCOUNTS_SHOWN]
    whole = _line(language, tr(language, N_("All that is not billed")), found.amounts, count)
    lines = [_line(language, one.name, one.amounts, wording.number(language, one.entries)) for one in shown]
    rest = len(found.accounts) - len(shown)
    return EffectText(
        told=tr(language, told, count=count, of=of),
        warning=_warning(language, *found.without_price),
        lines=[whole, *lines] if found.entries else [],
        more=tr(language, N_("And {count} other accounts."), count=wording.number(language, rest)) if rest else "",
        months=[_line(language, wording.month(language, month), sides) for month, sides in found.months.items()],
    )


def _warning(language: str, before: int, after: int) -> str:
    if after <= before:
        return ""
    lost = wording.number(language, after - before)
    return tr(
        language, N_("Time entries that would have no price any more: {count}. They cannot be billed."), count=lost
    )


def _line(language: str, name: str, sides: Sides, changed: str = "") -> EffectLine:
    codes = sorted({*sides.before, *sides.after})
    differences = {code: sides.after.get(code, 0) - sides.before.get(code, 0) for code in codes}
    return EffectLine(
        name=name,
        changed=changed,
        before=wording.amounts(language, {code: sides.before.get(code, 0) for code in codes}),
        after=wording.amounts(language, {code: sides.after.get(code, 0) for code in codes}),
        difference=" · ".join(_signed(language, amount, code) for code, amount in differences.items())
        or wording.NOTHING,
    )


def _signed(language: str, amount: int, code: str) -> str:
    return ("+" if amount > 0 else "") + wording.money(language, amount, code)
