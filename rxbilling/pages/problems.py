"""Problems: work that somebody should look at, each kind with the way to mend it."""

import reflex as rx

from rxbilling.components.filter_bar import filter_bar
from rxbilling.components.live import on_change
from rxbilling.components.plain_link import plain_link
from rxbilling.components.shell import page_frame
from rxbilling.components.words import t
from rxbilling.state.problems import ProblemLine, Problems


def _card(line: rx.Var[ProblemLine]) -> rx.Component:
    return plain_link(
        rx.el.span(line.count, class_name="problem-count"),
        rx.el.span(rx.el.strong(line.title), rx.el.span(line.hint, class_name="muted"), class_name="problem-words"),
        rx.icon("chevron-right", size=16, aria_hidden="true"),
        href=line.href,
        class_name=rx.cond(line.is_clear, "problem problem-none", "problem"),
    )


def problems() -> rx.Component:
    """Return the page."""
    return page_frame(
        "/problems",
        "Problems",
        filter_bar(Problems),
        rx.cond(
            Problems.loading,
            rx.skeleton(height="420px", width="100%"),
            rx.el.nav(rx.foreach(Problems.lines, _card), class_name="problems", aria_label=t("Problems")),
        ),
        on_change("work", Problems.refresh),
        query=Problems.query,
    )
