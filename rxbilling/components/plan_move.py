"""The dialog that moves contracts to the new version of their plan."""

import reflex as rx

from rxbilling.components.dialog import dialog_head
from rxbilling.components.effect import effect_view
from rxbilling.components.forms import refusal
from rxbilling.components.words import t
from rxbilling.state.plan_move import MovableLine, PlanMove


def _line(line: rx.Var[MovableLine]) -> rx.Component:
    box = rx.el.input(
        type="checkbox", checked=PlanMove.selected.contains(line.number), on_change=PlanMove.select(line.number)
    )
    words = rx.el.span(
        rx.el.strong(line.account),
        " · ",
        line.name,
        rx.el.small(line.plan, " · ", t("moves on"), " ", line.from_day),
        class_name="offer-name",
    )
    return rx.el.label(box, words, class_name="offer")


def _choosing() -> rx.Component:
    look = rx.button(
        t("Look at the effect"),
        on_click=PlanMove.look,
        loading=PlanMove.is_running,
        disabled=PlanMove.selected.length() == 0,
    )
    return rx.el.div(
        rx.el.div(rx.foreach(PlanMove.lines, _line), class_name="scroll-list"),
        refusal(PlanMove),
        rx.el.div(
            rx.dialog.close(rx.button(t("Cancel"), type="button", variant="soft", color_scheme="gray")),
            look,
            class_name="row dialog-actions",
        ),
        class_name="stack",
    )


def plan_move_dialog() -> rx.Component:
    """Return the dialog."""
    return rx.dialog.root(
        rx.dialog.content(
            dialog_head("Move contracts"),
            rx.dialog.description(
                t("Each contract ends with a cycle, and goes on as its renewal under the present version of:"),
                " ",
                rx.el.strong(PlanMove.plan),
                size="2",
                color_scheme="gray",
            ),
            rx.cond(PlanMove.is_looked_at, effect_view(PlanMove, save="Move"), _choosing()),
            max_width="680px",
        ),
        open=PlanMove.is_open,
        on_open_change=PlanMove.toggle,
    )
