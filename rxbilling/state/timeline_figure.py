"""The figure of the time line of contracts: a bar each, in lanes by account, coloured by state.

A pattern tells states apart without colour; cycles are ticks in the bars, a renewal begins with a triangle.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from rxbilling.locales import N_, tr
from rxbilling.services.contract_timeline import Line, Timeline
from rxbilling.state import wording
from rxbilling.state.contract_words import STATES
from rxbilling.state.figures import Figure

LANE_HEIGHT, MARGIN = 34, 124
DAY_MS = 86_400_000
MOST_CYCLES = 4000
LONGEST_NAME = 24
BEFORE, AHEAD, BESIDE = timedelta(days=3 * 366), timedelta(days=366), timedelta(days=14)
LOOKS = {
    "active": ("#3e63dd", ""),
    "expiring": ("#f5a524", "/"),
    "upcoming": ("#8da4ef", "."),
    "renewed": ("#12a594", "\\"),
    "expired": ("#94a3b8", "-"),
    "terminated": ("#e5484d", "x"),
    "draft": ("#c4b5fd", "+"),
}


def figure_of(language: str, drawn: Timeline) -> tuple[Figure, list[list[int]], int]:
    """Return the figure, the numbers of the contracts in each of its traces, and how many lanes it has."""
    lanes, names = _lanes(drawn.lines)
    data, numbers = [], []
    for state, (colour, pattern) in LOOKS.items():
        own = [line for line in drawn.lines if line.contract.state == state]
        if own:
            data.append(_bars(language, state, colour, pattern, own, lanes))
            numbers.append([line.contract.number for line in own])
    for trace, shown in _marks(language, drawn.lines, lanes):
        data.append(trace)
        numbers.append([line.contract.number for line in shown])
    return {"data": data, "layout": _layout(language, drawn.today, drawn.lines, names)}, numbers, len(names)


def number_at(numbers: Sequence[Sequence[int]], point: Mapping[str, Any]) -> int:
    """Return the contract at a point that was clicked, 0 for none."""
    curve, place = point.get("curveNumber"), point.get("pointNumber")
    if isinstance(curve, int) and isinstance(place, int) and 0 <= curve < len(numbers):
        return numbers[curve][place] if 0 <= place < len(numbers[curve]) else 0
    return 0


def _lanes(lines: Sequence[Line]) -> tuple[dict[int, int], list[str]]:
    """Return the lane of each contract, and what is written beside each lane.

    An account has as many lanes as contracts run beside each other.
    """
    lanes: dict[int, int] = {}
    names: list[str] = []
    ends: list[date] = []  # of the lanes of the account that is at hand
    account = 0
    for line in lines:
        if line.contract.account_id != account:
            account, ends = line.contract.account_id, []
        place = next((place for place, end in enumerate(ends) if end < line.contract.first), len(ends))
        if place == len(ends):
            ends.append(line.last)
            names.append(_short(line.contract.account) if place == 0 else "")
        ends[place] = line.last
        lanes[line.contract.number] = len(names) - len(ends) + place
    return lanes, names


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def _bars(  # noqa: PLR0917 - a state and how it looks
    language: str, state: str, colour: str, pattern: str, lines: Sequence[Line], lanes: Mapping[int, int]
) -> Figure:
    return {
        "type": "bar",
        "orientation": "h",
        "name": tr(language, STATES[state]),
        "y": [lanes[line.contract.number] for line in lines],
        "base": [line.contract.first.isoformat() for line in lines],
        "x": [((line.last - line.contract.first).days + 1) * DAY_MS for line in lines],
        "width": 0.62,
        "text": [line.contract.name for line in lines],
        "textposition": "inside",
        "insidetextanchor": "start",
        "constraintext": "none",
        "textfont": {"color": "#ffffff" if state in {"active", "renewed", "terminated"} else "#1c2024"},
        "customdata": [_told(language, line) for line in lines],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {
            "color": colour,
            "cornerradius": 4,
            "pattern": {"shape": pattern, "fillmode": "overlay", "fgcolor": "#ffffff", "fgopacity": 0.55, "size": 7},
            "line": {"color": "rgba(128,128,128,0.5)", "width": 1},
        },
    }


def _told(language: str, line: Line) -> str:
    one = line.contract
    parts = [f"<b>{one.name}</b> · {one.account}", one.plan, wording.days(language, one.first, one.last)]
    return "<br>".join([*parts, tr(language, STATES[one.state])])


def _marks(language: str, lines: Sequence[Line], lanes: Mapping[int, int]) -> list[tuple[Figure, list[Line]]]:
    """Return the beginnings of cycles and of renewals, each with the contracts that they are of."""
    cycles = [(line, day) for line in lines for day in line.cycles[1:]]
    shown = cycles if len(cycles) <= MOST_CYCLES else []
    ticks = {"symbol": "line-ns-open", "size": 10, "color": "rgba(150,155,170,0.95)", "line": {"width": 1}}
    begins = [(line, line.contract.first) for line in lines if line.renews]
    renewals = {"symbol": "triangle-right", "size": 11, "color": "#1c2024", "line": {"width": 1, "color": "#ffffff"}}
    found = []
    for name, points, marker in ((N_("Cycle"), shown, ticks), (N_("Renewal"), begins, renewals)):
        if points:
            trace: Figure = {
                "type": "scatter",
                "mode": "markers",
                "name": tr(language, name),
                "x": [day.isoformat() for _, day in points],
                "y": [lanes[line.contract.number] for line, _ in points],
                "marker": marker,
                "customdata": [f"{tr(language, name)} · {wording.day(language, day)}" for _, day in points],
                "hovertemplate": "%{customdata}<extra></extra>",
            }
            found.append((trace, [line for line, _ in points]))
    return found


def _shown(today: date, lines: Sequence[Line]) -> tuple[date, date]:
    """Return the days that are shown at first: all, but no more than some years before today."""
    first = min((line.contract.first for line in lines), default=today)
    last = max((line.last for line in lines), default=today)
    return max(first, today - BEFORE) - BESIDE, min(max(last, today), today + AHEAD) + BESIDE


def _layout(language: str, today: date, lines: Sequence[Line], names: Sequence[str]) -> Figure:
    first, last = _shown(today, lines)
    now = {"x0": today.isoformat(), "x1": today.isoformat(), "yref": "paper", "y0": 0, "y1": 1}
    label = {"x": today.isoformat(), "yref": "paper", "y": 1, "yanchor": "bottom", "text": tr(language, N_("Today"))}
    steps = [(1, "year", N_("1 year")), (3, "year", N_("3 years"))]
    buttons: list[Figure] = [
        {"count": count, "step": step, "stepmode": "backward", "label": tr(language, name)}
        for count, step, name in steps
    ]
    buttons.append({"step": "all", "label": tr(language, N_("All"))})
    grey = "rgba(128,128,128,0.18)"
    return {
        "margin": {"l": 8, "r": 16, "t": 76, "b": 24},
        "autosize": True,
        "barmode": "overlay",
        "dragmode": "zoom",
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yref": "container", "yanchor": "top"},
        "hoverlabel": {"align": "left"},
        "xaxis": {
            "type": "date",
            "range": [first.isoformat(), last.isoformat()],
            "tickformatstops": [
                {"dtickrange": [None, 20 * DAY_MS], "value": "%-d %b %Y"},
                {"dtickrange": [20 * DAY_MS, None], "value": "%b %Y"},
            ],
            "rangeselector": {"buttons": buttons, "bgcolor": grey, "activecolor": "rgba(62,99,221,0.35)", "y": 1},
        },
        "yaxis": {
            "tickvals": list(range(len(names))),
            "ticktext": list(names),
            "range": [len(names) - 0.5, -0.5],
            "fixedrange": True,
            "automargin": True,
            "showgrid": False,
            "zeroline": False,
        },
        "shapes": [{"type": "line", "line": {"color": "#e5484d", "width": 2, "dash": "dot"}, **now}],
        "annotations": [{**label, "showarrow": False, "font": {"color": "#e5484d"}}],
    }
