"""What a change of terms would do, shown before it is saved (R24)."""

import reflex as rx

from rxbilling.components.words import t
from rxbilling.state.effect_lines import EffectLines


def effect_panel(effect: rx.Var[EffectLines]) -> rx.Component:
    """Return what would change of work that is not billed; bills never do."""
    amounts = rx.el.dl(
        rx.el.dt(t("Work not billed, now")),
        rx.el.dd(effect.before),
        rx.el.dt(t("After this change")),
        rx.el.dd(effect.after, class_name="strong"),
        class_name="why-facts",
    )
    lost = rx.el.div(rx.icon("triangle-alert", size=15), effect.without_price, class_name="warning")
    some = rx.fragment(rx.el.p(effect.summary), amounts, rx.cond(effect.without_price != "", lost, rx.fragment()))
    none = rx.el.p(t("No price of work that is not billed changes."))
    return rx.el.section(
        rx.el.h3(t("What this does")),
        rx.cond(effect.changes_nothing, none, some),
        rx.el.p(t("What is billed stays as it is."), class_name="muted"),
        class_name="effect-panel",
        role="status",
    )
