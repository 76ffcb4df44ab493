"""What a change of terms would do, as text: shown before anything is saved (R24)."""

from dataclasses import dataclass

from rxbilling.locales import N_, tr
from rxbilling.services.effects import Effect
from rxbilling.state import wording


@dataclass
class EffectLines:
    """How many entries would have another price, and what they come to before and after."""

    changes_nothing: bool = False
    summary: str = ""
    before: str = ""
    after: str = ""
    without_price: str = ""


def lines_of(language: str, found: Effect) -> EffectLines:
    """Return an effect as text."""
    counts = {"entries": found.entries, "looked_at": found.looked_at}
    summary = N_("{entries} of {looked_at} entries that are not billed get another price.")
    lost = found.without_price[1] - found.without_price[0]
    return EffectLines(
        changes_nothing=found.entries == 0,
        summary=tr(language, summary, **{name: wording.number(language, count) for name, count in counts.items()}),
        before=wording.amounts(language, found.amounts.before),
        after=wording.amounts(language, found.amounts.after),
        without_price=tr(language, N_("Without a price would be: {count}"), count=wording.number(language, lost))
        if lost > 0
        else "",
    )
