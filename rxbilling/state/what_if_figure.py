"""The figure of the what-if page: revenue by month, as it is and as it would be."""

from collections.abc import Sequence
from datetime import date

from rxbilling.locales import N_, tr
from rxbilling.services.what_if import Part
from rxbilling.state import figures, wording
from rxbilling.state.figures import COST, REVENUE, Figure


def months(language: str, parts: Sequence[Part]) -> Figure:
    """Return the figure, in the currency of most of the revenue."""
    sums: dict[str, int] = {}
    for part in parts:
        for code, amount in part.amounts.before.items():
            sums[code] = sums.get(code, 0) + amount
    currency = max(sums, key=lambda code: sums[code], default="")
    if not currency:
        return {}
    labels = [wording.month(language, date.fromisoformat(part.name), "LLL yy") for part in parts]
    sides = [
        (tr(language, N_("Before")), COST, [part.amounts.before.get(currency, 0) for part in parts]),
        (tr(language, N_("After")), REVENUE, [part.amounts.after.get(currency, 0) for part in parts]),
    ]
    return figures.side_by_side(language, labels, sides, currency)
