"""What a change of terms would do, as text: shown before anything is saved (R24)."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rxbilling.locales import N_, tr
from rxbilling.services.effects import Effect, Sides
from rxbilling.state import wording

ACCOUNTS_SHOWN = 10


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


def effect_text(language: str, found: Effect) -> EffectText:
    """Return an effect as text."""
    count, of = wording.number(language, found.entries), wording.number(language, found.looked_at)
    told = N_("No price changes. Looked at: {of} time entries that are not billed.")
    if found.entries:
        told = N_("Prices that change: {count}, of {of} time entries that are not billed.")
    shown = found.accounts[:ACCOUNTS_SHOWN]
    whole = line_of(language, tr(language, N_("All that is not billed")), found.amounts, count)
    lines = [line_of(language, one.name, one.amounts, wording.number(language, one.entries)) for one in shown]
    rest = len(found.accounts) - len(shown)
    return EffectText(
        told=tr(language, told, count=count, of=of),
        warning=lost_prices(language, *found.without_price),
        lines=[whole, *lines] if found.entries else [],
        more=tr(language, N_("And {count} other accounts."), count=wording.number(language, rest)) if rest else "",
        months=[line_of(language, wording.month(language, month), sides) for month, sides in found.months.items()],
    )


def lost_prices(language: str, before: int, after: int) -> str:
    """Return a warning where more entries have no price than before; empty where not."""
    if after <= before:
        return ""
    lost = wording.number(language, after - before)
    return tr(
        language, N_("Time entries that would have no price any more: {count}. They cannot be billed."), count=lost
    )


def line_of(language: str, name: str, sides: Sides, changed: str = "") -> EffectLine:
    """Return amounts before and after as text."""
    codes = sorted({*sides.before, *sides.after})
    moved = {code: sides.after.get(code, 0) - sides.before.get(code, 0) for code in codes}
    return EffectLine(
        name=name,
        changed=changed,
        before=_stacked(wording.money(language, sides.before.get(code, 0), code) for code in codes),
        after=_stacked(wording.money(language, sides.after.get(code, 0), code) for code in codes),
        difference=_stacked(_signed(language, amount, code) for code, amount in moved.items()),
    )


def _stacked(amounts: Iterable[str]) -> str:
    """Return amounts of several currencies, each on a line of its own."""
    return "\n".join(amounts) or wording.NOTHING


def _signed(language: str, amount: int, code: str) -> str:
    return ("+" if amount > 0 else "") + wording.money(language, amount, code)
