"""Where a link of an invitation, or for a forgotten password, leads: a password is set, once."""

import reflex as rx

from rxbilling.components.entrance import entrance, reason, submit
from rxbilling.components.forms import field, password_input
from rxbilling.components.words import t
from rxbilling.state.welcome import Welcome


def _form() -> rx.Component:
    return rx.fragment(
        rx.el.h2(rx.cond(Welcome.is_invitation, t("Welcome"), t("Set a new password"))),
        rx.el.p(Welcome.name, " · ", Welcome.email, class_name="muted"),
        rx.cond(
            Welcome.signed_in_as != "",
            rx.el.div(
                t("In this browser somebody is signed in, who will be signed out:"),
                " ",
                rx.el.strong(Welcome.signed_in_as),
                class_name="warning",
            ),
        ),
        reason("This password cannot be taken."),
        rx.el.input(type="hidden", name="token", value=Welcome.token, read_only=True),
        field("New password", "password", password_input("password", "new-password"), hint="At least 10 characters."),
        submit("Save and sign in"),
    )


def _used() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            t("This link has been used, or is too old. Ask an administrator for a new one."),
            class_name="refusal",
            role="alert",
        ),
        rx.el.a(t("Go to the sign-in"), href="/login"),
    )


def welcome() -> rx.Component:
    """Return the page."""
    return entrance("/auth/welcome", rx.cond(Welcome.is_loaded, rx.cond(Welcome.email != "", _form(), _used())))
