"""Charts: Plotly under the one theme of the app."""

from typing import Any

import plotly.graph_objects as go
import reflex as rx
from babel.dates import get_day_names, get_month_names
from plotly.graph_objs.layout import Template

from rxbilling.locales import LANGUAGES
from rxbilling.state.viewer import Viewer


def _template(ink: str, faint: str, paper: str) -> dict[str, Any]:
    axis = {"gridcolor": faint, "linecolor": faint, "zerolinecolor": faint, "tickcolor": faint}
    return {
        "layout": {
            "font": {"family": "Inter Variable, Inter, sans-serif", "size": 12, "color": ink},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "xaxis": axis,
            "yaxis": axis,
            "hoverlabel": {"bgcolor": paper, "font": {"color": ink}, "bordercolor": faint},
        }
    }


LIGHT = _template("#60646c", "#e8e8ec", "#ffffff")
DARK = _template("#b0b4ba", "#2e3135", "#18191b")


def _config(language: str) -> dict[str, Any]:
    """Return how Plotly behaves, and what it calls days and months in a language."""
    names = {
        "days": [get_day_names("wide", locale=language)[(day - 1) % 7] for day in range(7)],
        "shortDays": [get_day_names("abbreviated", locale=language)[(day - 1) % 7] for day in range(7)],
        "months": [get_month_names("wide", locale=language)[month] for month in range(1, 13)],
        "shortMonths": [get_month_names("abbreviated", locale=language)[month] for month in range(1, 13)],
    }
    return {
        "displayModeBar": False,
        "responsive": True,
        "locale": language,
        "locales": {language: {"dictionary": {}, "format": names}},
    }


CONFIGS = [(language, _config(language)) for language in LANGUAGES]
CONFIG = rx.match(Viewer.language, *CONFIGS, CONFIGS[0][1])


def figure(data: rx.Var[dict[str, Any]], label: rx.Var[str], height: rx.Var[str] | str = "280px") -> rx.Component:
    """Return a chart of a figure (a plain dictionary in State); ``label`` says what it shows."""
    return rx.el.div(
        rx.plotly.basic(
            data=data.to(go.Figure),
            template=rx.color_mode_cond(LIGHT, DARK).to(Template),
            config=CONFIG,
            use_resize_handler=True,
            style={"width": "100%", "height": "100%"},
        ),
        role="img",
        aria_label=label,
        style={"height": height},
        class_name="figure",
    )
