"""Dialogs in two steps: a form, then the effect of saving it, then it is saved."""

from typing import Any

import reflex as rx

from rxbilling.components.dialog import dialog_head
from rxbilling.components.effect import effect_told
from rxbilling.components.forms import conflict, refusal
from rxbilling.components.words import t
from rxbilling.state.checking import Checking


def checked_dialog(
    state: Any,  # noqa: ANN401 - a State of the mixin, with its handlers
    head: rx.Component | str,
    fields: rx.Component,
    shown: tuple[str, ...],
    label: str,
    *,
    width: str = "560px",
    color: str = "indigo",
    first: rx.Var[str] | None = None,
) -> rx.Component:
    """Return a dialog whose fields stay as they are while their effect is looked at.

    ``shown`` are the fields that say themselves what is wrong with them, ``label`` is what saving is called,
    ``first`` the step before it where that is not always a look at the effect.
    """
    assert issubclass(state, Checking)  # noqa: S101 - a mistake in a page, found when it is built
    cancel = rx.dialog.close(rx.button(t("Cancel"), type="button", variant="soft", color_scheme="gray"))
    look = t("Look at the effect") if first is None else first
    form = rx.form(
        fields,
        refusal(state, *shown),
        conflict(state),
        rx.el.div(
            cancel,
            rx.button(look, type="submit"),
            class_name="row dialog-actions",
        ),
        on_submit=state.check,
        class_name="stack",
        style={"display": rx.cond(state.is_checked, "none", "flex")},
    )
    back = rx.button(t("Back"), type="button", variant="soft", color_scheme="gray", on_click=state.back)
    save = rx.button(t(label), type="button", color_scheme=color, auto_focus=True, on_click=state.save)
    effect = rx.el.div(
        effect_told(state.effect), rx.el.div(back, save, class_name="row dialog-actions"), class_name="stack effect"
    )
    return rx.dialog.root(
        rx.dialog.content(
            dialog_head(head) if isinstance(head, str) else head,
            form,
            rx.cond(state.is_checked, effect),
            max_width=width,
            aria_describedby=rx.Var("undefined"),
        ),
        open=state.is_open,
        on_open_change=state.toggle,
    )
