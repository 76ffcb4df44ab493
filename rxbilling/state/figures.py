"""Figures of the dashboard as plain dictionaries, made of aggregates; how they look is the theme's business.

Amounts become decimal major units here, for drawing only: every figure that is read as a number is text.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from babel.numbers import get_currency_precision, get_decimal_symbol, get_group_symbol

from rxbilling.locales import N_, tr
from rxbilling.services.reports import Group
from rxbilling.services.summaries import Line, RepMonth
from rxbilling.state import wording

Figure = dict[str, Any]
# One colour for each tier, and a pattern that tells them apart without colour.
TIER_COLOURS = ("#3e63dd", "#f5a524", "#8e4ec6", "#e5484d")
TIER_PATTERNS = ("", "/", "x", ".")
HOURS_SAID = "%{x}<br>%{fullData.name}: %{customdata}<extra></extra>"
REVENUE, COST, HOURS = "#3e63dd", "#94a3b8", "#12a594"


class Worked(Protocol):
    """Seconds worked, and those of them that are billable."""

    @property
    def worked_s(self) -> int:
        """All of them."""

    @property
    def billable_s(self) -> int:
        """Those that are billable."""


def major(amount: int, currency: str) -> float:
    """Return an amount in major units, for drawing only."""
    return float(Decimal(amount).scaleb(-get_currency_precision(currency)))


def layout(language: str, **more: Any) -> Figure:  # noqa: ANN401 - Plotly's own names and values
    """Return what every figure has in common, and more of its own."""
    symbols = get_decimal_symbol(language) + get_group_symbol(language)
    return {
        "separators": symbols,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "showlegend": False,
        "autosize": True,
        "hoverlabel": {"align": "left"},
        **more,
    }


def months(language: str, groups: Sequence[Group], currency: str, *, with_cost: bool = True) -> Figure:
    """Return revenue and cost by month, side by side; cost only where it is in the same currency."""
    labels = [wording.month(language, date.fromisoformat(f"{group.name}-01"), "LLL yy") for group in groups]
    series = [
        (tr(language, N_("Revenue")), REVENUE, [group.revenue for group in groups]),
        (tr(language, N_("Cost")), COST, [group.cost for group in groups]),
    ]
    return side_by_side(language, labels, series if with_cost else series[:1], currency)


def side_by_side(
    language: str, labels: Sequence[str], series: Sequence[tuple[str, str, Sequence[int]]], currency: str
) -> Figure:
    """Return amounts of a currency as bars beside each other: of each series its name, colour and amounts."""
    data = [
        {
            "type": "bar",
            "name": name,
            "x": list(labels),
            "y": [major(value, currency) for value in values],
            "marker": {"color": colour, "cornerradius": 3},
            "customdata": [wording.money(language, value, currency) for value in values],
            "hovertemplate": f"%{{x}}<br>{name}: %{{customdata}}<extra></extra>",
        }
        for name, colour, values in series
    ]
    legend = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"}
    axes = {
        "xaxis": {"type": "category", "automargin": True},
        "yaxis": {"automargin": True, "tickformat": ",~s" if language == "en" else ",", "ticksuffix": f" {currency}"},
    }
    return {"data": data, "layout": layout(language, barmode="group", showlegend=True, legend=legend, **axes)}


def tiers(language: str, seconds: Sequence[int]) -> Figure:
    """Return worked hours by tier, as one bar each."""
    names = [tr(language, name) for name in wording.TIERS]
    marker = {"color": list(TIER_COLOURS), "pattern": {"shape": list(TIER_PATTERNS)}, "cornerradius": 3}
    shares = [wording.share(language, value, sum(seconds)) for value in seconds]
    texts = [f"{wording.hours(language, value)} h · {share}" for value, share in zip(seconds, shares, strict=True)]
    return _bars(language, names, [value / 3600 for value in seconds], texts, marker, " h")


def accounts(language: str, groups: Sequence[Group], currency: str) -> Figure:
    """Return the revenue of accounts, the largest on top."""
    texts = [wording.money(language, group.revenue, currency) for group in groups]
    values = [major(group.revenue, currency) for group in groups]
    marker = {"color": REVENUE, "cornerradius": 3}
    return _bars(language, [group.name for group in groups], values, texts, marker, f" {currency}")


def reps(language: str, groups: Sequence[Group]) -> Figure:
    """Return the worked hours of reps, the longest on top."""
    texts = [f"{wording.hours(language, group.worked_s)} h" for group in groups]
    marker = {"color": HOURS, "cornerradius": 3}
    values = [group.worked_s / 3600 for group in groups]
    return _bars(language, [group.name for group in groups], values, texts, marker, " h")


def rep_months(language: str, lines: Sequence[Line]) -> Figure:
    """Return hours by month: billable and other ones on each other, and what is expected as a line."""
    figure = hours(language, [(line.first_day, line.sums) for line in lines if line.first_day])
    drawn = {"mode": "lines+markers", "line": {"color": TIER_COLOURS[1], "width": 2, "dash": "dot"}}
    return _expecting(language, figure, [line.expected_s for line in lines], drawn)


def month_of_reps(language: str, found: Sequence[RepMonth]) -> Figure:
    """Return a month's hours by rep, on top of each other, and a mark at what is expected."""
    figure = _stacked(language, [one.name for one in found], [one.sums for one in found])
    mark = {"symbol": "line-ns-open", "size": 16, "color": TIER_COLOURS[1], "line": {"width": 3}}
    _expecting(language, figure, [one.expected_s for one in found], {"mode": "markers", "marker": mark})
    return _turned(figure)


def hours(language: str, months: Sequence[tuple[date, Worked]]) -> Figure:
    """Return hours by month (its first day): billable and other ones on each other."""
    labels = [wording.month(language, first, "LLL yy") for first, _ in months]
    return _stacked(language, labels, [done for _, done in months])


def _expecting(language: str, figure: Figure, expected: Sequence[int], drawn: Figure) -> Figure:
    """Add to a figure of hours what is expected at each of its bars, drawn in some way."""
    said = {
        "type": "scatter",
        "name": tr(language, N_("Expected")),
        "x": figure["data"][0]["x"],
        "y": [seconds / 3600 for seconds in expected],
        "customdata": [wording.hours(language, seconds) for seconds in expected],
        "hovertemplate": HOURS_SAID,
    }
    figure["data"].append(said | drawn)
    return figure


def _stacked(language: str, labels: Sequence[str], worked: Sequence[Worked]) -> Figure:
    parts = [
        (tr(language, N_("Billable hours")), HOURS, "", [done.billable_s for done in worked]),
        (tr(language, N_("Other hours")), COST, "/", [done.worked_s - done.billable_s for done in worked]),
    ]
    data = [
        {
            "type": "bar",
            "name": name,
            "x": list(labels),
            "y": [seconds / 3600 for seconds in values],
            "marker": {"color": colour, "pattern": {"shape": pattern}},
            "customdata": [wording.hours(language, seconds) for seconds in values],
            "hovertemplate": HOURS_SAID,
        }
        for name, colour, pattern, values in parts
    ]
    legend = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"}
    axes = {
        "xaxis": {"type": "category", "automargin": True},
        "yaxis": {"automargin": True, "ticksuffix": " h", "rangemode": "tozero"},
    }
    return {"data": data, "layout": layout(language, barmode="stack", showlegend=True, legend=legend, **axes)}


def _turned(figure: Figure) -> Figure:
    """Return a figure whose bars lie, the first on top: names have room there."""
    lying = {"orientation": "h", "hovertemplate": HOURS_SAID.replace("%{x}", "%{y}")}
    data = [one | {"x": one["y"], "y": one["x"]} | lying for one in figure["data"]]
    drawn = figure["layout"]
    axes = {"xaxis": drawn["yaxis"], "yaxis": drawn["xaxis"] | {"autorange": "reversed", "ticksuffix": "  "}}
    return {"data": data, "layout": drawn | axes}


def _bars(  # noqa: PLR0917 - one drawing, used with every part
    language: str, names: list[str], values: list[float], texts: list[str], marker: Figure, suffix: str
) -> Figure:
    trace = {
        "type": "bar",
        "orientation": "h",
        "y": names,
        "x": values,
        "text": texts,
        "textposition": "auto",
        "cliponaxis": False,
        "marker": marker,
        "hovertemplate": "%{y}<br>%{text}<extra></extra>",
    }
    axes = {
        "yaxis": {"type": "category", "autorange": "reversed", "automargin": True, "ticksuffix": "  "},
        "xaxis": {"automargin": True, "ticksuffix": suffix, "nticks": 5, "rangemode": "tozero"},
    }
    return {"data": [trace], "layout": layout(language, bargap=0.35, **axes)}
