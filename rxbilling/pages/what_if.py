"""What if: past work under other terms, before anything is changed."""

import reflex as rx

from rxbilling.components.cards import panel
from rxbilling.components.effect import effect_table
from rxbilling.components.empty import empty_state
from rxbilling.components.figure import figure
from rxbilling.components.filter_bar import filter_bar
from rxbilling.components.shell import page_frame
from rxbilling.components.what_if_form import what_if_form
from rxbilling.components.what_if_making import making_form, making_question
from rxbilling.components.words import t
from rxbilling.state.what_if import WhatIf


def _whole() -> rx.Component:
    warning = rx.el.div(rx.icon("triangle-alert", size=16), WhatIf.warning, class_name="warning", role="alert")
    hint = t("All work of the filter, as if none of it were billed. Nothing is stored.")
    return panel(
        "In all",
        rx.el.p(WhatIf.told, role="status"),
        rx.cond(WhatIf.warning != "", warning),
        effect_table("Amount", WhatIf.totals, counts=False),
        rx.el.p(t("Before discounts and taxes. Base charges of the cycles that are due."), class_name="muted"),
        rx.el.p(hint, class_name="muted"),
        rx.el.div(
            rx.button(rx.icon("download", size=15), t("Excel"), variant="soft", on_click=WhatIf.export),
            class_name="row",
        ),
        rx.cond(WhatIf.can_be_made, making_form()),
    )


def _answer() -> rx.Component:
    chart = figure(WhatIf.figure, t("Revenue by month, before and after"), "280px")
    return rx.fragment(
        rx.cond(WhatIf.by_month.length() > 0, panel("By month, before and after", chart, wide=True)),
        rx.el.div(panel("By month", effect_table("Month", WhatIf.by_month, counts=False)), class_name="column"),
        rx.el.div(
            panel("By account", effect_table("Account", WhatIf.by_account, counts=False)),
            panel("By rep", effect_table("Rep", WhatIf.by_rep, counts=False), hint=t("Without base charges")),
            class_name="column",
        ),
    )


def what_if() -> rx.Component:
    """Return the page."""
    nothing = empty_state(
        "git-compare",
        "Ask before you change anything",
        "Choose days and accounts above, and what would be otherwise: you see what the work would have come to.",
    )
    return page_frame(
        "/what-if",
        "What if",
        filter_bar(WhatIf),
        rx.el.div(
            panel("Question", what_if_form()),
            rx.cond(WhatIf.has_answer, _whole(), nothing),
            rx.cond(WhatIf.has_answer, _answer()),
            class_name="charts top",
        ),
        making_question(),
        query=WhatIf.query,
    )
