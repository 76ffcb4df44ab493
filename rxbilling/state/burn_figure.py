"""The figure of what is left in the present cycle of a contract, day by day, and where that leads.

Numbers become decimals here, for drawing only.
"""

from datetime import date, timedelta
from math import ceil

from rxbilling.locales import N_, tr
from rxbilling.services import burn_down
from rxbilling.services.contract_ledger import CycleLine, Ledger
from rxbilling.state import wording
from rxbilling.state.contract_words import quantity
from rxbilling.state.figures import HOURS, TIER_COLOURS, Figure, layout, major

HOUR = 3600
MOST_TICKS = 6


def figure_of(language: str, ledger: Ledger, currency: str) -> Figure:
    """Return the figure of a ledger that has a present cycle."""
    line = next(line for line in ledger.cycles if line.is_current)
    data = [_left(language, ledger, currency)]
    if ahead := _ahead(language, ledger, line, currency):
        data.append(ahead)
    legend = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"}
    end = line.last or ledger.burn[-1][0]
    axes = {
        "xaxis": {
            "type": "date",
            **_ticks(language, ledger.burn[0][0], end),
            "range": [_end_of(ledger.burn[0][0]), _end_of(end)],
            "automargin": True,
        },
        "yaxis": {"automargin": True, "rangemode": "tozero", "ticksuffix": _suffix(ledger.unit, currency)},
    }
    return {"data": data, "layout": layout(language, showlegend=True, legend=legend, hovermode="x", **axes)}


def _ticks(language: str, first: date, last: date) -> Figure:
    """Return some days of the axis; the script that draws knows no names of months but English ones."""
    step = max(ceil((last - first).days / MOST_TICKS), 1)
    days = [first + timedelta(days=away) for away in range(0, (last - first).days + 1, step)]
    return {"tickvals": [_end_of(day) for day in days], "ticktext": [wording.short_day(language, day) for day in days]}


def _suffix(unit: str, currency: str) -> str:
    return " h" if unit == "second" else f" {currency}" if unit == "money" else ""


def _left(language: str, ledger: Ledger, currency: str) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": tr(language, N_("Left")),
        "x": [_end_of(day) for day, _ in ledger.burn],
        "y": [_drawn(left, ledger.unit, currency) for _, left in ledger.burn],
        "line": {"color": HOURS, "width": 2, "shape": "hv"},
        "fill": "tozeroy",
        "fillcolor": "rgba(18,165,148,0.12)",
        "customdata": [
            f"{wording.day(language, day)}<br>{quantity(language, ledger.unit, left, currency)}"
            for day, left in ledger.burn
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _ahead(language: str, ledger: Ledger, line: CycleLine, currency: str) -> Figure | None:
    """Return where the pace of the cycle so far leads: to nothing, or to its end."""
    found, (today, left) = burn_down.forecast(ledger), ledger.burn[-1]
    if found is None or found.is_out or not line.used:
        return None
    day = found.day or line.last
    if day is None or day <= today:
        return None
    elapsed = (today - line.first).days + 1
    at_the_end = 0.0 if found.day else left - line.used * (day - today).days / elapsed
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": tr(language, N_("At this pace")),
        "x": [_end_of(today), _end_of(day)],
        "y": [_drawn(left, ledger.unit, currency), max(_drawn(at_the_end, ledger.unit, currency), 0.0)],
        "line": {"color": TIER_COLOURS[1], "width": 2, "dash": "dot"},
        "customdata": [wording.day(language, today), wording.day(language, day)],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _end_of(day: date) -> str:
    """Return the moment at which a day is over."""
    return (day + timedelta(days=1)).isoformat()


def _drawn(amount: float, unit: str, currency: str) -> float:
    if unit == "money":
        return major(int(amount), currency)
    return amount / HOUR if unit == "second" else float(amount)
