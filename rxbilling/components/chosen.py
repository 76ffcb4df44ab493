"""Several values of one thing: a chip for each, and a picker that begins anew after each."""

from typing import Any

import reflex as rx

from rxbilling.components.picker import picker
from rxbilling.components.words import t
from rxbilling.state.chosen import Chosen


def chips(state: Any, name: str) -> rx.Component:  # noqa: ANN401 - a State with ``chosen`` and ``drop_value``
    """Return the values that are chosen of a thing."""

    def chip(one: rx.Var[Chosen]) -> rx.Component:
        remove = rx.el.button(
            rx.icon("x", size=12),
            type="button",
            aria_label=t("Remove") + " " + one.name,
            on_click=state.drop_value(name, one.value),
        )
        return rx.el.span(one.name, remove, class_name="value-chip")

    return rx.foreach(state.chosen[name], chip)


def asked(state: Any, name: str, none: str) -> rx.Var[str]:  # noqa: ANN401 - as above
    """Return what a field says that adds a value: ``none`` while there is none."""
    return rx.cond(state.chosen[name].length() > 0, t("Add another"), t(none)).to(str)


def adding(state: Any, name: str, none: str, control_id: str, url: str) -> rx.Component:  # noqa: ANN401 - as above
    """Return a picker that adds a value; it stays under the cursor."""
    return picker(
        control_id,
        url=url,
        value="0",
        text="",
        placeholder=asked(state, name, none),
        focus=state.added_to == name,
        on_pick=lambda number, found: state.add_value(name, number, found),
        key=f"{name}-" + state.chosen[name].length().to_string(),
    )
