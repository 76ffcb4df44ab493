"""The panel of the profile with the address of the calendar of when contracts end."""

import reflex as rx

from rxbilling.components.cards import panel
from rxbilling.components.confirm import ask
from rxbilling.components.forms import copy, error_of, field, refusal
from rxbilling.components.words import t
from rxbilling.state.own_feed import OwnFeed
from rxbilling.state.viewer import Viewer


def _made() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.input(value=OwnFeed.made, read_only=True, aria_label=t("Calendar address"), class_name="plain-input"),
            rx.button(rx.icon("copy", size=15), t("Copy"), on_click=copy(OwnFeed.made), type="button"),
            class_name="copy-row",
        ),
        rx.el.p(
            t("It is not shown again. Add it to your calendar program; whoever has it can read when contracts end."),
            class_name="muted",
        ),
        class_name="stack",
    )


def _form() -> rx.Component:
    control = rx.el.input(
        id="feed-current",
        name="current",
        type="password",
        auto_complete="current-password",
        required=True,
        class_name="plain-input",
    )
    revoke = ask(
        rx.button(t("Revoke"), type="button", variant="soft", color_scheme="red", high_contrast=True),
        "Revoke the calendar address?",
        "Calendar programs that use it get no answer any more.",
        "Revoke",
        OwnFeed.revoke,
    )
    return rx.form(
        field("Current password", "feed-current", control, error=error_of(OwnFeed, "current")),
        refusal(OwnFeed, "current"),
        rx.el.div(
            rx.button(
                rx.cond(OwnFeed.is_on, t("Make a new address"), t("Make an address")), type="submit", variant="soft"
            ),
            rx.cond(OwnFeed.is_on, revoke),
            class_name="row",
        ),
        on_submit=OwnFeed.create,
        class_name="stack",
    )


def own_feed() -> rx.Component:
    """Return the panel, for those who may see contracts."""
    on = rx.el.div(
        rx.icon("calendar-check", size=16), t("Your calendar can be read by its address."), class_name="good"
    )
    why = rx.el.p(
        t("Shows in your own calendar program when contracts end, by an address with a secret in it."),
        class_name="muted",
    )
    shown = panel(
        "Calendar of contracts",
        rx.cond(OwnFeed.is_on, on, why),
        rx.cond(OwnFeed.made != "", _made(), _form()),
    )
    return rx.cond(Viewer.may_see_contracts, shown)
